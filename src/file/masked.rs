//! A file's text without its secrets.

use crate::file::check::secrets_of_file;
use crate::file::report::FileReport;
use crate::profile::excerpts::set_excerpts_and_privacy;
use crate::profile::secrets::MaskedText;

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
        let secrets = secrets_of_file(text, self.kind, &self.platform);
        MaskedText::of(text, &secrets, &self.diagnostics, self.platform.tables()).into_string()
    }

    /// Gives the findings their lines of the file, without its secrets, and tells which of their fixes may copy one.
    pub(super) fn set_excerpts_and_privacy(&mut self, text: &[u8]) {
        if !self.diagnostics.is_empty() {
            let text = String::from_utf8_lossy(text);
            let secrets = secrets_of_file(&text, self.kind, &self.platform);
            set_excerpts_and_privacy(&mut self.diagnostics, &text, &secrets, self.platform.tables());
        }
    }
}
