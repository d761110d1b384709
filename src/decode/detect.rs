//! Which encoding a document is in.
//!
//! A byte order mark decides, then the label of the transport, then what the document says, then
//! what its bytes look like (WHATWG HTML, [determining the character encoding]). Declarations are
//! often wrong, because documents are converted and their heads are not; where the bytes contradict
//! a declaration, the bytes are believed.
//!
//! [determining the character encoding]: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::layer::Layer;
use super::prescan::{Declared, prescan};
use crate::Error;
use crate::report::{Confidence, LayerKind, Report};
use crate::rules::RuleId;

/// Browsers look for a declaration in so many bytes.
const PRESCAN: usize = 1024;
/// Text that is not UTF-8 has its declaration looked for in so many.
const LATE_PRESCAN: usize = 1 << 16;
/// Detection reads no more than this.
const SAMPLE: usize = 1 << 18;

/// How the bytes are to be read.
pub(super) struct Charset {
    pub(super) encoding: &'static Encoding,
    /// The length of the byte order mark.
    pub(super) bom: usize,
    /// Whether bytes that are not UTF-8 may be Windows-1252 among UTF-8.
    pub(super) mixed: bool,
}

/// The encoding that the transport gave.
pub(super) fn transport_label(label: Option<&str>) -> Result<Option<&'static Encoding>, Error> {
    let Some(label) = label else { return Ok(None) };
    Encoding::for_label(label.as_bytes())
        .map(Some)
        .ok_or_else(|| Error::UnknownEncoding { label: label.to_owned() })
}

pub(super) fn detect(
    bytes: &Layer<'_, [u8]>,
    is_utf8: bool,
    label: Option<&'static Encoding>,
    report: &mut Report,
) -> Charset {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return Charset { encoding, bom, mixed: false };
    }
    let declared = |limit: usize| match label {
        Some(encoding) => Some(Declared { encoding, label: 0..0 }),
        None => prescan(&bytes[..bytes.len().min(limit)]),
    };
    if is_utf8 && declared(PRESCAN).is_none_or(|it| it.encoding == UTF_8) && is_plain(bytes) {
        return Charset { encoding: UTF_8, bom: 0, mixed: false };
    }
    let shape = Shape::of(bytes, is_utf8);
    let declared = declared(if shape.invalid == 0 { PRESCAN } else { LATE_PRESCAN });
    // The replacement encoding would give one U+FFFD for all the text.
    let declared = declared.filter(|declared| declared.encoding != REPLACEMENT);
    let likely = shape.likely();
    let encoding = match declared {
        None => likely.unwrap_or_else(|| guess(bytes)),
        Some(Declared { encoding, label }) => {
            let better = match likely {
                Some(likely) if likely != encoding && shape.contradicts(encoding) => Some(likely),
                None if encoding == UTF_8 => Some(guess(bytes)),
                _ => None,
            };
            better.filter(|better| relabel(bytes, label, better, report)).unwrap_or(encoding)
        }
    };
    let mixed = encoding == UTF_8 && shape.valid > 0;
    Charset { encoding, bom: 0, mixed }
}

fn relabel(
    bytes: &Layer<'_, [u8]>,
    label: Range<usize>,
    encoding: &'static Encoding,
    report: &mut Report,
) -> bool {
    let span = bytes.source(label);
    report.edit(
        LayerKind::Tags,
        RuleId::EncodingLabelWrong,
        Confidence::Likely,
        span,
        encoding.name(),
    )
}

/// What the bytes look like.
struct Shape {
    /// Characters of more than one byte that are valid UTF-8.
    valid: usize,
    /// Runs of bytes that are not.
    invalid: usize,
    /// The UTF-16 that the zero bytes speak for.
    wide: Option<&'static Encoding>,
    escapes: bool,
}

impl Shape {
    /// `is_utf8` says that all bytes are known to be UTF-8.
    fn of(bytes: &[u8], is_utf8: bool) -> Self {
        let wide = wide(bytes);
        let mut shape = Self { valid: 0, invalid: 0, wide, escapes: false };
        if is_utf8 || std::str::from_utf8(bytes).is_ok() {
            let ascii = Encoding::ascii_valid_up_to(bytes);
            // Two are enough to tell: legacy text seldom has one such pair by accident.
            shape.valid = bytes[ascii..].iter().filter(|&&byte| byte >= 0xC0).take(2).count();
            shape.escapes = ascii == bytes.len() && memchr::memchr(0x1B, bytes).is_some();
            return shape;
        }
        for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
            shape.valid += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
            shape.invalid += usize::from(!chunk.invalid().is_empty());
        }
        shape
    }

    /// The encoding, if the form of the bytes alone tells it.
    fn likely(&self) -> Option<&'static Encoding> {
        if self.wide.is_some() {
            return self.wide;
        }
        (self.valid >= self.invalid && !self.escapes).then_some(UTF_8)
    }

    /// Whether the bytes cannot well be in `encoding`, as they look like something else.
    fn contradicts(&self, encoding: &'static Encoding) -> bool {
        self.wide.is_some() && encoding != UTF_16BE && encoding != UTF_16LE
            || self.wide.is_none()
                && encoding != ISO_2022_JP
                && self.invalid * 20 <= self.valid
                && (self.valid > 1 || (self.valid == 1 && encoding.is_single_byte()))
    }
}

