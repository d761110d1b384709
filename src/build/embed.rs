//! Video, audio and documents of others: a link to what is embedded.

use super::link::address;
use super::walk::Builder;
use crate::html::ElementName;
use crate::html::scheme::{is_safe_image, is_unsafe, is_web};
use crate::model::document::{Image, Inline, Link};
use crate::model::source::Text;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};

/// Parts of the addresses of frames that show advertisements, counters and buttons.
const NOT_CONTENT: &[&str] = &[
    "googletagmanager.com",
    "doubleclick.net",
    "googlesyndication.com",
    "googleadservices.com",
    "adservice.",
    "amazon-adsystem.com",
    "/recaptcha/",
    "facebook.com/plugins/like",
    "facebook.com/plugins/share",
    "facebook.com/tr",
    "platform.twitter.com/widgets/tweet_button",
    "disqus.com/embed/comments",
    "accounts.google.com",
    "/ads/",
    "safeframe",
    "taboola.com",
    "outbrain.com",
    "quantserve.com",
    "scorecardresearch.com",
];

impl Builder<'_> {
    /// Writes a link to what an element embeds; whether it did.
    pub(super) fn embed(&mut self, id: NodeId, element: &Element) -> bool {
        let Some(url) = source(self.tree, id, element) else { return false };
        let url = self.base.resolve(&watch_address(&url));
        if is_unsafe(&url)
            || is_hidden(element)
            || NOT_CONTENT.iter().any(|part| url.contains(part))
        {
            return false;
        }
        if element.name == Some(ElementName::Iframe) && !is_web(&url) {
            return false;
        }
        let title = ["title", "aria-label", "alt"].iter().find_map(|name| element.attribute(name));
        let title = title.map(str::trim).filter(|title| !title.is_empty() && !is_generic(title));
        let span = self.tree.span(id);
        let poster = element.attribute("poster").map(address).filter(|url| !url.is_empty());
        let poster = poster.map(|url| self.base.resolve(&url)).filter(|url| is_safe_image(url));
        let content = match poster {
            Some(poster) => {
                let alt = title.unwrap_or_default().to_owned();
                Inline::Image(Box::new(Image { url: poster, alt, title: None }))
            }
            None => Inline::Text(Text::new(title.unwrap_or(&url), span)),
        };
        self.flush();
        self.run
            .push(Inline::Link(Box::new(Link { url, title: None, content: vec![content] })), span);
        self.flush();
        true
    }
}

/// The address of what is embedded.
fn source(tree: &Tree, id: NodeId, element: &Element) -> Option<String> {
    let names: &[&str] = match element.name {
        Some(ElementName::Object) => &["data"],
        Some(ElementName::Embed | ElementName::Video | ElementName::Audio) => &["src", "data-src"],
        _ => &["data-src", "data-lazy-src", "src"],
    };
    let own = names.iter().filter_map(|name| element.attribute(name));
    let sources = tree.children(id).filter(|&child| tree.name(child) == Some(ElementName::Source));
    let sources = sources.filter_map(|child| tree.attribute(child, "src"));
    let found = own.chain(sources).map(address);
    found.into_iter().find(|url| {
        !url.is_empty()
            && !url.starts_with(['#'])
            && !url.starts_with("about:")
            && !url.starts_with("blob:")
    })
}

/// The page that shows a video, for players whose addresses are known.
fn watch_address(url: &str) -> String {
    let id = |url: &str, prefix: &str| -> Option<String> {
        let (_, rest) = url.split_once(prefix)?;
        let end = rest.find(['?', '&', '/', '#']).unwrap_or(rest.len());
        (end > 0).then(|| rest[..end].to_owned())
    };
    let youtube = id(url, "youtube.com/embed/").or_else(|| id(url, "youtube-nocookie.com/embed/"));
    if let Some(id) = youtube.filter(|id| id != "videoseries") {
        return format!("https://www.youtube.com/watch?v={id}");
    }
    match id(url, "player.vimeo.com/video/") {
        Some(id) => format!("https://vimeo.com/{id}"),
        None => url.to_owned(),
    }
}

fn is_hidden(element: &Element) -> bool {
    let tiny =
        |name| matches!(element.attribute(name).map(str::trim), Some("0" | "1" | "0px" | "1px"));
    tiny("width") || tiny("height")
}

/// Titles that players give every video.
fn is_generic(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    title.contains("video player")
        || title == "embedded content"
        || title == "iframe"
        || title == "video"
}
