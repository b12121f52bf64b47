//! Whether two short texts are the same: a call costs more than to compare them.
//!
//! Why it is right: a length is compared with chunks only where the first chunk and the last one, which may overlap, are all of it.

/// Whether two texts are the same.
#[inline]
pub(crate) fn is_equal(one: &[u8], other: &[u8]) -> bool {
    // The usual lengths first.
    ends_are_equal::<8>(one, other)
        .or_else(|| ends_are_equal::<4>(one, other))
        .or_else(|| ends_are_equal::<16>(one, other))
        .or_else(|| ends_are_equal::<2>(one, other))
        .unwrap_or_else(|| one == other)
}

/// Whether the first and last bytes are the same, where those are all of two texts of the same length.
#[inline]
fn ends_are_equal<const N: usize>(one: &[u8], other: &[u8]) -> Option<bool> {
    if one.len() > 2 * N || one.len() != other.len() {
        return None;
    }
    let begin_equal = one.first_chunk::<N>()? == other.first_chunk::<N>()?;
    Some(begin_equal && one.last_chunk::<N>()? == other.last_chunk::<N>()?)
}

#[cfg(test)]
mod tests {
    use super::is_equal;

    #[test]
    fn texts_are_compared_to_their_last_byte() {
        let text: Vec<u8> = (b'0'..b'Z').collect();
        for length in 0..text.len() {
            let text = &text[..length];
            assert!(is_equal(text, text), "{length}");
            assert!(!is_equal(text, b"0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "{length}");
            for place in 0..length {
                let mut other = text.to_vec();
                other[place] ^= 1;
                assert!(!is_equal(text, &other) && !is_equal(&other, text), "{length} {place}");
            }
        }
    }
}
