//! The oracle: on undamaged input our tokens build the tree that html5ever's own tokenizer builds
//! with markup5ever_rcdom.

use std::path::{Path, PathBuf};

use html5ever::tendril::TendrilSink;
use html5ever::{QualName, ns};
use markup5ever_rcdom as rcdom;
use proptest::prelude::*;

use super::Arena;
use super::tree::{Namespace, NodeData, NodeId, Step, Tree};
use crate::options::{Limits, RepairOptions};
use crate::report::Report;
use crate::tokenize::lexer::Lexer;
use crate::tokenize::{TokenKind, Tokens};

/// The tree as lines, in the manner of html5lib's tests.
fn parse_ours(text: &str, context: Option<&QualName>) -> String {
    let mut report = Report::new(&RepairOptions::default());
    let tokens = Tokens::Strict(Lexer::new(text));
    let limits = Limits::default();
    let arena = Arena::new();
    let tree = match context {
        None => super::parse(text, tokens, &limits, &mut report, &arena),
        Some(name) => {
            super::parse_fragment(text, tokens, name.clone(), &limits, &mut report, &arena)
        }
    };
    check_spans(text, &tree);
    dump_ours(&tree)
}

fn parse_theirs(text: &str, context: Option<&QualName>) -> String {
    let mut options = html5ever::ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    // A byte order mark is the decoder's to drop; html5ever drops it after every script as well.
    options.tokenizer.discard_bom = false;
    let dom = rcdom::RcDom::default();
    let parser = match context {
        None => html5ever::parse_document(dom, options),
        Some(name) => html5ever::parse_fragment(dom, options, name.clone(), Vec::new(), false),
    };
    dump_theirs(&parser.one(text).document)
}

fn line(out: &mut String, depth: usize, text: &str) {
    out.push_str(&format!("{:1$}{text}\n", "", depth * 2));
}

fn element_lines(
    out: &mut String,
    depth: usize,
    (namespace, name): (Namespace, &str),
    attributes: impl Iterator<Item = (Namespace, String, String)>,
) {
    let prefix =
        if namespace == Namespace::Html { String::new() } else { format!("{namespace:?} ") };
    line(out, depth, &format!("<{prefix}{name}>"));
    let mut attributes: Vec<_> = attributes
        .map(|(namespace, name, value)| {
            format!("{namespace:?} {name}={:?}", value.as_bytes().escape_ascii().to_string())
        })
        .collect();
    attributes.sort();
    for attribute in attributes {
        line(out, depth + 1, &attribute);
    }
}

fn dump_ours(tree: &Tree) -> String {
    let mut out = String::new();
    let mut roots = vec![(NodeId::DOCUMENT, 0)];
    while let Some((root, base)) = roots.pop() {
        let mut depth = base;
        for step in tree.walk(root) {
            let Step::Enter(id) = step else {
                depth -= 1;
                continue;
            };
            match &tree.get(id).data {
                NodeData::Document => line(&mut out, depth, "document"),
                NodeData::Doctype => line(&mut out, depth, "doctype"),
                NodeData::Text(text) => line(&mut out, depth, &format!("{:?}", &*text.value)),
                NodeData::Comment(text) => line(&mut out, depth, &format!("<!-- {text:?}")),
                NodeData::Element(element) => {
                    let attributes = element.attributes.iter();
                    let attributes =
                        attributes.map(|a| (a.namespace, a.name.to_owned(), a.value.to_owned()));
                    let name = (element.namespace, element.local);
                    element_lines(&mut out, depth, name, attributes);
                    roots.extend(element.template.map(|contents| (contents, 0)));
                }
            }
            depth += 1;
        }
    }
    out
}

fn dump_theirs(document: &rcdom::Handle) -> String {
    let mut out = String::new();
    let mut roots = vec![document.clone()];
    while let Some(root) = roots.pop() {
        let mut stack = vec![(root, 0)];
        while let Some((node, depth)) = stack.pop() {
            match &node.data {
                rcdom::NodeData::Document => line(&mut out, depth, "document"),
                rcdom::NodeData::Doctype { .. } => line(&mut out, depth, "doctype"),
                rcdom::NodeData::Text { contents } => {
                    line(&mut out, depth, &format!("{:?}", &**contents.borrow()));
                }
                rcdom::NodeData::Comment { contents } => {
                    line(&mut out, depth, &format!("<!-- {:?}", &**contents));
                }
                rcdom::NodeData::Element { name, attrs, template_contents, .. } => {
                    let attributes = attrs.borrow();
                    let attributes = attributes.iter().map(|a| {
                        let name = a.name.local.to_string();
                        (Namespace::of(&a.name.ns), name, a.value.to_string())
                    });
                    let name = (Namespace::of(&name.ns), &*name.local);
                    element_lines(&mut out, depth, name, attributes);
                    roots.extend(template_contents.borrow().clone());
                }
                rcdom::NodeData::ProcessingInstruction { .. } => line(&mut out, depth, "pi"),
            }
            let children = node.children.borrow();
            stack.extend(children.iter().rev().map(|child| (child.clone(), depth + 1)));
        }
    }
    out
}

