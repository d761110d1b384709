//! Word lists by language: how likely a word is, and which language a text is in.
//!
//! Each list is an automaton from a lower-case word to its cost, -ln of its relative frequency, so
//! that the costs of a row of words add up and the cheaper reading is the likelier one. The lists
//! lie in the binary and are searched where they lie: what is not asked for costs nothing. The
//! README beside them says where they come from and which command builds them.

mod automaton;
pub(crate) mod code_signs;
mod memo;
mod vietnamese;

use std::cell::RefCell;

use automaton::Automaton;
use memo::Memo;
pub(crate) use vietnamese::with_tone;

/// What a word costs that no list holds: more than the rarest that one does.
pub(crate) const UNKNOWN: f32 = 17.0;

/// A script whose words are set apart by spaces and can be damaged by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
}

struct List {
    language: &'static str,
    script: Script,
    /// Whether it holds more than function words.
    full: bool,
    bytes: &'static [u8],
}

macro_rules! lists {
    ($($language:literal $script:ident $full:literal,)*) => {
        &[$(List {
            language: $language,
            script: Script::$script,
            full: $full,
            bytes: include_bytes!(concat!($language, ".fst")),
        },)*]
    };
}

static LISTS: &[List] = lists! {
    "en" Latin true,
    "es" Latin true,
    "fr" Latin true,
    "de" Latin true,
    "pt" Latin true,
    "it" Latin true,
    "nl" Latin true,
    "tr" Latin true,
    "ru" Cyrillic true,
    "el" Greek true,
    "bg" Cyrillic false,
    "ca" Latin false,
    "cs" Latin false,
    "da" Latin false,
    "et" Latin false,
    "fi" Latin false,
    "hr" Latin false,
    "hu" Latin false,
    "id" Latin false,
    "lt" Latin false,
    "no" Latin false,
    "pl" Latin false,
    "ro" Latin false,
    "sk" Latin false,
    "sl" Latin false,
    "sv" Latin false,
    "uk" Cyrillic false,
    "vi" Latin true,
};

/// Letters that are words by themselves in one of the languages of a script.
const ONE_LETTER_WORDS: &str = "aeiouyàáèéóôåäöìùạếởúýőįskvzwhавеиоусякбжзєійыюэοηήω";

/// How many words tell the language.
pub(crate) const SAMPLE: usize = 150;

/// The words of one language.
pub(crate) struct Lexicon {
    list: Option<&'static List>,
    map: Option<Automaton>,
    /// What was asked for before.
    memo: RefCell<Memo>,
}

