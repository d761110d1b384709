//! Style sheets that editors and plugins write, and what Word puts before its own, as text:
//! `p.p1 {margin: 0.0px}`, `Normal 0 false false false EN-US X-NONE`.
//!
//! Pages that explain CSS show rules too, so rules count only where a program has named what they
//! are for, and where they stand between sentences.

use std::ops::Range;

use super::pieces;

/// What programs name in selectors. `p.p1` and its like are told by their shape.
const NAMED: &[&str] = &[
    "Mso",
    ".elementor",
    ".wp-block-",
    ".wp-container-",
    ".wp-image-",
    ".vc_custom_",
    ".tdi_",
    ".td_uid_",
    ".et_pb_",
    ".fusion-",
    ".embed-container",
    ".ai-viewport",
    ".wpcf7",
    ".wpforms",
    ".uagb-",
    ".kt-row",
    ".kadence-",
    ".code-block-",
    ".jp-relatedposts",
    ".adsbygoogle",
    ".google-auto-placed",
    ".nv-",
    ".css-",
    "#gallery-",
    "#mc_embed_",
    "#mc-embedded",
    "#block-yui",
    "#rev_slider",
];

/// Properties that only programs write.
const OWN: &[&str] = &["mso-", "so-language", "behavior:url(#", "-qt-"];

/// What words of a selector have in them, if they are not just the name of an element.
const SIGNS: [char; 10] = ['.', '#', ':', '[', '*', '>', '+', '~', '@', '\\'];

/// Elements that stand in selectors alone.
const ELEMENTS: &[&str] = &[
    "a",
    "p",
    "li",
    "ul",
    "ol",
    "td",
    "th",
    "tr",
    "table",
    "div",
    "span",
    "img",
    "iframe",
    "object",
    "embed",
    "video",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "html",
    "input",
    "button",
    "form",
    "label",
    "figure",
    "figcaption",
    "blockquote",
    "pre",
    "strong",
    "em",
    "b",
    "i",
    "svg",
    "ins",
];

/// How far a rule may reach.
const LONGEST: usize = 4000;
/// How far a selector may reach.
const SELECTOR: usize = 400;

/// Where style sheets and metadata of Word stand.
pub(super) fn sheets(text: &str) -> Vec<Range<usize>> {
    let mut found = metadata(text);
    let mut done = 0;
    // Braces of one sentence have one selector before them.
    let mut last = None;
    for brace in memchr::memchr_iter(b'{', text.as_bytes()) {
        if brace < done {
            continue;
        }
        let after = found.iter().rev().find(|range| range.end <= brace).map_or(0, |r| r.end);
        let start = selector_start(text, brace, done.max(after));
        if last.replace(start) == Some(start) {
            continue;
        }
        let Some((end, generated)) = rules(text, start) else { continue };
        if generated && pieces::begins_after(text, end) {
            found.push(start..end);
        }
        done = end;
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Where the selector begins that ends at `brace`: after the last sentence, or where `from` is.
fn selector_start(text: &str, brace: usize, from: usize) -> usize {
    let mut low = from.max(brace.saturating_sub(SELECTOR));
    while !text.is_char_boundary(low) {
        low += 1;
    }
    let before = &text[low..brace];
    let spaces = before.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let mut ends = spaces.filter(|(at, _)| before[..*at].ends_with(super::ads::CLOSED));
    let sentence = ends.find(|(at, _)| !before[..*at].ends_with([']', ')']));
    let at = low + sentence.map_or(0, |(at, _)| at);
    at + text[at..].len() - text[at..].trim_start().len()
}

/// The end of the rules that begin at `start`, and whether a program wrote them.
fn rules(text: &str, start: usize) -> Option<(usize, bool)> {
    let (mut at, mut end, mut generated) = (start, None, false);
    while let Some((next, own)) = rule(text, at) {
        generated |= own;
        at = next;
        end = Some(next);
    }
    end.map(|end| (end, generated))
}

/// The end of one rule, after comments, and whether a program wrote it.
fn rule(text: &str, start: usize) -> Option<(usize, bool)> {
    let mut at = start;
    let mut rest = text[at..].trim_start();
    while let Some(comment) = rest.strip_prefix("/*") {
        let near = &comment.as_bytes()[..comment.len().min(LONGEST)];
        rest = comment[memchr::memmem::find(near, b"*/")? + 2..].trim_start();
    }
    for mark in ["<!--", "-->", "<!-"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
    }
    at = at.max(text.len() - rest.len());
    let open = memchr::memchr(b'{', &rest.as_bytes()[..rest.len().min(SELECTOR)])?;
    let selector = rest[..open].trim();
    // The end of the rule is a longer search than this.
    let close = if is_selector(selector) { closing(&rest[open..])? } else { return None };
    let body = &rest[open + 1..open + close];
    let nested = selector.starts_with("@media");
    let valid = nested || is_body(body);
    let named = is_generated(selector) || nested && is_generated(body);
    let generated = named || OWN.iter().any(|own| body.contains(own));
    valid.then_some((at + open + close + 1, generated))
}

/// Where the brace closes that `text` begins with.
fn closing(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST)];
    let mut depth = 0;
    memchr::memchr2_iter(b'{', b'}', bytes).find(|&at| {
        depth = if bytes[at] == b'{' { depth + 1 } else { depth - 1 };
        depth == 0
    })
}

