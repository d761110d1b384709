//! One document: a record to what is written of it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use serde_json::{Value, json};
use unmangle::ingest::{Record, RecordError};
use unmangle::options::Format;
use unmangle::rules::RuleId;
use unmangle::{Cleaned, Cleaner, Error, Options};

use super::filter::{Facts, Filter};

/// A cleaned document, ready to be put down.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) offset: Option<u64>,
    pub(crate) url: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
    /// Its place in an output folder, without extension.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) metadata: Value,
    pub(crate) repairs: BTreeMap<RuleId, u64>,
    pub(crate) warnings: Value,
    /// Bytes read.
    pub(crate) read: u64,
    /// Of the text, to find it again.
    pub(crate) hash: u128,
    /// The line for the report file.
    pub(crate) report: Option<String>,
}

/// What became of a record.
#[derive(Debug)]
pub(crate) enum Outcome {
    Cleaned(Box<Output>),
    /// It is not wanted.
    Skipped,
    Failed(RecordError),
}

/// What every document is done with.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) options: Options,
    pub(crate) format: Format,
    pub(crate) filters: Vec<Filter>,
    pub(crate) with_report: bool,
}

impl Job {
    /// Cleans a record. A panic is a defect of ours, but it costs this document only.
    pub(crate) fn run(&self, record: Record, path: PathBuf) -> Outcome {
        let place = RecordError {
            source: record.source.clone(),
            offset: record.offset,
            reason: "internal error".to_owned(),
        };
        match catch_unwind(AssertUnwindSafe(|| self.clean(record, path))) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(reason)) => Outcome::Failed(RecordError { reason, ..place }),
            Err(_) => Outcome::Failed(place),
        }
    }

    fn clean(&self, record: Record, path: PathBuf) -> Result<Outcome, String> {
        let cleaned = self.cleaned(&record).map_err(|error| error.to_string())?;
        let text = cleaned.render(self.format);
        let facts = Facts {
            language: cleaned.document.metadata.language.as_deref(),
            length: text.len(),
            repairs: cleaned.report.repairs.len(),
        };
        if !self.filters.iter().all(|filter| filter.admits_cleaned(&facts)) {
            return Ok(Outcome::Skipped);
        }
        Ok(Outcome::Cleaned(Box::new(self.output(record, path, &cleaned, text))))
    }

    fn cleaned(&self, record: &Record) -> Result<Cleaned, Error> {
        let mut options = self.options.clone();
        options.build.base_url = record.url.clone().or(options.build.base_url);
        if let Some(label) = &record.charset {
            let mut labelled = options.clone();
            labelled.decode.label = Some(label.clone());
            match Cleaner::new(labelled).clean(&record.payload) {
                // A label that no one knows is the transport's mistake, not the document's.
                Err(Error::UnknownEncoding { .. }) => {}
                cleaned => return cleaned,
            }
        }
        Cleaner::new(options).clean(&record.payload)
    }

    fn output(&self, record: Record, path: PathBuf, cleaned: &Cleaned, text: String) -> Output {
        let mut repairs = BTreeMap::new();
        for repair in &cleaned.report.repairs {
            *repairs.entry(repair.rule).or_insert(0) += 1;
        }
        let metadata = &cleaned.document.metadata;
        let title = record.title.or_else(|| metadata.title.clone());
        let report = self.with_report.then(|| {
            let (id, source, offset) = (&record.id, &record.source, record.offset);
            json!({"id": id, "source": source, "offset": offset, "report": cleaned.report})
                .to_string()
        });
        Output {
            title,
            path,
            metadata: serde_json::to_value(metadata).unwrap_or_default(),
            repairs,
            warnings: serde_json::to_value(&cleaned.report.warnings).unwrap_or_default(),
            read: record.payload.len() as u64,
            hash: xxhash_rust::xxh3::xxh3_128(text.as_bytes()),
            report,
            id: record.id,
            source: record.source,
            offset: record.offset,
            url: record.url,
            date: record.date,
            text,
        }
    }
}

impl Output {
    /// The document as a JSON object, version 1 of its schema (see the README).
    pub(crate) fn to_json(&self) -> Value {
        let repairs: BTreeMap<&str, u64> =
            self.repairs.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
        json!({
            "schema": 1,
            "id": self.id,
            "source": self.source,
            "offset": self.offset,
            "url": self.url,
            "date": self.date,
            "title": self.title,
            "metadata": self.metadata,
            "text": self.text,
            "repairs": repairs,
            "warnings": self.warnings,
        })
    }
}
