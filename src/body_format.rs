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
