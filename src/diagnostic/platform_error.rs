//! The errors by which the platform itself refuses what a check finds.

/// An error by which the platform itself refuses what a finding is about, see
/// [`Diagnostic::platform_error`](crate::diagnostic::Diagnostic::platform_error).
///
/// # Examples
///
/// ```
/// use callback_profile::diagnostic::{Code, PlatformError};
///
/// let error = Code::InvalidEndpoint.platform_error().unwrap();
/// assert_eq!((error.code, error.parameter), ("E413", "callback_url"));
/// assert!(PlatformError::ALL.contains(&error));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PlatformError {
    /// The platform's code.
    pub code: &'static str,
    /// The parameter of a request to the platform that the error is about.
    pub parameter: &'static str,
    /// What it means, in words of this crate.
    pub description: &'static str,
}

impl PlatformError {
    /// A callback URL that is not written as a URL is.
    pub const INVALID_CALLBACK_URL: Self = Self {
        code: "E413",
        parameter: "callback_url",
        description: "The platform takes no callback URL that is not written as a URL is.",
    };

    /// Every error of the platform that a finding can stand for.
    pub const ALL: &'static [Self] = &[Self::INVALID_CALLBACK_URL];
}
