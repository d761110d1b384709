//! Containers of every kind give the same articles, and damage in one costs what it touches.
//!
//! `fixtures/ingest` was made by the tools that people use (see `make.py` there).

use std::path::{Path, PathBuf};

use unmangle::Cleaner;
use unmangle::ingest::{ErrorKind, ReadOptions, Record, RecordError, open, read};

use crate::support::{fixtures, read as bytes_of};

const TITLES: [&str; 4] =
    ["The Ferry Sails Again", "Käse für den Markt", "Le pont est fermé", "A Short Notice"];

fn fixture(name: &str) -> PathBuf {
    fixtures().join("ingest").join(name)
}

/// Whether a record is a document that was found, or a damaged one; a web archive holds others too.
fn is_wanted(record: &Result<Record, RecordError>) -> bool {
    match record {
        Ok(record) => record.status.is_none_or(|status| status == 200),
        Err(error) => !error.kind.is_no_article(),
    }
}

/// The documents of a file.
fn documents(path: &Path) -> Vec<Result<Record, RecordError>> {
    open(path, &ReadOptions::default()).filter(is_wanted).collect()
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
        assert_eq!(headings(records.filter(is_wanted)), TITLES, "{name}");
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
    let named = |field: &str| {
        let mut options = ReadOptions::default();
        options.field = Some(field.to_owned());
        options.id_field = Some("url".to_owned());
        options
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
    headings(records.filter(is_wanted))
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
        costs_only_the_second(&headings(records.filter(is_wanted)));
    }
    let records =
        read("x", std::io::Cursor::new(bytes[..end - 9].to_vec()), &ReadOptions::default());
    let cut = headings(records.filter(is_wanted));
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
        headings(records.filter(is_wanted))
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
    let letters = std::io::repeat(b'a');
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::Read::take(letters, 40 << 20), &mut bomb).expect("in memory");
    let bomb = bomb.finish().expect("in memory");
    // Deflate cannot make more than 1032 of 1: the default has to be below that.
    let found = headings(read("bomb.gz", std::io::Cursor::new(bomb), &ReadOptions::default()));
    assert_eq!(found, ["! bomb: compressed data grows over the limit of 400 times"]);
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

fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Result<Record, RecordError>> {
    read(name, std::io::Cursor::new(bytes.to_vec()), options).collect()
}

#[test]
fn what_is_no_text_is_refused_with_what_to_use_instead() {
    for (name, bytes, what, instead) in [
        ("a.html", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "a picture (PNG)", "tesseract"),
        ("b", b"%PDF-1.4\n1 0 obj", "a PDF document", "pdftotext"),
        ("c.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office document", "soffice"),
    ] {
        let found = read_bytes(name, bytes, &ReadOptions::default());
        let error = found.into_iter().next().expect("one").expect_err("it is no text");
        assert_eq!((error.kind, &*error.reason), (ErrorKind::Foreign, what));
        assert!(error.to_string().contains(instead), "{error}");
    }
}

#[test]
fn binary_payloads_of_a_web_archive_are_no_pages() {
    let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%PDF-1.4\n\x80\x81";
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\n\
         Content-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    )
    .into_bytes();
    record.extend_from_slice(http);
    record.extend_from_slice(b"\r\n\r\n");
    let found = read_bytes("x.warc", &record, &ReadOptions::default());
    let error = found[0].as_ref().expect_err("it is no page");
    assert_eq!((error.kind, &*error.reason), (ErrorKind::Foreign, "a PDF document"));
}

#[test]
fn what_is_empty_is_told() {
    for name in ["page.html", "pages.zip", "crawl.warc.gz"] {
        let found = read_bytes(name, b"", &ReadOptions::default());
        assert_eq!(found[0].as_ref().expect_err("it is empty").kind, ErrorKind::Empty, "{name}");
    }
}

