//! Addresses: safe to follow, and resolved against the address of the document (RFC 3986, 5.2).

use crate::html::ElementName;
use crate::html::scheme::{is_unsafe, is_web, scheme};
use crate::model::document::Link;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};

/// What relative addresses are relative to.
#[derive(Debug, Default)]
pub(super) struct Base(Option<String>);

impl Base {
    /// The address of the document, or of its `base` element.
    pub(super) fn new(tree: &Tree, document: Option<&str>) -> Self {
        let base = Self(document.map(str::to_owned));
        let Some(href) = base_element(tree) else { return base };
        let href = base.resolve(&address(href));
        if is_web(&href) { Self(Some(href)) } else { base }
    }

    /// The address that `reference` stands for. Without a base it is left as it is, as are places
    /// in the document itself.
    pub(super) fn resolve(&self, reference: &str) -> String {
        match &self.0 {
            Some(base) if !reference.starts_with('#') && scheme(reference).is_empty() => {
                resolve(base, reference)
            }
            _ => reference.to_owned(),
        }
    }

    /// The link that an element makes; `Err` for an address that must not be followed.
    pub(super) fn link(&self, element: &Element) -> Option<Result<Link, ()>> {
        let url = address(element.attribute("href")?);
        if is_unsafe(&url) {
            return Some(Err(()));
        }
        Some(Ok(Link { url: self.resolve(&url), title: title(element), content: Vec::new() }))
    }
}

/// The `href` of the first `base` element in the head.
fn base_element<'t>(tree: &Tree<'t>) -> Option<&'t str> {
    let named = |node, name| tree.children(node).find(|&child| tree.name(child) == Some(name));
    let html = named(NodeId::DOCUMENT, ElementName::Html)?;
    let head = named(html, ElementName::Head)?;
    let mut bases =
        tree.children(head).filter(|&child| tree.name(child) == Some(ElementName::Base));
    bases.find_map(|base| tree.attribute(base, "href"))
}

/// The title, as it stands but for white space around it.
pub(super) fn title(element: &Element) -> Option<String> {
    let title = element.attribute("title")?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// An address as a browser reads it: white space around it and line breaks inside are dropped.
pub(super) fn address(value: &str) -> String {
    let value = value.trim();
    if value.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b'\t')) {
        value.replace(['\n', '\r', '\t'], "")
    } else {
        value.to_owned()
    }
}

/// An address in parts: what stands before the path, the path, and the query with the fragment.
fn parts(url: &str) -> (&str, &str, &str) {
    let start = url.find(':').filter(|_| !scheme(url).is_empty()).map_or(0, |at| at + 1);
    let authority = if url[start..].starts_with("//") {
        let from = start + 2;
        url[from..].find(['/', '?', '#']).map_or(url.len(), |at| from + at)
    } else {
        start
    };
    let path = url[authority..].find(['?', '#']).map_or(url.len(), |at| authority + at);
    (&url[..authority], &url[authority..path], &url[path..])
}

/// RFC 3986, 5.2.2, for a reference without a scheme.
fn resolve(base: &str, reference: &str) -> String {
    let (origin, base_path, base_tail) = parts(base);
    if reference.starts_with("//") {
        let scheme = origin.split_once("//").map_or("", |(scheme, _)| scheme);
        return format!("{scheme}{reference}");
    }
    let (_, path, tail) = parts(reference);
    if path.is_empty() {
        let query = base_tail.split('#').next().unwrap_or_default();
        let kept = if tail.starts_with('?') { "" } else { query };
        return format!("{origin}{base_path}{kept}{tail}");
    }
    let merged = match base_path.rfind('/') {
        _ if path.starts_with('/') => path.to_owned(),
        Some(folder) => format!("{}{path}", &base_path[..=folder]),
        None => format!("/{path}"),
    };
    format!("{origin}{}{tail}", without_dots(&merged))
}

/// RFC 3986, 5.2.4.
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut open = false;
    for segment in path.split('/').skip(1) {
        open = matches!(segment, "." | "..");
        if segment == ".." {
            segments.pop();
        } else if segment != "." {
            segments.push(segment);
        }
    }
    let end = if open { "/" } else { "" };
    let joined = segments.join("/");
    if joined.is_empty() { "/".to_owned() } else { format!("/{joined}{end}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_as_rfc_3986_has_it() {
        let examples = [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
        ];
        for (reference, expected) in examples {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), expected, "{reference}");
        }
        assert_eq!(resolve("http://a", "g"), "http://a/g");
    }
}
