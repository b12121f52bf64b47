//! The format of a body.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The format of a POST profile's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BodyFormat {
    /// A JSON object: `{"id": "<id>"}`.
    #[default]
    Json,
    /// Parameters as an HTML form sends them: `id=<id>&status=<status>`. Written as the WHATWG URL standard's serializer writes them.
    Form,
    /// An XML 1.0 document, with placeholders in braces: `<report><id>{id}</id></report>`.
    #[cfg(feature = "xml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "xml")))]
    Xml,
}

impl BodyFormat {
    /// The content type that a request with such a body has.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::BodyFormat;
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

    /// The format's name in a profile's file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Form => "form",
            #[cfg(feature = "xml")]
            Self::Xml => "xml",
        }
    }

    /// All formats that this build knows.
    pub const ALL: &'static [Self] = &[
        Self::Json,
        Self::Form,
        #[cfg(feature = "xml")]
        Self::Xml,
    ];
}

impl fmt::Display for BodyFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
