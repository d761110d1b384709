//! `unmangle check`: what it shows, in each format, of every input.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{run, text, unmangle};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cli/check")
}

#[track_caller]
fn check(arguments: &[&str]) -> (String, Option<i32>) {
    let output = run(&folder(), &[&["check"], arguments].concat());
    (text(&output.stdout), output.status.code())
}

/// Compares with a file beside the inputs; `UPDATE_SNAPSHOTS=1` writes it anew.
#[track_caller]
fn assert_shown(got: &str, name: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, got).expect("a file");
    }
    let expected = std::fs::read_to_string(&path).expect("run with UPDATE_SNAPSHOTS=1");
    assert_eq!(got, expected, "{name}: run with UPDATE_SNAPSHOTS=1");
}

#[test]
fn every_format_shows_every_finding() {
    for page in ["damaged", "legacy", "arabic"] {
        for format in ["full", "short", "json", "github"] {
            let (shown, status) = check(&[&format!("{page}.html"), "--output-format", format]);
            assert_eq!(status, Some(1));
            assert!(!shown.contains(['\u{1b}', '\u{202e}']) || format == "json", "{shown}");
            assert!(!shown.contains('\u{1b}'), "{shown}");
            assert_shown(&shown, &format!("{page}.{format}.txt"));
        }
    }
}

#[test]
fn places_are_those_of_the_bytes_given() {
    for page in ["damaged.html", "legacy.html"] {
        let bytes = std::fs::read(folder().join(page)).expect("a file");
        let (lines, _) = check(&[page, "--output-format", "json"]);
        for line in lines.lines() {
            let finding: Value = serde_json::from_str(line).expect("JSON");
            let at = |key: &str| finding[key].as_u64().expect("a number") as usize;
            // What is found is ASCII in the legacy page, and the other page is UTF-8.
            let before = String::from_utf8_lossy(&bytes[at("start")..at("end")]);
            assert_eq!(finding["before"], *before);
            let newlines = bytes[..at("start")].iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(at("line"), newlines + 1);
        }
    }
}

#[test]
fn sarif_is_as_its_schema_says() {
    let (log, status) = check(&["damaged.html", "legacy.html", "--output-format", "sarif"]);
    assert_eq!(status, Some(1));
    let log: Value = serde_json::from_str(&log).expect("JSON");
    let schema = std::fs::read(folder().join("sarif-2.1.0.schema.json")).expect("a file");
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let mut wrong = Vec::new();
    validate(&schema, &schema, &log, "", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:?}");
    let results = &log["runs"][0]["results"];
    assert_shown(&format!("{results:#}\n"), "damaged.sarif.txt");
    // Each names a rule that the log tells of.
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results.as_array().expect("results") {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    }
    // The test itself finds what is wrong.
    for broken in [
        serde_json::json!({"version": "2.1.0"}),
        serde_json::json!({"version": "2", "runs": []}),
        serde_json::json!({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": 7}}}]}),
        serde_json::json!({"version": "2.1.0", "runs": [], "run": 1}),
    ] {
        let mut wrong = Vec::new();
        validate(&schema, &schema, &broken, "", &mut wrong);
        assert!(!wrong.is_empty(), "{broken}");
    }
    let (nothing, status) = check(&["../../../fixtures/extract/none", "--output-format", "sarif"]);
    let nothing: Value = serde_json::from_str(&nothing).expect("JSON");
    let mut wrong = Vec::new();
    validate(&schema, &schema, &nothing, "", &mut wrong);
    assert!(wrong.is_empty() && status == Some(0), "{wrong:?}");
}

/// Checks a value against a JSON Schema, as far as the schema of SARIF uses its keywords.
fn validate(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let mut fail = |what: &str| wrong.push(format!("{at}: {what}"));
    let mut later: Vec<(&Value, &Value, String)> = Vec::new();
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("a type of {other}"),
    };
    let has = |key: &Value| value.get(key.as_str().expect("a key")).is_some();
    let passes = |schema: &Value| {
        let mut wrong = Vec::new();
        validate(root, schema, value, at, &mut wrong);
        wrong.is_empty()
    };
    for (keyword, rule) in schema.as_object().expect("a schema") {
        let list = || rule.as_array().into_iter().flatten();
        match keyword.as_str() {
            "$ref" => {
                let path = rule.as_str().and_then(|path| path.strip_prefix('#'));
                let target = path.and_then(|path| root.pointer(path)).expect("a definition");
                later.push((target, value, at.to_owned()));
            }
            "type" if !is(rule.as_str().expect("one type")) => fail("type"),
            "enum" if !list().any(|allowed| allowed == value) => fail("enum"),
            "required" if value.is_object() && !list().all(has) => fail("required"),
            "minimum" if value.as_f64() < rule.as_f64() && value.is_number() => fail("minimum"),
            "maximum" if value.as_f64() > rule.as_f64() => fail("maximum"),
            "minItems" => {
                let count = value.as_array().map(|items| items.len() as u64);
                if count.is_some_and(|count| Some(count) < rule.as_u64()) {
                    fail("minItems");
                }
            }
            "uniqueItems" if rule == true => {
                let items = value.as_array().map_or(&[][..], Vec::as_slice);
                if items.iter().enumerate().any(|(at, item)| items[..at].contains(item)) {
                    fail("uniqueItems");
                }
            }
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().expect("a pattern")).expect("valid");
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    fail("pattern");
                }
            }
            "anyOf" if !list().any(passes) => fail("anyOf"),
            "oneOf" if list().filter(|schema| passes(schema)).count() != 1 => fail("oneOf"),
            "allOf" if !list().all(passes) => fail("allOf"),
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    later.push((rule, item, format!("{at}/{number}")));
                }
            }
            "properties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(key) {
                        later.push((schema, item, format!("{at}/{key}")));
                    }
                }
            }
            "additionalProperties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    if schema["properties"].get(key).is_some() {
                        continue;
                    }
                    match rule {
                        Value::Bool(false) => fail(&format!("{key} is none of its keys")),
                        Value::Bool(true) => {}
                        schema => later.push((schema, item, format!("{at}/{key}"))),
                    }
                }
            }
            "type" | "enum" | "required" | "minimum" | "maximum" | "uniqueItems" | "anyOf"
            | "oneOf" | "allOf" => {}
            "$schema" | "$id" | "id" | "title" | "format" | "definitions" => {}
            other => panic!("the schema uses {other}"),
        }
    }
    for (schema, value, at) in later {
        validate(root, schema, value, &at, wrong);
    }
}

