//! What is known about every block before anything is judged.
//!
//! Text, tags, words, place and surroundings as numbers; [`super::model`] reads them by position.

use std::collections::HashMap;

use super::landmarks::{Landmarks, REGIONS, dice, words_of};
use super::page::{Block, Element, Page, Sums};
use super::table::Table;
use super::word_tables::{CLASS_GROUPS, TEXT_GROUPS};
use super::words::SEED;
use crate::html::ElementName as E;
use crate::html::sets;

/// What the page says of itself, as far as the model wants to know.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) titles: Vec<String>,
    pub(super) description: String,
    /// Whether it calls itself an article, a product, a discussion, a list.
    pub(super) kinds: [bool; KINDS.len()],
    /// The hashes of all three words in a row of the article as structured data has it, sorted.
    pub(super) body: Vec<u32>,
}

impl Facts {
    /// Whether the page calls itself an article.
    pub(super) const fn is_article(&self) -> bool {
        self.kinds[0] || self.kinds[4]
    }
}

pub(super) const KINDS: &[&str] = &["article", "product", "discussion", "list", "open-graph"];

/// Every block's features.
pub(super) fn features(page: &Page<'_>, facts: &Facts, marks: &Landmarks) -> Table {
    let mut table = Table::new(page.blocks.len());
    of_text(page, &mut table);
    of_neighbours(&mut table);
    of_words(page, &mut table);
    of_tags(page, &mut table);
    of_surroundings(page, &mut table);
    of_branches(page, marks, &mut table);
    of_repetition(page, &mut table);
    of_paths(page, &mut table);
    of_place(page, marks, &mut table);
    of_facts(page, facts, &mut table);
    of_page(page, marks, facts, &mut table);
    table
}

fn of_text(page: &Page<'_>, table: &mut Table) {
    let blocks = &page.blocks;
    let per_word = |value: f32, block: &Block| value / block.sums.words.max(1.0);
    let per_char = |value: f32, block: &Block| value / block.sums.chars.max(1.0);
    table.add(("text", "words"), |i| blocks[i].sums.words);
    table.add(("text", "link-density"), |i| blocks[i].sums.link_density());
    table.add(("text", "stops"), |i| blocks[i].sums.stops);
    table.add(("text", "functions"), |i| per_word(blocks[i].function_words, &blocks[i]));
    table.add(("text", "chars"), |i| blocks[i].sums.chars);
    table.add(("text", "commas"), |i| per_word(blocks[i].sums.commas, &blocks[i]));
    table.add(("text", "long-words"), |i| per_word(blocks[i].long_words, &blocks[i]));
    table.add(("text", "word-length"), |i| per_word(blocks[i].sums.chars, &blocks[i]));
    table.add(("text", "upper"), |i| per_char(blocks[i].upper, &blocks[i]));
    table.add(("text", "digits"), |i| per_char(blocks[i].digits, &blocks[i]));
    table.add(("text", "other"), |i| per_char(blocks[i].other, &blocks[i]));
    let ends: Vec<(char, char)> = blocks
        .iter()
        .map(|block| {
            let text = page.text_of(block);
            (text.chars().next().unwrap_or(' '), text.chars().next_back().unwrap_or(' '))
        })
        .collect();
    let stop =
        |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।' | '"' | '”' | '»');
    let longest = blocks.iter().map(|block| block.sums.words).fold(1.0, f32::max);
    table.add(("text", "words-by-longest"), |i| blocks[i].sums.words / longest);
    table.add_flag(("text", "ends-sentence"), |i| stop(ends[i].1));
    table.add_flag(("text", "ends-colon"), |i| matches!(ends[i].1, ':' | '：'));
    table.add_flag(("text", "ends-cut"), |i| matches!(ends[i].1, '…' | '»' | '›' | '>' | '→'));
    table.add_flag(("text", "starts-lower"), |i| ends[i].0.is_lowercase());
    table.add_flag(("text", "starts-digit"), |i| ends[i].0.is_numeric());
    table.add_flag(("text", "starts-mark"), |i| !ends[i].0.is_alphanumeric());
    table.add_flag(("text", "at"), |i| page.text_of(&blocks[i]).contains('@'));
    let year = |text: &str| text.contains("20") && !text.contains("200 ");
    table.add_flag(("text", "year"), |i| blocks[i].digits >= 4.0 && year(page.text_of(&blocks[i])));
    table.add_flag(("text", "money"), |i| page.text_of(&blocks[i]).contains(['$', '€', '£', '¥']));
    table.add_flag(("text", "rights"), |i| page.text_of(&blocks[i]).contains('©'));
    table.add_flag(("text", "bar"), |i| page.text_of(&blocks[i]).contains(['|', '·', '•']));
    let mut seen = HashMap::new();
    for block in blocks {
        *seen.entry(block.hash).or_insert(0_u32) += 1;
    }
    table.add(("text", "times"), |i| seen.get(&blocks[i].hash).map_or(1.0, |&n| n as f32));
}

