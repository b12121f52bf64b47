//! A callback that knows its field set as data, as it arrived.

use std::borrow::Cow;
use std::fmt;

use crate::field::{FieldInfo, FieldSet, FieldTable, TableData, unfilled_fields};
use crate::received::remainder::owned;
use crate::received::{AnyReceived, Problem, Received, Remainder, Verification};
use crate::text::pairs::PairNames;
use crate::value::ValueError;

/// A callback of a set that has no variant of its own in [`AnyReceived`](crate::AnyReceived).
///
/// The methods of [`AnyReceived`](crate::AnyReceived) read what it holds; [`downcast`](crate::AnyReceived::downcast) gives it back as
/// [`Received`](crate::Received) of its set.
///
/// # Examples
///
/// ```
/// use callback_profile::field::kind;
/// use callback_profile::{AnyProfile, AnyReceived, Profile, field_set};
///
/// field_set! {
///     /// Parcels on their way.
///     pub set Parcels = "parcels";
///     /// A field of a parcel.
///     enum ParcelField;
///     /// A parcel.
///     struct ParcelCallback;
///     dedup_key [Id];
///     required {
///         /// The id.
///         Id id: kind::MessageId,
///     }
///     optional {}
/// }
///
/// let profile = AnyProfile::from(Profile::<Parcels>::standard("https://example.com/parcel")?);
/// let received = profile.parse_target("/parcel?id=p-7")?;
/// assert!(matches!(received, AnyReceived::Other(_)));
/// assert_eq!(received.text("id"), Some("p-7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct ErasedReceived<'a> {
    pub(super) table: FieldTable,
    pub(super) values: Vec<Cow<'a, str>>,
    pub(super) remainder: Remainder<'a>,
}

impl<'a> ErasedReceived<'a> {
    /// What comes of filling a callback whose fields are all absent.
    pub(super) fn read<E>(
        table: &FieldTable,
        fill: impl FnOnce(&mut [Cow<'a, str>]) -> Result<Remainder<'a>, E>,
    ) -> Result<Self, E> {
        let mut values = vec![Cow::Borrowed(""); table.fields.len()];
        // Of interest to who fills it alone.
        let remainder = Remainder { is_exact: false, syntax_error: None, ..fill(&mut values)? };
        Ok(Self { table: table.clone(), values, remainder })
    }

    pub(super) fn view(&self) -> ReceivedView<'_, 'a> {
        let Remainder { extra, problems, missing, verification, .. } = &self.remainder;
        let (table, values, verification) = (&*self.table, &*self.values, *verification);
        ReceivedView { table, values, extra, problems, missing, verification }
    }

    /// The same callback, typed by the set `S`; `None` where it is of another set.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, AnyReceived, Profile};
    /// use callback_profile::field::kind;
    /// use callback_profile::field_set;
    ///
    /// field_set! {
    ///     /// Parcels on their way.
    ///     pub set Parcels = "parcels";
    ///     /// A field of a parcel.
    ///     enum ParcelField;
    ///     /// A parcel.
    ///     struct ParcelCallback;
    ///     dedup_key [Id];
    ///     required {
    ///         /// The id.
    ///         Id id: kind::MessageId,
    ///     }
    ///     optional {}
    /// }
    ///
    /// let profile = AnyProfile::from(Profile::<Parcels>::standard("https://example.com/parcel")?);
    /// if let AnyReceived::Other(received) = profile.parse_target("/parcel?id=p-7")? {
    ///     let received = received.downcast::<Parcels>().ok_or("it is of another set")?;
    ///     assert_eq!(received.callback.id().map(|id| id.as_str()), Some("p-7"));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn downcast<S: FieldSet>(self) -> Option<Received<'a, S>> {
        AnyReceived::Other(self).downcast()
    }

    /// Fills a callback with the texts of this one; gives what was read beside them.
    pub(super) fn fill(self, slots: &mut [Cow<'a, str>]) -> Remainder<'a> {
        for (slot, text) in slots.iter_mut().zip(self.values) {
            *slot = text;
        }
        self.remainder
    }

    pub(super) fn into_owned(self) -> ErasedReceived<'static> {
        let values = self.values.into_iter().map(owned).collect();
        ErasedReceived { table: self.table, values, remainder: self.remainder.into_owned() }
    }
}

impl fmt::Debug for ErasedReceived<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let view = self.view();
        f.debug_struct("Received")
            .field("set", &self.table)
            .field("fields", &view.present().map(|(field, text)| (field.name(), text)).collect::<Vec<_>>())
            .field("extra", &PairNames(view.extra))
            .field("problems", &view.problems)
            .finish_non_exhaustive()
    }
}

/// What was received, whatever its set is.
#[derive(Clone, Copy)]
pub(super) struct ReceivedView<'r, 'a> {
    pub(super) table: &'r TableData,
    pub(super) values: &'r [Cow<'a, str>],
    pub(super) extra: &'r [(Cow<'a, str>, Cow<'a, str>)],
    pub(super) problems: &'r [Problem],
    pub(super) missing: &'r [usize],
    pub(super) verification: Verification,
}

impl<'r> ReceivedView<'r, '_> {
    /// The places of the fields whose text is their own placeholder.
    pub(super) fn unfilled(self) -> impl Iterator<Item = usize> {
        unfilled_fields(self.table, self.values.iter().map(|text| &**text))
    }

    /// The names of the fields whose text is their own placeholder.
    pub(super) fn unfilled_names(self) -> impl Iterator<Item = &'r str> {
        self.unfilled().filter_map(move |field| self.table.fields.get(field)).map(FieldInfo::name)
    }

    /// The typed values of the fields that are present, each as JSON.
    pub(super) fn typed(self) -> impl Iterator<Item = (&'r str, Result<String, ValueError>)> {
        self.present().filter_map(|(field, text)| Some((field.name(), field.typed_json(text).transpose()?)))
    }

    /// The names of the fields whose parameters did not occur.
    pub(super) fn missing(self) -> impl Iterator<Item = &'r str> {
        self.missing.iter().filter_map(|field| self.table.fields.get(*field)).map(FieldInfo::name)
    }

    /// The fields that are present, with their texts.
    pub(super) fn present(self) -> impl Iterator<Item = (&'r FieldInfo, &'r str)> {
        let texts = self.values.iter().map(|text| &**text);
        self.table.fields.iter().zip(texts).filter(|(_, text)| !text.is_empty())
    }
}
