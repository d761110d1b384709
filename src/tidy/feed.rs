//! What feeds and pages put after an article: "The post … appeared first on …", "Read more".

/// The words around the title and the site's name, by language: before, between, and after.
const TAILS: &[(&str, &[&str], &str)] = &[
    ("The post ", &[" appeared first on ", " first appeared on ", " was first published on "], ""),
    ("This post ", &[" appeared first on ", " first appeared on "], ""),
    ("The article ", &[" appeared first on ", " first appeared on "], ""),
    ("This article ", &[" appeared first on ", " first appeared on "], ""),
    ("Der Beitrag ", &[" erschien zuerst auf ", " ist zuerst erschienen auf "], ""),
    ("Der Artikel ", &[" erschien zuerst auf "], ""),
    ("L’article ", &[" est apparu en premier sur "], ""),
    ("L'article ", &[" est apparu en premier sur "], ""),
    ("Cet article ", &[" est apparu en premier sur "], ""),
    (
        "La entrada ",
        &[" se publicó primero en ", " apareció primero en ", " aparece primero en "],
        "",
    ),
    ("El cargo ", &[" apareció primero en ", " aparece primero en "], ""),
    ("El artículo ", &[" se publicó primero en ", " apareció primero en "], ""),
    ("O post ", &[" apareceu primeiro em ", " appeared first on "], ""),
    ("O conteúdo ", &[" aparece primeiro em ", " apareceu primeiro em "], ""),
    ("L'articolo ", &[" proviene da ", " sembra essere il primo su "], ""),
    ("L’articolo ", &[" proviene da ", " sembra essere il primo su "], ""),
    ("Het bericht ", &[" verscheen eerst op "], ""),
    ("Inlägget ", &[" dök först upp på "], ""),
    ("Innlegget ", &[" dukket først opp på "], ""),
    ("Indlægget ", &[" blev først udgivet på ", " dukkede først op på "], ""),
    ("Artykuł ", &[" pochodzi z serwisu "], ""),
    ("Příspěvek ", &[" pochází z ", " se nejdříve objevil na "], ""),
    ("Запись ", &[" впервые появилась ", " впервые опубликована "], ""),
    (
        "Сообщение ",
        &[" появились сначала на ", " появилось сначала на ", " впервые появилось "],
        "",
    ),
    ("Запис ", &[" спершу з'явився на ", " спершу з’явився на ", " вперше з'явився "], ""),
    ("Articolul ", &[" apare prima dată în "], ""),
    ("Το άρθρο ", &[" εμφανίστηκε πρώτα στο "], ""),
    ("A(z) ", &[" bejegyzés először "], ""),
    ("A ", &[" bejegyzés először "], ""),
    ("", &[" yazısı ilk önce "], ""),
    ("投稿 ", &[" は "], "に最初に表示されました"),
    ("文章", &["最先出现在", "最早出现于"], ""),
    ("글 ", &["에 처음 등장"], ""),
];

/// Where a feed's tail begins in `text`, which ends with it.
pub(super) fn tail(text: &str) -> Option<usize> {
    let end = text.trim_end();
    TAILS.iter().find_map(|(before, between, after)| {
        let middle = between.iter().filter_map(|part| end.rfind(part)).max()?;
        let closing = end.len() - middle;
        if closing > 200 || !end.contains(after) {
            return None;
        }
        let start = if before.is_empty() { 0 } else { end[..middle].rfind(before)? };
        begins_sentence(&end[..start]).then_some(start)
    })
}

fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', '…', '”', '"', '»', ')', '。', ']', '→'])
}

/// Links to the rest of an article, in lower case and without arrows.
const READ_MORE: &[&str] = &[
    "read more",
    "continue reading",
    "read the full article",
    "read full article",
    "read the rest",
    "read on",
    "more",
    "weiterlesen",
    "mehr lesen",
    "lesen sie weiter",
    "lire la suite",
    "lire plus",
    "leer más",
    "seguir leyendo",
    "leer mas",
    "ler mais",
    "leia mais",
    "continue lendo",
    "continuar lendo",
    "leggi tutto",
    "continua a leggere",
    "lees meer",
    "lees verder",
    "läs mer",
    "les mer",
    "læs mere",
    "czytaj więcej",
    "czytaj dalej",
    "читать далее",
    "читать дальше",
    "читать полностью",
    "подробнее",
    "читати далі",
    "číst dál",
    "číst více",
    "devamını oku",
    "citește mai mult",
    "続きを読む",
    "阅读更多",
    "阅读全文",
    "继续阅读",
    "더 읽기",
    "더 보기",
    "اقرأ المزيد",
    "קרא עוד",
    "ادامه مطلب",
    "διαβάστε περισσότερα",
];

/// What stands over rows of buttons, in lower case.
const SHARE: &[&str] = &[
    "share this",
    "share this post",
    "share this article",
    "share this story",
    "share",
    "share on",
    "like this",
    "loading",
    "follow us",
    "tweet",
    "teilen",
    "teilen mit",
    "diesen beitrag teilen",
    "partager",
    "partager cet article",
    "comparte esto",
    "compartir",
    "comparte este artículo",
    "compartilhe",
    "compartilhe isso",
    "compartilhar",
    "condividi",
    "condividi questo articolo",
    "delen",
    "dela",
    "del",
    "udostępnij",
    "поделиться",
    "поделиться ссылкой",
    "поділитися",
    "sdílet",
    "paylaş",
    "シェア",
    "分享",
    "分享到",
    "공유하기",
    "شارك",
    "שתף",
];

const EDGES: &[char] = &[
    '→', '»', '›', '>', '…', '.', ':', ' ', '\u{a0}', '[', ']', '(', ')', '⟶', '➔', '↓', '-', '–',
];

/// Whether the text is a link to the rest of the article and nothing else.
pub(super) fn is_read_more(text: &str) -> bool {
    READ_MORE.contains(&bare(text).as_str())
}

/// Whether the text stands over buttons to share the article.
pub(super) fn is_share(text: &str) -> bool {
    SHARE.contains(&bare(text).as_str())
}

fn bare(text: &str) -> String {
    let text = text.trim_matches(|c: char| EDGES.contains(&c) || c.is_whitespace());
    if text.len() > 60 { String::new() } else { text.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_found_where_they_begin() {
        assert_eq!(tail("The post Kites appeared first on Harbour News ."), Some(0));
        assert_eq!(tail("It is late. The post Kites appeared first on Harbour News."), Some(12));
        assert_eq!(tail("Der Beitrag Drachen erschien zuerst auf Hafenblatt."), Some(0));
        assert_eq!(tail("He said the post where it appeared first on Monday was blue."), None);
        assert!(is_read_more("Read more →") && !is_read_more("Read more books"));
    }
}
