//! Which delimiters emphasis is written with.
//!
//! Each mark takes the preferred character where its delimiter runs can open and close there, else
//! the other one; punctuation that is in the way moves outside (`foo**(bar)**baz` opens nothing,
//! `foo(**bar**)baz` does); HTML is the last resort. Then the runs are matched as
//! [CommonMark's algorithm](https://spec.commonmark.org/0.31.2/#phase-2-inline-structure) will match
//! them, and marks that would not come back as they are change their character.

use super::flanking::{Class, Flanking};
use super::runs;
use super::token::{Kind, Line, Mark, Token};
use crate::options::{Dialect, RenderOptions};

/// How often delimiters are changed before what still fails becomes HTML.
const ATTEMPTS: usize = 4;

/// Chooses the delimiter of every mark of the line.
pub(super) fn choose(line: &mut Line, options: &RenderOptions) {
    if line.marks.is_empty() {
        return;
    }
    if !assign(line, options) {
        into_links(line);
        relocate(line);
        assign(line, options);
    }
    for attempt in 0..=ATTEMPTS {
        let mut failed = runs::mismatched(line);
        if failed.is_empty() {
            return;
        }
        if attempt == 0 {
            add_touching(line, &mut failed);
        }
        for id in failed {
            let mark = &mut line.marks[id as usize];
            mark.delimiter = match attempt {
                0 if mark.kind != Kind::Strikethrough => b'*',
                1 if mark.kind != Kind::Strikethrough => b'_',
                _ => 0,
            };
        }
    }
    line.marks.iter_mut().for_each(|mark| mark.delimiter = 0);
}

/// Adds the marks that open or close right beside one that failed: as one run they may do better.
fn add_touching(line: &Line, failed: &mut Vec<u32>) {
    let mut is_failed = vec![false; line.marks.len()];
    failed.iter().for_each(|id| is_failed[*id as usize] = true);
    let pairs = line.tokens.windows(2);
    for pair in pairs.clone().chain(pairs.rev()) {
        let (one, other) = match *pair {
            [Token::Open(one), Token::Open(other)] | [Token::Close(one), Token::Close(other)] => {
                (one as usize, other as usize)
            }
            _ => continue,
        };
        let either = is_failed[one] || is_failed[other];
        (is_failed[one], is_failed[other]) = (either, either);
    }
    *failed = (0..).zip(is_failed).filter(|(_, failed)| *failed).map(|(id, _)| id).collect();
}

/// Gives each mark the first delimiter that can open and close it; says whether all have one.
fn assign(line: &mut Line, options: &RenderOptions) -> bool {
    let closers = closers(line);
    let mut complete = true;
    for at in 0..line.tokens.len() {
        let Token::Open(id) = line.tokens[at] else { continue };
        let touching = match at.checked_sub(1).map(|at| line.tokens[at]) {
            Some(Token::Open(id) | Token::Close(id)) => line.marks[id as usize].delimiter,
            _ => 0,
        };
        let (open, close) = (sides(line, at), sides(line, closers[id as usize]));
        let fits = |delimiter: &u8| {
            let flanking = |side: &(Class, Class)| Flanking::surely(*delimiter, side.0, side.1);
            open.iter().any(|side| flanking(side).opens)
                && close.iter().any(|side| flanking(side).closes)
        };
        let mark = &mut line.marks[id as usize];
        let mut candidates = candidates(*mark, options);
        if candidates[0] == touching {
            candidates.reverse();
        }
        mark.delimiter = candidates.iter().copied().find(fits).unwrap_or(0);
        complete &= mark.delimiter != 0;
    }
    complete
}

fn candidates(mark: Mark, options: &RenderOptions) -> [u8; 2] {
    let preferred = match mark.kind {
        // Zero is written as HTML.
        Kind::Strikethrough if options.dialect == Dialect::CommonMark => return [0; 2],
        Kind::Strikethrough => return [b'~'; 2],
        Kind::Emphasis => options.emphasis,
        Kind::Strong => options.strong,
    };
    let first = preferred.as_byte();
    [first, if first == b'*' { b'_' } else { b'*' }]
}

