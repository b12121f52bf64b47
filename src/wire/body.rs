//! Reading a body in its format.

use crate::received::ParseError;
use crate::request::BodyFormat;
use crate::text::Span;
use crate::wire::sink::Sink;
#[cfg(feature = "xml")]
use crate::wire::xml;
use crate::wire::{json, query};

/// Reads `body` into the sink.
#[inline]
pub(crate) fn read_body<'s, 'a>(
    format: BodyFormat,
    body: &'a [u8],
    depth: usize,
    sink: &mut impl Sink<'s, 'a>,
) -> Result<(), ParseError> {
    match format {
        BodyFormat::Form => query::read::read(body, Span::of_length(0, body.len()), sink),
        BodyFormat::Json => json::read::read(body, depth, sink),
        #[cfg(feature = "xml")]
        BodyFormat::Xml => xml::read::read(body, depth, sink),
    }
}
