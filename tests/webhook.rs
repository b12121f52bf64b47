//! Webhooks: what the check of the form finds, and what the profile it stands for sends and reads.
#![cfg(feature = "xml")]
#![cfg(test)]

use callback_profile::diagnostic::{Diagnostic, PlatformError};
use callback_profile::field::{Callback, Field};
use callback_profile::request::Request;
use callback_profile::value::{Product, TimeUnit};
use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
use callback_profile::{
    AnyProfile, AnyReceived, DeliveryReport, DeliveryReportCallback, DeliveryReportField, FieldSet, Incoming, Profile,
    Webhook,
};
use proptest::prelude::*;
use util::requests::{comes_back, content_type};
use util::rows::run;

mod util;

const URL: &str = "https://example.com/dlr?key=7";

/// The names that real users choose.
const NAMES: [&str; 8] =
    ["txn_id", "msg_id", "error_code", "mobile", "received_time", "delivered_time", "read_time", "status"];

fn fields() -> impl Iterator<Item = DeliveryReportField> {
    (0..DeliveryReport::FIELDS.len()).filter_map(DeliveryReportField::from_index)
}

fn sms(method: SendMethod) -> WebhookSpec {
    let form = WebhookSpec::new(Product::Sms, method, ReportType::DeliveryReport, URL);
    fields().zip(NAMES).take(6).fold(form, |form, (field, name)| form.with_parameter(field, name))
}

fn whatsapp(method: SendMethod) -> WebhookSpec {
    let form = WebhookSpec::new(Product::WhatsApp, method, ReportType::DeliveryReport, URL);
    let form = form.with_waba_number("+12025550100");
    fields().zip(NAMES).fold(form, |form, (field, name)| form.with_parameter(field, name))
}

fn messages(method: SendMethod) -> WebhookSpec {
    WebhookSpec::new(Product::WhatsApp, method, ReportType::MobileOriginated, URL)
}

fn changed(mut form: WebhookSpec, change: impl FnOnce(&mut WebhookSpec)) -> WebhookSpec {
    change(&mut form);
    form
}

fn at(form: WebhookSpec, endpoint: &str) -> WebhookSpec {
    changed(form, |form| form.endpoint = endpoint.to_owned())
}

#[test]
fn complete_forms_are_clean_and_come_back() {
    for method in SendMethod::ALL {
        for form in [sms(*method), whatsapp(*method), messages(*method)] {
            let form = form
                .with_id("w1")
                .with_custom_parameter("tenant", "7 & {id} \"<8>\"")
                .with_custom_header("X-Token", "hush");
            let report = Webhook::check(&form);
            let is_xml = *method == SendMethod::Xml;
            assert_eq!(report.is_clean(), !is_xml, "{report}");
            let form =
                if is_xml { changed(form, |form| form.custom_parameters[0].1 = "{7} & <8>".to_owned()) } else { form };
            let webhook = Webhook::try_from(form).unwrap();
            let again: Webhook = serde_json::from_str(&serde_json::to_string(&webhook).unwrap()).unwrap();
            assert_eq!(again, webhook);
            assert!(!format!("{webhook:?}").contains("hush") && !format!("{webhook:?}").contains("7 &"));
        }
    }
}

