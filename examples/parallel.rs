//! Documents of an archive cleaned on all processors with rayon, in no order.
//!
//! ```sh
//! cargo run --release --example parallel -- crawl.warc.gz
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)]

use rayon::iter::{ParallelBridge, ParallelIterator};
use unmangle::Cleaner;
use unmangle::ingest::{ReadOptions, open};

fn main() {
    let cleaner = Cleaner::default();
    for path in std::env::args_os().skip(1) {
        // The archive is read as it is cleaned: memory holds the documents in hand.
        let records = open(path.as_ref(), &ReadOptions::default());
        let bytes: usize = records
            .par_bridge()
            .filter(|record| !record.as_ref().is_err_and(|error| error.kind.is_no_article()))
            .filter_map(|record| record.map_err(|error| eprintln!("{error}")).ok())
            .filter_map(|record| cleaner.clean(&record.payload).ok())
            .map(|cleaned| cleaned.to_markdown().len())
            .sum();
        println!("{}: {bytes} bytes of Markdown", path.display());
    }
}
