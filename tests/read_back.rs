//! Profiles as the platform gives them back: what becomes of them, what is kept beside them, what is refused and where.
#![cfg(test)]

use callback_profile::diagnostic::Severity;
use callback_profile::file::{FileDiagnostic, FileKind, FileReport, check_file_as};
use callback_profile::request::Method;
use callback_profile::{DeliveryReport, FieldSet, Incoming, Outgoing, Platform, Profile, ProfileSpec, check_file};
use proptest::prelude::*;
use serde_json::{Value, json};
use util::parcels::Parcels;
use util::rows;

mod util;

/// A read-back profile with these further members.
fn with(members: &str) -> String {
    format!(r#"{{"http_method": "post", "url": "https://example.com/x"{members}}}"#)
}

fn spec(members: &str) -> String {
    match ProfileSpec::from_read_back(&with(members)) {
        Ok(read) => serde_json::to_string(read.spec()).unwrap(),
        Err(report) => report.to_string(),
    }
}

#[test]
fn members_become_those_of_a_profile() {
    const HEAD: &str = r#""direction":"outgoing","method":"POST","endpoint":"https://example.com/x""#;
    let rows = [
        ("", ("", "", "")),
        (r#", "profile_id": "p-1", "title": "Status""#, (r#""id":"p-1","title":"Status","#, "", "")),
        (r#", "profile_id": 1007, "title": null"#, (r#""id":"1007","#, "", "")),
        (r#", "profile_id": "", "title": "", "body": "", "headers": """#, ("", "", "")),
        (r#", "profile_id": null, "body": null, "headers": null"#, ("", "", "")),
        (r#", "headers": " null ", "channel": "", "events": [], "status": """#, ("", "", "")),
        (r#", "body": "{\"id\": \"<id>\"}""#, ("", r#","body":"{\"id\": \"<id>\"}""#, "")),
        (r#", "body": {"id" :  "<id>"}"#, ("", r#","body":"{\"id\" :  \"<id>\"}""#, "")),
        (r#", "body": {"n":1.50,"u":"\u003cid>"}"#, ("", r#","body":"{\"n\":1.50,\"u\":\"\\u003cid>\"}""#, "")),
        (r#", "headers": {"X-B": "2", "X-A": "1"}"#, ("", "", r#","headers":{"X-B":"2","X-A":"1"}"#)),
        (r#", "headers": "{\"X-B\": \"2\", \"X-A\": \"\\u0031\"}""#, ("", "", r#","headers":{"X-B":"2","X-A":"1"}"#)),
        (r#", "headers": "  ""#, ("", "", "")),
        (r#", "headers": "{}""#, ("", "", "")),
        (r#", "version": 2, "$schema": "x", "metod": "get""#, ("", "", "")),
    ];
    let rows = rows.map(|(members, (before, body, headers))| (members, format!("{{{before}{HEAD}{body}{headers}}}")));
    let rows: Vec<_> = rows.iter().map(|(members, expected)| (*members, &**expected)).collect();
    rows::run(&rows, spec);
}

#[test]
fn the_method_is_read_in_any_case() {
    let method = |word| {
        let text = format!(r#"{{"http_method": "{word}", "url": "https://example.com/x"}}"#);
        ProfileSpec::from_read_back(&text).ok().map(|read| read.spec().method)
    };
    let rows = [
        ("get", Some(Method::Get)),
        ("GET", Some(Method::Get)),
        ("post", Some(Method::Post)),
        ("Put", Some(Method::Put)),
        ("delete", None),
        ("", None),
    ];
    rows::run(&rows, method);
}

/// What the platform says about the profile, in a line.
fn said(members: &str) -> String {
    let read = ProfileSpec::from_read_back(&with(members)).unwrap();
    let unknown: Vec<_> = read.unknown().map(|(name, json)| format!("{name}={json}")).collect();
    let status = read.status().map_or("-", |status| status.as_str());
    format!("{status} {} {} [{}]", read.channel().unwrap_or("-"), read.events().join("+"), unknown.join("; "))
}

#[test]
fn nothing_that_the_platform_says_is_lost() {
    let rows = [
        ("", "- -  []"),
        (r#", "status": 1, "channel": "whatsapp", "events": ["sent", "read"]"#, "active whatsapp sent+read []"),
        (r#", "status": 2, "events": "all""#, "auto-disabled - all []"),
        (r#", "status": "3""#, "disabled -  []"),
        (r#", "status": "Auto_Disabled""#, "auto-disabled -  []"),
        (r#", "status": 7"#, "7 -  []"),
        (r#", "status": null, "channel": null, "events": null"#, "- -  []"),
        (
            r#", "status": true, "channel": 7, "events": {"sent": 1}"#,
            r#"- -  [status=true; channel=7; events={"sent": 1}]"#,
        ),
        (r#", "events": ["sent", 7]"#, r#"- -  [events=["sent", 7]]"#),
        (r#", "status": 1, "status": 2, "channel": "a", "channel": "b""#, r#"active a  [status=2; channel="b"]"#),
        (r#", "b": {"x":  1e2}, "a": null, "b": "\u0041""#, r#"- -  [b={"x":  1e2}; a=null; b="\u0041"]"#),
        (r#", "Status": 1, "": [], "version": 3"#, "- -  [Status=1; =[]; version=3]"),
    ];
    rows::run(&rows, said);
}

/// Every finding: its code, the bytes that it is about, and what it says.
fn refused(text: &str) -> Vec<String> {
    let findings = |report: FileReport| {
        assert!(report.iter().all(|found| found.diagnostic().severity() == Severity::Error), "{report}");
        let line = |found: &FileDiagnostic| {
            let (diagnostic, about) = (found.diagnostic(), found.file_span().of(text).unwrap_or("?"));
            format!("{} {} {about} {}", found.place(), diagnostic.code(), diagnostic.message())
        };
        report.iter().map(line).collect()
    };
    let report = ProfileSpec::from_read_back(text).unwrap_err();
    assert_eq!(check_file_as(FileKind::ReadBack, text), report);
    findings(report)
}

const REFUSED: [(&str, &[&str]); 18] = [
    ("", &["line 1, column 1 invalid-file  expected a JSON value, found the end of the file"]),
    ("{", &["line 1, column 2 invalid-file  expected a string in double quotes, found the end of the file"]),
    ("[]", &["line 1, column 1 wrong-type [] expected a profile that was read back as an object, found an array"]),
    (
        "{}",
        &[
            "line 1, column 1 missing-key { key `url` is missing",
            "line 1, column 1 missing-key { key `http_method` is missing",
        ],
    ),
    (r#"{"http_method": null, "url": "u"}"#, &["line 1, column 1 missing-key { key `http_method` is missing"]),
    (
        "{\"url\": 7,\n \"http_method\": \"delete\"}",
        &[
            "line 1, column 9 wrong-type 7 expected a string as `url`, found a number",
            "line 2, column 17 wrong-type \"delete\" expected the http method `GET` or `POST` or `PUT`, \
                 found `delete`, which is not supported",
        ],
    ),
    (
        r#"{"http_method": 1, "url": "u", "url": "v"}"#,
        &[
            "line 1, column 17 wrong-type 1 expected a string as `http_method`, found a number",
            "line 1, column 33 duplicate-key url key `url` stands twice",
        ],
    ),
    (
        r#"{"http_method": "get", "url": "u", "profile_id": true, "title": 7}"#,
        &[
            "line 1, column 50 wrong-type true expected a string as `profile_id`, found a truth value",
            "line 1, column 65 wrong-type 7 expected a string as `title`, found a number",
        ],
    ),
    (
        r#"{"http_method": "get", "url": "u", "body": [1]}"#,
        &["line 1, column 44 wrong-type [1] expected a string or an object as `body`, found an array"],
    ),
    (
        r#"{"http_method": "get", "url": "u", "headers": [1]}"#,
        &["line 1, column 47 wrong-type [1] expected an object as `headers`, found an array"],
    ),
    (
        r#"{"http_method": "get", "url": "u", "headers": {"A": 1, "A": "2", "A": "3"}}"#,
        &[
            "line 1, column 53 wrong-type 1 expected a string as a header's value, found a number",
            "line 1, column 67 duplicate-key A key `A` stands twice",
        ],
    ),
    (
        r#"{"http_method": "get", "url": "u", "headers": "[1]"}"#,
        &[
            "line 1, column 48 wrong-type [1] in the string of `headers`: expected an object as `headers`, found an array",
        ],
    ),
    (
        r#"{"http_method": "get", "url": "u", "headers": "{\"A\": 1, \"B\": \"x\"}"}"#,
        &[
            "line 1, column 56 wrong-type 1 in the string of `headers`: expected a string as a header's value, found a number",
        ],
    ),
    (
        r#"{"http_method": "get", "url": "u", "headers": "{\"A\": \"\\u0041\", \"\\u0041\": \"x\"}"}"#,
        &[r"line 1, column 71 duplicate-key \\u0041 in the string of `headers`: key `A` stands twice"],
    ),
    (
        r#"{"http_method": "get", "url": "u", "headers": "{\"A\": x}"}"#,
        &["line 1, column 56 invalid-file x in the string of `headers`: expected a JSON value, found `x`"],
    ),
    (
        r#"{"http_method": "get", "url": "u", "headers": "{\"A"}"#,
        &[
            "line 1, column 52 invalid-file  in the string of `headers`: expected the closing `\"` of a string, found the end of the string",
        ],
    ),
    ("\u{feff}{}", &["line 1, column 1 invalid-file \u{feff} expected JSON, found a byte order mark before it"]),
    (
        r#"{"data": [{"http_method": "get", "url": "u"}]}"#,
        &[
            "line 1, column 1 missing-key { key `url` is missing",
            "line 1, column 1 missing-key { key `http_method` is missing",
        ],
    ),
];

#[test]
fn what_is_no_such_profile_is_refused_at_its_place() {
    rows::run(&REFUSED, refused);
}

#[test]
fn a_check_says_what_to_do_with_one() {
    let found = check_file(&with(""));
    let first = found.diagnostics()[0].diagnostic();
    assert_eq!(first.help(), "it is a profile as the platform gives it back: import it first");
    assert!(check_file_as(FileKind::ReadBack, &with("")).is_clean());
}

/// What somebody may have written in each place where a secret stands.
#[test]
fn no_secret_is_told() {
    let members = [
        r#"{"k": "hush"}"#,
        r#""hush""#,
        r#""{\"k\": \"hush\"}""#,
        r#""{\"k\": [\"hush\"]}""#,
        r#""{\"k\": \"hush\", \"k\": \"hush\"}""#,
        r#""{\"k\": \"hush""#,
        r#"["hush"]"#,
        r#"{"k": ["hush"]}"#,
        r#""https://hush:hush@example.com/?k=hush#hush""#,
    ];
    // Those that only a file of ours has are unknown here.
    let ours = ["id", "direction", "method", "endpoint", "body_format", "version", "$schema"];
    let names = ["http_method", "url", "title", "body", "headers", "channel", "events", "token"];
    let names = names.into_iter().chain(ours);
    for (name, json) in names.flat_map(|name| members.map(|json| (name, json))) {
        // Words and titles are no secrets, but they may be URLs.
        if matches!(name, "http_method" | "title" | "channel" | "events")
            && json.starts_with(['"', '['])
            && !json.contains('@')
        {
            continue;
        }
        let rest = r#""http_method": "get", "url": "https://u:hush@example.com/?k=hush""#;
        let first = format!("{{\"{name}\": {json}, {rest}");
        for text in [format!("{first}}}"), format!("{first}, \"title\": 7}}")] {
            let told = told(&text);
            assert!(!told.contains("hush"), "{text}: {told}");
        }
    }
}

/// All that is said of a read-back profile.
fn told(text: &str) -> String {
    match ProfileSpec::from_read_back(text) {
        Ok(read) => format!("{read:?} {read:#?}"),
        Err(report) => {
            let json = serde_json::to_string(&report).unwrap();
            format!("{report} {report:#} {report:?} {json} {}", report.masked(text))
        }
    }
}

fn standard<S: FieldSet>(url: &str) -> [ProfileSpec; 2] {
    [Profile::<S>::standard(url), Profile::<S>::standard_post(url)].map(|profile| profile.unwrap().into_spec())
}

#[test]
fn the_direction_is_that_of_the_placeholders() {
    let url = "https://example.com/x";
    let specs = [standard::<Outgoing>(url), standard::<Incoming>(url), standard::<DeliveryReport>(url)];
    for spec in specs.as_flattened() {
        let read = Platform::builtin().read_back(&read_back(spec, Shape::default())).unwrap();
        assert_eq!(read.spec(), spec);
    }
    let platform = Platform::builtin().with::<Parcels>();
    for spec in standard::<Parcels>(url) {
        let text = read_back(&spec, Shape::default());
        assert_eq!(platform.read_back(&text).unwrap().into_spec(), spec);
        assert_ne!(ProfileSpec::from_read_back(&text).unwrap().spec().direction, "parcels");
    }
}

/// How a platform writes a profile.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    body_is_object: bool,
    headers_are_text: bool,
    /// Whether there is something in the place of what is missing.
    has_blanks: bool,
}

/// The profile as a platform would give it back, written by another hand than ours.
fn read_back(spec: &ProfileSpec, shape: Shape) -> String {
    let blank = |value: Option<&String>| value.map(|text| json!(text)).or(shape.has_blanks.then(|| json!("")));
    let headers: serde_json::Map<String, Value> =
        spec.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let headers = if shape.headers_are_text { json!(json!(headers).to_string()) } else { json!(headers) };
    let body = match &spec.body {
        Some(body) if shape.body_is_object => Some(body.clone()),
        body => blank(body.as_ref()).map(|json| json.to_string()),
    };
    let members = [
        ("profile_id", blank(spec.id.as_ref()).map(|json| json.to_string())),
        ("title", blank(spec.title.as_ref()).map(|json| json.to_string())),
        ("http_method", Some(json!(spec.method.as_str().to_lowercase()).to_string())),
        ("url", Some(json!(spec.endpoint).to_string())),
        ("body", body),
        ("headers", Some(headers.to_string()).filter(|_| shape.has_blanks || !spec.headers.is_empty())),
    ];
    let members = members.into_iter().filter_map(|(name, json)| Some(format!("\"{name}\" :\t{}", json?)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(",\n"))
}

/// Any text with what is hard in JSON, in URLs and in templates.
fn text() -> impl Strategy<Value = String> {
    r#"([a-zA-Z<>{}&?=%"'\\/ \n\t\u{1}\u{e9}\u{202e}\u{1f600}-]|<id>|<body>|\\\\u003c){1,12}"#
}

/// The text of a JSON object, blanks and all.
fn object() -> impl Strategy<Value = String> {
    let member = (text(), prop_oneof![text().prop_map(|text| json!(text).to_string()), Just("1.50e2".to_owned())]);
    (prop::collection::vec(member, 0..4), "[ \n\t]{0,2}").prop_map(|(members, blank)| {
        let members = members.iter().map(|(name, value)| format!("{blank}{}{blank}:{blank}{value}", json!(name)));
        format!("{{{}{blank}}}", members.collect::<Vec<_>>().join(","))
    })
}

/// Any profile, sound or not, with no text that is empty; and whether its body is an object.
fn specs() -> impl Strategy<Value = (ProfileSpec, bool)> {
    let body = prop_oneof![
        Just((None, false)),
        text().prop_map(|text| (Some(text), false)),
        (object(), any::<bool>()).prop_map(|(body, is_object)| (Some(body), is_object)),
    ];
    let optional = || prop::option::of(text());
    let headers = prop::collection::btree_map(text(), "[a-z\"\\\\ ]{0,6}", 0..4);
    (optional(), optional(), 0..Method::ALL.len(), text(), body, headers).prop_map(
        |(id, title, method, endpoint, (body, is_object), headers)| {
            let mut spec = ProfileSpec::get::<Outgoing>(endpoint).with_method(Method::ALL[method]);
            (spec.id, spec.title, spec.body) = (id, title, body);
            spec.headers = headers.into_iter().collect();
            (spec, is_object)
        },
    )
}

proptest! {
    /// Whatever a platform keeps, and however it writes it, is the profile that was given to it.
    #[test]
    fn what_is_written_back_is_the_same_profile(
        (spec, body_is_object) in specs(), headers_are_text: bool, has_blanks: bool,
    ) {
        let text = read_back(&spec, Shape { body_is_object, headers_are_text, has_blanks });
        let read = ProfileSpec::from_read_back(&text).unwrap_or_else(|report| panic!("{text}: {report}"));
        prop_assert_eq!(read.unknown().count(), 0);
        let mut read = read.into_spec();
        prop_assert!(Platform::builtin().directions().any(|direction| direction == read.direction));
        read.direction.clone_from(&spec.direction);
        prop_assert_eq!(read, spec, "{}", text);
    }
}
