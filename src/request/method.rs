//! The HTTP method of a profile.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// The HTTP method by which a profile calls back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Method {
    /// The template stands in the endpoint's query.
    Get,
    /// The template is the body.
    Post,
}

impl Method {
    /// The method's name as HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
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
#[error("expected `GET` or `POST`")]
#[non_exhaustive]
pub struct UnknownMethod;

impl FromStr for Method {
    type Err = UnknownMethod;

    /// Reads `GET` or `POST`, in any case: some consoles write them small.
    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        [Self::Get, Self::Post]
            .into_iter()
            .find(|method| method.as_str().eq_ignore_ascii_case(name))
            .ok_or(UnknownMethod)
    }
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Method {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl Visitor<'_> for NameVisitor {
            type Value = Method;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`GET` or `POST`")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Method, E> {
                name.parse().map_err(|UnknownMethod| E::invalid_value(serde::de::Unexpected::Str(name), &self))
            }
        }

        deserializer.deserialize_str(NameVisitor)
    }
}
