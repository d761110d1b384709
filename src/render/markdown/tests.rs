//! What is written, and that it is read as what it was.

use crate::model::document::{
    Alignment, Block, BlockKind, Cell, Code, Document, Figure, Footnote, Image, Inline, Link, List,
    ListItem, Table,
};
use crate::model::source::{Span, Text};
use crate::options::{Bullet, HeadingStyle, LinkStyle, RenderOptions};

fn t(text: &str) -> Inline {
    Inline::Text(Text::new(text, Span::default()))
}

fn p(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(content))
}

fn block(kind: BlockKind) -> Block {
    Block { kind, span: Span::default() }
}

fn em(text: &str) -> Inline {
    Inline::Emphasis(vec![t(text)])
}

fn strong(text: &str) -> Inline {
    Inline::Strong(vec![t(text)])
}

fn link(url: &str, text: &str) -> Inline {
    Inline::Link(Box::new(Link { url: url.to_owned(), title: None, content: vec![t(text)] }))
}

fn markdown(blocks: Vec<Block>) -> String {
    let document = Document { blocks, ..Document::default() };
    super::render(&document, &RenderOptions::default())
}

fn line(content: Vec<Inline>) -> String {
    markdown(vec![p(content)]).trim_end().to_owned()
}

fn list(start: Option<u64>, tight: bool, items: &[&str]) -> Block {
    let items = items.iter().map(|text| ListItem { checked: None, blocks: vec![p(vec![t(text)])] });
    block(BlockKind::List(Box::new(List { start, tight, items: items.collect() })))
}

#[test]
fn emphasis_takes_the_delimiter_that_works() {
    assert_eq!(line(vec![t("a"), em("b"), t("c")]), "a*b*c");
    assert_eq!(line(vec![em("a"), strong("b")]), "*a*__b__");
    assert_eq!(line(vec![Inline::Strong(vec![em("a")])]), "**_a_**");
    assert_eq!(line(vec![Inline::Strong(vec![t("a "), em("b")]), t("c")]), "**a *b***c");
}

#[test]
fn neighbours_of_one_kind_are_joined() {
    assert_eq!(line(vec![strong("a"), strong("b")]), "**ab**");
}

#[test]
fn spaces_and_breaks_move_out_of_emphasis() {
    assert_eq!(line(vec![t("a"), strong(" b "), t("c")]), "a **b** c");
    assert_eq!(line(vec![strong(" "), t("c")]), "c");
}

#[test]
fn punctuation_moves_out_where_it_is_in_the_way() {
    assert_eq!(line(vec![strong("Note:"), t("text")]), "**Note**:text");
    assert_eq!(line(vec![t("a"), strong("!"), t("b")]), "a<strong>!</strong>b");
}

#[test]
fn links_are_written_so_that_they_are_read() {
    assert_eq!(line(vec![link("/a b", "x")]), "[x](</a b>)");
    assert_eq!(line(vec![link("/a(b", "[1]")]), "[[1]](/a\\(b)");
    assert_eq!(line(vec![link("/a", "1]")]), "[1\\]](/a)");
    assert_eq!(line(vec![link("https://a.b/c", "https://a.b/c")]), "<https://a.b/c>");
    assert_eq!(line(vec![link("mailto:a@b.c", "a@b.c")]), "<a@b.c>");
    assert_eq!(line(vec![link("javascript:x", "a")]), "a");
    assert_eq!(line(vec![t("wow!"), link("/a", "b")]), "wow\\![b](/a)");
    let image = Image { url: "/i".into(), alt: "a*b*".into(), title: Some("\"t\"".into()) };
    assert_eq!(line(vec![Inline::Image(Box::new(image))]), "![a\\*b\\*](/i \"\\\"t\\\"\")");
}

#[test]
fn code_keeps_its_backticks_and_spaces() {
    assert_eq!(line(vec![Inline::Code("a`b".into())]), "``a`b``");
    assert_eq!(line(vec![Inline::Code("`".into())]), "`` ` ``");
    assert_eq!(line(vec![Inline::Code(" a ".into())]), "`  a  `");
    let code =
        BlockKind::Code(Box::new(Code { language: Some("md".into()), text: "```\n\nx".into() }));
    assert_eq!(markdown(vec![block(code)]), "````md\n```\n\nx\n````\n");
}

#[test]
fn lists_nest_and_stay_apart() {
    let inner = ListItem {
        checked: Some(true),
        blocks: vec![p(vec![t("a")]), list(Some(1), true, &["b"])],
    };
    let outer =
        block(BlockKind::List(Box::new(List { start: None, tight: true, items: vec![inner] })));
    assert_eq!(
        markdown(vec![outer, list(None, true, &["c", "- d"]), list(Some(9), false, &["e", "f"])]),
        "- [x] a\n  1. b\n\n* c\n* \\- d\n\n9. e\n\n10. f\n"
    );
}

