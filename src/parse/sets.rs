//! Sets of elements that tree construction tells apart.

use html5ever::{LocalName, local_name};

use crate::html::ElementName;
use crate::html::sets;
use crate::tokenize::TagName;

/// Whether the end tag of that name does not reach over an open element.
///
/// WHATWG HTML, "have an element in scope", and "any other end tag" for phrasing elements.
pub(super) fn is_barrier(open: ElementName, end: &TagName<'_>) -> bool {
    use ElementName as E;
    let TagName::Known(end) = *end else {
        return sets::SPECIAL.has(open);
    };
    match end {
        E::Table | E::Tbody | E::Thead | E::Tfoot | E::Tr | E::Td | E::Th | E::Caption => {
            matches!(open, E::Table | E::Template)
        }
        E::Li => is_scope(open) || matches!(open, E::Ol | E::Ul),
        E::P => is_scope(open) || open == E::Button,
        _ if sets::SPECIAL.has(end) => is_scope(open),
        _ => sets::SPECIAL.has(open),
    }
}

/// WHATWG HTML, "has a particular element in scope".
fn is_scope(name: ElementName) -> bool {
    use ElementName as E;
    matches!(
        name,
        E::Applet | E::Caption | E::Table | E::Td | E::Th | E::Marquee | E::Object | E::Template
    )
}

/// Elements whose attributes the tree builder reads, changes, merges or compares.
pub(super) fn reads_attributes(name: ElementName) -> bool {
    use ElementName as E;
    matches!(
        name,
        E::Html
            | E::Body
            | E::Template
            | E::Input
            | E::Image
            | E::Svg
            | E::Math
            | E::B
            | E::Big
            | E::Code
            | E::Em
            | E::Font
            | E::I
            | E::Nobr
            | E::S
            | E::Small
            | E::Strike
            | E::Strong
            | E::Tt
            | E::U
    )
}

/// WHATWG HTML, "formatting": what ends up in the list of active formatting elements.
pub(super) fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Elements that hold no elements, so that depth ends with them; raw text is text only inside them.
pub(super) fn is_leaf(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("iframe")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("param")
            | local_name!("plaintext")
            | local_name!("script")
            | local_name!("source")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("xmp")
    )
}
