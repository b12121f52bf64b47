//! What was read beside the fields of a callback.

use std::borrow::Cow;

use crate::received::{ParseError, Problem, Verification};

/// What was read beside the callback's fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Remainder<'a> {
    pub(crate) extra: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(crate) problems: Vec<Problem>,
    /// The places of the fields whose parameters did not occur.
    pub(crate) missing: Vec<usize>,
    pub(crate) verification: Verification,
    /// Whether there is everything that the profile has, and nothing else.
    pub(crate) is_exact: bool,
    /// What is not well-formed in a body that was read along the literals of its template.
    pub(crate) syntax_error: Option<ParseError>,
}

impl Remainder<'_> {
    /// The same, owning its texts.
    pub(crate) fn into_owned(self) -> Remainder<'static> {
        let extra = self.extra.into_iter().map(|(name, text)| (owned(name), owned(text)));
        Remainder { extra: extra.collect(), ..self }
    }
}

pub(crate) fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
