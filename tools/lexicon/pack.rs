//! Packs word lists into the automata of `src/words/`.
//!
//! `cargo run --release --example lexicon -- LISTS OUT` reads every `LANG.tsv` of LISTS (word, tab,
//! cost, sorted by bytes; `tools/lexicon/collect.py` writes them) and writes `OUT/LANG.fst`.

use std::error::Error;
use std::fs;
use std::path::Path;

use fst::MapBuilder;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(lists), Some(out)) = (args.next(), args.next()) else {
        return Err("usage: lexicon LISTS OUT".into());
    };
    for entry in fs::read_dir(lists)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "tsv") {
            pack(&path, Path::new(&out))?;
        }
    }
    Ok(())
}

fn pack(list: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut builder = MapBuilder::memory();
    for line in fs::read_to_string(list)?.lines() {
        let (word, cost) = line.split_once('\t').ok_or("a line without a tab")?;
        builder.insert(word, cost.parse()?)?;
    }
    let bytes = builder.into_inner()?;
    let name = list.file_stem().ok_or("a list without a name")?;
    fs::write(out.join(name).with_extension("fst"), bytes)?;
    Ok(())
}
