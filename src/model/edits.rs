//! Changes to a text, checked before they are made.
//!
//! Many rules find places to change, each in its own way, and none of them can see what the others
//! found. So no list of edits is believed: before a text is put together from it, the edits are
//! sorted, and one that does not stand in the text, splits a character or meets the one before it is
//! dropped. A text that keeps a flaw is read; a document that ends in a panic is not.

use std::ops::Range;

/// Something that replaces a range of a text.
pub(crate) trait Edit {
    /// What is replaced.
    fn range(&self) -> Range<usize>;
}

impl<S> Edit for (Range<usize>, S) {
    fn range(&self) -> Range<usize> {
        self.0.clone()
    }
}

/// What can be cut, at some places or at all.
pub(crate) trait Cut {
    /// Whether it can be cut at `at`: within it, and not inside a character.
    fn can_be_cut(&self, at: usize) -> bool;
}

impl Cut for str {
    fn can_be_cut(&self, at: usize) -> bool {
        self.is_char_boundary(at)
    }
}

impl Cut for [u8] {
    fn can_be_cut(&self, at: usize) -> bool {
        at <= self.len()
    }
}

/// Edits of one text: sorted, apart, between characters, and within it.
#[derive(Clone, Debug)]
pub(crate) struct Checked<E>(Vec<E>);

impl<E: Edit> Checked<E> {
    /// The edits of `found` that can be made in `text`; of two that meet, the one that begins first,
    /// and of two that begin together, the shorter.
    pub(crate) fn new<T: Cut + ?Sized>(mut found: Vec<E>, text: &T) -> Self {
        let key = |edit: &E| (edit.range().start, edit.range().end);
        if !found.is_sorted_by_key(key) {
            found.sort_by_key(key);
        }
        let mut sieve = Sieve::default();
        found.retain(|edit| sieve.admits(&edit.range(), text));
        Self(found)
    }

    pub(crate) fn as_slice(&self) -> &[E] {
        &self.0
    }

    /// The same, less what `wanted` refuses.
    pub(crate) fn filter(mut self, wanted: impl FnMut(&E) -> bool) -> Self {
        self.0.retain(wanted);
        self
    }
}

/// Lets the edits through that can be made after those that it has let through before.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    done: usize,
}

impl Sieve {
    pub(crate) fn admits<T: Cut + ?Sized>(&mut self, range: &Range<usize>, text: &T) -> bool {
        let fits =
            range.start <= range.end && text.can_be_cut(range.start) && text.can_be_cut(range.end);
        let admitted = fits && range.start >= self.done;
        if admitted {
            self.done = range.end;
        } else {
            count(fits);
        }
        admitted
    }
}

#[cfg(not(test))]
const fn count(_fits: bool) {}

#[cfg(test)]
fn count(fits: bool) {
    dropped::count(fits);
}

/// What was dropped, counted in tests: an edit that does not fit its text is a defect of the rule
/// that found it, even though nothing comes of it.
#[cfg(test)]
pub(crate) mod dropped {
    use std::cell::Cell;

    thread_local! {
        static MISPLACED: Cell<usize> = const { Cell::new(0) };
        static MEETING: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn count(fits: bool) {
        let counter = if fits { &MEETING } else { &MISPLACED };
        counter.set(counter.get() + 1);
    }

    /// How many edits of this thread did not fit, and how many met another, since the last call.
    pub(crate) fn take() -> (usize, usize) {
        (MISPLACED.take(), MEETING.take())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(found: &[Range<usize>], text: &str) -> Vec<Range<usize>> {
        let found = found.iter().map(|range| (range.clone(), "")).collect();
        Checked::new(found, text).0.into_iter().map(|edit| edit.0).collect()
    }

    #[test]
    fn edits_are_sorted() {
        assert_eq!(checked(&[2..3, 0..1, 1..1], "abc"), [0..1, 1..1, 2..3]);
    }

    #[test]
    fn edits_that_cannot_be_made_are_dropped_and_counted() {
        dropped::take();
        let backward = Range { start: 3, end: 2 };
        assert_eq!(checked(&[0..1, 2..3, backward, 3..4, 4..9, 9..9], "aéb"), [0..1, 3..4]);
        assert_eq!(dropped::take(), (4, 0));
    }

    #[test]
    fn of_two_that_meet_the_first_is_made() {
        dropped::take();
        assert_eq!(checked(&[0..2, 1..3, 2..2, 2..4], "abcd"), [0..2, 2..2, 2..4]);
        assert_eq!(dropped::take(), (0, 1));
    }
}
