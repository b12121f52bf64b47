//! A file's text without its secrets.

use crate::diagnostic::Code;
use crate::file::check::secrets_of_file;
use crate::file::report::FileReport;
use crate::profile::secrets::MaskedText;
use crate::text::Excerpt;

/// For excerpts.
impl FileReport {
    /// Returns the file's text with its secrets overwritten by `*`, as long as it was, for excerpts: values of headers, custom
    /// parameters and static parameters, and credentials of the endpoint. What a finding points at stays readable, unless it
    /// may be part of a secret.
    ///
    /// `text` is the text that was checked.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let file = r#"{"method": "GET", "endpoint": "https://example.com/", "headers": {"X-Token": "secret"}}"#;
    /// let masked = check_file(file.as_bytes()).masked(file);
    /// assert!(masked.ends_with(r#""headers": {"X-Token": "******"}}"#));
    /// assert_eq!(masked.len(), file.len());
    /// ```
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        self.masked_text(text).into_string()
    }

    fn masked_text<'t>(&self, text: &'t str) -> MaskedText<'t> {
        let secrets = secrets_of_file(text, self.kind, &self.platform);
        let found = self.diagnostics.iter().map(|found| (&found.diagnostic, found.span));
        MaskedText::of(text, &secrets, found, self.platform.tables())
    }

    /// Finds the fixes that may copy a secret of the file, and takes the lines that findings point at without secrets.
    pub(super) fn see_secrets(&mut self, text: &[u8]) {
        if !self.diagnostics.is_empty() {
            self.see_secrets_of(String::from_utf8_lossy(text).as_ref());
        }
    }

    #[cold]
    fn see_secrets_of(&mut self, text: &str) {
        let masked = self.masked_text(text);
        for found in &mut self.diagnostics {
            if let Some(fix) = &found.fix {
                found.diagnostic = masked.with_privacy(found.diagnostic.clone(), fix);
            }
        }
        let masked = masked.into_string();
        for found in &mut self.diagnostics {
            let is_somewhere = !masked.is_empty() && found.diagnostic.code() != Code::TooManyFindings;
            found.excerpt = is_somewhere.then(|| Excerpt::of(&masked, found.span, found.place.line));
        }
    }
}
