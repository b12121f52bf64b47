//! Native content: a corpus of payloads and generated ones are read, written back, translated, carried, and read again.
#![cfg(test)]

use std::borrow::Cow;
use std::fmt::Display;

use callback_profile::field::Callback;
use callback_profile::whatsapp::{
    BadItem, MediaShape, Message, Notification, NotificationValue, Object, Translation, Translator, translate,
};
use callback_profile::{FieldSet, Incoming, IncomingCallback, IncomingField, Outgoing, OutgoingField};
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

/// The whole law for one notification, with attachments in either shape.
fn holds(text: &str) {
    let notification = Notification::parse(text).unwrap();
    assert_eq!(notification.raw(), text);
    assert_eq!(translate(&notification, Some(NUMBER)), holds_in(&notification, MediaShape::Flat));
    holds_in(&notification, MediaShape::Native);
    let values = notification.values();
    assert_eq!(values.iter().flat_map(NotificationValue::messages).collect::<Vec<_>>(), notification.messages());
    assert_eq!(values.iter().flat_map(NotificationValue::statuses).collect::<Vec<_>>(), notification.statuses());
}

fn holds_in<'a>(notification: &Notification<'a>, shape: MediaShape) -> Translation<'a> {
    let translator = Translator::new().with_media_shape(shape);
    let translation = translator.with_business_number(NUMBER).translate(notification);
    carried::<Incoming>(&translation.incoming);
    carried::<Outgoing>(&translation.outgoing);
    let messages: Vec<Message<'_>> = notification.messages().into_iter().flatten().collect();
    let statuses: Vec<_> = notification.statuses().into_iter().flatten().collect();
    assert_eq!((messages.len(), statuses.len()), (translation.incoming.len(), translation.outgoing.len()));
    for (message, callback) in messages.iter().zip(&translation.incoming) {
        assert_eq!(serde_json::to_string(message.object()).unwrap(), message.object().raw());
        let read = callback.messages().unwrap();
        let [Ok(read)] = &*read else { panic!("{read:?}") };
        nothing_is_lost(message, read, shape);
        assert_eq!(callback.text(IncomingField::Contacts), message.object().get("contacts").unwrap_or_default());
        assert_eq!(callback.text(IncomingField::Sender), message.sender().unwrap_or_default());
        is_translated_to_itself(callback, translator);
    }
    translation
}

/// What a callback's message array holds gives the same callback, by itself and as a notification.
fn is_translated_to_itself(callback: &IncomingCallback<'_>, translator: Translator<'_>) {
    let array = callback.text(IncomingField::Message);
    let number = callback.text(IncomingField::BusinessNumber);
    for text in [array.to_owned(), format!("{{\"messages\":{array}}}")] {
        let again = Notification::parse(&text).unwrap();
        let translator = if number.is_empty() { translator } else { translator.with_business_number(number) };
        assert_eq!(translator.translate(&again).incoming, std::slice::from_ref(callback));
    }
}

/// The texts of all that is read of an attachment.
fn attachment(message: &Message<'_>) -> Option<[Option<String>; 6]> {
    let media = message.media()?;
    let address = media.link().or_else(|| media.url());
    let texts = [media.id(), media.mime_type(), media.sha256(), media.caption(), media.filename(), address];
    Some(texts.map(|text| text.map(Cow::into_owned)))
}

/// The same members with the same bytes, those of an attachment in the flat shape in its place, and after them what was moved in.
fn nothing_is_lost(message: &Message<'_>, read: &Message<'_>, shape: MediaShape) {
    assert_eq!(attachment(message), attachment(read));
    let kind = message.object().text("type").unwrap_or_default();
    let is_flat = message.object().get(&kind) != read.object().get(&kind);
    assert!(!is_flat || shape == MediaShape::Flat, "{read:?}");
    let mut native = Vec::new();
    for (name, value) in message.object().members() {
        match message.object().object(name).filter(|_| is_flat && name == kind) {
            Some(media) => native.extend(media.members().map(|(name, value)| (flat_name(name).to_owned(), value))),
            None => native.push((flat_name(name).to_owned(), value)),
        }
    }
    let read: Vec<_> = read.object().members().map(|(name, value)| (flat_name(name).to_owned(), value)).collect();
    assert_eq!(read[..native.len()], native);
    assert!(read[native.len()..].iter().all(|(name, _)| ["profile", "wa_number"].contains(&&**name)));
}

