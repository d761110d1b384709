//! Searches that mostly end after a few bytes, or need not start.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// How many times eight bytes are looked at before a search is worth memchr's start.
const NEAR: usize = 4;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The next place of `byte` from `at` on.
pub(super) fn find(byte: u8, bytes: &[u8], mut at: usize) -> Option<usize> {
    for _ in 0..NEAR {
        let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) else { break };
        let word = u64::from_le_bytes(*word) ^ (u64::from(byte) * LOW);
        let zero = word.wrapping_sub(LOW) & !word & HIGH;
        if zero != 0 {
            return Some(at + zero.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr(byte, &bytes[at..]).map(|found| at + found)
}

/// Where the next characters stand that are not always copied. Each is looked for once, however
/// many ranges before it are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Special {
    kept: bool,
    /// The next ampersand from some place on that has been passed or is being asked for …
    ampersand: usize,
    /// … and the next CR or U+0000.
    control: usize,
}

impl Special {
    /// For ranges that are asked for in the order of the text.
    pub(super) const KEPT: Self = Self { kept: true, ampersand: 0, control: 0 };
    /// For one range of many.
    pub(super) const UNKNOWN: Self = Self { kept: false, ..Self::KEPT };

    /// Whether an ampersand, CR or U+0000 may stand in `range`.
    pub(super) fn may_be_in(&mut self, bytes: &[u8], range: &Range<usize>) -> bool {
        let from = range.start;
        if self.kept && self.ampersand < from {
            let found = memchr(b'&', &bytes[from..]);
            self.ampersand = found.map_or(bytes.len(), |found| from + found);
        }
        self.ampersand < range.end || self.control_may_be_in(bytes, range)
    }

    /// Whether a CR or U+0000 may stand in `range`.
    pub(super) fn control_may_be_in(&mut self, bytes: &[u8], range: &Range<usize>) -> bool {
        let from = range.start;
        if self.kept && self.control < from {
            let found = memchr2(b'\r', 0, &bytes[from..]);
            self.control = found.map_or(bytes.len(), |found| from + found);
        }
        self.control < range.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_next_byte_is_found(bytes in "[ab\u{80}\u{ff}]{0,80}", at in 0..40_usize) {
            let bytes = bytes.as_bytes();
            let at = at.min(bytes.len());
            let next = bytes[at..].iter().position(|b| *b == b'a').map(|found| at + found);
            prop_assert_eq!(find(b'a', bytes, at), next);
        }
    }

    #[test]
    fn a_special_character_is_seen_in_its_range_only() {
        let mut special = Special::KEPT;
        let bytes = b"abc&de\rf";
        let seen = [1..3, 3..4, 4..6, 5..8].map(|range| special.may_be_in(bytes, &range));
        assert_eq!(seen, [false, true, false, true]);
        assert!(special.control_may_be_in(bytes, &(6..8)));
        assert!({ Special::UNKNOWN }.may_be_in(bytes, &(1..2)));
    }
}
