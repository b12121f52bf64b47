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
        let is_new = !self.contains(number);
        let (index, bit) = split(number);
        match index.checked_sub(1) {
            None => self.low |= bit,
            Some(index) => {
                if self.high.len() <= index {
                    self.high.resize(index + 1, 0);
                }
                if let Some(word) = self.high.get_mut(index) {
                    *word |= bit;
                }
            }
        }
        is_new
    }

    /// Adds a number below 64 that is not in the set; false for any other, of which nothing is done. It is the least that the usual
    /// case takes.
    #[inline]
    pub(crate) fn insert_low(&mut self, number: usize) -> bool {
        let (index, bit) = split(number);
        let is_new = index == 0 && self.low & bit == 0;
        if is_new {
            self.low |= bit;
        }
        is_new
    }

    /// The least number from `first` on in the set, of those below 64.
    #[inline]
    pub(crate) fn next_low(&self, first: usize) -> Option<usize> {
        let next = self.low & !low_below(first);
        (next != 0).then_some(next.trailing_zeros() as usize)
    }

    /// Adds those from `first` to before `end` that are below 64.
    #[inline]
    pub(crate) fn insert_low_range(&mut self, first: usize, end: usize) {
        self.low |= low_below(end) & !low_below(first);
    }

    #[inline]
    pub(crate) fn contains(&self, number: usize) -> bool {
        let (index, bit) = split(number);
        self.word(index) & bit != 0
    }

    pub(crate) fn is_subset(&self, other: &Self) -> bool {
        (0..=self.high.len()).all(|index| self.word(index) & !other.word(index) == 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.low == 0 && self.high.is_empty()
    }

    /// How many numbers below `bound` are in the set.
    pub(crate) fn count_below(&self, bound: usize) -> usize {
        let (last, bit) = split(bound);
        let full: u32 = (0..last).map(|index| self.word(index).count_ones()).sum();
        (full + (self.word(last) & (bit - 1)).count_ones()) as usize
    }

    /// The numbers from 64 times `index` on, one a bit.
    #[inline]
    fn word(&self, index: usize) -> u64 {
        index.checked_sub(1).map_or(Some(&self.low), |index| self.high.get(index)).copied().unwrap_or_default()
    }
}

impl FromIterator<usize> for BitSet {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut set = Self::default();
        numbers.into_iter().for_each(|number| _ = set.insert(number));
        set
    }
}

#[inline]
fn split(number: usize) -> (usize, u64) {
    (number / 64, 1 << (number % 64))
}

/// A bit for each number below `bound` and 64.
#[inline]
const fn low_below(bound: usize) -> u64 {
    if bound < 64 { (1 << bound) - 1 } else { u64::MAX }
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

    #[test]
    fn is_a_subset_of_what_has_all_its_numbers() {
        let sets: [&[usize]; 6] = [&[], &[5], &[5, 63], &[64], &[5, 64, 1_000], &[5, 63, 64, 1_000]];
        for one in sets {
            for other in sets {
                let [of_one, of_other] = [one, other].map(|numbers| numbers.iter().copied().collect::<BitSet>());
                assert_eq!(
                    of_one.is_subset(&of_other),
                    one.iter().all(|number| other.contains(number)),
                    "{one:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn low_numbers_go_in_once_and_high_ones_never() {
        let mut set = BitSet::default();
        set.insert(7);
        for number in [0, 7, 63, 0, 64, 127, usize::MAX] {
            let before = set.clone();
            let is_new = number < 64 && !set.contains(number);
            assert_eq!(set.insert_low(number), is_new, "{number}");
            assert_eq!(set != before, is_new, "{number}");
            assert_eq!(set.contains(number), number < 64, "{number}");
        }
    }

    #[test]
    fn a_range_of_low_numbers_is_what_its_numbers_are() {
        let bounds = [0, 1, 7, 8, 62, 63, 64, 65, 128, usize::MAX];
        for (first, end) in bounds.iter().flat_map(|first| bounds.map(|end| (*first, end))) {
            let mut set: BitSet = [7, 64, 100].into_iter().collect();
            set.insert_low_range(first, end);
            for number in 0..130 {
                let is_inside = number < 64 && (first..end).contains(&number);
                let expected = is_inside || [7, 64, 100].contains(&number);
                assert_eq!(set.contains(number), expected, "{first}..{end} {number}");
            }
            for from in bounds {
                let next = (0..64).find(|number| *number >= from && set.contains(*number));
                assert_eq!(set.next_low(from), next, "{first}..{end} {from}");
            }
        }
    }
}
