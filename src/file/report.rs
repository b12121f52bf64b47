//! What was found in a file.

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::text::{LineColumn, Span};

/// What a file holds, as far as its keys tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// An object with `endpoint`, `method` or `direction`, or a file that is not JSON at all.
    Profile,
    /// An object with `report_type`.
    Webhook,
    /// An object with `numbers` or `profiles`.
    Account,
    /// Some other JSON.
    Other,
}

/// A finding, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiagnostic {
    pub(super) diagnostic: Diagnostic,
    pub(super) span: Span,
    pub(super) place: LineColumn,
    pub(super) fix: Option<Fix>,
}

impl FileDiagnostic {
    /// The finding itself; its span and place are those in the part.
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    /// The bytes of the file that it speaks of, escapes and all.
    #[must_use]
    pub fn file_span(&self) -> Span {
        self.span
    }

    /// The line and column of the file at which they begin.
    #[must_use]
    pub fn place(&self) -> LineColumn {
        self.place
    }

    /// The mechanical mend, to be applied to the file.
    #[must_use]
    pub fn file_fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }
}

/// Everything that [`check_file`](crate::check_file) found, ordered by place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    pub(super) kind: FileKind,
    pub(super) diagnostics: Vec<FileDiagnostic>,
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