/// Every piece of a text node stands in the source where its origin says.
fn check_spans(text: &str, tree: &Tree) {
    for step in tree.walk(NodeId::DOCUMENT) {
        let Step::Enter(id) = step else { continue };
        let span = tree.span(id);
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?} in {text:?}");
        let Some(node) = tree.text(id) else { continue };
        for (range, span) in node.origin.pieces() {
            let (value, source) = (&node.value[range], &text[span.range()]);
            let same = value == source || value == source.replace('\r', "\n");
            assert!(
                same || value == read(source),
                "{value:.999?} from {source:.999?} in {text:.999?}"
            );
        }
    }
}

/// The characters of a piece of source; U+0000 in foreign content is replaced.
fn read(source: &str) -> String {
    let mut lexer = Lexer::new(source);
    let mut out = String::new();
    while let Some(token) = lexer.next(|| false) {
        match token.kind {
            TokenKind::Text(text) => out.push_str(&text),
            _ => out.push('\u{FFFD}'),
        }
    }
    out
}

/// The first lines in which the trees differ.
fn difference(text: &str, context: Option<&QualName>) -> Option<String> {
    let (ours, theirs) = (parse_ours(text, context), parse_theirs(text, context));
    if ours == theirs {
        return None;
    }
    let at = ours.lines().zip(theirs.lines()).take_while(|(a, b)| a == b).count();
    let show =
        |tree: &str| tree.lines().skip(at.saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n");
    Some(format!("ours:\n{}\ntheirs:\n{}", show(&ours), show(&theirs)))
}

fn html(name: &str) -> QualName {
    QualName::new(None, ns!(html), name.into())
}

const DOCUMENTS: &[&str] = &[
    "<!DOCTYPE html><title>a &amp; b</title><p>c<p>d &copy &notit; &#8217;\r\ne",
    "\u{FEFF}<script>a</script>\u{FEFF}b",
    "<script><!--<script></script>--></script>a",
    "<pre>\n\na</pre><textarea>\n<b></textarea><listing>\r\nx",
    "<table> a <tr><td>b</td> c</table>d",
    "<table>\n<tr>\0 \n<td>b",
    "<svg><![CDATA[a]]b\0]]><title>c<b>d</b></title></svg><![CDATA[e]]>",
    "<math><annotation-xml encoding=TEXT/html><p>a</annotation-xml></math>",
    "<b>a<p>b</b>c<i>d</p>e",
    "<a href=1>a<a href=2>b<div>c</a>d",
    "<frameset> a <frame> b</frameset> c ",
    " <!--a--> <html> <!--b--> <head> <!--c--> </head> <!--d--> <body> e </body> <!--f--> </html> <!--g--> h",
    "<template><td>a</td></template><select><option>b<option>c</select>",
    "<noscript><p>a</noscript><plaintext></plaintext>b\0",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2//EN\"><p><table><tr><td>a",
    "a</>b</ c>d<?e?><f g=h i='j' i=k l",
];

#[test]
fn documents_give_the_same_tree() {
    for text in DOCUMENTS {
        assert_eq!(parse_ours(text, None), parse_theirs(text, None), "{text:?}");
        for context in
            ["div", "textarea", "script", "table", "tr", "colgroup", "template", "select"]
        {
            let context = html(context);
            assert_eq!(
                parse_ours(text, Some(&context)),
                parse_theirs(text, Some(&context)),
                "{text:?}"
            );
        }
    }
}

/// Pieces of markup that tree construction has rules for. Not `</>`: between `<pre>` and a newline
/// html5ever takes the parse error for a token and keeps the newline; WHATWG HTML, "a start tag
/// whose tag name is pre", ignores it if it is the next token.
fn soup() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "a",
        "b",
        "i",
        "p",
        "div",
        "span",
        "table",
        "tr",
        "td",
        "tbody",
        "caption",
        "colgroup",
        "col",
        "ul",
        "li",
        "h1",
        "h2",
        "pre",
        "textarea",
        "title",
        "script",
        "style",
        "select",
        "option",
        "svg",
        "math",
        "mi",
        "desc",
        "foreignObject",
        "template",
        "form",
        "button",
        "frameset",
        "frame",
        "html",
        "head",
        "body",
        "br",
        "img",
        "input",
        "noscript",
        "iframe",
        "plaintext",
        "nobr",
        "annotation-xml",
        "x-y",
        "dd",
        "dt",
        "applet",
        "image",
        "font",
    ]);
    let tag = (
        name,
        prop::sample::select(vec!["<", "</", "<", "</"]),
        prop::sample::select(vec![
            "",
            "",
            "",
            " id=a",
            " CLASS='b&amp;c' class=d",
            "/",
            " href=x&copy=1",
            " type=hidden",
            " color=1",
        ]),
    );
    let piece = prop_oneof![
        6 => tag.prop_map(|(name, open, rest)| format!("{open}{name}{rest}>")),
        3 => prop::sample::select(vec![" ", "\n", "\r\n", "a", "b c", " d ", "é", "&amp;", "&", "&notx", "\0", "<", "-->"])
            .prop_map(str::to_owned),
        1 => prop::sample::select(vec!["<!--", "<!--a-->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?a>", "<a b", "<!-->"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(debug_assertions) { 512 } else { 50_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn soup_gives_the_same_tree(text in soup()) {
        prop_assert_eq!(parse_ours(&text, None), parse_theirs(&text, None));
    }

    #[test]
    fn fragments_of_soup_give_the_same_tree(text in soup(), context in prop::sample::select(vec![
        "div", "table", "td", "tr", "tbody", "select", "template", "title", "frameset", "html", "head",
    ])) {
        let context = html(context);
        prop_assert_eq!(parse_ours(&text, Some(&context)), parse_theirs(&text, Some(&context)));
    }
}

/// Compares every document below the folder in `UNMANGLE_ORACLE`: pages (`.html`, `.html.gz`) and
/// html5lib's tree construction tests (`.dat`).
///
/// ```sh
/// UNMANGLE_ORACLE=pages cargo test --release --lib -- --ignored --nocapture same_tree_as_the_oracle
/// ```
#[test]
#[ignore = "needs a folder of pages"]
fn documents_in_a_folder_give_the_same_tree_as_the_oracle() {
    let folder = std::env::var_os("UNMANGLE_ORACLE").expect("UNMANGLE_ORACLE names a folder");
    let (mut total, mut different) = (0, Vec::new());
    for path in files(Path::new(&folder)) {
        for (index, (text, context)) in documents(&path).iter().enumerate() {
            total += 1;
            if let Some(difference) = difference(text, context.as_ref()) {
                let head: String = text.chars().take(200).collect();
                different.push(format!("{} #{index}: {head:?}\n{difference}", path.display()));
            }
        }
    }
    assert!(total > 0, "no documents");
    assert!(
        different.is_empty(),
        "{} of {total} differ:\n{}",
        different.len(),
        different.join("\n\n")
    );
    assert!(
        std::io::Write::write_all(
            &mut std::io::stderr(),
            format!("{total} documents\n").as_bytes()
        )
        .is_ok()
    );
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in
            std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
        {
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn documents(path: &Path) -> Vec<(String, Option<QualName>)> {
    let bytes = std::fs::read(path).expect("the file is readable");
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("dat") => html5lib_cases(&String::from_utf8_lossy(&bytes)),
        Some("html") => vec![(String::from_utf8_lossy(&bytes).into_owned(), None)],
        #[cfg(feature = "ingest")]
        Some("gz") => {
            let mut page = Vec::new();
            let mut reader = flate2::read::MultiGzDecoder::new(&*bytes);
            std::io::Read::read_to_end(&mut reader, &mut page).expect("the file is gzip");
            vec![(String::from_utf8_lossy(&page).into_owned(), None)]
        }
        _ => Vec::new(),
    }
}

/// The documents of html5lib's tests, each with the context of a fragment.
fn html5lib_cases(tests: &str) -> Vec<(String, Option<QualName>)> {
    let mut cases = Vec::new();
    for test in format!("\n{tests}").split("\n#data\n").skip(1) {
        let data = test.split("\n#errors").next().unwrap_or_default();
        let context =
            test.split("\n#document-fragment\n").nth(1).and_then(|rest| rest.lines().next());
        let context = context.map(|name| match name.split_once(' ') {
            Some(("svg", name)) => QualName::new(None, ns!(svg), name.into()),
            Some(("math", name)) => QualName::new(None, ns!(mathml), name.into()),
            _ => html(name),
        });
        cases.push((data.to_owned(), context));
    }
    cases
}
