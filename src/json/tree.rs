//! A JSON file as a tree of values that know their places.

use crate::json::decode::decode;
use crate::json::scan::{JsonString, Scanner, SyntaxError, SyntaxProblem};
use crate::text::Span;

/// How deep a profile's file may nest.
pub(crate) const DEPTH: usize = 128;

/// A JSON value of a file, with its place.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    /// The whole value, with quotes or brackets.
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Object(Vec<Member>),
    Array(Vec<Value>),
    /// A string: its text, and its inside as written.
    String {
        text: String,
        content: Span,
    },
    /// A number, `true`, `false` or `null`.
    Scalar,
}

/// A member of an object, with the place of its name without quotes.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) name_span: Span,
    pub(crate) value: Value,
}

impl Value {
    /// What JSON calls the value's type.
    pub(crate) fn type_name(&self, file: &str) -> &'static str {
        match self.kind {
            Kind::Object(_) => "an object",
            Kind::Array(_) => "an array",
            Kind::String { .. } => "a string",
            Kind::Scalar => match self.span.of(file) {
                Some("null") => "null",
                Some("true" | "false") => "a truth value",
                _ => "a number",
            },
        }
    }

    pub(crate) fn is_null(&self, file: &str) -> bool {
        matches!(self.kind, Kind::Scalar) && self.span.of(file) == Some("null")
    }
}

/// Reads a file. The recursion is bounded by [`DEPTH`].
pub(crate) fn parse(file: &str) -> Result<Value, SyntaxError> {
    let mut scanner = Scanner::new(file.as_bytes());
    let value = value(&mut scanner, DEPTH)?;
    scanner.end()?;
    Ok(value)
}

fn value(scanner: &mut Scanner<'_>, depth: usize) -> Result<Value, SyntaxError> {
    let first = scanner.next_token();
    let start = scanner.position();
    let Some(deeper) = depth.checked_sub(1) else {
        return Err(SyntaxError { offset: start, problem: SyntaxProblem::TooDeep });
    };
    let kind = match first {
        Some(b'{') => {
            let mut members = Vec::new();
            scanner.object(|scanner, name| {
                let (name, name_span) = (text_of(scanner, name)?, name.content);
                members.push(Member { name, name_span, value: value(scanner, deeper)? });
                Ok(())
            })?;
            Kind::Object(members)
        }
        Some(b'[') => {
            let mut items = Vec::new();
            scanner.array(|scanner| value(scanner, deeper).map(|item| items.push(item)))?;
            Kind::Array(items)
        }
        Some(b'"') => {
            let string = scanner.string()?;
            Kind::String { text: text_of(scanner, string)?, content: string.content }
        }
        _ => {
            scanner.scalar()?;
            Kind::Scalar
        }
    };
    Ok(Value { span: Span::new(start, scanner.position()), kind })
}

fn text_of(scanner: &Scanner<'_>, string: JsonString) -> Result<String, SyntaxError> {
    let (text, damage) = decode(scanner.slice(string.content), string.has_escapes);
    // Readers of JSON refuse half of a surrogate pair.
    let problem = SyntaxProblem::Expected("a string without half of a surrogate pair");
    if damage.is_some() { Err(SyntaxError { offset: string.content.start, problem }) } else { Ok(text.into_owned()) }
}
