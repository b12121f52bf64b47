//! How much a finding matters.

use crate::text::words::words;

words! {
    /// How much a finding matters. Severities are ordered: a note is less than a warning, a warning less than an error.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Severity;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://example.com/dlr")?;              // not https
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!(report.iter().map(|found| found.severity()).max(), Some(Severity::Warning));
    /// assert!(Severity::Warning < Severity::Error);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[non_exhaustive]
    pub enum Severity {
        /// Worth knowing; nothing to fix.
        Note = "note",
        /// Works, but hardly as meant.
        Warning = "warning",
        /// No profile can be built.
        Error = "error",
    }
    /// Returns the severity as it is printed: `error`, `warning` or `note`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Severity;
    ///
    /// assert_eq!(Severity::Warning.as_str(), "warning");
    /// ```
    fn as_str;
}
