//! Dates as containers write them, as RFC 3339 in UTC.

/// A date as RFC 3339 in UTC: `2026-01-31T12:00:00Z`. A time without an offset is taken as UTC, a day
/// without a time as its beginning.
///
/// Read are ISO 8601 and RFC 3339, RFC 5322 and HTTP (`Sat, 31 Jan 2026 13:00:00 +0100`), dates in
/// English words, fourteen digits as web archives have them, and Unix time in seconds or
/// milliseconds.
///
/// ```
/// use unmangle::ingest::to_rfc3339;
///
/// let date = to_rfc3339("Sat, 31 Jan 2026 13:00:00 +0100");
/// assert_eq!(date.as_deref(), Some("2026-01-31T12:00:00Z"));
/// assert_eq!(to_rfc3339("yesterday"), None);
/// ```
#[must_use]
pub fn to_rfc3339(text: &str) -> Option<String> {
    let text = text.trim();
    let seconds = digits(text).or_else(|| iso(text)).or_else(|| words(text))?;
    let (days, time) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    (1..=9999).contains(&year).then(|| {
        format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            time / 3600,
            time / 60 % 60,
            time % 60
        )
    })
}

const DAY: i64 = 86_400;

/// Digits alone: a day, a day and a time, or Unix time.
fn digits(text: &str) -> Option<i64> {
    let plain = text.strip_suffix(".0").unwrap_or(text);
    if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| plain.get(range)?.parse::<i64>().ok();
    match plain.len() {
        8 => at(part(0..4)?, part(4..6)?, part(6..8)?, 0),
        14 => {
            let time = clock(part(8..10)?, part(10..12)?, part(12..14)?)?;
            at(part(0..4)?, part(4..6)?, part(6..8)?, time)
        }
        9 | 10 => plain.parse().ok(),
        12 | 13 => plain.parse::<i64>().ok().map(|milliseconds| milliseconds / 1000),
        _ => None,
    }
}

/// `2026-01-31`, `2026/1/31 13:00`, `2026-01-31T13:00:00.5+01:00`.
fn iso(text: &str) -> Option<i64> {
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let mut parts = text[..end].split(['-', '/', '.']);
    let year = parts.next().filter(|year| year.len() == 4)?;
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (month, day) = (number()?, number()?);
    if parts.next().is_some() {
        return None;
    }
    let rest = text.get(end + 1..).unwrap_or_default();
    at(year.parse().ok()?, month, day, time_and_zone(rest)?)
}

/// `Sat, 31 Jan 2026 13:00:00 GMT`, `January 31, 2026`, `31 January 2026, 13:00`.
fn words(text: &str) -> Option<i64> {
    let mut parts = text.split([' ', ',', '\t']).filter(|part| !part.is_empty()).peekable();
    // The day of the week.
    parts.next_if(|part| month(part).is_none() && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let (first, second) = (parts.next()?, parts.next()?);
    let (day, month) = match month(first) {
        Some(month) => (second, month),
        None => (first, month(second)?),
    };
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let rest: Vec<&str> = parts.filter(|part| *part != "at").collect();
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    at(year, month, day.parse().ok()?, time_and_zone(&rest.join(" "))?)
}

fn month(text: &str) -> Option<i64> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.trim_end_matches('.').to_ascii_lowercase();
    let is = |name: &&str| text.len() >= 3 && (name.starts_with(&*text) || text == "sept");
    if text == "sept" {
        return Some(9);
    }
    Some(NAMES.iter().position(is)? as i64 + 1)
}

/// Seconds since midnight, UTC, of `13:00:00.5+01:00`, `1:00 PM EST` and the like; 0 of nothing.
fn time_and_zone(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() {
        return Some(0);
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len());
    let mut parts = text[..end].split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let mut rest = &text[end..];
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let rest = rest.trim().to_ascii_uppercase();
    let (hour, zone) = match (rest.strip_prefix("PM"), rest.strip_prefix("AM")) {
        (Some(zone), _) => (hour % 12 + 12, zone),
        (_, Some(zone)) => (hour % 12, zone),
        _ => (hour, &*rest),
    };
    Some(clock(hour, minute, second)? - offset(zone.trim())?)
}

/// Seconds east of Greenwich.
fn offset(zone: &str) -> Option<i64> {
    let hours = match zone {
        "" | "Z" | "UT" | "UTC" | "GMT" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "BST" | "CET" => 1,
        "CEST" => 2,
        _ => {
            let sign = match zone.chars().next()? {
                '+' => 1,
                '-' | '\u{2212}' => -1,
                _ => return None,
            };
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let number = |range| digits.get(range).map_or(Some(0), |part: &str| part.parse().ok());
            let (hours, minutes): (i64, i64) = (number(0..2)?, number(2..4)?);
            return (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60));
        }
    };
    Some(hours * 3600)
}

fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // A leap second is the last one of its minute.
    let fits = hour < 24 && minute < 60 && second <= 60;
    fits.then(|| hour * 3600 + minute * 60 + second.min(59))
}

fn at(year: i64, month: i64, day: i64, seconds: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 1 {
        return None;
    }
    let days = days(year, month, day);
    (civil(days) == (year, month, day)).then_some(days * DAY + seconds)
}

/// Days since 1970-01-01 in the Gregorian calendar; years begin in March here, so that leap days end
/// them.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, month and day of a number of days since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_containers_have() {
        for (text, date) in [
            ("2026-01-31", "2026-01-31T00:00:00Z"),
            ("2026-01-31T23:30:00-05:00", "2026-02-01T04:30:00Z"),
            ("2026-01-31 12:00:00", "2026-01-31T12:00:00Z"),
            ("2026-01-31T12:00:00.123Z", "2026-01-31T12:00:00Z"),
            ("2024/2/29", "2024-02-29T00:00:00Z"),
            ("Sat, 31 Jan 2026 13:00:00 +0100", "2026-01-31T12:00:00Z"),
            ("Sat, 31 Jan 2026 13:00:00 GMT", "2026-01-31T13:00:00Z"),
            ("31 January 2026", "2026-01-31T00:00:00Z"),
            ("January 31st, 2026 1:05 PM EST", "2026-01-31T18:05:00Z"),
            ("Sept. 3, 2026", "2026-09-03T00:00:00Z"),
            ("20260131120000", "2026-01-31T12:00:00Z"),
            ("1769860800", "2026-01-31T12:00:00Z"),
            ("1769860800000", "2026-01-31T12:00:00Z"),
        ] {
            assert_eq!(to_rfc3339(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "2026-02-30",
            "2026-13-01",
            "31 Foo 2026",
            "12",
            "2026-01-31Tx",
            "T",
            "é 1 2",
        ] {
            assert_eq!(to_rfc3339(text), None, "{text}");
        }
    }
}
