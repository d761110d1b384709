use super::*;
use crate::model::source::Span;
use crate::options::RepairOptions;

fn read(text: &str) -> String {
    let mut layer = Layer::new(text);
    repair(&mut layer, &mut Report::new(&RepairOptions::default()));
    layer.to_string()
}

fn misread(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn text_misread_in_any_encoding_is_restored() {
    let texts = [
        "Die Bürger hörten später über die Straßen Münchens – „sagte er“.",
        "L’été dernier, l’école était fermée à cause des élèves.",
        "Маяк на мысе снова светит, и рыбаки вернулись домой.",
        "Η βάρκα φεύγει όταν γεμίσει.",
        "港の時計は、なぜ五分遅れるのか。",
        "Přijďte se podívat na nový most, řekl starosta.",
    ];
    for text in texts {
        for encoding in [
            encoding_rs::WINDOWS_1252,
            encoding_rs::WINDOWS_1251,
            encoding_rs::WINDOWS_1250,
            encoding_rs::MACINTOSH,
            encoding_rs::ISO_8859_2,
            encoding_rs::WINDOWS_1254,
        ] {
            let damaged = misread(text, encoding);
            if !damaged.contains('\u{FFFD}') {
                assert_eq!(read(&damaged), text, "{damaged} in {}", encoding.name());
            }
        }
        let twice = misread(&misread(text, encoding_rs::WINDOWS_1252), encoding_rs::WINDOWS_1252);
        assert_eq!(read(&twice), text, "{twice}");
    }
}

#[test]
fn references_take_part() {
    assert_eq!(read("It isn&acirc;&euro;&trade;t."), "It isn’t.");
    assert_eq!(read("caf&#195;&#169; isnâ&#8364;&#8482;t"), "café isn’t");
    assert_eq!(
        read("&eacute;t&eacute; &amp; &nbsp;&laquo;&nbsp;"),
        "&eacute;t&eacute; &amp; &nbsp;&laquo;&nbsp;"
    );
}

#[test]
fn spans_are_those_of_the_input() {
    let mut layer = Layer::new("aÃƒÂ©b");
    let mut report = Report::new(&RepairOptions::default());
    repair(&mut layer, &mut report);
    assert_eq!(&*layer, "aéb");
    assert_eq!(layer.source(1..3), Span::new(1, 9));
    assert!(report.repairs.iter().all(|repair| repair.span == Span::new(1, 9)));
}

#[test]
fn text_about_mojibake_is_left_alone() {
    let text = "<p>If you see Ã© it was é; <code>donâ€™t</code> was <code>don’t</code>.</p>";
    assert_eq!(read(text), text);
}

/// The cases of [python-ftfy](https://github.com/rspeer/python-ftfy/tree/main/tests/test-cases).
#[test]
#[ignore = "needs FTFY_CASES, the folder of the cases"]
fn cases_of_ftfy_are_restored() {
    let folder = std::env::var("FTFY_CASES").expect("FTFY_CASES is set");
    let mut failures = Vec::new();
    for file in ["synthetic", "negative", "in-the-wild", "language-names", "known-failures"] {
        let path = format!("{folder}/{file}.json");
        let cases = std::fs::read(path).expect("the cases are there");
        let cases: Vec<serde_json::Value> = serde_json::from_slice(&cases).expect("JSON");
        for case in &cases {
            let field = |name: &str| case[name].as_str();
            let original = field("original").expect("a text");
            let fixed = field("fixed").expect("a text");
            let got = read(original);
            let known = ["language-names", "known-failures"].contains(&file);
            if got != field("fixed-encoding").unwrap_or(fixed) && got != fixed && !known {
                failures.push(format!("{file}: {original:?}\n  {got:?}\n  {fixed:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
