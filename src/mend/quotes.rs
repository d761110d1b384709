//! Spaces inside quotations and at apostrophes: `“ We lost the roof ”`, `town ’ s`, `l ’ été`.
//!
//! They come of character references that were set apart from their words. A mark that was such a
//! reference is proof; elsewhere the document must be damaged, and a quotation must have both ends.

use super::lexicons::Lexicons;
use super::run::{Edit, Run};
use super::token::{Case, Token, is_apostrophe};
use crate::report::Confidence;
use crate::rules::RuleId;
use crate::words::{Script, script};

/// What stands behind an apostrophe in English.
const ENDINGS: &[&str] = &["s", "t", "d", "m", "re", "ve", "ll"];

/// What stands before one in languages that elide.
const ELIDED: &[&str] = &[
    "l", "d", "s", "c", "n", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "presqu",
    "aujourd", "dell", "all", "nell", "sull", "dall", "un", "quest", "quell", "dov", "cos", "com",
];

/// Quotation marks and brackets by pairs. French sets spaces inside guillemets.
const PAIRS: &[(char, char)] =
    &[('“', '”'), ('„', '“'), ('„', '”'), ('‘', '’'), ('«', '»'), ('(', ')'), ('[', ']')];

/// So far from a mark a letter tells the script that it stands in.
const NEAR: usize = 32;

/// The repairs of one run; `damaged` tells that the document is.
pub(super) fn repair(
    run: &Run,
    tokens: &[Token],
    lexicons: &Lexicons,
    damaged: bool,
    edits: &mut Vec<Edit>,
) {
    let text = run.text().as_str();
    if damaged {
        straight(text, edits);
        negations(tokens, text, edits);
    }
    let ends = Ends::of(text);
    let mut low = false;
    for (at, mark) in text.char_indices().filter(|(_, c)| !c.is_alphanumeric() && *c != ' ') {
        let end = at + mark.len_utf8();
        let in_low = low;
        low = mark == '„' || low && mark != '“';
        let (left, right) = (text[..at].ends_with(' '), text[end..].starts_with(' '));
        let proof = run.mended().binary_search_by_key(&at, |range| range.start).is_ok();
        if !(left || right) || !(proof || damaged) {
            continue;
        }
        let site = Site { text, at, end, left, right, proof, ends: &ends, in_low };
        if is_apostrophe(mark) && site.is_apostrophe(tokens, lexicons) {
            site.close(left, right, RuleId::ApostropheSpaced, edits);
        } else if mark == '…' && proof {
            site.close(left, false, RuleId::QuoteSpaced, edits);
        } else if let Some(opens) = site.quotes(mark, lexicons.language()) {
            site.close(left && !opens, right && opens, RuleId::QuoteSpaced, edits);
        }
    }
}

/// Straight quotes by pairs, of which both have a space inside and none has a letter outside.
fn straight(text: &str, edits: &mut Vec<Edit>) {
    let mut marks = memchr::memchr_iter(b'"', text.as_bytes());
    while let (Some(open), Some(close)) = (marks.next(), marks.next()) {
        let inner = &text[open + 1..close];
        let outside = [text[..open].chars().next_back(), text[close + 1..].chars().next()];
        let free = !outside.into_iter().flatten().any(char::is_alphanumeric);
        if free && inner.len() > 2 && inner.starts_with(' ') && inner.ends_with(' ') {
            for at in [open + 1, close - 1] {
                edits.push(Edit {
                    range: at..at + 1,
                    after: "",
                    context: at.saturating_sub(1).max(open)..(at + 2).min(close + 1),
                    rule: RuleId::QuoteSpaced,
                    confidence: Confidence::Likely,
                });
            }
        }
    }
}

/// English negations as taggers take them apart: `does n't`.
fn negations(tokens: &[Token], text: &str, edits: &mut Vec<Edit>) {
    const VERBS: &[&str] = &[
        "do", "does", "did", "is", "was", "are", "were", "has", "have", "had", "ca", "could", "wo",
        "would", "sha", "should", "must", "might", "need", "ai",
    ];
    for three in tokens.windows(3) {
        let [verb, n, t] = three else { continue };
        let gap = verb.range.end..n.range.start;
        let apart = n.lower == "n" && t.lower == "t" && VERBS.contains(&&*verb.lower);
        let between = &text[n.range.end..t.range.start];
        if apart && &text[gap.clone()] == " " && matches!(between, "'" | "’") {
            edits.push(Edit {
                range: gap,
                after: "",
                context: verb.range.start..t.range.end,
                rule: RuleId::ApostropheSpaced,
                confidence: Confidence::Certain,
            });
        }
    }
}

/// Where each mark of [`PAIRS`] stands first and last in a text, so that whether a mark has a partner
/// is known without another look at the text.
struct Ends([Option<(usize, usize)>; PAIRS.len() * 2]);

