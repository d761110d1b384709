//! Inline elements that have content: emphasis, links and their like.

use super::document::{Inline, Link, Phrase, PhraseKind};

/// What an inline element does to its content.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    Phrase(PhraseKind),
    /// A link; its content is empty.
    Link(Box<Link>),
}

impl Mark {
    pub(crate) fn wrap(self, content: Vec<Inline>) -> Inline {
        match self {
            Self::Emphasis => Inline::Emphasis(content),
            Self::Strong => Inline::Strong(content),
            Self::Strikethrough => Inline::Strikethrough(content),
            Self::Superscript => Inline::Superscript(content),
            Self::Subscript => Inline::Subscript(content),
            Self::Phrase(kind) => Inline::Phrase(Box::new(Phrase { kind, content })),
            Self::Link(mut link) => {
                link.content = content;
                Inline::Link(link)
            }
        }
    }

    /// The mark and the content of an inline that has content; anything else comes back.
    pub(crate) fn split(inline: Inline) -> Result<(Self, Vec<Inline>), Inline> {
        Ok(match inline {
            Inline::Emphasis(content) => (Self::Emphasis, content),
            Inline::Strong(content) => (Self::Strong, content),
            Inline::Strikethrough(content) => (Self::Strikethrough, content),
            Inline::Superscript(content) => (Self::Superscript, content),
            Inline::Subscript(content) => (Self::Subscript, content),
            Inline::Phrase(phrase) => (Self::Phrase(phrase.kind), phrase.content),
            Inline::Link(mut link) => {
                let content = std::mem::take(&mut link.content);
                (Self::Link(link), content)
            }
            other => return Err(other),
        })
    }

    /// Whether two marks side by side are one.
    pub(crate) fn joins(&self, next: &Inline) -> bool {
        match (self, next) {
            (Self::Emphasis, Inline::Emphasis(_))
            | (Self::Strong, Inline::Strong(_))
            | (Self::Strikethrough, Inline::Strikethrough(_))
            | (Self::Superscript, Inline::Superscript(_))
            | (Self::Subscript, Inline::Subscript(_)) => true,
            (Self::Phrase(kind), Inline::Phrase(next)) => {
                *kind == next.kind && !matches!(kind, PhraseKind::Keyboard | PhraseKind::Ruby)
            }
            (Self::Link(link), Inline::Link(next)) => {
                link.url == next.url && link.title == next.title && !next.content.is_empty()
            }
            _ => false,
        }
    }

    pub(crate) fn is_link(&self) -> bool {
        matches!(self, Self::Link(_))
    }
}
