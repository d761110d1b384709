//! The tolerant path: every place where markup may stand, judged, and the tokens then mended.

use super::{Token, edges, front, judge, programs, recover, scan};
use crate::report::Report;

/// The tokens of a document that triage found suspicious; it was escaped `depth` times. `plain` tells
/// that its sound tags are characters of a text.
pub(super) fn tokenize<'t>(
    text: &'t str,
    depth: u32,
    plain: bool,
    report: &mut Report,
) -> Vec<Token<'t>> {
    let (sites, plain) = sites(text, depth, plain);
    let sites = programs::leave(text, sites);
    let mut items = judge::judge(text, sites, depth, plain, report);
    items = edges::settle(items, report);
    items = recover::recover(items, report);
    items.into_iter().map(|item| item.token).collect()
}

/// The sites, and whether only damage is among them, since the document is text.
fn sites(text: &str, depth: u32, plain: bool) -> (Vec<scan::Site<'_>>, bool) {
    if plain {
        let mut sites = scan::scan_text(text);
        if !front::are_tags(&sites) {
            sites.retain(front::is_damage);
            return (sites, true);
        }
    }
    (scan::scan(text, depth), false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::options::RepairOptions;

    fn read(text: &str, depth: u32) -> Vec<Token<'_>> {
        tokenize(text, depth, front::is_text(text), &mut Report::new(&RepairOptions::default()))
    }

    proptest! {
        #[test]
        fn spans_tile_the_text(
            text in "([<>/!&;='\" \n\\-#xa＜＞‹›«»《》＆；“”`*一]|&#47;|< / >|<mesa>|</una>|& lt ;|&gt;|&amp;|nbsp|td|tr|table|li|ul|strong|<p>|</|é|code|script|href){0,40}",
            depth in 0..3_u32,
        ) {
            let mut at = 0;
            for token in read(&text, depth) {
                prop_assert_eq!(token.span.start, at);
                at = token.span.end;
            }
            prop_assert_eq!(at as usize, text.len());
        }
    }
}
