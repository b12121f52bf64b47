//! What the inside of a JSON string stands for.

use std::borrow::Cow;

use crate::json::swar::copy_quoted;
use crate::text::{Damage, Decoded, hex_value};

/// Decodes the inside of a string whose escapes are well-formed.
pub(crate) fn decode(content: &[u8], has_escapes: bool) -> Decoded<'_> {
    if let Ok(text) = std::str::from_utf8(content) {
        decode_text(text, has_escapes)
    } else {
        let replaced = String::from_utf8_lossy(content);
        let (text, damage) = decode_text(&replaced, has_escapes);
        (Cow::Owned(text.into_owned()), damage.or(Some(Damage::InvalidUtf8)))
    }
}

/// Decodes the inside of a string that is known to be UTF-8.
#[inline]
pub(crate) fn decode_text(content: &str, has_escapes: bool) -> Decoded<'_> {
    if !has_escapes {
        return (Cow::Borrowed(content), None);
    }
    // Room for a whole word after the last byte.
    let mut text = vec![0; content.len() + 8];
    let mut length = 0_usize;
    let mut damage = None;
    let mut rest = content.as_bytes();
    while !rest.is_empty() {
        let (taken, written) = copy_quoted(rest, text.get_mut(length..).unwrap_or_default());
        length += written;
        rest = rest.get(taken..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let (character, taken) = unescape(rest);
        if character.is_none() {
            damage = Some(Damage::LoneSurrogate);
        }
        let mut utf8 = [0; 4];
        let encoded = character.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut utf8).as_bytes();
        let end = length + encoded.len();
        if let Some(slot) = text.get_mut(length..end) {
            slot.copy_from_slice(encoded);
        }
        length = end;
        rest = rest.get(taken..).unwrap_or_default();
    }
    text.truncate(length);
    match String::from_utf8(text) {
        Ok(text) => (Cow::Owned(text), damage),
        Err(error) => (Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()), Some(Damage::InvalidUtf8)),
    }
}

/// The character of the escape that `bytes` begin with, and how many bytes it takes, both halves of a surrogate pair together; no
/// character for a lone half. A quote or control character, which only a broken string holds, stands for itself.
pub(crate) fn unescape(bytes: &[u8]) -> (Option<char>, usize) {
    if let Some(&special) = bytes.first().filter(|first| **first != b'\\') {
        return (Some(char::from(special)), 1);
    }
    let simple = match bytes.get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unescape_unicode(bytes),
        Some(other) => char::from(*other),
        None => char::REPLACEMENT_CHARACTER,
    };
    (Some(simple), 2)
}

fn unescape_unicode(bytes: &[u8]) -> (Option<char>, usize) {
    let Some(first) = code_unit(bytes) else { return (None, 6) };
    if let Some(character) = char::from_u32(first) {
        return (Some(character), 6);
    }
    let second = bytes.get(6..).and_then(code_unit);
    if let (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) = (first, second) {
        let scalar = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(scalar), 12);
    }
    (None, 6)
}

/// The code unit of a `\uXXXX` that `bytes` begin with.
fn code_unit(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0_u32, |unit, digit| Some(unit << 4 | u32::from(hex_value(*digit)?)))
}