impl Lexicon {
    /// The lexicon of the language that `words`, in lower case, are in; `declared` is what the
    /// document says, and decides between languages that are close.
    pub(crate) fn detect<'a>(words: impl Iterator<Item = &'a str>, declared: Option<&str>) -> Self {
        let sample: Vec<&str> = words.filter(|w| !w.is_empty()).take(SAMPLE).collect();
        let letter = sample.iter().find_map(|w| script(w));
        // A third of the words, from all over a sample that is large, tells most lists apart.
        let step = if sample.len() < SAMPLE / 2 { 1 } else { 3 };
        let part = counted(sample.iter().copied().step_by(step));
        let foreign = foreign_lists(&sample);
        let lists = LISTS
            .iter()
            .filter(|list| Some(list.script) == letter && !foreign.contains(&list.language));
        let rough: Vec<(f32, &List)> =
            lists.filter_map(|list| Some((score(list, &part, declared)?, list))).collect();
        let all = counted(sample.iter().copied());
        let top = rough.iter().fold(0.0, |top: f32, (score, _)| top.max(*score));
        let best = rough
            .into_iter()
            .filter(|(score, _)| *score >= top * 0.5)
            .map(|(_, list)| list)
            .filter_map(|list| Some((score(list, &all, declared)?, list)))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(score, _)| *score > 1.0);
        let list = best.map(|(_, list)| list);
        Self { list, map: list.and_then(open), memo: RefCell::default() }
    }

    /// The lexicon of a language.
    pub(crate) fn of(language: &str) -> Self {
        let list = LISTS.iter().find(|list| list.language == language);
        Self { list, map: list.and_then(open), memo: RefCell::default() }
    }

    /// What `word`, in lower case, costs, if it is a word.
    pub(crate) fn cost(&self, word: &str) -> Option<f32> {
        let map = self.map?;
        if let Some(cost) = self.memo.borrow().get(word) {
            return cost;
        }
        let cost = self.look_up(map, word);
        self.memo.borrow_mut().keep(word, cost);
        cost
    }

    fn look_up(&self, map: Automaton, word: &str) -> Option<f32> {
        let found =
            if word.contains('ё') { map.get(&word.replace('ё', "е")) } else { map.get(word) };
        found
            .map(|cost| cost as f32)
            .or_else(|| self.compound(word))
            .or_else(|| self.syllable(word))
            .or_else(|| self.inflected(word))
    }

    /// What a letter, in lower case, costs as a word, if it is one.
    pub(crate) fn letter(&self, letter: &str) -> Option<f32> {
        match &self.map {
            Some(map) => map.get(letter).map(|cost| cost as f32),
            None => ONE_LETTER_WORDS.contains(letter).then_some(7.0),
        }
    }

    /// The language, if one was found.
    pub(crate) fn language(&self) -> Option<&'static str> {
        self.list.map(|list| list.language)
    }

    /// Whether a word that the lexicon does not hold is a rare one.
    pub(crate) fn is_full(&self) -> bool {
        self.list.is_some_and(|list| list.full)
    }

    fn syllable(&self, word: &str) -> Option<f32> {
        let vietnamese = self.language() == Some("vi") && word.chars().nth(1).is_some();
        (vietnamese && vietnamese::is_syllable(word)).then_some(11.0)
    }

    /// Turkish words end in more rows of suffixes than any list holds: a stem and what may follow.
    fn inflected(&self, word: &str) -> Option<f32> {
        let map = self.map.filter(|_| self.language() == Some("tr"))?;
        let stems = word.char_indices().skip(5).take_while(|_| word.len() < 40);
        let stem = |at: usize| word[at..].chars().count() <= 7 && map.get(&word[..at]).is_some();
        stems.map(|(at, _)| at).any(stem).then_some(15.5)
    }

    /// German and Dutch write compounds as one word, more of them than any list holds.
    fn compound(&self, word: &str) -> Option<f32> {
        let map = self.map.filter(|_| matches!(self.language(), Some("de" | "nl")))?;
        let part = |part: &str| {
            let cost = map.get(part).filter(|&cost| cost <= 13)?;
            (part.chars().count() >= 4).then_some(cost)
        };
        (word.len() < 40).then_some(())?;
        word.char_indices().skip(4).find_map(|(at, _)| {
            let (head, tail) = word.split_at(at);
            let head = part(head).or_else(|| part(head.strip_suffix('s')?));
            (head.is_some() && part(tail).is_some()).then_some(15.5)
        })
    }
}

/// Letters that words of some languages have and those of others never.
const TELLING: &[(&str, &[&str])] = &[("іїєґ", &["ru", "bg"]), ("ыэъё", &["uk"]), ("ыэё", &["bg"])];

/// How many of the sample's words are names and quotations at most: one in so many.
const FEW: usize = 30;

/// The languages that the letters of the sample speak against.
fn foreign_lists(sample: &[&str]) -> Vec<&'static str> {
    let mut out = Vec::new();
    for (letters, languages) in TELLING {
        let count = sample.iter().filter(|word| word.contains(|c| letters.contains(c))).count();
        if count * FEW > sample.len() && count > 1 {
            out.extend_from_slice(languages);
        }
    }
    out
}

fn open(list: &'static List) -> Option<Automaton> {
    Automaton::new(list.bytes)
}

