//! The inside of JSON strings, eight bytes at a time: how far it goes on without anything special, and how its escaped quotes are
//! decoded. JSON inside JSON, which incoming messages are, is full of them, and both directions spend most of their time here.

const LANES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = LANES * 0x80;

/// How many bytes come before the first quote, backslash or control character; all of them when there is none.
#[inline]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special_lanes(u64::from_le_bytes(*word));
        if special != 0 {
            return index * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let whole = words.len() * 8;
    let tail = bytes.get(whole..).unwrap_or_default();
    let plain = tail.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).unwrap_or(tail.len());
    whole + plain
}

/// The high bit of each byte that is a quote, backslash or control character.
const fn special_lanes(word: u64) -> u64 {
    lanes_of(word, b'"') | lanes_of(word, b'\\') | zero_lanes(word & (LANES * 0xE0))
}

/// The high bit of each byte that is `byte`.
const fn lanes_of(word: u64, byte: u8) -> u64 {
    zero_lanes(word ^ (LANES * byte as u64))
}

/// The high bit of each byte that is zero.
const fn zero_lanes(word: u64) -> u64 {
    !((word & !HIGH_BITS).wrapping_add(!HIGH_BITS) | word) & HIGH_BITS
}

/// How many bytes at the beginning of a string's inside are plain or escaped quotes, and whether there are any of the latter. What
/// follows, be it the rest of the string or less than eight bytes of input, is for [`plain_length`].
#[inline]
pub(crate) fn quoted_length(bytes: &[u8]) -> (usize, bool) {
    let mut length = 0_usize;
    let mut has_escapes = false;
    while let Some(chunk) = bytes.get(length..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let mut special = special_lanes(word);
        if special == 0 {
            length += 8;
            continue;
        }
        // An escaped quote is two special bytes; both go at once.
        let backslashes = lanes_of(word, b'\\');
        let escaped_quotes = (backslashes << 8) & lanes_of(word, b'"');
        while special != 0 {
            let lowest = special & special.wrapping_neg();
            if lowest & backslashes == 0 || (lowest << 8) & escaped_quotes == 0 {
                return (length + special.trailing_zeros() as usize / 8, has_escapes);
            }
            has_escapes = true;
            special &= !(lowest | lowest << 8);
        }
        length += 8;
    }
    (length, has_escapes)
}

/// Copies the beginning of `from`, the inside of a string, to `to`, without the backslashes of escaped quotes. It stops before any
/// other escape. Gives how many bytes were taken and how many were written.
pub(crate) fn copy_quoted(from: &[u8], to: &mut [u8]) -> (usize, usize) {
    let (mut taken, mut written) = (0_usize, 0_usize);
    loop {
        let source = from.get(taken..).unwrap_or_default();
        let target = to.get_mut(written..).unwrap_or_default();
        let (Some(chunk), Some(slot)) = (source.first_chunk::<8>(), target.first_chunk_mut::<8>()) else {
            let rest = source.iter().position(|byte| *byte == b'\\').unwrap_or(source.len());
            if let (Some(source), Some(target)) = (source.get(..rest), target.get_mut(..rest)) {
                target.copy_from_slice(source);
                (taken, written) = (taken + rest, written + rest);
            }
            return (taken, written);
        };
        let word = u64::from_le_bytes(*chunk);
        let backslashes = lanes_of(word, b'\\');
        if backslashes == 0 {
            *slot = *chunk;
            (taken, written) = (taken + 8, written + 8);
            continue;
        }
        let followed_by_quote = lanes_of(word, b'"') >> 8;
        if backslashes & !followed_by_quote != 0 {
            // Something else is escaped in this word: copy as far as the first backslash.
            *slot = *chunk;
            let plain = backslashes.trailing_zeros() as usize / 8;
            let is_quote = backslashes & backslashes.wrapping_neg() & followed_by_quote != 0;
            (taken, written) = (taken + plain, written + plain);
            if !is_quote {
                return (taken, written);
            }
            if let Some(slot) = to.get_mut(written) {
                *slot = b'"';
            }
            (taken, written) = (taken + 2, written + 1);
            continue;
        }
        *slot = without_lanes(word, backslashes).to_le_bytes();
        (taken, written) = (taken + 8, written + 8 - backslashes.count_ones() as usize);
    }
}

/// The word without the bytes whose high bits are in `lanes`; the bytes above each move down.
const fn without_lanes(word: u64, mut lanes: u64) -> u64 {
    let mut packed = word;
    while lanes != 0 {
        // The highest first: those below keep their places.
        let highest = 1 << lanes.ilog2();
        let below = (highest >> 7) - 1;
        packed = (packed & below) | ((packed >> 8) & !below);
        lanes ^= highest;
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::{copy_quoted, plain_length, quoted_length};

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

    /// All strings of up to `length` letters of `alphabet`.
    fn strings(alphabet: &[u8], length: u32) -> impl Iterator<Item = Vec<u8>> {
        (0..=length).flat_map(move |length| {
            (0..alphabet.len().pow(length)).map(move |mut number| {
                (0..length)
                    .map(|_| {
                        let letter = alphabet[number % alphabet.len()];
                        number /= alphabet.len();
                        letter
                    })
                    .collect()
            })
        })
    }

    #[test]
    fn passes_over_plain_bytes_and_escaped_quotes_only() {
        for start in ["", "abcdef", "abcdefg"] {
            for tail in strings(b"a\\\"n", 6) {
                let bytes = [start.as_bytes(), &tail, b"        "].concat();
                let (length, has_escapes) = quoted_length(&bytes);
                let passed = String::from_utf8(bytes[..length].to_vec()).unwrap();
                assert_eq!(has_escapes, passed.contains('\\'), "{bytes:?}");
                assert!(!passed.replace("\\\"", "").contains(['\\', '"']), "{bytes:?}");
                let rest = &bytes[length..];
                let goes_on = rest.len() >= 8 && (rest.starts_with(b"a") || rest.starts_with(b"\\\""));
                // An escaped quote on the border of two words is left to the caller.
                assert!(!goes_on || (length % 8 == 7 && rest.starts_with(b"\\\"")), "{bytes:?}");
            }
        }
    }

    #[test]
    fn copies_without_the_backslashes_of_quotes() {
        for start in ["", "abcdef", "abcdefg"] {
            for tail in strings(b"a\\\"n", 7) {
                let bytes = [start.as_bytes(), &tail].concat();
                let mut copy = vec![0; bytes.len() + 8];
                let (taken, written) = copy_quoted(&bytes, &mut copy);
                let expected = String::from_utf8(bytes[..taken].to_vec()).unwrap().replace("\\\"", "\"");
                assert_eq!(&copy[..written], expected.as_bytes(), "{bytes:?}");
                assert!(taken == bytes.len() || bytes[taken] == b'\\', "{bytes:?}");
            }
        }
    }
}
