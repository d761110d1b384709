//! What attributes say about how an element looks.
//!
//! Only inline styles, presentational attributes and the few class names that everyone uses for the
//! same thing are known; style sheets are not read.

use crate::html::{AttributeName as A, ElementName};
use crate::model::document::Alignment;
use crate::parse::Tree;
use crate::parse::tree::{Attribute, Element};

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
    /// It holds code by its class, or names a language of code.
    pub(super) code: bool,
    pub(super) language: bool,
    /// The class or an attribute hints at a formula.
    pub(super) formula: bool,
    /// Line breaks are kept.
    pub(super) preformatted: bool,
    /// The class is that of a checkbox drawn as an icon.
    pub(super) check: bool,
    /// The class is one of a callout, or of a title: that of a callout or of a document of Word.
    pub(super) callout: bool,
    pub(super) title: bool,
    /// It is an item of one of Word's lists, or holds its mark.
    pub(super) word_list: bool,
    pub(super) alignment: Option<Alignment>,
    /// The element it stands for.
    pub(super) role: Option<ElementName>,
}

const BLOCK: &[&str] = &["block", "flex", "grid", "list-item", "table", "flow-root", "table-row"];

/// What the classes of a tree say, each read once.
pub(super) struct Styles(Vec<Classes>);

impl Styles {
    pub(super) fn new(tree: &Tree) -> Self {
        Self(tree.classes(Classes::of))
    }

    pub(super) fn of(&self, element: &Element) -> Style {
        let known = |class: &Attribute| self.0.get(class.class as usize).copied();
        Style::by(element, |class| known(class).unwrap_or_default())
    }
}

impl Style {
    pub(super) fn of(element: &Element) -> Self {
        Self::by(element, |class| Classes::of(class.value))
    }

    fn by(element: &Element, classes: impl Fn(&Attribute) -> Classes) -> Self {
        let mut style = Self::default();
        for attribute in element.attributes {
            let value = attribute.value;
            match attribute.known {
                Some(A::Class) => style.classes(classes(attribute)),
                Some(A::Style) => style.declarations(value),
                Some(A::Role) => style.role = role(value),
                Some(A::Hidden) => style.hidden |= !value.eq_ignore_ascii_case("until-found"),
                Some(A::AriaHidden) => style.decoration = value.eq_ignore_ascii_case("true"),
                Some(A::Align) => style.alignment = alignment(value).or(style.alignment),
                Some(A::DataLang | A::DataLanguage) => style.language = true,
                Some(
                    A::DataMath
                    | A::DataTex
                    | A::DataLatex
                    | A::DataEntry
                    | A::DataFormula
                    | A::DataExpr,
                ) => style.formula = true,
                _ => {}
            }
        }
        style
    }

    /// Whether it marks the text in it.
    pub(super) fn has_marks(&self) -> bool {
        self.strong == Some(true) || self.emphasis == Some(true) || self.strikethrough
    }

    fn classes(&mut self, classes: Classes) {
        self.hidden |= classes.has(Class::ReadAloud);
        self.control |= classes.has(Class::Control);
        self.formula |= classes.has(Class::Formula);
        self.code |= classes.has(Class::Code);
        self.preformatted |= classes.has(Class::Preformatted);
        self.check |= classes.has(Class::Check);
        self.callout |= classes.has(Class::Callout);
        self.title |= classes.has(Class::Title);
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
        } else if property_is("mso-list") {
            self.word_list = true;
        } else if property_is("white-space") {
            self.preformatted = is("pre") || is("pre-wrap") || is("pre-line") || is("break-spaces");
        }
    }
}

/// What a class name says that everyone uses for the same thing.
#[derive(Clone, Copy)]
enum Class {
    /// Text that is only read aloud.
    ReadAloud,
    /// A control that is not a button: to edit, to copy.
    Control,
    /// A formula, or what holds one.
    Formula,
    /// Code that is not in a `pre`.
    Code,
    /// Text whose line breaks are kept.
    Preformatted,
    /// A checkbox drawn as an icon.
    Check,
    /// A callout.
    Callout,
    /// The title of a callout or of a document of Word.
    Title,
}

