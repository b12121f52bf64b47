//! The query of a URL, and form bodies: writing values and reading parameters.
//!
//! ```text
//! query     = [ parameter *( "&" parameter ) ]
//! parameter = name [ "=" value ]
//! ```
//!
//! Names and values are read as the WHATWG URL standard reads a form: `+` is a blank, `%` and two hexadecimal digits are a byte,
//! any other `%` stands for itself, and everything else is taken as it is.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::received::ParseError;
use crate::text::{Damage, Decoded, Span, hex_value};
use crate::wire::collector::Sink;

/// A class of bytes, so that a writer looks each of them up once.
struct ByteClass([bool; 256]);

impl ByteClass {
    const fn of(contains: &[u8]) -> Self {
        let mut class = [false; 256];
        let mut byte = 0_u8;
        loop {
            let mut index = 0;
            #[expect(clippy::indexing_slicing, reason = "bounded by the loops, and this runs when compiling")]
            while index < contains.len() {
                class[byte as usize] |= byte == contains[index];
                index += 1;
            }
            #[expect(clippy::indexing_slicing, reason = "a byte cannot exceed the table, and this runs when compiling")]
            if byte.is_ascii_alphanumeric() {
                class[byte as usize] = true;
            }
            if byte == u8::MAX {
                break Self(class);
            }
            byte += 1;
        }
    }

    fn contains(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)) == Some(&true)
    }
}

/// `unreserved` of RFC 3986, section 2.3: what a query holds as it is.
static UNRESERVED: ByteClass = ByteClass::of(b"-._~");

/// What the serializer of the WHATWG URL standard, section 5.2, leaves as it is.
static FORM_PLAIN: ByteClass = ByteClass::of(b"*-._");

/// Writes `text` so that it is one value of a query, whatever it holds: every byte but the unreserved is percent-encoded.
#[inline]
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    write_encoded(buffer, text, &UNRESERVED, "%20");
}

/// Writes `text` so that it is one value of a form body, as strict receivers want it.
#[inline]
pub(crate) fn write_form_value(buffer: &mut String, text: &str) {
    write_encoded(buffer, text, &FORM_PLAIN, "+");
}

#[inline]
fn write_encoded(buffer: &mut String, text: &str, plain: &ByteClass, blank: &str) {
    let mut rest = text;
    // Both kinds of run end between characters, because every plain byte is a character.
    while !rest.is_empty() {
        let length = rest.bytes().position(|byte| !plain.contains(byte)).unwrap_or(rest.len());
        let (before, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        buffer.push_str(before);
        let length = after.bytes().position(|byte| plain.contains(byte)).unwrap_or(after.len());
        let (encoded, after) = after.split_at_checked(length).unwrap_or((after, ""));
        for byte in encoded.bytes() {
            buffer.push_str(if byte == b' ' { blank } else { percent_encoded(byte) });
        }
        rest = after;
    }
}

/// `%00` to `%FF`, one after the other.
const PERCENT_ENCODED: &str = {
    const DIGITS: [u8; 768] = {
        let mut digits = [0; 768];
        let mut byte = 0;
        #[expect(clippy::indexing_slicing, reason = "bounded by the loop, and this runs when compiling")]
        while byte < 256 {
            digits[3 * byte] = b'%';
            digits[3 * byte + 1] = hex_digit(byte >> 4);
            digits[3 * byte + 2] = hex_digit(byte & 15);
            byte += 1;
        }
        digits
    };
    match std::str::from_utf8(&DIGITS) {
        Ok(digits) => digits,
        Err(_) => "",
    }
};

fn percent_encoded(byte: u8) -> &'static str {
    let start = usize::from(byte) * 3;
    PERCENT_ENCODED.get(start..start + 3).unwrap_or_default()
}

const fn hex_digit(nibble: usize) -> u8 {
    #[expect(clippy::indexing_slicing, reason = "four bits, and this runs when compiling")]
    b"0123456789ABCDEF"[nibble & 15]
}

/// Decodes a name or value.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if memchr::memchr2(b'%', b'+', bytes).is_none() {
        return match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => (String::from_utf8_lossy(bytes), Some(Damage::InvalidUtf8)),
        };
    }
    match String::from_utf8(unescape(bytes)) {
        Ok(text) => (Cow::Owned(text), None),
        Err(error) => (Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()), Some(Damage::InvalidUtf8)),
    }
}

fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(plain) = memchr::memchr2(b'%', b'+', rest) {
        let (before, after) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
        decoded.extend_from_slice(before);
        rest = match *after {
            [b'%', high, low, ref tail @ ..] if let (Some(high), Some(low)) = (hex_value(high), hex_value(low)) => {
                decoded.push(high << 4 | low);
                tail
            }
            [b'+', ref tail @ ..] => {
                decoded.push(b' ');
                tail
            }
            [other, ref tail @ ..] => {
                decoded.push(other);
                tail
            }
            [] => after,
        };
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// The parameters of a query or form, name and value as they are written; empty ones are passed over.
pub(crate) fn pairs(query: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    query.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let name_length = memchr::memchr(b'=', pair).unwrap_or(pair.len());
        let (name, value) = pair.split_at_checked(name_length).unwrap_or((pair, &[]));
        (name, value.split_first().map_or(value, |(_, value)| value))
    })
}

/// The names of a query template, in its order and by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct QueryShape {
    /// The names as the template writes them, in its order: what is expected next.
    pub(crate) written: Vec<Box<str>>,
    /// The parameters by decoded name.
    pub(crate) by_name: HashMap<Box<str>, usize>,
}

/// Reads the parameters of `query` into the sink. `start` is where the query begins in the input, for spans.
///
/// A platform writes the parameters in the template's order, so each is first compared with the one expected there; a name is
/// looked up only where that fails.
pub(crate) fn read<'a>(
    shape: &QueryShape,
    query: &'a [u8],
    start: usize,
    sink: &mut Sink<'_, 'a>,
) -> Result<(), ParseError> {
    let mut expected = 0_usize;
    let mut position = 0_usize;
    while let Some(rest) = query.get(position..).filter(|rest| !rest.is_empty()) {
        let pair = rest.get(..memchr::memchr(b'&', rest).unwrap_or(rest.len())).unwrap_or(rest);
        let next = position.saturating_add(pair.len()).saturating_add(1);
        if !pair.is_empty() {
            sink.count_parameter()?;
            let name_length = memchr::memchr(b'=', pair).unwrap_or(pair.len());
            let (name, value) = pair.split_at_checked(name_length).unwrap_or((pair, &[]));
            let value = value.split_first().map_or(value, |(_, value)| value);
            let end = start.saturating_add(position).saturating_add(pair.len());
            let span = Span::new(end.saturating_sub(value.len()), end);
            if shape.written.get(expected).is_some_and(|written| written.as_bytes() == name) {
                sink.parameter(expected, decode(value), span);
                expected = expected.saturating_add(1);
            } else if let Some(found) = by_name(shape, name, decode(value), span, sink) {
                expected = found.saturating_add(1);
            }
        }
        position = next;
    }
    Ok(())
}

/// Reads a parameter that is not the one expected; gives its place in the template, if it has one.
#[cold]
fn by_name<'a>(
    shape: &QueryShape,
    name: &'a [u8],
    value: Decoded<'a>,
    span: Span,
    sink: &mut Sink<'_, 'a>,
) -> Option<usize> {
    let (name, damage) = decode(name);
    let found = shape.by_name.get(&*name).copied();
    match found {
        Some(parameter) => sink.parameter(parameter, value, span),
        None => sink.unknown(name, (value.0, value.1.or(damage)), span),
    }
    found
}
