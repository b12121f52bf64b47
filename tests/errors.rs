//! Every error of the library: what it says, how it says it, and what lies behind it.
#![cfg(test)]

use std::any::type_name;
use std::collections::BTreeSet;
use std::error::Error;

use callback_profile::account::{InvalidWhitelistEntry, NoRoute, NoRouteKind, ProfileInUse, RouteRequest, Whitelist};
use callback_profile::diagnostic::{Code, Report, UnknownCode};
use callback_profile::field::FieldInfo;
use callback_profile::file::FileReport;
use callback_profile::received::{ParseErrorKind, Problem, VerifyErrorKind};
use callback_profile::receiver::ReceiveErrorKind;
use callback_profile::request::{
    BodyFormat, InvalidRequest, InvalidRequestKind, Limits, Method, RenderErrorKind, Request, UnknownMethod,
};
use callback_profile::value::{Timestamp, ValueError};
use callback_profile::whatsapp::{BadItem, Notification};
use callback_profile::{
    Account, FieldSet, Incoming, Outgoing, OutgoingCallback, OutgoingField, ParseError, Platform, Profile, ProfileSpec,
    ReceiveError, Receiver, RenderError, VerifyError, check_file,
};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

const SECRET: &str = "hush-hush";

/// What nobody wants in a line of a log, and more of it than a message needs.
fn hostile() -> String {
    format!("x\u{1b}[31m\u{202e}\"\n::error ::##[x\u{85}{}", "z".repeat(5_000))
}

/// An error, and what is to be true of it.
struct Row {
    name: &'static str,
    error: Box<dyn Error + Send + Sync + 'static>,
    size: usize,
    /// Where there may be several reasons: which one it is.
    kind: Option<&'static str>,
    /// Where another error caused it: how that begins.
    source: Option<&'static str>,
}

fn row<E: Error + Send + Sync + 'static>(error: E, kind: Option<&'static str>) -> Row {
    let name = type_name::<E>().rsplit("::").next().unwrap();
    Row { name, error: Box::new(error), size: size_of::<E>(), kind, source: None }
}

impl Row {
    fn caused_by(self, source: &'static str) -> Self {
        Self { source: Some(source), ..self }
    }
}

fn get() -> Profile<Outgoing> {
    Profile::standard("https://example.com/dlr").unwrap()
}

fn post() -> Profile<Outgoing> {
    Profile::standard_post("https://example.com/dlr").unwrap()
}

fn parse_errors() -> Vec<Row> {
    let of = |error: ParseError| {
        let kind = error.kind().as_str();
        row(error, Some(kind))
    };
    let method = http::Method::from_bytes("A".repeat(5_000).as_bytes()).unwrap();
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    let form = HeaderMap::from_iter([(CONTENT_TYPE, form)]);
    let hostile_body = format!("{{\"id\": {}", hostile());
    let named = get().into_spec().endpoint.replace("?id=", "?%0A%1B%E2%80%AE=");
    let named = Profile::<Outgoing>::try_from(ProfileSpec::get::<Outgoing>(named)).unwrap();
    vec![
        of(post().parse_body(&hostile_body).unwrap_err()),
        of(post().parse_body("{").unwrap_err()),
        of(post().parse_body(&format!("{{\"id\":{}", "[".repeat(300))).unwrap_err()),
        of(post().with_limits(Limits::default().bytes(3)).parse_body("{\"id\":\"1\"}").unwrap_err()),
        of(get().with_limits(Limits::default().parameters(1)).parse_query("id=1&a=2").unwrap_err()),
        of(named.parse_query("").unwrap_err()),
        of(get().parse_body("{}").unwrap_err()),
        of(post().parse_query("id=1").unwrap_err()),
        of(post().receive(&method, "/", &HeaderMap::new(), b"{}").unwrap_err()),
        of(post().receive(&http::Method::POST, "/", &form, b"id=1").unwrap_err()),
        of(Notification::parse(&hostile()).unwrap_err()),
    ]
}

