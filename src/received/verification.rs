//! Whether a request has what its profile says of every request.

use crate::received::{Problem, ProblemCode};
use crate::text::words::words;

/// What is known of the parts of a request that are static in its profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Verification {
    /// Nothing is static in the profile.
    #[default]
    Nothing,
    /// What was read cannot show all of them: a body has no headers.
    NotCompared,
    Same,
    Different(VerifyErrorKind),
}

impl Verification {
    /// What the problems say of a request whose static parts were all compared.
    pub(crate) fn of(problems: &[Problem]) -> Self {
        let kinds = problems.iter().map(|problem| VerifyErrorKind::of(problem.code()));
        kinds.flatten().next().map_or(Self::Same, Self::Different)
    }

    pub(super) fn result(self, problems: &[Problem]) -> Result<(), VerifyError> {
        let kind = match self {
            Self::Same => return Ok(()),
            Self::Nothing => VerifyErrorKind::NothingToVerify,
            Self::NotCompared => VerifyErrorKind::NotCompared,
            Self::Different(kind) => kind,
        };
        let problem = problems.iter().find(|problem| VerifyErrorKind::of(problem.code()) == Some(kind));
        Err(VerifyError { kind, problem: problem.cloned() })
    }
}

words! {
    /// Why a callback is not verified.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::VerifyErrorKind;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let error = profile.parse_target("/dlr?id=a:1")?.verified().unwrap_err();
    /// assert_eq!(error.kind(), VerifyErrorKind::NothingToVerify);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[non_exhaustive]
    pub enum VerifyErrorKind {
        /// A static parameter did not occur.
        StaticMissing = "static-missing",
        /// A static parameter has another value than the profile's.
        StaticMismatch = "static-mismatch",
        /// A static header did not occur.
        HeaderMissing = "header-missing",
        /// A static header has another value than the profile's.
        HeaderMismatch = "header-mismatch",
        /// The profile has no static part, see [`Profile::verifies`](crate::Profile::verifies).
        NothingToVerify = "nothing-to-verify",
        /// The profile has static parts that are not in what was read, as headers are not in a body: read the whole request, by
        /// [`Profile::receive`](crate::Profile::receive).
        NotCompared = "not-compared",
    }
    /// The stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::VerifyErrorKind;
    ///
    /// assert_eq!(VerifyErrorKind::StaticMismatch.as_str(), "static-mismatch");
    /// ```
    fn as_str;
}

impl VerifyErrorKind {
    const fn of(code: ProblemCode) -> Option<Self> {
        Some(match code {
            ProblemCode::StaticMissing => Self::StaticMissing,
            ProblemCode::StaticMismatch => Self::StaticMismatch,
            ProblemCode::HeaderMissing => Self::HeaderMissing,
            ProblemCode::HeaderMismatch => Self::HeaderMismatch,
            _ => return None,
        })
    }

    const fn reason(self) -> &'static str {
        match self {
            Self::NothingToVerify => ": its profile has nothing static",
            Self::NotCompared => ": its profile has static parts that are not in what was read, such as headers",
            _ => "",
        }
    }
}

/// A callback is not verified: nothing shows that its sender knows the profile.
///
/// The [source](std::error::Error::source) is the problem that says which part differs, where one does. It never shows a value.
///
/// # Examples
///
/// ```
/// use std::error::Error;
///
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?;
/// let error = profile.parse_target("/dlr?token=guess&id=a:1")?.verified().unwrap_err();
/// let problem = error.source().ok_or("no problem")?.to_string();
/// assert!(problem.starts_with("parameter `token`") && !problem.contains("guess"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the callback is not verified{}", kind.reason())]
pub struct VerifyError {
    kind: VerifyErrorKind,
    #[source]
    problem: Option<Problem>,
}

impl VerifyError {
    /// Why it is not verified.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::VerifyErrorKind;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?;
    /// let error = profile.parse_target("/dlr?token=guess&id=a:1")?.verified().unwrap_err();
    /// assert_eq!(error.kind(), VerifyErrorKind::StaticMismatch);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> VerifyErrorKind {
        self.kind
    }
}
