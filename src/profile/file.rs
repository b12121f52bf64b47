//! Profiles in files.

use crate::diagnostic::{Code, Part};
use crate::field::{FieldInfo, FieldTable, NamedSets};
use crate::form::positions::Positions;
use crate::form::reader::FileReader;
use crate::form::schema::{Schema, Schemas};
use crate::form::value::{KeyValue, Slot};
use crate::json::tree::{Kind, Value};
use crate::profile::readable::Readable;
use crate::profile::secrets::{secrets_of_body, secrets_of_endpoint};
use crate::profile::{AnyProfile, ProfileSpec};
use crate::request::{BodyFormat, Method};
use crate::template::placeholders::Brackets;
use crate::text::Span;
use crate::text::words::Words;
use crate::wire::engine::Format;

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
        let placeholders = |table: &FieldTable, is_required: bool| {
            let placeholder = |field: &FieldInfo| format!("`{}`", table.syntax.placeholder(field.name()));
            let fields = table.fields.iter().filter(|field| field.is_required() == is_required);
            fields.map(placeholder).collect::<Vec<_>>().join(" ")
        };
        let of_set = |table: &FieldTable| {
            let (required, optional) = (placeholders(table, true), placeholders(table, false));
            let optional = if optional.is_empty() { optional } else { format!("; optional: {optional}") };
            let platform = table.platform_name().map(|name| format!(" of `{name}`")).unwrap_or_default();
            format!("- `{}`{platform}: {required}{optional}", table.set)
        };
        let sets: Vec<_> = schemas.known.iter().map(of_set).collect();
        Schema::one_of(schemas.set_names()).described(&format!("Placeholders of each:\n{}", sets.join("\n")))
    }

    /// The name of a platform: one that is known.
    pub(crate) fn schema_of_platform(schemas: &mut Schemas<'_>) -> Schema {
        let mut names: Vec<_> = schemas.known.iter().filter_map(|table| table.platform_name()).collect();
        names.dedup();
        if names.is_empty() { Schema::nothing() } else { Schema::one_of(names) }
    }

    /// Nothing is known of the format, so that nothing can be said of the body.
    pub(crate) fn guess_format(_: &Self, reader: &mut FileReader<'_>) -> Option<BodyFormat> {
        let body = reader.part(Part::Body);
        reader.unread.insert(body);
        None
    }

    /// What an excerpt must not show of the body.
    pub(crate) fn body_secrets(&self, sets: NamedSets<'_>) -> Vec<Span> {
        let format = self.body_format.unwrap_or_default();
        let brackets = Format::Body(format).syntax().brackets;
        let readable = |body| Readable::of(body, self.table_among(sets), brackets);
        self.body.as_deref().map_or_else(Vec::new, |body| secrets_of_body(&readable(body), format))
    }

    /// What an excerpt must not show of the endpoint.
    pub(crate) fn endpoint_secrets(&self, sets: NamedSets<'_>) -> Vec<Span> {
        secrets_of_endpoint(&Readable::of(&self.endpoint, self.table_among(sets), Brackets::Angle))
    }

    /// The set by which the placeholders are known; `None` where nobody knows the platform.
    fn table_among<'t>(&self, sets: NamedSets<'t>) -> Option<&'t FieldTable> {
        sets.of_platform(self.platform.as_deref()).best(&self.direction)
    }

    /// The name of no platform: of what could not be read nobody knows which was meant.
    #[expect(clippy::unnecessary_wraps, reason = "a platform may be left out")]
    pub(crate) fn no_platform(_: &Self, _: &mut FileReader<'_>) -> Option<String> {
        Some(String::new())
    }

    /// Takes over the platform of an account where the profile names none; tells whether it does.
    pub(crate) fn inherit_platform(&mut self, platform: Option<&str>) -> bool {
        let is_inherited = self.platform.is_none() && platform.is_some();
        if is_inherited {
            self.platform = platform.map(str::to_owned);
        }
        is_inherited
    }

    /// The direction whose placeholders the template holds most of.
    pub(crate) fn guess_direction(&self, reader: &mut FileReader<'_>) -> String {
        reader.undirected.extend(self.id.clone());
        let sets = reader.sets.of_platform(self.platform.as_deref());
        AnyProfile::nearest_direction(self, sets).to_owned()
    }
}
