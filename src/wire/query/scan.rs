//! How far a value goes.
//!
//! It is what looking at one byte after the other gives, and is tested to be: a word is passed over where none of its bytes is
//! special, and else each that may be is looked at, in their order.

use crate::text::first_lane;
use crate::wire::query::decode::special_lanes;

/// The length of the value with which a text begins, up to the next separator, and whether there are escapes in it.
#[inline(always)]
#[expect(clippy::inline_always, reason = "values are short, and a call costs as much as looking through one")]
pub(super) fn value_length(text: &[u8]) -> (usize, bool) {
    let (words, last) = text.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let lanes = special_lanes(u64::from_le_bytes(*word));
        if lanes != 0 {
            let at = number * 8 + first_lane(lanes);
            return match text.get(at) {
                Some(b'&') => (at, false),
                _ => length_from(text, at),
            };
        }
    }
    match last.first() {
        None => (text.len(), false),
        Some(b'&') => (words.len() * 8, false),
        Some(_) => length_from(text, words.len() * 8),
    }
}

/// The same where nothing before `from` is special.
#[inline(never)]
fn length_from(text: &[u8], from: usize) -> (usize, bool) {
    let rest = text.get(from..).unwrap_or_default();
    let length = memchr::memchr(b'&', rest).unwrap_or(rest.len());
    let has_escapes = rest.iter().take(length).any(|byte| matches!(byte, b'%' | b'+'));
    (from + length, has_escapes)
}

#[cfg(test)]
mod tests {
    use super::value_length;

    #[test]
    fn words_tell_what_bytes_tell() {
        // Every row of four of these, at every place of a word, with and without words behind it.
        let alphabet = *b"&%+*(a\xFF";
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
