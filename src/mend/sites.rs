//! Whether the text of a run holds anything that a mark, a hyphen or a missing space makes a site.
//!
//! Most runs of a sound document hold none, and those need not be taken apart into words.

/// Whether the rules of marks and hyphens have anything to look at in `text`.
pub(super) fn any(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..bytes.len()).any(|at| match bytes[at] {
        b',' | b'.' | b';' | b':' | b'!' | b'?' => {
            let before = bytes[at - 1];
            before == b' ' || ends_word(before) && bytes.get(at + 1).is_some_and(|b| opens_word(*b))
        }
        // An ellipsis, a hyphen of its own and a soft one, by their last byte.
        0xA6 => bytes.get(at + 1).is_some_and(|b| opens_word(*b)),
        b'-' | 0x90 | 0xAD => matches!(bytes.get(at + 1), Some(b' ' | b'\n')),
        _ => false,
    })
}

const fn ends_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80 || matches!(byte, b'"' | b')' | b']')
}

const fn opens_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80 || byte == b'('
}

#[cfg(test)]
mod tests {
    use super::any;

    #[test]
    fn sites_are_told_from_sound_text() {
        for text in ["foggy.They", "said ,as", "har- bour", "no…But", "har\u{ad} bour", "« a ».Il"]
        {
            assert!(any(text), "{text}");
        }
        for text in ["The lake is foggy. They wait, at 3.5 m.", "well-known", "(a) b, c", ""] {
            assert!(!any(text), "{text}");
        }
    }
}
