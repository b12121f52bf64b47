//! Webhooks in files.

use crate::diagnostic::{Code, Part};
use crate::field::{DeliveryReport, FieldInfo, FieldSet};
use crate::form::positions::Positions;
use crate::form::reader::{FileReader, PartKey};
use crate::form::schema::{Keyword, ObjectSchema, Schema, Schemas};
use crate::form::value::{KeyValue, Slot};
use crate::json::tree::{Kind, Value};
use crate::value::{Product, TimestampReading};
use crate::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};

/// What the values of some keys say of others, as the check has it.
impl WebhookSpec {
    /// Some keys and fields are for WhatsApp only.
    pub(crate) fn rule_of_product() -> Schema {
        let null = || Schema::of_type("null");
        let optional = DeliveryReport::FIELDS.iter().filter(|field| !field.is_required());
        let names = Schema::members(optional.map(|field| (field.name(), null()))).typed(["object", "null"]);
        let then = Schema::members([
            (Part::ReportType.name(), Schema::words(&[ReportType::DeliveryReport])),
            (Part::WabaNumber.name(), null()),
            (Part::Parameters.name(), names),
        ]);
        Schema::when("product", Schema::spelling(Product::Sms.as_str()), then)
    }

    /// Only a document has a root.
    pub(crate) fn rule_of_send_method() -> Schema {
        let others = SendMethod::ALL.iter().filter(|method| method.as_str() != "XML");
        let then = Schema::members([(Part::XmlRoot.name(), Schema::of_type("null"))]);
        Schema::when("send_method", Schema::words(others), then)
    }

    /// A delivery report has a name for each field that is required, other reports have none of their own.
    pub(crate) fn rule_of_report_type() -> Schema {
        let required = || DeliveryReport::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name);
        let names = Schema::members(required().map(|field| (field, Schema::string()))).requiring(required());
        let parameters = Part::Parameters.name();
        let then = Schema::members([(parameters, names.typed(["object"]))]).requiring([parameters]);
        let none = Schema::object_of(Schema::of_type("null")).or_null();
        Schema::when(Part::ReportType.name(), Schema::words(&[ReportType::DeliveryReport]), then)
            .otherwise(Schema::members([(parameters, none)]))
    }
}

impl KeyValue for Product {
    const IS_WORD: bool = true;

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        reader.text(value, slot).map(|word| Self::new(&word))
    }

    fn schema(_: &mut Schemas<'_>) -> Schema {
        Schema::text_such_as(Self::ALL.iter().map(Self::as_str))
    }
}

/// Minutes.
impl KeyValue for i16 {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let written = value.span.of(reader.file).filter(|text| matches!(value.kind, Kind::Scalar) && *text != "-0");
        let minutes = written.and_then(|text| text.parse().ok());
        if minutes.is_some() {
            reader.record_position(slot.place.clone(), Positions::plain(value.span.start));
        } else {
            let message = format!("expected whole minutes as `{}`, found {}", slot.name, value.type_name(reader.file));
            let help = "write how many minutes local time is ahead of UTC";
            reader.report(Code::WrongType, value.span, message, help);
            reader.secrets.extend(Some(value.span).filter(|_| !matches!(value.kind, Kind::Scalar)));
        }
        minutes
    }

    fn schema(_: &mut Schemas<'_>) -> Schema {
        let most = i64::from(TimestampReading::MAX_OFFSET);
        Schema::of_type("integer").with("minimum", Keyword::Number(-most)).with("maximum", Keyword::Number(most))
    }
}

/// Names that are missing are told at the object, or at that of the form.
impl KeyValue for ParameterNames {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let fields: Vec<_> = DeliveryReport::FIELDS.iter().map(FieldInfo::name).collect();
        let Some(object) = reader.object(value, "the parameters", &fields) else {
            reader.unread.extend(fields.iter().map(|field| slot.place.member(*field)));
            return None;
        };
        reader.record_position(slot.place.clone(), Positions::plain(value.span.start));
        let mut names = Self::new();
        for (index, name) in fields.into_iter().enumerate() {
            let slot = slot.member(name, name);
            match reader.value(&object, &slot, KeyValue::read) {
                Some(name) => names.set(index, name),
                // One that cannot be read is not missing as well.
                None if reader.unread.contains(&slot.place) => names.set(index, name.to_owned()),
                None => {}
            }
        }
        Some(names)
    }

    fn schema(_: &mut Schemas<'_>) -> Schema {
        let name = |field: &FieldInfo| Schema::string().or_null().described(field.description());
        let properties = DeliveryReport::FIELDS.iter().map(|field| (field.name().to_owned(), name(field))).collect();
        ObjectSchema { properties, required: Vec::new() }.into_schema()
    }

    fn text(&self, member: Option<&str>) -> Option<&str> {
        self.iter().find(|(field, _)| member == Some(field.info().name())).map(|(_, name)| name)
    }

    fn absent(reader: &mut FileReader<'_>, place: &PartKey, start: usize) {
        reader.record_position(place.clone(), Positions::plain(start));
        for field in DeliveryReport::FIELDS {
            reader.record_position(place.member(field.name()), Positions::plain(start));
        }
    }
}
