//! Several profiles behind one endpoint: which one a request belongs to.
#![cfg(test)]

use callback_profile::field::kind;
use callback_profile::received::ParseErrorKind;
use callback_profile::request::{BodyFormat, Request};
use callback_profile::{
    AnyProfile, AnyReceived, DeliveryReport, FieldSet, Incoming, IncomingField, Outgoing, OutgoingField, ParseError,
    Profile, ProfileSpec, ReceiveError, Receiver, field_set,
};
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};
use proptest::prelude::*;
use util::requests::{get, post, sample};

mod util;

const URL: &str = "https://example.com/hook";

/// The standard parameters as a form, with one more that is fixed.
fn form<S: FieldSet>(kind: &str) -> Profile<S> {
    let query = get::<S>(URL).endpoint().split_once('?').unwrap().1.to_owned();
    ProfileSpec::post::<S>(URL, format!("kind={kind}&{query}")).with_body_format(BodyFormat::Form).try_into().unwrap()
}

fn receive<'a>(receiver: &Receiver, request: &'a Request) -> (usize, AnyReceived<'a>) {
    let body = request.body().unwrap_or_default().as_bytes();
    let delivery = receiver.receive(&request.method(), request.url(), request.headers(), body).unwrap();
    (delivery.profile, delivery.received)
}

/// The headers of a body that is marked as one of this type.
fn marked(content_type: Option<&str>) -> HeaderMap {
    content_type.and_then(|value| Some((CONTENT_TYPE, HeaderValue::from_str(value).ok()?))).into_iter().collect()
}

/// The place of the profile that a request belongs to, or why there is none.
fn place(
    receiver: &Receiver,
    method: &http::Method,
    target: &str,
    content_type: Option<&str>,
    body: &str,
) -> Result<usize, String> {
    let delivery = receiver.receive(method, target, &marked(content_type), body.as_bytes());
    let said = |error: ReceiveError| error.parse_error().map_or_else(|| error.to_string(), ParseError::to_string);
    delivery.map(|delivery| delivery.profile).map_err(said)
}

/// The receiver of these profiles, each of which gets its own sample.
#[track_caller]
fn receiver_of_each_sample(profiles: &[AnyProfile], is_hard: bool) -> Receiver {
    let receiver = Receiver::new(profiles.to_vec());
    for (index, profile) in profiles.iter().enumerate() {
        let request = sample(profile, is_hard).1;
        let (place, callback) = receive(&receiver, &request);
        assert_eq!((place, callback.direction()), (index, profile.direction()));
        assert!(callback.problems().is_empty() && callback.extra().is_empty(), "{callback:?}");
    }
    receiver
}

#[test]
fn status_and_incoming_share_an_endpoint() {
    let profiles: [AnyProfile; 6] = [
        get::<Outgoing>(URL).into(),
        get::<Incoming>(URL).into(),
        post::<Outgoing>(URL).into(),
        post::<Incoming>(URL).into(),
        form::<Outgoing>("a").into(),
        get::<DeliveryReport>(URL).into(),
    ];
    assert_eq!(receiver_of_each_sample(&profiles, true).profiles().count(), 6);
}

