//! What the options of the builder change.

use unmangle::Cleaner;
use unmangle::options::{BuildOptions, ExtractMode, Options};

fn markdown(input: &str, build: BuildOptions) -> String {
    let mut options = Options::default();
    options.build = build;
    options.extract.mode = ExtractMode::Never;
    let cleaned = Cleaner::new(options).clean(input.as_bytes()).expect("within the limits");
    cleaned.to_markdown()
}

#[test]
fn spanned_cells_are_repeated_on_demand() {
    let input =
        "<table><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tr><td>1<td>2<td>3</table>";
    let mut build = BuildOptions::default();
    build.repeat_spanned_cells = true;
    let expected = "| A | B | B |\n|---|---|---|\n| A | C | D |\n| 1 | 2 | 3 |";
    assert_eq!(markdown(input, build).trim(), expected);
    let expected = "| A | B | |\n|---|---|---|\n| | C | D |\n| 1 | 2 | 3 |";
    assert_eq!(markdown(input, BuildOptions::default()).trim(), expected);
}

#[test]
fn addresses_are_resolved_against_the_one_given() {
    let input = "<p><a href='../b?c#d'>x</a> <a href=#e>y</a> <img src=//f.example/g></p>";
    let mut build = BuildOptions::default();
    build.base_url = Some("https://a.example/x/y/z".to_owned());
    let expected = "[x](https://a.example/x/b?c#d) [y](#e) ![](https://f.example/g)";
    assert_eq!(markdown(input, build).trim(), expected);
}

#[test]
fn a_base_element_is_relative_to_the_address_given() {
    let input = "<head><base href=/news/></head><p><a href=a>x</a></p>";
    let mut build = BuildOptions::default();
    build.base_url = Some("https://a.example/x".to_owned());
    assert_eq!(markdown(input, build).trim(), "[x](https://a.example/news/a)");
}
