//! Spaces that are missing behind a mark, or stand before it: `stability.By`, `hand ,as`.
//!
//! Before a comma or a full stop no language sets a space; before `;`, `:`, `!` and `?` French does.
//! Behind them every language does, but names, numbers and abbreviations have marks inside
//! (`Rocket.Chat`, `3,5`, `e.g.`), so a glued sentence shows by two words that the lexicon knows,
//! the second with a capital.

use super::lexicons::Lexicons;
use super::run::{BREAK, Edit, OPAQUE, Run};
use super::signs::Signs;
use super::token::{Case, Token};
use crate::report::Confidence;
use crate::rules::RuleId;
use crate::words::code_signs;

/// How many sites an undamaged document must show before they are taken for damage.
const ENOUGH: usize = 3;

/// In an undamaged document one mark in so many must be wrong.
const COMMON_SITES: usize = 10;

/// Fewer sites than one in so many marks are slips of the author, not of a channel.
const RARE_SITES: usize = 100;

/// So are fewer than so many, unless one in [`SOME_SITES`] marks is one.
const FEW_SITES: usize = 5;
const SOME_SITES: usize = 25;

/// The likeliest words that a sentence begins with cost no more.
const COMMON: f32 = 7.0;

/// Marks that stand before a word.
const OPENING: &[char] = &['“', '‘', '«', '„', '(', '¿', '¡'];

/// What the document shows of marks.
pub(super) struct Marks<'a> {
    lexicons: &'a Lexicons<'a>,
    /// Whether something else than marks is damaged.
    damaged: bool,
    /// Whether spaces before marks are damage.
    before: bool,
    /// Whether missing spaces behind marks are.
    glued: bool,
    /// Whether those are that are certain by themselves.
    sentences: bool,
}

