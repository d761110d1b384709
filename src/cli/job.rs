//! One document: a record to what is written of it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use serde_json::{Value, json};
use unmangle::document::Metadata;
use unmangle::ingest::{Record, RecordError, to_rfc3339};
use unmangle::options::Format;
use unmangle::rules::RuleId;
use unmangle::{Cleaned, Cleaner, Context, Error, Options, Patch};

use super::config::Site;
use super::feed::Place;
use super::filter::{Facts, Filter};
use super::manifest::sha256;
use super::record::Failure;

/// A cleaned document, ready to be put down.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) member: Option<String>,
    pub(crate) offset: Option<u64>,
    pub(crate) url: Option<String>,
    /// RFC 3339, UTC.
    pub(crate) date: Option<String>,
    /// As it was written.
    pub(crate) date_original: Option<String>,
    pub(crate) title: Option<String>,
    /// Its place in an output folder, without extension.
    pub(crate) path: PathBuf,
    pub(crate) format: Format,
    pub(crate) text: String,
    /// The text in another encoding than UTF-8.
    pub(crate) encoded: Option<Vec<u8>>,
    pub(crate) sha256: String,
    pub(crate) metadata: Metadata,
    pub(crate) encoding: &'static str,
    pub(crate) repairs: BTreeMap<RuleId, u64>,
    pub(crate) removed: BTreeMap<String, u64>,
    pub(crate) warnings: Vec<Value>,
    /// What its container said besides.
    pub(crate) kept: Vec<(String, String)>,
    /// A hash of the options it was cleaned with.
    pub(crate) options: String,
    /// Bytes read.
    pub(crate) read: u64,
    /// Of the text, to find it again.
    pub(crate) hash: u128,
    /// The line for the report file.
    pub(crate) report: Option<String>,
    /// The line for the file of source maps.
    pub(crate) source_map: Option<String>,
}

/// What became of a record.
#[derive(Debug)]
pub(crate) enum Outcome<T = Output> {
    Cleaned(Box<T>),
    /// It is not wanted.
    Skipped,
    /// There was no article.
    LeftOut(RecordError),
    Failed(RecordError),
}

/// What every document is done with.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    cleaner: Cleaner,
    /// Those of the sites that the configuration names.
    sites: Vec<(String, Cleaner)>,
    pub(crate) format: Format,
    pub(crate) filters: Vec<Filter>,
    pub(crate) with_report: bool,
    pub(crate) with_source_map: bool,
    /// The repaired source is written, not the document.
    pub(crate) fix_only: bool,
    /// A hash of what decides the text, for archives to know what made it.
    pub(crate) hash: String,
}

