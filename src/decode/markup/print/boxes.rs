//! Pieces of pages to text with a line for each.

use super::{Pages, Piece, frame};

/// Letters of headings are so much larger than those of the text.
const LARGER: f32 = 1.15;
/// Pieces whose tops differ by no more stand on one line, in parts of their size.
const SAME: f32 = 0.35;
/// Characters of a cell, at most.
const CELL: usize = 40;
/// Bullets, and what character recognition reads for them.
const BULLETS: [&str; 8] = ["•", "◦", "▪", "·", "○", "+", "«", "*"];
/// Lines of a heading, at most.
const LINES: usize = 4;

/// Writes pages as text.
pub(super) fn write(mut pages: Pages) -> String {
    frame::drop(&mut pages);
    let mut pieces = std::mem::take(&mut pages.pieces);
    let placed = pieces.iter().any(|piece| piece.top > 0.0);
    if placed {
        in_order(&mut pieces);
    }
    frame::mark_notes(&mut pieces);
    let body = body_size(&pieces);
    let width = pieces.iter().map(|piece| piece.text.chars().count()).max().unwrap_or_default();
    let mut writer =
        Writer { out: String::new(), outline: &pages.outline, body, width, titled: false };
    let mut at = 0;
    while at < pieces.len() {
        at += writer.take(&pieces[at..], at.checked_sub(1).map(|at| &pieces[at]), placed);
    }
    writer.out
}

/// Puts pieces in the order of reading: those on one line from left to right.
fn in_order(pieces: &mut [Piece]) {
    // Blocks stay together, so that columns are not torn; bullets go to their lines.
    let lone = |piece: &Piece| BULLETS.contains(&piece.text.as_str());
    let marks: Vec<(usize, f32)> =
        pieces.iter().filter(|piece| lone(piece)).map(|piece| (piece.page, piece.top)).collect();
    if marks.is_empty() {
        return;
    }
    pieces.sort_by(|a, b| {
        let row = |piece: &Piece| (piece.top / 3.0).round();
        (a.page, row(a))
            .partial_cmp(&(b.page, row(b)))
            .unwrap_or(std::cmp::Ordering::Equal)
            .then(a.left.total_cmp(&b.left))
    });
}

/// How large the letters of most of the text are.
fn body_size(pieces: &[Piece]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        pieces.iter().map(|piece| (piece.size, piece.text.chars().count())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = sizes.iter().map(|(_, count)| count).sum();
    let mut seen = 0;
    let middle = sizes.iter().find(|(_, count)| {
        seen += count;
        seen * 2 >= all
    });
    middle.map_or(0.0, |(size, _)| *size)
}

struct Writer<'a> {
    out: String,
    outline: &'a [String],
    body: f32,
    width: usize,
    titled: bool,
}