impl<'a> Marks<'a> {
    /// What `runs` show, and `signs` for the whole document; `damaged` tells that something else is.
    pub(super) fn gather<'t>(
        runs: impl Iterator<Item = (&'t Run, &'t [Token])>,
        lexicons: &'a Lexicons<'a>,
        damaged: bool,
        signs: &Signs,
    ) -> Self {
        if damaged {
            return Self { lexicons, damaged, before: true, glued: true, sentences: true };
        }
        // Those inside one text are counted already, by their form.
        let many = signs.before_marks as usize >= ENOUGH;
        let look = Self { lexicons, damaged, before: many, glued: false, sentences: true };
        let (mut before, mut glued, mut inner) = (0, 0, 0);
        for (run, tokens) in runs {
            let mut edits = Vec::new();
            look.find_before(run.text(), &mut edits);
            // Publishing systems often set a space behind a link or a name in italics.
            let plain =
                |edit: &&Edit| edit.after.starts_with([',', '.']) && !run.is_seam(edit.range.start);
            let prose = |edit: &&Edit| !code_signs::near(run.text(), edit.range.start);
            before += edits.iter().filter(plain).filter(prose).count();
            edits.clear();
            look.find_glued(run, tokens, &mut edits);
            glued += edits.iter().filter(prose).count();
            let within = |edit: &&Edit| !run.is_seam(edit.range.start);
            inner += edits.iter().filter(prose).filter(within).count();
        }
        let often =
            |sites: usize, rate: usize| signs.flattened || sites * rate >= signs.marks as usize;
        let all = glued > 1 && often(glued, COMMON_SITES);
        Self {
            lexicons,
            damaged,
            before: before >= ENOUGH && often(before, COMMON_SITES),
            glued: all,
            sentences: all || often(inner, if inner < FEW_SITES { SOME_SITES } else { RARE_SITES }),
        }
    }

    /// The repairs of one run.
    pub(super) fn repair(&self, run: &Run, tokens: &[Token], edits: &mut Vec<Edit>) {
        self.find_before(run.text(), edits);
        let first = edits.len();
        self.find_glued(run, tokens, edits);
        if !self.glued {
            // Where inlines meet, the page may set a distance of its own.
            let found = edits.split_off(first);
            edits.extend(found.into_iter().filter(|edit| !run.is_seam(edit.range.start)));
        }
    }

    fn find_before(&self, text: &str, edits: &mut Vec<Edit>) {
        if !self.before {
            return;
        }
        let french = || self.lexicons.language() == Some("fr");
        let mut quoted = false;
        for (mark_at, mark) in marks(text) {
            if mark == '"' {
                quoted = !quoted;
                continue;
            }
            let before = text[..mark_at].trim_end_matches([' ', '\u{A0}']);
            let at = before.len();
            let end = mark_at + mark.len_utf8();
            let rest = &text[end..];
            // A no-break space alone is set on purpose, in French.
            let set = text[at..mark_at].contains('\u{A0}')
                && !matches!(mark, ',' | '.')
                && matches!(self.lexicons.language(), Some("fr") | None);
            let cried = mark == ',' && before.ends_with(['!', '?', '…']);
            if at == mark_at || set || !(cried || ends_a_word(before, quoted)) {
                continue;
            }
            if !self.damaged && is_mentioned(mark, before, rest) {
                continue;
            }
            // Where marks moved to the word behind them, a colon did as well.
            let moved_on = mark == ':' && self.glued && self.begins_clause(rest, before);
            if !moved_on && !is_misplaced(mark, rest, before, &french) {
                continue;
            }
            let next = rest.chars().next();
            let mut beyond = rest.chars().skip(1);
            let quotes = matches!(next, Some('”' | '"' | '’'))
                && beyond.next().is_some_and(char::is_alphanumeric);
            let glued = quotes
                || next.is_some_and(|c| c.is_alphanumeric() || c == '&' || OPENING.contains(&c));
            edits.push(Edit {
                range: at..end,
                after: moved(mark, glued),
                context: at..end,
                rule: RuleId::SpaceBeforeMark,
                confidence: Confidence::Likely,
            });
        }
    }

    /// Whether a word in lower case stands at the start of `rest`, between words that are known.
    fn begins_clause(&self, rest: &str, before: &str) -> bool {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let start = before
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let (word, last) = (&rest[..end], &before[start..]);
        let plain = word.chars().count() > 1 && word.chars().all(char::is_lowercase);
        let free =
            rest[end..].chars().next().is_none_or(|c| c.is_whitespace() || ",.;".contains(c));
        let known = |word: &str| self.lexicons.cost(word).is_some();
        let unlisted = !self.lexicons.is_full(word);
        plain && free && (unlisted || known(word)) && (unlisted || known(&last.to_lowercase()))
    }

    /// Missing spaces between a number, a comma and a word: `1999,has`.
    fn find_numbers(&self, text: &str, tokens: &[Token], edits: &mut Vec<Edit>) {
        for token in tokens.iter().filter(|t| t.letters > 1 && t.case == Case::Lower) {
            let at = token.range.start;
            let Some(before) = text[..at].strip_suffix(',') else { continue };
            let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
            let lead = before[..before.len() - digits].chars().next_back();
            let number = digits > 1 && lead.is_none_or(|c| c.is_whitespace() || "(“„«".contains(c));
            let after = text[token.range.end..].chars().next();
            let word = after.is_none_or(|c| c.is_whitespace() || ",.;:!?".contains(c));
            if number && word && self.lexicons.cost(&token.lower).is_some() {
                edits.push(Edit {
                    range: at..at,
                    after: " ",
                    context: at - 1 - digits..token.range.end,
                    rule: RuleId::SpaceLost,
                    confidence: Confidence::Likely,
                });
            }
        }
    }

    fn find_glued(&self, run: &Run, tokens: &[Token], edits: &mut Vec<Edit>) {
        if !self.sentences {
            return;
        }
        let text = run.text().as_str();
        if self.glued {
            self.find_numbers(text, tokens, edits);
        }
        for pair in tokens.windows(2) {
            let (left, right) = (&pair[0], &pair[1]);
            let between = &text[left.range.end..right.range.start];
            // A note's mark belongs to the sentence before it.
            let noted = between.trim_end_matches(OPAQUE);
            let Some(mark) = glue(noted) else { continue };
            let at = if noted.len() < between.len() {
                right.range.start
            } else {
                left.range.end + between.find(mark).unwrap_or(0) + mark.len_utf8()
            };
            let seam = run.is_seam(left.range.end);
            let Some(confidence) = self.is_glued(mark, seam, text, [left, right]) else { continue };
            if self.glued || confidence == Confidence::Certain {
                edits.push(Edit {
                    range: at..at,
                    after: " ",
                    context: left.range.start..right.range.end,
                    rule: RuleId::SpaceLost,
                    confidence,
                });
            }
        }
    }

    /// Whether two words are of different sentences or clauses, and how sure that is.
    fn is_glued(
        &self,
        mark: char,
        seam: bool,
        text: &str,
        [left, right]: [&Token; 2],
    ) -> Option<Confidence> {
        if !stands_free(text, left, right) || left.letters < 2 {
            return None;
        }
        let capital = right.case == Case::Capital;
        let lower = left.case == Case::Lower || self.is_noun(left);
        let sentences = ".!?…".contains(mark) && capital && lower;
        if !(self.glued || sentences && left.letters > 2) {
            return None;
        }
        let second = self.cost(right);
        let first = || self.lexicons.cost(&left.lower);
        match mark {
            _ if sentences => {
                let common = left.letters > 2 && second.is_some_and(|cost| cost <= COMMON);
                match (self.glued || common).then(first)? {
                    Some(_) if common => Some(Confidence::Certain),
                    None if second.is_none() => self.is_unlisted(left, right),
                    _ => Some(Confidence::Likely),
                }
            }
            '.' | '!' | '?' if capital && seam && left.letters > 2 && right.letters > 2 => {
                self.glued.then_some(Confidence::Likely)
            }
            '.' | '!' | '?' if capital && left.case == Case::Capital => {
                (second? <= COMMON + 1.0 && left.letters > 2).then_some(Confidence::Likely)
            }
            ';' if left.case == Case::Upper => None,
            ',' | ';' => (second.is_some() || first().is_some()).then_some(if mark == ',' {
                Confidence::Likely
            } else {
                Confidence::Possible
            }),
            ':' if capital => (second.is_some() && first().is_some()).then_some(Confidence::Likely),
            _ => None,
        }
    }

    /// Whether a capital says nothing: German writes all its nouns with one.
    fn is_noun(&self, token: &Token) -> bool {
        token.case == Case::Capital
            && self.lexicons.language() == Some("de")
            && self.lexicons.cost(&token.lower).is_some()
    }

    /// Where the lexicon holds function words only, the form of two words must do.
    fn is_unlisted(&self, left: &Token, right: &Token) -> Option<Confidence> {
        let short = !self.lexicons.is_full(&left.lower) && !self.lexicons.is_full(&right.lower);
        (short && left.letters > 2 && right.letters > 2).then_some(Confidence::Likely)
    }

    fn cost(&self, token: &Token) -> Option<f32> {
        if token.letters == 1 {
            self.lexicons.letter(token)
        } else {
            self.lexicons.cost(&token.lower)
        }
    }
}

