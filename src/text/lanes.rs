//! The bytes of a word, eight at a time: which of them are of a class.

/// One in each byte.
pub(crate) const ONES: u64 = 0x0101_0101_0101_0101;

/// The high bit of each byte.
pub(crate) const HIGH_BITS: u64 = ONES * 0x80;

/// The high bit of each byte from `first` to `last`, which are ASCII. A byte that is not ASCII is taken for what its lower seven bits
/// are, so that who asks looks once more.
#[inline]
pub(crate) const fn lanes_between(word: u64, first: u8, last: u8) -> u64 {
    let low = word & !HIGH_BITS;
    // Neither sum leaves its byte: it sets the high bit from `first` on, and behind `last`.
    let (from_first, behind_last) = (low + ONES * (0x80 - first as u64), low + ONES * (0x7F - last as u64));
    (from_first ^ behind_last) & HIGH_BITS
}

/// The number of the first byte of which the high bit is in `lanes`; 8 where there is none.
#[inline]
pub(crate) const fn first_lane(lanes: u64) -> usize {
    lanes.trailing_zeros() as usize / 8
}

/// Less than a word, followed by zeros. It is read in two parts that may overlap, so that there is no loop.
#[inline]
pub(crate) fn last_word(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4)) | u64::from(u32::from_le_bytes(*first));
    }
    let [first, middle, last] = three(bytes).map(u64::from);
    first | middle << (8 * (length / 2)) | last << (8 * length.saturating_sub(1))
}

/// The first, the middle and the last of up to three bytes: each of them is there.
#[inline]
pub(super) fn three(bytes: &[u8]) -> [u8; 3] {
    [bytes.first(), bytes.get(bytes.len() / 2), bytes.last()].map(|byte| byte.copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{first_lane, lanes_between};

    #[test]
    fn a_byte_is_found_wherever_it_stands_and_whatever_stands_beside_it() {
        let classes = [(0, 0), (0, 0x1F), (b'"', b'"'), (b'%', b'+'), (b'&', b'&'), (0x7F, 0x7F), (0, 0x7F)];
        for (first, last) in classes {
            for beside in [0, first.wrapping_sub(1), first, last, last + 1, 0x7F, 0x80, 0xFF] {
                for byte in 0..=u8::MAX {
                    for place in 0..8 {
                        let mut bytes = [beside; 8];
                        bytes[place] = byte;
                        let lanes = lanes_between(u64::from_le_bytes(bytes), first, last);
                        let expected = bytes.map(|byte| if (first..=last).contains(&(byte & 0x7F)) { 0x80 } else { 0 });
                        assert_eq!(lanes.to_le_bytes(), expected, "{bytes:02x?} {first}..={last}");
                        let found = bytes.iter().position(|byte| (first..=last).contains(&(byte & 0x7F)));
                        assert_eq!(first_lane(lanes), found.unwrap_or(8), "{bytes:02x?}");
                    }
                }
            }
        }
    }
}
