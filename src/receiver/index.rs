//! Texts that are no secrets, as paths and names are, and what each stands for.

/// Texts that are no secrets, as paths and names are, and what each stands for.
///
/// They are in the order of their digests, and those with the same one in their own, in as many drawers as there are texts. So a text is
/// mostly compared with one other, and with few whatever somebody who may choose texts makes of the digest, which needs to be no secret
/// for that.
#[derive(Clone)]
pub(super) struct Index<T> {
    sorted: Box<[Entry<T>]>,
    /// Where the drawers end, of which each has the digests that begin alike.
    ends: Box<[usize]>,
}

/// The digest of a text, the text, and what it stands for.
type Entry<T> = (u64, Box<[u8]>, T);

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { sorted: Box::default(), ends: Box::default() }
    }
}

impl<T> FromIterator<(Box<[u8]>, T)> for Index<T> {
    fn from_iter<I: IntoIterator<Item = (Box<[u8]>, T)>>(texts: I) -> Self {
        let mut sorted: Box<[_]> = texts.into_iter().map(|(text, of)| (digest(&text), text, of)).collect();
        sorted.sort_unstable_by(|(one, text, _), (other, than, _)| (one, text).cmp(&(other, than)));
        let count = sorted.len();
        let end = |drawer| sorted.partition_point(|(digest, ..)| drawer_of(*digest, count) <= drawer);
        Self { ends: (0..count).map(end).collect(), sorted }
    }
}

impl<T> Index<T> {
    /// What a text stands for.
    #[inline]
    pub(super) fn get(&self, text: &[u8]) -> Option<&T> {
        let digest = digest(text);
        let drawer = drawer_of(digest, self.ends.len());
        let start = drawer.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let near = self.sorted.get(start..*self.ends.get(drawer)?)?;
        let found = near.binary_search_by(|(known, of, _)| known.cmp(&digest).then_with(|| (**of).cmp(text))).ok()?;
        near.get(found).map(|(.., of)| of)
    }
}

/// The drawer of a digest, of so many; in the order of the digests.
#[inline]
fn drawer_of(digest: u64, drawers: usize) -> usize {
    let drawer = (u128::from(digest) * drawers as u128) >> u64::BITS;
    usize::try_from(drawer).unwrap_or_default()
}

/// A number that is another for most other texts.
#[inline]
fn digest(text: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = text.as_chunks();
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest, text.len() as u64]);
    words.fold(0, |digest: u64, word| (digest.rotate_left(23) ^ word).wrapping_mul(ODD))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Index, digest};

    proptest! {
        #[test]
        fn each_text_is_found(known in prop::collection::btree_set("[/ab]{0,20}", 0..40), other in "[/ab]{0,3}") {
            let known: Vec<Box<[u8]>> = known.into_iter().map(|path| path.into_bytes().into()).collect();
            let index: Index<usize> = known.iter().cloned().zip(0..).collect();
            for (number, path) in known.iter().enumerate() {
                prop_assert_eq!(index.get(path), Some(&number));
            }
            let place = known.iter().position(|path| **path == *other.as_bytes());
            prop_assert_eq!(index.get(other.as_bytes()).copied(), place);
        }
    }

    #[test]
    fn texts_of_one_digest_are_told_apart() {
        let one: Vec<u8> = [1_u64.to_le_bytes(), 5_u64.to_le_bytes()].concat();
        // What makes up for another first word.
        let after = |word: u64| word.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        let second = after(1) ^ 5 ^ after(2);
        let other: Vec<u8> = [2_u64.to_le_bytes(), second.to_le_bytes()].concat();
        assert_eq!(digest(&one), digest(&other));
        let index: Index<usize> = [(one.clone().into(), 7), (other.clone().into(), 8)].into_iter().collect();
        assert_eq!((index.get(&one), index.get(&other)), (Some(&7), Some(&8)));
    }
}
