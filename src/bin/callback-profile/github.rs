//! Findings as annotations of a GitHub workflow.
//!
//! ```text
//! annotation = "::" level " file=" path [ place ] ",title=" code "::" message
//! place      = ",line=" line ",endLine=" line [ ",col=" column ",endColumn=" column ]
//! ```
//!
//! What speaks of the whole file has no place. Columns are those of one line only: a workflow takes none where a finding goes on in
//! another. As everywhere, the end is behind the last character.

use std::io::{self, Write};

use callback_profile::diagnostic::Severity;
use callback_profile::file::FileDiagnostic;

use crate::outcome::Outcome;
use crate::terminal;

pub(crate) fn print(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    for file in &outcome.files {
        for found in file.report.diagnostics() {
            let diagnostic = found.diagnostic();
            let level = match diagnostic.severity() {
                Severity::Note => "notice",
                Severity::Warning => "warning",
                _ => "error",
            };
            let path = terminal::line(&property(&file.path.display().to_string()));
            let message = match diagnostic.help() {
                "" => diagnostic.message().to_owned(),
                help => format!("{}; {help}", diagnostic.message()),
            };
            let (place, code) = (place(found), diagnostic.code());
            writeln!(out, "::{level} file={path}{place},title={code}::{}", data(&message))?;
        }
    }
    Ok(())
}

/// The properties that tell where a finding stands.
fn place(found: &FileDiagnostic) -> String {
    let (start, end) = (found.place(), found.end());
    if !found.diagnostic().has_place() {
        return String::new();
    }
    let columns =
        if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    format!(",line={},endLine={}{columns}", start.line, end.line)
}

/// The text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which `:` and `,` would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
