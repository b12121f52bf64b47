//! Fixes.

use std::cmp::Reverse;
use std::fmt;

use crate::text::{Span, sort_by};

/// A fix: put `replacement` in the place of `span`, in the part of its diagnostic.
///
/// Applied by itself it does no harm: it makes no error of another kind, and loses no placeholder. It holds for the text it was
/// found in; after one is applied, check again before the next. [`Profile::fixed`](crate::Profile::fixed) applies all of them.
/// `Debug` tells only how long the replacement is: it may hold a part of what is replaced, which can be a secret.
///
/// # Examples
///
/// ```
/// use callback_profile::account::AccountSpec;
/// use callback_profile::Account;
///
/// let spec: AccountSpec = serde_json::from_str(r#"{"whitelist": ["https://example.com/"]}"#)?;
/// let report = Account::check(&spec);
/// let fixed = report.diagnostics()[0].fix().and_then(|fix| fix.apply("https://example.com/"));
/// assert_eq!(fixed.as_deref(), Some("example.com"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    span: Span,
    replacement: Box<str>,
}

impl Fix {
    pub(crate) fn new(span: Span, replacement: impl Into<Box<str>>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// The same fix of another text, in which the span stands at `span` and replacements are written as `write` does.
    pub(crate) fn moved(&self, span: Span, write: impl Fn(&str) -> Box<str>) -> Self {
        Self { span, replacement: write(&self.replacement) }
    }

    /// Returns the bytes to be replaced; an empty span where something is put in.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let file = r#"{"whitelist": ["https://example.com/"]}"#;
    /// let report = check_file(file.as_bytes());
    /// let span = report.diagnostics()[0].file_fix().map(|fix| fix.span());
    /// assert_eq!(span.and_then(|span| span.of(file)), Some("https://example.com/"));
    /// ```
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns what stands there afterwards.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let report = check_file(br#"{"whitelist": ["https://example.com/"]}"#);
    /// assert_eq!(report.diagnostics()[0].file_fix().map(|fix| fix.replacement()), Some("example.com"));
    /// ```
    #[must_use]
    pub fn replacement(&self) -> &str {
        &self.replacement
    }

    /// Returns `text` with the fix applied; `None` when the span does not lie inside it, or cuts a character.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let file = r#"{"whitelist": ["https://example.com/"]}"#;
    /// let report = check_file(file.as_bytes());
    /// let fix = report.diagnostics()[0].file_fix().unwrap();
    /// assert_eq!(fix.apply(file).as_deref(), Some(r#"{"whitelist": ["example.com"]}"#));
    /// assert_eq!(fix.apply("{}"), None);
    /// ```
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        let before = text.get(..self.span.start)?;
        let after = text.get(self.span.end..)?;
        Some([before, &self.replacement, after].concat())
    }

    /// How long `text` is with the fix applied.
    pub(crate) fn length_in(&self, text: &str) -> usize {
        text.len().saturating_sub(self.span.len()).saturating_add(self.replacement.len())
    }

    /// Those that do not overlap, in the order of the text; of two that do, the one that begins first, or the longer one.
    pub(crate) fn apart(mut fixes: Vec<Self>) -> Vec<Self> {
        let order = |fix: &Self| (fix.span.start, Reverse(fix.span.end));
        sort_by(&mut fixes, |one, other| order(one).cmp(&order(other)));
        let mut end = 0;
        fixes.retain(|fix| {
            let is_apart = fix.span.start >= end;
            if is_apart {
                end = fix.span.end;
            }
            is_apart
        });
        fixes
    }

    /// `text` with fixes applied that do not overlap, in the order of the text.
    pub(crate) fn apply_all<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Self>) -> String {
        let mut result = String::with_capacity(text.len());
        let mut position = 0;
        for fix in fixes {
            result.push_str(text.get(position..fix.span.start).unwrap_or_default());
            result.push_str(&fix.replacement);
            position = fix.span.end;
        }
        result.push_str(text.get(position..).unwrap_or_default());
        result
    }
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fix")
            .field("span", &self.span)
            .field("replacement", &format_args!("({} bytes)", self.replacement.len()))
            .finish()
    }
}