#[test]
fn path_content_type_and_static_parameters_decide() {
    let a = get::<Outgoing>("https://example.com/a?key=1");
    let b = get::<Outgoing>("https://example.com/b?key=2");
    let receiver = Receiver::new([a.into(), b.into()]);
    let method = http::Method::GET;
    let found = |target: &str| place(&receiver, &method, target, None, "");
    assert_eq!(found("/a?id=1&status=read"), Ok(0));
    assert_eq!(found("/b?id=1&status=read"), Ok(1));
    assert_eq!(found("/a?key=2&id=1"), Ok(0));
    assert_eq!(found("/stripped?key=2&id=1"), Ok(1));
    assert_eq!(found("https://example.com/b?id=1"), Ok(1));
    let rows = [
        ("/stripped?id=1", "the request with `id` fits profiles [0, 1] alike"),
        ("/", "no profile takes GET `/` without any parameter"),
        ("/x?utm=hush", "no profile takes GET `/x` with `utm`"),
    ];
    for (target, expected) in rows {
        assert_eq!(found(target), Err(expected.to_owned()));
    }

    let receiver =
        Receiver::new([post::<Outgoing>(URL).into(), form::<Outgoing>("a").into(), form::<Outgoing>("b").into()]);
    let method = http::Method::POST;
    let found = |content_type: Option<&str>, body: &str| place(&receiver, &method, "/hook", content_type, body);
    assert_eq!(found(Some("Application/JSON; charset=utf-8"), "{\"id\": \"1\"}"), Ok(0));
    assert_eq!(found(Some("application/vnd.x+json"), "{\"id\": \"1\"}"), Ok(0));
    assert_eq!(found(None, " {\"id\": \"1\"}"), Ok(0));
    assert_eq!(found(Some("application/x-www-form-urlencoded"), "kind=b&id=1"), Ok(2));
    assert_eq!(found(None, "kind=a&id=1"), Ok(1));
    assert!(found(Some("application/json"), "{\"id\": }").unwrap_err().contains("line 1, column 8"));
    let get_only = receiver.receive(&http::Method::GET, "/hook?id=1", &HeaderMap::new(), b"").unwrap_err();
    assert_eq!((get_only.parse_error(), get_only.tied_profiles()), (None, &[][..]));
    let broken = receiver.receive(&method, "/hook", &marked(Some("text/json")), b"{\"id\": \"1\"").unwrap_err();
    assert_eq!(broken.parse_error().unwrap().kind(), ParseErrorKind::Syntax);
}

