//! All that a check found.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Findings, Severity};
use crate::text::LineCounter;

/// Everything the check found about a profile, webhook or account, ordered by place.
///
/// Of more than 1,000 findings the most severe are kept, and the last one, [`Code::TooManyFindings`], tells how many are left out; it
/// is as severe as the worst of them.
///
/// It displays one finding a line, and with `{:#}` at length. As an error it stands for what could not be built. In serialized data it
/// is an object of `valid`, which is whether there is no error, and `diagnostics`.
///
/// # Examples
///
/// ```
/// use callback_profile::{Outgoing, Profile, ProfileSpec};
///
/// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>&cost=<prise>");
/// let report = Profile::<Outgoing>::check(&spec);
/// assert!(!report.is_clean());
/// assert!(report.to_string().contains("error[unknown-placeholder]"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub(super) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// The same findings and more, ordered by part and place.
    pub(crate) fn with(self, more: impl IntoIterator<Item = Diagnostic>) -> Self {
        let mut findings = Findings::default();
        findings.add(self, Some);
        more.into_iter().for_each(|found| findings.push(found));
        findings.into_report_by_place()
    }

    /// The same findings with no span beyond `text`, which was checked with more behind it.
    pub(crate) fn clamped(self, text: &str) -> Self {
        let mut lines = LineCounter::new(text.as_bytes());
        self.map(|found| found.clamped(text, &mut lines))
    }

    /// The same findings, without the fixes of those that have one of these codes.
    pub(crate) fn without_fixes(self, codes: &[Code]) -> Self {
        self.map(|found| if codes.contains(&found.code()) { found.without_fix() } else { found })
    }

    /// The findings that are `kept`.
    pub(crate) fn filter(self, kept: impl FnMut(&Diagnostic) -> bool) -> Self {
        Self { diagnostics: self.diagnostics.into_iter().filter(kept).collect() }
    }

    /// The same findings, each as `change` gives it.
    pub(crate) fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self { diagnostics: self.diagnostics.into_iter().map(change).collect() }
    }

    /// Returns the findings, ordered by part and place.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://localhost/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!(report.diagnostics().len(), 2);
    /// assert_eq!(report.diagnostics()[0].code().as_str(), "insecure-scheme");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn into_diagnostics(self) -> std::vec::IntoIter<Diagnostic> {
        self.diagnostics.into_iter()
    }

    /// Returns an iterator over the findings, ordered by part and place.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://localhost/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// let codes: Vec<&str> = report.iter().map(|found| found.code().as_str()).collect();
    /// assert_eq!(codes, ["insecure-scheme", "private-host"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.diagnostics.iter()
    }

    /// Returns whether there is no error and no warning. Notes do not count.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let clean = |url| Profile::<Outgoing>::standard(url).map(|profile| Profile::<Outgoing>::check(profile.spec()).is_clean());
    /// assert_eq!(clean("https://example.com/dlr"), Ok(true));
    /// assert_eq!(clean("http://example.com/dlr"), Ok(false));                              // a warning
    /// ```
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.iter().all(|found| found.severity() == Severity::Note)
    }

    /// Returns whether there is an error, so that no profile can be built.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>");
    /// assert!(Profile::<Outgoing>::check(&spec).has_errors());                             // placeholders are missing
    /// ```
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns how many findings of this severity there are.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Severity;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://localhost/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!((report.count(Severity::Error), report.count(Severity::Warning)), (0, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|found| found.severity() == severity).count()
    }
}

impl<'r> IntoIterator for &'r Report {
    type Item = &'r Diagnostic;
    type IntoIter = std::slice::Iter<'r, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_lines(f, &self.diagnostics)
    }
}

/// Displays findings one a line, each as the formatter says.
pub(crate) fn fmt_lines(f: &mut fmt::Formatter<'_>, found: &[impl fmt::Display]) -> fmt::Result {
    for (index, found) in found.iter().enumerate() {
        if index > 0 {
            f.write_str("\n")?;
        }
        found.fmt(f)?;
    }
    Ok(())
}
