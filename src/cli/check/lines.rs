//! Findings in a line each: for grep, for programs, for GitHub.

use super::super::shown::shown;
use super::finding::{Finding, Kind};
use super::full::{becomes, cut};
use super::source::Source;

/// Characters of what stood there that a line shows.
const BEFORE: usize = 60;

/// `file:line:column: rule (confidence) "before" becomes "after"`.
pub(super) fn short(document: &str, source: &Source, finding: &Finding) -> String {
    let place = format!("{}:{}:{}", shown(document), finding.start.line, finding.start.column);
    let confidence = finding.kind.confidence().map_or(String::new(), |c| format!(" ({c})"));
    let before = cut(finding.before(source), BEFORE);
    format!("{place}: {}{confidence} `{before}` {}", finding.kind.id(), becomes(finding))
}

/// An annotation of GitHub's workflow commands.
pub(super) fn github(document: &str, source: &Source, finding: &Finding) -> String {
    let level = match finding.kind {
        Kind::Repair(..) => "warning",
        Kind::Removal(_) => "notice",
    };
    let (start, end) = (finding.start, finding.end);
    // Columns are for a place in one line only.
    let columns = match start.line == end.line {
        true => format!("col={},endColumn={},", start.column, end.column),
        false => String::new(),
    };
    let message = format!("`{}` {}", cut(finding.before(source), BEFORE), becomes(finding));
    format!(
        "::{level} file={},line={},endLine={},{columns}title={}::{}",
        property(document),
        start.line,
        end.line,
        property(&format!("unmangle ({})", finding.kind.id())),
        data(&format!("{}: {message}", finding.kind.summary()))
    )
}

/// Escaped as GitHub's runner reads the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escaped as GitHub's runner reads its properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_end_a_property() {
        assert_eq!(property("a,b:c%\n::set-env"), "a%2Cb%3Ac%25%0A%3A%3Aset-env");
    }
}
