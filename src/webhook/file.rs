//! Webhooks in files.

use crate::diagnostic::Code;
use crate::field::{DeliveryReport, FieldInfo, FieldSet};
use crate::form::positions::Positions;
use crate::form::reader::{FileReader, PartKey};
use crate::form::value::{KeyValue, Slot};
use crate::json::tree::{Kind, Value};
use crate::value::Product;
use crate::webhook::ParameterNames;

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
            reader.record_position(slot.place.clone(), Positions::plain(value.span.start));
        } else {
            let message = format!("expected whole minutes as `{}`, found {}", slot.name, value.type_name(reader.file));
            let help = "write how many minutes local time is ahead of UTC";
            reader.report(Code::WrongType, value.span, message, help);
            reader.secrets.extend(Some(value.span).filter(|_| !matches!(value.kind, Kind::Scalar)));
        }
        minutes
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