/// What the names in a class say together, a bit for each [`Class`].
#[derive(Clone, Copy, Debug, Default)]
struct Classes(u8);

impl Classes {
    fn of(value: &str) -> Self {
        let said = value.split_ascii_whitespace().filter_map(class);
        Self(said.fold(0, |all, class| all | 1 << class as u8))
    }

    const fn has(self, class: Class) -> bool {
        self.0 & 1 << class as u8 != 0
    }
}

const CLASSES: &[(Class, &[&str])] = &[
    (
        Class::ReadAloud,
        &[
            "sr-only",
            "visually-hidden",
            "visuallyhidden",
            "visuallyHidden",
            "visually_hidden",
            "screen-reader-text",
            "screen-reader-only",
            "screenreader-only",
            "screen-reader",
            "screenreader",
            "u-visuallyhidden",
            "u-visuallyHidden",
            "u-hiddenVisually",
            "a11y-hidden",
            "accessibly-hidden",
            "assistive-text",
            "element-invisible",
            "hidden-accessible",
            "is-visually-hidden",
            "skip-link",
            "skip-to-content",
        ],
    ),
    (
        Class::Control,
        &[
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
            "ltx_note_type",
        ],
    ),
    (
        Class::Code,
        &[
            "syntaxhighlighter",
            "dp-highlighter",
            "crayon-table",
            "hljs-ln",
            "js-file-line-container",
            "CodeMirror-code",
            "cm-content",
            "view-lines",
        ],
    ),
    (
        Class::Preformatted,
        &["whitespace-pre-wrap", "whitespace-pre-line", "whitespace-break-spaces"],
    ),
    (
        Class::Check,
        &[
            "fa-check-square-o",
            "fa-check-square",
            "fa-square-o",
            "fa-square",
            "bi-check-square",
            "bi-square",
        ],
    ),
    (Class::Callout, super::callout::BOXES),
    (
        Class::Title,
        &[
            "MsoTitle",
            "markdown-alert-title",
            "admonition-title",
            "callout-title",
            "custom-block-title",
            "hint-container-title",
        ],
    ),
];

/// The slots of the names in [`CLASSES`]: most of the classes of a page have none of them.
static SLOTS: [bool; 1024] = slots();

const fn slots() -> [bool; 1024] {
    let mut slots = [false; 1024];
    let mut kind = 0;
    while kind < CLASSES.len() {
        let mut index = 0;
        while index < CLASSES[kind].1.len() {
            slots[slot(CLASSES[kind].1[index].as_bytes())] = true;
            index += 1;
        }
        kind += 1;
    }
    slots
}

/// A number made of the first and the last byte and the length of a name.
const fn slot(name: &[u8]) -> usize {
    let (first, last) = (name[0] as usize, name[name.len() - 1] as usize);
    (first * 37 + last * 5 + name.len()) % 1024
}

fn class(name: &str) -> Option<Class> {
    if SLOTS[slot(name.as_bytes())]
        && let Some((class, _)) = CLASSES.iter().find(|(_, names)| names.contains(&name))
    {
        return Some(*class);
    }
    if name.starts_with("admonitionHeading") {
        return Some(Class::Title);
    }
    is_formula(name).then_some(Class::Formula)
}

fn is_formula(name: &str) -> bool {
    let prefixes: &[&str] = match name.as_bytes()[0] {
        b'k' => &["katex"],
        b'm' => &["math", "mwe-math", "mjx-"],
        b'M' => &["Math"],
        b't' => &["temml", "tml-"],
        b'h' => &["hurmet-tex"],
        _ => return false,
    };
    prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// The element that a role of WAI-ARIA stands for, where structure is made of other elements.
fn role(value: &str) -> Option<ElementName> {
    Some(match value.trim() {
        "heading" => ElementName::H2,
        "list" => ElementName::Ul,
        "listitem" => ElementName::Li,
        "table" | "grid" => ElementName::Table,
        "row" => ElementName::Tr,
        "cell" | "gridcell" => ElementName::Td,
        "columnheader" | "rowheader" => ElementName::Th,
        "paragraph" => ElementName::P,
        _ => return None,
    })
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
