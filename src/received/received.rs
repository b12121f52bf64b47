//! A callback of a set that is known when compiling, as it arrived.

use std::borrow::Cow;
use std::fmt;

use crate::field::{Callback, Field, FieldSet, FieldTable};
use crate::received::erased::ReceivedView;
use crate::received::{Problem, Remainder};
use crate::text::pairs::PairNames;

/// A callback that arrived: its fields, what came beside them, what was odd.
///
/// # Examples
///
/// ```
/// use callback_profile::{Outgoing, OutgoingField, Profile, Status};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let received = profile.parse_target("/dlr?id=a1%3A0&status=Read&region=eu&id=a2")?;
/// assert_eq!(received.callback.text(OutgoingField::Id), "a1:0");
/// assert_eq!(received.callback.status(), Some(Status::Read));
/// assert_eq!(received.extra, [("region".into(), "eu".into()), ("id".into(), "a2".into())]);
/// assert_eq!(received.problems[0].to_string(), "parameter `id` of field `id` at bytes 40..42: expected one occurrence, found another");
/// assert_eq!(received.missing().count(), 11);
/// assert!(received.strict().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
/// `Debug` keeps what nobody claims to itself, but for its names: among it are tokens that were repeated or are wrong.
#[non_exhaustive]
pub struct Received<'a, S: FieldSet> {
    /// The fields.
    pub callback: S::Callback<'a>,
    /// Parameters that nobody claims, name and text, in the order of arrival: decoded for a query or form; by JSON Pointer (RFC 6901)
    /// for JSON, where anything but a string keeps its bytes; by the path of elements for XML.
    pub extra: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// What was odd.
    pub problems: Vec<Problem>,
    missing: Vec<usize>,
}

impl<'a, S: FieldSet> Received<'a, S> {
    /// What comes of filling a callback whose fields are all absent.
    #[inline]
    pub(crate) fn read<E>(fill: impl FnOnce(&mut [Cow<'a, str>]) -> Result<Remainder<'a>, E>) -> Result<Self, E> {
        let mut callback = S::Callback::default();
        let Remainder { extra, problems, missing } = fill(callback.values_mut())?;
        Ok(Self { callback, extra, problems, missing })
    }

    /// The texts of the fields, and what was read beside them.
    pub(super) fn view(&self) -> ReceivedView<'_, 'a> {
        let Self { callback, extra, problems, missing } = self;
        ReceivedView { table: FieldTable::written::<S>(), values: callback.values(), extra, problems, missing }
    }

    /// Fills another callback of the set with the texts of this one; gives what was read beside them.
    pub(super) fn fill(mut self, slots: &mut [Cow<'a, str>]) -> Remainder<'a> {
        for (slot, text) in slots.iter_mut().zip(self.callback.values_mut()) {
            *slot = std::mem::take(text);
        }
        Remainder { extra: self.extra, problems: self.problems, missing: self.missing }
    }

    /// The fields that the template places and whose parameters did not occur. One that was sent empty is not missing.
    pub fn missing(&self) -> impl Iterator<Item = S::Field> {
        self.missing.iter().filter_map(|index| S::Field::from_index(*index))
    }

    /// The same, as long as nothing was odd.
    ///
    /// # Errors
    ///
    /// The first of the problems, such as a parameter that occurs twice. Extra parameters and missing ones are no problems.
    pub fn strict(mut self) -> Result<Self, Problem> {
        if self.problems.is_empty() { Ok(self) } else { Err(self.problems.swap_remove(0)) }
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Received<'static, S> {
        let Remainder { extra, problems, missing } =
            Remainder { extra: self.extra, problems: self.problems, missing: self.missing }.into_owned();
        Received { callback: self.callback.into_owned(), extra, problems, missing }
    }
}

impl<S: FieldSet> Clone for Received<'_, S> {
    fn clone(&self) -> Self {
        let Self { callback, extra, problems, missing } = self;
        Self { callback: callback.clone(), extra: extra.clone(), problems: problems.clone(), missing: missing.clone() }
    }
}

impl<S: FieldSet> PartialEq for Received<'_, S> {
    fn eq(&self, other: &Self) -> bool {
        self.callback == other.callback
            && self.extra == other.extra
            && self.problems == other.problems
            && self.missing == other.missing
    }
}

impl<S: FieldSet> fmt::Debug for Received<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("callback", &self.callback)
            .field("extra", &PairNames(&self.extra))
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}
