//! A tree as a list of elements and the list of text blocks in them.
//!
//! A block is a run of text that no block-level tag and no blank line of `br`s interrupts: what a
//! reader sees as one paragraph, item, cell or button. Blocks are what the model judges; elements
//! are counted up so that every block knows what surrounds it. One walk, then one pass back over
//! the elements.

use std::ops::Range;

use super::words::{class_mask, each_word, text_mask};
use crate::html::sets;
use crate::html::{AttributeName as A, ElementName as E};
use crate::parse::Tree;
use crate::parse::tree::{Element as Tag, NodeId, Step};
/// A page in pieces.
pub(super) struct Page<'t> {
    pub(super) tree: &'t Tree<'t>,
    /// In document order; the first is the root and stands for the document.
    pub(super) elements: Vec<Element>,
    pub(super) blocks: Vec<Block>,
    /// The text nodes of the blocks, in order.
    pub(super) nodes: Vec<NodeId>,
    /// The text of the blocks, white space folded.
    pub(super) text: String,
}

/// An element, by its index in [`Page::elements`].
#[derive(Clone, Default)]
pub(super) struct Element {
    /// The node; of the first element, nothing.
    pub(super) node: Option<NodeId>,
    pub(super) name: Option<E>,
    pub(super) parent: u32,
    /// One past the last element inside.
    pub(super) end: u32,
    pub(super) depth: u16,
    pub(super) hidden: bool,
    /// The blocks that start inside.
    pub(super) blocks: Range<u32>,
    /// The groups of the words in its class, id and role.
    pub(super) classes: u32,
    /// Equal for elements of the same name and class.
    pub(super) kind: u32,
    /// Equal for elements of the same name, class and parent.
    pub(super) signature: u32,
    pub(super) children: u16,
    pub(super) sums: Sums,
}

/// What is counted in a block, and summed up for elements.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) chars: f32,
    pub(super) link_chars: f32,
    pub(super) words: f32,
    pub(super) links: f32,
    pub(super) commas: f32,
    pub(super) stops: f32,
    /// Characters in blocks that read like prose.
    pub(super) prose: f32,
    pub(super) images: f32,
    pub(super) inputs: f32,
    pub(super) headings: f32,
    pub(super) blocks: f32,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.chars += other.chars;
        self.link_chars += other.link_chars;
        self.words += other.words;
        self.links += other.links;
        self.commas += other.commas;
        self.stops += other.stops;
        self.prose += other.prose;
        self.images += other.images;
        self.inputs += other.inputs;
        self.headings += other.headings;
        self.blocks += other.blocks;
    }

    pub(super) fn link_density(&self) -> f32 {
        self.link_chars / self.chars.max(1.0)
    }
}

/// A block of text.
#[derive(Clone, Default)]
pub(super) struct Block {
    /// The innermost element around all of it.
    pub(super) inner: u32,
    /// The innermost block-level element around it.
    pub(super) outer: u32,
    pub(super) nodes: Range<u32>,
    pub(super) text: Range<u32>,
    pub(super) sums: Sums,
    pub(super) upper: f32,
    pub(super) digits: f32,
    pub(super) other: f32,
    pub(super) long_words: f32,
    pub(super) function_words: f32,
    /// The groups of its first words.
    pub(super) groups: u32,
    /// The hash of its words.
    pub(super) hash: u32,
}

impl Page<'_> {
    pub(super) fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.text.start as usize..block.text.end as usize).unwrap_or_default()
    }

    /// The element and those around it, innermost first.
    pub(super) fn around(&self, element: u32) -> impl Iterator<Item = &Element> + '_ {
        let first = self.elements.get(element as usize);
        std::iter::successors(first, |element| {
            (element.depth > 0).then(|| &self.elements[element.parent as usize])
        })
    }
}

/// Takes a tree apart.
pub(super) fn take_apart<'t>(tree: &'t Tree<'t>) -> Page<'t> {
    let mut reader = Reader::new(tree);
    let mut skipped = None;
    for step in tree.walk(NodeId::DOCUMENT) {
        match step {
            Step::Enter(id) if skipped.is_none() => skipped = (!reader.enter(id)).then_some(id),
            Step::Leave(id) if skipped == Some(id) => skipped = None,
            Step::Leave(id) if skipped.is_none() => reader.leave(id),
            _ => {}
        }
    }
    reader.end_block();
    reader.sum_up()
}

struct Reader<'t> {
    page: Page<'t>,
    /// Of each class, by its number: the groups of its words, and its hash.
    classes: Vec<(u32, u32)>,
    open: u32,
    links: u32,
    breaks: u32,
    block: Block,
    link_chars: usize,
    space: bool,
}

