//! Images: which of the addresses given is the picture, and which is shown once only.

use super::link::{address, title};
use super::walk::Builder;
use crate::html::ElementName;
use crate::html::scheme::{is_unsafe, scheme};
use crate::model::document::{Image, Inline};
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};
use crate::report::Reason;

/// Attributes that hold the address until a script shows the image.
const LAZY: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-orig-file",
    "data-full-src",
    "data-hi-res-src",
    "data-original-src",
    "data-actualsrc",
    "data-echo",
    "data-img-src",
    "data-image",
];

const LAZY_SETS: &[&str] = &["data-srcset", "data-lazy-srcset", "srcset"];

/// Words in the addresses of images that stand in until the picture is loaded.
const PLACEHOLDERS: &[&str] = &[
    "placeholder",
    "blank.",
    "spacer.",
    "transparent.",
    "1x1",
    "pixel.gif",
    "lazyload",
    "loading.gif",
    "grey.gif",
];

impl Builder<'_> {
    pub(super) fn enter_image(&mut self, id: NodeId, element: &Element) -> bool {
        if is_pixel(element) {
            return false;
        }
        let Some(url) = source(self.tree, id, element) else { return false };
        let shows = scheme(&url) == "data" && starts_with(&url, "data:image/");
        if is_unsafe(&url) && !shows {
            self.report.remove(self.tree.span(id), Reason::UnsafeUrl);
            return false;
        }
        let url = self.base.resolve(&url);
        if self.is_shown_twice(&url, id) {
            return false;
        }
        let alt = fold(element.attribute("alt").unwrap_or_default());
        self.last_image = Some((id, url.clone()));
        self.atom(id, Inline::Image(Box::new(Image { url, alt, title: title(element) })))
    }

    /// The same picture again with nothing between, by its file or for readers without scripts.
    fn is_shown_twice(&self, url: &str, id: NodeId) -> bool {
        if self.has_noscript_image(url, id) {
            return true;
        }
        let Some((last, last_url)) = &self.last_image else { return false };
        let near = |id| self.tree.ancestors(id).take(REACH);
        let alt = |id| self.tree.attribute(id, "alt").unwrap_or_default().trim();
        let other_text = !alt(id).is_empty() && !alt(*last).is_empty() && alt(id) != alt(*last);
        // The same image side by side is meant: stars of a rating.
        let repeated = url == last_url && self.tree.parent(id) == self.tree.parent(*last);
        stem(url).is_some_and(|stem_of_url| stem(last_url) == Some(stem_of_url))
            && !other_text
            && !repeated
            && near(id).any(|around| near(*last).any(|other| other == around))
    }

    /// Whether after an image stands a `noscript` with the image for readers without scripts, whose
    /// address is sure to be that of the picture.
    fn has_noscript_image(&self, url: &str, id: NodeId) -> bool {
        let around = std::iter::once(id).chain(self.tree.ancestors(id).take(REACH));
        for node in around {
            let next = |&node: &NodeId| self.tree.next(node);
            let after = std::iter::successors(self.tree.next(node), next).filter(|&next| {
                self.tree.text(next).is_none_or(|text| !text.value.trim().is_empty())
            });
            for (distance, next) in after.take(REACH).enumerate() {
                if self.tree.name(next) == Some(ElementName::Noscript) {
                    let found = self.noscript_image(next);
                    return found.is_some_and(|found| {
                        distance == 0 || (stem(url).is_some() && stem(&found) == stem(url))
                    });
                }
                if self.tree.name(next) != Some(ElementName::Img) {
                    return false;
                }
            }
        }
        false
    }

    fn noscript_image(&self, noscript: NodeId) -> Option<String> {
        self.tree.descendants(noscript).find_map(|id| {
            let image =
                self.tree.element(id).filter(|image| image.name == Some(ElementName::Img))?;
            if is_pixel(image) { None } else { source(self.tree, id, image) }
        })
    }
}

/// How far around two images may have in common what holds both.
const REACH: usize = 3;