#[test]
fn what_is_shown_can_be_chosen() {
    let rules = |arguments: &[&str]| -> Vec<String> {
        let (lines, _) = check(&[&["damaged.html", "--output-format", "json"], arguments].concat());
        let rule = |line: &str| -> Value { serde_json::from_str(line).expect("JSON") };
        let mut rules: Vec<String> =
            lines.lines().map(|line| rule(line)["rule"].as_str().unwrap_or("").into()).collect();
        rules.sort();
        rules.dedup();
        rules
    };
    assert_eq!(rules(&["--select", "mend"]), ["word-split"]);
    assert_eq!(rules(&["--select", "mojibake,word-split", "--ignore", "mend"]), ["mojibake"]);
    assert_eq!(check(&["damaged.html", "--ignore", "all"]), (String::new(), Some(0)));
    assert_eq!(check(&["damaged.html", "--select", "mned"]).1, Some(2));
}

#[test]
fn settings_hold_for_checks_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.html"), "<p>a</p>\n< p >b< / p >").expect("a file");
    let settings = "disable = [\"tag-delimiter-spaced\"]\nselect = [\"main\"]\noutput = \"x\"\n";
    let status = || run(folder.path(), &["check", "a.html"]).status.code();
    assert_eq!(status(), Some(1));
    std::fs::write(folder.path().join("unmangle.toml"), settings).expect("a file");
    assert_eq!(status(), Some(0));
    std::fs::write(folder.path().join("unmangle.toml"), "max-document = 3\n").expect("a file");
    assert_eq!(status(), Some(2));
    assert!(!folder.path().join("x").exists());
}

#[test]
fn the_exit_status_tells_what_was_found() {
    assert_eq!(check(&["../../../fixtures/extract/none"]), (String::new(), Some(0)));
    assert_eq!(check(&["no-such-file.html"]).1, Some(2));
    assert_eq!(check(&["damaged.html", "no-such-file.html"]).1, Some(2));
}

#[test]
fn records_of_containers_are_checked_one_by_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let rows = [("a", "<p>Sound.</p>"), ("b", "<p>One.</p>\n< p >Two.< / p >")]
        .map(|(id, html)| serde_json::json!({"id": id, "html": html}).to_string());
    std::fs::write(folder.path().join("rows.jsonl"), rows.join("\n")).expect("a file");
    let page = "< p >Two.< / p >";
    let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n\
                WARC-Record-ID: <urn:x>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n\
                Content-Type: application/http; msgtype=response\r\nContent-Length: ";
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!("{head}{}\r\n\r\n{http}\r\n\r\n", http.len());
    std::fs::write(folder.path().join("crawl.warc"), warc).expect("a file");
    let shown = |name: &str| {
        let output = run(folder.path(), &["check", name, "--output-format", "short"]);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stdout)
    };
    assert!(shown("rows.jsonl").starts_with("rows.jsonl!b:2:1: tag-delimiter-spaced"));
    let warc = shown("crawl.warc");
    assert!(warc.starts_with("crawl.warc!") && warc.contains(":1:1: tag-delimiter-"), "{warc}");
}

#[test]
fn a_pipe_is_checked() {
    use std::io::Write;
    let mut child = unmangle()
        .args(["check", "--output-format", "short"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("it runs");
    child.stdin.take().expect("piped").write_all(b"<p>a</p>\n< p >b< / p >").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(text(&output.stdout).starts_with("-:2:1: tag-delimiter-spaced"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn statistics_count_by_rule_class_site_and_document() {
    let pages = ["damaged.html", "legacy.html", "arabic.html"];
    let (table, status) = check(&[&pages[..], &["--statistics"]].concat());
    assert_eq!(status, Some(1));
    assert_shown(&table, "statistics.txt");
    let (json, _) = check(&[&pages[..], &["--statistics", "--output-format", "json"]].concat());
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let sum = |kind: &str| -> u64 {
        json[kind].as_array().into_iter().flatten().filter_map(|r| r["findings"].as_u64()).sum()
    };
    let all = json["findings"].as_u64().expect("a number");
    for kind in ["classes", "rules", "sites", "most_damaged"] {
        assert_eq!(sum(kind), all, "{kind}");
    }
    let (lines, _) = check(&[&pages[..], &["--output-format", "json"]].concat());
    assert_eq!(lines.lines().count() as u64, all);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = folder.path().join("s.parquet");
    let output = output.to_str().expect("UTF-8");
    let (_, status) = check(&["damaged.html", "--statistics", "-o", output]);
    if cfg!(feature = "parquet") {
        let bytes = std::fs::read(output).expect("a file");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1") && status == Some(1));
    } else {
        assert_eq!(status, Some(2));
    }
}
