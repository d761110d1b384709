//! Addresses: `http : / / www . huts . example . org / night / 2019 . html`, `ann @ huts . example . org`.

use super::{Form, Piece, Site};

/// What the names of files on the web end in.
const EXTENSIONS: &[&str] = &["html", "htm", "php", "pdf", "asp", "aspx", "jsp", "xml", "txt"];

/// The sites among `pieces`.
pub(super) fn find(pieces: &[Piece], sites: &mut Vec<Site>) {
    let mut at = 0;
    while at < pieces.len() {
        let scheme = scheme(&pieces[at..]);
        let mail = is_mail(&pieces[at..]);
        let host = if scheme > 0 { at + scheme } else { at + 2 * usize::from(mail) };
        let begins = scheme > 0 || mail || pieces[at].text == "www";
        let end = if begins { end(pieces, host, mail) } else { host };
        let whole = pieces.get(host).is_some_and(|piece| is_host(piece.text));
        if end == at || end >= pieces.len() || end == host && !whole {
            at += 1;
            continue;
        }
        // A mail address may have been set apart to hide it.
        for gap in at..end {
            let range = pieces[gap].end()..pieces[gap + 1].at;
            let sure = gap == at && !mail;
            sites.push(Site { sure, ..Site::new(Form::Address, range, "") });
        }
        at = end + 1;
    }
}

/// How many pieces a scheme that is apart takes, with the slashes; none if there is none.
fn scheme(rest: &[Piece]) -> usize {
    if !rest[0].text.starts_with("http") {
        return 0;
    }
    let mut text = String::new();
    for (count, piece) in rest.iter().take(5).enumerate() {
        if piece.text.len() > 8 || count > 0 && !piece.near {
            return 0;
        }
        text.push_str(piece.text);
        if matches!(&*text, "http://" | "https://") {
            return if rest.get(count + 1).is_some_and(|next| next.near) { count + 1 } else { 0 };
        }
    }
    0
}

fn is_mail(rest: &[Piece]) -> bool {
    let [user, at, host, ..] = rest else { return false };
    at.text == "@" && at.near && host.near && is_part(user.text)
}

/// The last piece of the address whose host begins at `host`; that itself if there is no more.
fn end(pieces: &[Piece], host: usize, mail: bool) -> usize {
    let mut end = host;
    let mut in_path = false;
    if !pieces.get(host).is_some_and(|piece| is_part(piece.text)) {
        return host;
    }
    while let [mark, part, ..] = &pieces[end + 1..] {
        let clean = part.text.trim_end_matches(['.', ',', ';', ':', ')', '"', '!', '?']);
        let small = clean.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        let joined = match mark.text {
            "." if in_path => EXTENSIONS.contains(&clean),
            "." => small,
            "/" if !mail && (end > host || is_host(pieces[host].text)) => small,
            "-" | "_" | "=" | "?" | "&" if in_path => small,
            _ => false,
        };
        if !(joined && mark.near && part.near && is_part(clean)) {
            break;
        }
        in_path |= mark.text == "/";
        end += 2;
        if clean.len() < part.text.len() {
            break;
        }
    }
    end
}

/// Whether a host is whole, where only what stands before it is apart.
fn is_host(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    text.contains('.') && is_part(text)
}

fn is_part(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'%');
    text.bytes().all(inner) && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}
