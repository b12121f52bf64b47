//! Webhooks in files.

use crate::field::{DeliveryReport, FieldInfo, FieldSet};
use crate::file::form::Key;
use crate::file::positions::Positions;
use crate::file::reader::{FileReader, PartKey};
use crate::file::value::{KeyValue, Slot, StandIn};
use crate::json::tree::{Kind, Value};
use crate::value::Product;
use crate::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};

// What nobody said of a form that cannot be read is not held against it, so each stands for the least.

impl StandIn for Product {
    fn stand_in() -> Self {
        Self::new("")
    }
}

impl StandIn for SendMethod {
    fn stand_in() -> Self {
        Self::Json
    }
}

impl StandIn for ReportType {
    fn stand_in() -> Self {
        Self::MobileOriginated
    }
}

impl WebhookSpec {
    /// Only delivery reports have names for their parameters.
    pub(crate) fn guess_report_type(&self, _: &mut FileReader<'_>) -> ReportType {
        if self.parameters.is_empty() { ReportType::MobileOriginated } else { ReportType::DeliveryReport }
    }
}

impl KeyValue for Product {
    const IS_WORD: bool = true;

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        reader.text(value, slot).map(|word| Self::new(&word))
    }
}

/// Minutes.
impl KeyValue for i16 {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let written = value.span.of(reader.file).filter(|text| matches!(value.kind, Kind::Scalar) && *text != "-0");
        let minutes = written.and_then(|text| text.parse().ok());
        if minutes.is_some() {
            reader.stands(slot.place.clone(), Positions::plain(value.span.start));
        } else {
            let expected = format!("whole minutes as `{}`", slot.name);
            reader.wrong_type(value, &expected, "write how many minutes local time is ahead of UTC");
        }
        minutes
    }
}

/// A name that is missing is told at the object, or at that of the form.
impl KeyValue for ParameterNames {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let fields = DeliveryReport::FIELDS.iter().map(FieldInfo::name);
        let known: Vec<_> = fields.clone().map(Key::optional::<String>).collect();
        let Some(object) = reader.object(value, "the parameters", &known) else {
            fields.for_each(|field| reader.unread(slot.place.member(field)));
            return None;
        };
        let mut names = Self::new();
        for (index, field) in fields.enumerate() {
            let slot = Slot { name: field, place: slot.place.member(field) };
            let name: Option<String> = reader.value_at(&object, &slot, false, KeyValue::read);
            if let Some(name) = name {
                names.set(index, name);
            }
        }
        Some(names)
    }

    fn absent(reader: &mut FileReader<'_>, place: &PartKey, start: usize) {
        for field in DeliveryReport::FIELDS {
            reader.stands(place.member(field.name()), Positions::plain(start));
        }
    }
}
