//! Time grows with the size of the input and no faster, whatever is in it.
//!
//! ```sh
//! cargo bench --bench linear            # every kind
//! cargo bench --bench linear -- script  # the kinds whose name holds a word
//! ```
//!
//! Each kind of hostile input is cleaned at size N, 2N and 4N; it fails when 4N takes more than
//! five times as long as N.

#![allow(clippy::print_stdout)]

mod support;

use std::hint::black_box;
use std::time::Duration;

/// The sizes start here.
const BYTES: usize = 100_000;

/// Shorter runs are repeated.
const ENOUGH: Duration = Duration::from_millis(40);

/// What is repeated; `#` becomes a running number.
const KINDS: &[(&str, &str)] = &[
    ("nested div", "<div>"),
    ("nested div with text", "<div>a "),
    ("nested table", "<table><tr><td>"),
    ("nested blockquote", "<blockquote>"),
    ("nested list", "<ul><li>"),
    ("nested span", "<span>"),
    ("nested svg", "<svg><g>"),
    ("unclosed b", "<b>"),
    ("unclosed b with id", "<b id=k#>"),
    ("unclosed a", "<a href=k#>"),
    ("unclosed p b", "<p><b id=k#>a "),
    ("unclosed p font", "<p><font size=#>a<i>b</font> "),
    ("misnested b p", "<b>a<p>b</b>c</p>"),
    ("misnested table text", "<table>a<tr>b"),
    ("form and div", "<form><div></form>"),
    ("end tags", "</p></div></b>"),
    ("body attributes", "<body a#=b>"),
    ("less than", "<"),
    ("less than, space", "< "),
    ("less than, slash", "</ "),
    ("less than, spaced tag", "< p >a< / p >"),
    ("ampersand", "&"),
    ("ampersand, letter", "&a"),
    ("ampersand, amp", "&amp;amp;"),
    ("ampersands escaped over and over", "&amp;amp;amp;amp;amp;amp;amp;"),
    ("amp;", "amp;"),
    ("semicolons", "; "),
    ("number reference", "&#1"),
    ("digits of a number reference", "1"),
    ("comment", "<!--"),
    ("comment ends", "--!>-->"),
    ("bogus comment", "<?"),
    ("doctype", "<!doctype a>"),
    ("cdata", "<svg><![CDATA["),
    ("script", "<script>"),
    ("script and comment", "<script><!--<script>"),
    ("title", "<title>&lt;a</titl"),
    ("attributes of one tag", " a#=b"),
    ("attribute without end", "<a b='"),
    ("cell end", "td >"),
    ("cells", "a td > tr > tbody > table > "),
    ("half-escaped tag", "& lt ;"),
    ("half-escaped tags", "& lt ;p& gt ;a& lt ;/ p& gt ;"),
    ("escaped tags", "&lt;p&gt;a&lt;/p&gt;"),
    ("bracket", "["),
    ("brackets", "[1] "),
    ("link left as text", "[a](b "),
    ("image left as text", "![a"),
    ("pipe", "|"),
    ("pipe rows", "| a | b |\n"),
    ("dashes", "-"),
    ("list lines", "- a\n"),
    ("numbered lines", "#. a\n"),
    ("heading lines", "# a\n"),
    ("asterisk", "*"),
    ("asterisks", "**a "),
    ("underscore", "_a"),
    ("backtick", "`"),
    ("backticks", "a ``"),
    ("backslash", "\\"),
    ("quotes", "\u{201C}a \""),
    ("newline", "\n"),
    ("carriage return", "\r\n"),
    ("space", " "),
    ("no-break space", "\u{A0}"),
    ("null", "\0"),
    ("letters", "a"),
    ("split words", "t o a n d "),
    ("words", "word "),
    ("sentences", "One. Two"),
    ("br", "a<br>"),
    ("empty p", "<p></p>"),
    ("heading", "<h2>a</h2>"),
    ("list items", "<ul><li>a</li></ul>"),
    ("links", "<a href=k#>a</a> "),
    ("images", "<img src=k#>"),
    ("tables", "<table><tr><td>a<td>b</table>"),
    ("table row", "<td>a"),
    ("pre", "<pre>a"),
    ("notes", "<sup><a href=#n#>1</a></sup>"),
    ("mojibake", "Ã©â€™"),
    ("quoted-printable", "=3D=20"),
    ("JSON escape", "\\u003cp\\u003e\\n"),
    ("percent", "%3Cp%3E"),
];

/// Kinds that need something before what is repeated.
const PREFIXES: &[(&str, &str)] = &[
    ("attributes of one tag", "<p"),
    ("digits of a number reference", "&#"),
    ("table row", "<table>"),
];

fn input(kind: &str, unit: &str, bytes: usize) -> String {
    let prefix = PREFIXES.iter().find(|(name, _)| *name == kind).map_or("", |(_, prefix)| prefix);
    let mut out = prefix.to_owned();
    for count in 0.. {
        if out.len() >= bytes {
            break;
        }
        out += &unit.replace('#', &count.to_string());
    }
    out
}

fn main() {
    let wanted = support::argument().unwrap_or_default();
    let mut failed = 0;
    println!("{:34} {:>9} {:>9} {:>9}  4N/N", "", "N", "2N", "4N");
    for (kind, unit) in KINDS.iter().filter(|(kind, _)| kind.contains(&*wanted)) {
        let times = [1, 2, 4].map(|factor| time(&input(kind, unit, BYTES * factor)));
        let growth = times[2].as_secs_f64() / times[0].as_secs_f64();
        let ok = growth <= 5.0;
        failed += usize::from(!ok);
        let [n, two, four] = times.map(|time| time.as_secs_f64() * 1e3);
        let mark = if ok { "" } else { "  NOT LINEAR" };
        println!("{kind:34} {n:7.1}ms {two:7.1}ms {four:7.1}ms  {growth:4.1}{mark}");
    }
    std::process::exit(i32::from(failed > 0));
}

/// The best of three, each long enough for the clock to tell.
fn time(input: &str) -> Duration {
    let run = || {
        let cleaned = unmangle::clean(input.as_bytes());
        drop(black_box(cleaned.map(|cleaned| cleaned.to_markdown())));
    };
    let mut repeats = 1;
    loop {
        let once = || support::cpu_time(|| (0..repeats).for_each(|_| run()));
        let time = once();
        if time > ENOUGH {
            return [time, once(), once()].into_iter().min().unwrap_or(time) / repeats;
        }
        repeats *= 4;
    }
}
