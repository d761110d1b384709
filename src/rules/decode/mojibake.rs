//! UTF-8 that was read in another encoding, once or several times, whole or in runs.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Mojibake,
    stage: Stage::Decode,
    summary: "UTF-8 that was read in another encoding, once or several times, whole or in runs",
    what: "UTF-8 that was read in another encoding and written down so: `cafÃ©` for `café`. \
         Characters are turned back into the bytes they were read from wherever those bytes are \
         UTF-8, and the text must read better afterwards, at the place and in the document as a \
         whole; to any depth, and with bytes that were lost on the way.",
    why: "A program read UTF-8 as Windows-1252, Latin-1, Windows-1251, GBK or another encoding, \
         often because a label was missing, and saved what it saw as UTF-8.",
    before: "<p>The cafÃ© isnâ€™t open.</p>",
    after: "The café isn’t open.",
    near_misses: &[
        NearMiss {
            text: "<p>L’âge du château, la pâte et l’âme du grâce. Când a plâns, Vântul a stat.</p>",
            because: "`â` is a letter of French and Romanian; what follows it does not make it UTF-8",
        },
        NearMiss {
            text: "<p>If you see Ã© think é; <code>donâ€™t</code> is don’t, and <code>Â£</code> is £.</p>",
            because: "a text about mojibake, whose other letters are sound",
        },
        NearMiss {
            text: "<p>ВІКІ та Вінниця: Рівне, Ґалаґан, Її Єдність.</p>",
            because: "Ukrainian, whose letters could be undone into something too",
        },
    ],
    formerly: &[],
    precision: None,
};
