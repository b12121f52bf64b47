//! How far a value goes.
//!
//! It is what looking at one byte after the other gives, and is tested to be: a word is passed over where none of its bytes is
//! special, and else each that may be is looked at, in their order.

use crate::text::{first_lane, lanes_between};
use crate::wire::query::decode::special_lanes;

/// So many words are looked through one by one; what is longer pays for a call.
const MOST_WORDS: usize = 8;

/// The length of the value with which a text begins, up to the next separator, and whether there are escapes in it.
#[inline(always)]
#[expect(clippy::inline_always, reason = "values are short, and a call costs as much as looking through one")]
pub(super) fn value_length(text: &[u8]) -> (usize, bool) {
    let (words, last) = text.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let lanes = special_lanes(u64::from_le_bytes(*word));
        if lanes != 0 {
            let at = number * 8 + first_lane(lanes);
            return if text.get(at) == Some(&b'&') { (at, false) } else { length_from(text, at) };
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'&' | b'%' | b'+');
    if last.iter().any(is_special) { length_from(text, words.len() * 8) } else { (text.len(), false) }
}

/// The same where nothing before `from` is special.
#[inline(never)]
fn length_from(text: &[u8], from: usize) -> (usize, bool) {
    let rest = text.get(from..).unwrap_or_default();
    let length = piece_length(rest);
    // Most often the first byte is an escape.
    let has_escapes = rest.iter().take(length).any(|byte| matches!(byte, b'%' | b'+'));
    (from + length, has_escapes)
}

/// How many bytes come before the first separator; all of them where there is none.
#[inline]
fn piece_length(text: &[u8]) -> usize {
    let (words, last) = text.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        if number == MOST_WORDS {
            return memchr::memchr(b'&', text).unwrap_or(text.len());
        }
        let lanes = lanes_between(u64::from_le_bytes(*word), b'&', b'&');
        if lanes != 0 {
            let at = number * 8 + first_lane(lanes);
            // Not if it only looks so.
            let is_separator = text.get(at) == Some(&b'&');
            return if is_separator { at } else { memchr::memchr(b'&', text).unwrap_or(text.len()) };
        }
    }
    words.len() * 8 + last.iter().position(|byte| *byte == b'&').unwrap_or(last.len())
}

#[cfg(test)]
mod tests {
    use super::value_length;

    #[test]
    fn words_tell_what_bytes_tell() {
        // Every row of four of these, at every place of a word, with and without words behind it.
        let alphabet = *b"&%+*a\xA6\xFF";
        for number in 0..alphabet.len().pow(4) {
            let letter = |place: u32| alphabet[number / alphabet.len().pow(place) % alphabet.len()];
            let letters: Vec<_> = (0..4).map(letter).collect();
            for before in 0..9 {
                for behind in ["", "abcd", "abcdefghijk%20&"] {
                    let text = [&b"abcdefghi"[..before], &letters, behind.as_bytes()].concat();
                    let value = text.split(|byte| *byte == b'&').next().unwrap();
                    let has_escapes = value.iter().any(|byte| matches!(byte, b'%' | b'+'));
                    assert_eq!(value_length(&text), (value.len(), has_escapes), "{text:?}");
                }
            }
        }
    }
}
