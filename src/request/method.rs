use std::str::FromStr;

use crate::text::words::{Words, choices, words};

words! {
    /// The HTTP method by which a profile calls back.
    #[non_exhaustive]
    pub enum Method {
        /// The template stands in the endpoint's query.
        Get = "GET",
        /// The template is the body.
        Post = "POST",
    }
    /// The method's name as HTTP writes it.
    fn as_str;
    serde by str::eq_ignore_ascii_case;
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
        }
    }
}

/// The text given is not a method that profiles know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {}", choices::<Method>())]
#[non_exhaustive]
pub struct UnknownMethod;

impl FromStr for Method {
    type Err = UnknownMethod;

    /// Reads the name, in any case: some consoles write it small.
    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        Self::from_word(name).ok_or(UnknownMethod)
    }
}
