//! The command line: what it writes, where, and how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod check;
mod data;
mod files;
mod page;
mod show;
mod source;
mod support;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use support::{files, fixtures, read};

fn unmangle() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unmangle"));
    command.env_clear().stdin(Stdio::null());
    command
}

#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> Output {
    unmangle().current_dir(folder).args(arguments).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with pages in it.
fn scraped() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = folder.path().join("a/b");
    std::fs::create_dir_all(&pages).expect("a folder");
    std::fs::write(folder.path().join("a/one.html"), "<h1>One</h1>< p >First.< / p >")
        .expect("a file");
    std::fs::write(folder.path().join("a/notes.css"), "p {}").expect("a file");
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    file.write_all(b"<h1>Two</h1>").expect("in memory");
    std::fs::write(pages.join("0001.html.gz"), file.finish().expect("in memory")).expect("a file");
    folder
}

/// Every file below a folder, by its path there.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    ["md", "txt", "json", "html", "jsonl", "gz", "warc"]
        .iter()
        .flat_map(|extension| files(folder, extension))
        .map(|path| (path.strip_prefix(folder).expect("below it").to_owned(), read(&path)))
        .collect()
}

#[test]
fn a_file_becomes_markdown_on_standard_output() {
    let folder = scraped();
    let output = run(folder.path(), &["a/one.html"]);
    assert_eq!(text(&output.stdout), "# One\n\nFirst.\n");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn a_pipe_is_read() {
    let mut child =
        unmangle().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("piped").write_all(b"<h1>Piped</h1>").expect("it reads");
    assert_eq!(text(&child.wait_with_output().expect("it ends").stdout), "# Piped\n");
}

#[test]
fn folders_are_mirrored() {
    let folder = scraped();
    for (format, extension) in
        [("markdown", "md"), ("text", "txt"), ("json", "json"), ("html", "html")]
    {
        let output = run(folder.path(), &["a", "-o", format, "--to", format]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let mut written: Vec<PathBuf> = tree(&folder.path().join(format)).into_keys().collect();
        written.retain(|path| path != Path::new("manifest.jsonl"));
        let expected = ["b/0001", "one"].map(|name| PathBuf::from(format!("{name}.{extension}")));
        assert_eq!(written, expected);
    }
}

#[test]
fn one_failure_stops_nothing_and_is_told() {
    let folder = scraped();
    let output = run(
        folder.path(),
        &["missing.html", "a/one.html", "-o", "out", "--errors", "errors.jsonl"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("missing.html: No such file"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(read(&folder.path().join("out/one.md")), b"# One\n\nFirst.\n");
    let error: serde_json::Value =
        serde_json::from_slice(&read(&folder.path().join("errors.jsonl"))).expect("JSON");
    assert_eq!(error["source"], "missing.html");
}

#[test]
fn wrong_usage_is_told_apart() {
    let folder = scraped();
    for arguments in [
        &["--to", "word"][..],
        &["--disable", "no-such-rule", "a"],
        &["--filter", "colour=red", "a"],
    ] {
        assert_eq!(run(folder.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn reports_hold_every_repair_and_rules_can_be_left_out() {
    let folder = scraped();
    let report = |extra: &[&str]| -> serde_json::Value {
        let arguments = [&["a/one.html", "--report", "report.jsonl"], extra].concat();
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
        serde_json::from_slice(&read(&folder.path().join("report.jsonl"))).expect("JSON")
    };
    let repairs = &report(&[])["report"]["repairs"];
    assert_eq!(repairs[0]["rule"], "tag-delimiter-spaced");
    assert_eq!(repairs[0]["before"], "< p >");
    assert_eq!(
        report(&["--disable", "tag-delimiter-spaced"])["report"]["repairs"],
        serde_json::json!([])
    );
    assert_eq!(report(&["--repair", "off"])["report"]["repairs"], serde_json::json!([]));
}

#[test]
fn options_come_from_file_environment_and_flags() {
    let folder = scraped();
    std::fs::write(folder.path().join("unmangle.toml"), "[writing]\nto = \"text\"\n")
        .expect("a file");
    assert_eq!(text(&run(folder.path(), &["a/one.html"]).stdout), "One\n\nFirst.\n");
    let environment = unmangle()
        .current_dir(folder.path())
        .env("UNMANGLE_TO", "markdown")
        .arg("a/one.html")
        .output()
        .expect("it runs");
    assert_eq!(text(&environment.stdout), "# One\n\nFirst.\n");
    assert_eq!(
        text(&run(folder.path(), &["a/one.html", "--to", "markdown"]).stdout),
        "# One\n\nFirst.\n"
    );
    std::fs::write(folder.path().join("unmangle.toml"), "colour = 1\n").expect("a file");
    assert_eq!(run(folder.path(), &["a/one.html"]).status.code(), Some(2));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = scraped();
    let lines = "{\"html\": \"<p>Some words in a line.</p>\"}\n".repeat(20_000);
    std::fs::write(folder.path().join("many.jsonl"), lines).expect("a file");
    let mut child = unmangle()
        .current_dir(folder.path())
        .arg("many.jsonl")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn filters_samples_and_duplicates_choose_documents() {
    let folder = scraped();
    let rows: String = (0..40)
        .map(|n| format!("{{\"id\": \"{n}\", \"url\": \"https://e.org/{}\", \"html\": \"<p>Text {}.</p>\"}}\n", n % 2, n / 2))
        .collect();
    std::fs::write(folder.path().join("rows.jsonl"), rows).expect("a file");
    let count = |extra: &[&str]| {
        let arguments = [&["rows.jsonl", "-q", "-o", "out.jsonl"], extra].concat();
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(0), "{extra:?}");
        text(&read(&folder.path().join("out.jsonl"))).lines().count()
    };
    assert_eq!(count(&[]), 40);
    assert_eq!(count(&["--filter", "url~/1$"]), 20);
    assert_eq!(count(&["--filter", "length>8"]), 20);
    assert_eq!(count(&["--dedup"]), 20);
    assert_eq!(count(&["--skip", "30"]), 10);
    assert_eq!(count(&["--skip", "5", "--limit", "7"]), 7);
    let sampled = count(&["--sample", "0.5"]);
    assert!((8..32).contains(&sampled), "{sampled}");
}

/// Rows of small documents, some of them damaged, one of them no document.
fn rows(folder: &Path, count: usize) {
    let rows: String = (0..count)
        .map(|n| match n % 100 {
            77 => "{\"html\": }\n".to_owned(),
            _ => format!("{{\"html\": \"<h2>Row {n}</h2>< p >Words {}.< / p >\"}}\n", n % 500),
        })
        .collect();
    std::fs::write(folder.join("rows.jsonl"), rows).expect("a file");
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let folder = scraped();
    rows(folder.path(), 700);
    let mut outputs = Vec::new();
    for jobs in ["1", "2", "5"] {
        let arguments = ["rows.jsonl", "-q", "-j", jobs, "-o", "out.jsonl.gz"];
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(1));
        outputs.push(read(&folder.path().join("out.jsonl.gz")));
    }
    assert!(outputs.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn sinks_hold_all_documents() {
    let folder = scraped();
    rows(folder.path(), 60);
    for sink in ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.warc", "out.warc.gz"] {
        assert_eq!(run(folder.path(), &["rows.jsonl", "-q", "-o", sink]).status.code(), Some(0));
        let back = unmangle::ingest::open(&folder.path().join(sink), &Default::default());
        assert_eq!(back.filter(Result::is_ok).count(), 60, "{sink}");
    }
    let arguments = ["rows.jsonl", "-q", "-o", "s.jsonl.gz", "--shard-documents", "25"];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    let shards: Vec<PathBuf> =
        tree(folder.path()).into_keys().filter(|p| p.to_string_lossy().starts_with("s-")).collect();
    assert_eq!(
        shards,
        ["s-00000.jsonl.gz", "s-00001.jsonl.gz", "s-00002.jsonl.gz"].map(PathBuf::from)
    );
}

/// Kills runs at many moments and resumes them: the result is that of an unbroken run.
#[test]
fn a_killed_run_resumes_to_the_same_bytes() {
    let seed = std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_nanos() as u64;
    let mut random = seed;
    let mut next = || {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        random >> 33
    };
    let folder = scraped();
    rows(folder.path(), 3000);
    let sinks: [&[&str]; 4] = [
        &["-o", "out/"],
        &["-o", "out/all.jsonl.gz", "--dedup"],
        &["-o", "out/all.warc.gz", "--report", "out/report.jsonl"],
        &["-o", "out/all.jsonl", "--shard-documents", "700", "--errors", "out/errors.jsonl"],
    ];
    for sink in sinks {
        let out = folder.path().join("out");
        let arguments = [&["rows.jsonl", "-q", "-j2"], sink].concat();
        let _ = std::fs::remove_dir_all(&out);
        run(folder.path(), &arguments);
        let unbroken = tree(&out);
        std::fs::remove_dir_all(&out).expect("it was written");
        let mut kills = 0;
        loop {
            let mut child = unmangle()
                .current_dir(folder.path())
                .args(&arguments)
                .arg("--resume")
                .stderr(Stdio::null())
                .spawn()
                .expect("it runs");
            if kills < 5 {
                std::thread::sleep(Duration::from_millis(20 + next() % 250));
                kills += 1;
                let _ = child.kill();
                let _ = child.wait();
                continue;
            }
            assert_eq!(child.wait().expect("it ends").code(), Some(1), "seed {seed}");
            break;
        }
        let resumed = tree(&out);
        assert!(resumed == unbroken, "{sink:?} differs, seed {seed}: {:?}", resumed.keys());
    }
}

#[test]
fn resuming_another_run_is_refused() {
    let folder = scraped();
    rows(folder.path(), 300);
    std::fs::write(folder.path().join("out.jsonl.journal"), "{\"unmangle\":\"0\",\"run\":\"x\"}\n")
        .expect("a file");
    let output = run(folder.path(), &["rows.jsonl", "-q", "-o", "out.jsonl", "--resume"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("other arguments"), "{}", text(&output.stderr));
}

#[test]
fn containers_become_folders() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = fixtures().join("ingest/pages.zip");
    let arguments = [source.to_str().expect("UTF-8"), "-q", "-o", "out/"];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    let mut written: Vec<PathBuf> = tree(&folder.path().join("out")).into_keys().collect();
    written.retain(|path| path != Path::new("manifest.jsonl"));
    assert_eq!(written, ["0", "1", "2", "3"].map(|n| PathBuf::from(format!("pages/2026/{n}.md"))));
}
