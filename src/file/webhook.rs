//! Webhooks in files.

use crate::diagnostic::{Code, Part};
use crate::field::{DeliveryReport, FieldSet};
use crate::file::positions::Positions;
use crate::file::reader::{FileReader, Keys};
use crate::json::tree::{Kind, Member, Value};
use crate::profile::secrets::secrets_of_endpoint;
use crate::text::Span;
use crate::text::words::Words;
use crate::value::{Product, TimeUnit};
use crate::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};

/// The keys of a webhook's file.
const KEYS: [&str; 12] = [
    "id",
    "product",
    "send_method",
    "report_type",
    "waba_number",
    "endpoint",
    "parameters",
    "custom_parameters",
    "custom_headers",
    "time_unit",
    "time_offset_minutes",
    "xml_root",
];

impl FileReader<'_> {
    /// Reads a webhook as far as its keys allow.
    pub(super) fn webhook(&mut self, object: &Value, members: &[Member]) -> WebhookSpec {
        let keys = self.keys(members, &KEYS, "a webhook");
        let brace = Positions::Plain { start: object.span.start };
        let waba_number = self.optional_text(&keys, "waba_number", Part::WabaNumber, Some(brace.clone()));
        let xml_root = self.optional_text(&keys, "xml_root", Part::XmlRoot, None);
        let parameters = self.parameters(&keys, &brace);
        let place = self.part(Part::Endpoint, None);
        let endpoint = self.needed(object, &keys, "endpoint", place.clone());
        if let Some(endpoint) = &endpoint {
            self.secrets_in(&place, secrets_of_endpoint(endpoint));
        }
        // What nobody said of a form that cannot be read is not held against it.
        let product =
            self.needed_word(object, &keys, "product", None).map_or(Product::new(""), |word| Product::new(&word));
        let send_method = self.one_of::<SendMethod>(object, &keys, "send_method", None);
        let report_type = self.one_of::<ReportType>(object, &keys, "report_type", Some(Part::ReportType));
        let guessed = if parameters.is_empty() { ReportType::MobileOriginated } else { ReportType::DeliveryReport };
        WebhookSpec {
            id: self.present(&keys, "id").and_then(|value| self.text(value, "id", None)),
            product,
            send_method: send_method.unwrap_or(SendMethod::Json),
            report_type: report_type.unwrap_or(guessed),
            waba_number,
            endpoint: endpoint.unwrap_or_default(),
            parameters,
            custom_parameters: self.pairs(&keys, "custom_parameters", Part::CustomParameters, "a parameter's value"),
            custom_headers: self.pairs(&keys, "custom_headers", Part::CustomHeaders, "a header's value"),
            time_unit: self.time_unit(&keys),
            time_offset_minutes: self.time_offset(&keys),
            xml_root,
        }
    }

    /// The text of a key that may be left out; what is said of that stands at `absent`.
    fn optional_text(&mut self, keys: &Keys<'_>, key: &str, part: Part, absent: Option<Positions>) -> Option<String> {
        let place = self.part(part, None);
        let Some(value) = self.present(keys, key) else {
            if let Some(absent) = absent {
                self.stands(place, absent);
            }
            return None;
        };
        let text = self.text(value, key, Some(place.clone()));
        if text.is_none() {
            self.unread(place);
        }
        text
    }

    fn needed_word(&mut self, object: &Value, keys: &Keys<'_>, key: &str, part: Option<Part>) -> Option<String> {
        let Some(value) = self.present(keys, key) else {
            self.missing_key(object, key);
            return None;
        };
        let place = part.map(|part| self.part(part, None));
        self.text(value, key, place)
    }

    fn one_of<W: Words>(&mut self, object: &Value, keys: &Keys<'_>, key: &str, part: Option<Part>) -> Option<W> {
        let word = self.needed_word(object, keys, key, part)?;
        let value = self.present(keys, key)?;
        self.word(value, &key.replace('_', " "), &word)
    }

    /// The names of the parameters. A name that is missing is told at the object, or at that of the form.
    fn parameters(&mut self, keys: &Keys<'_>, brace: &Positions) -> ParameterNames {
        let mut names = ParameterNames::new();
        let value = self.present(keys, "parameters");
        let members = value.and_then(|value| self.members(value, "the parameters"));
        let absent = value.map_or_else(|| brace.clone(), |value| Positions::Plain { start: value.span.start });
        let known: Vec<_> = DeliveryReport::FIELDS.iter().map(crate::field::FieldInfo::name).collect();
        let keys = members.map(|members| self.keys(members, &known, "the parameters")).unwrap_or_default();
        for (index, field) in known.iter().enumerate() {
            let place = self.part(Part::Parameters, Some(field));
            match self.present(&keys, field) {
                Some(value) => match self.text(value, field, Some(place.clone())) {
                    Some(name) => names.set(index, name),
                    None => self.unread(place),
                },
                None if value.is_some() && members.is_none() => self.unread(place),
                None => {
                    self.stands(place, absent.clone());
                }
            }
        }
        names
    }

    fn time_unit(&mut self, keys: &Keys<'_>) -> Option<TimeUnit> {
        let value = self.present(keys, "time_unit")?;
        let word = self.text(value, "time_unit", None)?;
        self.word(value, "time unit", &word)
    }

    fn time_offset(&mut self, keys: &Keys<'_>) -> Option<i16> {
        let value = self.present(keys, "time_offset_minutes")?;
        let minutes = value.span.of(self.file).filter(|text| *text != "-0").and_then(|text| text.parse().ok());
        if let (Kind::Scalar, Some(minutes)) = (&value.kind, minutes) {
            let place = self.part(Part::TimeOffset, None);
            self.stands(place, Positions::Plain { start: value.span.start });
            return Some(minutes);
        }
        let message = format!("expected whole minutes as `time_offset_minutes`, found {}", value.type_name(self.file));
        let span = Span::new(value.span.start, value.span.end);
        self.report(Code::WrongType, span, message, "write how many minutes local time is ahead of UTC");
        None
    }
}
