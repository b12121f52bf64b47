//! A file's text without its secrets.

use crate::file::check::secrets_of_file;
use crate::file::report::FileReport;
use crate::form::FileDiagnostic;
use crate::profile::secrets::{copies_no_secret, is_public, mask};

/// For excerpts.
impl FileReport {
    /// The file's text with its secrets overwritten by `*`, as long as it was: values of headers and parameters, credentials of
    /// the endpoint, values of static parameters. What a finding points at stays readable, as far as it cannot be a part of a
    /// secret. For excerpts.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        let shown: Vec<_> = self.diagnostics.iter().map(|found| (found.span, self.is_public(found, text))).collect();
        mask(text, &secrets_of_file(text, self.kind, &self.platform), &shown)
    }

    fn is_public(&self, found: &FileDiagnostic, text: &str) -> bool {
        let names = self.platform.tables().iter().flat_map(|table| table.names());
        is_public(&found.diagnostic, found.span.of(text).unwrap_or_default(), names)
    }

    /// Finds the fixes that may copy a secret of the file.
    pub(super) fn find_private_fixes(&mut self, text: &[u8]) {
        if self.diagnostics.iter().any(|found| found.fix.is_some()) {
            self.find_private(String::from_utf8_lossy(text).as_ref());
        }
    }

    #[cold]
    fn find_private(&mut self, text: &str) {
        let masked = self.masked(text);
        for found in &mut self.diagnostics {
            if found.fix.as_ref().is_some_and(|fix| !copies_no_secret(fix.span(), text, &masked)) {
                found.diagnostic = found.diagnostic.clone().with_private_fix();
            }
        }
    }
}
