//! The keys by which repeats are recognised: what they are made of, how long they get, what making one costs.
#![cfg(test)]

use callback_profile::value::Status;
use callback_profile::{
    DeliveryReportCallback, DeliveryReportField, IncomingCallback, IncomingField, OutgoingCallback, OutgoingField,
};
use peak_alloc::PeakAlloc;
use proptest::prelude::*;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const LONGEST: usize = 1_024;

fn outgoing(id: &str, status: &str) -> Option<String> {
    let callback = OutgoingCallback::default().with(OutgoingField::Id, id).with(OutgoingField::Status, status);
    callback.dedup_key()
}

fn incoming(message: &str) -> Option<String> {
    let callback = IncomingCallback::default().with(IncomingField::Sender, "+1202-5550143");
    callback.with(IncomingField::CreatedAt, "1").with(IncomingField::Message, message).dedup_key()
}

fn report(id: &str, status: &str, error_code: &str) -> Option<String> {
    let callback = DeliveryReportCallback::default().with(DeliveryReportField::MessageId, id);
    callback.with(DeliveryReportField::Status, status).with(DeliveryReportField::ErrorCode, error_code).dedup_key()
}

#[test]
fn a_key_is_made_of_what_the_documentation_says() {
    let rows = [
        (outgoing(" a:0 ", "READ"), Some("outgoing/a%3A0/read")),
        (outgoing("a/b", "x y"), Some("outgoing/a%2Fb/x+y")),
        (outgoing("a:0", ""), None),
        (outgoing("", "read"), None),
        (outgoing(" ", "read"), None),
        (incoming(r#"[{"id": "m\u0031"}]"#), Some("incoming/m1")),
        (incoming(r#" {"text": {"id": "x"}, "id": "m1"}"#), Some("incoming/m1")),
        (incoming(r#"[{"id": "m1"}, {"id": "m2"}]"#), Some("incoming/m1")),
        (incoming(r#"[{"id": "m1"}, 7]"#), Some("incoming/m1")),
        // Without an id, or with one that cannot be told from others, the whole message counts.
        (incoming("[7]"), Some("incoming/12025550143/1/%5B7%5D")),
        (incoming("[]"), Some("incoming/12025550143/1/%5B%5D")),
        (incoming(r#"[{"id": 7}]"#), Some("incoming/12025550143/1/%5B%7B%22id%22%3A+7%7D%5D")),
        (incoming(r#"[{"id": ""}]"#), Some("incoming/12025550143/1/%5B%7B%22id%22%3A+%22%22%7D%5D")),
        (incoming(r#"[{"id":"\ud800"}]"#), Some("incoming/12025550143/1/%5B%7B%22id%22%3A%22%5Cud800%22%7D%5D")),
        (incoming(r#"[{"id":"m1"}"#), Some("incoming/12025550143/1/%5B%7B%22id%22%3A%22m1%22%7D")),
        (incoming(""), None),
        (report("m", "", ""), Some("delivery-report/m//")),
        (report("m", "Delivered", "000"), Some("delivery-report/m/delivered/000")),
        (report("", "delivered", "000"), None),
    ];
    for (key, expected) in rows {
        assert_eq!(key.as_deref(), expected);
    }
}

#[test]
fn a_key_longer_than_a_kibibyte_is_none() {
    let room = LONGEST - "outgoing//read".len();
    assert_eq!(outgoing(&"a".repeat(room), "read").map(|key| key.len()), Some(LONGEST));
    assert_eq!(outgoing(&"a".repeat(room + 1), "read"), None);
    assert_eq!(outgoing(&":".repeat(room / 3), "read").map(|key| key.len()), Some(LONGEST - room % 3));
    assert_eq!(outgoing(&":".repeat(room / 3 + 1), "read"), None);
    assert_eq!(outgoing("a", &"x".repeat(LONGEST)), None);
    let id = |length: usize| format!(r#"[{{"id": "{}"}}]"#, "a".repeat(length));
    let room = LONGEST - "incoming/".len();
    assert_eq!(incoming(&id(room)).map(|key| key.len()), Some(LONGEST));
    assert_eq!(incoming(&id(room + 1)), None);
    let escaped = |length: usize| format!(r#"[{{"id": "{}"}}]"#, "\\u0061".repeat(length));
    assert_eq!(incoming(&escaped(room)), incoming(&id(room)));
    assert_eq!(incoming(&escaped(room + 1)), None);
    assert_eq!(report("m", "delivered", &"0".repeat(LONGEST)), None);
    assert_eq!(report("m", &"x".repeat(LONGEST), ""), None);
}

/// What hostile callbacks hold is looked through, never copied.
#[test]
fn a_key_is_not_built_before_it_is_known_to_be_short() {
    const GIANT: usize = 8 << 20;
    let callbacks = [
        OutgoingCallback::default().with(OutgoingField::Id, "a").with(OutgoingField::Status, "x".repeat(GIANT)),
        OutgoingCallback::default().with(OutgoingField::Id, "x".repeat(GIANT)).with(OutgoingField::Status, "read"),
    ];
    let messages = [
        format!(r#"[{{"id": "{}"}}]"#, "a".repeat(GIANT)),
        format!(r#"[{{"id": "{}"}}]"#, "\\n".repeat(GIANT / 2)),
        format!("[{{}}{}]", ",{}".repeat(GIANT / 3)),
        format!(r#"[{{"id": "m1"}}{}]"#, ",{}".repeat(GIANT / 3)),
    ];
    let messages = messages.map(|message| IncomingCallback::default().with(IncomingField::Message, message));
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    assert!(callbacks.iter().all(|callback| callback.dedup_key().is_none()));
    assert_eq!(messages.map(|callback| callback.dedup_key()), [None, None, None, Some("incoming/m1".to_owned())]);
    let bytes = HEAP.peak_usage().saturating_sub(before);
    assert!(bytes < GIANT / 16, "{bytes} bytes");
}

/// Texts of every length about the limit, of one byte a character, of three, and of more when they are encoded.
fn texts() -> impl Strategy<Value = String> {
    let long = prop::sample::select(vec!["a", " ", "/", "é", "\u{1f600}"]);
    prop_oneof![
        any::<String>(),
        (long, 0..1_100_usize).prop_map(|(character, length)| format!("x{}x", character.repeat(length))),
    ]
}

proptest! {
    #[test]
    fn keys_are_short_printable_and_differ_where_the_callbacks_do(a in texts(), b in texts(), c in texts(), d in texts()) {
        let (one, other) = (report("m", &a, &b), report("m", &c, &d));
        for key in [&one, &other].into_iter().flatten() {
            prop_assert!(key.len() <= LONGEST && key.bytes().all(|byte| byte.is_ascii_graphic()), "{}", key);
        }
        let statuses_differ = Status::new(a.trim()) != Status::new(c.trim());
        if one.is_some() && (statuses_differ || b.trim() != d.trim()) {
            prop_assert_ne!(one, other);
        }
    }
}
