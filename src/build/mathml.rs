//! MathML Core in TeX, and what MathJax 3 draws of it: boxes named after the elements of MathML
//! (`mjx-mi`), or groups that say which element they draw (`data-mml-node`), with characters by code.

use crate::parse::Tree;
use crate::parse::tree::{NodeId, Step};

/// The TeX for the formula at `root`.
pub(super) fn tex(tree: &Tree, root: NodeId) -> String {
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    for step in tree.walk(root) {
        match step {
            Step::Enter(id) if is_no_content(tree, id) => {}
            Step::Enter(id) => match (tree.text(id), open.last_mut()) {
                (Some(text), Some(parts)) => {
                    let text = text.value.trim();
                    parts.extend((!text.is_empty()).then(|| text.to_owned()));
                }
                _ => open.push(Vec::new()),
            },
            Step::Leave(id) if tree.text(id).is_some() || is_no_content(tree, id) => {}
            Step::Leave(id) => {
                let mut parts = open.pop().unwrap_or_default();
                parts.extend(drawn(tree, id));
                let Some(around) = open.last_mut() else { continue };
                around.push(element(name(tree, id), parts));
            }
        }
    }
    open.into_iter().flatten().collect()
}

/// The name of MathML that an element has or is drawn for.
fn name<'t>(tree: &'t Tree, id: NodeId) -> &'t str {
    let local = tree.element(id).map_or("", |element| element.local);
    let drawn = tree.attribute(id, "data-mml-node");
    drawn.unwrap_or_else(|| local.strip_prefix("mjx-").unwrap_or(local))
}

/// The character that an element draws.
fn drawn(tree: &Tree, id: NodeId) -> Option<String> {
    let element = tree.element(id)?;
    let code = match element.local {
        "use" => element.attribute("data-c")?,
        "mjx-c" => {
            let mut classes = element.attribute("class")?.split_ascii_whitespace();
            classes.find_map(|class| class.strip_prefix("mjx-c"))?
        }
        _ => return None,
    };
    let letter = plain_letter(u32::from_str_radix(code, 16).ok()?)?;
    Some(letter.to_string())
}

/// The letter that a mathematical letter is a style of.
fn plain_letter(code: u32) -> Option<char> {
    let letter = match code {
        0x1D400..=0x1D6A3 => match (code - 0x1D400) % 52 {
            small @ 26.. => 0x61 + small - 26,
            capital => 0x41 + capital,
        },
        0x1D6A8..=0x1D7C9 => match (code - 0x1D6A8) % 58 {
            25 => 0x2207,
            small @ 26..=50 => 0x3B1 + small - 26,
            capital @ 0..=24 => 0x391 + capital,
            _ => code,
        },
        0x1D7CE..=0x1D7FF => 0x30 + (code - 0x1D7CE) % 10,
        0x210E => 0x68,
        other => other,
    };
    char::from_u32(letter)
}

/// Parts the pieces of what is drawn in one box.
const PART: &str = "\u{1f}";

