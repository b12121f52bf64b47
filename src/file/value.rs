//! How the value of a key is read, by its type.

use crate::diagnostic::Part;
use crate::file::form::Form;
use crate::file::positions::Positions;
use crate::file::reader::{FileReader, PartKey};
use crate::json::tree::{Kind, Value};

/// A key that is being read, and the place of its value.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: &'static str,
    pub(crate) place: PartKey,
}

/// What the value of a key can be.
pub(crate) trait KeyValue: Sized {
    const IS_WORD: bool = false;

    /// Reads a value, tells where its text stands, and reports what cannot be read.
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self>;

    /// Tells where findings stand that are about there being no value, in an object that begins at `start`.
    fn absent(reader: &mut FileReader<'_>, place: &PartKey, start: usize) {
        reader.stands(place.clone(), Positions::plain(start));
    }

    /// The text as written, or that of a member; empty where no finding needs its lines and columns.
    fn text(&self, _member: Option<&str>) -> &str {
        ""
    }
}

/// How a value is read: as [`KeyValue::read`] does.
pub(crate) type Read<T> = fn(&mut FileReader<'_>, &Value, &Slot) -> Option<T>;

/// What is taken in the place of a value that is not there or cannot be read.
pub(crate) trait StandIn {
    fn stand_in() -> Self;
}

impl<T: Default> StandIn for T {
    fn stand_in() -> Self {
        Self::default()
    }
}

impl KeyValue for String {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        reader.text(value, slot)
    }

    fn text(&self, _member: Option<&str>) -> &str {
        self
    }
}

impl<T: KeyValue> KeyValue for Option<T> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        T::read(reader, value, slot).map(Some)
    }

    fn text(&self, member: Option<&str>) -> &str {
        self.as_ref().map_or("", |value| value.text(member))
    }
}

/// Names and values; the values are secrets.
impl KeyValue for Vec<(String, String)> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let Kind::Object(members) = &value.kind else {
            reader.wrong_type(value, &format!("an object as `{}`", slot.name), "write `{\"Name\": \"value\"}`");
            reader.secrets.push(value.span);
            return None;
        };
        let is_parameter = slot.place.part == Part::CustomParameters;
        let expected = format!("a string as a {}'s value", if is_parameter { "parameter" } else { "header" });
        let mut pairs = Self::new();
        for member in members {
            let Kind::String { text, content } = &member.value.kind else {
                reader.secrets.push(member.value.span);
                reader.wrong_type(&member.value, &expected, "enclose it in quotes");
                continue;
            };
            reader.secrets.push(*content);
            if reader.stands(slot.place.member(&*member.name), Positions::of_string(reader.file, *content)) {
                pairs.push((member.name.clone(), text.clone()));
            } else {
                reader.stands_twice(member);
            }
        }
        Some(pairs)
    }

    fn text(&self, member: Option<&str>) -> &str {
        self.iter().find(|(name, _)| member == Some(name)).map_or("", |(_, value)| value)
    }
}

/// An item of a list. One that cannot be read keeps its place, so that all others keep theirs.
pub(crate) trait Item: Sized {
    fn read_item(reader: &mut FileReader<'_>, value: &Value, place: PartKey) -> Self;
}

impl<F: Form> Item for F {
    fn read_item(reader: &mut FileReader<'_>, value: &Value, place: PartKey) -> Self {
        if !matches!(value.kind, Kind::Object(_)) {
            reader.unread(place.clone());
        }
        reader.inside(place, |reader| reader.form(value))
    }
}

impl<T: Item> KeyValue for Vec<T> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let Kind::Array(items) = &value.kind else {
            reader.wrong_type(value, &format!("an array as `{}`", slot.name), "enclose it in `[` and `]`");
            reader.secrets.push(value.span);
            return None;
        };
        let items = items.iter().enumerate();
        Some(items.map(|(index, item)| T::read_item(reader, item, slot.place.member(index.to_string()))).collect())
    }
}
