//! Which tags by translated names are tags.
//!
//! `<lista>` may be a list, and it may be the place of a list in an example: `copy <lista>`. A name
//! is firm where its tags pair, with each other or with those of the element that they stand for,
//! where a tag has values, or where its place is that of the element; and with one firm name the
//! document is a translated one, in which the others are tags as well.

use std::collections::HashMap;

use super::TagName;
use super::damage::form::Form;
use super::damage::tag::LooseTag;
use super::damage::translations::{self, Sense};
use super::pairs::{known, word};
use super::scan::{Site, SiteKind};
use crate::html::ElementName;
use crate::html::sets;

/// Settles the tags by translated names among `sites`.
pub(super) fn settle<'t>(text: &'t str, sites: Vec<Site<'t>>) -> Vec<Site<'t>> {
    let any = sites.iter().any(|site| matches!(site.kind, SiteKind::Translated(..)));
    if !any {
        return sites;
    }
    let survey = Survey::new(text, &sites);
    sites.into_iter().filter_map(|site| resolve(site, &survey, text)).collect()
}

/// How often a name or an element opens and closes.
#[derive(Clone, Copy, Default)]
struct Count {
    starts: u32,
    ends: u32,
}

impl Count {
    fn add(&mut self, closes: bool) {
        self.starts += u32::from(!closes);
        self.ends += u32::from(closes);
    }
}

/// What a document shows of a word.
#[derive(Default)]
struct Word {
    count: Count,
    senses: Vec<Sense>,
    /// One of its tags has attributes with values.
    valued: bool,
    /// One of them has an address.
    linked: bool,
    /// The sense in the place of which one of its tags stands.
    place: Option<Sense>,
}

/// The translated names of a document and what they are taken for.
struct Survey {
    words: HashMap<String, Word>,
    elements: [Count; ElementName::ALL.len()],
    /// The languages of the names that are firm.
    languages: u64,
}

