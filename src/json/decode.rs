//! What the inside of a JSON string stands for.

use std::borrow::Cow;

use crate::json::swar::copy_unescaped;
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
    loop {
        let (taken, written) = copy_unescaped(rest, text.get_mut(length..).unwrap_or_default());
        length += written;
        rest = rest.get(taken..).unwrap_or_default();
        let Some(first) = rest.first() else { break };
        if *first != b'\\' {
            length += put(&mut text, length, &[*first]);
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (character, taken) = unescape(rest);
        if character.is_none() {
            damage = Some(Damage::LoneSurrogate);
        }
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        length += put(&mut text, length, character.encode_utf8(&mut [0; 4]).as_bytes());
        rest = rest.get(taken..).unwrap_or_default();
    }
    text.truncate(length);
    match String::from_utf8(text) {
        Ok(text) => (Cow::Owned(text), damage),
        Err(error) => (Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()), Some(Damage::InvalidUtf8)),
    }
}

/// Decodes a string in the same pass that finds its end. `bytes` begin with its inside; gives how long that is, and what it says.
///
/// `None` where that is not UTF-8 or takes more room than there is, or anything about the string is odd: [`Scanner::string_inside`]
/// tells what.
///
/// [`Scanner::string_inside`]: crate::json::scan::Scanner::string_inside
pub(crate) fn decode_string<'b>(bytes: &[u8], block: &'b mut [u8]) -> Option<(usize, &'b str)> {
    let (mut length, mut end) = (0_usize, 0_usize);
    loop {
        let (taken, written) = copy_unescaped(bytes.get(length..)?, block.get_mut(end..)?);
        (length, end) = (length + taken, end + written);
        let rest = bytes.get(length..)?;
        let mut utf8 = [0; 4];
        let (said, taken) = match *rest.first()? {
            b'"' => return Some((length, std::str::from_utf8(block.get(..end)?).ok()?)),
            b'\\' => {
                let (character, taken) = well_formed_escape(rest)?;
                (character.encode_utf8(&mut utf8).as_bytes(), taken)
            }
            0..=0x1F => return None,
            _ => (rest.get(..1)?, 1),
        };
        block.get_mut(end..end + said.len())?.copy_from_slice(said);
        (length, end) = (length + taken, end + said.len());
    }
}

/// Puts `bytes` to their place in `text`, if there is room, and gives how many they are.
fn put(text: &mut [u8], start: usize, bytes: &[u8]) -> usize {
    if let Some(slot) = text.get_mut(start..start + bytes.len()) {
        slot.copy_from_slice(bytes);
    }
    bytes.len()
}

/// The character of the escape that `bytes` begin with, and how many bytes it takes, both halves of a surrogate pair together; no
/// character for a lone half. What is no escape, which only a broken string holds, stands for itself without the backslash.
pub(crate) fn unescape(bytes: &[u8]) -> (Option<char>, usize) {
    match bytes.get(1) {
        Some(b'u') => unescape_unicode(bytes),
        Some(letter) => (Some(char::from(one_letter(*letter).unwrap_or(*letter))), 2),
        None => (Some(char::REPLACEMENT_CHARACTER), 2),
    }
}

/// The same of an escape that is well-formed and no lone half.
fn well_formed_escape(bytes: &[u8]) -> Option<(char, usize)> {
    let letter = *bytes.get(1)?;
    let (character, length) = unescape(bytes);
    let is_well_formed = letter == b'u' || one_letter(letter).is_some();
    Some((character.filter(|_| is_well_formed)?, length))
}

/// What a backslash and `letter` stand for, if they are an escape.
#[inline]
pub(crate) fn one_letter(letter: u8) -> Option<u8> {
    SAID.get(usize::from(letter)).copied().filter(|said| *said != 0)
}

/// By the letter; zero where there is no such escape.
#[expect(clippy::indexing_slicing, reason = "an index out of bounds would not compile")]
static SAID: [u8; 256] = {
    let mut said = [0; 256];
    said[b'"' as usize] = b'"';
    said[b'\\' as usize] = b'\\';
    said[b'/' as usize] = b'/';
    said[b'b' as usize] = 0x08;
    said[b'f' as usize] = 0x0C;
    said[b'n' as usize] = b'\n';
    said[b'r' as usize] = b'\r';
    said[b't' as usize] = b'\t';
    said
};

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
