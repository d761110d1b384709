//! A tag whose name was translated.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagNameTranslated,
    stage: Stage::Tokenize,
    summary: "A tag whose name was translated",
    what: "A tag whose name was translated: `<fuerte>` for `<strong>`. The names are known in \
         some thirty languages; the tag must close, and no element of that name may be meant.",
    why: "Machine translation was given the source of a page and translated its tags.",
    before: "<p>Hay <fuerte>calma</fuerte>.</p>",
    after: "Hay **calma**.",
    near_misses: &[
        NearMiss {
            text: "<p>A <my-tag>custom</my-tag> and an <o:p>unknown</o:p> one.</p>",
            because: "names with a hyphen or a colon are elements of their own",
        },
        NearMiss {
            text: "<p>Введите <имя> и <b>пароль</b>, затем <файл>.</p>",
            because: "placeholders for what a reader should type",
        },
    ],
    formerly: &[],
    precision: None,
};
