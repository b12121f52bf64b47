//! Compiling query templates: the query of an endpoint, and form bodies.

use std::borrow::Cow;

use crate::diagnostic::Code;
use crate::template::compiler::{Compiled, Compiler, CutEscape, Insertion, TemplateSyntax};
use crate::template::placeholders::Brackets;
use crate::template::rules::{Kept, ParameterRule, Shape, ShapeBuilder};
use crate::text::{Span, hex_value, shown};
use crate::wire::query::read::{Pair, decode, pairs};
use crate::wire::query::write::{separator, write_placeholder};

pub(crate) const SYNTAX: TemplateSyntax =
    TemplateSyntax { brackets: Brackets::Angle, bracket_escape: "%3C", decode_literal };

const WHERE_PLACEHOLDERS_STAND: &str = "a placeholder may stand in the value of a parameter: `name=<field>`";

/// Compiles a query template, which stands in `query` of the compiler's text; `end` is where another parameter can be put in. No
/// placeholder may stand in the ranges `outside`, which come with their names.
pub(crate) fn compile(
    mut compiler: Compiler<'_>,
    query: Option<Span>,
    end: usize,
    outside: &[(Span, &str)],
) -> Compiled {
    let source = compiler.source;
    for (range, place) in outside {
        compiler.misplaced(*range, place, WHERE_PLACEHOLDERS_STAND);
    }
    for pair in query.into_iter().flat_map(|query| pairs(source.as_bytes(), query)) {
        parameter(&mut compiler, pair);
    }
    let describe =
        |name: &str| (format!("parameter `{}` stands twice", shown(name)), "give each parameter a name of its own");
    let write = |name: &str| {
        let mut parameter = separator(query.and_then(|query| query.of(source))).to_owned();
        write_placeholder(&mut parameter, name);
        Some(parameter)
    };
    compiler.finish(describe, Insertion { parent: 0, at: end, write })
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
    compiler.misplaced(written, "the name of a parameter", WHERE_PLACEHOLDERS_STAND);
    if written.is_empty() {
        let (span, help) = (Span::new(written.start, written.end + 1), "write a name before the `=`");
        compiler.report(Code::EmptyParameterName, span, "a parameter has no name", help);
    }
    let name = compiler.text(written);
    let rule = compiler.value(pair.value_span());
    compiler.shape.push(written, name, rule);
}

/// Decodes a literal of a query template.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    let bytes = literal.as_bytes();
    if memchr::memchr2(b'%', b'+', bytes).is_none() {
        return Ok(Cow::Borrowed(literal));
    }
    let cut = |span, replacement, reason| Err(CutEscape { span, replacement, reason });
    for percent in memchr::memchr_iter(b'%', bytes) {
        let digits = bytes.get(percent + 1..).unwrap_or_default();
        let hex = digits.iter().take(2).take_while(|digit| hex_value(**digit).is_some()).count();
        if hex < 2 {
            return cut(Span::of_length(percent, 1 + hex), Some("%25"), "is an unfinished percent-encoding");
        }
    }
    match decode(bytes) {
        (text, None) => Ok(text),
        (_, Some(_)) => cut(broken_run(bytes), None, "does not decode to UTF-8"),
    }
}

/// The first run of percent-encoded bytes that is not UTF-8.
fn broken_run(bytes: &[u8]) -> Span {
    let mut position = 0_usize;
    while let Some(start) = bytes.get(position..).and_then(|rest| memchr::memchr(b'%', rest)) {
        let start = position + start;
        let run = bytes.get(start..).unwrap_or_default().chunks(3).take_while(|chunk| chunk.first() == Some(&b'%'));
        let end = (start + run.map(<[u8]>::len).sum::<usize>()).min(bytes.len());
        if bytes.get(start..end).is_some_and(|run| decode(run).1.is_some()) {
            return Span::new(start, end);
        }
        position = end;
    }
    Span::new(0, bytes.len())
}