/// The first four columns are those whose neighbours' values count.
fn of_neighbours(table: &mut Table) {
    const NAMES: [[&str; 6]; 4] = [
        ["words-3", "words-2", "words-1", "words+1", "words+2", "words+3"],
        ["links-3", "links-2", "links-1", "links+1", "links+2", "links+3"],
        ["stops-3", "stops-2", "stops-1", "stops+1", "stops+2", "stops+3"],
        ["functions-3", "functions-2", "functions-1", "functions+1", "functions+2", "functions+3"],
    ];
    for (column, names) in NAMES.iter().enumerate() {
        for (name, by) in names.iter().zip([-3, -2, -1, 1, 2, 3]) {
            table.add_shifted(("near", name), column, by);
        }
    }
    let words = prefix_sums(table.column(0));
    let share = |from: usize, to: usize| (words[to] - words[from]) / (to - from).max(1) as f32;
    let last = table.rows;
    table.add(("near", "words-before-10"), |i| share(i.saturating_sub(10), i));
    table.add(("near", "words-after-10"), |i| share(i + 1, last.min(i + 11).max(i + 1)));
}

fn prefix_sums(values: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    for value in values {
        sum += value;
        sums.push(sum);
    }
    sums
}

fn of_words(page: &Page<'_>, table: &mut Table) {
    let names = || TEXT_GROUPS.iter().map(|(name, _)| *name);
    let groups: Vec<u32> = page.blocks.iter().map(|block| block.groups).collect();
    table.add_bits("says", names(), &groups);
    let (under, distance) = last_heading(page);
    table.add_bits("under", names(), &under);
    table.add(("under", "distance"), |i| distance[i]);
    let names = || CLASS_GROUPS.iter().map(|(name, _)| *name);
    let (near, middle, any) = class_masks(page);
    table.add_bits("near", names(), &near);
    table.add_bits("middle", names(), &middle);
    table.add_bits("any", names(), &any);
}

/// The groups of the heading above each block and how many blocks ago it stood.
fn last_heading(page: &Page<'_>) -> (Vec<u32>, Vec<f32>) {
    let (mut mask, mut distance) = (0, 0.0);
    let mut found = (Vec::new(), Vec::new());
    for block in &page.blocks {
        if page.around(block.inner).take(3).any(|element| is_heading(element.name)) {
            (mask, distance) = (block.groups, 0.0);
        } else {
            distance += 1.0;
        }
        found.0.push(mask);
        found.1.push(distance);
    }
    found
}

fn is_heading(name: Option<E>) -> bool {
    name.is_some_and(|name| sets::HEADINGS.has(name))
}

/// The groups of the class names around each block: next to it, a little further, anywhere.
/// Elements that hold nearly all of the page say nothing about a block.
fn class_masks(page: &Page<'_>) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let limit = 0.9 * page.elements[0].sums.chars;
    let own = |element: &Element| if element.sums.chars < limit { element.classes } else { 0 };
    let mut any: Vec<u32> = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        let around = any.get(element.parent as usize).copied().unwrap_or(0);
        any.push(around | own(element));
    }
    let mut masks = (Vec::new(), Vec::new(), Vec::new());
    for block in &page.blocks {
        let outer = page.elements[block.outer as usize].depth;
        let gather = |from: u16, to: u16| {
            let around = page.around(block.inner);
            let within = around.filter(|e| e.depth + from <= outer || from == 0);
            within.take_while(|e| e.depth + to >= outer).fold(0, |mask, e| mask | own(e))
        };
        masks.0.push(gather(0, 1));
        masks.1.push(gather(2, 4));
        masks.2.push(any[block.inner as usize]);
    }
    masks
}