fn is_selector(selector: &str) -> bool {
    let sign =
        |c: char| c.is_ascii_alphanumeric() || " \n\u{a0}.#:,>+~*@-_[]()=\"'\\/%!".contains(c);
    let mut words = selector.split([' ', '\n', '\u{a0}', ',']).filter(|word| !word.is_empty());
    !selector.is_empty()
        && selector.chars().all(sign)
        && (selector.starts_with('@')
            || words.all(|word| word.contains(SIGNS) || ELEMENTS.contains(&&*word.to_lowercase())))
}

/// Whether this is declarations and nothing else.
fn is_body(body: &str) -> bool {
    let mut declarations = body.split(';').map(str::trim).filter(|part| !part.is_empty());
    body.contains(':')
        && declarations.all(|part| {
            let name = part.split(':').next().unwrap_or(part);
            let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*' | ' ');
            // Addresses and lists of fonts hold semicolons of their own.
            name.trim().chars().all(sign) || !part.contains(':')
        })
}

/// Whether a program names things as in this selector.
fn is_generated(selector: &str) -> bool {
    let numbered = |word: &str| {
        let Some((element, class)) = word.split_once('.') else { return false };
        let digits =
            class.strip_prefix(element.get(..1).unwrap_or("-")).or(class.strip_prefix(element));
        matches!(element, "p" | "li" | "ul" | "ol" | "span" | "td" | "table" | "tr")
            && digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
    };
    NAMED.iter().any(|name| selector.contains(name))
        || selector.split([' ', ',', '\n']).any(numbered)
}

/// What Word writes about a document before its style sheet: its zoom, what it hides, and the
/// languages in use.
fn metadata(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices("false false false") {
        if at < done {
            continue;
        }
        let start = metadata_start(text, at, done);
        if !pieces::ends_before(text, start) {
            continue;
        }
        let mut end = at;
        for word in words(text, at) {
            let language = word.1.split_once('-').is_some_and(|(language, region)| {
                language.bytes().all(|b| b.is_ascii_uppercase())
                    && region.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            });
            let plain = word.1.len() == 2 && word.1.bytes().all(|b| b.is_ascii_uppercase());
            let known = matches!(word.1, "false" | "true" | "MicrosoftInternetExplorer4" | "st1");
            if !(language || plain || known) {
                break;
            }
            end = word.0 + word.1.len();
        }
        done = end;
        let told = text[start..at].starts_with("Normal") || text[at..end].contains("X-NONE");
        let more = pieces::begins_after(text, end) || rules(text, end).is_some();
        if told && more {
            found.push(start..end);
        }
    }
    found
}

/// Where the numbers and the name of the view begin that stand before `at`.
fn metadata_start(text: &str, at: usize, from: usize) -> usize {
    let mut start = at;
    for word in text[from..at].split_whitespace().rev().take(16) {
        let number = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let known = matches!(
            word,
            "Normal"
                | "Clean"
                | "Print"
                | "pt"
                | "false"
                | "true"
                | "800x600"
                | "DefaultOcxName"
                | "MS"
        );
        if !(number || known) {
            break;
        }
        start = word.as_ptr() as usize - text.as_ptr() as usize;
    }
    start
}

/// The words from `at` on, and where they begin.
fn words(text: &str, at: usize) -> impl Iterator<Item = (usize, &str)> {
    text[at..]
        .split_whitespace()
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut out = text.to_owned();
        for range in sheets(text).into_iter().rev() {
            out.replace_range(range, "|");
        }
        out
    }

    #[test]
    fn sheets_of_programs_are_found() {
        for (before, after) in [
            ("p.p1 {margin: 0.0px; font: 12.0px 'Helvetica Neue'}\nspan.s1 {color: #454545}", "|"),
            (
                "Normal 0 21 false false false DE X-NONE X-NONE /* Style Definitions */ \
                 table.MsoNormalTable {mso-style-name:\"Table Normal\"; mso-para-margin:0in;} The tuba.",
                "| | The tuba.",
            ),
            ("It is lost. Normal 0 false false false EN-US JA X-NONE", "It is lost. |"),
            (".embed-container { position: relative; } .embed-container iframe { top: 0; }", "|"),
            ("@media (max-width: 600px) { .elementor-3 { margin: 0; } } The tuba.", "| The tuba."),
        ] {
            assert_eq!(without(before), after);
        }
    }

    #[test]
    fn rules_that_are_explained_stay() {
        for text in [
            ".box { color: red; }",
            "Write p.p1 {margin: 0} and be done.",
            "The set {a: 1, b: 2} is small.",
            "The switches read false false false from left to right.",
            "Normally p.p1 {margin: 0} comes from Notes.",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
