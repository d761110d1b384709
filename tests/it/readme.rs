//! The README and the table of rules in `docs/` say what the code does.
//!
//! `UPDATE_DOCS=1 cargo test --test it readme` writes the table anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use unmangle::options::RepairMode;
use unmangle::rules::RULES;

use crate::support::{clean, files, read};

const OPEN: &str = "<!-- rules -->\n";
const CLOSE: &str = "<!-- /rules -->";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn page(name: &str) -> String {
    String::from_utf8(read(&path(name))).expect("pages are UTF-8")
}

/// The fenced block of that language that follows `title`.
fn block(readme: &str, title: &str, language: &str) -> String {
    let rest = readme.split_once(title).expect("the page has the title").1;
    let (_, rest) = rest.split_once(&format!("```{language}\n")).expect("a block follows it");
    rest.split_once("```").expect("the block is closed").0.to_owned()
}

/// What a page can show: controls are written out.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '\n' => shown.push(c),
            c if c.is_control() || c == '\u{feff}' => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

fn fenced(text: &str) -> String {
    format!("````\n{}\n````\n\n", shown(text))
}

fn table() -> String {
    let mut page = "| rule | stage | what it repairs |\n|---|---|---|\n".to_owned();
    for rule in RULES {
        let stage = format!("{:?}", rule.stage).to_lowercase();
        let _ = writeln!(page, "| [`{0}`](#{0}) | {stage} | {1} |", rule.id, rule.summary);
    }
    for rule in RULES {
        let _ = write!(page, "\n## {}\n\n{}\n\nWhy: {}\n\n", rule.id, rule.what, rule.why);
        page += &fenced(rule.before);
        page += "becomes\n\n";
        page += &fenced(rule.after);
        page += "What looks like it and is not:\n\n";
        for miss in rule.near_misses {
            let _ = writeln!(page, "- {}:", miss.because);
            for line in fenced(miss.text).trim_end().lines() {
                let _ = writeln!(page, "{}", format!("  {line}").trim_end());
            }
        }
        if !rule.formerly.is_empty() {
            let _ = writeln!(page, "\nIt was also called {}.", rule.formerly.join(", "));
        }
        let precision = rule.precision.map_or("not measured".to_owned(), |precision| {
            let unmangle::rules::Precision { right, judged, documents, .. } = precision;
            format!("{right} of {judged} repairs were right in {documents}")
        });
        let _ =
            writeln!(page, "\nPrecision: {precision}. Switched off by `--disable {}`.", rule.id);
    }
    page
}

#[test]
fn the_table_of_rules_is_that_of_the_code() {
    let page = page("docs/rules.md");
    let (head, rest) = page.split_once(OPEN).expect("the page marks where the table is");
    let (shown, tail) = rest.split_once(CLOSE).expect("the page marks where the table ends");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let page = format!("{head}{OPEN}{}{CLOSE}{tail}", table());
        std::fs::write(path("docs/rules.md"), page).expect("docs/rules.md");
        return;
    }
    assert_eq!(shown, table(), "run with UPDATE_DOCS=1");
}

/// Pages name each other, and what they name is there.
#[test]
fn links_of_the_pages_lead_somewhere() {
    let mut pages = files(&path("docs"), "md");
    pages.extend(["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "THIRD-PARTY.md"].map(path));
    for page in pages {
        let text = String::from_utf8(read(&page)).expect("pages are UTF-8");
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or_default();
            let is_here = target.ends_with(".md") || target.ends_with(".json");
            if is_here && !target.contains("://") {
                let target = page.parent().expect("a folder").join(target);
                assert!(target.exists(), "{} names {}", page.display(), target.display());
            }
        }
    }
}

#[test]
fn the_example_at_the_top_is_true() {
    let readme = page("README.md");
    let before = block(&readme, "Before:", "html");
    let after = block(&readme, "After:", "markdown");
    // The README cannot show a no-break space.
    let got = clean(before.as_bytes(), RepairMode::On).to_markdown().replace('\u{a0}', " ");
    assert_eq!(got.trim(), after.trim());
}
