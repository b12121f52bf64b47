//! A file's text without its secrets.

use crate::diagnostic::Code;
use crate::file::check::secrets_of_file;
use crate::file::report::FileReport;
use crate::form::FileDiagnostic;
use crate::profile::secrets::mask;
use crate::text::nearest_name;

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

    /// Whether a finding points at what was meant for a placeholder: that is a value too, and the one that must be seen.
    fn is_public(&self, found: &FileDiagnostic, text: &str) -> bool {
        let is_meant = || {
            let name = found.span.of(text).unwrap_or_default().trim_matches(['<', '>', '{', '}']);
            let names = self.platform.tables().iter().flat_map(|table| table.names());
            nearest_name(name, names).is_some()
        };
        match found.diagnostic.code() {
            Code::EncodedPlaceholder => true,
            Code::UnclosedPlaceholder | Code::UnknownPlaceholder | Code::MisplacedPlaceholder => is_meant(),
            _ => false,
        }
    }
}
