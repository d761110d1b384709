//! Reading a document: a walk over its blocks and inline content, and what is often asked for.

use super::document::{Block, BlockKind, Document, Inline, Link};
use super::visit::{Part, parts};

/// Where a walk goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Walk {
    /// With what is inside.
    #[default]
    Into,
    /// With what comes after.
    Past,
    /// Nowhere: the walk ends.
    Stop,
}

/// What is called for every part of a document, in the order of reading.
///
/// ```
/// use unmangle::document::{Block, BlockKind, Document, Inline, Visitor, Walk};
///
/// /// Counts the images outside of tables.
/// #[derive(Default)]
/// struct Images(usize);
///
/// impl<'a> Visitor<'a> for Images {
///     fn block(&mut self, block: &'a Block) -> Walk {
///         if matches!(block.kind, BlockKind::Table(_)) { Walk::Past } else { Walk::Into }
///     }
///
///     fn inline(&mut self, inline: &'a Inline) -> Walk {
///         self.0 += usize::from(matches!(inline, Inline::Image(_)));
///         Walk::Into
///     }
/// }
///
/// let page = b"<p><img src=a.png></p><table><tr><th>A<th>B<tr><td><img src=b.png><td>x</table>";
/// let mut images = Images::default();
/// unmangle::clean(page)?.document.walk(&mut images);
/// assert_eq!(images.0, 1);
/// # Ok::<(), unmangle::Error>(())
/// ```
pub trait Visitor<'a> {
    /// Called with each block, before what is inside.
    fn block(&mut self, _block: &'a Block) -> Walk {
        Walk::Into
    }

    /// Called with each piece of running text, before what is inside.
    fn inline(&mut self, _inline: &'a Inline) -> Walk {
        Walk::Into
    }
}

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text, without marks.
    pub text: String,
}

impl Document {
    /// Walks over the document: its blocks, then its notes.
    pub fn walk<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        let notes = self.footnotes.iter().map(|note| &note.blocks);
        let _ = std::iter::once(&self.blocks).chain(notes).all(|list| blocks(list, visitor));
    }

    /// The text alone: blocks apart by an empty line, no marks, no addresses.
    ///
    /// ```
    /// let cleaned = unmangle::clean(b"<h1>One</h1><p>See <a href=/x>the <b>list</b></a>.</p>")?;
    /// assert_eq!(cleaned.document.plain_text(), "One\n\nSee the list.");
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        plain(&self.blocks, &mut text);
        for note in &self.footnotes {
            plain(&note.blocks, &mut text);
        }
        text
    }

    /// The links, in the order of reading.
    ///
    /// ```
    /// let cleaned = unmangle::clean(b"<p><a href=/a>x</a><ul><li><a href=/b>y</a></ul>")?;
    /// let urls: Vec<&str> = cleaned.document.links().iter().map(|link| &*link.url).collect();
    /// assert_eq!(urls, ["/a", "/b"]);
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    #[must_use]
    pub fn links(&self) -> Vec<&Link> {
        struct Links<'a>(Vec<&'a Link>);
        impl<'a> Visitor<'a> for Links<'a> {
            fn inline(&mut self, inline: &'a Inline) -> Walk {
                if let Inline::Link(link) = inline {
                    self.0.push(link);
                }
                Walk::Into
            }
        }
        let mut links = Links(Vec::new());
        self.walk(&mut links);
        links.0
    }

    /// The headings, in the order of reading.
    ///
    /// ```
    /// let cleaned = unmangle::clean(b"<h1>One</h1><h2>T<i>wo</i></h2><p>Text.</p>")?;
    /// let headings = cleaned.document.headings();
    /// assert_eq!((headings[1].level, &*headings[1].text), (2, "Two"));
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    #[must_use]
    pub fn headings(&self) -> Vec<Heading> {
        struct Headings(Vec<Heading>);
        impl<'a> Visitor<'a> for Headings {
            fn block(&mut self, block: &'a Block) -> Walk {
                if let BlockKind::Heading { level, content } = &block.kind {
                    let mut text = String::new();
                    plain_line(content, &mut text);
                    self.0.push(Heading { level: *level, text });
                }
                Walk::Into
            }

            fn inline(&mut self, _: &'a Inline) -> Walk {
                Walk::Past
            }
        }
        let mut headings = Headings(Vec::new());
        self.walk(&mut headings);
        headings.0
    }

    /// Calls `edit` with every block, each before those in it, to change what is wanted.
    ///
    /// ```
    /// use unmangle::document::BlockKind;
    ///
    /// let mut cleaned = unmangle::clean(b"<h3>One</h3><p>Text.</p>")?;
    /// cleaned.document.edit(&mut |block| {
    ///     if let BlockKind::Heading { level, .. } = &mut block.kind {
    ///         *level = 1;
    ///     }
    /// });
    /// assert!(cleaned.to_markdown().starts_with("# One"));
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    pub fn edit(&mut self, edit: &mut dyn FnMut(&mut Block)) {
        super::visit::for_each_block(self, edit);
    }
}

/// Blocks nest no deeper than [`MAX_NESTING`](super::document::MAX_NESTING): it may recurse. Says
/// whether the walk goes on.
fn blocks<'a>(list: &'a [Block], visitor: &mut dyn Visitor<'a>) -> bool {
    list.iter().all(|block| match visitor.block(block) {
        Walk::Stop => false,
        Walk::Past => true,
        Walk::Into => {
            let mut goes_on = true;
            parts(&block.kind, &mut |_, part| {
                goes_on = goes_on
                    && match part {
                        Part::Line(content) => line(content, visitor),
                        Part::Blocks(inner) => blocks(inner, visitor),
                    };
            });
            goes_on
        }
    })
}

fn line<'a>(content: &'a [Inline], visitor: &mut dyn Visitor<'a>) -> bool {
    content.iter().all(|inline| match visitor.inline(inline) {
        Walk::Stop => false,
        Walk::Past => true,
        Walk::Into => inline.content().is_none_or(|inner| line(inner, visitor)),
    })
}

fn plain(list: &[Block], text: &mut String) {
    for block in list {
        let verbatim = match &block.kind {
            BlockKind::Code(code) => Some(&code.text),
            BlockKind::Math(tex) => Some(tex),
            _ => None,
        };
        if let Some(inner) = verbatim {
            separate(text);
            text.push_str(inner);
        }
        parts(&block.kind, &mut |_, part| match part {
            Part::Blocks(inner) => plain(inner, text),
            Part::Line(content) if content.is_empty() => {}
            Part::Line(content) => {
                separate(text);
                plain_line(content, text);
            }
        });
    }
}

fn separate(text: &mut String) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
}

fn plain_line(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(inner) => text.push_str(inner),
            Inline::Code(inner) | Inline::Math(inner) => text.push_str(inner),
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::LineBreak => text.push('\n'),
            other => plain_line(other.content().map_or(&[], Vec::as_slice), text),
        }
    }
}
