//! A worker of a queue: a JSON object a line in, one a line out, in the order they came.
//!
//! ```sh
//! consume queue | cargo run --release --example worker | publish cleaned
//! ```
//!
//! A line is `{"id": …, "html": …}`; the answer has the same id with `markdown`, or with `error`. One
//! cleaner serves all messages.

use std::io::{self, BufRead, Write};

use serde_json::{Value, json};
use unmangle::Cleaner;

fn main() -> io::Result<()> {
    let cleaner = Cleaner::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let answer = work(&cleaner, &line?);
        writeln!(out, "{answer}")?;
        // A message is done when its answer is out.
        out.flush()?;
    }
    Ok(())
}

fn work(cleaner: &Cleaner, line: &str) -> Value {
    let message: Value = match serde_json::from_str(line) {
        Ok(message) => message,
        Err(error) => return json!({"id": null, "error": error.to_string()}),
    };
    let id = &message["id"];
    let Some(html) = message["html"].as_str() else {
        return json!({"id": id, "error": "no html"});
    };
    match cleaner.clean(html.as_bytes()) {
        Ok(cleaned) => json!({
            "id": id,
            "markdown": cleaned.to_markdown(),
            "repairs": cleaned.report.repairs.len(),
        }),
        Err(error) => json!({"id": id, "error": error.to_string()}),
    }
}
