//! People's files: what is written where, what is never written over, what is told.

use std::io::Write;
use std::path::Path;

use crate::support::read;
use crate::{run, text, unmangle};

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

const PAGE: &[u8] = b"<h1>One</h1>< p >First.< / p >";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32, told: &str) {
    let output = run(folder, arguments);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
    assert!(stderr.contains(told), "{arguments:?}: {stderr}");
}

#[test]
fn inputs_are_never_written_over() {
    let folder = folder(&[("a/one.html", PAGE), ("rows.jsonl", b"{\"html\": \"<p>x</p>\"}\n")]);
    let path = folder.path();
    #[cfg(unix)]
    std::os::unix::fs::symlink("a/one.html", path.join("link.md")).expect("a link");
    let mut cases = vec![
        vec!["a/one.html", "-o", "a/one.html"],
        vec!["a/one.html", "-o", "./a/../a/one.html"],
        vec!["a", "-o", "a"],
        vec!["a", "-o", "a/", "--to", "html"],
        vec!["rows.jsonl", "-o", "rows.jsonl"],
        vec!["rows.jsonl", "--report", "rows.jsonl"],
        vec!["rows.jsonl", "-o", "f.jsonl", "--report", "f.jsonl"],
    ];
    if cfg!(unix) {
        cases.push(vec!["a/one.html", "-o", "link.md"]);
    }
    for arguments in cases {
        assert_eq!(run(path, &arguments).status.code(), Some(2), "{arguments:?}");
        let forced = [&arguments[..], &["--existing", "overwrite"]].concat();
        assert_eq!(run(path, &forced).status.code(), Some(2), "{forced:?}");
    }
    assert_eq!(read(&path.join("a/one.html")), PAGE);
    assert_eq!(read(&path.join("rows.jsonl")), b"{\"html\": \"<p>x</p>\"}\n");
    assert!(!path.join("f.jsonl").exists() && !path.join("a/one.md").exists());
    // One by one as well: the page would be written to its own place.
    ends(
        path,
        &["a/one.html", "rows.jsonl", "-o", "a/", "--to", "html", "--existing", "overwrite"],
        1,
        "is an input",
    );
    assert_eq!(read(&path.join("a/one.html")), PAGE);
}

#[test]
fn what_others_wrote_stays() {
    let folder = folder(&[("a/one.html", PAGE), ("a/two.html", PAGE), ("out/one.md", b"mine")]);
    let path = folder.path();
    let one = path.join("out/one.md");
    ends(path, &["a", "-o", "out"], 1, "is there already and not as unmangle wrote it");
    assert_eq!(
        (read(&one), read(&path.join("out/two.md"))),
        (b"mine".to_vec(), b"# One\n\nFirst.\n".to_vec())
    );
    ends(
        path,
        &["a", "-o", "out", "--existing", "skip"],
        0,
        "its output is there already \u{d7} 2",
    );
    assert_eq!(read(&one), b"mine");
    ends(path, &["a", "-o", "out", "--existing", "fail"], 1, "is there already");
    ends(path, &["a", "-o", "out", "--existing", "overwrite"], 0, "2 documents");
    // Now it is known, as long as nobody edits it.
    ends(path, &["a", "-o", "out"], 0, "2 documents");
    std::fs::write(&one, "edited").expect("a file");
    ends(path, &["a", "-o", "out"], 1, "not as unmangle wrote it");
    assert_eq!(read(&one), b"edited");
}

#[test]
fn files_of_one_output_are_known_again() {
    let folder =
        folder(&[("one.html", PAGE), ("mine.md", b"mine"), ("mine.jsonl", b"{\"a\": 1}\n")]);
    let path = folder.path();
    for name in ["mine.md", "mine.jsonl"] {
        ends(path, &["one.html", "-o", name], 1, "not as unmangle wrote it");
        ends(path, &["one.html", "-o", name, "--existing", "skip"], 0, "nothing to do");
    }
    ends(path, &["one.html", "--report", "mine.jsonl"], 1, "not as unmangle wrote it");
    assert_eq!(
        (read(&path.join("mine.md")), read(&path.join("mine.jsonl"))),
        (b"mine".to_vec(), b"{\"a\": 1}\n".to_vec())
    );
    for name in ["new.md", "new.jsonl", "new.jsonl.gz", "new.warc.gz", "new.txt"] {
        ends(path, &["one.html", "-o", name], 0, "");
        ends(path, &["one.html", "-o", name, "--repair", "off"], 0, "");
    }
    std::fs::write(path.join("new.md"), "edited").expect("a file");
    ends(path, &["one.html", "-o", "new.md"], 1, "not as unmangle wrote it");
}

