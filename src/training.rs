//! Writes what the model of main content is trained on; `train/README.md` says how. It runs the
//! stages up to the tree, as [`crate::clean`] does, and is no part of the library.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::options::Options;
use crate::report::Report;
use crate::{decode, extract, parse, tokenize};

fn pages() -> Vec<PathBuf> {
    let folder = std::env::var("UNMANGLE_PAGES").expect("UNMANGLE_PAGES is a folder of pages");
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut pages: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    pages
}

fn tree(path: &Path) -> crate::parse::Tree {
    let input = std::fs::read(path).expect("the page can be read");
    let options = Options::default();
    let mut report = Report::new(&options.repair);
    let decoded = decode::decode(&input, &options.decode, &mut report).expect("a known encoding");
    let tokens = tokenize::tokenize(&decoded.text, &options.repair, &mut report);
    parse::parse(&decoded.text, tokens, &options.limits, &mut report)
}

#[test]
#[ignore = "for training"]
fn dump() {
    let out = PathBuf::from(std::env::var("UNMANGLE_OUT").expect("UNMANGLE_OUT is a folder"));
    let create = |name: &str| {
        std::io::BufWriter::new(std::fs::File::create(out.join(name)).expect("it can be made"))
    };
    let (mut numbers, mut texts) = (create("features.f32"), create("blocks.jsonl"));
    let mut names = Vec::new();
    for path in pages() {
        let tree = tree(&path);
        let (table, blocks) = extract::observe(&tree);
        for row in 0..table.rows {
            for column in 0..table.names.len() {
                let value = table.values[column * table.rows + row];
                numbers.write_all(&value.to_le_bytes()).expect("there is room");
            }
        }
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        let line = serde_json::json!({ "id": id, "blocks": blocks });
        writeln!(texts, "{line}").expect("there is room");
        names = table.names;
    }
    let names: Vec<String> = names.iter().map(|(group, name)| format!("{group}.{name}")).collect();
    std::fs::write(out.join("names.txt"), names.join("\n")).expect("there is room");
}
