//! Comparing what may be secret.

use subtle::{Choice, ConstantTimeEq};

/// Whether two texts are the same, in a time that tells nothing but their lengths.
pub(crate) fn is_same_secret(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let ((words, rest), (other_words, other_rest)) = (one.as_chunks(), other.as_chunks());
    let words =
        words.iter().zip(other_words).map(|(one, other)| (u64::from_le_bytes(*one), u64::from_le_bytes(*other)));
    let rests = (word_of(rest), word_of(other_rest));
    words.chain([rests]).fold(Choice::from(1), |is_same, (one, other)| is_same & one.ct_eq(&other)).into()
}

/// A few bytes as one word, which is another for each other text of that length.
#[inline]
fn word_of(few: &[u8]) -> u64 {
    few.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_same_secret;

    proptest! {
        #[test]
        fn it_is_what_comparing_tells(
            text in prop::collection::vec(any::<u8>(), 0..40),
            changed in any::<prop::sample::Index>(),
            bit in 0..9,
            more in prop::option::of(any::<u8>()),
        ) {
            let mut other = text.clone();
            if let Some(byte) = (!text.is_empty()).then(|| changed.index(text.len())).and_then(|at| other.get_mut(at)) {
                *byte ^= u8::try_from(1 << bit & 0xFF).unwrap();
            }
            other.extend(more);
            prop_assert_eq!(is_same_secret(&text, &other), text == other);
        }
    }
}
