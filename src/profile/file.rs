//! Profiles in files.

use crate::diagnostic::{Code, Part};
use crate::field::{FieldInfo, FieldTable};
use crate::form::positions::Positions;
use crate::form::reader::FileReader;
use crate::form::schema::{Schema, Schemas};
use crate::form::value::{KeyValue, Slot};
use crate::json::tree::{Kind, Value};
use crate::profile::secrets::secrets_of_body;
use crate::profile::{AnyProfile, ProfileSpec};
use crate::request::{BodyFormat, Method};
use crate::template::placeholders::Brackets;
use crate::text::Span;
use crate::text::words::Words;

impl ProfileSpec {
    /// The template's text: that of a string, or the bytes of any other value.
    #[expect(clippy::option_option, reason = "a body may be left out, and may be one that cannot be read")]
    pub(crate) fn read_body(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Option<String>> {
        if let Kind::String { .. } = value.kind {
            return KeyValue::read(reader, value, slot);
        }
        reader.record_position(slot.place.clone(), Positions::plain(value.span.start));
        Some(value.span.of(reader.file).map(str::to_owned))
    }

    /// The format of the body, which only in JSON may be another value than a string.
    #[expect(clippy::option_option, reason = "a format may be left out, and may be one that cannot be read")]
    pub(crate) fn read_format(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Option<BodyFormat>> {
        let format = BodyFormat::read(reader, value, slot)?;
        let body = reader.part(Part::Body);
        if let Some(start) = reader.plain_start(&body).filter(|_| format != BodyFormat::Json) {
            let message = format!("expected a string as `body`, whose format is `{}`, found other JSON", format.word());
            reader.report(Code::WrongType, Span::of_length(start, 1), message, "write the template as a string");
            reader.unread.insert(body);
        }
        Some(Some(format))
    }

    /// Only a JSON template may be another value than a string.
    pub(crate) fn rule_of_format() -> Schema {
        let others = BodyFormat::ALL.iter().filter(|format| **format != BodyFormat::Json);
        let then = Schema::members([(Part::Body.name(), Schema::string().or_null())]);
        Schema::when(Part::BodyFormat.name(), Schema::words(others), then)
    }

    /// The method tells whether there is a body.
    pub(crate) fn rule_of_method() -> Schema {
        let [body, format] = [Part::Body, Part::BodyFormat].map(Part::name);
        let none = Schema::members([body, format].map(|key| (key, Schema::of_type("null"))));
        let one = Schema::members([(body, Schema::of_types(["string", "object"]))]).requiring([body]);
        let without = Schema::words(Method::ALL.iter().filter(|method| !method.has_body()));
        Schema::when(Part::Method.name(), without, none).otherwise(one)
    }

    /// The names of the field sets, with the placeholders of each.
    pub(crate) fn schema_of_direction(schemas: &mut Schemas<'_>) -> Schema {
        let placeholder = |field: &FieldInfo| format!("`{}`", Brackets::Angle.around(field.name()));
        let placeholders = |table: &FieldTable, is_required: bool| {
            let fields = table.fields.iter().filter(|field| field.is_required() == is_required);
            fields.map(placeholder).collect::<Vec<_>>().join(" ")
        };
        let of_set = |table: &FieldTable| {
            let (required, optional) = (placeholders(table, true), placeholders(table, false));
            let optional = if optional.is_empty() { optional } else { format!("; optional: {optional}") };
            format!("- `{}`: {required}{optional}", table.set)
        };
        let sets: Vec<_> = schemas.known.iter().map(of_set).collect();
        Schema::one_of(schemas.set_names()).described(&format!("Placeholders of each:\n{}", sets.join("\n")))
    }

    /// Nothing is known of the format, so that nothing can be said of the body.
    pub(crate) fn guess_format(_: &Self, reader: &mut FileReader<'_>) -> Option<BodyFormat> {
        let body = reader.part(Part::Body);
        reader.unread.insert(body);
        None
    }

    /// What an excerpt must not show of the body.
    pub(crate) fn body_secrets(&self) -> Vec<Span> {
        self.body.as_ref().map_or_else(Vec::new, |body| secrets_of_body(body, self.body_format.unwrap_or_default()))
    }

    /// The direction whose placeholders the template holds most of.
    pub(crate) fn guess_direction(&self, reader: &mut FileReader<'_>) -> String {
        reader.undirected.extend(self.id.clone());
        AnyProfile::nearest_direction(self, reader.known).to_owned()
    }
}
