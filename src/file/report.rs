//! What the check of a file tells.

use crate::diagnostic::Severity;
use crate::file::kind::FileKind;
use crate::form::FileDiagnostic;
use crate::platform::Platform;

/// Everything that [`check_file`](crate::check_file) found, ordered by place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    pub(super) kind: FileKind,
    pub(super) diagnostics: Vec<FileDiagnostic>,
    /// By whose field sets it was read.
    pub(super) platform: Platform,
}

impl FileReport {
    /// What the file holds.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The findings, ordered by place in the file.
    #[must_use]
    pub fn diagnostics(&self) -> &[FileDiagnostic] {
        &self.diagnostics
    }

    /// Whether there is no error and no warning. Notes do not count.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.diagnostics.iter().all(|found| found.diagnostic.severity() == Severity::Note)
    }

    /// Whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings of this severity there are.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| found.diagnostic.severity() == severity).count()
    }
}
