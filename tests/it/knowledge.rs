//! What a person knows of a site: where its content is, its boilerplate, its names.

use unmangle::options::Phrases;
use unmangle::report::Reason;
use unmangle::{Cleaned, Cleaner, Options};

const PAGE: &str = "<html><body><nav>Home</nav><main><h1>Ferry</h1><p>The ferry sails.</p>\
    <div class='box promo'>Buy a ticket.</div><p>Read more:</p></main><p>Footer.</p></body></html>";

fn clean(input: &str, set: impl FnOnce(&mut Options)) -> Cleaned {
    let mut options = Options::default();
    set(&mut options);
    Cleaner::new(options).clean(input.as_bytes()).expect("within the limits")
}

#[test]
fn selectors_say_what_is_kept_and_left_out() {
    let cleaned = clean(PAGE, |options| {
        options.extract.select = vec!["article, main".parse().expect("a selector")];
        options.extract.drop = vec![".promo".parse().expect("a selector")];
    });
    assert_eq!(cleaned.to_markdown(), "# Ferry\n\nThe ferry sails.\n\nRead more:\n");
    assert!(cleaned.report.removed.iter().any(|part| part.reason == Reason::Boilerplate));
    // A page of another kind is not lost.
    let cleaned = clean("<p>The ferry sails.</p>", |options| {
        options.extract.select = vec!["article".parse().expect("a selector")];
    });
    assert_eq!(cleaned.to_markdown(), "The ferry sails.\n");
}

#[test]
fn phrases_are_left_out_and_reported() {
    let phrases: Phrases = ["read  MORE:", "Nothing"].iter().collect();
    let cleaned = clean("<p>One.</p><ul><li><p>Read more:</p><p>Two.</p></ul>", |options| {
        options.extract.phrases = phrases.clone();
    });
    assert_eq!(cleaned.to_markdown(), "One.\n\n- Two.\n");
    let removed: Vec<_> = cleaned.report.removed.iter().map(|part| part.reason).collect();
    assert_eq!(removed, [Reason::Boilerplate]);
    let cleaned =
        clean("<p>Read more: all of it.</p>", |options| options.extract.phrases = phrases);
    assert_eq!(cleaned.to_markdown(), "Read more: all of it.\n");
}

#[test]
fn names_that_are_given_are_joined_as_words_are() {
    let input = "<p>The p lan aims t o protect t he coast and f or once n obody objected. \
        The har bour of Quel lmere is o pen.</p>";
    let without = clean(input, |_| {}).to_markdown();
    assert!(without.contains("Quel lmere") && without.contains("plan aims to"), "{without}");
    let with = clean(input, |options| options.repair.words = ["Quellmere"].iter().collect());
    assert!(with.to_markdown().contains("Quellmere"), "{}", with.to_markdown());
}
