//! Reading parameters that come one after the other as the template has them.
//!
//! It takes a parameter only where the reader of any does the same with it: the name is the one expected, byte for byte; behind the
//! value comes the next name expected, or the end; and the value opens no JSON that may go on behind its separator. Anything else is
//! left to that reader, from that parameter on, and so is a query that is not UTF-8.

use std::borrow::Cow;

use crate::received::ParseError;
use crate::text::Span;
use crate::wire::query::decode::decode_first;
use crate::wire::query::scan::value_length;
use crate::wire::query::unescaped::may_open_json;
use crate::wire::sink::Sink;

/// How far a query is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Where the next parameter begins in the text; beyond its end where there is none.
    pub(super) position: usize,
    /// The number of the parameter that the template has there.
    pub(super) expected: usize,
}

/// Reads parameters of a text, which ends with its query, into the sink; gives how far.
pub(super) fn read_in_order<'s, 'a>(
    text: &'a str,
    mut place: Place,
    sink: &mut impl Sink<'s, 'a>,
) -> Result<Place, ParseError> {
    let guide = sink.guide();
    let first = text.get(place.position..).and_then(|rest| behind_name(rest, guide.written_name(place.expected)));
    let Some(mut rest) = first else { return Ok(place) };
    loop {
        let (length, has_escapes) = value_length(rest.as_bytes());
        let Some((value, behind)) = rest.split_at_checked(length) else { return Ok(place) };
        let behind = behind.strip_prefix('&').unwrap_or_default();
        let next = behind_name(behind, guide.written_name(place.expected + 1));
        if (next.is_none() && !behind.is_empty()) || may_open_json(value.as_bytes()) {
            return Ok(place);
        }
        sink.count_parameter()?;
        sink.reach(place.expected);
        let span = Span::of_length(text.len() - rest.len(), length);
        if has_escapes {
            sink.parameter(place.expected, || decode_first(rest.as_bytes(), length), span);
        } else {
            sink.parameter(place.expected, || (Cow::Borrowed(value), None), span);
        }
        place = Place { position: text.len() - behind.len(), expected: place.expected + 1 };
        rest = match next {
            Some(next) => next,
            None => return Ok(place),
        };
    }
}

/// What stands behind the name and `=` of the parameter with which a text begins, if it has this name and a value.
#[inline]
fn behind_name<'t>(text: &'t str, name: Option<&[u8]>) -> Option<&'t str> {
    let (bytes, name) = (text.as_bytes(), name?);
    let has_name =
        bytes.get(name.len()) == Some(&b'=') && bytes.get(..name.len()).is_some_and(|found| is_same(found, name));
    if has_name { text.get(name.len() + 1..) } else { None }
}

/// Whether two texts of the same length are the same. Names are short, and a call costs more than to compare one.
#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    ends_are_same::<8>(one, other)
        .or_else(|| ends_are_same::<4>(one, other))
        .or_else(|| ends_are_same::<2>(one, other))
        .unwrap_or_else(|| one == other)
}

/// Whether the first and last bytes are the same, where those are all.
#[inline]
fn ends_are_same<const N: usize>(one: &[u8], other: &[u8]) -> Option<bool> {
    if one.len() > 2 * N {
        return None;
    }
    let begins_same = one.first_chunk::<N>()? == other.first_chunk::<N>()?;
    Some(begins_same && one.last_chunk::<N>()? == other.last_chunk::<N>()?)
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn names_are_compared_to_their_last_byte() {
        let name = b"abcdefghijklmnopqrst";
        for length in 0..name.len() {
            let name = &name[..length];
            assert!(is_same(name, name), "{length}");
            for place in 0..length {
                let mut other = name.to_vec();
                other[place] ^= 1;
                assert!(!is_same(name, &other) && !is_same(&other, name), "{length} {place}");
            }
        }
    }
}
