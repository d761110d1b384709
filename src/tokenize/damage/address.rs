//! Addresses in angle brackets, as in mail and Markdown: `<ann@example.org>`, `<https://…>`.
//!
//! To HTML they are tags of unknown elements, which nobody sees.

/// Longest address that is looked at.
const REACH: usize = 400;

/// Where the address ends whose opening bracket stands at `at`.
pub(crate) fn read(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..];
    let length = rest.iter().take(REACH).position(|b| !is_address(*b))?;
    let body = &text[at + 1..at + 1 + length];
    let whole = rest[length] == b'>' && (is_url(body) || is_mailbox(body));
    whole.then_some(at + length + 2)
}

/// Whether an address may begin with `body`, which follows an opening bracket.
pub(crate) fn may_begin(body: &[u8]) -> bool {
    let name = body.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    match body.get(name) {
        Some(b':') => {
            body[name..].starts_with(b"://")
                || matches!(body[..name].to_ascii_lowercase().as_slice(), b"url" | b"mailto")
        }
        Some(b'@' | b'.' | b'_' | b'+' | b'-') => memchr::memchr(b'@', body).is_some(),
        _ => false,
    }
}

fn is_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'\'')
}

fn is_url(body: &str) -> bool {
    let (scheme, rest) = body.split_once(':').unwrap_or_default();
    let (scheme, rest) = match scheme.to_ascii_lowercase().as_str() {
        "url" => rest.split_once(':').unwrap_or_default(),
        "mailto" => return is_mailbox(rest),
        _ => (scheme, rest),
    };
    let known = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp");
    known && rest.strip_prefix("//").is_some_and(|host| !host.is_empty())
}

fn is_mailbox(body: &str) -> bool {
    let Some((local, host)) = body.split_once('@') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    !local.is_empty()
        && local.chars().all(plain)
        && host.chars().all(plain)
        && host.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && end.len() > 1)
}
