//! Findings as annotations of a GitHub workflow.
//!
//! ```text
//! annotation = "::" level " file=" path ",line=" line ",col=" column ",title=" code "::" message
//! ```

use std::io::{self, Write};

use callback_profile::diagnostic::Severity;

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
            let place = found.place();
            let message = match diagnostic.help() {
                "" => diagnostic.message().to_owned(),
                help => format!("{}; {help}", diagnostic.message()),
            };
            let (line, column, code) = (place.line, place.column, diagnostic.code());
            writeln!(out, "::{level} file={path},line={line},col={column},title={code}::{}", data(&message))?;
        }
    }
    Ok(())
}

/// The text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which `:` and `,` would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