impl Ends {
    fn of(text: &str) -> Self {
        let mut ends = [None; PAIRS.len() * 2];
        for (at, mark) in text.char_indices().filter(|(_, c)| !c.is_alphanumeric() && *c != ' ') {
            for (slot, _) in marks().enumerate().filter(|(_, c)| *c == mark) {
                let (first, _) = *ends[slot].get_or_insert((at, at));
                ends[slot] = Some((first, at));
            }
        }
        Self(ends)
    }

    /// Whether what closes `mark` stands behind `end`.
    fn is_closed(&self, mark: char, end: usize) -> bool {
        let slots = PAIRS.iter().zip(self.0.chunks(2));
        slots
            .filter(|((open, _), _)| *open == mark)
            .any(|(_, of)| of[1].is_some_and(|p| p.1 >= end))
    }

    /// Whether what opens `mark` stands before `at`.
    fn is_opened(&self, mark: char, at: usize) -> bool {
        let slots = PAIRS.iter().zip(self.0.chunks(2));
        slots
            .filter(|((_, close), _)| *close == mark)
            .any(|(_, of)| of[0].is_some_and(|p| p.0 < at))
    }
}

/// The marks of [`PAIRS`], one pair after the other.
fn marks() -> impl Iterator<Item = char> {
    PAIRS.iter().flat_map(|(open, close)| [*open, *close])
}

/// A mark with a space beside it.
struct Site<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    left: bool,
    right: bool,
    proof: bool,
    ends: &'a Ends,
    /// Whether a low quotation mark before it still waits for its end.
    in_low: bool,
}

impl Site<'_> {
    fn close(&self, left: bool, right: bool, rule: RuleId, edits: &mut Vec<Edit>) {
        let confidence = if self.proof { Confidence::Certain } else { Confidence::Likely };
        let context = self.at - usize::from(left)..self.end + usize::from(right);
        let spaces = [(left, self.at.wrapping_sub(1)..self.at), (right, self.end..self.end + 1)];
        for (_, range) in spaces.into_iter().filter(|(wrong, _)| *wrong) {
            edits.push(Edit { range, after: "", context: context.clone(), rule, confidence });
        }
    }

    /// Whether the mark is an apostrophe between two parts of a word.
    fn is_apostrophe(&self, tokens: &[Token], lexicons: &Lexicons) -> bool {
        let before = self.at - usize::from(self.left);
        let after = self.end + usize::from(self.right);
        let next = tokens.partition_point(|t| t.range.start < after);
        let (Some(first), Some(second)) =
            (next.checked_sub(1).map(|i| &tokens[i]), tokens.get(next))
        else {
            return false;
        };
        if first.range.end != before || second.range.start != after {
            return false;
        }
        let ending = ENDINGS.contains(&&*second.lower)
            && (second.lower != "t" || first.lower.ends_with('n'))
            && second.case == Case::Lower;
        let vowel = second.lower.starts_with(|c| "aeiouyhàâäéèêëîïôöûüœæ".contains(c));
        match lexicons.language() {
            Some("en") => ending,
            Some("fr" | "it" | "ca") => ELIDED.contains(&&*first.lower) && vowel,
            Some("tr") => first.case == Case::Capital && second.letters <= 6,
            _ => ending && first.letters > 2 || self.proof && self.left && self.right,
        }
    }

    /// Whether the mark opens a quotation, or closes one; none if it is neither, or has one end.
    fn quotes(&self, mark: char, language: Option<&str>) -> Option<bool> {
        let latin = || {
            let (before, after) = (&self.text[..self.at], &self.text[self.end..]);
            let mut near = before.chars().rev().take(NEAR).chain(after.chars().take(NEAR));
            let near = near.find(|c| c.is_alphabetic());
            near.is_none_or(|c| script(c.encode_utf8(&mut [0; 4])) == Some(Script::Latin))
        };
        if matches!(mark, '«' | '»')
            && matches!(language, Some("fr" | "de") | None)
            && (language.is_some() || latin())
        {
            return None;
        }
        let opens = PAIRS.iter().any(|(open, _)| *open == mark) && !(mark == '“' && self.in_low);
        let closes = PAIRS.iter().any(|(_, close)| *close == mark) && !opens;
        if !(opens || closes) {
            return None;
        }
        let paired = if opens {
            self.ends.is_closed(mark, self.end)
        } else {
            self.ends.is_opened(mark, self.at)
        };
        let outside = if opens { &self.text[..self.at] } else { &self.text[self.end..] };
        let next = if opens { outside.chars().next_back() } else { outside.chars().next() };
        let free = !next.is_some_and(char::is_alphanumeric);
        (free && (paired || self.proof)).then_some(opens)
    }
}
