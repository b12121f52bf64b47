//! A callback, and the profile that it belongs to.

use serde::Serialize;

use crate::field::FieldSet;
use crate::received::{AnyReceived, Problem, ProblemCode, Received, VerifyError};

/// A callback, and the profile that it belongs to.
///
/// In serialized data it is the object that [`AnyReceived`] is, with `profile` before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Delivery<'a> {
    /// The place of the profile among those the receiver was made of, from zero.
    pub profile: usize,
    /// The callback.
    #[serde(flatten)]
    pub received: AnyReceived<'a>,
}

impl<'a> Delivery<'a> {
    /// The text of the callback's field of this name, see [`AnyReceived::text`].
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.received.text(name)
    }

    /// The names of the fields whose placeholders the platform did not fill, see [`Received::unfilled`].
    pub fn unfilled(&self) -> impl Iterator<Item = &str> {
        self.received.unfilled()
    }

    /// A stable text by which a repeat of the callback is recognised, see [`AnyReceived::dedup_key`].
    #[must_use]
    pub fn dedup_key(&self) -> Option<String> {
        self.received.dedup_key()
    }

    /// The same, as long as nothing was odd, see [`Received::strict`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict`].
    pub fn strict(self) -> Result<Self, Problem> {
        Ok(Self { profile: self.profile, received: self.received.strict()? })
    }

    /// The same, as long as nothing was odd in one of these ways, see [`Received::strict_on`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict_on`].
    pub fn strict_on(self, codes: &[ProblemCode]) -> Result<Self, Problem> {
        Ok(Self { profile: self.profile, received: self.received.strict_on(codes)? })
    }

    /// The same, as long as the request has all that is static in its profile, see [`Received::verified`].
    ///
    /// # Errors
    ///
    /// As for [`Received::verified`].
    pub fn verified(self) -> Result<Self, VerifyError> {
        Ok(Self { profile: self.profile, received: self.received.verified()? })
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Delivery<'static> {
        Delivery { profile: self.profile, received: self.received.into_owned() }
    }

    /// Whether the callback is one of the set `S`.
    #[must_use]
    pub fn is<S: FieldSet>(&self) -> bool {
        self.received.is::<S>()
    }

    /// The callback, as it is received by a profile of the set `S`; `None` where it is of another set.
    #[must_use]
    pub fn downcast<S: FieldSet>(self) -> Option<Received<'a, S>> {
        self.received.downcast()
    }
}