/// Each row: what is wrong, and the findings with part, member and bytes.
#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_form_error_is_found_where_it_is() {
    use DeliveryReportField as F;
    use SendMethod::{Get, Json, Post, Xml};

    type Found = &'static str;
    let rows: Vec<(WebhookSpec, &[Found])> = vec![
        (
            WebhookSpec::new(Product::Sms, Get, ReportType::DeliveryReport, URL)
                .with_parameters(ParameterNames::new().with(F::MessageId, "id").with(F::Mobile, "")),
            &["missing-parameter-name parameters - 0..0", "empty-parameter-name parameters mobile 0..0"],
        ),
        (sms(Json).with_parameter(F::Mobile, "msg_id"), &["repeated-parameter parameters mobile 0..6"]),
        (sms(Get).with_parameter(F::Mobile, "key"), &["repeated-parameter parameters mobile 0..3"]),
        (sms(Post).with_parameter(F::Mobile, "key"), &[]),
        (sms(Json).with_custom_parameter("msg_id", "x"), &["repeated-parameter custom_parameters msg_id 0..6"]),
        (
            sms(Json).with_custom_parameter("a", "1").with_custom_parameter("a", "2"),
            &["repeated-parameter custom_parameters a 0..1"],
        ),
        (sms(Json).with_custom_parameter(" ", "x"), &["empty-parameter-name custom_parameters   0..1"]),
        (messages(Json).with_custom_parameter("body", "x"), &["repeated-parameter custom_parameters body 0..4"]),
        (at(messages(Get), "https://example.com/?from=me"), &["repeated-parameter endpoint - 0..28"]),
        (sms(Xml).with_parameter(F::Mobile, "mobile number"), &["invalid-xml-name parameters mobile 0..13"]),
        (sms(Xml).with_parameter(F::Mobile, "1st"), &["invalid-xml-name parameters mobile 0..3"]),
        (sms(Xml).with_parameter(F::Mobile, "a:b"), &["invalid-xml-name parameters mobile 0..3"]),
        (sms(Xml).with_custom_parameter("a/b", "x"), &["invalid-xml-name custom_parameters a/b 0..3"]),
        (sms(Xml).with_custom_parameter("a", "x\u{1}"), &["invalid-character custom_parameters a 1..2"]),
        (sms(Json).with_custom_parameter("a/b \u{1}", "x\u{1}"), &[]),
        (changed(sms(Xml), |form| form.xml_root = Some("dl r".to_owned())), &["invalid-xml-name xml_root - 0..4"]),
        (changed(sms(Json), |form| form.xml_root = Some("dlr".to_owned())), &["not-applicable xml_root - 0..3"]),
        (sms(Json).with_parameter(F::ReadTime, "r"), &["not-applicable parameters read_time 0..1"]),
        (sms(Json).with_parameter(F::Status, "st"), &["not-applicable parameters status 0..2"]),
        (changed(messages(Json), |form| form.product = Product::Sms), &["not-applicable report_type - 0..2"]),
        (
            changed(messages(Json).with_waba_number("+12025550100"), |form| form.product = Product::Sms),
            &["not-applicable report_type - 0..2", "not-applicable waba_number - 0..12"],
        ),
        (messages(Json).with_parameter(F::Mobile, "to"), &["not-applicable parameters mobile 0..2"]),
        (sms(Json).with_waba_number("12025550100"), &["not-applicable waba_number - 0..11"]),
        (whatsapp(Json).with_waba_number("(202)"), &["invalid-number waba_number - 0..5"]),
        (changed(whatsapp(Json), |form| form.waba_number = None), &["missing-waba-number waba_number - 0..0"]),
        (
            whatsapp(Json).with_parameters(
                fields().zip(NAMES).take(7).fold(ParameterNames::new(), |names, (field, name)| names.with(field, name)),
            ),
            &["missing-status parameters status 0..0"],
        ),
        (sms(Json).with_custom_parameter("a", "b<id>c"), &["misplaced-placeholder custom_parameters a 1..5"]),
        (sms(Json).with_custom_parameter("a", "b{id}c"), &[]),
        (sms(Xml).with_custom_parameter("a", "b{id}c"), &["misplaced-placeholder custom_parameters a 1..5"]),
        (sms(Json).with_parameter(F::Mobile, "<mobile>"), &["misplaced-placeholder parameters mobile 0..8"]),
        (sms(Json).with_custom_header("X-A", "<mobile>"), &["misplaced-placeholder custom_headers X-A 0..8"]),
        (
            sms(Get)
                .with_custom_header("X A", "1")
                .with_custom_header("Host", "h")
                .with_custom_header("content-length", "3")
                .with_custom_header("Content-Type", "text/xml")
                .with_custom_header("TE", "gzip")
                .with_custom_header("X-B", "a\nb"),
            &[
                "reserved-header custom_headers Content-Type 0..12",
                "reserved-header custom_headers Host 0..4",
                "reserved-header custom_headers TE 0..2",
                "invalid-header custom_headers X A 0..3",
                "invalid-header custom_headers X-B 1..2",
                "reserved-header custom_headers content-length 0..14",
            ],
        ),
        (at(sms(Get), "https: //example.com"), &["invalid-endpoint endpoint - 0..9"]),
        (at(sms(Post), "example.com/dlr"), &["invalid-endpoint endpoint - 0..15"]),
        (
            at(sms(Get), "https://example.com/a b?x=%#top"),
            &[
                "invalid-character endpoint - 21..22",
                "cut-escape endpoint - 26..27",
                "endpoint-fragment endpoint - 27..31",
            ],
        ),
        (
            at(sms(Get), "http://localhost/?a=<mobile>&b=1"),
            &[
                "insecure-scheme endpoint - 0..4",
                "private-host endpoint - 7..16",
                "misplaced-placeholder endpoint - 20..28",
            ],
        ),
        (at(sms(Json), "https://example.com/<id>"), &["misplaced-placeholder endpoint - 20..24"]),
        (
            changed(sms(Json), |form| form.time_offset_minutes = Some(19_800)),
            &["wrong-type time_offset_minutes - 0..5"],
        ),
    ];
    for (form, expected) in rows {
        let report = Webhook::check(&form);
        let line = |found: &Diagnostic| {
            format!("{} {} {} {}", found.code(), found.part(), found.member().unwrap_or("-"), found.span())
        };
        let found: Vec<_> = report.iter().map(line).collect();
        assert_eq!(found, expected, "{form:?}\n{report}");
        assert_eq!(report.has_errors(), Webhook::try_from(form).is_err());
    }
}

