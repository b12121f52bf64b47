//! The keys that every file may have beside its own: they tell editors and people something, and us nothing.

use serde::de::{Deserializer, Error};

use crate::form::reader::{FileReader, Object};
use crate::form::schema::Schema;
use crate::json::any::json_text;
use crate::json::tree::{self, Kind, Value};

/// A reserved key, and what its value may be.
#[derive(Debug)]
pub(crate) struct ReservedKey {
    pub(crate) name: &'static str,
    /// What it is for.
    pub(crate) doc: &'static str,
    expected: &'static str,
    takes_numbers: bool,
}

/// Where the file's JSON Schema is.
const SCHEMA: ReservedKey = ReservedKey {
    name: "$schema",
    doc: "Where the JSON Schema of the file is, for editors.",
    expected: "a string as `$schema`",
    takes_numbers: false,
};

/// The version of the file.
const VERSION: ReservedKey = ReservedKey {
    name: "version",
    doc: "The version of the file, for people.",
    expected: "a string or a number as `version`",
    takes_numbers: true,
};

pub(crate) const RESERVED_KEYS: &[ReservedKey] = &[SCHEMA, VERSION];

impl ReservedKey {
    /// What its value may be, if there is one.
    pub(super) fn schema(&self) -> Schema {
        if self.takes_numbers { Schema::of_types(["string", "number"]) } else { Schema::string() }
    }

    fn takes(&self, value: &Value, file: &str) -> bool {
        match value.kind {
            Kind::String { .. } => true,
            Kind::Scalar => value.is_null(file) || self.takes_numbers && value.type_name(file) == "a number",
            Kind::Object(_) | Kind::Array(_) => false,
        }
    }

    fn read<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<(), D::Error> {
        let text = json_text(deserializer, self.expected)?;
        match tree::parse(&text) {
            Ok(value) if self.takes(&value, &text) => Ok(()),
            Ok(value) => {
                let found = value.type_name(&text);
                Err(D::Error::custom(format_args!("expected {}, found {found}", self.expected)))
            }
            Err(_) => Err(D::Error::custom(format_args!("expected {}, found something else", self.expected))),
        }
    }
}

/// Reads `$schema` from serialized data.
pub(crate) fn schema<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    SCHEMA.read(deserializer)
}

/// Reads `version` from serialized data.
pub(crate) fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    VERSION.read(deserializer)
}

impl FileReader<'_> {
    /// Reports those reserved keys whose values are none. What they say is nothing that an excerpt should show.
    pub(super) fn reserved(&mut self, object: &Object<'_>, keys: &[ReservedKey]) {
        for key in keys {
            let Some(value) = self.present(object, key.name) else { continue };
            self.secrets.push(value.span);
            if !key.takes(value, self.file) {
                let help = if key.takes_numbers { "write a string or a number" } else { "enclose it in quotes" };
                self.wrong_type::<()>(value, key.expected, help);
            }
        }
    }
}
