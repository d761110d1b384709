//! `unmangle rules`: the table of rules, and everything that is known of one.

use std::fmt::Write as _;
use std::io::{self, Write};

use unmangle::rules::{Precision, RULES, Rule, RuleId};

use super::args::{Listed, RulesArgs};
use super::shown::shown;
use super::width::{columns, wrapped};

/// Prints the rules that the arguments name, or the table of all.
pub(crate) fn print(args: &RulesArgs, mut out: impl Write) -> io::Result<()> {
    let named: Vec<&Rule> = args.ids.iter().map(|id| id.rule()).collect();
    let width = columns();
    match (args.output_format, named.is_empty()) {
        (Listed::Json, true) => writeln!(out, "{}", serde_json::to_string_pretty(RULES)?),
        (Listed::Json, false) => writeln!(out, "{}", serde_json::to_string_pretty(&named)?),
        (Listed::Text, true) => out.write_all(table(width).as_bytes()),
        (Listed::Text, false) => {
            let pages: Vec<String> = named.iter().map(|rule| page(rule, width)).collect();
            out.write_all(pages.join("\n").as_bytes())
        }
    }
}

/// The rules by stage, a line or more each.
fn table(width: usize) -> String {
    let column = RULES.iter().map(|rule| rule.id.as_str().len()).max().unwrap_or(0) + 2;
    let mut table = String::new();
    let mut stage = None;
    for rule in RULES {
        if stage.replace(rule.stage) != Some(rule.stage) {
            let _ = writeln!(table, "{}{}", if table.is_empty() { "" } else { "\n" }, name(rule));
        }
        let summary = wrapped(rule.summary, 2 + column, width);
        let _ = writeln!(table, "  {:<column$}{}", rule.id.as_str(), summary.trim_start());
    }
    table.push_str("\n`unmangle rules ID` tells all of one, `--disable ID,…` leaves rules out.\n");
    table
}

fn name(rule: &Rule) -> String {
    format!("{:?}", rule.stage).to_lowercase()
}

/// Everything that is known of a rule.
fn page(rule: &Rule, width: usize) -> String {
    let id = rule.id;
    let mut page = format!("{id} ({})\n\n", name(rule));
    let mut paragraph = |title: &str, text: &str| {
        let _ = write!(page, "{title}\n{}\n\n", wrapped(text, 2, width));
    };
    paragraph("What it repairs", rule.what);
    paragraph("Why it happens", rule.why);
    let _ = write!(page, "Example\n{}", quoted(rule.before, 4));
    let _ = write!(page, "  becomes\n{}\n", quoted(rule.after, 4));
    page.push_str("What looks like it and is not\n");
    for miss in rule.near_misses {
        let _ = writeln!(page, "{}:\n{}", wrapped(miss.because, 2, width), quoted(miss.text, 4));
    }
    if !rule.formerly.is_empty() {
        let _ = write!(page, "Also called\n  {}\n\n", rule.formerly.join(", "));
    }
    let _ = write!(page, "Measured precision\n  {}\n\n", precision(rule.precision));
    let _ = write!(
        page,
        "Switched off\n  by --disable {id}, or disable = [\"{id}\"] in unmangle.toml\n"
    );
    page
}

fn precision(precision: Option<Precision>) -> String {
    match precision {
        Some(Precision { right, judged, documents, .. }) => {
            format!("{right} of {judged} repairs were right in {documents}")
        }
        None => "not measured".to_owned(),
    }
}

/// Lines of a document, set in; they are not broken, so that they can be copied.
fn quoted(text: &str, indent: usize) -> String {
    text.lines().fold(String::new(), |mut quoted, line| {
        let line = format!("{:indent$}{}", "", shown(line));
        let _ = writeln!(quoted, "{}", line.trim_end());
        quoted
    })
}

/// The rule that goes by a name, for the command line.
///
/// # Errors
/// When there is none: with the one that is nearest, if one is near.
pub(crate) fn parse(name: &str) -> Result<RuleId, String> {
    RuleId::parse(name).ok_or_else(|| match nearest(name, RULES.iter().map(|r| r.id.as_str())) {
        Some(near) => format!("no such rule; did you mean `{near}`?"),
        None => "no such rule; `unmangle rules` lists them".to_owned(),
    })
}

/// The name that is so near to what was typed that it may have been meant.
pub(crate) fn nearest<'a>(
    typed: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // As clap has it for its own names.
    const NEAR: f64 = 0.7;
    let score = |name: &'a str| (strsim::jaro_winkler(typed, name), name);
    let best = names.into_iter().map(score).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > NEAR).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_fits_a_terminal() {
        for width in [60, 80, 120] {
            let table = table(width);
            let longest = table.lines().filter(|line| !line.starts_with('`'));
            assert!(longest.clone().all(|line| line.chars().count() <= width), "{width}\n{table}");
            assert!(RULES.iter().all(|rule| table.contains(&format!("  {} ", rule.id))));
        }
    }

    #[test]
    fn what_was_meant_is_suggested() {
        assert_eq!(parse("word-split"), Ok(RuleId::WordSplit));
        assert!(parse("word-spilt").is_err_and(|error| error.contains("`word-split`")));
        assert!(parse("zzz").is_err_and(|error| error.contains("lists them")));
    }
}
