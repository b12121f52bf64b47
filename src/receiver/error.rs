//! Why a request was not received.

use crate::received::ParseError;

/// Why a request belongs to no profile, or could not be read by the one it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct ReceiveError(pub(super) Box<Kind>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Kind {
    #[error("expected a callback of one of the profiles, found {method} `{path}` {}", parameters(names))]
    NoProfile { method: Box<str>, path: Box<str>, names: Vec<Box<str>> },
    #[error("expected a callback of one profile, found one that fits profiles {profiles:?}, with {}", list(names))]
    Tie { profiles: Vec<usize>, names: Vec<Box<str>> },
    #[error(transparent)]
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

impl From<ParseError> for ReceiveError {
    fn from(error: ParseError) -> Self {
        Self(Box::new(Kind::Parse(error)))
    }
}

fn parameters(names: &[Box<str>]) -> String {
    if names.is_empty() { "without any parameter".to_owned() } else { format!("with {}", list(names)) }
}

fn list(names: &[Box<str>]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
