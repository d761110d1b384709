//! The one table of repair rules.
//!
//! A rule has an id named after the damage, the stage that applies it, one line on what it does and
//! an example that a test runs. The command line's `rules` and `--disable`, the README's table and
//! the report all derive from [`RULES`]; a new rule starts with a row here.

use std::fmt;

/// The stage that applies a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Bytes to text.
    Decode,
    /// Text to tokens.
    Tokenize,
    /// Tree to blocks.
    Build,
    /// Blocks to blocks.
    Mend,
}

/// One repair rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its identity.
    pub id: RuleId,
    /// The stage that applies it.
    pub stage: Stage,
    /// What it repairs, in one line.
    pub summary: &'static str,
    /// A damaged input …
    pub before: &'static str,
    /// … and the Markdown made from it.
    pub after: &'static str,
}

macro_rules! rules {
    ($($stage:ident { $($id:ident $name:literal $summary:literal $before:literal => $after:literal;)* })*) => {
        /// Names a repair rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum RuleId {
            $($(#[doc = $summary] $id,)*)*
        }

        /// Every rule, in the order of the stages.
        pub const RULES: &[Rule] = &[
            $($(Rule { id: RuleId::$id, stage: Stage::$stage, summary: $summary, before: $before, after: $after },)*)*
        ];

        impl RuleId {
            /// The id as it is written in reports, options and the README.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$id => $name,)*)* }
            }

            /// The stage that applies the rule.
            #[must_use]
            pub const fn stage(self) -> Stage {
                match self { $($(Self::$id => Stage::$stage,)*)* }
            }
        }
    };
}

