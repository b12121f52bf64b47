//! Reading parameters that come one after the other as the template has them.
//!
//! It takes a parameter only where the reader of any does the same with it: the name is the one expected, byte for byte; behind the
//! value comes the next name expected, or the end; and the value opens no JSON that may go on behind its separator. Anything else is
//! left to that reader, from that parameter on, and so is a query that is not UTF-8.

use crate::text::{Span, is_equal};
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

/// Reads parameters of a text, which ends with its query, into the sink; gives how far. No more are read than may come, so that the
/// reader of any tells of one too many.
pub(super) fn read_in_order<'s, 'a>(text: &'a str, place: Place, sink: &mut impl Sink<'s, 'a>) -> Place {
    let first = place.expected;
    let nodes = sink.guide().nodes_from(first, sink.parameters_left());
    let mut names = sink.guide().written_names(first);
    let behind = text.get(place.position..).and_then(|rest| behind_name(rest, names.next().flatten()));
    let Some(mut rest) = behind else { return place };
    let Place { mut position, mut expected } = place;
    for node in nodes {
        let (length, has_escapes) = value_length(rest.as_bytes());
        let Some((value, behind)) = rest.split_at_checked(length) else { break };
        let behind = behind.strip_prefix('&').unwrap_or_default();
        let next = behind_name(behind, names.next().flatten());
        if (next.is_none() && !behind.is_empty()) || may_open_json(value.as_bytes()) {
            break;
        }
        let start = text.len() - rest.len();
        sink.reach(expected);
        if has_escapes {
            sink.parameter(expected, || decode_first(rest.as_bytes(), length), Span::of_length(start, length));
        } else {
            sink.plain(expected, node, value, start);
        }
        position = text.len() - behind.len();
        expected += 1;
        rest = match next {
            Some(next) => next,
            None => break,
        };
    }
    sink.count_parameters(expected - first);
    Place { position, expected }
}

/// What stands behind the name and `=` of the parameter with which a text begins, if it has this name and a value.
#[inline]
fn behind_name<'t>(text: &'t str, name: Option<&[u8]>) -> Option<&'t str> {
    let (bytes, name) = (text.as_bytes(), name?);
    let has_name =
        bytes.get(name.len()) == Some(&b'=') && bytes.get(..name.len()).is_some_and(|found| is_equal(found, name));
    if has_name { text.get(name.len() + 1..) } else { None }
}
