//! Reading a word list where it lies.
//!
//! The lists are automata in the format of the `fst` crate, version 3, which packs them. It decodes
//! all of a node before it looks for a letter; this reads no more of one than the letter needs, at a
//! quarter of the cost. Nodes are written back to front: what is known of one stands before the byte
//! at its address, its state first.

/// An automaton from words to numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Automaton {
    bytes: &'static [u8],
    root: usize,
}

/// The letters that a state names by their number, from one on.
const COMMON: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";

/// The address of the node that ends a word and has no letters.
const LAST: usize = 0;
/// With more letters, a node has a table of them.
const FEW: usize = 32;

impl Automaton {
    /// None if the bytes are none of an automaton.
    pub(super) fn new(bytes: &'static [u8]) -> Option<Self> {
        // The address of the root and a checksum end the file.
        let (rest, _) = bytes.split_last_chunk::<4>()?;
        let (_, root) = rest.split_last_chunk::<8>()?;
        Some(Self { bytes, root: usize::try_from(u64::from_le_bytes(*root)).ok()? })
    }

    /// The number of a word.
    pub(super) fn get(self, word: &str) -> Option<u64> {
        let (mut at, mut sum) = (self.root, 0);
        for &letter in word.as_bytes() {
            if at == LAST {
                return None;
            }
            let state = self.byte(at)?;
            let (next, number) = match state >> 6 {
                0b11 => (self.only(at, state, letter)?.checked_sub(1)?, 0),
                0b10 => self.one(at, state, letter)?,
                _ => Node::read(self, at, state)?.follow(letter)?,
            };
            (at, sum) = (next, sum + number);
        }
        if at == LAST {
            return Some(sum);
        }
        let state = self.byte(at)?;
        let ends = state >> 6 == 0b01;
        ends.then(|| Node::read(self, at, state)?.last_number()).flatten().map(|last| sum + last)
    }

    fn byte(self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// A number of `size` bytes. The end of the file has more bytes than any needs.
    fn number(self, at: usize, size: usize) -> Option<u64> {
        let bytes = self.bytes.get(at..)?.first_chunk()?;
        let mask = u64::MAX.checked_shr(64_u32.checked_sub(8 * size as u32)?).unwrap_or_default();
        Some(u64::from_le_bytes(*bytes) & mask)
    }

    /// The address that stands at `at` as a distance from the end of its node.
    fn address(self, at: usize, size: usize, end: usize) -> Option<usize> {
        match self.number(at, size)? as usize {
            0 => Some(LAST),
            distance => end.checked_sub(distance),
        }
    }

    /// Where the state of a node with one letter ends, if it is that letter.
    fn only(self, at: usize, state: u8, letter: u8) -> Option<usize> {
        let common = usize::from(state & 0x3F).checked_sub(1).and_then(|index| COMMON.get(index));
        let (own, at) = match common {
            Some(&own) => (own, at),
            None => (self.byte(at.checked_sub(1)?)?, at - 1),
        };
        (own == letter).then_some(at)
    }

    /// The next node and the number of a node with one letter.
    fn one(self, at: usize, state: u8, letter: u8) -> Option<(usize, u64)> {
        let at = self.only(at, state, letter)?.checked_sub(1)?;
        let sizes = usize::from(self.byte(at)?);
        let address = at.checked_sub(sizes >> 4)?;
        let end = address.checked_sub(sizes & 0xF)?;
        Some((self.address(address, sizes >> 4, end)?, self.number(end, sizes & 0xF)?))
    }
}

/// A node with any number of letters.
struct Node {
    of: Automaton,
    /// How many letters it has.
    count: usize,
    /// Where they end, and the table of them if there is one.
    letters_end: usize,
    /// Where the letters begin; the addresses stand before them and the numbers before those.
    letters: usize,
    address_size: usize,
    number_size: usize,
    ends: bool,
}

impl Node {
    fn read(of: Automaton, at: usize, state: u8) -> Option<Self> {
        let (count, at) = match usize::from(state & 0x3F) {
            0 => match of.byte(at.checked_sub(1)?)? {
                1 => (256, at - 1),
                count => (usize::from(count), at - 1),
            },
            count => (count, at),
        };
        let letters_end = at.checked_sub(1)?;
        let sizes = usize::from(of.byte(letters_end)?);
        let table = if count > FEW { 256 } else { 0 };
        let letters = letters_end.checked_sub(table + count)?;
        let (address_size, number_size, ends) = (sizes >> 4, sizes & 0xF, state >> 6 == 0b01);
        Some(Self { of, count, letters_end, letters, address_size, number_size, ends })
    }

    fn follow(&self, letter: u8) -> Option<(usize, u64)> {
        let index = if self.count > FEW {
            usize::from(self.of.byte((self.letters_end + usize::from(letter)).checked_sub(256)?)?)
        } else {
            let letters = self.of.bytes.get(self.letters..self.letters_end)?;
            self.count.checked_sub(1 + letters.iter().position(|own| *own == letter)?)?
        };
        if index >= self.count {
            return None;
        }
        let address = self.letters.checked_sub((index + 1) * self.address_size)?;
        let number = self.numbers()?.checked_sub((index + 1) * self.number_size)?;
        let next = self.of.address(address, self.address_size, self.end()?)?;
        Some((next, self.of.number(number, self.number_size)?))
    }

    /// Where the numbers end.
    fn numbers(&self) -> Option<usize> {
        self.letters.checked_sub(self.count * self.address_size)
    }

    fn end(&self) -> Option<usize> {
        let count = self.count + usize::from(self.ends);
        self.numbers()?.checked_sub(count * self.number_size)
    }

    /// The number that is added where a word ends here.
    fn last_number(&self) -> Option<u64> {
        let at = self.numbers()?.checked_sub((self.count + 1) * self.number_size)?;
        self.of.number(at, self.number_size)
    }
}

#[cfg(test)]
mod tests {
    use fst::{IntoStreamer, Streamer};

    use super::super::LISTS;
    use super::*;

    #[test]
    fn every_word_has_the_number_that_was_packed() {
        for list in LISTS {
            let map = fst::Map::new(list.bytes).expect("the list is an automaton");
            let automaton = Automaton::new(list.bytes).expect("the list is an automaton");
            let mut words = map.into_stream();
            let mut count = 0;
            while let Some((word, number)) = words.next() {
                let word = std::str::from_utf8(word).expect("words are text");
                assert_eq!(automaton.get(word), Some(number), "{word} ({})", list.language);
                count += 1;
                // What is near a word is mostly none.
                let (shorter, last) = word.split_at(word.char_indices().last().map_or(0, |c| c.0));
                for other in [shorter, &format!("{word}e"), &format!("{shorter}x{last}")] {
                    assert_eq!(automaton.get(other), map.get(other), "{other} ({})", list.language);
                }
            }
            assert!(count > 20, "{}", list.language);
        }
    }

    #[test]
    fn what_is_no_automaton_finds_nothing() {
        assert!(Automaton::new(b"abc").is_none());
        static NOISE: [u8; 4096] = {
            let (mut noise, mut at) = ([0; 4096], 0);
            while at < noise.len() {
                noise[at] = (at * at + at / 7) as u8;
                at += 1;
            }
            noise
        };
        for root in 0..4200 {
            let automaton = Automaton { bytes: &NOISE, root };
            for word in ["", "a", "the", "éß", "zzzzzzzzzzzzzzz"] {
                let _ = automaton.get(word);
            }
        }
    }
}
