//! What the check of a file tells.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::diagnostic::{Severity, WrittenReport, fmt_lines};
use crate::file::kind::FileKind;
use crate::form::FileDiagnostic;
use crate::platform::Platform;

/// Everything that [`check_file`](crate::check_file) found, ordered by place in the file.
///
/// It displays one finding a line, and with `{:#}` at length; as an error it stands for a file that is not taken. In serialized data it
/// is what `check --format json` prints of a file: an object of `valid`, which is whether there is no error, and `diagnostics`.
///
/// # Examples
///
/// ```
/// use callback_profile::check_file;
///
/// let report = check_file(br#"{"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/dlr?id=<idd>"}"#);
/// let first = report.iter().next().unwrap().to_string();
/// assert_eq!(
///     first,
///     "error[unknown-placeholder]: `<idd>` is not a placeholder of the outgoing fields \
///      at endpoint, line 1, column 84 (bytes 83..88); did you mean `<id>`?",
/// );
/// assert!(serde_json::to_string(&report)?.starts_with(r#"{"valid":false,"diagnostics":[{"code":"unknown-placeholder","#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FileReport {
    pub(super) kind: FileKind,
    pub(super) diagnostics: Vec<FileDiagnostic>,
    /// By whose field sets it was read.
    pub(super) platform: Platform,
}

impl FileReport {
    /// Returns what the file holds.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    /// use callback_profile::file::FileKind;
    ///
    /// assert_eq!(check_file(br#"{"whitelist": ["example.com"]}"#).kind(), FileKind::Account);
    /// ```
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// Returns the findings, ordered by place in the file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let report = check_file(br#"{"whitelist": ["https://example.com/"]}"#);
    /// assert_eq!(report.diagnostics().len(), 1);
    /// assert_eq!(report.diagnostics()[0].place().to_string(), "line 1, column 17");
    /// ```
    #[must_use]
    pub fn diagnostics(&self) -> &[FileDiagnostic] {
        &self.diagnostics
    }

    /// Returns an iterator over the findings, ordered by place in the file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let report = check_file(br#"{"whitelist": ["https://example.com/", "*.example.net"]}"#);
    /// let columns: Vec<usize> = report.iter().map(|found| found.place().column).collect();
    /// assert_eq!(columns, [17, 41]);
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, FileDiagnostic> {
        self.diagnostics.iter()
    }

    /// Returns whether there is no error and no warning. Notes do not count.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let webhook = r#"{"product": "whatsapp", "send_method": "GET", "report_type": "MO", "endpoint": "https://example.com/mo"}"#;
    /// assert!(check_file(webhook.as_bytes()).is_clean());
    /// let insecure = check_file(webhook.replace("https:", "http:").as_bytes());
    /// assert!(!insecure.is_clean() && !insecure.has_errors());                             // a warning
    /// ```
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.iter().all(|found| found.diagnostic.severity() == Severity::Note)
    }

    /// Returns whether there is an error.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// assert!(check_file(br#"{"whitelist": ["https://example.com/"]}"#).has_errors());
    /// assert!(!check_file(br#"{"whitelist": ["example.com"]}"#).has_errors());
    /// ```
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns how many findings of this severity there are.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    /// use callback_profile::diagnostic::Severity;
    ///
    /// let report = check_file(br#"{"whitelist": ["https://example.com/", "*.example.net"]}"#);
    /// assert_eq!((report.count(Severity::Error), report.count(Severity::Warning)), (2, 0));
    /// ```
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|found| found.diagnostic.severity() == severity).count()
    }
}

impl<'r> IntoIterator for &'r FileReport {
    type Item = &'r FileDiagnostic;
    type IntoIter = std::slice::Iter<'r, FileDiagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_lines(f, &self.diagnostics)
    }
}

impl Serialize for FileReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WrittenReport { valid: !self.has_errors(), diagnostics: &self.diagnostics }.serialize(serializer)
    }
}
