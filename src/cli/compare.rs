//! `unmangle diff`: the repaired source against the source.

use std::io::{self, IsTerminal, Write};

use similar::{ChangeTag, DiffOp, TextDiff};
use unmangle::options::Format;
use unmangle::replay::characters;
use unmangle::{Patch, ingest::Record};

use super::WRONG_USAGE;
use super::apply::read_options;
use super::args::{DiffArgs, StyleArgs};
use super::config::Site;
use super::feed::{Feed, Lost};
use super::job::Job;
use super::run;
use super::shown::{shown, shown_line};

/// Parts longer than this are shown as lines: their words would take too long to compare.
const WORDS: usize = 64 << 10;

/// Shows what is repaired; gives the exit status.
pub(crate) fn diff(args: &DiffArgs, sites: &[Site]) -> io::Result<u8> {
    let style = StyleArgs::default();
    let mut options = run::options(&args.clean, &style, 64 << 20).map_err(io::Error::other)?;
    options.decode.label.clone_from(&args.encoding);
    let job = Job::new(options, Format::Html, sites);
    let (is_terminal, mut out) = (io::stdout().is_terminal(), io::stdout().lock());
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let mut view = View { args, is_terminal, coloured: is_terminal && !plain, differs: false };
    let mut failed = false;
    for record in Feed::new(&args.inputs, read_options(&args.kind)) {
        let shown_diff = match record {
            Ok((record, _)) => view.document(&job, &record, &mut out)?,
            Err(Lost::Failed(error) | Lost::LeftOut(error)) => Err(error.to_string()),
        };
        if let Err(message) = shown_diff {
            failed = true;
            let _ = writeln!(io::stderr(), "unmangle: {}", shown(&message));
        }
    }
    out.flush()?;
    Ok(if failed { WRONG_USAGE } else { u8::from(view.differs) })
}

struct View<'a> {
    args: &'a DiffArgs,
    is_terminal: bool,
    coloured: bool,
    differs: bool,
}

/// What is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Head,
    Place,
    Before,
    After,
    Same,
}

