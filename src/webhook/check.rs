//! The check of a webhook's form.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::field::{DeliveryReport, DeliveryReportField, Field, FieldSet, Incoming};
use crate::form::form::Form;
use crate::profile::{AnyProfile, BUILTIN};
use crate::request::Method;
use crate::template::placeholders::{Brackets, first_placeholder, placeholders_in};
use crate::text::{EndpointParts, Span, clip, shown};
use crate::value::{PhoneNumber, Product, TimestampReading};
use crate::webhook::compose::{Parameter, ParameterValue, compose};
use crate::webhook::inserted::Inserted;
use crate::webhook::{ReportType, WebhookSpec};
use crate::wire::engine::Format;
use crate::wire::query::read::{decode, written_pairs};
use crate::wire::xml::name::is_xml_name;
#[cfg(feature = "xml")]
use crate::wire::xml::write::unwritable;

/// Checks a form, everything at once. The profile it stands for is there when the report has no error.
pub(super) fn check(form: &WebhookSpec) -> (Report, Option<AnyProfile>) {
    let mut checker = Checker { form, findings: Findings::default(), sent: Vec::new(), names: HashMap::new() };
    checker.product();
    checker.waba_number();
    checker.time_offset();
    checker.xml_root();
    checker.own_query();
    match form.report_type {
        ReportType::DeliveryReport => checker.delivery_report(),
        ReportType::MobileOriginated => checker.mobile_originated(),
    }
    checker.custom_parameters();
    let profile = checker.profile();
    (checker.findings.into_report(|found| form.part_text(found.part(), found.part_member())), profile)
}

struct Checker<'f> {
    form: &'f WebhookSpec,
    findings: Findings,
    /// The parameters that have nothing wrong with them.
    sent: Vec<Parameter<'f>>,
    /// What each name is the name of already.
    names: HashMap<String, String>,
}

