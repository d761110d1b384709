//! Finding bytes by what they are, where no one byte tells.
//!
//! A block at a time, without branches, so that the compiler makes vectors of it.

const BLOCK: usize = 32;

/// The first place from `from` on whose byte `is` what is looked for.
#[inline]
pub(super) fn find(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = from;
    // In what is written in other alphabets the next one is near.
    if is(*bytes.get(at)?) {
        return Some(at);
    }
    while let Some(block) = bytes.get(at..at + BLOCK) {
        if block.iter().fold(false, |any, &byte| any | is(byte)) {
            break;
        }
        at += BLOCK;
    }
    bytes.get(at..)?.iter().position(|&byte| is(byte)).map(|offset| at + offset)
}

/// The first place from `from` on whose byte and the one after it are what is looked for.
#[inline]
pub(super) fn find_pair(bytes: &[u8], from: usize, are: impl Fn(u8, u8) -> bool) -> Option<usize> {
    let mut at = from;
    while let (Some(block), Some(next)) =
        (bytes.get(at..at + BLOCK), bytes.get(at + 1..at + 1 + BLOCK))
    {
        if block.iter().zip(next).fold(false, |any, (&a, &b)| any | are(a, b)) {
            break;
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..)?;
    rest.windows(2).position(|pair| are(pair[0], pair[1])).map(|offset| at + offset)
}

/// The next byte beyond ASCII.
pub(super) fn find_high(bytes: &[u8], from: usize) -> Option<usize> {
    find(bytes, from, |byte| byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_in_blocks_and_behind_them() {
        for at in 0..100 {
            let mut bytes = [b' '; 100];
            bytes[at] = 0xC3;
            assert_eq!(find_high(&bytes, 0), Some(at));
            assert_eq!(find_high(&bytes, at), Some(at));
            assert_eq!(find_high(&bytes, at + 1), None);
            let pair = (at < 99).then_some(at);
            assert_eq!(find_pair(&bytes, 0, |a, b| a == 0xC3 && b == b' '), pair);
        }
    }
}
