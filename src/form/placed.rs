//! A finding at its place in a file.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{LineColumn, Span};

/// A finding, with its place in the file.
///
/// It displays as a [`Diagnostic`] does, at its place in the file. In serialized data, too, `line` and `column` are those in the file;
/// `span` and `fix` are those of the diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiagnostic {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) span: Span,
    pub(crate) place: LineColumn,
    pub(crate) fix: Option<Fix>,
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

    /// The fix, to be applied to the file.
    #[must_use]
    pub fn file_fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }
}

impl fmt::Display for FileDiagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt_at(f, self.place, self.span)
    }
}

impl Serialize for FileDiagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.diagnostic.written_at(self.place).serialize(serializer)
    }
}
