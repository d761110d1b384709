//! Words that cannot end a heading or a sentence: articles, prepositions, conjunctions, and
//! abbreviations whose full stop ends nothing. Small on purpose: a line that ends with one goes on.
//!
//! What is a preposition in one language is a noun in another, so only the words of the languages
//! that the text seems to be in count.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language's words.
struct Language {
    /// Articles, prepositions, conjunctions and pronouns after which a phrase goes on.
    function: &'static str,
    /// Abbreviations before a name or a number, without the full stop.
    abbreviations: &'static str,
}

const LANGUAGES: &[Language] = &[
    // English
    Language {
        function: "a an the of to and or but nor from with by at into onto upon than which whose \
                   their its our your my as if while because although every",
        abbreviations: "dr mr mrs ms prof st sr jr gen col lt sgt capt rev hon gov sen rep no nr vol \
                        pp cf vs etc ca fig approx dept est inc ltd e.g i.e al",
    },
    // German
    Language {
        function: "der die das den dem des ein eine einen einem einer eines und oder aber für von vom \
                   mit bei zu zum zur nach durch gegen ohne über unter dass daß weil wenn als ob ihr \
                   ihre sein seine im am ins ans dieser diese dieses diesem diesen",
        abbreviations: "dr prof st nr bd ca bzw vgl z.b d.h u.a o.ä inkl zzgl ggf evtl abb str sog \
                        mio mrd art",
    },
    // French
    Language {
        function: "le la les un une des du de et ou mais pour par avec sans dans sur sous chez vers \
                   entre que qui dont leur leurs sa ses son au aux cette ces ce en à",
        abbreviations: "dr m mme mlle st no vol p pp cf etc env art fig",
    },
    // Spanish
    Language {
        function: "el la los las un una unos unas de del al y e o u a en pero para por con sin sobre \
                   entre hasta desde que cuyo su sus",
        abbreviations: "dr dra sr sra srta dña d núm nº pág págs art fig aprox etc ej",
    },
    // Portuguese
    Language {
        function: "o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às mas com sem \
                   até para por pelo pela e ou que seu sua seus suas",
        abbreviations: "dr dra sr sra prof nº pág págs art fig aprox etc ex",
    },
    // Italian
    Language {
        function: "il lo la gli le i un una uno di del dei degli delle della dello a al ai alla in nel \
                   nella nei nelle su sul sulla sui da dal dalla e ed o ma con per tra fra che cui",
        abbreviations: "dott dr sig prof ing avv art pag fig n ecc ca",
    },
    // Dutch
    Language {
        function: "de het een van voor met naar uit bij in  en of maar dat die om te deze dit",
        abbreviations: "dr mr mw dhr prof nr blz ca bijv o.a d.w.z",
    },
    // Danish, Norwegian, Swedish
    Language {
        function: "en et ett og och men for för från fra med til till av af på hos som at att og eller",
        abbreviations: "dr nr s ca f.eks t.ex bl.a kl st",
    },
    // Polish, Czech, Slovak
    Language {
        function: "i w z ze do na po od dla przez przy oraz lub ale że który która które a v s k o u \
                   pro přes nebo že který",
        abbreviations: "dr prof inż mgr ul nr np tj tzn r s st św ok č str",
    },
    // Russian, Ukrainian, Bulgarian
    Language {
        function: "и в во на с со к ко по от до для из за при без под над об о у что который которая \
                   которые как но или не а і й з із зі та або але що який яка як від",
        abbreviations: "ул г гг т.е т.к т.д т.п стр рис проф им р руб тыс млн св см н э",
    },
    // Greek
    Language {
        function: "ο η το οι τα του της των τον την τους τις και ή για με σε από που στο στη στην στον",
        abbreviations: "κ κα δρ π.χ αρ σελ",
    },
    // Turkish
    Language { function: "ve ile bir veya için ama", abbreviations: "dr prof sn no bkz örn" },
    // Hungarian
    Language { function: "a az egy és vagy hogy", abbreviations: "dr pl kb u.n ún" },
];

/// English verbs after which a sentence goes on, but for questions: `Who we are`.
const VERBS: &str =
    "is are was were has have had been be will would can could should must may might";

/// How many words are looked at to tell the language.
const SAMPLE: usize = 400;

/// The languages that a text seems to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words(u16);

impl Default for Words {
    fn default() -> Self {
        Self(u16::MAX)
    }
}

