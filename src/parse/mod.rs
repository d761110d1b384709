//! Stage 3: tokens to a tree, by html5ever's tree builder.
//!
//! The only user of html5ever, and of it only the tree builder: our tokens go straight into it.
//! A [`Guard`](guard::Guard) keeps its cost linear, the [`Sink`](sink::Sink) gives every node the
//! span it was made from.

mod classes;
mod convert;
mod feed;
mod guard;
mod names;
#[cfg(test)]
mod oracle;
mod runs;
mod sets;
mod sink;
#[cfg(test)]
mod speed;
mod strings;
pub(crate) mod tree;

use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use crate::options::Limits;
use crate::report::Report;
use crate::tokenize::Tokens;
pub(crate) use bumpalo::Bump as Arena;
use feed::Feed;
use names::Names;
use sink::Sink;
pub(crate) use tree::Tree;

/// The tree of a document; what is not in its text stands in the arena.
#[inline(never)]
pub(crate) fn parse<'a>(
    text: &'a str,
    tokens: Tokens<'a>,
    limits: &Limits,
    report: &mut Report,
    arena: &'a Arena,
) -> Tree<'a> {
    let names = Names::default();
    let builder = TreeBuilder::new(Sink::new(text, &names, arena), options());
    Feed::new(text, builder, limits).run(tokens, report)
}

/// No scripts run, so `noscript` holds markup. Exact errors would cost a token per character.
fn options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}

/// Parses a fragment as the content of an element named `context`.
#[cfg(test)]
fn parse_fragment<'a>(
    text: &'a str,
    mut tokens: Tokens<'a>,
    context: html5ever::QualName,
    limits: &Limits,
    report: &mut Report,
    arena: &'a Arena,
) -> Tree<'a> {
    let names = Names::default();
    let sink = Sink::new(text, &names, arena);
    let context = html5ever::tree_builder::create_element(&sink, context, Vec::new());
    let builder = TreeBuilder::new_for_fragment(sink, context, None, options());
    if let Some(kind) = feed::initial_raw_text(&builder) {
        tokens.read_raw(kind, None);
    }
    Feed::new(text, builder, limits).run(tokens, report)
}
