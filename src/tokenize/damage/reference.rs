//! Damaged character references: split (`& n bsp ;`), over-escaped (`&amp;amp;nbsp;`), fullwidth
//! (`＆nbsp；`), without ampersand or semicolon.
//!
//! Reading says what stands at a place and how it departs from the standard; whether that is taken
//! for damage is decided where the document is known.

use std::borrow::Cow;

use super::form::Form;
use crate::html::char_ref;

/// A character reference, well formed or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) value: Cow<'static, str>,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: Form,
    /// How often its ampersand was escaped.
    pub(crate) depth: u32,
    /// White space stands between the ampersand and the name: words around it may be torn as well.
    pub(crate) loose: bool,
    /// The name is a word of its own or too short to tell.
    pub(crate) doubtful: bool,
}

/// What follows an ampersand.
struct Body {
    value: Cow<'static, str>,
    end: usize,
    form: Form,
    loose: bool,
    doubtful: bool,
}

/// Reads the reference that ends with the semicolon at `at` and lost its ampersand; it begins at
/// `from` or later.
pub(crate) fn read_back(text: &str, from: usize, at: usize) -> Option<Reference> {
    let before = text[from..at].trim_end_matches([' ', '\u{A0}']);
    let name = &before[before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
    let end = from + before.len();
    let spaced = Form::SPACED.when(end < at);
    let word = name.len();
    let (start, value) = if name.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() {
        number_back(text, from, end - name.len(), name)?
    } else {
        let (known, value) = suffix(name)?;
        (end - known, Cow::Borrowed(value))
    };
    let name = start;
    let start = mark_back(text, from, start);
    let numeric = text[name..].starts_with('#');
    // Without what became of its ampersand a number must be one of a punctuation mark.
    let punctuation = value.starts_with(is_punctuation);
    if numeric && start == name && !punctuation {
        return None;
    }
    let translated = Form::SPLIT.when(numeric && start < name);
    Some(Reference {
        value,
        start,
        end: at + 1,
        form: Form::NO_AMPERSAND.or(spaced).or(translated),
        depth: 0,
        loose: start < name || text[name..].starts_with('#'),
        doubtful: end - name < word
            || (end < at && !numeric)
            || translated.has(Form::SPLIT) && !punctuation,
    })
}

/// The longest name that `word` ends with and that is never a word itself.
fn suffix(word: &str) -> Option<(usize, &'static str)> {
    let reach = word.len().min(8);
    (2..=reach).rev().find_map(|length| {
        let name = &word[word.len() - length..];
        let whole = length == word.len();
        let bare = is_never_word(name)
            || (whole && matches!(name, "amp" | "lt" | "gt" | "quot" | "aring"));
        let known = bare || is_accented(name);
        known.then(|| char_ref::named(name)).flatten().map(|found| (length, found.value))
    })
}

/// Names that no word is and none ends with; `euro`, `bull` and `aliquot` are words.
fn is_never_word(name: &str) -> bool {
    STANDS_BARE.contains(&name) && !matches!(name, "euro" | "bull" | "quot")
}

/// Names of a letter and its mark: `eacute`.
fn is_accented(name: &str) -> bool {
    let mark = &name[1..];
    name.as_bytes()[0].is_ascii_alphabetic()
        && matches!(
            mark,
            "acute" | "grave" | "circ" | "tilde" | "uml" | "cedil" | "caron" | "slash"
        )
}

/// General punctuation and letterlike symbols.
fn is_punctuation(c: char) -> bool {
    ('\u{2008}'..='\u{2122}').contains(&c)
}

/// A number behind `#` that is none of ASCII: `# 8217`.
fn number_back(
    text: &str,
    from: usize,
    at: usize,
    digits: &str,
) -> Option<(usize, Cow<'static, str>)> {
    let before = text[from..at].trim_end_matches([' ', '\u{A0}']).strip_suffix('#')?;
    let code = digits.parse().ok().filter(|code| (160..=0xFFFF).contains(code))?;
    Some((from + before.len(), value(code)))
}

/// Moves the start of a reference before what an ampersand became: a quote, or the word for "and".
fn mark_back(text: &str, from: usize, at: usize) -> usize {
    let before = &text[from..at];
    if let Some(rest) = before.strip_suffix('\'') {
        return from + rest.len();
    }
    let trimmed = before.trim_end_matches([' ', '\u{A0}']);
    let word = trimmed.len() - trimmed.trim_end_matches(char::is_alphabetic).len();
    let and = &trimmed[trimmed.len() - word..];
    if trimmed.len() < before.len() && text[at..].starts_with('#') && AND.contains(&and) {
        return from + trimmed.len() - word;
    }
    at
}

/// "And" in other languages: what `&` becomes in translation.
const AND: &[&str] = &[
    "and",
    "et",
    "und",
    "y",
    "e",
    "ve",
    "en",
    "i",
    "og",
    "och",
    "ja",
    "и",
    "та",
    "και",
    "és",
    "a",
    "și",
    "і",
    "й",
    "dan",
    "và",
    "eta",
    "un",
    "ir",
    "in",
    "si",
    "agus",
    "na",
    "و",
    "और",
    "및",
    "和",
    "与",
    "と",
    "এবং",
    "และ",
    "ו",
];

/// Longest stretch of bytes that a torn name may take.
const REACH: usize = 48;

/// Reads the reference at `at`, where `&` or `＆` stands.
pub(crate) fn read(text: &str, at: usize) -> Option<Reference> {
    let rest = &text[at..];
    let mut form = Form::SOUND;
    let mut end = at + 1;
    if rest.starts_with('＆') {
        form = Form::WIDE;
        end = at + '＆'.len_utf8();
    } else if !rest.starts_with('&') {
        return None;
    }
    let first = body(text, end)?;
    let mut reference = Reference {
        value: first.value,
        start: at,
        end: first.end,
        form: form.or(first.form),
        depth: 0,
        loose: first.loose,
        doubtful: first.doubtful,
    };
    peel(text, &mut reference);
    Some(reference)
}

/// Reads on while what was read is an escaped ampersand of a further reference.
fn peel(text: &str, reference: &mut Reference) {
    while reference.value == "&" {
        let Some(next) = body(text, reference.end) else { break };
        if next.form.has(Form::NO_SEMICOLON) || (next.loose && next.doubtful) {
            break;
        }
        reference.value = next.value;
        reference.end = next.end;
        reference.form = reference.form.or(next.form).or(Form::OVER_ESCAPED);
        reference.depth += 1;
        reference.doubtful = next.doubtful;
    }
}

fn body(text: &str, at: usize) -> Option<Body> {
    let start = at + space(text, at);
    let mut body = match text[start..].chars().next()? {
        '#' | '＃' => numeric(text, start)?,
        c if c.is_ascii_alphabetic() => named(text, start)?,
        '0'..='9' => unmarked(text, start)?,
        '\u{430}'..='\u{44F}' => sounded(text, start)?,
        _ => return None,
    };
    if start > at {
        body.loose = true;
        body.form = body.form.or(Form::SPACED);
    }
    Some(body)
}

/// Reads `8217;`, which has lost its number sign, where the number is that of a sign of prose.
fn unmarked(text: &str, at: usize) -> Option<Body> {
    let digits = text[at..].bytes().take(6).take_while(u8::is_ascii_digit).count();
    let code = text[at..at + digits].parse().ok()?;
    let prose = matches!(code, 160..=255 | 0x2010..=0x203A | 0x20AC | 0x2122);
    (prose && text[at + digits..].starts_with(';')).then(|| Body {
        value: value(code),
        end: at + digits + 1,
        form: Form::SPLIT,
        loose: false,
        doubtful: false,
    })
}

/// Reads a name that was written in Cyrillic by its sound: `нбсп;`.
fn sounded(text: &str, at: usize) -> Option<Body> {
    let length = text[at..].char_indices().take(9).find(|(_, c)| *c == ';')?.0;
    let mut name = String::new();
    for c in text[at..at + length].chars() {
        match c {
            'ш' => name.push_str("sh"),
            'щ' | 'ь' | 'ъ' => return None,
            c => name.push(super::name::sounded(c)),
        }
    }
    let known = STANDS_BARE.contains(&&*name) || ["amp", "lt", "gt", "copy"].contains(&&*name);
    let found = char_ref::named(&name).filter(|_| known)?;
    Some(Body {
        value: Cow::Borrowed(found.value),
        end: at + length + 1,
        form: Form::LETTERS.or(Form::SPLIT),
        loose: false,
        doubtful: false,
    })
}

/// The bytes of white space at `at`, at most three and no blank line.
pub(crate) fn space(text: &str, at: usize) -> usize {
    text[at..].chars().take(3).take_while(|c| is_space(*c)).map(char::len_utf8).sum()
}

/// White space, and the thin spaces that French typography sets before a semicolon.
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\r' | '\u{A0}' | '\u{2009}' | '\u{200A}' | '\u{202F}' | '\u{3000}'
    )
}

