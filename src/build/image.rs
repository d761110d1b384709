//! Images.

use super::link::{address, scheme, title};
use crate::document::Image;
use crate::parse::tree::Element;

/// The image that an element shows.
pub(super) fn image(element: &Element) -> Option<Image> {
    let url = address(element.attribute("src")?);
    let is_image = scheme(&url) != "data" || url.starts_with("data:image/");
    if url.is_empty() || !is_image || scheme(&url).ends_with("script") {
        return None;
    }
    let alt = element.attribute("alt").unwrap_or_default();
    Some(Image { url, alt: fold(alt), title: title(element) })
}

fn fold(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
