//! Preformatted text and program code.
//!
//! Highlighters wrap code in elements: lines as `div`, `li`, `tr` or `span`, line numbers beside
//! them, buttons to copy. What comes out is the text that the author wrote.

use super::code_language::{known_language, language};
use super::style::Style;
use super::walk::Builder;
use crate::html::ElementName;
use crate::model::document::{BlockKind, Code, Inline, Link, Phrase, PhraseKind};
use crate::model::source::{Span, Text};
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId, Step};

/// The text of a bar above code is no longer than this.
const MAX_BAR: usize = 30;

/// Class names of what stands beside code and is not code.
const NOT_CODE: &[&str] = &[
    "lineno",
    "linenos",
    "linenodiv",
    "line-number",
    "line-numbers",
    "linenumber",
    "linenumbers",
    "line-numbers-rows",
    "lnt",
    "ln",
    "gutter",
    "rouge-gutter",
    "hljs-ln-numbers",
    "hljs-ln-n",
    "blob-num",
    "code-line-number",
    "react-syntax-highlighter-line-number",
    "crayon-nums",
    "crayon-toolbar",
    "CodeMirror-gutter-wrapper",
    "CodeMirror-linenumber",
    "cm-gutters",
    "copy-button",
    "copybutton",
    "copybtn",
    "btn-copy",
    "code-copy",
    "copy-code-button",
    "toolbar",
    "prompt-symbol",
];

/// Class names of elements that are one line of code.
const LINE: &[&str] = &["line", "code-line", "token-line", "cl", "view-line", "hljs-ln-line"];

