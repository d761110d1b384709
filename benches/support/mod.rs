//! What the benchmarks share.

#![allow(dead_code, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The first argument that is no flag; `cargo bench` adds `--bench`.
pub fn argument() -> Option<String> {
    std::env::args().skip(1).find(|argument| !argument.starts_with("--"))
}

/// The CPU time of `run`; where the system does not tell, the time that passes.
pub fn cpu_time(run: impl FnOnce()) -> Duration {
    let (started, before) = (Instant::now(), on_cpu());
    run();
    match (before, on_cpu()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => started.elapsed(),
    }
}

/// How long this thread has been running, as Linux counts it.
fn on_cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The pages below a folder.
pub fn pages(folder: &str) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder is readable").flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files.iter().filter_map(|path| page(path)).collect()
}

fn page(path: &Path) -> Option<Vec<u8>> {
    let bytes = std::fs::read(path).ok()?;
    match path.extension()?.to_str()? {
        "html" | "htm" => Some(bytes),
        #[cfg(feature = "ingest")]
        "gz" => {
            let mut page = Vec::new();
            let mut reader = flate2::read::MultiGzDecoder::new(&*bytes);
            std::io::Read::read_to_end(&mut reader, &mut page).ok()?;
            Some(page)
        }
        _ => None,
    }
}

/// Pages as a news site serves them: scripts, menus, an article of growing length, links.
pub fn generated_pages() -> Vec<Vec<u8>> {
    (1..=40).map(|size| generated_page(size).into_bytes()).collect()
}

fn generated_page(size: usize) -> String {
    let mut page = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>A town &amp; its river</title>\n",
    );
    for index in 0..size {
        page += &format!(
            "<script type=\"text/javascript\">window.data{index} = {{\"a\": [1, 2, 3], \"b\": \"<b>\"}};</script>\n"
        );
        page +=
            &format!("<link rel=\"stylesheet\" href=\"/assets/style-{index}.css?v=1&amp;w=2\">\n");
    }
    page += "</head>\n<body class=\"article-page dark\">\n<nav>\n<ul class=\"menu\">\n";
    for index in 0..size * 4 {
        page += &format!(
            "  <li class=\"menu-item\"><a href=\"/section/{index}\" data-track=\"nav\">Section {index}</a></li>\n"
        );
    }
    page += "</ul>\n</nav>\n<article>\n<h1>A town &amp; its river</h1>\n";
    for index in 0..size * 3 {
        page += &format!(
            "<div class=\"block\"><p>The river rose <em>again</em> in the {index}th week, and the <a href=\"https://example.org/{index}\">council</a> said that nobody had foreseen it &mdash; or had they? Engineers\u{2019} reports from the \u{201C}old days\u{201D} say otherwise, though few had read them.</p></div>\n"
        );
        if index % 5 == 0 {
            page += "<h2>What was known</h2>\n<ul>\n<li>The gauge stood at <strong>four metres</strong>.</li>\n<li>The dam was closed.</li>\n</ul>\n";
        }
        if index % 9 == 0 {
            page += "<table>\n<tr><th>Week</th><th>Level</th></tr>\n<tr><td>1</td><td>2.4</td></tr>\n<tr><td>2</td><td>3.1</td></tr>\n</table>\n";
        }
    }
    page += "</article>\n<footer><p>&copy; Example</p></footer>\n</body>\n</html>\n";
    page
}