#[test]
fn fields_are_reached_by_paths_and_known_by_many_names() {
    let mut options = ReadOptions::default();
    options.field = Some("article.body".to_owned());
    options.keep = vec!["section".to_owned(), "article.words".to_owned()];
    let line = br#"{"article": {"body": "<p>x</p>", "words": [1]}, "section": "local"}"#;
    let found = read_bytes("x.jsonl", line, &options);
    let record = found[0].as_ref().expect("sound");
    assert_eq!(record.payload, b"<p>x</p>");
    let kept = [("section", "local"), ("article.words", "[1]")].map(|(k, v)| (k.into(), v.into()));
    assert_eq!(record.fields, kept);

    let table = b"ID;post_content;permalink;post_date\n7;<p>x</p>;https://e.org/7;2026-01-31 12:00:00\n8;;https://e.org/8;\n";
    let found = read_bytes("x.csv", table, &ReadOptions::default());
    let record = found[0].as_ref().expect("sound");
    assert_eq!((&*record.id, &*record.payload), ("7", &b"<p>x</p>"[..]));
    assert_eq!(record.url.as_deref(), Some("https://e.org/7"));
    assert_eq!(record.date.as_deref(), Some("2026-01-31 12:00:00"));
    assert_eq!(found[1].as_ref().expect("an empty document is one").payload, b"");

    let found = read_bytes("x.csv", b"a,b\n1,2\n", &ReadOptions::default());
    let error = found[0].as_ref().expect_err("it has no document");
    assert_eq!(error.kind, ErrorKind::NoField);
    assert!(error.to_string().ends_with("(name it with --field; there are a, b)"), "{error}");
}

#[test]
fn files_of_a_folder_are_told_by_their_content() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in [
        ("a-story", &b"<h1>One</h1>"[..]),
        ("story.php?id=3", b"<!DOCTYPE html><h1>Two</h1>"),
        ("c.shtml", b"<h1>Three</h1>"),
        ("d.css", b"p { margin: 0 }"),
        ("e.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("f.txt", b""),
        (".hidden", b"<h1>Four</h1>"),
    ] {
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let (mut pages, mut others) = (0, 0);
    for found in unmangle::ingest::expand(&[folder.path().to_owned()]) {
        let Ok(found) = found else {
            others += 1;
            continue;
        };
        let mut options = ReadOptions::default();
        options.in_folder = found.in_folder;
        for record in open(&found.path, &options) {
            match record {
                Ok(_) => pages += 1,
                Err(error) => {
                    assert!(error.kind.is_no_article(), "{error}");
                    others += 1;
                }
            }
        }
    }
    assert_eq!((pages, others), (3, 4));
}

#[test]
fn a_compressed_file_is_what_it_is_said_to_be() {
    let letter = b"Subject: The ferry\nMessage-ID: <1@example.org>\n\nIt sails again.\n";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, letter).expect("memory");
    let packed = packed.finish().expect("memory");
    let mut options = ReadOptions::default();
    let payload = |options: &ReadOptions| {
        let found = read_bytes("letter.txt.gz", &packed, options);
        found[0].as_ref().expect("sound").payload.clone()
    };
    assert_ne!(payload(&options), letter);
    options.kind = Some(unmangle::ingest::Kind::Document);
    assert_eq!(payload(&options), letter);
}

#[test]
fn a_cut_stream_gives_what_is_there() {
    let prose = "The mill is open again, and nobody had expected the queue at its door.\n";
    let text: String = (0..400).map(|number| format!("<p>{number}: {prose}</p>")).collect();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, text.as_bytes()).expect("in memory");
    let whole = encoder.finish().expect("in memory");
    let cut = &whole[..whole.len() * 4 / 5];
    for name in ["page.html", "page.html.gz"] {
        let found = read_bytes(name, cut, &ReadOptions::default());
        let record = found[0].as_ref().expect("there is a beginning");
        assert!(record.cut_off && text.as_bytes().starts_with(&record.payload), "{name}");
        assert!(record.payload.len() * 2 > text.len(), "{name}");
    }
    let found = read_bytes("page.html", &whole, &ReadOptions::default());
    assert!(!found[0].as_ref().expect("it is whole").cut_off);
    let found = read_bytes("page.html.gz", &whole[..12], &ReadOptions::default());
    assert!(found[0].is_err(), "{found:?}");
    let mut context = unmangle::Context::default();
    context.cut_off = true;
    let cleaned = unmangle::Cleaner::default().clean_with(&context, b"<p>The mill").expect("small");
    assert_eq!(cleaned.report.warnings, [unmangle::report::Warning::CutOff]);
}