const TAGS: &[(&str, &[E])] = &[
    ("nav", &[E::Nav, E::Menu]),
    ("header", &[E::Header]),
    ("footer", &[E::Footer]),
    ("aside", &[E::Aside]),
    ("article", &[E::Article]),
    ("main", &[E::Main]),
    ("form", &[E::Form, E::Fieldset, E::Label]),
    ("figure", &[E::Figure]),
    ("table", &[E::Table]),
    ("list", &[E::Ul, E::Ol]),
    ("quote", &[E::Blockquote]),
    ("section", &[E::Section]),
    ("link", &[E::A]),
    ("button", &[E::Button]),
    ("definitions", &[E::Dl]),
    ("details", &[E::Details]),
    ("address", &[E::Address]),
    ("noscript", &[E::Noscript]),
    ("dialog", &[E::Dialog]),
    ("heading", &[E::H1, E::H2, E::H3, E::H4, E::H5, E::H6, E::Hgroup]),
    ("caption", &[E::Figcaption, E::Caption]),
    ("pre", &[E::Pre]),
    ("paragraph", &[E::P]),
    ("item", &[E::Li]),
    ("time", &[E::Time]),
];

fn of_tags(page: &Page<'_>, table: &mut Table) {
    let own = |element: &Element| {
        let found = element.name.and_then(|name| TAGS.iter().position(|t| t.1.contains(&name)));
        found.map_or(0, |bit| 1 << bit)
    };
    let mut masks: Vec<u32> = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        masks.push(masks.get(element.parent as usize).copied().unwrap_or(0) | own(element));
    }
    let inside: Vec<u32> = page.blocks.iter().map(|b| masks[b.inner as usize]).collect();
    table.add_bits("in", TAGS.iter().map(|tag| tag.0), &inside);
    let outer = |i: usize| &page.elements[page.blocks[i].outer as usize];
    let own: Vec<u32> = (0..table.rows).map(|i| own(outer(i))).collect();
    table.add_bits("is", TAGS.iter().map(|tag| tag.0), &own);
    table.add_flag(("is", "division"), |i| outer(i).name == Some(E::Div));
    table.add(("is", "level"), |i| match outer(i).name {
        Some(E::H1) => 1.0,
        Some(E::H2) => 2.0,
        Some(E::H3) => 3.0,
        Some(E::H4) => 4.0,
        Some(E::H5 | E::H6) => 5.0,
        _ => 0.0,
    });
    let depth = table.add(("is", "depth"), |i| f32::from(outer(i).depth));
    table.add_shifted(("is", "depth-1"), depth, -1);
    table.add_shifted(("is", "depth+1"), depth, 1);
    table.add_flag(("is", "hidden"), |i| page.elements[page.blocks[i].inner as usize].hidden);
}

/// The element around a block and the three around that one.
fn of_surroundings(page: &Page<'_>, table: &mut Table) {
    const NAMES: [&str; 4] = ["around-0", "around-1", "around-2", "around-3"];
    for (level, name) in NAMES.into_iter().enumerate() {
        let found = |i: usize| page.around(page.blocks[i].outer).nth(level);
        let elements: Vec<&Element> =
            (0..table.rows).map(|i| found(i).unwrap_or(&page.elements[0])).collect();
        of_elements(page, name, &elements, table);
    }
}

fn of_branches(page: &Page<'_>, marks: &Landmarks, table: &mut Table) {
    let branch = |i: usize| marks.branches[page.blocks[i].outer as usize] as usize;
    let elements: Vec<&Element> = (0..table.rows).map(|i| &page.elements[branch(i)]).collect();
    of_elements(page, "branch", &elements, table);
    let masks: Vec<u32> = elements.iter().map(|element| element.classes).collect();
    table.add_bits("branch", CLASS_GROUPS.iter().map(|(name, _)| *name), &masks);
}

