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
        }
    };
}

rules! {
    Decode {
    }
    Tokenize {
        CharRefOverEscaped "char-ref-over-escaped"
            "A character reference whose ampersand was escaped again, to any depth"
            "<p>Salt &amp;amp;amp; pepper</p>" => "Salt & pepper";
    }
    Build {
    }
    Mend {
        WordSplit "word-split"
            "A word that a stray space has split, by the word list and the document's own words"
            "<p>The p lan aims t o protect t he coast and f or once n obody objected.</p>" => "The plan aims to protect the coast and for once nobody objected.";
    }
}

impl RuleId {
    /// The rule that goes by `name`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        RULES.iter().map(|rule| rule.id).find(|id| id.as_str() == name)
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
