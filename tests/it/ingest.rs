//! Containers of every kind give the same articles, and damage in one costs what it touches.
//!
//! `fixtures/ingest` was made by the tools that people use (see `make.py` there).

use std::path::{Path, PathBuf};

use unmangle::Cleaner;
use unmangle::ingest::{ReadOptions, Record, RecordError, open, read};

use crate::support::{fixtures, read as bytes_of};

const TITLES: [&str; 4] =
    ["The Ferry Sails Again", "Käse für den Markt", "Le pont est fermé", "A Short Notice"];

fn fixture(name: &str) -> PathBuf {
    fixtures().join("ingest").join(name)
}

/// The documents of a file: those wanted of a web archive are those that were found.
fn documents(path: &Path) -> Vec<Result<Record, RecordError>> {
    open(path, &ReadOptions::default())
        .filter(|record| record.as_ref().map_or(true, |r| r.status.is_none_or(|s| s == 200)))
        .collect()
}

/// The first line of each document, as Markdown; an error as it is written.
fn headings(records: impl IntoIterator<Item = Result<Record, RecordError>>) -> Vec<String> {
    let heading = |record: Record| {
        let mut options = unmangle::Options::default();
        options.decode.label = record.charset.clone();
        let cleaned = Cleaner::new(options).clean(&record.payload).expect("a small document");
        cleaned.to_markdown().lines().next().unwrap_or_default().trim_start_matches("# ").to_owned()
    };
    records.into_iter().map(|record| record.map_or_else(|e| format!("! {e}"), heading)).collect()
}

