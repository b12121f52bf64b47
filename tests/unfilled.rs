//! Placeholders that a platform sent instead of filling them.
#![cfg(test)]

use callback_profile::field::Callback;
use callback_profile::request::BodyFormat;
use callback_profile::{
    AnyReceived, DeliveryReport, FieldSet, Incoming, IncomingField, Outgoing, OutgoingCallback, OutgoingField, Profile,
    ProfileSpec, Receiver,
};
use util::requests::{comes_back, each_field, get, post};
use util::rows::run;

mod util;

#[test]
fn a_field_whose_text_is_its_own_placeholder_is_unfilled() {
    let profile = get::<Outgoing>("https://example.com/dlr");
    let rows: Vec<_> = [
        ("status=<status>", vec!["status"]),
        ("status={status}", vec!["status"]),
        ("status=%3Cstatus%3E&id=%3cid%3e", vec!["id", "status"]),
        ("status=%253Cstatus%253E", vec!["status"]),
        ("status=%7Bstatus%7d", vec!["status"]),
        ("status=%26lt;status%26GT;", vec!["status"]),
        ("ref=&lt;ref&gt;", vec!["ref"]),
        // No free text: its `&` ends the value.
        ("status=&lt;status&gt;", vec![]),
        ("ref=\\u003cref\\u003E", vec!["ref"]),
        ("whatsapp_number=<whatsapp_number>", vec!["whatsapp_number"]),
        ("status=+<status>%0A", vec!["status"]),
        ("status=<id>&id=1", vec![]),
        ("status=status", vec![]),
        ("status=<Status>", vec![]),
        ("status=<status>!", vec![]),
        ("status=<status", vec![]),
        ("status=<status}", vec![]),
        ("status=<>&id=%3C%3E", vec![]),
        ("ref=<&ref1=%E2%82%AC&ref2=%3", vec![]),
        ("id=", vec![]),
    ]
    .into();
    run(&rows, |query| {
        let received = profile.parse_query(query).unwrap();
        let any = AnyReceived::from(received.clone());
        let names: Vec<_> = received.unfilled().map(OutgoingField::name).collect();
        assert!(any.unfilled().eq(names.iter().copied()), "{query}");
        for field in received.unfilled() {
            assert!(received.callback.text(field).contains(field.name()), "{query}");
        }
        names
    });
}

/// Every placeholder of a template that was sent as it stands there.
#[test]
fn a_template_that_was_sent_as_it_is_is_unfilled() {
    fn all<S: FieldSet>() {
        let body = |profile: &Profile<S>| profile.template().to_string();
        let form = each_field::<S>("&", |name| format!("{name}=<{name}>"));
        let form = ProfileSpec::post::<S>("https://example.com/", form).with_body_format(BodyFormat::Form);
        let (query, json, form) =
            (get::<S>("https://example.com/"), post::<S>("https://example.com/"), form.try_into().unwrap());
        let texts = [body(&query), body(&json), body(&form)];
        let received = [query.parse_url(&texts[0]), json.parse_body(&texts[1]), form.parse_body(&texts[2])];
        for (received, fields) in received.into_iter().zip([0, 0, S::FIELDS.len()]) {
            let received = received.unwrap();
            let required = S::FIELDS.iter().filter(|field| field.is_required()).count();
            assert_eq!(received.unfilled().count(), fields.max(required));
            assert_eq!((received.problems.len(), received.missing().count()), (0, 0));
            assert_eq!(received.dedup_key(), None);
        }
    }
    all::<Outgoing>();
    all::<Incoming>();
    all::<DeliveryReport>();
}

#[test]
fn there_is_no_key_of_a_field_that_is_unfilled() {
    let outgoing = get::<Outgoing>("https://example.com/");
    let incoming = get::<Incoming>("https://example.com/");
    let report = get::<DeliveryReport>("https://example.com/");
    let outgoing = |query: &str| outgoing.parse_query(query).unwrap().dedup_key();
    let incoming = |query: &str| incoming.parse_query(query).unwrap().dedup_key();
    let report = |query: &str| report.parse_query(query).unwrap().dedup_key();
    assert_eq!(outgoing("id=a&status=read&ref=<ref>").as_deref(), Some("outgoing/a/read"));
    assert_eq!(outgoing("id=<id>&status=read"), None);
    assert_eq!(outgoing("id=a&status=%3Cstatus%3E"), None);
    assert_eq!(outgoing("id=a"), None);
    // Where the message has an id, nothing else is part of the key.
    assert_eq!(incoming(r#"from=<from>&message=[{"id":"m"}]"#).as_deref(), Some("incoming/m"));
    assert_eq!(incoming("from=1&created_at=2&message=<message>"), None);
    assert_eq!(incoming("from={from}&created_at=2&message=3"), None);
    // A part that may be absent may not be a placeholder.
    assert_eq!(report("message_id=a").as_deref(), Some("delivery-report/a//"));
    assert_eq!(report("message_id=a&status=<status>"), None);
}

/// Neither of what was received nor of the callback by itself.
#[test]
fn no_callback_has_a_key_that_is_made_of_a_placeholder() {
    fn without_key<S: FieldSet>() -> usize {
        let profile = Profile::<S>::for_callback_url("https://example.com/a").unwrap();
        let mut count = 0;
        for (name, sample) in S::samples() {
            for (index, field) in S::FIELDS.iter().enumerate() {
                let mut callback = sample.clone();
                callback.values_mut()[index] = format!("<{}>", field.name()).into();
                let key = callback.dedup_key();
                assert!(key.is_none() || key == sample.dedup_key(), "{name} {}: {key:?}", field.name());
                let request = profile.render(&callback).unwrap();
                let received = profile.parse(&request).unwrap();
                assert_eq!(received.dedup_key(), key, "{name} {}", field.name());
                assert_eq!(AnyReceived::from(received).dedup_key(), key, "{name} {}", field.name());
                count += usize::from(key.is_none());
            }
        }
        count
    }
    assert_eq!(without_key::<Outgoing>(), 2 * Outgoing::samples().count());
    assert_eq!(without_key::<Incoming>(), Incoming::samples().count());
    assert_eq!(without_key::<DeliveryReport>(), 3 * DeliveryReport::samples().count());
}

#[test]
fn receivers_tell_what_is_unfilled() {
    let receiver =
        Receiver::new([get::<Outgoing>("https://example.com/").into(), get::<Incoming>("https://example.com/").into()]);
    let receive = |target| receiver.receive(&http::Method::GET, target, &http::HeaderMap::new(), b"").unwrap();
    let delivery = receive("/?id=1&status=<status>");
    assert!(delivery.unfilled().eq(["status"]));
    assert_eq!(delivery.dedup_key(), None);
    assert_eq!(receive("/?id=1&status=read").dedup_key().as_deref(), Some("outgoing/1/read"));
}

/// A value that looks like a placeholder is a value.
#[test]
fn it_is_never_a_problem() {
    let profile = get::<Outgoing>("https://example.com/");
    let callback = OutgoingCallback::default().with(OutgoingField::Status, "<status>").with(OutgoingField::Id, "1");
    let request = comes_back(&profile, &callback).unwrap();
    let received = profile.parse(&request).unwrap();
    assert!(received.unfilled().eq([OutgoingField::Status]) && received.strict().is_ok());
    let incoming = get::<Incoming>("https://example.com/").parse_query("body=<body>").unwrap().into_owned();
    assert!(incoming.unfilled().eq([IncomingField::Body]));
}
