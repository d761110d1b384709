//! The driver: pulls tokens, feeds them to the tree builder and does what it answers.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, TagKind, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeSink};

use super::convert::{Carry, Converter};
use super::guard::Guard;
use super::sets::reads_attributes;
use super::sink::{Current, Handle, Sink};
use super::tree::Tree;
use crate::html::ElementName;
use crate::model::source::{Origin, Span};
use crate::options::Limits;
use crate::report::Report;
use crate::tokenize::{RawText, Tag, TagName, Token, TokenKind, Tokens};

/// Feeds one text to a tree builder.
pub(super) struct Feed<'t, 'n> {
    text: &'t str,
    builder: TreeBuilder<Handle<'n>, Sink<'t, 'n>>,
    convert: Converter<'t>,
    guard: Guard,
    /// Text read and not fed yet; adjacent pieces go to the tree builder as one.
    run: Option<(StrTendril, Origin)>,
    /// The element whose raw text is being read.
    raw: Option<ElementName>,
}

impl<'t, 'n> Feed<'t, 'n> {
    pub(super) fn new(
        text: &'t str,
        builder: TreeBuilder<Handle<'n>, Sink<'t, 'n>>,
        limits: &Limits,
    ) -> Self {
        let (convert, guard) = (Converter::new(text), Guard::new(limits));
        builder.sink.share(convert.shared());
        Self { text, builder, convert, guard, run: None, raw: None }
    }

