//! The inside of JSON strings, eight bytes at a time: how far it goes on without anything special, and what its escapes of one letter
//! say. JSON inside JSON, which incoming messages are, is full of them.

use crate::json::decode::one_letter;
use crate::text::{HIGH_BITS, ONES, first_lane, last_word};

/// How many bytes come before the first quote, backslash or control character; all of them when there is none.
#[inline]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0_usize;
    let mut rest = bytes;
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        if let Some(plain) = plain_lanes(u64::from_le_bytes(*word)) {
            return length + plain;
        }
        length += 8;
        rest = tail;
    }
    length + plain_bytes(rest)
}

/// The same of less than a word: only the end of a text. What is missing of a word is zeros, which are control characters.
#[inline(never)]
fn plain_bytes(bytes: &[u8]) -> usize {
    plain_lanes(last_word(bytes)).unwrap_or(bytes.len())
}

/// How many bytes of the word come before the first quote, backslash or control character; `None` when there is none.
///
/// A byte less than `n` is found by subtracting `n`, which takes its high bit from the byte above. So bytes above the first one found
/// may be found wrongly, the first one not.
#[inline]
const fn plain_lanes(word: u64) -> Option<usize> {
    // This makes 0x20 of a quote and leaves those below it there, and those above it above.
    let quote_or_control = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let perhaps = (quote_or_control | backslash) & HIGH_BITS;
    if perhaps == 0 {
        return None;
    }
    let special = perhaps & !word;
    if special == 0 { None } else { Some(first_lane(special)) }
}

/// Copies the beginning of `from`, the inside of a string, to `to`, and what escapes of one letter say for them. It stops before anything
/// else that is special, and where less than a word is left of either. Gives how many bytes were taken and how many were written.
#[inline]
pub(super) fn copy_unescaped(from: &[u8], to: &mut [u8]) -> (usize, usize) {
    let (mut taken, mut written) = (0_usize, 0_usize);
    while let Some(chunk) = from.get(taken..).and_then(|rest| rest.first_chunk::<8>())
        && let Some(slot) = to.get_mut(written..).and_then(|rest| rest.first_chunk_mut::<8>())
    {
        *slot = *chunk;
        let Some(plain) = plain_lanes(u64::from_le_bytes(*chunk)) else {
            (taken, written) = (taken + 8, written + 8);
            continue;
        };
        (taken, written) = (taken + plain, written + plain);
        let Some(&[b'\\', letter]) = from.get(taken..).and_then(|rest| rest.first_chunk()) else { break };
        let (Some(said), Some(slot)) = (one_letter(letter), to.get_mut(written)) else { break };
        *slot = said;
        (taken, written) = (taken + 2, written + 1);
    }
    (taken, written)
}

#[cfg(test)]
mod tests {
    use super::{copy_unescaped, plain_length};

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
    fn copies_what_plain_bytes_and_escapes_of_one_letter_say() {
        for start in ["", "abcdef", "abcdefg"] {
            for tail in strings(b"a\\\"n", 7) {
                let bytes = [start.as_bytes(), &tail].concat();
                let mut copy = vec![0; bytes.len() + 8];
                let (taken, written) = copy_unescaped(&bytes, &mut copy);
                let passed = String::from_utf8(bytes[..taken].to_vec()).unwrap();
                let said = passed.replace("\\\\", "\0").replace("\\\"", "\"").replace("\\n", "\n").replace('\0', "\\");
                assert_eq!(&copy[..written], said.as_bytes(), "{bytes:?}");
                let stops = bytes[taken..].len() < 8 || matches!(bytes[taken..], [b'"', ..] | [b'\\', b'a', ..]);
                assert!(stops, "{bytes:?}");
                // Where there is less room, as much as there is room for is copied.
                for room in 0..8 {
                    let (taken, written) = copy_unescaped(&bytes, &mut copy[..room]);
                    assert!(taken >= written && written <= room && bytes.starts_with(&passed.as_bytes()[..taken]));
                }
            }
        }
    }
}
