//! Whatever reads a text reads bytes as well, and says the same of both.
#![cfg(test)]

use std::fmt::Debug;

use callback_profile::whatsapp::{Notification, Object};
use callback_profile::{AnyProfile, Outgoing, Profile, Receiver, check_file};
use http::{HeaderMap, Method};
use util::requests::{get, post};

mod util;

/// What a reader makes of an input, or what it says against it.
type Outcome = Result<String, String>;

/// A reader of texts or bytes.
struct Row {
    name: &'static str,
    /// One that is read, and one that is not.
    inputs: [&'static str; 2],
    of_text: fn(&str) -> Outcome,
    of_string: fn(&String) -> Outcome,
    of_bytes: fn(&[u8]) -> Outcome,
    of_vector: fn(&Vec<u8>) -> Outcome,
}

fn outcome<T: Debug, E: ToString>(read: Result<T, E>) -> Outcome {
    read.map(|read| format!("{read:?}")).map_err(|error| error.to_string())
}

fn any(profile: Profile<Outgoing>) -> AnyProfile {
    profile.into()
}

const URL: &str = "https://example.com/dlr";

/// A row whose reader is the same expression for each type of input.
macro_rules! row {
    ($name:literal, $inputs:expr, |$input:ident| $read:expr) => {
        Row {
            name: $name,
            inputs: $inputs,
            of_text: |$input: &str| outcome($read),
            of_string: |$input: &String| outcome($read),
            of_bytes: |$input: &[u8]| outcome($read),
            of_vector: |$input: &Vec<u8>| outcome($read),
        }
    };
}

const TARGETS: [&str; 2] = ["/dlr?id=a:1&status=read&error=Zo%C3%AB+é", "/favicon.ico"];
const URLS: [&str; 2] = ["https://example.com/dlr?id=a:1&status=read#é", "https://example.com/dlr"];
const BODIES: [&str; 2] = [r#"{"id": "a:1", "status": "read", "error": "Zoë"}"#, "{\"id\":\n}"];

fn rows() -> Vec<Row> {
    let mut rows = readers();
    rows.extend(whole_requests());
    rows
}

fn readers() -> Vec<Row> {
    vec![
        row!("parse_url", URLS, |input| get::<Outgoing>(URL).parse_url(input)),
        row!("parse_target", TARGETS, |input| get::<Outgoing>(URL).parse_target(input)),
        row!("parse_query", ["id=a:1&error=é", ""], |input| get::<Outgoing>(URL).parse_query(input)),
        row!("parse_body", BODIES, |input| post::<Outgoing>(URL).parse_body(input)),
        row!("any parse_target", TARGETS, |input| any(get(URL)).parse_target(input)),
        row!("any parse_body", BODIES, |input| any(post(URL)).parse_body(input)),
        row!("notification", [r#" {"messages": [{"id": "é"}]} "#, "{\"messages\":\n [}"], |input| Notification::parse(
            input
        )),
        row!("object", [r#" {"id": "é"} "#, r#"{"id": "#], |input| Object::new(input).ok_or("no object")),
        row!("render_json", [r#"{"id": "a:1", "error": "é"}"#, "{\"id\":\n \"é\", 7}"], |input| any(get(URL))
            .render_json(input)),
        row!("render_json_masked", [r#"{"id": "é"}"#, r#"{"prise": "1"}"#], |input| any(get(URL))
            .render_json_masked(input)),
        row!("check_file", [r#"{"whitelist": ["example.com"]}"#, r#"{"whitelist": ["é/"]}"#], |input| {
            let report = check_file(input);
            if report.is_clean() { Ok(()) } else { Err(report) }
        }),
    ]
}

fn whole_requests() -> Vec<Row> {
    vec![
        row!("receive a target", TARGETS, |input| get::<Outgoing>(URL).receive(
            &Method::GET,
            input,
            &HeaderMap::new(),
            ""
        )),
        row!("receive a URL", URLS, |input| get::<Outgoing>(URL).receive(&Method::GET, input, &HeaderMap::new(), b"")),
        row!("receive a body", BODIES, |input| post::<Outgoing>(URL).receive(
            &Method::POST,
            "/",
            &HeaderMap::new(),
            input
        )),
        row!("any receive a target", TARGETS, |input| any(get(URL)).receive(
            &Method::GET,
            input,
            &HeaderMap::new(),
            b""
        )),
        row!("any receive a body", BODIES, |input| any(post(URL)).receive(
            &Method::POST,
            b"/",
            &HeaderMap::new(),
            input
        )),
        row!("receiver, a target", TARGETS, |input| {
            let receiver = Receiver::new([any(get(URL))]);
            receiver.receive(&Method::GET, input, &HeaderMap::new(), "").map(|found| found.received.into_owned())
        }),
        row!("receiver, a body", BODIES, |input| {
            let receiver = Receiver::new([any(post(URL))]);
            receiver.receive(&Method::POST, "/dlr", &HeaderMap::new(), input).map(|found| found.received.into_owned())
        }),
    ]
}

#[test]
fn texts_and_bytes_are_read_alike() {
    for Row { name, inputs, of_text, of_string, of_bytes, of_vector } in rows() {
        for (input, is_good) in inputs.into_iter().zip([true, false]) {
            let said = of_text(input);
            assert_eq!(said.is_ok(), is_good, "{name}: {said:?}");
            assert_eq!(of_string(&input.to_owned()), said, "{name}");
            assert_eq!(of_bytes(input.as_bytes()), said, "{name}");
            assert_eq!(of_vector(&input.as_bytes().to_vec()), said, "{name}");
        }
    }
}

/// Bytes that are no text are damage where a callback is read, and no JSON where native content or fields are.
#[test]
fn bytes_that_are_no_text_are_told() {
    let rows: [(&[u8], &str); 4] = [
        (
            b"{\"messages\":\n [{\"id\": \"\xFFm\"}]}",
            "expected UTF-8 at line 2, column 11 (byte 23) of the JSON body, found the byte 0xFF",
        ),
        (b"\x80{}", "expected UTF-8 at line 1, column 1 (byte 0) of the JSON body, found the byte 0x80"),
        (
            b"[\"\xC3\xA9\xE2\x82\"]",
            "expected UTF-8 at line 1, column 4 (byte 4) of the JSON body, found the byte 0xE2",
        ),
        (b"[\"\xE2\x82", "expected UTF-8 at line 1, column 3 (byte 2) of the JSON body, found the byte 0xE2"),
    ];
    for (input, said) in rows {
        let error = Notification::parse(input).unwrap_err();
        assert_eq!((error.kind().as_str(), error.to_string().as_str()), ("syntax", said));
        let valid = std::str::from_utf8(input).unwrap_err();
        let span = error.span().unwrap();
        let length = valid.error_len().unwrap_or(input.len() - valid.valid_up_to());
        assert_eq!((span.start, span.len()), (valid.valid_up_to(), length));
        assert_eq!(Object::new(input), None);
    }
    let error = any(get(URL)).render_json(b"{\"id\":\n\"\xFF\"}").unwrap_err();
    assert!(error.is_syntax() && error.line() == 2, "{error}");

    let target = b"/dlr?id=\xFF&status=read".to_vec();
    let receiver = Receiver::new([any(get(URL))]);
    let delivery = receiver.receive(&Method::GET, &target, &HeaderMap::new(), b"").unwrap();
    let codes: Vec<_> = delivery.received.problems().iter().map(|problem| problem.code().as_str()).collect();
    assert_eq!((codes, delivery.text("id")), (vec!["invalid-utf8"], Some("\u{fffd}")));
    let read = get::<Outgoing>(URL).receive(&Method::GET, &target, &HeaderMap::new(), b"").unwrap();
    assert_eq!(read, get::<Outgoing>(URL).parse_target(&target).unwrap());
}
