//! Findings as one JSON document.

use std::io::{self, Write};

use callback_profile::{FileDiagnostic, Severity};
use serde::Serialize;

use crate::object::object;
use crate::outcome::{Checked, Outcome};

pub(crate) fn print(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let document = object! {
        files: outcome.files.iter().map(file).collect::<Vec<_>>(),
        skipped: outcome.skipped.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        errors: outcome.count(Severity::Error),
        warnings: outcome.count(Severity::Warning),
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn file(file: &Checked) -> impl Serialize {
    object! {
        path: file.path.display().to_string(),
        valid: !file.report.has_errors(),
        diagnostics: file.report.diagnostics().iter().map(finding).collect::<Vec<_>>(),
    }
}

fn finding(found: &FileDiagnostic) -> impl Serialize {
    let diagnostic = found.diagnostic();
    let (code, span, place) = (diagnostic.code(), diagnostic.span(), found.place());
    object! {
        code: code.as_str(),
        severity: diagnostic.severity().as_str(),
        owner: diagnostic.owner(),
        part: diagnostic.part().name(),
        member: diagnostic.part_member(),
        span: object! { start: span.start, end: span.end },
        line: place.line,
        column: place.column,
        message: diagnostic.message(),
        help: diagnostic.help_text(),
        platform_code: code.platform_code(),
        fix: diagnostic.suggested_fix().map(|fix| object! {
            start: fix.span().start,
            end: fix.span().end,
            replacement: fix.replacement(),
        }),
    }
}
