//! How a webhook sends.

use crate::request::{BodyFormat, Method};
use crate::text::words::words;

words! {
    /// How a webhook sends: HTTP method and format in one word.
    #[non_exhaustive]
    pub enum SendMethod {
        /// As the query of a GET request.
        Get = "GET",
        /// As the form-encoded body of a POST request.
        Post = "POST",
        /// As the JSON body of a POST request.
        Json = "JSON",
        /// As the XML body of a POST request.
        #[cfg(feature = "xml")]
        Xml = "XML",
    }
    /// The name in the form and in a webhook's file.
    fn as_str;
    serde by str::eq_ignore_ascii_case, expecting "a send method such as `GET`", refusing "XML": "needs the feature `xml`";
}

impl SendMethod {
    /// The HTTP method.
    #[must_use]
    pub const fn method(self) -> Method {
        if self.body_format().is_some() { Method::Post } else { Method::Get }
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
