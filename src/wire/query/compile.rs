//! Compiling query templates: the query of an endpoint, and form bodies.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::diagnostic::{Code, Findings, Fix, Part};
use crate::field::FieldTable;
use crate::template::compiler::{Compiler, CutEscape, TemplateSyntax};
use crate::template::placeholders::{Brackets, Template};
use crate::template::rules::{Rule, Shape};
use crate::text::{Span, hex_value, shown};
use crate::wire::query::read::{QueryShape, decode, write_value};

pub(crate) const SYNTAX: TemplateSyntax =
    TemplateSyntax { brackets: Brackets::Angle, bracket_escape: "%3C", decode_literal, is_in_value };

/// Behind the `=` of a pair. What may be a path or a fragment is no value.
fn is_in_value(source: &str, span: Span) -> bool {
    let before = source.get(..span.start).unwrap_or_default();
    let pair = before.rsplit(['?', '&']).next().unwrap_or_default();
    let name = pair.split_once('=').map(|(name, _)| name);
    let is_address = before.contains("://") && !before.contains('?');
    !is_address && !before.contains('#') && name.is_some_and(|name| !name.contains('/'))
}

const WHERE_PLACEHOLDERS_STAND: &str = "a placeholder may stand in the value of a parameter: `name=<field>`";

/// A text in which a query template stands: the endpoint of a GET profile, or a form body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueryTemplate<'t> {
    pub(crate) source: &'t str,
    pub(crate) part: Part,
    /// The query, without the `?`; `None` when there is none.
    pub(crate) query: Option<Span>,
    /// Where another parameter can be put in.
    pub(crate) end: usize,
}

/// Compiles a query template. No placeholder may stand in the ranges `outside`, which come with their names.
pub(crate) fn compile(
    template: QueryTemplate<'_>,
    outside: &[(Span, &str)],
    table: FieldTable,
    findings: &mut Findings,
) -> (Template, Shape, QueryShape) {
    let QueryTemplate { source, part, query, end } = template;
    let mut compiler = Compiler::new(source, part, SYNTAX, table, findings);
    for (range, place) in outside {
        compiler.misplaced(*range, place, WHERE_PLACEHOLDERS_STAND);
    }
    let mut shape = Shape::default();
    let mut names = QueryShape::default();
    for pair in query.into_iter().flat_map(|query| pairs(source, query)) {
        parameter(&mut compiler, pair, &mut shape, &mut names);
    }
    let used: &HashMap<_, _> = &names.by_name;
    let (placements, placed) = compiler.finish(|name| {
        let fix = (!used.contains_key(name)).then(|| Fix::new(Span::at(end), joined(source, query, end, name)));
        (Span::at(end), fix)
    });
    shape.claim_unplaced(table, &placed, "", &mut names.by_name);
    (Template::new(source, placements, table), shape, names)
}

/// `name=<name>` with the separator that joins it to what stands before `end`.
fn joined(endpoint: &str, query: Option<Span>, end: usize, name: &str) -> String {
    let separator = match (query, endpoint.get(..end).and_then(|before| before.as_bytes().last())) {
        (None, _) => "?",
        (Some(_), Some(b'?' | b'&') | None) => "",
        (Some(_), _) => "&",
    };
    let mut parameter = separator.to_owned();
    write_value(&mut parameter, name);
    parameter.push_str("=<");
    parameter.push_str(name);
    parameter.push('>');
    parameter
}

/// The ranges of name and value of each parameter; empty parameters are passed over.
fn pairs(endpoint: &str, query: Span) -> impl Iterator<Item = (Span, Option<Span>)> {
    let mut position = query.start;
    let bytes = endpoint.as_bytes().get(..query.end).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(position..).filter(|rest| !rest.is_empty())?;
            let start = position;
            let length = memchr::memchr(b'&', rest).unwrap_or(rest.len());
            let end = start.saturating_add(length);
            position = end.saturating_add(1);
            if length > 0 {
                let name_length = rest.get(..length).and_then(|pair| memchr::memchr(b'=', pair));
                return Some(match name_length {
                    Some(length) => {
                        let name = Span::new(start, start.saturating_add(length));
                        (name, Some(Span::new(name.end.saturating_add(1), end)))
                    }
                    None => (Span::new(start, end), None),
                });
            }
        }
    })
}

fn parameter(
    compiler: &mut Compiler<'_>,
    (name, value): (Span, Option<Span>),
    shape: &mut Shape,
    names: &mut QueryShape,
) {
    let written = name.of(compiler.source).unwrap_or_default();
    compiler.misplaced(name, "the name of a parameter", WHERE_PLACEHOLDERS_STAND);
    if written.is_empty() {
        compiler.report(
            Code::EmptyParameterName,
            Span::new(name.start, name.end.saturating_add(1)),
            "a parameter has no name",
            "write a name before the `=`",
        );
    }
    let decoded = compiler.literal(name);
    let rule = value.map_or(Rule::Static(Box::default()), |value| compiler.value(value));
    let parameter = shape.push(&*decoded, rule);
    if !written.is_empty() && !decoded.is_empty() && names.by_name.insert(decoded.clone().into(), parameter).is_some() {
        let message = format!("parameter `{}` stands twice", shown(&decoded));
        compiler.report(Code::RepeatedParameter, name, message, "give each parameter a name of its own");
    }
    names.written.push(written.into());
}

/// Decodes a literal of a query template.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    let bytes = literal.as_bytes();
    for percent in memchr::memchr_iter(b'%', bytes) {
        let digits = bytes.get(percent.saturating_add(1)..).unwrap_or_default();
        let hex = digits.iter().take(2).take_while(|digit| hex_value(**digit).is_some()).count();
        if hex < 2 {
            return Err(CutEscape {
                span: Span::new(percent, percent.saturating_add(1).saturating_add(hex)),
                replacement: Some("%25"),
                reason: "is an unfinished percent-encoding",
            });
        }
    }
    match decode(bytes) {
        (text, None) => Ok(text),
        (_, Some(_)) => {
            Err(CutEscape { span: broken_run(bytes), replacement: None, reason: "does not decode to UTF-8" })
        }
    }
}

/// The first run of percent-encoded bytes that is not UTF-8.
fn broken_run(bytes: &[u8]) -> Span {
    let mut position = 0_usize;
    while let Some(start) = bytes.get(position..).and_then(|rest| memchr::memchr(b'%', rest)) {
        let start = position.saturating_add(start);
        let run = bytes.get(start..).unwrap_or_default().chunks(3).take_while(|chunk| chunk.first() == Some(&b'%'));
        let end = start.saturating_add(run.map(<[u8]>::len).sum()).min(bytes.len());
        if bytes.get(start..end).is_some_and(|run| decode(run).1.is_some()) {
            return Span::new(start, end);
        }
        position = end;
    }
    Span::new(0, bytes.len())
}
