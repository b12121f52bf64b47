//! The paths of endpoints, and their numbers.

use crate::text::sort_by;

/// The paths of endpoints, and their numbers.
///
/// They are in the order of their digests, and those with the same one in their own. So a path is mostly compared with one other, and
/// with few whatever somebody who may choose paths makes of the digest, which needs to be no secret for that.
#[derive(Clone, Default)]
pub(super) struct Paths(Box<[NumberedPath]>);

/// The digest of a path, the path, and its number.
type NumberedPath = (u64, Box<[u8]>, usize);

impl FromIterator<(Box<[u8]>, usize)> for Paths {
    fn from_iter<I: IntoIterator<Item = (Box<[u8]>, usize)>>(paths: I) -> Self {
        let mut paths: Vec<_> = paths.into_iter().map(|(path, number)| (digest(&path), path, number)).collect();
        sort_by(&mut paths, Ord::cmp);
        Self(paths.into())
    }
}

impl Paths {
    /// The number of a path.
    #[inline]
    pub(super) fn number(&self, path: &[u8]) -> Option<usize> {
        let digest = digest(path);
        let found = self.0.binary_search_by(|(known, of, _)| known.cmp(&digest).then_with(|| (**of).cmp(path))).ok()?;
        self.0.get(found).map(|(.., number)| *number)
    }
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

    use super::{Paths, digest};

    proptest! {
        #[test]
        fn each_path_has_its_number(known in prop::collection::btree_set("[/ab]{0,20}", 0..40), other in "[/ab]{0,3}") {
            let known: Vec<Box<[u8]>> = known.into_iter().map(|path| path.into_bytes().into()).collect();
            let paths: Paths = known.iter().cloned().zip(0..).collect();
            for (number, path) in known.iter().enumerate() {
                prop_assert_eq!(paths.number(path), Some(number));
            }
            prop_assert_eq!(paths.number(other.as_bytes()), known.iter().position(|path| **path == *other.as_bytes()));
        }
    }

    #[test]
    fn paths_of_one_digest_are_told_apart() {
        let one: Vec<u8> = [1_u64.to_le_bytes(), 5_u64.to_le_bytes()].concat();
        // What makes up for another first word.
        let after = |word: u64| word.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        let second = after(1) ^ 5 ^ after(2);
        let other: Vec<u8> = [2_u64.to_le_bytes(), second.to_le_bytes()].concat();
        assert_eq!(digest(&one), digest(&other));
        let paths: Paths = [(one.clone().into(), 7), (other.clone().into(), 8)].into_iter().collect();
        assert_eq!((paths.number(&one), paths.number(&other)), (Some(7), Some(8)));
    }
}
