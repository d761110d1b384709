//! Selectors: which elements a person means.
//!
//! The part of CSS Selectors Level 4 that tells content apart: type, `*`, `#id`, `.class`,
//! `[attribute]` with `=`, `~=`, `|=`, `^=`, `$=` and `*=`, combined by white space (descendant), `>`
//! (child) and `,` (or). A selector is read once; over a tree it keeps a set of what of it has matched
//! so far, so that there is nothing to go back to.

use std::fmt;
use std::str::FromStr;

/// Compounds of one alternative, at most: each is a bit.
const COMPOUNDS: usize = 32;

/// Selects elements, as CSS does.
///
/// ```
/// use unmangle::options::Selector;
///
/// let selector: Selector = "main > article, #story .body[data-kind=text]".parse()?;
/// assert!("a:hover".parse::<Selector>().is_err());
/// # Ok::<(), unmangle::options::SelectorError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    text: String,
    alternatives: Vec<Vec<Compound>>,
}

/// What cannot be read of a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorError {
    reason: &'static str,
    rest: String,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:?}", self.reason, self.rest)
    }
}

impl std::error::Error for SelectorError {}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What one element has to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Compound {
    /// Whether the compound before has to match the parent, and not any ancestor.
    child: bool,
    name: Option<String>,
    tests: Vec<Test>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Test {
    attribute: String,
    relation: Relation,
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Present,
    Equals,
    Word,
    Dash,
    Begins,
    Ends,
    Contains,
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let error = |reason, rest: &str| Err(SelectorError { reason, rest: rest.to_owned() });
        let (mut alternatives, mut compounds) = (Vec::new(), Vec::new());
        let mut rest = text.trim();
        let mut child = false;
        loop {
            let (compound, after) = compound(rest)?;
            compounds.push(Compound { child, ..compound });
            let space = after.len() - after.trim_start().len();
            rest = after.trim_start();
            if compounds.len() > COMPOUNDS {
                return error("too many parts", rest);
            }
            if rest.is_empty() {
                alternatives.push(compounds);
                return Ok(Self { text: text.trim().to_owned(), alternatives });
            } else if let Some(more) = rest.strip_prefix(',') {
                alternatives.push(std::mem::take(&mut compounds));
                (child, rest) = (false, more.trim_start());
            } else if let Some(more) = rest.strip_prefix('>') {
                (child, rest) = (true, more.trim_start());
            } else if space > 0 {
                child = false;
            } else {
                return error("not a selector", rest);
            }
        }
    }
}

fn compound(text: &str) -> Result<(Compound, &str), SelectorError> {
    let error = |reason, rest: &str| {
        Err::<_, SelectorError>(SelectorError { reason, rest: rest.to_owned() })
    };
    let mut compound = Compound::default();
    let (name, mut rest) = identifier(text);
    let mut is_empty = name.is_empty();
    if !name.is_empty() {
        compound.name = Some(name.to_ascii_lowercase());
    } else if let Some(more) = text.strip_prefix('*') {
        (rest, is_empty) = (more, false);
    }
    loop {
        let (attribute, relation) = match rest.chars().next() {
            Some('#') => ("id", Relation::Equals),
            Some('.') => ("class", Relation::Word),
            Some('[') => {
                let (test, more) = attribute_test(rest)?;
                compound.tests.push(test);
                (rest, is_empty) = (more, false);
                continue;
            }
            _ if is_empty => return error("not a selector", rest),
            _ => return Ok((compound, rest)),
        };
        let (value, more) = identifier(&rest[1..]);
        if value.is_empty() {
            return error("a name is missing", rest);
        }
        let (attribute, value) = (attribute.to_owned(), value.to_owned());
        compound.tests.push(Test { attribute, relation, value });
        (rest, is_empty) = (more, false);
    }
}

