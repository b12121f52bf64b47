//! How a webhook sends.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::request::{BodyFormat, Method};
use crate::text::shown;

/// How a webhook sends: HTTP method and format in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SendMethod {
    /// As the query of a GET request.
    Get,
    /// As the form-encoded body of a POST request.
    Post,
    /// As the JSON body of a POST request.
    Json,
    /// As the XML body of a POST request.
    #[cfg(feature = "xml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "xml")))]
    Xml,
}

impl SendMethod {
    /// All that this build knows.
    pub const ALL: &'static [Self] = &[
        Self::Get,
        Self::Post,
        Self::Json,
        #[cfg(feature = "xml")]
        Self::Xml,
    ];

    /// The name in the form and in a webhook's file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Json => "JSON",
            #[cfg(feature = "xml")]
            Self::Xml => "XML",
        }
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(self) -> Method {
        match self {
            Self::Get => Method::Get,
            _ => Method::Post,
        }
    }

    /// The format of the body; `None` for GET, which has none.
    #[must_use]
    pub const fn body_format(self) -> Option<BodyFormat> {
        match self {
            Self::Get => None,
            Self::Post => Some(BodyFormat::Form),
            Self::Json => Some(BodyFormat::Json),
            #[cfg(feature = "xml")]
            Self::Xml => Some(BodyFormat::Xml),
        }
    }
}

impl fmt::Display for SendMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for SendMethod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SendMethod {
    /// Reads the name, in any case.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let known = Self::ALL.iter().copied().find(|known| known.as_str().eq_ignore_ascii_case(&name));
        known.ok_or_else(|| {
            let shown = shown(&name);
            let is_left_out = cfg!(not(feature = "xml")) && name.eq_ignore_ascii_case("XML");
            let hint = if is_left_out { ", which needs the feature `xml`" } else { "" };
            D::Error::custom(format_args!("expected a send method such as `GET`, found `{shown}`{hint}"))
        })
    }
}