/// The parts of an element whose boxes hold several of them.
fn unboxed(parts: Vec<String>) -> Vec<String> {
    let is_boxed = parts.iter().any(|part| part.contains(PART));
    if !is_boxed {
        return parts;
    }
    let parts = parts.iter().flat_map(|part| part.split(PART)).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Whether a node is neither an element nor text.
fn is_no_content(tree: &Tree, id: NodeId) -> bool {
    tree.element(id).is_none() && tree.text(id).is_none()
}

fn element(name: &str, mut parts: Vec<String>) -> String {
    if !matches!(
        name,
        "mfrac"
            | "mroot"
            | "msup"
            | "msub"
            | "msubsup"
            | "munder"
            | "mover"
            | "munderover"
            | "mtd"
            | "mtr"
            | "mlabeledtr"
            | "mtable"
    ) {
        parts.retain(|part| !part.is_empty());
    }
    // A box has the superscript above the subscript.
    let above = parts.len() == 2 && parts[1].contains(PART);
    if matches!(name, "mfrac" | "msubsup" | "mtable" | "msqrt") {
        parts = unboxed(parts);
        if name == "msubsup" && above && parts.len() == 3 {
            parts.swap(1, 2);
        }
    }
    let part = |index: usize| parts.get(index).map_or("", String::as_str);
    let (first, second, third) = (part(0), part(1), part(2));
    match name {
        "mi" | "mo" | "mn" => symbol(&parts.concat(), name),
        "mtext" | "ms" => format!("\\text{{{}}}", parts.concat()),
        "mfrac" => format!("\\frac{{{first}}}{{{second}}}"),
        "msqrt" => format!("\\sqrt{{{}}}", parts.join(" ")),
        "mroot" => format!("\\sqrt[{second}]{{{first}}}"),
        "msup" => format!("{}^{{{second}}}", base(first)),
        "msub" => format!("{}_{{{second}}}", base(first)),
        "msubsup" | "munderover" => format!("{}_{{{second}}}^{{{third}}}", base(first)),
        "munder" => format!("{}_{{{second}}}", base(first)),
        "mover" => over(first, second),
        "mtr" | "mlabeledtr" => parts.join(" & "),
        "mtd" => parts.join(" "),
        "mtable" => table(&parts),
        "mfenced" => format!("\\left( {} \\right)", parts.join(", ")),
        "semantics" => first.to_owned(),
        "annotation" | "annotation-xml" | "mspace" | "mphantom" | "mprescripts" | "none"
        | "surd" | "line" | "nstrut" | "dstrut" | "defs" => String::new(),
        "c" | "use" | "utext" => parts.concat(),
        "script" | "frac" | "table" | "itable" => parts.join(PART),
        _ => matrices(parts).join(" "),
    }
}

/// Fences around a matrix are a part of it.
fn matrices(mut parts: Vec<String>) -> Vec<String> {
    const OPEN: &str = "\\begin{matrix}";
    const CLOSE: &str = "\\end{matrix}";
    let mut at = 1;
    while at < parts.len() {
        let inner = parts[at].strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE));
        let close = parts.get(at + 1).map_or("", String::as_str);
        let (kind, closes) = match (parts[at - 1].as_str(), close) {
            ("(", ")") => ("pmatrix", true),
            ("[", "]") => ("bmatrix", true),
            ("|", "|") => ("vmatrix", true),
            ("‖", "‖") => ("Vmatrix", true),
            ("\\{", "\\}") => ("Bmatrix", true),
            ("\\{", _) => ("cases", false),
            _ => ("", false),
        };
        if let (Some(inner), false) = (inner, kind.is_empty()) {
            let whole = format!("\\begin{{{kind}}}{inner}\\end{{{kind}}}");
            parts.splice(at - 1..=at + usize::from(closes), [whole]);
        } else {
            at += 1;
        }
    }
    parts
}

/// Rows of more than one cell, or one under the other, line up.
fn table(rows: &[String]) -> String {
    match rows {
        [row] => row.replace(" & ", " \\quad "),
        _ => format!("\\begin{{matrix}} {} \\end{{matrix}}", rows.join(" \\\\ ")),
    }
}

/// What a script is set at, grouped unless it is one symbol.
fn base(tex: &str) -> String {
    let single =
        tex.chars().count() <= 1 || (tex.starts_with('\\') && !tex.contains([' ', '{', '_', '^']));
    if single { tex.to_owned() } else { format!("{{{tex}}}") }
}

fn over(base_tex: &str, accent: &str) -> String {
    let command = match accent {
        "¯" | "‾" | "_" | "―" => "overline",
        "^" | "ˆ" | "\\hat{}" => "hat",
        "\\to" | "⃗" => "vec",
        "˙" | "." => "dot",
        "¨" => "ddot",
        "~" | "˜" => "tilde",
        "⏞" => "overbrace",
        _ => return format!("\\overset{{{accent}}}{{{base_tex}}}"),
    };
    format!("\\{command}{{{base_tex}}}")
}

fn symbol(text: &str, name: &str) -> String {
    const FUNCTIONS: &[&str] = &[
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "csc", "deg", "det", "dim",
        "exp", "gcd", "inf", "ker", "lim", "ln", "log", "max", "min", "sec", "sin", "sinh", "sup",
        "tan", "tanh",
    ];
    if let Some((_, tex)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == text) {
        return (*tex).to_owned();
    }
    if name != "mn" && FUNCTIONS.contains(&text) {
        return format!("\\{text}");
    }
    let word = name == "mi" && text.chars().count() > 1 && text.chars().all(char::is_alphabetic);
    if word { format!("\\mathrm{{{text}}}") } else { text.to_owned() }
}

