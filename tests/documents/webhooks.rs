//! The claims of the document `webhooks`, about webhooks for delivery reports (DLR) and for messages of users (MO).

use callback_profile::account::AccountSpec;
use callback_profile::diagnostic::{Code, Severity};
use callback_profile::request::Request;
use callback_profile::value::{Product, Status};
use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
use callback_profile::{
    Account, AnyProfile, AnyReceived, DeliveryReport, DeliveryReportCallback, DeliveryReportField, FieldSet, Incoming,
    Webhook,
};
use serde_json::{Value, json};

use crate::fixtures::{NUMBER, account, callback, check_account, codes, names};

const URL: &str = "https://example.com/hook";

/// The six fields that every delivery report has, with names that an endpoint may expect.
const REQUIRED: [(DeliveryReportField, &str); 6] = [
    (DeliveryReportField::TransactionId, "txn_id"),
    (DeliveryReportField::MessageId, "msg_id"),
    (DeliveryReportField::ErrorCode, "err"),
    (DeliveryReportField::Mobile, "to"),
    (DeliveryReportField::ReceivedTime, "received_at"),
    (DeliveryReportField::DeliveredTime, "delivered_at"),
];

/// Those that only WhatsApp has.
const OPTIONAL: [(DeliveryReportField, &str); 2] =
    [(DeliveryReportField::ReadTime, "read_at"), (DeliveryReportField::Status, "state")];

/// A text for each field.
const REPORT: [(&str, &str); 8] = [
    ("transaction_id", "t-1"),
    ("message_id", "m-1"),
    ("error_code", "000"),
    ("mobile", "12025550143"),
    ("received_time", "1710000042125"),
    ("delivered_time", "1710000044250"),
    ("read_time", "1710000060500"),
    ("status", "read"),
];

fn named(names: &[(DeliveryReportField, &str)]) -> ParameterNames {
    names.iter().fold(ParameterNames::new(), |names, (field, name)| names.with(*field, *name))
}

fn sms(method: SendMethod) -> WebhookSpec {
    WebhookSpec::new(Product::Sms, method, ReportType::DeliveryReport, URL)
        .with_parameters(named(&REQUIRED))
        .with_id("sms")
}

fn whatsapp(method: SendMethod) -> WebhookSpec {
    WebhookSpec::new(Product::WhatsApp, method, ReportType::DeliveryReport, URL)
        .with_parameters(named(&[&REQUIRED[..], &OPTIONAL].concat()))
        .with_waba_number(NUMBER)
        .with_id("whatsapp")
}

fn messages(method: SendMethod) -> WebhookSpec {
    WebhookSpec::new(Product::WhatsApp, method, ReportType::MobileOriginated, URL).with_id("messages")
}

fn webhook(form: WebhookSpec) -> Webhook {
    Webhook::try_from(form).unwrap()
}

