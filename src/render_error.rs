use crate::limits::Limits;

/// Why a callback could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct RenderError(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error("expected a URL of at most {} bytes, found {length}", Limits::URL_BYTES)]
    UrlTooLong { length: usize },
    #[error("expected a URL that the http crate can hold, found another")]
    InvalidUri,
}

impl RenderError {
    #[cold]
    pub(crate) fn url_too_long(length: usize) -> Self {
        Self(Kind::UrlTooLong { length })
    }

    #[cold]
    pub(crate) fn invalid_uri() -> Self {
        Self(Kind::InvalidUri)
    }
}
