//! JSON-LD: what schema.org's vocabulary says of an article.

use serde_json::Value;

use super::sources::Sources;
use crate::extract::facts::types;

/// The object that describes the page, and those it may refer to.
pub(super) struct Structured<'a> {
    objects: &'a [Value],
    main: Option<&'a Value>,
}

impl<'a> Structured<'a> {
    pub(super) fn new(sources: &'a Sources<'_>) -> Self {
        let objects = &sources.objects;
        let main = objects.iter().max_by_key(|object| {
            let rank = types(object).map(rank).max().unwrap_or(0);
            let full = object.get("headline").is_some() || object.get("datePublished").is_some();
            // Of equals the first: `max_by_key` takes the last.
            (rank, full, std::cmp::Reverse(std::ptr::from_ref::<Value>(*object)))
        });
        Self { objects, main: main.filter(|object| types(object).any(|kind| rank(kind) > 0)) }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.main?.get(key).filter(|value| !value.is_null())
    }

    /// The first text under one of these keys.
    pub(super) fn text(&self, keys: &[&str]) -> Option<&'a str> {
        let texts = keys.iter().filter_map(|key| first_text(self.get(key)?));
        texts.map(str::trim).find(|text| !text.is_empty())
    }

    /// The names under a key: of persons, or of whatever else has a name.
    pub(super) fn names(&self, key: &str) -> Vec<&'a str> {
        let mut names = Vec::new();
        for value in one_or_many(self.get(key)) {
            let name = match value {
                Value::String(name) => Some(name.as_str()),
                value => self.resolve(value).get("name").and_then(first_text),
            };
            names.extend(name.map(str::trim).filter(|name| !name.is_empty()));
        }
        names
    }

    /// The first address under a key, or in an object there.
    pub(super) fn address(&self, key: &str) -> Option<&'a str> {
        let value = one_or_many(self.get(key)).next()?;
        match value {
            Value::String(address) => Some(address),
            value => {
                let object = self.resolve(value);
                let keys = ["url", "contentUrl", "@id"].iter();
                keys.filter_map(|key| object.get(key)?.as_str()).next()
            }
        }
    }

    /// Words under a key: a list, or one text with commas.
    pub(super) fn list(&self, key: &str) -> Vec<&'a str> {
        let texts = one_or_many(self.get(key)).filter_map(Value::as_str);
        texts.flat_map(|text| text.split(',')).map(str::trim).filter(|t| !t.is_empty()).collect()
    }

    /// An object that only names another by its `@id` stands for that one.
    fn resolve(&self, value: &'a Value) -> &'a Value {
        let id = value.get("@id").filter(|_| value.get("name").is_none());
        let found =
            id.and_then(|id| self.objects.iter().find(|object| object.get("@id") == Some(id)));
        found.unwrap_or(value)
    }
}

fn rank(kind: &str) -> u8 {
    match kind {
        kind if kind.ends_with("NewsArticle") => 4,
        kind if kind.ends_with("Article") || kind.ends_with("Posting") => 3,
        "Report" | "Recipe" | "Review" | "HowTo" | "QAPage" | "Product" | "Book" | "Event" => 2,
        "WebPage" | "CreativeWork" | "VideoObject" | "ItemPage" => 1,
        _ => 0,
    }
}

fn one_or_many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let many = value.and_then(Value::as_array).into_iter().flatten();
    value.filter(|value| !value.is_array()).into_iter().chain(many)
}

fn first_text(value: &Value) -> Option<&str> {
    let value = value.as_array().and_then(|values| values.first()).unwrap_or(value);
    value.as_str().or_else(|| value.get("@value")?.as_str())
}
