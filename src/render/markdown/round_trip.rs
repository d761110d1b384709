//! Whatever the blocks are, what is written is read as them again, by another's parser.
//!
//! Both sides are brought to one notation that leaves out what Markdown cannot say or what says
//! nothing: the emphasis of white space and punctuation, the order of nested emphasis, white space
//! at edges.

use proptest::prelude::*;

use super::read_back::{Flat, block_notation, inline_notation, read};
use crate::model::document::{
    Alignment, Block, BlockKind, Cell, Code, Document, Footnote, Image, Inline, Link, List,
    ListItem, Table,
};
use crate::model::source::{Span, Text};
use crate::options::{Bullet, EmphasisMark, HeadingStyle, LinkStyle, RenderOptions};

fn notation(document: &Document) -> String {
    let mut out = block_notation(&document.blocks, false);
    for note in &document.footnotes {
        out.push_str(&format!("(note {} {})", note.label, block_notation(&note.blocks, false)));
    }
    out
}

const PIECES: &[&str] = &[
    "a",
    "b",
    "word",
    "é",
    "漢",
    "1",
    "2.",
    "10)",
    " ",
    " ",
    " ",
    "\u{a0}",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "&",
    "&amp;",
    "&#65;",
    "\\",
    "!",
    "#",
    "##",
    "-",
    "---",
    "+",
    "=",
    "===",
    "|",
    ":",
    "\"",
    "'",
    "“",
    "”",
    "。",
    "€",
    "🎉",
    "^",
    "[^1]",
    "[a](b)",
    "[x]",
    "[ ]",
    "http://a.b",
    "<http://a.b>",
    "<a@b.c>",
    "]: x",
    "]:",
];

fn pieces(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), count).prop_map(|pieces| pieces.concat())
}

/// Text as the builder folds it.
fn text() -> impl Strategy<Value = Inline> {
    pieces(1..6).prop_map(|text| {
        let mut folded = String::new();
        for c in text.chars() {
            if c != ' ' || !folded.ends_with(' ') {
                folded.push(c);
            }
        }
        Inline::Text(Text::new(folded, Span::default()))
    })
}

fn url() -> impl Strategy<Value = String> {
    pieces(1..4).prop_filter("safe to follow", |url| crate::html::scheme::is_safe_link(url))
}

fn title() -> impl Strategy<Value = Option<String>> {
    prop::option::of(pieces(1..4).prop_map(|title| title.trim().to_owned()))
        .prop_map(|title| title.filter(|title| !title.is_empty()))
}

fn inline() -> impl Strategy<Value = Inline> {
    let alt = prop::sample::select(vec!["", "alt", "a [b] c", "a] b", "*x*"]);
    // A link that begins a paragraph and whose code holds `]:` reads as a definition: no way around.
    let code =
        pieces(1..4).prop_filter("blank", |code| !code.trim().is_empty() && !code.contains("]:"));
    let leaf = prop_oneof![
        6 => text(),
        1 => code.prop_map(Inline::Code),
        1 => (url(), alt, title()).prop_map(|(url, alt, title)| {
            Inline::Image(Box::new(Image { url, alt: alt.to_owned(), title }))
        }),
        1 => Just(Inline::FootnoteRef("1".to_owned())),
        1 => Just(Inline::LineBreak),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let content = prop::collection::vec(inner, 1..4);
        prop_oneof![
            content.clone().prop_map(Inline::Emphasis),
            content.clone().prop_map(Inline::Strong),
            content.clone().prop_map(Inline::Strikethrough),
            content.clone().prop_map(Inline::Superscript),
            (url(), title(), content).prop_map(|(url, title, content)| {
                let mut content: Vec<_> = content.into_iter().filter(is_link_content).collect();
                if inline_notation(&content).trim().is_empty() {
                    content.clear();
                }
                Inline::Link(Box::new(Link { url, title, content }))
            }),
        ]
    })
}

/// Links hold no links and no notes.
fn is_link_content(inline: &Inline) -> bool {
    match inline {
        Inline::Link(_) | Inline::FootnoteRef(_) => false,
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Superscript(content) => content.iter().all(is_link_content),
        _ => true,
    }
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 1..5)
        .prop_filter("blank", |content| !inline_notation(content).trim().is_empty())
        // pulldown-cmark takes `[^1][text]` for a reference link, the second bracket escaped or not.
        .prop_filter("a bracket after a note", |content| {
            let mut notation = inline_notation(content).replace([' ', '\n'], "");
            Flat::NAMES
                .iter()
                .for_each(|name| notation = notation.replace(&format!("`{name}"), ""));
            !notation.contains("<note1><a") && !notation.contains("<note1>[")
        })
}

fn block(kind: BlockKind) -> Block {
    Block { kind, span: Span::default() }
}

fn table() -> impl Strategy<Value = BlockKind> {
    let cell = prop_oneof![
        1 => Just(Cell::default()),
        3 => inlines().prop_map(|content| Cell { blocks: vec![block(BlockKind::Paragraph(content))] }),
    ];
    let alignment = prop::sample::select(vec![
        Alignment::None,
        Alignment::Left,
        Alignment::Center,
        Alignment::Right,
    ]);
    (1..4_usize, 0..3_usize).prop_flat_map(move |(columns, rows)| {
        let row = prop::collection::vec(cell.clone(), columns);
        let alignments = prop::collection::vec(alignment.clone(), columns);
        (alignments, row.clone(), prop::collection::vec(row, rows)).prop_map(
            |(alignments, header, rows)| {
                BlockKind::Table(Box::new(Table {
                    caption: Vec::new(),
                    alignments,
                    header: Some(header),
                    rows,
                    spans: Vec::new(),
                }))
            },
        )
    })
}

