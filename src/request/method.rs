//! The HTTP method of a profile.

use std::str::FromStr;

use crate::text::clip;
use crate::text::words::{Words, choices, found, words};

words! {
    /// The HTTP method by which a profile calls back.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http;
    /// use callback_profile::request::Method;
    ///
    /// let method: Method = "post".parse()?;
    /// assert_eq!(method, Method::Post);
    /// assert_eq!(http::Method::from(method), http::Method::POST);
    /// assert!("DELETE".parse::<Method>().is_err());
    /// # Ok::<(), callback_profile::request::UnknownMethod>(())
    /// ```
    #[non_exhaustive]
    pub enum Method {
        /// The template stands in the endpoint's query.
        Get = "GET",
        /// The template is the body.
        Post = "POST",
        /// The template is the body.
        Put = "PUT",
    }
    /// The method's name as HTTP writes it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Method;
    ///
    /// assert_eq!(Method::Get.as_str(), "GET");
    /// ```
    fn as_str;
    serde by str::eq_ignore_ascii_case, refusing "DELETE": "is not supported";
}

impl Method {
    /// Whether requests of the method have a body, which is then the template; else the template stands in the endpoint's query.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Method;
    ///
    /// assert!(Method::Put.has_body() && !Method::Get.has_body());
    /// ```
    #[must_use]
    pub const fn has_body(self) -> bool {
        !matches!(self, Self::Get)
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
        }
    }
}

impl TryFrom<&http::Method> for Method {
    type Error = UnknownMethod;

    /// Methods are told apart by case in HTTP.
    fn try_from(method: &http::Method) -> Result<Self, UnknownMethod> {
        let known = Self::ALL.iter().find(|known| known.as_str() == method.as_str());
        known.copied().ok_or_else(|| UnknownMethod::new(method.as_str()))
    }
}

/// The text given is not a method that profiles know.
///
/// # Examples
///
/// ```
/// use callback_profile::request::Method;
///
/// let error = "FETCH".parse::<Method>().unwrap_err();
/// assert_eq!(error.to_string(), "expected `GET` or `POST` or `PUT`, found `FETCH`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {}, {}", choices::<Method>(), found::<Method>(.0))]
pub struct UnknownMethod(Box<str>);

impl UnknownMethod {
    #[cold]
    fn new(name: &str) -> Self {
        Self(clip(name).into())
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;

    /// Reads the name, in any case: some consoles write it small.
    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        Self::from_word(name).ok_or_else(|| UnknownMethod::new(name))
    }
}
