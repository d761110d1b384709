//! E-mail addresses that Cloudflare hides from robots: each byte of `data-cfemail`, or of what stands
//! behind `/cdn-cgi/l/email-protection#`, is combined with the first by an exclusive or. A browser
//! shows the address, as a script puts it back, so this is no repair.

use super::run::Mark;
use super::walk::Builder;
use crate::html::ElementName;
use crate::model::document::{Inline, Link};
use crate::model::source::Text;
use crate::parse::tree::{Element, NodeId};

/// What stands for the address in the page.
const SHOWN: [&str; 2] = ["[email\u{a0}protected]", "[email protected]"];

const PATH: &str = "/cdn-cgi/l/email-protection#";

/// The address that an element hides, with what else its link says: `?subject=…`.
pub(super) fn hidden(element: &Element) -> Option<String> {
    let linked = || {
        let href = element.attribute("href")?;
        Some(&href[href.find(PATH)? + PATH.len()..])
    };
    decode(element.attribute("data-cfemail").or_else(linked)?)
}

fn decode(hex: &str) -> Option<String> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = hex.as_bytes().chunks(2).map(byte).collect();
    let bytes = bytes?;
    let (key, bytes) = bytes.split_first()?;
    let address = String::from_utf8(bytes.iter().map(|byte| byte ^ key).collect()).ok()?;
    // Some pages hide an address with its scheme, not always the right one.
    let address = address.trim_start_matches("mailto:").trim_start_matches("tel:").trim();
    let (name, host) = address.split_once('@')?;
    let plain = !address.contains(|c: char| c.is_control() || "<>\"()".contains(c));
    (!name.is_empty() && host.contains('.') && plain).then(|| address.to_owned())
}

impl Builder<'_> {
    /// Enters an element that hides an address: a link to it, or the address itself.
    pub(super) fn enter_hidden_address(
        &mut self,
        id: NodeId,
        name: ElementName,
        address: String,
    ) -> bool {
        let span = self.tree.span(id);
        let bare = address.split('?').next().unwrap_or_default();
        let text = Inline::Text(Text::new(bare, span));
        if name != ElementName::A {
            return self.atom(id, text);
        }
        let mut link = Link { url: format!("mailto:{address}"), title: None, content: Vec::new() };
        if self.shows_nothing(id) {
            link.content.push(text);
            return self.atom(id, Inline::Link(Box::new(link)));
        }
        let opened = self.run.open(Mark::Link(Box::new(link)));
        self.enter_marks(u8::from(opened))
    }

    /// Whether all that an element holds stands for the address.
    fn shows_nothing(&self, id: NodeId) -> bool {
        let mut node = id;
        while let Some(child) = self.tree.first_child(node) {
            if self.tree.next(child).is_some() {
                return false;
            }
            node = child;
        }
        self.tree.text(node).is_none_or(|text| SHOWN.contains(&text.value.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded() {
        assert_eq!(
            decode("95e6e2f4e5d5f4e7f1f8fafae7bbf0edf4f8e5f9f0bbfae7f2").as_deref(),
            Some("swap@ardmoor.example.org")
        );
        let scheme = decode("3145545d0b5071531f5449505c415d54");
        assert_eq!(scheme.as_deref(), Some("a@b.example"));
        assert_eq!(decode("zz").or(decode("")).or(decode("2")), None);
    }
}
