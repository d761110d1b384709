//! Shortcodes of publishing systems and BBCode left in the text.
//!
//! `[name attributes]…[/name]`. Brackets are common in prose (`[sic]`, `[1]`, `[T]he`), so a name
//! counts only if it is a known one, has quoted attributes, or is closed somewhere.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::bbcode;
use super::shortcode_names::{is_common, is_known, is_paired};
use crate::model::document::{Block, BlockKind, Figure, Image, Inline, Link};
use crate::model::flat::{flat, span_of};
use crate::model::fold;
use crate::model::source::Text;
use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

/// How deep shortcodes nest at most.
const MAX_NESTING: usize = 16;

/// A shortcode's tag.
#[derive(Clone, Debug)]
struct Tag {
    name: String,
    attributes: String,
    raw: Text,
}

#[derive(Clone, Debug)]
enum Token {
    Open(Tag),
    Close(Tag),
    Inline(Inline),
}

/// A piece of what a paragraph becomes.
enum Part {
    Inline(Inline),
    Block(Block),
}

/// The names that are closed somewhere in the text.
#[derive(Debug, Default)]
pub(super) struct Closed {
    names: HashSet<String>,
    /// The ids that phpBB put into tags.
    ids: HashSet<String>,
    /// Whether shortcodes may open anywhere.
    opens: bool,
    /// Whether the document shows some in code, or other markup, so that it writes about them.
    shown: bool,
    /// How many tags of each name are open.
    open: HashMap<String, usize>,
    /// How many tags close one that is open.
    pairs: usize,
    /// How many tags close nothing, or have to be closed and are not so far.
    stray: usize,
}

impl Closed {
    pub(super) fn new(shown: bool) -> Self {
        Self { shown, ..Self::default() }
    }

    /// Adds the names of a text in which shortcodes may open.
    pub(super) fn add(&mut self, text: &str) {
        self.opens = true;
        if !may_hold(text) {
            return;
        }
        for (at, _) in text.match_indices('[') {
            match tag(text, at) {
                Some((_, (name, attributes, true))) => {
                    self.ids.extend(bbcode::id(&attributes).map(str::to_owned));
                    self.close(name);
                }
                Some((_, (name, _, false))) => {
                    self.stray += usize::from(is_paired(&name));
                    *self.open.entry(name).or_default() += 1;
                }
                None => {}
            }
        }
    }

    fn close(&mut self, name: String) {
        match self.open.get_mut(&name).filter(|open| **open > 0) {
            Some(open) => {
                *open -= 1;
                self.pairs += 1;
                self.stray -= usize::from(is_paired(&name));
            }
            None => self.stray += 1,
        }
        self.names.insert(name);
    }

    /// Whether there are more tags without their other half than pairs: brackets that mean something
    /// else, as in the usage of a command.
    fn is_unbalanced(&self) -> bool {
        self.stray > self.pairs
    }

    /// Adds a piece of code.
    pub(super) fn add_code(&mut self, code: &str) {
        let closes = |(at, _)| tag(code, at).is_some_and(|(_, (name, ..))| is_common(&name));
        self.shown = self.shown || code.match_indices("[/").any(closes);
    }

    /// Whether shortcodes may open anywhere.
    pub(super) fn any_opens(&self) -> bool {
        self.opens && !self.shown
    }
}

/// Whether a character is in the text that shortcodes begin with.
pub(super) fn holds_opening(text: &str) -> bool {
    memchr::memchr2(b'[', b'{', text.as_bytes()).is_some()
}

/// Whether there may be shortcodes at all.
pub(super) fn may_hold(text: &str) -> bool {
    holds_opening(text)
        && (text.contains('[') && text.contains(']')
            || text.contains("{{<")
            || text.contains("{{%"))
}

/// The blocks that a paragraph becomes, or nothing if there is no shortcode in it.
pub(super) fn blocks(
    content: &[Inline],
    closed: &Closed,
    report: &mut Report,
) -> Option<Vec<Block>> {
    let tokens = tokens(content, closed, report);
    if !tokens.iter().any(|token| !matches!(token, Token::Inline(_))) || is_torn(&tokens, closed) {
        return None;
    }
    let mut parts = Vec::new();
    convert(&tokens, &ends(&tokens), 0..tokens.len(), &mut parts, 0, report);
    let mut out = Vec::new();
    let mut run = Vec::new();
    for part in parts {
        match part {
            Part::Inline(inline) => run.push(inline),
            Part::Block(block) => {
                flush(&mut run, &mut out);
                out.push(block);
            }
        }
    }
    flush(&mut run, &mut out);
    Some(out)
}

