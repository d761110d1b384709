//! What an input is: told by its first bytes, then by its name.

/// A kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Kind {
    /// One HTML or text document.
    Document,
    /// A web archive (WARC, WET).
    Warc,
    /// One JSON object a line.
    Jsonl,
    /// One JSON value: an array of objects, or an object.
    Json,
    /// A table with commas and a header row.
    Csv,
    /// A table with tabs and a header row.
    Tsv,
    /// One message: e-mail (RFC 5322) or a saved page (MHTML).
    Mail,
    /// A mailbox.
    Mbox,
    /// RSS, Atom or a WordPress export (WXR).
    Feed,
    /// A ZIP archive, also WACZ.
    Zip,
    /// A tar archive.
    Tar,
    /// A Parquet file.
    Parquet,
}

impl Kind {
    /// The kind of an input that begins with `head`.
    #[must_use]
    pub fn detect(head: &[u8], name: &str) -> Self {
        Self::by_magic(head).or_else(|| Self::by_text(head, name)).unwrap_or(Self::Document)
    }

    fn by_magic(head: &[u8]) -> Option<Self> {
        match head {
            _ if head.starts_with(b"WARC/") => Some(Self::Warc),
            _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => {
                Some(Self::Zip)
            }
            _ if head.starts_with(b"PAR1") => Some(Self::Parquet),
            _ if head.get(257..262) == Some(b"ustar") => Some(Self::Tar),
            _ => None,
        }
    }

    fn by_text(head: &[u8], name: &str) -> Option<Self> {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let extension = name.rsplit(['/', '!']).next()?.rsplit_once('.').map(|(_, e)| e);
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        match extension.as_str() {
            "jsonl" | "ndjson" => return Some(Self::Jsonl),
            "csv" => return Some(Self::Csv),
            "tsv" | "tab" => return Some(Self::Tsv),
            "eml" | "mht" | "mhtml" => return Some(Self::Mail),
            "mbox" => return Some(Self::Mbox),
            _ => {}
        }
        match text.first()? {
            b'{' => json(text, &extension),
            b'[' if extension == "json" || is_array_of_objects(text) => Some(Self::Json),
            b'<' if is_feed(text) => Some(Self::Feed),
            b'F' if is_mbox(text) => Some(Self::Mbox),
            _ if is_mail(text) => Some(Self::Mail),
            _ => None,
        }
    }
}

/// An object: lines of objects when the first line is one, else a single value.
fn json(text: &[u8], extension: &str) -> Option<Kind> {
    let line = text.split(|&byte| byte == b'\n').next()?.trim_ascii_end();
    let whole = line.len() < text.len();
    if line.ends_with(b"}") && line.get(1..)?.trim_ascii_start().starts_with(b"\"") {
        let more = whole && text[line.len()..].trim_ascii_start().starts_with(b"{");
        return Some(if more || extension != "json" { Kind::Jsonl } else { Kind::Json });
    }
    let is_object = text.get(1..)?.trim_ascii_start().starts_with(b"\"");
    match (extension, whole) {
        ("json", _) => Some(Kind::Json),
        // One line longer than what was looked at.
        (_, false) if is_object => Some(Kind::Jsonl),
        (_, true) if is_object => Some(Kind::Json),
        _ => None,
    }
}

fn is_array_of_objects(text: &[u8]) -> bool {
    let first = text.get(1..).unwrap_or_default().trim_ascii_start();
    first.first() == Some(&b'{') && first[1..].trim_ascii_start().first() == Some(&b'"')
}

/// The root element of a feed, behind the XML declaration, comments and style sheets.
fn is_feed(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&text[..text.len().min(4096)]);
    let mut rest = &*text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = match rest.as_bytes().first() {
            Some(b'?') => rest.find("?>"),
            Some(b'!') if rest.starts_with("!--") => rest.find("-->"),
            _ => {
                let name = rest.split([' ', '>', '\n', '\t', '\r']).next().unwrap_or_default();
                return matches!(name, "rss" | "feed" | "rdf:RDF");
            }
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return false,
        }
    }
    false
}

fn is_mbox(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let next = text.get(line.len() + 1..).unwrap_or_default();
    line.starts_with(b"From ")
        && is_header(next.split(|&byte| byte == b'\n').next().unwrap_or_default())
}

/// A message begins with header fields (RFC 5322), among them one that only messages have.
fn is_mail(text: &[u8]) -> bool {
    let mut lines = text.split(|&byte| byte == b'\n');
    let Some(first) = lines.next() else { return false };
    let known = |line: &[u8]| {
        let name = line.split(|&byte| byte == b':').next().unwrap_or_default().to_ascii_lowercase();
        matches!(
            name.as_slice(),
            b"received" | b"message-id" | b"mime-version" | b"return-path" | b"delivered-to"
        )
    };
    is_header(first)
        && std::iter::once(first)
            .chain(lines.take_while(|line| !line.trim_ascii().is_empty()))
            .take(60)
            .any(known)
}

fn is_header(line: &[u8]) -> bool {
    let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
    name.len() < line.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        for (head, name, kind) in [
            (&b"WARC/1.0\r\n"[..], "x", Kind::Warc),
            (b"<p>Hello</p>", "x", Kind::Document),
            (b"plain text: with a colon", "x", Kind::Document),
            (b"Note: not mail\nat all", "x", Kind::Document),
            (b"{\"html\": \"<p>\"}\n{\"html\": 1}", "x", Kind::Jsonl),
            (b"[{\"html\": 1}]", "x", Kind::Json),
            (b"[1] a note\n", "x", Kind::Document),
            (b"{{ template }}", "x.html", Kind::Document),
            (b"<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\">", "x", Kind::Feed),
            (b"<?xml version=\"1.0\"?><html>", "x", Kind::Document),
            (b"From a@b Mon\nSubject: x\n", "x", Kind::Mbox),
            (b"From here on\nit rains: a lot", "x", Kind::Document),
            (b"Subject: x\nMIME-Version: 1.0\n\n", "x", Kind::Mail),
        ] {
            assert_eq!(Kind::detect(head, name), kind, "{}", String::from_utf8_lossy(head));
        }
    }
}
