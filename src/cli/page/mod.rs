//! `unmangle report`: one page that shows the source beside the clean text, and what was done.
//!
//! The page needs nothing but itself. What documents say is text in it, never markup; its policy
//! admits one script and one style sheet, by their hashes, and nothing else at all.

mod clean_pane;
mod source_pane;
mod text;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use unmangle::document::Document;

use super::args::{Args, ReportArgs};
use super::check::{self, Class, Finding, Selection, Source, findings};
use super::config::Site;
use super::feed::{Feed, Place};
use super::guard::identity;
use super::job::{Job, Outcome};
use super::shown::shown;
use super::summary::Summary;
use super::{FAILED, INTERRUPTED, WRONG_USAGE, engine, run};
use text::{base64, code, escaped};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// What a page of ours begins with: no other file is written over.
const HEAD: &str = "<!DOCTYPE html>\n<!-- made by unmangle report -->\n";
/// Places of the strip that shows where in a document something was found.
const PLACES: usize = 200;

/// A document with what was found in it.
struct Shown {
    name: String,
    words: usize,
    bytes: usize,
    source: Source,
    findings: Vec<Finding>,
    document: Document,
}

/// Writes the page; gives the exit status.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write(
    args: &ReportArgs,
    all: &Args,
    sites: &[Site],
    stop: &AtomicBool,
) -> io::Result<u8> {
    let wrong = |message: &str| {
        let _ = writeln!(io::stderr(), "unmangle: {message}");
        Ok(WRONG_USAGE)
    };
    let inputs = run::inputs(&args.inputs, &args.read)?;
    let own = identity(&args.output);
    if own.is_some() && inputs.iter().any(|input| identity(input) == own) {
        return wrong("the output is an input");
    }
    if !is_free(&args.output)? {
        let name = shown(&args.output.to_string_lossy());
        return wrong(&format!("{name} is there already, and is no report of unmangle"));
    }
    let options = match run::shown_with(all, args.min_confidence, args.extract, &args.read) {
        Ok(options) => options,
        Err(message) => return wrong(&message),
    };
    let mut job = Job::new(options, all.write.to, sites);
    job.filters.clone_from(&args.read.filter);
    let mut feed = Feed::new(&inputs, run::read_options(&args.read));
    feed.leave_out(&[&args.output]);
    let position = AtomicU64::new(0);
    let wanted = run::wanted(feed, &args.read, 0, &position);
    let selection = Selection { select: vec![Class::All], ignore: Vec::new() };
    let look = |record, place: Place| {
        job.make(record, |record, cleaned, _| {
            let (source, findings) = findings(&record.payload, &cleaned.report, &selection);
            let words = cleaned.document.plain_text().split_whitespace().count();
            let (name, bytes) = (check::name(&record, &place), record.payload.len());
            Shown { name, words, bytes, source, findings, document: cleaned.document }
        })
    };
    let mut page = Page::default();
    let mut failures = Summary::default();
    engine::run(wanted, &look, engine::jobs(args.jobs), stop, |outcome| {
        match outcome {
            Outcome::Cleaned(shown) => page.add(&shown),
            Outcome::Failed(error) => {
                if failures.fail(&error) {
                    let _ = writeln!(io::stderr(), "unmangle: {}", shown(&error.to_string()));
                }
            }
            Outcome::Skipped | Outcome::LeftOut(_) => {}
        }
        Ok(())
    })?;
    let _ = io::stderr().write_all(failures.failures().as_bytes());
    if stop.load(Ordering::Relaxed) {
        return Ok(INTERRUPTED);
    }
    let named = |error| io::Error::other(format!("{}: {error}", args.output.display()));
    std::fs::write(&args.output, page.html()).map_err(named)?;
    Ok(if failures.failed > 0 { FAILED } else { 0 })
}

/// Whether there is no such file yet, or one that we wrote.
fn is_free(path: &Path) -> io::Result<bool> {
    let Ok(data) = std::fs::metadata(path) else { return Ok(true) };
    if !data.is_file() {
        return Ok(!data.is_dir());
    }
    let mut head = Vec::new();
    std::fs::File::open(path)?.take(HEAD.len() as u64).read_to_end(&mut head)?;
    Ok(head.is_empty() || head == HEAD.as_bytes())
}