/// The name of a picture's file without its size and kind; none if no file is named.
fn stem(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (name, _) = file.rsplit_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_size = |size: &str| size.split_once('x').is_some_and(|(w, h)| digits(w) && digits(h));
    let stem = name.rsplit_once(['-', '_']).filter(|(_, size)| is_size(size));
    let stem = stem.map_or(name, |(stem, _)| stem);
    let is_host = folder.ends_with(":/") || folder == "/";
    (!stem.is_empty() && !is_host).then_some(stem)
}

/// Whether the image is too small to see: a counter.
fn is_pixel(element: &Element) -> bool {
    let tiny =
        |name| matches!(element.attribute(name).map(str::trim), Some("0" | "1" | "1px" | "0px"));
    tiny("width") && tiny("height")
}

/// The address of the picture: what is shown, unless it stands in for what a script would load.
fn source(tree: &Tree, id: NodeId, element: &Element) -> Option<String> {
    let shown = element.attribute("src").map(address).filter(|url| !url.is_empty());
    if shown.as_ref().is_some_and(|url| !is_placeholder(url)) {
        return shown;
    }
    let lazy = LAZY.iter().filter_map(|name| element.attribute(name)).map(address);
    let lazy = lazy.filter(|url| is_address(url) && !is_placeholder(url));
    let sets = LAZY_SETS.iter().filter_map(|name| element.attribute(name)).filter_map(largest);
    let found = lazy.chain(sets).next().or_else(|| from_picture(tree, id));
    found.or(shown.filter(|url| scheme(url) != "data" || url.len() > 1024))
}

/// The first source of the `picture` around.
fn from_picture(tree: &Tree, id: NodeId) -> Option<String> {
    let picture =
        tree.ancestors(id).take(2).find(|&node| tree.name(node) == Some(ElementName::Picture))?;
    let sources =
        tree.children(picture).filter(|&child| tree.name(child) == Some(ElementName::Source));
    let sets = |source| {
        LAZY_SETS.iter().filter_map(move |name| tree.attribute(source, name)).filter_map(largest)
    };
    sources.flat_map(sets).next()
}

/// The candidate with the greatest width or density of a `srcset`.
fn largest(set: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates(set) {
        let mut words = candidate.split_ascii_whitespace();
        let Some(url) = words.next().filter(|url| !is_placeholder(url)) else { continue };
        let size = words.next().and_then(|word| word.get(..word.len() - 1)?.parse().ok());
        let size = size.unwrap_or(1.0);
        if best.is_none_or(|(largest, _)| size > largest) {
            best = Some((size, url));
        }
    }
    best.map(|(_, url)| url.to_owned())
}

/// The candidates of a `srcset`, parted by commas that end a word; an address may hold others.
fn candidates(set: &str) -> impl Iterator<Item = &str> {
    let mut rest = set.trim();
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_ascii_whitespace());
        if rest.is_empty() {
            return None;
        }
        let url = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let end = if rest[..url].ends_with(',') {
            url
        } else {
            rest[url..].find(',').map_or(rest.len(), |at| url + at)
        };
        let candidate = rest[..end].trim_end_matches(',');
        rest = &rest[end..];
        Some(candidate)
    })
}

fn is_address(url: &str) -> bool {
    !url.is_empty() && !url.starts_with(['{', '[', '#']) && !url.contains(char::is_whitespace)
}

fn is_placeholder(url: &str) -> bool {
    if scheme(url) == "data" {
        return url.len() <= 1024;
    }
    let name = url.split(['?', '#']).next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    scheme(url) == "about" || PLACEHOLDERS.iter().any(|word| name.contains(word))
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn fold(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_candidate_of_a_set_is_taken() {
        assert_eq!(largest("a.jpg 300w, b.jpg 1200w,c.jpg 600w").as_deref(), Some("b.jpg"));
        assert_eq!(largest("a.jpg, b.jpg 2x").as_deref(), Some("b.jpg"));
        assert_eq!(
            largest("/w_1,h_2/a.jpg 1x, /w_2,h_4/a.jpg 2x").as_deref(),
            Some("/w_2,h_4/a.jpg")
        );
        assert_eq!(largest(" "), None);
    }
}