/// The marks of a text, with straight quotes, and where they stand.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter_map(move |(at, byte)| match byte {
        b'"' | b',' | b'.' | b';' | b':' | b'!' | b'?' => Some((at, char::from(*byte))),
        // The first byte of Arabic ones.
        0xD8 => {
            let mark = text.get(at..)?.chars().next()?;
            matches!(mark, '،' | '؛' | '؟').then_some((at, mark))
        }
        _ => None,
    })
}

/// The mark that glues two words, with a closing or opening quote or bracket beside it at most.
fn glue(between: &str) -> Option<char> {
    const CLOSING: &[char] = &['”', '“', '’', '»', '"', ')', ']'];
    let mark = between.trim_start_matches(CLOSING).trim_end_matches(OPENING);
    let mut chars = mark.chars();
    let glue = chars.next().filter(|c| ".,;:!?…".contains(*c))?;
    (chars.next().is_none() && between.chars().count() <= 2).then_some(glue)
}

/// Whether the two words with a mark between are not part of an address, a name or a number.
fn stands_free(text: &str, left: &Token, right: &Token) -> bool {
    let before = text[..left.range.start].chars().next_back();
    let mut after = text[right.range.end..].chars();
    let (next, beyond) = (after.next(), after.next());
    let part = |c: char| c.is_alphanumeric() || "_@/\\=~^<>&+*#$%".contains(c);
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let goes_on = match next {
        Some('.') => inner(beyond),
        Some(':') => beyond == Some('/'),
        Some(c) => part(c) || c == '(',
        None => false,
    };
    !goes_on && !before.is_some_and(|c| part(c) || c == '.')
}

