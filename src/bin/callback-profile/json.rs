//! Findings as one JSON document.

use std::io::{self, Write};

use callback_profile::diagnostic::Severity;
use callback_profile::file::FileReport;
use serde::Serialize;

use crate::object::object;
use crate::outcome::{Checked, Outcome};
use crate::output;

/// A file, and what was found in it.
#[derive(Serialize)]
struct File<'c> {
    path: String,
    #[serde(flatten)]
    report: &'c FileReport,
}

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

fn file(Checked { path, report, .. }: &Checked) -> File<'_> {
    File { path: path.display().to_string(), report }
}
