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
        /// An XML 1.0 document, in the built-in sets with placeholders in braces: `<report><id>{id}</id></report>`.
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
    /// what ends in `+json` (RFC 6839) are JSON, XML in the same way. `None` for any other, which XML is without the feature `xml`.
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
        if is_of(content_type, &["application/x-www-form-urlencoded"], None) {
            return Some(Self::Form);
        }
        if is_of(content_type, &["application/json", "text/json"], Some("json")) {
            return Some(Self::Json);
        }
        #[cfg(feature = "xml")]
        if is_xml(content_type) {
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
        match first_byte(body) {
            Some(b'{') => Self::Json,
            #[cfg(feature = "xml")]
            Some(b'<') => Self::Xml,
            _ => Self::Form,
        }
    }
}

/// Whether a content type is one of these, or has this suffix.
fn is_of(content_type: &str, known: &[&str], suffix: Option<&str>) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let found = essence.rsplit_once('+').map(|(_, suffix)| suffix);
    let has_suffix = || suffix.zip(found).is_some_and(|(suffix, found)| found.eq_ignore_ascii_case(suffix));
    known.iter().any(|known| essence.eq_ignore_ascii_case(known)) || has_suffix()
}

/// Whether a content type is one of XML. A build without the feature `xml` knows that too, and refuses what it cannot read.
pub(crate) fn is_xml(content_type: &str) -> bool {
    is_of(content_type, &["application/xml", "text/xml"], Some("xml"))
}

/// The first byte of a body that tells its format.
pub(crate) fn first_byte(body: &[u8]) -> Option<&u8> {
    let mut rest = body.trim_ascii_start();
    while let Some(behind) = rest.strip_prefix(b"\xEF\xBB\xBF") {
        rest = behind.trim_ascii_start();
    }
    rest.first()
}

/// What is said of XML where the feature is left out.
#[cfg(not(feature = "xml"))]
pub(crate) const XML_UNREAD: &str = "XML bodies need the feature `xml`";