const SYMBOLS: &[(&str, &str)] = &[
    ("\u{2061}", ""),
    ("\u{2062}", ""),
    ("\u{2063}", ""),
    ("\u{2064}", ""),
    ("−", "-"),
    ("{", "\\{"),
    ("}", "\\}"),
    ("%", "\\%"),
    ("&", "\\&"),
    ("#", "\\#"),
    ("×", "\\times"),
    ("÷", "\\div"),
    ("±", "\\pm"),
    ("∓", "\\mp"),
    ("·", "\\cdot"),
    ("⋅", "\\cdot"),
    ("∗", "*"),
    ("∘", "\\circ"),
    ("≤", "\\leq"),
    ("≥", "\\geq"),
    ("≠", "\\neq"),
    ("≈", "\\approx"),
    ("≡", "\\equiv"),
    ("∼", "\\sim"),
    ("≅", "\\cong"),
    ("∝", "\\propto"),
    ("≪", "\\ll"),
    ("≫", "\\gg"),
    ("∑", "\\sum"),
    ("∏", "\\prod"),
    ("∫", "\\int"),
    ("∮", "\\oint"),
    ("∂", "\\partial"),
    ("∇", "\\nabla"),
    ("∞", "\\infty"),
    ("√", "\\surd"),
    ("→", "\\to"),
    ("←", "\\leftarrow"),
    ("↔", "\\leftrightarrow"),
    ("⇒", "\\Rightarrow"),
    ("⇐", "\\Leftarrow"),
    ("⇔", "\\Leftrightarrow"),
    ("↦", "\\mapsto"),
    ("∈", "\\in"),
    ("∉", "\\notin"),
    ("∋", "\\ni"),
    ("⊂", "\\subset"),
    ("⊆", "\\subseteq"),
    ("⊃", "\\supset"),
    ("⊇", "\\supseteq"),
    ("∪", "\\cup"),
    ("∩", "\\cap"),
    ("∅", "\\emptyset"),
    ("∖", "\\setminus"),
    ("∧", "\\wedge"),
    ("∨", "\\vee"),
    ("¬", "\\neg"),
    ("∀", "\\forall"),
    ("∃", "\\exists"),
    ("⊢", "\\vdash"),
    ("⊥", "\\perp"),
    ("∥", "\\parallel"),
    ("∠", "\\angle"),
    ("⊕", "\\oplus"),
    ("⊗", "\\otimes"),
    ("…", "\\ldots"),
    ("⋯", "\\cdots"),
    ("⋮", "\\vdots"),
    ("⋱", "\\ddots"),
    ("′", "'"),
    ("⟨", "\\langle"),
    ("⟩", "\\rangle"),
    ("⌊", "\\lfloor"),
    ("⌋", "\\rfloor"),
    ("⌈", "\\lceil"),
    ("⌉", "\\rceil"),
    ("∣", "\\mid"),
    ("‖", "\\|"),
    ("ℝ", "\\mathbb{R}"),
    ("ℂ", "\\mathbb{C}"),
    ("ℕ", "\\mathbb{N}"),
    ("ℤ", "\\mathbb{Z}"),
    ("ℚ", "\\mathbb{Q}"),
    ("ℓ", "\\ell"),
    ("ℏ", "\\hbar"),
    ("α", "\\alpha"),
    ("β", "\\beta"),
    ("γ", "\\gamma"),
    ("δ", "\\delta"),
    ("ϵ", "\\epsilon"),
    ("ε", "\\varepsilon"),
    ("ζ", "\\zeta"),
    ("η", "\\eta"),
    ("θ", "\\theta"),
    ("ϑ", "\\vartheta"),
    ("ι", "\\iota"),
    ("κ", "\\kappa"),
    ("λ", "\\lambda"),
    ("μ", "\\mu"),
    ("ν", "\\nu"),
    ("ξ", "\\xi"),
    ("π", "\\pi"),
    ("ρ", "\\rho"),
    ("σ", "\\sigma"),
    ("ς", "\\varsigma"),
    ("τ", "\\tau"),
    ("υ", "\\upsilon"),
    ("ϕ", "\\phi"),
    ("φ", "\\varphi"),
    ("χ", "\\chi"),
    ("ψ", "\\psi"),
    ("ω", "\\omega"),
    ("Γ", "\\Gamma"),
    ("Δ", "\\Delta"),
    ("Θ", "\\Theta"),
    ("Λ", "\\Lambda"),
    ("Ξ", "\\Xi"),
    ("Π", "\\Pi"),
    ("Σ", "\\Sigma"),
    ("Υ", "\\Upsilon"),
    ("Φ", "\\Phi"),
    ("Ψ", "\\Psi"),
    ("Ω", "\\Omega"),
];
