//! What callgrind wrote: <https://valgrind.org/docs/manual/cl-format.html>.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The stages, and the functions that are their entrances; a part of another stage comes after it.
pub const PHASES: [(&str, &str); 9] = [
    ("decode", "unmangle::decode::decode"),
    ("tokenize", "unmangle::tokenize::tokenize"),
    ("parse", "unmangle::parse::parse"),
    ("extract", "unmangle::extract::extract"),
    ("build", "unmangle::build::build"),
    ("mend", "unmangle::mend::mend"),
    ("report", "unmangle::report::Report::finish"),
    ("render", "unmangle::render::render"),
    ("(lexer", "unmangle::tokenize::lexer::Lexer::next"),
];

/// Instructions of a document: all of them, and those of each phase with what it calls.
#[derive(Default)]
pub struct Counts {
    pub total: u64,
    pub phases: [u64; PHASES.len()],
}

/// The dumps of a folder in order: `out.1`, `out.2` …
pub fn read_all(folder: &Path) -> Vec<Counts> {
    let number = |path: &PathBuf| path.extension()?.to_str()?.parse::<u32>().ok();
    let files = std::fs::read_dir(folder).expect("the folder is readable").flatten();
    let mut files: Vec<PathBuf> = files.map(|file| file.path()).collect();
    files.retain(|path| number(path).is_some());
    files.sort_by_key(number);
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Counts {
    let dump = std::fs::read_to_string(file).expect("the dump is text");
    let mut names = HashMap::new();
    let mut counts = Counts::default();
    let (mut callee, mut called) = (None, false);
    for line in dump.lines() {
        if let Some(name) = line.strip_prefix("cfn=") {
            callee = phase(&mut names, name);
        } else if let Some(name) = line.strip_prefix("fn=") {
            phase(&mut names, name);
        } else if line.starts_with("calls=") {
            called = true;
        } else if let Some(total) = line.strip_prefix("summary: ") {
            counts.total = total.parse().unwrap_or_default();
        } else if std::mem::take(&mut called) {
            let cost = line.split(' ').next_back().and_then(|cost| cost.parse::<u64>().ok());
            if let Some(phase) = callee.take() {
                counts.phases[phase] += cost.unwrap_or_default();
            }
        }
    }
    counts
}

/// The phase that a function is the entrance of. A name is written once: `(12) name`, then `(12)`.
fn phase<'d>(names: &mut HashMap<&'d str, Option<usize>>, name: &'d str) -> Option<usize> {
    let Some((number, name)) = name.split_once(' ') else {
        return names.get(name).copied().flatten();
    };
    // Older compilers add a hash to names.
    let plain = name.rsplit_once("::h").filter(|(_, hash)| hash.len() == 16).map_or(name, |n| n.0);
    let plain = plain.split("'").next().unwrap_or(plain);
    let found = PHASES.iter().position(|(_, entrance)| *entrance == plain);
    names.insert(number, found);
    found
}
