//! Mathematics: the TeX that a formula was made from, once.
//!
//! Formulas come several times over: KaTeX writes MathML and boxes, MathJax keeps its source in a
//! script or beside the boxes, MediaWiki adds an image. The TeX is in an annotation, an attribute
//! or a script; where there is only MathML, [`mathml`] says it in TeX.

use super::mathml;
use super::walk::Builder;
use crate::html::ElementName;
use crate::model::document::{BlockKind, Inline};
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};

/// Attributes that keep the TeX of a formula.
const TEX: &[&str] =
    &["data-math", "data-tex", "data-latex", "data-entry", "data-formula", "data-expr"];

/// Class names of elements that hold one formula and nothing else.
const FORMULA: &[&str] = &[
    "katex",
    "katex-display",
    "mwe-math-element",
    "MathJax",
    "MathJax_Display",
    "MathJax_SVG",
    "MathJax_SVG_Display",
    "MathJax_CHTML",
    "mjx-chtml",
    "temml",
    "tml-display",
];

/// Class names beside `math` of elements whose text is TeX, as Pandoc and others write them.
const WRITTEN: &[&str] = &["inline", "display", "math-inline", "math-display"];

/// A formula.
struct Formula {
    tex: String,
    display: bool,
}

impl Builder<'_> {
    /// Writes the formula that an element of that class or attribute holds; false if it holds none.
    pub(super) fn formula_by_class(&mut self, id: NodeId, element: &Element) -> bool {
        let class = element.attribute("class").unwrap_or_default();
        let names = |name: &str| class.split_ascii_whitespace().any(|class| class == name);
        if names("MathJax_Preview") {
            return true;
        }
        let by_attribute = TEX.iter().find_map(|name| element.attribute(name));
        let tex = by_attribute.filter(|tex| !tex.trim().is_empty() && has_formula_class(class));
        let display = ["katex-display", "math-block", "math-display", "MathJax_Display", "display"]
            .iter()
            .any(|name| names(name));
        if let Some(tex) = tex {
            let inner = math_element(self.tree, id).is_some_and(|math| is_display(self.tree, math));
            return self.formula(id, Formula { tex: tex.to_owned(), display: display || inner });
        }
        let text_only =
            self.tree.first_child(id).filter(|&child| Some(child) == self.tree.last_child(id));
        let text = text_only.and_then(|child| self.tree.text(child));
        if let Some(text) = text.filter(|_| names("math") && WRITTEN.iter().any(|name| names(name)))
        {
            let display = names("display") || names("math-display");
            return self.formula(id, Formula { tex: text.value.to_string(), display });
        }
        if !FORMULA.iter().any(|name| names(name)) {
            return false;
        }
        if self.tree.next(id).is_some_and(|next| is_source(self.tree, next)) {
            return true;
        }
        let math = math_element(self.tree, id);
        let found = math.and_then(|math| of_math(self.tree, math));
        found.is_some_and(|found| {
            self.formula(id, Formula { display: found.display || display, ..found })
        })
    }

    /// Writes the formula of a `math` element, or the one inside a custom element of MathJax: what
    /// that draws, if it holds no `math` for those who listen.
    pub(super) fn math(&mut self, id: NodeId) {
        if let Some(formula) = math_element(self.tree, id).and_then(|math| of_math(self.tree, math))
        {
            self.formula(id, formula);
        } else if math_element(self.tree, id).is_none() {
            let tex = mathml::tex(self.tree, id);
            let display = self.tree.attribute(id, "display") == Some("true");
            self.formula(id, Formula { tex, display });
        }
    }

    /// Writes the equations that LaTeXML lays out in a table; false if there are none.
    pub(super) fn equations(&mut self, id: NodeId) -> bool {
        use ElementName as E;
        let class = self.tree.attribute(id, "class").unwrap_or_default();
        if !class.split_ascii_whitespace().any(|name| name == "ltx_eqn_table") {
            return false;
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut tag = String::new();
        for node in self.tree.descendants(id) {
            match self.tree.name(node) {
                Some(E::Tr) => rows.push(Vec::new()),
                Some(E::Math) => {
                    let formula = of_math(self.tree, node);
                    let last = rows.last_mut();
                    if let (Some(row), Some(formula)) = (last, formula) {
                        row.push(plain(&formula.tex).to_owned());
                    }
                }
                Some(E::Td) => {
                    let class = self.tree.attribute(node, "class").unwrap_or_default();
                    if class.contains("ltx_eqn_eqno") {
                        let texts =
                            self.tree.descendants(node).filter_map(|node| self.tree.text(node));
                        let text: String = texts.map(|text| text.value.to_string()).collect();
                        tag = text.trim().trim_matches(['(', ')']).to_owned();
                    }
                }
                _ => {}
            }
        }
        rows.retain(|row| !row.is_empty());
        let tex = match rows.as_slice() {
            [] => return false,
            [row] if tag.is_empty() => row.join(" "),
            [row] => format!("{} \\tag{{{tag}}}", row.join(" ")),
            rows => {
                let rows: Vec<String> = rows.iter().map(|row| row.join(" & ")).collect();
                format!("\\begin{{aligned}} {} \\end{{aligned}}", rows.join(" \\\\ "))
            }
        };
        self.formula(id, Formula { tex, display: true })
    }

    /// Writes the formula whose source MathJax keeps in a script.
    pub(super) fn math_script(&mut self, id: NodeId) {
        if !is_source(self.tree, id) {
            return;
        }
        let text = self.tree.children(id).find_map(|child| self.tree.text(child));
        let kind = self.tree.attribute(id, "type").unwrap_or_default();
        let display = kind.contains("mode=display");
        if let Some(text) = text {
            self.formula(id, Formula { tex: text.value.to_string(), display });
        }
    }

    /// Writes the formula that an image stands for, if its text is TeX; false if it isn't.
    pub(super) fn math_image(&mut self, id: NodeId, element: &Element) -> bool {
        let class = element.attribute("class").unwrap_or_default();
        let marked = class.split_ascii_whitespace().any(|name| {
            name.starts_with("mwe-math-fallback")
                || matches!(name, "latex" | "tex" | "math" | "mathtex")
        });
        let alt = || element.attribute("alt").filter(|alt| marked && !alt.trim().is_empty());
        let by_address = || element.attribute("src").and_then(tex_of_address);
        let Some(tex) = alt().map(str::to_owned).or_else(by_address) else { return false };
        let display = class.contains("display");
        self.formula(id, Formula { tex, display })
    }

    fn formula(&mut self, id: NodeId, Formula { tex, display }: Formula) -> bool {
        let tex = plain(&tex).to_owned();
        if tex.is_empty() {
            return false;
        }
        let span = self.tree.span(id);
        if display && !self.is_in_line() {
            self.flush();
            self.push(BlockKind::Math(tex), span);
        } else {
            let tex = tex.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            self.atom(id, Inline::Math(tex));
        }
        true
    }
}

