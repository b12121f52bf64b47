//! Why something is no request.

use std::error::Error;
use std::fmt;

use http::uri::InvalidUri;

use crate::request::not_a_uri::NotAUri;
use crate::request::{Method, UnknownMethod};
use crate::text::shown;
use crate::text::words::words;

/// Why the parts given do not make a request that a profile could send. It never shows a value, which may be a token.
///
/// The [source](std::error::Error::source) is what the `http` crate says of a text that is no URL, or the error of the method.
///
/// # Examples
///
/// ```
/// use callback_profile::http::HeaderMap;
/// use callback_profile::request::{InvalidRequestKind, Method, Request};
///
/// let error = Request::new(Method::Get, "/dlr?id=1", HeaderMap::new(), None).unwrap_err();
/// assert_eq!(error.kind(), InvalidRequestKind::RelativeUrl);
/// assert_eq!(error.to_string(), "`url` has no scheme and host");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRequest(Box<Reason>);

words! {
    /// What kind of error an [`InvalidRequest`] is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::InvalidRequestKind;
    ///
    /// assert_eq!(InvalidRequestKind::ALL.first(), Some(&InvalidRequestKind::UnknownMethod));
    /// ```
    #[non_exhaustive]
    pub enum InvalidRequestKind {
        /// No profile calls by such a method.
        UnknownMethod = "unknown-method",
        /// `url` is not a URL.
        InvalidUrl = "invalid-url",
        /// The URL has no scheme and host.
        RelativeUrl = "relative-url",
        /// The scheme of the URL is neither `http` nor `https`.
        OtherScheme = "other-scheme",
        /// A request of this method has a body, and there is none.
        MissingBody = "missing-body",
        /// A request of this method has no body, and there is one.
        UnexpectedBody = "unexpected-body",
        /// A header is one that HTTP cannot carry, or is given twice.
        InvalidHeader = "invalid-header",
    }
    /// The stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::InvalidRequestKind;
    ///
    /// assert_eq!(InvalidRequestKind::MissingBody.as_str(), "missing-body");
    /// ```
    fn as_str;
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    Method(UnknownMethod),
    NoUrl(NotAUri),
    RelativeUrl,
    OtherScheme,
    MissingBody(Method),
    UnexpectedBody(Method),
    Header { name: Box<str>, reason: &'static str },
}

impl InvalidRequest {
    fn new(reason: Reason) -> Self {
        Self(Box::new(reason))
    }

    pub(super) fn method(unknown: UnknownMethod) -> Self {
        Self::new(Reason::Method(unknown))
    }

    pub(super) fn no_url(reason: InvalidUri) -> Self {
        Self::new(Reason::NoUrl(reason.into()))
    }

    pub(super) fn relative_url() -> Self {
        Self::new(Reason::RelativeUrl)
    }

    pub(super) fn other_scheme() -> Self {
        Self::new(Reason::OtherScheme)
    }

    pub(super) fn missing_body(method: Method) -> Self {
        Self::new(Reason::MissingBody(method))
    }

    pub(super) fn unexpected_body(method: Method) -> Self {
        Self::new(Reason::UnexpectedBody(method))
    }

    /// A header, which is refused for a reason.
    pub(super) fn header(name: &str, reason: &'static str) -> Self {
        Self::new(Reason::Header { name: name.into(), reason })
    }

    /// What kind of error it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::HeaderMap;
    /// use callback_profile::request::{InvalidRequestKind, Method, Request};
    ///
    /// let error = Request::new(Method::Post, "https://example.com/dlr", HeaderMap::new(), None).unwrap_err();
    /// assert_eq!(error.kind(), InvalidRequestKind::MissingBody);
    /// ```
    #[must_use]
    pub fn kind(&self) -> InvalidRequestKind {
        match &*self.0 {
            Reason::Method(_) => InvalidRequestKind::UnknownMethod,
            Reason::NoUrl(_) => InvalidRequestKind::InvalidUrl,
            Reason::RelativeUrl => InvalidRequestKind::RelativeUrl,
            Reason::OtherScheme => InvalidRequestKind::OtherScheme,
            Reason::MissingBody(_) => InvalidRequestKind::MissingBody,
            Reason::UnexpectedBody(_) => InvalidRequestKind::UnexpectedBody,
            Reason::Header { .. } => InvalidRequestKind::InvalidHeader,
        }
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Reason::Method(_) => f.write_str("`method` is not one that profiles know"),
            Reason::NoUrl(_) => f.write_str("`url` is not a URL"),
            Reason::RelativeUrl => f.write_str("`url` has no scheme and host"),
            Reason::OtherScheme => f.write_str("`url` begins with neither `http://` nor `https://`"),
            Reason::MissingBody(method) => write!(f, "a {method} request needs a `body`"),
            Reason::UnexpectedBody(method) => write!(f, "a {method} request has no `body`"),
            Reason::Header { name, reason } => write!(f, "header `{}` {reason}", shown(name)),
        }
    }
}

impl Error for InvalidRequest {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0 {
            Reason::Method(unknown) => Some(unknown),
            Reason::NoUrl(reason) => Some(reason.error()),
            _ => None,
        }
    }
}