    pub(super) fn run(mut self, mut tokens: Tokens<'t>, report: &mut Report) -> Tree<'t> {
        loop {
            let builder = &self.builder;
            let cdata = || builder.adjusted_current_node_present_but_not_in_html_namespace();
            match tokens.next(cdata) {
                Some(token) => self.feed(token, &mut tokens),
                None => break,
            }
        }
        self.flush();
        let end = Span::new(self.text.len(), self.text.len());
        self.process(Current::other(end), tokenizer::EOFToken);
        self.builder.end();
        self.guard.finish(report);
        self.builder.sink.finish()
    }

    fn feed(&mut self, token: Token<'t>, tokens: &mut Tokens<'t>) {
        let Token { kind, span } = token;
        if self.raw.is_some() {
            return self.feed_raw(kind, span, tokens);
        }
        match kind {
            TokenKind::Text(text) => self.add_text(&text, span),
            TokenKind::StartTag(tag) => self.feed_start_tag(tag, span, tokens),
            TokenKind::EndTag(tag) => self.feed_end_tag(tag, span, tokens),
            TokenKind::Nothing => {}
            TokenKind::Null => {
                self.flush();
                self.process(Current::null(span), tokenizer::NullCharacterToken);
            }
            TokenKind::Comment(text) => {
                self.flush();
                let text = self.convert.string(&text);
                self.process(Current::other(span), tokenizer::CommentToken(text));
            }
            TokenKind::Doctype(doctype) => {
                self.flush();
                let doctype = self.convert.doctype(doctype);
                self.process(Current::doctype(span), tokenizer::DoctypeToken(doctype));
            }
        }
    }

    /// Inside raw text the tree builder takes text and one end tag, nothing else.
    fn feed_raw(&mut self, kind: TokenKind<'t>, span: Span, tokens: &mut Tokens<'t>) {
        match kind {
            TokenKind::Text(text) => self.add_text(&text, span),
            TokenKind::Null => self.add_text("\u{FFFD}", span),
            TokenKind::Nothing => {}
            TokenKind::EndTag(tag)
                if self.raw.is_some_and(|raw| tag.name == TagName::Known(raw)) =>
            {
                self.raw = None;
                self.feed_end_tag(tag, span, tokens);
            }
            _ => self.add_text(&self.text[span.range()], span),
        }
    }

    fn feed_start_tag(&mut self, tag: Tag<'t>, span: Span, tokens: &mut Tokens<'t>) {
        self.flush();
        let known = match tag.name {
            TagName::Known(name) => Some(name),
            TagName::Other(_) => None,
        };
        let carry = self.carry(&tag);
        let token = self.convert.tag(TagKind::StartTag, &tag, carry);
        tokens.recycle(tag.attributes);
        self.end_formatting(span);
        if !self.guard.admits_start(&token, &self.builder) {
            return;
        }
        if let Some(kind) =
            self.process(Current::start_tag(span, known), tokenizer::TagToken(token))
        {
            tokens.read_raw(kind, known);
            self.raw = known.filter(|_| kind != RawText::Plaintext);
        }
    }

    /// Ends the formatting elements that were opened again too often.
    fn end_formatting(&mut self, before: Span) {
        let here = Span { end: before.start, ..before };
        for name in self.guard.ended(&self.builder) {
            let (kind, attrs) = (TagKind::EndTag, Vec::new());
            let tag = html5ever::tokenizer::Tag {
                kind,
                name,
                attrs,
                self_closing: false,
                had_duplicate_attributes: false,
            };
            self.process(Current::end_tag(here), tokenizer::TagToken(tag));
        }
    }

    /// Takes the attributes of a start tag to the sink, if the tree builder does without them.
    fn carry(&self, tag: &Tag<'t>) -> Carry {
        let sink = &self.builder.sink;
        // What the tag before left there, if it made no element.
        sink.keep(&[]);
        let foreign = || self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        match &tag.name {
            _ if tag.attributes.is_empty() || foreign() => Carry::Tag,
            TagName::Known(ElementName::A) => Carry::Number(sink.number(&tag.attributes)),
            TagName::Known(name) if reads_attributes(*name) => Carry::Tag,
            TagName::Known(_) | TagName::Other(_) => {
                sink.keep(&tag.attributes);
                Carry::Sink
            }
        }
    }

    fn feed_end_tag(&mut self, tag: Tag<'t>, span: Span, tokens: &mut Tokens<'t>) {
        self.flush();
        let token = self.convert.tag(TagKind::EndTag, &tag, Carry::Sink);
        tokens.recycle(tag.attributes);
        if self.guard.admits_end(&token) {
            self.process(Current::end_tag(span), tokenizer::TagToken(token));
            self.builder.sink.close(&tag.name);
        }
    }

    fn add_text(&mut self, value: &str, span: Span) {
        match &mut self.run {
            Some((text, origin)) => {
                text.push_slice(value);
                origin.push(value.len(), span);
            }
            run => *run = Some((self.convert.string(value), Origin::new(value.len(), span))),
        }
    }

    fn flush(&mut self) {
        if let Some((text, origin)) = self.run.take() {
            let span = origin.span(0..origin.len());
            self.builder.sink.expect_text(text.clone(), origin);
            self.process(Current::text(span), tokenizer::CharacterTokens(text));
        }
    }

    /// Gives the tree builder a token; it may answer that raw text follows.
    fn process(&self, current: Current, token: tokenizer::Token) -> Option<RawText> {
        let keeps_text = current.keeps_text();
        self.builder.sink.set_current(current);
        let answer = self.builder.process_token(token, 1);
        if !keeps_text {
            self.builder.sink.forget_text();
        }
        match answer {
            TokenSinkResult::RawData(kind) => Some(raw_text(kind)),
            TokenSinkResult::Plaintext => Some(RawText::Plaintext),
            _ => None,
        }
    }
}

fn raw_text(kind: RawKind) -> RawText {
    match kind {
        RawKind::Rcdata => RawText::Rcdata,
        RawKind::Rawtext => RawText::Rawtext,
        RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => RawText::ScriptData,
    }
}

/// What the content of the context element of a fragment is read as.
#[cfg(test)]
pub(super) fn initial_raw_text<'n>(
    builder: &TreeBuilder<Handle<'n>, Sink<'_, 'n>>,
) -> Option<RawText> {
    use html5ever::tokenizer::states::State;
    match builder.tokenizer_state_for_context_elem(false) {
        State::RawData(kind) => Some(raw_text(kind)),
        State::Plaintext => Some(RawText::Plaintext),
        _ => None,
    }
}
