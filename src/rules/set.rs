//! Sets of rules.

use super::RuleId;

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
