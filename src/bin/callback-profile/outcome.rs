//! What a check of files came to.

use std::path::PathBuf;
use std::process::ExitCode;

use callback_profile::diagnostic::Severity;
use callback_profile::file::FileReport;

/// A file that was checked.
pub(crate) struct Checked {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) report: FileReport,
}

/// All that one run found.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) files: Vec<Checked>,
    /// What is no profile, webhook or account.
    pub(crate) skipped: Vec<PathBuf>,
    pub(crate) unreadable: usize,
    /// Whether there was nothing to be checked, and should have been.
    pub(crate) checked_nothing: bool,
}

impl Outcome {
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.files.iter().map(|file| file.report.count(severity)).sum()
    }

    /// What was not checked, in words, if there is any.
    pub(crate) fn skipped_line(&self) -> Option<String> {
        (!self.skipped.is_empty()).then(|| format!("{} skipped", counted(self.skipped.len(), "other file")))
    }

    pub(crate) fn exit_code(&self, deny_warnings: bool) -> ExitCode {
        let has_findings = self.count(Severity::Error) > 0 || (deny_warnings && self.count(Severity::Warning) > 0);
        let fails = has_findings || self.checked_nothing;
        ExitCode::from(if self.unreadable > 0 { 2 } else { u8::from(fails) })
    }
}

/// So many of something, in words.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if noun.ends_with('x') { "es" } else { "s" };
    format!("{count} {noun}{}", if count == 1 { "" } else { plural })
}