fn containers() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(fixture(""))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e != "py"))
        .filter(|path| {
            cfg!(feature = "parquet") || path.extension().is_some_and(|e| e != "parquet")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_container_gives_the_same_articles() {
    let mut count = 0;
    for path in containers() {
        let one = ["message.eml", "page.mhtml"].iter().any(|name| path.ends_with(name));
        let expected = if one { &TITLES[..1] } else { &TITLES[..] };
        assert_eq!(headings(documents(&path)), expected, "{}", path.display());
        count += 1;
    }
    assert!(count > 20, "{count} containers");
}

#[test]
fn a_pipe_is_told_by_its_content() {
    for name in
        ["crawl.warc.gz", "rows.jsonl.xz", "pages.zip", "pages.tar.gz", "feed.atom", "mailbox.mbox"]
    {
        let input = std::io::Cursor::new(bytes_of(&fixture(name)));
        let records = read("-", input, &ReadOptions::default());
        let found =
            records.filter(|r| r.as_ref().map_or(true, |r| r.status.is_none_or(|s| s == 200)));
        assert_eq!(headings(found), TITLES, "{name}");
    }
}

#[test]
fn what_containers_say_travels_with_the_document() {
    let record = |name| documents(&fixture(name)).into_iter().nth(1).expect("two").expect("sound");
    let warc = record("crawl.warc.gz");
    assert_eq!(warc.url.as_deref(), Some("https://news.example.org/1"));
    assert_eq!(warc.date.as_deref(), Some("2026-01-31T12:00:01Z"));
    assert_eq!(warc.id, "urn:uuid:00000000-0000-4000-8000-000000000001");
    assert_eq!((warc.status, warc.charset.as_deref()), (Some(200), Some("iso-8859-1")));
    let feed = record("feed.rss");
    assert_eq!(feed.title.as_deref(), Some(TITLES[1]));
    assert_eq!(feed.authors, ["Ada Brandt"]);
    assert_eq!(record("mailbox.mbox").title.as_deref(), Some(TITLES[1]));
    assert_eq!(record("rows.csv").id, "a1");
}

#[test]
fn fields_are_chosen_by_name() {
    let named = |field: &str| ReadOptions {
        field: Some(field.to_owned()),
        id_field: Some("url".to_owned()),
        ..ReadOptions::default()
    };
    let titles: Vec<Record> =
        open(&fixture("rows.jsonl"), &named("title")).map(|r| r.expect("sound")).collect();
    assert_eq!(titles[2].payload, TITLES[2].as_bytes());
    assert_eq!(titles[2].id, "https://news.example.org/2");
    let errors: Vec<_> = open(&fixture("rows.jsonl"), &named("nothing")).collect();
    assert!(errors.iter().all(Result::is_err) && errors.len() == 4);
}

/// The documents of the container with one byte, or a stretch, of its second document damaged.
fn damaged(name: &str, find: &[u8], put: &[u8]) -> Vec<String> {
    let mut bytes = bytes_of(&fixture(name));
    let at = bytes.windows(find.len()).position(|window| window == find).expect("it is there");
    bytes[at..at + put.len()].copy_from_slice(put);
    let records = read(name, std::io::Cursor::new(bytes), &ReadOptions::default());
    headings(records.filter(|r| r.as_ref().map_or(true, |r| r.status.is_none_or(|s| s == 200))))
}

#[track_caller]
fn costs_only_the_second(headings: &[String]) {
    assert_eq!(headings.len(), 4, "{headings:?}");
    assert!(headings[1].starts_with("! "), "{headings:?}");
    for index in [0, 2, 3] {
        assert_eq!(headings[index], TITLES[index]);
    }
}

#[test]
fn damage_costs_exactly_its_record() {
    costs_only_the_second(&damaged("rows.jsonl", b"\"id\": \"a1\"", b"\"id\" :: \"a1"));
    costs_only_the_second(&damaged("rows.json", b"\"id\": \"a1\"", b"\"id\" :: \"a1"));
    costs_only_the_second(&damaged("rows.csv", b"a1,", b"a1;"));
    costs_only_the_second(&damaged("feed.rss", b"<title>K", b"<title<K"));
    let header = b"2026/1.html";
    costs_only_the_second(&damaged("pages.tar", header, b"\xff"));
    // In a ZIP the name stands in front of the compressed data.
    let mut broken = header.to_vec();
    broken.extend_from_slice(b"\0\0\0\0\0\0\0\0");
    costs_only_the_second(&damaged("pages.zip", header, &broken));
}

#[test]
fn damage_costs_exactly_its_member_of_a_web_archive() {
    let bytes = bytes_of(&fixture("crawl.warc.gz"));
    let members: Vec<usize> = memchr::memmem::find_iter(&bytes, &[0x1f, 0x8b, 8, 0]).collect();
    // The archive's own description comes first.
    let (start, end) = (members[2], members[3]);
    for at in (start + 12..end).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let records = read("x", std::io::Cursor::new(damaged), &ReadOptions::default());
        let found =
            records.filter(|r| r.as_ref().map_or(true, |r| r.status.is_none_or(|s| s == 200)));
        costs_only_the_second(&headings(found));
    }
    let records =
        read("x", std::io::Cursor::new(bytes[..end - 9].to_vec()), &ReadOptions::default());
    let cut = headings(records);
    assert_eq!(cut[0], TITLES[0]);
    assert!(cut[1].starts_with("! x at byte") && cut.len() == 2, "{cut:?}");
}

#[test]
fn a_plain_web_archive_is_found_again_after_damage() {
    let bytes = bytes_of(&fixture("crawl.warc"));
    let records: Vec<usize> = memchr::memmem::find_iter(&bytes, b"WARC/1.0\r\n").collect();
    let mut broken = bytes.clone();
    broken[records[2]] = b'X';
    let read = |bytes: Vec<u8>| {
        let records = read("x", std::io::Cursor::new(bytes), &ReadOptions::default());
        headings(records.filter(|r| r.as_ref().map_or(true, |r| r.status.is_none_or(|s| s == 200))))
    };
    costs_only_the_second(&read(broken));
    let length = memchr::memmem::find(&bytes[records[2]..], b"Content-Length: ").expect("there");
    let mut broken = bytes.clone();
    broken[records[2] + length] = b'X';
    costs_only_the_second(&read(broken));
}

#[test]
fn limits_are_errors_and_the_rest_goes_on() {
    let mut options = ReadOptions::default();
    options.limits.document_bytes = 190;
    let found = headings(open(&fixture("rows.jsonl"), &options));
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|heading| heading.contains("limit of 190 bytes")), "{found:?}");
    let zeros = std::io::repeat(0);
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::Read::take(zeros, 40 << 20), &mut bomb).expect("in memory");
    let bomb = bomb.finish().expect("in memory");
    let mut options = ReadOptions::default();
    options.limits.ratio = 100;
    let found = headings(read("bomb.gz", std::io::Cursor::new(bomb), &options));
    assert_eq!(found, ["! bomb: compressed data grows over the limit of 100 times"]);
}

#[test]
fn paths_that_leave_an_archive_are_refused() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["../evil.html", "good.html"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
        std::io::Write::write_all(&mut archive, b"<h1>Page</h1>").expect("in memory");
    }
    let bytes = archive.finish().expect("in memory").into_inner();
    let found = headings(read("x.zip", std::io::Cursor::new(bytes), &ReadOptions::default()));
    assert_eq!(found.len(), 2);
    assert!(found[0].contains("path leaves the archive") && found[1] == "Page", "{found:?}");
}
