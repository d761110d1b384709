//! What the user knows of the documents.

use unmangle::Cleaner;
use unmangle::options::Assume;

fn cleaned(assume: Assume, html: &str) -> String {
    let cleaner = Cleaner::builder().assume(assume).build();
    cleaner.clean(html.as_bytes()).expect("a small document").to_markdown()
}

#[test]
fn a_single_place_is_repaired_where_damage_is_assumed() {
    for (html, damaged) in [
        ("The b oats were late , said Ann.", "The boats were late, said Ann.\n"),
        ("<p>Salt &amp;amp; pepper</p>", "Salt & pepper\n"),
        ("<p>The t own has a mayor.</p>", "The town has a mayor.\n"),
    ] {
        assert_eq!(cleaned(Assume::Damaged, html), damaged);
        let auto = cleaned(Assume::Auto, html);
        assert_ne!(auto, damaged);
        assert_eq!(cleaned(Assume::Sound, html), auto);
    }
}

#[test]
fn only_what_is_certain_is_repaired_where_soundness_is_assumed() {
    let html = "<p>One</p ><p>The t own h as a m ayor and a b ank , said A nn .</p >";
    let sound = Cleaner::builder().assume(Assume::Sound).build();
    let sound = sound.clean(html.as_bytes()).expect("a small document");
    let certain = unmangle::report::Confidence::Certain;
    assert!(sound.report.repairs.iter().all(|repair| repair.confidence == certain));
    let auto = unmangle::clean(html.as_bytes()).expect("a small document");
    assert!(auto.report.repairs.iter().any(|repair| repair.confidence != certain));
}
