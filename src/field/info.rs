use std::borrow::Cow;
use std::fmt;

use crate::field::{Callback, FieldKind};
use crate::value::ValueError;

/// What a field set's table says about one field.
///
/// # Examples
///
/// ```
/// use callback_profile::{FieldSet, Outgoing};
///
/// let names: Vec<_> = Outgoing::FIELDS.iter().filter(|field| field.is_required()).map(|field| field.name()).collect();
/// assert_eq!(names.len(), 13);
/// assert_eq!(names.first(), Some(&"id"));
/// ```
#[derive(Clone, Copy)]
pub struct FieldInfo {
    name: &'static str,
    description: &'static str,
    required: bool,
    sample: &'static str,
    hard_sample: &'static str,
    identity: fn(&str) -> Cow<'_, str>,
    to_json: fn(&'static FieldInfo, &str) -> Result<Option<String>, ValueError>,
}

impl FieldInfo {
    #[doc(hidden)]
    #[must_use]
    pub const fn new<K: FieldKind>(
        name: &'static str,
        description: &'static str,
        required: bool,
        sample: Option<&'static str>,
    ) -> Self {
        let (sample, hard_sample) = match sample {
            Some(sample) => (sample, if K::TAKES_ANY_TEXT { K::HARD_SAMPLE } else { sample }),
            None => (K::SAMPLE, K::HARD_SAMPLE),
        };
        Self {
            name,
            description: description.trim_ascii(),
            required,
            sample,
            hard_sample,
            identity: K::identity,
            to_json: K::to_json,
        }
    }

    /// The name a placeholder carries: `phone_number` in `<phone_number>`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the field means, in a sentence or two of Markdown.
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// Whether every template of the set must hold the field's placeholder.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }

    pub(crate) const fn sample(&self) -> &'static str {
        self.sample
    }

    pub(crate) const fn hard_sample(&self) -> &'static str {
        self.hard_sample
    }

    /// The typed value of a text as JSON, see [`FieldKind::to_json`].
    pub(crate) fn typed_json(&'static self, text: &str) -> Result<Option<String>, ValueError> {
        (self.to_json)(self, text)
    }

    pub(crate) fn identity<'t>(&self, text: &'t str) -> Cow<'t, str> {
        (self.identity)(text)
    }
}

impl fmt::Debug for FieldInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldInfo").field("name", &self.name).field("required", &self.required).finish_non_exhaustive()
    }
}

/// One field of a set: the enum that [`field_set!`](crate::field_set) writes.
pub trait Field: Copy + Eq + fmt::Debug + Send + Sync + 'static {
    /// The field's row of the table.
    #[must_use]
    fn info(self) -> &'static FieldInfo;

    /// The field's place in [`FieldSet::FIELDS`], from zero.
    #[must_use]
    fn index(self) -> usize;

    /// The field at a place in [`FieldSet::FIELDS`]; `None` beyond its end.
    #[must_use]
    fn from_index(index: usize) -> Option<Self>;
}

/// A set of fields that a platform sends together, such as [`Outgoing`](crate::Outgoing).
///
/// Written by [`field_set!`](crate::field_set) from one table; nobody needs to implement it by hand.
pub trait FieldSet: Sized + 'static {
    /// The set's name, which is the `direction` in a profile's file.
    const NAME: &'static str;
    /// The table's rows: the required fields in the platform's order, then the optional ones.
    const FIELDS: &'static [FieldInfo];
    /// The enum that names the fields.
    type Field: Field;
    /// The concrete callback with a text for each field.
    type Callback<'a>: Callback<'a, Field = Self::Field>;
}

/// A field set as the engine sees it, so that the engine is compiled once and not per set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldTable {
    pub(crate) set: &'static str,
    pub(crate) fields: &'static [FieldInfo],
}

impl FieldTable {
    pub(crate) const fn of<S: FieldSet>() -> Self {
        Self { set: S::NAME, fields: S::FIELDS }
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    pub(crate) fn name(&self, index: usize) -> &'static str {
        self.fields.get(index).map_or("", FieldInfo::name)
    }
}