impl Words {
    /// The languages whose function words the text has most; all, if it has few.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = [0; LANGUAGES.len()];
        for word in texts.flat_map(str::split_whitespace).take(SAMPLE) {
            let mut of = languages_of(word);
            while of != 0 {
                counts[of.trailing_zeros() as usize] += 1;
                of &= of - 1;
            }
        }
        let most = counts.iter().copied().max().unwrap_or_default();
        if most < 4 {
            return Self::default();
        }
        let likely = counts.iter().enumerate().filter(|(_, count)| **count * 4 >= most * 3);
        Self(likely.fold(0, |all, (index, _)| all | 1 << index))
    }

    fn languages(self) -> impl Iterator<Item = &'static Language> {
        let known = move |(index, _): &(usize, &Language)| self.0 >> index & 1 == 1;
        LANGUAGES.iter().enumerate().filter(known).map(|(_, language)| language)
    }

    /// Whether the last word of `text` needs another after it.
    pub(super) fn ends_open(self, text: &str) -> bool {
        let mut words = text.split_whitespace().rev();
        let Some(word) = words.next() else { return false };
        let word = word.trim_start_matches(OPENERS);
        if word.len() > 16 || !word.chars().all(char::is_alphabetic) {
            return false;
        }
        // A capital is a name, a numeral or the last word of a title, but for a sentence's first word.
        let first = words.next().is_none_or(|before| before.ends_with(['.', '!', '?']));
        let capital = word.starts_with(char::is_uppercase) && !first && word != "I";
        let lower = word.to_lowercase();
        let asks = text.get(..2).is_some_and(|start| matches!(start, "Wh" | "wh" | "Ho" | "ho"));
        let verb = self == Self(1) && !asks && listed(VERBS, &lower);
        !capital && (verb || self.languages().any(|language| listed(language.function, &lower)))
    }

    /// Whether the first word is one that a sentence may begin with but not a name.
    pub(super) fn starts_sentence(self, text: &str) -> bool {
        let word = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
        let Some(word) = word.filter(|word| word.len() <= 16).map(str::to_lowercase) else {
            return false;
        };
        self.languages().any(|language| listed(language.function, &word))
    }

    /// Whether `text`, with or without its last full stop, ends with an abbreviation.
    pub(super) fn ends_abbreviated(self, text: &str) -> bool {
        let text = text.strip_suffix('.').unwrap_or(text).trim_end();
        let mut word = "";
        for (at, c) in text.char_indices().rev().take_while(|(_, c)| !c.is_whitespace()) {
            if c.is_alphanumeric() {
                word = &text[at..];
            }
            if word.len() > LONGEST_ABBREVIATION {
                return false;
            }
        }
        let lower = word.to_lowercase();
        self.languages().any(|language| listed(language.abbreviations, &lower))
    }
}

/// The languages by function word: bit `n` stands for the language at `n` of [`LANGUAGES`].
static FUNCTION: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (index, language) in LANGUAGES.iter().enumerate() {
        for word in language.function.split_ascii_whitespace() {
            *words.entry(word).or_insert(0) |= 1 << index;
        }
    }
    words
});

/// The languages that have `word`, in any case, for a function word.
fn languages_of(word: &str) -> u16 {
    // In lower case a word is hardly longer than it was.
    if word.len() > 2 * LONGEST_FUNCTION {
        return 0;
    }
    let lower;
    let word = match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        true => word,
        false => {
            lower = word.to_lowercase();
            &lower
        }
    };
    FUNCTION.get(word).copied().unwrap_or_default()
}

/// No function word has more bytes.
const LONGEST_FUNCTION: usize = 16;
const LONGEST_ABBREVIATION: usize = 16;

const OPENERS: [char; 6] = ['(', '[', '"', '“', '«', '„'];

fn listed(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|listed| listed == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_found_in_any_case() {
        for (index, language) in LANGUAGES.iter().enumerate() {
            for word in language.function.split_ascii_whitespace() {
                assert!(word.len() <= LONGEST_FUNCTION, "{word}");
                assert!(languages_of(word) >> index & 1 == 1, "{word}");
                assert!(languages_of(&word.to_uppercase()) >> index & 1 == 1, "{word}");
            }
        }
        assert_eq!(languages_of("lake"), 0);
    }

    #[test]
    fn the_words_of_the_text_s_own_language_count() {
        let german = Words::of(std::iter::once("Sie kam um acht und ging mit dem Hund zum See."));
        let english = Words::of(std::iter::once("She came at eight and went to the lake with it."));
        assert!(german.ends_open("Um acht am") && !english.ends_open("At 8 am"));
        assert!(english.ends_open("Cars (by") && english.ends_open("It is art. The"));
        assert!(german.ends_abbreviated("nach Art.") && !english.ends_abbreviated("of art."));
        assert!(!english.ends_open("The Lure Of"));
    }
}
