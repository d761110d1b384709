//! Files of many documents: JSON Lines and WARC `conversion` records, in shards when asked.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use unmangle::options::Format;

use super::super::args::{Existing, WriteArgs};
use super::super::guard::{Verdict, is_ours_by_content, verdict};
use super::super::job::Output;
use super::{Part, Position, Put, Sink, named};

/// What a document is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A JSON object and a line break.
    Jsonl,
    /// A WARC record of type `conversion` (ISO 28500, 6.3.8).
    Warc,
}

/// Documents in files of many.
pub(super) struct Lines {
    path: PathBuf,
    shape: Shape,
    format: Format,
    shard_documents: Option<u64>,
    shard_bytes: Option<u64>,
    part: Option<Part>,
    position: Position,
    existing: Option<Existing>,
}

impl Lines {
    pub(super) fn new(
        path: &Path,
        shape: Shape,
        args: &WriteArgs,
        from: Option<&Position>,
    ) -> io::Result<Self> {
        let mut lines = Self {
            path: path.to_owned(),
            shape,
            format: args.to,
            shard_documents: args.shard_documents,
            shard_bytes: args.shard_bytes,
            part: None,
            position: from.cloned().unwrap_or_default(),
            existing: args.existing,
        };
        // A shard that was whole has its name already; the next one begins with its first document.
        if !lines.is_sharded() || lines.position.documents > 0 {
            lines.part = Some(Part::open(&lines.shard_path(), from.map(|p| p.bytes))?);
        }
        Ok(lines)
    }

    fn is_sharded(&self) -> bool {
        self.shard_documents.is_some() || self.shard_bytes.is_some()
    }

    /// `out.jsonl.gz` in shards is `out-00000.jsonl.gz` and so on.
    fn shard_path(&self) -> PathBuf {
        if !self.is_sharded() {
            return self.path.clone();
        }
        let name = self.path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
        let (stem, suffix) = name.split_once('.').unwrap_or((&name, ""));
        let dot = if suffix.is_empty() { "" } else { "." };
        self.path.with_file_name(format!("{stem}-{:05}{dot}{suffix}", self.position.shard))
    }

    fn is_full(&self) -> bool {
        self.shard_documents.is_some_and(|limit| self.position.documents >= limit)
            || self.shard_bytes.is_some_and(|limit| self.position.plain_bytes >= limit)
    }

    fn end_shard(&mut self) -> io::Result<()> {
        self.part.take().map_or(Ok(()), Part::finish)?;
        self.position = Position { shard: self.position.shard + 1, ..Position::default() };
        Ok(())
    }

    /// Whether a shard may be written: the first one of a run was asked for when it began.
    fn check(&self, path: &Path) -> io::Result<()> {
        let is_ours = || is_ours_by_content(path);
        match verdict(path, self.existing, is_ours)? {
            Verdict::Write => Ok(()),
            Verdict::Keep => Err(named(path, &io::Error::other("is there already"))),
        }
    }

    /// The record that says what made the file (ISO 28500, 6.2).
    fn info(&self, document: &Output) -> Vec<u8> {
        let path = self.shard_path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let body = format!(
            "software: {}\r\nformat: WARC File Format 1.1\r\noptions: {}\r\n",
            super::super::TOOL,
            document.options
        );
        let id = info_id(&document.options);
        let date = document.date.as_deref().unwrap_or(NO_DATE);
        let name = header_value(&name);
        format!(
            "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n\
             WARC-Date: {date}\r\nWARC-Filename: {name}\r\n\
             Content-Type: application/warc-fields\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
        .into_bytes()
    }

    fn encode(&self, document: &Output) -> Vec<u8> {
        match self.shape {
            Shape::Jsonl => format!("{}\n", document.to_json()).into_bytes(),
            Shape::Warc => conversion(document, self.format),
        }
    }
}

impl Sink for Lines {
    fn write(&mut self, document: &Output) -> io::Result<Put> {
        if self.is_full() {
            self.end_shard()?;
        }
        let bytes = self.encode(document);
        if self.part.is_none() {
            self.check(&self.shard_path())?;
            self.part = Some(Part::open(&self.shard_path(), None)?);
        }
        if self.shape == Shape::Warc && self.position.documents == 0 {
            let info = self.info(document);
            if let Some(part) = &mut self.part {
                part.write_all(&info)?;
                part.end_member()?;
            }
        }
        if let Some(part) = &mut self.part {
            part.write_all(&bytes)?;
            if self.shape == Shape::Warc {
                // Each record is a member of its own, as the WARC guidelines ask.
                part.end_member()?;
            }
        }
        self.position.documents += 1;
        self.position.plain_bytes += bytes.len() as u64;
        Ok(Put::Written)
    }

    fn checkpoint(&mut self) -> io::Result<Position> {
        if let Some(part) = &mut self.part {
            self.position.bytes = part.checkpoint()?;
        }
        Ok(self.position.clone())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.part.take().map_or(Ok(()), Part::finish)
    }
}

/// What stands for a date that is not known.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

fn info_id(options: &str) -> String {
    uuid(xxhash_rust::xxh3::xxh3_128(format!("{} {options}", super::super::TOOL).as_bytes()))
}

/// A `conversion` record. Its id is made from its content, so that the same run gives the same bytes.
fn conversion(document: &Output, format: Format) -> Vec<u8> {
    let payload = document.text.as_bytes();
    let name = format!("{}\n{}\n{:x}", document.source, document.id, document.hash);
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: {}\r\n",
        uuid(xxhash_rust::xxh3::xxh3_128(name.as_bytes())),
        document.date.as_deref().unwrap_or(NO_DATE),
    );
    // The standard wants an address of every conversion.
    let url = document.url.clone().unwrap_or_else(|| {
        let member = document.member.as_ref().map_or(String::new(), |member| format!("!{member}"));
        format!("urn:unmangle:{}{member}#{}", document.source, document.id)
    });
    record.push_str(&format!("WARC-Target-URI: {}\r\n", header_value(&url)));
    if document.id.starts_with("urn:uuid:") {
        record.push_str(&format!("WARC-Refers-To: <{}>\r\n", header_value(&document.id)));
    }
    let media_type = format.media_type();
    record.push_str(&format!(
        "WARC-Warcinfo-ID: <urn:uuid:{}>\r\n\
         Content-Type: {media_type}; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        info_id(&document.options),
        payload.len()
    ));
    let mut record = record.into_bytes();
    record.extend_from_slice(payload);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// A value of a header field: what would end it, or is not allowed in an address, is escaped.
fn header_value(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'!'..=b'~' if !b"<>".contains(&byte) => value.push(byte as char),
            _ => value.push_str(&format!("%{byte:02X}")),
        }
    }
    value
}

/// A UUID of version 8 (RFC 9562: bits of the writer's own making).
fn uuid(bits: u128) -> String {
    let hex = format!("{bits:032x}");
    let variant = ["8", "9", "a", "b"][(bits >> 60 & 3) as usize];
    format!(
        "{}-{}-8{}-{variant}{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..]
    )
}