impl Builder<'_> {
    /// Whether an element holds nothing but text of several lines.
    pub(super) fn is_listing(&self, id: NodeId) -> bool {
        let only = self.tree.first_child(id).filter(|&child| self.tree.next(child).is_none());
        let text = only.and_then(|child| self.tree.text(child));
        text.is_some_and(|text| text.value.trim_end().contains('\n'))
    }

    /// Whether a table is code, a line in each row behind a cell for its number.
    pub(super) fn is_table_of_lines(&self, id: NodeId) -> bool {
        use ElementName as E;
        let first = self.tree.descendants(id).take(16);
        let mut row = first.into_iter().filter(|&node| self.tree.name(node) == Some(E::Td));
        let (Some(number), Some(line)) = (row.next(), row.next()) else { return false };
        let beside = self.tree.parent(number) == self.tree.parent(line);
        // One row of two listings is no table of lines.
        let row = self.tree.parent(line);
        let more = row.is_some_and(|row| self.tree.next(row).is_some());
        let is_number = self.tree.element(number).is_some_and(|cell| {
            cell.attribute("data-line-number").is_some() || has_class(cell, NOT_CODE)
        });
        beside && more && is_number
    }

    pub(super) fn code_block(&mut self, id: NodeId) {
        self.flush();
        let (id, bar) = self.within(id);
        let text = text(self.tree, id, true);
        let kept = self.tree.first_child(id).is_some_and(|code| self.is_bare(code));
        if (text.trim().is_empty() && !kept) || (is_gutter(&text) && self.is_beside_code(id)) {
            return;
        }
        let language = language(self.tree, id);
        let said = bar.as_deref().and_then(known_language);
        if let Some(bar) =
            bar.filter(|_| said.is_none() || (language.is_some() && language != said))
        {
            let span = self.tree.span(id);
            let name = Text::new(bar, Span { end: span.start, ..span });
            self.push(BlockKind::Paragraph(vec![Inline::Text(name)]), span);
        }
        self.push_code(id, text, language.or(said));
    }

    fn push_code(&mut self, id: NodeId, mut text: String, language: Option<String>) {
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
        self.push(BlockKind::Code(Box::new(Code { language, text })), self.tree.span(id));
    }

    /// The code in a block that also holds a bar with a file name or a language, and that name.
    fn within(&self, id: NodeId) -> (NodeId, Option<String>) {
        let is_code = |&node: &NodeId| {
            let name = self.tree.name(node);
            node != id
                && (name == Some(ElementName::Code)
                    || self.tree.element(node).is_some_and(|element| Style::of(element).code))
        };
        let mut found = self.tree.descendants(id).filter(is_code);
        let (Some(code), None) = (found.next(), found.next()) else { return (id, None) };
        if self.is_part_of_text(id, code) {
            return (id, None);
        }
        let outside = text_outside(self.tree, id, code);
        match outside.trim() {
            "" => (id, None),
            bar if bar.len() <= MAX_BAR && !bar.contains('\n') => (code, Some(bar.to_owned())),
            _ => (id, None),
        }
    }

    /// Whether text touches the code that an element holds, or follows it: all of it is code then.
    fn is_part_of_text(&self, id: NodeId, code: NodeId) -> bool {
        let is_text =
            |node: NodeId| self.tree.text(node).is_some_and(|text| !text.value.trim().is_empty());
        let beside = [self.tree.previous(code), self.tree.next(code)];
        let mut after = self.tree.children(id).skip_while(|&child| {
            child != code && !self.tree.descendants(child).any(|node| node == code)
        });
        beside.into_iter().flatten().any(is_text) || after.any(is_text)
    }

    /// Whether an element holds no element: empty on purpose, not by what was taken out of it.
    pub(super) fn is_bare(&self, id: NodeId) -> bool {
        self.tree.element(id).is_some()
            && self.tree.children(id).all(|child| self.tree.element(child).is_none())
    }

    /// A `pre` of line numbers stands in a cell of its own.
    fn is_beside_code(&self, id: NodeId) -> bool {
        let mut around = self.tree.ancestors(id).take(3);
        let cell = around.find(|&node| self.tree.name(node) == Some(ElementName::Td));
        cell.is_some_and(|cell| self.tree.next(cell).is_some())
    }

    /// Code within a line; false when it holds blocks of its own, to be walked.
    pub(super) fn enter_code(&mut self, id: NodeId, element: &Element, style: Style) -> bool {
        use ElementName as E;
        let inside = || self.tree.children(id).filter_map(|child| self.tree.name(child));
        if inside().any(|name| matches!(name, E::Pre | E::Table | E::Ul | E::Ol)) {
            return self.enter_container(element);
        }
        let broken = inside().any(|name| matches!(name, E::Div | E::P | E::Br));
        let block = style.block || has_class(element, &["block"]);
        let apart = block || !self.is_in_sentence(id);
        if (block || style.preformatted || broken) && self.run.is_unmarked() && apart {
            let text = text(self.tree, id, true);
            if block || text.trim().contains('\n') {
                let text = if style.preformatted { text } else { dedent(&text) };
                self.flush();
                self.push_code(id, text, language(self.tree, id));
                return false;
            }
        }
        let raw = text(self.tree, id, false);
        let text = in_line(&raw);
        // A space at both ends belongs to neither, unless all that stands between are signs.
        let inner = text.trim();
        let both =
            raw.starts_with(' ') && raw.ends_with(' ') && inner.contains(char::is_alphanumeric);
        let text = if both { inner.to_owned() } else { text };
        let edge = |trimmed: bool| trimmed && (both || raw.contains(['\n', '\r']));
        if edge(raw.starts_with(char::is_whitespace)) {
            self.space(id);
        }
        if !text.is_empty() {
            let mut inline = self.linked_code(id, text);
            if element.name == Some(E::Kbd) && !self.is_suspect() {
                let (kind, content) = (PhraseKind::Keyboard, vec![inline]);
                inline = Inline::Phrase(Box::new(Phrase { kind, content }));
            }
            self.atom(id, inline);
        }
        if edge(raw.ends_with(char::is_whitespace)) {
            self.space(id);
        }
        false
    }

    /// Whether text stands beside an element, in its own line.
    fn is_in_sentence(&self, id: NodeId) -> bool {
        let says = |node: Option<NodeId>| {
            let text = node.and_then(|node| self.tree.text(node));
            text.is_some_and(|text| text.value.contains(char::is_alphanumeric))
        };
        says(self.tree.previous(id)) || says(self.tree.next(id))
    }

    /// White space that stood at an edge of code.
    fn space(&mut self, id: NodeId) {
        if !self.run.is_empty() {
            self.atom(id, Inline::Text(Text::new(" ", self.tree.span(id))));
        }
    }

    /// The link that is all there is in a piece of code.
    fn only_link(&self, id: NodeId) -> Option<NodeId> {
        let child = self.tree.first_child(id)?;
        let alone = self.tree.next(child).is_none();
        (alone && self.tree.name(child) == Some(ElementName::A)).then_some(child)
    }

    /// Code, in a link if a link is all that is in it.
    fn linked_code(&self, id: NodeId, text: String) -> Inline {
        let link = self.only_link(id).and_then(|link| self.tree.element(link));
        match link.and_then(|element| self.base.link(element)) {
            Some(Ok(link)) if !self.run.in_link() => {
                Inline::Link(Box::new(Link { content: vec![Inline::Code(text)], ..link }))
            }
            _ => Inline::Code(text),
        }
    }
}

