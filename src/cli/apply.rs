//! `unmangle apply`: the repairs of a report, made in the source.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use serde_json::Value;
use unmangle::Patch;
use unmangle::ingest::{ReadOptions, Record};

use super::FAILED;
use super::args::{ApplyArgs, KindArgs};
use super::feed::{Feed, Lost};
use super::shown::shown;
use super::sink::named;

/// Writes the repaired source of the documents; gives the exit status.
pub(crate) fn apply(args: &ApplyArgs) -> io::Result<u8> {
    let reports = Reports::read(&args.report)?;
    let mut out = io::stdout().lock();
    let (mut count, mut failed) = (0, 0);
    for record in Feed::new(&args.inputs, read_options(&args.kind)) {
        let written = match record {
            Ok((record, _)) => {
                count += 1;
                reports.patched(&record).map(|bytes| (record, bytes))
            }
            Err(Lost::Failed(error) | Lost::LeftOut(error)) => Err(error.to_string()),
        };
        match written {
            Ok((record, bytes)) => {
                if count > 1 {
                    let name = format!("{} {}", record.source, record.id);
                    let name = shown(&name).replace("--", "- -");
                    write!(out, "\n<!-- document: {name} -->\n\n")?;
                }
                out.write_all(&bytes)?;
            }
            Err(message) => {
                failed += 1;
                let _ = writeln!(io::stderr(), "unmangle: {}", shown(&message));
            }
        }
    }
    out.flush()?;
    Ok(if failed > 0 { FAILED } else { 0 })
}

/// How inputs are read for commands that write no documents.
pub(crate) fn read_options(kind: &KindArgs) -> ReadOptions {
    let mut options = ReadOptions::default();
    options.kind = kind.from;
    options.field.clone_from(&kind.field);
    options.id_field.clone_from(&kind.id_field);
    options
}

/// The lines of a report.
struct Reports {
    name: String,
    lines: Vec<String>,
    /// Which line tells of a document, by its source and id.
    places: HashMap<(String, String), usize>,
}

impl Reports {
    fn read(path: &Path) -> io::Result<Self> {
        let text = if path == Path::new("-") {
            io::read_to_string(io::stdin())?
        } else {
            std::fs::read_to_string(path).map_err(|error| named(path, &error))?
        };
        let name = path.display().to_string();
        let lines: Vec<String> = match serde_json::from_str::<Value>(&text) {
            // One object, which an editor may have set over lines.
            Ok(_) => vec![text],
            Err(_) => text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect(),
        };
        let mut places = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            let value: Value = serde_json::from_str(line).map_err(|error| {
                io::Error::other(format!("{name}: line {}: not a report: {error}", at + 1))
            })?;
            let key = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
            places.insert((key("source"), key("id")), at);
        }
        Ok(Self { name, lines, places })
    }

    /// The repaired source of a document.
    fn patched(&self, record: &Record) -> Result<Vec<u8>, String> {
        let name = if record.id.is_empty() || record.source.ends_with(&record.id) {
            record.source.clone()
        } else {
            format!("{}: {}", record.source, record.id)
        };
        let known = self.places.get(&(record.source.clone(), record.id.clone()));
        let only = (self.lines.len() == 1).then_some(&0);
        let at = known.or(only).ok_or_else(|| format!("{name}: {} has no report of it", self.name));
        let line = &self.lines[*at?];
        let patch = line.parse::<Patch>().map_err(|error| format!("{}: {error}", self.name))?;
        let patched = patch.apply(&record.payload).map_err(|error| format!("{name}: {error}"))?;
        if patched.skipped > 0 {
            let count = patched.skipped;
            let reason = "what they change is not made, as its repairs are not in the report";
            let _ = writeln!(io::stderr(), "unmangle: {name}: {count} repairs left out: {reason}");
        }
        Ok(patched.bytes)
    }
}
