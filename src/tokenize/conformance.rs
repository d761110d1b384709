//! html5lib's tokenizer tests, from a folder.
//!
//! ```sh
//! UNMANGLE_HTML5LIB=html5lib-tests/tokenizer cargo test --lib -- --ignored tokenizer_tests_pass
//! ```

use serde_json::{Value, json};

use super::lexer::Lexer;
use super::{RawText, Tag, TagName, TokenKind};
use crate::html::ElementName;

#[test]
#[ignore = "needs html5lib's tests"]
fn tokenizer_tests_pass() {
    let folder = std::env::var_os("UNMANGLE_HTML5LIB").expect("UNMANGLE_HTML5LIB names a folder");
    let (mut total, mut failures) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).expect("the folder is readable").flatten() {
        if entry.path().extension().is_none_or(|extension| extension != "test") {
            continue;
        }
        let bytes = std::fs::read(entry.path()).expect("the file is readable");
        let file: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        for test in file["tests"].as_array().into_iter().flatten() {
            for state in states(test) {
                if let Some((got, expected)) = run(test, &state) {
                    total += 1;
                    if got != expected {
                        failures.push(format!("{test}\n{state}: {}", json!(got)));
                    }
                }
            }
        }
    }
    assert!(
        total > 0 && failures.is_empty(),
        "{} of {total}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn states(test: &Value) -> Vec<String> {
    let states = test["initialStates"].as_array().into_iter().flatten();
    let states: Vec<_> = states.filter_map(|state| state.as_str().map(str::to_owned)).collect();
    if states.is_empty() { vec!["Data state".to_owned()] } else { states }
}

/// The tokens that came out and those expected; none when the input is no Unicode text.
fn run(test: &Value, state: &str) -> Option<(Vec<Value>, Vec<Value>)> {
    let escaped = test["doubleEscaped"].as_bool().unwrap_or_default();
    let input = unescape(test["input"].as_str()?, escaped)?;
    let expected: Option<Vec<_>> =
        test["output"].as_array()?.iter().map(|token| unescape_value(token, escaped)).collect();
    let last = test["lastStartTag"].as_str().and_then(ElementName::parse);
    let mut lexer = Lexer::new(&input);
    match state {
        "RCDATA state" => lexer.read_raw(RawText::Rcdata, last),
        "RAWTEXT state" => lexer.read_raw(RawText::Rawtext, last),
        "Script data state" => lexer.read_raw(RawText::ScriptData, last),
        "PLAINTEXT state" => lexer.read_raw(RawText::Plaintext, last),
        "CDATA section state" => lexer = Lexer::new(Box::leak(format!("<![CDATA[{input}").into())),
        _ => {}
    }
    let mut got = Vec::new();
    while let Some(token) = lexer.next(|| state == "CDATA section state") {
        add(&mut got, token.kind);
    }
    Some((got, expected?))
}

fn add(tokens: &mut Vec<Value>, kind: TokenKind<'_>) {
    let text = match kind {
        TokenKind::Nothing => return,
        TokenKind::Text(text) => text.into_owned(),
        TokenKind::Null => "\0".to_owned(),
        TokenKind::Comment(text) => return tokens.push(json!(["Comment", text])),
        TokenKind::StartTag(tag) => return tokens.push(start_tag(&tag)),
        TokenKind::EndTag(tag) => return tokens.push(json!(["EndTag", name(&tag)])),
        TokenKind::Doctype(d) => {
            let sound = !d.force_quirks;
            return tokens.push(json!(["DOCTYPE", d.name, d.public_id, d.system_id, sound]));
        }
    };
    match tokens.last_mut() {
        Some(last) if last[0] == "Character" => {
            last[1] = Value::from(last[1].as_str().unwrap_or_default().to_owned() + &text);
        }
        _ => tokens.push(json!(["Character", text])),
    }
}

fn start_tag(tag: &Tag<'_>) -> Value {
    let attributes = tag.attributes.iter().map(|a| (a.name.to_string(), Value::from(&*a.value)));
    let attributes = Value::Object(attributes.collect());
    match tag.self_closing {
        true => json!(["StartTag", name(tag), attributes, true]),
        false => json!(["StartTag", name(tag), attributes]),
    }
}

fn name(tag: &Tag<'_>) -> String {
    match &tag.name {
        TagName::Known(name) => name.as_str().to_owned(),
        TagName::Other(name) => name.to_string(),
    }
}

fn unescape_value(value: &Value, escaped: bool) -> Option<Value> {
    Some(match value {
        Value::String(text) => Value::from(unescape(text, escaped)?),
        Value::Array(values) => {
            Value::Array(values.iter().map(|v| unescape_value(v, escaped)).collect::<Option<_>>()?)
        }
        other => other.clone(),
    })
}

fn unescape(text: &str, escaped: bool) -> Option<String> {
    if !escaped {
        return Some(text.to_owned());
    }
    let mut parts = text.split("\\u");
    let mut out = parts.next()?.to_owned();
    for part in parts {
        out.push(char::from_u32(u32::from_str_radix(part.get(..4)?, 16).ok()?)?);
        out.push_str(&part[4..]);
    }
    Some(out)
}
