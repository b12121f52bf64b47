//! The JSON text of a value in serialized data, whatever its format is.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use crate::json::tree::DEPTH;
use crate::json::write::write_value;

/// What `serde_json` is asked for to give the bytes of a value, and the only key of the map in which it hands them over.
const RAW_VALUE: &str = "$serde_json::private::RawValue";
/// The only key of the map in which `serde_json` hands over a number's digits where it is told to keep them.
const NUMBER: &str = "$serde_json::private::Number";

/// From here on a binary float may stand for several whole numbers: 2^53.
const INEXACT_FLOATS: f64 = 9_007_199_254_740_992.0;

/// Reads any value as JSON: byte for byte where it comes from a JSON text at first hand, else without blanks and in the order in
/// which it comes. What JSON cannot say is an error that says what was `expected`.
pub(crate) fn json_text<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<String, D::Error> {
    read(deserializer, expected, false)
}

/// The same, but that what begins with a quote may not be JSON: for those who read a string themselves.
pub(crate) fn json_text_or_quoted<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<String, D::Error> {
    read(deserializer, expected, true)
}

fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
    takes_quoted: bool,
) -> Result<String, D::Error> {
    let mut text = String::new();
    let visitor = JsonText { text: &mut text, expected, depth: DEPTH, takes_quoted };
    deserializer.deserialize_newtype_struct(RAW_VALUE, visitor)?;
    Ok(text)
}

/// The digits of a number that comes as a map, as `serde_json` gives it where it is told to keep digits; no other map is taken.
pub(crate) fn number_text<'de, A: MapAccess<'de>, V: Visitor<'de>>(
    mut map: A,
    visitor: &V,
) -> Result<String, A::Error> {
    let key = map.next_key::<String>()?;
    if key.as_deref() == Some(NUMBER) {
        map.next_value()
    } else {
        Err(A::Error::invalid_type(Unexpected::Map, visitor))
    }
}

struct JsonText<'t> {
    text: &'t mut String,
    expected: &'static str,
    /// How many levels it may still have.
    depth: usize,
    /// Whether a string that comes as its JSON is read by somebody else.
    takes_quoted: bool,
}

impl JsonText<'_> {
    fn string(&mut self, text: &str) {
        self.text.push('"');
        write_value(self.text, text);
        self.text.push('"');
    }

    /// Writes what stands between a pair of brackets, each part with a comma behind it.
    fn nested<E: Error>(
        mut self,
        open: char,
        close: char,
        inside: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Err(E::custom(format_args!("objects and arrays nest deeper than {DEPTH} levels")));
        };
        self.depth = depth;
        self.text.push(open);
        inside(&mut self)?;
        if self.text.ends_with(',') {
            self.text.pop();
        }
        self.text.push(close);
        Ok(())
    }

    fn inner(&mut self) -> JsonText<'_> {
        JsonText { text: self.text, expected: self.expected, depth: self.depth, takes_quoted: false }
    }

    fn raw<E: Error>(self, json: String) -> Result<(), E> {
        if self.takes_quoted && json.starts_with('"') {
            *self.text = json;
            return Ok(());
        }
        let raw = RawValue::from_string(json).map_err(E::custom)?;
        self.text.push_str(raw.get());
        Ok(())
    }
}

impl<'de> Visitor<'de> for JsonText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.text.push_str("null");
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.visit_i128(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.visit_u128(number.into())
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<(), E> {
        self.text.push_str(&number.to_string());
        Ok(())
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<(), E> {
        self.text.push_str(&number.to_string());
        Ok(())
    }

    /// Only of few digits is it sure that they are those that were written.
    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        let digits = format!("{number:e}").bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
        let is_exact = digits <= f64::DIGITS as usize && number.abs() < INEXACT_FLOATS;
        let exact = serde_json::Number::from_f64(number).filter(|_| is_exact);
        let exact = exact.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))?;
        self.text.push_str(&exact.to_string());
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.string(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.nested('[', ']', |json| {
            while items.next_element_seed(json.inner())?.is_some() {
                json.text.push(',');
            }
            Ok(())
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut key = members.next_key_seed(Key)?;
        match key.as_deref() {
            Some(RAW_VALUE | NUMBER) => return self.raw(members.next_value()?),
            // So libraries hand over what serde has no word for: a date of TOML, say.
            Some(key) if key.starts_with('$') && key.contains("private") => {
                return Err(A::Error::invalid_type(Unexpected::Other("a value that JSON has none of"), &self));
            }
            _ => {}
        }
        self.nested('{', '}', |json| {
            while let Some(name) = key {
                json.string(&name);
                json.text.push(':');
                members.next_value_seed(json.inner())?;
                json.text.push(',');
                key = members.next_key_seed(Key)?;
            }
            Ok(())
        })
    }
}

impl<'de> DeserializeSeed<'de> for JsonText<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The name of a member. It is not asked for as a string, so that what some format could turn into one is not.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key as a string in quotes")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }
}
