//! Why a callback could not be read.

use std::error::Error;
use std::fmt;

use crate::json::scan::{SyntaxError, SyntaxProblem};
use crate::request::{BodyFormat, Method};
use crate::text::{LineColumn, Span, clip, visible};

/// Why nothing of a callback could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError(Box<Kind>);

/// What kind of error a [`ParseError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The body is not well-formed.
    Syntax,
    /// A limit was exceeded.
    Limit,
    /// No parameter of the template is there at all, as in a request that is no callback.
    NoParameters,
    /// The profile has no such input: a GET profile reads URLs, a POST or PUT profile bodies of its format.
    WrongInput,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Json {
        expected: &'static str,
        found: Option<char>,
        offset: usize,
        place: LineColumn,
    },
    #[cfg(feature = "xml")]
    Xml {
        problem: Box<str>,
        offset: usize,
        place: LineColumn,
    },
    Limit {
        what: &'static str,
        most: usize,
        found: Option<usize>,
    },
    NoParameters {
        first: Option<Box<str>>,
    },
    WrongInput {
        method: Method,
    },
    WrongMethod {
        expected: Method,
        found: Box<str>,
    },
    WrongFormat {
        expected: BodyFormat,
        found: BodyFormat,
    },
}

impl ParseError {
    #[cold]
    pub(crate) fn json(body: &[u8], error: SyntaxError, depth: usize) -> Self {
        let SyntaxProblem::Expected(expected) = error.problem else {
            return Self::limit("levels of nesting", depth, None);
        };
        let found = body.get(error.offset..).and_then(|rest| rest.get(..rest.len().min(4))).and_then(first_character);
        let place = LineColumn::of_bytes(body, error.offset);
        Self(Box::new(Kind::Json { expected, found, offset: error.offset, place }))
    }

    #[cfg(feature = "xml")]
    #[cold]
    pub(crate) fn xml(body: &[u8], offset: usize, problem: String) -> Self {
        let place = LineColumn::of_bytes(body, offset);
        Self(Box::new(Kind::Xml { problem: problem.into(), offset, place }))
    }

    #[cold]
    pub(crate) fn limit(what: &'static str, most: usize, found: Option<usize>) -> Self {
        Self(Box::new(Kind::Limit { what, most, found }))
    }

    #[cold]
    pub(crate) fn no_parameters(first: Option<&str>) -> Self {
        Self(Box::new(Kind::NoParameters { first: first.map(Into::into) }))
    }

    #[cold]
    pub(crate) fn wrong_input(method: Method) -> Self {
        Self(Box::new(Kind::WrongInput { method }))
    }

    #[cold]
    pub(crate) fn wrong_method(expected: Method, found: &http::Method) -> Self {
        Self(Box::new(Kind::WrongMethod { expected, found: clip(found.as_str()).into() }))
    }

    #[cold]
    pub(crate) fn wrong_format(expected: BodyFormat, found: BodyFormat) -> Self {
        Self(Box::new(Kind::WrongFormat { expected, found }))
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ParseErrorKind {
        match *self.0 {
            Kind::Json { .. } => ParseErrorKind::Syntax,
            #[cfg(feature = "xml")]
            Kind::Xml { .. } => ParseErrorKind::Syntax,
            Kind::Limit { .. } => ParseErrorKind::Limit,
            Kind::NoParameters { .. } => ParseErrorKind::NoParameters,
            Kind::WrongInput { .. } | Kind::WrongMethod { .. } | Kind::WrongFormat { .. } => ParseErrorKind::WrongInput,
        }
    }

    /// The bytes at which the input could not be read further.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match *self.0 {
            Kind::Json { offset, found, .. } => {
                Some(Span::new(offset, offset.saturating_add(found.map_or(0, char::len_utf8))))
            }
            #[cfg(feature = "xml")]
            Kind::Xml { offset, .. } => Some(Span::at(offset)),
            _ => None,
        }
    }

    /// The line and column at which the input could not be read further.
    #[must_use]
    pub fn place(&self) -> Option<LineColumn> {
        match *self.0 {
            Kind::Json { place, .. } => Some(place),
            #[cfg(feature = "xml")]
            Kind::Xml { place, .. } => Some(place),
            _ => None,
        }
    }
}

/// The character that a few bytes begin with; U+FFFD stands for bytes that are not UTF-8.
fn first_character(bytes: &[u8]) -> Option<char> {
    bytes.utf8_chunks().next().map(|chunk| chunk.valid().chars().next().unwrap_or(char::REPLACEMENT_CHARACTER))
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Json { expected, found, offset, place } => {
                write!(f, "expected {expected} at {place} (byte {offset}) of the JSON body, found ")?;
                match found {
                    Some(found) => write!(f, "`{}`", visible(*found)),
                    None => f.write_str("the end"),
                }
            }
            #[cfg(feature = "xml")]
            Kind::Xml { problem, offset, place } => {
                write!(f, "expected well-formed XML at {place} (byte {offset}) of the XML body, found: {problem}")
            }
            Kind::Limit { what, most, found } => {
                write!(f, "expected at most {most} {what}, found ")?;
                match found {
                    Some(found) => write!(f, "{found}"),
                    None => f.write_str("more"),
                }
            }
            Kind::NoParameters { first } => {
                f.write_str("expected the parameters of the template")?;
                if let Some(first) = first {
                    write!(f, ", such as `{}`", first.escape_debug())?;
                }
                f.write_str(", found none of them")
            }
            Kind::WrongInput { method: Method::Get } => f.write_str("expected a URL for the GET profile, found a body"),
            Kind::WrongInput { method } => write!(f, "expected a body for the {method} profile, found a URL"),
            Kind::WrongMethod { expected, found } => write!(f, "expected a {expected} request, found {found}"),
            Kind::WrongFormat { expected, found } => {
                let (expected, found) = (expected.content_type(), found.content_type());
                write!(f, "expected a body of the content type {expected}, found one of {found}")
            }
        }
    }
}

impl Error for ParseError {}
