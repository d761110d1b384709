//! The closed vocabularies: names of HTML's elements and attributes.

mod attribute;
pub(crate) mod char_ref;
mod char_ref_tables;
mod element;
pub(crate) mod escape;
pub(crate) mod handler;
mod parts;
pub(crate) mod scheme;
pub(crate) mod selector;
pub(crate) mod sets;

pub(crate) use attribute::AttributeName;
pub use element::ElementName;
pub(crate) use parts::Parts;

/// An enum of names, in lower case, that are found by a table made at compile time.
macro_rules! vocabulary {
    ($(#[$attribute:meta])* $visibility:vis enum $type:ident { $($variant:ident $name:literal)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        #[repr(u8)]
        $visibility enum $type { $($variant,)* }

        impl $type {
            /// Every name.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in lower case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Which name that is; `name` is in lower case.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                static TABLE: super::Table = super::Table::new(&[$($name,)*]);
                TABLE.find(name, |index| Self::ALL[index].as_str()).map(|index| Self::ALL[index])
            }
        }
    };
}
use vocabulary;

/// Open addressing over a list of names: the key of a name and its index plus one, 0 for empty.
struct Table([(u64, u8); 512]);

impl Table {
    const fn new(names: &[&str]) -> Self {
        let mut table = [(0, 0); 512];
        let mut index = 0;
        while index < names.len() {
            let key = key(names[index].as_bytes());
            let mut slot = slot(key);
            while table[slot].1 != 0 {
                slot = (slot + 1) % table.len();
            }
            table[slot] = (key, index as u8 + 1);
            index += 1;
        }
        Self(table)
    }

    /// The index of a name.
    fn find(&self, name: &str, name_at: impl Fn(usize) -> &'static str) -> Option<usize> {
        let key = key(name.as_bytes());
        let mut slot = slot(key);
        loop {
            let (found, index) = self.0[slot];
            let index = usize::from(index.checked_sub(1)?);
            // Up to eight bytes the key is the name itself.
            if found == key {
                let candidate = name_at(index);
                if candidate.len() == name.len() && (name.len() <= 8 || candidate == name) {
                    return Some(index);
                }
            }
            slot = (slot + 1) % self.0.len();
        }
    }
}

/// The bytes of a short name, a mix of those of a long one.
const fn key(name: &[u8]) -> u64 {
    let mut key: u64 = 0;
    let mut index = 0;
    while index < name.len() {
        key = key.rotate_left(8) ^ name[index] as u64;
        index += 1;
    }
    key
}

/// Fibonacci hashing to the size of a table.
const fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        for &element in ElementName::ALL {
            assert_eq!(ElementName::parse(element.as_str()), Some(element));
        }
        for &attribute in AttributeName::ALL {
            assert_eq!(AttributeName::parse(attribute.as_str()), Some(attribute));
        }
        assert_eq!(ElementName::parse("fuerte"), None);
        assert_eq!(ElementName::parse(""), None);
        assert_eq!(ElementName::parse("\0a"), None);
        assert_eq!(ElementName::parse("blockquotes"), None);
    }
}
