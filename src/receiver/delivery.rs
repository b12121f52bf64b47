//! A callback, and the profile that it belongs to.

use crate::field::FieldSet;
use crate::received::{AnyReceived, Received, VerifyError};

/// A callback, and the profile that it belongs to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Delivery<'a> {
    /// The place of the profile among those the receiver was made of, from zero.
    pub profile: usize,
    /// The callback.
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