impl Survey {
    fn new(text: &str, sites: &[Site<'_>]) -> Self {
        let mut survey = Self {
            words: HashMap::new(),
            elements: [Count::default(); ElementName::ALL.len()],
            languages: 0,
        };
        for (index, site) in sites.iter().enumerate() {
            if let Some((element, closes)) = known(site) {
                survey.elements[element as usize].add(closes);
            } else if let SiteKind::Translated(tag, _) = &site.kind {
                survey.count(text, sites, index, tag);
            }
        }
        let firm = survey.words.values().filter_map(|word| survey.firm(word));
        survey.languages = firm.fold(0, |all, sense| all | sense.languages);
        survey
    }

    fn count(&mut self, text: &str, sites: &[Site<'_>], index: usize, tag: &LooseTag<'_>) {
        let (name, senses) = read(text, &sites[index], tag);
        let entry = self.words.entry(name).or_insert(Word { senses, ..Word::default() });
        entry.count.add(tag.closes);
        let whole = !tag.form.has(Form::LOST_CLOSE);
        let has = |name: &str| tag.tag.attributes.iter().any(|attribute| attribute.name == name);
        entry.valued |= whole && tag.tag.attributes.iter().any(|a| !a.value.is_empty());
        entry.linked |= whole && (has("href") || has("src"));
        if !tag.closes && entry.place.is_none() {
            let place = Place::new(text, sites, index);
            entry.place = entry.senses.iter().find(|sense| place.fits(sense.element)).copied();
        }
    }

    /// The sense in which a word is firm, if it is.
    fn firm(&self, word: &Word) -> Option<Sense> {
        let Count { starts, ends } = word.count;
        let sense = *word.senses.first()?;
        if sense.doubtful {
            let linked = |sense: &&Sense| {
                word.linked && matches!(sense.element, ElementName::A | ElementName::Img)
            };
            return word.place.or_else(|| word.senses.iter().find(linked).copied());
        }
        let element = self.elements[sense.element as usize];
        let pairs = match (starts > 0, ends > 0) {
            (true, true) => true,
            (true, false) => element.ends > element.starts,
            (false, _) => element.starts > element.ends,
        };
        // An end tag that has lost its slash is spelled as the start tag is.
        let unslashed =
            sets::MARKS.has(sense.element) && ends == 0 && starts > 1 && starts % 2 == 0;
        (word.valued || pairs || unslashed).then_some(sense)
    }

    /// The element that `tag` stands for, which goes by the word `name`.
    fn element(&self, name: &str, tag: &LooseTag<'_>) -> Option<ElementName> {
        let word = self.words.get(name)?;
        if self.languages == 0 {
            return None;
        }
        let first = word.senses.first()?;
        let sense = match self.firm(word) {
            Some(sense) => sense,
            None if !first.doubtful => *first,
            None => self.likely(word, tag)?,
        };
        let pictured = || tag.tag.attributes.iter().any(|attribute| attribute.name == "src");
        Some(match sense.element {
            ElementName::Figure if pictured() => ElementName::Img,
            // A title that no head holds would be hidden.
            ElementName::Title if !self.has_head() => ElementName::Div,
            element => element,
        })
    }

    fn has_head(&self) -> bool {
        use ElementName::{Head, Html};
        let translated = |word: &Word| word.senses.iter().any(|sense| sense.element == Head);
        [Head, Html].iter().any(|element| self.elements[*element as usize].starts > 0)
            || self.words.values().any(translated)
    }

    /// A second sense that fits the language of the document and the use of the word.
    fn likely(&self, word: &Word, tag: &LooseTag<'_>) -> Option<Sense> {
        let Count { starts, ends } = word.count;
        let fits = |sense: &&Sense| {
            let used = match sense.element {
                ElementName::Hr => tag.tag.self_closing || ends == 0,
                element => !is_placed(element) && starts > 0 && ends > 0,
            };
            used && sense.languages & self.languages != 0
        };
        word.senses.iter().find(fits).copied()
    }
}

/// The name of a tag and its senses. Of a name of several words the first is read here, and the sense
/// is the one in which all of them were read.
fn read(text: &str, site: &Site<'_>, tag: &LooseTag<'_>) -> (String, Vec<Sense>) {
    let name = word(text, site);
    let senses = translations::senses(&name);
    if senses.iter().any(|sense| sense.element == tag.element) {
        return (name, senses);
    }
    let sense = Sense { element: tag.element, doubtful: false, languages: u64::MAX };
    (format!("{name} {}", tag.element.as_str()), vec![sense])
}

/// Elements that are known by their place alone.
fn is_placed(element: ElementName) -> bool {
    use ElementName::*;
    matches!(element, Li | Table | Tr | Td | Th)
}

/// The tags beside a tag, with nothing but white space between.
struct Place {
    before: Option<(ElementName, bool)>,
    after: Option<(ElementName, bool)>,
}

impl Place {
    fn new(text: &str, sites: &[Site<'_>], index: usize) -> Self {
        let tag = |site: &Site<'_>| match &site.kind {
            SiteKind::Translated(tag, _) if !tag.form.has(Form::DOUBTFUL) => {
                Some((tag.element, tag.closes))
            }
            _ => known(site),
        };
        let near = |from: usize, to: usize| text[from.min(to)..to].trim().is_empty();
        let site = &sites[index];
        let before = index.checked_sub(1).map(|at| &sites[at]);
        let after = sites.get(index + 1);
        Self {
            before: before.filter(|other| near(other.end, site.start)).and_then(tag),
            after: after.filter(|other| near(site.end, other.start)).and_then(tag),
        }
    }

    fn fits(&self, element: ElementName) -> bool {
        use ElementName::*;
        let after = self.after.filter(|(_, closes)| !closes).map(|(element, _)| element);
        match element {
            Li => matches!(self.before, Some((Ul | Ol, false) | (Li, true))),
            Td | Th => matches!(self.before, Some((Tr, false) | (Td | Th, true))),
            Tr => {
                matches!(self.before, Some((Table | Thead | Tbody | Tfoot, false) | (Tr, true)))
                    || matches!(after, Some(Td | Th))
            }
            Table => matches!(after, Some(Tr | Thead | Tbody | Caption | Colgroup)),
            _ => false,
        }
    }
}

/// A translated tag as one of the element that it stands for, or what else stands there.
fn resolve<'t>(site: Site<'t>, survey: &Survey, text: &str) -> Option<Site<'t>> {
    let element = match &site.kind {
        SiteKind::Translated(tag, _) => survey.element(&read(text, &site, tag).0, tag),
        _ => return Some(site),
    };
    match (site.kind, element) {
        (SiteKind::Translated(mut tag, _), Some(element)) => {
            tag.element = element;
            tag.tag.name = TagName::Known(element);
            Some(Site { kind: SiteKind::Tag(tag), ..site })
        }
        (SiteKind::Translated(_, other), None) => other.map(|other| *other),
        (kind, _) => Some(Site { kind, ..site }),
    }
}
