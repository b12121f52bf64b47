//! Values that know where in the file they are written, for what is checked where it stands.

use std::collections::HashSet;

use crate::form::reader::FileReader;
use crate::form::value::{KeyValue, Slot, items};
use crate::json::tree::{Kind, Value};
use crate::text::Span;

/// A value, and its bytes of the file; those of a string without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// What stands for a value that is left out.
impl<T: Default> Default for Written<T> {
    fn default() -> Self {
        Self { value: T::default(), span: Span::at(0) }
    }
}

impl<T: KeyValue> KeyValue for Written<T> {
    const IS_WORD: bool = T::IS_WORD;

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let span = if let Kind::String { content, .. } = &value.kind { *content } else { value.span };
        T::read(reader, value, slot).map(|value| Self { value, span })
    }
}

impl KeyValue for Vec<Written<String>> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let items = items(reader, value, slot, KeyValue::read);
        items.map(|items| items.into_iter().flatten().collect())
    }
}

/// The members of an object whose names are anybody's choice, in their order, without those that are null; of those with one name the
/// first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Members<T> {
    /// The bytes of the object's brace.
    pub(crate) brace: Span,
    pub(crate) members: Vec<NamedMember<T>>,
}

/// A member with its name. It has no value where that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedMember<T> {
    pub(crate) name: Written<String>,
    pub(crate) value: Option<T>,
}

impl<T: KeyValue> KeyValue for Members<T> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let Kind::Object(written) = &value.kind else {
            return reader.wrong_type(value, &format!("an object as `{}`", slot.name), "enclose it in `{` and `}`");
        };
        let mut names = HashSet::new();
        let mut members = Vec::new();
        for member in written {
            if !names.insert(&*member.name) {
                reader.stands_twice(member);
            } else if !member.value.is_null(reader.file) {
                let name = Written { value: member.name.clone(), span: member.name_span };
                let slot = Slot { name: member.name.clone().into(), place: slot.place.clone(), is_required: false };
                members.push(NamedMember { name, value: KeyValue::read(reader, &member.value, &slot) });
            }
        }
        Some(Self { brace: Span::of_length(value.span.start, 1), members })
    }
}
