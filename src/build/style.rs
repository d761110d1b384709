//! What attributes say about how an element looks.

use crate::document::Alignment;
use crate::parse::tree::Element;

/// The looks of an element, as far as they matter to its meaning.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    pub(super) hidden: bool,
    pub(super) block: bool,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) strikethrough: bool,
    pub(super) alignment: Option<Alignment>,
}

impl Style {
    pub(super) fn of(element: &Element) -> Self {
        let mut style = Self::default();
        for attribute in &element.attributes {
            match &*attribute.name.local {
                "hidden" => style.hidden |= !attribute.value.eq_ignore_ascii_case("until-found"),
                "align" => style.alignment = alignment(&attribute.value).or(style.alignment),
                "style" => style.declarations(&attribute.value),
                _ => {}
            }
        }
        style
    }

    fn declarations(&mut self, css: &str) {
        for declaration in css.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.split('!').next().unwrap_or_default().trim();
            let is = |name: &str| value.eq_ignore_ascii_case(name);
            match property.trim().to_ascii_lowercase().as_str() {
                "display" => {
                    self.hidden |= is("none");
                    self.block = ["block", "flex", "grid", "list-item", "table", "flow-root"]
                        .iter()
                        .any(|name| is(name));
                }
                "visibility" => self.hidden |= is("hidden") || is("collapse"),
                "font-weight" => {
                    self.strong =
                        is("bold") || is("bolder") || value.parse::<u16>().is_ok_and(|w| w >= 600);
                }
                "font-style" => self.emphasis = is("italic") || is("oblique"),
                "text-decoration" | "text-decoration-line" => {
                    self.strikethrough = value.to_ascii_lowercase().contains("line-through");
                }
                "text-align" => self.alignment = alignment(value).or(self.alignment),
                _ => {}
            }
        }
    }
}

fn alignment(value: &str) -> Option<Alignment> {
    Some(match value.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Alignment::Left,
        "center" | "middle" => Alignment::Center,
        "right" | "end" => Alignment::Right,
        _ => return None,
    })
}