#[test]
fn what_is_left_out_is_counted_and_named() {
    let folder = folder(&[
        ("a/a-story", PAGE),
        ("a/story.php?id=3", b"<!DOCTYPE html><h1>Two</h1>"),
        ("a/b.shtml", PAGE),
        ("a/c.asp", PAGE),
        ("a/d.png", PNG),
        ("a/e.jpg", PNG),
        ("a/f.css", b"p {}"),
        ("a/g.html", b""),
        ("a/settings.json", b"{\"colour\": 1}"),
        ("a/rows.csv", b"id;content\n1;<p>x</p>\n"),
        ("a/notes.md", b"# Notes"),
    ]);
    let path = folder.path();
    let output = run(path, &["a", "-o", "out"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("5 documents"), "{told}");
    for reason in [
        "a picture (PNG) \u{d7} 2",
        "a style sheet \u{d7} 1",
        "nothing in it \u{d7} 1",
        "no field that holds a document \u{d7} 1",
        "Markdown already \u{d7} 1",
        "-v names them",
    ] {
        assert!(told.contains(reason), "{reason} in {told}");
    }
    ends(path, &["a", "-o", "out", "-v"], 0, "left out: a/d.png: a picture (PNG)");
    assert_eq!(text(&run(path, &["a", "-o", "out", "-q"]).stderr), "");
    let manifest = text(&read(&path.join("out/manifest.jsonl")));
    let lines: Vec<serde_json::Value> =
        manifest.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.iter().filter(|line| line["status"] == "written").count(), 5, "{manifest}");
    assert_eq!(lines.iter().filter(|line| line["status"] == "left out").count(), 6, "{manifest}");
}

#[test]
fn what_is_named_and_no_article_is_a_failure_that_says_what_to_use() {
    let folder =
        folder(&[("a.png", PNG), ("b.html", b"%PDF-1.5\n"), ("empty.html", b""), ("c/x.png", PNG)]);
    let path = folder.path();
    std::fs::create_dir(path.join("nothing")).expect("a folder");
    ends(path, &["a.png"], 1, "a.png: a picture (PNG) (text in it needs");
    ends(path, &["b.html"], 1, "a PDF document (make text or HTML of it first: pdftotext");
    ends(path, &["empty.html"], 0, "no documents; left out: nothing in it");
    ends(path, &["nothing", "-o", "out"], 0, "no documents; left out: a folder without files");
    ends(path, &["c", "-o", "out"], 0, "no documents; left out: a picture (PNG)");
    ends(path, &["*.htm"], 1, "no file matches");
}

#[test]
fn one_output_that_cannot_be_written_fails_alone() {
    let folder =
        folder(&[("a/one.html", PAGE), ("a/two.html", PAGE), ("out/one.md/x", b"a folder")]);
    ends(folder.path(), &["a", "-o", "out", "--existing", "overwrite"], 1, "1 failed");
    assert_eq!(read(&folder.path().join("out/two.md")), b"# One\n\nFirst.\n");
}

