//! What a run did, in numbers.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::job::Output;

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Documents put down.
    pub(crate) documents: u64,
    /// Records that could not be read or cleaned.
    pub(crate) failed: u64,
    /// Records left out by filters.
    pub(crate) skipped: u64,
    /// Documents left out because their text was there before.
    pub(crate) duplicates: u64,
    /// Bytes of the documents read.
    pub(crate) bytes_read: u64,
    /// Bytes of text written.
    pub(crate) bytes_written: u64,
    /// Repairs by rule.
    pub(crate) repairs: BTreeMap<String, u64>,
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

    /// Repairs of all rules.
    pub(crate) fn repairs(&self) -> u64 {
        self.repairs.values().sum()
    }

    /// The summary for people.
    pub(crate) fn to_text(&self, seconds: f64) -> String {
        let mut text = format!("{} documents, {} read", self.documents, bytes(self.bytes_read));
        for (count, what) in
            [(self.failed, "failed"), (self.skipped, "left out"), (self.duplicates, "duplicates")]
        {
            if count > 0 {
                let _ = write!(text, ", {count} {what}");
            }
        }
        let rate = self.documents as f64 / seconds.max(0.001);
        let _ =
            write!(text, ", {} repairs, {seconds:.1} s ({rate:.0} documents/s)", self.repairs());
        let mut rules: Vec<_> = self.repairs.iter().collect();
        rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(**count), (*rule).clone()));
        for (rule, count) in rules {
            let _ = write!(text, "\n  {count:>9}  {rule}");
        }
        text
    }
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
