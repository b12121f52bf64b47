//! The claims of the document `whatsapp-callback`, about what is native to WhatsApp, callback URLs, and the whitelist.

use callback_profile::account::{NoRoute, NumberSpec, RouteRequest, TargetSpec, Whitelist};
use callback_profile::diagnostic::{Code, Severity};
use callback_profile::received::ParseErrorKind;
use callback_profile::value::{MessageType, Status};
use callback_profile::whatsapp::{MediaShape, Message, Notification, Translation, Translator, translate};
use callback_profile::{Account, AnyReceived, Incoming, IncomingField, Outgoing, OutgoingField, Profile, Receiver};
use serde_json::{Value, json};

use crate::fixtures::{NUMBER, OTHER_NUMBER, account, callback, check_account, codes, goes_to, is_e413, sent};

/// Like the sample of a text: the contact's id is another one than the number that the message is from.
const TEXT: &str = r#"{
  "contacts": [{"profile": {"name": "Ann"}, "wa_id": "12025550134"}],
  "messages": [{
    "from": "12025550163", "id": "ABGGFlA5Fpaf", "timestamp": "1521497875",
    "text": {"body": "An answer"}, "type": "text"
  }]
}"#;

/// Like the sample of a location; coordinates that are masked as there would not be JSON.
const LOCATION: &str = r#"{
  "contacts": [{"profile": {"name": "Ann"}, "wa_id": "120255501634"}],
  "messages": [{
    "from": "12025550163", "id": "ABGGFlA5Fpaf",
    "location": {
      "address": "Pier 7", "latitude": 38.98000950, "longitude": -131.940257,
      "name": "The Pier", "url": "https://places.example/v/4d70"
    },
    "timestamp": "1521497875", "type": "location"
  }]
}"#;

/// Like the samples of replies, which have placeholders for ids and times, and no contacts. `KIND` stands for the kind of
/// answer.
const REPLY: &str = r#"{
  "messages": [{
    "context": {
      "from": "id_of_context_sender", "group_id": "group_of_context", "id": "id_of_context", "mentions": ["id_1", "id_2"]
    },
    "from": "id_of_sender", "group_id": "group", "id": "id_of_message", "timestamp": "time_of_message",
    "type": "interactive", "interactive": {"type": "KIND", "KIND": {"title": "A title", "id": "an-id", "description": "A description"}}
  }]
}"#;

/// Like the sample of a status callback: a time that runs into a quoted URL.
const STATUS: &str = "/hook?id=5b1d7c52-8f2e-4c0a-9d3e-6a7f10c2b4e8%3A2&phone_number=%20%20+12025550143&status=delivered\
                      &timestamp=1580972783\"url\":\"https://media.example/Z5b/16_9019.jpg\"";

/// Like the sample of an incoming callback: JSON that stands unescaped in the query, and lacks a brace.
const INCOMING: &str = "/hook?body=&phone_number=%20%20+12025550100&company_id=Z5bf5d8&created_at=1607494833&from=12025550143\
    &media_name=9019fee8-3247&media_url=https://media.example/Z5b/16_9019.jpg\
    &message=[{\"from\":\"12025550143\",\"timestamp\":\"1607494827\",\"url\":\"https://media.example/Z5b/17.jpg\",\"type\":\"image\",\
    \"profile\":{\"name\":\"ann \",\"wa_number\":\"12025550100\"}]\
    &mime_type=image/jpeg&mobile=12025550143&name=ann&reply_to=8f14e45f-ceea-467f-a5d6-8ad3ef0c21b7&type=image&wanumber=12025550100";

/// Runs a proof on the only message of a notification.
fn with_message(native: &str, proof: impl FnOnce(&Message<'_>)) {
    let notification = Notification::parse(native).unwrap();
    let messages = notification.messages();
    let [Ok(message)] = &*messages else { panic!("{messages:?}") };
    proof(message);
}

/// Runs a proof on what becomes of a notification to the business's number.
fn with_translation(native: &str, proof: impl FnOnce(&Translation<'_>)) {
    proof(&translate(&Notification::parse(native).unwrap(), Some(NUMBER)));
}

fn status_text(field: OutgoingField) -> String {
    let profile = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
    profile.parse_target(STATUS).unwrap().callback.text(field).to_owned()
}

fn incoming_text(field: IncomingField) -> String {
    let profile = Profile::<Incoming>::for_callback_url("https://example.com/hook").unwrap();
    profile.parse_target(INCOMING).unwrap().callback.text(field).to_owned()
}

fn with_status(status: &str, proof: impl FnOnce(&callback_profile::OutgoingCallback<'_>)) {
    let native = format!(
        r#"{{"statuses": [{{"id": "a:0", "recipient_id": "12025550143", "status": "{status}",
            "timestamp": "1580972783"}}]}}"#
    );
    with_translation(&native, |translation| proof(&translation.outgoing[0]));
}

