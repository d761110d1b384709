//! Dialogue, whose lines begin with the dashes of items.
//!
//! Whether people speak is told by a run of such lines as a whole: they end their sentences, and where
//! the dash is the hyphen of lists, some of them ask and others answer. Below a heading or a colon
//! a list begins.

use super::line::Line;
use super::marker::{self, Mark};
use super::shape::Last;

/// Of the lines that people speak one in so many asks or cries out, or more; but not all of them, as in
/// a list of questions.
const ASKING: usize = 4;

/// The dashes longer than a hyphen, with which dialogue begins in many languages.
const LONG: [char; 3] = ['–', '—', '−'];

/// Notes which lines are spoken.
pub(super) fn mark(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let Some(dash) = dash(&lines[at]) else {
            at += 1;
            continue;
        };
        let before = at.checked_sub(1).map(|before| lines[before].shape.last);
        let run = Run::read(&lines[at..], dash);
        if run.is_dialogue(dash, before) {
            for line in &mut lines[at..at + run.lines] {
                line.spoken = true;
            }
        }
        at += run.lines;
    }
}

/// The dash that the line begins with.
fn dash(line: &Line) -> Option<char> {
    match marker::item(&line.text) {
        Some((Mark::Bullet(c), _)) if c == '-' || LONG.contains(&c) => Some(c),
        _ => None,
    }
}

/// Items with one dash, and what goes on with them.
#[derive(Debug, Default)]
struct Run {
    lines: usize,
    items: usize,
    /// How many items end a sentence.
    sentences: usize,
    /// How many items ask or cry out.
    asking: usize,
}

impl Run {
    fn read(lines: &[Line], mark: char) -> Self {
        let mut run = Self::default();
        let mut last = Last::Word;
        for line in lines {
            let own = dash(line);
            let closed = matches!(last, Last::Terminal | Last::Cry | Last::Colon);
            let goes_on = own.is_none() && !line.after_blank && !closed;
            if own != Some(mark) && !(goes_on && run.lines > 0) {
                break;
            }
            if own.is_some() && run.lines > 0 {
                run.end(last);
            }
            last = line.shape.last;
            run.lines += 1;
        }
        run.end(last);
        run
    }

    /// Ends an item.
    fn end(&mut self, last: Last) {
        self.items += 1;
        self.asking += usize::from(last == Last::Cry);
        self.sentences += usize::from(matches!(last, Last::Terminal | Last::Cry | Last::Colon));
    }

    fn is_dialogue(&self, dash: char, before: Option<Last>) -> bool {
        let led_in = before == Some(Last::Colon);
        let below_heading = dash != '—' && matches!(before, Some(Last::Word | Last::Cry));
        if led_in || below_heading {
            return false;
        }
        if LONG.contains(&dash) {
            return self.sentences * 2 >= self.items;
        }
        let answered = self.asking * ASKING >= self.items && self.asking < self.items;
        answered && self.sentences == self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line for each letter: `?` asks, `.` ends a sentence, `w` ends with a word.
    fn is_dialogue(dash: char, ends: &str, before: Option<Last>) -> bool {
        let mut run = Run::default();
        for end in ends.chars() {
            run.end(match end {
                '?' => Last::Cry,
                '.' => Last::Terminal,
                _ => Last::Word,
            });
        }
        run.is_dialogue(dash, before)
    }

    #[test]
    fn a_question_in_four_is_dialogue() {
        assert!(is_dialogue('-', "?...", None));
        assert!(!is_dialogue('-', "?....", None));
        assert!(!is_dialogue('-', "????", None));
        assert!(!is_dialogue('-', "?..w", None));
        assert!(!is_dialogue('-', "?...", Some(Last::Colon)));
        assert!(!is_dialogue('-', "?...", Some(Last::Word)));
    }

    #[test]
    fn long_dashes_need_sentences() {
        assert!(is_dialogue('–', "..ww", Some(Last::Terminal)));
        assert!(!is_dialogue('–', ".www", Some(Last::Terminal)));
        assert!(!is_dialogue('–', "....", Some(Last::Word)));
        assert!(is_dialogue('—', "....", Some(Last::Word)));
    }
}
