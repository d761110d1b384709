//! Names of output files that every system can have, each given once.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

/// Bytes of a name without its extension. File systems allow 255; suffixes need some.
const NAME_BYTES: usize = 120;
/// Bytes of a path below the output folder. Windows allows 260 for the whole of it.
const PATH_BYTES: usize = 180;

/// Places in an output folder.
#[derive(Default)]
pub(crate) struct Places {
    /// Those that are taken, by their hashes: archives hold millions.
    taken: HashSet<u64>,
}

impl Places {
    /// The place for a document that would like to be at `wanted`: portable, and no one else's even
    /// where a file system does not tell upper from lower case.
    pub(crate) fn place(&mut self, wanted: &Path) -> PathBuf {
        let place = portable(wanted);
        let mut number = 1;
        loop {
            let candidate = match number {
                1 => place.clone(),
                n => super::sink::with_suffix(&place, &format!("-{n}")),
            };
            let key = candidate.to_string_lossy().to_lowercase();
            if self.taken.insert(xxhash_rust::xxh3::xxh3_64(key.as_bytes())) {
                return candidate;
            }
            number += 1;
        }
    }
}

/// The path as every system can have it, and inside of the folder it is below.
fn portable(path: &Path) -> PathBuf {
    let names: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .map(|name| name_of(&name))
        .collect();
    let whole: usize = names.iter().map(|name| name.len() + 1).sum();
    let Some((last, folders)) = names.split_last() else { return PathBuf::from("document") };
    if whole <= PATH_BYTES {
        return names.iter().collect();
    }
    // Too deep: the folders become one, named by all of them.
    let folders = folders.join("/");
    let folder = format!("{}-{}", cut(&folders.replace('/', "-"), 40), hash(&folders));
    Path::new(&folder).join(last)
}

/// A name without what some systems do not have in names.
fn name_of(name: &str) -> String {
    let is_allowed =
        |c: char| !c.is_control() && !"<>:\"|?*\\/\u{fffd}".contains(c) && !is_direction(c);
    let mut plain: String = name.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect();
    plain.truncate(plain.trim_end_matches(['.', ' ']).len());
    if plain.is_empty() || is_device(&plain) {
        plain.insert(0, '_');
    }
    // A file that hides itself, or takes the place of one of ours.
    if plain.starts_with('.') {
        plain.insert(0, '_');
    }
    if plain.len() > NAME_BYTES {
        plain = format!("{}-{}", cut(&plain, NAME_BYTES - 9), hash(name));
    }
    plain
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Names of devices, which Windows has in every folder, whatever their extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |stem: &str| {
        stem.strip_prefix("COM")
            .or_else(|| stem.strip_prefix("LPT"))
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL") || numbered(&stem)
}

fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

fn hash(text: &str) -> String {
    format!("{:08x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> String {
        Places::default().place(Path::new(name)).to_string_lossy().replace('\\', "/")
    }

    #[test]
    fn names_are_portable() {
        assert_eq!(place("a/b"), "a/b");
        assert_eq!(place("a:b/con.page"), "a_b/_con.page");
        assert_eq!(place("..\\..\\x"), "_.._.._x");
        assert_eq!(place("../../x"), "x");
        assert_eq!(place("tail. /x\x1b[2J"), "tail/x_[2J");
        assert_eq!(place("COM1"), "_COM1");
        assert_eq!(place("comet"), "comet");
        assert_eq!(place(""), "document");
        let long = place(&"é".repeat(300));
        assert!(long.len() <= NAME_BYTES && long.starts_with("éé"), "{long}");
        assert_ne!(long, place(&"é".repeat(301)));
        assert!(place(&"deep/".repeat(100)).len() < PATH_BYTES);
    }

    #[test]
    fn each_place_is_given_once_whatever_its_case() {
        let mut places = Places::default();
        let given: Vec<_> = ["a", "A", "a-2", "a"]
            .iter()
            .map(|name| places.place(Path::new(name)).to_string_lossy().into_owned())
            .collect();
        assert_eq!(given, ["a", "A-2", "a-2-2", "a-3"]);
    }
}
