//! Compiling query templates: the query of an endpoint, and form bodies.

use std::borrow::Cow;

use crate::diagnostic::{Code, Part};
use crate::template::compiler::{Compiled, Compiler, CutEscape, Insertion, TemplateSyntax};
use crate::template::placeholders::Brackets;
use crate::template::rules::{Kept, ParameterRule, Shape, ShapeBuilder};
use crate::text::{Span, hex_byte, hex_value, shown};
use crate::wire::query::decode::{decode, unescape};
use crate::wire::query::path::Segments;
use crate::wire::query::read::{Pair, pairs};
use crate::wire::query::write::{separator, write_parameter};

pub(crate) const SYNTAX: TemplateSyntax = TemplateSyntax {
    brackets: Brackets::Angle,
    is_percent_encoded: true,
    bracket_escape: "%3C",
    decode_literal,
    value_with,
};

/// What is written with `&` ends the value as it is: with a placeholder the value goes on up to the next `&`, if there is none
/// before.
fn value_with(source: &str, value: Span, span: Span) -> Option<Span> {
    if span.end <= value.end {
        return Some(value);
    }
    let is_value = source.as_bytes().get(..value.start).is_some_and(|before| before.ends_with(b"="));
    let rest = source.get(span.end..).filter(|_| is_value && value.end == span.start)?;
    let length = rest.find(['&', '#']).unwrap_or(rest.len());
    let has_brackets = rest.get(..length).is_some_and(|rest| rest.contains('<'));
    (!has_brackets).then(|| Span::new(value.start, span.end + length))
}

fn where_placeholders_stand(compiler: &Compiler<'_>) -> String {
    let own = compiler.marked.placeholder("field");
    let in_path = match compiler.part {
        Part::Endpoint if compiler.table.syntax.path => ", or in a segment of the path",
        Part::Endpoint if !compiler.marked.is_builtin() => "; in a path the platform fills in none",
        _ => "",
    };
    format!("a placeholder may stand in the value of a parameter: `name={own}`{in_path}")
}

/// Compiles a query template, which stands in `query` of the compiler's text; `end` is where another parameter can be put in. No
/// placeholder may stand in the ranges `outside`, which come with their names.
pub(crate) fn compile(
    mut compiler: Compiler<'_>,
    query: Option<Span>,
    end: usize,
    outside: &[(Span, &str)],
    segments: Segments,
) -> Compiled {
    let (source, marked) = (compiler.source, compiler.marked);
    let text = marked.masked().as_bytes();
    for (range, place) in outside {
        compiler.misplaced(*range, place, &where_placeholders_stand);
    }
    for pair in query.into_iter().flat_map(|query| pairs(text, query)) {
        parameter(&mut compiler, pair);
    }
    segments.push(&mut compiler);
    let describe =
        |name: &str| (format!("parameter `{}` stands twice", shown(name)), "give each parameter a name of its own");
    let write = |inserted: &mut String, name: &str| {
        let first = || separator(query.and_then(|query| query.of(source)));
        inserted.push_str(if inserted.is_empty() { first() } else { "&" });
        write_parameter(inserted, name, &marked.placeholder(name));
    };
    compiler.finish(describe, || Insertion { parent: 0, at: end, write })
}

/// Compiles a query without placeholders, which has been checked.
pub(crate) fn compile_static(source: &str, query: Span) -> Shape {
    let mut shape = ShapeBuilder::default();
    for pair in pairs(source.as_bytes(), query) {
        let mut keep = |span: Span| match decode(source.as_bytes().get(span.range()).unwrap_or_default()).0 {
            Cow::Borrowed(_) => Kept::written(span),
            Cow::Owned(decoded) => shape.add(source, &decoded),
        };
        let (name, value) = (keep(pair.name_span()), keep(pair.value_span()));
        shape.push(pair.name_span(), name, ParameterRule::Static(value));
    }
    shape.finish(source).0
}

fn parameter(compiler: &mut Compiler<'_>, pair: Pair<'_>) {
    let written = pair.name_span();
    compiler.misplaced(written, "the name of a parameter", &where_placeholders_stand);
    if written.is_empty() {
        let (span, help) = (Span::new(written.start, written.end + 1), "write a name before the `=`");
        compiler.report(Code::EmptyParameterName, span, "a parameter has no name", help);
    }
    // A name that holds a placeholder is none.
    let is_name = compiler.marked.is_builtin() || !compiler.marked.has_any(written);
    let name = if is_name { compiler.text(written) } else { Kept::written(written) };
    let rule = compiler.value(pair.value_span());
    compiler.shape.push(written, name, rule);
}

/// Decodes a literal of a query template.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    let bytes = literal.as_bytes();
    if memchr::memchr2(b'%', b'+', bytes).is_none() {
        return Ok(Cow::Borrowed(literal));
    }
    match first_cut(bytes) {
        Some(cut) => Err(cut),
        None => Ok(decode(bytes).0),
    }
}

/// The bytes of an escape: `%` and two digits.
const ESCAPE: usize = 3;

/// The first `%` that begins no escape, or run of escapes that is not UTF-8.
pub(super) fn first_cut(bytes: &[u8]) -> Option<CutEscape> {
    let mut position = 0_usize;
    while let Some(found) = bytes.get(position..).and_then(|rest| memchr::memchr(b'%', rest)) {
        let start = position + found;
        let rest = bytes.get(start..).unwrap_or_default();
        let digits = rest.iter().skip(1).take(2).take_while(|digit| hex_value(**digit).is_some()).count();
        if digits < 2 {
            let reason = "is an unfinished percent-encoding";
            return Some(CutEscape { span: Span::of_length(start, 1 + digits), replacement: Some("%25"), reason });
        }
        let is_escape = |chunk: &&[u8]| matches!(**chunk, [b'%', high, low] if hex_byte(high, low).is_some());
        let run = Span::of_length(start, rest.chunks(ESCAPE).take_while(is_escape).count() * ESCAPE);
        if let Err(error) = std::str::from_utf8(&unescape(bytes.get(run.range()).unwrap_or_default())) {
            // Only what is broken: what stands beside it decodes by itself, and may be written there by a repair.
            let start = run.start + error.valid_up_to() * ESCAPE;
            let end = error.error_len().map_or(run.end, |length| start + length * ESCAPE);
            let reason = "does not decode to UTF-8";
            return Some(CutEscape { span: Span::new(start, end), replacement: None, reason });
        }
        position = run.end;
    }
    None
}