impl Job {
    /// A job with these options.
    pub(crate) fn new(options: Options, format: Format, sites: &[Site]) -> Self {
        let text = format!("{format:?} {options:?} {sites:?}");
        let hash = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()));
        let sites = sites.iter().map(|site| (site.name.clone(), site.cleaner(&options))).collect();
        let cleaner = Cleaner::new(options);
        Self {
            cleaner,
            sites,
            format,
            filters: Vec::new(),
            with_report: false,
            with_source_map: false,
            fix_only: false,
            hash,
        }
    }

    /// A job that writes the repaired source, if `fix_only`.
    pub(crate) fn fixing(mut self, fix_only: bool) -> Self {
        if fix_only {
            let hash = xxhash_rust::xxh3::xxh3_64(format!("{} fix-only", self.hash).as_bytes());
            (self.fix_only, self.hash) = (true, format!("{hash:016x}"));
        }
        self
    }

    /// Cleans a record.
    pub(crate) fn run(&self, record: Record, place: Place) -> Outcome {
        self.make(record, |record, cleaned, text| self.output(record, place, cleaned, text))
    }

    /// Cleans a record and makes something of it, of the document and of its text. A panic is a
    /// defect of ours, but it costs this document only.
    pub(crate) fn make<T>(
        &self,
        record: Record,
        make: impl FnOnce(Record, Cleaned, String) -> T,
    ) -> Outcome<T> {
        let (source, offset) = (record.source.clone(), record.offset);
        let failed = |reason| Outcome::Failed(RecordError::new(&source, offset, reason));
        match catch_unwind(AssertUnwindSafe(|| self.clean(record, make))) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(reason)) => failed(reason),
            Err(_) => failed("internal error".to_owned()),
        }
    }

    fn clean<T>(
        &self,
        record: Record,
        make: impl FnOnce(Record, Cleaned, String) -> T,
    ) -> Result<Outcome<T>, String> {
        let mut cleaned = self.cleaned(&record).map_err(|error| error.to_string())?;
        complete(&mut cleaned.document.metadata, &record);
        let text = if self.fix_only {
            let patched = Patch::of(&cleaned.report).apply(&record.payload);
            patched.map_err(|error| error.to_string())?.text
        } else {
            cleaned.render(self.format)
        };
        let facts = Facts {
            language: cleaned.document.metadata.language.as_deref(),
            length: text.len(),
            repairs: cleaned.report.repairs.len(),
        };
        if !self.filters.iter().all(|filter| filter.admits_cleaned(&facts)) {
            return Ok(Outcome::Skipped);
        }
        Ok(Outcome::Cleaned(Box::new(make(record, cleaned, text))))
    }

    /// What is written of a payload that `record` says the rest of; its own is not looked at.
    pub(crate) fn output_of(
        &self,
        payload: &[u8],
        record: Record,
        place: Place,
    ) -> Result<Output, Failure> {
        let clean = || {
            let mut cleaned = self.cleaned_as(payload, &record)?;
            complete(&mut cleaned.document.metadata, &record);
            let text = cleaned.render(self.format);
            let read = payload.len() as u64;
            Ok(Output { read, ..self.output(record, place, cleaned, text) })
        };
        let done = catch_unwind(AssertUnwindSafe(clean));
        done.map_err(|_| Failure::Panicked)?.map_err(Failure::Refused)
    }

    pub(crate) fn cleaned(&self, record: &Record) -> Result<Cleaned, Error> {
        self.cleaned_as(&record.payload, record)
    }

    fn cleaned_as(&self, payload: &[u8], record: &Record) -> Result<Cleaned, Error> {
        let mut context = Context::default();
        context.base_url.clone_from(&record.url);
        context.charset.clone_from(&record.charset);
        context.cut_off = record.cut_off;
        let host = record.url.as_deref().map(host_of).unwrap_or_default();
        let site = self.sites.iter().find(|(name, _)| is_of(host, name));
        let cleaner = site.map_or(&self.cleaner, |(_, cleaner)| cleaner);
        cleaner.clean_with(&context, payload)
    }

    fn output(&self, record: Record, place: Place, cleaned: Cleaned, text: String) -> Output {
        let source_map = self.with_source_map.then(|| {
            let map = cleaned.source_map(self.format, &text);
            let (id, source, offset) = (&record.id, &record.source, record.offset);
            let pieces = map.pieces();
            json!({"id": id, "source": source, "offset": offset, "pieces": pieces}).to_string()
        });
        let Cleaned { document, report, .. } = cleaned;
        let mut repairs = BTreeMap::new();
        for repair in &report.repairs {
            *repairs.entry(repair.rule).or_insert(0) += 1;
        }
        let mut removed = BTreeMap::new();
        for part in &report.removed {
            let reason = serde_json::to_value(part.reason).unwrap_or_default();
            *removed.entry(reason.as_str().unwrap_or_default().to_owned()).or_insert(0) += 1;
        }
        let warning = |warning| serde_json::to_value(warning).unwrap_or_default();
        let line = self.with_report.then(|| {
            let (id, source, offset) = (&record.id, &record.source, record.offset);
            json!({"id": id, "source": source, "offset": offset, "report": report}).to_string()
        });
        let encoded = self.fix_only.then(|| Patch::of(&report).apply(&record.payload).ok());
        let encoded = encoded.flatten().map(|patched| patched.bytes);
        let encoded = encoded.filter(|bytes| *bytes != text.as_bytes());
        let metadata = document.metadata;
        let date_original = record.date.or_else(|| metadata.published.clone());
        Output {
            title: record.title.or_else(|| metadata.title.clone()),
            url: record.url.or_else(|| metadata.url.clone()),
            date: date_original.as_deref().and_then(to_rfc3339),
            date_original,
            path: place.path,
            metadata,
            repairs,
            removed,
            warnings: report.warnings.iter().map(warning).collect(),
            encoding: report.encoding,
            read: record.payload.len() as u64,
            hash: xxhash_rust::xxh3::xxh3_128(text.as_bytes()),
            sha256: sha256(text.as_bytes()),
            report: line,
            source_map,
            id: record.id,
            source: place.source,
            member: place.member,
            offset: record.offset,
            kept: record.fields,
            options: self.hash.clone(),
            format: self.format,
            encoded,
            text,
        }
    }
}