/// Whether nothing hints at UTF-16 or at escapes of ISO-2022-JP.
fn is_plain(bytes: &[u8]) -> bool {
    wide(bytes).is_none() && memchr::memchr(0x1B, bytes).is_none()
}

/// UTF-16 without a byte order mark: in text of ASCII letters every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(PRESCAN)];
    memchr::memchr(0, sample)?;
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 8;
    if odd > many && even * 8 < odd {
        Some(UTF_16LE)
    } else if even > many && odd * 8 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The legacy encoding that the letters speak for.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let ascii = Encoding::ascii_valid_up_to(bytes);
    let start = if ascii == bytes.len() { 0 } else { ascii.saturating_sub(PRESCAN) };
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;
    use crate::options::{DecodeOptions, RepairOptions};

    fn read(bytes: &[u8], label: Option<&str>) -> (String, &'static str) {
        let mut report = Report::new(&RepairOptions::default());
        let options = DecodeOptions { label: label.map(str::to_owned) };
        let decoded = crate::decode::decode(bytes, &options, &mut report).expect("a known label");
        (decoded.text.into_owned(), report.encoding)
    }

    #[test]
    fn a_byte_order_mark_outranks_the_label() {
        assert_eq!(read(b"\xEF\xBB\xBFcaf\xC3\xA9", Some("latin1")), ("café".into(), "UTF-8"));
        assert_eq!(read(b"\xFF\xFEa\0\xE9\0", None), ("aé".into(), "UTF-16LE"));
    }

    #[test]
    fn the_label_outranks_the_declaration() {
        let bytes = b"<meta charset=windows-1252>\xE9\xE8";
        assert_eq!(read(bytes, Some("windows-1251")).1, "windows-1251");
        assert_eq!(read(bytes, None).1, "windows-1252");
    }

    #[test]
    fn unknown_labels_are_refused() {
        assert!(transport_label(Some("utf-9")).is_err());
        assert_eq!(transport_label(Some(" Latin1 ")).ok().flatten(), Some(WINDOWS_1252));
    }

    #[test]
    fn undeclared_legacy_text_is_detected() {
        let german = "Die Bürger hörten später über die Straßen Münchens.";
        let russian = "Маяк на мысе снова светит, и рыбаки вернулись домой.";
        let japanese = "港の時計は、なぜ五分遅れるのか。直そうとした人は三人いた。";
        for (text, encoding) in [
            (german, WINDOWS_1252),
            (russian, encoding_rs::WINDOWS_1251),
            (russian, encoding_rs::KOI8_U),
            (japanese, encoding_rs::SHIFT_JIS),
            (japanese, encoding_rs::EUC_JP),
            (japanese, ISO_2022_JP),
        ] {
            let bytes = encoding.encode(text).0;
            assert_eq!(read(&bytes, None), (text.to_owned(), encoding.name()));
        }
    }

    #[test]
    fn wide_text_needs_no_mark() {
        let wide: Vec<u8> = "<p>Grüße</p>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&wide, None), ("<p>Grüße</p>".into(), "UTF-16BE"));
    }

    #[test]
    fn wrong_declarations_are_not_believed() {
        let utf8 = "<meta charset=iso-8859-2><p>Grüße, Märchen";
        assert_eq!(read(utf8.as_bytes(), None), (utf8.to_owned(), "UTF-8"));
        let legacy = b"<meta charset=utf-8><p>Die Stra\xDFen M\xFCnchens h\xF6rten";
        assert_eq!(read(legacy, None).1, "windows-1252");
    }

    /// The tests of the [html5lib suite](https://github.com/html5lib/html5lib-tests/tree/master/encoding).
    #[test]
    #[ignore = "needs HTML5LIB_TESTS, the folder of the suite"]
    fn declarations_are_found_as_in_the_html5lib_suite() {
        let folder = std::env::var("HTML5LIB_TESTS").expect("HTML5LIB_TESTS is set");
        let (mut total, mut failures) = (0, Vec::new());
        for file in ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"] {
            let path = format!("{folder}/encoding/{file}");
            let suite = std::fs::read(&path).expect("the suite is there");
            for case in memchr::memmem::find_iter(&suite, b"#data\n").map(|at| &suite[at + 6..]) {
                let end = memchr::memmem::find(case, b"#encoding\n").expect("an expectation");
                let (data, rest) = (&case[..end - 1], &case[end + 10..]);
                let label = rest.split(|&b| b == b'\n').next().unwrap_or_default();
                let expected = Encoding::for_label(label).expect("a known encoding");
                let declared = || prescan(data).map_or(WINDOWS_1252, |declared| declared.encoding);
                let found = Encoding::for_bom(data).map_or_else(declared, |bom| bom.0);
                total += 1;
                if found != expected {
                    let data = String::from_utf8_lossy(data).into_owned();
                    failures.push(format!("{}, not {}: {data}", found.name(), expected.name()));
                }
            }
        }
        assert!(failures.is_empty(), "{} of {total}:\n{}", failures.len(), failures.join("\n\n"));
    }
}
