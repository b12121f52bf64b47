//! Why a callback could not be read.

use std::str::Utf8Error;

use crate::json::scan::{SyntaxError, SyntaxProblem};
#[cfg(not(feature = "xml"))]
use crate::request::XML_UNREAD;
use crate::request::{BodyFormat, Method};
#[cfg(feature = "xml")]
use crate::text::legible;
use crate::text::words::{Documented, words};
use crate::text::{LineColumn, Message, Span, shown, visible};

/// Why nothing of a callback could be read.
///
/// # Examples
///
/// ```
/// use callback_profile::received::ParseErrorKind;
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
/// let error = profile.parse_body("{\"id\":\n}").unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::Syntax);
/// assert_eq!(error.to_string(), "expected a JSON value at line 2, column 1 (byte 7) of the JSON body, found `}`");
/// # Ok::<(), callback_profile::diagnostic::Report>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.message)]
pub struct ParseError(Box<Body>);

words! {
    /// What kind of error a [`ParseError`] is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ParseErrorKind;
    /// use callback_profile::{Outgoing, ParseError, Profile};
    ///
    /// /// The status to answer with.
    /// fn answer(error: &ParseError) -> u16 {
    ///     match error.kind() {
    ///         ParseErrorKind::NoParameters => 404,
    ///         ParseErrorKind::Limit => 413,
    ///         _ => 400,
    ///     }
    /// }
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// assert_eq!(answer(&profile.parse_target("/favicon.ico").unwrap_err()), 404);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[non_exhaustive]
    pub enum ParseErrorKind {
        /// The body is not well-formed, and the template's literals do not tell its values apart either.
        Syntax = "syntax",
        /// A limit was exceeded.
        Limit = "limit",
        /// The request has no parameter of the template at all, so it is not a callback.
        NoParameters = "no-parameters",
        /// The profile has no such input: a GET profile reads URLs, a POST or PUT profile bodies of its format.
        WrongInput = "wrong-input",
    }
    /// The stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ParseErrorKind;
    ///
    /// assert_eq!(ParseErrorKind::NoParameters.as_str(), "no-parameters");
    /// ```
    fn as_str;
}

impl ParseErrorKind {
    /// What the kind means, in a sentence.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ParseErrorKind;
    ///
    /// assert_eq!(ParseErrorKind::Limit.meaning(), "A limit was exceeded.");
    /// ```
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

    /// A JSON body that is no text.
    #[cold]
    pub(crate) fn not_utf8(body: &[u8], error: Utf8Error) -> Self {
        let start = error.valid_up_to();
        let end = error.error_len().map_or(body.len(), |length| start + length);
        let found = body.get(start).map(|byte| format!("found the byte 0x{byte:02X}")).unwrap_or_default();
        Self::syntax(body, Span::new(start, end), "JSON", "UTF-8", &found)
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
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ParseErrorKind;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// assert_eq!(profile.parse_body("{}").unwrap_err().kind(), ParseErrorKind::NoParameters);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> ParseErrorKind {
        self.0.kind
    }

    /// The bytes of the body at which it could not be read further; `None` for an error of another kind than syntax.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Span;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let error = profile.parse_body(r#"{"id": oops}"#).unwrap_err();
    /// assert_eq!(error.span(), Some(Span::new(7, 8)));
    /// assert_eq!(profile.parse_body("{}").unwrap_err().span(), None);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.stopped_at.map(|(span, _)| span)
    }

    /// The line and column of the body, from 1, at which it could not be read further; `None` for an error of another kind than syntax.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let error = profile.parse_body("{\n  \"id\": oops\n}").unwrap_err();
    /// assert_eq!(error.place().map(|place| (place.line, place.column)), Some((2, 9)));
    /// assert_eq!(profile.parse_body("{}").unwrap_err().place(), None);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn place(&self) -> Option<LineColumn> {
        self.0.stopped_at.map(|(_, place)| place)
    }
}

/// The character that a few bytes begin with; U+FFFD stands for bytes that are not UTF-8.
fn first_character(bytes: &[u8]) -> Option<char> {
    bytes.utf8_chunks().next().map(|chunk| chunk.valid().chars().next().unwrap_or(char::REPLACEMENT_CHARACTER))
}
