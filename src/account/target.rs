//! What accounts hold in files beside texts: the entries of the whitelist, numbers, and where their callbacks go.

use crate::account::{AccountSpec, NumberSpec, TargetSpec};
use crate::diagnostic::Part;
use crate::field::NamedSets;
use crate::form::form::{Form, Key};
use crate::form::reader::{FileReader, Object};
use crate::form::schema::{ObjectSchema, Schema, Schemas};
use crate::form::value::{KeyValue, Slot, items};
use crate::json::tree::{Kind, Value};
use crate::profile::readable::Readable;
use crate::profile::secrets::{secrets_of_endpoint, secrets_of_misplaced};
use crate::template::placeholders::Brackets;
use crate::value::NumberStatus;

/// The key of a target that is a URL.
const URL: Key = Key {
    name: "callback_url",
    doc: &["The URL; without placeholders it gets all known names."],
    schema: String::schema,
    rules: &[],
    part: Some(&Part::Endpoint),
    is_required: true,
    is_word: false,
    tells_kind: false,
    names_item: false,
};

/// The key of a number itself.
const NUMBER: Key = Key {
    name: "number",
    doc: &["The telephone number."],
    schema: String::schema,
    rules: &[],
    part: None,
    is_required: true,
    is_word: false,
    tells_kind: false,
    names_item: true,
};

/// The key of a number's status.
const STATUS: Key = Key {
    name: "status",
    doc: &["The status that the number has with the platform; approved where it is left out."],
    schema: NumberStatus::schema,
    rules: &[],
    part: None,
    is_required: false,
    is_word: true,
    tells_kind: false,
    names_item: false,
};

/// A number has a key for each direction besides.
impl Form for NumberSpec {
    const WHAT: &'static str = "a number";
    const KEYS: &'static [Key] = &[NUMBER, STATUS];

    fn blank() -> Self {
        Self::new("")
    }

    fn more_keys(sets: NamedSets<'_>) -> impl Iterator<Item = &str> {
        sets.or_all().directions()
    }

    fn more_schemas(schemas: &mut Schemas<'_>) -> Vec<(String, Schema)> {
        let target = TargetSpec::schema(schemas);
        let of_set = |set: &str| {
            let about = format!("Where callbacks of `{set}` go; nowhere where it is left out.");
            (set.to_owned(), target.clone().or_null().described(&about))
        };
        schemas.set_names().map(of_set).collect()
    }

    fn read(reader: &mut FileReader<'_>, object: &Object<'_>) -> Self {
        let slot = reader.slot(&NUMBER);
        let number: Option<String> = reader.value(object, &slot, KeyValue::read);
        let mut form = Self::new(number.unwrap_or_default());
        form.status = reader.value(object, &reader.slot(&STATUS), KeyValue::read);
        for direction in reader.sets.or_all().directions() {
            let slot = reader.slot_of_item(direction);
            // Sets of several platforms may have one name.
            if form.target(direction).is_some() || reader.unread.contains(&slot.place) {
                continue;
            }
            if let Some(Some(target)) = reader.value::<Option<TargetSpec>>(object, &slot, KeyValue::read) {
                form = form.with_target(direction, target);
            }
        }
        form
    }
}

impl KeyValue for NumberStatus {
    const IS_WORD: bool = true;

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        reader.text(value, slot).map(|word| Self::new(&word))
    }

    fn schema(_: &mut Schemas<'_>) -> Schema {
        Schema::text_such_as(Self::ALL.iter().map(Self::as_str))
    }
}

/// The id of a profile, or an object with a URL.
impl KeyValue for TargetSpec {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        match value.kind {
            Kind::String { .. } => {
                let id = reader.text(value, slot)?;
                if reader.undirected.contains(&id) {
                    reader.unread.insert(slot.place.clone());
                }
                // Somebody may have written a URL in its place.
                reader.secrets_in(&slot.place, |_| secrets_of_misplaced(&id));
                Some(Self::Profile(id))
            }
            Kind::Object(_) => reader.inside(slot.place.clone(), |reader| {
                let direction = slot.name.clone();
                let object = reader.object(value, "a target", &[URL.name])?;
                reader.missing_keys(&object, &[URL]);
                let slot = reader.slot(&URL);
                let callback_url: String = reader.value(&object, &slot, KeyValue::read)?;
                reader.secrets_in(&slot.place, |sets| {
                    let table = sets.or_all().find(&direction);
                    secrets_of_endpoint(&Readable::of(&callback_url, table, Brackets::Angle))
                });
                Some(Self::Url { callback_url })
            }),
            _ => {
                let expected = format!("a profile's id or an object with `callback_url` as `{}`", slot.name);
                let help = "write the id in quotes, or `{\"callback_url\": \"https://…\"}`";
                reader.wrong_type(value, &expected, help)
            }
        }
    }

    fn schema(schemas: &mut Schemas<'_>) -> Schema {
        schemas.define("a target", |schemas| {
            Schema::any_of([
                Schema::string().described("The id of a profile."),
                ObjectSchema::of(schemas, &[URL]).into_schema(),
            ])
        })
    }
}

impl AccountSpec {
    /// The platform, whose sets say which keys the numbers have.
    #[expect(clippy::option_option, reason = "a platform may be left out, and may be one that cannot be read")]
    pub(super) fn read_platform(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Option<String>> {
        let platform: Option<Option<String>> = KeyValue::read(reader, value, slot);
        reader.set_platform(Some(platform.iter().flatten().next().map_or("", String::as_str)));
        platform
    }
}

/// The entries of the whitelist.
impl KeyValue for Vec<String> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        items(reader, value, slot, |reader, item, slot| {
            let Some(entry) = reader.text(item, slot) else {
                reader.unread.insert(slot.place.clone());
                return String::new();
            };
            reader.secrets_in(&slot.place, |_| secrets_of_misplaced(&entry));
            entry
        })
    }

    fn schema(schemas: &mut Schemas<'_>) -> Schema {
        Schema::array(String::schema(schemas))
    }
}
