//! The serde forms, both ways; and that nothing which is printed tells a secret.
#![cfg(test)]

use std::error::Error;
use std::fmt::Debug;

use callback_profile::account::{
    AccountSpec, AccountType, InvalidWhitelistEntry, NoRoute, NumberSpec, ProfileInUse, TargetSpec,
};
use callback_profile::diagnostic::{Part, Report, Severity, UnknownCode};
use callback_profile::received::{Problem, ProblemCode};
use callback_profile::request::{BodyFormat, Method, Request, UnknownMethod};
use callback_profile::value::{TimeUnit, ValueError};
use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
use callback_profile::whatsapp::BadItem;
use callback_profile::{
    Account, AnyProfile, Incoming, Outgoing, OutgoingCallback, OutgoingField, ParseError, Profile, ProfileSpec,
    ReceiveError, Receiver, RenderError, Webhook, check_file,
};
use serde::de::DeserializeOwned;

#[test]
fn callbacks_are_maps_of_names_to_texts() {
    let callback = OutgoingCallback::default().with(OutgoingField::Reference, "a\"b").with(OutgoingField::Id, "1");
    let json = serde_json::to_string(&callback).unwrap();
    assert_eq!(json, r#"{"id":"1","ref":"a\"b"}"#);
    assert_eq!(serde_json::from_str::<OutgoingCallback<'_>>(&json).unwrap(), callback);
    let value = serde_json::to_value(&callback).unwrap();
    assert_eq!(serde_json::from_value::<OutgoingCallback<'static>>(value).unwrap(), callback);
    let other: OutgoingCallback<'static> =
        serde_json::from_str(r#"{"id":"1","error":null,"custom_response":false,"timestamp":17}"#).unwrap();
    assert_eq!((other.text(OutgoingField::CustomResponse), other.text(OutgoingField::Timestamp)), ("false", "17"));
}

/// Each row: JSON that is no `T`, and how the error begins.
#[track_caller]
fn refused<T: DeserializeOwned + Debug>(rows: &[(&str, &str)]) {
    for (json, expected) in rows {
        let error = serde_json::from_str::<T>(json).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn bad_callbacks_are_refused_with_what_was_expected() {
    let rows = [
        (r#"{"statsu":"x"}"#, "unknown outgoing field `statsu`, did you mean `status`"),
        (r#"{"zzzzzzz":"x"}"#, "unknown outgoing field `zzzzzzz`"),
        (r#"{"id":"1","id":"2"}"#, "field `id` is given twice"),
        (
            r#"{"price":0.01}"#,
            "invalid type: floating point `0.01`, expected a text (a number with a fraction must be quoted, so that its digits stay exact)",
        ),
        (r#"["id"]"#, "invalid type: sequence, expected a map from the names of outgoing fields to their texts"),
    ];
    refused::<OutgoingCallback<'static>>(&rows);
}

#[test]
fn the_strict_door_stops_at_the_first_mistake() {
    let rows = [
        (
            r#"{"direction":"outgoing","method":"PATCH","endpoint":""}"#,
            "expected `GET` or `POST` or `PUT`, found `PATCH`",
        ),
        (
            r#"{"direction":"outgoing","metod":"GET"}"#,
            "unknown field `metod`, expected one of `id`, `title`, `platform`, `direction`",
        ),
        (r#"{"direction":"outgoing","method":"GET"}"#, "missing field `endpoint`"),
        (r#"{"headers":{"A":"1","A":"2"}}"#, "key `A` is given twice"),
    ];
    refused::<ProfileSpec>(&rows);
}

/// What is said of JSON that is none of the objects of a type.
#[track_caller]
fn not_an_object<T: DeserializeOwned + Debug>(others: &[&str], expected: &str) {
    for json in others {
        let error = serde_json::from_str::<T>(json).unwrap_err().to_string();
        let value = serde_json::from_str::<serde_json::Value>(json).unwrap();
        let buffered = serde_json::from_value::<T>(value).unwrap_err().to_string();
        for error in [error, buffered] {
            assert!(error.contains(&format!("expected {expected}")), "{json}: {error}");
            assert!(!error.contains("struct ") && !error.contains("Spec"), "{json}: {error}");
        }
    }
}

/// What stands for an object is one: a list of its values by their places is none, nor is anything else.
#[test]
fn what_stands_for_an_object_is_one() {
    let profile = r#"["p", null, "outgoing", "GET", "https://example.com/", null, null, {}]"#;
    let webhook = r#"["w", "sms", "GET", "DLR", null, "https://example.com/", {}, {}, {}, null, null, null]"#;
    let others = ["[]", "7", "\"x\"", "true", "null", profile, webhook, "[\"GET\", \"https://example.com/\"]"];
    not_an_object::<ProfileSpec>(&others, "a profile as an object");
    not_an_object::<Profile<Outgoing>>(&others, "a profile as an object");
    not_an_object::<AnyProfile>(&others, "a profile as an object");
    not_an_object::<WebhookSpec>(&others, "a webhook as an object");
    not_an_object::<Webhook>(&others, "a webhook as an object");
    not_an_object::<AccountSpec>(&others, "an account as an object");
    not_an_object::<Account>(&others, "an account as an object");
    not_an_object::<NumberSpec>(&others, "a number as an object");
    not_an_object::<Request>(&others, "a request as an object");
    not_an_object::<OutgoingCallback<'static>>(&others, "a map from the names of outgoing fields to their texts");
    let not_null: Vec<_> = others.into_iter().filter(|json| *json != "null").collect();
    not_an_object::<ParameterNames>(&not_null, "an object from fields of a delivery report to the names of parameters");
    let not_text: Vec<_> = others.into_iter().filter(|json| !json.starts_with('"')).collect();
    not_an_object::<TargetSpec>(&not_text, "a profile's id, or an object with `callback_url`");
    let inside = [
        (r#"{"profiles": [[]]}"#, "expected a profile as an object, found sequence"),
        (r#"{"webhooks": [[]]}"#, "expected a webhook as an object, found sequence"),
        (r#"{"numbers": [[]]}"#, "expected a number as an object, found sequence"),
        (
            r#"{"numbers": [{"number": "1", "outgoing": ["https://x"]}]}"#,
            "expected a profile's id, or an object with `callback_url`, found sequence",
        ),
        (
            r#"{"numbers": [{"number": "1", "outgoing": {"url": "https://x"}}]}"#,
            "unknown field `url`, expected `callback_url`",
        ),
        (r#"{"numbers": [{"number": "1", "outgoing": {"callback_url": 4711}}]}"#, "expected a string, found integer"),
    ];
    refused::<AccountSpec>(&inside);
}

#[test]
fn specs_are_read_and_written() {
    let json = r#"{"direction": "outgoing", "method": "post", "endpoint": "https://a.example", "body": { "id" : "<id>", "n": 1.50 }, "headers": {"B": "2", "A": "1"}}"#;
    let spec: ProfileSpec = serde_json::from_str(json).unwrap();
    assert_eq!(spec.body.as_deref(), Some(r#"{ "id" : "<id>", "n": 1.50 }"#));
    assert_eq!(spec.headers, [("B".to_owned(), "2".to_owned()), ("A".to_owned(), "1".to_owned())]);
    assert_eq!(spec.method, Method::Post);
    let again: ProfileSpec = serde_json::from_str(&serde_json::to_string(&spec).unwrap()).unwrap();
    assert_eq!(again, spec);
    let null: ProfileSpec =
        serde_json::from_str(r#"{"direction":"x","method":"GET","endpoint":"","body":null}"#).unwrap();
    assert_eq!(null.body, None);
}

#[test]
fn a_profile_is_deserialized_through_the_check() {
    let json = r#"{"direction":"outgoing","method":"GET","endpoint":"https: //x?id=<id>&a=<prise>&b=%"}"#;
    let error = serde_json::from_str::<Profile<Outgoing>>(json).unwrap_err().to_string();
    for code in ["invalid-endpoint", "unknown-placeholder", "cut-escape", "missing-placeholder"] {
        assert!(error.contains(code), "{error}");
    }
    let profile = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap();
    let json = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<Profile<Outgoing>>(&json).unwrap(), profile);
    let error = serde_json::from_str::<Profile<Incoming>>(&json).unwrap_err().to_string();
    assert!(error.contains("wrong-direction"), "{error}");
    let any: AnyProfile = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&any).unwrap(), json);
}

#[test]
fn no_secret_is_printed() {
    const SECRET: &str = "hush-hush";
    let endpoint = format!("https://{SECRET}:{SECRET}@example.com/dlr?token={SECRET}");
    let standard = Profile::<Outgoing>::standard(&endpoint).unwrap();
    let mut get = standard.into_spec().with_header("Authorization", SECRET);
    let standard = Profile::<Outgoing>::standard_post("https://example.com").unwrap();
    let body = standard.template().as_str().replacen('{', &format!("{{\"token\": \"{SECRET}\", "), 1);
    let post = ProfileSpec::post::<Outgoing>("https://example.com/dlr", body);
    let mut printed = Vec::new();
    for spec in [&get, &post] {
        let profile = Profile::<Outgoing>::try_from(spec.clone()).unwrap();
        let received = if spec.method == Method::Get {
            profile.parse_query("id=1&token=wrong&id=2").unwrap()
        } else {
            profile.parse_body(r#"{"id":"1","token":"wrong"}"#).unwrap()
        };
        printed.extend(received.problems.iter().flat_map(|problem| [format!("{problem:?}"), problem.to_string()]));
        let json = serde_json::to_string(spec).unwrap();
        printed.extend([
            format!("{spec:?} {profile:?} {:?}", profile.render(&profile.sample()).unwrap()),
            format!("{:?} {:?}", profile.template(), profile.headers()),
            check_file(json.as_bytes()).masked(&json),
            format!("{:?}", AnyProfile::from(profile)),
        ]);
    }
    get.endpoint.push_str("&bad=%&<x>=1#f");
    let report = Profile::<Outgoing>::check(&get);
    printed.extend([format!("{report:?}"), report.to_string(), format!("{report:#}")]);
    for text in printed {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn errors_are_small_and_cross_threads() {
    fn check<E: Error + Send + Sync + 'static>(most: usize) {
        assert!(size_of::<E>() <= most, "{}", std::any::type_name::<E>());
    }
    fn crosses<T: Send + Sync + 'static>() {}
    check::<Report>(24);
    check::<ParseError>(24);
    check::<RenderError>(24);
    check::<Problem>(24);
    check::<ValueError>(24);
    check::<ReceiveError>(24);
    check::<NoRoute>(40);
    check::<ProfileInUse>(24);
    check::<InvalidWhitelistEntry>(24);
    check::<UnknownMethod>(24);
    check::<UnknownCode>(24);
    check::<BadItem<'static>>(40);
    crosses::<Webhook>();
    crosses::<Account>();
    crosses::<Receiver>();
    crosses::<Profile<Outgoing>>();
    crosses::<AnyProfile>();
    crosses::<Request>();
}

#[test]
fn an_unknown_send_method_is_told() {
    let error = serde_json::from_str::<SendMethod>("\"PUT\"").unwrap_err().to_string();
    assert_eq!(error, "expected a send method such as `GET`, found `PUT`");
    let xml = serde_json::from_str::<SendMethod>("\"xml\"").map_err(|error| error.to_string());
    match xml {
        Ok(method) => assert_eq!(method.as_str(), "XML"),
        Err(error) => assert!(error.ends_with("found `xml`, which needs the feature `xml`"), "{error}"),
    }
}

/// Every member of a closed set is read from its word and written as it; case matters where it does for the set.
#[test]
fn closed_sets_are_read_and_written_as_their_words() {
    fn holds<W>(all: &[W], as_str: fn(W) -> &'static str, is_any_case: bool, odd: &str, expected: &str)
    where
        W: Copy + Debug + std::fmt::Display + PartialEq + serde::Serialize + DeserializeOwned,
    {
        for member in all {
            let word = as_str(*member);
            let json = format!("\"{word}\"");
            assert_eq!((member.to_string(), format!("{member:>16}")), (word.to_owned(), format!("{word:>16}")));
            assert_eq!(serde_json::to_string(member).unwrap(), json);
            assert_eq!(serde_json::from_str::<W>(&json).unwrap(), *member);
            let value = serde_json::Value::from(word);
            assert_eq!(serde_json::from_value::<W>(value).unwrap(), *member);
            for folded in
                [json.to_ascii_lowercase(), json.to_ascii_uppercase()].iter().filter(|folded| **folded != json)
            {
                assert_eq!(serde_json::from_str::<W>(folded).ok(), is_any_case.then_some(*member), "{folded}");
            }
        }
        let refusal = |json: &str| serde_json::from_str::<W>(json).unwrap_err().to_string();
        let found = refusal(&format!("\"{odd}\""));
        assert!(found.starts_with(&format!("expected {expected}, found `{odd}`")), "{found}");
        let number = refusal("7");
        assert!(number.starts_with("invalid type: integer `7`, expected a string"), "{number}");
    }
    let types = "`postpaid` or `prepaid` or `tech-provider`";
    holds(AccountType::ALL, AccountType::as_str, false, "pospaid", types);
    holds(TimeUnit::ALL, TimeUnit::as_str, false, "hours", "`seconds` or `milliseconds`");
    let formats = if cfg!(feature = "xml") { "`json` or `form` or `xml`" } else { "`json` or `form`" };
    holds(BodyFormat::ALL, BodyFormat::as_str, false, "yaml", formats);
    holds(Method::ALL, Method::as_str, true, "DELETE", "`GET` or `POST` or `PUT`");
    holds(ReportType::ALL, ReportType::as_str, true, "DLS", "`DLR` or `MO`");
    holds(SendMethod::ALL, SendMethod::as_str, true, "PUT", "a send method such as `GET`");
    assert_eq!(BodyFormat::default(), BodyFormat::Json);
    assert!([Severity::Note, Severity::Warning, Severity::Error] == *Severity::ALL && Severity::ALL.is_sorted());
    assert_eq!((Part::TimeOffset.name(), Part::ALL.len()), ("time_offset_minutes", 20));
    assert_eq!((ProblemCode::InvalidUtf8.to_string(), ProblemCode::ALL.len()), ("invalid-utf8".to_owned(), 14));
}
