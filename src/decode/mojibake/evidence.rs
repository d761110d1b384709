//! What speaks for mojibake of one encoding.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::chars::{Case, Class, Script, class, rarity, strain};
use super::encodings::{ENCODINGS, Encoding, Family};
use super::references::unit;
use super::sequence::{Reader, Sequence};
use crate::decode::layer::Edits;
use crate::decode::regions::Regions;
use crate::decode::scan;
use crate::report::Confidence;

/// Sequences that follow each other at once; they stand or fall together.
struct Group {
    sequences: Vec<Sequence>,
    /// The strain that undoing them takes away.
    gain: i32,
    lossy: bool,
    in_code: bool,
}

impl Group {
    fn start(&self) -> usize {
        self.sequences.first().map_or(0, |sequence| sequence.range.start)
    }

    fn end(&self) -> usize {
        self.sequences.last().map_or(0, |sequence| sequence.range.end)
    }
}

/// The groups to undo, and how much better the text gets.
pub(super) struct Evidence {
    groups: Vec<Group>,
    established: bool,
    pub(super) gain: i32,
}

impl Evidence {
    /// None if the text shows mojibake on purpose.
    pub(super) fn of(text: &str, encoding: &'static Encoding, regions: &Regions) -> Option<Self> {
        let reader = Reader { text, encoding };
        let (strict, _) = groups(reader, false, regions);
        if is_exhibition(text, &strict) {
            return None;
        }
        let (lossy, orphans) = groups(reader, true, regions);
        let established = !strict.is_empty() && is_established(&lossy, orphans, encoding.family);
        let groups: Vec<Group> = lossy
            .into_iter()
            .filter(|group| is_admitted(text, group, &strict, established, encoding.family))
            .collect();
        let gain = groups.iter().map(|group| group.gain.max(1)).sum();
        Some(Self { groups, established, gain })
    }

    pub(super) fn edits(&self, text: &str) -> Edits {
        let mut edits = Edits::default();
        for group in &self.groups {
            let confidence = match (self.established, group.lossy) {
                (true, false) => Confidence::Certain,
                (false, true) => Confidence::Possible,
                _ => Confidence::Likely,
            };
            for sequence in &group.sequences {
                // A byte order mark that was misread is one no more, inside a text.
                let range = sequence.range.clone();
                match sequence.char {
                    '\u{FEFF}' => edits.push(range, b"", confidence),
                    '\u{A0}' if text[range.clone()].ends_with(' ') => {
                        edits.push_char(range, '\u{A0}', confidence);
                    }
                    char => edits.push_char(range, char, confidence),
                }
            }
        }
        edits
    }
}

/// Whether to undo a group: nearly always in a document that was misread as a whole, else if the
/// group speaks for itself.
fn is_admitted(
    text: &str,
    group: &Group,
    strict: &[Group],
    established: bool,
    family: Family,
) -> bool {
    let needed = match family {
        _ if established => return group.gain > -3,
        Family::Rare => return false,
        Family::Western | Family::Windows => 4,
        Family::Mac => 5,
    };
    if group.in_code || is_among_letters(text, group) {
        false
    } else if group.lossy {
        group.gain >= needed + 2 && is_telling(text, group)
            || group.gain >= needed && is_long_loss(text, group)
    } else {
        group.gain >= needed && !is_ambiguous(text, group, strict)
    }
}

/// All groups, and how many letters of the encoding belong to none.
fn groups(reader: Reader<'_>, lossy: bool, regions: &Regions) -> (Vec<Group>, usize) {
    let (sequences, orphans) = sequences(reader, lossy);
    let mut groups = Vec::new();
    for run in sequences.chunk_by(|a, b| a.range.end == b.range.start) {
        let Some(first) = run.first() else { continue };
        if follows_orphan(reader, first.range.start) {
            continue;
        }
        groups.push(Group {
            gain: gain(reader.text, run),
            lossy: run.iter().any(|sequence| sequence.lossy),
            in_code: regions.is_code(first.range.start),
            sequences: run.to_vec(),
        });
    }
    (groups, orphans)
}

