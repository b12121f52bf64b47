//! The format of a body.

use crate::text::words::words;

words! {
    /// The format of a POST or PUT profile's body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::BodyFormat;
    /// use callback_profile::{Outgoing, Profile, ProfileSpec};
    ///
    /// let spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec();
    /// let (_, query) = spec.endpoint.split_once('?').ok_or("there is no query")?;
    /// let spec = ProfileSpec::post::<Outgoing>("https://example.com/dlr", query);
    /// let profile = Profile::<Outgoing>::try_from(spec.with_body_format(BodyFormat::Form))?;
    /// assert_eq!(profile.content_type(), Some("application/x-www-form-urlencoded"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[non_exhaustive]
    pub enum BodyFormat {
        /// A JSON object: `{"id": "<id>"}`.
        Json = "json",
        /// Parameters as an HTML form sends them: `id=<id>&status=<status>`. Written as the WHATWG URL standard's serializer writes them.
        Form = "form",
        /// An XML 1.0 document, with placeholders in braces: `<report><id>{id}</id></report>`.
        #[cfg(feature = "xml")]
        Xml = "xml",
    }
    /// The format's name in a profile's file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::BodyFormat;
    ///
    /// assert_eq!(BodyFormat::Form.as_str(), "form");
    /// ```
    fn as_str;
    default Json;
    serde by str::eq, refusing "xml": "needs the feature `xml`";
}

impl BodyFormat {
    /// The content type that a request with such a body has.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::BodyFormat;
    ///
    /// assert_eq!(BodyFormat::Form.content_type(), "application/x-www-form-urlencoded");
    /// ```
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            #[cfg(feature = "xml")]
            Self::Xml => "application/xml",
        }
    }

    /// The format that a content type stands for; its case and its parameters do not count. `application/json`, `text/json` and
    /// what ends in `+json` (RFC 6839) are JSON, XML in the same way. `None` for any other.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::BodyFormat;
    ///
    /// assert_eq!(BodyFormat::from_content_type("Application/Vnd.Example+JSON; charset=utf-8"), Some(BodyFormat::Json));
    /// assert_eq!(BodyFormat::from_content_type("text/plain"), None);
    /// ```
    #[must_use]
    pub fn from_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next()?.trim();
        let is = |known: &[&str]| known.iter().any(|known| essence.eq_ignore_ascii_case(known));
        let suffix = essence.rsplit_once('+').map_or("", |(_, suffix)| suffix);
        if is(&["application/x-www-form-urlencoded"]) {
            return Some(Self::Form);
        }
        if is(&["application/json", "text/json"]) || suffix.eq_ignore_ascii_case("json") {
            return Some(Self::Json);
        }
        #[cfg(feature = "xml")]
        if is(&["application/xml", "text/xml"]) || suffix.eq_ignore_ascii_case("xml") {
            return Some(Self::Xml);
        }
        None
    }

    /// The formats that a body may have, the likelier one first: some senders mark every body as a form, so that the first byte of
    /// JSON or XML tells more than what the body is marked as; else that tells more than what it looks like.
    pub(crate) fn likely(marked: Option<Self>, body: &[u8]) -> [Option<Self>; 2] {
        let guess = Some(Self::guess(body));
        let (first, second) =
            if marked.is_some() && guess == Some(Self::Form) { (marked, guess) } else { (guess, marked) };
        [first, second.filter(|_| second != first)]
    }

    /// The format that a body without a telling content type most likely has: JSON begins with `{`, XML with `<`.
    pub(crate) fn guess(body: &[u8]) -> Self {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        match body.trim_ascii_start().first() {
            Some(b'{') => Self::Json,
            #[cfg(feature = "xml")]
            Some(b'<') => Self::Xml,
            _ => Self::Form,
        }
    }
}
