//! Why a callback could not be written.

use std::error::Error;
use std::fmt;

use crate::request::Limits;
use crate::request::not_a_uri::NotAUri;
use crate::text::words::{Documented, words};

/// Why a callback could not be written.
///
/// The [source](std::error::Error::source) is what the `http` crate says of a URL that it cannot hold, or the
/// writer's error.
///
/// # Examples
///
/// ```
/// use callback_profile::request::RenderErrorKind;
/// use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let error = profile.render(&OutgoingCallback::default().with(OutgoingField::Error, "x".repeat(70_000))).unwrap_err();
/// assert_eq!(error.kind(), RenderErrorKind::UrlTooLong);
/// assert_eq!(error.kind().as_str(), "url-too-long");
/// # Ok::<(), callback_profile::diagnostic::Report>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError(Box<Body>);

words! {
    /// What kind of error a [`RenderError`] is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::RenderErrorKind;
    ///
    /// assert_eq!(RenderErrorKind::ALL.first(), Some(&RenderErrorKind::UrlTooLong));
    /// ```
    #[non_exhaustive]
    pub enum RenderErrorKind {
        /// The URL would be longer than a URL may be.
        UrlTooLong = "url-too-long",
        /// The text of a field holds a character that the format of the profile cannot hold.
        UnwritableValue = "unwritable-value",
        /// The `http` crate cannot hold the URL.
        InvalidUrl = "invalid-url",
        /// The texts of fields make a segment of the URL's path `.` or `..`, which URL parsers drop.
        DotSegment = "dot-segment",
        /// The writer did not take the rendered text.
        Writer = "writer",
    }
    /// The stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::RenderErrorKind;
    ///
    /// assert_eq!(RenderErrorKind::UnwritableValue.as_str(), "unwritable-value");
    /// ```
    fn as_str;
}

impl RenderErrorKind {
    /// What the kind means, in a sentence.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::RenderErrorKind;
    ///
    /// assert_eq!(RenderErrorKind::Writer.meaning(), "The writer did not take the rendered text.");
    /// ```
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.documentation()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    UrlTooLong {
        length: usize,
    },
    #[cfg(feature = "xml")]
    UnwritableValue {
        field: Box<str>,
        character: char,
    },
    InvalidUrl(NotAUri),
    DotSegment {
        segment: Box<str>,
    },
    Writer(fmt::Error),
}

impl RenderError {
    #[cold]
    pub(crate) fn url_too_long(length: usize) -> Self {
        Self(Box::new(Body::UrlTooLong { length }))
    }

    #[cfg(feature = "xml")]
    #[cold]
    pub(crate) fn unwritable(field: &str, character: char) -> Self {
        Self(Box::new(Body::UnwritableValue { field: field.into(), character }))
    }

    #[cold]
    pub(super) fn invalid_url(reason: NotAUri) -> Self {
        Self(Box::new(Body::InvalidUrl(reason)))
    }

    #[cold]
    pub(crate) fn dot_segment(segment: &str) -> Self {
        Self(Box::new(Body::DotSegment { segment: segment.into() }))
    }

    #[cold]
    pub(crate) fn writer(error: fmt::Error) -> Self {
        Self(Box::new(Body::Writer(error)))
    }

    /// What kind of error it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::RenderErrorKind;
    /// use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let callback = OutgoingCallback::default().with(OutgoingField::Message, "x".repeat(70_000));
    /// let kind = profile.render(&callback).map_err(|error| error.kind());
    /// assert_eq!(kind.err(), Some(RenderErrorKind::UrlTooLong));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> RenderErrorKind {
        match &*self.0 {
            Body::UrlTooLong { .. } => RenderErrorKind::UrlTooLong,
            #[cfg(feature = "xml")]
            Body::UnwritableValue { .. } => RenderErrorKind::UnwritableValue,
            Body::InvalidUrl(_) => RenderErrorKind::InvalidUrl,
            Body::DotSegment { .. } => RenderErrorKind::DotSegment,
            Body::Writer(_) => RenderErrorKind::Writer,
        }
    }

    /// The name of the field whose value cannot be written, such as one with U+0001 in XML; `None` where no single field is the reason.
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
        match &*self.0 {
            #[cfg(feature = "xml")]
            Body::UnwritableValue { field, .. } => Some(field),
            _ => None,
        }
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Body::UrlTooLong { length } => {
                write!(f, "the URL would be {length} bytes long, and the most are {}", Limits::URL_BYTES)
            }
            #[cfg(feature = "xml")]
            Body::UnwritableValue { field, character } => {
                write!(f, "field `{field}` holds U+{:04X}, which XML 1.0 cannot hold", u32::from(*character))
            }
            Body::InvalidUrl(_) => f.write_str("the URL is not one that the http crate can hold"),
            Body::DotSegment { segment } => {
                write!(f, "the path would have the segment `{segment}`, which URL parsers drop")
            }
            Body::Writer(_) => f.write_str("the writer did not take the rendered text"),
        }
    }
}

impl Error for RenderError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0 {
            Body::InvalidUrl(reason) => Some(reason.error()),
            Body::Writer(error) => Some(error),
            Body::UrlTooLong { .. } | Body::DotSegment { .. } => None,
            #[cfg(feature = "xml")]
            Body::UnwritableValue { .. } => None,
        }
    }
}
