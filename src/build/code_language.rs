//! The language of a code block, as highlighters and static site generators note it.
//!
//! Prism and the HTML specification: `language-x`; Google's prettifier and Discourse: `lang-x`;
//! Sphinx: `highlight-x` around; GitHub: `highlight-source-x` around; Pandoc: `sourceCode x`; Hexo:
//! `figure.highlight.x`; SyntaxHighlighter: `brush: x`; highlight.js: `hljs x`; others an attribute.

use crate::html::ElementName;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};

/// How far around a block its language may be noted: outside the table of line numbers.
const REACH: usize = 8;

/// Names that say there is no language.
const NONE: &[&str] = &[
    "none",
    "plaintext",
    "plain",
    "nohighlight",
    "no-highlight",
    "default",
    "auto",
    "undefined",
    "unknown",
    "null",
    "plain-text",
];

/// Languages by the names in use, for places where any word may stand.
const KNOWN: &[&str] = &[
    "abap",
    "actionscript",
    "ada",
    "apache",
    "applescript",
    "arduino",
    "asm",
    "assembly",
    "awk",
    "bash",
    "bat",
    "batch",
    "bibtex",
    "c",
    "c#",
    "c++",
    "clojure",
    "cmake",
    "cmd",
    "cobol",
    "coffee",
    "coffeescript",
    "console",
    "cpp",
    "crystal",
    "cs",
    "csharp",
    "css",
    "csv",
    "cuda",
    "cython",
    "d",
    "dart",
    "delphi",
    "diff",
    "django",
    "docker",
    "dockerfile",
    "dos",
    "elixir",
    "elm",
    "erb",
    "erlang",
    "f#",
    "fish",
    "fortran",
    "fsharp",
    "gherkin",
    "git",
    "glsl",
    "go",
    "golang",
    "gradle",
    "graphql",
    "groovy",
    "haml",
    "handlebars",
    "haskell",
    "haxe",
    "hcl",
    "hlsl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "jinja",
    "jinja2",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "julia",
    "kotlin",
    "kt",
    "latex",
    "less",
    "liquid",
    "lisp",
    "llvm",
    "log",
    "lua",
    "makefile",
    "markdown",
    "mathematica",
    "matlab",
    "md",
    "mermaid",
    "mysql",
    "nasm",
    "nginx",
    "nim",
    "nix",
    "objc",
    "objective-c",
    "objectivec",
    "ocaml",
    "octave",
    "pascal",
    "patch",
    "perl",
    "pgsql",
    "php",
    "pl",
    "plsql",
    "postgresql",
    "powershell",
    "prolog",
    "properties",
    "protobuf",
    "ps1",
    "pug",
    "puppet",
    "purescript",
    "py",
    "python",
    "python3",
    "pycon",
    "qml",
    "r",
    "racket",
    "rb",
    "reason",
    "regex",
    "rest",
    "rkt",
    "rs",
    "rst",
    "ruby",
    "rust",
    "sass",
    "scala",
    "scheme",
    "scss",
    "sh",
    "shell",
    "smalltalk",
    "solidity",
    "sparql",
    "sql",
    "stylus",
    "svelte",
    "svg",
    "swift",
    "systemverilog",
    "tcl",
    "terraform",
    "tex",
    "toml",
    "ts",
    "tsx",
    "twig",
    "typescript",
    "vb",
    "vba",
    "vbnet",
    "verilog",
    "vhdl",
    "vim",
    "vue",
    "wasm",
    "wast",
    "xhtml",
    "xml",
    "xquery",
    "yaml",
    "yml",
    "zig",
    "zsh",
];

/// The language noted at a block, at the code in it or at what is around it.
pub(super) fn language(tree: &Tree, id: NodeId) -> Option<String> {
    let named = |&child: &NodeId| tree.name(child) == Some(ElementName::Code);
    let inside = tree.children(id).take(4).find(named);
    let own = inside.into_iter().chain([id]).filter_map(|node| tree.element(node));
    let around = tree.ancestors(id).take(REACH).filter_map(|node| tree.element(node));
    let found = own
        .filter_map(of_block)
        .chain(around.filter_map(|element| of_block(element).filter(|name| is_known(name))))
        .next()?;
    let name = found.trim().to_ascii_lowercase();
    (!name.is_empty() && !NONE.contains(&name.as_str())).then(|| found.trim().to_owned())
}

/// The language that a caption names.
pub(super) fn known_language(caption: &str) -> Option<String> {
    let name = caption.split_whitespace().next()?.to_ascii_lowercase();
    KNOWN.contains(&name.as_str()).then_some(name)
}

fn is_known(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    KNOWN.contains(&name.as_str()) || NONE.contains(&name.as_str()) || name == "text"
}

fn of_block<'t>(element: &Element<'t>) -> Option<&'t str> {
    let attribute = ["data-lang", "data-language", "data-code-language", "language"]
        .iter()
        .find_map(|name| element.attribute(name));
    let by_class = || element.attribute("class").and_then(of_class);
    let by_lang = || element.attribute("lang").filter(|name| is_known(name) && name.len() != 2);
    by_class().or(attribute).or_else(by_lang).filter(|name| !name.contains(char::is_whitespace))
}

fn of_class(class: &str) -> Option<&str> {
    let mut marked = false;
    let mut brush = false;
    let mut bare = None;
    for word in class.split_ascii_whitespace() {
        if brush {
            return Some(word.trim_end_matches(';'));
        }
        let named = ["language-", "lang-", "highlight-source-"]
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix))
            .or_else(|| word.strip_prefix("brush:").map(|name| name.trim_end_matches(';')));
        match (named, word) {
            (Some(""), "brush:") => brush = true,
            (Some(name), _) if !name.is_empty() => return Some(name),
            (
                None,
                "hljs" | "hl" | "highlight" | "sourceCode" | "syntaxhighlighter" | "prettyprint"
                | "src" | "codehilite" | "shiki" | "code" | "brush",
            ) => marked = true,
            _ => {}
        }
        let bare_name = word.strip_prefix("src-").or_else(|| word.strip_prefix("highlight-"));
        let bare_name = bare_name.map(|name| name.trim_end_matches("-basic"));
        let bare_name = bare_name.map(|name| name.strip_prefix("text-").unwrap_or(name));
        if bare_name.is_some_and(is_known) {
            return bare_name;
        }
        bare = bare.or_else(|| Some(word).filter(|word| is_known(word) && *word != "code"));
    }
    bare.filter(|_| marked)
}
