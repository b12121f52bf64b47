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

    /// The same findings, each as `change` gives it.
    pub(crate) fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self { diagnostics: self.diagnostics.into_iter().map(change).collect() }
    }

    /// The findings, ordered by part and place.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn into_diagnostics(self) -> std::vec::IntoIter<Diagnostic> {
        self.diagnostics.into_iter()
    }

    /// The findings, ordered by part and place.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.diagnostics.iter()
    }

    /// Whether there is no error and no warning. Notes do not count.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.iter().all(|found| found.severity() == Severity::Note)
    }

    /// Whether there is an error, so that no profile can be built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings of this severity there are.
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