fn sequences(reader: Reader<'_>, lossy: bool) -> (Vec<Sequence>, usize) {
    let (mut found, mut orphans, mut at) = (Vec::new(), 0, 0);
    let bytes = reader.text.as_bytes();
    // A character beyond ASCII, or a reference that may name one.
    while let Some(start) = scan::find(bytes, at, |byte| byte >= 0x80 || byte == b'&') {
        let Some(single) = unit(reader.text, start) else { break };
        if single.char.is_ascii() {
            at = single.end;
            continue;
        }
        if let Some(sequence) = reader.read_from(start, single, lossy) {
            at = sequence.range.end;
            found.push(sequence);
            continue;
        }
        at = single.end;
        let letter = matches!(class(single.char), Class::Letter { plain: false, .. });
        orphans += usize::from(letter && reader.encoding.byte(single.char).is_some());
    }
    (found, orphans)
}

/// Whether a part of some other sequence stands before this place: then neither can be trusted.
fn follows_orphan(reader: Reader<'_>, at: usize) -> bool {
    let Some(before) = reader.text[..at].chars().next_back() else { return false };
    match class(before) {
        Class::Odd | Class::Sign | Class::Control => true,
        Class::Letter { plain: false, .. } => {
            matches!(reader.encoding.byte(before), Some(0x80..=0xBF))
        }
        _ => false,
    }
}

fn gain(text: &str, run: &[Sequence]) -> i32 {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return 0 };
    let mut before = text[..first.range.start].chars().rev();
    let (previous, one_before) = (before.next().unwrap_or(' '), before.next().unwrap_or(' '));
    let next = unit(text, last.range.end).map_or(' ', |unit| unit.char);
    let long = run.iter().filter(|sequence| sequence.is_long()).count().min(20) as i32;
    let now = strain_before(text, first.range.start..last.range.end, previous, next) + long;
    let mut chars: Vec<char> = run.iter().map(|sequence| sequence.char).collect();
    let mut after = strain_after(&chars, [one_before, previous], next);
    // What was misread several times strains the text until it is undone as often.
    for _ in 0..2 {
        let Some(again) = undo_again(&chars).filter(|_| after > 0) else { break };
        chars = again;
        after = after.min(strain_after(&chars, [one_before, previous], next));
    }
    now - after
}

/// The characters, with what Windows-1252 explains undone once more.
fn undo_again(chars: &[char]) -> Option<Vec<char>> {
    let text: String = chars.iter().collect();
    let reader = Reader { text: &text, encoding: ENCODINGS.first()? };
    let (mut out, mut at, mut changed) = (Vec::new(), 0, false);
    while let Some(single) = unit(&text, at) {
        let sequence = reader.read(at, false);
        changed |= sequence.is_some();
        at = sequence.as_ref().map_or(single.end, |sequence| sequence.range.end);
        out.push(sequence.map_or(single.char, |sequence| sequence.char));
    }
    changed.then_some(out)
}

fn strain_before(text: &str, range: std::ops::Range<usize>, previous: char, next: char) -> i32 {
    let (mut at, mut left, mut total) = (range.start, previous, 0);
    while at < range.end {
        let Some(unit) = unit(text, at) else { break };
        total += strain(left, unit.char);
        left = unit.char;
        at = unit.end;
    }
    total + strain(left, next)
}

fn strain_after(chars: &[char], before: [char; 2], next: char) -> i32 {
    let [mut one_before, mut left] = before;
    let mut total = 0;
    for (index, &char) in chars.iter().enumerate() {
        let Some(rare) = rarity(char) else { return i32::MAX / 2 };
        let follows = chars.get(index + 1).map_or(next, |&char| char);
        // Among others that are undone, a control character may be one that has to be undone again.
        let again = matches!(char, '\u{80}'..='\u{9F}') && chars.len() > 1;
        total += if again { 0 } else { rare + strain(left, char) + lonely(left, char, follows) };
        total += small_among_capitals(one_before, left, char, follows);
        (one_before, left) = (left, char);
    }
    total + strain(left, next)
}

/// The strain of a letter of a script that none of its neighbours is of.
fn lonely(left: char, char: char, next: char) -> i32 {
    let Class::Letter { script, .. } = class(char) else { return 0 };
    let is_same = |c| matches!(class(c), Class::Letter { script: of, .. } if of == script);
    match script {
        Script::Other(_) if !is_same(left) && !is_same(next) => 5,
        Script::Wide if !is_same(left) && !is_same(next) => 2,
        _ => 0,
    }
}

