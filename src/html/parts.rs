//! Whether one of a few short strings is part of a name, by one look at each byte.
//!
//! Classes and ids are asked for many words at a time, and hardly any has one. All are looked for at
//! once: a bit for each byte of each part tells that the part may go on from there ("shift-and").

/// Short strings in lower case, with at most 64 bytes in all. A space stands for white space, or for
/// the start of the name.
pub(crate) struct Parts {
    /// The states that a byte may lead to.
    states: [u64; 256],
    /// The states in which parts begin and end.
    starts: u64,
    ends: u64,
}

impl Parts {
    pub(crate) const fn new(parts: &[&str]) -> Self {
        let (mut states, mut starts, mut ends) = ([0; 256], 0, 0);
        let (mut part, mut bit) = (0, 0);
        while part < parts.len() {
            let bytes = parts[part].as_bytes();
            starts |= 1 << bit;
            let mut index = 0;
            while index < bytes.len() {
                let mut byte = 0;
                while byte < 256 {
                    let here = byte as u8;
                    let space = bytes[index] == b' ' && here.is_ascii_whitespace();
                    if here.to_ascii_lowercase() == bytes[index] || space {
                        states[byte] |= 1 << bit;
                    }
                    byte += 1;
                }
                index += 1;
                bit += 1;
            }
            ends |= 1 << (bit - 1);
            part += 1;
        }
        Self { states, starts, ends }
    }

    /// Whether one of them is part of `name`, in either case.
    pub(crate) fn are_in(&self, name: &str) -> bool {
        let mut state = self.starts & self.states[usize::from(b' ')];
        name.bytes().any(|byte| {
            state = (state << 1 | self.starts) & self.states[usize::from(byte)];
            state & self.ends != 0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn parts_are_found_in_either_case_and_at_the_start() {
        static PARTS: Parts = Parts::new(&["date", " fn", "ref"]);
        for name in ["post-Date", "fn", "a fn3", "xref", "daref"] {
            assert!(PARTS.are_in(name), "{name}");
        }
        for name in ["", "dat", "efn", "re-f", "e", "ate"] {
            assert!(!PARTS.are_in(name), "{name}");
        }
    }
}
