//! The error of a field whose text is not what its type expects.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::text::{clip, quoted, shown};

/// A text that is not a value of the expected kind: which field, what was expected, what was found.
///
/// One word in size, so that a `Result` of a small value stays small.
///
/// # Examples
///
/// ```
/// use callback_profile::value::Timestamp;
///
/// let error = Timestamp::parse("soon").unwrap_err().with_field("timestamp");
/// assert_eq!(
///     error.to_string(),
///     "field `timestamp`: expected Unix seconds, milliseconds or a date and time, found \"soon\""
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError(Box<Details>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    field: Option<Cow<'static, str>>,
    expected: &'static str,
    found: Box<str>,
    cut: bool,
}

impl ValueError {
    /// An error that says what was `expected` (a noun phrase) and what was `found`.
    ///
    /// At most 64 bytes of `found` are kept, cut between two characters.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::ValueError;
    ///
    /// let error = ValueError::new("a colour", "\"loud\"");
    /// assert_eq!(error.to_string(), r#"expected a colour, found "\"loud\"""#);
    /// ```
    #[cold]
    #[must_use]
    pub fn new(expected: &'static str, found: &str) -> Self {
        let kept = clip(found);
        Self(Box::new(Details { field: None, expected, found: kept.into(), cut: kept.len() < found.len() }))
    }

    /// The same error, naming the field that held the text; a name given before is replaced.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::ValueError;
    ///
    /// let error = ValueError::new("a colour", "loud").with_field("paint");
    /// assert_eq!(error.to_string(), "field `paint`: expected a colour, found \"loud\"");
    /// ```
    #[must_use]
    pub fn with_field(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// The wire name of the field that held the text, when it is known.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::ValueError;
    ///
    /// let error = ValueError::new("a colour", "loud");
    /// assert_eq!(error.field(), None);
    /// assert_eq!(error.with_field("paint").field(), Some("paint"));
    /// ```
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// What was expected, as a noun phrase.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::ValueError;
    ///
    /// assert_eq!(ValueError::new("a colour", "loud").expected(), "a colour");
    /// ```
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.0.expected
    }

    /// The text that was found, unescaped: all of it, or its beginning of at most 64 bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::ValueError;
    ///
    /// assert_eq!(ValueError::new("a colour", "loud").found(), "loud");
    /// assert_eq!(ValueError::new("a colour", &"é".repeat(40)).found(), "é".repeat(32));
    /// ```
    #[must_use]
    pub fn found(&self) -> &str {
        &self.0.found
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &*self.0;
        if let Some(field) = &details.field {
            write!(f, "field `{}`: ", shown(field))?;
        }
        write!(f, "expected {}, found \"", details.expected)?;
        write!(f, "{}{}\"", quoted(&details.found), if details.cut { "…" } else { "" })
    }
}

impl Error for ValueError {}