fn media(kind: &str) -> String {
    format!(
        r#"{{"messages": [{{"from": "12025550143", "id": "m", "type": "{kind}", "{kind}":
            {{"id": "media-7", "mime_type": "application/x", "link": "https://media.example/7"}}}}]}}"#
    )
}

/// The account's number with the URL that is configured for messages.
fn with_url(url: &str) -> Account {
    account(&json!({"numbers": [{"number": NUMBER, "incoming": {"callback_url": url}}]}))
}

/// Whether a message may not ask for the URL, as it is of an invalid format.
fn is_refused(url: &str) -> bool {
    let asked = account(&json!({})).route::<Outgoing>(NUMBER, RouteRequest::CallbackUrl(url)).map(|_| ());
    match asked {
        Err(NoRoute::InvalidUrl(report)) => is_e413(&report),
        _ => false,
    }
}

claims! {
    "line 3, user-defined callbacks" {
        method_and_endpoint_of_the_callback_are_the_users {
            let rows = [
                (Profile::<Outgoing>::standard("https://example.com/a").unwrap(), "GET", "https://example.com/a"),
                (Profile::<Outgoing>::standard_post("https://example.org/b").unwrap(), "POST", "https://example.org/b"),
            ];
            for (profile, method, url) in rows {
                let request = profile.render(&callback::<Outgoing>(&[("id", "a:0")])).unwrap();
                assert_eq!(request.method(), method);
                assert!(request.url().starts_with(url), "{}", request.url());
            }
        }
    }
    "line 4, events" {
        one_notification_tells_of_statuses_and_of_messages {
            let native = r#"{"messages": [{"id": "m"}],
                "statuses": [{"id": "a:0", "status": "sent"}, {"id": "a:1", "status": "read"}]}"#;
            with_translation(native, |translation| {
                assert_eq!((translation.incoming.len(), translation.outgoing.len()), (1, 2));
            });
        }
        each_event_is_one_request_to_the_url_of_the_settings {
            let account = with_url("https://example.com/in");
            with_translation(TEXT, |translation| {
                let route = account.route::<Incoming>(NUMBER, RouteRequest::Nothing).unwrap();
                let request = route.render(&translation.incoming[0]).unwrap();
                assert!(request.url().starts_with("https://example.com/in?body=An%20answer&"), "{}", request.url());
            });
        }
    }
    "line 10, status callbacks" {
        a_status_callback_says_sent_delivered_read_or_failed {
            for (text, status) in [
                ("sent", Status::Sent),
                ("delivered", Status::Delivered),
                ("read", Status::Read),
                ("failed", Status::Failed),
            ] {
                with_status(text, |callback| assert_eq!(callback.status(), Some(status)));
            }
        }
    }
    "line 14, sent" {
        a_sent_message_has_a_callback {
            with_status("sent", |callback| {
                assert_eq!(callback.id().unwrap().as_str(), "a:0");
                assert_eq!(callback.timestamp().unwrap().unwrap().unix_seconds(), 1_580_972_783);
            });
        }
    }
    "line 16, delivered" {
        a_delivered_message_has_a_callback_that_is_news_after_sent {
            with_status("delivered", |callback| assert!(callback.status().unwrap().supersedes(&Status::Sent)));
        }
    }
    "line 18, read" {
        a_read_message_has_a_callback_that_is_news_after_delivered {
            with_status("read", |callback| {
                assert!(callback.status().unwrap().supersedes(&Status::Delivered));
                assert!(!Status::Delivered.supersedes(&callback.status().unwrap()));
            });
        }
    }
    "line 22, incoming messages" {
        text_location_and_all_kinds_of_media_come_in {
            let rows = [
                ("text", MessageType::Text),
                ("location", MessageType::Location),
                ("image", MessageType::Image),
                ("audio", MessageType::Audio),
                ("video", MessageType::Video),
                ("document", MessageType::Document),
            ];
            for (text, kind) in rows {
                let native = format!(
                    r#"{{"messages": [{{"from": "12025550143", "id": "m", "type": "{text}", "{text}": {{}}}}]}}"#
                );
                with_translation(&native, |translation| assert_eq!(translation.incoming[0].message_type(), Some(kind)));
            }
        }
    }
    "lines 26 to 47, incoming text" {
        the_text_is_read {
            with_message(TEXT, |message| {
                assert_eq!(message.message_type(), Some(MessageType::Text));
                assert_eq!(message.text_body().as_deref(), Some("An answer"));
            });
        }
        sender_id_and_time_are_read {
            with_message(TEXT, |message| {
                assert_eq!(message.sender().as_deref(), Some("12025550163"));
                assert_eq!(message.id().as_deref(), Some("ABGGFlA5Fpaf"));
                assert_eq!(message.timestamp().unwrap().unwrap().unix_seconds(), 1_521_497_875);
            });
        }
        the_contact_has_a_name_and_an_id {
            let notification = Notification::parse(TEXT).unwrap();
            let contacts: Vec<_> =
                notification.contacts().map(|contact| (contact.profile_name(), contact.wa_id())).collect();
            assert_eq!(contacts, [(Some("Ann".into()), Some("12025550134".into()))]);
        }
        the_name_is_found_though_the_contact_has_another_id {
            with_translation(TEXT, |translation| assert_eq!(translation.incoming[0].name(), "Ann"));
        }
        a_time_that_is_masked_fails_alone {
            let native = TEXT.replace("1521497875", "15XXXXX186");
            with_translation(&native, |translation| {
                let callback = &translation.incoming[0];
                assert_eq!(callback.text(IncomingField::CreatedAt), "15XXXXX186");
                assert_eq!(callback.created_at().unwrap_err().field(), Some("created_at"));
                assert_eq!(callback.body(), "An answer");
            });
        }
    }
    "lines 49 to 52, incoming media" {
        images_audio_videos_and_documents_are_media {
            for kind in ["image", "audio", "video", "document"] {
                with_message(&media(kind), |message| assert!(message.media().is_some(), "{kind}"));
            }
        }
        the_notification_identifies_the_media_object {
            with_message(&media("image"), |message| {
                let media = message.media().unwrap();
                assert_eq!(
                    (media.id().as_deref(), media.mime_type().as_deref()),
                    (Some("media-7"), Some("application/x"))
                );
            });
        }
        the_media_object_can_be_found_and_fetched {
            with_translation(&media("video"), |translation| {
                let callback = &translation.incoming[0];
                assert_eq!((callback.media_url(), callback.mime_type()), ("https://media.example/7", "application/x"));
            });
        }
    }
    "lines 54 to 79, incoming location" {
        the_location_is_read_with_its_digits {
            with_message(LOCATION, |message| {
                let location = message.location().unwrap();
                assert_eq!(location.latitude().as_deref(), Some("38.98000950"));
                assert_eq!(location.longitude().as_deref(), Some("-131.940257"));
            });
        }
        the_place_has_name_address_and_url {
            with_message(LOCATION, |message| {
                let location = message.location().unwrap();
                assert_eq!(location.name().as_deref(), Some("The Pier"));
                assert_eq!(location.address().as_deref(), Some("Pier 7"));
                assert_eq!(location.url().as_deref(), Some("https://places.example/v/4d70"));
            });
        }
        the_location_is_a_field_of_the_callback {
            with_translation(LOCATION, |translation| {
                let callback = &translation.incoming[0];
                assert_eq!((callback.message_type(), callback.name()), (Some(MessageType::Location), "Ann"));
                assert_eq!(callback.location().unwrap().latitude().as_deref(), Some("38.98000950"));
                assert_eq!(callback.text(IncomingField::Contacts), "");
            });
        }
        coordinates_that_are_masked_are_not_json {
            let error = Notification::parse(&LOCATION.replace("38.98000950", "38.98XXXXX095")).unwrap_err();
            assert_eq!(error.kind(), ParseErrorKind::Syntax);
        }
    }
    "lines 83 to 109, a reply to a list" {
        the_choice_has_title_id_and_description {
            with_message(&REPLY.replace("KIND", "list_reply"), |message| {
                let choice = message.interactive().unwrap();
                assert_eq!(choice.kind().as_deref(), Some("list_reply"));
                assert_eq!(choice.title().as_deref(), Some("A title"));
                assert_eq!(choice.id().as_deref(), Some("an-id"));
                assert_eq!(choice.description().as_deref(), Some("A description"));
            });
        }
        the_reply_names_what_it_refers_to {
            with_message(&REPLY.replace("KIND", "list_reply"), |message| {
                let context = message.context().unwrap();
                assert_eq!(context.from().as_deref(), Some("id_of_context_sender"));
                assert_eq!(context.group_id().as_deref(), Some("group_of_context"));
                assert_eq!(context.id().as_deref(), Some("id_of_context"));
                assert_eq!(context.mentions(), ["id_1", "id_2"]);
            });
        }
        the_reply_may_come_from_a_group {
            with_message(&REPLY.replace("KIND", "list_reply"), |message| {
                assert_eq!(message.object().text("group_id").as_deref(), Some("group"));
            });
        }
        the_reply_is_a_message_like_any_other {
            with_message(&REPLY.replace("KIND", "list_reply"), |message| {
                assert_eq!(message.message_type(), Some(MessageType::Interactive));
                assert_eq!(
                    (message.sender().as_deref(), message.id().as_deref()),
                    (Some("id_of_sender"), Some("id_of_message"))
                );
                assert!(message.timestamp().is_err());
            });
        }
        reply_to_is_the_message_that_is_replied_to {
            with_translation(&REPLY.replace("KIND", "list_reply"), |translation| {
                assert_eq!(translation.incoming[0].reply_to().unwrap().as_str(), "id_of_context");
            });
        }
        the_body_is_the_title_of_the_choice {
            with_translation(&REPLY.replace("KIND", "list_reply"), |translation| {
                assert_eq!(translation.incoming[0].body(), "A title");
            });
        }
        without_contacts_there_is_no_name {
            with_translation(&REPLY.replace("KIND", "list_reply"), |translation| {
                assert_eq!(translation.incoming[0].name(), "");
            });
        }
        braces_that_are_not_closed_are_an_error_with_its_place {
            let end = REPLY.trim_end_matches(['}', ']', '\n', ' ']);
            let error = Notification::parse(end).unwrap_err();
            assert_eq!((error.kind(), error.span().unwrap().start), (ParseErrorKind::Syntax, end.len()));
        }
    }
    "lines 111 to 134, a reply to buttons" {
        the_button_has_id_and_title {
            with_message(&REPLY.replace("KIND", "button_reply"), |message| {
                let choice = message.interactive().unwrap();
                assert_eq!(choice.kind().as_deref(), Some("button_reply"));
                assert_eq!((choice.id().as_deref(), choice.title().as_deref()), (Some("an-id"), Some("A title")));
            });
        }
        the_body_is_what_stands_on_the_button {
            with_translation(&REPLY.replace("KIND", "button_reply"), |translation| {
                assert_eq!(translation.incoming[0].body(), "A title");
            });
        }
        another_kind_of_answer_is_kept {
            with_message(&REPLY.replace("KIND", "poll_reply"), |message| {
                let choice = message.interactive().unwrap();
                assert_eq!((choice.kind().as_deref(), choice.id().as_deref()), (Some("poll_reply"), Some("an-id")));
            });
        }
        a_comma_before_a_closing_brace_is_an_error {
            let text = REPLY.replace("\"A description\"}", "\"A description\"},");
            assert_eq!(Notification::parse(&text).unwrap_err().kind(), ParseErrorKind::Syntax);
        }
    }
    "line 140, what the callback URL receives" {
        status_time_and_messages_are_received_at_the_url {
            let status = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
            let received = sent(&status, &[("id", "a:0"), ("status", "read"), ("timestamp", "1580972783")]);
            assert_eq!(received.status(), Some(Status::Read));
            assert_eq!(received.timestamp().unwrap().unwrap().unix_seconds(), 1_580_972_783);
            let messages = Profile::<Incoming>::for_callback_url("https://example.com/hook").unwrap();
            assert_eq!(sent(&messages, &[("body", "Hi"), ("from", "12025550143")]).body(), "Hi");
        }
    }
    "line 142, the URL for status callbacks" {
        the_url_that_the_message_asks_for_gets_its_status {
            let found =
                goes_to::<Outgoing>(&account(&json!({})), NUMBER, RouteRequest::CallbackUrl("https://example.com/mine"));
            assert_eq!(found.as_deref(), Ok("https://example.com/mine"));
        }
        it_wins_over_what_the_number_has {
            let account = account(&json!({"numbers": [{"number": NUMBER, "outgoing": "status"}]}));
            let found = goes_to::<Outgoing>(&account, NUMBER, RouteRequest::CallbackUrl("https://example.com/mine"));
            assert_eq!(found.as_deref(), Ok("https://example.com/mine"));
            let found = goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing);
            assert_eq!(found.as_deref(), Ok("https://example.com/status"));
        }
    }
    "line 143, the URL for messages" {
        the_url_of_the_number_gets_its_messages {
            let found = goes_to::<Incoming>(&with_url("https://example.com/in"), NUMBER, RouteRequest::Nothing);
            assert_eq!(found.as_deref(), Ok("https://example.com/in"));
        }
        in_a_file_it_is_the_callback_url_of_the_number {
            let number: NumberSpec = serde_json::from_value(
                json!({"number": NUMBER, "incoming": {"callback_url": "https://example.com/in"}}),
            )
            .unwrap();
            assert_eq!(number.incoming, Some(TargetSpec::Url { callback_url: "https://example.com/in".to_owned() }));
        }
    }
    "line 144, the same endpoint or different ones" {
        status_and_messages_at_one_endpoint_are_told_apart {
            let status = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
            let messages = Profile::<Incoming>::for_callback_url("https://example.com/hook").unwrap();
            let (read, hi) = (
                status.render(&callback::<Outgoing>(&[("id", "a:0"), ("status", "read")])).unwrap(),
                messages.render(&callback::<Incoming>(&[("body", "Hi"), ("type", "text")])).unwrap(),
            );
            let receiver = Receiver::new([status.into(), messages.into()]);
            let receive = |url: &str| {
                let target = url.strip_prefix("https://example.com").unwrap().to_owned();
                let delivery = receiver.receive(&http::Method::GET, &target, &http::HeaderMap::new(), b"").unwrap();
                matches!(delivery.received, AnyReceived::Outgoing(_))
            };
            assert_eq!([read.url(), hi.url()].map(receive), [true, false]);
        }
        the_samples_at_one_endpoint_are_told_apart {
            let status = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
            let messages = Profile::<Incoming>::for_callback_url("https://example.com/hook").unwrap();
            let receiver = Receiver::new([status.into(), messages.into()]);
            for (target, is_status) in [(STATUS, true), (INCOMING, false)] {
                let delivery = receiver.receive(&http::Method::GET, target, &http::HeaderMap::new(), b"").unwrap();
                assert_eq!(matches!(delivery.received, AnyReceived::Outgoing(_)), is_status);
            }
        }
        they_may_go_to_different_endpoints {
            let targets = json!({
                "number": NUMBER,
                "outgoing": {"callback_url": "https://example.com/a"},
                "incoming": {"callback_url": "https://example.com/b"},
            });
            let account = account(&json!({"numbers": [targets]}));
            let status = goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing).unwrap();
            assert_ne!(goes_to::<Incoming>(&account, NUMBER, RouteRequest::Nothing).unwrap(), status);
        }
    }
    "line 150, whitelisting comes first" {
        a_url_that_is_not_whitelisted_is_refused {
            let found =
                goes_to::<Outgoing>(&account(&json!({})), NUMBER, RouteRequest::CallbackUrl("https://example.net/mine"));
            assert_eq!(found, Err(NoRoute::NotWhitelisted("example.net".into())));
        }
        with_an_empty_whitelist_no_url_is_passed {
            let found = goes_to::<Outgoing>(
                &account(&json!({"whitelist": []})),
                NUMBER,
                RouteRequest::CallbackUrl("https://example.com/mine"),
            );
            assert_eq!(found, Err(NoRoute::NotWhitelisted("example.com".into())));
        }
    }
    "lines 153 to 158, the statuses" {
        the_case_of_a_status_does_not_matter {
            let rows = [
                ("Sent", Status::Sent),
                ("Delivered", Status::Delivered),
                ("READ", Status::Read),
                ("Failed", Status::Failed),
            ];
            for (text, status) in rows {
                assert_eq!(Status::new(text), status);
            }
        }
    }
    "line 159, the sample of a status callback" {
        its_scheme_with_a_blank_is_of_invalid_format {
            assert!(is_refused("https: //example.com/hook"));
        }
        id_and_status_are_read {
            assert_eq!(status_text(OutgoingField::Id), "5b1d7c52-8f2e-4c0a-9d3e-6a7f10c2b4e8:2");
            assert_eq!(status_text(OutgoingField::Status), "delivered");
        }
        a_plus_that_was_lost_behind_blanks_is_found_again {
            let profile = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
            let received = profile.parse_target(STATUS).unwrap();
            assert_eq!(received.callback.phone_number().unwrap().unwrap().to_string(), "+12025550143");
        }
        the_time_that_runs_into_a_url_fails_alone {
            let profile = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
            let received = profile.parse_target(STATUS).unwrap();
            assert_eq!(received.callback.timestamp().unwrap_err().field(), Some("timestamp"));
            assert_eq!(received.callback.status(), Some(Status::Delivered));
        }
        what_runs_into_the_time_is_kept {
            assert_eq!(
                status_text(OutgoingField::Timestamp),
                "1580972783\"url\":\"https://media.example/Z5b/16_9019.jpg\""
            );
        }
        the_fields_that_it_does_not_have_are_listed {
            let profile = Profile::<Outgoing>::standard("https://example.com/hook").unwrap();
            assert_eq!(profile.parse_target(STATUS).unwrap().missing().count(), 13 - 4);
        }
    }
    "line 161, the id" {
        the_id_is_a_unique_one_with_the_place_of_the_recipient {
            let profile = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
            let received = profile.parse_target(STATUS).unwrap();
            let id = received.callback.id().unwrap();
            assert_eq!((id.uuid(), id.index()), (Some("5b1d7c52-8f2e-4c0a-9d3e-6a7f10c2b4e8"), Some(2)));
        }
    }
    "line 162, the phone number" {
        the_number_is_the_recipients_as_the_other_document_says {
            with_status("delivered", |callback| {
                assert_eq!(callback.text(OutgoingField::PhoneNumber), "12025550143");
                assert_eq!(callback.text(OutgoingField::WhatsappNumber), NUMBER);
            });
        }
        the_number_is_an_international_one {
            assert_eq!(status_text(OutgoingField::PhoneNumber), "   12025550143");
            assert_eq!(callback_profile::value::PhoneNumber::parse("   12025550143").unwrap().digits(), "12025550143");
        }
    }
    "line 163, the time" {
        the_time_is_that_of_the_callback {
            let profile = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
            let time = sent(&profile, &[("timestamp", "1580972783")]).timestamp().unwrap().unwrap();
            assert_eq!(time.to_rfc3339().to_string(), "2020-02-06T07:06:23Z");
        }
    }
    "line 165, failed" {
        a_failed_message_says_why {
            let native = r#"{"statuses": [{"id": "a:0", "status": "failed",
                "errors": [{"code": 1026, "title": "Not reachable"}]}]}"#;
            with_translation(native, |translation| {
                let callback = &translation.outgoing[0];
                assert_eq!((callback.error(), callback.error_code()), ("Not reachable", "1026"));
                let profile = Profile::<Outgoing>::for_callback_url("https://example.com/hook").unwrap();
                let request = profile.render(callback).unwrap();
                assert!(request.url().contains("&error=Not%20reachable&error_code=1026&"), "{}", request.url());
            });
        }
        a_failure_without_a_reason_is_remarked_and_no_problem {
            let profile = Profile::<Outgoing>::standard("https://example.com/hook").unwrap();
            for (query, is_odd) in [("id=a:0&status=failed", true), ("id=a:0&status=failed&error_code=1026", false)] {
                let received = profile.parse_query(query).unwrap();
                assert_eq!(received.remarks().next().is_some(), is_odd, "{query}");
                assert!(received.problems.is_empty(), "{received:?}");
            }
        }
        a_message_that_did_not_fail_has_no_reason {
            with_status("delivered", |callback| assert_eq!((callback.error(), callback.error_code()), ("", "")));
        }
    }
    "line 167, the sample of an incoming callback" {
        everything_in_it_has_its_field {
            let profile = Profile::<Incoming>::standard("https://example.com/hook").unwrap();
            let received = profile.parse_target(INCOMING).unwrap();
            assert!(received.extra.is_empty() && received.problems.is_empty(), "{received:?}");
            let missing: Vec<_> = received.missing().map(IncomingField::name).collect();
            assert_eq!(missing, ["custom_response", "contacts", "location"]);
        }
        an_empty_body_is_an_absent_one {
            assert_eq!(incoming_text(IncomingField::Body), "");
        }
        json_that_lacks_a_brace_is_kept_as_text {
            let profile = Profile::<Incoming>::standard("https://example.com/hook").unwrap();
            let received = profile.parse_target(INCOMING).unwrap();
            let text = received.callback.text(IncomingField::Message);
            assert!(text.starts_with("[{\"from\":") && text.ends_with("\"wa_number\":\"12025550100\"}]"), "{text}");
            assert!(received.callback.message_json().is_err() && received.callback.messages().is_err());
        }
        with_its_brace_the_message_is_read {
            let target = INCOMING.replace("\"}]", "\"}}]");
            let profile = Profile::<Incoming>::standard("https://example.com/hook").unwrap();
            let received = profile.parse_target(&target).unwrap();
            let messages = received.callback.messages().unwrap();
            assert_eq!(messages[0].as_ref().unwrap().message_type(), Some(MessageType::Image));
        }
        url_and_type_of_the_media_stand_in_the_message_itself {
            let target = INCOMING.replace("\"}]", "\"}}]");
            let profile = Profile::<Incoming>::standard("https://example.com/hook").unwrap();
            let received = profile.parse_target(&target).unwrap();
            let messages = received.callback.messages().unwrap();
            let media = messages[0].as_ref().unwrap().media().unwrap();
            assert_eq!(media.url().as_deref(), Some("https://media.example/Z5b/17.jpg"));
        }
        media_are_told_in_the_shape_of_the_sample {
            with_translation(&media("image"), |translation| {
                let message = translation.incoming[0].message_json().unwrap().unwrap();
                let message: Value = serde_json::from_str(message.get()).unwrap();
                assert_eq!(
                    (&message[0]["url"], &message[0]["type"]),
                    (&"https://media.example/7".into(), &"image".into())
                );
                assert!(message[0].get("image").is_none(), "{message}");
            });
        }
        media_can_be_told_in_the_native_shape_too {
            let native = media("image");
            let notification = Notification::parse(&native).unwrap();
            let translation = Translator::new().with_media_shape(MediaShape::Native).translate(&notification);
            let message: Value = serde_json::from_str(translation.incoming[0].text(IncomingField::Message)).unwrap();
            assert_eq!(message[0]["image"]["link"], "https://media.example/7");
            assert_eq!(translation.incoming[0].media_url(), "https://media.example/7");
        }
        type_and_media_type_are_those_of_an_image {
            assert_eq!(incoming_text(IncomingField::MessageType), "image");
            assert_eq!(incoming_text(IncomingField::MimeType), "image/jpeg");
        }
        name_and_numbers_are_read {
            use IncomingField::{BusinessNumber, Mobile, Name};

            assert_eq!([Name, Mobile, BusinessNumber].map(incoming_text), ["ann", "12025550143", "12025550100"]);
        }
        the_message_replied_to_has_its_id {
            assert_eq!(incoming_text(IncomingField::ReplyTo), "8f14e45f-ceea-467f-a5d6-8ad3ef0c21b7");
        }
        the_time_of_the_message_is_read {
            let profile = Profile::<Incoming>::standard("https://example.com/hook").unwrap();
            let received = profile.parse_target(INCOMING).unwrap();
            assert_eq!(received.callback.created_at().unwrap().unwrap().unix_seconds(), 1_607_494_833);
        }
    }
    "line 169, phone_number" {
        the_number_lost_its_plus_and_is_read_all_the_same {
            let profile = Profile::<Incoming>::standard("https://example.com/hook").unwrap();
            let received = profile.parse_target(INCOMING).unwrap();
            assert_eq!(received.callback.phone_number().unwrap().unwrap().to_string(), NUMBER);
        }
    }
    "line 170, company_id" {
        the_company_has_an_id {
            assert_eq!(incoming_text(IncomingField::CompanyId), "Z5bf5d8");
        }
    }
    "line 171, from" {
        from_is_the_customers_number {
            let profile = Profile::<Incoming>::standard("https://example.com/hook").unwrap();
            let received = profile.parse_target(INCOMING).unwrap();
            assert_eq!(received.callback.sender().unwrap().unwrap().to_string(), "+12025550143");
        }
    }
    "line 172, media_name" {
        the_media_file_has_a_name {
            assert_eq!(incoming_text(IncomingField::MediaName), "9019fee8-3247");
        }
    }
    "line 173, media_url" {
        a_place_with_a_query_of_its_own_comes_back {
            let place = "https://media.example/1.jpg?width=640&height=480#top";
            for profile in [Profile::<Incoming>::standard, Profile::standard_post] {
                let profile = profile("https://example.com/hook").unwrap();
                assert_eq!(sent(&profile, &[("media_url", place)]).media_url(), place);
            }
        }
        the_media_file_has_a_place {
            assert_eq!(incoming_text(IncomingField::MediaUrl), "https://media.example/Z5b/16_9019.jpg");
        }
    }
    "line 174, the time in the message" {
        the_message_has_a_time_of_its_own {
            with_message(r#"[{"from": "12025550143", "timestamp": "1607494827", "type": "image"}]"#, |message| {
                assert_eq!(message.timestamp().unwrap().unwrap().unix_seconds(), 1_607_494_827);
            });
        }
    }
    "line 175, the profile in the message" {
        the_profile_has_name_and_number {
            with_message(r#"[{"profile": {"name": "ann ", "wa_number": "12025550100"}}]"#, |message| {
                assert_eq!(message.profile_name().as_deref(), Some("ann "));
                assert_eq!(message.wa_number().as_deref(), Some("12025550100"));
            });
        }
    }
    "line 185, the whitelist" {
        one_or_more_domains_are_whitelisted {
            for domains in [&["example.com"][..], &["example.com", "example.org", "192.0.2.7"]] {
                let whitelist = Whitelist::new(domains).unwrap();
                assert!(domains.iter().all(|domain| whitelist.permits_url(&format!("https://{domain}/hook"))));
            }
        }
        an_entry_is_a_domain_and_no_url {
            let report = check_account(&json!({"whitelist": ["example.com", "https://example.org/hook"]}));
            assert_eq!(codes(&report), [Code::InvalidWhitelistEntry]);
            let fix = report.diagnostics()[0].fix().unwrap();
            assert_eq!(fix.replacement(), "example.org");
        }
        a_domain_permits_each_of_its_urls {
            let whitelist = Whitelist::new(["example.com"]).unwrap();
            for url in ["https://example.com", "https://example.com/a?b=c", "http://example.com:8080/"] {
                assert!(whitelist.permits_url(url), "{url}");
            }
            assert!(!whitelist.permits_url("https://example.com.example.net/"));
        }
    }
    "line 186, after whitelisting" {
        a_whitelisted_url_is_ready_to_be_used {
            let account = account(&json!({"whitelist": ["example.com", "example.net"]}));
            assert!(goes_to::<Outgoing>(&account, NUMBER, RouteRequest::CallbackUrl("https://example.net/mine")).is_ok());
        }
    }
    "line 192, not whitelisted" {
        without_whitelisting_nothing_is_refused_but_the_callback {
            let outside = json!({"numbers": [
                {"number": NUMBER, "outgoing": {"callback_url": "https://example.net/hook"}},
                {"number": OTHER_NUMBER, "outgoing": "status"},
            ]});
            let report = check_account(&outside);
            let found: Vec<_> = report
                .iter()
                .filter(|found| found.severity() > Severity::Note)
                .map(|found| (found.code(), found.severity()))
                .collect();
            assert_eq!(found, [(Code::NotWhitelisted, Severity::Warning)]);
            let account = account(&outside);
            let found = goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing);
            assert_eq!(found, Err(NoRoute::NotWhitelisted("example.net".into())));
            assert!(goes_to::<Outgoing>(&account, OTHER_NUMBER, RouteRequest::Nothing).is_ok());
        }
        #[cfg(feature = "cli")]
        nothing_is_sent_to_a_host_that_is_not_whitelisted {
            let folder = crate::util::files::Folder::new("documents-whitelist");
            let profile = Profile::<Outgoing>::standard("http://127.0.0.1:9/hook").unwrap();
            let profile = folder.write("profile.json", serde_json::to_string(&profile).unwrap());
            let account = folder.write("account.json", crate::fixtures::account_file(&json!({})).to_string());
            let answer = crate::util::command::run(&["send", "--account", &account, &profile], "");
            answer.assert_code(1);
            answer.assert_err_has("nothing was sent");
        }
    }
    "line 199, E413" {
        a_callback_url_of_invalid_format_is_e413 {
            for url in ["https: //example.com/hook", "example.com/hook", "", "ftp://example.com/", "https://"] {
                assert!(is_refused(url), "{url}");
            }
            assert!(!is_refused("https://example.com/hook") && !is_refused("https://example.net/"));
        }
        the_url_of_a_number_is_e413_as_well {
            let number = |url: &str| {
                NumberSpec::new(NUMBER).with_target("incoming", TargetSpec::Url { callback_url: url.to_owned() })
            };
            let report = account(&json!({})).insert_number(number("https: //example.com/hook")).unwrap_err();
            assert!(is_e413(&report), "{report}");
        }
        whatever_makes_a_url_invalid_is_e413 {
            let rows = [
                "https://example.com/a b",
                "https://example.com/?a=\u{e9}",
                "https://example.com/100%",
                "https://example.com/?a=<id",
            ];
            for url in rows {
                assert!(is_refused(url), "{url}");
            }
        }
        e413_names_its_parameter_and_says_what_is_wrong {
            let error = Code::InvalidEndpoint.platform_error().unwrap();
            assert_eq!((error.code, error.parameter), ("E413", "callback_url"));
            assert!(!error.description.is_empty());
        }
        #[cfg(feature = "cli")]
        the_command_explains_e413 {
            for code in ["E413", "invalid-endpoint"] {
                let explained = crate::util::command::run(&["explain", code], "");
                explained.assert_code(0);
                explained.assert_out_has("E413");
            }
            crate::util::command::run(&["explain", "E413"], "").assert_out_has("callback_url");
        }
        #[cfg(feature = "cli")]
        the_command_names_the_nearest_code {
            let explained = crate::util::command::run(&["explain", "cut-escap"], "");
            explained.assert_code(1);
            explained.assert_err_has("did you mean `cut-escape`?");
        }
        the_endpoint_of_a_profile_is_judged_by_the_same_rule {
            let profile: Value =
                json!({"id": "x", "direction": "outgoing", "method": "GET", "endpoint": "https: //example.com/hook"});
            let report = check_account(&json!({"profiles": [profile]}));
            assert!(is_e413(&report), "{report}");
        }
    }
}
