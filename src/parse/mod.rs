//! Stage 3: tokens to a tree, by html5ever's tree builder.
//!
//! The only user of html5ever, and of it only the tree builder: our tokens go straight into it.
//! A [`Guard`](guard::Guard) keeps its cost linear, the [`Sink`](sink::Sink) gives every node the
//! span it was made from.

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
pub(crate) mod tree;

use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use crate::options::Limits;
use crate::report::Report;
use crate::tokenize::Tokens;
use feed::Feed;
use names::Names;
use sink::Sink;
pub(crate) use tree::Tree;

pub(crate) fn parse(text: &str, tokens: Tokens<'_>, limits: &Limits, report: &mut Report) -> Tree {
    let names = Names::default();
    let builder = TreeBuilder::new(Sink::new(&names), options());
    Feed::new(text, builder, limits).run(tokens, report)
}

/// No scripts run, so `noscript` holds markup. Exact errors would cost a token per character.
fn options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}

/// Parses a fragment as the content of an element named `context`.
#[cfg(test)]
fn parse_fragment(
    text: &str,
    mut tokens: Tokens<'_>,
    context: html5ever::QualName,
    limits: &Limits,
    report: &mut Report,
) -> Tree {
    let names = Names::default();
    let sink = Sink::new(&names);
    let context = html5ever::tree_builder::create_element(&sink, context, Vec::new());
    let builder = TreeBuilder::new_for_fragment(sink, context, None, options());
    if let Some(kind) = feed::initial_raw_text(&builder) {
        tokens.read_raw(kind, None);
    }
    Feed::new(text, builder, limits).run(tokens, report)
}
