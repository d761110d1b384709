//! How fast parsing alone is.

use std::time::{Duration, Instant};

use crate::options::{Limits, RepairOptions};
use crate::report::Report;
use crate::tokenize::Tokens;
use crate::tokenize::lexer::Lexer;

/// Parses the pages (`.html`) in the folder in `UNMANGLE_ORACLE`, against html5ever with
/// markup5ever_rcdom.
///
/// ```sh
/// UNMANGLE_ORACLE=pages cargo test --release --lib -- --ignored --nocapture parsing_speed
/// ```
#[test]
#[ignore = "needs a folder of pages"]
fn parsing_speed() {
    let folder = std::env::var_os("UNMANGLE_ORACLE").expect("UNMANGLE_ORACLE names a folder");
    let paths = std::fs::read_dir(folder).expect("the folder is readable").flatten();
    let pages: Vec<String> = paths
        .filter_map(|e| std::fs::read(e.path()).ok())
        .map(|page| String::from_utf8_lossy(&page).into_owned())
        .collect();
    let bytes: usize = pages.iter().map(String::len).sum();
    let theirs = time(&pages, |page| {
        use html5ever::tendril::TendrilSink;
        let mut options = html5ever::ParseOpts::default();
        options.tree_builder.scripting_enabled = false;
        drop(html5ever::parse_document(markup5ever_rcdom::RcDom::default(), options).one(page));
    });
    let mut tokens = 0;
    let lexing = time(&pages, |page| {
        let mut lexer = Lexer::new(page);
        while let Some(token) = lexer.next(|| false) {
            tokens += 1;
            std::hint::black_box(token);
        }
    });
    let parsing = time(&pages, |page| {
        let mut report = Report::new(&RepairOptions::default());
        let tokens = Tokens::Strict(Lexer::new(page));
        let arena = super::Arena::new();
        std::hint::black_box(super::parse(page, tokens, &Limits::default(), &mut report, &arena));
    });
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let line = format!(
        "html5ever + rcdom {:.0} MB/s, lexing {:.0} MB/s, parsing {:.0} MB/s, {:.2}x; {:.0} bytes a token\n",
        speed(theirs),
        speed(lexing),
        speed(parsing),
        theirs.as_secs_f64() / parsing.as_secs_f64(),
        bytes as f64 * ROUNDS as f64 / tokens as f64
    );
    assert!(std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).is_ok());
}

const ROUNDS: usize = 3;

/// The best round, each page by the CPU time of this thread.
fn time(pages: &[String], mut run: impl FnMut(&str)) -> Duration {
    let rounds = (0..ROUNDS).map(|_| {
        let (started, before) = (Instant::now(), on_cpu());
        pages.iter().for_each(|page| run(page));
        before.zip(on_cpu()).map_or_else(|| started.elapsed(), |(before, after)| after - before)
    });
    rounds.min().unwrap_or_default()
}

/// How long this thread has been running, as Linux counts it.
fn on_cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
