//! A document as people see it in an editor: decoded, in lines, with the places of byte offsets.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};

/// The text of an input, and where in it certain bytes of the input are.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) text: String,
    /// Offsets in the input and in the text, in order.
    places: Vec<(usize, usize)>,
    /// Where lines begin in the text.
    lines: Vec<usize>,
}

/// A place in a text: both numbers begin with 1; columns count characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Source {
    /// Decodes `input`, keeping the places of `offsets`.
    pub(crate) fn new(input: &[u8], encoding: &str, mut offsets: Vec<usize>) -> Self {
        offsets.push(input.len());
        offsets.sort_unstable();
        offsets.dedup();
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
        // Piece by piece, so that what a piece ends with is where its last byte is.
        let mut decoder = encoding.new_decoder_with_bom_removal();
        let mut text = String::with_capacity(input.len());
        let mut places = Vec::with_capacity(offsets.len());
        let mut from = 0;
        for offset in offsets.into_iter().filter(|offset| *offset <= input.len()) {
            let piece = &input[from..offset];
            let is_last = offset == input.len();
            text.reserve(decoder.max_utf8_buffer_length(piece.len()).unwrap_or(piece.len() * 3));
            let _ = decoder.decode_to_string(piece, &mut text, is_last);
            places.push((offset, text.len()));
            from = offset;
        }
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| {
            **byte == b'\n' || **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')
        });
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, places, lines }
    }

    /// Where bytes of the input are in the text, if their places were kept.
    pub(crate) fn range(&self, bytes: Range<usize>) -> Range<usize> {
        let place = |offset| {
            let at = self.places.partition_point(|place| place.0 < offset);
            self.places.get(at).map_or(self.text.len(), |place| place.1)
        };
        let start = place(bytes.start);
        start..place(bytes.end).max(start)
    }

    /// The line and column of a place in the text.
    pub(crate) fn point(&self, offset: usize) -> Point {
        let line = self.line_of(offset);
        let before = self.text.get(self.lines[line - 1]..offset).unwrap_or_default();
        Point { line, column: before.chars().count() + 1 }
    }

    /// The number of the line that a place in the text is in.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).max(1)
    }

    /// Where the line of that number is in the text, without its end.
    pub(crate) fn line(&self, number: usize) -> Range<usize> {
        let start = self.lines[number - 1];
        let end = self.lines.get(number).copied().unwrap_or(self.text.len());
        let line = &self.text[start..end];
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(input: &[u8], encoding: &str, span: Range<usize>) -> (String, Point) {
        let source = Source::new(input, encoding, vec![span.start, span.end]);
        let range = source.range(span);
        (source.text[range.clone()].to_owned(), source.point(range.start))
    }

    #[test]
    fn places_are_those_of_the_input_in_every_encoding() {
        let at = |line, column| Point { line, column };
        assert_eq!(points("é\r\nüb x".as_bytes(), "UTF-8", 8..9), ("x".into(), at(2, 4)));
        let bytes = "\u{feff}é b".as_bytes();
        assert_eq!(points(bytes, "UTF-8", 6..7), ("b".into(), at(1, 3)));
        assert_eq!(points(b"\xe9\r\xfcb", "windows-1252", 3..4), ("b".into(), at(2, 2)));
        let wide: Vec<u8> = "é\nab".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(points(&wide, "UTF-16LE", 6..8), ("b".into(), at(2, 2)));
        let japanese = encoding_rs::ISO_2022_JP.encode("日本x").0.into_owned();
        let end = japanese.len();
        assert_eq!(points(&japanese, "ISO-2022-JP", end - 1..end), ("x".into(), at(1, 3)));
        assert_eq!(points(b"a\xffb", "UTF-8", 2..3), ("b".into(), at(1, 3)));
    }
}
