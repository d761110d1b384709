//! How fast pages become Markdown, against html5ever with markup5ever_rcdom parsing them only.
//!
//! ```sh
//! cargo bench --bench pages             # on generated pages
//! cargo bench --bench pages -- FOLDER   # on the .html and .html.gz files below a folder
//! ```

#![allow(clippy::print_stdout)]

mod support;

use std::hint::black_box;
use std::time::Duration;

use html5ever::tendril::TendrilSink;
use unmangle::Cleaner;
use unmangle::options::{ExtractMode, Options, RepairMode};

const ROUNDS: usize = 3;

/// What is done to a page.
type Run<'a> = &'a dyn Fn(&[u8]);

fn main() {
    let pages = support::argument().map_or_else(support::generated_pages, |f| support::pages(&f));
    let bytes: usize = pages.iter().map(Vec::len).sum();
    println!(
        "{} pages, {:.1} MB; CPU time, best of {ROUNDS} rounds",
        pages.len(),
        bytes as f64 / 1e6
    );
    let cleaner = |extract, repair| {
        let mut options = Options::default();
        options.extract.mode = extract;
        options.repair.mode = repair;
        Cleaner::new(options)
    };
    let whole = cleaner(ExtractMode::Never, RepairMode::On);
    let unrepaired = cleaner(ExtractMode::Never, RepairMode::Off);
    let extracted = cleaner(ExtractMode::Auto, RepairMode::On);
    let to_markdown = |cleaner: &Cleaner, page: &[u8]| {
        black_box(cleaner.clean(page).map(|cleaned| cleaned.to_markdown()).ok());
    };
    let contenders: [(&str, Run<'_>); 4] = [
        ("html5ever + rcdom, parse only", &parse_with_rcdom),
        ("unmangle, bytes to Markdown", &|page| to_markdown(&whole, page)),
        ("… with repair off", &|page| to_markdown(&unrepaired, page)),
        ("… with extraction", &|page| to_markdown(&extracted, page)),
    ];
    let mut best = [Duration::MAX; 4];
    for _ in 0..ROUNDS {
        let round = contenders
            .map(|(_, run)| support::cpu_time(|| pages.iter().for_each(|page| run(page))));
        best = std::array::from_fn(|index| best[index].min(round[index]));
    }
    for ((name, _), time) in contenders.iter().zip(best) {
        let speed = bytes as f64 / 1e6 / time.as_secs_f64();
        let ratio = best[0].as_secs_f64() / time.as_secs_f64();
        println!("{name:32} {speed:7.1} MB/s  {ratio:5.2}x");
    }
}

fn parse_with_rcdom(page: &[u8]) {
    let dom = markup5ever_rcdom::RcDom::default();
    let mut options = html5ever::ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    let parser = html5ever::parse_document(dom, options);
    black_box(parser.from_utf8().one(page));
}
