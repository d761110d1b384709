//! Files of many documents: JSON Lines and WARC `conversion` records, in shards when asked.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use unmangle::options::Format;

use super::super::args::WriteArgs;
use super::super::job::Output;
use super::{Part, Position, Sink};

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

    fn encode(&self, document: &Output) -> Vec<u8> {
        match self.shape {
            Shape::Jsonl => format!("{}\n", document.to_json()).into_bytes(),
            Shape::Warc => conversion(document, self.format),
        }
    }
}

impl Sink for Lines {
    fn write(&mut self, document: &Output) -> io::Result<()> {
        if self.is_full() {
            self.end_shard()?;
        }
        let bytes = self.encode(document);
        if self.part.is_none() {
            self.part = Some(Part::open(&self.shard_path(), None)?);
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
        Ok(())
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

/// A `conversion` record. Its id is made from its content, so that the same run gives the same bytes.
fn conversion(document: &Output, format: Format) -> Vec<u8> {
    let payload = document.text.as_bytes();
    let name = format!("{}\n{}\n{:x}", document.source, document.id, document.hash);
    let date = document.date.as_deref().filter(|date| is_warc_date(date));
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: {}\r\n",
        uuid(xxhash_rust::xxh3::xxh3_128(name.as_bytes())),
        date.unwrap_or("1970-01-01T00:00:00Z"),
    );
    if let Some(url) = &document.url {
        record.push_str(&format!("WARC-Target-URI: {url}\r\n"));
    }
    if document.id.starts_with("urn:uuid:") {
        record.push_str(&format!("WARC-Refers-To: <{}>\r\n", document.id));
    }
    let media_type = format.media_type();
    record.push_str(&format!(
        "Content-Type: {media_type}; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        payload.len()
    ));
    let mut record = record.into_bytes();
    record.extend_from_slice(payload);
    record.extend_from_slice(b"\r\n\r\n");
    record
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

/// The subset of ISO 8601 that WARC allows in full: `2026-01-31T12:00:00Z`.
fn is_warc_date(date: &str) -> bool {
    date.len() >= 20
        && date.ends_with('Z')
        && date.as_bytes().get(10) == Some(&b'T')
        && date.bytes().all(|byte| byte.is_ascii_digit() || b"-T:.Z".contains(&byte))
}
