//! The repair rules, one file each.
//!
//! A rule is named after the damage. Its file holds what is known of it: what it repairs, with an
//! example that a test runs, what it is often taken for, and how often it was right. The command
//! line's `rules` and `--disable`, `docs/rules.md` and the report all derive from [`RULES`]. A new
//! rule starts with a file and its line in the list below.

mod rule;
mod set;

use std::fmt;

pub use rule::{NearMiss, Precision, Rule, Stage};
pub use set::RuleSet;

/// Makes [`RuleId`] and [`RULES`] of the list, and takes in the files that it names.
macro_rules! rules {
    ($($folder:ident { $($file:ident $id:ident $name:literal)* })*) => {
        $(mod $folder { $(pub(super) mod $file;)* })*

        /// Names a repair rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum RuleId {
            $($(#[doc = concat!("`", $name, "`")] $id,)*)*
        }

        /// Every rule, in the order of the stages.
        pub const RULES: &[&Rule] = &[$($(&$folder::$file::RULE,)*)*];

        impl RuleId {
            /// The id as it is written in reports, options and the README.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$id => $name,)*)* }
            }
        }
    };
}

// The list of all rules: `src/rules/FOLDER/FILE.rs`, the rule in the code, and as people write it.
rules! {
    decode {
        encoding_label_wrong EncodingLabelWrong "encoding-label-wrong"
        mime_part MimePart "mime-part"
        base64 Base64 "base64"
        utf_7 Utf7 "utf-7"
        quoted_printable QuotedPrintable "quoted-printable"
        percent_encoded PercentEncoded "percent-encoded"
        front_matter FrontMatter "front-matter"
        record_fields RecordFields "record-fields"
        chat_frame ChatFrame "chat-frame"
        cdata_wrapper CdataWrapper "cdata-wrapper"
        string_escapes StringEscapes "string-escapes"
        serialized_value SerializedValue "serialized-value"
        doubled_quotes DoubledQuotes "doubled-quotes"
        mojibake Mojibake "mojibake"
        charset_misread CharsetMisread "charset-misread"
        c1_control C1Control "c1-control"
        presentation_forms PresentationForms "presentation-forms"
        invisible_characters InvisibleCharacters "invisible-characters"
        paragraphs_joined ParagraphsJoined "paragraphs-joined"
        archive_frame ArchiveFrame "archive-frame"
        system_markup SystemMarkup "system-markup"
    }
    tokenize {
        tag_delimiter_spaced TagDelimiterSpaced "tag-delimiter-spaced"
        tag_delimiter_escaped TagDelimiterEscaped "tag-delimiter-escaped"
        tag_delimiter_lost TagDelimiterLost "tag-delimiter-lost"
        tag_name_split TagNameSplit "tag-name-split"
        tag_name_translated TagNameTranslated "tag-name-translated"
        tag_fullwidth TagFullwidth "tag-fullwidth"
        tag_escaped TagEscaped "tag-escaped"
        attribute_quotes AttributeQuotes "attribute-quotes"
        attribute_spaced AttributeSpaced "attribute-spaced"
        markup_residue MarkupResidue "markup-residue"
        char_ref_split CharRefSplit "char-ref-split"
        char_ref_over_escaped CharRefOverEscaped "char-ref-over-escaped"
        char_ref_delimiter_lost CharRefDelimiterLost "char-ref-delimiter-lost"
        char_ref_fullwidth CharRefFullwidth "char-ref-fullwidth"
        tag_in_text TagInText "tag-in-text"
        address_hidden AddressHidden "address-hidden"
        table_container_lost TableContainerLost "table-container-lost"
        list_container_lost ListContainerLost "list-container-lost"
        emphasis_unclosed EmphasisUnclosed "emphasis-unclosed"
        heading_text_lost HeadingTextLost "heading-text-lost"
    }
    build {
        paragraph_lines ParagraphLines "paragraph-lines"
        heading_line HeadingLine "heading-line"
        list_flattened ListFlattened "list-flattened"
        table_flattened TableFlattened "table-flattened"
        letters_spaced LettersSpaced "letters-spaced"
        link_flattened LinkFlattened "link-flattened"
        image_placeholder ImagePlaceholder "image-placeholder"
        hyphen_wrapped HyphenWrapped "hyphen-wrapped"
        page_furniture PageFurniture "page-furniture"
        shortcode Shortcode "shortcode"
        ad_marker AdMarker "ad-marker"
        feed_tail FeedTail "feed-tail"
        script_text ScriptText "script-text"
        style_text StyleText "style-text"
        template_text TemplateText "template-text"
        note_plain NotePlain "note-plain"
        markdown_in_text MarkdownInText "markdown-in-text"
        markdown_broken MarkdownBroken "markdown-broken"
    }
    mend {
        accent_detached AccentDetached "accent-detached"
        ligature_split LigatureSplit "ligature-split"
        hyphen_soft HyphenSoft "hyphen-soft"
        tokens_spaced TokensSpaced "tokens-spaced"
        parts_spaced PartsSpaced "parts-spaced"
        word_split WordSplit "word-split"
        apostrophe_spaced ApostropheSpaced "apostrophe-spaced"
        quote_spaced QuoteSpaced "quote-spaced"
        hyphen_broken HyphenBroken "hyphen-broken"
        space_before_mark SpaceBeforeMark "space-before-mark"
        space_lost SpaceLost "space-lost"
    }
}

/// The rule of a table that goes by `name`.
fn find<'a>(rules: &[&'a Rule], name: &str) -> Option<&'a Rule> {
    let is = |rule: &&&Rule| rule.id.as_str() == name || rule.formerly.contains(&name);
    rules.iter().find(is).copied()
}

impl RuleId {
    /// The rule that goes by `name`, or did so before it was merged with others.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        find(RULES, name).map(|rule| rule.id)
    }

    /// What is known of the rule.
    #[must_use]
    pub const fn rule(self) -> &'static Rule {
        RULES[self as usize]
    }

    /// The stage that applies the rule.
    #[must_use]
    pub const fn stage(self) -> Stage {
        self.rule().stage
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_places_in_the_table() {
        for (at, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.id as usize, at, "{} is not of its file", rule.id);
        }
    }

    #[test]
    fn merged_rules_are_found_by_their_old_names() {
        let merged = Rule { formerly: &["word-torn", "word-apart"], ..*RuleId::WordSplit.rule() };
        let table = [RuleId::Mojibake.rule(), &merged];
        for name in ["word-split", "word-torn", "word-apart"] {
            assert_eq!(find(&table, name).map(|rule| rule.id), Some(RuleId::WordSplit));
        }
        assert!(find(&table, "word").is_none());
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.id.as_str()).collect();
        names.extend(RULES.iter().flat_map(|rule| rule.formerly));
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
