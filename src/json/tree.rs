use crate::json::scan::{Scanner, SyntaxError, SyntaxProblem, decode};
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
        Some(b'{') => Kind::Object(items(scanner, b'}', |scanner| member(scanner, deeper))?),
        Some(b'[') => Kind::Array(items(scanner, b']', |scanner| value(scanner, deeper))?),
        Some(b'"') => {
            let (text, content) = string(scanner)?;
            Kind::String { text, content }
        }
        _ => {
            scanner.scalar()?;
            Kind::Scalar
        }
    };
    Ok(Value { span: Span::new(start, scanner.position()), kind })
}

fn items<T>(
    scanner: &mut Scanner<'_>,
    close: u8,
    mut item: impl FnMut(&mut Scanner<'_>) -> Result<T, SyntaxError>,
) -> Result<Vec<T>, SyntaxError> {
    let mut items = Vec::new();
    scanner.advance();
    if scanner.any(close) {
        loop {
            items.push(item(scanner)?);
            let expected = if close == b'}' { "`,` or `}`" } else { "`,` or `]`" };
            if !scanner.another(close, expected)? {
                break;
            }
        }
    }
    Ok(items)
}

fn member(scanner: &mut Scanner<'_>, depth: usize) -> Result<Member, SyntaxError> {
    let (name, name_span) = string(scanner)?;
    scanner.take(b':', "`:` after a member's name")?;
    Ok(Member { name, name_span, value: value(scanner, depth)? })
}

fn string(scanner: &mut Scanner<'_>) -> Result<(String, Span), SyntaxError> {
    let string = scanner.string()?;
    let (text, damage) = decode(scanner.slice(string.content), string.has_escapes);
    match damage {
        None => Ok((text.into_owned(), string.content)),
        // Readers of JSON refuse half of a surrogate pair.
        Some(_) => Err(SyntaxError {
            offset: string.content.start,
            problem: SyntaxProblem::Expected("a string without half of a surrogate pair"),
        }),
    }
}