/// The page as far as it is made.
#[derive(Default)]
struct Page {
    sections: String,
    index: String,
    documents: usize,
    damaged: usize,
    words: usize,
    /// Findings so far; each has a number of its own.
    findings: usize,
    rules: BTreeMap<&'static str, usize>,
    confidences: BTreeMap<&'static str, usize>,
}

impl Page {
    fn add(&mut self, shown: &Shown) {
        let number = self.documents;
        self.documents += 1;
        self.words += shown.words;
        self.damaged += usize::from(!shown.findings.is_empty());
        for finding in &shown.findings {
            *self.rules.entry(finding.kind.id()).or_default() += 1;
            *self.confidences.entry(confidence(finding)).or_default() += 1;
        }
        let count = shown.findings.len();
        let share = count as f64 * 1000.0 / shown.words.max(1) as f64;
        let name = escaped(&shown.name);
        let _ = writeln!(
            self.index,
            "<tr><td><a href=\"#d{number}\">{name}</a></td><td>{}</td><td>{count}</td>\
             <td>{share:.1}</td></tr>",
            shown.words
        );
        self.section(shown, number, &name);
        self.findings += count;
    }

    fn section(&mut self, shown: &Shown, number: usize, name: &str) {
        let first = self.findings;
        let open = if number == 0 { " open" } else { "" };
        let html = &mut self.sections;
        let _ = writeln!(
            html,
            "<details class=\"one\"{open}><summary><h2>{name}</h2></summary>\
             <section class=\"document\" id=\"d{number}\" aria-label=\"{name}\">"
        );
        strip(shown, first, html);
        html.push_str(
            "<div class=\"panes\"><section class=\"pane\" aria-label=\"Source\"><h3>Source</h3>\
             <div class=\"scroll\" tabindex=\"0\"><pre>",
        );
        source_pane::write(&shown.source, &shown.findings, first, html);
        html.push_str(
            "</pre></div></section><section class=\"pane\" aria-label=\"Clean text\">\
             <h3>Clean text</h3><div class=\"scroll clean\" tabindex=\"0\">",
        );
        let places = clean_pane::write(&shown.document, &shown.findings, number, first, html);
        html.push_str("</div></section></div>\n<details class=\"list\"><summary>");
        let _ = writeln!(html, "All {} findings</summary><ol class=\"findings\">", places.len());
        for (at, (finding, place)) in shown.findings.iter().zip(&places).enumerate() {
            let block = place.map_or(String::new(), |place| format!("b{number}-{place}"));
            item(finding, &shown.source, first + at, &block, html);
        }
        html.push_str("</ol></details></section></details>\n");
    }

    fn html(&self) -> Vec<u8> {
        let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
        let share = self.findings as f64 * 1000.0 / self.words.max(1) as f64;
        let mut html = format!(
            "{HEAD}<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             script-src {}; style-src {}; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\"><title>Repairs</title>\n\
             <style>{STYLE}</style></head><body>\n\
             <a class=\"skip\" href=\"#documents\">To the documents</a>\n\
             <header><h1>What was repaired</h1><p class=\"totals\">{} of {} documents, {} findings \
             in {} words ({share:.1} in 1,000); <strong id=\"shown\">{}</strong> shown. \
             Keys: <kbd>n</kbd> next, <kbd>p</kbd> previous.</p>\n",
            hash(SCRIPT),
            hash(STYLE),
            self.damaged,
            self.documents,
            self.findings,
            self.words,
            self.findings
        );
        self.filters(&mut html);
        html.push_str("</header>\n<main id=\"documents\">\n");
        if self.documents > 1 {
            html.push_str(
                "<table class=\"index\"><thead><tr><th><button>Document</button></th>\
                 <th><button>Words</button></th><th><button>Findings</button></th>\
                 <th><button>In 1,000 words</button></th></tr></thead><tbody>\n",
            );
            html += &self.index;
            html.push_str("</tbody></table>\n");
        }
        html += &self.sections;
        html.push_str(
            "</main>\n<div id=\"told\" role=\"status\" aria-live=\"polite\">Point at a mark, or \
             press n, to see what was done there.</div>\n<footer><p>",
        );
        let _ = write!(html, "Made by {}.</p></footer>\n<script>{SCRIPT}</script>", super::TOOL);
        html.push_str("\n</body></html>\n");
        html.into_bytes()
    }