/// Whether a tag in the text was torn by another inside it (`[url=https://a.example/[b]`): without
/// its start the rest makes less sense than as it stands.
fn is_torn(tokens: &[Token], closed: &Closed) -> bool {
    let torn = |text: &str| {
        text.match_indices('[').any(|(at, _)| {
            let body = &text[at + 1..];
            let name = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
            body[name..].starts_with('=')
                && !body.bytes().take(LONGEST).any(|byte| byte == b']')
                && closed.names.contains(&canonical(&body[..name]))
        })
    };
    tokens.iter().any(|token| match token {
        Token::Inline(Inline::Text(text)) => torn(text),
        _ => false,
    })
}

/// A tag is no longer than so many bytes.
const LONGEST: usize = 2000;

fn flush(run: &mut Vec<Inline>, out: &mut Vec<Block>) {
    for paragraph in fold::paragraphs(std::mem::take(run)) {
        let span = span_of(&paragraph);
        out.push(Block { kind: BlockKind::Paragraph(paragraph), span });
    }
}

/// The tag that begins at `at`: its end, name, attributes and whether it closes.
fn tag(text: &str, at: usize) -> Option<(usize, (String, String, bool))> {
    let hugo = text[at..].starts_with("{{<") || text[at..].starts_with("{{%");
    let (open, close) = if hugo { (3, [">}}", "%}}"]) } else { (1, ["]", "]"]) };
    let body = &text[at + open..];
    let length = close.iter().filter_map(|close| body.find(close)).min()?;
    let inner = &body[..length];
    let end = at + open + length + if hugo { 3 } else { 1 };
    if inner.len() > LONGEST || !hugo && (inner.contains('[') || text[end..].starts_with('(')) {
        return None;
    }
    let inner = inner.trim().trim_end_matches('\\');
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest.trim()),
        None => (false, inner),
    };
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').next()?;
    let attributes = inner[name.len()..].trim_end_matches('/');
    let separate =
        attributes.is_empty() || attributes.starts_with([' ', '=', ':', '\n', '\t', '\u{a0}']);
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && separate)
        .then(|| (end, (canonical(name), attributes.to_owned(), closes)))
}

/// The name in lower case; forums have several for links.
fn canonical(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    if name == "urldecode" { "url".to_owned() } else { name }
}

fn tokens(content: &[Inline], closed: &Closed, report: &Report) -> Vec<Token> {
    let mut tokens = Vec::new();
    for inline in content {
        match inline {
            Inline::Text(text) if may_hold(text) => {
                let bare = bbcode::without_ids(text, &closed.ids);
                text_tokens(bare.as_ref().unwrap_or(text), closed, report, &mut tokens);
            }
            other => tokens.push(Token::Inline(other.clone())),
        }
    }
    tokens
}

fn text_tokens(text: &Text, closed: &Closed, report: &Report, tokens: &mut Vec<Token>) {
    let mut done = 0;
    for (at, mark) in text.match_indices(['[', '{']) {
        if at < done
            || mark == "{" && !text[at..].starts_with("{{<") && !text[at..].starts_with("{{%")
        {
            continue;
        }
        let Some((end, (name, attributes, closes))) = tag(text, at) else { continue };
        let (sure, known) = certainty(&name, &attributes, mark == "{", closed);
        if !known || !report.admits(RuleId::Shortcode, sure) {
            continue;
        }
        let start = if text[..at].ends_with('\\') { at - 1 } else { at };
        if start > done {
            tokens.push(Token::Inline(Inline::Text(text.slice(done..start))));
        }
        let tag = Tag { name, attributes, raw: text.slice(start..end) };
        tokens.push(if closes { Token::Close(tag) } else { Token::Open(tag) });
        done = end;
    }
    if done < text.len() {
        tokens.push(Token::Inline(Inline::Text(text.slice(done..text.len()))));
    }
}

/// How sure it is that the name is a shortcode's, and whether it is sure enough.
fn certainty(name: &str, attributes: &str, hugo: bool, closed: &Closed) -> (Confidence, bool) {
    let listed = is_known(name);
    let quoted = ["=\"", "='", "=”", "=“", "=″", "=&quot;", "=»", "=«"];
    // Programs write values in brackets with commas: `[type=missing, name='hut']`.
    let listed_values = attributes.starts_with('=') && attributes.contains(',');
    let quoted = quoted.iter().any(|mark| attributes.contains(mark)) && !listed_values;
    let common = matches!(
        name,
        "more"
            | "poll"
            | "toc"
            | "embed"
            | "video"
            | "audio"
            | "tweet"
            | "twitter"
            | "divider"
            | "spacer"
            | "gallery"
            | "jetpack"
            | "blockquote"
    );
    let plain = attributes.trim();
    let valued =
        plain.is_empty() || plain.contains(['=', '/']) || !plain.contains(char::is_alphabetic);
    if hugo
        || quoted
        || listed && valued && !(common && attributes.is_empty() && !closed.names.contains(name))
    {
        (Confidence::Certain, true)
    } else {
        let paired = closed.names.contains(name) && !closed.is_unbalanced();
        (Confidence::Likely, paired || name == "gallery" || name == "toc")
    }
}

