//! How far a JSON string goes on without anything special. Both directions spend most of their time here, so it looks at eight bytes
//! at once.

const LANES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = LANES * 0x80;

/// How many bytes come before the first quote, backslash or control character; all of them when there is none.
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special_lanes(u64::from_le_bytes(*word));
        if special != 0 {
            return index.saturating_mul(8).saturating_add(special.trailing_zeros() as usize / 8);
        }
    }
    let whole = words.len().saturating_mul(8);
    let tail = bytes.get(whole..).unwrap_or_default();
    let plain = tail.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).unwrap_or(tail.len());
    whole.saturating_add(plain)
}

/// The high bit of each byte that is special. A borrow can only disturb bytes above the lowest special one, so that one is right.
const fn special_lanes(word: u64) -> u64 {
    let quote = word ^ (LANES * b'"' as u64);
    let backslash = word ^ (LANES * b'\\' as u64);
    let is_quote = quote.wrapping_sub(LANES) & !quote;
    let is_backslash = backslash.wrapping_sub(LANES) & !backslash;
    let is_control = word.wrapping_sub(LANES * 0x20) & !word;
    (is_quote | is_backslash | is_control) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::plain_length;

    fn simple(bytes: &[u8]) -> usize {
        bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).unwrap_or(bytes.len())
    }

    #[test]
    fn agrees_with_looking_at_each_byte() {
        for length in 0..26 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = vec![b'a'; length];
                    bytes[place] = byte;
                    assert_eq!(plain_length(&bytes), simple(&bytes), "{bytes:?}");
                    if place + 1 < length {
                        bytes[place + 1] = byte.wrapping_add(1);
                        assert_eq!(plain_length(&bytes), simple(&bytes), "{bytes:?}");
                    }
                }
            }
        }
    }
}
