//! Inputs that are no articles: what they are, told by their content, and what to use instead.
//!
//! Pictures, PDF and Word files read as text would give pages of garbage. Text of another kind (style
//! sheets, programs, settings) is refused only where nobody named it: in folders and archives.

use super::record::{ErrorKind, RecordError};

/// What an input is that holds no article to read, and what to use instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    what: &'static str,
    instead: Option<&'static str>,
}

const PICTURE: Option<&str> = Some("text in it needs a reader of characters, as tesseract");
const PDF: Option<&str> = Some("make text or HTML of it first: pdftotext, pdftohtml -s");
const OFFICE: Option<&str> = Some("make HTML of it first: pandoc, soffice --convert-to html");
const ARCHIVE: Option<&str> = Some("unpack it first");

/// Magic numbers at the beginning.
const MAGIC: &[(&[u8], &str, Option<&str>)] = &[
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (b"GIF87a", "a picture (GIF)", PICTURE),
    (b"GIF89a", "a picture (GIF)", PICTURE),
    (b"II*\0", "a picture (TIFF)", PICTURE),
    (b"MM\0*", "a picture (TIFF)", PICTURE),
    (b"\0\0\x01\0", "a picture (icon)", None),
    (b"AT&TFORM", "a picture (DjVu)", PICTURE),
    (b"%PDF-", "a PDF document", PDF),
    (b"%!PS", "a PostScript document", Some("make text of it first: ps2ascii")),
    (b"{\\rtf", "a rich text document (RTF)", OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", OFFICE),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", ARCHIVE),
    (b"Rar!\x1a\x07", "an archive (RAR)", ARCHIVE),
    (b"ID3", "a sound", None),
    (b"OggS", "a sound", None),
    (b"fLaC", "a sound", None),
    (b"\xff\xfb", "a sound", None),
    (b"\xff\xf3", "a sound", None),
    (b"\x1a\x45\xdf\xa3", "a film", None),
    (b"FLV\x01", "a film", None),
    (b"wOFF", "a font", None),
    (b"wOF2", "a font", None),
    (b"OTTO", "a font", None),
    (b"\0\x01\0\0\0", "a font", None),
    (b"SQLite format 3\0", "a database", Some("export its table of articles as CSV")),
    (b"\x7fELF", "a program", None),
    (b"\0asm", "a program", None),
    (b"\xca\xfe\xba\xbe", "a program", None),
];

/// What an input that begins with `head` is, if it is no text.
pub(super) fn binary(head: &[u8]) -> Option<Foreign> {
    let at = |range: std::ops::Range<usize>| head.get(range).unwrap_or_default();
    let is = |what, instead| Some(Foreign { what, instead });
    if let Some((_, what, instead)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return is(what, *instead);
    }
    match (at(0..4), at(4..8), at(8..12)) {
        (b"RIFF", _, b"WEBP") => is("a picture (WebP)", PICTURE),
        (b"RIFF", _, b"WAVE") => is("a sound", None),
        (b"RIFF", _, b"AVI ") => is("a film", None),
        (_, b"ftyp", b"avif" | b"heic" | b"mif1") => is("a picture (AVIF, HEIC)", PICTURE),
        (_, b"ftyp", _) => is("a film", None),
        ([b'P', b'K', 3, 4], ..) => office(head),
        _ if is_noise(head) => is("binary data", None),
        _ => None,
    }
}

/// Office documents are ZIP archives; what their first members are called tells them.
fn office(head: &[u8]) -> Option<Foreign> {
    let length = usize::from(u16::from_le_bytes([*head.get(26)?, *head.get(27)?]));
    let first = head.get(30..30 + length)?;
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    let is_open_xml = first == b"[Content_Types].xml"
        || [&b"_rels/"[..], b"word/", b"xl/", b"ppt/"].iter().any(|part| first.starts_with(part));
    let what = match first {
        _ if is_open_xml && has(b"xl/") => "an Excel document",
        _ if is_open_xml && has(b"ppt/") => "a PowerPoint document",
        _ if is_open_xml => "a Word document (DOCX)",
        b"mimetype" if has(b"opendocument") => "an OpenDocument text",
        _ => return None,
    };
    Some(Foreign { what, instead: OFFICE })
}

/// Whether too many bytes are control characters for text in any encoding: noise has one in ten.
/// UTF-16 has as many, every second one of them zero.
fn is_noise(head: &[u8]) -> bool {
    const UTF_16_32: &[&[u8]] = &[b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"];
    // A file that lost its end to a full disk is filled up with zeros.
    let filling = head.iter().rev().take_while(|byte| **byte == 0).count();
    let head = &head[..head.len() - filling];
    if head.len() < 32 || UTF_16_32.iter().any(|mark| head.starts_with(mark)) {
        return false;
    }
    // Escape and the shifts are those of ISO 2022; 0x1A ends files of old systems.
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 0x0b | 0x10..=0x19 | 0x1c..=0x1f | 0x7f);
    let controls = head.iter().filter(|byte| is_control(byte)).count();
    let zeros = |parity| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_utf_16 = even.max(odd) * 8 > head.len() && even.min(odd) * 20 < even.max(odd);
    controls * 20 > head.len() && !is_utf_16
}

