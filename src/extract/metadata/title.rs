//! The title, without the name of the site.

use super::fold;
use super::sources::Sources;
use super::structured::Structured;
use crate::model::document::Origin;

/// What sites put between the headline and their name.
const MARKS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / ", " < "];

pub(super) fn choose(
    sources: &Sources<'_>,
    structured: &Structured<'_>,
    heading: Option<&str>,
) -> Option<(String, Origin)> {
    if let Some(heading) = heading.filter(|heading| !heading.trim().is_empty()) {
        return Some((refined(&fold(heading), sources, structured), Origin::Heading));
    }
    let site = sources.meta("og:site_name");
    let clean = |text: &str| fold(without_site(text, site));
    let found = [
        (sources.meta("og:title").map(clean), Origin::OpenGraph),
        (structured.text(&["headline", "name"]).map(clean), Origin::JsonLd),
        (sources.meta("twitter:title").map(clean), Origin::Meta),
        (sources.meta("dc.title").map(clean), Origin::Meta),
        (Some(clean(&sources.title)), Origin::TitleTag),
    ];
    let mut found = found.into_iter().filter_map(|(title, origin)| Some((title?, origin)));
    found.find(|(title, _)| !title.is_empty())
}

/// A heading without the kicker in front of the headline or the site behind it, where what the page
/// calls itself elsewhere says that they are none of it.
fn refined(heading: &str, sources: &Sources<'_>, structured: &Structured<'_>) -> String {
    let heading = cut_site(heading, sources.meta("og:site_name"));
    let known = [sources.meta("og:title"), structured.text(&["headline"])];
    let own = letters(heading);
    for title in known.into_iter().flatten().map(fold) {
        let other = letters(&title);
        let joints = |text: &str| text.matches([':', '/', '–', '—', '|']).count();
        // The parts of a heading that stand below each other have no mark between them.
        let parted = own == other && joints(&title) > joints(heading);
        let before = own.strip_suffix(other.as_str()).filter(|_| 5 * other.len() > 2 * own.len());
        if parted || before.is_some_and(|before| before.chars().count() > 4) {
            return title;
        }
    }
    heading.to_owned()
}

/// Without the name of the site at an end, if that is known.
fn cut_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let Some(site) = site else { return title };
    let cut = MARKS.iter().find_map(|mark| {
        let behind = title.rsplit_once(mark).filter(|(_, tail)| same(site, tail));
        let before = || title.split_once(mark).filter(|(head, _)| same(site, head));
        behind.map(|(head, _)| head).or_else(|| before().map(|(_, tail)| tail))
    });
    cut.map_or(title, str::trim)
}

/// Cuts the site's name off: the part behind the last mark if it is that, or is much shorter.
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let title = title.trim();
    let split = |mark: &&str| title.rfind(*mark).map(|at| (at, at + mark.len()));
    let Some((end, start)) = MARKS.iter().filter_map(split).max() else { return title };
    let (head, tail) = (title[..end].trim(), title[start..].trim());
    let words = |text: &str| text.split_whitespace().count();
    let is_site = site.is_some_and(|site| same(site, tail));
    if site.is_some_and(|site| same(site, head)) {
        tail
    } else if is_site
        || (words(tail) <= 4 && words(head) >= 2 * words(tail).min(2) && words(head) > words(tail))
    {
        head
    } else {
        title
    }
}

fn same(a: &str, b: &str) -> bool {
    letters(a) == letters(b)
}

pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::without_site;

    #[test]
    fn the_name_of_the_site_is_cut_off() {
        assert_eq!(
            without_site("Rain in Spain falls mainly | The Plain", None),
            "Rain in Spain falls mainly"
        );
        assert_eq!(without_site("El País - Llueve", Some("El País")), "Llueve");
        assert_eq!(
            without_site("Spring - the season of new beginnings", None),
            "Spring - the season of new beginnings"
        );
    }
}
