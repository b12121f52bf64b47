//! What was odd about a callback.

use std::borrow::Cow;

use crate::text::words::{Documented, words};
use crate::text::{Span, shown};

words! {
    /// What was odd about one parameter of a received callback.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&error=caf%E9")?;
    /// assert!(received.problems.iter().any(|problem| problem.code() == ProblemCode::InvalidUtf8));
    /// assert_eq!(received.callback.error(), "caf\u{fffd}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[non_exhaustive]
    pub enum ProblemCode {
        /// The parameter occurs again; the first counts, this one is in `extra`.
        RepeatedParameter = "repeated-parameter",
        /// The text around the placeholder is not the template's; the whole text is in `extra`.
        LiteralMismatch = "literal-mismatch",
        /// A static parameter has another value than the template's, or than that of the endpoint's query; it is in `extra`.
        StaticMismatch = "static-mismatch",
        /// A static parameter of the template, or of the endpoint's query, did not occur.
        StaticMissing = "static-missing",
        /// A static header of the profile has another value; where it is repeated, one of them has.
        HeaderMismatch = "header-mismatch",
        /// A static header of the profile did not occur.
        HeaderMissing = "header-missing",
        /// The field stands in two places of the template and arrived with two values; the second is in `extra`.
        ConflictingValue = "conflicting-value",
        /// Bytes that are not UTF-8 were replaced by U+FFFD.
        InvalidUtf8 = "invalid-utf8",
        /// An escape for half of a surrogate pair was replaced by U+FFFD.
        LoneSurrogate = "lone-surrogate",
        /// The sender did not escape an `&` in the value of a query or form; the value is whole.
        UnescapedSeparator = "unescaped-separator",
        /// The template has an object or array there, the callback something else; it is in `extra`.
        UnexpectedShape = "unexpected-shape",
        /// A control character stands in a JSON string, where JSON wants an escape; it is in the text as it is.
        ControlCharacter = "control-character",
        /// The body is not well-formed JSON because the value holds quotes or backslashes that nobody escaped. The body was read along
        /// the template's own text, and the value is all that stands in its place there, as it is.
        UnescapedQuote = "unescaped-quote",
        /// The body is not well-formed XML because the value holds a `&` or `<` that nobody escaped, or a quote in an attribute. The
        /// body was read along the template's own text, and the value is all that stands in its place there, as it is.
        UnescapedMarkup = "unescaped-markup",
    }
    /// The stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    ///
    /// assert_eq!(ProblemCode::InvalidUtf8.as_str(), "invalid-utf8");
    /// ```
    fn as_str;
}

impl ProblemCode {
    /// The first of the problems that have one of these codes.
    pub(super) fn first_of(codes: &[Self], problems: &[Problem]) -> Option<Problem> {
        problems.iter().find(|problem| codes.contains(&problem.code())).cloned()
    }

    /// What it means, in a sentence or two.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    ///
    /// assert_eq!(ProblemCode::StaticMissing.meaning(), "A static parameter of the template, or of the endpoint's query, did not occur.");
    /// ```
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.documentation()
    }

    const fn message(self) -> &'static str {
        match self {
            Self::RepeatedParameter => "it occurs again, and the first counts",
            Self::LiteralMismatch => "the text around the value is not the template's",
            Self::StaticMismatch => "the value is not the profile's static one",
            Self::StaticMissing | Self::HeaderMissing => "it is static in the profile, and did not occur",
            Self::HeaderMismatch => "the value is not the profile's",
            Self::ConflictingValue => "the field has another value already",
            Self::InvalidUtf8 => "bytes that are not UTF-8 were replaced by U+FFFD",
            Self::LoneSurrogate => "half of a surrogate pair was replaced by U+FFFD",
            Self::UnescapedSeparator => "an `&` in the value is not escaped",
            Self::UnexpectedShape => "the template has an object or array there, and this is another value",
            Self::ControlCharacter => "a control character in the value is not escaped",
            Self::UnescapedQuote => "quotes or backslashes in the value are not escaped",
            Self::UnescapedMarkup => "markup characters in the value are not escaped",
        }
    }
}

/// Something odd in a received callback that did not keep it from being read.
///
/// It never shows a value: a value may be a token. As an error it comes from [`Received::strict`](crate::Received::strict).
///
/// # Examples
///
/// ```
/// use callback_profile::received::ProblemCode;
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let received = profile.parse_target("/dlr?id=a:1&id=a:2")?;
/// let problem = &received.problems[0];
/// assert_eq!((problem.code(), problem.parameter()), (ProblemCode::RepeatedParameter, "id"));
/// assert!(!problem.to_string().contains("a:2"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct Problem(Box<Body>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", self.place(), code.message())]
struct Body {
    code: ProblemCode,
    field: Option<Cow<'static, str>>,
    parameter: Box<str>,
    span: Span,
}

impl Problem {
    #[cold]
    pub(crate) fn new(code: ProblemCode, field: Option<Cow<'static, str>>, parameter: &str, span: Span) -> Self {
        Self(Box::new(Body { code, field, parameter: parameter.into(), span }))
    }

    /// The same at another place.
    pub(crate) fn moved(mut self, to: impl FnOnce(Span) -> Span) -> Self {
        self.0.span = to(self.0.span);
        self
    }

    /// What kind of problem it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&id=a:2")?;
    /// let problem = &received.problems[0];
    /// assert_eq!(problem.code(), ProblemCode::RepeatedParameter);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// The name of the field that the parameter carries; `None` where it carries none, as a static parameter or a header does.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile, ProfileSpec};
    ///
    /// let spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec();
    /// let endpoint = spec.endpoint.replace("&price=", "&cost=") + "&token=s3cret";
    /// let profile = Profile::<Outgoing>::try_from(ProfileSpec::get::<Outgoing>(endpoint))?;
    /// let received = profile.parse_target("/dlr?cost=1&cost=2&token=guess")?;
    /// let fields: Vec<_> = received.problems.iter().map(|problem| (problem.parameter(), problem.field())).collect();
    /// assert_eq!(fields, [("cost", Some("price")), ("token", None)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The parameter's name, decoded; for JSON the pointer to it (RFC 6901), for a header the header's name.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let received = profile.parse_body(r#"{"id": "a:1", "id": "a:2"}"#)?;
    /// assert_eq!(received.problems[0].parameter(), "/id");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.0.parameter
    }

    /// The bytes of the value, counted in the text that was parsed; of a whole request, in its target, its body or the value of the header.
    /// For a parameter that did not occur it is an empty span at the end.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let target = "/dlr?id=a:1&id=a:2";
    /// let received = Profile::<Outgoing>::standard("https://example.com/dlr")?.parse_target(target)?.into_owned();
    /// assert_eq!(received.problems[0].span().of(target), Some("a:2"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span
    }
}

impl Body {
    /// What the problem is about, and where it stands.
    fn place(&self) -> String {
        let name = shown(&self.parameter);
        match self.code {
            ProblemCode::HeaderMismatch | ProblemCode::HeaderMissing => format!("header `{name}`"),
            _ => format!("parameter `{name}`{} at bytes {}", of_field(self.field.as_deref()), self.span),
        }
    }
}

fn of_field(field: Option<&str>) -> String {
    field.map(|field| format!(" of field `{}`", shown(field))).unwrap_or_default()
}
