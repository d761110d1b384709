//! What is known of a rule.

use super::RuleId;

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
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[non_exhaustive]
pub struct Rule {
    /// Its identity.
    pub id: RuleId,
    /// The stage that applies it.
    pub stage: Stage,
    /// What it repairs, in one line.
    pub summary: &'static str,
    /// What that is, and what decides.
    pub what: &'static str,
    /// Why it happens.
    pub why: &'static str,
    /// A damaged input …
    pub before: &'static str,
    /// … and the Markdown made from it.
    pub after: &'static str,
    /// What looks like it and is not.
    pub near_misses: &'static [NearMiss],
    /// Names of rules that became part of this one. They are still understood.
    pub formerly: &'static [&'static str],
    /// How often it was right, where that was counted.
    pub precision: Option<Precision>,
}

/// What looks like the damage that a rule repairs, and stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct NearMiss {
    /// The input.
    pub text: &'static str,
    /// Why it is no damage.
    pub because: &'static str,
}

/// How often a rule was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Precision {
    /// Repairs that were right …
    pub right: u32,
    /// … of so many that were looked at …
    pub judged: u32,
    /// … in these documents.
    pub documents: &'static str,
}
