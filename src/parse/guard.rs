//! Keeps html5ever's tree builder linear.
//!
//! The tree builder looks through its stack of open elements at every tag and opens all active
//! formatting elements again in every new block: 100,000 nested `<div>` or unclosed `<b>` take it
//! seconds. The guard leaves out start tags that would go deeper than the limits, with their end
//! tags; text is never left out. Where the formatting elements that are opened again come to be many
//! times what is written, it ends them all and leaves out further ones.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::marker::PhantomData;

use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use html5ever::tree_builder::{Tracer, TreeBuilder};

use super::sets::{is_formatting, is_leaf};
use super::sink::{Handle, Sink};
use crate::options::Limits;
use crate::report::{Report, Warning};

type Builder<'t, 'n> = TreeBuilder<Handle<'n>, Sink<'t, 'n>>;

/// How many elements the tree builder may create for each tag, and how many more in a document.
const ELEMENTS_PER_TAG: usize = 4;
const MORE_ELEMENTS: usize = 1 << 16;

/// So many more before formatting elements that could not be ended are looked for again.
const ELEMENTS_TO_NEXT_LOOK: usize = 1 << 12;

/// What the tree builder holds open.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// Open elements and active formatting elements.
    elements: usize,
    /// Those of them that are formatting elements; most stand in both lists.
    formatting: usize,
}

#[derive(Debug)]
pub(super) struct Guard {
    limits: Limits,
    /// What was open when it was last counted …
    open: Open,
    /// … how many elements had been created by then …
    created: usize,
    /// … and how many tags let through.
    tags: usize,
    tags_so_far: usize,
    /// How many elements beyond those for each tag may be created.
    more: usize,
    /// Whether formatting elements are left out from here on.
    plain: bool,
    /// Start tags left out whose end tags are still to come.
    left_out: HashMap<LocalName, usize>,
    warned: Warned,
}

#[derive(Debug, Default)]
struct Warned {
    depth: bool,
    formatting: bool,
}

impl Guard {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            open: Open::default(),
            created: 0,
            tags: 0,
            tags_so_far: 0,
            more: MORE_ELEMENTS,
            plain: false,
            left_out: HashMap::new(),
            warned: Warned::default(),
        }
    }

    /// Whether the start tag may go to the tree builder.
    pub(super) fn admits_start(&mut self, tag: &Tag, builder: &Builder<'_, '_>) -> bool {
        // Only a created element can be opened, so this bounds what is open from above.
        let grown = builder.sink.created() - self.created;
        let near = self.open.elements + grown >= self.limits.depth
            || self.open.formatting + grown >= self.limits.formatting * 2;
        let plain = self.plain && is_formatting(&tag.name);
        if plain || near && !self.has_room(tag, builder) {
            *self.left_out.entry(tag.name.clone()).or_default() += 1;
            return false;
        }
        self.tags_so_far += 1;
        true
    }

    /// Whether the end tag may go to the tree builder: not that of a start tag that was left out.
    pub(super) fn admits_end(&mut self, tag: &Tag) -> bool {
        if !self.left_out.is_empty()
            && let Some(count) = self.left_out.get_mut(&tag.name)
            && *count > 0
        {
            *count -= 1;
            return false;
        }
        self.tags_so_far += 1;
        true
    }

    /// The names of the formatting elements to end here, the innermost first: all of them if they
    /// were opened again too often, or none.
    pub(super) fn ended(&mut self, builder: &Builder<'_, '_>) -> Vec<LocalName> {
        let created = builder.sink.created();
        let expected = self.tags_so_far * ELEMENTS_PER_TAG;
        if created <= expected + self.more {
            return Vec::new();
        }
        self.more = created - expected + ELEMENTS_TO_NEXT_LOOK;
        self.plain = true;
        self.warned.formatting = true;
        let names = RefCell::new(Vec::new());
        each_open(builder, |name| {
            if is_formatting(name) {
                names.borrow_mut().push(name.clone());
            }
        });
        let mut names = names.into_inner();
        names.reverse();
        names
    }

    /// Adds what was left out to the report.
    pub(super) fn finish(self, report: &mut Report) {
        if self.warned.depth {
            report.warn(Warning::DepthCapped { limit: self.limits.depth });
        }
        if self.warned.formatting {
            report.warn(Warning::FormattingCapped { limit: self.limits.formatting });
        }
    }

    fn has_room(&mut self, tag: &Tag, builder: &Builder<'_, '_>) -> bool {
        if self.tags != self.tags_so_far {
            self.open = count_open(builder);
            self.created = builder.sink.created();
            self.tags = self.tags_so_far;
        }
        let deep = self.open.elements >= self.limits.depth && !is_leaf(&tag.name);
        let formatting =
            self.open.formatting >= self.limits.formatting * 2 && is_formatting(&tag.name);
        self.warned.depth |= deep;
        self.warned.formatting |= formatting;
        !deep && !formatting
    }
}

