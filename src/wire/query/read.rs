//! Reading the parameters of queries and forms.
//!
//! ```text
//! query     = [ parameter *( "&" parameter ) ]
//! parameter = name [ "=" value ]
//! ```
//!
//! Names and values are read as the WHATWG URL standard reads a form: `+` is a blank, `%` and two hexadecimal digits are a byte,
//! any other `%` stands for itself, and everything else is taken as it is.

use std::borrow::Cow;

use crate::received::ParseError;
use crate::template::rules::Found;
use crate::text::{Damage, Decoded, Span, hex_value};
use crate::wire::collector::Collector;

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

/// The parameters in `range` of a text, as the spans of their names and values; empty ones are passed over. One without `=` has no
/// value.
pub(crate) fn pairs(text: &[u8], range: Span) -> impl Iterator<Item = (Span, Option<Span>)> {
    let bytes = text.get(..range.end).unwrap_or(text);
    let mut position = range.start;
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(position..).filter(|rest| !rest.is_empty())?;
            let start = position;
            let length = memchr::memchr(b'&', rest).unwrap_or(rest.len());
            position = start + length + 1;
            if length > 0 {
                let equals = rest.get(..length).and_then(|pair| memchr::memchr(b'=', pair));
                let name = Span::new(start, start + equals.unwrap_or(length));
                return Some((name, equals.map(|_| Span::new(name.end + 1, start + length))));
            }
        }
    })
}

/// The same, each name and value decoded.
pub(crate) fn decoded_pairs(query: &[u8]) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let decoded = |span: Span| decode(query.get(span.range()).unwrap_or_default()).0;
    pairs(query, Span::new(0, query.len()))
        .map(move |(name, value)| (decoded(name), value.map(decoded).unwrap_or_default()))
}

/// Reads the parameters in `range` of `text` into the collector.
///
/// A platform writes the parameters in the template's order, so each is first compared with the one expected there; a name is
/// looked up only where that fails.
pub(crate) fn read<'a>(text: &'a [u8], range: Span, collector: &mut Collector<'_, 'a>) -> Result<(), ParseError> {
    let guide = collector.guide();
    let bytes = |span: Span| text.get(span.range()).unwrap_or_default();
    let mut expected = 0;
    for (name, value) in pairs(text, range) {
        collector.count_parameter()?;
        let span = value.unwrap_or(Span::at(name.end));
        let (name, value) = (bytes(name), decode(bytes(span)));
        if guide.written_name(expected).is_some_and(|written| written.as_bytes() == name) {
            collector.parameter(expected, value, span);
            expected += 1;
        } else if let Some(found) = by_name(name, value, span, collector) {
            expected = found + 1;
        }
    }
    Ok(())
}

/// Reads a parameter that is not the one expected; gives its place in the template, if it has one.
#[cold]
fn by_name<'a>(name: &'a [u8], value: Decoded<'a>, span: Span, collector: &mut Collector<'_, 'a>) -> Option<usize> {
    let (name, damage) = decode(name);
    match collector.guide().look_up(0, true, &name) {
        Found::Node(parameter) => {
            collector.parameter(parameter, value, span);
            return Some(parameter);
        }
        Found::Unplaced(field) => collector.unplaced(field, &name, value, span),
        Found::Nothing => collector.unknown(name, (value.0, value.1.or(damage)), span),
    }
    None
}
