//! Samples are events that happen: one kind of content, the native message that belongs to it, and nothing odd.
#![cfg(test)]

use std::collections::BTreeSet;

use callback_profile::field::{Callback, EventInfo, FieldInfo, FieldKind, kind};
use callback_profile::request::BodyFormat;
use callback_profile::value::{MessageType, PhoneNumber, Status};
use callback_profile::whatsapp::{Message, Notification, Object, translate};
use callback_profile::{
    AnyProfile, AnyReceived, DeliveryReport, FieldSet, Incoming, IncomingCallback, IncomingField, Outgoing,
    OutgoingField, Platform, Profile, ProfileSpec, field_set,
};
use util::requests::{comes_back, each_field, get, post};

mod util;

field_set! {
    /// A set that tells no events.
    pub set Bare = "bare";
    /// A field.
    enum BareField;
    /// A callback.
    struct BareCallback;
    dedup_key [Id];
    required {
        /// The id.
        Id id: kind::MessageId = "b1",
        /// Free words.
        Note note: kind::Text,
    }
    optional {}
}

field_set! {
    /// A set that tells two.
    pub set Doors = "doors";
    /// A field.
    enum DoorField;
    /// A callback.
    struct DoorCallback;
    dedup_key [Id];
    required {
        /// The id.
        Id id: kind::MessageId = "d1",
        /// Whether it is locked.
        Locked locked: kind::Flag [absent = "no & <never>"] = "true",
        /// Why.
        Reason reason: kind::Text = "night",
    }
    optional {
        /// Who.
        Who who: kind::Text [absent = "nobody"],
    }
    events each [Id, Reason = "because"] {
        /// It was opened.
        "opened" { Locked = "false" }
        /// It was locked.
        ///
        /// By somebody.
        "locked-at-night" { Locked, Reason, Who = "the guard" }
    }
}

fn names<S: FieldSet>() -> Vec<&'static str> {
    S::events().iter().map(EventInfo::name).collect()
}

#[test]
fn every_event_of_the_documents_is_there() {
    fn is_described<S: FieldSet>() {
        assert!(S::events().iter().all(|event| event.description().ends_with('.')));
        assert!(S::samples().map(|(name, _)| name).eq(names::<S>()));
        assert_eq!(Some(S::sample()), S::samples().next().map(|(_, callback)| callback));
    }
    assert_eq!(names::<Outgoing>(), ["delivered", "sent", "read", "failed"]);
    assert_eq!(names::<Incoming>(), util::events::INCOMING);
    assert_eq!(names::<DeliveryReport>(), ["delivered", "read", "failed", "sms-delivered"]);
    is_described::<Outgoing>();
    is_described::<Incoming>();
    is_described::<DeliveryReport>();
}

#[test]
fn a_status_callback_has_what_its_status_has() {
    for (name, callback) in Outgoing::samples() {
        assert_eq!(callback.status(), Some(Status::new(name)));
        assert_eq!(callback.price().unwrap().is_some(), name == "delivered", "{name}");
        assert_eq!(!callback.error().is_empty(), name == "failed", "{name}");
        assert_eq!(!callback.error_code().is_empty(), name == "failed", "{name}");
        assert_eq!(callback.message() == "Message delivered", name == "delivered", "{name}");
        assert!(!callback.message().is_empty() && !callback.text(OutgoingField::WhatsappNumber).is_empty(), "{name}");
        assert_eq!(callback.custom_response(), Ok(Some(false)), "{name}");
    }
}

#[test]
fn a_delivery_report_has_what_its_product_and_status_have() {
    for (name, report) in DeliveryReport::samples() {
        let (received, delivered, read) = (report.received_time(), report.delivered_time(), report.read_time());
        assert!(received.unwrap().is_some(), "{name}");
        assert_eq!(delivered.unwrap().is_some(), name != "failed", "{name}");
        assert_eq!(read.unwrap().is_some(), name == "read", "{name}");
        assert_eq!(report.status().is_some(), name != "sms-delivered", "{name}");
        assert_eq!(report.error_code() == "000", name != "failed", "{name}");
    }
}