/// What only WhatsApp has: the Waba number, the time of reading, the status.
#[test]
fn what_is_for_whatsapp_only_is_refused_for_every_other_product() {
    type Entry = fn(WebhookSpec) -> WebhookSpec;

    let entries: [(&str, Entry); 3] = [
        ("waba_number -", |form| form.with_waba_number("+12025550100")),
        ("parameters read_time", |form| form.with_parameter(DeliveryReportField::ReadTime, "r")),
        ("parameters status", |form| form.with_parameter(DeliveryReportField::Status, "s")),
    ];
    let products = [
        ("sms", Some("error[not-applicable]")),
        (" SMS", Some("error[not-applicable]")),
        ("WhatsApp", None),
        ("whatsapp ", None),
        ("RCS", Some("note[whatsapp-only]")),
        ("what's app", Some("note[whatsapp-only]")),
        // What could not be read is told of by itself.
        ("", None),
    ];
    for method in SendMethod::ALL {
        for (product, expected) in products {
            for (place, entry) in entries {
                let form = changed(sms(*method), |form| form.product = Product::new(product));
                let report = Webhook::check(&entry(form.clone()));
                let of_entry = |found: &&Diagnostic| {
                    let member = found.member().unwrap_or("-");
                    format!("{} {member}", found.part()) == place && found.span().start < found.span().end
                };
                let found: Vec<_> = report.iter().filter(of_entry).map(ToString::to_string).collect();
                assert_eq!(found.len(), usize::from(expected.is_some()), "{product} {place}: {found:?}");
                assert!(found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected)), "{found:?}");
                assert_eq!(report.has_errors(), product.trim().eq_ignore_ascii_case("sms"), "{report}");
            }
        }
    }
}

#[test]
fn a_delivery_report_without_a_status_is_worth_a_note_and_no_more() {
    let form = whatsapp(SendMethod::Json).with_parameters(ParameterNames::standard());
    let report = Webhook::check(&form);
    let found: Vec<_> = report.iter().map(|found| (found.code().as_str(), found.severity().as_str())).collect();
    assert_eq!(found, [("missing-status", "note")]);
    assert!(report.is_clean());
}

#[test]
fn a_refused_endpoint_is_e413() {
    let form = at(sms(SendMethod::Json), "https: //example.com");
    let report = Webhook::check(&form);
    assert_eq!(report.diagnostics()[0].platform_error(), Some(PlatformError::INVALID_CALLBACK_URL));
}

fn report(profile: &AnyProfile) -> &Profile<DeliveryReport> {
    let AnyProfile::DeliveryReport(profile) = profile else { panic!("{profile:?}") };
    profile
}