rules! {
    Decode {
        EncodingLabelWrong "encoding-label-wrong"
            "An encoding that the bytes contradict, as a whole or in places"
            "<meta charset=iso-8859-1><p>Café Müller</p>" => "Café Müller";
        MimePart "mime-part"
            "The source of a message, with all of its parts, their boundaries and headers"
            "------=_Part_1\nContent-Type: text/html; charset=UTF-8\n\n<p>The café is open.</p>\n\n------=_Part_1--" => "The café is open.";
        Base64 "base64"
            "A text still in the base64 form of mail"
            "PHA+VGhlIGNhZsOpIG9mIHRoZSBvbGQgaGFyYm91ciBpcyBvcGVuIHVudGls\nIHRlbiBpbiBzdW1tZXIuPC9wPg==" => "The café of the old harbour is open until ten in summer.";
        Utf7 "utf-7"
            "Characters still in the UTF-7 form of old mail"
            "<p>The caf+AOk- isn+IBk-t open +IBM- yet.</p>" => "The café isn’t open – yet.";
        QuotedPrintable "quoted-printable"
            "Text still in the quoted-printable form of mail"
            "<p class=3D\"lead\">The caf=C3=A9 is open un=\ntil ten.</p>" => "The café is open until ten.";
        PercentEncoded "percent-encoded"
            "A whole fragment still percent-encoded, as in an address or a form, or its letters"
            "%3Cp%3EThe%20caf%C3%A9%20is%20open.%3C%2Fp%3E" => "The café is open.";
        FrontMatter "front-matter"
            "The front matter of a site generator, of which the title is kept as headline"
            "---\nlayout: post\ntitle: The café is open\ntags: [news]\n---\nIt closes at ten." => "# The café is open\n\nIt closes at ten.";
        RecordFields "record-fields"
            "A record of a database or an interface (JSON, CSV, SQL, a value of Python), with the names of its fields, also cut off"
            "{\"id\": 7, \"title\": \"News\", \"content\": \"<p>The caf\\u00e9 is open.<\\/p>\"}" => "# News\n\nThe café is open.";
        CdataWrapper "cdata-wrapper"
            "A CDATA section around HTML, as feeds have it"
            "<![CDATA[<p>The café is open.</p>]]>" => "The café is open.";
        StringEscapes "string-escapes"
            "Escapes of a string literal (JSON, JavaScript, SQL) left in the text"
            "<p class=\\\"lead\\\">The caf\\u00e9 is open.<\\/p>\\n" => "The café is open.";
        SerializedValue "serialized-value"
            "A value that PHP serialized, with the names and lengths of its strings"
            "a:2:{s:5:\"title\";s:0:\"\";s:4:\"text\";s:25:\"<p>The café is open.</p>\";}" => "The café is open.";
        DoubledQuotes "doubled-quotes"
            "Quotes doubled by CSV, SQL or C#"
            "<p>L''heure d''été à l''école</p>" => "L'heure d'été à l'école";
        Mojibake "mojibake"
            "UTF-8 that was read in another encoding, once or several times, whole or in runs"
            "<p>The cafÃ© isnâ€™t open.</p>" => "The café isn’t open.";
        CharsetMisread "charset-misread"
            "Text of one legacy encoding that was read in another, as a whole"
            "<p>Íîâûé ìîñò îòêðûëè óòðîì, õîòÿ ïåðèëà ïðèâåçóò â ìàå.</p>" => "Новый мост открыли утром, хотя перила привезут в мае.";
        C1Control "c1-control"
            "Windows-1252 punctuation that was read as Latin-1 control characters"
            "<p>It isn\u{92}t \u{93}open\u{94}.</p>" => "It isn’t “open”.";
        PresentationForms "presentation-forms"
            "Arabic letters in the forms that printing gave them, as in the text of PDF files"
            "<p>\u{fecb}\u{feee}\u{fea9}\u{fe93} \u{fe8d}\u{fedf}\u{fea4}\u{fe8e}\u{fed3}\u{fefc}\u{fe95} \u{fe8d}\u{fedf}\u{fee0}\u{fef4}\u{fee0}\u{fef4}\u{fe94}</p>" => "عودة الحافلات الليلية";
        ParagraphsJoined "paragraphs-joined"
            "Headings and paragraphs that an extractor joined without anything between them"
            "The bakery opens again after ten yearsThe old bakery, closed since spring, opens on Saturday. The wood is there.The bread is made by six people. They have time.Who may bakeEach family has a day a month. Who has no flour may buy it at the mill.The rules are few." => "# The bakery opens again after ten years\n\nThe old bakery, closed since spring, opens on Saturday. The wood is there.\n\nThe bread is made by six people. They have time.\n\n## Who may bake\n\nEach family has a day a month. Who has no flour may buy it at the mill.\n\nThe rules are few.";
        SystemMarkup "system-markup"
            "Markup of publishing systems in the place of HTML"
            "<p>See <link https://example.org/a _blank>there</link>.</p>" =>
            "See [there](https://example.org/a).";
    }
    Tokenize {
        TagDelimiterSpaced "tag-delimiter-spaced"
            "White space between a tag's delimiters and its name"
            "< p >Stay < strong >calm< / strong >.</ p >" => "Stay **calm**.";
        TagDelimiterEscaped "tag-delimiter-escaped"
            "A tag of which one delimiter became a character reference, whole or torn"
            "<p>One& lt ;/ p >&l t;p&g t;Two</ p & gt ;" => "One\n\nTwo";
        TagDelimiterLost "tag-delimiter-lost"
            "A tag of which one delimiter is gone"
            "<ul><li>One /li><li>Two</ li >li >Three</li></ul>" => "- One\n- Two\n- Three";
        TagNameSplit "tag-name-split"
            "White space inside a tag's name, or letters of another alphabet in it"
            "<p>Stay <s trong>calm</s trong>.</p>" => "Stay **calm**.";
        TagNameTranslated "tag-name-translated"
            "A tag whose name was translated"
            "<p>Hay <fuerte>calma</fuerte>.</p>" => "Hay **calma**.";
        TagFullwidth "tag-fullwidth"
            "A tag in fullwidth or other foreign delimiters"
            "＜p＞Stay ＜strong＞calm＜／strong＞.＜／p＞" => "Stay **calm**.";
        TagEscaped "tag-escaped"
            "Tags that were escaped once or more, as in documents escaped as a whole"
            "&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Two&amp;lt;/p&amp;gt;" => "One\n\nTwo";
        AttributeQuotes "attribute-quotes"
            "An attribute in curly, fullwidth, doubled, escaped or unclosed quotes"
            "<p>See <a href=“https://example.org/a”>there</a>.</p>" => "See [there](https://example.org/a).";
        AttributeSpaced "attribute-spaced"
            "White space in an address"
            "<p>See <a href=\"https: //example.org / a\">there</a>.</p>" => "See [there](https://example.org/a).";
        MarkupResidue "markup-residue"
            "What is left beside tags: a semicolon, a bracket, a name or an end tag too many"
            "<table><tr><th>A<th>B</ th & gt ;</tr> ;\n<tr><td>1<td>2</td></tr></table>" => "| A | B |\n|---|---|\n| 1 | 2 |";
        CharRefSplit "char-ref-split"
            "White space inside a character reference"
            "<p>Salt &a mp ; pepper, caf& eacute ;</p>" => "Salt & pepper, café";
        CharRefOverEscaped "char-ref-over-escaped"
            "A character reference whose ampersand was escaped again, to any depth"
            "<p>Salt &amp;amp;amp; pepper</p>" => "Salt & pepper";
        CharRefDelimiterLost "char-ref-delimiter-lost"
            "A character reference without its ampersand or semicolon"
            "<p>It&rsquo s time &mdash today, quot;now quot;.</p>" => "It’s time — today, \"now \".";
        CharRefFullwidth "char-ref-fullwidth"
            "A character reference with fullwidth signs"
            "<p>豆腐＆nbsp；屋＆mdash；新店</p>" => "豆腐\u{a0}屋—新店";
        TagInText "tag-in-text"
            "A type, a placeholder or a file name in angle brackets that HTML takes for a tag"
            "<p>A Vec<T> holds values of the type <your type>.</p>" => "A Vec\\<T> holds values of the type \\<your type>.";
        AddressHidden "address-hidden"
            "An address in angle brackets that HTML takes for a tag"
            "<p>Write to Ann <ann@example.org> soon.</p>" => "Write to Ann \\<ann@example.org> soon.";
        TableContainerLost "table-container-lost"
            "Cells and rows whose table lost its tags"
            "<p>Fares:</p>\n<b>Who</b></ td >\n<b>Fare</b></ td >\n</ tr >\nChild td > 2 td >\n<& tr />\n<& tr />Dog td > 1 td > tr > table >" => "Fares:\n\n| **Who** | **Fare** |\n|---|---|\n| Child | 2 |\n| Dog | 1 |";
        ListContainerLost "list-container-lost"
            "Items whose list lost its tags"
            "<p>Bring:</p>\nbread& lt ;/ li >salt& lt ;/ li >\n</ ul >" => "Bring:\n\n- bread\n- salt";
        EmphasisUnclosed "emphasis-unclosed"
            "Emphasis that lost its end tag, ended with its block"
            "<p>Stay < em >calm.</ p><p>Now.</p>" => "Stay *calm.*\n\nNow.";
        HeadingTextLost "heading-text-lost"
            "An empty heading whose text survives in its id"
            "<h2><span id=\"notes-on-the-coast\"></span></h2>< p >Sand.< / p >" => "## Notes on the Coast\n\nSand.";
    }
    Build {
        ParagraphLines "paragraph-lines"
            "Paragraphs of which only the line breaks are left"
            "A cold spring\nThe ice on the lake held until the last week of April.\nThe ferry could not sail." =>
            "# A cold spring\n\nThe ice on the lake held until the last week of April.\n\nThe ferry could not sail.";
        HeadingLine "heading-line"
            "A heading of which only the line is left"
            "The ferry could not sail before May.\nA cold spring\nThe ice on the lake held until the last week of April." =>
            "The ferry could not sail before May.\n\n## A cold spring\n\nThe ice on the lake held until the last week of April.";
        ListFlattened "list-flattened"
            "A list of which only the marks of its items are left"
            "They brought:\n- rye bread\n- poppy seed rolls" =>
            "They brought:\n\n- rye bread\n- poppy seed rolls";
        TableFlattened "table-flattened"
            "A table of which only pipes, tabs or columns are left"
            "Day | Catch\n---|---\nMonday | 12\nTuesday | 9" =>
            "| Day | Catch |\n|---|---|\n| Monday | 12 |\n| Tuesday | 9 |";
        LettersSpaced "letters-spaced"
            "The letters of a heading set apart, its words by wider gaps"
            "< h2 >W h a t   t o   b r i n g</ h2 >< p >Boots.</ p >" => "## What to bring\n\nBoots.";
        LinkFlattened "link-flattened"
            "A link of which only the address is left, in brackets or in a list below the text"
            "See the\n\n* [1]list of huts\n* [2]map\n\nor write to Ann<mailto:ann@example.org>.\n\nReferences\n\n1. https://example.org/huts\n2. https://example.org/map" =>
            "See the\n\n- [list of huts](https://example.org/huts)\n- [map](https://example.org/map)\n\nor write to [Ann](mailto:ann@example.org).";
        ImagePlaceholder "image-placeholder"
            "What mail programs and text browsers write in the place of an image"
            "The lamp is lit.\n\n[cid:image001.png@01DB392E.A05E8730]\n\nIt burns all night." =>
            "The lamp is lit.\n\nIt burns all night.";
        HyphenWrapped "hyphen-wrapped"
            "A word broken with a hyphen where a line ended"
            "The swim-\nming bath is closed, and the ad-\njoining sauna with it." =>
            "The swimming bath is closed, and the adjoining sauna with it.";
        PageFurniture "page-furniture"
            "The header, the footer or the column rule of a printed page inside the text"
            "The boats lay in the\n\nHarbour News 4\n\nbasin all winter, and the\n\nHarbour News 5\n\nowners went home." =>
            "The boats lay in the basin all winter, and the owners went home.";
        Shortcode "shortcode"
            "Shortcodes of publishing systems and BBCode"
            "<p>[caption width=\"90\"]<img src=\"hut.jpg\" alt=\"A hut\"> The hut[/caption]</p>" =>
            "![A hut](hut.jpg)\n\nThe hut";
        AdMarker "ad-marker"
            "The word that marks an advertisement, alone or glued to the text"
            "<p>The lamp is lit.ADVERTISEMENT</p><p>It burns all night.</p>" =>
            "The lamp is lit.\n\nIt burns all night.";
        FeedTail "feed-tail"
            "What feeds and pages put after an article"
            "<p>The lamp is lit.</p><p>The post <a href=\"/l\">Lamps</a> appeared first on <a href=\"/\">Pier</a>.</p>" =>
            "The lamp is lit.";
        ScriptText "script-text"
            "Code of the page that stands in the text"
            "<p>The lamp is lit.</p><p>googletag.cmd.push(function() { googletag.display('x'); });</p>" =>
            "The lamp is lit.";
        StyleText "style-text"
            "Style sheets of editors and plugins that stand in the text"
            "<p>p.p1 {margin: 0.0px; font: 12.0px Menlo}</p><p>The lamp is lit.</p>" =>
            "The lamp is lit.";
        TemplateText "template-text"
            "Placeholders that no template filled in"
            "<p>{{ newsletter_form }}</p><p>The lamp is lit.</p>" =>
            "The lamp is lit.";
        NotePlain "note-plain"
            "Notes glued to the end of the text they belong to"
            "<p>The lamp is lit.[1] It burns all night.—[1] Harbour Office, Report (2023)</p>" =>
            "The lamp is lit.[^1] It burns all night.\n\n[^1]: Harbour Office, Report (2023)";
        MarkdownInText "markdown-in-text"
            "Markdown among HTML: headings, quotes, code, emphasis and links"
            "<p>Bring <em>warm</em> clothes and **boots**.</p>" =>
            "Bring *warm* clothes and **boots**.";
        MarkdownBroken "markdown-broken"
            "Marks of Markdown torn apart or glued to the text"
            "##What to bring\n\nBring ** boots ** and the [list] (https: //huts.example.org)." =>
            "## What to bring\n\nBring **boots** and the [list](https://huts.example.org).";
    }
    Mend {
        AccentDetached "accent-detached"
            "Accents beside their letters, as in the text layer of TeX documents"
            "<p>Die W¨olbung war f¨ur ihn ein R¨atsel.</p>" => "Die Wölbung war für ihn ein Rätsel.";
        LigatureSplit "ligature-split"
            "Ligatures apart from the rest of their words, or as characters in such a document or a printed one"
            "<p>The ﬁ rst patient and the ﬁ nal survey were con ﬁ rmed.</p>" => "The first patient and the final survey were confirmed.";
        HyphenSoft "hyphen-soft"
            "A sign of negation where a word had a soft hyphen"
            "<p>The sur¬vey of the har¬bour is done.</p>" => "The survey of the harbour is done.";
        TokensSpaced "tokens-spaced"
            "The codes and spaces of a tokeniser"
            "<p>The boat -LRB- a 34 @-@ foot hull -RRB- was sold , said Ann , for £ 30 .</p>" => "The boat (a 34-foot hull) was sold, said Ann, for £30.";
        PartsSpaced "parts-spaced"
            "Spaces inside numbers, abbreviations, compounds and addresses, as machine translation sets them"
            "<p>The 84 - year - old ferry takes 1 , 200 guests at 3 . 5 knots ( e . g . on Sunday ), up 20 %.</p>" => "The 84-year-old ferry takes 1,200 guests at 3.5 knots (e.g. on Sunday), up 20%.";
        WordSplit "word-split"
            "A word that a stray space has split, by the word list and the document's own words"
            "<p>The p lan aims t o protect t he coast and f or once n obody objected.</p>" => "The plan aims to protect the coast and for once nobody objected.";
        ApostropheSpaced "apostrophe-spaced"
            "Spaces at an apostrophe inside a word"
            "< p >The owner ’s roof leaks.< / p >< p >It ’ll rain.< / p >" => "The owner’s roof leaks.\n\nIt’ll rain.";
        QuoteSpaced "quote-spaced"
            "Spaces inside quotation marks or brackets, and before an ellipsis"
            "< p >She said: “ We lost the roof ”.< / p >< p >( So she said. )< / p >" => "She said: “We lost the roof”.\n\n(So she said.)";
        HyphenBroken "hyphen-broken"
            "A word that a line broke at a hyphen, where the line is no more"
            "<p>The story of the volun- teers is told by the har- bour museum.</p>" => "The story of the volunteers is told by the harbour museum.";
        SpaceBeforeMark "space-before-mark"
            "A space before a comma, a full stop or another mark that follows the word"
            "<p>A hand ,as they said , is enough .Nobody objected .</p>" => "A hand, as they said, is enough. Nobody objected.";
        SpaceLost "space-lost"
            "A missing space behind a mark, where two sentences or clauses meet"
            "<p>The lake is foggy.They wait for the ferry.The captain knows.</p>" => "The lake is foggy. They wait for the ferry. The captain knows.";
    }
}

impl RuleId {
    /// The rule that goes by `name`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        RULES.iter().map(|rule| rule.id).find(|id| id.as_str() == name)
    }
}

/// No rule goes by this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule(pub String);

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no such rule: {:?}", self.0)
    }
}

impl std::error::Error for UnknownRule {}

impl std::str::FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        Self::parse(name).ok_or_else(|| UnknownRule(name.to_owned()))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for RuleId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSet([u64; 4]);

impl RuleSet {
    /// Adds a rule.
    pub fn insert(&mut self, id: RuleId) {
        self.0[id as usize / 64] |= 1 << (id as usize % 64);
    }

    /// Whether the rule is in the set.
    #[must_use]
    pub fn contains(&self, id: RuleId) -> bool {
        self.0[id as usize / 64] >> (id as usize % 64) & 1 == 1
    }
}

impl FromIterator<RuleId> for RuleSet {
    fn from_iter<I: IntoIterator<Item = RuleId>>(rules: I) -> Self {
        let mut set = Self::default();
        set.extend(rules);
        set
    }
}

impl Extend<RuleId> for RuleSet {
    fn extend<I: IntoIterator<Item = RuleId>>(&mut self, rules: I) {
        rules.into_iter().for_each(|rule| self.insert(rule));
    }
}
