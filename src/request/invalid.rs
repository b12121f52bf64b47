//! Why something is no request.

use crate::request::{Method, UnknownMethod};
use crate::text::shown;

/// Why parts do not make a request that a profile could have rendered. It shows no value: a value may be a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct InvalidRequest(Kind);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error(transparent)]
    Method(UnknownMethod),
    #[error("expected a URL as `url`, found a text that is none: {reason}")]
    NoUrl { reason: Box<str> },
    #[error("expected a URL with scheme and host as `url`, found one without")]
    RelativeUrl,
    #[error("expected a URL of HTTP or HTTPS as `url`, found one of another scheme")]
    OtherScheme,
    #[error("expected a {0} request with `body`, found none")]
    MissingBody(Method),
    #[error("expected a {0} request without `body`, found one")]
    UnexpectedBody(Method),
    #[error("header `{}` {reason}", shown(.name))]
    Header { name: Box<str>, reason: &'static str },
}

impl InvalidRequest {
    pub(super) fn method(unknown: UnknownMethod) -> Self {
        Self(Kind::Method(unknown))
    }

    pub(super) fn no_url(reason: &http::uri::InvalidUri) -> Self {
        Self(Kind::NoUrl { reason: reason.to_string().into() })
    }

    pub(super) fn relative_url() -> Self {
        Self(Kind::RelativeUrl)
    }

    pub(super) fn other_scheme() -> Self {
        Self(Kind::OtherScheme)
    }

    pub(super) fn missing_body(method: Method) -> Self {
        Self(Kind::MissingBody(method))
    }

    pub(super) fn unexpected_body(method: Method) -> Self {
        Self(Kind::UnexpectedBody(method))
    }

    /// A header, which is refused for a reason.
    pub(super) fn header(name: &str, reason: &'static str) -> Self {
        Self(Kind::Header { name: name.into(), reason })
    }
}
