//! MathML Core in TeX.

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
                let parts = open.pop().unwrap_or_default();
                let name = tree.element(id).map_or("", |element| element.local);
                if let Some(around) = open.last_mut() {
                    around.push(element(name, parts));
                }
            }
        }
    }
    open.into_iter().flatten().collect()
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
        "annotation" | "annotation-xml" | "mspace" | "mphantom" | "mprescripts" | "none" => {
            String::new()
        }
        _ => parts.join(" "),
    }
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
