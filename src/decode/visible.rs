//! What a text shows its readers, to compare it with what a repair makes of it.
//!
//! Taking a layer off shows what was there before, or less: escapes, boundaries and quotes go. Where
//! much more is seen than before, or what programs write and nobody reads, a script or an attribute
//! was opened by mistake, and it is better to leave the text as it was.

/// A rough count of what readers see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Visible {
    /// Characters that are not white space.
    chars: usize,
    /// Signs of JSON and scripts.
    code: usize,
}

/// What stands in JSON and scripts all over, and hardly ever in prose.
const CODE: [&str; 6] = ["\":", "{\"", "\",\"", "\"}", "function(", "</script"];
/// More signs than so many show code.
const SIGNS: usize = 2;
/// So many characters more are nothing.
const SLACK: usize = 60;

impl Visible {
    /// Counts what is shown of a part of the text that holds no script and no comment.
    pub(super) fn add(&mut self, text: &[u8]) {
        let mut at = 0;
        for open in memchr::memchr_iter(b'<', text) {
            if open < at {
                continue;
            }
            self.add_plain(&text[at..open]);
            at = open + tag(&text[open..]);
        }
        self.add_plain(&text[at.min(text.len())..]);
        for sign in CODE {
            self.code += memchr::memmem::find_iter(text, sign).count();
        }
    }

    fn add_plain(&mut self, text: &[u8]) {
        // Characters, not bytes: what follows the first byte of one does not count.
        self.chars += text.iter().filter(|&&byte| byte > b' ' && byte & 0xC0 != 0x80).count();
    }

    /// Whether a text that showed this before shows what it should not.
    pub(super) fn is_more_than(&self, before: &Self) -> bool {
        let grown = self.chars > before.chars + SLACK;
        let multiplied = self.chars * 10 > before.chars * 13;
        grown && (multiplied || self.code > before.code + SIGNS)
    }
}

/// The length of the tag that a text begins with; a section of CDATA is none.
fn tag(text: &[u8]) -> usize {
    let named = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?');
    if !text.get(1).is_some_and(named) || text.starts_with(b"<![CDATA[") {
        return 1;
    }
    memchr::memchr2(b'>', b'<', &text[1..])
        .map_or(1, |end| end + 1 + usize::from(text[end + 1] == b'>'))
}

#[cfg(test)]
mod tests {
    use super::super::regions::Regions;
    use super::*;

    fn visible(text: &str) -> Visible {
        Regions::of(text.as_bytes()).visible(text.as_bytes())
    }

    #[test]
    fn tags_scripts_and_comments_are_not_seen() {
        // Of a section of CDATA its first sign is not counted.
        let text = "<p class=x>a é</p><script>b</script><!-- c --><![CDATA[<i>d</i>";
        assert_eq!(visible(text), Visible { chars: "aé![CDATA[d".chars().count(), code: 0 });
    }

    #[test]
    fn what_a_script_held_is_more() {
        let prose = "A word or two. ".repeat(40);
        let before = visible(&format!("{prose}<script>{{}}</script>"));
        assert!(!visible(&format!("{prose}{}", "ab ".repeat(10))).is_more_than(&before));
        assert!(visible(&format!("{prose}{}", "ab ".repeat(300))).is_more_than(&before));
        let json = r#"{"a":"b","c":"d"}"#.repeat(5);
        assert!(visible(&format!("{prose}{json}")).is_more_than(&before));
    }
}
