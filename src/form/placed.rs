//! A finding at its place in a file.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Fix, InFile};
use crate::text::{Excerpt, LineColumn, Span};

/// A finding, with its place in the file.
///
/// It displays as a [`Diagnostic`] does, at its place in the file. In serialized data, too, `line` and `column` are those in
/// the file; `span` and `fix` are those of the diagnostic, and beside them stands `file`: an object of `span`, `start`, `end`
/// and `fix` in the file, of which `start` and `end` have `line`, `column` and `utf16_column`.
///
/// # Examples
///
/// ```
/// use callback_profile::check_file;
///
/// let file = "{\n  \"whitelist\": [\"https://example.com/\"]\n}";
/// let report = check_file(file);
/// let found = &report.diagnostics()[0];
/// assert_eq!(found.diagnostic().code().as_str(), "invalid-whitelist-entry");
/// assert_eq!(found.place().to_string(), "line 2, column 18");
/// assert_eq!(found.file_span().of(file), Some("https://example.com/"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiagnostic {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) span: Span,
    pub(crate) place: LineColumn,
    pub(crate) end: LineColumn,
    pub(crate) fix: Option<Fix>,
    /// The line of the file, without secrets.
    pub(crate) excerpt: Option<Excerpt>,
}

impl FileDiagnostic {
    /// Returns the finding itself, whose span and place are those in its part.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    /// use callback_profile::diagnostic::{Part, Span};
    ///
    /// let report = check_file(br#"{"whitelist": ["https://example.com/"]}"#);
    /// let found = report.diagnostics()[0].diagnostic();
    /// assert_eq!((found.part(), found.member()), (Part::Whitelist, Some("0")));
    /// assert_eq!(found.span(), Span::new(0, 20));                                          // of the entry
    /// ```
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    /// Returns the bytes of the file that the finding is about, as they are written there, JSON escapes and all.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let file = r#"{"whitelist": ["https:\/\/example.com"]}"#;
    /// assert_eq!(check_file(file.as_bytes()).diagnostics()[0].file_span().of(file), Some(r"https:\/\/example.com"));
    /// ```
    #[must_use]
    pub fn file_span(&self) -> Span {
        self.span
    }

    /// Returns the line and column of the file at which its bytes begin, counted from one; columns are characters.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let report = check_file(b"{\n  \"whitelist\": [\"https://example.com/\"]\n}");
    /// let place = report.diagnostics()[0].place();
    /// assert_eq!((place.line, place.column), (2, 18));
    /// ```
    #[must_use]
    pub fn place(&self) -> LineColumn {
        self.place
    }

    /// Returns the line and column of the file at which the byte behind its bytes stands.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let report = check_file(r#"{"whitelist": ["https://example.com/"]}"#);
    /// let found = &report.diagnostics()[0];
    /// assert_eq!((found.place().column, found.end().column), (17, 37));
    /// ```
    #[must_use]
    pub fn end(&self) -> LineColumn {
        self.end
    }

    /// Returns the fix that is to be applied to the file's text, where there is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let file = r#"{"whitelist": ["https://example.com/"]}"#;
    /// let report = check_file(file);
    /// let fixed = report.diagnostics()[0].file_fix().and_then(|fix| fix.apply(file));
    /// assert_eq!(fixed.as_deref(), Some(r#"{"whitelist": ["example.com"]}"#));
    /// ```
    #[must_use]
    pub fn file_fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }
}

impl fmt::Display for FileDiagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt_at(f, (self.place, self.span), self.excerpt.as_ref())
    }
}

impl Serialize for FileDiagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (span, start, end) = (self.span, self.place, self.end);
        self.diagnostic.written(Some(InFile { span, start, end, fix: self.fix.as_ref() })).serialize(serializer)
    }
}