fn verify_errors() -> Vec<Row> {
    let of = |error: VerifyError| {
        let kind = error.kind().as_str();
        row(error, Some(kind))
    };
    let mut spec = post().into_spec().with_header("x-key", SECRET);
    let without = post().parse_body("{\"id\":\"1\"}").unwrap().verified().unwrap_err();
    spec.endpoint = format!("https://example.com/dlr?token={SECRET}");
    let profile = Profile::<Outgoing>::try_from(spec).unwrap();
    let received = |target: &'static str, key: Option<&str>| {
        let headers = key.map(|key| (HeaderName::from_static("x-key"), HeaderValue::from_str(key).unwrap()));
        let headers: HeaderMap = headers.into_iter().collect();
        let received = profile.receive(&http::Method::POST, target, &headers, b"{\"id\":\"1\"}").unwrap();
        received.verified().unwrap_err()
    };
    let right = "/dlr?token=hush-hush";
    vec![
        of(without),
        of(profile.parse_body("{\"id\":\"1\"}").unwrap().verified().unwrap_err()),
        of(received("/dlr", Some(SECRET))).caused_by("parameter `token`"),
        of(received("/dlr?token=hush-hush-hush", Some(SECRET))).caused_by("parameter `token`"),
        of(received(right, None)).caused_by("header `x-key`"),
        of(received(right, Some("hush-hush-hush"))).caused_by("header `x-key`"),
    ]
}

fn receive_errors() -> Vec<Row> {
    let of = |error: ReceiveError| {
        let kind = error.kind().as_str();
        row(error, Some(kind))
    };
    let two = Receiver::new([get().into(), get().into()]);
    let one = Receiver::new([post().into()]);
    let none = HeaderMap::new();
    let target = format!("/{}?token={SECRET}&{}=1", hostile(), hostile());
    vec![
        of(two.receive(&http::Method::GET, &target, &none, b"").unwrap_err()),
        of(one.receive(&http::Method::GET, &target, &none, b"").unwrap_err()),
        of(two.receive(&http::Method::GET, "/dlr?id=1", &none, b"").unwrap_err()),
        of(one.receive(&http::Method::POST, "/dlr", &none, format!("{{\"id\": {}", hostile()).as_bytes()).unwrap_err())
            .caused_by("expected a JSON value"),
    ]
}

/// A writer that has no room.
struct Full;

impl std::fmt::Write for Full {
    fn write_str(&mut self, _: &str) -> std::fmt::Result {
        Err(std::fmt::Error)
    }
}