/// Converts a range of the tokens; `ends` says where each tag that opens is closed.
fn convert(
    tokens: &[Token],
    ends: &[Option<usize>],
    range: Range<usize>,
    parts: &mut Vec<Part>,
    depth: usize,
    report: &mut Report,
) {
    let mut at = range.start;
    while at < range.end {
        let token = &tokens[at];
        let end = ends[at].filter(|end| *end < range.end && depth < MAX_NESTING);
        at += 1;
        match token {
            Token::Inline(inline) => parts.push(Part::Inline(inline.clone())),
            Token::Close(tag) => drop_tag(tag, "", report),
            Token::Open(tag) => {
                let Some(end) = end else {
                    single(tag, parts, report);
                    continue;
                };
                let mut inner = Vec::new();
                convert(tokens, ends, at..end, &mut inner, depth + 1, report);
                if let Token::Close(close) = &tokens[end] {
                    drop_tag(close, "", report);
                }
                paired(tag, inner, parts, report);
                at = end + 1;
            }
        }
    }
}

/// Where each tag that opens is closed.
fn ends(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tokens.len()];
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(tag) => open.entry(&tag.name).or_default().push(index),
            Token::Close(tag) => {
                if let Some(start) = open.get_mut(&*tag.name).and_then(Vec::pop) {
                    ends[start] = Some(index);
                }
            }
            Token::Inline(_) => {}
        }
    }
    ends
}

fn drop_tag(tag: &Tag, after: &str, report: &mut Report) {
    let span = tag.raw.span(0..tag.raw.len());
    if report.repair(RuleId::Shortcode, Confidence::Likely, span, after) {
        report.remove(span, Reason::Residue);
    }
}

/// A tag that nothing closes: an image or a link if it names one, else nothing.
fn single(tag: &Tag, parts: &mut Vec<Part>, report: &mut Report) {
    let source = attribute(&tag.attributes, "src").or_else(|| attribute(&tag.attributes, "link"));
    let url = source.or_else(|| bare_url(&tag.attributes));
    let pictures = ["img", "image", "figure", "photo"].iter().any(|part| tag.name.contains(part));
    if let Some(url) = url.clone().filter(|_| pictures) {
        drop_tag(tag, &format!("![]({url})"), report);
        let alt = attribute(&tag.attributes, "alt").unwrap_or_default();
        caption(tag, vec![Inline::Image(Box::new(Image { url, alt, title: None }))], parts);
    } else if let Some(url) = url.filter(|url| url.starts_with("http")).map(without_size) {
        drop_tag(tag, &url, report);
        parts.push(Part::Inline(link(&url, vec![text_of(&url, tag)])));
    } else {
        drop_tag(tag, "", report);
    }
}

fn paired(tag: &Tag, inner: Vec<Part>, parts: &mut Vec<Part>, report: &mut Report) {
    let text: String = inner
        .iter()
        .map(|part| match part {
            Part::Inline(inline) => flat(std::slice::from_ref(inline)),
            Part::Block(_) => Cow::Borrowed(""),
        })
        .collect();
    let text = text.trim().to_owned();
    drop_tag(tag, "", report);
    let blocks = inner.iter().any(|part| matches!(part, Part::Block(_)));
    if blocks && !matches!(tag.name.as_str(), "quote" | "blockquote") {
        parts.extend(inner);
        return;
    }
    let mark: Option<fn(Vec<Inline>) -> Inline> = match tag.name.as_str() {
        "b" | "strong" => Some(Inline::Strong),
        "i" | "em" => Some(Inline::Emphasis),
        "s" | "del" => Some(Inline::Strikethrough),
        "sup" => Some(Inline::Superscript),
        "sub" => Some(Inline::Subscript),
        _ => None,
    };
    match (tag.name.as_str(), mark) {
        (_, Some(mark)) => parts.push(Part::Inline(mark(inlines(inner)))),
        ("url" | "link" | "email", _) => {
            let target = tag.attributes.trim_start_matches('=').trim().trim_matches(['"', '\'']);
            let target = if target.is_empty() { text.as_str() } else { target };
            let scheme =
                if tag.name == "email" && !target.starts_with("mailto:") { "mailto:" } else { "" };
            parts.push(Part::Inline(link(&format!("{scheme}{target}"), inlines(inner))));
        }
        ("img", _) if text.contains('.') => {
            let image = Image { url: text, ..Image::default() };
            parts.push(Part::Inline(Inline::Image(Box::new(image))));
        }
        ("embed" | "youtube" | "video" | "audio" | "vimeo" | "soundcloud", _)
            if text.starts_with("http") =>
        {
            parts.push(Part::Inline(link(&text, inlines(inner))));
        }
        ("code", _) => parts.push(Part::Inline(Inline::Code(text))),
        ("list" | "ul" | "ol", _) => {
            let numbered = tag.name == "ol" || tag.attributes.contains('1');
            match bbcode::list(inlines(inner), numbered) {
                Ok(list) => parts.push(Part::Block(list)),
                Err(content) => parts.extend(content.into_iter().map(Part::Inline)),
            }
        }
        ("quote" | "blockquote", _) => parts.push(Part::Block(quote(inner))),
        ("caption" | "wp_caption", _) => caption(tag, inlines(inner), parts),
        _ => parts.extend(inner),
    }
}

