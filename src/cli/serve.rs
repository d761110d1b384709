//! A process that is kept running: one request a line in, one answer a line out.

use std::io::{self, BufRead, Read, Write};

use serde_json::{Value, json};
use unmangle::ingest::Record;

use super::args::ServeArgs;
use super::config::Site;
use super::feed::Place;
use super::job::{Job, Outcome};

/// Answers requests until the input ends.
pub(crate) fn serve(
    args: &ServeArgs,
    sites: &[Site],
    input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    let options = super::run::options(&args.clean, &args.style, args.max_document);
    let job = Job::new(options.map_err(io::Error::other)?, args.to, sites);
    // Base64 is a third longer than what it holds, escapes in JSON can be six times as long.
    let limit = args.max_document.saturating_mul(6).saturating_add(64 << 10);
    let mut input = input;
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let count = input.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut line)?;
        if count == 0 {
            return Ok(());
        }
        number += 1;
        let answer = if count as u64 > limit && !line.ends_with(b"\n") {
            io::copy(&mut RestOfLine(&mut input), &mut io::sink())?;
            json!({"id": null, "error": format!("request is over the limit of {limit} bytes")})
        } else {
            answer(&job, &line, number)
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
}

/// What is left of a line, its end included.
struct RestOfLine<'a, R>(&'a mut R);

impl<R: BufRead> Read for RestOfLine<'_, R> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        loop {
            let buffer = self.0.fill_buf()?;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let (count, done) = match end {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.0.consume(count);
            if done {
                return Ok(0);
            }
        }
    }
}

fn answer(job: &Job, line: &[u8], number: u64) -> Value {
    let request: Value = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => return json!({"id": null, "error": format!("not JSON: {error}")}),
    };
    let id = match &request["id"] {
        Value::Null => number.to_string(),
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    match record(&request, id.clone()) {
        Err(error) => json!({"id": id, "error": error}),
        Ok(record) => match job.run(record, Place { source: "-".to_owned(), ..Place::default() }) {
            Outcome::Cleaned(output) => output.to_json(),
            Outcome::Failed(error) | Outcome::LeftOut(error) => {
                json!({"id": id, "error": error.reason})
            }
            Outcome::Skipped => json!({"id": id, "error": "left out"}),
        },
    }
}

fn record(request: &Value, id: String) -> Result<Record, String> {
    let object = request.as_object().ok_or("not an object")?;
    let text = |name: &str| match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(format!("{name} is not text")),
    };
    let (payload, charset) = match (text("html")?, text("html_base64")?) {
        (Some(html), None) => (html.as_bytes().to_vec(), Some("utf-8")),
        (None, Some(coded)) => {
            (base64(coded).ok_or("html_base64 is not base64")?, text("charset")?)
        }
        (Some(_), Some(_)) => return Err("both html and html_base64".to_owned()),
        (None, None) => return Err("neither html nor html_base64".to_owned()),
    };
    let mut record = Record::default();
    record.id = id;
    record.source = "-".to_owned();
    record.payload = payload;
    record.charset = charset.map(str::to_owned);
    record.url = text("url")?.map(str::to_owned);
    Ok(record)
}

/// Base64 (RFC 4648), of either alphabet, padded or not.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    // A last character that holds not even one byte.
    (count < 6).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_in_both_alphabets() {
        assert_eq!(base64("PHA+"), Some(b"<p>".to_vec()));
        assert_eq!(base64("PHA-"), Some(b"<p>".to_vec()));
        assert_eq!(base64("Zg=="), Some(b"f".to_vec()));
        assert_eq!((base64("Z"), base64("a b!")), (None, None));
    }
}
