//! Why a request was not received.

use std::error::Error;
use std::fmt;

use crate::received::ParseError;

/// Why a request belongs to no profile, or could not be read by the one it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiveError(pub(super) Box<Kind>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    NoProfile { method: Box<str>, path: Box<str>, names: Vec<Box<str>> },
    Tie { profiles: Vec<usize>, names: Vec<Box<str>> },
    Parse(ParseError),
}

impl ReceiveError {
    /// Why the profile that the request belongs to could not read it; `None` where it belongs to none.
    #[must_use]
    pub fn parse_error(&self) -> Option<&ParseError> {
        if let Kind::Parse(error) = &*self.0 { Some(error) } else { None }
    }

    /// The places of the profiles between which nothing decides; empty where there is no such doubt.
    #[must_use]
    pub fn tied_profiles(&self) -> &[usize] {
        if let Kind::Tie { profiles, .. } = &*self.0 { profiles } else { &[] }
    }
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[Box<str>]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match &*self.0 {
            Kind::NoProfile { method, path, names } if names.is_empty() => {
                write!(f, "expected a callback of one of the profiles, found {method} `{path}` without any parameter")
            }
            Kind::NoProfile { method, path, names } => {
                write!(f, "expected a callback of one of the profiles, found {method} `{path}` with {}", list(names))
            }
            Kind::Tie { profiles, names } => {
                write!(
                    f,
                    "expected a callback of one profile, found one that fits profiles {profiles:?}, with {}",
                    list(names)
                )
            }
            Kind::Parse(error) => error.fmt(f),
        }
    }
}

impl Error for ReceiveError {}

impl From<ParseError> for ReceiveError {
    fn from(error: ParseError) -> Self {
        Self(Box::new(Kind::Parse(error)))
    }
}
