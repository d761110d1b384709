//! An encoding that the bytes contradict, as a whole or in places.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::EncodingLabelWrong,
    stage: Stage::Decode,
    summary: "An encoding that the bytes contradict, as a whole or in places",
    what: "The document says that it is in one encoding, and its bytes are in another. Where they \
         contradict the declaration, the bytes are believed, as a whole or in the places that \
         are in another encoding than the rest.",
    why: "Files are converted to UTF-8 and their heads are not; pages are put together from \
         files of several encodings; servers send one label for all of them.",
    before: "<meta charset=iso-8859-1><p>Café Müller</p>",
    after: "Café Müller",
    near_misses: &[
        NearMiss {
            text: "<meta charset=\"iso-8859-1\"><p>Nothing here is beyond ASCII.</p>",
            because: "ASCII is the same in both encodings, so nothing contradicts the label",
        },
        NearMiss {
            text: "\u{feff}<meta charset=\"iso-8859-1\"><p>Über allen Gipfeln.</p>",
            because: "the byte order mark outranks what the document says of itself; that is the \
             standard's order, no repair",
        },
    ],
    formerly: &[],
    precision: None,
};
