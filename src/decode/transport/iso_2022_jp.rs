//! ISO-2022-JP whose escape characters are gone: `$BC+$KLk9T%P%9$,La$k(B` is `谷に夜行バスが戻る`.
//!
//! Mail gateways and databases took control characters away, and left what stood between them. The
//! escapes are put back where their codes enclose pairs of bytes that are written with kana.

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Fewer characters prove nothing.
const FEWEST: usize = 8;
/// One in so many is kana, or a mark, in Japanese.
const KANA: usize = 5;

pub(super) fn unwrap(bytes: &mut Layer<'_, [u8]>, report: &mut Report) {
    if report.admits(RuleId::CharsetMisread, Confidence::Likely) && sign(bytes) {
        let edits = edits(bytes);
        bytes.edit(edits, RuleId::CharsetMisread, report);
    }
}

/// Whether the codes stand anywhere, and no escape.
fn sign(bytes: &[u8]) -> bool {
    let find = |sign: &[u8]| memchr::memmem::find(bytes, sign).is_some();
    find(b"$B") && (find(b"(B") || find(b"(J")) && bytes.is_ascii() && !bytes.contains(&0x1B)
}

fn edits(bytes: &[u8]) -> Edits {
    let mut edits = Edits::default();
    let (mut at, mut count, mut kana, mut wrong) = (0, 0, 0, 0);
    while let Some(offset) = memchr::memmem::find(&bytes[at..], b"$B") {
        let start = at + offset;
        let Some(end) = end(bytes, start + 2) else {
            wrong += 1;
            at = start + 2;
            continue;
        };
        for pair in bytes[start + 2..end].chunks(2) {
            count += 1;
            kana += usize::from(matches!(pair[0], 0x21 | 0x24 | 0x25));
        }
        edits.push(start..start, b"\x1b", Confidence::Likely);
        edits.push(end..end, b"\x1b", Confidence::Likely);
        at = end + 3;
    }
    if count < FEWEST || kana * KANA < count || wrong > 0 { Edits::default() } else { edits }
}

/// Where the pairs from `from` on end: at the code of ASCII, an even number of bytes on.
fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let pair = bytes.get(at..at + 2)?;
        if matches!(pair, b"(B" | b"(J") && at > from && bytes.get(at + 2) != Some(&b'$') {
            return Some(at);
        }
        if !pair.iter().all(|byte| (0x21..=0x7E).contains(byte)) {
            return None;
        }
        at += 2;
    }
}