fn of_elements(page: &Page<'_>, group: &'static str, elements: &[&Element], table: &mut Table) {
    let all = page.elements[0].sums;
    let mut add = |name, value: fn(&Sums, &Sums) -> f32| {
        table.add((group, name), |i| value(&elements[i].sums, &all));
    };
    add("share", |sums, all| sums.chars / all.chars.max(1.0));
    add("link-density", |sums, _| sums.link_density());
    add("prose", |sums, _| sums.prose / sums.chars.max(1.0));
    add("prose-share", |sums, all| sums.prose / all.prose.max(1.0));
    add("words-per-block", |sums, _| sums.words / sums.blocks.max(1.0));
    add("words", |sums, _| sums.words);
    add("commas", |sums, _| sums.commas / sums.words.max(1.0));
    add("images", |sums, _| sums.images);
    add("inputs", |sums, _| sums.inputs);
    add("headings", |sums, _| sums.headings / sums.blocks.max(1.0));
    table.add((group, "children"), |i| f32::from(elements[i].children));
}

/// Whether a block is in one of many elements made alike, as cards and items are.
fn of_repetition(page: &Page<'_>, table: &mut Table) {
    let mut alike: HashMap<u32, Alike> = HashMap::new();
    for element in &page.elements {
        let found = alike.entry(element.signature).or_default();
        found.count += 1.0;
        found.words += element.sums.words;
        found.links += element.sums.links;
        found.images += element.sums.images;
        found.headings += element.sums.headings;
    }
    let mut best: Vec<Alike> = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        let own = alike.get(&element.signature).copied().unwrap_or_default();
        let around = best.get(element.parent as usize).copied().unwrap_or_default();
        let own = if own.links >= own.count { own } else { Alike::default() };
        best.push(if own.count > around.count { own } else { around });
    }
    let cards: Vec<Alike> = page.blocks.iter().map(|b| best[b.outer as usize]).collect();
    table.add(("alike", "count"), |i| cards[i].count);
    table.add(("alike", "words"), |i| cards[i].words / cards[i].count.max(1.0));
    table.add(("alike", "links"), |i| cards[i].links / cards[i].count.max(1.0));
    table.add(("alike", "images"), |i| cards[i].images / cards[i].count.max(1.0));
    table.add(("alike", "headings"), |i| cards[i].headings / cards[i].count.max(1.0));
    let own = |i: usize| page.elements[page.blocks[i].outer as usize].signature;
    table.add(("alike", "siblings"), |i| alike.get(&own(i)).map_or(0.0, |alike| alike.count));
}

/// How much of the page's prose stands at the same path of tags, and of tags and classes.
fn of_paths(page: &Page<'_>, table: &mut Table) {
    let (mut tags, mut classes) = (Vec::new(), Vec::new());
    for element in &page.elements {
        let parent = element.parent as usize;
        let name = element.name.map_or(0, |name| name as u32 + 1);
        let around = |hashes: &Vec<u32>| hashes.get(parent).copied().unwrap_or(SEED);
        let (tag, class) = (around(&tags), around(&classes));
        tags.push((tag ^ name).wrapping_mul(0x0100_0193));
        classes.push((class ^ element.kind).wrapping_mul(0x0100_0193));
    }
    for (name, hashes) in [("tags", &tags), ("classes", &classes)] {
        let mut prose: HashMap<u32, f32> = HashMap::new();
        let path = |block: &Block| hashes[block.outer as usize];
        for block in &page.blocks {
            *prose.entry(path(block)).or_default() += block.sums.prose;
        }
        let all = page.elements[0].sums.prose.max(1.0);
        let share = |block| prose.get(&path(block)).copied().unwrap_or(0.0) / all;
        table.add(("path", name), |i| share(&page.blocks[i]));
    }
}

#[derive(Clone, Copy, Default)]
struct Alike {
    count: f32,
    words: f32,
    links: f32,
    images: f32,
    headings: f32,
}

