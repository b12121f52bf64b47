//! What every field set has.

use std::borrow::Cow;
use std::fmt;

use crate::field::FieldInfo;

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
        self.fields.iter().position(|field| field.name() == name)
    }

    pub(crate) fn name(&self, index: usize) -> &'static str {
        self.fields.get(index).map_or("", FieldInfo::name)
    }
}

/// A concrete callback: one text per field of its set, empty where the field is absent.
///
/// The types that [`field_set!`](crate::field_set) writes implement it and carry the same methods, and typed readers, themselves;
/// this trait is for code that is generic over the set.
pub trait Callback<'a>: Clone + Default + Eq + fmt::Debug + Send + Sync {
    /// The enum that names the fields.
    type Field: Field;

    /// The texts of all fields, in the order of [`FieldSet::FIELDS`].
    #[must_use]
    fn values(&self) -> &[Cow<'a, str>];

    /// The texts of all fields, to be changed in place.
    #[must_use]
    fn values_mut(&mut self) -> &mut [Cow<'a, str>];

    /// The text of one field; empty where it is absent.
    #[must_use]
    fn text<'s>(&'s self, field: Self::Field) -> &'s str
    where
        'a: 's,
    {
        self.values().get(field.index()).map_or("", AsRef::as_ref)
    }
}
