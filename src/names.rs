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
        let key = key(name.as_bytes());
        let mut slot = slot(key);
        loop {
            let (found, index) = TABLE[slot];
            if index == 0 {
                return None;
            }
            let element = Self::ALL[index as usize - 1];
            let candidate = element.as_str();
            // Up to eight bytes the key is the name itself.
            let same = found == key && candidate.len() == name.len();
            if same && (name.len() <= 8 || candidate == name) {
                return Some(element);
            }
            slot = (slot + 1) % TABLE.len();
        }
    }
}

/// Open addressing over [`ElementName::ALL`], made at compile time: the key of a name and its index
/// plus one, 0 for empty.
static TABLE: [(u64, u8); 512] = table();

const fn table() -> [(u64, u8); 512] {
    let mut table = [(0, 0); 512];
    let mut index = 0;
    while index < ElementName::ALL.len() {
        let key = key(ElementName::ALL[index].as_str().as_bytes());
        let mut slot = slot(key);
        while table[slot].1 != 0 {
            slot = (slot + 1) % table.len();
        }
        table[slot] = (key, index as u8 + 1);
        index += 1;
    }
    table
}

/// The bytes of a short name, a mix of those of a long one.
const fn key(name: &[u8]) -> u64 {
    let mut key: u64 = 0;
    let mut index = 0;
    while index < name.len() {
        key = key.rotate_left(8) ^ name[index] as u64;
        index += 1;
    }
    key
}

/// Fibonacci hashing to the size of the table.
const fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
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
        assert_eq!(ElementName::parse("\0a"), None);
        assert_eq!(ElementName::parse("blockquotes"), None);
    }
}
