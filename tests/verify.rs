//! What a profile says of every request, compared with one that arrived.
#![cfg(test)]

use std::error::Error;

use callback_profile::received::{ParseErrorKind, VerifyErrorKind};
use callback_profile::request::BodyFormat;
use callback_profile::{AnyProfile, AnyReceived, Outgoing, Profile, ProfileSpec, Receiver};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use proptest::prelude::*;
use util::requests::{each_field, get, post};

mod util;

const URL: &str = "https://example.com/hook";

/// A POST profile whose endpoint has a token and which sends a header.
fn profile(query: &str, headers: &[(&str, &str)]) -> Profile<Outgoing> {
    let mut spec = post::<Outgoing>(&format!("{URL}{query}")).into_spec();
    spec.headers.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    spec.try_into().unwrap()
}

fn headers(rows: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in rows {
        headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    headers
}

const RIGHT: (&str, &str) = ("authorization", "Bearer RIGHT");
const TEAM: (&str, &str) = ("x-team", "a");
const BODY: &[u8] = br#"{"id": "a:0", "status": "read"}"#;

/// Headers, the codes of what is wrong with them, and whether the request is verified.
type Row = (&'static [(&'static str, &'static str)], &'static [&'static str], bool);

/// The codes of what is wrong with a request, and what verifying it says: by the profile itself, and behind a receiver.
fn verdict(
    profile: &Profile<Outgoing>,
    target: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> (Vec<&'static str>, Result<(), &'static str>) {
    let method = Method::from(profile.method());
    let received = profile.receive(&method, target, headers, body).unwrap();
    let codes: Vec<_> = received.problems.iter().map(|problem| problem.code().as_str()).collect();
    for problem in &received.problems {
        assert!(!problem.to_string().contains("WRONG") && !problem.to_string().contains("RIGHT"), "{problem}");
    }
    assert_eq!(received.clone().strict().is_ok(), codes.is_empty());
    let verified = received.verified().map(drop).map_err(|error| error.kind().as_str());

    let behind = Receiver::new([AnyProfile::from(profile.clone())]);
    let delivery = behind.receive(&method, target, headers, body).unwrap();
    assert_eq!(delivery.received.problems().iter().map(|problem| problem.code().as_str()).collect::<Vec<_>>(), codes);
    assert_eq!(delivery.received.verified().map(drop).map_err(|error| error.kind().as_str()), verified);

    let mut request = http::Request::builder().method(method).uri(target).body(body.to_vec()).unwrap();
    *request.headers_mut() = headers.clone();
    let received = profile.parse_request(&request).unwrap();
    assert_eq!(received.verified().map(drop).map_err(|error| error.kind().as_str()), verified);
    (codes, verified)
}

#[test]
fn the_query_of_a_fixed_endpoint_is_compared() {
    let profile = profile("?token=RIGHT%20%26+1&region=eu", &[]);
    let rows: [(&str, &[&str], Result<(), &str>); 9] = [
        ("/hook?token=RIGHT%20%26%201&region=eu", &[], Ok(())),
        ("/hook?region=eu&token=RIGHT+%26+1", &[], Ok(())),
        ("/hook?region=eu&token=RIGHT+%26+1&utm=x", &[], Ok(())),
        ("https://example.com/hook?token=RIGHT+%26+1&region=eu#&token=WRONG", &[], Ok(())),
        ("/hook", &["static-missing", "static-missing"], Err("static-missing")),
        ("/hook?region=eu", &["static-missing"], Err("static-missing")),
        ("/hook?token=WRONG&region=eu", &["static-mismatch"], Err("static-mismatch")),
        ("/hook?token=&region=eu", &["static-mismatch"], Err("static-mismatch")),
        (
            "/hook?token=WRONG&token=RIGHT+%26+1&region=eu",
            &["static-mismatch", "repeated-parameter"],
            Err("static-mismatch"),
        ),
    ];
    for (target, codes, verified) in rows {
        assert_eq!(verdict(&profile, target, &HeaderMap::new(), BODY), (codes.to_vec(), verified), "{target}");
    }
    let request = profile.receive(&Method::POST, "/hook?status=sent&x=1&token=W", &HeaderMap::new(), BODY).unwrap();
    assert_eq!(request.callback.status().unwrap().as_str(), "read");
    let extra = [("status".into(), "sent".into()), ("x".into(), "1".into()), ("token".into(), "W".into())];
    assert_eq!(request.extra, extra, "nothing of the query is lost, and nothing of it becomes a field");
}

#[test]
fn static_headers_are_compared() {
    let profile = profile(
        "",
        &[
            ("Authorization", "Bearer RIGHT"),
            ("X-Team", " a "),
            ("User-Agent", "platform/1"),
            ("Accept", "*/*"),
            ("Accept-Language", "en"),
        ],
    );
    let rows: [Row; 7] = [
        (&[RIGHT, TEAM], &[], true),
        (&[RIGHT, TEAM, ("user-agent", "curl"), ("accept", "text/html"), ("content-type", "text/json")], &[], true),
        (&[RIGHT, RIGHT, TEAM], &[], true),
        (&[RIGHT, ("authorization", "Bearer WRONG"), TEAM], &["header-mismatch"], false),
        (&[("authorization", "bearer RIGHT"), TEAM], &["header-mismatch"], false),
        (&[TEAM], &["header-missing"], false),
        (&[("authorization", "")], &["header-mismatch", "header-missing"], false),
    ];
    for (given, codes, is_verified) in rows {
        let (found, verdict) = verdict(&profile, "/hook", &headers(given), BODY);
        assert_eq!(found, codes, "{given:?}");
        assert_eq!(verdict.is_ok(), is_verified, "{given:?}");
    }
    let received = profile.receive(&Method::POST, "/hook", &headers(&[TEAM]), BODY).unwrap();
    assert_eq!(
        received.problems[0].to_string(),
        "header `authorization`: it is static in the profile, and did not occur"
    );
    let error = received.verified().unwrap_err();
    assert_eq!(error.to_string(), "the callback is not verified");
    assert!(error.source().unwrap().to_string().starts_with("header `authorization`: it is static"));
    assert_eq!(error.kind(), VerifyErrorKind::HeaderMissing);
}

/// Every format, with something fixed in the template itself, in the endpoint's query, in a header; alone and together.
#[test]
fn every_fixed_part_is_verified_in_every_format() {
    let query = |fixed: &str| format!("{fixed}{}", each_field::<Outgoing>("&", |name| format!("{name}=<{name}>")));
    let json =
        |fixed: &str| format!("{{{fixed}{}}}", each_field::<Outgoing>(",", |name| format!(r#""{name}":"<{name}>""#)));
    let specs = vec![
        (ProfileSpec::get::<Outgoing>(format!("{URL}?{}", query(""))), false),
        (ProfileSpec::get::<Outgoing>(format!("{URL}?{}", query("token=RIGHT&"))), true),
        (ProfileSpec::get::<Outgoing>(format!("{URL}?{}", query("token=&"))), false),
        (ProfileSpec::post::<Outgoing>(URL, json("")), false),
        (ProfileSpec::post::<Outgoing>(URL, json(r#""by":{"token":"RIGHT"},"#)), true),
        (ProfileSpec::post::<Outgoing>(URL, query("token=RIGHT&")).with_body_format(BodyFormat::Form), true),
    ];
    #[cfg(feature = "xml")]
    let specs = {
        let elements = each_field::<Outgoing>("", |name| format!("<{name}>{{{name}}}</{name}>"));
        let xml = |fixed: &str| {
            let body = format!("<r>{fixed}{elements}</r>");
            ProfileSpec::post::<Outgoing>(URL, body).with_body_format(BodyFormat::Xml)
        };
        [specs, vec![(xml(""), false), (xml("<token>RIGHT</token>"), true)]].concat()
    };
    for (spec, is_fixed) in specs {
        for has_header in [false, true] {
            let mut spec = spec.clone();
            if has_header {
                spec.headers.push(("x-token".to_owned(), "RIGHT".to_owned()));
            }
            let profile = Profile::<Outgoing>::try_from(spec).unwrap();
            assert_eq!(profile.verifies(), is_fixed || has_header, "{profile:?}");
            assert_eq!(AnyProfile::from(profile.clone()).verifies(), profile.verifies());
            let request = profile.render(&profile.sample()).unwrap();
            let verified = profile.parse(&request).unwrap().verified();
            match verified {
                Ok(received) => assert!(profile.verifies() && received.problems.is_empty()),
                Err(error) => {
                    assert_eq!((error.kind(), profile.verifies()), (VerifyErrorKind::NothingToVerify, false));
                    assert_eq!(error.to_string(), "the callback is not verified: its profile has nothing static");
                }
            }
            // What a part of the request cannot show is not taken for verified.
            let part = match request.body() {
                Some(body) => profile.parse_body(body),
                None => profile.parse_url(request.url()),
            };
            let kind = part.unwrap().verified().map(drop).map_err(|error| error.kind());
            let expected = match (is_fixed, has_header) {
                (_, true) => Err(VerifyErrorKind::NotCompared),
                (true, false) => Ok(()),
                (false, false) => Err(VerifyErrorKind::NothingToVerify),
            };
            assert_eq!(kind, expected, "{profile:?}");
            // A forged one.
            let (url, body) = (request.url().replace("RIGHT", "WRONG"), request.body().unwrap_or_default());
            let body = body.replace("RIGHT", "WRONG");
            if profile.verifies() {
                let headers = headers(&[("x-token", "WRONG")]);
                let (codes, verdict) = verdict(&profile, &url, &headers, body.as_bytes());
                assert!(!codes.is_empty() && verdict.is_err(), "{profile:?}");
            }
        }
    }
}

#[test]
fn what_is_verified_cannot_be_talked_away() {
    let profile = profile("?token=RIGHT", &[]);
    let mut received = profile.receive(&Method::POST, "/hook?token=WRONG", &HeaderMap::new(), BODY).unwrap();
    received.problems.clear();
    assert_eq!(received.clone().verified().unwrap_err().kind(), VerifyErrorKind::StaticMismatch);
    let any = AnyReceived::from(received.clone().into_owned());
    assert!(any.clone().verified().is_err() && any.into_owned().downcast::<Outgoing>().unwrap().verified().is_err());
    let error = profile.receive(&Method::GET, "/hook?token=RIGHT", &HeaderMap::new(), BODY).unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::WrongInput);
}

#[test]
fn a_content_type_that_is_no_text_names_no_format() {
    let body = each_field::<Outgoing>("&", |name| format!("{name}=<{name}>"));
    let spec = ProfileSpec::post::<Outgoing>(URL, body).with_body_format(BodyFormat::Form);
    let profile = Profile::<Outgoing>::try_from(spec).unwrap();
    let kind = |content_type: &[u8]| {
        let headers =
            [(http::header::CONTENT_TYPE, HeaderValue::from_bytes(content_type).unwrap())].into_iter().collect();
        let received = profile.receive(&Method::POST, "/hook", &headers, br#"{"id": "1"}"#);
        received.unwrap_err().kind()
    };
    assert_eq!(kind(b"application/json; x=y"), ParseErrorKind::WrongInput);
    assert_eq!(kind(b"application/json; x=\xE9"), ParseErrorKind::NoParameters);
}

proptest! {
    /// One character of one fixed text differs: the request is not verified. None differs: it is.
    #[test]
    fn only_the_same_request_is_verified(
        token in "[ -~é]{1,12}", header in "[!-;=-~]([ -;=-~]{0,8}[!-;=-~])?", which in 0..3_usize, at in any::<prop::sample::Index>(), other in "[!-~]",
    ) {
        let value: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
        let profile = profile(&format!("?token={value}"), &[("x-key", &header)]);
        let change = |text: &str| {
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            characters[at] = other.chars().next().unwrap();
            characters.into_iter().collect::<String>()
        };
        let (token_sent, header_sent) = match which {
            0 => (token.clone(), header.clone()),
            1 => (change(&token), header.clone()),
            _ => (token.clone(), change(&header)),
        };
        let is_same = (&token_sent, &header_sent) == (&token, &header);
        let sent: String = form_urlencoded::byte_serialize(token_sent.as_bytes()).collect();
        let (codes, verdict) =
            verdict(&profile, &format!("/hook?token={sent}"), &headers(&[("x-key", &header_sent)]), BODY);
        prop_assert_eq!((codes.is_empty(), verdict.is_ok()), (is_same, is_same));
    }
}

#[test]
fn a_get_profile_is_verified_by_its_query_alone() {
    let profile = get::<Outgoing>(&format!("{URL}?token=RIGHT"));
    assert!(profile.parse_target("/hook?token=RIGHT&id=a:0").unwrap().verified().is_ok());
    assert!(profile.parse_query("token=WRONG&id=a:0").unwrap().verified().is_err());
    assert!(profile.parse_url("https://example.com/hook?id=a:0").unwrap().verified().is_err());
}

/// A name that an endpoint repeats is compared in its order, however it is written.
#[test]
fn repeated_names_of_an_endpoint_are_compared_one_by_one() {
    for query in ["?t%5B%5D=a&t%5B%5D=b", "?t=a&t=b&region=eu", "?t=a&x=1&t=b&t=c"] {
        let profile = profile(query, &[]);
        let request = profile.render(&profile.sample()).unwrap();
        assert!(profile.parse(&request).unwrap().verified().is_ok(), "{query}");
    }
    let profile = profile("?t=a&t=b&region=eu", &[]);
    let verified = |target: &str| verdict(&profile, target, &HeaderMap::new(), BODY).1;
    assert_eq!(verified("/hook?region=eu&t=a&t=b"), Ok(()));
    assert_eq!(verified("/hook?t=a&region=eu&t=b"), Ok(()));
    assert_eq!(verified("/hook?t=a&region=eu&t=c"), Err("static-mismatch"));
    assert_eq!(verified("/hook?t=a&region=eu"), Err("static-missing"));
}

/// What does not decode to a text could not be compared: bytes that differ would be the same.
#[test]
fn an_endpoint_whose_token_is_no_text_is_refused() {
    let post = post::<Outgoing>(&format!("{URL}?t=a")).into_spec();
    for token in ["%FF%FE", "a%C3", "%"] {
        let mut spec = post.clone();
        spec.endpoint = format!("{URL}?t={token}");
        let report = Profile::<Outgoing>::check(&spec);
        assert!(report.has_errors() && report.to_string().contains("cut-escape"), "{token}: {report}");
    }
}

/// An empty header or a `null` tells nothing of who sent it.
#[test]
fn what_is_not_there_verifies_nothing() {
    assert!(!profile("", &[("X-Team", " ")]).verifies());
    assert!(!profile("", &[("User-Agent", "platform/1")]).verifies());
    assert!(profile("", &[("X-Team", " "), ("X-Key", "k")]).verifies());
    let members = post::<Outgoing>(URL).template().to_string();
    for (value, verifies) in [("null", false), ("\"\"", false), ("7", true), ("\"k\"", true)] {
        let body = members.replacen('{', &format!("{{\"x\": {value},"), 1);
        let profile = Profile::<Outgoing>::try_from(ProfileSpec::post::<Outgoing>(URL, body)).unwrap();
        assert_eq!(profile.verifies(), verifies, "{value}");
    }
}
