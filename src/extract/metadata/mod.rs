//! What a page says of itself: title, authors, dates and the rest, each with its source.
//!
//! Structured data is asked first, then `meta` tags, then marks in the page, then its plain text.

mod date_tables;
mod dates;
mod names;
pub(in crate::extract) mod shown;
pub(in crate::extract) mod sources;
mod structured;
mod title;
mod visible;

use std::collections::HashSet;

use crate::model::document::{Metadata, Origin, Property};
use sources::Sources;
use structured::Structured;
use visible::Visible;

/// Where the metadata comes from.
struct Reader<'a> {
    sources: &'a Sources<'a>,
    structured: Structured<'a>,
    visible: &'a Visible<'a>,
    /// A text near the title that begins as bylines do.
    byline: Option<&'a str>,
    /// Texts near the title that may hold a date.
    near: &'a [&'a str],
    metadata: Metadata,
}

/// Reads the metadata; `heading` is the heading that the page shows as its title, `near` are the
/// short texts next to it.
pub(in crate::extract) fn read<'a>(
    sources: &'a Sources<'a>,
    heading: Option<&str>,
    near: &'a [&'a str],
) -> Metadata {
    let structured = Structured::new(sources);
    let byline = near.iter().copied().find(|text| names::is_byline(text));
    let mut reader = Reader {
        sources,
        structured,
        visible: &sources.visible,
        byline,
        near,
        metadata: Metadata::default(),
    };
    reader.read_title(heading);
    reader.read_language();
    reader.read_addresses();
    reader.read_authors();
    reader.read_dates();
    reader.read_subject();
    reader.metadata
}

/// `meta` names by what they mean; those with a colon are of Open Graph or its like.
const DESCRIPTIONS: &[&str] =
    &["og:description", "description", "twitter:description", "dc.description"];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
    "citation_author",
    "authors",
    "article.author",
    "twitter:data1author",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_date",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "article.published",
    "article_date_original",
    "ptime",
    "displaydate",
    "timestamp",
    "og:pubdate",
    "datecreated",
    "bt:pubdate",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "utime",
    "article.updated",
];
const SECTIONS: &[&str] =
    &["article:section", "og:article:section", "section", "parsely-section", "cxenseparse:section"];
const TAGS: &[&str] = &[
    "article:tag",
    "og:article:tag",
    "news_keywords",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
];
const SITES: &[&str] = &[
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "al:android:app_name",
];
const IMAGES: &[&str] = &[
    "og:image",
    "og:image:secure_url",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
    "parsely-image-url",
    "image",
];