/// The TeX in the address of an image that a service draws.
fn tex_of_address(url: &str) -> Option<String> {
    let after = |mark: &str| url.split_once(mark).map(|(_, rest)| rest);
    let parameter = |name: &str| {
        let query = after("?")?;
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    };
    let services = ["latex.codecogs.com/", "mimetex.cgi?", "mathtex.cgi?"];
    let found = if url.contains("/latex.php?") {
        parameter("latex")
    } else if url.contains("cht=tx") {
        parameter("chl")
    } else if services.iter().any(|service| url.contains(service)) {
        after("?")
    } else if url.contains("/formula/") {
        after("/formula/")
    } else {
        None
    };
    let tex = percent_decoded(found?);
    tex.contains(['\\', '^', '_']).then_some(tex)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(code) if byte == b'%' => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn has_formula_class(class: &str) -> bool {
    ["math", "katex", "tex", "formula"].iter().any(|part| class.to_ascii_lowercase().contains(part))
}

/// The `math` element at or below a node.
fn math_element(tree: &Tree, id: NodeId) -> Option<NodeId> {
    tree.descendants(id).find(|&node| tree.name(node) == Some(ElementName::Math))
}

fn is_source(tree: &Tree, id: NodeId) -> bool {
    tree.name(id) == Some(ElementName::Script)
        && tree.attribute(id, "type").is_some_and(|kind| kind.trim_start().starts_with("math/tex"))
}

fn is_display(tree: &Tree, math: NodeId) -> bool {
    tree.attribute(math, "display") == Some("block")
        || tree.attribute(math, "mode") == Some("display")
}

fn of_math(tree: &Tree, math: NodeId) -> Option<Formula> {
    let is_tex = |&node: &NodeId| {
        tree.element(node).is_some_and(|element| {
            element.local == "annotation"
                && element
                    .attribute("encoding")
                    .is_some_and(|kind| kind.to_ascii_lowercase().contains("tex"))
        })
    };
    let annotation = tree.descendants(math).find(is_tex);
    let annotated = annotation.map(|node| {
        tree.children(node).filter_map(|child| tree.text(child)).map(|text| &*text.value).collect()
    });
    let alternative = || tree.attribute(math, "alttext").map(str::to_owned);
    let tex = annotated.or_else(alternative).filter(|tex: &String| !tex.trim().is_empty());
    let tex = tex.unwrap_or_else(|| mathml::tex(tree, math));
    (!tex.trim().is_empty()).then(|| Formula { tex, display: is_display(tree, math) })
}

/// TeX without the wrapping and the delimiters that only say how large it is set.
fn plain(tex: &str) -> &str {
    let mut tex = tex.trim();
    let wrapped = tex.strip_prefix("{\\displaystyle").or_else(|| tex.strip_prefix("{\\textstyle"));
    if let Some(inner) = wrapped.and_then(|inner| inner.strip_suffix('}')) {
        tex = inner.trim();
    }
    tex = tex.strip_prefix("\\displaystyle ").unwrap_or(tex).trim_start();
    for (open, close) in [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("$", "$")] {
        let inner = tex.strip_prefix(open).and_then(|inner| inner.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(open)) {
            return inner.trim();
        }
    }
    tex
}
