//! Text of documents as text of the page: nothing of it is markup, nothing turns what stands around it.

/// Escapes text; controls and what turns the order of reading are shown by their names.
pub(super) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            '\r' => {}
            c if c.is_control() || is_direction(c) => {
                *html += &format!("<span class=\"ctl\">U+{:04X}</span>", u32::from(c));
            }
            c => html.push(c),
        }
    }
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The beginning of a text, as code.
pub(super) fn code(text: &str, html: &mut String) {
    const SHOWN: usize = 300;
    html.push_str("<code class=\"text\" dir=\"auto\">");
    let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
    escape(&text[..end], html);
    html.push_str(if end < text.len() { "…</code>" } else { "</code>" });
}

/// Escaped, by itself.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

/// Base64 (RFC 4648), as policies name hashes.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..4 {
            match place <= chunk.len() {
                true => text.push(char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize])),
                false => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(
            escaped("<b a='\"'>&\u{1b}\u{202e}"),
            "&lt;b a=&#39;&quot;&#39;&gt;&amp;<span class=\"ctl\">U+001B</span><span class=\"ctl\">U+202E</span>"
        );
    }

    #[test]
    fn base64_is_padded() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|t| base64(t.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }
}