/// Whether a word ends here, or what can stand for one; `quoted` tells that a straight quote is open.
fn ends_a_word(before: &str, quoted: bool) -> bool {
    before.chars().next_back().is_some_and(|c| {
        let ends = c.is_alphanumeric() || c == OPAQUE || "”“’»)]%°".contains(c);
        ends || c == '"' && !quoted
    })
}

/// Whether a space before `mark` is wrong; `rest` is what comes behind it.
fn is_misplaced(mark: char, rest: &str, before: &str, french: &dyn Fn() -> bool) -> bool {
    let next = rest.chars().next();
    let number = |c: Option<char>| c.is_some_and(char::is_numeric);
    let opens = next.is_some_and(|c| OPENING[..4].contains(&c));
    let ends = next
        .is_none_or(|c| c.is_whitespace() || c == BREAK || c == OPAQUE || "\"”’»)]".contains(c));
    match mark {
        '،' | '؛' | '؟' => ends,
        ',' => {
            let counts = number(next) && !number(before.chars().next_back());
            ends || opens || counts || next.is_some_and(|c| c.is_alphabetic() || c == '&')
        }
        '.' if is_in_name(before, rest) => false,
        '.' => {
            let word = rest.trim_start_matches(OPENING);
            ends || word.starts_with(char::is_uppercase) && starts_sentence(word)
        }
        ';' | ':' | '!' | '?' if french() => false,
        ':' | ';' if next == Some(')') => false,
        ':' => {
            let word = rest.chars().nth(1).is_some_and(char::is_lowercase);
            let clause = next.is_some_and(char::is_uppercase) && word && starts_sentence(rest);
            let ratio =
                number(before.chars().next_back()) && number(rest.trim_start().chars().next());
            (ends || clause) && !ratio
        }
        ';' => ends || next.is_some_and(char::is_alphabetic),
        '!' | '?' => ends,
        _ => false,
    }
}

/// Whether the stop is one in an address or a dotted name that was set apart: `ann @ hut . org`.
fn is_in_name(before: &str, rest: &str) -> bool {
    let mut words = before.rsplit(' ').skip(1);
    let mut next = rest.trim_start_matches(' ').split([' ', '\n']);
    let small = next.next().is_some_and(|word| word.starts_with(char::is_lowercase));
    small && (matches!(words.next(), Some("." | "@")) || next.next() == Some("."))
}

/// Whether the mark is a sign that the text speaks of, or one of mathematics: no sentence goes on in
/// lower case behind a full stop (`files that start with . are hidden`), `f : X → Y` maps, and
/// `( 0 , 1 ]` is an interval.
fn is_mentioned(mark: char, before: &str, rest: &str) -> bool {
    let single = |word: &str| word.chars().nth(1).is_none() && !word.is_empty();
    let last = before.rsplit([' ', '(', '[']).next().unwrap_or_default();
    let next = rest.trim_start_matches(' ').split([' ', ')', ']']).next().unwrap_or_default();
    match mark {
        '.' | '!' | '?' if rest.starts_with(' ') => next.starts_with(char::is_lowercase),
        // `.Z` is the end of a name.
        '.' => single(next) && next.starts_with(char::is_uppercase) && !is_word(next),
        ':' => single(last) && last.starts_with(char::is_alphabetic),
        ',' => single(last) && single(next) && before.ends_with(|c: char| c.is_alphanumeric()),
        _ => false,
    }
}

/// Whether the capital is a word that a sentence begins with in one of the larger languages.
fn is_word(letter: &str) -> bool {
    "AIOYEÀÉÓВКСУОАИЯΗΟ".contains(letter)
}

/// Whether a word in lower case but for its first letter begins here: not `.NET`, not `.Com`.
fn starts_sentence(rest: &str) -> bool {
    let word: Vec<char> = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    word.len() == 1 || word.len() > 1 && word[1..].iter().all(|c| c.is_lowercase())
}

/// The mark where it belongs.
fn moved(mark: char, glued: bool) -> &'static str {
    match (mark, glued) {
        (',', false) => ",",
        (',', true) => ", ",
        ('.', false) => ".",
        ('.', true) => ". ",
        (';', false) => ";",
        (';', true) => "; ",
        (':', false) => ":",
        (':', true) => ": ",
        ('!', _) => "!",
        ('،', _) => "،",
        ('؛', _) => "؛",
        ('؟', _) => "؟",
        _ => "?",
    }
}