/// Where each mark closes.
fn closers(line: &Line) -> Vec<usize> {
    let mut closers = vec![0; line.marks.len()];
    for (at, token) in line.tokens.iter().enumerate() {
        if let Token::Close(id) = token {
            closers[*id as usize] = at;
        }
    }
    closers
}

/// What stands before and after a delimiter: neighbouring delimiters are punctuation, or, of the
/// same character, part of the run. Which of the two shows when the runs are matched.
fn sides(line: &Line, at: usize) -> [(Class, Class); 2] {
    let is_mark = |token: &&Token| matches!(token, Token::Open(_) | Token::Close(_));
    let (before, after) = (&line.tokens[..at], &line.tokens[at + 1..]);
    let class = |token: Option<&Token>, of: fn(&Token) -> Class| token.map_or(Class::Space, of);
    [
        (class(before.last(), last_class), class(after.first(), first_class)),
        (
            class(before.iter().rev().find(|token| !is_mark(token)), last_class),
            class(after.iter().find(|token| !is_mark(token)), first_class),
        ),
    ]
}

/// The class of a token's first character.
pub(super) fn first_class(token: &Token) -> Class {
    match token {
        Token::Text(text) => Class::of(text.chars().next()),
        _ => Class::Punctuation,
    }
}

/// The class of a token's last character.
pub(super) fn last_class(token: &Token) -> Class {
    match token {
        Token::Text(text) => Class::of(text.chars().next_back()),
        Token::Break => Class::Space,
        _ => Class::Punctuation,
    }
}

/// Moves marks without a delimiter that hold one link and nothing else into it: the bracket is in the
/// way of `a**[b](c)**d`, and nothing is of `a[**b**](c)d`.
fn into_links(line: &mut Line) {
    let closers = closers(line);
    let mut link = None;
    for at in 0..line.tokens.len() {
        match line.tokens[at] {
            Token::LinkOpen => link = Some(at),
            Token::LinkClose(_) => {
                let Some(opened) = link.take() else { continue };
                let Some(before) = opened.checked_sub(1) else { continue };
                let Token::Open(id) = line.tokens[before] else { continue };
                let fails = line.marks[id as usize].delimiter == 0;
                if fails && closers[id as usize] == at + 1 && at > opened + 1 {
                    line.tokens.swap(before, opened);
                    line.tokens.swap(at, at + 1);
                }
            }
            _ => {}
        }
    }
}

/// Moves the punctuation at the inner edges of marks without a delimiter outside.
fn relocate(line: &mut Line) {
    let mut tokens: Vec<Token> = Vec::with_capacity(line.tokens.len() + 8);
    for &token in &line.tokens {
        match (token, tokens.last().copied()) {
            (Token::Text(text), Some(Token::Open(id)))
                if line.marks[id as usize].delimiter == 0 =>
            {
                let rest = text.trim_start_matches(is_movable);
                if !rest.is_empty() && rest.len() < text.len() {
                    tokens.insert(tokens.len() - 1, Token::Text(&text[..text.len() - rest.len()]));
                    tokens.push(Token::Text(rest));
                } else {
                    tokens.push(token);
                }
            }
            (Token::Close(id), Some(Token::Text(text)))
                if line.marks[id as usize].delimiter == 0 =>
            {
                let kept = text.trim_end_matches(is_movable);
                if kept.is_empty() || kept.len() == text.len() {
                    tokens.push(token);
                } else {
                    tokens.pop();
                    let moved = Token::Text(&text[kept.len()..]);
                    tokens.extend([Token::Text(kept), token, moved]);
                }
            }
            _ => tokens.push(token),
        }
    }
    line.tokens = tokens;
}

fn is_movable(c: char) -> bool {
    !matches!(Class::of(Some(c)), Class::Word)
}
