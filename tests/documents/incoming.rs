//! The claims of the document `incoming`, about messages that users wrote.

use callback_profile::account::{NoRoute, NumberSpec, RouteRequest, TargetSpec};
use callback_profile::diagnostic::Code;
use callback_profile::request::Method;
use callback_profile::value::{MessageType, NumberStatus, PhoneNumber};
use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{AnyProfile, Incoming, IncomingCallback, IncomingField, Outgoing, Profile, ProfileSpec};
use serde_json::{Value, json};

use crate::fixtures::{
    NUMBER, OTHER_NUMBER, URL, account, assert_all_are_required, both, callback, codes, get_spec, goes_to, post_spec,
    sent, without_blanks,
};

/// The placeholders of both examples, in their order.
const NAMES: [&str; 14] = [
    "body",
    "mime_type",
    "media_url",
    "from",
    "name",
    "type",
    "created_at",
    "reply_to",
    "wanumber",
    "mobile",
    "custom_response",
    "message",
    "contacts",
    "location",
];

const MESSAGE: &str = r#"[{"from":"12025550143","id":"8f14e45f-ceea-467f-a5d6-8ad3ef0c21b7",
    "timestamp":"1692619555","type":"text","text":{"body":"Hi"},
    "profile":{"name":"ann"},"wa_number":"12025550100"}]"#;

/// A callback like the sample: the same fields, of which the message is spread over several lines.
const SAMPLE: [(&str, &str); 10] = [
    ("body", "Hi"),
    ("from", "12025550143"),
    ("name", "Ann"),
    ("type", "text"),
    ("created_at", "1692619555"),
    ("reply_to", "8f14e45f-ceea-467f-a5d6-8ad3ef0c21b7"),
    ("wanumber", "12025550100"),
    ("mobile", "12025550143"),
    ("custom_response", "false"),
    ("message", MESSAGE),
];

fn sample() -> IncomingCallback<'static> {
    callback::<Incoming>(&SAMPLE)
}

fn number(number: &str, profile: &str) -> NumberSpec {
    NumberSpec::new(number).with_target("incoming", TargetSpec::Profile(profile.to_owned()))
}