#[test]
fn each_send_method_has_its_form() {
    let callback = DeliveryReportCallback::default()
        .with(DeliveryReportField::TransactionId, "a b&c")
        .with(DeliveryReportField::Mobile, "+12025550143");
    let wire = |method| {
        let webhook = Webhook::try_from(sms(method).with_custom_parameter("t p", "é &")).unwrap();
        let request = report(webhook.profile()).render(&callback).unwrap();
        (request.url().to_owned(), content_type(&request).map(str::to_owned), request.into_body())
    };
    let url = format!(
        "{URL}&txn_id=a%20b%26c&msg_id=&error_code=&mobile=%2B12025550143&received_time=&delivered_time=&t%20p=%C3%A9%20%26"
    );
    assert_eq!(wire(SendMethod::Get), (url, None, None));
    let (url, content_type, body) = wire(SendMethod::Post);
    assert_eq!((&*url, content_type.as_deref()), (URL, Some("application/x-www-form-urlencoded")));
    assert_eq!(
        body.as_deref(),
        Some("txn_id=a+b%26c&msg_id=&error_code=&mobile=%2B12025550143&received_time=&delivered_time=&t+p=%C3%A9+%26")
    );
    let (_, content_type, body) = wire(SendMethod::Json);
    assert_eq!(content_type.as_deref(), Some("application/json"));
    let json: serde_json::Value = serde_json::from_str(&body.unwrap()).unwrap();
    assert_eq!((&json["txn_id"], &json["t p"], json.as_object().unwrap().len()), (&"a b&c".into(), &"é &".into(), 7));

    let form = sms(SendMethod::Xml).with_custom_parameter("tp", "é &<{x");
    let webhook = Webhook::try_from(changed(form, |form| form.xml_root = Some("dlr".to_owned()))).unwrap();
    let request = report(webhook.profile()).render(&callback).unwrap();
    assert_eq!(request.headers()["content-type"], "application/xml");
    let body = request.into_body().unwrap();
    let document = roxmltree::Document::parse(&body).unwrap();
    let root = document.root_element();
    let text = |name: &str| root.children().find(|node| node.has_tag_name(name)).unwrap().text();
    assert_eq!((root.tag_name().name(), text("txn_id"), text("tp")), ("dlr", Some("a b&c"), Some("é &<{x")));
}

#[test]
fn times_are_read_as_the_form_says() {
    let read = |form: &WebhookSpec, text: &str| {
        let webhook = Webhook::try_from(form.clone()).unwrap();
        let callback = DeliveryReportCallback::default().with(DeliveryReportField::DeliveredTime, text.to_owned());
        webhook.timestamp(&callback, DeliveryReportField::DeliveredTime).map(|time| time.map(|time| time.to_string()))
    };
    let form = sms(SendMethod::Get);
    let milliseconds = changed(form.clone(), |form| form.time_unit = Some(TimeUnit::Milliseconds));
    let india = changed(milliseconds.clone(), |form| form.time_offset_minutes = Some(330));
    let rows = [
        ((&form, "1710000042"), Ok(Some("1710000042".to_owned()))),
        ((&form, "1710000042125"), Ok(Some("1710000042.125".to_owned()))),
        ((&form, "2024-03-09 16:00:42"), Ok(Some("1710000042".to_owned()))),
        ((&form, ""), Ok(None)),
        ((&milliseconds, "1500"), Ok(Some("1.500".to_owned()))),
        ((&india, "2024-03-09 21:30:42"), Ok(Some("1710000042".to_owned()))),
    ];
    run(&rows, |(form, text)| read(form, text));
    let error = read(&form, "soon").unwrap_err().to_string();
    assert_eq!(error.split(',').next(), Some("field `delivered_time`: expected Unix seconds"));
}

fn judged(request: &Request) -> Vec<(String, String)> {
    match (content_type(request), request.body()) {
        (None, None) => url::Url::parse(request.url())
            .unwrap()
            .query_pairs()
            .into_owned()
            .filter(|(name, _)| name != "key")
            .collect(),
        (Some("application/x-www-form-urlencoded"), Some(body)) => {
            form_urlencoded::parse(body.as_bytes()).into_owned().collect()
        }
        (Some("application/json"), Some(body)) => {
            let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(body).unwrap();
            object.into_iter().map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect()
        }
        (Some("application/xml"), Some(body)) => {
            let document = roxmltree::Document::parse(body).unwrap();
            let elements = document.root_element().children().filter(roxmltree::Node::is_element);
            elements
                .map(|node| (node.tag_name().name().to_owned(), node.text().unwrap_or_default().to_owned()))
                .collect()
        }
        other => panic!("{other:?}"),
    }
}

fn names(method: SendMethod) -> BoxedStrategy<Vec<String>> {
    let name = if method == SendMethod::Xml { "[A-Za-z_é][A-Za-z0-9_.é-]{0,6}" } else { "[^>]{1,8}" };
    let name = name.prop_filter("no blank name", |name| !name.trim().is_empty() && name != "key");
    prop::collection::hash_set(name, 10).prop_map(|names| names.into_iter().collect()).boxed()
}

