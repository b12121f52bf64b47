//! The check of a webhook's form.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::field::{DeliveryReport, DeliveryReportField, Field, FieldInfo, FieldSet, Incoming};
use crate::form::at::At;
use crate::form::form::Form;
use crate::profile::excerpts::with_excerpts_of;
use crate::profile::fix::Judged;
use crate::profile::{AnyProfile, BUILTIN, ProfileSpec};
use crate::request::Method;
use crate::template::placeholders::{Brackets, first_placeholder, placeholders_in};
#[cfg(feature = "xml")]
use crate::text::visible;
use crate::text::{EndpointParts, Message, Span, shown};
use crate::value::{Product, TimestampReading};
use crate::webhook::compose::{Parameter, ParameterValue, compose};
use crate::webhook::inserted::Inserted;
use crate::webhook::{ReportType, WebhookSpec};
use crate::wire::engine::Format;
use crate::wire::query::decode::decode;
use crate::wire::query::read::written_pairs;
use crate::wire::xml::name::is_xml_name;
#[cfg(feature = "xml")]
use crate::wire::xml::write::unwritable;

/// Checks a form, everything at once. The profile it stands for is there when the report has no error.
pub(super) fn check(form: &WebhookSpec) -> (Report, Option<AnyProfile>) {
    let mut checker = Checker::new(form, Findings::default());
    let composed = checker.composed();
    let endpoint = composed.endpoint.clone();
    let (report, profile) = AnyProfile::checked(composed, &BUILTIN);
    checker.of_profile(&endpoint, report);
    let profile = profile.filter(|_| !checker.findings.has_errors());
    (with_excerpts_of(checker.finish(), form, text_of(form), &BUILTIN), profile)
}

/// The texts in which findings about a form have their spans.
fn text_of<'f>(form: &'f WebhookSpec) -> impl Fn(&Diagnostic) -> &'f str {
    // By name: there may be as many parameters as findings. Of several with one name the first counts.
    let custom = form.custom_parameters.iter().rev().map(|(name, value)| (&**name, &**value));
    let custom: HashMap<_, _> = custom.collect();
    move |found| match (found.part(), found.member()) {
        (Part::CustomParameters, Some(name)) => {
            let (name, value) = custom.get_key_value(name).unwrap_or((&"", &""));
            if found.is_about_name() { name } else { value }
        }
        _ => form.found_text(found),
    }
}

/// What a form is judged by when fixes are applied.
pub(super) fn judged(form: &WebhookSpec) -> Judged {
    let mut checker = Checker::new(form, Findings::up_to(usize::MAX));
    let composed = checker.composed();
    AnyProfile::judged(&composed, &BUILTIN, |report| {
        checker.of_profile(&composed.endpoint, report);
        checker.finish()
    })
}

struct Checker<'f> {
    form: &'f WebhookSpec,
    findings: Findings,
    /// The parameters that have nothing wrong with them.
    sent: Vec<Parameter<'f>>,
    /// What each name is the name of already.
    names: HashMap<String, String>,
}

impl<'f> Checker<'f> {
    fn new(form: &'f WebhookSpec, findings: Findings) -> Self {
        Self { form, findings, sent: Vec::new(), names: HashMap::new() }
    }

    /// The profile that the form stands for, when all that it says by itself has been checked.
    fn composed(&mut self) -> ProfileSpec {
        self.product();
        self.waba_number();
        self.time_offset();
        self.xml_root();
        self.own_query();
        match self.form.report_type {
            ReportType::DeliveryReport => self.delivery_report(),
            ReportType::MobileOriginated => self.mobile_originated(),
        }
        self.custom_parameters();
        compose(self.form, self.form.report_type.direction(), &self.sent)
    }

    fn finish(self) -> Report {
        self.findings.into_report(text_of(self.form))
    }

    fn report(&mut self, code: Code, at: At<'_>, message: impl Into<Message>, help: impl Into<Message>) {
        self.findings.push(at.finding(code, message, help));
    }

    /// Reports an entry that is known of WhatsApp alone. Of a product that is not known nobody can tell; of one that could not be read
    /// nothing is said.
    fn whatsapp_only(&mut self, what: &str, at: At<'_>) {
        match &self.form.product {
            Product::WhatsApp => {}
            Product::Other(product) if product.trim().is_empty() => {}
            Product::Other(product) => {
                let message = format!("{what} is known of WhatsApp alone, the product is `{}`", shown(product));
                self.report(Code::WhatsAppOnly, at, message, "leave it out, unless the product has it");
            }
            product => {
                let message = format!("{what} is for WhatsApp only, the product is `{product}`");
                self.report(Code::NotApplicable, at, message, "leave it out");
            }
        }
    }

    fn is_whatsapp_delivery_report(&self) -> bool {
        self.form.product == Product::WhatsApp && self.form.report_type == ReportType::DeliveryReport
    }

