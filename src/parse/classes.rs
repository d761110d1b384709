//! The class attributes of a page, numbered.
//!
//! A page has thousands of elements and some hundred classes, and every stage asks what a class
//! says. With a number, what one says need be read only once.

/// How many classes are known again; the others get a number each time.
const SLOTS: usize = 1024;

pub(super) struct Classes<'t> {
    /// By number.
    all: Vec<&'t str>,
    /// By a hash, the number of the class met last.
    last: Box<[u32; SLOTS]>,
}

impl Default for Classes<'_> {
    fn default() -> Self {
        Self { all: Vec::new(), last: Box::new([u32::MAX; SLOTS]) }
    }
}

impl<'t> Classes<'t> {
    pub(super) fn number(&mut self, class: &'t str) -> u32 {
        let last = &mut self.last[slot(class.as_bytes())];
        if self.all.get(*last as usize) != Some(&class) {
            *last = self.all.len() as u32;
            self.all.push(class);
        }
        *last
    }

    pub(super) fn into_list(self) -> Vec<&'t str> {
        self.all
    }
}

/// A hash of the length and of the bytes at both ends.
fn slot(class: &[u8]) -> usize {
    let word = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let ends = match class.len() {
        8.. => word(class.first_chunk()) ^ word(class.last_chunk()).rotate_left(32),
        _ => class.iter().fold(0, |key, &byte| key << 8 | u64::from(byte)),
    };
    let middle = class.get(class.len() / 2).map_or(0, |&byte| u64::from(byte));
    let key = ends ^ (class.len() as u64) << 56 ^ middle << 48;
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_classes_have_a_number() {
        let mut classes = Classes::default();
        let names = ["", "a", "b", "article-body", "article-bodz"];
        let numbers = names.map(|class| classes.number(class));
        assert_eq!(names.map(|class| classes.number(class)), numbers);
        assert_eq!(classes.into_list(), names);
    }
}
