//! Who may import whom: a stage imports the leaves and the stage before it; rendering knows the
//! document only; the command line uses the public API only.

use std::path::Path;

use crate::support::{files, read};

const LEAVES: &[&str] = &["model", "report", "rules", "options", "error", "html", "words", "Error"];
const STAGES: &[(&str, &[&str])] = &[
    ("decode", &[]),
    ("tokenize", &[]),
    ("parse", &["tokenize"]),
    ("extract", &["parse"]),
    ("build", &["parse", "extract", "lines", "notes", "tidy"]),
    ("lines", &["parse", "extract", "tidy"]),
    ("notes", &["parse"]),
    ("tidy", &[]),
    ("mend", &[]),
    ("render", &[]),
];

/// What the code of a file imports; its unit tests may look at all stages.
fn crate_imports(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in source.lines().take_while(|line| *line != "#[cfg(test)]") {
        let code = line.trim_start();
        if code.starts_with("//") {
            continue;
        }
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            if let Some(list) = rest.strip_prefix('{') {
                let list = list.split('}').next().unwrap_or_default();
                found.extend(list.split(',').map(|name| name.trim().to_owned()));
            } else {
                let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next();
                found.extend(name.map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn stages_import_leaves_and_the_stage_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (stage, before) in STAGES {
        for path in files(&src.join(stage), "rs") {
            for name in crate_imports(&String::from_utf8_lossy(&read(&path))) {
                let name = name.split("::").next().unwrap_or_default();
                let allowed = name.is_empty()
                    || name == *stage
                    || LEAVES.contains(&name)
                    || before.contains(&name);
                assert!(allowed, "{} imports crate::{name}", path.display());
            }
        }
    }
}

#[test]
fn leaves_import_only_leaves() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for leaf in LEAVES.iter().filter(|leaf| leaf.starts_with(char::is_lowercase)) {
        let mut paths = files(&src.join(leaf), "rs");
        if paths.is_empty() {
            paths.push(src.join(format!("{leaf}.rs")));
        }
        for path in paths {
            for name in crate_imports(&String::from_utf8_lossy(&read(&path))) {
                let allowed = LEAVES.contains(&name.as_str()) || name.is_empty();
                assert!(allowed, "{} imports crate::{name}", path.display());
            }
        }
    }
}
