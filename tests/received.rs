//! What arrives in the real world: dirty, repeated, damaged, hostile. Nothing of it may lose an event.
#![cfg(test)]

use callback_profile::received::{ParseErrorKind, Problem, ProblemCode};
use callback_profile::request::Limits;
use callback_profile::{Incoming, IncomingField, Outgoing, OutgoingField, Profile, ProfileSpec, Received};
use util::requests::{get, post};

mod util;

fn incoming() -> Profile<Incoming> {
    get("https://example.com/wa")
}

fn outgoing() -> Profile<Outgoing> {
    get("https://example.com/dlr")
}

fn outgoing_post() -> Profile<Outgoing> {
    post("https://example.com/dlr")
}

/// The standard template with more parameters, or more members.
fn with(more: &str) -> Profile<Outgoing> {
    ProfileSpec::get::<Outgoing>([outgoing().endpoint(), more].concat()).try_into().unwrap()
}

fn with_members(more: &str) -> Profile<Outgoing> {
    let body = outgoing_post().template().as_str().replacen('{', &format!("{{{more}"), 1);
    ProfileSpec::post::<Outgoing>("https://example.com/dlr", body).try_into().unwrap()
}

fn codes(received: &Received<'_, Outgoing>) -> Vec<ProblemCode> {
    received.problems.iter().map(Problem::code).collect()
}

/// What was odd, and what nobody claimed.
#[track_caller]
fn assert_odd(received: &Received<'_, Outgoing>, problems: &[ProblemCode], extra: Extra, input: &str) {
    assert_eq!(codes(received), problems, "{input}");
    let found: Vec<_> = received.extra.iter().map(|(name, text)| (&**name, &**text)).collect();
    assert_eq!(found, extra, "{input}");
}

/// Pairs of name and text.
type Extra = &'static [(&'static str, &'static str)];

const DIRTY: &str = "https://example.com/22b91760-1da9?body=&phone_number=%20%20+12025550143&company_id=Z5bf5d8&created_at=1607494833\
&from=919019000119&media_name=9019fee8-3247&media_url=https://media.example.com/Z5bf5d8/16_9019fee8.jpg\
&message=[{\"from\":\"919019000119\",\"timestamp\":\"1607494827\",\"url\":\"https://media.example.com/x.jpg\",\"type\":\"image\",\
\"profile\":{\"name\":\"test \",\"wa_number\":\"919901819819\"}]&mime_type=image/jpeg&mobile=919019000119&name=test\
&reply_to=afe9bda2-4b8f-4ce7-b91b-58fd8e8912d4&type=image&wanumber=918000000128";

#[test]
fn the_dirty_sample_is_read() {
    let profile = incoming();
    let received = profile.parse_url(DIRTY).unwrap();
    let callback = &received.callback;
    assert!(received.problems.is_empty() && received.extra.is_empty(), "{received:?}");
    assert_eq!(callback.text(IncomingField::CompanyId), "Z5bf5d8");
    assert_eq!(callback.text(IncomingField::MediaName), "9019fee8-3247");
    assert_eq!(callback.phone_number().unwrap().unwrap().to_string(), "+12025550143");
    assert_eq!(callback.text(IncomingField::PhoneNumber), "   12025550143");
    assert!(callback.text(IncomingField::Message).ends_with("\"919901819819\"}]"));
    let error = callback.message_json().unwrap_err().to_string();
    assert!(error.starts_with("field `message`: expected well-formed JSON, found \"[{\\\"from\\\""), "{error}");
    assert_eq!(callback.created_at().unwrap().unwrap().to_rfc3339().to_string(), "2020-12-09T06:20:33Z");
    assert_eq!(callback.custom_response().unwrap(), None);
    assert!(callback.dedup_key().is_some());
    let missing: Vec<_> = received.missing().map(IncomingField::name).collect();
    assert_eq!(missing, ["custom_response", "contacts", "location"]);
}

