//! Findings as SARIF 2.1.0, the format in which tools of analysis exchange results.

use serde_json::{Value, json};
use unmangle::rules::RULES;

use super::finding::{Finding, Kind, reasons};
use super::full::{becomes, cut};
use super::source::Source;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log without its results, cut where they belong.
pub(super) fn around() -> (String, String) {
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.id,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": format!("{} {}", rule.what, rule.why)},
            "help": {"text": format!("{}\nbecomes\n{}", rule.before, rule.after)},
            "properties": {"tags": [rule.stage]},
        })
    });
    let removals = reasons().map(|(id, summary)| {
        json!({"id": id, "shortDescription": {"text": summary}, "properties": {"tags": ["removed"]}})
    });
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "unmangle",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.chain(removals).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": [],
        }],
    });
    let text = log.to_string();
    // Keys of an object are sorted: the results are not at its end.
    let (head, tail) = text.split_once("\"results\":[]").unwrap_or((&text, ""));
    (format!("{head}\"results\":[\n"), format!("]{tail}"))
}

/// One result.
pub(super) fn result(document: &str, source: &Source, finding: &Finding) -> Value {
    let level = match finding.kind {
        Kind::Repair(..) => "warning",
        Kind::Removal(_) => "note",
    };
    let region = json!({
        "startLine": finding.start.line,
        "startColumn": finding.start.column,
        "endLine": finding.end.line,
        "endColumn": finding.end.column,
        "byteOffset": finding.bytes.start,
        "byteLength": finding.bytes.len(),
    });
    let uri = address(document);
    let before = cut(finding.before(source), 200);
    let mut result = json!({
        "ruleId": finding.kind.id(),
        "level": level,
        "message": {"text": format!("{}: `{before}` {}", finding.kind.summary(), becomes(finding))},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": region,
        }}],
    });
    if let Some(confidence) = finding.kind.confidence() {
        result["properties"] = json!({"confidence": confidence});
        result["fixes"] = json!([{"artifactChanges": [{
            "artifactLocation": {"uri": uri},
            "replacements": [{
                "deletedRegion": region,
                "insertedContent": {"text": finding.after},
            }],
        }]}]);
    }
    result
}

/// The name of a document as a reference of RFC 3986.
fn address(name: &str) -> String {
    let mut address = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'!' => {
                address.push(char::from(byte));
            }
            _ => address += &format!("%{byte:02X}"),
        }
    }
    address
}
