//! The HTTP method of a profile.

use std::str::FromStr;

use crate::text::words::{Refused, Words, choices, found, words};

words! {
    /// The HTTP method by which a profile calls back.
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
    fn as_str;
    serde by str::eq_ignore_ascii_case, refusing "DELETE": "is not supported";
}

impl Method {
    /// Whether the template is the body; else it stands in the endpoint's query.
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
        known.copied().ok_or_else(|| UnknownMethod { refused: Self::refused(method.as_str()) })
    }
}

/// The text given is not a method that profiles know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {}{}", choices::<Method>(), refusal(*refused))]
#[non_exhaustive]
pub struct UnknownMethod {
    refused: Option<&'static Refused>,
}

/// What is said of a method that is refused by name.
fn refusal(refused: Option<&Refused>) -> String {
    refused.map(|(word, _)| format!(", {}", found::<Method>(word))).unwrap_or_default()
}

impl FromStr for Method {
    type Err = UnknownMethod;

    /// Reads the name, in any case: some consoles write it small.
    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        Self::from_word(name).ok_or_else(|| UnknownMethod { refused: Self::refused(name) })
    }
}
