//! Filters: which documents are wanted.

use std::str::FromStr;

use regex::Regex;
use unmangle::ingest::Record;

/// One condition on a document.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    field: Field,
    test: Test,
    negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Mime,
    Status,
    Url,
    Source,
    Id,
    Language,
    Length,
    Repairs,
}

#[derive(Clone, Debug)]
enum Test {
    Equals(String),
    Matches(Regex),
    Below(f64),
    Above(f64),
}

/// What is known of a document once it is cleaned.
pub(crate) struct Facts<'a> {
    pub(crate) language: Option<&'a str>,
    /// Bytes of its text.
    pub(crate) length: usize,
    pub(crate) repairs: usize,
}

impl Filter {
    /// Whether a filter speaks of the status, so that the default one does not apply.
    pub(crate) fn is_on_status(&self) -> bool {
        self.field == Field::Status
    }

    /// Whether the record may be wanted, by what its container says of it.
    pub(crate) fn admits(&self, record: &Record) -> bool {
        let status = record.status.map(|status| status.to_string());
        let value = match self.field {
            Field::Mime => record.media_type.as_deref(),
            Field::Status => status.as_deref(),
            Field::Url => record.url.as_deref(),
            Field::Source => Some(&*record.source),
            Field::Id => Some(&*record.id),
            Field::Language | Field::Length | Field::Repairs => return true,
        };
        self.holds(value.unwrap_or_default())
    }

    /// Whether the cleaned document is wanted.
    pub(crate) fn admits_cleaned(&self, facts: &Facts<'_>) -> bool {
        match self.field {
            Field::Language => self.holds_for_language(facts.language.unwrap_or_default()),
            Field::Length => self.holds(&facts.length.to_string()),
            Field::Repairs => self.holds(&facts.repairs.to_string()),
            _ => true,
        }
    }

    fn holds(&self, value: &str) -> bool {
        let number = || value.parse::<f64>().ok();
        let holds = match &self.test {
            Test::Equals(wanted) => value.eq_ignore_ascii_case(wanted),
            Test::Matches(pattern) => pattern.is_match(value),
            Test::Below(limit) => number().is_some_and(|number| number < *limit),
            Test::Above(limit) => number().is_some_and(|number| number > *limit),
        };
        holds != self.negated
    }

    /// `en` stands for `en-GB` too (RFC 4647, basic filtering).
    fn holds_for_language(&self, tag: &str) -> bool {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match &self.test {
            Test::Equals(wanted) if !wanted.contains('-') => {
                primary.eq_ignore_ascii_case(wanted) != self.negated
            }
            _ => self.holds(tag),
        }
    }
}

impl FromStr for Filter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let at = text.find(['=', '!', '~', '<', '>']).ok_or("no operator: =, !=, ~, !~, < or >")?;
        let field = match text[..at].trim().to_ascii_lowercase().as_str() {
            "mime" => Field::Mime,
            "status" => Field::Status,
            "url" => Field::Url,
            "source" => Field::Source,
            "id" => Field::Id,
            "lang" => Field::Language,
            "length" => Field::Length,
            "repairs" => Field::Repairs,
            other => {
                return Err(format!(
                    "no field {other:?}: mime, status, url, source, id, lang, length or repairs"
                ));
            }
        };
        let rest = &text[at..];
        let negated = rest.starts_with('!');
        let rest = rest.strip_prefix('!').unwrap_or(rest);
        let value = rest.get(1..).unwrap_or_default().trim();
        let number = || value.parse::<f64>().map_err(|_| format!("{value:?} is not a number"));
        let test = match rest.chars().next() {
            Some('=') => Test::Equals(value.to_owned()),
            Some('~') => Test::Matches(Regex::new(value).map_err(|error| error.to_string())?),
            Some('<') if !negated => Test::Below(number()?),
            Some('>') if !negated => Test::Above(number()?),
            _ => return Err("no operator: =, !=, ~, !~, < or >".to_owned()),
        };
        Ok(Self { field, test, negated })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let mut record = Record::default();
        record.url = Some("https://example.org/news/1".to_owned());
        record.status = Some(200);
        record
    }

    #[test]
    fn filters_are_read_and_hold() {
        for (filter, holds) in [
            ("url~/news/", true),
            ("url!~/news/", false),
            ("status=200", true),
            ("status!=200", false),
            ("status<300", true),
            ("status > 300", false),
            ("mime=text/html", false),
        ] {
            assert_eq!(Filter::from_str(filter).unwrap().admits(&record()), holds, "{filter}");
        }
    }

    #[test]
    fn languages_hold_for_their_regions() {
        let facts = Facts { language: Some("en-GB"), length: 3, repairs: 0 };
        assert!(Filter::from_str("lang=en").unwrap().admits_cleaned(&facts));
        assert!(!Filter::from_str("lang=de").unwrap().admits_cleaned(&facts));
    }

    #[test]
    fn wrong_filters_say_what_is_wrong() {
        for filter in ["url", "colour=red", "length>long", "url~("] {
            assert!(Filter::from_str(filter).is_err(), "{filter}");
        }
    }
}
