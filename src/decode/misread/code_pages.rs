//! The single-byte encodings that are taken for each other.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs as rs;

/// One encoding, both ways.
pub(super) struct CodePage {
    bytes: HashMap<char, u8>,
    chars: [char; 128],
    /// Its punctuation stands where Windows-1252 has it.
    pub(super) windows: bool,
}

/// The fonts that Vietnamese was written with before Unicode (TCVN 5712, part 3). Where there is no
/// letter, Windows-1252 is read.
const TCVN3: &str = "\
€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ\
\u{A0}ĂÂÊÔƠƯĐăâêôơưđ¯°±²³´àảãáạºằẳẵắ¿\
ÀÁÂÃÄÅặầẩẫấậèÍẻẽéẹềểễếệìỉÙÚÛĩíịò\
àỏõóọồổỗốộờởỡớợùðủũúụừửữứựỳỷỹýỵÿ";

impl CodePage {
    fn new(encoding: &'static rs::Encoding, windows: bool) -> Self {
        let high: Vec<u8> = (0x80..=0xFF).collect();
        let chars = encoding.decode_without_bom_handling(&high).0;
        Self { windows, ..Self::of_chars(&chars) }
    }

    /// The page whose bytes from 80 on stand for these.
    fn of_chars(high: &str) -> Self {
        let mut chars = ['\u{FFFD}'; 128];
        let mut bytes = HashMap::new();
        for (byte, (slot, char)) in (0x80..=0xFFu8).zip(chars.iter_mut().zip(high.chars())) {
            *slot = char;
            if char != '\u{FFFD}' {
                bytes.insert(char, byte);
            }
        }
        Self { bytes, chars, windows: true }
    }

    /// The byte beyond ASCII that `char` is read from. Control characters are bytes that Latin-1
    /// hands on.
    pub(super) fn byte(&self, char: char) -> Option<u8> {
        let control = || u8::try_from(char).ok().filter(|byte| matches!(byte, 0x80..=0x9F));
        self.bytes.get(&char).copied().or_else(|| control().filter(|_| self.windows))
    }

    /// What a byte beyond ASCII stands for; none if for no character, or for a control character.
    pub(super) fn char(&self, byte: u8) -> Option<char> {
        let char = *self.chars.get(usize::from(byte).checked_sub(128)?)?;
        (char != '\u{FFFD}' && !char.is_control()).then_some(char)
    }
}

/// In the order in which they are likely.
static CODE_PAGES: LazyLock<[CodePage; 14]> = LazyLock::new(|| {
    [
        CodePage::new(rs::WINDOWS_1252, true),
        CodePage::new(rs::WINDOWS_1251, true),
        CodePage::new(rs::WINDOWS_1250, true),
        CodePage::new(rs::WINDOWS_1254, true),
        CodePage::new(rs::WINDOWS_1253, true),
        CodePage::new(rs::WINDOWS_1257, true),
        CodePage::new(rs::ISO_8859_2, true),
        CodePage::new(rs::ISO_8859_15, true),
        CodePage::new(rs::MACINTOSH, false),
        CodePage::new(rs::KOI8_R, false),
        CodePage::new(rs::IBM866, false),
        CodePage::new(rs::ISO_8859_5, true),
        CodePage::new(rs::ISO_8859_7, true),
        CodePage::of_chars(TCVN3),
    ]
});

/// Those that a text is told to be in by its letters alone: of scripts that share none with Latin,
/// and of alphabets with letters of their own.
static TOLD_PAGES: LazyLock<Vec<(&rs::Encoding, CodePage)>> = LazyLock::new(|| {
    let pages = [
        (rs::WINDOWS_1256, true),
        (rs::ISO_8859_6, true),
        (rs::WINDOWS_1255, true),
        (rs::ISO_8859_8_I, true),
        (rs::WINDOWS_874, true),
        (rs::WINDOWS_1251, true),
        (rs::ISO_8859_5, true),
        (rs::KOI8_U, false),
        (rs::IBM866, false),
        (rs::WINDOWS_1253, true),
        (rs::ISO_8859_7, true),
        (rs::WINDOWS_1250, true),
        (rs::ISO_8859_2, true),
        (rs::WINDOWS_1257, true),
        (rs::ISO_8859_4, true),
        (rs::ISO_8859_13, true),
        (rs::WINDOWS_1254, true),
        (rs::WINDOWS_1258, true),
    ];
    pages.into_iter().map(|(of, windows)| (of, CodePage::new(of, windows))).collect()
});

/// What text is read in where nothing is declared, and the page that it was written in.
pub(super) fn told_pair(meant: &rs::Encoding) -> Option<Pair> {
    let pages: &'static [(&rs::Encoding, CodePage)] = &TOLD_PAGES;
    let (_, meant) = pages.iter().find(|(encoding, _)| *encoding == meant)?;
    Some(Pair { read: western(), meant })
}

/// What text is read in where nothing is declared.
pub(super) fn western() -> &'static CodePage {
    let [western, ..] = &*CODE_PAGES;
    western
}

/// Those that text is read in by mistake: the defaults of systems.
const READ_AS: [usize; 5] = [0, 1, 2, 9, 8];

/// What text was read in, and what it was.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) read: &'static CodePage,
    pub(super) meant: &'static CodePage,
}

/// Every mistake that is possible.
pub(super) fn pairs() -> impl Iterator<Item = Pair> {
    let pages: &'static [CodePage; 14] = &CODE_PAGES;
    let read = READ_AS.into_iter().filter_map(|index| pages.get(index));
    read.flat_map(move |read| {
        let others = pages.iter().filter(move |meant| !std::ptr::eq(*meant, read));
        others.map(move |meant| Pair { read, meant })
    })
}

impl Pair {
    /// What was meant by `char` between its neighbours; none if the same, or if it was not misread.
    pub(super) fn undo(self, before: char, char: char, after: char) -> Option<char> {
        let meant = self.meant.char(self.read.byte(char)?)?;
        let between = self.is_letter(before) && self.is_letter(after);
        // Quotes and dashes may have come into the text in another way.
        let punctuation =
            matches!(char, '\u{2010}'..='\u{2044}') && !matches!(meant, 'а'..='я' | 'А'..='Я');
        if meant == char || (punctuation && !self.meant.windows && !between) {
            return None;
        }
        // A sign that turns into a Latin letter is part of a word: `½ cup` is none.
        let lone = !self.is_letter(before) && !self.is_letter(after);
        let sign = matches!(meant, 'À'..='ɏ') && !char.is_alphabetic();
        (!(sign && lone)).then_some(meant)
    }

    fn is_letter(self, char: char) -> bool {
        char.is_alphabetic()
            || self
                .read
                .byte(char)
                .and_then(|byte| self.meant.char(byte))
                .is_some_and(char::is_alphabetic)
    }
}