impl Checker<'_> {
    fn report(&mut self, code: Code, part: Part, span: Span, message: impl Into<Box<str>>, help: &str) {
        self.findings.push(Diagnostic::new(code, part, span, message).help(help));
    }

    fn report_member(&mut self, code: Code, (part, member): (Part, &str), span: Span, message: String, help: &str) {
        self.findings.push(Diagnostic::new(code, part, span, message).help(help).member(member));
    }

    fn is_whatsapp_delivery_report(&self) -> bool {
        self.form.product == Product::WhatsApp && self.form.report_type == ReportType::DeliveryReport
    }

    fn product(&mut self) {
        if self.form.product == Product::Sms && self.form.report_type == ReportType::MobileOriginated {
            let span = Span::new(0, self.form.report_type.as_str().len());
            let message = "there are no MO reports for SMS";
            self.report(Code::NotApplicable, Part::ReportType, span, message, "write `DLR`, or another product");
        }
    }

    fn waba_number(&mut self) {
        match &self.form.waba_number {
            Some(number) => {
                let span = Span::new(0, number.len());
                if self.form.product == Product::Sms {
                    let message = "a webhook for SMS has no Waba number";
                    self.report(Code::NotApplicable, Part::WabaNumber, span, message, "leave it out");
                }
                if PhoneNumber::parse(number).is_err() {
                    let message = format!("`{}` is not a telephone number", shown(number));
                    let help = "write it in the form of E.164, such as `+12025550100`";
                    self.report(Code::InvalidNumber, Part::WabaNumber, span, message, help);
                }
            }
            None if self.is_whatsapp_delivery_report() => {
                let message = "a WhatsApp delivery report without a Waba number";
                let help = "add `\"waba_number\": …`, so that it is known whose messages are reported";
                self.report(Code::MissingWabaNumber, Part::WabaNumber, Span::at(0), message, help);
            }
            None => {}
        }
    }

    fn time_offset(&mut self) {
        let Some(minutes) = self.form.time_offset_minutes else { return };
        if TimestampReading::new().offset_minutes(minutes).is_err() {
            let span = Span::new(0, minutes.to_string().len());
            let message = format!("expected an offset from -1080 to 1080 minutes, found {minutes}");
            let help = "write how many minutes local time is ahead of UTC";
            self.report(Code::WrongType, Part::TimeOffset, span, message, help);
        }
    }

    /// Not by the variant, which needs a feature.
    fn is_xml(&self) -> bool {
        self.form.send_method.as_str() == "XML"
    }

    fn xml_root(&mut self) {
        let Some(root) = &self.form.xml_root else { return };
        if self.is_xml() {
            self.xml_name(root, Span::new(0, root.len()), (Part::XmlRoot, None));
        } else {
            let message = "only a webhook that sends XML has a root element";
            let span = Span::new(0, root.len());
            self.report(
                Code::NotApplicable,
                Part::XmlRoot,
                span,
                message,
                "leave it out, or make the send method `XML`",
            );
        }
    }

    /// Reports a name that XML cannot use for an element.
    fn xml_name(&mut self, name: &str, span: Span, (part, member): (Part, Option<&str>)) -> bool {
        let is_name = is_xml_name(name);
        if !is_name {
            let message = format!("`{}` cannot be the name of an XML element", shown(name));
            let found = Diagnostic::new(Code::InvalidXmlName, part, span, message);
            let found = found.help("begin with a letter or `_`; go on with letters, digits, `_`, `-` and `.`");
            self.findings.push(if let Some(member) = member { found.member(member) } else { found });
        }
        is_name
    }

    /// What the endpoint's own query of a GET webhook has taken.
    fn own_query(&mut self) {
        if self.form.send_method.method() != Method::Get {
            return;
        }
        let endpoint = &self.form.endpoint;
        let query = EndpointParts::of(endpoint).query.and_then(|span| span.of(endpoint)).unwrap_or_default();
        for (name, _) in written_pairs(query.as_bytes()) {
            self.names.insert(decode(name).0.into_owned(), "of the endpoint's own query".to_owned());
        }
    }

    fn delivery_report(&mut self) {
        for (index, info) in DeliveryReport::FIELDS.iter().enumerate() {
            let field = DeliveryReportField::from_index(index);
            let place = (Part::Parameters, info.name());
            match field.and_then(|field| self.form.parameters.get(field)) {
                Some(name) => {
                    if self.form.product == Product::Sms && !info.is_required() {
                        let message = format!("reports about SMS have no `{}`", info.name());
                        let span = Span::new(0, name.len());
                        self.report_member(Code::NotApplicable, place, span, message, "leave it out");
                    }
                    if self.name(name, place, &format!("for `{}`", info.name())) {
                        self.sent.push(Parameter { name, value: ParameterValue::Field(info.name()) });
                    }
                }
                None if info.is_required() => {
                    let message = format!("there is no name for the parameter of `{}`", info.name());
                    let help = format!("add `\"{}\": \"…\"` to the parameters", info.name());
                    self.report_member(Code::MissingParameterName, place, Span::at(0), message, &help);
                }
                None if field == Some(DeliveryReportField::Status) && self.is_whatsapp_delivery_report() => {
                    let message = "a WhatsApp delivery report without a status".to_owned();
                    let help = "add `\"status\": \"…\"` to the parameters, so that `read` is told from `delivered`";
                    self.report_member(Code::MissingStatus, place, Span::at(0), message, help);
                }
                None => {}
            }
        }
    }

    /// Messages of users come under their standard names.
    fn mobile_originated(&mut self) {
        for (field, name) in self.form.parameters.iter() {
            let place = (Part::Parameters, field.info().name());
            let message = "MO reports have the standard names".to_owned();
            let help = "leave the parameters out";
            self.report_member(Code::NotApplicable, place, Span::new(0, name.len()), message, help);
        }
        for info in Incoming::FIELDS {
            if let Some(taken) = self.names.insert(info.name().to_owned(), format!("for `{}`", info.name())) {
                let message = format!("parameter `{}`, which every MO report has, is one {taken}", info.name());
                let span = Span::new(0, self.form.endpoint.len());
                self.report(Code::RepeatedParameter, Part::Endpoint, span, message, "give it another name there");
            }
            self.sent.push(Parameter { name: info.name(), value: ParameterValue::Field(info.name()) });
        }
    }

    fn custom_parameters(&mut self) {
        let form = self.form;
        for (name, value) in &form.custom_parameters {
            let place = (Part::CustomParameters, &**name);
            let is_named = self.name(name, place, "of another custom parameter");
            if self.static_value(value, place) && is_named {
                self.sent.push(Parameter { name, value: ParameterValue::Static(value) });
            }
        }
    }

    /// Whether a text can be the name of a parameter that is `what`; if not, it is reported.
    fn name(&mut self, name: &str, place: (Part, &str), what: &str) -> bool {
        // The name of a custom parameter is no part of its text.
        let span = if place.0 == Part::Parameters { Span::new(0, name.len()) } else { Span::at(0) };
        let mut is_good = true;
        if name.trim().is_empty() {
            let message = "the name of the parameter is empty".to_owned();
            self.report_member(Code::EmptyParameterName, place, span, message, "give it a name");
            is_good = false;
        } else if self.placeholder(name).is_some() {
            let message = "a placeholder stands in the name of a parameter".to_owned();
            let help = "write the name itself; the field it is for is filled in by itself";
            self.report_member(Code::MisplacedPlaceholder, place, span, message, help);
            is_good = false;
        } else if self.is_xml() {
            is_good = self.xml_name(name, span, (place.0, Some(place.1)));
        }
        if let Some(taken) = self.names.get(name).filter(|_| is_good) {
            let message = format!("`{}` is the name of the parameter {taken} already", shown(name));
            self.report_member(Code::RepeatedParameter, place, span, message, "give each parameter a name of its own");
            return false;
        }
        self.names.insert(name.to_owned(), what.to_owned());
        is_good
    }

    fn static_value(&mut self, value: &str, place: (Part, &str)) -> bool {
        let placeholder = self.placeholder(value);
        if let Some(span) = placeholder {
            let message = "a placeholder stands in a custom parameter".to_owned();
            let help = "custom parameters are static: write the value itself";
            self.report_member(Code::MisplacedPlaceholder, place, span, message, help);
        }
        #[cfg(feature = "xml")]
        if let Some(character) = unwritable(value).filter(|_| self.is_xml()) {
            let start = value.find(character).unwrap_or_default();
            let message =
                format!("the value holds the character `{}`, which XML cannot hold", character.escape_debug());
            let span = Span::new(start, start + character.len_utf8());
            self.report_member(Code::InvalidCharacter, place, span, message, "leave it out");
            return false;
        }
        placeholder.is_none()
    }

    /// The first placeholder in a text that is to be none.
    fn placeholder(&self, text: &str) -> Option<Span> {
        let own_brackets = self
            .form
            .send_method
            .body_format()
            .map_or(Brackets::Angle, |format| Format::Body(format).syntax().brackets);
        first_placeholder(Brackets::Angle, text).or_else(|| first_placeholder(own_brackets, text))
    }

    /// The profile that the form stands for; what its check finds in the endpoint and the headers is told as that of the form.
    fn profile(&mut self) -> Option<AnyProfile> {
        let direction = match self.form.report_type {
            ReportType::DeliveryReport => DeliveryReport::NAME,
            ReportType::MobileOriginated => Incoming::NAME,
        };
        let composed = compose(self.form, direction, &self.sent);
        let inserted = Inserted::between(&self.form.endpoint, &composed.endpoint);
        let (report, profile) = AnyProfile::checked(composed, &BUILTIN);
        let own = self.endpoint_placeholders();
        for found in &report {
            match found.part() {
                Part::Headers => self.findings.push(found.clone().moved(Part::CustomHeaders, found.span())),
                Part::Endpoint if found.code() != Code::MissingPlaceholder => {
                    let span = inserted.before(found.span());
                    let is_own = own.iter().any(|own| own.start < span.end && span.start < own.end);
                    if !is_own && !inserted.holds(found.span()) {
                        let fix = found.suggested_fix().filter(|fix| fix.span().end <= inserted.start).cloned();
                        self.findings.push(found.clone().moved(Part::Endpoint, span).fix(fix));
                    }
                }
                _ => {}
            }
        }
        if self.findings.has_errors() {
            return None;
        }
        if profile.is_none() {
            // Whatever a form may hold that this check did not foresee is an error all the same.
            let whole = Span::new(0, self.form.endpoint.len());
            for found in report.into_diagnostics() {
                self.findings.push(found.moved(Part::Endpoint, whole).fix(None::<Fix>));
            }
        }
        profile
    }

    /// Reports placeholders in the endpoint, and gives their places.
    fn endpoint_placeholders(&mut self) -> Vec<Span> {
        let endpoint = &self.form.endpoint;
        let whole = Span::new(0, endpoint.len());
        let spans: Vec<_> = placeholders_in(Brackets::Angle, endpoint, whole).collect();
        for span in &spans {
            let message = format!("`{}` stands in the endpoint", span.of(endpoint).map(clip).unwrap_or_default());
            let help = "leave it out: the form's parameters are joined to the endpoint by themselves";
            self.report(Code::MisplacedPlaceholder, Part::Endpoint, *span, message, help);
        }
        spans
    }
}