fn render_errors() -> Vec<Row> {
    let of = |error: RenderError| {
        let kind = error.kind().as_str();
        row(error, Some(kind))
    };
    let long = OutgoingCallback::default().with(OutgoingField::Error, "x".repeat(70_000));
    let mut rows = vec![of(get().render(&long).unwrap_err())];
    let refused = get().render_to(&OutgoingCallback::default(), &mut Full).unwrap_err();
    rows.push(of(refused).caused_by("an error occurred when formatting an argument"));
    let platform = r#"{"platform": "p", "placeholders": {"open": "{", "close": "}", "path": true},
        "field_sets": {"send": {"fields": {"id": "text"}}}}"#;
    let platform = Platform::from_file(platform).unwrap();
    let spec = serde_json::json!({"direction": "send", "method": "GET", "endpoint": "https://example.com/{id}"});
    let profile = platform.profile(serde_json::from_value(spec).unwrap()).unwrap();
    rows.push(of(profile.render_json(r#"{"id": ".."}"#).unwrap().unwrap_err()));
    if cfg!(feature = "xml") {
        let xml: BodyFormat = serde_json::from_str("\"xml\"").unwrap();
        let element = |field: &FieldInfo| format!("<{0}>{{{0}}}</{0}>", field.name());
        let elements = Outgoing::FIELDS.iter().map(element).collect::<Vec<_>>().concat();
        let spec = ProfileSpec::post::<Outgoing>("https://example.com/dlr", format!("<r>{elements}</r>"));
        let profile = Profile::<Outgoing>::try_from(spec.with_body_format(xml)).unwrap();
        let callback = OutgoingCallback::default().with(OutgoingField::Error, "\u{1b}");
        rows.push(of(profile.render(&callback).unwrap_err()));
    }
    rows
}

fn invalid_requests() -> Vec<Row> {
    let of = |error: InvalidRequest| {
        let kind = error.kind().as_str();
        row(error, Some(kind))
    };
    let new = |method: http::Method, url: &str, body: Option<&str>| {
        of(Request::new(method, url, HeaderMap::new(), body.map(str::to_owned)).unwrap_err())
    };
    let url = format!("https://u:{SECRET}@example.com/dlr?token={SECRET}");
    let value = HeaderValue::from_bytes(b"hush-hush\xFF").unwrap();
    let header = HeaderMap::from_iter([(HeaderName::from_static("x-key"), value)]);
    vec![
        new(http::Method::DELETE, &url, None).caused_by("expected `GET`"),
        new(http::Method::GET, &format!("https://{}{SECRET}", hostile()), None).caused_by("invalid uri character"),
        new(http::Method::GET, "/dlr?token=hush-hush", None),
        new(http::Method::GET, &url.replace("https", "ftp"), None),
        new(http::Method::GET, &url, Some(SECRET)),
        new(http::Method::POST, &url, None),
        of(Request::new(Method::Get, "https://example.com/", header, None).unwrap_err()),
    ]
}

fn no_routes() -> Vec<Row> {
    let of = |error: NoRoute| {
        let kind = error.kind().as_str();
        row(error, Some(kind))
    };
    let profiles = serde_json::to_value([post().into_spec().with_id("out")]).unwrap();
    let account = serde_json::json!({"whitelist": ["example.com"], "profiles": profiles, "numbers": [{"number": "+12025550100"}]});
    let account: Account = serde_json::from_value(account).unwrap();
    let route = |number: &str, asked: RouteRequest<'_>| of(account.route::<Incoming>(number, asked).unwrap_err());
    let elsewhere = format!("https://u:{SECRET}@example.net/?token={SECRET}");
    vec![
        route("+12025550199", RouteRequest::Nothing),
        route("+12025550100", RouteRequest::Nothing),
        route("", RouteRequest::ProfileId(&hostile())),
        route("", RouteRequest::ProfileId(&elsewhere)),
        route("", RouteRequest::ProfileId("out")),
        route("", RouteRequest::CallbackUrl(&elsewhere)),
        route("", RouteRequest::CallbackUrl(&format!("https: //{}?token={SECRET}", hostile())))
            .caused_by("error[invalid-"),
        route("", RouteRequest::CallbackUrl("https://example.com/#a?b=<b>")).caused_by("error["),
        of(NoRoute::WrongDirection { expected: "incoming".into(), found: hostile().into() }),
        of(NoRoute::NotWhitelisted(hostile().into())),
    ]
}

/// The errors that have one reason each.
fn others() -> Vec<Row> {
    let numbers: Vec<_> = (0..20)
        .map(|number| serde_json::json!({"number": format!("+1202555{number:04}"), "outgoing": "out"}))
        .collect();
    let profiles = serde_json::to_value([post().into_spec().with_id("out")]).unwrap();
    let mut account: Account =
        serde_json::from_value(serde_json::json!({"profiles": profiles, "numbers": numbers})).unwrap();
    let in_use: ProfileInUse = account.remove_profile("out").unwrap_err();
    let entry: InvalidWhitelistEntry =
        Whitelist::new([format!("https://u:{SECRET}@{}?token={SECRET}", hostile())]).unwrap_err();
    let method: UnknownMethod = hostile().parse::<Method>().unwrap_err();
    let code: UnknownCode = hostile().parse::<Code>().unwrap_err();
    let value: ValueError = Timestamp::parse(&hostile()).unwrap_err().with_field(hostile());
    let item: BadItem<'static> = Notification::parse("[4711]").unwrap().messages().remove(0).unwrap_err();
    let problem: Problem = get().parse_query("id=1&id=hush-hush").unwrap().strict().unwrap_err();
    let code_of_problem = problem.code().as_str();
    vec![
        row(in_use, None),
        row(entry, None),
        row(method, None),
        row("DELETE".parse::<Method>().unwrap_err(), None),
        row(code, None),
        row(value, None),
        row(item, None),
        row(problem, Some(code_of_problem)),
    ]
}

fn rows() -> Vec<Row> {
    [parse_errors, verify_errors, receive_errors, render_errors, invalid_requests, no_routes, others]
        .into_iter()
        .flat_map(|rows| rows())
        .collect()
}

/// The errors that are larger than two words, and why.
const LARGE: [(&str, usize, &str); 4] = [
    ("NoRoute", 5, "who asks for a route matches what it holds"),
    ("ProfileInUse", 3, "its numbers are a public list"),
    ("InvalidWhitelistEntry", 3, "its index is public"),
    ("BadItem<'_>", 5, "it borrows what it speaks of"),
];

#[test]
fn an_error_is_small() {
    for Row { name, size, .. } in rows() {
        let words = LARGE
            .iter()
            .find(|(large, ..)| *large == name || large.starts_with(&format!("{name}<")))
            .map_or(2, |(_, words, _)| *words);
        assert!(size <= words * size_of::<usize>(), "{name} has {size} bytes");
    }
}

#[test]
fn an_error_is_one_line_in_plain_words() {
    for Row { name, error, .. } in rows() {
        let said = error.to_string();
        let first = said.chars().next().unwrap();
        assert!(first == '`' || first.is_lowercase(), "{name}: {said}");
        assert!(!said.ends_with(['.', ' ', '!', ':']), "{name}: {said}");
        assert!(!said.chars().any(|c| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}')), "{name}: {said:?}");
        assert!(!said.contains("##["), "{name}: {said}");
        assert!(said.len() < 600, "{name}: {} bytes: {said}", said.len());
        assert!(!said.contains(SECRET) && !format!("{error:?}").contains(SECRET), "{name}: {said} {error:?}");
    }
}

/// What does not follow a syntax was expected to, and all else is a plain sentence.
#[test]
fn only_an_error_of_syntax_says_what_was_expected() {
    let of_syntax = ["ValueError", "UnknownMethod", "UnknownCode"];
    for Row { name, error, kind, .. } in rows() {
        let said = error.to_string();
        let is_of_syntax = of_syntax.contains(&name) || kind == Some(ParseErrorKind::Syntax.as_str());
        assert_eq!(said.contains("expected "), is_of_syntax, "{name}: {said}");
    }
}

#[test]
fn an_error_has_its_cause_as_its_source_and_does_not_repeat_it() {
    for Row { name, error, source, .. } in rows() {
        let found = error.source().map(ToString::to_string);
        match (source, &found) {
            (None, None) => {}
            (Some(beginning), Some(cause)) => {
                assert!(cause.starts_with(beginning), "{name}: {cause}");
                // The code and the place of a finding stand around its message.
                let of_finding = |line: &str| {
                    line.split_once("]: ").and_then(|(_, rest)| rest.split(" at ").next()).map(str::to_owned)
                };
                let messages = cause.lines().map(|line| of_finding(line).unwrap_or(line.to_owned()));
                for message in messages.filter(|message| !message.is_empty()) {
                    assert!(!error.to_string().contains(&message), "{name}: {error}");
                }
            }
            _ => panic!("{name}: {source:?}, {found:?}"),
        }
    }
}

/// Whatever kind an error can have is met, and its word is in kebab-case.
#[test]
fn every_kind_of_error_is_met() {
    let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut add = |name, words: Vec<&'static str>| known.extend(words.into_iter().map(|word| (name, word)));
    add("ParseError", ParseErrorKind::ALL.iter().map(|kind| kind.as_str()).collect());
    add("VerifyError", VerifyErrorKind::ALL.iter().map(|kind| kind.as_str()).collect());
    add("ReceiveError", ReceiveErrorKind::ALL.iter().map(|kind| kind.as_str()).collect());
    add("RenderError", RenderErrorKind::ALL.iter().map(|kind| kind.as_str()).collect());
    add("InvalidRequest", InvalidRequestKind::ALL.iter().map(|kind| kind.as_str()).collect());
    add("NoRoute", NoRouteKind::ALL.iter().map(|kind| kind.as_str()).collect());
    let rows = rows();
    let mut met: BTreeSet<_> = rows.iter().filter_map(|row| Some((row.name, row.kind?))).collect();
    met.retain(|(name, _)| *name != "Problem");
    // A URL that is checked is one that the http crate holds, as far as anybody knows.
    met.insert(("RenderError", RenderErrorKind::InvalidUrl.as_str()));
    if !cfg!(feature = "xml") {
        met.insert(("RenderError", RenderErrorKind::UnwritableValue.as_str()));
    }
    assert_eq!(met, known);
    for (name, word) in known {
        assert!(word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}: {word}");
    }
}

/// A report is an error, too: it has as many lines as findings, and nobody looks for its cause.
#[test]
fn a_report_is_an_error_of_a_line_for_each_finding() {
    let spec = ProfileSpec::get::<Outgoing>(format!("https: //x?id=<id>&{}=%&token={SECRET}", hostile()));
    let report: Report = Profile::<Outgoing>::try_from(spec.clone()).unwrap_err();
    let file: FileReport = check_file(serde_json::to_string(&spec).unwrap().as_bytes());
    let errors: [(Box<dyn Error + Send + Sync>, usize); 2] =
        [(Box::new(report.clone()), report.iter().count()), (Box::new(file.clone()), file.iter().count())];
    for (error, count) in errors {
        assert_eq!(error.to_string().lines().count(), count);
        assert!(error.source().is_none() && !error.to_string().contains(SECRET), "{error}");
    }
}

/// What `NoRoute` says of a callback URL fits a line of a log; the findings are its source.
#[test]
fn a_refused_callback_url_tells_the_first_finding() {
    let account: Account = serde_json::from_str("{\"numbers\": []}").unwrap();
    let refused = |url: &str| account.route::<Outgoing>("", RouteRequest::CallbackUrl(url)).unwrap_err().to_string();
    let rows = [
        ("https: //x", "invalid-endpoint (E413)"),
        ("https://example.com/#top", "endpoint-fragment"),
        ("https://example.com/#<a>", "missing-placeholder, and 2 more findings"),
    ];
    for (url, found) in rows {
        assert_eq!(refused(url), format!("the callback URL cannot be used: {found}"));
    }
}
