use crate::body_format::BodyFormat;

impl BodyFormat {
    /// The format that a content type stands for; its case and its parameters do not count. `application/json`, `text/json` and
    /// what ends in `+json` (RFC 6839) are JSON, XML in the same way. `None` for any other.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::BodyFormat;
    ///
    /// assert_eq!(BodyFormat::of_content_type("Application/Vnd.Example+JSON; charset=utf-8"), Some(BodyFormat::Json));
    /// assert_eq!(BodyFormat::of_content_type("text/plain"), None);
    /// ```
    #[must_use]
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next()?.trim().to_ascii_lowercase();
        match &*essence {
            "application/x-www-form-urlencoded" => Some(Self::Form),
            json if json == "application/json" || json == "text/json" || json.ends_with("+json") => Some(Self::Json),
            #[cfg(feature = "xml")]
            xml if xml == "application/xml" || xml == "text/xml" || xml.ends_with("+xml") => Some(Self::Xml),
            _ => None,
        }
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