#[test]
fn members_get_portable_names_and_the_manifest_has_theirs() {
    let long = format!("{}.html", "long".repeat(75));
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["CON.html", "a:b.html", "x.html", "X.html", "x.htm", &long] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
        archive.write_all(PAGE).expect("in memory");
    }
    let bytes = archive.finish().expect("in memory").into_inner();
    let folder = folder(&[("pages.zip", &bytes)]);
    ends(folder.path(), &["pages.zip", "-o", "out/"], 0, "6 documents");
    let manifest = text(&read(&folder.path().join("out/manifest.jsonl")));
    let mut lower = std::collections::BTreeSet::new();
    for line in manifest.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let output = line["output"].as_str().expect("a name");
        assert!(output.len() < 160 && !output.contains([':', '\\']), "{output}");
        assert!(lower.insert(output.to_lowercase()), "{output} is there twice");
        assert_eq!(read(&folder.path().join("out").join(output)), b"# One\n\nFirst.\n");
        assert!(line["sha256"].as_str().expect("a sum").len() == 64);
    }
    assert!(lower.contains("pages/_con.md") && lower.contains("pages/a_b.md"), "{lower:?}");
    assert!(manifest.contains(&long) && manifest.contains("a:b.html"), "{manifest}");
}

#[cfg(unix)]
#[test]
fn names_never_reach_a_terminal_raw() {
    let folder = folder(&[("a/\x1b[31mred.png", PNG), ("a/\u{202e}b.html", PAGE)]);
    let output = run(folder.path(), &["a", "-v"]);
    let both = [output.stdout, output.stderr].concat();
    assert!(!both.contains(&0x1b) && !text(&both).contains('\u{202e}'), "{}", text(&both));
    assert!(text(&both).contains("\\u{1b}[31mred.png"), "{}", text(&both));
}

