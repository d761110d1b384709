//! Sets of elements: the only such lists, each with the clause of the standard it comes from.

use super::ElementName::{self, *};

/// A set of elements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ElementSet([u64; 4]);

impl ElementSet {
    const fn of(names: &[ElementName]) -> Self {
        Self([0; 4]).and(names)
    }

    /// This set and more names.
    const fn and(self, names: &[ElementName]) -> Self {
        let mut bits = self.0;
        let mut at = 0;
        while at < names.len() {
            bits[names[at] as usize / 64] |= 1 << (names[at] as usize % 64);
            at += 1;
        }
        Self(bits)
    }

    /// The names of both.
    const fn or(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a | e, b | f, c | g, d | h])
    }

    pub(crate) const fn has(self, name: ElementName) -> bool {
        self.0[name as usize / 64] >> (name as usize % 64) & 1 == 1
    }
}

/// Headings of the six levels.
pub(crate) const HEADINGS: ElementSet = ElementSet::of(&[H1, H2, H3, H4, H5, H6]);

/// A table and its parts that hold cells or are one.
pub(crate) const TABLE_PARTS: ElementSet =
    ElementSet::of(&[Table, Thead, Tbody, Tfoot, Tr, Td, Th]);

/// WHATWG HTML, "void elements", and the obsolete ones that the parser treats like them.
pub(crate) const VOID: ElementSet = ElementSet::of(&[
    Area, Base, Basefont, Bgsound, Br, Col, Embed, Hr, Image, Img, Input, Keygen, Link, Meta,
    Param, Source, Track, Wbr,
]);

/// WHATWG HTML, "in body": start tags before which an open `p` ends, `li`, `dd` and `dt` among them.
pub(crate) const CLOSES_PARAGRAPH: ElementSet = HEADINGS.and(&[
    Address, Article, Aside, Blockquote, Center, Details, Dialog, Dir, Div, Dl, Fieldset,
    Figcaption, Figure, Footer, Form, Header, Hgroup, Hr, Li, Dd, Dt, Main, Menu, Nav, Ol, P, Pre,
    Section, Summary, Table, Ul,
]);

/// Blocks, and the parts of tables.
pub(crate) const BLOCKS: ElementSet = CLOSES_PARAGRAPH.or(TABLE_PARTS);

/// What a browser sets in a box of its own: WHATWG HTML, "rendering", `display: block`, `list-item`
/// and the parts of tables; controls and fallbacks that stand like blocks.
pub(crate) const BOXES: ElementSet = BLOCKS
    .and(&[Body, Button, Caption, Html, Legend, Listing, Noscript, Option, Plaintext, Search, Xmp]);

/// Elements without a block of their own that begin and end a block of text.
pub(crate) const FLOW: ElementSet = ElementSet::of(&[
    Address, Article, Aside, Body, Center, Dialog, Div, Fieldset, Footer, Form, Frameset, Header,
    Hgroup, Html, Legend, Main, Marquee, Multicol, Nav, Optgroup, Search, Section, Tbody, Tfoot,
    Thead, Colgroup,
]);

/// Elements whose text is what their name says, so that its lines mean nothing.
pub(crate) const LABELLED: ElementSet =
    HEADINGS.and(&[P, Li, Dt, Dd, Th, Caption, Figcaption, Summary, Legend]);

/// WHATWG HTML, "special": elements that the end tag of a phrasing element does not reach over.
pub(crate) const SPECIAL: ElementSet = ElementSet::of(&[
    Address, Applet, Area, Article, Aside, Base, Basefont, Bgsound, Blockquote, Body, Br, Button,
    Caption, Center, Col, Colgroup, Dd, Details, Dir, Div, Dl, Dt, Embed, Fieldset, Figcaption,
    Figure, Footer, Form, Frame, Frameset, H1, H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html,
    Iframe, Img, Input, Li, Link, Listing, Main, Marquee, Menu, Meta, Nav, Noembed, Noframes,
    Noscript, Object, Ol, P, Param, Plaintext, Pre, Script, Section, Select, Source, Style,
    Summary, Table, Tbody, Td, Template, Textarea, Tfoot, Th, Thead, Title, Tr, Track, Ul, Wbr,
    Xmp,
]);

/// WHATWG HTML, "formatting": what ends up in the list of active formatting elements, but
/// `nobr`.
pub(crate) const FORMATTING: ElementSet =
    ElementSet::of(&[A, B, Big, Code, Em, Font, I, S, Small, Strike, Strong, Tt, U]);

/// Marks of running text: formatting and the other phrasing elements that need their end tag.
pub(crate) const MARKS: ElementSet = FORMATTING
    .and(&[Nobr, Span, Sup, Sub, Mark, Cite, Q, Del, Ins, Kbd, Samp, Var, Abbr, Dfn, Time, Label]);

/// Elements whose text is not prose.
pub(crate) const NO_PROSE: ElementSet = ElementSet::of(&[
    Pre, Code, Kbd, Samp, Tt, Script, Style, Textarea, Title, Template, Noscript, Svg, Math, Xmp,
    Listing, Plaintext,
]);

/// Elements whose contents are no text of the page.
pub(crate) const OPAQUE: ElementSet = ElementSet::of(&[
    Head, Script, Style, Template, Textarea, Select, Datalist, Svg, Canvas, Audio, Video, Object,
    Applet, Iframe, Noframes, Noembed, Title,
]);
