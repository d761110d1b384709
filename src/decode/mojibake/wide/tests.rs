use encoding_rs::{EUC_KR, Encoding, GBK, SHIFT_JIS};

use super::*;

fn read(text: &str) -> String {
    let mut layer = Layer::new(text);
    if let Some(edits) = undo(&layer) {
        let mut report = crate::report::Report::new(&crate::options::RepairOptions::default());
        layer.edit(edits, crate::rules::RuleId::Mojibake, &mut report);
    }
    layer.to_string()
}

fn misread(text: &str, encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn text_misread_in_east_asia_is_restored() {
    for text in [
        "<p>“It isn’t over,” she said. “The café won’t close—they’re repairing the lighthouse’s stairs.”</p>",
        "<p>Die Bürger hörten später über die Straßen Münchens, und es war schön für alle.</p>",
        "<p>Маяк на мысе снова светит, и рыбаки вернулись домой.</p>",
        "<p>中文的报纸说，桥已经修好了。老人们坐在河边喝茶，孩子们跑来跑去。</p>",
        "<p>Repairs cost €400 and £30, “at least” the mayor’s clerk says so’.</p>",
    ] {
        let damaged = misread(text, GBK);
        assert_eq!(read(&damaged), text, "{damaged}");
        // Programs of old took what followed with it.
        let eaten = damaged.replace("\u{FFFD}<", "?").replace("\u{FFFD} ", "?");
        assert_eq!(read(&eaten), text, "{eaten}");
    }
    let text = "Die Bürger hörten später über die Straßen Münchens, und es war schön für alle.";
    for encoding in [SHIFT_JIS, EUC_KR] {
        let damaged = misread(text, encoding);
        assert_eq!(read(&damaged), text, "{damaged}");
    }
}

#[test]
fn sound_text_stays() {
    for text in [
        "联通，茅台，眉山，枚举，莽撞；谩骂，脿，漏洞。他们说：桥已经修好了。",
        "The word 茶 (tea), 漏, 茅 and 眉 are Chinese; so is 联通, the name of a company.",
        "港の時計は、なぜ五分遅れるのか。直そうとした人は三人いた。ﾃｽﾄ",
        "다리는 내년 봄에 개통될 예정입니다. 주민들이 기뻐합니다.",
        "Mojibake such as 鈥檚 for ’s, 鈥淚 for “I and caf茅 for café was seen everywhere — 鈥 most of all.",
        "T恤, K歌 and 3D打印 are words of two scripts; so are AA制, A股, B超 and X光.",
    ] {
        assert_eq!(read(text), text);
    }
}