/// The host in an address.
pub(crate) fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

/// Whether a host is a site or a part of it.
fn is_of(host: &str, site: &str) -> bool {
    let start = host.len().checked_sub(site.len());
    start.is_some_and(|start| {
        host.is_char_boundary(start)
            && host[start..].eq_ignore_ascii_case(site)
            && (start == 0 || host[..start].ends_with('.'))
    })
}

/// Adds what a container says of its document where the document does not.
fn complete(metadata: &mut Metadata, record: &Record) {
    if metadata.url.is_none() {
        metadata.url.clone_from(&record.url);
    }
    if metadata.title.is_none() {
        metadata.title.clone_from(&record.title);
    }
    if metadata.published.is_none() {
        metadata.published = record.date.as_deref().and_then(to_rfc3339);
    }
    if metadata.authors.is_empty() {
        metadata.authors.clone_from(&record.authors);
    }
}

impl Output {
    /// What is known of a document before it is cleaned.
    pub(crate) fn placed(record: Record, member: Option<String>, job: &Job) -> Self {
        Self {
            date: record.date.as_deref().and_then(to_rfc3339),
            date_original: record.date,
            id: record.id,
            source: record.source,
            member,
            offset: record.offset,
            url: record.url,
            title: record.title,
            kept: record.fields,
            options: job.hash.clone(),
            format: job.format,
            ..Self::default()
        }
    }

    /// The text as it is written to files of its own.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.encoded.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// The document as a record: a JSON object with the columns of [`RECORD`](super::schema::RECORD).
    pub(crate) fn to_json(&self) -> Value {
        let metadata = &self.metadata;
        let counts = |name: &str, counts: &mut dyn Iterator<Item = (&str, u64)>| -> Vec<Value> {
            counts.map(|(key, count)| json!({name: key, "count": count})).collect()
        };
        let mut repairs = self.repairs.iter().map(|(rule, count)| (rule.as_str(), *count));
        let mut removed = self.removed.iter().map(|(reason, count)| (&**reason, *count));
        let warning = |warning: &Value| {
            let detail = warning.as_object().map(|object| {
                let others = object.iter().filter(|(key, _)| *key != "kind");
                others.map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", ")
            });
            let detail = detail.filter(|detail| !detail.is_empty());
            json!({"kind": warning["kind"], "detail": detail})
        };
        let kept = |(name, value): &(String, String)| json!({"name": name, "value": value});
        json!({
            "schema": super::schema::VERSION,
            "tool": super::TOOL,
            "options": self.options,
            "id": self.id,
            "source": self.source,
            "member": self.member,
            // Never null: readers without a type for that would make it another one.
            "offset": self.offset.unwrap_or(0),
            "url": self.url,
            "date": self.date,
            "date_original": self.date_original,
            "title": self.title,
            "language": metadata.language,
            "metadata": {
                "title": metadata.title,
                "authors": metadata.authors,
                "published": metadata.published,
                "modified": metadata.modified,
                "section": metadata.section,
                "tags": metadata.tags,
                "description": metadata.description,
                "language": metadata.language,
                "url": metadata.url,
                "site": metadata.site,
                "image": metadata.image,
            },
            "format": self.format.media_type(),
            "text": self.text,
            "sha256": self.sha256,
            "encoding": self.encoding,
            "bytes": self.read,
            "repairs": counts("rule", &mut repairs),
            "removed": counts("reason", &mut removed),
            "warnings": self.warnings.iter().map(warning).collect::<Vec<_>>(),
            "kept": self.kept.iter().map(kept).collect::<Vec<_>>(),
        })
    }
}
