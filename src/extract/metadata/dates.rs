//! Dates as people and machines write them, to RFC 3339.
//!
//! A time is kept only with its offset from UTC; without one, RFC 3339 knows dates alone.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::date_tables::MONTHS;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// The first date in a text, in RFC 3339. Whether `5/4` is the fourth of May depends on the
/// language; unknown, it is no date.
pub(super) fn parse(text: &str, language: Option<&str>) -> Option<String> {
    let text = text.trim();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(date) = parse_iso(text) {
        return Some(date);
    }
    let tokens = tokens(text);
    let date = tokens.iter().enumerate().find_map(|(index, _)| {
        let rest = &tokens[index..];
        numeric(rest, language).or_else(|| named(rest)).or_else(|| eastern(rest))
    })?;
    Some(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

/// `2024-05-01`, `2024-05-01T08:30:00+02:00`, `20240501T0830Z`, `2024-05-01 08:30`.
fn parse_iso(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
    let dashed = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    let (month, day, rest) = match dashed {
        true => (5..7, 8..10, 10),
        false if bytes.len() >= 8 && bytes[..8].iter().all(u8::is_ascii_digit) => (4..6, 6..8, 8),
        false => return None,
    };
    let date = checked(number(0..4)?, number(month)?, number(day)?)?;
    let rest = text.get(rest..).unwrap_or_default();
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    Some(time(rest).map_or(plain.clone(), |time| format!("{plain}T{time}")))
}

/// `T08:30:00.123+0200` and the like as `08:30:00+02:00`; nothing without an offset.
fn time(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['T', 't', ' ']);
    let (clock, zone) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => return None,
    };
    let digits: Vec<u16> = clock
        .split(['.', ','])
        .next()?
        .split(':')
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let (hour, minute, second) = match digits[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let zone = offset(zone)?;
    let sound = hour < 24 && minute < 60 && second < 61;
    sound.then(|| format!("{hour:02}:{minute:02}:{second:02}{zone}"))
}

fn offset(zone: &str) -> Option<String> {
    if zone.starts_with(['Z', 'z']) {
        return Some("Z".to_owned());
    }
    let sign = zone.chars().next()?;
    let digits: String = zone.chars().filter(char::is_ascii_digit).take(4).collect();
    let (hour, minute) = match digits.len() {
        2 => (digits.as_str(), "00"),
        4 => digits.split_at(2),
        _ => return None,
    };
    (hour <= "15" && minute < "60").then(|| format!("{sign}{hour}:{minute}"))
}

/// A number with how many digits it has, a month, another word, or a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Number(u16, u8),
    Month(u8),
    Mark(char),
    Word,
}

/// How much of a text is looked at.
const TOKENS: usize = 64;

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next().filter(|_| tokens.len() < TOKENS) {
        let end = |accept: fn(char) -> bool| rest.find(|c| !accept(c)).unwrap_or(rest.len());
        let length = match c {
            c if c.is_ascii_digit() => end(|c| c.is_ascii_digit()),
            c if is_letter(c) => end(is_letter),
            c => c.len_utf8(),
        };
        let (part, after) = rest.split_at(length);
        rest = after;
        if c.is_ascii_digit() {
            let number = part.parse().unwrap_or(u16::MAX);
            tokens.push(Token::Number(number, part.len().min(9) as u8));
        } else if is_letter(c) {
            push_word(part, &mut tokens);
        } else if !c.is_whitespace() {
            tokens.push(Token::Mark(c));
        }
    }
    tokens
}

fn is_letter(c: char) -> bool {
    (c.is_alphabetic() || ('\u{900}'..'\u{e80}').contains(&c)) && !"年月日년월일".contains(c)
}

fn push_word(word: &str, tokens: &mut Vec<Token>) {
    let lower = word.to_lowercase();
    // Ordinals and the particles inside dates: `1st`, `3 de mayo del`, `5η Μαρτίου`.
    let particle = ["st", "nd", "rd", "th", "de", "del", "of", "er", "d", "ב", "о", "η"];
    if !particle.contains(&lower.as_str()) {
        tokens.push(month(&lower).map_or(Token::Word, Token::Month));
    }
}