/// What text in a folder or an archive is, if it is text of another kind than articles.
pub(super) fn other_text(head: &[u8], name: &str) -> Option<Foreign> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let is = |what| Some(Foreign { what, instead: None });
    let file = name.rsplit(['/', '!']).next().unwrap_or(name);
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    if text.starts_with(b"<?php") {
        return is("a program");
    }
    if text.starts_with(b"<") {
        // A page may begin with a drawing, as its sign.
        if matches!(&*extension, "html" | "htm" | "xhtml" | "shtml" | "php" | "asp" | "aspx") {
            return None;
        }
        return root(text).and_then(|root| match root {
            b"svg" => is("a picture (SVG)"),
            b"urlset" | b"sitemapindex" => is("a site map"),
            b"opml" => is("a list of feeds (OPML)"),
            b"plist" | b"project" | b"configuration" | b"browserconfig" => is("settings (XML)"),
            _ => None,
        });
    }
    match extension.as_str() {
        "css" | "scss" | "sass" | "less" => is("a style sheet"),
        "js" | "mjs" | "cjs" | "ts" | "jsx" | "tsx" | "map" | "py" | "rb" | "java" | "c" | "h"
        | "cpp" | "go" | "rs" | "sh" | "bat" | "ps1" | "pl" | "lua" | "sql" => is("a program"),
        "toml" | "yaml" | "yml" | "ini" | "cfg" | "conf" | "lock" | "properties" => is("settings"),
        "md" | "markdown" => {
            Some(Foreign { what: "Markdown already", instead: Some("named itself, it is cleaned") })
        }
        "log" => is("a log"),
        "part" | "journal" => is("an unfinished file of a run"),
        _ => None,
    }
}

/// The name of the root element, behind declarations and comments.
fn root(text: &[u8]) -> Option<&[u8]> {
    let mut rest = text;
    loop {
        rest = &rest[memchr::memchr(b'<', rest)? + 1..];
        let end: &[u8] = match rest.first()? {
            b'?' => b"?>",
            b'!' if rest.starts_with(b"!--") => b"-->",
            b'!' => b">",
            _ => {
                let is_end = |byte: &u8| !byte.is_ascii_alphanumeric();
                let end = rest.iter().position(is_end).unwrap_or(rest.len());
                return Some(&rest[..end]);
            }
        };
        rest = &rest[memchr::memmem::find(rest, end)?..];
    }
}

/// What a media type says that its data is, if that is no text of an article.
pub(super) fn media(media_type: &str) -> Foreign {
    let (what, instead) = match media_type.split_once('/') {
        Some(("image", _)) => ("a picture", PICTURE),
        Some(("audio", _)) => ("a sound", None),
        Some(("video", _)) => ("a film", None),
        Some(("font", _)) => ("a font", None),
        Some((_, "pdf")) => ("a PDF document", PDF),
        Some((_, "css")) => ("a style sheet", None),
        Some((_, "javascript" | "x-javascript" | "ecmascript")) => ("a program", None),
        Some((_, "json" | "ld+json" | "manifest+json")) => ("JSON", None),
        Some((_, "xml" | "rss+xml" | "atom+xml")) => ("XML", None),
        Some((_, kind)) if kind.contains("font") => ("a font", None),
        Some((_, kind)) if kind.contains("word") || kind.contains("office") => {
            ("an Office document", OFFICE)
        }
        _ => ("data of another media type", None),
    };
    Foreign { what, instead }
}

/// What nobody looks into: files and folders that systems hide.
pub(super) const HIDDEN: Foreign = Foreign { what: "a hidden file or folder", instead: None };

/// What there is nothing in.
pub(super) fn empty(source: &str, what: &str) -> RecordError {
    RecordError { kind: ErrorKind::Empty, ..RecordError::new(source, None, what.to_owned()) }
}

impl Foreign {
    /// The error of an input that is one.
    pub(super) fn refuse(self, source: &str, offset: Option<u64>) -> RecordError {
        RecordError {
            kind: ErrorKind::Foreign,
            remedy: self.instead.map(str::to_owned),
            ..RecordError::new(source, offset, self.what.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_told_by_content() {
        let mut noise: Vec<u8> = (0..=255).collect();
        noise.rotate_left(77);
        for (head, what) in [
            (&b"\x89PNG\r\n\x1a\n\0\0"[..], "a picture (PNG)"),
            (b"%PDF-1.7\n", "a PDF document"),
            (b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xmlword/", "a Word document (DOCX)"),
            (&noise, "binary data"),
        ] {
            assert_eq!(binary(head).map(|foreign| foreign.what), Some(what));
        }
        let utf_16: Vec<u8> =
            "<p>A page without a mark.</p>".bytes().flat_map(|b| [b, 0]).collect();
        let shift_jis =
            encoding_rs::SHIFT_JIS.encode("豆腐屋が店を開いた。今日は雨が降っています。").0;
        let filled =
            [&b"<p>The ferry sails at noon, and again at six.</p>"[..], &[0; 500]].concat();
        for head in [
            &utf_16[..],
            &filled,
            &shift_jis,
            b"<p>MZ ID</p>",
            b"\xff\xfe<\0p\0>\0",
            b"ID of a page",
        ] {
            assert_eq!(binary(head), None, "{head:?}");
        }
    }

    #[test]
    fn pages_are_told_from_other_text_whatever_their_names() {
        for (head, name, what) in [
            ("p { margin: 0 }", "a/style.css", Some("a style sheet")),
            ("<?xml version=\"1.0\"?><!-- x --><urlset>", "sitemap.xml", Some("a site map")),
            ("<!DOCTYPE html><html>", "story.php", None),
            ("<?php echo 1;", "story.php", Some("a program")),
            ("<html>", "program.js", None),
            ("<svg></svg>", "sign.svg", Some("a picture (SVG)")),
            ("<svg></svg><p>The ferry sails.</p>", "story.html", None),
            ("The ferry sails.", "a-story", None),
            ("<?xml version=\"1.0\"?><nitf>", "story.xml", None),
        ] {
            assert_eq!(other_text(head.as_bytes(), name).map(|f| f.what), what, "{name}");
        }
    }
}
