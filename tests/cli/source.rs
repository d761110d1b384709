//! The repaired source: `--fix-only`, `apply` and `diff`.

use serde_json::Value;

use super::{read, run, text};

const DAMAGED: &str = "<title>a & b</title>\r\n< p >Salt & pepper.</ p >\n<P  CLASS=x>One</P>\n";
const FIXED: &str = "<title>a & b</title>\r\n<p>Salt & pepper.</p>\n<P  CLASS=x>One</P>\n";

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

#[test]
fn the_repaired_source_is_as_it_was_but_for_repairs() {
    let folder = folder(&[("a.html", DAMAGED.as_bytes()), ("b.html", b"<p>Sound\r\n<b>text")]);
    assert_eq!(text(&run(folder.path(), &["a.html", "--fix-only"]).stdout), FIXED);
    let done = run(folder.path(), &["a.html", "b.html", "--fix-only", "-o", "fixed/"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert_eq!(text(&read(&folder.path().join("fixed/a.html"))), FIXED);
    assert_eq!(text(&read(&folder.path().join("fixed/b.html"))), "<p>Sound\r\n<b>text");
    run(folder.path(), &["a.html", "--fix-only", "-o", "all.jsonl"]);
    let record = read(&folder.path().join("all.jsonl"));
    let record: Value = serde_json::from_slice(&record).expect("JSON");
    assert_eq!(
        (record["text"].as_str(), record["format"].as_str()),
        (Some(FIXED), Some("text/html"))
    );
    let wrong = run(folder.path(), &["a.html", "--fix-only", "--to", "text"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn the_encoding_stays() {
    let page =
        b"<meta charset=windows-1251>< p >\xcc\xe0\xff\xea &amp;amp;amp;mdash; \xe4\xe0.</ p >";
    let folder = folder(&[("a.html", page)]);
    let fixed = run(folder.path(), &["a.html", "--fix-only"]).stdout;
    assert_eq!(fixed, b"<meta charset=windows-1251><p>\xcc\xe0\xff\xea \x97 \xe4\xe0.</p>");
    let page = b"<meta charset=iso-8859-1>< p >Caf\xc3\xa9 \xe2\x80\x93 M\xc3\xbcller</ p >";
    std::fs::write(folder.path().join("a.html"), page).expect("a file");
    let fixed = text(&run(folder.path(), &["a.html", "--fix-only"]).stdout);
    assert_eq!(fixed, "<meta charset=UTF-8><p>Café – Müller</p>");
}

#[test]
fn reports_are_applied_and_parts_of_them() {
    let pages =
        [("a.html", DAMAGED.as_bytes()), ("b.html", "< h1 >caf& eacute ;</ h1 >".as_bytes())];
    let folder = folder(&pages);
    run(folder.path(), &["a.html", "b.html", "-o", "out/", "--report", "report.jsonl"]);
    let apply = |arguments: &[&str]| run(folder.path(), &[&["apply"], arguments].concat());
    assert_eq!(text(&apply(&["report.jsonl", "a.html"]).stdout), FIXED);
    assert_eq!(text(&apply(&["report.jsonl", "b.html"]).stdout), "<h1>café</h1>");
    let lines = text(&read(&folder.path().join("report.jsonl")));
    let mut line: Value =
        serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    line["report"]["repairs"].as_array_mut().expect("repairs").remove(0);
    let spread = serde_json::to_string_pretty(&line).expect("JSON");
    std::fs::write(folder.path().join("part.json"), spread).expect("a file");
    let part = text(&apply(&["part.json", "a.html"]).stdout);
    assert_eq!(part, FIXED.replacen("<p>", "< p >", 1));
    let other = apply(&["part.json", "b.html"]);
    assert_eq!(other.status.code(), Some(1));
    let told = text(&other.stderr);
    assert!(
        told.contains("b.html: the report is of an input of 68 bytes") && told.lines().count() == 1,
        "{told}"
    );
    let none = apply(&["a.html", "a.html"]);
    assert!(text(&none.stderr).contains("not a report"), "{}", text(&none.stderr));
    std::fs::write(folder.path().join("c.html"), DAMAGED.replace("Salt", "Sand")).expect("a file");
    let same_length = text(&apply(&["part.json", "c.html"]).stderr);
    assert!(same_length.contains("another input of the same length"), "{same_length}");
}

#[test]
fn differences_are_shown_as_diff_shows_them() {
    let folder = folder(&[("a.html", DAMAGED.as_bytes()), ("b.html", b"<p>Sound.</p>\n")]);
    let diff = |arguments: &[&str]| run(folder.path(), &[&["diff"], arguments].concat());
    let found = diff(&["a.html"]);
    assert_eq!(found.status.code(), Some(1));
    let before = "--- a/a.html\n+++ b/a.html\n@@ -1,3 +1,3 @@\n <title>a & b</title>\r\n";
    let after = "-< p >Salt & pepper.</ p >\n+<p>Salt & pepper.</p>\n <P  CLASS=x>One</P>\n";
    assert_eq!(text(&found.stdout), format!("{before}{after}"));
    let words = text(&diff(&["--word", "-U0", "a.html"]).stdout);
    assert!(
        words.ends_with("[-< p >Salt-]{+<p>Salt+} & [-pepper.</ p >-]{+pepper.</p>+}\n"),
        "{words}"
    );
    let none = diff(&["b.html"]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(0), 0));
    assert_eq!(diff(&["missing.html"]).status.code(), Some(2));
}

#[test]
fn texts_come_with_their_places() {
    let page = b"<meta charset=windows-1251><p>\xcc\xe0\xff\xea &amp;mdash; <b>\xe4\xe0</b>.</p>";
    let folder = folder(&[("a.html", page)]);
    let done = run(folder.path(), &["a.html", "-o", "a.md", "--source-map", "map.jsonl"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let markdown = text(&read(&folder.path().join("a.md")));
    let map: Value = serde_json::from_slice(&read(&folder.path().join("map.jsonl"))).expect("JSON");
    let pieces = map["pieces"].as_array().expect("pieces");
    let numbers = |piece: &Value| -> Vec<usize> {
        let numbers = piece.as_array().expect("four numbers").iter();
        numbers.map(|n| n.as_u64().expect("a number") as usize).collect()
    };
    let quoted = pieces.iter().map(numbers).map(|n| (&markdown[n[0]..n[1]], &page[n[2]..n[3]]));
    let quoted: Vec<_> = quoted.collect();
    assert_eq!(quoted.first(), Some(&("Маяк", &b"\xcc\xe0\xff\xea"[..])));
    assert_eq!(quoted.last(), Some(&("да", &b"\xe4\xe0"[..])));
    let wrong = run(folder.path(), &["a.html", "--source-map", "-"]);
    assert_eq!(wrong.status.code(), Some(2));
}