/// The strain of a small letter after two capitals: `SÖģ`.
fn small_among_capitals(one_before: char, left: char, char: char, next: char) -> i32 {
    let capital = |c| matches!(class(c), Class::Letter { case: Case::Upper, .. });
    let small = |c| matches!(class(c), Class::Letter { case: Case::Lower, .. });
    if capital(one_before) && capital(left) && small(char) && !small(next) { 3 } else { 0 }
}

/// Whether the document as a whole was misread in this encoding: sequences that make better text,
/// and next to no letters besides.
fn is_established(groups: &[Group], orphans: usize, family: Family) -> bool {
    let sequences: usize = groups.iter().map(|group| group.sequences.len()).sum();
    let gain: i32 = groups.iter().map(|group| group.gain.clamp(-20, 20)).sum();
    let many = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let average = if family == Family::Rare { 4 } else { 2 };
    if orphans * 4 > sequences || sequences < 2 {
        return false;
    }
    // Some encodings read letters as dashes and quotes, which strain a text little.
    let whole = sequences >= 8 && orphans * 8 <= sequences && gain >= many(sequences / 8);
    let whole = whole && family != Family::Rare;
    whole || (gain >= 6 && gain / average >= many(groups.len()))
}

/// Whether the word goes on, on either side, in letters beyond ASCII that are part of no sequence:
/// then all of it was misread, and in another way.
fn is_among_letters(text: &str, group: &Group) -> bool {
    let letter = |char: Option<char>| {
        let of = char.map(class);
        matches!(of, Some(Class::Letter { script: Script::Latin, plain: false, .. }))
    };
    letter(text[..group.start()].chars().next_back()) || letter(text[group.end()..].chars().next())
}

/// Whether a lossy group tells by itself: `voilÃ le`, `word.Â Next`, but not a lone `Ã`.
fn is_telling(text: &str, group: &Group) -> bool {
    let before = text[..group.start()].chars().next_back().unwrap_or(' ');
    let simple = |c| matches!(c, 'à' | '\u{A0}' | '”');
    group.sequences.iter().all(|sequence| simple(sequence.char)) && !before.is_whitespace()
}

/// Whether all that is lost in a group is a part of sequences of three characters and more.
fn is_long_loss(text: &str, group: &Group) -> bool {
    group.sequences.iter().all(|sequence| {
        sequence.char == '\u{FFFD}' && text[sequence.range.clone()].chars().count() > 2
    })
}

/// A lone `Ã¥` is `å` in Windows-1252 and something else on the Macintosh.
fn is_ambiguous(text: &str, group: &Group, all: &[Group]) -> bool {
    all.len() == 1 && &text[group.start()..group.end()] == "Ã¥"
}

/// So much mojibake is not there on purpose.
const FULL: usize = 8;

/// Whether the text shows mojibake on purpose: in code, or by itself beside what it stands for.
fn is_exhibition(text: &str, groups: &[Group]) -> bool {
    let (mut shown, mut used) = (0, 0);
    let sound = OnceCell::new();
    for group in groups.iter().filter(|group| group.gain >= 4) {
        if used == FULL {
            return false;
        }
        if group.in_code || is_alone(text, group, &sound) {
            shown += 1;
        } else {
            used += 1;
        }
    }
    // Text that shows it is not itself full of it.
    shown >= 2 && shown * 2 >= used && used < FULL
}

/// Whether a group stands for one letter or apostrophe, between no letters, in a text that has the same
/// one sound.
fn is_alone(text: &str, group: &Group, sound: &OnceCell<HashSet<char>>) -> bool {
    let [sequence] = group.sequences.as_slice() else { return false };
    let before = text[..sequence.range.start].chars().next_back().unwrap_or(' ');
    let after = text[sequence.range.end..].chars().next().unwrap_or(' ');
    let telling = sequence.char.is_alphabetic() || matches!(sequence.char, '‘' | '’');
    telling
        && !before.is_alphanumeric()
        && !after.is_alphanumeric()
        && sound
            .get_or_init(|| text.chars().filter(|char| !char.is_ascii()).collect())
            .contains(&sequence.char)
}
