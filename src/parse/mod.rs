//! Stage 3: tokens to a tree, by html5ever's tree builder.
//!
//! The only user of html5ever.

mod sink;
pub(crate) mod tree;

use html5ever::tendril::TendrilSink;

use crate::options::Limits;
use crate::report::Report;
use crate::tokenize::Tokens;
use sink::Sink;
pub(crate) use tree::Tree;

pub(crate) fn parse(
    text: &str,
    _tokens: Tokens<'_>,
    _limits: &Limits,
    _report: &mut Report,
) -> Tree {
    let mut options = html5ever::ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    html5ever::parse_document(Sink::default(), options).one(text)
}