/// Names that the flat shape changes are one.
fn flat_name(name: &str) -> &str {
    match name {
        "media_id" => "id",
        "link" => "url",
        name => name,
    }
}

/// Attachments of native messages are read as they always were: the first member of a media type's name that is an object.
#[test]
fn the_corpus_has_the_attachments_it_always_had() {
    let types = ["image", "audio", "voice", "video", "document", "sticker"];
    let mut attachments = 0;
    for (name, text) in corpus().iter().filter(|(name, _)| !name.starts_with("flat-")) {
        for message in Notification::parse(text).unwrap().messages().into_iter().flatten() {
            let native = types.iter().find_map(|kind| message.object().object(kind));
            assert_eq!(message.media().map(|media| media.object().raw()), native.as_ref().map(Object::raw), "{name}");
            attachments += usize::from(native.is_some());
        }
    }
    assert!(attachments >= 12, "{attachments}");
}

/// Each row: a message of a callback's array, and what is read of its attachment: id, type, caption, file name, address.
#[test]
fn attachments_are_read_in_both_shapes() {
    let url = "https://media.example/1.jpg?x=1&y=2";
    let rows: &[(&str, Option<[&str; 5]>)] = &[
        // As the platform's document has it.
        (
            r#"{"from":"1","timestamp":"1607494827","url":"URL","type":"image","profile":{"name":"test ","wa_number":"1"}}"#,
            Some(["", "", "", "", url]),
        ),
        (
            r#"{"id":"m1","type":"Document ","media_id":7,"mime_type":"application/pdf","caption":"c","filename":"f","link":"URL"}"#,
            Some(["7", "application/pdf", "c", "f", url]),
        ),
        (r#"{"id":"m1","type":"voice","sha256":"0"}"#, Some(["", "", "", "", ""])),
        (r#"{"id":"m1","type":"image","image":{"id":"7","link":"URL"}}"#, Some(["7", "", "", "", url])),
        // An object of its own is the whole attachment.
        (r#"{"id":"m1","type":"image","url":"x","image":{"id":"7"}}"#, Some(["7", "", "", "", ""])),
        (r#"{"id":"m1","type":"audio","voice":true,"url":"URL"}"#, Some(["", "", "", "", url])),
        (r#"{"id":"m1","type":"image"}"#, None),
        (r#"{"id":"m1","type":"image","url":null}"#, None),
        (r#"{"id":"m1","type":"text","url":"URL"}"#, None),
        (r#"{"id":"m1","type":"location","url":"URL"}"#, None),
        (r#"{"id":"m1","type":"IMAGE","errors":[{"code":1}]}"#, None),
        (r#"{"id":"m1","url":"URL"}"#, None),
    ];
    for (raw, expected) in rows {
        let raw = raw.replace("URL", url);
        let message = Message::new(Object::new(&raw).unwrap());
        let found = attachment(&message).map(|texts| texts.map(Option::unwrap_or_default));
        let found =
            found.map(|[id, mime_type, _, caption, filename, address]| [id, mime_type, caption, filename, address]);
        assert_eq!(found, expected.map(|texts| texts.map(str::to_owned)), "{raw}");
        assert_eq!(message.body().unwrap_or_default(), expected.map_or("", |texts| texts[2]), "{raw}");
        let translation = translate(&Notification::parse(&raw).unwrap(), None).incoming;
        assert_eq!(translation[0].text(IncomingField::MediaUrl), expected.map_or("", |texts| texts[4]), "{raw}");
    }
}

/// Each row: a native message, and its array in the flat shape; none where it keeps the native one.
#[test]
fn attachments_are_written_flat_where_that_loses_nothing() {
    let rows = [
        (
            r#"{"from": "1", "id": "m", "timestamp": "2", "type": "image", "image": {"id": "7", "link": "u", "caption": "c"}}"#,
            Some(r#"[{"from":"1","id":"m","timestamp":"2","type":"image","media_id":"7","url":"u","caption":"c"}]"#),
        ),
        (
            r#"{"image": {"url": "\u0075"}, "type": "image", "id": "m"}"#,
            Some(r#"[{"url":"\u0075","type":"image","id":"m"}]"#),
        ),
        (
            r#"{"type": "video", "video": {"link": "a", "url": "b", "n": -0.0}}"#,
            Some(r#"[{"type":"video","link":"a","url":"b","n":-0.0}]"#),
        ),
        (
            r#"{"type": "audio", "audio": {"id": "7", "voice": true, "\u0022": [1]}}"#,
            Some(r#"[{"type":"audio","media_id":"7","voice":true,"\"":[1]}]"#),
        ),
        // Nothing by which a flat attachment is known.
        (r#"{"type": "image", "image": {}}"#, None),
        (r#"{"type": "image", "image": {"animated": true, "url": null}}"#, None),
        (r#"{"type": "image", "image": "u"}"#, None),
        // Another type than the attachment's.
        (r#"{"type": "Image", "image": {"url": "u"}}"#, None),
        (r#"{"type": "video", "image": {"url": "u"}}"#, None),
        (r#"{"id": "m", "image": {"url": "u"}}"#, None),
        // Two attachments.
        (r#"{"type": "image", "image": {"url": "u"}, "audio": {"url": "v"}}"#, None),
        (r#"{"type": "image", "image": {"url": "u"}, "image": {"url": "v"}}"#, None),
        (r#"{"type": "image", "image": {"url": "u"}, "image": 7}"#, None),
        (r#"{"type": "image", "image": {"url": "u", "audio": {"url": "v"}}}"#, None),
        // A name would stand twice.
        (r#"{"type": "image", "image": {"url": "u", "url": "v"}}"#, None),
        (r#"{"type": "image", "image": {"url": "u", "id": "7", "media_id": "8"}}"#, None),
        (r#"{"type": "image", "image": {"url": "u", "type": "x"}}"#, None),
        (r#"{"type": "image", "group": 1, "image": {"url": "u", "group": 2}}"#, None),
        (r#"{"type": "image", "image": {"url": "u", "media_id": "8"}}"#, None),
        // It would mean something else in the message, or the message's own would in the attachment.
        (r#"{"type": "image", "image": {"url": "u", "context": {"id": "x"}}}"#, None),
        (r#"{"type": "image", "image": {"url": "u", "wa_number": "1"}}"#, None),
        (r#"{"type": "image", "image": {"url": "u", "text": {"body": "x"}}}"#, None),
        (r#"{"type": "image", "image": {"url": "u", "profile": {"name": "x"}}}"#, None),
        (r#"{"type": "image", "caption": "x", "image": {"url": "u"}}"#, None),
        // A name that cannot be written as it was.
        (r#"{"type": "image", "image": {"url": "u", "\ud800": 1}}"#, None),
        (r#"{"type": "text", "text": {"body": "u", "url": "v"}}"#, None),
    ];
    for (raw, expected) in rows {
        let notification = Notification::parse(raw).unwrap();
        holds(raw);
        let native = format!("[{raw}]");
        let flat = translate(&notification, None).incoming;
        assert_eq!(flat[0].text(IncomingField::Message), expected.unwrap_or(&native), "{raw}");
        let kept = Translator::new().with_media_shape(MediaShape::Native).translate(&notification).incoming;
        assert_eq!(kept[0].text(IncomingField::Message), native);
        for field in IncomingField::ALL.iter().filter(|field| **field != IncomingField::Message) {
            assert_eq!(flat[0].text(*field), kept[0].text(*field), "{raw} {field}");
        }
    }
}

/// The words for delivered are the document's, the others our own.
#[test]
fn an_outgoing_callback_says_its_status_in_words() {
    let rows = [
        ("delivered", "Message delivered"),
        ("DELIVERED ", "Message delivered"),
        ("sent", "Message sent"),
        ("read", "Message read"),
        ("failed", "Message failed"),
        ("not-sent", ""),
        ("played", ""),
        ("warning", ""),
        ("0", ""),
        ("", ""),
    ];
    for (status, words) in rows {
        let text = format!(
            r#"{{"statuses": [{{"id": "a", "status": "{status}", "errors": [{{"code": 1, "title": "No"}}]}}]}}"#
        );
        let outgoing = translate(&Notification::parse(&text).unwrap(), None).outgoing;
        assert_eq!(
            (outgoing[0].message(), outgoing[0].error(), outgoing[0].error_code()),
            (words, "No", "1"),
            "{status}"
        );
    }
}

/// Which entry and which number a message is for is said by the part it stands in.
#[test]
fn messages_and_statuses_know_where_they_came_from() {
    let text = r#"{"entry": [
        {"id": "A", "changes": [
            {"value": {"metadata": {"phone_number_id": "p1", "display_phone_number": "1"}, "messages": [{"id": "m1"}, 7]}},
            {"value": {"metadata": {"phone_number_id": 2}, "statuses": [{"id": "s1"}]}}]},
        {"id": "\u0042", "changes": [{"value": {"messages": {"id": "m2"}, "statuses": [8]}}]},
        {"id": null, "changes": []},
        7, {"changes": {"value": {"messages": [9]}}}],
        "messages": [{"id": "m3"}]}"#;
    let notification = Notification::parse(text).unwrap();
    assert_eq!(notification.entry_ids().collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(notification.phone_number_ids().collect::<Vec<_>>(), ["p1", "2"]);
    let found: Vec<_> = notification
        .values()
        .iter()
        .map(|value| {
            let messages = value.messages().into_iter().flatten().filter_map(|message| message.id());
            let statuses = value.statuses().into_iter().flatten().filter_map(|status| status.id());
            let ids: Vec<_> = messages.chain(statuses).collect();
            let texts = [value.entry_id(), value.phone_number_id(), value.display_phone_number()];
            format!("{} {}", texts.map(Option::unwrap_or_default).join(","), ids.join(","))
        })
        .collect();
    assert_eq!(found, ["A,p1,1 m1", "A,2, s1", "B,, m2", ",, ", ",, m3"]);
    let bad =
        |items: Vec<BadItem<'_>>| items.iter().map(|bad| (bad.list, bad.index, bad.raw.to_owned())).collect::<Vec<_>>();
    let messages = notification.values().iter().flat_map(NotificationValue::messages).filter_map(Result::err);
    let statuses = notification.values().iter().flat_map(NotificationValue::statuses).filter_map(Result::err);
    assert_eq!(bad(messages.collect()), [("messages", 1, "7".to_owned()), ("messages", 3, "9".to_owned())]);
    assert_eq!(bad(statuses.collect()), [("statuses", 1, "8".to_owned())]);
    assert_eq!(bad(notification.bad_items().to_vec()), [("entry", 3, "7".to_owned())]);
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
        (
            "flat-image",
            &[
                (MediaUrl, "https://media.example/1607494945.jpg?x=1&y=2"),
                (Name, "test "),
                (MessageType, "image"),
                (ReplyTo, ""),
            ],
        ),
        (
            "flat-document",
            &[(MediaName, "Bill № 7.pdf"), (Body, "the bill"), (MimeType, "application/pdf"), (ReplyTo, "m1")],
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
        ("status-delivered", &[(Message, "Message delivered"), (Error, "")]),
        ("status-failed-message-only", &[(Message, "Message failed"), (Error, "too old"), (ErrorCode, "470")]),
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

const MEMBERS: [&str; 18] = [
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
    "url",
    "caption",
    "media_id",
];

const CONTENT: [&str; 14] = [
    "body",
    "id",
    "mime_type",
    "caption",
    "link",
    "title",
    "type",
    "emoji",
    "list_reply",
    "latitude",
    "url",
    "media_id",
    "profile",
    "context",
];

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

fn contact() -> impl Strategy<Value = Value> {
    let id = prop::sample::select(vec!["12025550143", "+1 202-555-0143", "9"]);
    let profile = prop_oneof![3 => any::<String>().prop_map(|name| json!({"name": name})), 1 => odd()];
    (id, profile).prop_map(|(id, profile)| json!({"wa_id": id, "profile": profile}))
}

/// A message with a profile of its own takes no name from elsewhere, since its array would not carry it.
#[test]
fn a_message_array_is_translated_to_the_callback_that_holds_it() {
    let rows = [
        (r#"{"id": "m"}"#, "Zoë"),
        (r#"{"id": "m", "profile": {"name": "Ann"}}"#, "Ann"),
        (r#"{"id": "m", "profile": {"wa_number": "12025550100"}}"#, ""),
        (r#"{"id": "m", "profile": null}"#, ""),
    ];
    for (message, name) in rows {
        let text =
            format!(r#"{{"contacts": [{{"wa_id": "1", "profile": {{"name": "Zoë"}}}}], "messages": [{message}]}}"#);
        holds(&text);
        assert_eq!(translate(&Notification::parse(&text).unwrap(), None).incoming[0].name(), name, "{message}");
    }
}

proptest! {
    #[test]
    fn generated_notifications_are_carried_without_loss(
        messages in prop::collection::vec(prop_oneof![9 => message(), 1 => odd()], 0..4),
        statuses in prop::collection::vec(prop::collection::btree_map(
            prop::sample::select(vec!["id", "status", "recipient_id", "timestamp", "errors", "pricing", "type"]), odd(), 0..5), 0..3),
        contacts in prop::collection::vec(prop_oneof![contact(), odd()], 0..3),
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
