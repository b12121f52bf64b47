//! Findings in serialized data, as the command's `check --format json` prints them.

use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Fix, Report};
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
    is_about_name: bool,
    span: Span,
    line: usize,
    column: usize,
    message: &'d str,
    help: &'d str,
    platform_code: Option<&'static str>,
    fix: Option<WrittenFix<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<WrittenInFile<'d>>,
}

/// Where in a file it is. Its fix is to be applied to the file.
#[derive(Serialize)]
struct WrittenInFile<'d> {
    span: Span,
    start: LineColumn,
    end: LineColumn,
    fix: Option<WrittenFix<'d>>,
}

#[derive(Serialize)]
struct WrittenFix<'d> {
    start: usize,
    end: usize,
    replacement: &'d str,
}

impl<'d> From<&'d Fix> for WrittenFix<'d> {
    fn from(fix: &'d Fix) -> Self {
        Self { start: fix.span().start, end: fix.span().end, replacement: fix.replacement() }
    }
}

/// The bytes of a file that a finding speaks of, where they begin and end, and its fix there.
pub(crate) struct InFile<'d> {
    pub(crate) span: Span,
    pub(crate) start: LineColumn,
    pub(crate) end: LineColumn,
    pub(crate) fix: Option<&'d Fix>,
}

impl Diagnostic {
    /// The finding as it is written, by itself or in a file.
    pub(crate) fn written<'d>(&'d self, file: Option<InFile<'d>>) -> impl Serialize {
        let public = |fix: Option<&'d Fix>| fix.filter(|_| !self.has_private_fix()).map(WrittenFix::from);
        let place = file.as_ref().map_or(self.place(), |file| file.start);
        WrittenDiagnostic {
            code: self.code().as_str(),
            severity: self.severity().as_str(),
            owner: self.owner(),
            part: self.part().name(),
            member: self.member(),
            is_about_name: self.is_about_name(),
            span: self.span(),
            line: place.line,
            column: place.column,
            message: self.message(),
            help: self.help(),
            platform_code: self.platform_error().map(|error| error.code),
            fix: public(self.fix()),
            file: file.map(|InFile { span, start, end, fix }| WrittenInFile { span, start, end, fix: public(fix) }),
        }
    }
}

impl Serialize for Diagnostic {
    /// An object of `code`, `severity`, `owner`, `part`, `member`, `is_about_name`, `span`, `line`, `column`, `message`, `help`,
    /// `platform_code` and `fix`. A fix that may copy a secret is `null`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written(None).serialize(serializer)
    }
}

impl Serialize for Report {
    /// An object of `valid`, which is whether there is no error, and `diagnostics`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WrittenReport { valid: !self.has_errors(), diagnostics: self.diagnostics() }.serialize(serializer)
    }
}
