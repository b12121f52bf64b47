//! The platform's own error E413: what makes an endpoint no URL has it, and nothing else does.
#![cfg(test)]

use callback_profile::diagnostic::{Code, Diagnostic, PlatformError};
use callback_profile::request::Method;
use callback_profile::value::Product;
use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
use callback_profile::{Account, Incoming, Outgoing, Profile, ProfileSpec, Webhook};
use http::Uri;
use proptest::prelude::*;
use util::rows;

mod util;

const REFUSED: PlatformError = PlatformError::INVALID_CALLBACK_URL;

fn is_refused<'d>(mut found: impl Iterator<Item = &'d Diagnostic>) -> bool {
    found.any(|found| found.platform_error() == Some(REFUSED))
}

/// Whether any reading of RFC 3986, appendix A, takes it: characters, escapes, scheme and authority, each judged by others. The
/// placeholders that a template may have, those of query values, stand for a letter each.
fn is_url(endpoint: &str) -> bool {
    let (before, fragment) = endpoint.split_once('#').unwrap_or((endpoint, ""));
    let (head, query) = before.split_once('?').unwrap_or((before, ""));
    let values = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => format!("{name}={}", filled(value)),
        None => pair.to_owned(),
    });
    let written = format!("{head}?{}#{fragment}", values.collect::<Vec<_>>().join("&"));
    let is_uri_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let is_escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    let is_written_so = written.bytes().all(is_uri_byte) && written.split('%').skip(1).all(is_escape);
    let address = url::Url::parse(&written).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let has_host = written.split_once("://").is_some_and(|(_, rest)| !rest.starts_with(['/', '?', '#']));
    is_written_so
        && has_host
        && address.is_some()
        && written.split('#').next().unwrap_or_default().parse::<Uri>().is_ok()
}

/// A value with a letter for each of its placeholders.
fn filled(value: &str) -> String {
    let mut pieces = value.split('<');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once('>') {
            Some((name, rest)) if is_name(name) => filled.extend(["x", rest]),
            _ => filled.extend(["<", piece]),
        }
    }
    filled
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte))
}

fn check(endpoint: &str, method: Method) -> callback_profile::diagnostic::Report {
    let spec = if method == Method::Get {
        ProfileSpec::get::<Outgoing>(endpoint)
    } else {
        ProfileSpec::post::<Outgoing>(endpoint, "{}")
    };
    Profile::<Outgoing>::check(&spec)
}

/// Each row: an endpoint, and whether the platform refuses it as no URL.
#[test]
fn what_makes_an_endpoint_no_url_is_e413() {
    let rows = [
        ("https://example.com/dlr", false),
        ("https://example.com/dlr?a=<id>-<status>", false),
        ("https://example.com/dlr?a=<prise>", false),
        ("https://example.com/dlr?id=<id>&id=<id>&=<ref>", false),
        ("https://example.com/dlr#top", false),
        ("http://u:p@localhost:1/", false),
        ("https: //example.com/dlr", true),
        ("example.com", true),
        ("ftp://example.com/", true),
        ("https://", true),
        ("https:///dlr", true),
        ("https://exa mple.com/", true),
        ("https://example.com:99999/", true),
        ("https://example.com/a b", true),
        ("https://example.com/dlr ", true),
        ("https://example.com/?a=\u{e9}", true),
        ("https://example.com/?a=\"b\"", true),
        ("https://example.com/\u{0}", true),
        ("https://example.com/?a\n=b", true),
        ("https://example.com/100%", true),
        ("https://example.com/?a=%4x", true),
        ("https://example.com/?a=<id", true),
        ("https://example.com/?<id>=a", true),
        ("https://<mobile>.example.com/", true),
        ("https://example.com/<id>", true),
        ("https://example.com/?a=b#<id>", true),
    ];
    rows::run(&rows, |endpoint| is_refused(check(endpoint, Method::Get).iter()));
    for (endpoint, refused) in rows {
        assert_eq!(is_url(endpoint), !refused, "{endpoint}");
        let account: Account = serde_json::from_str("{\"numbers\": []}").unwrap();
        assert_eq!(is_refused(account.check_callback_url::<Outgoing>(endpoint).iter()), refused, "{endpoint}");
        if !endpoint.contains('<') {
            let form = WebhookSpec::new(Product::WhatsApp, SendMethod::Get, ReportType::MobileOriginated, endpoint);
            assert_eq!(is_refused(Webhook::check(&form).iter()), refused, "{endpoint}");
        }
    }
}

#[test]
fn the_same_codes_in_other_parts_are_none_of_the_platforms() {
    let parts = [
        r#"{"direction": "outgoing", "method": "POST", "endpoint": "https://example.com/", "body_format": "form", "body": "a=b c&d=%&e=<id"}"#,
        r#"{"direction": "outgoing", "method": "POST", "endpoint": "https://example.com/", "body": {"a": "\\u00<id>", "<id>": "<id"}}"#,
        r#"{"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/?a=<id>", "headers": {"A": "<id>"}}"#,
    ];
    let mut seen = Vec::new();
    for file in parts {
        let spec: ProfileSpec = serde_json::from_str(file).unwrap();
        let report = Profile::<Outgoing>::check(&spec);
        assert!(!is_refused(report.iter()), "{report}");
        seen.extend(report.iter().map(Diagnostic::code).filter(|code| code.platform_error().is_some()));
    }
    for code in [Code::InvalidCharacter, Code::CutEscape, Code::UnclosedPlaceholder, Code::MisplacedPlaceholder] {
        assert!(seen.contains(&code), "{code}: {seen:?}");
    }
}

#[test]
fn the_error_says_what_it_is_about() {
    assert_eq!((REFUSED.code, REFUSED.parameter), ("E413", "callback_url"));
    assert!(REFUSED.description.len() > 20);
    for code in Code::ALL.iter().filter_map(|code| code.platform_error()) {
        assert!(PlatformError::ALL.contains(&code));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    /// Of any text whatever: E413 is among the findings exactly where others say that it is no URL.
    #[test]
    fn e413_is_what_others_call_no_url(
        scheme in prop_oneof![6 => Just("https://"), 1 => "[a-z:/ ]{0,8}".prop_map(|text| -> &'static str { text.leak() })],
        host in prop_oneof![6 => Just("example.com"), 1 => "[a-z0-9.:@% <>-]{0,9}".prop_map(|text| -> &'static str { text.leak() })],
        pieces in prop::collection::vec(
            prop::sample::select(vec!["/", "a", "?", "&", "=", "<id>", "<prise>", "<", ">", "%", "%41", "%4", " ", "#", "é", "\"", "{", "|", "+", "\\", "\t"]), 0..10,
        ),
        is_get: bool,
    ) {
        let endpoint = format!("{scheme}{host}/{}", pieces.concat());
        // Of a body's endpoint every placeholder is misplaced.
        let is_fixed = !is_get && endpoint.contains('<');
        let report = check(&endpoint, if is_get { Method::Get } else { Method::Post });
        prop_assert_eq!(is_refused(report.iter()), !is_url(&endpoint) || is_fixed, "{} {}", endpoint, report);
        let incoming = Profile::<Incoming>::check(&ProfileSpec::get::<Incoming>(&*endpoint));
        prop_assert_eq!(is_refused(incoming.iter()), !is_url(&endpoint), "{} {}", endpoint, incoming);
    }
}