/// The events of incoming callbacks, the stress sample too.
fn incoming() -> impl Iterator<Item = (&'static str, IncomingCallback<'static>)> {
    Incoming::samples().chain([("stress", Incoming::stress_sample())])
}

const MEDIA: [MessageType; 6] = [
    MessageType::Image,
    MessageType::Audio,
    MessageType::Voice,
    MessageType::Video,
    MessageType::Document,
    MessageType::Sticker,
];

/// Which kinds of content a native message has.
fn contents(message: &Message<'_>) -> Vec<&'static str> {
    let has = [
        ("text", message.text_body().is_some()),
        ("media", message.media().is_some()),
        ("location", message.location().is_some()),
        ("contacts", !message.contacts().is_empty()),
        ("interactive", message.interactive().is_some()),
        ("button", message.button().is_some()),
        ("reaction", message.reaction().is_some()),
        ("order", message.order().is_some()),
        ("system", message.system().is_some()),
        ("unsupported", !message.errors().is_empty()),
    ];
    has.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
}

#[test]
fn an_incoming_event_has_exactly_one_kind_of_content() {
    for (name, callback) in incoming() {
        let message_type = callback.message_type().unwrap();
        let is_media = MEDIA.contains(&message_type);
        let messages = callback.messages().unwrap();
        let [Ok(message)] = &*messages else { panic!("{name}: {messages:?}") };
        assert_eq!(message.message_type().as_ref(), Some(&message_type), "{name}");
        let expected = if is_media { "media" } else { message_type.as_str() };
        assert_eq!(contents(message), [expected], "{name}");
        let has = |field| !callback.text(field).is_empty();
        assert_eq!((has(IncomingField::MediaUrl), has(IncomingField::MimeType)), (is_media, is_media), "{name}");
        assert_eq!(has(IncomingField::MediaName), name == "document", "{name}");
        assert_eq!(callback.contacts().len(), usize::from(name == "contacts"), "{name}");
        assert_eq!(
            (has(IncomingField::Contacts), has(IncomingField::Location)),
            (name == "contacts", name == "location")
        );
        assert_eq!(callback.location().is_some(), name == "location", "{name}");
        assert_eq!(callback.body(), message.body().unwrap_or_default(), "{name}");
    }
}

#[test]
fn each_sample_has_a_key_of_its_own() {
    fn check<S: FieldSet>() {
        let keys: BTreeSet<_> =
            S::samples().map(|(name, callback)| callback.dedup_key().ok_or(name).unwrap()).collect();
        assert_eq!(keys.len(), S::samples().count(), "{keys:?}");
    }
    check::<Outgoing>();
    check::<Incoming>();
    check::<DeliveryReport>();
}

/// What native content can give: all but the account's number and id.
#[test]
fn translating_the_native_form_of_an_event_gives_it_back() {
    for (name, callback) in incoming() {
        let native = format!(r#"{{"messages":{}}}"#, callback.text(IncomingField::Message));
        let translation = translate(&Notification::parse(&native).unwrap(), Some("12025550100"));
        let [translated] = &*translation.incoming else { panic!("{name}: {translation:?}") };
        for field in IncomingField::ALL {
            let (expected, found) = (callback.text(*field), translated.text(*field));
            match field {
                IncomingField::PhoneNumber | IncomingField::CompanyId => assert_eq!(found, "", "{name} {field}"),
                _ => assert_eq!(found, expected, "{name} {field}"),
            }
        }
        let numbers = [IncomingField::Sender, IncomingField::Mobile].map(|field| translated.text(field));
        assert!(numbers.iter().all(|number| PhoneNumber::parse(number).is_ok()), "{name}");
    }
}

/// All fields in each format.
fn profiles<S: FieldSet>() -> Vec<Profile<S>> {
    let (url, form) = ("https://example.com/a", each_field::<S>("&", |name| format!("{name}=<{name}>")));
    let form = ProfileSpec::post::<S>(url, form).with_body_format(BodyFormat::Form);
    #[cfg_attr(not(feature = "xml"), expect(unused_mut, reason = "there is no XML to add"))]
    let mut profiles = vec![get(url), post(url), Profile::for_callback_url(url).unwrap(), form.try_into().unwrap()];
    #[cfg(feature = "xml")]
    {
        let body = each_field::<S>("", |name| format!("<{name}>{{{name}}}</{name}>"));
        let spec = ProfileSpec::post::<S>(url, format!("<a>{body}</a>")).with_body_format(BodyFormat::Xml);
        profiles.push(spec.try_into().unwrap());
    }
    profiles
}

#[test]
fn every_event_comes_back_in_every_format_and_is_not_odd() {
    fn count<S: FieldSet>() -> usize {
        let mut count = 0;
        for profile in profiles::<S>() {
            for (name, callback) in S::samples().chain([("stress", S::stress_sample())]) {
                let request = comes_back(&profile, &callback).unwrap();
                let received = profile.parse(&request).unwrap();
                let remarks: Vec<_> = received.remarks().collect();
                assert!(remarks.is_empty(), "{} {name}: {remarks:?}", S::NAME);
                count += 1;
            }
        }
        count
    }
    let formats = if cfg!(feature = "xml") { 5 } else { 4 };
    assert_eq!(count::<Outgoing>(), 5 * formats);
    assert_eq!(count::<Incoming>(), 17 * formats);
    assert_eq!(count::<DeliveryReport>(), 5 * formats);
    assert_eq!(count::<Doors>(), 3 * formats);
    assert_eq!(count::<Bare>(), 2 * formats);
}

#[test]
fn every_text_of_an_event_is_a_good_value() {
    fn check<S: FieldSet>() {
        for (name, callback) in S::samples().chain([("stress", S::stress_sample())]) {
            let profile = Profile::<S>::for_callback_url("https://example.com/a").unwrap();
            let request = profile.render(&callback).unwrap();
            let received = AnyReceived::from(profile.parse(&request).unwrap());
            for (field, value) in received.typed() {
                assert!(value.is_ok(), "{name} {field}: {value:?}");
            }
        }
    }
    check::<Outgoing>();
    check::<Incoming>();
    check::<DeliveryReport>();
}

#[test]
fn the_hard_sample_is_the_first_event_with_stress_texts() {
    let hard = kind::Text::STRESS_SAMPLE;
    let callback = Outgoing::stress_sample();
    assert_eq!((callback.status(), callback.error()), (Some(Status::Delivered), ""));
    assert!([callback.message(), callback.reference(), callback.reference1()].iter().all(|text| *text == hard));
    let callback = Incoming::stress_sample();
    assert_eq!((callback.body(), callback.name(), callback.company_id()), (hard, hard, hard));
    let messages = callback.messages().unwrap();
    let message = messages[0].as_ref().unwrap();
    assert_eq!((message.text_body().as_deref(), message.profile_name().as_deref()), (Some(hard), Some(hard)));
    assert_eq!(Doors::stress_sample().reason(), hard);
    assert_eq!(Doors::stress_sample().who(), "");
    assert_eq!(Bare::stress_sample().note(), hard);
}

#[test]
fn a_set_of_ones_own_tells_its_events() {
    assert_eq!(names::<Bare>(), ["sample"]);
    assert_eq!(Bare::sample(), BareCallback::default().with(BareField::Id, "b1").with(BareField::Note, "sample"));
    assert_eq!(names::<Doors>(), ["opened", "locked-at-night"]);
    assert_eq!(Doors::events()[1].description(), "It was locked.\n\n By somebody.");
    let samples: Vec<_> = Doors::samples().map(|(_, callback)| callback).collect();
    let opened = DoorCallback::default().with(DoorField::Id, "d1").with(DoorField::Locked, "false");
    assert_eq!(samples[0], opened.with(DoorField::Reason, "because"));
    let locked = DoorCallback::default().with(DoorField::Id, "d1").with(DoorField::Locked, "true");
    assert_eq!(samples[1], locked.with(DoorField::Reason, "night").with(DoorField::Who, "the guard"));
}

#[test]
fn any_profile_gives_its_samples_by_name() {
    let platform = Platform::builtin().with::<Doors>();
    let doors = ProfileSpec::get::<Doors>("https://example.com/a?id=<id>&l=<locked>&r=<reason>&token=hush");
    let profiles: [AnyProfile; 2] =
        [get::<Incoming>("https://example.com/a?token=hush").into(), platform.profile(doors).unwrap()];
    for (profile, count) in profiles.iter().zip([16, 2]) {
        assert_eq!(profile.samples().count(), count);
        for sample in profile.samples() {
            let again = profile.sample(sample.name()).unwrap();
            let request = again.request().unwrap();
            assert_eq!(request.url(), sample.request().unwrap().url());
            let received = profile.parse_url(request.url()).unwrap();
            let carried: Vec<_> =
                sample.fields().filter(|(name, _)| request.url().contains(&format!("={name}"))).collect();
            assert!(carried.iter().all(|pair| received.fields().any(|found| found == *pair)));
            assert!(received.fields().all(|pair| sample.fields().any(|told| told == pair)), "{}", sample.name());
            assert!(again.masked_request().unwrap().url().contains("token=****"));
        }
        assert_eq!(profile.sample_request().unwrap().url(), profile.samples().next().unwrap().request().unwrap().url());
        assert!(profile.sample("Text").is_none());
        assert!(profile.stress_sample().request().is_ok());
    }
}

#[test]
fn what_is_written_for_an_absent_field_is_carried() {
    let empty = DoorCallback::default();
    for profile in profiles::<Doors>() {
        comes_back(&profile, &empty).unwrap();
        let carried = profile.carried(&empty);
        assert_eq!((carried.text(DoorField::Locked), carried.text(DoorField::Id)), ("no & <never>", ""));
    }
    let standard = get::<Doors>("https://example.com/a");
    assert_eq!(
        standard.render(&empty).unwrap().url(),
        "https://example.com/a?id=&locked=no%20%26%20%3Cnever%3E&reason="
    );
    assert_eq!(standard.carried(&empty).who(), "");
    let received = standard.parse_target("/a?id=1&locked=&reason=x").unwrap();
    assert_eq!(received.callback.text(DoorField::Locked), "");
    let both = ProfileSpec::get::<Outgoing>(format!(
        "{}&again=<custom_response>",
        get::<Outgoing>("https://example.com/a").endpoint()
    ));
    let both = Profile::<Outgoing>::try_from(both).unwrap();
    let url = both.render(&Callback::into_owned(Outgoing::sample()).with(OutgoingField::CustomResponse, "")).unwrap();
    assert!(url.url().contains("custom_response=false") && url.url().ends_with("again=false"));
    let long = DoorCallback::default().with(DoorField::Reason, "a".repeat(70_000));
    let mut buffer = "before".to_owned();
    let error = standard.render_into(&long, &mut buffer).unwrap_err();
    let completed = long.with(DoorField::Locked, "no & <never>");
    assert_eq!(Err(error), standard.render_into(&completed, &mut buffer));
    assert_eq!(buffer, "before");
}

#[test]
fn the_rows_tell_kind_sample_and_what_is_written_for_absent_fields() {
    let kinds = [
        ("id", "message-id"),
        ("custom_response", "flag"),
        ("timestamp", "timestamp"),
        ("mobile", "phone-number"),
        ("message", "text"),
        ("status", "status"),
        ("price", "price"),
    ];
    for (name, kind) in kinds {
        let field = Outgoing::field(name).unwrap();
        assert_eq!((field.kind(), field.absent()), (kind, (kind == "flag").then_some("false")));
        assert!(!field.sample().is_empty() && !field.description().is_empty());
    }
    assert_eq!(Incoming::field("message").map(FieldInfo::kind), Some("json"));
    assert_eq!(Incoming::field("type").map(FieldInfo::kind), Some("message-type"));
    assert_eq!(Doors::field("who").unwrap().absent(), Some("nobody"));
    assert_eq!(DoorField::Locked.info().sample(), "true");
    assert!(Platform::builtin().with::<Doors>().fields("doors").unwrap().iter().any(|field| field.name() == "locked"));
    assert!(Object::new(Incoming::field("location").unwrap().sample()).is_some());
    for name in ["from", "mobile"] {
        assert!(Incoming::field(name).unwrap().description().contains("samples decide"), "{name}");
    }
}
