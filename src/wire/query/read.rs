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
use crate::wire::sink::Sink;

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

/// The bytes that a name or value stands for.
pub(crate) fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(plain) = memchr::memchr2(b'%', b'+', rest) {
        let (before, after) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
        decoded.extend_from_slice(before);
        let byte;
        (byte, rest) = match after {
            [b'%', high, low, tail @ ..] => match (hex_value(*high), hex_value(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, tail),
                _ => (b'%', after.get(1..).unwrap_or_default()),
            },
            [b'+', tail @ ..] => (b' ', tail),
            [other, tail @ ..] => (*other, tail),
            [] => break,
        };
        decoded.push(byte);
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// A parameter as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'t> {
    pub(crate) name: &'t [u8],
    /// What stands behind the `=`, where there is one.
    pub(crate) value: Option<&'t [u8]>,
    /// Where the name begins in the text.
    start: usize,
}

impl Pair<'_> {
    pub(crate) const fn name_span(self) -> Span {
        Span::of_length(self.start, self.name.len())
    }

    /// The span of the value; without one that of nothing, behind the name.
    #[inline]
    pub(crate) const fn value_span(self) -> Span {
        let end = self.start + self.name.len();
        match self.value {
            Some(value) => Span::of_length(end + 1, value.len()),
            None => Span::at(end),
        }
    }
}

/// The parameters in `range` of a text; empty ones are passed over.
#[inline]
pub(crate) fn pairs(text: &[u8], range: Span) -> impl Iterator<Item = Pair<'_>> {
    let mut start = range.start;
    let mut rest = text.get(range.range()).unwrap_or_default();
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let length = memchr::memchr(b'&', rest).unwrap_or(rest.len());
            let (pair, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = after.split_first().map_or(after, |(_, after)| after);
            let of_pair = start;
            start += length + 1;
            if !pair.is_empty() {
                let equals = memchr::memchr(b'=', pair).unwrap_or(pair.len());
                let (name, value) = pair.split_at_checked(equals).unwrap_or((pair, &[]));
                return Some(Pair { name, value: value.split_first().map(|(_, value)| value), start: of_pair });
            }
        }
        None
    })
}

/// The parameters of a query or form, name and value as they are written; one without `=` has the empty value.
pub(crate) fn written_pairs(query: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    pairs(query, Span::of_length(0, query.len())).map(|pair| (pair.name, pair.value.unwrap_or_default()))
}

/// Reads the parameters in `range` of `text` into the sink.
///
/// A platform writes the parameters in the template's order, so each is first compared with the one expected there; a name is
/// looked up only where that fails.
pub(crate) fn read<'s, 'a>(text: &'a [u8], range: Span, sink: &mut impl Sink<'s, 'a>) -> Result<(), ParseError> {
    let guide = sink.guide();
    let mut expected = 0;
    for pair in pairs(text, range) {
        sink.count_parameter()?;
        if guide.written_name(expected) == Some(pair.name) {
            sink.reach(expected);
            sink.parameter(expected, || decode(pair.value.unwrap_or_default()), pair.value_span());
            expected += 1;
        } else if let Some(found) = by_name(pair, sink) {
            expected = found + 1;
        }
    }
    Ok(())
}

/// Reads a parameter that is not the one expected; gives its place in the template, if it has one.
#[cold]
fn by_name<'s, 'a>(pair: Pair<'a>, sink: &mut impl Sink<'s, 'a>) -> Option<usize> {
    let (name, damage) = decode(pair.name);
    let (value, span) = (|| decode(pair.value.unwrap_or_default()), pair.value_span());
    match sink.guide().look_up(0, true, &name) {
        Found::Node(parameter) => {
            sink.reach(parameter);
            sink.parameter(parameter, value, span);
            return Some(parameter);
        }
        Found::Unplaced(field) => sink.unplaced(field, 0, value, span),
        Found::Nothing => {
            let damaged = || {
                let (text, text_damage) = value();
                (text, text_damage.or(damage))
            };
            sink.unknown(name, damaged, span);
        }
    }
    None
}
