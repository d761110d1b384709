//! What attributes say about how an element looks.
//!
//! Only inline styles, presentational attributes and the few class names that everyone uses for the
//! same thing are known; style sheets are not read.

use crate::document::Alignment;
use crate::parse::tree::Element;

/// The looks of an element, as far as they matter to its meaning.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    /// Not shown to anyone, or only read aloud.
    pub(super) hidden: bool,
    /// A control by its class: to edit, to copy.
    pub(super) control: bool,
    /// Shown but not read aloud: icons, and text given twice.
    pub(super) decoration: bool,
    pub(super) block: bool,
    pub(super) strong: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) strikethrough: bool,
    /// There is a class, or a language of code.
    pub(super) named: bool,
    /// The class or an attribute hints at a formula.
    pub(super) formula: bool,
    /// White space is kept.
    pub(super) preformatted: bool,
    pub(super) alignment: Option<Alignment>,
}

/// Class names for text that is only read aloud.
const READ_ALOUD: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "visually_hidden",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader-only",
    "screen-reader",
    "screenreader",
    "u-visuallyhidden",
    "a11y-hidden",
    "accessibly-hidden",
    "assistive-text",
    "element-invisible",
    "hidden-accessible",
    "is-visually-hidden",
    "u-hiddenvisually",
    "skip-link",
    "skip-to-content",
];

/// Class names of controls that are not buttons.
const CONTROLS: &[&str] = &[
    "mw-editsection",
    "copy-button",
    "copybutton",
    "copybtn",
    "btn-copy",
    "copy-btn",
    "copy-code",
    "copy-code-button",
    "code-copy",
    "clipboard-copy",
    "zeroclipboard-container",
];

/// Parts of class names that formulas have.
const FORMULA: &[&str] = &["katex", "math", "MathJax", "mjx-", "temml", "tml-"];

const BLOCK: &[&str] = &["block", "flex", "grid", "list-item", "table", "flow-root", "table-row"];

impl Style {
    pub(super) fn of(element: &Element) -> Self {
        let mut style = Self::default();
        for attribute in &element.attributes {
            let value = &*attribute.value;
            match &*attribute.name.local {
                "hidden" => style.hidden |= !value.eq_ignore_ascii_case("until-found"),
                "aria-hidden" => style.decoration = value.eq_ignore_ascii_case("true"),
                "align" => style.alignment = alignment(value).or(style.alignment),
                "style" => style.declarations(value),
                "class" => style.class(value),
                "data-lang" | "data-language" => style.named = true,
                "data-math" | "data-tex" | "data-latex" | "data-entry" | "data-formula"
                | "data-expr" => style.formula = true,
                _ => {}
            }
        }
        style
    }

    /// Whether it marks the text in it.
    pub(super) fn has_marks(&self) -> bool {
        self.strong == Some(true) || self.emphasis == Some(true) || self.strikethrough
    }

    fn class(&mut self, value: &str) {
        self.named = true;
        self.hidden |= value.split_ascii_whitespace().any(is_read_aloud);
        self.control |= value.split_ascii_whitespace().any(|class| CONTROLS.contains(&class));
        self.formula |= FORMULA.iter().any(|part| value.contains(part));
    }

    fn declarations(&mut self, css: &str) {
        for declaration in css.split(';') {
            if let Some((property, value)) = declaration.split_once(':') {
                let value = value.split('!').next().unwrap_or_default().trim();
                self.declaration(property.trim(), value);
            }
        }
    }

    fn declaration(&mut self, property: &str, value: &str) {
        let is = |name: &str| value.eq_ignore_ascii_case(name);
        let property_is = |name: &str| property.eq_ignore_ascii_case(name);
        if property_is("display") {
            self.hidden |= is("none");
            self.block = BLOCK.iter().any(|name| is(name));
        } else if property_is("visibility") {
            self.hidden |= is("hidden") || is("collapse");
        } else if property_is("font-weight") {
            let heavy = value.parse::<u16>().is_ok_and(|weight| weight >= 600);
            self.strong = Some(heavy || is("bold") || is("bolder"));
        } else if property_is("font-style") {
            self.emphasis = Some(is("italic") || is("oblique"));
        } else if property_is("text-decoration") || property_is("text-decoration-line") {
            self.strikethrough = value.split_ascii_whitespace().any(|word| word == "line-through");
        } else if property_is("text-align") {
            self.alignment = alignment(value).or(self.alignment);
        } else if property_is("white-space") {
            self.preformatted = is("pre") || is("pre-wrap") || is("break-spaces");
        }
    }
}

fn is_read_aloud(class: &str) -> bool {
    class.len() >= 7 && READ_ALOUD.iter().any(|name| class.eq_ignore_ascii_case(name))
}

fn alignment(value: &str) -> Option<Alignment> {
    let value = value.trim();
    let is = |names: &[&str]| names.iter().any(|name| value.eq_ignore_ascii_case(name));
    if is(&["left", "start"]) {
        Some(Alignment::Left)
    } else if is(&["center", "middle", "-webkit-center"]) {
        Some(Alignment::Center)
    } else if is(&["right", "end"]) {
        Some(Alignment::Right)
    } else {
        None
    }
}
