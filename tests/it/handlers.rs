//! Handlers of elements.

use unmangle::document::{BlockKind, Inline};
use unmangle::html::ElementName;
use unmangle::model::source::{Span, Text};
use unmangle::report::Reason;
use unmangle::{Cleaner, Context, Handled};

fn text(text: String) -> Inline {
    Inline::Text(Text::new(text, Span::default()))
}

fn markdown(page: &str, names: &[&str], handled: Handled) -> String {
    let cleaner = Cleaner::builder().handler(names, move |_| handled.clone()).build();
    cleaner.clean(page.as_bytes()).expect("within the limits").to_markdown()
}

#[test]
fn an_element_becomes_what_its_handler_says() {
    let page = "<p>One <x-a>two <b>three</b></x-a> four</p>";
    let handled = |handled| markdown(page, &["x-a"], handled);
    assert_eq!(handled(Handled::AsUsual), "One two **three** four\n");
    assert_eq!(handled(Handled::Unwrapped), "One two **three** four\n");
    assert_eq!(handled(Handled::As(ElementName::Em)), "One *two **three*** four\n");
    assert_eq!(handled(Handled::LeftOut), "One four\n");
    assert_eq!(handled(Handled::Inline(Inline::Code("x".to_owned()))), "One `x` four\n");
    let rule = Handled::Blocks(vec![BlockKind::ThematicBreak, BlockKind::Math("y".to_owned())]);
    assert_eq!(handled(rule), "One\n\n---\n\n$$\ny\n$$\n\nfour\n");
}

#[test]
fn elements_that_are_known_have_handlers_too() {
    let page = "<h2>A</h2><p>B</p><h2>C</h2>";
    assert_eq!(markdown(page, &["H2"], Handled::As(ElementName::H4)), "#### A\n\nB\n\n#### C\n");
    assert_eq!(markdown(page, &["h2", "p"], Handled::LeftOut), "");
}

#[test]
fn blocks_do_not_break_a_line_that_must_stay_one() {
    let page = "<h2>A <x-a>b</x-a></h2>";
    let handled = Handled::Blocks(vec![BlockKind::ThematicBreak]);
    assert_eq!(markdown(page, &["x-a"], handled), "## A b\n");
}

#[test]
fn handlers_see_attributes_and_text_and_the_last_one_counts() {
    let cleaner = Cleaner::builder()
        .handler(&["x-a", "x-b"], |_| Handled::LeftOut)
        .handler(&["x-a"], |element| {
            let title = element.attribute("title").unwrap_or("none");
            let (name, inner) = (element.name(), element.text());
            Handled::Inline(text(format!("[{name}: {title}, {inner}]")))
        })
        .build();
    let page = "<p>1 <x-a TITLE='T'>a\n <i>b</i></x-a> 2 <x-a>c</x-a> 3 <x-b>d</x-b> 4</p>";
    let expected = "1 [x-a: T, a b] 2 [x-a: none, c] 3 4\n";
    let context = Context::default();
    for cleaned in [cleaner.clean(page.as_bytes()), cleaner.clean_with(&context, page.as_bytes())] {
        let cleaned = cleaned.expect("within the limits");
        assert_eq!(cleaned.to_markdown(), expected);
        assert_eq!(cleaned.document.plain_text(), "1 [x-a: T, a b] 2 [x-a: none, c] 3 4");
        let removed: Vec<_> = cleaned.report.removed.iter().map(|part| part.reason).collect();
        assert_eq!(removed, [Reason::NotContent]);
    }
}

#[test]
fn hidden_elements_do_not_come_to_handlers() {
    let page = "<p>One <x-a hidden>two</x-a></p>";
    let handled = Handled::Inline(Inline::Code("x".to_owned()));
    assert_eq!(markdown(page, &["x-a"], handled), "One\n");
}