/// The script of a word, by its first letter; none for scripts where spaces mean something else.
pub(crate) fn script(word: &str) -> Option<Script> {
    match word.chars().next()? {
        'a'..='z' | 'A'..='Z' | 'À'..='ɏ' | 'Ḁ'..='ỿ' => Some(Script::Latin),
        'Ѐ'..='ԯ' => Some(Script::Cyrillic),
        'Ͱ'..='Ͽ' | 'ἀ'..='῾' => Some(Script::Greek),
        _ => None,
    }
}

/// Each word once, and how often it occurs.
fn counted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<(&'a str, f32)> {
    let mut words: Vec<_> = words.map(|word| (word, 1.0)).collect();
    words.sort_unstable_by_key(|(word, _)| *word);
    words.dedup_by(|next, word| {
        let same = next.0 == word.0;
        word.1 += if same { 1.0 } else { 0.0 };
        same
    });
    words
}

/// How much cheaper, by word, the sample is with this list than with none.
fn score(list: &'static List, sample: &[(&str, f32)], declared: Option<&str>) -> Option<f32> {
    let map = open(list)?;
    let saved = |word: &str| map.get(word).map_or(0.0, |cost| UNKNOWN - 1.0 - cost as f32);
    let all: f32 = sample.iter().map(|(_, count)| count).sum();
    let mean = sample.iter().map(|(word, count)| saved(word) * count).sum::<f32>() / all.max(1.0);
    let same = |tag: &str| {
        tag.split(['-', '_']).next().is_some_and(|t| t.eq_ignore_ascii_case(list.language))
    };
    Some(if declared.is_some_and(same) { mean * 1.2 + 0.5 } else { mean })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(text: &str) -> Lexicon {
        let text = text.to_lowercase();
        Lexicon::detect(text.split(|c: char| !c.is_alphabetic()), None)
    }

    #[test]
    fn languages_are_told_apart() {
        for (language, text) in [
            ("en", "The council said that it would repair the bridge before winter."),
            ("es", "El consejo dijo que iba a reparar el puente antes del invierno."),
            ("pt", "O conselho disse que ia reparar a ponte antes do inverno, mas não agora."),
            ("fr", "Le conseil a dit que le pont serait réparé avant l’hiver."),
            ("de", "Der Rat sagte, dass die Brücke vor dem Winter repariert wird."),
            ("it", "Il consiglio ha detto che il ponte sarà riparato prima dell’inverno."),
            ("nl", "De raad zei dat de brug voor de winter wordt gerepareerd."),
            ("ru", "Совет сказал, что мост починят до зимы."),
            (
                "el",
                "αυτού χρόνου ιανουαρίου δρόμου κόσμου ουρανός μουσική δουλειά πουλιά πολλούς ανθρώπους κάπου όπου τουλάχιστον είμαστε έχουμε κάνουν συλλόγου μ τ ούτε",
            ),
            ("uk", "Рада сказала, що міст і її поріг полагодять до зими, але не тепер."),
            ("pl", "Rada powiedziała, że most będzie naprawiony przed zimą, ale nie teraz."),
            ("vi", "Hội đồng cho biết cây cầu sẽ được sửa trước mùa đông của năm nay."),
        ] {
            assert_eq!(lexicon(text).language(), Some(language), "{text}");
        }
    }

    #[test]
    fn costs_follow_frequency() {
        let lexicon = lexicon("The council said that it would repair the bridge before winter.");
        assert!(lexicon.cost("the") < lexicon.cost("bridge"));
        assert!(lexicon.cost("ridge") > lexicon.cost("bridge"));
        assert_eq!(lexicon.cost("epair"), None);
        assert!(lexicon.letter("a").is_some() && lexicon.letter("t").is_none());
    }

    #[test]
    fn compounds_are_words() {
        let lexicon = lexicon("Der Rat sagte, dass die Brücke vor dem Winter repariert wird.");
        assert!(lexicon.cost("brückenwinter").is_some());
        assert_eq!(lexicon.cost("rückenwin"), None);
    }
}
