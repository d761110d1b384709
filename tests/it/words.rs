//! Every word of the input is in the output, once, whatever the elements around it.

use proptest::prelude::*;
use unmangle::options::RepairMode;

use crate::support::clean;

const ELEMENTS: &[&str] = &[
    "div",
    "p",
    "span",
    "b",
    "em",
    "a href=/x",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "td colspan=2",
    "td rowspan=2",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "blockquote",
    "h2",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "pre",
    "code",
    "details",
    "summary",
    "section",
    "del",
    "sup",
    "q",
    "ruby",
    "rt",
    "center",
    "x-custom",
    "form",
    "label",
    "fieldset",
    "legend",
    "article",
];

/// Tags in any order, nested and closed anyhow, with a word after each.
fn tag_soup() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(ELEMENTS), any::<bool>(), any::<bool>()), 0..40)
        .prop_map(|tags| {
            let mut html = String::new();
            for (index, (tag, end, broken)) in tags.into_iter().enumerate() {
                let name = tag.split(' ').next().unwrap_or_default();
                html += &if end { format!("</{name}>") } else { format!("<{tag}>") };
                html += &format!(" w{index} ");
                html += if broken { "<br>" } else { "" };
            }
            html
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_word_is_lost_or_doubled(html in tag_soup()) {
        let markdown = clean(html.as_bytes(), RepairMode::Off).to_markdown();
        let words: Vec<&str> = markdown.split(|c: char| !c.is_alphanumeric()).collect();
        for index in 0..html.matches(" w").count() {
            let word = format!("w{index}");
            let count = words.iter().filter(|found| **found == word).count();
            prop_assert_eq!(count, 1, "{} in\n{}\nof\n{}", word, markdown, html);
        }
    }
}