/// Counts what the tree builder holds open.
fn count_open(builder: &Builder<'_, '_>) -> Open {
    let open = Cell::new(Open::default());
    each_open(builder, |name| {
        let Open { elements, formatting } = open.get();
        let formatting = formatting + usize::from(is_formatting(name));
        open.set(Open { elements: elements + 1, formatting });
    });
    open.get()
}

/// Calls `visit` with the name of all that the tree builder holds open, by the way it offers to
/// garbage collectors.
fn each_open<'n>(builder: &Builder<'_, 'n>, visit: impl Fn(&LocalName)) {
    struct Visit<'n, F>(F, PhantomData<&'n ()>);

    impl<'n, F: Fn(&LocalName)> Tracer for Visit<'n, F> {
        type Handle = Handle<'n>;

        fn trace_handle(&self, node: &Handle<'n>) {
            (self.0)(node.local_name());
        }
    }

    builder.trace_handles(&Visit(visit, PhantomData));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::RepairOptions;
    use crate::parse::Arena;
    use crate::parse::tree::{NodeId, Step, Tree};
    use crate::tokenize::Tokens;
    use crate::tokenize::lexer::Lexer;

    fn parse<'a>(text: &'a str, arena: &'a Arena) -> (Tree<'a>, Report) {
        let mut report = Report::new(&RepairOptions::default());
        let tokens = Tokens::Strict(Lexer::new(text));
        let tree = crate::parse::parse(text, tokens, &Limits::default(), &mut report, arena);
        (tree, report)
    }

    fn depth_and_text(tree: &Tree) -> (usize, String) {
        let (mut depth, mut deepest, mut text) = (0, 0, String::new());
        for step in tree.walk(NodeId::DOCUMENT) {
            match step {
                Step::Enter(id) => {
                    depth += 1;
                    deepest = deepest.max(depth);
                    text.push_str(tree.text(id).map_or("", |node| &node.value));
                }
                Step::Leave(_) => depth -= 1,
            }
        }
        (deepest, text)
    }

    #[test]
    fn depth_is_capped_and_text_kept() {
        let limit = Limits::default().depth;
        for open in [
            "<div>",
            "<b>",
            "<b id=#>",
            "<a href=#>",
            "<p><b id=#>",
            "<blockquote>",
            "<ul><li>",
            "<table><tr><td>",
            "<table><a id=#>",
            "<svg><g>",
            "<form><div></form>",
            "<x>",
            "<select><option>",
            "<button><p>",
            "<ruby><rt>",
            "<font size=#><p>",
            "<table><b>",
        ] {
            let mut text = String::new();
            for count in 0..2000 {
                text += &open.replace('#', &count.to_string());
                text += "x";
            }
            let arena = Arena::new();
            let (tree, report) = parse(&text, &arena);
            let (depth, text) = depth_and_text(&tree);
            assert!(depth < limit * 2 + 200, "{open}: {depth}");
            assert_eq!(text.matches('x').count(), 2000, "{open}");
            assert!(depth < limit || !report.warnings.is_empty(), "{open}");
        }
    }

    #[test]
    fn elements_opened_again_are_bounded_and_text_kept() {
        let open: String = (0..60).map(|count| format!("<b id={count}>")).collect();
        for again in ["<p>x", "<p>x<p><i>"] {
            let text = format!("<p>{open}{}", again.repeat(20_000));
            let arena = Arena::new();
            let (tree, report) = parse(&text, &arena);
            let elements = tree.descendants(NodeId::DOCUMENT).count();
            assert!(elements < 400_000, "{again}: {elements}");
            assert_eq!(depth_and_text(&tree).1.matches('x').count(), 20_000, "{again}");
            assert!(report.warnings.contains(&Warning::FormattingCapped { limit: 64 }), "{again}");
        }
    }

    #[test]
    fn what_follows_the_deep_part_is_in_place() {
        let text = format!("{}x{}<p>y", "<div>".repeat(1000), "</div>".repeat(1000));
        let arena = Arena::new();
        let (tree, _) = parse(&text, &arena);
        let paragraph = tree
            .descendants(NodeId::DOCUMENT)
            .filter(|id| tree.name(*id) == Some(crate::html::ElementName::P));
        let depths: Vec<_> = paragraph.map(|id| tree.ancestors(id).count()).collect();
        assert_eq!(depths, [3]);
    }

    #[test]
    fn silently_closed_elements_make_room_again() {
        let text = format!("{}{}<p>y", "<i>".repeat(400), "</i>".repeat(400)).repeat(5);
        let arena = Arena::new();
        let (_, report) = parse(&text, &arena);
        assert_eq!(report.warnings, [Warning::FormattingCapped { limit: 64 }]);
        let text = format!("{}{}<p>y", "<x>".repeat(400), "</x>".repeat(400)).repeat(5);
        assert_eq!(parse(&text, &arena).1.warnings, []);
    }
}
