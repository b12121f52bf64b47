//! What is odd about an event is remarked when asked for, and is never a problem.
#![cfg(test)]

use callback_profile::field::Callback;
use callback_profile::received::RemarkCode;
use callback_profile::{AnyReceived, DeliveryReport, FieldSet, Incoming, Outgoing, Profile};
use proptest::prelude::*;
use serde_json::json;

mod util;

/// The codes and fields of the remarks on a callback with these texts in JSON.
fn remarks<S: FieldSet>(body: &str) -> Vec<String> {
    let profile = Profile::<S>::standard_post("https://example.com/a").unwrap();
    let received = profile.parse_body(body).unwrap();
    let remarks: Vec<_> = received.remarks().collect();
    let told =
        |remark: &callback_profile::received::Remark| format!("{}@{}", remark.code(), remark.field().unwrap_or("-"));
    let codes = remarks.iter().map(told).collect();
    let any = AnyReceived::from(received.clone());
    assert!(any.remarks().eq(remarks));
    assert!(received.strict().is_ok());
    codes
}

fn check<S: FieldSet>(rows: &[(&str, &[&str])]) {
    for (body, expected) in rows {
        assert_eq!(remarks::<S>(body), *expected, "{body}");
    }
}

#[test]
fn odd_status_callbacks() {
    check::<Outgoing>(&[
        (r#"{"status": "sent", "price": "0.01"}"#, &["unbilled-price@price"]),
        (r#"{"status": "Failed", "price": "0.01", "error_code": "7"}"#, &["unbilled-price@price"]),
        (r#"{"status": "not_sent", "price": "-1", "error_code": "7"}"#, &["unbilled-price@price"]),
        (r#"{"status": "pending", "price": "0.01"}"#, &["unbilled-price@price"]),
        (r#"{"status": "sent", "price": "0.00"}"#, &[]),
        (r#"{"status": "sent", "price": "dear"}"#, &[]),
        (r#"{"price": "0.01"}"#, &[]),
        (r#"{"status": "READ", "price": "0.01"}"#, &[]),
        (r#"{"status": "delivered", "price": "0.01"}"#, &[]),
        (r#"{"status": "sent", "custom_response": "false "}"#, &[]),
        (r#"{"status": "sent", "custom_response": "FALSE"}"#, &[]),
        (r#"{"status": "sent", "custom_response": ""}"#, &[]),
        (r#"{"status": "sent", "custom_response": "true"}"#, &["custom-response-not-false@custom_response"]),
        (r#"{"status": "sent", "custom_response": "0"}"#, &["custom-response-not-false@custom_response"]),
        (r#"{"status": "failed"}"#, &["failed-without-error@error_code"]),
        (r#"{"status": "not-sent", "error_code": "000"}"#, &["failed-without-error@error_code"]),
        (r#"{"status": "failed", "error": "No"}"#, &["error-without-code@error_code"]),
        (r#"{"status": "failed", "error_code": "1026"}"#, &[]),
        (r#"{"status": "delivered", "error": "No", "error_code": "1026"}"#, &["error-without-failure@error"]),
        (r#"{"status": "read", "error_code": "1026"}"#, &["error-without-failure@error_code"]),
        (r#"{"status": "sent", "error_code": "0"}"#, &[]),
        (r#"{"status": "warning", "error_code": "1026"}"#, &[]),
        (
            r#"{"status": "sent", "price": "1", "custom_response": "x", "error": "No"}"#,
            &[
                "unbilled-price@price",
                "custom-response-not-false@custom_response",
                "error-without-failure@error",
                "error-without-code@error_code",
            ],
        ),
    ]);
}

#[test]
fn odd_delivery_reports() {
    check::<DeliveryReport>(&[
        (r#"{"received_time": "1710000042125", "delivered_time": "1710000042"}"#, &[]),
        (
            r#"{"received_time": "1710000042125", "delivered_time": "1710000041999"}"#,
            &["delivered-before-received@delivered_time"],
        ),
        (r#"{"received_time": "1", "delivered_time": "5", "read_time": "4"}"#, &["read-before-delivered@read_time"]),
        (r#"{"received_time": "9", "delivered_time": "soon", "read_time": "4"}"#, &[]),
        (r#"{"message_id": "m", "status": "failed"}"#, &["failed-without-error@error_code"]),
        (r#"{"message_id": "m", "status": "failed", "error_code": "1026"}"#, &[]),
        (r#"{"message_id": "m", "status": "delivered", "error_code": "001"}"#, &[]),
    ]);
}

#[test]
fn odd_incoming_callbacks() {
    check::<Incoming>(&[
        (r#"{"type": "text", "body": "Hi", "media_url": ""}"#, &[]),
        (r#"{"type": "text", "media_url": "https://a/b"}"#, &["content-of-another-type@media_url"]),
        (r#"{"type": "location", "contacts": "[{}]"}"#, &["content-of-another-type@contacts"]),
        (r#"{"type": "location", "location": "{\"latitude\":1}", "contacts": "[]"}"#, &[]),
        (r#"{"type": "image", "media_url": "https://a/b", "mime_type": "image/jpeg"}"#, &[]),
        (
            r#"{"type": "image", "media_url": "https://a/b", "location": "{\"latitude\":1}"}"#,
            &["content-of-another-type@location", "several-contents@-"],
        ),
        (r#"{"type": "hologram", "media_url": "https://a/b"}"#, &[]),
        (r#"{"media_url": "https://a/b"}"#, &[]),
        (r#"{"type": "IMAGE", "message": [{"type": "text"}]}"#, &["message-of-another-type@message"]),
        (r#"{"type": "voice", "message": [{"type": "audio", "audio": {"voice": true}}]}"#, &[]),
        (r#"{"type": "text", "message": {"type": "text", "text": {"body": "Hi"}}}"#, &[]),
        (r#"{"type": "text", "message": {"type": "text", "text": {}, "image": {}}}"#, &["several-contents@-"]),
        (r#"{"type": "text", "message": {"type": "text", "text": {}, "image": null}}"#, &[]),
        (r#"{"type": "text", "message": {"type": "text", "image": {}}}"#, &["content-of-another-type@message"]),
        (r#"{"type": "list_reply", "message": {"type": "interactive", "interactive": {}}}"#, &[]),
        (r#"{"type": "text", "message": "[{\"type\":\"image\""}"#, &[]),
        (r#"{"type": "text", "custom_response": "yes"}"#, &["custom-response-not-false@custom_response"]),
    ]);
}

#[test]
fn a_remark_shows_foreign_text_escaped_and_clipped() {
    let profile = Profile::<Outgoing>::standard("https://example.com/a").unwrap();
    let long = "x".repeat(200);
    let url = format!("https://example.com/a?status=sent&custom_response=%1b%5b31m%0a{long}");
    let remark = profile.parse_url(&url).unwrap().remarks().next().unwrap();
    assert_eq!(remark.code(), RemarkCode::CustomResponseNotFalse);
    assert!(
        remark.to_string().starts_with("field `custom_response`: it is always `false`, and here it is `\\"),
        "{remark}"
    );
    assert!(remark.message().len() < 120 && !remark.message().contains(['\u{1b}', '\n']), "{remark}");
}

#[test]
fn every_code_has_a_name_of_its_own() {
    let mut names: Vec<_> = RemarkCode::ALL.iter().map(|code| code.as_str()).collect();
    assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RemarkCode::ALL.len());
}

proptest! {
    #[test]
    fn no_callback_makes_remarks_panic_or_adds_a_problem(texts in prop::collection::vec(any::<String>(), 17), kind in "[a-z]{0,9}") {
        let mut callback = Incoming::sample();
        for (slot, text) in callback.values_mut().iter_mut().zip(texts) {
            *slot = text.into();
        }
        let callback = callback.with(callback_profile::IncomingField::MessageType, kind);
        let profile = Profile::<Incoming>::standard_post("https://example.com/a").unwrap();
        let request = profile.render(&callback).unwrap();
        let received = profile.parse(&request).unwrap();
        let before = received.clone();
        let _ = received.remarks().count();
        prop_assert_eq!(received, before);
    }
}

/// What can be said of each of many messages is said once.
#[test]
fn there_is_one_remark_of_a_code_and_a_field() {
    let odd = [
        r#"{"type": "text", "image": {}}"#,
        r#"{"type": "image", "text": {}, "audio": {}}"#,
        r#"{"type": "location"}"#,
        r#"{"text": {}, "image": {}}"#,
    ];
    let one = format!(r#"{{"type": "contacts", "media_url": "a", "message": [{}]}}"#, odd.join(","));
    let many =
        format!(r#"{{"type": "contacts", "media_url": "a", "message": [{}]}}"#, vec![odd.join(","); 5_000].join(","));
    let expected = [
        "content-of-another-type@media_url",
        "message-of-another-type@message",
        "content-of-another-type@message",
        "several-contents@-",
    ];
    assert_eq!(remarks::<Incoming>(&one), expected);
    assert_eq!(remarks::<Incoming>(&many), expected);
}

/// Nothing is remarked of a placeholder that was not filled, and of what senders write for nothing.
#[test]
fn nothing_is_said_of_what_says_nothing() {
    let unfilled = |name: &str| [name, &format!("<{name}>"), &format!("%3C{name}%3E")].map(str::to_owned);
    for name in ["media_url", "mime_type", "media_name", "contacts", "location", "custom_response", "message"] {
        let [name, raw, encoded] = unfilled(name);
        for text in [&*raw, &*encoded, "", " "] {
            let callback = json!({"type": "text", &*name: text}).to_string();
            assert_eq!(remarks::<Incoming>(&callback), [""; 0], "{callback}");
        }
    }
    for nothing in ["[]", "[ ]", "{ }", "null", "\"\"", " \n[\t]"] {
        let callback = json!({"type": "text", "contacts": nothing, "location": nothing}).to_string();
        assert_eq!(remarks::<Incoming>(&callback), [""; 0], "{callback}");
    }
    for name in ["status", "price", "error", "custom_response"] {
        let [name, raw, encoded] = unfilled(name);
        for text in [raw, encoded] {
            let mut callback = json!({"status": "delivered", "price": "0.01"});
            callback[&*name] = text.into();
            assert_eq!(remarks::<Outgoing>(&callback.to_string()), [""; 0], "{callback}");
        }
    }
}