#[test]
fn tables_hold_lines() {
    let cell = |content: Vec<Inline>| Cell { blocks: vec![p(content)] };
    let table = Table {
        caption: vec![t("c")],
        alignments: vec![Alignment::None, Alignment::Right],
        header: None,
        rows: vec![vec![
            cell(vec![t("a|b"), Inline::LineBreak, t("c")]),
            Cell { blocks: vec![list(None, true, &["x", "y"])] },
        ]],
        spans: Vec::new(),
    };
    assert_eq!(
        markdown(vec![block(BlockKind::Table(Box::new(table)))]),
        "c\n\n| | |\n|---|---:|\n| a\\|b<br>c | • x<br>• y |\n"
    );
}

#[test]
fn notes_stand_at_the_end() {
    let note = |label: &str, blocks| Footnote { label: label.to_owned(), blocks };
    let document = Document {
        blocks: vec![p(vec![t("a"), Inline::FootnoteRef("1".into()), t(": b")])],
        footnotes: vec![
            note("1", vec![p(vec![t("c")])]),
            note("2", vec![p(vec![t("d")])]),
            note("3", vec![p(vec![t("e")]), p(vec![t("f")])]),
        ],
        ..Document::default()
    };
    assert_eq!(
        super::render(&document, &RenderOptions::default()),
        "a[^1]\\: b\n\n[^1]: c\n[^2]: d\n\n[^3]: e\n\n    f\n"
    );
}

#[test]
fn lines_after_breaks_begin_nothing() {
    assert_eq!(line(vec![t("a"), Inline::LineBreak, t("- b")]), "a\\\n\\- b");
    assert_eq!(line(vec![t("a | b"), Inline::LineBreak, t("--|--")]), "a | b\\\n\\--|--");
}

fn styled(blocks: Vec<Block>, options: &RenderOptions) -> String {
    super::render(&Document { blocks, ..Document::default() }, options)
}

#[test]
fn references_stand_at_the_end() {
    let options = RenderOptions { links: LinkStyle::Reference, ..RenderOptions::default() };
    let content = vec![link("/a", "one"), t(" [sic] "), link("/b", "two"), link("/a", "three")];
    assert_eq!(
        styled(vec![p(content)], &options),
        "[one][1] \\[sic] [two][2][three][1]\n\n[1]: /a\n[2]: /b\n"
    );
}

#[test]
fn lines_are_broken_where_nothing_begins() {
    let options = RenderOptions { width: Some(12), ..RenderOptions::default() };
    let quote = block(BlockKind::Quote(vec![p(vec![t("one two - three 4. four five")])]));
    assert_eq!(styled(vec![quote], &options), "> one two -\n> three 4.\n> four five\n");
}

#[test]
fn broken_lines_are_no_rules_and_no_underlines() {
    let options = RenderOptions { width: Some(1), ..RenderOptions::default() };
    let text = p(vec![t("a"), Inline::LineBreak, t("=== b")]);
    assert_eq!(styled(vec![text], &options), "a\\\n=== b\n");
    assert_eq!(styled(vec![p(vec![t("--- a b")])], &options), "--- a\nb\n");
}

#[test]
fn what_begins_an_item_is_no_part_of_its_marker() {
    let options = RenderOptions {
        heading: HeadingStyle::Setext,
        bullet: Bullet::Asterisk,
        ..RenderOptions::default()
    };
    let item = |kind| ListItem { checked: None, blocks: vec![block(kind)] };
    let items = vec![
        item(BlockKind::Heading { level: 2, content: vec![t("**")] }),
        item(BlockKind::Figure(Box::new(Figure {
            content: vec![p(vec![t("[x] a")])],
            caption: Vec::new(),
        }))),
    ];
    let list = block(BlockKind::List(Box::new(List { start: None, tight: true, items })));
    assert_eq!(styled(vec![list], &options), "* \\*\\*\n  ----\n* \\[x] a\n");
}

#[test]
fn declarations_do_not_end_in_a_quote_marker() {
    let options = RenderOptions { heading: HeadingStyle::Setext, ..RenderOptions::default() };
    let heading = block(BlockKind::Heading { level: 1, content: vec![t("a <!b")] });
    let quote = block(BlockKind::Quote(vec![heading]));
    assert_eq!(styled(vec![quote], &options), "> a \\<!b\n> ======\n");
}

#[test]
fn broken_lines_are_no_blocks_of_html() {
    let options = RenderOptions { width: Some(1), ..RenderOptions::default() };
    let text = Inline::Superscript(vec![t(" "), t(" a b  c")]);
    assert_eq!(styled(vec![p(vec![text])], &options), "<sup>  a\nb\nc</sup>\n");
}

#[test]
fn front_matter_holds_what_is_known() {
    let mut document = Document { blocks: vec![p(vec![t("a")])], ..Document::default() };
    document.metadata.title = Some("A \"B\": c".to_owned());
    let options = RenderOptions { front_matter: true, ..RenderOptions::default() };
    assert_eq!(super::render(&document, &options), "---\ntitle: \"A \\\"B\\\": c\"\n---\n\na\n");
}
