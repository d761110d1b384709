//! Lists: markers, numbers, checkboxes, tight and loose.

use super::Writer;
use crate::model::document::{List, ListItem};

/// Longer numbers are not list markers.
const MAX_NUMBER: u64 = 999_999_999;

impl Writer<'_> {
    pub(super) fn list(&mut self, list: &List) {
        let delimiter = self.list_marker(list.start.is_some());
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 && list.tight {
                self.newline();
            } else if index > 0 {
                self.blank_line();
            }
            let marker = match list.start {
                Some(start) => {
                    format!("{}{delimiter} ", start.saturating_add(index as u64).min(MAX_NUMBER))
                }
                None => format!("{delimiter} "),
            };
            self.item(item, &marker, list.tight);
        }
        self.last_list = Some((self.out.len(), self.prefix.len(), delimiter));
    }

    /// The bullet, or what follows the number: another one than that of a list directly before,
    /// which this one would go on.
    fn list_marker(&self, ordered: bool) -> char {
        let bullet = char::from(self.options.bullet.as_byte());
        let (usual, other) = match (ordered, bullet) {
            (true, _) => ('.', ')'),
            (false, '-') => ('-', '*'),
            (false, bullet) => (bullet, '-'),
        };
        match self.last_list {
            Some((end, depth, marker)) if marker == usual && depth == self.prefix.len() => {
                let between = &self.out[end..];
                if between.contains(|c| !matches!(c, '\n' | ' ' | '>')) { usual } else { other }
            }
            _ => usual,
        }
    }

    fn item(&mut self, item: &ListItem, marker: &str, tight: bool) {
        self.out.push_str(marker);
        if let Some(checked) = item.checked {
            self.out.push_str(if checked { "[x] " } else { "[ ] " });
        }
        let indentation = " ".repeat(marker.len());
        self.item_start = Some(self.out.len());
        self.within(&indentation, |writer| writer.blocks(&item.blocks, tight));
        self.trim_end();
    }
}