impl<'t> Reader<'t> {
    fn new(tree: &'t Tree) -> Self {
        let root = Element::default();
        let page = Page {
            tree,
            elements: vec![root],
            blocks: Vec::new(),
            nodes: Vec::new(),
            text: String::new(),
        };
        Self {
            page,
            classes: tree.classes(|class| (class_mask(class), hash(class))),
            open: 0,
            links: 0,
            breaks: 0,
            block: Block::default(),
            link_chars: 0,
            space: false,
        }
    }

    /// Reads a node; false if what is inside is not text for readers.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(text) = self.page.tree.text(id) {
            self.add_text(id, &text.value);
            return true;
        }
        let Some(tag) = self.page.tree.element(id) else { return true };
        if tag.name.is_some_and(|name| sets::OPAQUE.has(name)) {
            self.count(tag);
            return false;
        }
        if tag.name == Some(E::Br) {
            self.breaks += 1;
            self.space = true;
            if self.breaks == 2 {
                self.end_block();
            }
        } else if tag.name.is_some_and(|name| sets::BOXES.has(name)) {
            self.end_block();
        }
        self.open(id, tag);
        true
    }

    fn leave(&mut self, id: NodeId) {
        let Some(tag) = self.page.tree.element(id) else { return };
        if tag.name.is_some_and(|name| sets::BOXES.has(name)) {
            self.end_block();
        }
        if tag.name == Some(E::A) {
            self.links -= 1;
        }
        let end = self.page.elements.len() as u32;
        let blocks = self.page.blocks.len() as u32;
        let element = &mut self.page.elements[self.open as usize];
        (element.end, element.blocks.end) = (end, blocks);
        self.open = element.parent;
    }

    fn open(&mut self, id: NodeId, tag: &Tag) {
        let parent = &mut self.page.elements[self.open as usize];
        parent.children = parent.children.saturating_add(1);
        let (depth, hidden) = (parent.depth.saturating_add(1), parent.hidden || is_hidden(tag));
        let classes = match tag.name {
            Some(E::Html | E::Body) => 0,
            _ => self.groups(tag),
        };
        let start = self.page.blocks.len() as u32;
        let kind = self.kind(tag);
        let signature = (kind ^ self.open).wrapping_mul(0x0100_0193);
        let element = Element {
            node: Some(id),
            name: tag.name,
            parent: self.open,
            depth,
            hidden,
            blocks: start..start,
            classes,
            kind,
            signature,
            ..Element::default()
        };
        self.open = self.page.elements.len() as u32;
        self.page.elements.push(element);
        self.count(tag);
        self.links += u32::from(tag.name == Some(E::A));
    }

    /// The groups of the words in an element's class, id and role.
    fn groups(&self, tag: &Tag) -> u32 {
        let mut mask = 0;
        for attribute in tag.attributes {
            let value = attribute.value;
            mask |= match attribute.known {
                Some(A::Class) => self.class(attribute.class).0,
                Some(A::Role) if value == "banner" => class_mask("header"),
                Some(A::Id | A::Itemprop | A::Role | A::AriaLabel) => class_mask(value),
                _ if attribute.name.strip_prefix("data-").is_some_and(is_telling) => {
                    class_mask(value)
                }
                _ => 0,
            };
        }
        mask
    }

    /// A number for the name and the class of an element.
    fn kind(&self, tag: &Tag) -> u32 {
        let mut attributes = tag.attributes.iter();
        let class = attributes.find(|attribute| attribute.known == Some(A::Class));
        let class = class.filter(|class| !class.value.is_empty());
        hash(tag.local).rotate_left(16) ^ class.map_or(0, |class| self.class(class.class).1)
    }

    fn class(&self, number: u32) -> (u32, u32) {
        self.classes.get(number as usize).copied().unwrap_or_default()
    }

    /// Counts what is not text.
    fn count(&mut self, tag: &Tag) {
        let sums = &mut self.page.elements[self.open as usize].sums;
        match tag.name {
            Some(E::A) => sums.links += 1.0,
            Some(E::Img | E::Picture | E::Video | E::Audio | E::Iframe) => sums.images += 1.0,
            Some(E::Input | E::Button | E::Select | E::Textarea) => sums.inputs += 1.0,
            Some(name) if sets::HEADINGS.has(name) => sums.headings += 1.0,
            _ => {}
        }
    }

    fn add_text(&mut self, id: NodeId, value: &str) {
        let page = &mut self.page;
        let first = self.block.text.is_empty();
        let before = page.text.len();
        for word in value.split_inclusive(is_space) {
            let trimmed = word.trim_end_matches(is_space);
            let starts = page.text.len() == self.block.text.start as usize;
            if !trimmed.is_empty() {
                if self.space && !starts {
                    page.text.push(' ');
                }
                page.text.push_str(trimmed);
                self.space = false;
            }
            self.space |= trimmed.len() < word.len();
        }
        let added = page.text.len() - before;
        if added == 0 {
            return;
        }
        self.breaks = 0;
        self.block.text.end = page.text.len() as u32;
        self.link_chars += if self.links > 0 { added } else { 0 };
        page.nodes.push(id);
        self.block.inner = match first {
            true => self.open,
            false => common(&page.elements, self.block.inner, self.open),
        };
    }

    fn end_block(&mut self) {
        let page = &mut self.page;
        let mut block = std::mem::take(&mut self.block);
        let nodes = page.nodes.len() as u32;
        self.block.text = page.text.len() as u32..page.text.len() as u32;
        self.block.nodes = nodes..nodes;
        let links = std::mem::take(&mut self.link_chars);
        self.space = false;
        if block.text.is_empty() {
            return;
        }
        block.nodes.end = nodes;
        block.outer = outer(&page.elements, block.inner);
        let text = &page.text[block.text.start as usize..block.text.end as usize];
        measure(&mut block, text, links);
        page.blocks.push(block);
    }

    /// Sums the blocks up for the elements around them.
    fn sum_up(mut self) -> Page<'t> {
        let total = (self.page.elements.len() as u32, self.page.blocks.len() as u32);
        let root = &mut self.page.elements[0];
        (root.end, root.blocks.end) = total;
        for block in &self.page.blocks {
            self.page.elements[block.outer as usize].sums.add(&block.sums);
        }
        for index in (1..self.page.elements.len()).rev() {
            let sums = self.page.elements[index].sums;
            let parent = self.page.elements[index].parent as usize;
            self.page.elements[parent].sums.add(&sums);
        }
        self.page
    }
}