impl Reader<'_> {
    fn note(&mut self, property: Property, origin: Origin) {
        self.metadata.origins.push((property, origin));
    }

    /// The first value under these `meta` names.
    fn meta(&self, names: &[&str]) -> Option<(String, Origin)> {
        let mut found =
            names.iter().filter_map(|name| Some((self.sources.meta(name)?, origin(name))));
        found.next().map(|(value, origin)| (fold(value), origin))
    }

    fn first(&self, keys: &[&str], metas: &[&str], property: &str) -> Option<(String, Origin)> {
        let structured = self.structured.text(keys).map(|text| (fold(text), Origin::JsonLd));
        structured.or_else(|| self.meta(metas)).or_else(|| {
            let value = self.visible.property(property).filter(|value| !value.is_empty())?;
            Some((value.to_owned(), Origin::Microdata))
        })
    }

    fn read_title(&mut self, heading: Option<&str>) {
        if let Some((title, origin)) = title::choose(self.sources, &self.structured, heading) {
            self.note(Property::Title, origin);
            self.metadata.title = Some(title);
        }
    }

    fn read_language(&mut self) {
        let declared = self.sources.language.map(|tag| (tag.to_owned(), Origin::Html));
        let found = declared
            .filter(|(tag, _)| !tag.trim().is_empty())
            .or_else(|| self.meta(&["content-language", "og:locale", "language", "dc.language"]))
            .or_else(|| Some((self.structured.text(&["inLanguage"])?.to_owned(), Origin::JsonLd)));
        if let Some((tag, origin)) = found {
            let tag = tag.trim().replace('_', "-");
            let sound = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if tag.len() >= 2 && tag.len() < 36 && tag.chars().all(sound) {
                self.note(Property::Language, origin);
                self.metadata.language = Some(tag);
            }
        }
    }

    fn read_authors(&mut self) {
        let structured = ["author", "creator"].iter().flat_map(|key| self.structured.names(key));
        let visible = self.visible;
        let microdata = visible.property("author").map(names::declared).unwrap_or_default();
        let card = visible.cards.iter().take(1);
        let found = [
            (structured.flat_map(names::declared).collect(), Origin::JsonLd),
            self.meta_authors(),
            (microdata, Origin::Microdata),
            (visible.related.iter().flat_map(|text| names::names(text)).collect(), Origin::Rel),
            (card.flat_map(|text| names::names(text)).collect(), Origin::Card),
            (visible::linked_author(visible), Origin::Byline),
            (visible::authors(visible), Origin::Byline),
            (self.byline.map(names::names).unwrap_or_default(), Origin::Byline),
        ];
        let mut found: Vec<_> = found.into_iter().filter(|(names, _)| !names.is_empty()).collect();
        // The publisher as its own author says less than a byline with a person's name.
        found.sort_by_key(|(names, _)| self.is_publisher(names));
        if let Some((mut names, origin)) = found.into_iter().next() {
            let mut seen = HashSet::new();
            names.retain(|name| seen.insert(name.to_lowercase()));
            self.note(Property::Authors, origin);
            self.metadata.authors = names;
        }
    }

    fn is_publisher(&self, names: &[String]) -> bool {
        let publishers = self.structured.names("publisher");
        let sites = publishers.into_iter().chain(self.sources.meta("og:site_name"));
        let mut known = sites.map(title::letters);
        let Some(name) =
            names.first().filter(|_| names.len() == 1).map(|name| title::letters(name))
        else {
            return false;
        };
        let hosts = self.metadata.url.iter().map(|url| title::letters(host_label(url)));
        known.any(|site| site == name) || hosts.into_iter().any(|host| host == name)
    }

    fn meta_authors(&self) -> (Vec<String>, Origin) {
        let values = AUTHORS.iter().map(|name| {
            let names: Vec<_> = self.sources.metas_of(name).flat_map(names::declared).collect();
            (names, origin(name))
        });
        let mut found = values.filter(|(names, _)| !names.is_empty());
        found.next().unwrap_or((Vec::new(), Origin::Meta))
    }

    fn read_dates(&mut self) {
        let language = self.metadata.language.clone();
        let language = language.as_deref();
        let parse = |text: &str| dates::parse(text, language);
        let published = self.date(
            &["datePublished", "dateCreated", "uploadDate"],
            PUBLISHED,
            "datePublished",
            &parse,
        );
        if let Some((date, origin)) = published.or_else(|| self.visible_date(&parse)) {
            self.note(Property::Published, origin);
            self.metadata.published = Some(date);
        }
        if let Some((date, origin)) = self.date(&["dateModified"], MODIFIED, "dateModified", &parse)
        {
            self.note(Property::Modified, origin);
            self.metadata.modified = Some(date);
        }
    }

    fn date(
        &self,
        keys: &[&str],
        metas: &[&str],
        property: &str,
        parse: &dyn Fn(&str) -> Option<String>,
    ) -> Option<(String, Origin)> {
        let structured =
            self.structured.text(keys).and_then(parse).map(|date| (date, Origin::JsonLd));
        let meta = || {
            let dates = metas
                .iter()
                .filter_map(|name| Some((parse(self.sources.meta(name)?)?, origin(name))));
            dates.into_iter().next()
        };
        let marked = || Some((parse(self.visible.property(property)?)?, Origin::Microdata));
        structured.or_else(meta).or_else(marked)
    }

    fn visible_date(&self, parse: &dyn Fn(&str) -> Option<String>) -> Option<(String, Origin)> {
        let times = &self.visible.times;
        let marked = times.iter().filter(|(_, marked)| *marked).chain(times);
        let mut times = marked.filter_map(|(stamp, _)| Some((parse(stamp)?, Origin::Time)));
        let mut texts = self.visible.dates.iter().chain(&self.visible.bylines);
        times
            .next()
            .or_else(|| texts.find_map(|text| Some((parse(text)?, Origin::Byline))))
            .or_else(|| self.near.iter().find_map(|text| Some((parse(text)?, Origin::Byline))))
    }

    fn read_subject(&mut self) {
        if let Some((text, origin)) = self
            .first(&[], DESCRIPTIONS, "description")
            .or_else(|| self.first(&["description"], &[], ""))
        {
            self.note(Property::Description, origin);
            self.metadata.description = Some(text);
        }
        if let Some((text, origin)) = self.first(&["articleSection"], SECTIONS, "articleSection") {
            self.note(Property::Section, origin);
            self.metadata.section = Some(text);
        }
        let structured = self.structured.list("keywords");
        let meta =
            TAGS.iter().map(|name| (self.sources.metas_of(name).collect::<Vec<_>>(), origin(name)));
        let listed = std::iter::once((structured, Origin::JsonLd)).chain(meta);
        if let Some((values, origin)) = listed.into_iter().find(|(values, _)| !values.is_empty()) {
            let tags = values.iter().flat_map(|value| value.split(',')).map(fold);
            self.metadata.tags = tags.filter(|tag| !tag.is_empty()).collect();
            self.note(Property::Tags, origin);
        }
    }

    fn read_addresses(&mut self) {
        let canonical =
            self.sources.links.iter().find(|(rel, _)| rel.eq_ignore_ascii_case("canonical"));
        let canonical = canonical.map(|(_, href)| ((*href).to_owned(), Origin::Rel));
        let canonical = canonical.or_else(|| self.meta(&["og:url", "twitter:url"]));
        if let Some((url, origin)) = canonical.filter(|(url, _)| url.starts_with("http")) {
            self.note(Property::Url, origin);
            self.metadata.url = Some(url);
        }
        let publisher = self.structured.names("publisher");
        let publisher = publisher.first().map(|name| (fold(name), Origin::JsonLd));
        if let Some((name, origin)) =
            self.meta(&SITES[..1]).or(publisher).or_else(|| self.meta(SITES))
        {
            self.note(Property::Site, origin);
            self.metadata.site = Some(name);
        }
        let image = self
            .meta(IMAGES)
            .or_else(|| Some((self.structured.address("image")?.to_owned(), Origin::JsonLd)));
        if let Some((url, origin)) = image {
            self.note(Property::Image, origin);
            self.metadata.image = Some(url);
        }
    }
}

/// The part of an address's host that names the site: `example` of `https://www.example.co.uk/`.
fn host_label(url: &str) -> &str {
    let host = url.split("//").nth(1).and_then(|rest| rest.split(['/', '?', ':']).next());
    let mut labels = host.unwrap_or_default().trim_start_matches("www.").rsplit('.');
    labels.next();
    labels.find(|label| label.len() > 3).unwrap_or_default()
}

/// The source that a `meta` name speaks for.
fn origin(name: &str) -> Origin {
    match name.split_once(':') {
        Some(("og" | "article", _)) => Origin::OpenGraph,
        _ => Origin::Meta,
    }
}

/// White space folded, the ends cut, and the references that some escape twice undone.
fn fold(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.contains('&') {
        return text;
    }
    let twice = [
        ("&amp;", "&"),
        ("&#x26;", "&"),
        ("&#038;", "&"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8211;", "–"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&nbsp;", " "),
    ];
    twice.iter().fold(text, |text, (reference, c)| text.replace(reference, c))
}
