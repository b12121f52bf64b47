//! How a webhook sends.

use crate::request::{BodyFormat, Method};
use crate::text::words::words;

words! {
    /// How a webhook sends: HTTP method and format in one word.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::SendMethod;
    ///
    /// let send_method: SendMethod = serde_json::from_str(r#""post""#)?;                    // in upper or lower case
    /// assert_eq!(send_method, SendMethod::Post);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
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
    /// Returns the name in the form and in a webhook's file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::SendMethod;
    ///
    /// assert_eq!(SendMethod::Json.as_str(), "JSON");
    /// ```
    fn as_str;
    serde by str::eq_ignore_ascii_case, expecting "a send method such as `GET`", refusing "XML": "needs the feature `xml`";
}

impl SendMethod {
    /// Returns the HTTP method.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Method;
    /// use callback_profile::webhook::SendMethod;
    ///
    /// assert_eq!(SendMethod::Get.method(), Method::Get);
    /// assert_eq!(SendMethod::Json.method(), Method::Post);
    /// ```
    #[must_use]
    pub const fn method(self) -> Method {
        if self.body_format().is_some() { Method::Post } else { Method::Get }
    }

    /// Returns the format of the body; `None` for GET, which has none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::BodyFormat;
    /// use callback_profile::webhook::SendMethod;
    ///
    /// assert_eq!(SendMethod::Post.body_format(), Some(BodyFormat::Form));
    /// assert_eq!(SendMethod::Get.body_format(), None);
    /// ```
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