fn texts(method: SendMethod, count: usize) -> BoxedStrategy<Vec<String>> {
    let is_xml = method == SendMethod::Xml;
    let fits = move |c: &char| {
        !is_xml || matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
    };
    let text = any::<String>().prop_map(move |text| text.chars().filter(fits).collect());
    prop::collection::vec(text, count).boxed()
}

fn cases() -> impl Strategy<Value = (SendMethod, Vec<String>, Vec<String>, Vec<String>)> {
    prop::sample::select(SendMethod::ALL)
        .prop_flat_map(|method| (Just(method), names(method), texts(method, 17), texts(method, 2)))
}

proptest! {
    /// Names and values of all kinds, in all formats: what is sent is read back, by us and by others, and nothing is added.
    #[test]
    fn what_a_webhook_sends_is_read_back((method, names, values, fixed) in cases()) {
        let form = fields().zip(&names).fold(
            WebhookSpec::new(Product::WhatsApp, method, ReportType::DeliveryReport, URL).with_waba_number("12025550100"),
            |form, (field, name)| form.with_parameter(field, name),
        );
        let form = names[8..].iter().zip(&fixed).fold(form, |form, (name, value)| form.with_custom_parameter(name, value.replace(['>', '}'], "")));
        let webhook = Webhook::try_from(form.clone()).unwrap();
        let profile = report(webhook.profile());
        let callback = fields().zip(&values).fold(DeliveryReportCallback::default(), |callback, (field, value)| callback.with(field, value.clone()));
        let request = comes_back(profile, &callback)?;
        prop_assert_eq!(profile.parse(&request).unwrap().callback, callback);
        let mut sent: Vec<(String, String)> = names[..8].iter().cloned().zip(values.iter().cloned()).chain(form.custom_parameters).collect();
        let mut read = judged(&request);
        sent.sort();
        read.sort();
        prop_assert_eq!(read, sent);
        prop_assert_eq!(request.headers().len(), usize::from(method != SendMethod::Get));
    }

    #[test]
    fn messages_of_users_come_under_standard_names((method, _, values, fixed) in cases()) {
        let form = messages(method).with_custom_parameter("custom", fixed[0].replace(['>', '}'], ""));
        let webhook = Webhook::try_from(form.clone()).unwrap();
        let AnyProfile::Incoming(profile) = webhook.profile() else { panic!() };
        let mut callback = profile.sample();
        for (slot, value) in callback.values_mut().iter_mut().zip(&values) {
            *slot = value.clone().into();
        }
        let request = profile.render(&callback).unwrap();
        let AnyReceived::Incoming(received) = webhook.profile().parse(&request).unwrap() else { panic!() };
        prop_assert!(received.problems.is_empty() && received.extra.is_empty(), "{received:?}");
        prop_assert_eq!(received.callback, profile.carried(&callback));
        let mut names: Vec<_> = judged(&request).into_iter().map(|(name, _)| name).collect();
        names.sort();
        let mut expected: Vec<_> = Incoming::FIELDS.iter().map(|field| field.name().to_owned()).chain(["custom".to_owned()]).collect();
        expected.sort();
        prop_assert_eq!(names, expected);
    }

    #[test]
    fn no_form_makes_the_check_panic(texts in prop::collection::vec(any::<String>(), 12), method in prop::sample::select(SendMethod::ALL), is_message: bool, offset: Option<i16>) {
        let kind = if is_message { ReportType::MobileOriginated } else { ReportType::DeliveryReport };
        let form = WebhookSpec::new(Product::new(&texts[0]), method, kind, texts[1].clone()).with_waba_number(texts[2].clone())
            .with_parameter(DeliveryReportField::Mobile, texts[3].clone()).with_parameter(DeliveryReportField::Status, texts[4].clone())
            .with_custom_parameter(texts[5].clone(), texts[6].clone()).with_custom_parameter(texts[7].clone(), texts[8].clone())
            .with_custom_header(texts[9].clone(), texts[10].clone());
        let form = changed(form, |form| { form.xml_root = Some(texts[11].clone()); form.time_offset_minutes = offset; });
        let report = Webhook::check(&form);
        prop_assert_eq!(Webhook::try_from(form).is_err(), report.has_errors());
    }
}
