//! Callbacks in serialized data.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::field::FieldTable;
use crate::json::any::number_text;
use crate::text::{nearest_name, shown};

/// Writes the present fields as a map from name to text.
pub(crate) fn serialize_values<S: Serializer>(
    table: &FieldTable,
    values: &[Cow<'_, str>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let present = table.fields.iter().zip(values).filter(|(_, text)| !text.is_empty());
    let mut map = serializer.serialize_map(Some(present.clone().count()))?;
    for (field, text) in present {
        map.serialize_entry(field.name(), text)?;
    }
    map.end()
}

/// Reads a map from name to text into `values`. The texts are owned, so that any deserializer will do, be it a reader's.
pub(crate) fn deserialize_values<'de, D: Deserializer<'de>>(
    table: &FieldTable,
    values: &mut [Cow<'_, str>],
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_map(ValuesVisitor { table, values })
}

struct ValuesVisitor<'v, 'a> {
    table: &'v FieldTable,
    values: &'v mut [Cow<'a, str>],
}

impl<'de> Visitor<'de> for ValuesVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map from the names of {} fields to their texts", self.table.set)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = vec![false; self.values.len()];
        while let Some(name) = map.next_key_seed(TextSeed)? {
            let Some(index) = self.table.find(&name) else {
                return Err(unknown_field(self.table, &name));
            };
            match seen.get_mut(index) {
                Some(seen) if !*seen => *seen = true,
                _ => return Err(A::Error::custom(format_args!("field `{name}` is given twice"))),
            }
            let text = map.next_value_seed(TextSeed)?;
            if let Some(slot) = self.values.get_mut(index) {
                *slot = text;
            }
        }
        Ok(())
    }
}

#[cold]
fn unknown_field<E: Error>(table: &FieldTable, name: &str) -> E {
    let set = &table.set;
    match nearest_name(name, table.names()) {
        Some(near) => E::custom(format_args!("unknown {set} field `{}`, did you mean `{near}`", shown(name))),
        None => E::custom(format_args!("unknown {set} field `{}`", shown(name))),
    }
}

/// A text. Whole numbers and truth values stand for their digits and names; a binary float is refused
/// because its digits are not those that were written.
struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'static, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'static, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text (a number with a fraction must be quoted, so that its digits stay exact)")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(if flag { "true" } else { "false" }))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        number_text(map, &self).map(Cow::Owned)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }
}