fn measure(block: &mut Block, text: &str, link_bytes: usize) {
    let (mut chars, mut commas, mut stops) = (0.0, 0.0, 0.0);
    let mut wide = 0.0;
    for c in text.chars() {
        chars += 1.0;
        match c {
            'a'..='z' | ' ' => {}
            ',' | ';' | '،' | '、' | '，' | '；' => commas += 1.0,
            '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।' => stops += 1.0,
            '0'..='9' => block.digits += 1.0,
            '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{e7f}' => {
                wide += 1.0
            }
            _ if c.is_uppercase() => block.upper += 1.0,
            _ if !c.is_alphanumeric() => block.other += 1.0,
            _ => {}
        }
    }
    let mut words = 0.0;
    let (mut groups, mut hash) = (0, 0_u32);
    each_word(text, |word, length| {
        let mask = text_mask(word);
        block.long_words += f32::from(u8::from(length > 6));
        block.function_words += f32::from(u8::from(mask & super::words::FUNCTION != 0));
        if words < 10.0 {
            groups |= mask & !super::words::FUNCTION;
        }
        hash = hash.rotate_left(5) ^ word;
        words += 1.0;
    });
    (block.groups, block.hash) = (groups, hash);
    // Scripts without spaces: two characters are about a word.
    words = f32::max(words, wide / 2.0);
    let link_chars = chars * link_bytes as f32 / text.len().max(1) as f32;
    let prose = chars >= 80.0 && link_chars < 0.3 * chars && stops > 0.0;
    block.sums = Sums {
        chars,
        link_chars,
        words,
        commas,
        stops,
        prose: if prose { chars } else { 0.0 },
        blocks: 1.0,
        ..Sums::default()
    };
}

/// The innermost element around two.
fn common(elements: &[Element], mut a: u32, mut b: u32) -> u32 {
    while a != b {
        // Indices grow with document order, so the larger one is not around the smaller.
        if a > b {
            a = elements[a as usize].parent;
        } else {
            b = elements[b as usize].parent;
        }
    }
    a
}

fn outer(elements: &[Element], inner: u32) -> u32 {
    let mut at = inner;
    while at > 0 && !elements[at as usize].name.is_some_and(|name| sets::BOXES.has(name)) {
        at = elements[at as usize].parent;
    }
    at
}

fn is_telling(name: &str) -> bool {
    matches!(name, "component" | "testid" | "type" | "module")
}

fn hash(name: &str) -> u32 {
    name.bytes().fold(super::words::SEED, super::words::step)
}

fn is_hidden(tag: &Tag) -> bool {
    tag.attributes.iter().any(|attribute| match attribute.known {
        Some(A::Hidden) => true,
        Some(A::AriaHidden) => attribute.value == "true",
        Some(A::Style) => hides(attribute.value),
        _ => false,
    })
}

fn hides(style: &str) -> bool {
    let value = |property: &str| style.to_ascii_lowercase().replace(' ', "").contains(property);
    // Most styles speak of neither.
    style.contains(['y', 'Y']) && (value("display:none") || value("visibility:hidden"))
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{a0}' || c == '\u{200b}' || c == '\u{feff}'
}