/// What a callback says that has this text in one field.
fn only(field: IncomingField, text: &'static str) -> IncomingCallback<'static> {
    sent(&both::<Incoming>(&NAMES)[0], &[(field.name(), text)])
}

/// The first message of a notification as a callback, in which the business's number is ours.
fn translated(native: &'static str) -> IncomingCallback<'static> {
    let notification = Notification::parse(native).unwrap();
    translate(&notification, Some(NUMBER)).incoming.swap_remove(0)
}

claims! {
    "line 3, what the profile is for" {
        a_number_without_a_profile_gets_no_messages {
            let account = account(&json!({"numbers": [{"number": NUMBER, "outgoing": "status"}]}));
            assert_eq!(goes_to::<Incoming>(&account, NUMBER, RouteRequest::Nothing), Err(NoRoute::NothingConfigured));
        }
        the_content_of_the_message_is_told {
            for profile in both::<Incoming>(&NAMES) {
                let callback = sent(&profile, &SAMPLE);
                assert_eq!((callback.body(), callback.text(IncomingField::Message)), ("Hi", MESSAGE));
            }
        }
        each_type_of_message_has_a_sample_of_an_event_that_happens {
            let profile = Profile::<Incoming>::for_callback_url(URL).unwrap();
            assert_eq!(profile.samples().map(|(event, _)| event).collect::<Vec<_>>(), crate::util::events::INCOMING);
            for (event, callback) in profile.samples() {
                let request = profile.render(&callback).unwrap();
                let received = profile.parse(&request).unwrap();
                assert_eq!(received.remarks().next(), None, "{event}");
                let messages = received.callback.messages().unwrap();
                let [Ok(message)] = &*messages else { panic!("{event}: {messages:?}") };
                assert_eq!(message.message_type(), received.callback.message_type(), "{event}");
            }
        }
        a_sample_is_what_its_native_message_is_translated_to {
            use IncomingField::{Body, Contacts, CreatedAt, Location, MediaUrl, Message, MimeType, Name, ReplyTo, Sender};

            for (event, callback) in Profile::<Incoming>::standard(URL).unwrap().samples() {
                let notification = Notification::parse(callback.text(Message)).unwrap();
                let again = translate(&notification, Some(NUMBER)).incoming.swap_remove(0);
                for field in [Body, MimeType, MediaUrl, Sender, Name, CreatedAt, ReplyTo, Message, Contacts, Location] {
                    assert_eq!(again.text(field), callback.text(field), "{event} {field}");
                }
            }
        }
        the_messages_are_those_to_a_registered_number {
            let account = account(&json!({"numbers": [{"number": NUMBER, "incoming": "messages"}]}));
            let to = sample().business_number().unwrap().unwrap().to_string();
            assert!(goes_to::<Incoming>(&account, &to, RouteRequest::Nothing).is_ok());
            assert_eq!(goes_to::<Incoming>(&account, OTHER_NUMBER, RouteRequest::Nothing), Err(NoRoute::UnknownNumber));
        }
        the_profile_is_created_first_and_then_added_to_the_number {
            let mut account = account(&json!({}));
            let report = account.insert_number(number(NUMBER, "new")).unwrap_err();
            assert_eq!(codes(&report), [Code::DanglingProfile]);
            let profile = AnyProfile::try_from(post_spec::<Incoming>(&NAMES).with_id("new")).unwrap();
            account.insert_profile(profile).unwrap();
            account.insert_number(number(NUMBER, "new")).unwrap();
            assert_eq!(goes_to::<Incoming>(&account, NUMBER, RouteRequest::Nothing).unwrap(), URL);
        }
    }
    "lines 10 to 22, the HTTP method" {
        the_method_is_get_or_post {
            let methods = both::<Incoming>(&NAMES).map(|profile| profile.method());
            assert_eq!(methods, [Method::Get, Method::Post]);
        }
    }
    "lines 11 and 12, the example for GET" {
        the_template_for_get_is_sound {
            assert!(Profile::<Incoming>::check(&get_spec::<Incoming>(&NAMES)).is_clean());
        }
        the_template_for_get_is_the_standard_one {
            let standard = Profile::<Incoming>::standard(URL).unwrap();
            assert_eq!(standard.endpoint(), get_spec::<Incoming>(&NAMES).endpoint);
        }
        #[cfg(feature = "cli")]
        the_command_prints_the_template_for_get {
            let arguments = ["template", "--direction", "incoming", "--method", "get", URL];
            let printed = crate::util::command::run(&arguments, "");
            assert_eq!(printed.out.trim_end(), get_spec::<Incoming>(&NAMES).endpoint);
        }
        with_get_the_parameters_are_part_of_the_endpoint {
            let mut spec = get_spec::<Incoming>(&NAMES);
            let request = Profile::<Incoming>::try_from(spec.clone()).unwrap().render(&sample()).unwrap();
            assert_eq!((request.method(), request.body()), (http::Method::GET, None));
            assert!(request.url().starts_with(&format!("{URL}?body=Hi&mime_type=&")), "{}", request.url());
            spec.body = Some("{}".to_owned());
            assert_eq!(codes(&Profile::<Incoming>::check(&spec)), [Code::UnexpectedBody]);
        }
    }
    "line 19, the endpoint" {
        any_endpoint_of_ones_own_will_do {
            let rows =
                ["https://example.com", "https://example.com:8443/a/b.php", "https://in.example.org/7f-1?tenant=7"];
            for url in rows {
                let profile = Profile::<Incoming>::standard_post(url).unwrap();
                assert!(Profile::<Incoming>::check(profile.spec()).is_clean(), "{url}");
                assert!(profile.render(&profile.sample()).unwrap().url().starts_with(url), "{url}");
            }
        }
    }
    "line 20, all parameters" {
        each_parameter_of_get_has_to_be_added {
            assert_all_are_required::<Incoming>(&NAMES, get_spec::<Incoming>);
        }
    }
    "lines 22 to 25, the endpoint for POST" {
        with_post_the_endpoint_is_the_url_alone {
            let [_, profile] = both::<Incoming>(&NAMES);
            let request = profile.render(&sample()).unwrap();
            assert_eq!((request.method(), request.url()), (http::Method::POST, URL));
            let mut spec = post_spec::<Incoming>(&NAMES);
            spec.endpoint.push_str("?from=<from>");
            assert_eq!(codes(&Profile::<Incoming>::check(&spec)), [Code::MisplacedPlaceholder]);
        }
        with_post_there_has_to_be_a_body {
            let spec = ProfileSpec::get::<Incoming>(URL).with_method(Method::Post);
            assert_eq!(codes(&Profile::<Incoming>::check(&spec)), [Code::MissingBody]);
        }
    }
    "lines 27 to 44, the example for POST" {
        the_template_for_post_is_sound {
            assert!(Profile::<Incoming>::check(&post_spec::<Incoming>(&NAMES)).is_clean());
        }
        the_template_for_post_is_the_standard_one {
            let standard = Profile::<Incoming>::standard_post(URL).unwrap();
            let documented = post_spec::<Incoming>(&NAMES).body.unwrap();
            assert_eq!(without_blanks(standard.template().as_str()), without_blanks(&documented));
        }
        #[cfg(feature = "cli")]
        the_command_prints_the_template_for_post {
            let arguments = ["template", "--direction", "incoming", "--method", "post", URL];
            let printed = crate::util::command::run(&arguments, "");
            assert_eq!(without_blanks(&printed.out), without_blanks(&post_spec::<Incoming>(&NAMES).body.unwrap()));
        }
        post_sends_one_json_object_of_fourteen_texts {
            let [_, profile] = both::<Incoming>(&NAMES);
            let request = profile.render(&sample()).unwrap();
            assert_eq!(request.headers()["content-type"], "application/json");
            let body: serde_json::Map<String, Value> = serde_json::from_str(request.body().unwrap()).unwrap();
            assert!(body.len() == 14 && NAMES.iter().all(|name| body[*name].is_string()), "{body:?}");
            assert_eq!(body["message"], MESSAGE);
        }
        the_body_does_not_go_into_the_endpoint {
            let body = post_spec::<Incoming>(&NAMES).body.unwrap();
            let report = Profile::<Incoming>::check(&ProfileSpec::get::<Incoming>(body).with_method(Method::Post));
            assert!(codes(&report).contains(&Code::InvalidEndpoint), "{report}");
        }
        the_placeholders_of_post_stand_in_quotes {
            let mut spec = post_spec::<Incoming>(&NAMES);
            spec.body = spec.body.map(|body| body.replace("\"<message>\"", "<message>"));
            let (fixed, _) = Profile::<Incoming>::fixed(&spec);
            assert_eq!(codes(&Profile::<Incoming>::check(&spec)), [Code::UnquotedPlaceholder]);
            assert_eq!(fixed, post_spec::<Incoming>(&NAMES));
        }
        each_member_of_post_has_to_be_there {
            assert_all_are_required::<Incoming>(&NAMES, post_spec::<Incoming>);
        }
    }
    "lines 46 to 61, the sample" {
        the_sample_is_read_as_it_arrives_by_get {
            assert_eq!(sent(&both::<Incoming>(&NAMES)[0], &SAMPLE), sample());
        }
        the_sample_is_read_as_it_arrives_by_post {
            assert_eq!(sent(&both::<Incoming>(&NAMES)[1], &SAMPLE), sample());
        }
        the_sample_is_read_though_its_json_stands_unescaped_in_the_query {
            let [profile, _] = both::<Incoming>(&NAMES);
            let query: Vec<_> = SAMPLE.iter().map(|(name, text)| format!("{name}={text}")).collect();
            let query = query.join("&");
            let received = profile.parse_query(&query).unwrap();
            assert_eq!(received.callback, sample());
        }
        the_message_of_the_sample_may_be_an_array_within_the_body {
            let [_, profile] = both::<Incoming>(&NAMES);
            let body = format!(r#"{{"body": "Hi", "message": {MESSAGE}}}"#);
            let received = profile.parse_body(&body).unwrap();
            assert_eq!(received.callback.text(IncomingField::Message), MESSAGE);
        }
        the_sample_is_a_text_message {
            assert_eq!(sample().message_type(), Some(MessageType::Text));
        }
        the_time_of_the_sample_counts_unix_seconds {
            let time = sample().created_at().unwrap().unwrap();
            assert_eq!(time.to_rfc3339().to_string(), "2023-08-21T12:05:55Z");
        }
        what_the_sample_replies_to_is_the_message_itself {
            let sample = sample();
            let messages = sample.messages().unwrap();
            assert_eq!(messages[0].as_ref().unwrap().id().as_deref(), sample.reply_to().map(|id| id.as_str()));
        }
        the_mobile_of_the_sample_is_the_number_it_is_from {
            assert_eq!(sample().mobile().unwrap(), sample().sender().unwrap());
        }
        masked_numbers_of_the_sample_are_kept_as_texts {
            let callback = only(IncomingField::Sender, "12XXXXXXXX43");
            assert_eq!(callback.text(IncomingField::Sender), "12XXXXXXXX43");
            assert_eq!(callback.sender().unwrap_err().field(), Some("from"));
        }
        the_message_of_the_sample_is_an_array_of_one_native_message {
            let sample = sample();
            let messages = sample.messages().unwrap();
            let [Ok(message)] = &*messages else { panic!("{messages:?}") };
            assert_eq!(message.sender().as_deref(), Some("12025550143"));
            assert_eq!(message.timestamp().unwrap().unwrap().unix_seconds(), 1_692_619_555);
            assert_eq!(message.message_type(), Some(MessageType::Text));
            assert_eq!(message.text_body().as_deref(), Some("Hi"));
            assert_eq!(message.profile_name().as_deref(), Some("ann"));
            assert_eq!(message.wa_number().as_deref(), Some("12025550100"));
        }
        a_text_message_has_neither_media_nor_contacts_nor_location {
            use IncomingField::{Contacts, Location, MediaUrl, MimeType};

            let sample = sample();
            assert_eq!(sample.iter().count(), SAMPLE.len());
            for field in [MimeType, MediaUrl, Contacts, Location] {
                assert_eq!(sample.text(field), "", "{field}");
            }
            assert!(sample.contacts().is_empty() && sample.location().is_none());
        }
    }
    "line 66, body" {
        the_body_is_what_the_message_says {
            for text in ["Hi", "a & b = \"c\" + 100%", "zwei\nZeilen \u{1f600}"] {
                assert_eq!(only(IncomingField::Body, text).body(), text);
            }
        }
    }
    "line 67, from" {
        the_number_has_its_country_code {
            assert_eq!(
                only(IncomingField::Sender, "12025550143").sender().unwrap(),
                Some(PhoneNumber::parse("+12025550143").unwrap())
            );
            assert!(only(IncomingField::Sender, "02025550143").sender().is_err());
        }
        from_is_the_customer_as_in_the_samples_and_not_the_business_as_in_the_table {
            let callback = translated(
                r#"{"messages": [{"from": "12025550143", "id": "m", "type": "text", "text": {"body": "Hi"}}]}"#,
            );
            assert_eq!(callback.text(IncomingField::Sender), "12025550143");
            assert_eq!(callback.text(IncomingField::BusinessNumber), NUMBER);
        }
    }
    "lines 67 and 73, what the fields' documentation says" {
        the_documentation_of_from_and_mobile_says_which_number_it_is_and_why {
            for field in [IncomingField::Sender, IncomingField::Mobile] {
                let description = field.info().description();
                assert!(description.contains("customer") && description.contains("sample"), "{description}");
            }
        }
    }
    "line 68, name" {
        the_name_is_the_senders {
            let native = r#"{"contacts": [{"profile": {"name": "Ann"}, "wa_id": "12025550143"}],
                "messages": [{"from": "12025550143", "id": "m"}]}"#;
            assert_eq!(translated(native).name(), "Ann");
        }
    }
    "line 69, type" {
        the_type_says_what_the_message_is_made_of {
            for (text, kind) in
                [("text", MessageType::Text), ("image", MessageType::Image), ("location", MessageType::Location)]
            {
                assert_eq!(only(IncomingField::MessageType, text).message_type(), Some(kind), "{text}");
            }
        }
        a_type_that_nobody_knows_is_kept {
            assert_eq!(only(IncomingField::MessageType, "poll").message_type().unwrap().as_str(), "poll");
        }
    }
    "line 70, created_at" {
        the_time_is_that_of_the_message {
            let native = r#"{"messages": [{"from": "12025550143", "id": "m", "timestamp": "1692619555"}]}"#;
            assert_eq!(translated(native).created_at().unwrap().unwrap().unix_seconds(), 1_692_619_555);
        }
    }
    "line 71, reply_to" {
        a_reply_names_the_message_of_the_business {
            let native =
                r#"{"messages": [{"from": "12025550143", "id": "m", "context": {"id": "m-of-the-business"}}]}"#;
            assert_eq!(translated(native).reply_to().unwrap().as_str(), "m-of-the-business");
        }
        a_message_that_is_no_reply_names_itself {
            assert_eq!(
                translated(r#"{"messages": [{"from": "12025550143", "id": "m"}]}"#).reply_to().unwrap().as_str(),
                "m"
            );
        }
    }
    "line 72, wanumber" {
        the_business_number_is_in_the_form_of_e164 {
            for text in ["12025550100", "+12025550100"] {
                let callback = only(IncomingField::BusinessNumber, text);
                assert_eq!(callback.business_number().unwrap().unwrap().to_string(), NUMBER);
            }
            assert!(only(IncomingField::BusinessNumber, "(202) 555-0100").business_number().is_err());
        }
    }
    "line 73, mobile" {
        mobile_is_the_customer_as_in_the_sample {
            let callback = translated(r#"{"messages": [{"from": "12025550143", "id": "m"}]}"#);
            assert_eq!(callback.text(IncomingField::Mobile), callback.text(IncomingField::Sender));
        }
    }
    "line 74, custom_response" {
        a_message_that_is_built_without_it_says_false {
            for profile in both::<Incoming>(&NAMES) {
                let callback = callback::<Incoming>(&[("body", "Hi")]);
                let request = profile.render(&callback).unwrap();
                assert_eq!(profile.parse(&request).unwrap().callback.custom_response().unwrap(), Some(false));
            }
        }
        the_custom_response_is_false {
            let callback = translated(r#"{"messages": [{"from": "12025550143", "id": "m"}]}"#);
            assert_eq!(callback.text(IncomingField::CustomResponse), "false");
            assert_eq!(callback.custom_response().unwrap(), Some(false));
        }
    }
    "line 75, message" {
        the_whole_message_is_told_with_name_time_number_and_id {
            let native = r#"{"contacts": [{"profile": {"name": "Ann"}, "wa_id": "12025550143"}],
                "messages": [{"from": "12025550143", "id": "m", "timestamp": "1692619555", "new_member": {"x": [1.50]}}]}"#;
            let callback = translated(native);
            let message: Value = serde_json::from_str(callback.text(IncomingField::Message)).unwrap();
            let expected = json!([{
                "from": "12025550143", "id": "m", "timestamp": "1692619555", "new_member": {"x": [1.50]},
                "profile": {"name": "Ann"}, "wa_number": NUMBER,
            }]);
            assert_eq!(message, expected);
            for profile in both::<Incoming>(&NAMES) {
                let request = profile.render(&callback).unwrap();
                assert_eq!(profile.parse(&request).unwrap().callback, callback);
            }
        }
    }
    "line 79, the profile of a number" {
        a_number_with_a_profile_gets_messages {
            let account = account(&json!({"numbers": [{"number": NUMBER, "incoming": "messages"}]}));
            let found = goes_to::<Incoming>(&account, NUMBER, RouteRequest::Nothing);
            assert_eq!(found.as_deref(), Ok("https://example.com/messages"));
        }
        a_new_number_is_added_with_its_profile {
            let mut account = account(&json!({}));
            assert!(account.insert_number(number(NUMBER, "messages")).unwrap().is_none());
            assert!(goes_to::<Incoming>(&account, NUMBER, RouteRequest::Nothing).is_ok());
        }
        a_number_that_is_there_is_given_a_profile {
            let mut account = account(&json!({"numbers": [{"number": NUMBER, "outgoing": "status"}]}));
            let old = account.number(NUMBER).unwrap().clone();
            let new = old.with_target("incoming", TargetSpec::Profile("messages".to_owned()));
            account.insert_number(new).unwrap();
            assert!(goes_to::<Incoming>(&account, NUMBER, RouteRequest::Nothing).is_ok());
            assert!(goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing).is_ok());
        }
        a_profile_for_status_callbacks_is_refused_for_messages {
            let mut account = account(&json!({}));
            let report = account.insert_number(number(NUMBER, "status")).unwrap_err();
            assert_eq!(codes(&report), [Code::WrongDirection]);
        }
    }
    "line 85, several numbers" {
        each_number_may_have_another_profile_with_another_endpoint {
            let mut account = account(&json!({"numbers": [{"number": NUMBER, "incoming": "messages"}]}));
            let profile = AnyProfile::try_from(post_spec::<Incoming>(&NAMES).with_id("more-messages")).unwrap();
            account.insert_profile(profile).unwrap();
            account.insert_number(number(OTHER_NUMBER, "more-messages")).unwrap();
            let found =
                [NUMBER, OTHER_NUMBER].map(|number| goes_to::<Incoming>(&account, number, RouteRequest::Nothing).unwrap());
            assert_eq!(found, ["https://example.com/messages", URL]);
        }
    }
    "lines 87 to 90, the list of profiles" {
        a_profile_is_found_by_its_id {
            let account = account(&json!({}));
            assert_eq!(account.profile("messages").map(AnyProfile::direction), Some("incoming"));
            assert!(account.profile("gone").is_none());
        }
    }
    "line 91, the list of numbers" {
        all_numbers_that_there_are_are_listed_with_their_profiles {
            let account = account(&json!({"numbers": [
                {"number": NUMBER, "incoming": "messages"},
                {"number": OTHER_NUMBER, "outgoing": "status"},
            ]}));
            let targets: Vec<_> =
                account.numbers().map(|number| (&*number.number, number.target("incoming").is_some())).collect();
            assert_eq!(targets, [(NUMBER, true), (OTHER_NUMBER, false)]);
        }
    }
    "line 94, editing a number" {
        only_an_approved_number_can_be_edited {
            let mut account = account(&json!({"numbers": [{"number": NUMBER, "status": "pending"}]}));
            let report = account.insert_number(number(NUMBER, "messages")).unwrap_err();
            assert_eq!(codes(&report), [Code::NumberNotApproved]);
            account.insert_number(NumberSpec::new(NUMBER).with_status(NumberStatus::Approved)).unwrap();
            account.insert_number(number(NUMBER, "messages")).unwrap();
        }
    }
    "line 96, the id in requests" {
        a_request_may_name_the_profile_by_its_id {
            let found = goes_to::<Incoming>(&account(&json!({})), NUMBER, RouteRequest::ProfileId("messages"));
            assert_eq!(found.as_deref(), Ok("https://example.com/messages"));
        }
    }
}