/// The text in `root` and not in `inner`, controls left out.
fn text_outside(tree: &Tree, root: NodeId, inner: NodeId) -> String {
    let mut out = String::new();
    let mut skipped = None;
    for step in tree.walk(root) {
        match step {
            Step::Leave(id) if skipped == Some(id) => skipped = None,
            Step::Enter(id) if skipped.is_none() => {
                if id == inner || tree.element(id).is_some_and(is_not_code) {
                    skipped = Some(id);
                } else if let Some(text) = tree.text(id) {
                    out.push_str(&text.value);
                }
            }
            _ => {}
        }
    }
    out
}

/// Code that stands in a line: line breaks and the indentation after them are white space.
fn in_line(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(1);
    let trim = |(index, line): (usize, &&str)| {
        let line = if index > 0 { line.trim_start() } else { line };
        if index < last { line.trim_end() } else { line }.to_owned()
    };
    let lines: Vec<String> = lines.iter().enumerate().map(trim).collect();
    lines.join(" ").trim().to_owned()
}

/// The lines without the indentation that all of them have.
fn dedent(text: &str) -> String {
    let text = text.trim_matches('\n').trim_end();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let common = lines.map(indent).min().unwrap_or(0);
    let lines = text.lines().map(|line| line.get(common..).unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Text that is being taken from code.
struct Lines {
    out: String,
    /// Whether the last line feed was made by the end of an element.
    closed: bool,
    /// Numbers at the starts of lines, by place: line numbers if they count up with the lines.
    numbers: Vec<std::ops::Range<usize>>,
}

/// The text of a subtree as it stands; with `lines`, elements that are lines are lines.
fn text(tree: &Tree, root: NodeId, lines: bool) -> String {
    let mut state = Lines { out: String::new(), closed: false, numbers: Vec::new() };
    let mut skipped = None;
    let mut starts = Vec::new();
    for step in tree.walk(root) {
        match step {
            Step::Leave(id) if skipped == Some(id) => skipped = None,
            _ if skipped.is_some() => {}
            Step::Enter(id) => {
                if let Some(text) = tree.text(id) {
                    state.text(&text.value);
                } else if let Some(element) = tree.element(id).filter(|_| id != root) {
                    if is_not_code(element) {
                        skipped = Some(id);
                    } else if lines && is_line(tree, id, element) {
                        state.end_line();
                        starts.push((id, state.out.len()));
                    } else if element.name == Some(ElementName::Br) {
                        state.out.push('\n');
                    }
                }
            }
            Step::Leave(id) if starts.last().is_some_and(|&(open, _)| open == id) => {
                let empty = starts.pop().is_some_and(|(_, start)| start == state.out.len());
                if empty || !state.out.ends_with('\n') {
                    state.out.push('\n');
                    state.closed = true;
                }
            }
            Step::Leave(_) => {}
        }
    }
    state.finish()
}

impl Lines {
    fn text(&mut self, text: &str) {
        // The line feed between two elements that are lines is not an empty line.
        let text = if self.closed { text.strip_prefix('\n').unwrap_or(text) } else { text };
        let at_start = self.out.is_empty() || self.out.ends_with('\n');
        let number = text.trim();
        if at_start && number.len() <= 5 && number.parse::<u32>().is_ok() {
            self.numbers.push(self.out.len()..self.out.len() + text.len());
        }
        self.out.push_str(text);
        self.closed &= text.is_empty();
    }

    fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// The text, without the numbers of its lines.
    fn finish(self) -> String {
        let number = |range: &std::ops::Range<usize>| self.out[range.clone()].trim().parse::<u32>();
        let lines = self.out.trim_end().lines().count();
        let count_up = self.numbers.windows(2).all(
            |pair| matches!((number(&pair[0]), number(&pair[1])), (Ok(a), Ok(b)) if a + 1 == b),
        );
        // Beside the line, or above it where both are blocks.
        let above = self.numbers.len() * 2 == lines;
        let all = above || self.numbers.len() == lines;
        if self.numbers.len() < 2 || !all || !count_up || is_gutter(&self.out) {
            return self.out;
        }
        let mut out = String::with_capacity(self.out.len());
        let mut done = 0;
        for range in self.numbers {
            out.push_str(&self.out[done..range.start]);
            done = range.end + usize::from(above && self.out[range.end..].starts_with('\n'));
        }
        out.push_str(&self.out[done..]);
        out
    }
}

/// Whether the text is nothing but line numbers.
fn is_gutter(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace().map(str::parse::<u32>);
    let Some(Ok(mut last)) = words.next() else { return false };
    words.all(|word| {
        let next = word == Ok(last + 1);
        last += 1;
        next
    })
}

fn is_not_code(element: &Element) -> bool {
    use ElementName as E;
    matches!(
        element.name,
        Some(E::Button | E::Style | E::Script | E::Svg | E::Template | E::Select)
    ) || has_class(element, NOT_CODE)
        || element.attribute("style").is_some_and(|css| {
            css.contains("user-select:none")
                || css.contains("user-select: none")
                || Style::of(element).hidden
        })
        || element.attribute("hidden").is_some()
}

/// Whether an element is a line, or several.
fn is_line(tree: &Tree, id: NodeId, element: &Element) -> bool {
    use ElementName as E;
    match element.name {
        Some(E::Div | E::P | E::Li | E::Tr | E::Pre) => true,
        Some(E::Code) => follows_its_like(tree, id, |_| true),
        Some(E::Span) => {
            let is_line = |element: &Element| {
                has_class(element, LINE) || element.attribute("data-line").is_some()
            };
            let block = element.attribute("style").is_some_and(|css| css.contains("display"));
            (block && Style::of(element).block)
                || (is_line(element) && follows_its_like(tree, id, is_line))
        }
        _ => false,
    }
}

/// Whether the element right before, with nothing between, is of the same kind.
fn follows_its_like(tree: &Tree, id: NodeId, is_alike: impl Fn(&Element) -> bool) -> bool {
    let before = tree.previous(id).and_then(|before| tree.element(before));
    before.is_some_and(|before| {
        Some(before.local) == tree.element(id).map(|element| element.local) && is_alike(before)
    })
}

fn has_class(element: &Element, names: &[&str]) -> bool {
    let classes = element.attribute("class").unwrap_or_default();
    classes.split_ascii_whitespace().any(|class| names.contains(&class))
}
