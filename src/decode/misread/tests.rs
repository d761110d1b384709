use super::*;
use crate::options::RepairOptions;

fn repaired(text: &str) -> String {
    let mut report = Report::new(&RepairOptions::default());
    let mut layer = Layer::new(text);
    let doubts = Doubts::of(&layer, &report);
    repair_scripts(&mut layer, &doubts, &mut report);
    repair(&mut layer, doubts, &mut report);
    layer.into_parts().0.into_owned()
}

/// A text, as it looks when it is in one encoding and read in another.
fn misread(text: &str, meant: &str, read: &str) -> String {
    let encoding =
        |label: &str| encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
    let bytes = encoding(meant).encode(text).0;
    encoding(read).decode_without_bom_handling(&bytes).0.into_owned()
}

/// A vowel of Vietnamese and its tone.
fn tone_apart(char: char) -> Option<[char; 2]> {
    let vowels = "aăâeêioôơuưy".chars();
    let mut pairs = vowels
        .flat_map(|v| ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'].map(|t| [v, t]));
    pairs.find(|[vowel, tone]| with_tone(*vowel, *tone) == Some(char))
}

#[test]
fn misread_text_is_read_again() {
    let russian = "Новый мост через реку открыли утром, хотя перила привезут только в мае.";
    let polish = "Ludzie przychodzą się ogrzać i zostają na trzy rozdziały, choć już są późno.";
    let turkish = "Kalabalık önce sustu, sonra ışıklar söndü; şehir meclisi yarın açıklayacak, değil mi, şimdi.";
    let czech = "Příští rok přijde říjen dříve, než se může zdát, a věc by měla být při tom ještě větší; před sedmi lety přišla také, ale před ní nebylo nic než řeka, která měla říci své.";
    let french = "L'œuvre est au cœur de la ville, dit sa sœur, et ses vœux vont à l'œil du bœuf.";
    let greek = "Η γέφυρα θα επισκευαστεί πριν από τον χειμώνα, είπε το συμβούλιο.";
    let arabic =
        "عادت المكتبة العائمة إلى النهر صباح الأحد بعد غياب دام سبع سنوات، كما قالت المديرة.";
    let persian = "کتابخانه پس از چند سال گرماي زياد دوباره باز شد و مردم شهر از آن خوشحال بودند.";
    let hebrew =
        "הספרייה הצפה חזרה אל הנהר ביום ראשון, אחרי שבע שנים; \"איש לא שכח אותה\", אמרה המנהלת.";
    let thai = "ห้องสมุดลอยน้ำกลับมาที่แม่น้ำในเช้าวันอาทิตย์ หลังจากหายไปเจ็ดปี ชาวบ้านดีใจมาก";
    let serbian = "Библиотека се после седам година вратила на реку, а људи су јој се обрадовали.";
    let hungarian = "Az őszi szünet előtt a fiúk és a nők közül többen is megkérdezték, hogy mikor nyílik újra a fűtött fürdő, és ki fizet érte, ha az erdő felől hűvös szél jön.";
    let croatian = "Kuća je što bliže moru, a ljudi će još čekati da žičara počne voziti; riječ je o godišnjem običaju.";
    let romanian = "Oraşul îşi aşteaptă încă podul, iar oamenii ştiu că vara aceasta nu va fi gata; aşa s-a întâmplat şi atunci.";
    let lithuanian = "Žmonės žiemą vėl važiuos į miestą, o šiandien dar ieško kelių, kurių čia niekas nežino; taip pat ir ežerų.";
    let latvian = "Šodien pilsētā atvērs jauno tirgu, kā arī ielu, kas ved līdz upei; cilvēki ir priecīgi, jo ziemā būs vieglāk. Mežā šogad nav sniega, un mēs ejam kājām katru dienu šurp un atpakaļ, dažreiz arī naktī.";
    let vietnamese =
        "Hội đồng cho biết cây cầu sẽ được sửa trước mùa đông của năm nay, vì nước sông đang lên.";
    for (text, meant, read) in [
        (hungarian, "windows-1250", "windows-1252"),
        (croatian, "windows-1250", "windows-1252"),
        (croatian, "iso-8859-2", "windows-1252"),
        (romanian, "windows-1250", "windows-1252"),
        (romanian, "iso-8859-2", "windows-1252"),
        (lithuanian, "windows-1257", "windows-1252"),
        (latvian, "windows-1257", "windows-1252"),
        (vietnamese, "windows-1258", "windows-1252"),
        (arabic, "windows-1256", "windows-1252"),
        (arabic, "iso-8859-6", "windows-1252"),
        (persian, "windows-1256", "windows-1252"),
        (hebrew, "windows-1255", "windows-1252"),
        (hebrew, "iso-8859-8-i", "windows-1252"),
        (thai, "windows-874", "windows-1252"),
        (serbian, "windows-1251", "windows-1252"),
        (serbian, "iso-8859-5", "windows-1252"),
        (russian, "iso-8859-5", "windows-1252"),
        (russian, "koi8-r", "windows-1252"),
        (greek, "iso-8859-7", "windows-1252"),
        (russian, "windows-1251", "windows-1252"),
        (russian, "koi8-r", "windows-1251"),
        (russian, "windows-1251", "koi8-r"),
        (russian, "ibm866", "windows-1251"),
        (russian, "windows-1251", "windows-1250"),
        (russian, "windows-1251", "macintosh"),
        (polish, "windows-1250", "windows-1252"),
        (polish, "iso-8859-2", "windows-1252"),
        (turkish, "windows-1254", "windows-1252"),
        (czech, "windows-1250", "windows-1252"),
        (french, "iso-8859-15", "windows-1252"),
        (french, "windows-1252", "windows-1251"),
        (greek, "windows-1253", "windows-1252"),
        ("邮局每天上午九点到十二点开放。寄信一律两元，寄歌不要钱。", "gbk", "windows-1252"),
        ("郵局每天上午九點到十二點開放。寄信一律兩元，寄歌不要錢。", "big5", "windows-1252"),
        ("橋は来年の春に開通する予定です。町の人々は喜んでいます。", "shift_jis", "windows-1252"),
        ("다리는 내년 봄에 개통될 예정입니다. 주민들이 기뻐합니다.", "euc-kr", "windows-1252"),
    ] {
        // The encoder wants tones by themselves.
        let apart: String = text
            .chars()
            .flat_map(|char| match tone_apart(char) {
                Some([vowel, tone]) if meant == "windows-1258" => vec![vowel, tone],
                _ => vec![char],
            })
            .collect();
        let damaged = misread(&apart, meant, read);
        assert_eq!(repaired(&damaged), text, "{meant} read as {read}: {damaged}");
    }
}

#[test]
fn vietnamese_of_old_fonts_is_read_again() {
    let damaged = "Héi ®ång cho biÕt c©y cÇu sÏ ®\u{AD}îc söa tr\u{AD}íc mïa ®«ng cña n¨m nay, v× n\u{AD}íc s«ng ®ang lªn.";
    let text =
        "Hội đồng cho biết cây cầu sẽ được sửa trước mùa đông của năm nay, vì nước sông đang lên.";
    assert_eq!(repaired(damaged), text);
}

#[test]
fn marks_of_two_bytes_are_read_again() {
    let text = "“We’re closed,” she said — “it’s a ‘pause’ … for now.” The fair’s over.";
    for meant in ["gbk", "big5", "euc-kr", "euc-jp"] {
        let text = if meant == "euc-kr" || meant == "euc-jp" {
            text.replace('—', "―")
        } else {
            text.to_owned()
        };
        let damaged = misread(&text, meant, "windows-1252");
        assert_eq!(repaired(&damaged), text, "{meant}: {damaged}");
    }
    assert_eq!(repaired("¡¡¡¡It¡¯s 6¡ãC¡£ ¡°Caf¨¦¡±"), "\u{3000}\u{3000}It’s 6°C。 “Café”");
}

#[test]
fn sound_text_stays() {
    for text in [
        "Þetta er íslenska og það á ekki að breytast, þó að þetta sé skrítið; ýmislegt er þarna.",
        "Über die Brücke führt der Weg zur Mühle, und außerdem ist er schön.",
        "Příští rok přijde říjen dříve, než se může zdát.",
        "El niño comió 12½ piñas a 20 °C; ¿cuánto cuestan? ¡Más de 3€!",
        "Hội đồng cho biết cây cầu sẽ được sửa; vì ý kiến, ký tên, õng ẹo, lý do, mỹ ý, quý giá, đã đưa cái tã, lòi ra, mì, bì.",
        "Føroyar eru í miðjum Atlantshavi, og Tórshavn er høvuðsstaður; nógv fólk býr har, tí havið er gott, sæð úr øllum ættum.",
        "Kuća je što bliže moru, a ljudi će još čekati da žičara počne voziti; æ i è nisu naša slova, æ ni è, è ni æ.",
        "Le maître a reçu Þórður, Sigríður et Guðrún à Reykjavík ; l’été, Ásgeir et Hjörtur rêvent d’une fête à l’hôtel, où Jón a déjà bâti un âtre.",
        "¡¡¡Goool!!! ¡¿Qué?! ¡Él no! ¡Ándale, ándale! ¡Última hora! «¡Óscar!»",
        "Old code pages show ÇáÓáÇã Úáíßã for the Arabic greeting, and ùìåí for the Hebrew one, as everyone knows who ever set up a forum in those years, and most of us gave up.",
        "Õhtul tõuseb külm tuul üle järve, ja õues on pime.",
        "A 10 µm film, 5½″ wide, ±3 °C; x² + y³ = z¹.",
        "Une œuvre d’art à l’école, où l’on rêve déjà d’été.",
    ] {
        assert_eq!(repaired(text), text);
    }
}
