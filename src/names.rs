//! The closed vocabulary: the names of HTML's elements, current and obsolete.
//!
//! WHATWG HTML, "index of elements" and "obsolete features", and the names that the tree
//! construction rules mention (`image`, `svg`, `math`).

macro_rules! elements {
    ($($variant:ident $name:literal)*) => {
        /// An HTML element by its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum ElementName { $($variant,)* }

        impl ElementName {
            /// Every element.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in lower case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

elements! {
    A "a"
    Abbr "abbr"
    Acronym "acronym"
    Address "address"
    Applet "applet"
    Area "area"
    Article "article"
    Aside "aside"
    Audio "audio"
    B "b"
    Base "base"
    Basefont "basefont"
    Bdi "bdi"
    Bdo "bdo"
    Bgsound "bgsound"
    Big "big"
    Blink "blink"
    Blockquote "blockquote"
    Body "body"
    Br "br"
    Button "button"
    Canvas "canvas"
    Caption "caption"
    Center "center"
    Cite "cite"
    Code "code"
    Col "col"
    Colgroup "colgroup"
    Data "data"
    Datalist "datalist"
    Dd "dd"
    Del "del"
    Details "details"
    Dfn "dfn"
    Dialog "dialog"
    Dir "dir"
    Div "div"
    Dl "dl"
    Dt "dt"
    Em "em"
    Embed "embed"
    Fieldset "fieldset"
    Figcaption "figcaption"
    Figure "figure"
    Font "font"
    Footer "footer"
    Form "form"
    Frame "frame"
    Frameset "frameset"
    H1 "h1"
    H2 "h2"
    H3 "h3"
    H4 "h4"
    H5 "h5"
    H6 "h6"
    Head "head"
    Header "header"
    Hgroup "hgroup"
    Hr "hr"
    Html "html"
    I "i"
    Iframe "iframe"
    Image "image"
    Img "img"
    Input "input"
    Ins "ins"
    Kbd "kbd"
    Keygen "keygen"
    Label "label"
    Legend "legend"
    Li "li"
    Link "link"
    Listing "listing"
    Main "main"
    Map "map"
    Mark "mark"
    Marquee "marquee"
    Math "math"
    Menu "menu"
    Menuitem "menuitem"
    Meta "meta"
    Meter "meter"
    Multicol "multicol"
    Nav "nav"
    Nextid "nextid"
    Nobr "nobr"
    Noembed "noembed"
    Noframes "noframes"
    Noscript "noscript"
    Object "object"
    Ol "ol"
    Optgroup "optgroup"
    Option "option"
    Output "output"
    P "p"
    Param "param"
    Picture "picture"
    Plaintext "plaintext"
    Pre "pre"
    Progress "progress"
    Q "q"
    Rb "rb"
    Rp "rp"
    Rt "rt"
    Rtc "rtc"
    Ruby "ruby"
    S "s"
    Samp "samp"
    Script "script"
    Search "search"
    Section "section"
    Select "select"
    Slot "slot"
    Small "small"
    Source "source"
    Spacer "spacer"
    Span "span"
    Strike "strike"
    Strong "strong"
    Style "style"
    Sub "sub"
    Summary "summary"
    Sup "sup"
    Svg "svg"
    Table "table"
    Tbody "tbody"
    Td "td"
    Template "template"
    Textarea "textarea"
    Tfoot "tfoot"
    Th "th"
    Thead "thead"
    Time "time"
    Title "title"
    Tr "tr"
    Track "track"
    Tt "tt"
    U "u"
    Ul "ul"
    Var "var"
    Video "video"
    Wbr "wbr"
    Xmp "xmp"
}

impl ElementName {
    /// The element of that name; `name` is in lower case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut slot = hash(name.as_bytes());
        loop {
            let index = TABLE[slot].checked_sub(1)?;
            let element = Self::ALL[index as usize];
            if element.as_str() == name {
                return Some(element);
            }
            slot = (slot + 1) % TABLE.len();
        }
    }
}

/// Open addressing over [`ElementName::ALL`], made at compile time: index plus one, 0 for empty.
static TABLE: [u8; 1024] = table();

const fn table() -> [u8; 1024] {
    let mut table = [0; 1024];
    let mut index = 0;
    while index < ElementName::ALL.len() {
        let mut slot = hash(ElementName::ALL[index].as_str().as_bytes());
        while table[slot] != 0 {
            slot = (slot + 1) % table.len();
        }
        table[slot] = index as u8 + 1;
        index += 1;
    }
    table
}

/// FNV-1a, folded to the size of the table.
const fn hash(name: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    let mut index = 0;
    while index < name.len() {
        hash = (hash ^ name[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    ((hash >> 10) ^ hash) as usize % 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        for &element in ElementName::ALL {
            assert_eq!(ElementName::parse(element.as_str()), Some(element));
        }
        assert_eq!(ElementName::parse("fuerte"), None);
        assert_eq!(ElementName::parse(""), None);
    }
}
