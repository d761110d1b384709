//! Words that tell what a piece of a page is for, in class names and in its text.
//!
//! Single words in many languages, sorted into groups. No word decides anything: the model of
//! [`super::model`] weighs the groups against everything else that is known about a block.

use super::word_tables::{CLASS_GROUPS, FUNCTION_WORDS, TEXT_GROUPS};

/// The bit of function words in the masks that [`text_mask`] returns.
pub(super) const FUNCTION: u32 = 1 << 31;

const SLOTS: usize = 4096;

struct Table([(u32, u32); SLOTS]);

static CLASSES: Table = Table::new(CLASS_GROUPS, "");
static TEXTS: Table = Table::new(TEXT_GROUPS, FUNCTION_WORDS);

impl Table {
    const fn new(groups: &[(&str, &str)], functions: &str) -> Self {
        let mut table = Self([(0, 0); SLOTS]);
        let mut group = 0;
        while group < groups.len() {
            table = table.with(groups[group].1.as_bytes(), 1 << group);
            group += 1;
        }
        table.with(functions.as_bytes(), FUNCTION)
    }

    /// The table with the words of a list, which spaces separate.
    const fn with(mut self, list: &[u8], mask: u32) -> Self {
        let (mut at, mut hash, mut length) = (0, SEED, 0);
        while at <= list.len() {
            let end = at == list.len() || list[at] == b' ' || list[at] == b'\n';
            if end && length > 0 {
                let slot = self.slot(hash);
                self.0[slot] = (hash, self.0[slot].1 | mask);
            }
            if end {
                (hash, length) = (SEED, 0);
            } else {
                (hash, length) = (step(hash, list[at]), length + 1);
            }
            at += 1;
        }
        self
    }

    const fn slot(&self, hash: u32) -> usize {
        let mut slot = (hash ^ (hash >> 15)) as usize % SLOTS;
        while self.0[slot].1 != 0 && self.0[slot].0 != hash {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }

    fn mask(&self, hash: u32) -> u32 {
        self.0[self.slot(hash)].1
    }
}

/// The start of a word's hash: FNV-1a.
pub(super) const SEED: u32 = 0x811c_9dc5;

/// A word's hash with one more byte.
pub(super) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The groups a word of a text belongs to, by the hash of its lower-case form.
pub(super) fn text_mask(hash: u32) -> u32 {
    TEXTS.mask(hash)
}

/// The groups of the words in a class name, id or role. Words end at anything but letters, where
/// lower case turns to upper case, and at a plural's or a number's end.
pub(super) fn class_mask(name: &str) -> u32 {
    let (mut mask, mut hash, mut before) = (0, SEED, 0_u8);
    let mut singular = SEED;
    for &byte in name.as_bytes() {
        let letter = byte.is_ascii_alphabetic() || byte >= 0x80;
        if !letter || (byte.is_ascii_uppercase() && before.is_ascii_lowercase()) {
            mask |= word_mask(hash, singular, before);
            hash = SEED;
        }
        if letter {
            singular = hash;
            hash = step(hash, byte.to_ascii_lowercase());
        }
        before = byte;
    }
    mask | word_mask(hash, singular, before)
}

fn word_mask(hash: u32, singular: u32, last: u8) -> u32 {
    match CLASSES.mask(hash) {
        0 if last == b's' => CLASSES.mask(singular),
        mask => mask,
    }
}

/// Calls `each` with the hash of every word of `text`, in lower case, and its length in characters.
pub(super) fn each_word(text: &str, mut each: impl FnMut(u32, usize)) {
    let (mut hash, mut length) = (SEED, 0);
    for c in text.chars() {
        if c.is_alphanumeric() {
            hash = step_char(hash, c);
            length += 1;
        } else if length > 0 && c != '\'' && c != '’' {
            each(hash, length);
            (hash, length) = (SEED, 0);
        }
    }
    if length > 0 {
        each(hash, length);
    }
}

fn step_char(hash: u32, c: char) -> u32 {
    if c.is_ascii() {
        return step(hash, c.to_ascii_lowercase() as u8);
    }
    let mut hash = hash;
    for lower in c.to_lowercase() {
        let mut bytes = [0; 4];
        for byte in lower.encode_utf8(&mut bytes).bytes() {
            hash = step(hash, byte);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str) -> u32 {
        let found = CLASS_GROUPS.iter().position(|(group, _)| *group == name);
        1 << found.expect("a group of that name")
    }

    #[test]
    fn class_names_are_read_word_by_word() {
        assert_eq!(class_mask("articleBody"), group("article") | group("body"));
        assert_eq!(class_mask("post__related-links"), group("article") | group("related"));
        assert_eq!(class_mask("xyzzy"), 0);
    }

    #[test]
    fn tables_have_room() {
        for table in [&CLASSES, &TEXTS] {
            assert!(table.0.iter().filter(|slot| slot.1 != 0).count() < SLOTS / 2);
        }
    }
}