    /// What is shown, with how often it was found.
    fn filters(&self, html: &mut String) {
        html.push_str("<fieldset><legend>Confidence</legend>");
        for name in ["certain", "likely", "possible", "removed"] {
            let count = self.confidences.get(name).copied().unwrap_or(0);
            let _ = write!(
                html,
                "<label><input type=\"checkbox\" checked data-confidence=\"{name}\">\
                 <span class=\"m {name}\">{name}</span> {count}</label>"
            );
        }
        html.push_str(
            "</fieldset>\n<details><summary>Rules</summary><fieldset><legend>Rules</legend>",
        );
        html.push_str(
            "<button data-all=\"on\">all</button> <button data-all=\"off\">none</button>",
        );
        html.push_str("<div class=\"rules\">");
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), **name));
        let most = rules.first().map_or(1, |(_, count)| **count);
        for (name, count) in rules {
            let width = (count * 100).div_ceil(most);
            let _ = writeln!(
                html,
                "<label><input type=\"checkbox\" checked data-rule=\"{name}\"><span>{name}</span>\
                 <output>{count}</output><svg class=\"bar\" viewBox=\"0 0 100 10\" \
                 preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{width}\" \
                 height=\"10\"/></svg></label>"
            );
        }
        html.push_str("</div></fieldset></details>\n");
    }
}

fn confidence(finding: &Finding) -> &'static str {
    finding.kind.confidence().unwrap_or("removed")
}

/// Where in the document something was found: a bar for each place, which leads to the first one.
fn strip(shown: &Shown, first: usize, html: &mut String) {
    let mut places: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, finding) in shown.findings.iter().enumerate() {
        let place = finding.bytes.start * PLACES / shown.bytes.max(1);
        places.entry(place.min(PLACES - 1)).or_insert((at, 0)).1 += 1;
    }
    let most = places.values().map(|(_, count)| *count).max().unwrap_or(1);
    let _ = write!(
        html,
        "<svg class=\"strip\" viewBox=\"0 0 {PLACES} 20\" preserveAspectRatio=\"none\" role=\"group\" \
         aria-label=\"Where in the document something was found\">"
    );
    for (place, (at, count)) in places {
        let height = (count * 20).div_ceil(most).max(4);
        let (top, id, share) = (20 - height, first + at, place * 100 / PLACES);
        let _ = write!(
            html,
            "<a href=\"#m{id}\" data-f=\"{id}\" aria-label=\"{count} at {share} %\"><rect \
             x=\"{place}\" y=\"{top}\" width=\"1\" height=\"{height}\"/></a>"
        );
    }
    html.push_str("</svg>\n");
}

/// A finding in the list, which is also what is told of it elsewhere.
fn item(finding: &Finding, source: &Source, id: usize, block: &str, html: &mut String) {
    let (rule, sure) = (finding.kind.id(), confidence(finding));
    let _ = write!(
        html,
        "<li id=\"f{id}\" data-rule=\"{rule}\" data-c=\"{sure}\" data-b=\"{block}\">\
         <a data-f=\"{id}\" href=\"#m{id}\"><strong>{rule}</strong></a> ({sure}, {}:{}) ",
        finding.start.line, finding.start.column
    );
    code(finding.before(source), html);
    match sure {
        "removed" => html.push_str(" left out"),
        _ => {
            html.push_str(" → ");
            code(&finding.after, html);
        }
    }
    let _ = writeln!(html, " <span>{}</span></li>", escaped(finding.kind.summary()));
}
