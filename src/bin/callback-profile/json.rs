//! Findings as one JSON document.

use std::io::{self, Write};

use callback_profile::{FileDiagnostic, Severity};
use serde::Serialize;

use crate::object::object;
use crate::outcome::{Checked, Outcome};
use crate::output;

pub(crate) fn print(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let document = object! {
        files: outcome.files.iter().map(file).collect::<Vec<_>>(),
        skipped: outcome.skipped.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        errors: outcome.count(Severity::Error),
        warnings: outcome.count(Severity::Warning),
    };
    output::write_json(&mut *out, &document)?;
    writeln!(out)
}

fn file(file: &Checked) -> impl Serialize {
    let masked = file.report.masked(&file.text);
    object! {
        path: file.path.display().to_string(),
        valid: !file.report.has_errors(),
        diagnostics: file.report.diagnostics().iter().map(|found| finding(found, &file.text, &masked)).collect::<Vec<_>>(),
    }
}

fn finding<'f>(found: &'f FileDiagnostic, text: &str, masked: &str) -> impl Serialize + use<'f> {
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
        platform_code: diagnostic.platform_error().map(|error| error.code),
        fix: diagnostic.suggested_fix().filter(|_| has_public_fix(found, text, masked)).map(|fix| object! {
            start: fix.span().start,
            end: fix.span().end,
            replacement: fix.replacement(),
        }),
    }
}

/// Whether a fix replaces nothing secret: it may hold what it replaces.
fn has_public_fix(found: &FileDiagnostic, text: &str, masked: &str) -> bool {
    found.file_fix().is_none_or(|fix| fix.span().of(text) == fix.span().of(masked))
}
