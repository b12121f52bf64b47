//! What services need around callbacks: serialized findings and callbacks, places in editors, problems by code, kept requests.
#![cfg(test)]

use std::borrow::Cow;
use std::error::Error;

use callback_profile::account::AccountSpec;
use callback_profile::diagnostic::{Code, Diagnostic, LineColumn, Report, Span};
use callback_profile::file::FileReport;
use callback_profile::http::{HeaderMap, HeaderName, HeaderValue};
use callback_profile::received::ProblemCode;
use callback_profile::receiver::Delivery;
use callback_profile::request::{Method, Request};
use callback_profile::webhook::WebhookSpec;
use callback_profile::{
    Account, AnyProfile, AnyReceived, Outgoing, Profile, ProfileSpec, Receiver, Webhook, check_file,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde_json::{Value, json};

mod util;

fn json_of(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The files of the command's golden outputs: findings of every code.
fn golden_files() -> Vec<(String, String)> {
    util::files::json_files("tests/golden/cli")
}

/// What the command printed of a golden file is what the library serializes. What speaks of XML is otherwise in a build without it.
#[test]
fn a_file_report_is_serialized_in_the_commands_form() {
    let mut compared = 0;
    for (path, text) in golden_files() {
        let printed = util::files::ours(&format!("tests/golden/cli/{path}.json.txt"));
        let printed = std::fs::read_to_string(printed).unwrap();
        let speaks_of_xml = [&text, &printed].iter().any(|text| text.to_ascii_lowercase().contains("xml"));
        if speaks_of_xml && !cfg!(feature = "xml") {
            continue;
        }
        let printed: Value = serde_json::from_str(&printed).unwrap();
        let Value::Object(mut printed) = printed["files"][0].clone() else { panic!("{path}: {printed}") };
        printed.remove("path");
        assert_eq!(json_of(&check_file(text.as_bytes())), Value::Object(printed), "{path}");
        compared += 1;
    }
    assert!(compared > 55, "only {compared} files were compared");
}

#[test]
fn a_report_is_serialized_with_places_in_its_parts() {
    let spec = ProfileSpec::post::<Outgoing>("https://example.com/dlr", "{\n\"id\": \"<id>\", \"price\": \"<prise>\"}");
    let written = json_of(&AnyProfile::check(&spec));
    assert_eq!(written["valid"], false);
    let found = written["diagnostics"].as_array().unwrap().iter().find(|found| found["code"] == "unknown-placeholder");
    let expected = json!({
        "code": "unknown-placeholder", "severity": "error", "owner": null, "part": "body", "member": null, "is_about_name": false,
        "span": {"start": 26, "end": 33}, "line": 2, "column": 25,
        "message": "`<prise>` is not a placeholder of the outgoing fields", "help": "did you mean `<price>`?",
        "platform_code": found.unwrap()["platform_code"],
        "fix": {"start": 26, "end": 33, "replacement": "<price>"},
    });
    assert_eq!(found, Some(&expected));
    let clean = AnyProfile::check(Profile::<Outgoing>::standard("https://example.com/dlr").unwrap().spec());
    assert_eq!(json_of(&clean), json!({"valid": true, "diagnostics": []}));
}

/// Where a text is secret, a fix of it may copy some of it.
#[test]
fn a_fix_that_may_copy_a_secret_is_not_serialized() {
    let fixes = |report: &Report| -> Vec<(Code, bool)> {
        let written = report.iter().map(|found| (found.code(), !json_of(found)["fix"].is_null()));
        let fixes = written.zip(report).filter(|(_, found)| found.fix().is_some());
        fixes.map(|(written, _)| written).filter(|(code, _)| *code != Code::MissingPlaceholder).collect()
    };
    let profile = |endpoint: &str| fixes(&AnyProfile::check(&ProfileSpec::get::<Outgoing>(endpoint)));
    assert_eq!(profile("https://example.com/dlr?key=a%4zz&id=<id>"), [(Code::CutEscape, true)]);
    assert_eq!(profile("https://example.com/dlr?key=hu\u{e9}sh&id=<id>"), [(Code::InvalidCharacter, false)]);
    assert_eq!(profile("https://example.com/d\u{e9}r?id=<id>"), [(Code::InvalidCharacter, true)]);
    let account = |entry: &str| {
        let spec = json!({"account_type": "prepaid", "whitelist": [entry]});
        fixes(&Account::check(&serde_json::from_value(spec).unwrap()))
    };
    assert_eq!(account("https://example.com/x"), [(Code::InvalidWhitelistEntry, true)]);
    assert_eq!(account("https://u:hush@example.com/"), [(Code::InvalidWhitelistEntry, false)]);
    assert_eq!(account("https://example.com/?key=hush"), [(Code::InvalidWhitelistEntry, false)]);
}

#[test]
fn a_file_report_is_shown_iterated_and_an_error() {
    const fn is_owned<T: Send + Sync + 'static>() {}
    const { is_owned::<FileReport>() };
    let file =
        "{\"direction\": \"outgoing\",\n \"method\": \"GET\", \"endpoint\": \"https://example.com/dlr?id=<idd>\"}";
    let report = check_file(file.as_bytes());
    assert_eq!(report.iter().count(), report.diagnostics().len());
    assert_eq!((&report).into_iter().count(), report.diagnostics().len());
    let lines = report.to_string();
    assert_eq!(lines.lines().count(), report.diagnostics().len());
    let line = lines.lines().find(|line| line.starts_with("error[unknown-placeholder]")).unwrap();
    let start = file.find("<idd>").unwrap();
    assert!(line.contains(&format!(" at endpoint, line 2, column 59 (bytes {start}..{}); did ", start + 5)), "{line}");
    assert!(format!("{report:#}").contains("\n  --> endpoint, line 2, column 59 (bytes "));
    let error: Box<dyn Error + Send + Sync> = report.into();
    assert_eq!((error.to_string(), error.source().is_none()), (lines, true));
}

/// Each finding's span lies in the text of its part, at the place that the finding names; so many there are.
fn expect_texts<'t>(report: &Report, text_of: impl Fn(&Diagnostic) -> Option<Cow<'t, str>>) -> usize {
    for found in report {
        let text = text_of(found).unwrap_or_else(|| panic!("{found}"));
        let span = found.span();
        assert!(span.of(&text).is_some() && span.utf16(&text).is_some(), "{found} in {text:?}");
        assert_eq!(found.place(), LineColumn::of(&text, span.start), "{found} in {text:?}");
    }
    assert_eq!(json_of(report)["diagnostics"].as_array().unwrap().len(), report.iter().count());
    report.iter().count()
}

fn expect_texts_of_file(text: &str) -> usize {
    if let Ok(spec) = serde_json::from_str::<ProfileSpec>(text) {
        expect_texts(&AnyProfile::check(&spec), |found| spec.text_of(found).map(Cow::Borrowed))
    } else if let Ok(spec) = serde_json::from_str::<WebhookSpec>(text) {
        expect_texts(&Webhook::check(&spec), |found| spec.text_of(found))
    } else if let Ok(spec) = serde_json::from_str::<AccountSpec>(text) {
        expect_texts(&Account::check(&spec), |found| spec.text_of(found))
    } else {
        0
    }
}

#[test]
fn the_text_of_the_part_that_a_finding_speaks_of() {
    let seen: usize = golden_files().iter().map(|(_, text)| expect_texts_of_file(text)).sum();
    assert!(seen > 70, "only {seen} findings");
    // What an account finds in one of its profiles, too.
    let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider"}"#).unwrap();
    for spec in [Profile::<Outgoing>::standard_post(URL), Profile::<Outgoing>::standard(URL)] {
        let spec = spec.unwrap().into_spec();
        let report = account.check_profile(&spec);
        assert!(report.iter().any(|found| found.code() == Code::PriceUnsupported));
        expect_texts(&report, |found| spec.text_of(found).map(Cow::Borrowed));
    }
}

/// A word that nobody knows is judged as the one it stands for, which has no bytes in the file.
#[test]
fn a_finding_about_a_guess_cuts_no_character_of_the_file() {
    for word in ["😀", "é", "", "x", "\\u00e9MO"] {
        let file = format!(
            r#"{{"product": "sms", "send_method": "JSON", "report_type": "{word}", "endpoint": "https://h/"}}"#
        );
        let report = check_file(file.as_bytes());
        let found = report.iter().find(|found| found.diagnostic().code() == Code::NotApplicable).unwrap();
        assert_eq!(found.file_span(), Span::at(file.find("_type\": \"").unwrap() + 9), "{report}");
    }
}

#[cfg(feature = "xml")]
proptest! {
    /// The same for files in which anything may stand.
    #[test]
    fn the_text_of_the_part_that_a_finding_of_any_file_speaks_of(text in mutated_files()) {
        expect_texts_of_file(&text);
        let report = check_file(text.as_bytes());
        prop_assert!(report.iter().all(|found| found.file_span().utf16(&text).is_some()), "{report} in {text}");
        prop_assert_eq!(report.to_string().lines().count(), report.iter().count());
    }
}

#[cfg(feature = "xml")]
fn mutated_files() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "", "<", ">", "{", "}", "<id>", "<prise>", "%", "%4", "&", "=", "#", "?", "/", "é", "😀", " ", "\\n",
        "\\u003c", "a", "7", "://", "@", ":",
    ];
    let texts: Vec<&str> = golden_files().into_iter().map(|(_, text)| &*text.leak()).collect();
    util::mutation::mutated(texts.leak(), PIECES, 0..5)
}

