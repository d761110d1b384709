//! Whether a tree is a whole page, with menus and footers, or a fragment or text extracted before.
//!
//! Signs add up; no single one decides. An article saved with `html`, `head` and a title around it
//! shows none of them, and nothing is taken from it.

use super::metadata::sources::Sources;
use super::page::{Block, Element, Page};
use super::words::class_mask;
use crate::html::ElementName as E;

/// Points that make a page.
const ENOUGH: u32 = 3;

pub(super) fn is_whole_page(page: &Page<'_>, sources: &Sources<'_>) -> bool {
    of_head(sources) + of_elements(page) + of_links(page) >= ENOUGH
}

fn of_head(sources: &Sources<'_>) -> u32 {
    let styles = sources.links.iter().filter(|(rel, _)| rel.contains("stylesheet")).count();
    let signs = [
        sources.scripts > 0,
        sources.scripts > 4,
        styles > 0,
        sources.metas.len() > 3,
        sources.metas.len() > 10,
        !sources.objects.is_empty(),
    ];
    signs.into_iter().map(u32::from).sum()
}

fn of_elements(page: &Page<'_>) -> u32 {
    let apart = class_mask("nav") | class_mask("footer") | class_mask("sidebar");
    let [mut nav, mut footer, mut aside, mut form, mut named] = [false; 5];
    let mut inside = 0;
    for (index, element) in page.elements.iter().enumerate() {
        if element.name == Some(E::Article) && index >= inside {
            inside = element.end as usize;
        }
        if index < inside {
            continue;
        }
        match element.name {
            Some(E::Nav) => nav = true,
            Some(E::Footer) => footer = true,
            Some(E::Aside | E::Header) => aside = true,
            Some(E::Form | E::Input | E::Button) => form = true,
            _ => named |= element.classes & apart != 0,
        }
    }
    2 * u32::from(nav)
        + 2 * u32::from(footer)
        + u32::from(aside)
        + u32::from(form)
        + u32::from(named)
}

/// Blocks that are all link, as in menus; a list of links in an article is none.
fn of_links(page: &Page<'_>) -> u32 {
    let is_article = |element: &Element| element.name == Some(E::Article);
    let is_menu = |block: &&Block| {
        block.sums.link_density() > 0.8 && !page.around(block.outer).any(is_article)
    };
    let links = page.blocks.iter().filter(is_menu).count();
    u32::from(links > 5) + u32::from(links > 20 && 2 * links > page.blocks.len())
}

/// Words of pages that stand in the way: checks for robots, refusals, errors.
const BARRIER: &[&str] = &[
    "captcha",
    "robot",
    "cloudflare",
    "javascript",
    "access denied",
    "unusual traffic",
    "ray id",
    "verify",
    "forbidden",
    "blocked",
    "enable cookies",
    "checking your browser",
    "security check",
    "just a moment",
    "are you human",
    "not a bot",
    "permission to access",
    "404",
    "page not found",
    "incident id",
];

/// Whether a page of few words is about not being let in.
pub(super) fn is_barrier(page: &Page<'_>, sources: &Sources<'_>) -> bool {
    if page.elements[0].sums.words > 120.0 {
        return false;
    }
    let text = format!("{} {}", sources.title, page.text).to_lowercase();
    BARRIER.iter().filter(|word| text.contains(**word)).count() >= 2
}
