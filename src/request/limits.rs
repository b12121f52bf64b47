//! How much is taken in.

/// The limits of what a profile parses. An input beyond them is refused, in time linear in what was read of it.
///
/// # Examples
///
/// ```
/// use callback_profile::request::Limits;
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?.with_limits(Limits::new().bytes(1_000));
/// let error = profile.parse_query(&"x".repeat(1_001)).unwrap_err();
/// assert_eq!(error.to_string(), "the input is over the limit of 1000 bytes: it has 1001");
/// # Ok::<(), callback_profile::diagnostic::Report>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limits {
    pub(crate) bytes: usize,
    pub(crate) parameters: usize,
    pub(crate) depth: usize,
}

impl Limits {
    /// The longest URL that is rendered, in bytes: the longest that the `http` crate's `Uri` can hold.
    pub const URL_BYTES: usize = 65_534;

    /// The deepest nesting of a JSON or XML template.
    pub const TEMPLATE_DEPTH: usize = 128;

    /// The defaults: 16 MiB, 10,000 parameters, 128 levels.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Limits;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// assert_eq!(Profile::<Outgoing>::standard("https://example.com/dlr")?.limits(), Limits::new());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: 16 * 1024 * 1024, parameters: 10_000, depth: 128 }
    }

    /// At most this many bytes of URL, target, query or body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Limits;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let profile = profile.with_limits(Limits::new().bytes(15));
    /// assert!(profile.parse_body(r#"{"id": "a:1"}"#).is_ok());
    /// assert!(profile.parse_body(r#"{"id": "a:1234"}"#).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn bytes(self, bytes: usize) -> Self {
        Self { bytes, ..self }
    }

    /// At most this many parameters of a query or form; of a JSON or XML body at most this many members, items, elements and attributes,
    /// not counting those inside of values that the template does not look into.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Limits;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let profile = profile.with_limits(Limits::new().parameters(2));
    /// assert!(profile.parse_body(r#"{"id": "a:1", "status": "read"}"#).is_ok());
    /// assert!(profile.parse_body(r#"{"id": "a:1", "status": "read", "price": "0"}"#).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn parameters(self, parameters: usize) -> Self {
        Self { parameters, ..self }
    }

    /// The wider of each of two.
    pub(crate) fn widest(self, other: Self) -> Self {
        Self {
            bytes: self.bytes.max(other.bytes),
            parameters: self.parameters.max(other.parameters),
            depth: self.depth.max(other.depth),
        }
    }

    /// At most this many levels of nesting in a JSON or XML body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Limits;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let profile = profile.with_limits(Limits::new().depth(2));
    /// assert!(profile.parse_body(r#"{"id": "a:1", "by": {}}"#).is_ok());
    /// assert!(profile.parse_body(r#"{"id": "a:1", "by": {"node": []}}"#).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn depth(self, depth: usize) -> Self {
        Self { depth, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