#[test]
fn bodies_are_told_apart_by_what_is_inside() {
    let body = |kind: &str, field: &str| {
        let members = post::<Outgoing>(URL).template().to_string();
        format!(r#"{{"kind": {kind}, "data": [{{"x": 1}}, {{"{field}": "<id>", "all": {members}}}]}}"#)
    };
    let profile = |kind: &str, field: &str| -> AnyProfile {
        Profile::<Outgoing>::try_from(ProfileSpec::post::<Outgoing>(URL, body(kind, field))).unwrap().into()
    };
    let profiles = [profile("\"a\"", "f"), profile("\"b\\n\"", "f"), profile("7", "f"), profile("7", "g")];
    let receiver = receiver_of_each_sample(&profiles, true);
    let method = http::Method::POST;
    let tie = receiver
        .receive(&method, "/hook", &HeaderMap::new(), br#"{"kind": 8, "data": [{}, {"f": 1, "f": 2}]}"#)
        .unwrap_err();
    assert_eq!(tie.tied_profiles(), [0, 1, 2]);
    assert!(tie.to_string().starts_with("the request with `/kind`, `/data/1/f`, `/data/1/f` fits"), "{tie}");
}

#[cfg(feature = "xml")]
#[test]
fn xml_is_told_apart_by_static_elements() {
    let profile = |kind: &str| -> AnyProfile {
        let elements = util::requests::each_field::<DeliveryReport>("", |name| format!("<{name}>{{{name}}}</{name}>"));
        let body = format!("<r a='{kind}'><deep><kind>{kind} &amp; &#99;</kind></deep>{elements}</r>");
        let spec = ProfileSpec::post::<DeliveryReport>(URL, body).with_body_format(BodyFormat::Xml);
        Profile::<DeliveryReport>::try_from(spec).unwrap().into()
    };
    let profiles = [profile("one"), profile("two")];
    let receiver = receiver_of_each_sample(&profiles, false);
    let method = http::Method::POST;
    let deep = format!("<r><deep><kind><![CDATA[two & c]]></kind></deep><mobile>1</mobile>{}", "<x>".repeat(100_000));
    let found = receiver.receive(&method, "/hook", &marked(Some("text/xml")), deep.as_bytes()).unwrap_err();
    assert!(found.parse_error().is_some() || found.tied_profiles() == [0, 1], "{found}");
}

/// Whichever of several profiles a body belongs to, marks of its byte order change neither that nor what is read.
#[cfg(feature = "xml")]
#[test]
fn byte_order_marks_change_no_profile_of_xml() {
    fn xml<S: FieldSet>() -> Profile<S> {
        let elements = util::requests::each_field::<S>("", |name| format!("<{name}>{{{name}}}</{name}>"));
        let spec = ProfileSpec::post::<S>(URL, format!("<r>{elements}</r>")).with_body_format(BodyFormat::Xml);
        spec.try_into().unwrap()
    }
    let profiles: [AnyProfile; 3] =
        [xml::<DeliveryReport>().into(), xml::<Outgoing>().into(), xml::<Incoming>().into()];
    let receiver = receiver_of_each_sample(&profiles, false);
    for (index, profile) in profiles.iter().enumerate() {
        let plain = sample(profile, false).1.into_body().unwrap();
        for marks in 0..3 {
            let body = "\u{feff}".repeat(marks) + &plain;
            for content_type in [None, Some("application/xml")] {
                let delivery = receiver.receive(&http::Method::POST, "/hook", &marked(content_type), &body).unwrap();
                let read: Vec<_> = delivery.received.fields().map(|(name, text)| format!("{name}={text}")).collect();
                let expected = profile.parse_body(&plain).unwrap();
                let expected: Vec<_> = expected.fields().map(|(name, text)| format!("{name}={text}")).collect();
                assert_eq!((delivery.profile, read), (index, expected), "{marks} {content_type:?}");
            }
        }
    }
}

#[test]
fn a_repeated_name_counts_once() {
    let receiver = Receiver::new([get::<Outgoing>(URL).into(), get::<Incoming>(URL).into()]);
    let target = format!("/hook?{}body=x&from=1", "status=read&".repeat(50));
    assert_eq!(
        receiver.receive(&http::Method::GET, &target, &HeaderMap::new(), b"").unwrap().received.direction(),
        "incoming"
    );
}

proptest! {
    /// Profiles that differ in direction, method or path, at least: each gets its own back.
    #[test]
    fn every_callback_comes_back_to_its_profile(
        paths in prop::collection::btree_set("[a-c]{1,2}", 1..4),
        texts in prop::collection::vec(any::<String>(), 4),
    ) {
        let mut profiles: Vec<AnyProfile> = Vec::new();
        for path in &paths {
            let url = format!("https://example.com/{path}?key=%2B{path}");
            profiles.extend([get::<Outgoing>(&url).into(), get::<Incoming>(&url).into(), post::<Outgoing>(&url).into(), post::<Incoming>(&url).into()]);
        }
        let receiver = Receiver::new(profiles.clone());
        for (index, profile) in profiles.iter().enumerate() {
            match profile {
                AnyProfile::Outgoing(profile) => {
                    let callback = profile.sample().with(OutgoingField::Id, texts[0].clone()).with(OutgoingField::Message, texts[1].clone());
                    let request = profile.render(&callback).unwrap();
                    let (found, AnyReceived::Outgoing(received)) = receive(&receiver, &request) else { panic!() };
                    prop_assert_eq!((found, received.callback), (index, profile.carried(&callback)));
                }
                AnyProfile::Incoming(profile) => {
                    let callback = profile.sample().with(IncomingField::Body, texts[2].clone()).with(IncomingField::Name, texts[3].clone());
                    let request = profile.render(&callback).unwrap();
                    let (found, AnyReceived::Incoming(received)) = receive(&receiver, &request) else { panic!() };
                    prop_assert_eq!((found, received.callback), (index, profile.carried(&callback)));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn no_request_makes_it_panic(target in any::<String>(), body in any::<Vec<u8>>(), content_type in any::<Option<String>>()) {
        let receiver = Receiver::new([get::<Outgoing>(URL).into(), post::<Incoming>(URL).into(), form::<Outgoing>("a").into()]);
        for method in [http::Method::GET, http::Method::POST, http::Method::PUT] {
            let _ = receiver.receive(&method, &target, &marked(content_type.as_deref()), &body);
        }
    }
}

/// Of many profiles, whatever tells them apart, each gets what it renders, and reads of it what it reads by itself: what is
/// as it says, and what has a parameter more.
#[test]
fn of_many_profiles_each_reads_what_it_reads_by_itself() {
    const MANY: usize = 40;
    let ways: [fn(usize) -> (String, String); 4] = [
        |number| (format!("https://example.com/{number}"), String::new()),
        |number| (URL.to_owned(), format!("token=t{number}&version=1")),
        |number| (URL.to_owned(), format!("token{number}=t")),
        |number| (format!("https://example.com/{}", number / 8), format!("version=1&token={}", number % 8)),
    ];
    for way in ways {
        let of = |number| {
            let (url, fixed) = way(number);
            let with_fixed = if fixed.is_empty() { url.clone() } else { format!("{url}?{fixed}") };
            let members = fixed.split('&').filter_map(|pair| pair.split_once('='));
            let members = members.map(|(name, value)| format!("\"{name}\":\"{value}\""));
            let placed = DeliveryReport::FIELDS.iter().map(|field| format!("\"{0}\":\"<{0}>\"", field.name()));
            let all: Vec<_> = members.chain(placed).collect();
            let spec = ProfileSpec::post::<DeliveryReport>(&url, format!("{{{}}}", all.join(",")));
            [
                get::<Outgoing>(&with_fixed).into(),
                get::<Incoming>(&with_fixed).into(),
                post::<Outgoing>(&with_fixed).into(),
                post::<Incoming>(&with_fixed).into(),
                Profile::<DeliveryReport>::try_from(spec).unwrap().into(),
            ]
        };
        let profiles: Vec<AnyProfile> = (0..MANY).flat_map(of).collect();
        let receiver = receiver_of_each_sample(&profiles, true);
        for (place, profile) in profiles.iter().enumerate() {
            let request = sample(profile, false).1;
            let (found, read) = receive(&receiver, &request);
            assert_eq!((found, read), (place, profile.parse(&request).unwrap()));
            if !profile.method().has_body() {
                let url = format!("{}&more=1", request.url());
                let request = Request::new(request.method(), url, request.headers().clone(), None).unwrap();
                let (found, read) = receive(&receiver, &request);
                assert_eq!((found, read), (place, profile.parse(&request).unwrap()));
            }
        }
    }
}

#[test]
fn repeated_static_names_and_odd_paths_decide() {
    let body = post::<Outgoing>(URL).template().to_string();
    let profile = |query: &str| -> AnyProfile {
        let spec = ProfileSpec::post::<Outgoing>(format!("{URL}{query}"), body.clone());
        Profile::<Outgoing>::try_from(spec).unwrap().into()
    };
    let receiver = Receiver::new([profile("?tag=a&tag=b"), profile("?tag=a")]);
    let method = http::Method::POST;
    assert_eq!(place(&receiver, &method, "/hook?tag=a&tag=b", None, &body), Ok(0));

    let at = |path: &str| get::<Outgoing>(&format!("https://example.com{path}")).into();
    let receiver = Receiver::new([at("/r/x://y/a"), at("/r/x://y/b")]);
    assert_eq!(place(&receiver, &http::Method::GET, "/r/x://y/b?id=1", None, ""), Ok(1));
    let secret = Receiver::new([get::<Outgoing>("https://example.com/hook?token=hush").into()]);
    assert!(!format!("{secret:?}").contains("hush"));
}

/// Some senders mark every body as a form, or as anything.
#[test]
fn a_body_is_read_as_what_it_is_whatever_it_is_marked_as() {
    let json = r#"{"id": "hush&id=1&status=2", "status": "read"}"#;
    let profiles: Vec<AnyProfile> = vec![post::<Outgoing>(URL).into(), form::<Outgoing>("a").into()];
    let bodies = vec![(json, 0), ("kind=a&id=1&status=read", 1)];
    #[cfg(feature = "xml")]
    let (profiles, bodies) = {
        let elements = util::requests::each_field::<Outgoing>("", |name| format!("<{name}>{{{name}}}</{name}>"));
        let spec = ProfileSpec::post::<Outgoing>(URL, format!("<r>{elements}</r>")).with_body_format(BodyFormat::Xml);
        let of_xml = Profile::<Outgoing>::try_from(spec).unwrap().into();
        let body = ("<r><id>hush&amp;id=1</id><status>read</status></r>", 2);
        ([profiles, vec![of_xml]].concat(), [bodies, vec![body]].concat())
    };
    let receiver = Receiver::new(profiles);
    let marks = ["application/x-www-form-urlencoded", "application/json", "text/xml", "text/plain", "no type at all"];
    for mark in marks.map(Some).into_iter().chain([None]) {
        for (body, expected) in &bodies {
            assert_eq!(place(&receiver, &http::Method::POST, "/hook", mark, body), Ok(*expected), "{mark:?} {body}");
        }
    }
    let forms = Receiver::new([AnyProfile::from(form::<Outgoing>("a"))]);
    let error =
        place(&forms, &http::Method::POST, "/hook?token", marks.first().copied(), "{\"a\": \"hush\"}").unwrap_err();
    assert!(!error.contains("hush") && !error.contains("token"), "{error}");
}

/// What is longer than all limits is refused before it is looked at, wherever it stands.
#[test]
fn limits_come_before_everything_else() {
    let limits = callback_profile::request::Limits::new().bytes(200);
    let [get, post] =
        [AnyProfile::from(get::<Outgoing>(URL).with_limits(limits)), post::<Outgoing>(URL).with_limits(limits).into()];
    let receiver = Receiver::new([get, post]);
    let long = format!("/hook?{}", "x=1&".repeat(100));
    for (method, target, body) in [
        (http::Method::GET, &*long, ""),
        (http::Method::POST, &long, "{\"id\": \"1\"}"),
        (http::Method::POST, "/hook", &"{".repeat(201)),
    ] {
        let error = receiver.receive(&method, target, &HeaderMap::new(), body.as_bytes()).unwrap_err();
        assert_eq!(error.parse_error().unwrap().kind(), ParseErrorKind::Limit);
    }
    assert!(receiver.receive(&http::Method::GET, "/hook?id=1", &HeaderMap::new(), "x".repeat(999).as_bytes()).is_ok());
}

/// The names that are kept take no more room than the input, however long a name many values share.
#[test]
fn a_long_name_that_many_share_is_not_kept_for_each() {
    let long = "n".repeat(50_000);
    let members = post::<Outgoing>(URL).template().to_string();
    let body = format!(r#"{{"{long}": {{"s": 1, "deep": {members}}}}}"#);
    let profile = Profile::<Outgoing>::try_from(ProfileSpec::post::<Outgoing>(URL, body)).unwrap();
    let others = (0..5_000).map(|number| format!(r#""o{number}": 1, "#)).collect::<Vec<_>>().concat();
    let arrived = format!(r#"{{"{long}": {{{others}"s": 2, "s": 3, "deep": {{"id": "1", "id": "2", "id": "3"}}}}}}"#);
    let received = profile.parse_body(&arrived).unwrap();
    let kept: usize = received.extra.iter().map(|(name, _)| name.len()).sum();
    let noted: usize = received.problems.iter().map(|problem| problem.parameter().len()).sum();
    assert!(kept + noted <= arrived.len() + 64 * 1024 + 20 * received.extra.len(), "{kept} {noted}");
    assert_eq!((received.extra.len(), received.problems.len()), (5_004, 4));
    assert!(received.extra.iter().all(|(name, _)| name.starts_with('/') || name.starts_with("…/")));
    assert_eq!(received.callback.text(OutgoingField::Id), "1");
}

/// A token in the endpoint's query is no name of a body, in whatever format that is.
#[test]
fn a_token_in_the_query_says_nothing_of_the_body() {
    let url = "https://example.com/hook?token=right";
    let pairs = get::<Outgoing>(URL).endpoint().split_once('?').unwrap().1.to_owned();
    let spec = ProfileSpec::post::<Outgoing>(url, pairs).with_body_format(BodyFormat::Form);
    let receiver = Receiver::new([post::<Incoming>(url).into(), Profile::<Outgoing>::try_from(spec).unwrap().into()]);
    for token in ["right", "wrong"] {
        let target = format!("/hook?token={token}");
        for mark in [None, Some("application/json"), Some("application/x-www-form-urlencoded"), Some("text/xml")] {
            let found = |body: &str| place(&receiver, &http::Method::POST, &target, mark, body);
            assert_eq!(found("id=a%3A0&status=delivered"), Ok(1), "{token} {mark:?}");
            assert_eq!(found(r#"{"from": "1", "body": "id=1&status=2"}"#), Ok(0), "{token} {mark:?}");
            let broken = found(r#"{"from":"#).unwrap_err();
            assert!(broken.contains("of the JSON body"), "{broken}");
        }
    }
}

#[test]
fn profiles_that_differ_in_a_header_are_told_apart_by_it() {
    let with_key = |key: &str| -> AnyProfile {
        let mut spec = get::<Outgoing>(URL).into_spec();
        spec.headers.push(("x-key".to_owned(), key.to_owned()));
        Profile::<Outgoing>::try_from(spec).unwrap().into()
    };
    let receiver = Receiver::new([with_key("a"), with_key("b"), get::<Outgoing>(URL).into()]);
    let verified = |key: &'static str| {
        let headers: HeaderMap =
            [(http::HeaderName::from_static("x-key"), HeaderValue::from_static(key))].into_iter().collect();
        receiver.receive(&http::Method::GET, "/hook?id=1", &headers, b"").map(|delivery| delivery.verified().is_ok())
    };
    assert_eq!((verified("a"), verified("b")), (Ok(true), Ok(true)));
    assert_eq!(verified("c").unwrap_err().tied_profiles(), [0, 1, 2]);
    let many = Receiver::new((0..2_000).map(|_| get::<Outgoing>(URL).into()));
    let error = many.receive(&http::Method::GET, "/hook?id=1", &HeaderMap::new(), b"").unwrap_err();
    assert!(error.to_string().len() < 200 && error.tied_profiles().len() == 2_000, "{error}");
    let error = many.receive(&http::Method::HEAD, "/hook?id=hush", &HeaderMap::new(), b"").unwrap_err();
    let expected = "no profile takes HEAD `/hook`: none of them calls by HEAD";
    assert_eq!(error.to_string(), expected);
}

field_set! {
    /// A set with one required field, so that few names decide.
    pub set Event = "event";
    /// A field of it.
    enum EventField;
    /// An event.
    struct EventCallback;
    dedup_key [Id];
    required {
        /// What it is known by.
        Id id: kind::Text = "1",
    }
    optional {
        /// Some text.
        P p: kind::Text = "2",
        /// Some other text.
        Q q: kind::Text = "3",
    }
}

/// Profiles that are hard to tell apart; each gets what it renders, and what else is given, in whatever order they stand.
#[track_caller]
fn each_gets_its_own(formats: &[(&str, BodyFormat)], others: &[(&str, usize)]) {
    let profile = |(template, format): &(&str, BodyFormat)| -> Profile<Event> {
        let spec = ProfileSpec::post::<Event>(URL, *template).with_body_format(*format);
        spec.try_into().unwrap_or_else(|report| panic!("{report:#}"))
    };
    let profiles: Vec<_> = formats.iter().map(profile).collect();
    let rendered = profiles.iter().map(|profile| profile.render(&profile.sample()).unwrap().into_body().unwrap());
    let bodies: Vec<_> = rendered.zip(0..).chain(others.iter().map(|(body, of)| ((*body).to_owned(), *of))).collect();
    for turn in 0..profiles.len() {
        for is_reversed in [false, true] {
            let mut order: Vec<_> = (0..profiles.len()).collect();
            order.rotate_left(turn);
            if is_reversed {
                order.reverse();
            }
            let receiver = Receiver::new(order.iter().map(|place| AnyProfile::from(profiles[*place].clone())));
            for (body, expected) in &bodies {
                let found = receiver.receive(&http::Method::POST, "/hook", &HeaderMap::new(), body.as_bytes());
                let found = found.map(|delivery| order[delivery.profile]).map_err(|error| error.to_string());
                assert_eq!(found, Ok(*expected), "{body} in the order {order:?}");
            }
        }
    }
}

#[test]
fn static_values_decide_wherever_they_stand() {
    let form = BodyFormat::Form;
    each_gets_its_own(&[("a=<id>&k=<p>", form), ("k=X&a=<id>", form), ("a=<id>&k=Y", form)], &[("k=X&a=1&n=1", 1)]);
    each_gets_its_own(&[("a=<id>&b=<p>", form), ("b=X&a=<id>", form)], &[("a=1&b=X", 1), ("a=1&b=X&utm=1", 1)]);
}

#[test]
fn an_object_here_and_a_value_there_are_told_apart() {
    let json = BodyFormat::Json;
    each_gets_its_own(
        &[(r#"{"x":"<p>","a":"<id>"}"#, json), (r#"{"a":{"b":"<id>","c":"<q>"},"x":"<p>"}"#, json)],
        &[(r#"{"x":3,"a":{"b":1,"c":2}}"#, 1), (r#"{"a":{"b":1,"c":2},"x":3}"#, 1), (r#"{"x":3,"a":[1]}"#, 0)],
    );
    each_gets_its_own(&[(r#"{"p":{"x":"<id>"}}"#, json), (r#"{"p":"<id>"}"#, json)], &[]);
    each_gets_its_own(
        &[
            (r#"{"e":"<q>","b":{"p":"<p>"},"a":"<id>"}"#, json),
            (r#"{"a":"<id>","b":"<p>","e":"<q>"}"#, json),
            (r#"{"a":"<id>","b":{"p":"<p>"},"f":"<q>"}"#, json),
        ],
        &[(r#"{"a":"1","b":{"p":"2"},"e":"3"}"#, 0)],
    );
    let many = format!("{{\"a\":[{}1],\"z\":\"K1\"}}", "1,".repeat(10_001));
    each_gets_its_own(
        &[
            (r#"{"a":"<id>","z":"K1"}"#, json),
            (r#"{"a":"<id>","z":"K2"}"#, json),
            (r#"{"a":["<id>"],"y":"<p>"}"#, json),
        ],
        &[(&many, 0)],
    );
}

#[cfg(feature = "xml")]
#[test]
fn a_text_here_and_elements_there_are_told_apart() {
    let xml = BodyFormat::Xml;
    each_gets_its_own(
        &[
            ("<r><auth>KEYA</auth><id>{id}</id></r>", xml),
            ("<r><auth>KEYB</auth><id>{id}</id></r>", xml),
            (r#"<r><auth key="{p}"/><id>{id}</id></r>"#, xml),
        ],
        &[],
    );
    each_gets_its_own(
        &[("<r><type>dlr</type><id>{id}</id></r>", xml), ("<r><type><name>{p}</name></type><id>{id}</id></r>", xml)],
        &[],
    );
    each_gets_its_own(
        &[
            (r#"<r><auth v="1"/><id>{id}</id></r>"#, xml),
            (r#"<r><auth v="1">KEYA</auth><id>{id}</id></r>"#, xml),
            (r#"<r><auth v="1">KEYB</auth><id>{id}</id></r>"#, xml),
        ],
        &[],
    );
}

/// Somebody lost the `?`, or escaped it, and so what should be the query is part of the path.
#[test]
fn an_error_tells_no_value_of_a_path() {
    let receiver = Receiver::new([get::<Outgoing>(URL).into(), post::<Outgoing>(URL).into()]);
    let rows = [
        ("/dlr&token=s3cret&id=1", "/dlr…"),
        ("/dlr&s3cret", "/dlr…"),
        ("/dlr;jsessionid=s3cret", "/dlr…"),
        ("/dlr;s3cret", "/dlr…"),
        ("/dlrtoken=s3cret", "/dlrtoken…"),
        ("/dlr%3Ftoken%3Ds3cret%26id%3D1", "/dlr…"),
        ("/dlr%253Ftoken%253Ds3cret", "/dlr…"),
        ("/dlr&token=s3cret&url=https://example.com", "/dlr…"),
        ("https://example.com/dlr&token=s3cret?utm=1", "/dlr…"),
        ("/dlr&token=s3cret/x@example.com", "/dlr…"),
        ("/caf%C3%A9/@me/a:b", "/café/@me/a:b"),
        ("/caf\u{e9}\u{202e}", "/café\\u{202e}"),
    ];
    for (target, path) in rows {
        for method in [http::Method::GET, http::Method::POST, http::Method::DELETE] {
            let error = place(&receiver, &method, target, None, "").unwrap_err();
            assert!(error.contains(&format!("takes {method} `{path}`")), "{target}: {error}");
            assert!(!error.contains("s3cret"), "{target}: {error}");
        }
    }
}

/// What an error tells of a request is bounded, and so is what it takes to make it.
#[test]
fn an_error_keeps_a_few_names_only() {
    let long = "k".repeat(50_000);
    let profile = |token: &str| -> AnyProfile {
        let body = format!(r#"{{"{long}": {{"id": "<id>", "t": "{token}"}}}}"#);
        Profile::<Event>::try_from(ProfileSpec::post::<Event>(URL, body)).unwrap().into()
    };
    let receiver = Receiver::new([profile("A"), profile("B")]);
    let others: String = vec![r#""u": 1, "#; 20_000].concat();
    for body in [
        format!(r#"{{"{long}": {{{others}"id": 1}}}}"#),
        format!(r#"{{"{long}": {{{others}"v": 1}}}}"#),
        "a=1&".repeat(50_000),
    ] {
        let error = receiver.receive(&http::Method::POST, "/hook", &HeaderMap::new(), body.as_bytes()).unwrap_err();
        assert!(error.to_string().len() < 1_000 && error.to_string().contains(" more"), "{error}");
    }
    let error = receiver.receive(&http::Method::POST, "/hook", &HeaderMap::new(), b"aHVzaA==").unwrap_err();
    assert!(!error.to_string().contains("aHVzaA"), "{error}");
}

/// Tenants with one template, told apart by what stands beside the body.
#[test]
fn a_body_that_nobody_escaped_goes_to_the_tenant_whose_token_is_there() {
    let of = |query: &str, headers: &[(&str, &str)]| -> AnyProfile {
        let mut spec = ProfileSpec::post::<Event>(format!("{URL}{query}"), r#"{"id":"<id>","p":"<p>"}"#);
        spec.headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Profile::<Event>::try_from(spec).unwrap().into()
    };
    let received = |profiles: &[AnyProfile], target: &str, key: &str| {
        let receiver = Receiver::new(profiles.to_vec());
        let headers = if key.is_empty() {
            HeaderMap::new()
        } else {
            [(http::HeaderName::from_static("x-key"), key.parse().unwrap())].into_iter().collect()
        };
        let body = br#"{"id":"say "hi"","p":"2"}"#;
        let delivery = receiver.receive(&http::Method::POST, target, &headers, body);
        delivery.ok().map(|delivery| {
            assert_eq!(delivery.text("id"), Some("say \"hi\""), "{target}");
            (delivery.profile, delivery.verified().is_ok())
        })
    };
    let (a, b, plain) = (of("?token=t0", &[]), of("?token=t1", &[]), of("", &[]));
    let by_token = [a.clone(), b.clone()];
    assert_eq!(received(&by_token, "/hook?token=t0", ""), Some((0, true)));
    assert_eq!(received(&by_token, "/hook?x=1&token=t1", ""), Some((1, true)));
    assert_eq!(received(&by_token, "/hook?token=guess", ""), None);
    assert_eq!(received(&by_token, "/hook", ""), None);
    assert_eq!(received(&by_token, "/stripped?token=t1", ""), Some((1, true)));
    let with_plain = [a.clone(), plain.clone(), b];
    assert_eq!(received(&with_plain, "/hook?token=t1", ""), Some((2, true)));
    assert_eq!(received(&with_plain, "/hook", ""), Some((1, false)));
    assert_eq!(received(&[a], "/hook?token=guess", ""), Some((0, false)));
    assert_eq!(received(&[plain.clone(), plain], "/hook", ""), None);
    let by_header = [of("", &[("x-key", "k0")]), of("", &[("x-key", "k1")])];
    assert_eq!(received(&by_header, "/hook", "k1"), Some((1, true)));
    assert_eq!(received(&by_header, "/hook", ""), None);
    let by_both = [of("?token=t0", &[("x-key", "k0")]), of("?token=t0", &[("x-key", "k1")])];
    assert_eq!(received(&by_both, "/hook?token=t0", "k0"), Some((0, true)));
    let many: Vec<_> = (0..100).map(|number| of(&format!("?token=t{number}"), &[])).collect();
    assert_eq!(received(&many, "/hook?token=t73", ""), Some((73, true)));
}

/// More than 16 templates that begin and end alike are not tried, and the error tells nothing of what they would read.
#[test]
fn of_many_templates_that_begin_and_end_alike_none_is_tried() {
    let error = |count: usize| {
        let profile = |number: usize| -> AnyProfile {
            let body = format!(r#"{{"id":"<id>","k{number}":"<p>"}}"#);
            Profile::<Event>::try_from(ProfileSpec::post::<Event>(URL, body)).unwrap().into()
        };
        let receiver = Receiver::new((0..count).map(profile));
        let body = br#"{"id":"say "hi"","k3":"2"}"#;
        let delivery = receiver.receive(&http::Method::POST, "/hook", &HeaderMap::new(), body);
        delivery.map(|delivery| delivery.profile).map_err(|error| error.to_string())
    };
    assert_eq!(error(16), Ok(3));
    let found = error(17).unwrap_err();
    let expected = "the request with `/id` fits profiles [0, 1, 2, 3, 4, 5, 6, 7] and 9 more alike";
    assert_eq!(found, expected);
}
