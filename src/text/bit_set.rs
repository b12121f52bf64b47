//! Sets of small numbers.

/// A set of small numbers that needs no memory of its own while they are below 64.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct BitSet {
    low: u64,
    high: Vec<u64>,
}

impl BitSet {
    /// Adds a number; false when it is in the set already.
    #[inline]
    pub(crate) fn insert(&mut self, number: usize) -> bool {
        let (word, bit) = split(number);
        let slot = match word.checked_sub(1) {
            None => &mut self.low,
            Some(word) => {
                if self.high.len() <= word {
                    self.high.resize(word + 1, 0);
                }
                match self.high.get_mut(word) {
                    Some(slot) => slot,
                    None => return false,
                }
            }
        };
        let is_new = *slot & bit == 0;
        *slot |= bit;
        is_new
    }

    pub(crate) fn contains(&self, number: usize) -> bool {
        let (word, bit) = split(number);
        let slot = match word.checked_sub(1) {
            None => self.low,
            Some(word) => self.high.get(word).copied().unwrap_or(0),
        };
        slot & bit != 0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.low == 0 && self.high.iter().all(|word| *word == 0)
    }

    /// How many numbers below `bound` are in the set.
    pub(crate) fn count_below(&self, bound: usize) -> usize {
        let (full, last) = (bound / 64, bound % 64);
        let words = std::iter::once(&self.low).chain(&self.high);
        words
            .take(full + 1)
            .enumerate()
            .map(|(index, word)| if index == full { word & !(u64::MAX << last) } else { *word })
            .map(|word| word.count_ones() as usize)
            .sum()
    }
}

#[inline]
fn split(number: usize) -> (usize, u64) {
    (number / 64, 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use super::BitSet;
    use std::collections::BTreeSet;

    #[test]
    fn behaves_like_a_set() {
        let numbers = [0, 63, 64, 5, 63, 1_000, 64, 127, 128];
        let mut set = BitSet::default();
        let mut model = BTreeSet::new();
        assert!(set.is_empty());
        for number in numbers {
            assert_eq!(set.insert(number), model.insert(number), "{number}");
        }
        for number in 0..1_100 {
            assert_eq!(set.contains(number), model.contains(&number), "{number}");
            assert_eq!(set.count_below(number), model.range(..number).count(), "{number}");
        }
        assert!(!set.is_empty());
    }
}