/// Whether `;` stands at `at`, or the semicolon of another script: its length and whether it is one
/// of those.
fn semicolon(text: &str, at: usize) -> Option<(usize, Form)> {
    match text.get(at..)?.chars().next()? {
        ';' => Some((1, Form::SOUND)),
        // Fullwidth, Arabic, and the Greek question mark that looks like one.
        c @ ('；' | '؛' | '\u{37E}') => Some((c.len_utf8(), Form::WIDE)),
        _ => None,
    }
}

/// Reads `#8217;` in all its torn forms.
fn numeric(text: &str, at: usize) -> Option<Body> {
    let mark = if text[at..].starts_with('#') { 1 } else { '＃'.len_utf8() };
    let mut form = Form::WIDE.when(mark > 1);
    let mut end = at + mark;
    let gap = space(text, end);
    form = form.or(Form::SPLIT.when(gap > 0));
    end += gap;
    let radix = if text[end..].starts_with(['x', 'X']) { 16 } else { 10 };
    end += usize::from(radix == 16);
    let mut digits = Digits { radix, ..Digits::default() };
    digits.run(text, end);
    let whole = (digits.count, digits.end, digits.code);
    while digits.count > 0 && digits.count < 7 {
        let gap = space(text, digits.end);
        if gap == 0 || !digits.run(text, digits.end + gap) {
            break;
        }
    }
    let gap = space(text, digits.end);
    let closed = semicolon(text, digits.end + gap);
    if let Some((length, wide)) = closed.filter(|_| digits.count > 0 && digits.count <= 7) {
        let torn = gap > 0 || digits.end > whole.1;
        return Some(Body {
            value: value(digits.code),
            end: digits.end + gap + length,
            form: form.or(wide).or(Form::SPLIT.when(torn)),
            loose: false,
            doubtful: false,
        });
    }
    (whole.0 >= 2 && whole.0 <= 7).then(|| Body {
        value: value(whole.2),
        end: whole.1,
        form: form.or(Form::NO_SEMICOLON),
        loose: false,
        doubtful: true,
    })
}

