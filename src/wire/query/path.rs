//! Placeholders in the path of a URL, whose values are segments of it or parts of such.
//!
//! ```text
//! path    = *( "/" segment )
//! segment = *( literal / placeholder )
//! ```
//!
//! A value is percent-encoded as in a query, so that it holds no `/`. What is read is aligned from the path's end, because proxies
//! strip prefixes: the segments of the template from the first placeholder on are those with which the target's path ends.

use std::borrow::Cow;

use crate::diagnostic::Code;
use crate::received::ParseError;
use crate::template::compiler::{Compiler, CutEscape};
use crate::template::placeholders::PlacedIn;
use crate::template::rules::ParameterRule;
use crate::text::{Damage, Decoded, Span, hex_byte};
use crate::wire::query::compile::first_cut;
use crate::wire::sink::Sink;

/// The segments of a path from the first placeholder on.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    /// The number of each in the path, from 1 on, and its rule.
    rules: Vec<(usize, ParameterRule)>,
}

impl Segments {
    /// Takes them up as parameters behind those of the query.
    pub(crate) fn push(self, compiler: &mut Compiler<'_>) {
        for (number, rule) in self.rules {
            let name = compiler.shape.add(compiler.source, &format!("/{number}"));
            compiler.shape.push_segment(name, rule);
        }
    }
}

/// Compiles a path, which stands in `path` of the compiler's text.
pub(crate) fn compile(compiler: &mut Compiler<'_>, path: Span) -> Segments {
    let mut segments = Segments::default();
    if !compiler.marked.has_any(path) {
        return segments;
    }
    let of_query = compiler.set_place(PlacedIn::Path, decode_literal);
    let masked = compiler.marked.masked();
    for (number, segment) in path.split(masked, ['/']).enumerate() {
        if segments.rules.is_empty() && !compiler.marked.has_any(segment) {
            continue;
        }
        if is_dots(segment.of(compiler.source).unwrap_or_default()) {
            let message = "the path has a segment of dots, which URL parsers drop";
            let help = "write the path without it";
            compiler.report(Code::InvalidEndpoint, segment, message, help);
        }
        let rule = compiler.value(segment);
        segments.rules.push((number, rule));
    }
    compiler.set_place(PlacedIn::Value, of_query);
    segments
}

/// Decodes a literal of a path, in which a plus is itself.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    match first_cut(literal.as_bytes()) {
        Some(cut) => Err(cut),
        None => Ok(decode(literal.as_bytes()).0),
    }
}

/// Decodes a segment, in which a plus is itself.
pub(crate) fn decode(segment: &[u8]) -> Decoded<'_> {
    if memchr::memchr(b'%', segment).is_none() {
        return match std::str::from_utf8(segment) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => (String::from_utf8_lossy(segment), Some(Damage::InvalidUtf8)),
        };
    }
    let (mut decoded, mut rest) = (Vec::with_capacity(segment.len()), segment);
    while let [first, after @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, after @ ..] => hex_byte(*high, *low).map(|byte| (byte, after)),
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((*first, after));
        decoded.push(byte);
        rest = after;
    }
    match String::from_utf8(decoded) {
        Ok(text) => (Cow::Owned(text), None),
        Err(error) => (Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()), Some(Damage::InvalidUtf8)),
    }
}

/// Reads the segments that the template has from the end of the path in `range` of `text`.
#[cold]
pub(crate) fn read<'s, 'a>(text: &'a [u8], range: Span, sink: &mut impl Sink<'s, 'a>) -> Result<(), ParseError> {
    let path = text.get(range.range()).unwrap_or_default();
    // What stands before the first `/` is no segment.
    let path = path.strip_prefix(b"/").unwrap_or(path);
    let mut end = range.end;
    for (number, segment) in sink.guide().segments().rev().zip(path.rsplit(|byte| *byte == b'/')) {
        let span = Span::new(end - segment.len(), end);
        sink.count_parameter()?;
        sink.reach(number);
        sink.parameter(number, || decode(segment), span);
        end = span.start.saturating_sub(1);
    }
    Ok(())
}

/// Whether a URL parser takes a segment for the same folder or the one above, and drops it (RFC 3986, section 5.2.4; the WHATWG URL
/// standard also where its dots are percent-encoded).
pub(crate) fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while let Some(after) = rest.strip_prefix('.').or_else(|| {
        let (escape, after) = rest.split_at_checked(3)?;
        escape.eq_ignore_ascii_case("%2e").then_some(after)
    }) {
        dots += 1;
        rest = after;
    }
    rest.is_empty() && matches!(dots, 1 | 2)
}
