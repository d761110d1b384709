//! Element and attribute names as machine translation renders them: `<fuerte>`, `<сильный>`,
//! `<表格>`, `fuente="a.jpg"`.
//!
//! The words stand in `translated.txt`, by language. Most of them say by themselves what they were;
//! some mean a name only by a second sense of it (`mesa` is the table to sit at, `eu` is the English
//! `I` of `li`), and these count where their place or the rest of the document speaks for them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::html::ElementName;

/// What a word may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    pub(crate) element: ElementName,
    /// It is a second sense, which needs evidence.
    pub(crate) doubtful: bool,
    /// The languages that use the word so, one bit for each.
    pub(crate) languages: u64,
}

#[derive(Default)]
struct Words {
    elements: HashMap<&'static str, Vec<Sense>>,
    attributes: HashMap<&'static str, &'static str>,
    headings: HashMap<&'static str, u64>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| read(include_str!("translated.txt")));

fn read(table: &'static str) -> Words {
    let mut words = Words::default();
    let mut language = 0_u64;
    for line in table.lines() {
        if line.starts_with("==") {
            language = if language == 0 { 1 } else { language << 1 };
        } else if let Some((key, list)) = line.split_once(": ")
            && !line.starts_with('#')
        {
            words.add(key, list, language);
        }
    }
    words
}

impl Words {
    fn add(&mut self, key: &'static str, list: &'static str, language: u64) {
        if let Some(attribute) = key.strip_prefix('@') {
            for word in list.split(' ') {
                self.attributes.entry(word).or_insert(attribute);
            }
        } else if key == "heading" {
            for word in list.split(' ') {
                *self.headings.entry(word).or_default() |= language;
            }
        } else {
            let (name, doubtful) = match key.strip_suffix(" ?") {
                Some(name) => (name, true),
                None => (key, false),
            };
            let Some(element) = ElementName::parse(name) else { return };
            for word in list.split(' ') {
                self.sense(word, Sense { element, doubtful, languages: language });
            }
        }
    }

    fn sense(&mut self, word: &'static str, sense: Sense) {
        let senses = self.elements.entry(word).or_default();
        let same =
            |known: &&mut Sense| known.element == sense.element && known.doubtful == sense.doubtful;
        match senses.iter_mut().find(same) {
            Some(known) => known.languages |= sense.languages,
            None => senses.push(sense),
        }
    }
}

/// What `word`, in lower case, may stand for; those senses first that need no evidence.
pub(crate) fn senses(word: &str) -> Vec<Sense> {
    if let Some(heading) = heading(word) {
        return vec![heading];
    }
    let mut senses = WORDS.elements.get(word).cloned().unwrap_or_default();
    senses.sort_by_key(|sense| sense.doubtful);
    senses
}

/// A word for a heading with its level behind it: `título2`.
fn heading(word: &str) -> Option<Sense> {
    let level = word.chars().next_back()?.to_digit(10).filter(|level| (1..=6).contains(level))?;
    let languages = *WORDS.headings.get(&word[..word.len() - 1])?;
    let element = ElementName::parse(&format!("h{level}"))?;
    Some(Sense { element, doubtful: false, languages })
}

/// The attribute that `word`, in lower case, is a translation of.
pub(crate) fn attribute(word: &str) -> Option<&'static str> {
    WORDS.attributes.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        for line in include_str!("translated.txt").lines() {
            let key = line.split(": ").next().unwrap_or_default();
            let name = key.strip_suffix(" ?").unwrap_or(key);
            let known = line.is_empty()
                || line.starts_with(['#', '=', '@'])
                || key == "heading"
                || ElementName::parse(name).is_some();
            assert!(known, "{line}");
        }
    }

    #[test]
    fn no_word_is_a_name_or_written_in_capitals() {
        for word in WORDS.elements.keys() {
            assert_eq!(ElementName::parse(word), None, "{word}");
            assert_eq!(word.to_lowercase(), **word);
        }
    }

    #[test]
    fn a_word_names_one_element_for_sure() {
        for (word, senses) in &WORDS.elements {
            let sure = senses.iter().filter(|sense| !sense.doubtful).count();
            assert!(sure < 2, "{word}: {senses:?}");
        }
    }
}
