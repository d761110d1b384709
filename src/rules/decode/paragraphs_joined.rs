//! Headings and paragraphs that an extractor joined without anything between them.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ParagraphsJoined,
    stage: Stage::Decode,
    summary: "Headings and paragraphs that an extractor joined without anything between them",
    what: "A page whose headings and paragraphs were joined to one line without anything between \
         them. They are set apart where a small letter meets a capital between two words of the \
         language, and then at full stops without a space.",
    why: "An extractor took the text of all elements and put no separator between them.",
    before: "The bakery opens again after ten yearsThe old bakery, closed since spring, opens on Saturday. The wood is there.The bread is made by six people. They have time.Who may bakeEach family has a day a month. Who has no flour may buy it at the mill.The rules are few.",
    after: "# The bakery opens again after ten years\n\nThe old bakery, closed since spring, opens on Saturday. The wood is there.\n\nThe bread is made by six people. They have time.\n\n## Who may bake\n\nEach family has a day a month. Who has no flour may buy it at the mill.\n\nThe rules are few.",
    near_misses: &[
        NearMiss {
            text: "The museum shows the work of the painter until the end of May. It is open every day but Monday. The guide of the house is called MuseumPlan and lists all of the rooms. The lift is out of order. The doors close at six.",
            because: "a name with a capital inside is one word",
        },
        NearMiss {
            text: "The method list.Add takes one item and array.Length counts them. Both are slower than readFile and openFile on the old machines. Nobody knows why dataBase.Open fails at night.",
            because: "names of a program",
        },
    ],
    formerly: &[],
    precision: None,
};
