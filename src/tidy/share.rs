//! Rows of buttons to share an article, as text: `Share this:Click to share on X (Opens in new
//! window)Like this:Like Loading...`.

use super::pieces;

/// What stands over a row, with a colon.
const HEADS: &[&str] = &[
    "Share this:",
    "Share this",
    "Share this post:",
    "Share this article:",
    "Share:",
    "Like this:",
    "Spread the love",
    "Teilen mit:",
    "Gefällt mir:",
    "Comparte esto:",
    "Compártelo:",
    "Me gusta esto:",
    "Partager :",
    "Partager\u{a0}:",
    "WordPress:",
    "J’aime ça :",
    "J’aime ça\u{a0}:",
    "Compartilhe isso:",
    "Curtir isso:",
    "Condividi:",
    "Mi piace:",
    "Delen:",
    "Dela detta:",
    "Udostępnij:",
    "Click to share",
];

/// What is written on buttons and for those who cannot see them.
const BUTTONS: &[&str] = &[
    "AddThis Sharing Buttons",
    "Share on",
    "Share to",
    "Share via",
    "Share",
    "Tweet",
    "Pin It",
    "Pin it",
    "Pin",
    "Like",
    "Loading...",
    "Loading…",
    "Gefällt mir Wird geladen …",
    "Gefällt mir Wird geladen...",
    "Gefällt mir Lade …",
    "Me gusta Cargando...",
    "J’aime chargement…",
    "Curtir Carregando...",
    "Mi piace Caricamento...",
    "Facebook Messenger",
    "Facebook",
    "Twitter",
    "Pinterest",
    "LinkedIn",
    "Linkedin",
    "WhatsApp",
    "Whatsapp",
    "Telegram",
    "Tumblr",
    "Reddit",
    "Pocket",
    "Google+",
    "Google",
    "Mastodon",
    "Bluesky",
    "Threads",
    "Viber",
    "Skype",
    "Messenger",
    "Flipboard",
    "VKontakte",
    "StumbleUpon",
    "Digg",
    "E-mail",
    "Email",
    "Print",
    "Copy Link",
    "Copy link",
    "Copy URL",
    "More",
    "X",
];

/// What only such rows say.
const TELLING: &[&str] = &["AddThis Sharing", "Like Loading", "Share on", "Share to", "Share via"];

/// How what to click on begins; it goes on to a remark in parentheses that a window opens.
const CLICKS: &[&str] = &[
    "Click to ",
    "Click here to share",
    "Klick, um ",
    "Klicken, um ",
    "Klicke, um ",
    "Haz clic ",
    "Haga clic ",
    "Cliquez pour ",
    "Cliquer pour ",
    "Clique para ",
    "Fai clic ",
    "Klik om ",
    "Klicka för ",
    "Kliknij, ",
];

const WINDOWS: &[&str] = &[
    "window", "Fenster", "ventana", "fenêtre", "janela", "finestra", "venster", "fönster", "oknie",
];

/// How long what to click on may be.
const LONGEST: usize = 160;

/// Whether a text is such a row and nothing else.
pub(super) fn is_row(text: &str) -> bool {
    buttons(text).is_some_and(|(count, telling)| telling || count > 2)
}

/// Whether a text is a row that tells what it is for; names of networks are a list like others.
pub(super) fn is_telling_row(text: &str) -> bool {
    buttons(text).is_some_and(|(_, telling)| telling)
}

/// How many buttons a text consists of, and whether they tell what they are for.
fn buttons(text: &str) -> Option<(usize, bool)> {
    let (mut rest, mut buttons, mut telling) = (trimmed(text), 0, false);
    while !rest.is_empty() {
        let clicked = click(rest);
        let named = || {
            let units = HEADS.iter().chain(BUTTONS);
            units.map(|unit| unit.len()).filter(|&end| is_unit(rest, end)).max()
        };
        let end = clicked.or_else(named)?;
        buttons += 1;
        telling |= clicked.is_some() || TELLING.iter().any(|unit| rest.starts_with(unit));
        rest = trimmed(&rest[end..]);
    }
    Some((buttons, telling && buttons > 1))
}

/// Whether the first `end` bytes are a head or what is written on a button.
fn is_unit(rest: &str, end: usize) -> bool {
    let Some(unit) = rest.get(..end) else { return false };
    (HEADS.contains(&unit) || BUTTONS.contains(&unit))
        && !rest[end..].starts_with(|c: char| c.is_lowercase() || c == '\'' || c == '’')
}

fn trimmed(text: &str) -> &str {
    text.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || ",|·•/:-–+*".contains(c)
    })
}

/// The end of what to click on.
fn click(text: &str) -> Option<usize> {
    CLICKS.iter().find(|click| text.starts_with(**click))?;
    let open = text.find('(').filter(|&open| open < LONGEST)?;
    let close = open + text[open..].find(')').filter(|&close| close < LONGEST)?;
    WINDOWS.iter().any(|window| text[open..close].contains(window)).then_some(close + 1)
}

/// Where a row begins that ends a text.
pub(super) fn tail(text: &str) -> Option<usize> {
    let starts = HEADS.iter().filter_map(|head| text.find(head));
    let at = starts.filter(|&at| pieces::ends_before(text, at)).min()?;
    is_row(&text[at..]).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_buttons_are_told_from_prose() {
        let row = "Share this:Click to share on X (Opens in new window)XLike this:Like Loading...";
        assert!(is_telling_row(row) && tail(&format!("It is late. {row}")) == Some(12));
        assert!(is_row("Teilen mit:Klick, um über X zu teilen (Wird in neuem Fenster geöffnet)X"));
        assert!(is_row("Facebook Twitter Pinterest") && is_row("Share on Facebook"));
        assert!(!is_row("Facebook Twitter") && !is_row("Share this:") && !is_row("Like Facebook"));
        assert!(!is_row("Facebook, Twitter and Pinterest") && !is_row("Click to share (soon)"));
    }
}