impl Writer<'_> {
    /// Writes what the pieces begin with, and tells how many they are.
    fn take(&mut self, rest: &[Piece], before: Option<&Piece>, placed: bool) -> usize {
        let count = self.heading(rest);
        if count > 0 {
            let text: Vec<&str> = rest[..count].iter().map(|piece| piece.text.as_str()).collect();
            let mark = if std::mem::replace(&mut self.titled, true) { "##" } else { "#" };
            self.block(&format!("{mark} {}", joined(&text)));
            self.out.push_str("\n\n");
            return count;
        }
        let count = if placed { self.rows(rest) } else { self.stack(rest) };
        if count > 0 {
            return count;
        }
        if let Some(count) = self.item(rest, placed) {
            return count;
        }
        let piece = &rest[0];
        let note = piece.text.starts_with('[') && piece.text.contains("] ");
        if note || before.is_some_and(|before| self.parts(before, piece, placed)) {
            self.out.push('\n');
        }
        // This hyphen is none of spelling: it fills the line.
        match piece.text.strip_suffix('‐') {
            Some(start) if rest.len() > 1 => self.out.push_str(start),
            _ => {
                self.out.push_str(&piece.text);
                self.out.push('\n');
            }
        }
        1
    }

    fn block(&mut self, text: &str) {
        self.out.push('\n');
        self.out.push_str(text);
    }

    /// How many pieces are the lines of one heading.
    fn heading(&self, rest: &[Piece]) -> usize {
        let large = |piece: &Piece| self.body > 0.0 && piece.size >= self.body * LARGER;
        if large(&rest[0]) {
            let alike = |piece: &&Piece| {
                large(piece) && (piece.size - rest[0].size).abs() <= self.body * 0.1
            };
            let count = rest.iter().take(LINES).take_while(alike).count();
            let letters = rest[0].text.chars().any(char::is_alphabetic);
            return if letters { count } else { 0 };
        }
        if !rest[0].bold {
            return 0;
        }
        let bold = rest.iter().take(LINES).take_while(|piece| piece.bold).count();
        let named = (1..=bold).rev().find(|&count| {
            let text: Vec<&str> = rest[..count].iter().map(|piece| piece.text.as_str()).collect();
            self.outline.contains(&joined(&text))
        });
        named.unwrap_or(usize::from(self.outline.is_empty() && bold == 1))
    }

    /// A table of pieces that stand beside each other; how many they are.
    fn rows(&mut self, rest: &[Piece]) -> usize {
        let mut rows: Vec<&[Piece]> = Vec::new();
        let mut at = 0;
        while at < rest.len() {
            let first = &rest[at];
            let beside = |piece: &&Piece| {
                let apart = (piece.top - first.top).abs() <= first.size.max(1.0) * SAME;
                apart && piece.page == first.page && piece.text.chars().count() <= CELL
            };
            let count = rest[at..].iter().take_while(beside).count();
            let marked = BULLETS.contains(&first.text.as_str());
            if count < 2 || marked || rows.last().is_some_and(|row| row.len() != count) {
                break;
            }
            rows.push(&rest[at..at + count]);
            at += count;
        }
        if rows.len() < 2 {
            return 0;
        }
        self.table(&rows);
        at
    }

    /// A table of which a bold row stands above its cells, one a line.
    fn stack(&mut self, rest: &[Piece]) -> usize {
        let columns = rest.iter().take_while(|piece| piece.bold).count();
        let short = |piece: &&Piece| !piece.bold && piece.text.chars().count() <= CELL * 3 / 4;
        let cells = rest[columns..].iter().take_while(short).count();
        let rows = cells.checked_div(columns).unwrap_or(0);
        if columns < 2 || rows < 1 || !cells.is_multiple_of(columns) {
            return 0;
        }
        let count = columns * (rows + 1);
        let rows: Vec<&[Piece]> = rest[..count].chunks(columns).collect();
        self.table(&rows);
        count
    }

    fn table(&mut self, rows: &[&[Piece]]) {
        self.out.push('\n');
        for (index, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| cell.text.replace('|', "\\|")).collect();
            self.out.push_str(&format!("| {} |\n", cells.join(" | ")));
            if index == 0 {
                self.out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
            }
        }
        self.out.push('\n');
    }

    /// An item whose bullet stands apart from its text, or whose first letter does; how many pieces
    /// it has.
    fn item(&mut self, rest: &[Piece], placed: bool) -> Option<usize> {
        let mut chars = rest[0].text.splitn(2, ' ');
        let mark = chars.next().filter(|mark| BULLETS.contains(mark))?;
        let own = chars.next().unwrap_or_default().trim();
        let next = rest.get(1);
        if own.is_empty() {
            let same =
                |next: &&Piece| !placed || (next.top - rest[0].top).abs() <= self.body * SAME;
            let text = &next.filter(same)?.text;
            self.push_item(text);
            return Some(2);
        }
        if own.chars().count() == 1 && next.is_some() {
            let text = next.map(|next| next.text.as_str()).unwrap_or_default();
            self.push_item(&format!("{own}{text}"));
            return Some(2);
        }
        let sure = matches!(mark, "•" | "◦" | "▪" | "·");
        let list = rest
            .iter()
            .take(3)
            .filter(|piece| BULLETS.iter().any(|mark| piece.text.starts_with(mark)));
        if !sure
            && list.count() < 2
            && !self.out.trim_end().rsplit('\n').next().is_some_and(|line| line.starts_with("- "))
        {
            return None;
        }
        self.push_item(own);
        Some(1)
    }

    /// Writes an item, the first of a list apart from what is before it.
    fn push_item(&mut self, text: &str) {
        let inside =
            self.out.trim_end().rsplit('\n').next().is_some_and(|line| line.starts_with("- "));
        if !inside && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.out.push_str("- ");
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Whether a paragraph ends between two lines.
    fn parts(&self, before: &Piece, piece: &Piece, placed: bool) -> bool {
        if self.out.ends_with("\n\n") || self.out.is_empty() {
            return false;
        }
        if self.out.trim_end().rsplit('\n').next().is_some_and(|line| line.starts_with("- ")) {
            return true;
        }
        if placed {
            return before.block != piece.block;
        }
        let bare =
            before.text.trim_end_matches(|c: char| c.is_ascii_digit() || "”“»\"[]".contains(c));
        let ended = bare.ends_with(['.', '!', '?', '…', '。']);
        let first = piece.text.split(' ').next().map_or(0, |word| word.chars().count());
        let used = before.text.chars().count() + 1 + first;
        let lower = piece.text.starts_with(char::is_lowercase);
        let short = used + 2 <= self.width && !lower;
        ended && short || !lower && used * 4 <= self.width * 3
    }
}

/// Lines as one, with the words that they broke.
fn joined(lines: &[&str]) -> String {
    let mut out = String::new();
    for line in lines {
        let broken = out.ends_with(['-', '‐']) && line.starts_with(char::is_lowercase);
        if broken {
            out.pop();
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
