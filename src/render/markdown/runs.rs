//! Delimiter runs matched as a CommonMark parser matches them, to see what will come back.

use std::ops::Range;

use super::emphasis::{first_class, last_class};
use super::flanking::{Class, Flanking};
use super::token::{Kind, Line, Token};

/// A delimiter run: some delimiters of one character side by side.
#[derive(Clone, Copy, Debug)]
struct Run {
    delimiter: u8,
    /// Its characters, as a range of [`Matcher::owners`]; what was matched is cut off.
    start: usize,
    end: usize,
    /// Its length before anything was matched.
    length: usize,
    flanking: Flanking,
}

/// The mark that a delimiter character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Owner {
    id: u32,
    /// The outermost of the marks that say the same of the same text in another order.
    twin: u32,
    opens: bool,
}

/// The marks whose delimiters would not be matched with each other, under either reading of the
/// characters that parsers disagree about.
pub(super) fn mismatched(line: &Line) -> Vec<u32> {
    let mut failed = Matcher::run(line, Class::Punctuation);
    let unsure = |token: &Token| {
        matches!(token, Token::Text(_))
            && (first_class(token) == Class::Unsure || last_class(token) == Class::Unsure)
    };
    if line.tokens.iter().any(unsure) {
        failed.extend(Matcher::run(line, Class::Word));
    }
    failed.sort_unstable();
    failed.dedup();
    failed
}

struct Matcher<'l, 'a> {
    line: &'l Line<'a>,
    twins: Vec<u32>,
    owners: Vec<Owner>,
    /// Openers that wait for their closer.
    stack: Vec<Run>,
    /// Where the openers of the innermost link begin.
    bottom: usize,
    /// By kind of closer, how deep the stack is known to hold no opener for it.
    searched: [usize; 18],
    failed: Vec<u32>,
}

impl<'l, 'a> Matcher<'l, 'a> {
    fn run(line: &'l Line<'a>, unsure: Class) -> Vec<u32> {
        let mut matcher = Self {
            line,
            twins: twins(line),
            owners: Vec::new(),
            stack: Vec::new(),
            bottom: 0,
            searched: [0; 18],
            failed: Vec::new(),
        };
        let mut at = 0;
        while at < line.tokens.len() {
            match line.tokens[at] {
                Token::LinkOpen => matcher.begin_scope(matcher.stack.len()),
                Token::LinkClose(_) => {
                    matcher.drop_above(matcher.bottom);
                    matcher.begin_scope(0);
                }
                _ => {}
            }
            at = match matcher.read(at, unsure) {
                Some((run, next)) => {
                    matcher.process(run);
                    next
                }
                None => at + 1,
            };
        }
        matcher.drop_above(0);
        matcher.failed
    }

    fn begin_scope(&mut self, bottom: usize) {
        self.bottom = bottom;
        self.searched = [bottom; 18];
    }

    /// The run that begins at a token, and the token after it.
    fn read(&mut self, at: usize, unsure: Class) -> Option<(Run, usize)> {
        let tokens = &self.line.tokens;
        let delimiter = self.mark(at)?.1;
        let start = self.owners.len();
        let mut next = at;
        while let Some((owner, _)) = self.mark(next).filter(|mark| mark.1 == delimiter) {
            let strong = self.line.marks[owner.id as usize].kind != Kind::Emphasis;
            self.owners.extend(std::iter::repeat_n(owner, 1 + usize::from(strong)));
            next += 1;
        }
        let before = at.checked_sub(1).map_or(Class::Space, |at| last_class(&tokens[at]));
        let after = tokens.get(next).map_or(Class::Space, first_class);
        let flanking = Flanking::of(delimiter, before.read(unsure), after.read(unsure));
        let end = self.owners.len();
        Some((Run { delimiter, start, end, length: end - start, flanking }, next))
    }

    fn mark(&self, at: usize) -> Option<(Owner, u8)> {
        let (id, opens) = match *self.line.tokens.get(at)? {
            Token::Open(id) => (id, true),
            Token::Close(id) => (id, false),
            _ => return None,
        };
        let delimiter = self.line.marks[id as usize].delimiter;
        (delimiter != 0).then_some((Owner { id, twin: self.twins[id as usize], opens }, delimiter))
    }