fn code() -> impl Strategy<Value = BlockKind> {
    let language = prop::option::of(prop::sample::select(vec!["rust", "c++", "a`b"]));
    let lines = prop::collection::vec(pieces(0..4), 0..4);
    (language, lines).prop_map(|(language, lines)| {
        let language = language.map(str::to_owned);
        BlockKind::Code(Box::new(Code { language, text: lines.join("\n") }))
    })
}

fn a_block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        5 => inlines().prop_map(BlockKind::Paragraph),
        1 => (1..7_u8, inlines()).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        1 => code(),
        1 => table(),
        1 => Just(BlockKind::ThematicBreak),
    ];
    let start = || prop::option::of(0..1000_u64);
    leaf.prop_recursive(3, 10, 3, move |inner| {
        let blocks = prop::collection::vec(inner.prop_map(block), 1..3);
        // A single item of one block cannot be loose, and several blocks are not always tight.
        let loose = prop::collection::vec(blocks.clone(), 2..4);
        let item = (prop::option::of(any::<bool>()), inlines(), prop::option::of(inlines()));
        let tight = prop::collection::vec(item, 1..4);
        prop_oneof![
            blocks.prop_map(BlockKind::Quote),
            (start(), loose).prop_map(|(start, items)| {
                let items =
                    items.into_iter().map(|blocks| ListItem { checked: None, blocks }).collect();
                BlockKind::List(Box::new(List { start, tight: false, items }))
            }),
            (start(), tight).prop_map(|(start, items)| {
                let items = items.into_iter().map(|(checked, content, nested)| {
                    let nested = nested.map(|content| {
                        let blocks = vec![block(BlockKind::Paragraph(content))];
                        let items = vec![ListItem { checked: None, blocks }];
                        block(BlockKind::List(Box::new(List { start: None, tight: true, items })))
                    });
                    let paragraph = block(BlockKind::Paragraph(content));
                    ListItem { checked, blocks: std::iter::once(paragraph).chain(nested).collect() }
                });
                BlockKind::List(Box::new(List { start, tight: true, items: items.collect() }))
            }),
        ]
    })
    .prop_map(block)
}

fn document() -> impl Strategy<Value = Document> {
    let note = prop::collection::vec(a_block(), 1..3);
    (prop::collection::vec(a_block(), 1..4), note).prop_map(|(blocks, note)| Document {
        blocks,
        footnotes: vec![Footnote { label: "1".to_owned(), blocks: note }],
        ..Document::default()
    })
}

const TAGS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "body",
    "article",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "input",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "pre",
    "code",
    "hr",
    "em",
    "strong",
    "del",
    "sup",
    "sub",
    "a",
    "img",
    "br",
];

fn check(document: &Document) -> Result<(), TestCaseError> {
    check_with(document, &RenderOptions::default())
}

fn check_with(document: &Document, options: &RenderOptions) -> Result<(), TestCaseError> {
    let markdown = super::render(document, options);
    prop_assert_eq!(read(&markdown), notation(document), "written as\n{}", markdown);
    Ok(())
}

/// Every other way to write, most of the time all of them together.
fn style() -> impl Strategy<Value = RenderOptions> {
    let other = || prop::bool::weighted(0.8);
    let mark = |other| if other { EmphasisMark::Underscore } else { EmphasisMark::Asterisk };
    let width = prop::option::weighted(0.8, 1..60_usize);
    (width, other(), other(), other(), other(), other()).prop_map(
        move |(width, setext, asterisk, emphasis, strong, references)| RenderOptions {
            heading: if setext { HeadingStyle::Setext } else { HeadingStyle::Atx },
            bullet: if asterisk { Bullet::Asterisk } else { Bullet::Plus },
            emphasis: mark(emphasis),
            strong: mark(strong),
            links: if references { LinkStyle::Reference } else { LinkStyle::Inline },
            width,
            ..RenderOptions::default()
        },
    )
}

fn note() -> Footnote {
    let content = vec![Inline::Text(Text::new("note", Span::default()))];
    Footnote { label: "1".to_owned(), blocks: vec![block(BlockKind::Paragraph(content))] }
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").map_or(256, |cases| cases.parse().unwrap());
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4000,
        max_local_rejects: u32::MAX,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn text_comes_back(content in prop::collection::vec(text(), 1..3)) {
        let blocks = vec![block(BlockKind::Paragraph(content))];
        check(&Document { blocks, footnotes: vec![note()], ..Document::default() })?;
    }

    #[test]
    fn running_text_comes_back(content in inlines()) {
        let blocks = vec![block(BlockKind::Paragraph(content))];
        check(&Document { blocks, footnotes: vec![note()], ..Document::default() })?;
    }

    #[test]
    fn documents_come_back(document in document()) {
        check(&document)?;
    }

    #[test]
    fn documents_come_back_in_another_style(document in document(), options in style()) {
        check_with(&document, &options)?;
    }

    #[test]
    fn html_is_safe_and_nothing_panics(document in document()) {
        let html = crate::render::html::render(&document, &RenderOptions::default());
        for (at, _) in html.match_indices('<') {
            let tag = html[at + 1..].trim_start_matches('/');
            let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
            prop_assert!(TAGS.contains(&&*name) || tag.starts_with("!DOCTYPE"), "{}", tag);
        }
        let unsafe_address = html.split("href=\"").skip(1).any(|url| {
            url.trim_start().to_ascii_lowercase().starts_with("javascript")
        });
        prop_assert!(!unsafe_address);
        crate::render::text::render(&document, &RenderOptions::default());
        crate::render::json::render(&document, &crate::report::Report::default());
    }
}
