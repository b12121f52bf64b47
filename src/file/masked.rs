//! A file's text without its secrets.

use crate::diagnostic::Code;
use crate::file::check::secrets_of_file;
use crate::file::report::FileReport;
use crate::form::FileDiagnostic;
use crate::profile::secrets::mask;

/// For excerpts.
impl FileReport {
    /// The file's text with its secrets overwritten by `*`, byte for byte, so that all spans hold: header values, credentials in
    /// the endpoint, values of static parameters. What a finding points at stays readable. For excerpts.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        // What was meant for a placeholder is a value too, and the one that must be seen.
        let is_public = |found: &FileDiagnostic| {
            matches!(found.diagnostic.code(), Code::EncodedPlaceholder | Code::UnclosedPlaceholder)
        };
        let shown: Vec<_> = self.diagnostics.iter().map(|found| (found.span, is_public(found))).collect();
        mask(text, &secrets_of_file(text, self.kind, &self.platform), &shown)
    }
}