#[test]
fn in_the_status_sample_only_the_timestamp_fails() {
    let target = "/22b91760?id=a2d4ef99-fa14-4487-ab3a-d245b65611a4%3A2&phone_number=%20%20+12025550143&status=delivered\
                  &timestamp=1580972783\"url\":\"https://media.example.com/Z5bf5d8/16_9019fee8.jpg\"";
    let profile = outgoing();
    let received = profile.parse_target(target).unwrap();
    let callback = &received.callback;
    assert_eq!(callback.id().unwrap().index(), Some(2));
    assert_eq!(callback.status().unwrap().rank(), Some(2));
    assert_eq!(callback.phone_number().unwrap().unwrap().to_string(), "+12025550143");
    assert_eq!(callback.timestamp().unwrap_err().field(), Some("timestamp"));
    assert!(callback.text(OutgoingField::Timestamp).starts_with("1580972783\"url\":"));
}

#[test]
fn what_is_odd_is_a_problem_with_its_place() {
    let rows: &[(&str, &str, &[ProblemCode], Extra)] = &[
        ("", "id=1&id=2", &[ProblemCode::RepeatedParameter], &[("id", "2")]),
        ("", "id=1&id=1", &[ProblemCode::RepeatedParameter], &[("id", "1")]),
        ("", "id=1&x=1&x=2", &[], &[("x", "1"), ("x", "2")]),
        ("", "id=1&ID=2&&=3&y", &[], &[("ID", "2"), ("", "3"), ("y", "")]),
        ("", "id=%ff&%fe=1", &[ProblemCode::InvalidUtf8, ProblemCode::InvalidUtf8], &[("\u{fffd}", "1")]),
        ("&w=a-<whatsapp_number>-b", "id=1&w=a-7", &[ProblemCode::LiteralMismatch], &[("w", "a-7")]),
        ("&w=a-<whatsapp_number>-b", "id=1&w=a-b", &[ProblemCode::LiteralMismatch], &[("w", "a-b")]),
        ("&key=s%20t", "id=1&key=s+t", &[], &[]),
        ("&key=hush", "id=1&key=wrong", &[ProblemCode::StaticMismatch], &[("key", "wrong")]),
        ("&key=hush", "id=1", &[ProblemCode::StaticMissing], &[]),
        ("&again=<id>", "id=1&again=1", &[], &[]),
        ("&again=<id>", "id=1&again=2", &[ProblemCode::ConflictingValue], &[("again", "2")]),
        ("&two=<whatsapp_number>,<whatsapp_number>", "id=1&two=a,b", &[], &[("two", "a,b")]),
    ];
    for (more, query, problems, extra) in rows {
        let profile = with(more);
        let received = profile.parse_query(query).unwrap();
        assert_odd(&received, problems, extra, query);
        assert_eq!(received.clone().strict().is_ok(), problems.is_empty(), "{query}");
        for problem in &received.problems {
            assert!(problem.span().of(query).is_some());
            assert!(!problem.to_string().contains("hush") && !problem.to_string().contains("wrong"));
        }
    }
}

/// A problem's line stays a line, whatever name arrived.
#[test]
fn the_text_of_a_problem_is_bounded() {
    let (get, post) = (outgoing(), outgoing_post());
    for piece in ["x", "\u{1f600}", "\u{9b}31m", "%1b[31m", "\\u0007", "/~"] {
        let name = piece.repeat(100_000);
        let target = format!("/dlr?id=1&{name}=%ff&{name}=%ff");
        let body = format!("{{\"id\": \"1\", \"{name}\": \"\\ud800\", \"o\": {{\"{name}\": \"\\udfff\"}}}}");
        for received in [get.parse_target(&target).unwrap(), post.parse_body(&body).unwrap()] {
            assert!(!received.problems.is_empty());
            for problem in &received.problems {
                let text = problem.to_string();
                assert!(problem.parameter().len() >= 100_000 && text.len() < 1_000, "{}", text.len());
                assert!(!text.contains(char::is_control), "{text}");
            }
        }
    }
}

#[test]
fn names_that_the_template_does_not_place_fill_their_field() {
    let received_text = outgoing().parse_query("whatsapp_number=7&status=read").unwrap().into_owned();
    assert_eq!(received_text.callback.text(OutgoingField::WhatsappNumber), "7");
    let profile = with("&whatsapp_number=fixed");
    let received = profile.parse_query("id=1&whatsapp_number=7").unwrap();
    assert_eq!(received.callback.text(OutgoingField::WhatsappNumber), "");
    assert_eq!(codes(&received), [ProblemCode::StaticMismatch]);
}