    /// Matches a run against the openers, then lets it wait for closers of its own.
    fn process(&mut self, mut run: Run) {
        while run.flanking.closes && run.start < run.end {
            let Some(at) = self.opener(&run) else { break };
            self.drop_above(at + 1);
            let opener = &mut self.stack[at];
            let count =
                if opener.end - opener.start >= 2 && run.end - run.start >= 2 { 2 } else { 1 };
            let (opening, closing) = (opener.end - count..opener.end, run.start..run.start + count);
            opener.end -= count;
            run.start += count;
            if opener.start == opener.end {
                self.drop_above(at);
            }
            self.check(opening, closing);
        }
        if run.flanking.opens && run.start < run.end {
            self.stack.push(run);
        } else {
            self.fail(run.start..run.end);
        }
    }

    /// The opener that a closer is matched with.
    fn opener(&mut self, closer: &Run) -> Option<usize> {
        let character = b"*_~".iter().position(|b| *b == closer.delimiter).unwrap_or_default();
        let kind = character * 6 + usize::from(closer.flanking.opens) * 3 + closer.length % 3;
        let floor = self.searched[kind].min(self.stack.len());
        let found = (floor..self.stack.len()).rev().find(|at| {
            let opener = &self.stack[*at];
            let either = opener.flanking.closes || closer.flanking.opens;
            let barred = (opener.length + closer.length).is_multiple_of(3)
                && !(opener.length.is_multiple_of(3) && closer.length.is_multiple_of(3));
            opener.delimiter == closer.delimiter
                && (closer.delimiter == b'~' || !(either && barred))
        });
        if found.is_none() {
            self.searched[kind] = self.stack.len();
        }
        found
    }

    fn drop_above(&mut self, height: usize) {
        while self.stack.len() > height {
            if let Some(run) = self.stack.pop() {
                self.fail(run.start..run.end);
            }
        }
        for searched in &mut self.searched {
            *searched = (*searched).min(height);
        }
    }

    /// Notes the marks of matched delimiters unless they open and close one mark, or its twins.
    fn check(&mut self, opening: Range<usize>, closing: Range<usize>) {
        let twin = self.owners[opening.start].twin;
        let belongs = |owner: &Owner, opens| owner.twin == twin && owner.opens == opens;
        let right = self.owners[opening.clone()].iter().all(|owner| belongs(owner, true))
            && self.owners[closing.clone()].iter().all(|owner| belongs(owner, false));
        if !right {
            self.fail(opening);
            self.fail(closing);
        }
    }

    fn fail(&mut self, characters: Range<usize>) {
        self.failed.extend(self.owners[characters].iter().map(|owner| owner.id));
    }
}

/// For each mark the outermost one around exactly the same text, if no more than one of them is
/// plain emphasis: `***a***` is both kinds, in whichever order; `**a**` is not emphasis twice.
fn twins(line: &Line) -> Vec<u32> {
    let around = around(line);
    let is_plain = |id: u32| line.marks[id as usize].kind == Kind::Emphasis;
    let mut twins: Vec<u32> = (0..line.marks.len() as u32).collect();
    let mut plain: Vec<bool> = twins.iter().map(|id| is_plain(*id)).collect();
    for id in 0..twins.len() {
        let Some(outer) = around[id].map(|outer| twins[outer as usize]) else { continue };
        if !(plain[id] && plain[outer as usize]) {
            twins[id] = outer;
            plain[outer as usize] |= plain[id];
        }
    }
    twins
}

/// The mark directly around each, if it is around nothing else.
fn around(line: &Line) -> Vec<Option<u32>> {
    let mut opened = vec![None; line.marks.len()];
    let mut around = opened.clone();
    for pair in line.tokens.windows(2) {
        match *pair {
            [Token::Open(outer), Token::Open(inner)] => opened[inner as usize] = Some(outer),
            [Token::Close(inner), Token::Close(outer)] if opened[inner as usize] == Some(outer) => {
                around[inner as usize] = Some(outer);
            }
            _ => {}
        }
    }
    around
}
