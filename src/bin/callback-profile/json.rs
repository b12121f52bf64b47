//! Findings as one JSON document.

use std::io::{self, Write};

use callback_profile::{FileDiagnostic, Severity};
use serde::Serialize;

use crate::outcome::Outcome;

#[derive(Serialize)]
struct Document<'o> {
    files: Vec<File<'o>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct File<'o> {
    path: String,
    valid: bool,
    diagnostics: Vec<Finding<'o>>,
}

#[derive(Serialize)]
struct Finding<'o> {
    code: &'static str,
    severity: &'static str,
    owner: Option<&'o str>,
    part: &'static str,
    member: Option<&'o str>,
    span: Bytes,
    line: usize,
    column: usize,
    message: &'o str,
    help: &'o str,
    platform_code: Option<&'static str>,
    fix: Option<Mend<'o>>,
}

#[derive(Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Mend<'o> {
    start: usize,
    end: usize,
    replacement: &'o str,
}

pub(crate) fn print(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let files = outcome.files.iter().map(|file| File {
        path: file.path.display().to_string(),
        valid: !file.report.has_errors(),
        diagnostics: file.report.diagnostics().iter().map(finding).collect(),
    });
    let document = Document {
        files: files.collect(),
        errors: outcome.count(Severity::Error),
        warnings: outcome.count(Severity::Warning),
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn finding(found: &FileDiagnostic) -> Finding<'_> {
    let diagnostic = found.diagnostic();
    let span = diagnostic.span();
    Finding {
        code: diagnostic.code().as_str(),
        severity: diagnostic.severity().as_str(),
        owner: diagnostic.owner(),
        part: diagnostic.part().name(),
        member: diagnostic.part_member(),
        span: Bytes { start: span.start, end: span.end },
        line: found.place().line,
        column: found.place().column,
        message: diagnostic.message(),
        help: diagnostic.help_text(),
        platform_code: diagnostic.code().platform_code(),
        fix: diagnostic.suggested_fix().map(|fix| Mend {
            start: fix.span().start,
            end: fix.span().end,
            replacement: fix.replacement(),
        }),
    }
}