fn attribute_test(text: &str) -> Result<(Test, &str), SelectorError> {
    let error = |reason| SelectorError { reason, rest: text.to_owned() };
    let (attribute, rest) = identifier(text[1..].trim_start());
    let rest = rest.trim_start();
    if attribute.is_empty() {
        return Err(error("an attribute is missing"));
    }
    let attribute = attribute.to_ascii_lowercase();
    if let Some(rest) = rest.strip_prefix(']') {
        let relation = Relation::Present;
        return Ok((Test { attribute, relation, value: String::new() }, rest));
    }
    let operators = [
        ("=", Relation::Equals),
        ("~=", Relation::Word),
        ("|=", Relation::Dash),
        ("^=", Relation::Begins),
        ("$=", Relation::Ends),
        ("*=", Relation::Contains),
    ];
    let found = operators
        .iter()
        .find_map(|(operator, relation)| Some((rest.strip_prefix(operator)?, *relation)));
    let (rest, relation) = found.ok_or_else(|| error("not an operator"))?;
    let rest = rest.trim_start();
    let (value, rest) = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            rest[1..].split_once(quote).ok_or_else(|| error("a quote is not closed"))?
        }
        _ => identifier(rest),
    };
    let rest = rest.trim_start().strip_prefix(']').ok_or_else(|| error("not closed"))?;
    Ok((Test { attribute, relation, value: value.to_owned() }, rest))
}

fn identifier(text: &str) -> (&str, &str) {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || !c.is_ascii();
    text.split_at(text.find(|c| !is_part(c)).unwrap_or(text.len()))
}

impl Compound {
    fn matches<'e>(&self, name: &str, attribute: &dyn Fn(&str) -> Option<&'e str>) -> bool {
        self.name.as_deref().is_none_or(|wanted| wanted == name)
            && self
                .tests
                .iter()
                .all(|test| attribute(&test.attribute).is_some_and(|v| test.holds(v)))
    }
}

impl Test {
    fn holds(&self, value: &str) -> bool {
        let wanted = &*self.value;
        match self.relation {
            Relation::Present => true,
            Relation::Equals => value == wanted,
            Relation::Word => value.split_ascii_whitespace().any(|word| word == wanted),
            Relation::Dash => value
                .strip_prefix(wanted)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
            Relation::Begins => !wanted.is_empty() && value.starts_with(wanted),
            Relation::Ends => !wanted.is_empty() && value.ends_with(wanted),
            Relation::Contains => !wanted.is_empty() && value.contains(wanted),
        }
    }
}

/// What of selectors matches at an element: a bit for each compound, of it and of what is around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matched {
    own: Vec<u32>,
    around: Vec<u32>,
}

impl Matched {
    /// What matches at an element inside of one with `self`; says whether a selector matches as a
    /// whole.
    pub(crate) fn enter<'e>(
        &self,
        selectors: &[Selector],
        name: &str,
        attribute: &dyn Fn(&str) -> Option<&'e str>,
    ) -> (Self, bool) {
        let mut inside = Self::default();
        let mut whole = false;
        for (at, compounds) in selectors.iter().flat_map(|s| &s.alternatives).enumerate() {
            let parent = self.own.get(at).copied().unwrap_or(0);
            let around = self.around.get(at).copied().unwrap_or(0) | parent;
            let mut own = 0_u32;
            for (index, compound) in compounds.iter().enumerate() {
                let before = if compound.child { parent } else { around };
                let is_led = index == 0 || before >> (index - 1) & 1 == 1;
                if is_led && compound.matches(name, attribute) {
                    own |= 1 << index;
                }
            }
            whole |= own >> (compounds.len() - 1) & 1 == 1;
            inside.own.push(own);
            inside.around.push(around);
        }
        (inside, whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the selector matches the last of nested elements, each a name and its class.
    fn matches(selector: &str, path: &[(&str, &str)]) -> bool {
        let selectors = [selector.parse().unwrap()];
        let mut matched = Matched::default();
        let mut whole = false;
        for (name, class) in path {
            let attribute = |wanted: &str| (wanted == "class").then_some(*class);
            (matched, whole) = matched.enter(&selectors, name, &attribute);
        }
        whole
    }

    #[test]
    fn selectors_match_as_in_css() {
        let path = [("main", "page"), ("div", "a story"), ("p", "")];
        for (selector, expected) in [
            ("p", true),
            ("div", false),
            ("main p", true),
            ("main > p", false),
            ("main > div > p", true),
            (".story p", true),
            ("div.story.a > P", true),
            (".stor p", false),
            ("[class^='a s'] p", true),
            ("[class$=story]>p", true),
            ("[class] *", true),
            ("aside, .page p", true),
            ("p p", false),
        ] {
            assert_eq!(matches(selector, &path), expected, "{selector}");
        }
    }

    #[test]
    fn what_is_no_selector_is_told() {
        for text in ["", "a:hover", "a >", "a,", "[x", "[=1]", "#", "a + b", "a ~ b", "..a"] {
            assert!(text.parse::<Selector>().is_err(), "{text}");
        }
    }
}
