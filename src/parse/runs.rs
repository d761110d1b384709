//! Runs of text on their way through the tree builder.
//!
//! The tree builder gives text back without saying which token it belongs to: whole, split into
//! white space and the rest, without a leading newline, in part dropped, or, in tables, only after
//! the following tokens. It keeps the order, so what comes back is looked for in what went in.

use std::collections::VecDeque;

use html5ever::tendril::StrTendril;

use crate::model::source::Origin;

/// Text that the tree builder was given and has not given back.
#[derive(Debug, Default)]
pub(super) struct Runs {
    queue: VecDeque<Run>,
}

#[derive(Debug)]
struct Run {
    text: StrTendril,
    origin: Origin,
    /// How much of the text is done with.
    used: usize,
}

impl Runs {
    pub(super) fn push(&mut self, text: StrTendril, origin: Origin) {
        self.queue.push_back(Run { text, origin, used: 0 });
    }

    /// Forgets what was not given back.
    pub(super) fn clear(&mut self) {
        self.queue.clear();
    }

    /// The origin of text that the tree builder gives back.
    pub(super) fn take(&mut self, text: &str) -> Option<Origin> {
        while let Some(run) = self.queue.front_mut() {
            if run.used == 0 && is_same(&run.text, text) {
                return self.queue.pop_front().map(|run| run.origin);
            }
            if let Some(start) = run.find(text) {
                run.used = start + text.len();
                let origin = run.origin.slice(start..run.used);
                if run.used == run.text.len() {
                    self.queue.pop_front();
                }
                return Some(origin);
            }
            self.queue.pop_front();
        }
        None
    }
}

impl Run {
    /// Where `text` starts in the rest of the run. The tree builder cuts between white space and
    /// other characters only, and after a newline at the start of a `pre`.
    fn find(&self, text: &str) -> Option<usize> {
        let whole = self.text.as_bytes();
        let mut start = self.used;
        while whole.len() - start >= text.len() {
            let end = start + text.len();
            let cut = end == whole.len() || is_space(whole[end - 1]) != is_space(whole[end]);
            if cut && whole[start..end] == *text.as_bytes() {
                return Some(start);
            }
            start += if start == 0 && whole[0] == b'\n' { 1 } else { run_length(&whole[start..]) };
        }
        None
    }
}

/// Whether two strings are equal; the tree builder mostly gives back the very string.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && (a.as_ptr() == b.as_ptr() || a == b)
}

/// How many bytes of white space, or of anything else, `bytes` starts with.
fn run_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| is_space(**b) == is_space(bytes[0])).count().max(1)
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}
