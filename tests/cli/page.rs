//! `unmangle report`: the page, in a browser where there is one.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{run, text};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cli/check")
}

/// Writes the page of some files; gives its text.
#[track_caller]
fn report(inputs: &[&Path], page: &Path) -> String {
    let mut arguments = vec!["report", "-o", page.to_str().expect("UTF-8")];
    arguments.extend(inputs.iter().map(|input| input.to_str().expect("UTF-8")));
    let output = run(page.parent().expect("a folder"), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    std::fs::read_to_string(page).expect("a page")
}

/// A document that tries what pages should not do.
const HOSTILE: &str = r#"< p >One.< / p ><script>document.title='run'</script>
</pre></code></script><img src=x onerror="document.title='run'"><svg onload="document.title='run'">
<p onclick="document.title='run'">< b >Two< / b > <a href="javascript:document.title='run'">x</a></p>
<iframe srcdoc="<script>parent.document.title='run'</script>"></iframe>
<style>body { display: none }</style><link rel=stylesheet href="https://example.org/x.css">
<p id="f0" class="m" data-f="0">"><script>document.title='run'</script>' onmouseover='document.title=1</p>
<base href="https://example.org/"><form action="https://example.org/"><button>x</button></form>
&lt;script&gt;document.title='run'&lt;/script& gt; &amp;lt;img src=x onerror=document.title='run'&amp;gt;
<meta http-equiv=refresh content="0;url=https://example.org/">"#;

#[test]
fn the_page_stands_by_itself() {
    let folder_of_pages = tempfile::tempdir().expect("a temporary folder");
    let hostile = folder_of_pages.path().join("ho<b>st\"ile.html");
    std::fs::write(&hostile, HOSTILE).expect("a file");
    let damaged = folder().join("damaged.html");
    let page = report(&[&damaged, &hostile], &folder_of_pages.path().join("page.html"));
    // One script, one style sheet, both of them ours, named in the policy.
    for (open, close, policy) in
        [("<script>", "</script>", "script-src"), ("<style>", "</style>", "style-src")]
    {
        assert_eq!(page.matches(open).count(), 1, "{open}");
        assert_eq!(page.matches(open.trim_end_matches('>')).count(), 1, "{open}");
        let content = page.split(open).nth(1).and_then(|rest| rest.split(close).next());
        let hash = base64(&Sha256::digest(content.expect("content").as_bytes()));
        assert!(page.contains(&format!("{policy} 'sha256-{hash}'")), "{policy} {hash}");
    }
    assert!(page.contains("default-src 'none'"));
    let body = page.split_once("</style>").expect("a head").1;
    for markup in
        ["<img", "<iframe", "<svg onload", "<link", "<base", "<form", "<meta", " onclick=\""]
    {
        assert!(!body.contains(markup), "{markup}");
    }
    for link in body.split(" href=\"").skip(1) {
        assert!(link.starts_with('#'), "{}", &link[..40.min(link.len())]);
    }
    assert!(!body.contains(" src=\"") && !body.contains(" style=\""));
}

#[test]
fn files_of_others_are_not_written_over() {
    let folder_of_pages = tempfile::tempdir().expect("a temporary folder");
    let page = folder_of_pages.path().join("a.html");
    std::fs::write(&page, "<p>Mine.</p>").expect("a file");
    let damaged = folder().join("damaged.html");
    for inputs in [[damaged.to_str().expect("UTF-8")], ["a.html"]] {
        let output =
            run(folder_of_pages.path(), &[&["report", "-o", "a.html"], &inputs[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
        assert_eq!(std::fs::read(&page).expect("a file"), b"<p>Mine.</p>");
    }
    // A page of ours may be made anew.
    std::fs::remove_file(&page).expect("it is there");
    report(&[&damaged], &page);
    report(&[&damaged], &page);
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | usize::from(*chunk.get(at).unwrap_or(&0)));
        for place in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * place) & 63]);
            text.push(if place <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

/// Opens the page in Chromium with a script that the policy admits besides, and gives what it says.
/// Nothing where there is no Chromium.
#[expect(clippy::print_stderr, reason = "who runs the tests should know")]
fn in_browser(page: &Path, script: &str) -> Option<Value> {
    let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let chromium = chromium.into_iter().find(|path| Path::new(path).exists());
    let Some(chromium) = chromium else {
        eprintln!("skipped: there is no Chromium");
        return None;
    };
    let script = format!(
        "addEventListener('securitypolicyviolation', e => said.violations.push(e.violatedDirective));
         const said = {{violations: []}};
         const $ = s => document.querySelector(s), $$ = s => [...document.querySelectorAll(s)];
         try {{ {script} }} catch (error) {{ said.error = String(error.stack); }}
         setTimeout(() => {{
           said.title = document.title;
           const out = document.createElement('pre'); out.id = 'said';
           out.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(said))));
           document.body.append(out);
         }}, 300);"
    );
    let hash = base64(&Sha256::digest(script.as_bytes()));
    let html = std::fs::read_to_string(page).expect("a page");
    let html = html.replacen("script-src ", &format!("script-src 'sha256-{hash}' "), 1);
    let html = html.replacen("</body>", &format!("<script>{script}</script></body>"), 1);
    let driven = page.with_extension("driven.html");
    std::fs::write(&driven, html).expect("a file");
    let profile = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new("timeout")
        .args(["60", chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .args(["--virtual-time-budget=4000", "--window-size=1280,1000"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", driven.display()))
        .output()
        .expect("it runs");
    let dom = text(&output.stdout);
    let said = dom.split("<pre id=\"said\">").nth(1).and_then(|rest| rest.split('<').next());
    let said = said.unwrap_or_else(|| panic!("nothing said: {} {}", dom, text(&output.stderr)));
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in said.bytes().filter(|byte| *byte != b'=') {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        bits = bits << 6 | letters.iter().position(|l| *l == byte).expect("base64") as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    let said: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert!(said["error"].is_null(), "{said}");
    Some(said)
}

#[test]
fn a_reader_clicks_filters_and_tabs_through() {
    let folder_of_pages = tempfile::tempdir().expect("a temporary folder");
    let page = folder_of_pages.path().join("page.html");
    let seed = folder().join("../../../fixtures/articles/el-salvador/source.html");
    report(&[&folder().join("damaged.html"), &folder().join("arabic.html"), &seed], &page);
    let script = r##"
        const finding = rule => $(`li[data-rule="${rule}"]`).id.slice(1);
        // A click in the source tells what was done, and shows where in the clean text.
        const mojibake = finding('mojibake');
        $('#m' + mojibake).click();
        said.told = $('#told').textContent;
        said.linked = $$('.t.here').map(node => node.textContent);
        // A click in the clean text leads back.
        const split = finding('word-split');
        $('.t[data-f="' + split + '"]').click();
        said.back = $('#m' + split).classList.contains('here');
        // A tag has no text of its own: the block is shown.
        $('#m' + finding('tag-delimiter-spaced')).click();
        said.block = $$('.block.here').length;
        // The keyboard: marks can be reached, tell what they are, and n leads to the next one.
        const marks = $$('a.m');
        said.reachable = marks.filter(mark => mark.id && mark.tabIndex === 0).length;
        marks[0].focus();
        said.focused = $('#told').textContent.includes($('#f' + marks[0].dataset.f + ' strong').textContent);
        dispatchEvent.call(document, new KeyboardEvent('keydown', {key: 'n', bubbles: true}));
        said.next = document.activeElement.dataset.f;
        // Filters, by confidence and by rule.
        said.shown = [$('#shown').textContent];
        $('input[data-confidence="certain"]').click();
        said.shown.push($('#shown').textContent);
        said.likely = $$('ol.findings > li:not(.off)').every(li => li.dataset.c !== 'certain');
        $('input[data-confidence="certain"]').click();
        $('[data-all="off"]').click();
        $('input[data-rule="word-split"]').click();
        said.shown.push($('#shown').textContent);
        said.splits = $$('li[data-rule="word-split"]').length;
        said.stops = $$('a.m').filter(mark => mark.tabIndex === 0 && mark.id).length;
        // The index sorts.
        const names = () => $$('.index tbody tr').map(row => Number(row.children[2].textContent));
        $$('.index th button')[2].click();
        said.falling = names();
        $$('.index th button')[2].click();
        said.rising = names();
    "##;
    let Some(said) = in_browser(&page, script) else { return };
    let told = said["told"].as_str().unwrap_or("");
    assert!(told.contains("mojibake") && told.contains("Ã©") && told.contains('é'), "{said}");
    assert_eq!(said["linked"], serde_json::json!(["é"]), "{said}");
    assert_eq!(
        (&said["back"], &said["focused"], &said["likely"]),
        (&true.into(), &true.into(), &true.into())
    );
    assert_eq!((&said["block"], &said["next"]), (&1.into(), &"1".into()), "{said}");
    assert_eq!(said["shown"][2].as_str(), Some(&*said["splits"].to_string()), "{said}");
    assert_eq!(said["stops"], said["splits"], "{said}");
    let number = |at: usize| said["shown"][at].as_str().and_then(|n| n.parse::<u64>().ok());
    assert!(number(1) < number(0) && said["reachable"].as_u64() > Some(100), "{said}");
    let numbers = |key: &str| -> Vec<u64> {
        said[key].as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
    };
    let (falling, mut rising) = (numbers("falling"), numbers("rising"));
    assert!(falling.is_sorted_by(|a, b| a >= b) && falling.len() == 3, "{said}");
    rising.reverse();
    assert_eq!(falling, rising);
    assert_eq!(said["violations"], serde_json::json!([]), "{said}");
}

#[test]
fn hostile_documents_run_nothing() {
    let folder_of_pages = tempfile::tempdir().expect("a temporary folder");
    let page = folder_of_pages.path().join("page.html");
    let hostile = folder_of_pages.path().join("hostile.html");
    std::fs::write(&hostile, HOSTILE).expect("a file");
    report(&[&hostile], &page);
    let script = r##"
        $$('a, summary, .block, button').forEach(node => {
            for (const kind of ['mouseover', 'click', 'focusin']) {
                node.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}));
            }
        });
        said.elements = [...new Set($$('main *').map(node => node.localName))].sort();
        said.handlers = $$('*').filter(node => [...node.attributes].some(a => a.name.startsWith('on'))).length;
        said.visible = getComputedStyle(document.body).display;
        said.at = location.protocol;
        said.text = $('.clean').textContent;
    "##;
    let Some(said) = in_browser(&page, script) else { return };
    assert_eq!(said["title"], "Repairs", "{said}");
    assert_eq!((&said["handlers"], &said["visible"]), (&0.into(), &"block".into()), "{said}");
    assert_eq!((&said["at"], &said["violations"]), (&"file:".into(), &serde_json::json!([])));
    for element in said["elements"].as_array().expect("elements") {
        let element = element.as_str().unwrap_or("");
        assert!(!["script", "style", "img", "iframe", "form", "link", "base"].contains(&element));
    }
    assert!(said["text"].as_str().is_some_and(|text| text.contains("One.")), "{said}");
}

/// What was left out around an article is no repair of the text beside it.
#[test]
fn only_repaired_blocks_are_marked() {
    let folder_of_pages = tempfile::tempdir().expect("a temporary folder");
    let article = folder_of_pages.path().join("page.html");
    let html = "<p hidden>Hidden text.</p><p>Sound.</p>< p >Two.< / p >";
    std::fs::write(&article, html).expect("a file");
    let page = report(&[&article], &folder_of_pages.path().join("report.html"));
    assert!(page.contains("removed-hidden"), "{page}");
    assert!(page.contains("<div class=\"block\" id=\"b0-0\""), "{page}");
    assert!(page.contains("<div class=\"block repaired\" id=\"b0-1\""), "{page}");
}

/// A thousand repairs are a page that still answers, and each of them has its place.
#[test]
fn a_thousand_repairs_have_their_places() {
    let folder_of_pages = tempfile::tempdir().expect("a temporary folder");
    let many = folder_of_pages.path().join("many.html");
    let paragraph = "< p >The lamp is < b >lit< / b > again.< / p >\n";
    std::fs::write(&many, paragraph.repeat(250)).expect("a file");
    let page = folder_of_pages.path().join("page.html");
    report(&[&many], &page);
    let script = r##"
        said.marks = $$('a.m[id]').length;
        said.findings = $$('ol.findings > li').length;
        const last = $$('a.m[id]').pop();
        last.click();
        const pane = $('.clean'), here = $('.clean .here').getBoundingClientRect();
        const box = pane.getBoundingClientRect();
        said.revealed = here.top >= box.top - 1 && here.bottom <= box.bottom + 1;
        said.places = $$('svg.strip a').length;
    "##;
    let Some(said) = in_browser(&page, script) else { return };
    assert_eq!((&said["marks"], &said["findings"]), (&1000.into(), &1000.into()), "{said}");
    assert_eq!((&said["places"], &said["revealed"]), (&200.into(), &true.into()), "{said}");
}
