//! What names and values of queries and forms stand for.
//!
//! It is what looking at one byte after the other gives, and is tested to be: only the bytes from `%` to `+` are looked at, all
//! others are copied a word at a time. A word is copied whole, and what stands behind its first such byte is overwritten.

use std::borrow::Cow;
use std::mem::take;

use crate::text::{Damage, Decoded, first_lane, hex_byte, lanes_between};

const WORD: usize = 8;

/// The high bit of each byte that may be `&`, `%` or `+`. Of what a form leaves as it is only `*` is among them, of a query nothing.
#[inline]
pub(super) const fn special_lanes(word: u64) -> u64 {
    lanes_between(word, b'%', b'+')
}

/// Decodes a name or value.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if memchr::memchr2(b'%', b'+', bytes).is_some() { decode_escaped(bytes) } else { decode_plain(bytes) }
}

/// Decodes what has no escapes.
pub(super) fn decode_plain(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => (String::from_utf8_lossy(bytes), Some(Damage::InvalidUtf8)),
    }
}

/// Decodes what has escapes.
fn decode_escaped(bytes: &[u8]) -> Decoded<'static> {
    decode_first(bytes, bytes.len())
}

/// Decodes the first `length` bytes of a text, which has a separator behind them or ends there.
#[inline(never)]
pub(super) fn decode_first(text: &[u8], length: usize) -> Decoded<'static> {
    match String::from_utf8(unescape_first(text, length)) {
        Ok(text) => (Cow::Owned(text), None),
        Err(error) => (Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()), Some(Damage::InvalidUtf8)),
    }
}

/// The bytes that a name or value stands for.
pub(crate) fn unescape(bytes: &[u8]) -> Vec<u8> {
    unescape_first(bytes, bytes.len())
}

/// The bytes that the first `length` of a text stand for, which are no more than those. It has a separator behind them or ends
/// there, so that no word of plain bytes reaches farther.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a value is short, so that another call would be much of what it costs")]
#[expect(clippy::slow_vector_initialization, reason = "zeroed memory is not reused as quickly, and this is little")]
fn unescape_first(text: &[u8], length: usize) -> Vec<u8> {
    // As long as anything is to be read, there is room for a word.
    let room = length + WORD;
    let mut decoded = Vec::with_capacity(room);
    decoded.resize(room, 0);
    let (mut rest, mut free) = (text, &mut *decoded);
    let behind = text.len().saturating_sub(length);
    loop {
        let escaped = match rest {
            [b'%', high, low, after @ ..] => hex_byte(*high, *low).map(|byte| (byte, after)),
            [b'+', after @ ..] => Some((b' ', after)),
            _ => None,
        };
        if let Some((byte, after)) = escaped {
            let Some((slot, left)) = take(&mut free).split_first_mut() else { break };
            *slot = byte;
            (rest, free) = (after, left);
            continue;
        }
        if let Some(word) = rest.first_chunk::<WORD>() {
            let Some(slot) = free.first_chunk_mut::<WORD>() else { break };
            *slot = *word;
            let plain = first_lane(special_lanes(u64::from_le_bytes(*word)));
            if plain > 0 {
                rest = rest.get(plain..).unwrap_or_default();
                free = take(&mut free).get_mut(plain..).unwrap_or_default();
                continue;
            }
        }
        let Some((first, after)) = rest.split_first().filter(|_| rest.len() > behind) else { break };
        let Some((slot, left)) = take(&mut free).split_first_mut() else { break };
        *slot = *first;
        (rest, free) = (after, left);
    }
    let unused = free.len();
    decoded.truncate(room - unused);
    decoded
}

#[cfg(test)]
mod tests {
    use super::unescape;

    /// One byte after the other.
    fn simple(bytes: &[u8]) -> Vec<u8> {
        let mut decoded = Vec::new();
        let mut position = 0;
        while let Some(byte) = bytes.get(position) {
            let digits =
                bytes.get(position + 1..position + 3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            let escaped = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).ok());
            position += if *byte == b'%' && escaped.is_some() { 3 } else { 1 };
            decoded.push(match byte {
                b'%' => escaped.unwrap_or(b'%'),
                b'+' => b' ',
                other => *other,
            });
        }
        decoded
    }

    #[test]
    fn words_give_what_bytes_give() {
        // Every row of four of these, at every place of a word, with and without words behind it.
        let alphabet = *b"%+4fG&*\xA6";
        for number in 0..alphabet.len().pow(4) {
            let letter = |place: u32| alphabet[number / alphabet.len().pow(place) % alphabet.len()];
            let letters: Vec<_> = (0..4).map(letter).collect();
            for before in 0..9 {
                for behind in ["", "abcd", "abcdefghi%20"] {
                    let bytes = [&b"abcdefghi"[..before], &letters, behind.as_bytes()].concat();
                    assert_eq!(unescape(&bytes), simple(&bytes), "{bytes:?}");
                }
            }
        }
    }
}
