//! How the value of a key is read, by its type.

use std::borrow::Cow;

use crate::diagnostic::{Code, Part};
use crate::form::form::Form;
use crate::form::positions::Positions;
use crate::form::reader::{FileReader, PartKey};
use crate::form::schema::{Keyword, Schema, Schemas};
use crate::json::tree::{Kind, Value};
use crate::text::nearest_name;
use crate::text::words::{Words, choices, found};

/// Of more words than these the nearest is named.
const FEW_WORDS: usize = 4;

/// A key that is being read, and the place of its value.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: Cow<'static, str>,
    pub(crate) place: PartKey,
    pub(crate) is_required: bool,
}

impl Slot {
    /// The slot of a member of the value.
    pub(crate) fn member(&self, name: impl Into<Cow<'static, str>>, member: impl Into<Box<str>>) -> Self {
        Self { name: name.into(), place: self.place.member(member), is_required: false }
    }
}

/// What the value of a key can be.
pub(crate) trait KeyValue: Sized {
    const IS_WORD: bool = false;

    /// Reads a value, tells where its text stands, and reports what cannot be read.
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self>;

    /// What it may be where it is not null.
    fn schema(schemas: &mut Schemas<'_>) -> Schema;

    /// Tells where findings stand that are about there being no value, in an object that begins at `start`.
    fn absent(reader: &mut FileReader<'_>, place: &PartKey, start: usize) {
        reader.record_position(place.clone(), Positions::plain(start));
    }

    /// The text as written, or that of a member, if there are findings that need its lines and columns.
    fn text(&self, _member: Option<&str>) -> Option<&str> {
        None
    }

    /// The name of a member as written, if there are findings about names.
    fn name(&self, _member: Option<&str>) -> Option<&str> {
        None
    }
}

/// How a value is read: as [`KeyValue::read`] does.
pub(crate) type Read<T> = fn(&mut FileReader<'_>, &Value, &Slot) -> Option<T>;

impl KeyValue for String {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        reader.text(value, slot)
    }

    fn schema(_: &mut Schemas<'_>) -> Schema {
        Schema::string()
    }

    fn text(&self, _member: Option<&str>) -> Option<&str> {
        Some(self)
    }
}

impl KeyValue for bool {
    fn schema(_: &mut Schemas<'_>) -> Schema {
        Schema::of_type("boolean")
    }

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        match value.span.of(reader.file) {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => reader.wrong_type(value, &format!("a truth value as `{}`", slot.name), "write `true` or `false`"),
        }
    }
}

impl<T: KeyValue> KeyValue for Option<T> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        T::read(reader, value, slot).map(Some)
    }

    fn schema(schemas: &mut Schemas<'_>) -> Schema {
        T::schema(schemas)
    }

    fn text(&self, member: Option<&str>) -> Option<&str> {
        self.as_ref()?.text(member)
    }

    fn name(&self, member: Option<&str>) -> Option<&str> {
        self.as_ref()?.name(member)
    }
}

/// Names and values; the values are secrets.
impl KeyValue for Vec<(String, String)> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let Kind::Object(members) = &value.kind else {
            reader.secrets.push(value.span);
            return reader.wrong_type(value, &format!("an object as `{}`", slot.name), "write `{\"Name\": \"value\"}`");
        };
        let is_parameter = slot.place.part == Part::CustomParameters;
        let expected = format!("a string as a {}'s value", if is_parameter { "parameter" } else { "header" });
        let mut pairs = Self::new();
        for member in members {
            let Kind::String { text, content } = &member.value.kind else {
                reader.secrets.push(member.value.span);
                reader.wrong_type::<Self>(&member.value, &expected, "enclose it in quotes");
                continue;
            };
            reader.secrets.push(*content);
            let place = slot.place.member(&*member.name);
            reader.record_position(place.name(), Positions::of_string(reader.file, member.name_span));
            if reader.record_position(place, Positions::of_string(reader.file, *content)) {
                pairs.push((member.name.clone(), text.clone()));
            } else {
                reader.stands_twice(member);
            }
        }
        Some(pairs)
    }

    fn schema(_: &mut Schemas<'_>) -> Schema {
        Schema::object_of(Schema::string())
    }

    fn text(&self, member: Option<&str>) -> Option<&str> {
        self.iter().find(|(name, _)| member == Some(name)).map(|(_, value)| &**value)
    }

    fn name(&self, member: Option<&str>) -> Option<&str> {
        self.iter().find(|(name, _)| member == Some(name)).map(|(name, _)| &**name)
    }
}

impl<F: Form> KeyValue for Vec<F> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        items(reader, value, slot, |reader, item, slot| {
            if !matches!(item.kind, Kind::Object(_)) {
                reader.unread.insert(slot.place.clone());
            }
            reader.inside(slot.place.clone(), |reader| reader.form(item))
        })
    }

    /// Among others each needs what tells it from them.
    fn schema(schemas: &mut Schemas<'_>) -> Schema {
        let item = schemas.form::<F>();
        Schema::array(match F::KEYS.iter().find(|key| key.names_item && !key.is_required) {
            Some(key) => {
                let name = Schema::members([(key.name, (key.schema)(schemas))]).requiring([key.name]).typed(["object"]);
                Schema::default().with("allOf", Keyword::Schemas(vec![item, name]))
            }
            None => item,
        })
    }
}

/// A word of a closed set.
impl<W: Words> KeyValue for W {
    const IS_WORD: bool = true;

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let text = reader.text(value, slot)?;
        let word = W::from_word(&text);
        if word.is_none() {
            let known = choices::<W>();
            let message = format!("expected the {} {known}, {}", slot.name.replace('_', " "), found::<W>(&text));
            let near = nearest_name(&text, W::MEMBERS.iter().map(|member| member.word()));
            let help = match near.filter(|_| W::MEMBERS.len() > FEW_WORDS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {known}"),
            };
            reader.report(Code::WrongType, value.span, message, help);
        }
        word
    }

    fn schema(_: &mut Schemas<'_>) -> Schema {
        Schema::word::<W>()
    }

    fn text(&self, _member: Option<&str>) -> Option<&str> {
        Some(self.word())
    }
}

/// The items of a list. One that cannot be read keeps its place, so that all others keep theirs.
pub(crate) fn items<T>(
    reader: &mut FileReader<'_>,
    value: &Value,
    slot: &Slot,
    read: fn(&mut FileReader<'_>, &Value, &Slot) -> T,
) -> Option<Vec<T>> {
    let Kind::Array(items) = &value.kind else {
        reader.secrets.push(value.span);
        return reader.wrong_type(value, &format!("an array as `{}`", slot.name), "enclose it in `[` and `]`");
    };
    let items = items.iter().enumerate();
    Some(items.map(|(index, item)| read(reader, item, &slot.member(slot.name.clone(), index.to_string()))).collect())
}