#[test]
fn empty_is_absent_but_not_missing() {
    let profile = outgoing();
    let received = profile.parse_query("id=&status=read").unwrap();
    assert_eq!(received.callback.id(), None);
    assert!(received.missing().all(|field| field != OutgoingField::Id && field != OutgoingField::Status));
    assert_eq!(received.missing().count(), 11);
}

#[test]
fn a_hash_ends_the_query_of_a_url_and_is_data_in_a_target() {
    let profile = outgoing();
    assert_eq!(profile.parse_url("https://example.com/?id=a#b").unwrap().callback.text(OutgoingField::Id), "a");
    assert_eq!(profile.parse_target("/?id=a#b?c").unwrap().callback.text(OutgoingField::Id), "a#b?c");
    assert_eq!(profile.parse_target(&b"/?id=\xff"[..]).unwrap().callback.text(OutgoingField::Id), "\u{fffd}");
}

#[test]
fn json_bodies() {
    let profile = with_members("\"meta\": {\"key\": 7, \"list\": [\"<whatsapp_number>\", {}]},");
    let rows: &[(&str, &[ProblemCode], Extra)] = &[
        (r#"{"id":"1","meta":{"key":7,"list":["2",{}]}}"#, &[], &[]),
        (r#"{"id":"1","id":"2","meta":{"key":7}}"#, &[ProblemCode::RepeatedParameter], &[("/id", "2")]),
        (r#"{"id":"1","meta":{"key":8}}"#, &[ProblemCode::StaticMismatch], &[("/meta/key", "8")]),
        (r#"{"id":"1","meta":[1]}"#, &[ProblemCode::UnexpectedShape, ProblemCode::StaticMissing], &[("/meta", "[1]")]),
        (r#"{"id":"1","meta":{"key":7,"a/b~c":{"x": [1 , 2]}}}"#, &[], &[("/meta/a~1b~0c", r#"{"x": [1 , 2]}"#)]),
        (
            r#"{"id":"1","meta":{"key":7,"list":["2",{"z":null},true]}}"#,
            &[],
            &[("/meta/list/1/z", "null"), ("/meta/list/2", "true")],
        ),
        (r#"{"id":"\ud83d!","meta":{"key":7}}"#, &[ProblemCode::LoneSurrogate], &[]),
        (r#"{"id":"1","\udc00":"x","meta":{"key":7}}"#, &[ProblemCode::LoneSurrogate], &[("/\u{fffd}", "x")]),
        ("\u{feff} {\"id\":\"1\",\r\n\"meta\":{\"key\":7}} ", &[], &[]),
    ];
    for (body, problems, extra) in rows {
        assert_odd(&profile.parse_body(body).unwrap(), problems, extra, body);
    }
    let received = profile.parse_body(b"{\"id\":\"a\xffb\",\"meta\":{\"key\":7}}").unwrap();
    assert_eq!(
        (received.callback.text(OutgoingField::Id), codes(&received)),
        ("a\u{fffd}b", vec![ProblemCode::InvalidUtf8])
    );
}

#[test]
fn json_values_keep_their_digits_and_bytes() {
    let profile = outgoing_post();
    let body = r#"{"price": 0.010, "id": [ {"a" :1e400} ], "status": true, "error": null, "ref": "\u0000", "timestamp": 1710000042}"#;
    let callback = profile.parse_body(body).unwrap().into_owned().callback;
    let texts: Vec<_> = callback.iter().map(|(field, text)| (field.name(), text.to_owned())).collect();
    let expected = [
        ("id", "[ {\"a\" :1e400} ]"),
        ("timestamp", "1710000042"),
        ("status", "true"),
        ("ref", "\u{0}"),
        ("price", "0.010"),
    ];
    assert_eq!(texts, expected.map(|(name, text)| (name, text.to_owned())));
}

#[test]
fn nothing_at_all_is_an_error() {
    let rows = ["", "/", "/favicon.ico", "/dlr?", "/dlr?utm=1&x"];
    for target in rows {
        let error = outgoing().parse_target(target).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::NoParameters);
        assert_eq!(error.to_string(), "none of the template's parameters is there, such as `id`");
    }
    assert_eq!(outgoing_post().parse_body("{}").unwrap_err().kind(), ParseErrorKind::NoParameters);
    let wrong = outgoing().parse_body("{}").unwrap_err();
    assert_eq!(wrong.to_string(), "the GET profile reads URLs, not bodies");
    let wrong = outgoing_post().parse_url("https://example.com/?id=1").unwrap_err();
    assert_eq!(wrong.to_string(), "the POST profile reads bodies, not URLs");
}

#[test]
fn broken_json_is_an_error_with_its_place() {
    let rows = [
        ("", "a JSON value", "line 1, column 1 (byte 0)", "the end"),
        ("{\"id\":\n \"a", "the closing `\"` of a string", "line 2, column 4 (byte 10)", "the end"),
        ("{\"id\": 01}", "`,` or `}`", "line 1, column 9 (byte 8)", "`1`"),
        ("{\"é\": tru}", "a JSON value", "line 1, column 7 (byte 7)", "`t`"),
        ("{\"id\": \"\\x\"}", "a complete JSON escape", "line 1, column 9 (byte 8)", "`\\`"),
        ("{\"id\": \"1\"} x", "the end of the document", "line 1, column 13 (byte 12)", "`x`"),
        ("{\"x\": [1,]}", "a JSON value", "line 1, column 10 (byte 9)", "`]`"),
        ("{\"id\" \"1\"}", "`:` after a member's name", "line 1, column 7 (byte 6)", "`\"`"),
    ];
    let error = |body: &str| outgoing_post().parse_body(body).unwrap_err().to_string();
    for (body, expected, place, found) in rows {
        assert_eq!(error(body), format!("expected {expected} at {place} of the JSON body, found {found}"), "{body}");
    }
    assert!(outgoing_post().parse_body(b"\xff").is_err());
}

#[test]
fn limits_hold() {
    let profile = outgoing();
    let many = format!("id=1{}", "&x=1".repeat(100_000));
    assert_eq!(profile.parse_query(&many).unwrap_err().to_string(), "the input is over the limit of 10000 parameters");
    let roomy = profile.with_limits(Limits::new().parameters(200_000));
    assert_eq!(roomy.parse_query(&many).unwrap().extra.len(), 100_000);
    let long = format!("id={}", "a".repeat(17 << 20));
    assert_eq!(
        roomy.parse_query(&long).unwrap_err().to_string(),
        "the input is over the limit of 16777216 bytes: it has 17825795"
    );

    let post = outgoing_post();
    for open in ["[", "{\"a\":"] {
        let deep = format!("{{\"id\":\"1\",\"x\":{}", open.repeat(100_000));
        let error = post.parse_body(&deep).unwrap_err().to_string();
        assert_eq!(error, "the input is over the limit of 128 levels of nesting");
        let deeper = outgoing_post().with_limits(Limits::new().depth(usize::MAX));
        assert_eq!(deeper.parse_body(&deep).unwrap_err().kind(), ParseErrorKind::Syntax);
    }
    let body = format!("{{\"id\":\"{}\"}}", "\\n".repeat(5 << 20));
    assert_eq!(post.parse_body(&body).unwrap().callback.text(OutgoingField::Id).len(), 5 << 20);
    let template = format!("\"pad\": \"{}\",", "a".repeat(10 << 20));
    assert_eq!(with_members(&template).template().as_str().len() >> 20, 10);
    let error = with("").render(&outgoing().sample().with(OutgoingField::Message, "a".repeat(70_000))).unwrap_err();
    assert!(error.to_string().starts_with("the URL would be 70"), "{error}");
}

/// Every byte in every place: nothing panics, and bodies are accepted just as `serde_json` accepts them, but for what is read all
/// the same.
#[test]
fn every_byte_in_every_place() {
    let url = b"https://example.com/dlr?id=1%41&price=%20+1&=&x=\xc3\xa9";
    let profile = outgoing();
    let body = "{\"id\": \"a\\n\\u00e9é\", \"x\": [1.5e-3, {\"a\": null}, true], \"price\": -0}".as_bytes();
    let post = outgoing_post();
    for byte in 0..=u8::MAX {
        for place in 0..=url.len().max(body.len()) {
            let mut dirty = url.to_vec();
            dirty.insert(place.min(url.len()), byte);
            let _ = profile.parse_url(&dirty);
            let _ = profile.parse_target(&dirty);
            let spec = ProfileSpec::get::<Outgoing>(String::from_utf8_lossy(&dirty));
            let _ = Profile::<Outgoing>::check(&spec).to_string();
            for replace in [false, true] {
                let mut broken = body.to_vec();
                let place = place.min(body.len() - 1);
                if replace {
                    broken[place] = byte;
                } else {
                    broken.insert(place, byte);
                }
                let ours = post.parse_body(&broken);
                let theirs = serde_json::from_slice::<serde_json::Value>(&broken);
                let lenient = std::str::from_utf8(&broken).is_err()
                    || theirs.as_ref().is_err_and(|error| {
                        ["surrogate", "control character"].iter().any(|odd| error.to_string().contains(odd))
                    });
                if !lenient {
                    let accepted = !matches!(&ours, Err(error) if error.kind() == ParseErrorKind::Syntax);
                    let is_object = !matches!(&theirs, Ok(value) if !value.is_object());
                    assert!(!is_object || accepted == theirs.is_ok(), "{}", String::from_utf8_lossy(&broken));
                }
            }
        }
    }
}

#[test]
fn repeats_and_order_are_recognised() {
    let profile = outgoing();
    let key = |query: &str| profile.parse_query(query).unwrap().callback.dedup_key();
    assert_eq!(key("id=a:0&status=read").as_deref(), Some("outgoing/a%3A0/read"));
    assert_eq!(key("id=a:0&status=READ&price=1"), key("id=a:0&status=read"));
    assert_ne!(key("id=a:0&status=read"), key("id=a:0&status=sent"));
    assert_eq!(key("id=a:0"), None);
    let incoming = incoming();
    let key = |query: &str| incoming.parse_query(query).unwrap().callback.dedup_key();
    assert_eq!(key("message=[{\"id\":\"m1\"}]").as_deref(), Some("incoming/m1"));
    assert_eq!(key("message={\"id\":\"m1\"}").as_deref(), Some("incoming/m1"));
    assert_eq!(key("message=[{\"id\"}]&from=1&created_at=2").as_deref(), Some("incoming/1/2/%5B%7B%22id%22%7D%5D"));
    assert_eq!(key("from=1&created_at=2"), None);
}

#[test]
fn requests_of_the_http_crate_go_both_ways() {
    for profile in [get::<Outgoing>, post].map(|standard| standard("https://example.com/dlr?a=b")) {
        let profile = Profile::<Outgoing>::try_from(profile.into_spec().with_header("X-Token", "t")).unwrap();
        let callback = profile.stress_sample();
        let request: http::Request<Vec<u8>> = profile.render(&callback).unwrap().into();
        assert_eq!(request.headers()["x-token"], "t");
        let received = profile.parse_request(&request).unwrap();
        assert_eq!((received.callback, received.problems.len()), (profile.carried(&callback), 0));
    }
    let post = outgoing_post();
    let parsed = |content_type: Option<&str>, body: &str| {
        let mut request = http::Request::post("/dlr").body(body.to_owned()).unwrap();
        if let Some(content_type) = content_type {
            request.headers_mut().insert("content-type", content_type.parse().unwrap());
        }
        post.parse_request(&request)
            .map(|received| received.callback.id().map(|id| id.to_string()))
            .map_err(|error| error.to_string())
    };
    let json = r#"{"id": "a:0"}"#;
    let good = [
        None,
        Some("application/json"),
        Some("APPLICATION/problem+json;charset=utf-8"),
        Some("text/plain"),
        Some(""),
        Some("application/x-www-form-urlencoded"),
    ];
    for content_type in good {
        assert_eq!(parsed(content_type, json), Ok(Some("a:0".to_owned())), "{content_type:?}");
    }
    assert_eq!(
        parsed(Some("application/x-www-form-urlencoded"), "id=a:0").unwrap_err(),
        "the profile takes bodies of the content type application/json, not application/x-www-form-urlencoded"
    );
    let request = http::Request::put("/dlr").body(json).unwrap();
    let error = post.parse_request(&request).unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ParseErrorKind::WrongInput, "the profile takes POST requests, not PUT")
    );
}