    fn product(&mut self) {
        if self.form.product == Product::Sms && self.form.report_type == ReportType::MobileOriginated {
            let at = At::all(Part::ReportType, self.form.report_type.as_str());
            self.report(Code::NotApplicable, at, "there are no MO reports for SMS", "write `DLR`, or another product");
        }
    }

    fn waba_number(&mut self) {
        if let Some(number) = &self.form.waba_number {
            let at = At::all(Part::WabaNumber, number);
            self.whatsapp_only("a Waba number", at);
            self.findings.phone_number(number, at);
        } else if self.is_whatsapp_delivery_report() {
            let message = "a WhatsApp delivery report without a Waba number";
            let help = "add `\"waba_number\": …`, so that it is known whose messages are reported";
            self.report(Code::MissingWabaNumber, At::start(Part::WabaNumber), message, help);
        }
    }

    fn time_offset(&mut self) {
        let Some(minutes) = self.form.time_offset_minutes else { return };
        if TimestampReading::new().offset_minutes(minutes).is_err() {
            let at = At::all(Part::TimeOffset, &minutes.to_string());
            let message = format!("expected an offset from -1080 to 1080 minutes, found {minutes}");
            self.report(Code::WrongType, at, message, "write how many minutes local time is ahead of UTC");
        }
    }

    /// Not by the variant, which needs a feature.
    fn is_xml(&self) -> bool {
        self.form.send_method.as_str() == "XML"
    }

    fn xml_root(&mut self) {
        let Some(root) = &self.form.xml_root else { return };
        let at = At::all(Part::XmlRoot, root);
        if self.is_xml() {
            self.xml_name(root, at);
        } else {
            let message = "only a webhook that sends XML has a root element";
            self.report(Code::NotApplicable, at, message, "leave it out, or make the send method `XML`");
        }
    }

