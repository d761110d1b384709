//! The words of an output and those of its document, paired.
//!
//! They are nearly the same row. Where they differ, the nearest place is looked for where they agree
//! again, or three words in a row that both have (marks part words on one side only); what is left over then is paired once more, for
//! what stands in another order (captions, columns).

use std::collections::HashMap;

use super::words::Word;

/// So many words are looked through on both sides together for a place where the rows agree again.
const NEAR: usize = 16;

/// The pairs, in the order of `found`; a word may be in two.
pub(super) fn pairs(found: &[Word<'_>], known: &[Word<'_>]) -> Vec<(u32, u32)> {
    let all = |words: &[Word<'_>]| -> Vec<u32> { (0..words.len() as u32).collect() };
    let mut pairs = Rows { found, known }.pair(&all(found), &all(known));
    if pairs.len() < found.len() && pairs.len() < known.len() {
        let rest = |count: usize, used: &mut dyn Iterator<Item = u32>| -> Vec<u32> {
            let mut free = vec![true; count];
            used.for_each(|at| free[at as usize] = false);
            (0..count as u32).filter(|at| free[*at as usize]).collect()
        };
        let rest_found = rest(found.len(), &mut pairs.iter().map(|pair| pair.0));
        let rest_known = rest(known.len(), &mut pairs.iter().map(|pair| pair.1));
        pairs.extend(Rows { found, known }.pair(&rest_found, &rest_known));
        pairs.sort_unstable();
    }
    pairs
}

struct Rows<'a, 'w> {
    found: &'a [Word<'w>],
    known: &'a [Word<'w>],
}

impl Rows<'_, '_> {
    fn agree(&self, a: Option<&u32>, b: Option<&u32>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => self.found[*a as usize].is(&self.known[*b as usize]),
            _ => false,
        }
    }

    fn pair(&self, a: &[u32], b: &[u32]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::with_capacity(a.len().min(b.len()));
        let mut threes: Option<HashMap<[&str; 3], Vec<usize>>> = None;
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            if self.agree(a.get(i), b.get(j)) {
                pairs.push((a[i], b[j]));
                (i, j) = (i + 1, j + 1);
            } else if self.is_both(&a[i..], &b[j..]) {
                pairs.extend([(a[i], b[j]), (a[i], b[j + 1])]);
                (i, j) = (i + 1, j + 2);
            } else if self.are_both(&a[i..], &b[j..]) {
                pairs.extend([(a[i], b[j]), (a[i + 1], b[j])]);
                (i, j) = (i + 2, j + 1);
            } else if let Some((p, q)) = self.near(&a[i..], &b[j..]) {
                (i, j) = (i + p, j + q);
            } else {
                let known = |at: &u32| &*self.known[*at as usize].text;
                let threes = threes.get_or_insert_with(|| threes_of(b, known));
                let three = a.get(i..i + 3).and_then(|three| {
                    let [x, y, z] = [three[0], three[1], three[2]];
                    let word = |at: u32| &*self.found[at as usize].text;
                    threes.get(&[word(x), word(y), word(z)])
                });
                let ahead = three.and_then(|places| {
                    places.get(places.partition_point(|place| *place < j)).copied()
                });
                match ahead {
                    Some(place) => j = place,
                    None => i += 1,
                }
            }
        }
        pairs
    }

    /// Whether the first word found is the first two that are known.
    fn is_both(&self, a: &[u32], b: &[u32]) -> bool {
        let ([whole, ..], [start, end, ..]) = (a, b) else { return false };
        let word = |at: &u32| &*self.known[*at as usize].text;
        is_joined(&self.found[*whole as usize].text, word(start), word(end))
    }

    /// Whether the first two words found are the first that is known.
    fn are_both(&self, a: &[u32], b: &[u32]) -> bool {
        let ([start, end, ..], [whole, ..]) = (a, b) else { return false };
        let word = |at: &u32| &*self.found[*at as usize].text;
        is_joined(&self.known[*whole as usize].text, word(start), word(end))
    }

    /// How many words to pass over on each side until two in a row agree.
    fn near(&self, a: &[u32], b: &[u32]) -> Option<(usize, usize)> {
        (1..=NEAR).find_map(|far| {
            (0..=far).map(|p| (p, far - p)).find(|&(p, q)| {
                let ends = p + 1 == a.len() || q + 1 == b.len();
                self.agree(a.get(p), b.get(q)) && (ends || self.agree(a.get(p + 1), b.get(q + 1)))
            })
        })
    }
}

fn is_joined(whole: &str, start: &str, end: &str) -> bool {
    whole.strip_prefix(start) == Some(end)
}

/// Where three words stand in a row.
fn threes_of<'w>(
    words: &[u32],
    word: impl Fn(&u32) -> &'w str,
) -> HashMap<[&'w str; 3], Vec<usize>> {
    let mut threes: HashMap<[&str; 3], Vec<usize>> = HashMap::new();
    for (at, three) in words.windows(3).enumerate() {
        threes.entry([word(&three[0]), word(&three[1]), word(&three[2])]).or_default().push(at);
    }
    threes
}
