//! Words that cannot end a heading or a sentence: articles, prepositions, conjunctions, and
//! abbreviations whose full stop ends nothing. Small on purpose: a line that ends with one goes on.

/// Articles, prepositions, conjunctions and pronouns after which a phrase goes on, by language.
const FUNCTION_WORDS: &[&str] = &[
    // English
    "a an the of to and or but nor from with by at into onto upon than which whose their its our \
     your my as if while because although",
    // German
    "der die das den dem des ein eine einen einem einer eines und oder aber für von vom mit bei zu \
     zum zur nach durch gegen ohne über unter dass daß weil wenn als ob ihr ihre sein seine im am \
     ins ans",
    // French
    "le la les un une des du de et ou mais pour par avec sans dans sur sous chez vers entre que qui \
     dont leur leurs sa ses au aux cette ces en à",
    // Spanish, Portuguese, Italian
    "el los las unos unas del al y e o u pero para por con sin sobre entre hasta desde que cuyo su \
     sus os as um uma do da dos das no na nos nas ao aos à às mas com sem até il \
     lo gli dei degli delle della dello nel nella nei nelle sul sulla sui dal dalla di ed ma per tra \
     fra che cui",
    // Dutch, Danish, Norwegian, Swedish
    "het een van voor met naar uit bij en of maar dat die om te en ett et och men för från med til \
     till av af på hos som att at og eller",
    // Polish, Czech, Slovak
    "i w z ze do na po od dla przez oraz lub ale że który a v s k o u pro přes nebo ale že který",
    // Russian, Ukrainian, Bulgarian
    "и в во на с со к ко по от до для из за при без под над об о у что который как но или не а і й \
     з із зі та або але що який як від",
    // Greek, Turkish, Hungarian
    "ο η το οι τα του της των και ή για με σε από ve ile bir veya için az egy és vagy hogy",
];

/// Abbreviations before a name or a number, without the full stop.
const ABBREVIATIONS: &[&str] = &[
    "dr mr mrs ms prof st sr jr gen col lt sgt capt rev hon gov sen rep no nr vol pp cf vs etc ca bzw \
     z.b d.h u.a o.ä inkl zzgl ggf evtl abb str mme mlle sra srta dña art núm nº pág tel им ул г гг \
     т.е т.к т.д т.п стр рис проф e.g i.e al fig approx dept est inc ltd",
];

fn listed(table: &[&str], word: &str) -> bool {
    table.iter().any(|words| words.split_ascii_whitespace().any(|listed| listed == word))
}

/// Whether the last word of `text` needs another after it.
pub(super) fn ends_with_function_word(text: &str) -> bool {
    let Some(word) = text.split_whitespace().next_back() else { return false };
    if word.len() > 16 || !word.chars().all(char::is_alphabetic) {
        return false;
    }
    // A capital is a name, a numeral or the last word of a title, but for a sentence's first word.
    let first = text.split_whitespace().nth(1).is_none();
    let capital = word.starts_with(char::is_uppercase) && !first && word != "I";
    !capital && listed(FUNCTION_WORDS, &word.to_lowercase())
}

/// Whether the first word is one that a sentence may begin with but not a name.
pub(super) fn starts_with_function_word(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
    word.is_some_and(|word| word.len() <= 16 && listed(FUNCTION_WORDS, &word.to_lowercase()))
}

/// Whether `text`, with or without its last full stop, ends with an abbreviation.
pub(super) fn is_abbreviation(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let Some(word) = text.split_whitespace().next_back() else { return false };
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.len() <= 16 && listed(ABBREVIATIONS, &word.to_lowercase())
}
