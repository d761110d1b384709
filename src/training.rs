//! Writes what the model of main content is trained on; `train/README.md` says how. It runs the
//! stages up to the tree, as [`crate::clean`] does, and is no part of the library.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::options::{Format, Options};
use crate::report::Report;
use crate::{build, decode, extract, parse, render, tokenize};

fn pages() -> Vec<PathBuf> {
    let folder = std::env::var("UNMANGLE_PAGES").expect("UNMANGLE_PAGES is a folder of pages");
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut pages: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    pages
}

/// Calls `use_it` with the tree of a page.
fn with_tree<T>(path: &Path, use_it: impl FnOnce(&mut parse::Tree<'_>) -> T) -> T {
    let input = std::fs::read(path).expect("the page can be read");
    let options = Options::default();
    let mut report = Report::new(&options.repair);
    let decoded = decode::decode(&input, &options.decode, &mut report).expect("a known encoding");
    let tokens = tokenize::tokenize(&decoded.text, &options.repair, &mut report);
    let arena = parse::Arena::new();
    use_it(&mut parse::parse(&decoded.text, tokens, &options.limits, &mut report, &arena))
}

/// The probabilities that `train.py --scores` wrote.
fn scores() -> impl Iterator<Item = f32> {
    let file = std::env::var("UNMANGLE_SCORES").expect("UNMANGLE_SCORES is a file");
    let bytes = std::fs::read(file).expect("the scores can be read");
    let chunks = bytes.as_chunks::<4>().0.to_vec();
    chunks.into_iter().map(f32::from_le_bytes)
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
        let (table, blocks) = with_tree(&path, |tree| extract::observe(tree));
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

#[test]
#[ignore = "for judging"]
fn dump_metadata() {
    let out = PathBuf::from(std::env::var("UNMANGLE_OUT").expect("UNMANGLE_OUT is a folder"));
    let file = std::fs::File::create(out.join("metadata.jsonl")).expect("it can be made");
    let mut file = std::io::BufWriter::new(file);
    for path in pages() {
        let options = Options::default();
        let mut report = Report::new(&options.repair);
        let selection =
            with_tree(&path, |tree| extract::extract(tree, &options.extract, &mut report));
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        let line = serde_json::json!({ "id": id, "metadata": selection.metadata });
        writeln!(file, "{line}").expect("there is room");
    }
}

/// Writes every page, extracted by models that have not seen it, as text or, if `UNMANGLE_MARKDOWN`
/// is set, as Markdown.
#[test]
#[ignore = "for judging"]
fn convert_unseen() {
    let out = PathBuf::from(std::env::var("UNMANGLE_OUT").expect("UNMANGLE_OUT is a folder"));
    let (options, mut scores) = (Options::default(), scores());
    let (format, extension) = match std::env::var_os("UNMANGLE_MARKDOWN") {
        Some(_) => (Format::Markdown, "md"),
        None => (Format::Text, "txt"),
    };
    for path in pages() {
        let mut report = Report::new(&options.repair);
        let document = with_tree(&path, |tree| {
            let selection = extract::extract_by(tree, &options.extract, &mut scores);
            build::build(tree, &selection, &options.build, &Default::default(), &mut report)
        });
        let text = render::render(&document, &report, format, &options.render);
        let file = out.join(path.file_name().unwrap_or_default()).with_extension(extension);
        std::fs::write(file, text).expect("there is room");
    }
}
