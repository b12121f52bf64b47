//! Features only add: what a build cannot read is refused by the name of the feature, and not read as anything else.
#![cfg(test)]

use callback_profile::received::ParseErrorKind;
use callback_profile::receiver::ReceiveErrorKind;
use callback_profile::request::BodyFormat;
use callback_profile::webhook::WebhookSpec;
use callback_profile::{Account, AnyProfile, Outgoing, Profile, ProfileSpec, Receiver, check_file};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method};

const PROFILE: &str = r#"{"direction": "outgoing", "method": "POST", "endpoint": "https://example.com/dlr", "body_format": "xml", "body": "<r>{id}</r>"}"#;

const WEBHOOK: &str = r#"{"product": "sms", "send_method": "xml", "report_type": "DLR", "endpoint": "https://example.com/dlr", "parameters": {}}"#;

fn post(format: BodyFormat) -> Profile<Outgoing> {
    let (get, post) = (
        Profile::<Outgoing>::standard("https://a.example").unwrap(),
        Profile::<Outgoing>::standard_post("https://a.example").unwrap(),
    );
    let spec = match format {
        BodyFormat::Form => {
            let pairs = get.endpoint().split_once('?').unwrap().1;
            ProfileSpec::post::<Outgoing>("https://a.example", pairs).with_body_format(BodyFormat::Form)
        }
        _ => post.into_spec(),
    };
    spec.try_into().unwrap()
}

fn marked(content_type: Option<&'static str>) -> HeaderMap {
    content_type.map(|mark| (CONTENT_TYPE, HeaderValue::from_static(mark))).into_iter().collect()
}

/// What a form or JSON reader would make something of.
const BODIES: [&str; 4] = [
    "<report><id>1</id></report>",
    " \n<?xml version='1.0'?><r a=\"?&id=1&status=read\"/>",
    "\u{feff}<id=1&id=2",
    "<a>&id=1&status=read</a>",
];

/// What is marked as XML and begins like it is read by no profile of another format, with the feature or without.
#[test]
fn xml_is_not_read_as_another_format() {
    for format in [BodyFormat::Json, BodyFormat::Form] {
        let profile = post(format);
        for body in BODIES {
            for mark in ["application/xml", "text/XML; charset=utf-8", "application/soap+xml"] {
                let error = profile.receive(&Method::POST, "/", &marked(Some(mark)), body.as_bytes()).unwrap_err();
                assert_eq!(error.kind(), ParseErrorKind::WrongInput, "{mark} {body}");
                if !cfg!(feature = "xml") {
                    assert_eq!(error.to_string(), "XML bodies need the feature `xml`");
                }
            }
        }
        let receiver = Receiver::new([profile.into()]);
        for body in BODIES {
            for mark in [None, Some("application/xml"), Some("text/plain"), Some("application/soap+xml")] {
                let error = receiver.receive(&Method::POST, "/", &marked(mark), body.as_bytes()).unwrap_err();
                if cfg!(feature = "xml") {
                    let is_refused = matches!(error.kind(), ReceiveErrorKind::NoProfile | ReceiveErrorKind::Unreadable);
                    assert!(is_refused, "{mark:?} {body}: {error}");
                } else {
                    assert_eq!(error.to_string(), "no profile takes POST `/`: XML bodies need the feature `xml`");
                    assert_eq!(error.kind(), ReceiveErrorKind::NoProfile);
                }
            }
        }
    }
}

/// What begins as XML and is not marked as a form is not read as one, with the feature or without.
#[test]
fn what_begins_as_xml_is_no_form() {
    let profile = post(BodyFormat::Form);
    let bodies = ["<!-- x --><r>id=7&status=6</r>", "  \u{feff}<r a=\"b&id=7\"/>", "\u{feff} <r>&id=1</r>"];
    for body in bodies {
        for mark in ["application/json", "text/json", "application/xml", "text/xml"] {
            let read = profile.receive(&Method::POST, "/", &marked(Some(mark)), body.as_bytes());
            assert_eq!(read.map_err(|error| error.kind()).err(), Some(ParseErrorKind::WrongInput), "{mark} {body}");
            let receiver = Receiver::new([profile.clone().into()]);
            assert!(
                receiver.receive(&Method::POST, "/", &marked(Some(mark)), body.as_bytes()).is_err(),
                "{mark} {body}"
            );
        }
    }
}

/// What is only marked as XML is read as what it looks like, with the feature or without.
#[test]
fn a_wrong_mark_of_xml_changes_nothing() {
    for (format, body) in [(BodyFormat::Json, "{\"id\": \"1\"}"), (BodyFormat::Form, "id=1&status=read")] {
        let profile = post(format);
        for mark in [None, Some("text/xml"), Some("application/soap+xml")] {
            let received = profile.receive(&Method::POST, "/", &marked(mark), body.as_bytes()).unwrap();
            assert_eq!(received.callback.text(callback_profile::OutgoingField::Id), "1");
        }
    }
    assert!(post(BodyFormat::Json).receive(&Method::POST, "/", &marked(Some("text/xml")), b"id=1").is_err());
}

#[test]
fn a_profile_of_xml_is_refused_by_name() {
    let account = format!(r#"{{"profiles": [{PROFILE}], "webhooks": [{WEBHOOK}], "numbers": []}}"#);
    let refused = [
        serde_json::from_str::<ProfileSpec>(PROFILE).map(drop),
        serde_json::from_str::<AnyProfile>(PROFILE).map(drop),
        serde_json::from_str::<Profile<Outgoing>>(PROFILE).map(drop),
        serde_json::from_str::<WebhookSpec>(WEBHOOK).map(drop),
        serde_json::from_str::<BodyFormat>("\"xml\"").map(drop),
        serde_json::from_str::<Account>(&account).map(drop),
    ];
    let files = [PROFILE, WEBHOOK, &account].map(|file| check_file(file.as_bytes()).to_string());
    let said = refused.into_iter().map(|refused| refused.err().map(|error| error.to_string()).unwrap_or_default());
    for said in said.chain(files) {
        assert_eq!(said.contains("needs the feature `xml`"), !cfg!(feature = "xml"), "{said}");
    }
}
