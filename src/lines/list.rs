//! Lists that survive as lines.

use crate::model::document::{Block, BlockKind, List, ListItem};

use super::assemble::Assembler;
use super::evidence::{Evidence, Mode};
use super::line::Line;
use super::marker::{self, Mark};
use super::shape::{First, Last};
use super::starts::Starts;
use super::wrap;
use crate::model::flat::{cut_start, span_of};

/// What is known of a list before it is built.
pub(super) struct Items {
    pub(super) numbered: bool,
    /// The length of the first mark.
    pub(super) mark: usize,
}

/// The list that `lines` begin with and how many lines it takes; `before` is how the text before
/// it ends.
pub(super) fn extent(
    lines: &[Line],
    before: Option<Last>,
    evidence: &Evidence,
    starts: &Starts,
) -> Option<(Items, usize)> {
    let (first, mark) = marker::item(&lines.first().filter(|line| !line.spoken)?.text)?;
    let mut run = Run { items: 1, last: first, at: 1 };
    run.advance(&lines[..lines.len().min(PROBE)], evidence);
    let led_in = before == Some(Last::Colon);
    let below_heading = matches!(before, Some(Last::Word | Last::Cry));
    let known = |c| below_heading && starts.lists(c);
    let items = run.items;
    let is_list = match first {
        Mark::Bullet(c) if marker::SURE_BULLETS.contains(&c) => true,
        Mark::Bullet('—') => items >= 2,
        Mark::Bullet(c @ ('–' | '−')) => items >= 2 || known(c),
        Mark::Bullet(c) => items >= 2 || led_in || known(c),
        Mark::Number(n, _) => items >= 2 && (n <= 1 || led_in || items >= 3 && n < 100),
        Mark::Letter(n, _) => items >= 2 && n == 1,
    };
    if !is_list {
        return None;
    }
    run.advance(lines, evidence);
    Some((Items { numbered: !matches!(first, Mark::Bullet(_)), mark }, run.at))
}

/// So many lines decide whether a run of items is a list, lest each line read to the end of it.
const PROBE: usize = 64;

/// The part of a list that was read.
struct Run {
    items: usize,
    last: Mark,
    at: usize,
}

impl Run {
    /// Reads on to the end of the list or of `lines`.
    fn advance(&mut self, lines: &[Line], evidence: &Evidence) {
        let base = lines[0].indent();
        while let Some(line) = lines.get(self.at) {
            match marker::item(&line.text) {
                Some((mark, _)) if line.indent() <= base + 1 && mark.continues(self.last) => {
                    (self.items, self.last) = (self.items + 1, mark);
                }
                Some(_) if line.indent() > base + 1 => {}
                Some(_) => break,
                None if continues(&lines[self.at - 1], line, base, evidence) => {}
                None => break,
            }
            self.at += 1;
        }
    }
}

/// Whether a line without a mark belongs to the item before it.
fn continues(before: &Line, line: &Line, base: usize, evidence: &Evidence) -> bool {
    let special = marker::is_note(&line.text)
        || marker::atx(&line.text).is_some()
        || marker::is_break(&line.text)
        || marker::quote(&line.text).is_some()
        || ["[/list", "[/ul", "[/ol"].iter().any(|end| line.text.starts_with(end));
    if special {
        return false;
    }
    let hanging = line.indent() >= base + 2;
    if line.after_blank {
        return hanging;
    }
    let goes_on =
        line.shape.first == First::Lower || matches!(before.shape.last, Last::Open | Last::Hyphen);
    match evidence.mode {
        Mode::Blank => {
            let short = evidence.width.is_some() && !evidence.is_full(before, line);
            let begins = matches!(line.shape.first, First::Upper | First::Uncased);
            hanging || goes_on || !(before.shape.ends_sentence() || short && begins)
        }
        Mode::Lines => hanging || goes_on,
    }
}

/// Builds the list that all of `lines` make.
pub(super) fn build(lines: &[Line], assembler: &mut Assembler) -> List {
    let mut levels: Vec<(usize, List)> = Vec::new();
    let mut item: Vec<Line> = Vec::new();
    for line in lines {
        let mark = marker::item(&line.text);
        let starts = mark.filter(|_| item.is_empty() || is_item(line, &levels));
        let Some((mark, length)) = starts else {
            item.push(line.clone());
            continue;
        };
        finish(&mut levels, &mut item, assembler);
        open(&mut levels, line, mark);
        item.push(line.without_start(length));
    }
    finish(&mut levels, &mut item, assembler);
    while levels.len() > 1 {
        close(&mut levels);
    }
    levels.pop().map(|(_, list)| list).unwrap_or_default()
}

fn is_item(line: &Line, levels: &[(usize, List)]) -> bool {
    levels.first().is_some_and(|(base, _)| line.indent() >= *base || line.indent() < 2)
}

/// Opens or closes levels so that an item of this line belongs to the last.
fn open(levels: &mut Vec<(usize, List)>, line: &Line, mark: Mark) {
    while levels.len() > 1 && levels.last().is_some_and(|(indent, _)| line.indent() + 1 < *indent) {
        close(levels);
    }
    let deeper = levels.last().is_none_or(|(indent, _)| line.indent() > indent + 1);
    if deeper && levels.len() < 8 {
        let start = match mark {
            Mark::Bullet(_) => None,
            Mark::Number(n, _) | Mark::Letter(n, _) => Some(n),
        };
        levels.push((line.indent(), List { start, tight: true, items: Vec::new() }));
    }
    if let Some((_, list)) = levels.last_mut() {
        list.tight &= !line.after_blank || list.items.is_empty();
        list.items.push(ListItem::default());
    }
}

fn close(levels: &mut Vec<(usize, List)>) {
    let Some((_, list)) = levels.pop() else { return };
    let item = levels.last_mut().and_then(|(_, list)| list.items.last_mut());
    if let Some(item) = item {
        let span = item.blocks.last().map(|block| block.span).unwrap_or_default();
        item.blocks.push(Block { kind: BlockKind::List(Box::new(list)), span });
    }
}

/// Gives the lines of an item to the last item.
fn finish(levels: &mut [(usize, List)], lines: &mut Vec<Line>, assembler: &mut Assembler) {
    let lines = std::mem::take(lines);
    let Some((_, list)) = levels.last_mut() else { return };
    let Some(item) = list.items.last_mut() else { return };
    let starts = lines.iter().enumerate().filter(|(index, line)| *index > 0 && line.after_blank);
    let mut from = 0;
    let bounds: Vec<usize> = starts.map(|(index, _)| index).chain([lines.len()]).collect();
    item.blocks.reserve_exact(bounds.len());
    for end in bounds {
        let content = wrap::join(&lines[from..end], false, assembler);
        from = end;
        let (checked, content) = checkbox(content);
        let content = assembler.marked(content);
        item.checked = item.checked.or(checked);
        let span = span_of(&content);
        item.blocks.push(Block { kind: BlockKind::Paragraph(content), span });
    }
    list.tight &= item.blocks.len() < 2;
}

/// The state of a task item, `[ ] ` or `[x] `.
fn checkbox(
    content: Vec<crate::model::document::Inline>,
) -> (Option<bool>, Vec<crate::model::document::Inline>) {
    let Some(crate::model::document::Inline::Text(text)) = content.first() else {
        return (None, content);
    };
    let checked = match text.get(..4) {
        Some("[ ] ") => false,
        Some("[x] " | "[X] ") => true,
        _ => return (None, content),
    };
    (Some(checked), cut_start(content, 4))
}
