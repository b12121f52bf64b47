//! Native content: a corpus of payloads and generated ones are read, written back, translated, carried, and read again.
#![cfg(test)]

use std::borrow::Cow;
use std::fmt::Display;

use callback_profile::whatsapp::{BadItem, Message, Notification, Object, Translation, translate};
use callback_profile::{Callback, FieldSet, Incoming, IncomingCallback, IncomingField, Outgoing, OutgoingField};
use proptest::prelude::*;
use serde_json::{Value, json};
use util::files::json_files;
use util::requests::{comes_back, get, post};

mod util;

const NUMBER: &str = "12025550199";

fn corpus() -> Vec<(String, String)> {
    json_files("tests/corpus")
}

fn carried<S: FieldSet>(callbacks: &[S::Callback<'_>]) {
    let url = "https://example.com/callbacks";
    for profile in [get::<S>(url), post::<S>(url)] {
        for callback in callbacks {
            comes_back(&profile, callback).unwrap();
        }
    }
}

/// The whole law for one notification.
fn holds(text: &str) {
    let notification = Notification::parse(text).unwrap();
    assert_eq!(notification.raw(), text);
    let translation = translate(&notification, Some(NUMBER));
    carried::<Incoming>(&translation.incoming);
    carried::<Outgoing>(&translation.outgoing);
    let messages: Vec<Message<'_>> = notification.messages().into_iter().flatten().collect();
    let statuses: Vec<_> = notification.statuses().into_iter().flatten().collect();
    assert_eq!((messages.len(), statuses.len()), (translation.incoming.len(), translation.outgoing.len()));
    for (message, callback) in messages.iter().zip(&translation.incoming) {
        assert_eq!(serde_json::to_string(message.object()).unwrap(), message.object().raw());
        let read = callback.messages().unwrap();
        let [Ok(read)] = &*read else { panic!("{read:?}") };
        // The same members with the same bytes, and after them what was moved in.
        let (native, read): (Vec<_>, Vec<_>) =
            (message.object().members().collect(), read.object().members().collect());
        assert_eq!(read[..native.len()], native);
        assert!(read[native.len()..].iter().all(|(name, _)| ["profile", "wa_number"].contains(name)));
        assert_eq!(callback.text(IncomingField::Contacts), message.object().get("contacts").unwrap_or_default());
        assert_eq!(callback.text(IncomingField::Sender), message.sender().unwrap_or_default());
    }
}

#[test]
fn the_corpus_is_carried_without_loss() {
    let corpus = corpus();
    assert!(corpus.len() >= 60, "{}", corpus.len());
    for (name, text) in corpus {
        println!("{name}");
        holds(&text);
    }
}

fn with_translation(name: &str, check: impl FnOnce(Translation<'_>)) {
    let text = corpus().into_iter().find(|(found, _)| found == name).unwrap().1;
    check(translate(&Notification::parse(&text).unwrap(), Some(NUMBER)));
}

/// Each row: a payload of the corpus, and what the first callback of its translation holds.
fn fields_are<F: Copy + Display>(rows: &[(&str, &[(F, &str)])], text: impl Fn(&Translation<'_>, F) -> String) {
    for (name, expected) in rows {
        with_translation(name, |translation| {
            for (field, expected) in *expected {
                assert_eq!(text(&translation, *field), *expected, "{name} {field}");
            }
        });
    }
}

#[test]
fn messages_are_translated() {
    use IncomingField::*;
    let rows: &[(&str, &[(IncomingField, &str)])] = &[
        (
            "text",
            &[
                (Body, "Hi, is my order on its way?"),
                (Name, "Zoë \"Zed\" O'Hara"),
                (BusinessNumber, NUMBER),
                (CustomResponse, "false"),
            ],
        ),
        (
            "image",
            &[
                (Body, "my cat"),
                (MimeType, "image/jpeg"),
                (MediaUrl, "https://media.example/1.jpg?x=1&y=2"),
                (MessageType, "image"),
            ],
        ),
        ("image-url", &[(MediaUrl, "https://media.example/2.png"), (Body, "")]),
        ("audio", &[(MimeType, "audio/ogg; codecs=opus")]),
        ("document", &[(MediaName, "Bill № 7.pdf"), (Body, "the bill")]),
        ("list-reply", &[(Body, "Blue"), (ReplyTo, "gBEGkYiE-7")]),
        ("button-reply", &[(Body, "Yes!")]),
        ("nfm-reply", &[(Body, "Sent")]),
        ("button", &[(Body, "Stop")]),
        ("reaction", &[(Body, "👍🏽")]),
        ("order", &[(Body, "please")]),
        ("hologram", &[(MessageType, "hologram"), (Body, "")]),
        ("numbers-for-texts", &[(Sender, "12025550143"), (ReplyTo, "7"), (CreatedAt, "1692619555"), (Body, "true")]),
        ("contact-only-other-id", &[(Name, "Test"), (Sender, "12025550143")]),
        ("two-messages", &[(Name, "B"), (Body, "b")]),
        ("contact-by-index", &[(Name, "A")]),
        ("array-form", &[(Name, "john")]),
        ("single-contacts", &[(MessageType, "contacts")]),
        ("cloud-text", &[(BusinessNumber, "12025550100"), (Name, "Zoë \"Zed\" O'Hara")]),
        ("writing-escapes", &[(MessageType, "text"), (ReplyTo, "a/b"), (Body, "\u{1f600} \u{fffd}")]),
    ];
    fields_are(rows, |translation, field| translation.incoming[0].text(field).to_owned());
    with_translation("location", |translation| {
        let location = translation.incoming[0].location().unwrap();
        assert_eq!(location.latitude().as_deref(), Some("36.9633"));
        assert_eq!(location.name().as_deref(), Some("Main Street Beach"));
    });
    with_translation("contacts-several", |translation| assert_eq!(translation.incoming[0].contacts().len(), 2));
}

#[test]
fn statuses_are_translated() {
    use OutgoingField::*;
    let rows: &[(&str, &[(OutgoingField, &str)])] = &[
        ("status-failed-errors", &[(Status, "failed"), (Error, "Undeliverable"), (ErrorCode, "131026"), (Price, "")]),
        ("status-failed-message-only", &[(Error, "too old"), (ErrorCode, "470")]),
        (
            "status-conversation",
            &[(Status, "sent"), (Price, ""), (PhoneNumber, "12025550143"), (Mobile, "12025550143")],
        ),
        ("status-not-sent-upper", &[(Status, "NOT_SENT")]),
        ("status-transmogrified", &[(Status, "transmogrified")]),
        ("status-numbers", &[(Id, "7"), (Timestamp, "1692619555")]),
    ];
    fields_are(rows, |translation, field| translation.outgoing[0].text(field).to_owned());
}

#[test]
fn a_bad_item_does_not_keep_the_others() {
    with_translation("bad-items", |translation| {
        assert_eq!((translation.incoming.len(), translation.outgoing.len()), (1, 1));
        let bad: Vec<_> =
            translation.bad_items.iter().map(|BadItem { list, index, raw, .. }| (*list, *index, *raw)).collect();
        assert_eq!(bad, [("messages", 0, "7"), ("messages", 2, "[]"), ("statuses", 0, "\"x\"")]);
    });
}

#[test]
fn malformed_text_is_an_error_with_its_place() {
    let error = Notification::parse("{\"messages\":\n [}").unwrap_err();
    assert_eq!(error.to_string(), "expected a JSON value at line 2, column 3 (byte 15) of the JSON body, found `}`");
    assert!(Notification::parse("").is_err());
    for harmless in ["null", "7", "\"x\"", "[]", "[7]"] {
        assert!(Notification::parse(harmless).unwrap().messages().iter().all(Result::is_err));
    }
}

#[test]
fn giant_notifications_are_read() {
    let message = r#"{"from":"12025550143","id":"a","timestamp":"1","type":"text","text":{"body":"x"}}"#;
    let many = format!("{{\"messages\":[{}]}}", vec![message; 10_000].join(","));
    assert_eq!(translate(&Notification::parse(&many).unwrap(), None).incoming.len(), 10_000);
    let caption = format!(r#"{{"messages":[{{"type":"image","image":{{"caption":"{}"}}}}]}}"#, "\\n".repeat(10 << 20));
    let notification = Notification::parse(&caption).unwrap();
    assert_eq!(translate(&notification, None).incoming[0].text(IncomingField::Body).len(), 10 << 20);
    let deep = format!(r#"{{"messages":[{{"type":"x","x":{}1{}}}]}}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(translate(&Notification::parse(&deep).unwrap(), None).incoming.len(), 1);
    assert!(Object::new("{\"a\":1").is_none());
}

fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(json!([])),
        Just(json!({"deeper": [1, {"x": "y"}]})),
    ]
}

const TYPES: [&str; 18] = [
    "text",
    "image",
    "audio",
    "voice",
    "video",
    "document",
    "sticker",
    "location",
    "contacts",
    "interactive",
    "button",
    "reaction",
    "order",
    "system",
    "edit",
    "revoke",
    "unsupported",
    "hologram",
];

const MEMBERS: [&str; 15] = [
    "from",
    "id",
    "timestamp",
    "type",
    "context",
    "referral",
    "errors",
    "profile",
    "wa_number",
    "group_id",
    "text",
    "image",
    "contacts",
    "location",
    "new_member",
];

const CONTENT: [&str; 10] =
    ["body", "id", "mime_type", "caption", "link", "title", "type", "emoji", "list_reply", "latitude"];

fn message() -> impl Strategy<Value = Value> {
    let members = || prop::sample::select(&MEMBERS[..]);
    let content = prop::collection::btree_map(prop::sample::select(&CONTENT[..]), odd(), 0..5);
    let strange = prop::collection::btree_map(members(), odd(), 0..3);
    (prop::sample::select(&TYPES[..]), content, strange, prop::collection::vec(members(), 0..3)).prop_map(
        |(kind, content, strange, missing)| {
            let mut message = json!({"from": "12025550143", "id": "wamid.1", "timestamp": "1692619555", "type": kind});
            message[kind] = serde_json::to_value(content).unwrap();
            for (name, value) in strange {
                message[name] = value;
            }
            for name in missing {
                message.as_object_mut().unwrap().remove(name);
            }
            message
        },
    )
}

proptest! {
    #[test]
    fn generated_notifications_are_carried_without_loss(
        messages in prop::collection::vec(prop_oneof![9 => message(), 1 => odd()], 0..4),
        statuses in prop::collection::vec(prop::collection::btree_map(
            prop::sample::select(vec!["id", "status", "recipient_id", "timestamp", "errors", "pricing", "type"]), odd(), 0..5), 0..3),
        contacts in prop::collection::vec(odd(), 0..3),
        envelope in 0..3,
    ) {
        let value = json!({"contacts": contacts, "messages": messages, "statuses": statuses});
        let notification = match envelope {
            0 => value,
            1 => json!({"entry": [{"changes": [{"value": value}, {"value": {"metadata": {"display_phone_number": 7}}}]}]}),
            _ => Value::from(messages),
        };
        holds(&notification.to_string());
    }
}

/// Odd envelopes: each row has so many messages, statuses and things that are neither; nothing is passed over in silence.
#[test]
fn nothing_in_an_envelope_is_lost() {
    let rows = [
        (r#"{"entry": null, "messages": [{"id": "m1", "type": "text"}]}"#, 1, 0, 0),
        (r#"{"id": "m1", "from": "1", "type": "unsupported", "errors": [{"code": 131051}]}"#, 1, 0, 0),
        (r#"{"id": "m1", "from": "1", "type": "text", "statuses": null}"#, 1, 0, 0),
        (r#"{"id": "m1", "from": "1", "text": {"body": "x"}}"#, 1, 0, 0),
        (r#"{"id": "s1", "status": "read", "recipient_id": "1"}"#, 0, 1, 0),
        (r#"{"messages": {"id": "m1", "type": "text"}, "statuses": {"id": "s"}}"#, 1, 1, 0),
        (r#"{"messages": "x", "statuses": [7]}"#, 0, 0, 2),
        (r#"{"entry": {"changes": {"value": {"messages": [{"id": "m1"}]}}}}"#, 1, 0, 0),
        (r#"{"entry": [7, {"changes": [{"value": {"messages": [{"id": "m1"}]}}, null]}]}"#, 1, 0, 2),
        (r#"{"entry": [{"changes": [{"value": 7}]}], "messages": [{"id": "m1"}]}"#, 1, 0, 1),
        ("7", 0, 0, 1),
        ("{}", 0, 0, 0),
        (r#"{"errors": [{"code": 1}]}"#, 0, 0, 0),
    ];
    for (text, messages, statuses, bad) in rows {
        let Translation { incoming, outgoing, bad_items, .. } = translate(&Notification::parse(text).unwrap(), None);
        assert_eq!((incoming.len(), outgoing.len(), bad_items.len()), (messages, statuses, bad), "{text}");
    }
}

#[test]
fn a_contact_names_its_own_sender_first() {
    let names = |contacts: &str| {
        let text = format!(
            r#"{{"contacts": {contacts}, "messages": [{{"from": "1", "id": "a"}}, {{"from": "2", "id": "b"}}]}}"#
        );
        let notification = Notification::parse(&text).unwrap();
        let translation = translate(&notification, None);
        translation.incoming.iter().map(|callback| callback.name().to_owned()).collect::<Vec<_>>().join(" ")
    };
    let bob = r#"{"wa_id": "2", "profile": {"name": "Bob"}}"#;
    let ann = r#"{"wa_id": "9", "profile": {"name": "Ann"}}"#;
    assert_eq!(names(&format!("[{bob}, {ann}]")), " Bob");
    assert_eq!(names(&format!("[{ann}, {bob}]")), "Ann Bob");
    assert_eq!(names(&format!("[null, {bob}]")), " Bob");
    assert_eq!(names(&format!("[null, {ann}]")), " Ann");
    assert_eq!(names(&format!("[{bob}]")), " Bob");
    assert_eq!(names(ann), "Ann Ann");
}

/// However often a text is shared by the items of a notification, what comes out is not its multiple.
#[test]
fn what_comes_out_is_bounded_by_what_went_in() {
    let long = format!("Zo\\u00eb{}", "x".repeat(100_000));
    let many = |item: &str| vec![item; 2_000].join(",");
    let message = many(r#"{"from": "1", "id": "m", "type": "text", "text": {"body": "Hi"}}"#);
    let status = many(r#"{"id": "s", "status": "read", "recipient_id": "1"}"#);
    let contact = |id: &str, name: &str| format!(r#"{{"wa_id": "{id}", "profile": {{"name": "{name}"}}}}"#);
    let texts = [
        format!(r#"{{"contacts": [{}], "messages": [{message}]}}"#, contact("1", &long)),
        format!(r#"{{"contacts": [{}], "messages": [{message}]}}"#, contact(&long, "Zo\\u00eb")),
        format!(r#"{{"contacts": [{}], "messages": [{message}]}}"#, contact("2", &long)),
        format!(
            r#"{{"metadata": {{"display_phone_number": "{long}"}}, "messages": [{message}], "statuses": [{status}]}}"#
        ),
    ];
    for text in texts {
        let translation = translate(&Notification::parse(&text).unwrap(), None);
        let incoming = translation.incoming.iter().flat_map(Callback::values);
        let outgoing = translation.outgoing.iter().flat_map(Callback::values);
        let owned = incoming.chain(outgoing).filter(|text| matches!(text, Cow::Owned(_)));
        let bytes: usize = owned.map(|text| text.len()).sum();
        assert_eq!(translation.incoming.len(), 2_000);
        assert!(bytes < 4 * text.len(), "{bytes} of {}", text.len());
    }
}

/// A contact that is not giant goes with each of its messages, a giant one with the first of them.
#[test]
fn a_giant_contact_goes_with_the_first_of_its_messages() {
    let names = |name: &str| {
        let messages = r#"[{"from": "1", "id": "a"}, {"from": "2", "id": "b"}, {"from": "1", "id": "c"}]"#;
        let contacts = format!(
            r#"[{{"wa_id": "1", "profile": {{"name": "{name}"}}}}, {{"wa_id": "2", "profile": {{"name": "Bo"}}}}]"#
        );
        let text = format!(r#"{{"contacts": {contacts}, "messages": {messages}}}"#);
        let translation = translate(&Notification::parse(&text).unwrap(), None);
        let names = translation.incoming.iter().map(|callback| callback.name().len()).collect::<Vec<_>>();
        let has_profile = |callback: &IncomingCallback<'_>| callback.text(IncomingField::Message).contains("profile");
        let moved: Vec<_> = translation.incoming.iter().map(has_profile).collect();
        assert_eq!(moved, names.iter().map(|length| *length > 0).collect::<Vec<_>>());
        names
    };
    assert_eq!(names("Ann"), [3, 2, 3]);
    assert_eq!(names(&"x".repeat(900)), [900, 2, 900]);
    assert_eq!(names(&"x".repeat(20_000)), [20_000, 2, 20_000]);
    let messages = [r#"{"from": "1"}"#; 10].join(",");
    let name = "x".repeat(50_000);
    let text =
        format!(r#"{{"contacts": [{{"wa_id": "1", "profile": {{"name": "{name}"}}}}], "messages": [{messages}]}}"#);
    let translation = translate(&Notification::parse(&text).unwrap(), None);
    let carried = translation.incoming.iter().filter(|callback| !callback.name().is_empty());
    assert_eq!(carried.count(), 3);
}