#[derive(Default)]
struct Digits {
    radix: u32,
    code: u32,
    count: usize,
    end: usize,
}

impl Digits {
    /// Reads digits at `at`; without any, nothing changes.
    fn run(&mut self, text: &str, at: usize) -> bool {
        let before = self.count;
        let bytes = text.as_bytes();
        let mut end = at;
        while let Some(digit) = bytes.get(end).and_then(|b| char::from(*b).to_digit(self.radix)) {
            self.code = self.code.saturating_mul(self.radix).saturating_add(digit);
            self.count += 1;
            end += 1;
            if self.count > 8 {
                break;
            }
        }
        if self.count > before || before == 0 {
            self.end = end;
        }
        self.count > before
    }
}

fn value(code: u32) -> Cow<'static, str> {
    Cow::Owned(char_ref::numeric(code).to_string())
}

/// Reads `nbsp;` in all its torn forms.
fn named(text: &str, at: usize) -> Option<Body> {
    let mut name = Name::default();
    let mut end = at;
    let whole = name.run(text, &mut end);
    loop {
        let gap = space(text, end);
        if let Some((length, wide)) = semicolon(text, end + gap) {
            if let Some((found, respelled)) = name.find() {
                return Some(Body {
                    value: Cow::Borrowed(found),
                    end: end + gap + length,
                    form: wide
                        .or(respelled)
                        .or(Form::SPLIT.when(name.pieces > 1))
                        .or(Form::SPACED.when(gap > 0)),
                    loose: false,
                    doubtful: name.is_doubtful(),
                });
            }
            // A semicolon may be the split itself: `& g;t;`.
            if name.pieces > 2 || name.length > 2 || length > 1 {
                break;
            }
            end += gap + length;
        } else if gap == 0 || end - at > REACH || name.pieces > name.length {
            break;
        } else {
            end += gap;
        }
        if name.run(text, &mut end) == 0 {
            break;
        }
    }
    bare(text, at, whole)
}

