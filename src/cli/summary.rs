//! What a run did, in numbers.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use unmangle::ingest::RecordError;

use super::job::Output;
use super::shown::shown;

/// How many failures of a kind are named before they are only counted.
const NAMED: u64 = 3;

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Documents put down.
    pub(crate) documents: u64,
    /// Records that could not be read, cleaned or written.
    pub(crate) failed: u64,
    /// Records left out by filters.
    pub(crate) skipped: u64,
    /// Documents left out because their text was there before.
    pub(crate) duplicates: u64,
    /// Files and records that hold no article, and documents whose file was there already, by reason.
    #[serde(default)]
    pub(crate) left_out: BTreeMap<String, u64>,
    /// Failures by reason.
    #[serde(default)]
    pub(crate) failures: BTreeMap<String, Failure>,
    /// Bytes of the documents read.
    pub(crate) bytes_read: u64,
    /// Bytes of text written.
    pub(crate) bytes_written: u64,
    /// Repairs by rule.
    pub(crate) repairs: BTreeMap<String, u64>,
}

/// Failures of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub(crate) count: u64,
    /// What can be done about them.
    pub(crate) remedy: Option<String>,
}

impl Summary {
    /// Counts a document that is put down.
    pub(crate) fn add(&mut self, document: &Output) {
        self.documents += 1;
        self.bytes_read += document.read;
        self.bytes_written += document.text.len() as u64;
        for (rule, count) in &document.repairs {
            match self.repairs.get_mut(rule.as_str()) {
                Some(sum) => *sum += count,
                None => drop(self.repairs.insert(rule.as_str().to_owned(), *count)),
            }
        }
    }

    /// Counts a failure; says whether it is one of the first of its kind.
    pub(crate) fn fail(&mut self, error: &RecordError) -> bool {
        self.failed += 1;
        let failure = self.failures.entry(kind_of(&error.reason)).or_default();
        failure.count += 1;
        failure.remedy.get_or_insert_with(|| error.remedy.clone().unwrap_or_default());
        failure.count <= NAMED
    }

    /// Counts what is left out.
    pub(crate) fn leave_out(&mut self, reason: &str) {
        *self.left_out.entry(reason.to_owned()).or_default() += 1;
    }

    /// Repairs of all rules.
    pub(crate) fn repairs(&self) -> u64 {
        self.repairs.values().sum()
    }

    /// The failures that were not named one by one, a line a kind.
    pub(crate) fn failures(&self) -> String {
        let mut text = String::new();
        for (reason, Failure { count, remedy }) in &self.failures {
            if *count > NAMED {
                let remedy = remedy.as_deref().filter(|remedy| !remedy.is_empty());
                let remedy = remedy.map_or(String::new(), |remedy| format!(" ({remedy})"));
                let line = format!("{} times: {reason}{remedy}", grouped(*count));
                let _ = writeln!(text, "unmangle: {}", shown(&line));
            }
        }
        text
    }

    /// What was left out, or that there was nothing at all; empty where there is nothing to say.
    pub(crate) fn left_out(&self, verbose: bool) -> String {
        let count: u64 = self.left_out.values().sum();
        let nothing = self.documents + self.failed + self.duplicates == 0;
        if count == 0 {
            let filtered = if self.skipped > 0 { ": all were left out by filters" } else { "" };
            return if nothing {
                format!("unmangle: no documents{filtered}")
            } else {
                String::new()
            };
        }
        let mut reasons: Vec<_> = self.left_out.iter().collect();
        reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), (*reason).clone()));
        let reasons: Vec<String> = reasons
            .iter()
            .map(|(reason, count)| format!("{reason} \u{d7} {}", grouped(**count)))
            .collect();
        let none = if nothing { "no documents; " } else { "" };
        let hint = if verbose { "" } else { " (-v names them)" };
        shown(&format!("unmangle: {none}left out: {}{hint}", reasons.join(", ")))
    }

    /// The summary for people.
    pub(crate) fn to_text(&self, seconds: f64) -> String {
        let mut text =
            format!("{} documents, {} read", grouped(self.documents), bytes(self.bytes_read));
        for (count, what) in [
            (self.failed, "failed"),
            (self.skipped, "left out by filters"),
            (self.duplicates, "duplicates"),
        ] {
            if count > 0 {
                let _ = write!(text, ", {} {what}", grouped(count));
            }
        }
        let rate = self.documents as f64 / seconds.max(0.001);
        let repairs = grouped(self.repairs());
        let _ = write!(text, ", {repairs} repairs, {seconds:.1} s ({rate:.0} documents/s)");
        let mut rules: Vec<_> = self.repairs.iter().collect();
        rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(**count), (*rule).clone()));
        for (rule, count) in rules {
            let _ = write!(text, "\n  {:>9}  {rule}", grouped(*count));
        }
        text
    }
}

/// A reason without the numbers in it, so that reasons of a kind are one.
fn kind_of(reason: &str) -> String {
    let mut kind = String::with_capacity(reason.len());
    let mut in_number = false;
    for c in reason.chars() {
        if !c.is_ascii_digit() {
            kind.push(c);
        } else if !in_number {
            kind.push('N');
        }
        in_number = c.is_ascii_digit();
    }
    // Reasons that quote what they found are as many as there are records.
    let end = kind.char_indices().nth(120).map_or(kind.len(), |(at, _)| at);
    kind.truncate(end);
    kind
}

/// A number for people: `20,000`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes for people.
pub(crate) fn bytes(count: u64) -> String {
    let mut value = count as f64;
    for unit in ["bytes", "KiB", "MiB", "GiB"] {
        if value < 1024.0 {
            let places = usize::from(unit != "bytes");
            return format!("{value:.places$} {unit}");
        }
        value /= 1024.0;
    }
    format!("{value:.1} TiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_a_kind_are_one_line() {
        let mut summary = Summary::default();
        for row in 0..20_000 {
            let reason = format!("row has {row} fields, the header 3");
            let named = summary.fail(&RecordError::new("x.csv", None, reason));
            assert_eq!(named, row < 3);
        }
        assert_eq!(summary.failures(), "unmangle: 20,000 times: row has N fields, the header N\n");
    }
}