#[test]
fn two_runs_do_not_write_to_one_output() {
    let folder = folder(&[]);
    let path = folder.path();
    let mut first = unmangle()
        .current_dir(path)
        .args(["--from", "jsonl", "-o", "out.jsonl"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("it runs");
    while !path.join("out.jsonl.journal").exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    std::fs::write(path.join("rows.jsonl"), "{\"html\": \"x\"}\n").expect("a file");
    std::thread::sleep(std::time::Duration::from_millis(50));
    ends(path, &["rows.jsonl", "-o", "out.jsonl"], 1, "another run is writing there");
    drop(first.stdin.take());
    first.wait().expect("it ends");
    ends(path, &["rows.jsonl", "-o", "out.jsonl"], 0, "");
}

#[test]
fn limits_on_all_documents_end_the_run() {
    let row = format!("{{\"html\": \"{}\"}}\n", "x".repeat(1000));
    let folder = folder(&[("rows.jsonl", row.repeat(10).as_bytes())]);
    ends(
        folder.path(),
        &["rows.jsonl", "-o", "o.jsonl", "--max-total", "5K"],
        1,
        "over the limit of 5120 bytes together",
    );
    assert_eq!(text(&read(&folder.path().join("o.jsonl"))).lines().count(), 5);
}

#[test]
fn failures_of_a_kind_are_told_once_with_their_remedy() {
    let rows: String = (0..2000).map(|n| format!("{n},<p>x</p>\n")).collect();
    let folder = folder(&[("rows.csv", format!("number,story\n{rows}").as_bytes())]);
    let path = folder.path();
    let output = run(path, &["rows.csv", "-o", "o.jsonl"]);
    let told = text(&output.stderr);
    assert!(told.contains("2,000 times: no field that holds a document (name it with --field; there are number, story)"), "{told}");
    assert!(told.lines().count() < 8, "{told}");
    let all = text(&run(path, &["rows.csv", "-o", "o.jsonl", "-v"]).stderr);
    assert!(all.lines().count() > 2000);
    ends(path, &["rows.csv", "-o", "o.jsonl", "--field", "story"], 0, "2,000 documents");
}

#[test]
fn what_does_not_go_together_is_wrong_usage() {
    let folder = folder(&[("one.html", PAGE), ("two.html", PAGE)]);
    for arguments in [
        &["one.html", "--sample", "3"][..],
        &["one.html", "--resume"],
        &["one.html", "two.html", "-o", "both.html"],
        &["one.html", "-o", "-", "--report", "-"],
        &["one.html", "--errors", "-"],
        &["one.html", "--disable", "word-split,no-such-rule"],
    ] {
        assert_eq!(run(folder.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert!(!folder.path().join("both.html").exists());
    ends(folder.path(), &["one.html", "two.html", "-o", "both.html", "--sink", "stream"], 0, "");
    ends(folder.path(), &["one.html", "--disable", "word-split,mojibake"], 0, "");
}

#[test]
fn the_report_alone_can_go_to_standard_output() {
    let folder = folder(&[("one.html", PAGE)]);
    let output = run(folder.path(), &["one.html", "--report", "-"]);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("nothing but JSON");
    assert_eq!(line["report"]["repairs"][0]["rule"], "tag-delimiter-spaced");
    let output =
        run(folder.path(), &["one.html", "-o", "one.md", "--summary", "-", "--report", "r.jsonl"]);
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(summary["documents"], 1);
}

#[test]
fn a_finished_run_has_nothing_to_resume_and_changes_are_told() {
    let folder = folder(&[("a/one.html", PAGE), ("a/two.html", PAGE)]);
    let path = folder.path();
    for output in ["out/", "out.jsonl", "out.warc.gz"] {
        let arguments = ["a", "-o", output, "--resume"];
        ends(path, &arguments, 0, "2 documents");
        ends(path, &arguments, 0, "that run is finished: nothing to do");
        std::fs::write(path.join("a/two.html"), format!("<p>{output}</p>")).expect("a file");
        ends(path, &arguments, 1, "the inputs changed since that run");
        ends(path, &["a", "-o", output], 0, "2 documents");
    }
}

#[test]
fn a_journal_is_not_thrown_away_silently() {
    let folder = folder(&[
        ("one.html", PAGE),
        ("out.jsonl.journal", b"{\"unmangle\":\"0\",\"run\":\"x\"}\n"),
    ]);
    ends(folder.path(), &["one.html", "-o", "out.jsonl"], 0, "an earlier run was not finished");
    std::fs::write(folder.path().join("out.jsonl.journal"), "my diary\n").expect("a file");
    ends(folder.path(), &["one.html", "-o", "out.jsonl"], 1, "no journal of a run");
    assert_eq!(read(&folder.path().join("out.jsonl.journal")), b"my diary\n");
}

#[cfg(unix)]
#[test]
fn devices_are_written_to_and_stay() {
    use std::os::unix::fs::FileTypeExt;
    let folder = folder(&[("one.html", PAGE)]);
    ends(folder.path(), &["one.html", "-o", "/dev/null", "--report", "/dev/null"], 0, "");
    assert!(std::fs::metadata("/dev/null").expect("it is there").file_type().is_char_device());
    assert!(!Path::new("/dev/null.part").exists());
}

#[test]
fn outputs_inside_of_the_input_folder_are_not_read_again() {
    let folder = folder(&[("a/one.html", PAGE), ("b/one.html", PAGE)]);
    for _ in 0..2 {
        ends(folder.path(), &["a", "-o", "a/all.jsonl", "-v"], 0, "");
        ends(folder.path(), &["b", "-o", "b/clean", "--to", "html"], 0, "");
    }
    assert_eq!(text(&read(&folder.path().join("a/all.jsonl"))).lines().count(), 1);
    assert!(!folder.path().join("b/clean/clean").exists());
    // The manifest of another run is no container of documents.
    ends(folder.path(), &["b", "-o", "c"], 0, "2 documents");
}

#[test]
fn a_manifest_of_someone_elses_stays() {
    let folder = folder(&[("a/one.html", PAGE), ("out/manifest.jsonl", b"{\"mine\": 1}\n")]);
    let path = folder.path();
    ends(path, &["a", "-o", "out"], 1, "no manifest of unmangle's");
    assert_eq!(read(&path.join("out/manifest.jsonl")), b"{\"mine\": 1}\n");
    let left = |name: &str| path.join("out").join(name).exists();
    assert!(!left("manifest.jsonl.part") && !left("one.md") && !left(".unmangle-journal"));
}

#[test]
fn an_output_above_the_input_hides_nothing() {
    let folder = folder(&[("a/b/one.html", PAGE)]);
    let path = folder.path();
    let (input, output) = (path.join("a").display().to_string(), path.display().to_string());
    ends(path, &[&input, "-o", &output], 0, "");
    assert_eq!(read(&path.join("b/one.md")), b"# One\n\nFirst.\n");
}
