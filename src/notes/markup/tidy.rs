//! What around references and notes is no text: marks given twice, brackets, ways back, titles of
//! sections that only hold notes, rules above them; and what else belongs to a note.

use super::definition::has_words;
use super::finder::Finder;
use super::mark::{Mark, is_arrow, is_way_back};
use super::names::Named;
use super::scan::{is_inline, short_text};
use super::{Notes, Role};
use crate::html::ElementName;
use crate::html::sets;
use crate::notes::titles::is_title;
use crate::parse::tree::{NodeId, Step};

impl Finder<'_> {
    /// The notes, with everything found that goes with them.
    pub(super) fn tidy(mut self) -> Notes {
        for reference in self.references.clone() {
            self.unwrap(reference);
        }
        for note in 0..self.notes.notes.len() {
            self.gather(note);
        }
        for note in 0..self.notes.notes.len() {
            for (index, node) in self.notes.notes[note].nodes.clone().into_iter().enumerate() {
                self.drop_marks(note, node, index == 0);
            }
            self.drop_titles(note);
        }
        self.drop_copies();
        self.notes.numbered = self.is_numbered();
        self.notes
    }

    /// Whether every mark is a number, each of another note.
    fn is_numbered(&self) -> bool {
        let numbers = self.notes.notes.iter().map(|note| note.mark.number);
        let mut numbers: Vec<_> = numbers.collect();
        numbers.sort_unstable();
        numbers.first().is_some_and(Option::is_some)
            && numbers.windows(2).all(|pair| pair[0] < pair[1])
    }

    fn mark(&mut self, node: NodeId) {
        self.notes.roles.entry(node).or_insert(Role::Mark);
    }

    fn cut(&mut self, node: NodeId, start: usize, end: usize) {
        let cut = self.notes.cuts.entry(node).or_default();
        *cut = (cut.0.max(start), cut.1.max(end));
    }

    /// Elements around references and nothing else mean nothing; brackets and commas in them go.
    fn unwrap(&mut self, reference: NodeId) {
        let mut node = reference;
        while let Some(parent) =
            self.tree.parent(node).filter(|parent| is_inline(self.tree, *parent))
        {
            let only = self.tree.children(parent).all(|child| self.is_reference_part(child));
            if !only || self.notes.roles.contains_key(&parent) {
                break;
            }
            self.notes.roles.insert(parent, Role::Plain);
            let children: Vec<_> = self.tree.children(parent).collect();
            for child in children {
                if self.tree.text(child).is_some_and(|text| !text.value.trim().is_empty()) {
                    self.notes.roles.insert(child, Role::Mark);
                }
            }
            node = parent;
        }
        self.drop_brackets(node);
    }

    fn is_reference_part(&self, node: NodeId) -> bool {
        if let Some(text) = self.tree.text(node) {
            return text.value.chars().all(|c| c.is_whitespace() || ",;[]()–-".contains(c));
        }
        let empty = || has_no_text(self, node);
        match self.notes.roles.get(&node) {
            Some(
                Role::Reference(_) | Role::Inline(_) | Role::Plain | Role::Mark | Role::Definition,
            ) => true,
            _ => self.tree.element(node).is_none() || empty(),
        }
    }

    /// Drops brackets that stand around a reference in the text.
    fn drop_brackets(&mut self, node: NodeId) {
        let (Some(before), Some(after)) = (self.tree.previous(node), self.tree.next(node)) else {
            return;
        };
        let (Some(left), Some(right)) = (self.tree.text(before), self.tree.text(after)) else {
            return;
        };
        let pair = |open, close| left.value.ends_with(open) && right.value.starts_with(close);
        if pair('[', ']') || pair('(', ')') {
            self.cut(before, 0, 1);
            self.cut(after, 1, 0);
        }
    }

    /// Adds to a note the blocks that follow it and belong to it.
    fn gather(&mut self, note: usize) {
        let Some(&last) = self.notes.notes[note].nodes.last() else { return };
        if is_inline(self.tree, last) || self.tree.name(last) == Some(ElementName::Li) {
            return;
        }
        let mut more = Vec::new();
        let mut closed = false;
        for node in std::iter::successors(self.tree.next(last), |node| self.tree.next(*node)) {
            if self.tree.element(node).is_none() {
                continue;
            }
            closed = self.holds_note(node);
            if closed || !is_continuation(self.tree.name(node)) {
                break;
            }
            more.push(node);
        }
        let parent = self.tree.parent(last).and_then(|parent| self.tree.element(parent));
        let in_notes = parent.is_some_and(|parent| Named::of(parent).note);
        if closed && self.tree.name(last) == Some(ElementName::P) || in_notes {
            self.notes.roles.extend(more.iter().map(|node| (*node, Role::Definition)));
            self.notes.notes[note].nodes.extend(more);
        }
    }

    fn holds_note(&self, node: NodeId) -> bool {
        self.tree.descendants(node).any(|node| {
            matches!(
                self.notes.roles.get(&node),
                Some(Role::Definition | Role::Reference(_) | Role::Inline(_))
            )
        })
    }

    /// Drops the mark that a note begins with, and the ways back in it.
    fn drop_marks(&mut self, note: usize, node: NodeId, first: bool) {
        if first {
            self.drop_beside(node);
            self.drop_first_marks(note, node);
        }
        let links: Vec<_> =
            self.tree.descendants(node).filter(|link| self.is_way_back(*link)).collect();
        for link in links {
            if !self.is_reference(link) {
                self.drop_link(node, link);
            }
        }
    }

    /// Drops the mark in the term, the heading cell or the label that stands before a note.
    fn drop_beside(&mut self, node: NodeId) {
        let name = self.tree.name(node);
        let before =
            std::iter::successors(self.tree.previous(node), |node| self.tree.previous(*node));
        if !matches!(name, Some(ElementName::Dd | ElementName::Td)) {
            let above = before.into_iter().find(|node| self.tree.element(*node).is_some());
            let is_heading =
                |node: NodeId| self.tree.name(node).is_some_and(|name| sets::HEADINGS.has(name));
            let marks = above.filter(|&above| is_heading(above) && !has_words(self.tree, above));
            return marks.into_iter().for_each(|above| self.mark(above));
        }
        let before: Vec<_> =
            before.filter(|node| self.tree.element(*node).is_some()).take(2).collect();
        for cell in before.into_iter().take_while(|cell| !has_words(self.tree, *cell)) {
            self.mark(cell);
        }
    }

    fn drop_first_marks(&mut self, note: usize, node: NodeId) {
        let mark = self.notes.notes[note].mark.clone();
        let mut dropped = false;
        let mut inside = None;
        let steps: Vec<Step> = self.tree.walk(node).take(200).collect();
        for step in steps.into_iter().skip(1) {
            match step {
                Step::Leave(id) if inside == Some(id) => inside = None,
                Step::Enter(id) if inside.is_none() => {
                    if let Some(text) = self.tree.text(id) {
                        if text.value.trim().is_empty() {
                            continue;
                        }
                        let cut = leading_mark(&text.value, &mark, dropped);
                        self.cut(id, cut, 0);
                        return;
                    }
                    if self.is_mark_of(id, &mark) {
                        self.mark(id);
                        dropped = true;
                        inside = Some(id);
                    } else if !matches!(
                        self.tree.name(id),
                        Some(ElementName::Img | ElementName::Br)
                    ) {
                        continue;
                    } else {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether an element is the mark of a note, given again, or a way back.
    fn is_mark_of(&self, node: NodeId, mark: &Mark) -> bool {
        if !is_inline(self.tree, node) || self.notes.roles.contains_key(&node) {
            return false;
        }
        let Some(text) = short_text(self.tree, node) else { return false };
        let text = text.trim();
        let same = Mark::parse(text).is_some_and(|other| {
            other.text == mark.text
                || mark.text.is_empty()
                || other.number.is_some() && mark.number.is_none()
        });
        same || !text.is_empty()
            && is_way_back(text)
            && self.tree.descendants(node).any(|node| self.is_way_back(node))
    }

    /// Whether an element leads back from a note.
    fn is_way_back(&self, node: NodeId) -> bool {
        if self.tree.name(node) != Some(ElementName::A)
            && self.tree.name(node) != Some(ElementName::Button)
        {
            return false;
        }
        let Some(element) = self.tree.element(node) else { return false };
        let Some(text) = short_text(self.tree, node) else { return false };
        let href = element.attribute("href");
        let local = href.is_none_or(|href| href.contains('#') || href.starts_with("javascript:"));
        let backwards = self.targets(node).iter().any(|target| self.precedes(*target, node));
        if !local || self.is_link_on(node) {
            return false;
        }
        let near = || {
            let targets = self.targets(node);
            let mut near = targets.iter().flat_map(|target| {
                self.references.iter().map(move |reference| (target, reference))
            });
            self.references.len() * targets.len() < 4096
                && near.any(|(target, reference)| self.is_near(*target, *reference))
        };
        Named::of(element).back || is_arrow(&text) || backwards && (is_way_back(&text) || near())
    }

    fn is_link_on(&self, node: NodeId) -> bool {
        matches!(self.notes.roles.get(&node), Some(Role::Reference(_)))
    }

    /// Drops a way back, what is around it and nothing else, and the space before it.
    fn drop_link(&mut self, note: NodeId, link: NodeId) {
        let mut node = link;
        while let Some(parent) = self.tree.parent(node).filter(|parent| *parent != note) {
            let only = short_text(self.tree, parent).is_some_and(|text| is_way_back(&text));
            let is_text = matches!(
                self.tree.name(parent),
                Some(ElementName::Li | ElementName::Td | ElementName::Dd)
            );
            if !only && !self.is_only_way_back(parent) || is_text || self.holds_reference(parent) {
                break;
            }
            node = parent;
        }
        self.mark(node);
        self.drop_brackets(node);
        let rest = std::iter::successors(self.tree.next(node), |node| self.tree.next(*node));
        let ends = rest.take(8).all(|node| self.shows_nothing(node));
        if let Some(before) = self.tree.previous(node).filter(|_| ends)
            && let Some(text) = self.tree.text(before)
        {
            let kept = text.value.trim_end_matches(|c: char| c.is_whitespace() || "[(".contains(c));
            let cut = text.value.len() - kept.len();
            self.cut(before, 0, cut);
        }
    }

    /// Whether nothing of a node is left to read.
    fn shows_nothing(&self, node: NodeId) -> bool {
        let closes = |c: char| c.is_whitespace() || ")]".contains(c);
        let text = self.tree.text(node).map(|text| text.value.chars().all(closes));
        text.unwrap_or_else(|| self.is_blank(node)) || has_no_text(self, node)
    }

    fn is_only_way_back(&self, node: NodeId) -> bool {
        self.tree.children(node).all(|child| match self.tree.text(child) {
            Some(text) => is_arrow(&text.value),
            None => self.tree.element(child).is_none() || self.is_way_back(child),
        })
    }

    fn holds_reference(&self, node: NodeId) -> bool {
        self.tree
            .descendants(node)
            .any(|node| matches!(self.notes.roles.get(&node), Some(Role::Reference(_))))
    }

    /// Drops the title and the rule right above a note.
    fn drop_titles(&mut self, note: usize) {
        let Some(&first) = self.notes.notes[note].nodes.first() else { return };
        if is_inline(self.tree, first) {
            return;
        }
        let mut node = first;
        for _ in 0..32 {
            let Some(before) = self.content_before(node) else { return };
            let rule = self.tree.name(before) == Some(ElementName::Hr);
            let title = !rule && self.is_title_of_notes(before);
            if rule || title {
                self.mark(before);
            }
            if !rule {
                return;
            }
            node = before;
        }
    }

    /// What is shown right before a node, in its own container or those it begins.
    fn content_before(&self, node: NodeId) -> Option<NodeId> {
        use ElementName as E;
        let mut at = node;
        loop {
            let mut before =
                std::iter::successors(self.tree.previous(at), |node| self.tree.previous(*node));
            let shown = before.find(|node| {
                let dropped = self.notes.roles.get(node) == Some(&Role::Mark)
                    && self.tree.name(*node) != Some(ElementName::Hr);
                !dropped && !self.is_blank(*node) && !has_no_text(self, *node)
            });
            if shown.is_some() {
                return shown.filter(|node| !self.notes.roles.contains_key(node));
            }
            let parent = self.tree.parent(at)?;
            if matches!(
                self.tree.name(parent),
                None | Some(E::Body | E::Html | E::Article | E::Main)
            ) {
                return None;
            }
            at = parent;
        }
    }

    fn is_title_of_notes(&self, node: NodeId) -> bool {
        let is_title = self.tree.element(node).is_some()
            && short_text(self.tree, node).is_some_and(|text| is_title(&text));
        let is_heading = self.tree.name(node).is_some_and(|name| sets::HEADINGS.has(name));
        let inside = || {
            self.tree
                .parent(node)
                .and_then(|parent| self.tree.element(parent))
                .is_some_and(|parent| Named::of(parent).note)
        };
        is_title || is_heading && inside()
    }

    /// A note that is given a second time, beside its mark and at the end, is written once.
    fn drop_copies(&mut self) {
        let inline: Vec<_> =
            self.notes.notes.iter().filter_map(|note| note.nodes.first().copied()).collect();
        let copied: Vec<_> =
            inline.into_iter().filter(|node| is_inline(self.tree, *node)).collect();
        if copied.is_empty() {
            return;
        }
        let texts: Vec<String> = copied.iter().map(|node| self.words(*node)).collect();
        for container in self.containers.clone() {
            if self.notes.roles.contains_key(&container) || self.holds_note(container) {
                continue;
            }
            let text = self.words(container);
            if !text.is_empty() && texts.contains(&text) {
                self.mark(container);
                self.drop_title_above(container);
            }
        }
    }

    fn drop_title_above(&mut self, node: NodeId) {
        if let Some(before) = self.content_before(node).filter(|node| self.is_title_of_notes(*node))
        {
            self.mark(before);
        }
    }

    /// The letters of a note, its marks left out.
    fn words(&self, node: NodeId) -> String {
        let texts = self.tree.descendants(node).filter_map(|node| self.tree.text(node));
        let text: String = texts
            .flat_map(|text| text.value.chars())
            .filter(|c| c.is_alphanumeric())
            .take(4096)
            .collect();
        text.trim_start_matches(|c: char| c.is_numeric()).to_owned()
    }
}

fn is_continuation(name: Option<ElementName>) -> bool {
    use ElementName as E;
    matches!(name, Some(E::P | E::Ul | E::Ol | E::Blockquote | E::Pre | E::Table | E::Figure))
}

fn has_no_text(finder: &Finder, node: NodeId) -> bool {
    finder.tree.name(node) != Some(ElementName::Hr)
        && short_text(finder.tree, node).is_some_and(|text| text.trim().is_empty())
        && !finder
            .tree
            .descendants(node)
            .any(|node| finder.tree.name(node) == Some(ElementName::Img))
}

/// How much at the start of a note's text is its mark, or follows its mark.
fn leading_mark(text: &str, mark: &Mark, dropped: bool) -> usize {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let same = |piece: &str| Mark::parse(piece).is_some_and(|other| other.text == mark.text);
    let after = if !dropped && same(&rest[..end]) { &rest[end..] } else { rest };
    let is_rest = |c: char| c.is_whitespace() || dropped && ".:)],".contains(c);
    text.len() - after.trim_start_matches(is_rest).len()
}