fn inlines(parts: Vec<Part>) -> Vec<Inline> {
    let inline = |part| match part {
        Part::Inline(inline) => Some(inline),
        Part::Block(_) => None,
    };
    parts.into_iter().filter_map(inline).collect()
}

fn quote(inner: Vec<Part>) -> Block {
    let (mut run, mut blocks) = (Vec::new(), Vec::new());
    for part in inner {
        match part {
            Part::Inline(inline) => run.push(inline),
            Part::Block(block) => {
                flush(&mut run, &mut blocks);
                blocks.push(block);
            }
        }
    }
    flush(&mut run, &mut blocks);
    let span = blocks.first().map(|block| block.span).unwrap_or_default();
    Block { kind: BlockKind::Quote(blocks), span }
}

/// A figure of the first image and the text after it, or the text of the `caption` attribute.
fn caption(tag: &Tag, inner: Vec<Inline>, parts: &mut Vec<Part>) {
    let Some(at) = inner.iter().position(is_image) else {
        parts.extend(inner.into_iter().map(Part::Inline));
        return;
    };
    let mut rest = inner;
    let image = rest.remove(at);
    let mut caption = fold::paragraph(rest);
    if fold::is_blank(&caption) {
        let text = attribute(&tag.attributes, "caption").filter(|text| !text.is_empty());
        caption = text.map(|text| text_of(&text, tag)).into_iter().collect();
    }
    let span = tag.raw.span(0..tag.raw.len());
    let content = vec![Block { kind: BlockKind::Paragraph(vec![image]), span }];
    let kind = BlockKind::Figure(Box::new(Figure { content, caption }));
    parts.push(Part::Block(Block { kind, span }));
}

fn is_image(inline: &Inline) -> bool {
    match inline {
        Inline::Image(_) => true,
        Inline::Link(link) => link.content.iter().any(is_image),
        _ => false,
    }
}

fn link(url: &str, content: Vec<Inline>) -> Inline {
    Inline::Link(Box::new(Link { url: url.to_owned(), title: None, content }))
}

/// Text that stands in a tag.
fn text_of(text: &str, tag: &Tag) -> Inline {
    let at = tag.raw.find(text).map_or(0..tag.raw.len(), |at| at..at + text.len());
    Inline::Text(Text::new(text, tag.raw.span(at)))
}

/// The value of an attribute, in quotes of any kind.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let quote = |c: char| matches!(c, '"' | '\'' | '”' | '“' | '″' | '’' | '‘');
    let same = |open: char, close: char| {
        open == close || !open.is_ascii() && quote(close) && !close.is_ascii()
    };
    attributes.match_indices(name).find_map(|(at, _)| {
        let bounded = attributes[..at].ends_with(|c: char| c.is_whitespace());
        let value = attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let open = value.chars().next().filter(|&c| bounded && quote(c))?;
        let value = &value[open.len_utf8()..];
        let end = value.find(|c| same(open, c))?;
        Some(value[..end].to_owned())
    })
}

/// The address without the size of the player, which WordPress adds: `&w=600&h=400`.
fn without_size(url: String) -> String {
    match url.find("&w=").or_else(|| url.find("&h=")) {
        Some(at) if url[at + 3..].chars().all(|c| c.is_ascii_digit() || "&wh=rel".contains(c)) => {
            url[..at].to_owned()
        }
        _ => url,
    }
}

fn bare_url(attributes: &str) -> Option<String> {
    let value = attributes.trim_start_matches(['=', ' ', ':']);
    let url = value.split_whitespace().next()?.trim_matches(['"', '\'']);
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned())
}