fn of_place(page: &Page<'_>, marks: &Landmarks, table: &mut Table) {
    let (rows, last) = (table.rows, table.rows.max(1) as f32);
    let chars = prefix_sums(&page.blocks.iter().map(|b| b.sums.chars).collect::<Vec<_>>());
    let all = chars[rows].max(1.0);
    table.add(("place", "index"), |i| i as f32);
    table.add(("place", "from-end"), |i| (rows - i) as f32);
    table.add(("place", "index-share"), |i| i as f32 / last);
    table.add(("place", "chars-before"), |i| chars[i] / all);
    let from = |i: usize, other: usize| i as f32 - other as f32;
    let title = marks.title;
    table.add(("place", "title"), |i| title.map_or(-999.0, |title| from(i, title)));
    table.add(("place", "first-prose"), |i| from(i, marks.first_prose));
    table.add(("place", "last-prose"), |i| from(i, marks.last_prose));
    let first =
        (0..rows).find(|&i| page.elements[page.blocks[i].outer as usize].name == Some(E::H1));
    table.add(("place", "first-heading"), |i| first.map_or(-999.0, |first| from(i, first)));
    for (name, region) in REGIONS.iter().zip(&marks.regions) {
        // 0 inside; before and after by how far.
        let distance = |i: usize| match i {
            i if i < region.start => from(i, region.start),
            i if i >= region.end => from(i, region.end) + 1.0,
            _ => 0.0,
        };
        table.add((name, "outside"), distance);
        table.add((name, "from-start"), |i| from(i, region.start));
        table.add((name, "from-end"), |i| from(i, region.end));
        let depth = f32::from(page.elements[region.element as usize].depth);
        let own = |i: usize| f32::from(page.elements[page.blocks[i].outer as usize].depth);
        let inside = |i: usize| {
            let outer = page.blocks[i].outer;
            let element = &page.elements[region.element as usize];
            (region.element..element.end.max(1)).contains(&outer)
        };
        table.add((name, "depth"), |i| if inside(i) { own(i) - depth } else { -1.0 });
    }
}

fn of_facts(page: &Page<'_>, facts: &Facts, table: &mut Table) {
    let titles: Vec<Vec<u32>> = facts.titles.iter().map(|title| words_of(title)).collect();
    let description = words_of(&facts.description);
    let mut likeness = (Vec::new(), Vec::new(), Vec::new());
    for block in &page.blocks {
        let text = page.text_of(block);
        let short = block.sums.words <= 60.0;
        let words = if short { words_of(text) } else { Vec::new() };
        likeness.0.push(titles.iter().map(|t| dice(&words, t)).fold(0.0, f32::max));
        likeness.1.push(dice(&words, &description));
        likeness.2.push(share_in(text, &facts.body));
    }
    table.add(("fact", "title"), |i| likeness.0[i]);
    table.add(("fact", "description"), |i| likeness.1[i]);
    table.add(("fact", "body"), |i| likeness.2[i]);
}

/// How much of a text stands in the article as structured data has it; -1 if there is none.
fn share_in(text: &str, body: &[u32]) -> f32 {
    if body.is_empty() {
        return -1.0;
    }
    let (mut all, mut found) = (0.0, 0.0);
    for shingle in shingles(text) {
        all += 1.0;
        found += f32::from(u8::from(body.binary_search(&shingle).is_ok()));
    }
    found / f32::max(all, 1.0)
}

/// The hashes of every three words in a row; of all words if there are fewer.
pub(super) fn shingles(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    super::words::each_word(text, |word, _| words.push(word));
    let mix = |words: &[u32]| words.iter().fold(0_u32, |hash, word| hash.rotate_left(7) ^ word);
    match words.len() {
        0 => Vec::new(),
        1 | 2 => vec![mix(&words)],
        _ => words.windows(3).map(mix).collect(),
    }
}

/// Shares only: by counts a model would know single pages again.
fn of_page(page: &Page<'_>, marks: &Landmarks, facts: &Facts, table: &mut Table) {
    let all = page.elements[0].sums;
    let inside = |region: usize| {
        let region = &page.elements[marks.regions[region].element as usize];
        region.sums.chars / all.chars.max(1.0)
    };
    let values: [(&'static str, f32); 6] = [
        ("link-density", all.link_density()),
        ("prose", all.prose / all.chars.max(1.0)),
        ("scored", inside(0)),
        ("half", inside(1)),
        ("most", inside(2)),
        ("marked", inside(3)),
    ];
    for (name, value) in values {
        table.add(("page", name), |_| value);
    }
    for (name, value) in KINDS.iter().zip(facts.kinds) {
        table.add_flag(("page", name), |_| value);
    }
}