/// The request that tells a delivery report.
fn reported(form: WebhookSpec, texts: &[(&str, &'static str)]) -> Request {
    let AnyProfile::DeliveryReport(profile) = webhook(form).profile().clone() else {
        panic!("it reports something else")
    };
    profile.render(&callback::<DeliveryReport>(texts)).unwrap()
}

/// The request that tells a message of a user.
fn told(form: WebhookSpec, texts: &[(&str, &'static str)]) -> Request {
    let AnyProfile::Incoming(profile) = webhook(form).profile().clone() else { panic!("it reports something else") };
    profile.render(&callback::<Incoming>(texts)).unwrap()
}

/// What arrives when a report is sent: nothing is odd, nothing is left over.
#[track_caller]
fn received(form: WebhookSpec, texts: &[(&str, &'static str)]) -> DeliveryReportCallback<'static> {
    let (request, webhook) = (reported(form.clone(), texts), webhook(form));
    let Ok(AnyReceived::DeliveryReport(received)) = webhook.profile().parse(&request) else { panic!("{request:?}") };
    assert!(received.problems.is_empty() && received.extra.is_empty(), "{received:?}");
    received.into_owned().callback
}

/// All that a request says but for its headers.
fn said(request: &Request) -> String {
    format!("{} {} {}", request.method(), request.url(), request.body().unwrap_or_default())
}

fn file(form: &WebhookSpec) -> Value {
    serde_json::to_value(form).unwrap()
}

fn with_webhooks(forms: &[WebhookSpec]) -> Account {
    account(&json!({"webhooks": forms}))
}

fn is_refused(form: &WebhookSpec, code: Code) -> bool {
    let report = Webhook::check(form);
    report.iter().any(|found| found.code() == code && found.severity() == Severity::Error)
}

/// What the command lists of an account with these webhooks.
#[cfg(feature = "cli")]
fn listed(forms: &[WebhookSpec], format: &str) -> crate::util::command::Answer {
    let name = std::thread::current().name().unwrap_or_default().replace("::", "-");
    let folder = crate::util::files::Folder::new(&name);
    let file = folder.write("account.json", crate::fixtures::account_file(&json!({"webhooks": forms})).to_string());
    crate::util::command::run(&["list", "--format", format, &file], "")
}

/// Tests a webhook as the command does it; gives its answer, and what arrived at the endpoint.
#[cfg(feature = "cli")]
fn tested(form: &WebhookSpec, path: &str) -> (crate::util::command::Answer, String) {
    let name = std::thread::current().name().unwrap_or_default().replace("::", "-");
    let folder = crate::util::files::Folder::new(&name);
    let (port, arrived) = crate::util::server::server();
    let mut form = form.clone();
    form.endpoint = format!("http://127.0.0.1:{port}{path}");
    let file = folder.write("webhook.json", file(&form).to_string());
    let answer = crate::util::command::run(&["send", &file], "");
    (answer, arrived.try_iter().collect())
}

claims! {
    "line 2, DLR and MO" {
        webhooks_are_for_delivery_reports_and_for_messages {
            assert!(matches!(webhook(whatsapp(SendMethod::Json)).profile(), AnyProfile::DeliveryReport(_)));
            assert!(matches!(webhook(messages(SendMethod::Json)).profile(), AnyProfile::Incoming(_)));
        }
    }
    "lines 4 and 5, pushed instead of polled" {
        an_event_is_told_by_a_request_to_the_receiver {
            let request = reported(sms(SendMethod::Json), &REPORT[..6]);
            assert_eq!((request.method(), request.url()), (http::Method::POST, URL));
        }
    }
    "line 8, events" {
        what_became_of_an_sms_is_an_event {
            let report = received(sms(SendMethod::Get), &REPORT[..6]);
            assert_eq!((report.message_id().unwrap().as_str(), report.error_code()), ("m-1", "000"));
        }
        a_whatsapp_message_is_an_event {
            let request = told(messages(SendMethod::Json), &[("from", "12025550143"), ("body", "Hi")]);
            let form = webhook(messages(SendMethod::Json));
            let Ok(AnyReceived::Incoming(received)) = form.profile().parse(&request) else { panic!("{request:?}") };
            assert_eq!(received.callback.body(), "Hi");
        }
        a_change_of_status_is_an_event {
            assert_eq!(received(whatsapp(SendMethod::Json), &REPORT).status(), Some(Status::Read));
        }
    }
    "line 9, registration" {
        a_webhook_is_registered_with_its_endpoint {
            let mut account = account(&json!({}));
            account.insert_webhook(webhook(sms(SendMethod::Json))).unwrap();
            assert_eq!(account.webhook("sms").unwrap().spec().endpoint, URL);
        }
    }
    "line 10, delivery" {
        the_data_of_the_event_is_packed_into_one_payload {
            let body: Value =
                serde_json::from_str(reported(sms(SendMethod::Json), &REPORT[..6]).body().unwrap()).unwrap();
            let expected = json!({
                "txn_id": "t-1", "msg_id": "m-1", "err": "000", "to": "12025550143",
                "received_at": "1710000042125", "delivered_at": "1710000044250",
            });
            assert_eq!(body, expected);
        }
    }
    "line 11, the receiver" {
        the_receiver_reads_the_payload {
            for method in SendMethod::ALL {
                let report = received(whatsapp(*method), &REPORT);
                let texts: Vec<_> = report.iter().map(|(field, text)| (field.name(), text)).collect();
                assert_eq!(texts, REPORT, "{method}");
            }
        }
    }
    "line 18, products" {
        delivery_reports_are_for_sms_and_whatsapp {
            for form in [sms(SendMethod::Json), whatsapp(SendMethod::Json)] {
                assert!(Webhook::check(&form).is_clean(), "{}", Webhook::check(&form));
            }
        }
    }
    "line 20, product" {
        the_product_is_sms_or_whatsapp_in_any_case {
            for (text, product) in [("SMS", Product::Sms), ("sms", Product::Sms), ("WhatsApp", Product::WhatsApp)] {
                assert_eq!(Product::new(text), product);
            }
        }
        a_product_that_nobody_knows_is_kept {
            let mut form = sms(SendMethod::Json);
            form.product = Product::new("RCS");
            assert_eq!(webhook(form).spec().product.as_str(), "RCS");
        }
    }
    "line 21, send method" {
        #[cfg(feature = "xml")]
        the_send_method_is_get_post_json_or_xml {
            let names: Vec<_> = SendMethod::ALL.iter().map(|method| method.as_str()).collect();
            assert_eq!(names, ["GET", "POST", "JSON", "XML"]);
        }
        get_sends_a_query {
            let request = reported(sms(SendMethod::Get), &REPORT[..6]);
            let query =
                "txn_id=t-1&msg_id=m-1&err=000&to=12025550143&received_at=1710000042125&delivered_at=1710000044250";
            assert_eq!(said(&request), format!("GET {URL}?{query} "));
        }
        post_sends_a_form {
            let request = reported(sms(SendMethod::Post), &[("transaction_id", "a b&c")]);
            assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
            assert!(said(&request).starts_with(&format!("POST {URL} txn_id=a+b%26c&msg_id=&")), "{request:?}");
        }
        json_sends_an_object {
            let request = reported(sms(SendMethod::Json), &[("transaction_id", "\"a\"")]);
            assert_eq!(request.headers()["content-type"], "application/json");
            let body: Value = serde_json::from_str(request.body().unwrap()).unwrap();
            assert_eq!((&body["txn_id"], &body["msg_id"]), (&"\"a\"".into(), &"".into()));
        }
        #[cfg(feature = "xml")]
        xml_sends_a_document {
            let request = reported(sms(SendMethod::Xml), &[("transaction_id", "a < b")]);
            assert_eq!(request.headers()["content-type"], "application/xml");
            let document = roxmltree::Document::parse(request.body().unwrap()).unwrap();
            let first = document.root_element().first_element_child().unwrap();
            assert_eq!((first.tag_name().name(), first.text()), ("txn_id", Some("a < b")));
        }
    }
    "line 22, report type" {
        the_report_type_is_dlr_or_mo {
            let types: Vec<_> = ReportType::ALL.iter().map(|kind| kind.as_str()).collect();
            assert_eq!(types, ["DLR", "MO"]);
        }
        there_is_no_mo_for_sms {
            let mut form = messages(SendMethod::Json);
            form.product = Product::Sms;
            assert!(is_refused(&form, Code::NotApplicable));
        }
    }
    "line 23, Waba number" {
        a_webhook_for_sms_has_no_waba_number {
            assert!(is_refused(&sms(SendMethod::Json).with_waba_number(NUMBER), Code::NotApplicable));
        }
        a_delivery_report_of_whatsapp_is_for_one_number {
            let mut form = whatsapp(SendMethod::Json);
            assert_eq!(webhook(form.clone()).spec().waba_number.as_deref(), Some(NUMBER));
            form.waba_number = None;
            assert_eq!(codes(&Webhook::check(&form)), [Code::MissingWabaNumber]);
        }
        for_a_product_that_nobody_knows_a_waba_number_is_worth_a_note {
            let mut form = sms(SendMethod::Json).with_waba_number(NUMBER);
            form.product = Product::new("RCS");
            let report = Webhook::check(&form);
            let found: Vec<_> = report.iter().map(|found| (found.code().as_str(), found.severity())).collect();
            assert_eq!(found, [("whatsapp-only", Severity::Note)]);
        }
        what_is_no_number_is_refused {
            assert!(is_refused(&whatsapp(SendMethod::Json).with_waba_number("(202)"), Code::InvalidNumber));
        }
    }
    "line 24, endpoint" {
        the_endpoint_is_the_url_that_receives_the_data {
            for method in SendMethod::ALL {
                let mut form = sms(*method);
                form.endpoint = "https://example.com/in?tenant=7".to_owned();
                assert!(reported(form, &REPORT[..6]).url().starts_with("https://example.com/in?tenant=7"), "{method}");
            }
        }
    }
    "lines 25 to 32, required parameters" {
        each_of_the_six_names_has_to_be_given {
            for (left_out, _) in REQUIRED {
                let others: Vec<_> = REQUIRED.into_iter().filter(|(field, _)| *field != left_out).collect();
                let report = Webhook::check(&sms(SendMethod::Json).with_parameters(named(&others)));
                let found: Vec<_> = report.iter().map(|found| (found.code(), found.member())).collect();
                assert_eq!(found, [(Code::MissingParameterName, Some(left_out.name()))]);
            }
        }
        the_names_are_those_that_the_endpoint_expects {
            for name in ["TransactionID", "sms.tid", "tid[]", "identifiant de l'envoi"] {
                let form = sms(SendMethod::Post).with_parameter(DeliveryReportField::TransactionId, name);
                assert_eq!(received(form, &REPORT[..6]).transaction_id(), "t-1", "{name}");
            }
        }
        no_two_parameters_have_one_name {
            assert!(is_refused(
                &sms(SendMethod::Json).with_parameter(DeliveryReportField::Mobile, "msg_id"),
                Code::RepeatedParameter
            ));
        }
    }
    "line 27, transaction id" {
        the_transaction_id_comes_under_its_name {
            assert!(said(&reported(sms(SendMethod::Get), &REPORT[..6])).contains("?txn_id=t-1&"));
            assert_eq!(received(sms(SendMethod::Get), &REPORT[..6]).transaction_id(), "t-1");
        }
    }
    "line 28, message id" {
        the_message_id_comes_under_its_name {
            assert!(said(&reported(sms(SendMethod::Get), &REPORT[..6])).contains("&msg_id=m-1&"));
            assert_eq!(received(sms(SendMethod::Get), &REPORT[..6]).message_id().unwrap().as_str(), "m-1");
        }
    }
    "line 29, error code" {
        the_error_code_comes_under_its_name {
            assert!(said(&reported(sms(SendMethod::Get), &REPORT[..6])).contains("&err=000&"));
            assert_eq!(received(sms(SendMethod::Get), &REPORT[..6]).error_code(), "000");
        }
    }
    "line 30, mobile number" {
        the_mobile_number_comes_under_its_name {
            assert!(said(&reported(sms(SendMethod::Get), &REPORT[..6])).contains("&to=12025550143&"));
            let report = received(sms(SendMethod::Get), &REPORT[..6]);
            assert_eq!(report.mobile().unwrap().unwrap().to_string(), "+12025550143");
        }
    }
    "line 31, received time" {
        the_received_time_comes_under_its_name {
            assert!(said(&reported(sms(SendMethod::Get), &REPORT[..6])).contains("&received_at=1710000042125&"));
            let report = received(sms(SendMethod::Get), &REPORT[..6]);
            assert_eq!(report.received_time().unwrap().unwrap().unix_milliseconds(), 1_710_000_042_125);
        }
    }
    "line 32, delivered time" {
        the_delivered_time_comes_under_its_name {
            assert!(said(&reported(sms(SendMethod::Get), &REPORT[..6])).ends_with("&delivered_at=1710000044250 "));
            let report = received(sms(SendMethod::Get), &REPORT[..6]);
            assert_eq!(report.delivered_time().unwrap().unwrap().unix_seconds(), 1_710_000_044);
        }
    }
    "line 33, what only WhatsApp reports" {
        read_time_and_status_may_be_left_out {
            let form = whatsapp(SendMethod::Json).with_parameters(named(&REQUIRED));
            assert!(!Webhook::check(&form).has_errors());
            assert_eq!(received(form, &REPORT[..6]).status(), None);
        }
        without_a_status_there_is_no_warning {
            let form = whatsapp(SendMethod::Json).with_parameters(named(&[&REQUIRED[..], &OPTIONAL[..1]].concat()));
            let report = Webhook::check(&form);
            let found: Vec<_> = report.iter().map(|found| (found.code(), found.severity())).collect();
            assert_eq!(found, [(Code::MissingStatus, Severity::Note)]);
        }
        #[cfg(feature = "cli")]
        without_a_status_the_check_passes_that_denies_warnings {
            let folder = crate::util::files::Folder::new("documents-status");
            let form = whatsapp(SendMethod::Json).with_parameters(named(&REQUIRED));
            let file = folder.write("webhook.json", file(&form).to_string());
            crate::util::command::run(&["check", "--deny-warnings", &file], "").assert_code(0);
        }
        reports_about_sms_have_neither {
            for (field, name) in OPTIONAL {
                assert!(is_refused(&sms(SendMethod::Json).with_parameter(field, name), Code::NotApplicable), "{field}");
            }
        }
    }
    "line 34, read time" {
        the_read_time_comes_under_its_name {
            assert!(said(&reported(whatsapp(SendMethod::Get), &REPORT)).contains("&read_at=1710000060500&"));
            let report = received(whatsapp(SendMethod::Get), &REPORT);
            assert_eq!(report.read_time().unwrap().unwrap().unix_milliseconds(), 1_710_000_060_500);
        }
    }
    "line 35, status" {
        the_status_comes_under_its_name {
            assert!(said(&reported(whatsapp(SendMethod::Get), &REPORT)).ends_with("&state=read "));
            assert_eq!(received(whatsapp(SendMethod::Get), &REPORT).status(), Some(Status::Read));
        }
    }
    "line 37, both are optional" {
        a_webhook_needs_neither_parameters_nor_headers_of_its_own {
            let form = sms(SendMethod::Json);
            assert!(form.custom_parameters.is_empty() && form.custom_headers.is_empty());
            assert!(Webhook::check(&form).is_clean());
        }
    }
    "line 38, custom parameters" {
        custom_parameters_are_sent_beside_the_fields {
            for method in SendMethod::ALL {
                let form = sms(*method).with_custom_parameter("tenant", "seven");
                let said = said(&reported(form.clone(), &REPORT[..6]));
                assert!(said.contains("tenant") && said.contains("seven") && said.contains("m-1"), "{said}");
                assert_eq!(received(form, &REPORT[..6]).message_id().unwrap().as_str(), "m-1");
            }
        }
        there_may_be_several_custom_parameters {
            let form =
                sms(SendMethod::Get).with_custom_parameter("tenant", "7").with_custom_parameter("region", "eu west");
            assert!(said(&reported(form, &REPORT[..6])).ends_with("&tenant=7&region=eu%20west "));
        }
        a_custom_parameter_may_not_take_the_place_of_a_field {
            assert!(is_refused(&sms(SendMethod::Json).with_custom_parameter("msg_id", "7"), Code::RepeatedParameter));
        }
    }
    "line 39, custom headers" {
        custom_headers_are_sent {
            for method in SendMethod::ALL {
                let request = reported(sms(*method).with_custom_header("X-Token", "s3cret"), &REPORT[..6]);
                assert_eq!(request.headers()["x-token"], "s3cret", "{method}");
            }
        }
        there_may_be_several_custom_headers {
            let form = sms(SendMethod::Get).with_custom_header("X-Token", "s3cret").with_custom_header("X-Tenant", "7");
            let request = reported(form, &REPORT[..6]);
            assert_eq!([&request.headers()["x-token"], &request.headers()["x-tenant"]], ["s3cret", "7"]);
        }
    }
    "line 41, Test Webhook" {
        #[cfg(feature = "cli")]
        a_test_sends_a_request_with_values {
            let (_, arrived) = tested(&sms(SendMethod::Post), "/hook");
            assert!(
                arrived.starts_with("POST /hook HTTP/1.1")
                    && arrived.contains("txn_id=")
                    && !arrived.contains("txn_id=&"),
                "{arrived}"
            );
        }
        #[cfg(feature = "cli")]
        a_test_may_be_of_any_event {
            let folder = crate::util::files::Folder::new("documents-send-event");
            let (port, arrived) = crate::util::server::server();
            let mut form = whatsapp(SendMethod::Get);
            form.endpoint = format!("http://127.0.0.1:{port}/hook");
            let file = folder.write("webhook.json", file(&form).to_string());
            crate::util::command::run(&["send", "--event", "failed", &file], "").assert_code(0);
            let arrived: String = arrived.try_iter().collect();
            assert!(arrived.contains("&state=failed "), "{arrived}");
        }
        #[cfg(feature = "cli")]
        a_test_shows_what_the_endpoint_answers {
            let (answer, _) = tested(&sms(SendMethod::Json), "/hook");
            answer.assert_code(0);
            assert!(answer.out.starts_with("200 OK") && answer.out.contains("\n\ntaken\n"), "{answer:?}");
        }
    }
    "line 42, Save" {
        what_is_saved_is_a_webhook_of_the_account {
            let mut account = account(&json!({}));
            assert!(account.insert_webhook(webhook(sms(SendMethod::Json))).unwrap().is_none());
            assert_eq!(account.webhooks().count(), 1);
        }
    }
    "line 44, a webhook for MO" {
        messages_of_users_have_a_webhook_of_their_own {
            assert!(Webhook::check(&messages(SendMethod::Json)).is_clean());
        }
        messages_come_with_the_fields_of_incoming_callbacks {
            let request = told(messages(SendMethod::Json), &[]);
            let body: serde_json::Map<String, Value> = serde_json::from_str(request.body().unwrap()).unwrap();
            assert!(
                body.len() == Incoming::FIELDS.len()
                    && Incoming::FIELDS.iter().all(|field| body.contains_key(field.name())),
                "{body:?}"
            );
        }
    }
    "line 46, product for MO" {
        the_product_of_mo_is_whatsapp {
            let mut form = messages(SendMethod::Json);
            assert!(!Webhook::check(&form).has_errors());
            form.product = Product::Sms;
            assert!(Webhook::check(&form).has_errors());
        }
    }
    "line 47, send method for MO" {
        messages_come_by_each_of_the_methods {
            for method in SendMethod::ALL {
                let (form, request) =
                    (webhook(messages(*method)), told(messages(*method), &[("body", "Hi & bye"), ("type", "text")]));
                assert_eq!(request.method() == http::Method::GET, *method == SendMethod::Get, "{method}");
                let Ok(AnyReceived::Incoming(received)) = form.profile().parse(&request) else { panic!("{request:?}") };
                assert_eq!(received.callback.body(), "Hi & bye", "{method}");
            }
        }
    }
    "line 48, report type for MO" {
        the_report_type_of_messages_is_mo {
            assert_eq!(file(&messages(SendMethod::Json))["report_type"], "MO");
        }
    }
    "line 49, Waba number for MO" {
        with_mo_the_waba_number_may_be_given_or_not {
            assert!(Webhook::check(&messages(SendMethod::Json)).is_clean());
            assert!(Webhook::check(&messages(SendMethod::Json).with_waba_number(NUMBER)).is_clean());
        }
    }
    "line 50, the URL for MO" {
        the_url_is_a_full_one_with_its_protocol {
            for (url, is_full) in
                [(URL, true), ("example.com/hook", false), ("//example.com/hook", false), ("/hook", false)]
            {
                let mut form = messages(SendMethod::Json);
                form.endpoint = url.to_owned();
                assert_eq!(is_refused(&form, Code::InvalidEndpoint), !is_full, "{url}");
            }
        }
        the_protocol_had_better_be_https {
            let mut form = messages(SendMethod::Json);
            form.endpoint = "http://example.com/hook".to_owned();
            assert_eq!(names(&Webhook::check(&form)), ["insecure-scheme"]);
        }
    }
    "line 54, custom parameters for MO" {
        messages_too_come_with_several_custom_parameters {
            let form =
                messages(SendMethod::Get).with_custom_parameter("tenant", "7").with_custom_parameter("region", "eu");
            assert!(said(&told(form, &[("body", "Hi")])).ends_with("&tenant=7&region=eu "));
        }
    }
    "line 55, custom headers for MO" {
        messages_too_come_with_several_custom_headers {
            let form =
                messages(SendMethod::Json).with_custom_header("X-Token", "s3cret").with_custom_header("X-Tenant", "7");
            let request = told(form, &[("body", "Hi")]);
            assert_eq!([&request.headers()["x-token"], &request.headers()["x-tenant"]], ["s3cret", "7"]);
        }
    }
    "line 57, Test Webhook for MO" {
        #[cfg(feature = "cli")]
        a_test_tells_whether_the_endpoint_takes_the_message {
            let (answer, arrived) = tested(&messages(SendMethod::Json), "/hook");
            answer.assert_code(0);
            assert!(arrived.contains("\"body\"") && answer.out.contains("\n\ntaken\n"), "{arrived}\n{answer:?}");
        }
        #[cfg(feature = "cli")]
        a_test_tells_where_the_endpoint_refuses_the_message {
            let (answer, arrived) = tested(&messages(SendMethod::Json), "/to/500/x");
            assert!(answer.code == 1 && answer.out.starts_with("500 "), "{arrived}\n{answer:?}");
        }
        #[cfg(feature = "cli")]
        a_test_tells_where_the_endpoint_cannot_be_reached {
            let folder = crate::util::files::Folder::new("documents-unreachable");
            let mut form = messages(SendMethod::Json);
            form.endpoint = "http://127.0.0.1:1/hook".to_owned();
            let file = folder.write("webhook.json", file(&form).to_string());
            let answer = crate::util::command::run(&["send", &file], "");
            answer.assert_code(1);
            answer.assert_err_has("there was no answer");
        }
    }
    "line 58, Save Changes" {
        what_is_saved_comes_back_as_it_was {
            let form =
                messages(SendMethod::Json).with_custom_parameter("tenant", "7").with_custom_header("X-Token", "s3cret");
            let account = with_webhooks(std::slice::from_ref(&form));
            let again: Account = serde_json::from_value(serde_json::to_value(&account).unwrap()).unwrap();
            assert_eq!(again.webhook("messages").unwrap().spec(), &form);
        }
    }
    "line 60, an account for webhooks alone" {
        webhooks_need_neither_an_account_type_nor_a_whitelist {
            let spec: AccountSpec =
                serde_json::from_value(json!({"webhooks": [sms(SendMethod::Get), messages(SendMethod::Json)]}))
                    .unwrap();
            let report = Account::check(&spec);
            assert!(report.diagnostics().is_empty(), "{report}");
            let account = Account::try_from(spec).unwrap();
            assert_eq!((account.account_type(), account.whitelist()), (None, None));
        }
    }
    "line 60, Manage Webhooks" {
        all_webhooks_for_dlr_and_mo_are_there {
            let account =
                with_webhooks(&[sms(SendMethod::Get), whatsapp(SendMethod::Json), messages(SendMethod::Post)]);
            let ids: Vec<_> = account.webhooks().map(|webhook| webhook.spec().id.as_deref().unwrap()).collect();
            assert_eq!(ids, ["sms", "whatsapp", "messages"]);
        }
    }
    "line 62, the table" {
        #[cfg(feature = "cli")]
        the_table_has_a_line_for_each_webhook {
            let answer = listed(&[sms(SendMethod::Get), whatsapp(SendMethod::Json)], "human");
            let heads = "ID        PRODUCT   WEBHOOK                   REPORT TYPE  SERVER METHOD  PRODUCT UNIQUE ID";
            let lines = answer.out.lines().skip_while(|line| *line != heads);
            let lines: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
            assert_eq!(lines.len(), 3, "{answer:?}");
            assert!(lines[1].starts_with("sms  ") && lines[2].starts_with("whatsapp  "), "{lines:?}");
        }
    }
    "line 63, ID" {
        #[cfg(feature = "cli")]
        the_table_has_the_id {
            assert_eq!(listed(&[sms(SendMethod::Get)], "json").json()["webhooks"][0]["id"], "sms");
        }
        the_id_is_unique {
            let report = check_account(&json!({"webhooks": [sms(SendMethod::Get), sms(SendMethod::Json)]}));
            assert_eq!(codes(&report), [Code::DuplicateId]);
        }
    }
    "line 64, Product" {
        #[cfg(feature = "cli")]
        the_table_has_the_product {
            let table = listed(&[sms(SendMethod::Get), messages(SendMethod::Get)], "json").json();
            assert_eq!(
                (&table["webhooks"][0]["product"], &table["webhooks"][1]["product"]),
                (&"sms".into(), &"whatsapp".into())
            );
        }
    }
    "line 65, Webhook" {
        #[cfg(feature = "cli")]
        the_table_has_the_endpoint {
            assert_eq!(listed(&[sms(SendMethod::Get)], "json").json()["webhooks"][0]["webhook"], URL);
        }
    }
    "line 66, Report Type" {
        #[cfg(feature = "cli")]
        the_table_has_the_report_type {
            let table = listed(&[sms(SendMethod::Get), messages(SendMethod::Get)], "json").json();
            assert_eq!(
                (&table["webhooks"][0]["report_type"], &table["webhooks"][1]["report_type"]),
                (&"DLR".into(), &"MO".into())
            );
        }
    }
    "line 67, Server Method" {
        #[cfg(feature = "cli")]
        the_table_has_the_send_method {
            for method in SendMethod::ALL {
                assert_eq!(listed(&[sms(*method)], "json").json()["webhooks"][0]["server_method"], method.as_str());
            }
        }
    }
    "line 68, Product Unique ID" {
        #[cfg(feature = "cli")]
        the_table_has_the_waba_number_and_none_for_sms {
            let table = listed(&[whatsapp(SendMethod::Get), sms(SendMethod::Get)], "json").json();
            assert_eq!(
                (&table["webhooks"][0]["product_unique_id"], &table["webhooks"][1]["product_unique_id"]),
                (&NUMBER.into(), &Value::Null)
            );
        }
    }
    "line 70, the empty table" {
        #[cfg(feature = "cli")]
        an_empty_table_says_so {
            listed(&[], "human").assert_out_has("no webhooks are configured\n");
        }
        #[cfg(feature = "cli")]
        an_empty_table_is_an_empty_list_in_json {
            assert_eq!(listed(&[], "json").json()["webhooks"], json!([]));
        }
    }
    "line 72, Edit" {
        a_webhook_is_changed_in_its_place {
            let mut account = with_webhooks(&[sms(SendMethod::Get), messages(SendMethod::Get)]);
            let old = account.insert_webhook(webhook(sms(SendMethod::Json))).unwrap();
            assert_eq!(old.unwrap().spec().send_method, SendMethod::Get);
            let methods: Vec<_> = account.webhooks().map(|webhook| webhook.spec().send_method).collect();
            assert_eq!(methods, [SendMethod::Json, SendMethod::Get]);
        }
    }
    "line 73, Delete" {
        a_webhook_is_removed {
            let mut account = with_webhooks(&[sms(SendMethod::Get), messages(SendMethod::Get)]);
            assert_eq!(account.remove_webhook("sms").unwrap().spec(), &sms(SendMethod::Get));
            assert!(account.webhook("sms").is_none() && account.remove_webhook("sms").is_none());
            assert_eq!(account.webhooks().count(), 1);
        }
    }
    "line 74, View Details" {
        #[cfg(feature = "cli")]
        the_command_shows_the_whole_configuration_but_for_secrets {
            let form = whatsapp(SendMethod::Json)
                .with_custom_parameter("tenant", "hush")
                .with_custom_header("X-Token", "hush");
            let folder = crate::util::files::Folder::new("documents-show");
            let account = crate::fixtures::account_file(&json!({"webhooks": [form]})).to_string();
            let account = folder.write("account.json", account);
            let human = crate::util::command::run(&["show", &account, "whatsapp"], "");
            let mut shown = crate::util::command::run(&["show", "--format", "json", &account, "whatsapp"], "").json();
            assert!(!human.out.contains("hush") && !shown.to_string().contains("hush"), "{human:?}");
            assert!(REQUIRED.iter().chain(&OPTIONAL).all(|(_, name)| human.out.contains(name)), "{human:?}");
            assert!(human.out.contains("tenant") && human.out.contains("X-Token"), "{human:?}");
            let mut written = file(&form);
            for secret in ["custom_parameters", "custom_headers"] {
                (shown["webhook"][secret], written[secret]) = (Value::Null, Value::Null);
            }
            assert_eq!(shown["webhook"], written);
        }
        the_whole_configuration_of_a_webhook_can_be_seen {
            let form =
                whatsapp(SendMethod::Json).with_custom_parameter("tenant", "7").with_custom_header("X-Token", "s3cret");
            assert_eq!(with_webhooks(std::slice::from_ref(&form)).webhook("whatsapp").unwrap().spec(), &form);
        }
    }
    "line 76, after saving" {
        the_webhook_of_a_report_is_found_by_product_type_and_number {
            let account = with_webhooks(&[
                sms(SendMethod::Json),
                messages(SendMethod::Json),
                messages(SendMethod::Json).with_waba_number(NUMBER).with_id("messages-of-one-number"),
                whatsapp(SendMethod::Json),
            ]);
            let ids = |product, report_type, number| {
                let found = account.webhooks_for(&product, report_type, number);
                found.map(|webhook| webhook.spec().id.clone().unwrap()).collect::<Vec<_>>()
            };
            assert_eq!(ids(Product::Sms, ReportType::DeliveryReport, None), ["sms"]);
            assert_eq!(ids(Product::WhatsApp, ReportType::DeliveryReport, Some(NUMBER)), ["whatsapp"]);
            let of_number = ids(Product::WhatsApp, ReportType::MobileOriginated, Some("12025550100"));
            assert_eq!(of_number, ["messages-of-one-number", "messages"]);
            assert_eq!(ids(Product::WhatsApp, ReportType::MobileOriginated, Some("+12025550101")), ["messages"]);
            assert!(ids(Product::Sms, ReportType::MobileOriginated, None).is_empty());
        }
        a_report_is_sent_to_the_webhook_that_is_configured_for_it {
            let account =
                with_webhooks(&[sms(SendMethod::Get), whatsapp(SendMethod::Json), messages(SendMethod::Post)]);
            let report = callback::<DeliveryReport>(&REPORT[..6]);
            let routes: Vec<_> =
                account.webhook_routes::<DeliveryReport>(&Product::Sms, None).map(Result::unwrap).collect();
            assert_eq!(routes.len(), 1);
            assert_eq!(routes[0].render(&report).unwrap(), reported(sms(SendMethod::Get), &REPORT[..6]));
            let message = callback::<Incoming>(&[("body", "Hi")]);
            let routes: Vec<_> =
                account.webhook_routes::<Incoming>(&Product::WhatsApp, Some(NUMBER)).map(Result::unwrap).collect();
            assert_eq!(routes.len(), 1);
            assert_eq!(routes[0].render(&message).unwrap(), told(messages(SendMethod::Post), &[("body", "Hi")]));
        }
        reports_and_messages_go_where_their_webhooks_say {
            let at = |mut form: WebhookSpec, url: &str| {
                form.endpoint = url.to_owned();
                form
            };
            let account = with_webhooks(&[
                at(sms(SendMethod::Json), "https://example.com/sms"),
                at(whatsapp(SendMethod::Json), "https://example.com/whatsapp"),
                at(messages(SendMethod::Json), "https://example.com/messages"),
            ]);
            let urls: Vec<_> = account
                .webhooks()
                .map(|webhook| webhook.profile().sample_request().unwrap().url().to_owned())
                .collect();
            assert_eq!(
                urls,
                ["https://example.com/sms", "https://example.com/whatsapp", "https://example.com/messages"]
            );
        }
    }
}
