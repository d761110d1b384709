//! How a piece of markup departs from its well-formed spelling.

use crate::rules::RuleId;

/// A set of departures; empty for what is well formed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(u32);

impl Form {
    pub(crate) const SOUND: Self = Self(0);
    /// White space inside a tag's delimiters or around a reference's name.
    pub(crate) const SPACED: Self = Self(1);
    /// White space inside a name.
    pub(crate) const SPLIT: Self = Self(1 << 1);
    /// A delimiter is a well-formed character reference.
    pub(crate) const ESCAPED: Self = Self(1 << 2);
    /// A delimiter is a damaged character reference.
    pub(crate) const HALF_ESCAPED: Self = Self(1 << 3);
    /// Fullwidth or otherwise foreign delimiters.
    pub(crate) const WIDE: Self = Self(1 << 4);
    /// `<& tr />`.
    pub(crate) const AMPERSAND: Self = Self(1 << 5);
    /// The opening delimiter is gone.
    pub(crate) const LOST_OPEN: Self = Self(1 << 6);
    /// The closing delimiter is gone.
    pub(crate) const LOST_CLOSE: Self = Self(1 << 7);
    /// Attributes in quotes that HTML does not know, doubled or unclosed.
    pub(crate) const QUOTES: Self = Self(1 << 8);
    /// White space around `=` or inside a value.
    pub(crate) const SPACED_ATTRIBUTE: Self = Self(1 << 9);
    /// A name that was translated.
    pub(crate) const TRANSLATED: Self = Self(1 << 10);
    /// Letters of another case or alphabet.
    pub(crate) const LETTERS: Self = Self(1 << 11);
    /// An ampersand escaped again.
    pub(crate) const OVER_ESCAPED: Self = Self(1 << 12);
    /// No ampersand.
    pub(crate) const NO_AMPERSAND: Self = Self(1 << 13);
    /// No semicolon.
    pub(crate) const NO_SEMICOLON: Self = Self(1 << 14);
    /// Put in by a structural repair.
    pub(crate) const PUT_IN: Self = Self(1 << 15);

    /// A reference that was torn from its ampersand, so that the words beside it may be torn too.
    pub(crate) const TORN: Self = Self(1 << 16);

    /// An end tag without its slash.
    pub(crate) const LOST_SLASH: Self = Self(1 << 17);

    /// A slash that is a character reference.
    pub(crate) const SLASH: Self = Self(1 << 18);

    /// A translated name that is one by a second sense of the word.
    pub(crate) const DOUBTFUL: Self = Self(1 << 19);

    /// Quotation marks for delimiters.
    pub(crate) const QUOTED: Self = Self(1 << 20);

    /// An attribute's name that was translated.
    pub(crate) const ATTRIBUTE: Self = Self(1 << 21);

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// `self` if `condition` holds.
    pub(crate) const fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::SOUND }
    }

    /// Whether any departure of `other` is among these.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no departure is outside of `others`.
    pub(crate) const fn only(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    pub(crate) const fn is_sound(self) -> bool {
        self.0 == 0
    }

    /// The rule that mends a tag of this form: the departure that hides the tag most.
    pub(crate) fn tag_rule(self) -> RuleId {
        const ORDER: &[(Form, RuleId)] = &[
            (Form::LOST_OPEN, RuleId::TagDelimiterLost),
            (Form::HALF_ESCAPED, RuleId::TagDelimiterEscaped),
            (Form::AMPERSAND, RuleId::TagDelimiterEscaped),
            (Form::LOST_CLOSE, RuleId::TagDelimiterLost),
            (Form::SLASH, RuleId::TagDelimiterEscaped),
            (Form::WIDE, RuleId::TagFullwidth),
            (Form::QUOTED, RuleId::TagFullwidth),
            (Form::ESCAPED, RuleId::TagEscaped),
            (Form::OVER_ESCAPED, RuleId::TagEscaped),
            (Form::LOST_SLASH, RuleId::TagDelimiterLost),
            (Form::TRANSLATED, RuleId::TagNameTranslated),
            (Form::ATTRIBUTE, RuleId::TagNameTranslated),
            (Form::SPLIT, RuleId::TagNameSplit),
            (Form::LETTERS, RuleId::TagNameSplit),
            (Form::SPACED, RuleId::TagDelimiterSpaced),
            (Form::QUOTES, RuleId::AttributeQuotes),
            (Form::SPACED_ATTRIBUTE, RuleId::AttributeSpaced),
        ];
        Self::first(self, ORDER).unwrap_or(RuleId::TagDelimiterSpaced)
    }

    /// The rule that mends a character reference of this form.
    pub(crate) fn char_ref_rule(self) -> RuleId {
        const ORDER: &[(Form, RuleId)] = &[
            (Form::OVER_ESCAPED, RuleId::CharRefOverEscaped),
            (Form::WIDE, RuleId::CharRefFullwidth),
            (Form::NO_AMPERSAND, RuleId::CharRefDelimiterLost),
            (Form::SPLIT, RuleId::CharRefSplit),
            (Form::SPACED, RuleId::CharRefSplit),
            (Form::NO_SEMICOLON, RuleId::CharRefDelimiterLost),
        ];
        Self::first(self, ORDER).unwrap_or(RuleId::CharRefSplit)
    }

    fn first(self, order: &[(Form, RuleId)]) -> Option<RuleId> {
        order.iter().find(|(form, _)| self.has(*form)).map(|(_, rule)| *rule)
    }
}
