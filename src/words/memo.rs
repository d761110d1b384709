//! What was looked up before.
//!
//! The rules that read prose ask for the same words again and again, and a walk through a list costs
//! thirty times what it costs to remember its answer. A word has one slot, which the last one keeps:
//! no choice of words makes this slow.

/// Longer words are looked up each time.
const LONGEST: usize = 31;
const SLOTS: usize = 2048;

/// Answers by word.
#[derive(Default)]
pub(super) struct Memo {
    /// Empty until something is kept.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    length: u8,
    word: [u8; LONGEST],
    cost: Option<f32>,
}

impl Memo {
    /// What was kept for `word`; the outer none if nothing was.
    pub(super) fn get(&self, word: &str) -> Option<Option<f32>> {
        let slot = self.slots.get(place(word))?;
        let kept = slot.word.get(..usize::from(slot.length))?;
        (!kept.is_empty() && kept == word.as_bytes()).then_some(slot.cost)
    }

    pub(super) fn keep(&mut self, word: &str, cost: Option<f32>) {
        if word.len() > LONGEST {
            return;
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, Slot::default());
        }
        let slot = &mut self.slots[place(word)];
        slot.length = word.len() as u8;
        slot.word[..word.len()].copy_from_slice(word.as_bytes());
        slot.cost = cost;
    }
}

/// The slot of a word, by a hash of its bytes.
fn place(word: &str) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = word.len() as u64;
    let mut chunks = word.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        let chunk = chunk.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
        hash = (hash.rotate_left(5) ^ chunk).wrapping_mul(FACTOR);
    }
    let rest = chunks.remainder().iter().fold(0, |rest, &byte| rest << 8 | u64::from(byte));
    hash = (hash.rotate_left(5) ^ rest).wrapping_mul(FACTOR);
    (hash >> 32) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_that_were_kept() {
        let mut memo = Memo::default();
        assert_eq!(memo.get("hut"), None);
        let words: Vec<String> = (0..20_000).map(|n| format!("word{}", n * 7919)).collect();
        for (n, word) in words.iter().enumerate() {
            memo.keep(word, (n % 3 > 0).then_some(n as f32));
        }
        let mut kept = 0;
        for (n, word) in words.iter().enumerate() {
            if let Some(cost) = memo.get(word) {
                assert_eq!(cost, (n % 3 > 0).then_some(n as f32), "{word}");
                kept += 1;
            }
        }
        assert!(kept > SLOTS / 2, "{kept}");
    }
}