impl View<'_> {
    /// Shows one document, or says why it cannot.
    fn document(
        &mut self,
        job: &Job,
        record: &Record,
        out: &mut impl Write,
    ) -> io::Result<Result<(), String>> {
        let named = |error: String| format!("{}: {error}", record.source);
        let cleaned = match job.cleaned(record) {
            Ok(cleaned) => cleaned,
            Err(error) => return Ok(Err(named(error.to_string()))),
        };
        let patched = match Patch::of(&cleaned.report).apply(&record.payload) {
            Ok(patched) => patched,
            Err(error) => return Ok(Err(named(error.to_string()))),
        };
        if patched.bytes == record.payload {
            return Ok(Ok(()));
        }
        self.differs = true;
        let before = characters(&record.payload, cleaned.report.encoding);
        let whole = record.id.is_empty() || record.source.ends_with(&record.id);
        let name =
            if whole { record.source.clone() } else { format!("{}!{}", record.source, record.id) };
        let name = shown(name.trim_start_matches('/'));
        self.line(Mark::Head, &format!("--- a/{name}\n"), out)?;
        self.line(Mark::Head, &format!("+++ b/{name}\n"), out)?;
        let diff = TextDiff::from_lines(before.as_str(), patched.text.as_str());
        for hunk in diff.unified_diff().context_radius(self.args.context).iter_hunks() {
            self.line(Mark::Place, &format!("{}\n", hunk.header()), out)?;
            for op in hunk.ops() {
                self.op(&diff, op, out)?;
            }
        }
        Ok(Ok(()))
    }

    /// Shows a part that is the same, or what became of one.
    fn op(
        &self,
        diff: &TextDiff<'_, '_, str>,
        op: &DiffOp,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.args.word && op.tag() != similar::DiffTag::Equal {
            let side = |wanted: ChangeTag| -> String {
                let changes = diff.iter_changes(op).filter(|change| change.tag() == wanted);
                changes.map(|change| change.value()).collect()
            };
            let (before, after) = (side(ChangeTag::Delete), side(ChangeTag::Insert));
            if before.len().max(after.len()) <= WORDS {
                return self.words(&before, &after, out);
            }
        }
        for change in diff.iter_changes(op) {
            let (sign, mark) = match change.tag() {
                ChangeTag::Equal => (" ", Mark::Same),
                ChangeTag::Delete => ("-", Mark::Before),
                ChangeTag::Insert => ("+", Mark::After),
            };
            let sign = if self.args.word && mark == Mark::Same { "" } else { sign };
            self.line(mark, &format!("{sign}{}", change.value()), out)?;
            if change.missing_newline() {
                self.line(Mark::Same, "\n", out)?;
                if !self.args.word {
                    self.line(Mark::Same, "\\ No newline at end of file\n", out)?;
                }
            }
        }
        Ok(())
    }

    /// Shows lines with the words marked that changed.
    fn words(&self, before: &str, after: &str, out: &mut impl Write) -> io::Result<()> {
        let bare = |text: &str| text.strip_suffix('\n').unwrap_or(text).to_owned();
        let (before, after) = (bare(before), bare(after));
        let diff = TextDiff::from_words(before.as_str(), after.as_str());
        let changes: Vec<_> = diff.iter_all_changes().collect();
        let (mut old, mut new) = (String::new(), String::new());
        for run in changes.chunk_by(|a, b| a.tag() == b.tag()) {
            let text: String = run.iter().map(|change| change.value()).collect();
            match run[0].tag() {
                ChangeTag::Delete => old += &text,
                ChangeTag::Insert => new += &text,
                // White space alone is the same anywhere.
                ChangeTag::Equal
                    if text.trim().is_empty() && !(old.is_empty() && new.is_empty()) =>
                {
                    old += &text;
                    new += &text;
                }
                ChangeTag::Equal => {
                    self.change(&old, &new, out)?;
                    (old, new) = (String::new(), String::new());
                    self.put(Mark::Same, &text, out)?;
                }
            }
        }
        self.change(&old, &new, out)?;
        out.write_all(b"\n")
    }

    /// Shows what stands for words, less the white space around them.
    fn change(&self, old: &str, new: &str, out: &mut impl Write) -> io::Result<()> {
        let blank = old.chars().zip(new.chars()).take_while(|(a, b)| a == b && a.is_whitespace());
        let start = blank.map(|(c, _)| c.len_utf8()).sum::<usize>();
        let head = &old[..start];
        let (old, new) = (&old[start..], &new[start..]);
        let tail = |text: &str| text.trim_end().len();
        let is_same = old[tail(old)..] == new[tail(new)..];
        let (old, new, end) = if is_same {
            (&old[..tail(old)], &new[..tail(new)], &old[tail(old)..])
        } else {
            (old, new, "")
        };
        self.put(Mark::Same, head, out)?;
        if !old.is_empty() {
            self.put(Mark::Before, &format!("[-{old}-]"), out)?;
        }
        if !new.is_empty() {
            self.put(Mark::After, &format!("{{+{new}+}}"), out)?;
        }
        self.put(Mark::Same, end, out)
    }

    fn line(&self, mark: Mark, line: &str, out: &mut impl Write) -> io::Result<()> {
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        self.put(mark, text, out)?;
        out.write_all(end.as_bytes())
    }

    /// Writes text, in the colour of its mark on a terminal, which it does not reach raw.
    fn put(&self, mark: Mark, text: &str, out: &mut impl Write) -> io::Result<()> {
        let text = if self.is_terminal { shown_line(text) } else { text.to_owned() };
        let colour = match mark {
            Mark::Head => "1",
            Mark::Place => "36",
            Mark::Before => "31",
            Mark::After => "32",
            Mark::Same => "",
        };
        if self.coloured && !colour.is_empty() {
            write!(out, "\x1b[{colour}m{text}\x1b[0m")
        } else {
            out.write_all(text.as_bytes())
        }
    }
}
