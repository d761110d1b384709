//! The frame of a site around an article that a text browser dumped: links to its sections above,
//! a bar of controls and whose page it is below.

use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

use super::line::Line;
use super::marker::{self, Mark};

/// Lines at the end that are looked at.
const BELOW: usize = 8;
/// Words of a link to a section, at most.
const WORDS: usize = 3;

/// The link to the first page of a site, by language.
const HOME: [&str; 16] = [
    "home",
    "home page",
    "homepage",
    "startseite",
    "start",
    "accueil",
    "inicio",
    "portada",
    "início",
    "pagina iniziale",
    "domů",
    "strona główna",
    "главная",
    "hem",
    "forside",
    "etusivu",
];

/// Controls of a page, by language; a bar has two at least and nothing else.
const CONTROLS: [&str; 40] = [
    "share",
    "print",
    "email",
    "e-mail",
    "tweet",
    "facebook",
    "twitter",
    "whatsapp",
    "comment",
    "comments",
    "on",
    "save",
    "copy",
    "link",
    "telegram",
    "linkedin",
    "teilen",
    "drucken",
    "merken",
    "kommentare",
    "partager",
    "imprimer",
    "commenter",
    "enviar",
    "compartir",
    "imprimir",
    "compartilhar",
    "partilhar",
    "condividi",
    "stampa",
    "sdílet",
    "tisk",
    "udostępnij",
    "drukuj",
    "delen",
    "printen",
    "поделиться",
    "печать",
    "paylaş",
    "yazdır",
];

/// Takes the frame out, and tells whether links went with it.
pub(super) fn drop(lines: &mut Vec<Line>, report: &mut Report) -> bool {
    let above = sections(lines);
    let ends = lines.len().saturating_sub(BELOW + addresses(lines)).max(above);
    let (mut at, mut links) = (0, false);
    lines.retain(|line| {
        let index = at;
        at += 1;
        let frame = index < above || index >= ends && (is_owner(line) || is_bar(&line.text));
        let goes = frame && report.repair(RuleId::FeedTail, Confidence::Likely, line.span, "");
        if goes {
            report.remove(line.span, Reason::Residue);
            links |= line.text.contains('[');
        }
        !goes
    });
    links
}

/// Takes out the addresses at the end, with their title, if no number of a link is left.
pub(super) fn drop_addresses(lines: &mut Vec<Line>, report: &mut Report) {
    let count = addresses(lines);
    let Some(title) = lines.len().checked_sub(count + 1).filter(|_| count > 1) else { return };
    let numbered = |line: &Line| {
        let marks = line.text.match_indices('[');
        marks.into_iter().any(|(at, _)| marker::is_link_number(&line.text[at..]))
    };
    if lines[title].shape.words > 2 || lines[..title].iter().any(numbered) {
        return;
    }
    let span = lines[title].span.union(lines[lines.len() - 1].span);
    if report.repair(RuleId::LinkFlattened, Confidence::Likely, span, "") {
        report.remove(span, Reason::Residue);
        lines.truncate(title);
    }
}

/// How many lines at the beginning are items that link to sections, above a line that is none.
fn sections(lines: &[Line]) -> usize {
    let section = |line: &Line| {
        let Some((Mark::Bullet(_), length)) = marker::item(&line.text) else { return None };
        let words = &line.text[length..];
        let link = marker::is_link_number(words) && line.shape.words <= WORDS + 1;
        Some((link, HOME.contains(&words.to_lowercase().as_str())))
    };
    let found: Vec<(bool, bool)> = lines.iter().map_while(section).collect();
    let links = found.iter().all(|(link, _)| *link) && found.len() > 1;
    let home = found.first().is_some_and(|(_, home)| *home) && found.len() <= 12;
    let more = lines.get(found.len()).is_some_and(|line| line.after_blank);
    if more && (links || home) { found.len() } else { 0 }
}

/// How many lines at the end are numbered addresses.
fn addresses(lines: &[Line]) -> usize {
    lines.iter().rev().take_while(|line| line.text.contains("://")).count()
}

/// `© 2024 The Courier. All rights reserved.`
fn is_owner(line: &Line) -> bool {
    let text = line.text.as_ref();
    let signed =
        text.starts_with('©') || text.starts_with("Copyright ©") || text.starts_with("(c) 20");
    let year = text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    signed && year && line.after_blank && line.shape.words <= 24
}

/// Whether all words are controls; the numbers of links before them count for nothing.
fn is_bar(text: &str) -> bool {
    let mut count = 0;
    let all = text.split([' ', '|', '·']).filter(|word| !word.is_empty()).all(|word| {
        let link = word.split_once(']').filter(|(number, _)| number.starts_with('['));
        count += 1;
        CONTROLS.contains(&link.map_or(word, |(_, word)| word).to_lowercase().as_str())
    });
    all && count > 1
}
