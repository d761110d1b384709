//! What is left of tags that lost their names: a `>` between tags, `< / >`.
//!
//! A `>` alone parts the links of a path (`<a>Boats</a> > <a>Sails</a>`), points from one thing to
//! another, or quotes a line. Between two tags of blocks, or on a line of its own before an end tag,
//! it does none of these.

use super::open::is_block;
use super::pairs::known;
use super::scan::{Site, SiteKind};

/// The sites without the strays that may be signs of the text.
pub(super) fn settle<'t>(text: &str, sites: Vec<Site<'t>>) -> Vec<Site<'t>> {
    let stray = |site: &Site<'_>| matches!(site.kind, SiteKind::Stray);
    if !sites.iter().any(stray) {
        return sites;
    }
    let left: Vec<bool> = (0..sites.len())
        .map(|index| !stray(&sites[index]) || is_residue(text, &sites, index))
        .collect();
    let mut left = left.into_iter();
    sites.into_iter().filter(|_| left.next().unwrap_or(true)).collect()
}

fn is_residue(text: &str, sites: &[Site<'_>], index: usize) -> bool {
    let site = &sites[index];
    if site.end > site.start + 1 {
        return true;
    }
    let near = |from: usize, to: usize| text[from.min(to)..to].trim().is_empty();
    let before = index.checked_sub(1).map(|at| &sites[at]);
    let before = before.filter(|other| near(other.end, site.start));
    let after = sites.get(index + 1).filter(|other| near(site.end, other.start));
    let block = |site: &Site<'_>| known(site).is_some_and(|(element, _)| is_block(element));
    let between = before
        .is_some_and(|before| block(before) && after.map_or(near(site.end, text.len()), block));
    let line = text[..site.start].trim_end_matches([' ', '\t']).ends_with('\n');
    between || (line && after.and_then(known).is_some_and(|(_, closes)| closes))
}
