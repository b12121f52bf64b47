//! Findings in serialized data, as the command's `check --format json` prints them.

use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Report};
use crate::text::{LineColumn, Span};

/// What a check found, as it is written.
#[derive(Serialize)]
pub(crate) struct WrittenReport<'r, D> {
    pub(crate) valid: bool,
    pub(crate) diagnostics: &'r [D],
}

/// A finding as it is written. Where there is nothing, there is `null`.
#[derive(Serialize)]
struct WrittenDiagnostic<'d> {
    code: &'static str,
    severity: &'static str,
    owner: Option<&'d str>,
    part: &'static str,
    member: Option<&'d str>,
    span: Span,
    line: usize,
    column: usize,
    message: &'d str,
    help: &'d str,
    platform_code: Option<&'static str>,
    fix: Option<WrittenFix<'d>>,
}

#[derive(Serialize)]
struct WrittenFix<'d> {
    start: usize,
    end: usize,
    replacement: &'d str,
}

impl Diagnostic {
    /// The finding as it is written where its first byte stands at `place`.
    pub(crate) fn written_at(&self, place: LineColumn) -> impl Serialize {
        let fix = self.fix().filter(|_| !self.has_private_fix());
        WrittenDiagnostic {
            code: self.code().as_str(),
            severity: self.severity().as_str(),
            owner: self.owner(),
            part: self.part().name(),
            member: self.member(),
            span: self.span(),
            line: place.line,
            column: place.column,
            message: self.message(),
            help: self.help(),
            platform_code: self.platform_error().map(|error| error.code),
            fix: fix.map(|fix| WrittenFix {
                start: fix.span().start,
                end: fix.span().end,
                replacement: fix.replacement(),
            }),
        }
    }
}

impl Serialize for Diagnostic {
    /// An object of `code`, `severity`, `owner`, `part`, `member`, `span`, `line`, `column`, `message`, `help`, `platform_code` and
    /// `fix`. A fix that may copy a secret is `null`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written_at(self.place()).serialize(serializer)
    }
}

impl Serialize for Report {
    /// An object of `valid`, which is whether there is no error, and `diagnostics`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WrittenReport { valid: !self.has_errors(), diagnostics: self.diagnostics() }.serialize(serializer)
    }
}