/// Reads a name without a semicolon; `whole` is the length of the run of letters at `at`.
fn bare(text: &str, at: usize, whole: usize) -> Option<Body> {
    let run = &text[at..at + whole];
    let known = (3..=whole.min(7)).rev().find_map(|length| {
        let found = char_ref::named(&run[..length])?;
        (found.bare || STANDS_BARE.contains(&found.name)).then_some(found)
    })?;
    let end = at + known.name.len();
    let cut = known.name.len() < whole;
    Some(Body {
        value: Cow::Borrowed(known.value),
        end,
        form: Form::NO_SEMICOLON,
        loose: false,
        doubtful: (cut && known.name.len() < 5) || !STANDS_BARE.contains(&known.name),
    })
}

/// Names that are no words and that prose uses: they are known even without delimiters.
const STANDS_BARE: &[&str] = &[
    "nbsp", "rsquo", "lsquo", "ldquo", "rdquo", "bdquo", "sbquo", "laquo", "raquo", "ndash",
    "mdash", "hellip", "quot", "euro", "bull", "oelig", "szlig", "aelig", "iquest", "iexcl",
    "middot",
];

/// A name gathered from its pieces.
#[derive(Default)]
struct Name {
    letters: [u8; 32],
    length: usize,
    pieces: usize,
}

impl Name {
    /// Adds the letters at `end` and moves it behind them; says how many there were.
    fn run(&mut self, text: &str, end: &mut usize) -> usize {
        let before = self.length;
        for byte in text.as_bytes()[*end..].iter().take_while(|b| b.is_ascii_alphanumeric()) {
            if self.length == self.letters.len() {
                break;
            }
            self.letters[self.length] = *byte;
            self.length += 1;
        }
        let added = self.length - before;
        *end += added;
        self.pieces += usize::from(added > 0);
        added
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.length]).unwrap_or_default()
    }

    /// What the name stands for, as it is or in lower case.
    fn find(&self) -> Option<(&'static str, Form)> {
        if let Some(found) = char_ref::named(self.as_str()) {
            return Some((found.value, Form::SOUND));
        }
        let lower = self.as_str().to_ascii_lowercase();
        let translated = || TRANSLATED.iter().find(|(_, names)| names.contains(&&*lower));
        char_ref::named(&lower)
            .map(|found| found.value)
            .or_else(|| translated().map(|(value, _)| *value))
            .map(|value| (value, Form::LETTERS))
    }

    /// Whether the name may be a word of the text, or is so short that chance may have made it.
    fn is_doubtful(&self) -> bool {
        let lower = self.as_str().to_ascii_lowercase();
        let short = lower.len() < 4 && !["amp", "lt", "gt", "deg", "shy", "eth"].contains(&&*lower);
        short || WORDS.contains(&&*lower)
    }
}

/// Names of references that are words, in translation.
const TRANSLATED: &[(&str, &[&str])] = &[
    (
        "\u{A9}",
        &[
            "copiar", "copia", "copier", "copie", "kopieren", "kopie", "kopiera", "kopier",
            "kopieer", "kopiuj", "kopia", "kopyala", "kopya", "kopioi", "copiere", "copiaza",
        ],
    ),
    ("\"", &["cita", "citar", "citer", "citazione", "zitat", "zitieren", "citat", "cytat"]),
    ("\u{B0}", &["grados", "grado", "grad", "graus", "gradi", "stopni"]),
    ("\u{D7}", &["veces", "vezes", "fois", "volte", "mal"]),
];

/// Names of references that are words.
const WORDS: &[&str] = &[
    "angle", "block", "bump", "cent", "check", "circ", "colon", "comma", "copy", "cross", "cups",
    "caps", "dash", "diams", "clubs", "hearts", "spades", "empty", "equals", "excl", "exist",
    "female", "flat", "frown", "half", "image", "imped", "into", "male", "natural", "order",
    "para", "part", "period", "phone", "plus", "pound", "prime", "prop", "quest", "real", "rect",
    "sect", "sharp", "simple", "smile", "square", "star", "strong", "sube", "subs", "target",
    "times", "trade", "tint", "trie", "wedge", "thorn", "ring", "range", "lang", "rang", "fork",
];