fn month(word: &str) -> Option<u8> {
    static NAMES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
        let months = MONTHS.iter().zip(1..);
        months
            .flat_map(|(names, month)| names.split_whitespace().map(move |n| (n, month)))
            .collect()
    });
    NAMES.get(word).copied()
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn checked(year: u16, month: u16, day: u16) -> Option<Date> {
    let days = match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let sound = (1970..2100).contains(&year) && (1..=days).contains(&day);
    sound.then_some(Date { year, month: month as u8, day: day as u8 })
}

/// `2024-05-01`, `2024/5/1`, `1.5.2024`, `31/05/2024`, `05/31/2024`. Day and month are told apart
/// by size; where both could be either, dots and dashes mean the day stands first, and after a slash
/// the language decides.
fn numeric(tokens: &[Token], language: Option<&str>) -> Option<Date> {
    let [
        Token::Number(a, n),
        Token::Mark(mark),
        Token::Number(b, _),
        Token::Mark(again),
        Token::Number(c, m),
        ..,
    ] = *tokens
    else {
        return None;
    };
    if mark != again || !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    match (n, m) {
        (4, _) => checked(a, b, c),
        (1..=2, 4) if b > 12 => checked(c, a, b),
        (1..=2, 4) if a > 12 || mark != '/' || a == b => checked(c, b, a),
        (1..=2, 4) => {
            let language = language?.to_ascii_lowercase();
            let american = matches!(&*language, "en" | "en-us" | "en_us");
            if american { checked(c, a, b) } else { checked(c, b, a) }
        }
        _ => None,
    }
}

/// `1 May 2024`, `May 1, 2024`, `1. Mai 2024`, `2024 május 1.`
fn named(tokens: &[Token]) -> Option<Date> {
    let mut plain = tokens.iter().filter(|token| !matches!(token, Token::Mark('.' | ',' | '-')));
    let mut next = || plain.next().copied();
    match (next()?, next()?, next()?) {
        (Token::Number(day, 1..=2), Token::Month(month), Token::Number(year, 4))
        | (Token::Month(month), Token::Number(day, 1..=2), Token::Number(year, 4))
        | (Token::Number(year, 4), Token::Month(month), Token::Number(day, 1..=2)) => {
            checked(year, month.into(), day)
        }
        _ => None,
    }
}

/// `2024年5月1日`, `2024년 5월 1일`.
fn eastern(tokens: &[Token]) -> Option<Date> {
    match *tokens {
        [
            Token::Number(year, 4),
            Token::Mark('年' | '년'),
            Token::Number(month, _),
            Token::Mark('月' | '월'),
            Token::Number(day, _),
            ..,
        ] => checked(year, month, day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_are_read_in_many_forms() {
        for (text, expected) in [
            ("2024-05-01T08:30:00+0200", "2024-05-01T08:30:00+02:00"),
            ("2024-05-01T08:30:00.000Z", "2024-05-01T08:30:00Z"),
            ("2024-05-01 08:30", "2024-05-01"),
            ("20240501", "2024-05-01"),
            ("Wednesday, May 1st, 2024", "2024-05-01"),
            ("Published on 1 May 2024 at 10:00", "2024-05-01"),
            ("Stand: 01.05.2024, 08:30 Uhr", "2024-05-01"),
            ("1. März 2024", "2024-03-01"),
            ("3 de mayo de 2024", "2024-05-03"),
            ("le 1er août 2024", "2024-08-01"),
            ("1 мая 2024", "2024-05-01"),
            ("2024年5月1日", "2024-05-01"),
            ("2024년 5월 1일", "2024-05-01"),
            ("31/05/2024", "2024-05-31"),
            ("05/31/2024", "2024-05-31"),
            ("1 Mayıs 2024", "2024-05-01"),
        ] {
            assert_eq!(parse(text, None).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_language_orders_day_and_month() {
        assert_eq!(parse("05/04/2024", Some("en-US")).as_deref(), Some("2024-05-04"));
        assert_eq!(parse("05/04/2024", Some("fr")).as_deref(), Some("2024-04-05"));
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in ["", "5 minutes ago", "2024", "31.02.2024", "05/04/2024", "1.2.3", "May 2024"] {
            assert_eq!(parse(text, None), None, "{text}");
        }
    }
}
