//! Why a callback could not be read.

use crate::json::scan::{SyntaxError, SyntaxProblem};
#[cfg(not(feature = "xml"))]
use crate::request::XML_UNREAD;
use crate::request::{BodyFormat, Method};
#[cfg(feature = "xml")]
use crate::text::legible;
use crate::text::words::{Documented, words};
use crate::text::{LineColumn, Message, Span, shown, visible};

/// Why nothing of a callback could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.message)]
pub struct ParseError(Box<Body>);

words! {
    /// What kind of error a [`ParseError`] is.
    #[non_exhaustive]
    pub enum ParseErrorKind {
        /// The body is not well-formed, nor do the literals of the template tell its values apart.
        Syntax = "syntax",
        /// A limit was exceeded.
        Limit = "limit",
        /// No parameter of the template is there at all, as in a request that is no callback.
        NoParameters = "no-parameters",
        /// The profile has no such input: a GET profile reads URLs, a POST or PUT profile bodies of its format.
        WrongInput = "wrong-input",
    }
    /// The stable name, in kebab-case.
    fn as_str;
}

impl ParseErrorKind {
    /// What it means, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.documentation()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Body {
    kind: ParseErrorKind,
    message: Message,
    stopped_at: Option<(Span, LineColumn)>,
}

impl ParseError {
    fn new(kind: ParseErrorKind, message: String) -> Self {
        Self(Box::new(Body { kind, message: message.into(), stopped_at: None }))
    }

    fn syntax(body: &[u8], span: Span, format: &str, expected: &str, found: &str) -> Self {
        let place = LineColumn::of_bytes(body, span.start);
        let message = format!("expected {expected} at {place} (byte {}) of the {format} body, {found}", span.start);
        Self(Box::new(Body { kind: ParseErrorKind::Syntax, message: message.into(), stopped_at: Some((span, place)) }))
    }

    #[cold]
    pub(crate) fn json(body: &[u8], error: SyntaxError, depth: usize) -> Self {
        let SyntaxProblem::Expected(expected) = error.problem else {
            return Self::limit("levels of nesting", depth, None);
        };
        let rest = body.get(error.offset..).unwrap_or_default();
        let (length, found) = match first_character(rest.get(..4).unwrap_or(rest)) {
            Some(character) => (character.len_utf8(), format!("found `{}`", visible(character))),
            None => (0, "found the end".to_owned()),
        };
        Self::syntax(body, Span::of_length(error.offset, length), "JSON", expected, &found)
    }

    #[cfg(feature = "xml")]
    #[cold]
    pub(crate) fn xml(body: &[u8], offset: usize, problem: impl std::fmt::Display) -> Self {
        Self::syntax(
            body,
            Span::at(offset),
            "XML",
            "well-formed XML",
            &format!("found: {}", legible(&problem.to_string())),
        )
    }

    #[cold]
    pub(crate) fn limit(what: &'static str, most: usize, found: Option<usize>) -> Self {
        let found = found.map(|found| format!(": it has {found}")).unwrap_or_default();
        Self::new(ParseErrorKind::Limit, format!("the input is over the limit of {most} {what}{found}"))
    }

    #[cold]
    pub(crate) fn no_parameters(first: Option<&str>) -> Self {
        let example = first.map(|first| format!(", such as `{}`", shown(first))).unwrap_or_default();
        let message = format!("none of the template's parameters is there{example}");
        Self::new(ParseErrorKind::NoParameters, message)
    }

    #[cold]
    pub(crate) fn wrong_input(method: Method) -> Self {
        let (own, other) = if method.has_body() { ("bodies", "URLs") } else { ("URLs", "bodies") };
        Self::new(ParseErrorKind::WrongInput, format!("the {method} profile reads {own}, not {other}"))
    }

    #[cold]
    pub(crate) fn wrong_method(expected: Method, found: &http::Method) -> Self {
        let found = shown(found.as_str());
        Self::new(ParseErrorKind::WrongInput, format!("the profile takes {expected} requests, not {found}"))
    }

    #[cold]
    pub(crate) fn wrong_format(expected: BodyFormat, found: BodyFormat) -> Self {
        let (expected, found) = (expected.content_type(), found.content_type());
        let message = format!("the profile takes bodies of the content type {expected}, not {found}");
        Self::new(ParseErrorKind::WrongInput, message)
    }

    /// Of a build that reads no XML.
    #[cfg(not(feature = "xml"))]
    #[cold]
    pub(crate) fn xml_unread() -> Self {
        Self::new(ParseErrorKind::WrongInput, XML_UNREAD.to_owned())
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ParseErrorKind {
        self.0.kind
    }

    /// The bytes at which the input could not be read further.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.stopped_at.map(|(span, _)| span)
    }

    /// The line and column at which the input could not be read further.
    #[must_use]
    pub fn place(&self) -> Option<LineColumn> {
        self.0.stopped_at.map(|(_, place)| place)
    }
}

/// The character that a few bytes begin with; U+FFFD stands for bytes that are not UTF-8.
fn first_character(bytes: &[u8]) -> Option<char> {
    bytes.utf8_chunks().next().map(|chunk| chunk.valid().chars().next().unwrap_or(char::REPLACEMENT_CHARACTER))
}
