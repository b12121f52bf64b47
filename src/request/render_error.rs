//! Why a callback could not be written.

use std::fmt;

use crate::request::Limits;

/// Why a callback could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct RenderError(Kind);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error("expected a URL of at most {} bytes, found {length}", Limits::URL_BYTES)]
    UrlTooLong { length: usize },
    #[cfg(feature = "xml")]
    #[error("expected characters that XML 1.0 can hold in field `{field}`, found U+{:04X}", u32::from(*.character))]
    Unwritable { field: Box<str>, character: char },
    #[error("expected a URL that the http crate can hold, found another")]
    InvalidUri,
    #[error("the writer did not take the rendered text")]
    Writer(#[source] fmt::Error),
}

impl RenderError {
    #[cold]
    pub(crate) fn url_too_long(length: usize) -> Self {
        Self(Kind::UrlTooLong { length })
    }

    #[cfg(feature = "xml")]
    #[cold]
    pub(crate) fn unwritable(field: &str, character: char) -> Self {
        Self(Kind::Unwritable { field: field.into(), character })
    }

    /// The name of the field whose value cannot be written, as U+0001 cannot in XML; `None` where it is not because of a single field.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let callback = OutgoingCallback::default().with(OutgoingField::Message, "x".repeat(70_000));
    /// assert_eq!(profile.render(&callback).unwrap_err().field(), None, "all fields together are too long");
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match &self.0 {
            #[cfg(feature = "xml")]
            Kind::Unwritable { field, .. } => Some(field),
            _ => None,
        }
    }

    #[cold]
    pub(crate) fn invalid_uri() -> Self {
        Self(Kind::InvalidUri)
    }

    #[cold]
    pub(crate) fn writer(error: fmt::Error) -> Self {
        Self(Kind::Writer(error))
    }
}