    /// Reports a name that XML cannot use for an element.
    fn xml_name(&mut self, name: &str, at: At<'_>) -> bool {
        let is_name = is_xml_name(name);
        if !is_name {
            let message = format!("`{}` cannot be the name of an XML element", shown(name));
            let help = "begin with a letter or `_`; go on with letters, digits, `_`, `-` and `.`";
            self.report(Code::InvalidXmlName, at, message, help);
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

    /// A parameter that is filled in with a field.
    fn send_field(&mut self, name: &'f str, info: &'static FieldInfo) {
        self.sent.push(Parameter { name, value: ParameterValue::Field(info.name()) });
    }

    /// Reports come under the names of the form.
    fn delivery_report(&mut self) {
        let mut nameless = Vec::new();
        for field in (0..DeliveryReport::FIELDS.len()).filter_map(DeliveryReportField::from_index) {
            let info = field.info();
            let Some(name) = self.form.parameters.get(field) else {
                nameless.push(field);
                continue;
            };
            let at = At::all(Part::Parameters, name).member(info.name());
            if !info.is_required() {
                self.whatsapp_only(&format!("`{}`", info.name()), at);
            }
            if self.name(name, at, &format!("for `{}`", info.name())) {
                self.send_field(name, info);
            }
        }
        self.nameless(&nameless);
    }

    /// Reports the fields that are not sent and should be: all that are required as one finding.
    fn nameless(&mut self, fields: &[DeliveryReportField]) {
        let at = At::start(Part::Parameters);
        let required = fields.iter().map(|field| field.info()).filter(|info| info.is_required());
        match &*required.map(FieldInfo::name).collect::<Vec<_>>() {
            [] => {}
            [name] => {
                let message = format!("there is no name for the parameter of `{name}`");
                let help = format!("add `\"{name}\": \"…\"` to the parameters");
                self.report(Code::MissingParameterName, at.member(name), message, help);
            }
            names => {
                let message = format!("there are no names for the parameters of `{}`", names.join("`, `"));
                let help = format!("add `\"{}\": \"…\"` to the parameters", names.join("\": \"…\", \""));
                self.report(Code::MissingParameterName, at, message, help);
            }
        }
        if fields.contains(&DeliveryReportField::Status) && self.is_whatsapp_delivery_report() {
            let help = "add `\"status\": \"…\"` to the parameters, so that `read` is told from `delivered`";
            let at = at.member(DeliveryReportField::Status.name());
            self.report(Code::MissingStatus, at, "a WhatsApp delivery report without a status", help);
        }
    }

    /// Messages of users come under their standard names.
    fn mobile_originated(&mut self) {
        for (field, name) in self.form.parameters.iter() {
            let at = At::all(Part::Parameters, name).member(field.info().name());
            self.report(Code::NotApplicable, at, "MO reports have the standard names", "leave the parameters out");
        }
        for info in Incoming::FIELDS {
            if let Some(taken) = self.names.insert(info.name().to_owned(), format!("for `{}`", info.name())) {
                let at = At::all(Part::Endpoint, &self.form.endpoint);
                let message = format!("parameter `{}`, which every MO report has, is one {taken}", info.name());
                self.report(Code::RepeatedParameter, at, message, "give it another name there");
            }
            self.send_field(info.name(), info);
        }
    }

    fn custom_parameters(&mut self) {
        for (name, value) in &self.form.custom_parameters {
            let at = At::start(Part::CustomParameters);
            let is_named = self.name(name, at.name(name), "of another custom parameter");
            if self.static_value(value, at.member(name)) && is_named {
                self.sent.push(Parameter { name, value: ParameterValue::Static(value) });
            }
        }
    }

    /// Whether a text can be the name of a parameter that is `what`; if not, it is reported.
    fn name(&mut self, name: &str, at: At<'_>, what: &str) -> bool {
        let mut is_good = true;
        if name.trim().is_empty() {
            self.report(Code::EmptyParameterName, at, "the name of the parameter is empty", "give it a name");
            is_good = false;
        } else if self.placeholder(name).is_some() {
            let message = "a placeholder stands in the name of a parameter";
            let help = "write the name itself; the field it is for is filled in by itself";
            self.report(Code::MisplacedPlaceholder, at, message, help);
            is_good = false;
        } else if self.is_xml() {
            is_good = self.xml_name(name, at);
        }
        if let Some(taken) = self.names.get(name).filter(|_| is_good) {
            let message = format!("`{}` is the name of the parameter {taken} already", shown(name));
            self.report(Code::RepeatedParameter, at, message, "give each parameter a name of its own");
            return false;
        }
        self.names.insert(name.to_owned(), what.to_owned());
        is_good
    }

    fn static_value(&mut self, value: &str, at: At<'_>) -> bool {
        let placeholder = self.placeholder(value);
        if let Some(span) = placeholder {
            let help = "custom parameters are static: write the value itself";
            self.report(Code::MisplacedPlaceholder, at.bytes(span), "a placeholder stands in a custom parameter", help);
        }
        #[cfg(feature = "xml")]
        if let Some(character) = unwritable(value).filter(|_| self.is_xml()) {
            let span = Span::of_length(value.find(character).unwrap_or_default(), character.len_utf8());
            let shown = visible(character);
            let message = format!("the value holds the character `{shown}`, which XML cannot hold");
            self.report(Code::InvalidCharacter, at.bytes(span), message, "leave it out");
            return false;
        }
        placeholder.is_none()
    }

    /// The first placeholder in a text that is to be none.
    fn placeholder(&self, text: &str) -> Option<Span> {
        let format = self.form.send_method.body_format();
        let own_brackets = format.map_or(Brackets::Angle, |format| Format::Body(format).syntax().brackets);
        first_placeholder(Brackets::Angle, text).or_else(|| first_placeholder(own_brackets, text))
    }

    /// What was found in the endpoint and the headers of the profile that the form stands for is told as that of the form.
    fn of_profile(&mut self, endpoint: &str, report: Report) {
        let inserted = Inserted::between(&self.form.endpoint, endpoint);
        let own = self.endpoint_placeholders();
        self.findings.add(report.clone(), |found| {
            let span = inserted.before(found.span());
            let is_of_form =
                found.code() == Code::MissingPlaceholder || overlap(&own, span) || inserted.holds(found.span());
            match found.part() {
                Part::Headers => {
                    let span = found.span();
                    Some(found.moved(Part::CustomHeaders, span))
                }
                Part::Endpoint if !is_of_form => {
                    // An endpoint of a form has no placeholders, so none is made of an encoded one.
                    let is_ours =
                        |fix: &&Fix| found.code() != Code::EncodedPlaceholder && fix.span().end <= inserted.start;
                    let fix = found.fix().filter(is_ours).cloned();
                    Some(found.moved(Part::Endpoint, span).with_fix(fix))
                }
                _ => None,
            }
        });
        if report.has_errors() && !self.findings.has_errors() {
            // Whatever a form may hold that this check did not foresee is an error all the same.
            let whole = Span::whole(&self.form.endpoint);
            self.findings.add(report, |found| Some(found.moved(Part::Endpoint, whole).with_fix(None)));
        }
    }

    /// Reports placeholders in the endpoint, and gives their places.
    fn endpoint_placeholders(&mut self) -> Vec<Span> {
        let endpoint = &self.form.endpoint;
        let spans: Vec<_> = placeholders_in(Brackets::Angle, endpoint, Span::whole(endpoint)).collect();
        for span in &spans {
            let message = format!("`{}` stands in the endpoint", shown(span.of(endpoint).unwrap_or_default()));
            let help = "leave it out: the form's parameters are joined to the endpoint by themselves";
            self.report(Code::MisplacedPlaceholder, At::start(Part::Endpoint).bytes(*span), message, help);
        }
        spans
    }
}

/// Whether a span has a byte in common with one of `spans`, which stand one after the other.
fn overlap(spans: &[Span], span: Span) -> bool {
    let behind = spans.partition_point(|other| other.end <= span.start);
    spans.get(behind).is_some_and(|other| other.start < span.end)
}
