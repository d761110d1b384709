//! What the page says of itself, for the model: titles, kind, and the article's text if given.

use serde_json::Value;

use super::features::{Facts, shingles};
use super::metadata::sources::Sources;

pub(super) fn facts(sources: &Sources<'_>) -> Facts {
    let description = sources.meta("og:description").or(sources.meta("description"));
    let mut body: Vec<u32> = bodies(sources).flat_map(shingles).collect();
    body.sort_unstable();
    Facts {
        titles: titles(sources),
        description: description.unwrap_or_default().into(),
        kinds: kinds(sources),
        body,
    }
}

/// What the page may be called, the name of the site cut off or not.
pub(super) fn titles(sources: &Sources<'_>) -> Vec<String> {
    let mut titles = vec![sources.title.clone()];
    titles.extend(
        ["og:title", "twitter:title", "headline"]
            .iter()
            .filter_map(|name| sources.meta(name).map(str::to_owned)),
    );
    // "Headline - Site": the headline alone is what the page shows.
    let parts: Vec<String> = [" | ", " - ", " – ", " — ", " :: ", " » "]
        .iter()
        .filter_map(|mark| sources.title.rsplit_once(mark))
        .map(|(headline, _)| headline.to_owned())
        .collect();
    titles.extend(parts);
    titles.retain(|title| !title.trim().is_empty());
    titles
}

/// The article's text in structured data.
pub(super) fn bodies<'a>(sources: &'a Sources<'_>) -> impl Iterator<Item = &'a str> {
    let objects = sources.objects.iter();
    objects.filter_map(|object| object.get("articleBody")?.as_str())
}

fn kinds(sources: &Sources<'_>) -> [bool; super::features::KINDS.len()] {
    let mut kinds = [false; super::features::KINDS.len()];
    for object in &sources.objects {
        for kind in types(object) {
            kinds[0] |= kind.ends_with("Article") || kind.ends_with("Posting");
            kinds[1] |= kind.contains("Product");
            kinds[2] |= kind.contains("Forum") || kind.contains("QAPage");
            kinds[3] |= kind.contains("ItemList") || kind.contains("CollectionPage");
        }
    }
    kinds[4] = sources.meta("og:type").is_some_and(|kind| kind.contains("article"));
    kinds
}

/// The types of an object of JSON-LD.
pub(super) fn types(object: &Value) -> impl Iterator<Item = &str> {
    let kind = object.get("@type");
    let many = kind.and_then(Value::as_array).into_iter().flatten();
    kind.into_iter().chain(many).filter_map(Value::as_str)
}