/// Each row: a span of `é😀<id>`, and the same in UTF-16.
#[test]
fn spans_in_utf16() {
    let rows = [
        ((0, 0), Some(0..0)),
        ((0, 2), Some(0..1)),
        ((0, 6), Some(0..3)),
        ((2, 6), Some(1..3)),
        ((6, 10), Some(3..7)),
        ((10, 10), Some(7..7)),
        ((1, 2), None),
        ((2, 4), None),
        ((6, 11), None),
        ((11, 11), None),
    ];
    for ((start, end), expected) in rows {
        assert_eq!(Span::new(start, end).utf16("é😀<id>"), expected, "{start}..{end}");
    }
}

const URL: &str = "https://example.com/dlr";

const TARGET: &str = "/dlr?id=a%3A1&status=Read&timestamp=never&message=%FF&token=guess&id=2&x=%22";

#[test]
fn what_arrived_is_serialized_as_parse_prints_it() {
    let profile = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret").unwrap();
    let received = profile.parse_target(TARGET).unwrap();
    let written = json_of(&received);
    assert_eq!(written["fields"]["id"], "a:1");
    assert_eq!((&written["typed"]["status"], &written["typed"]["timestamp"]), (&json!("read"), &Value::Null));
    assert_eq!(written["extra"], json!([["token", "guess"], ["id", "2"], ["x", "\""]]));
    assert!(written["missing"].as_array().unwrap().contains(&json!("price")));
    let codes = ["invalid-utf8", "static-mismatch", "repeated-parameter", "invalid-value"];
    let found = written["problems"].as_array().unwrap();
    assert_eq!(found.iter().map(|problem| problem["code"].as_str().unwrap()).collect::<Vec<_>>(), codes);
    assert_eq!(found[0], json_of(&received.problems[0]));
    let text = serde_json::to_string(&received).unwrap();
    let members = ["{\"fields\":{", "},\"typed\":{", "},\"extra\":[", "],\"missing\":[", "],\"problems\":["];
    let places: Vec<_> = members.iter().map(|member| text.find(member).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
    let any = AnyReceived::from(received);
    assert_eq!(json_of(&any), written);
    let all = Receiver::new([profile.into()]);
    let delivery = all.receive(&http::Method::GET, TARGET, &HeaderMap::new(), b"").unwrap();
    let Value::Object(mut of_delivery) = json_of(&delivery) else { panic!("no object") };
    assert!(serde_json::to_string(&delivery).unwrap().starts_with("{\"profile\":0,\"fields\":{"));
    assert_eq!((of_delivery.remove("profile"), Value::Object(of_delivery)), (Some(json!(0)), written));
}

#[test]
fn embedded_json_keeps_its_digits() {
    let profile = Profile::<callback_profile::Incoming>::standard("https://example.com/wa").unwrap();
    let location = "{\"latitude\": 38.90, \"longitude\": -77.0000000000000000001}";
    let target = format!("/wa?from=12025550143&location={location}");
    let text = serde_json::to_string(&profile.parse_target(&target).unwrap()).unwrap();
    assert!(text.contains("\"location\":{\"latitude\":38.90,\"longitude\":-77.0000000000000000001}"), "{text}");
}

#[test]
fn strict_on_the_codes_that_are_named() {
    let profile = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret").unwrap();
    let any: AnyProfile = profile.clone().into();
    let all = Receiver::new([any.clone()]);
    let rows: [(&[ProblemCode], Option<ProblemCode>); 5] = [
        (&[], None),
        (&[ProblemCode::LoneSurrogate, ProblemCode::HeaderMissing], None),
        (&[ProblemCode::RepeatedParameter], Some(ProblemCode::RepeatedParameter)),
        (&[ProblemCode::RepeatedParameter, ProblemCode::InvalidUtf8], Some(ProblemCode::InvalidUtf8)),
        (ProblemCode::ALL, Some(ProblemCode::InvalidUtf8)),
    ];
    let received = profile.parse_target(TARGET).unwrap();
    let delivery: Delivery<'_> = all.receive(&http::Method::GET, TARGET, &HeaderMap::new(), b"").unwrap();
    for (codes, expected) in rows {
        let of_received = received.clone().strict_on(codes).map_or_else(|problem| Some(problem.code()), |_| None);
        let of_any =
            any.parse_target(TARGET).unwrap().strict_on(codes).map_or_else(|error| Some(error.code()), |_| None);
        let of_delivery = delivery.clone().strict_on(codes).map_or_else(|error| Some(error.code()), |_| None);
        assert_eq!((of_received, of_any, of_delivery), (expected, expected, expected), "{codes:?}");
    }
    assert_eq!(received.clone().strict_on(&[]).unwrap(), received);
    let first = received.strict().unwrap_err();
    assert_eq!(any.parse_target(TARGET).unwrap().strict().unwrap_err(), first);
    assert_eq!(delivery.strict().unwrap_err(), first);
    assert!(any.parse_target("/dlr?token=s3cret&id=1").unwrap().strict().is_ok());
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    headers
}

/// Each row: method, URL, headers, body, and what is wrong.
#[test]
fn what_is_no_request_is_refused_by_both_doors() {
    type Row = (Method, &'static str, &'static [(&'static str, &'static str)], Option<&'static str>, &'static str);
    let rows: [Row; 11] = [
        (Method::Get, "https://exam ple.com/", &[], None, "`url` is not a URL"),
        (Method::Get, "", &[], None, "`url` is not a URL"),
        (Method::Get, "/dlr?id=1", &[], None, "`url` has no scheme and host"),
        (Method::Get, "example.com", &[], None, "`url` has no scheme and host"),
        (Method::Get, "*", &[], None, "`url` has no scheme and host"),
        (Method::Get, "ftp://example.com/", &[], None, "`url` begins with neither `http://` nor `https://`"),
        (Method::Get, URL, &[], Some(""), "a GET request has no `body`"),
        (Method::Post, URL, &[], None, "a POST request needs a `body`"),
        (Method::Put, URL, &[], None, "a PUT request needs a `body`"),
        (Method::Get, URL, &[("x-name", "Zo\u{eb}")], None, "header `x-name` has a value that is not printable ASCII"),
        (Method::Get, URL, &[("x-a", "1"), ("x-a", "2")], None, "header `x-a` is given twice"),
    ];
    for (method, url, pairs, body, expected) in rows {
        let error = Request::new(method, url, headers(pairs), body.map(str::to_owned)).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
        let map: serde_json::Map<_, _> = pairs.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        if map.len() == pairs.len() {
            let read = json!({"method": method, "url": url, "headers": map, "body": body}).to_string();
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            assert_eq!(serde_json::from_str::<Request>(&read).unwrap_err().to_string(), format!("{error}{cause}"));
        }
    }
    let twice = r#"{"method": "GET", "url": "https://example.com/", "headers": {"X-A": "1", "x-a": "2"}}"#;
    assert_eq!(serde_json::from_str::<Request>(twice).unwrap_err().to_string(), "header `x-a` is given twice");
}

#[test]
fn a_request_of_ones_own_keeps_its_headers_to_itself() {
    let headers = headers(&[("authorization", "hush"), ("content-type", "text/plain")]);
    let request = Request::new(Method::Post, "https://u:hush@example.com/?key=hush", headers, Some("hush".into()));
    let debug = format!("{:?}", request.unwrap());
    assert!(!debug.contains("hush") && debug.contains("text/plain"), "{debug}");
}

proptest! {
    /// What the constructor takes comes back from the disk as it was.
    #[test]
    fn a_kept_request_is_the_same(
        method in select(Method::ALL.to_vec()),
        url in "(https?|HTTP|ftp)://([a-z]{1,5}(:[0-9]{1,3})?|\\PC{0,6})(/\\PC{0,8})?([?#]\\PC{0,8})?",
        pairs in btree_map("[a-zA-Z-]{1,6}", vec(prop_oneof!["[ -~]{0,6}".boxed(), "\\PC{0,4}".boxed()], 1..2), 0..4),
        body in option::of(any::<String>()),
    ) {
        let mut headers = HeaderMap::new();
        for (name, values) in &pairs {
            for value in values.iter().filter_map(|value| HeaderValue::from_str(value).ok()) {
                headers.append(HeaderName::try_from(name).unwrap(), value);
            }
        }
        let Ok(request) = Request::new(method, url.clone(), headers.clone(), body.clone()) else { return Ok(()) };
        prop_assert_eq!((request.url(), request.headers(), request.body()), (&*url, &headers, body.as_deref()));
        let kept: Request = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
        prop_assert_eq!(&kept, &request);
        let made = http::Request::from(kept);
        prop_assert_eq!(made.method(), http::Method::from(method));
    }

    /// Units of UTF-16 are counted as the standard library encodes them.
    #[test]
    fn a_span_in_utf16_covers_the_same_text(text in "\\PC{0,12}", start in 0_usize..40, length in 0_usize..40) {
        let span = Span::new(start, start + length);
        let units: Vec<_> = text.encode_utf16().collect();
        let covered = span.utf16(&text).map(|range| String::from_utf16(&units[range]).unwrap());
        prop_assert_eq!(covered.as_deref(), span.of(&text));
    }
}

/// Both directions of `http`'s own type of method: what a request gives is what one is made of.
#[test]
fn a_request_is_made_again_of_what_it_gives() {
    for profile in [Profile::<Outgoing>::standard(URL), Profile::standard_post(URL)] {
        let profile = profile.unwrap();
        let request = profile.render(&profile.sample()).unwrap();
        let (headers, body) = (request.headers().clone(), request.body().map(str::to_owned));
        assert_eq!(Request::new(request.method(), request.url(), headers, body), Ok(request));
    }
    for (method, expected) in [
        ("DELETE", "expected `GET` or `POST` or `PUT`, found `DELETE`, which is not supported"),
        ("get", "expected `GET` or `POST` or `PUT`, found `get`"),
    ] {
        let method = http::Method::try_from(method).unwrap();
        let error = Request::new(method, URL, HeaderMap::new(), None).unwrap_err();
        assert_eq!(error.source().unwrap().to_string(), expected);
    }
}
