//! The claims of the document `outgoing`, about status callbacks.

use callback_profile::account::{NoRoute, NumberSpec, RouteRequest, TargetSpec};
use callback_profile::diagnostic::{Code, Severity};
use callback_profile::request::Method;
use callback_profile::value::{NumberStatus, PhoneNumber, Status};
use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{Account, AnyProfile, Outgoing, OutgoingCallback, OutgoingField, Profile, ProfileSpec};
use serde_json::{Value, json};

use crate::fixtures::{
    NUMBER, OTHER_NUMBER, URL, account, account_file, assert_all_are_required, both, callback, check_account, codes,
    get_spec, goes_to, post_spec, sent, without_blanks,
};

/// The placeholders of both examples, in their order.
const NAMES: [&str; 13] = [
    "id",
    "custom_response",
    "timestamp",
    "mobile",
    "message",
    "status",
    "phone_number",
    "error",
    "error_code",
    "ref",
    "ref1",
    "ref2",
    "price",
];

/// A callback like the sample: the same fields, with numbers and an id that are masked in the same way.
const SAMPLE: [(&str, &str); 9] = [
    ("status", "delivered"),
    ("price", "0.01"),
    ("custom_response", "false "),
    ("id", "5b1d7XXX-8f2e-4XXX-9d3e-6a7XXXXXX4e8:0"),
    ("message", "Message delivered"),
    ("phone_number", "12XXXXXXXX43"),
    ("mobile", "12XXXXXXXX43"),
    ("whatsapp_number", "12XXXXXXXX00"),
    ("timestamp", "1710000042"),
];

/// The sample as it arrives: most of it by the parameters of the example, the business's number beside them.
fn sample() -> OutgoingCallback<'static> {
    let [profile, _] = both::<Outgoing>(&NAMES);
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(SAMPLE).finish();
    let received = profile.parse_query(&query).unwrap().into_owned();
    assert!(received.problems.is_empty() && received.extra.is_empty(), "{received:?}");
    received.callback
}

fn number(number: &str, profile: &str) -> NumberSpec {
    NumberSpec::new(number).with_target("outgoing", TargetSpec::Profile(profile.to_owned()))
}

fn with_numbers(numbers: &Value) -> Account {
    account(&json!({"numbers": numbers}))
}

/// What a callback says that has this text in one field.
fn only(field: OutgoingField, text: &'static str) -> OutgoingCallback<'static> {
    sent(&both::<Outgoing>(&NAMES)[0], &[(field.name(), text)])
}

claims! {
    "line 3, what the profile is for" {
        a_number_without_a_profile_gets_no_status_callbacks {
            let account = with_numbers(&json!([{"number": NUMBER}]));
            assert_eq!(goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing), Err(NoRoute::NothingConfigured));
        }
        a_message_is_sent_delivered_read_or_failed {
            let rows = [
                ("sent", Status::Sent),
                ("delivered", Status::Delivered),
                ("read", Status::Read),
                ("failed", Status::Failed),
            ];
            for (text, status) in rows {
                for profile in both::<Outgoing>(&NAMES) {
                    assert_eq!(sent(&profile, &[("status", text)]).status(), Some(status.clone()), "{text}");
                }
            }
        }
        each_status_has_a_sample_of_an_event_that_happens {
            let profile = Profile::<Outgoing>::for_callback_url(URL).unwrap();
            let mut events: Vec<_> = profile.samples().map(|(event, _)| event).collect();
            events.sort_unstable();
            assert_eq!(events, ["delivered", "failed", "read", "sent"]);
            for (event, callback) in profile.samples() {
                let request = profile.render(&callback).unwrap();
                let received = profile.parse(&request).unwrap();
                assert_eq!(received.callback.status().unwrap().as_str(), event);
                assert_eq!(received.remarks().next(), None, "{event}");
                assert_eq!(received.callback.price().unwrap().is_some(), event == "delivered", "{event}");
                let has_error = !received.callback.error().is_empty() && !received.callback.error_code().is_empty();
                assert_eq!(has_error, event == "failed", "{event}");
            }
        }
        the_first_sample_is_the_one_that_is_tested_with {
            let profile = Profile::<Outgoing>::standard(URL).unwrap();
            assert_eq!(profile.samples().next().map(|(_, callback)| callback), Some(profile.sample()));
        }
        #[cfg(feature = "cli")]
        the_command_prints_the_sample_of_an_event {
            let folder = crate::util::files::Folder::new("documents-sample");
            let profile = folder.write("profile.json", serde_json::to_string(&get_spec::<Outgoing>(&NAMES)).unwrap());
            let printed = crate::util::command::run(&["sample", "--event", "failed", &profile], "");
            printed.assert_code(0);
            let rendered = crate::util::command::run(&["render", &profile], &*printed.out);
            rendered.assert_out_has("&status=failed&");
        }
        the_callbacks_are_about_messages_of_a_registered_number {
            let account = with_numbers(&json!([{"number": NUMBER, "outgoing": "status"}]));
            assert!(goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing).is_ok());
            assert_eq!(goes_to::<Outgoing>(&account, OTHER_NUMBER, RouteRequest::Nothing), Err(NoRoute::UnknownNumber));
        }
        the_profile_is_created_first_and_then_added_to_the_number {
            let mut account = account(&json!({}));
            let report = account.insert_number(number(NUMBER, "new")).unwrap_err();
            assert_eq!(codes(&report), [Code::DanglingProfile]);
            let profile = AnyProfile::try_from(get_spec::<Outgoing>(&NAMES).with_id("new")).unwrap();
            account.insert_profile(profile).unwrap();
            account.insert_number(number(NUMBER, "new")).unwrap();
            assert_eq!(goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing).unwrap(), URL);
        }
    }
    "lines 11 to 24, the HTTP method" {
        the_method_is_get_or_post {
            let methods = both::<Outgoing>(&NAMES).map(|profile| profile.method());
            assert_eq!(methods, [Method::Get, Method::Post]);
        }
    }
    "lines 12 to 14, the example for GET" {
        the_template_for_get_is_sound {
            assert!(Profile::<Outgoing>::check(&get_spec::<Outgoing>(&NAMES)).is_clean());
        }
        the_template_for_get_is_the_standard_one {
            let standard = Profile::<Outgoing>::standard(URL).unwrap();
            assert_eq!(standard.endpoint(), get_spec::<Outgoing>(&NAMES).endpoint);
        }
        #[cfg(feature = "cli")]
        the_command_prints_the_template_for_get {
            let arguments = ["template", "--direction", "outgoing", "--method", "get", URL];
            let printed = crate::util::command::run(&arguments, "");
            assert_eq!(printed.out.trim_end(), get_spec::<Outgoing>(&NAMES).endpoint);
        }
        with_get_the_parameters_are_part_of_the_endpoint {
            let mut spec = get_spec::<Outgoing>(&NAMES);
            let profile = Profile::<Outgoing>::try_from(spec.clone()).unwrap();
            let request = profile.render(&callback::<Outgoing>(&SAMPLE)).unwrap();
            assert_eq!((request.method(), request.body()), (http::Method::GET, None));
            assert!(request.url().contains("&status=delivered&"), "{}", request.url());
            spec.body = Some("{}".to_owned());
            assert_eq!(codes(&Profile::<Outgoing>::check(&spec)), [Code::UnexpectedBody]);
        }
        a_parameter_is_named_as_the_field_that_fills_it {
            let [profile, _] = both::<Outgoing>(&NAMES);
            let request = profile.render(&OutgoingCallback::default()).unwrap();
            let pairs = request.url().split(['?', '&']).skip(1);
            let names: Vec<_> = pairs.map(|pair| pair.split('=').next().unwrap()).collect();
            assert_eq!(names, NAMES);
        }
    }
    "line 21, the endpoint" {
        any_endpoint_of_ones_own_will_do {
            let rows =
                ["https://example.com", "https://example.com:8443/a/b.php", "https://in.example.org/7f-1?tenant=7"];
            for url in rows {
                let profile = Profile::<Outgoing>::standard(url).unwrap();
                assert!(Profile::<Outgoing>::check(profile.spec()).is_clean(), "{url}");
                assert!(profile.render(&profile.sample()).unwrap().url().starts_with(url), "{url}");
            }
        }
    }
    "line 22, all parameters" {
        each_parameter_of_get_has_to_be_added {
            assert_all_are_required::<Outgoing>(&NAMES, get_spec::<Outgoing>);
        }
        what_no_parameter_asks_for_is_not_told {
            let [profile, _] = both::<Outgoing>(&NAMES);
            let callback = callback::<Outgoing>(&SAMPLE);
            assert!(!profile.render(&callback).unwrap().url().contains("12XXXXXXXX00"));
            assert_eq!(profile.carried(&callback).text(OutgoingField::WhatsappNumber), "");
        }
    }
    "lines 25 to 27, the endpoint for POST" {
        with_post_the_endpoint_is_the_url_alone {
            let [_, profile] = both::<Outgoing>(&NAMES);
            let request = profile.render(&callback::<Outgoing>(&SAMPLE)).unwrap();
            assert_eq!((request.method(), request.url()), (http::Method::POST, URL));
            let mut spec = post_spec::<Outgoing>(&NAMES);
            spec.endpoint.push_str("?id=<id>");
            assert_eq!(codes(&Profile::<Outgoing>::check(&spec)), [Code::MisplacedPlaceholder]);
        }
        with_post_there_has_to_be_a_body {
            let spec = ProfileSpec::get::<Outgoing>(URL).with_method(Method::Post);
            assert_eq!(codes(&Profile::<Outgoing>::check(&spec)), [Code::MissingBody]);
        }
    }
    "lines 29 to 45, the example for POST" {
        the_template_for_post_is_sound {
            assert!(Profile::<Outgoing>::check(&post_spec::<Outgoing>(&NAMES)).is_clean());
        }
        the_template_for_post_is_the_standard_one {
            let standard = Profile::<Outgoing>::standard_post(URL).unwrap();
            let documented = post_spec::<Outgoing>(&NAMES).body.unwrap();
            assert_eq!(without_blanks(standard.template().as_str()), without_blanks(&documented));
        }
        #[cfg(feature = "cli")]
        the_command_prints_the_template_for_post {
            let arguments = ["template", "--direction", "outgoing", "--method", "post", URL];
            let printed = crate::util::command::run(&arguments, "");
            assert_eq!(without_blanks(&printed.out), without_blanks(&post_spec::<Outgoing>(&NAMES).body.unwrap()));
        }
        post_sends_one_json_object_of_thirteen_texts {
            let [_, profile] = both::<Outgoing>(&NAMES);
            let request = profile.render(&callback::<Outgoing>(&SAMPLE)).unwrap();
            assert_eq!(request.headers()["content-type"], "application/json");
            let body: serde_json::Map<String, Value> = serde_json::from_str(request.body().unwrap()).unwrap();
            assert!(body.len() == 13 && NAMES.iter().all(|name| body[*name].is_string()), "{body:?}");
            assert_eq!(body["price"], "0.01");
        }
        the_body_does_not_go_into_the_endpoint {
            let body = post_spec::<Outgoing>(&NAMES).body.unwrap();
            let report = Profile::<Outgoing>::check(&ProfileSpec::get::<Outgoing>(body).with_method(Method::Post));
            assert!(codes(&report).contains(&Code::InvalidEndpoint), "{report}");
        }
        the_placeholders_of_post_stand_in_quotes {
            let mut spec = post_spec::<Outgoing>(&NAMES);
            spec.body = spec.body.map(|body| body.replace("\"<price>\"", "<price>"));
            let (fixed, _) = Profile::<Outgoing>::fixed(&spec);
            assert_eq!(codes(&Profile::<Outgoing>::check(&spec)), [Code::UnquotedPlaceholder]);
            assert_eq!(fixed, post_spec::<Outgoing>(&NAMES));
        }
        each_member_of_post_has_to_be_there {
            assert_all_are_required::<Outgoing>(&NAMES, post_spec::<Outgoing>);
        }
    }
    "lines 47 to 59, the sample" {
        the_sample_is_read_as_it_arrives_by_get {
            assert_eq!(sample(), callback::<Outgoing>(&SAMPLE));
        }
        the_sample_is_read_as_it_arrives_by_post {
            let [_, profile] = both::<Outgoing>(&NAMES);
            let body: serde_json::Map<_, _> =
                SAMPLE.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text))).collect();
            let body = Value::from(body).to_string();
            let received = profile.parse_body(&body).unwrap();
            assert_eq!(received.callback, callback::<Outgoing>(&SAMPLE));
            assert!(received.problems.is_empty() && received.extra.is_empty(), "{received:?}");
        }
        the_message_of_the_sample_was_delivered {
            assert_eq!(sample().status(), Some(Status::Delivered));
        }
        the_price_of_the_sample_keeps_its_digits {
            let price = sample().price().unwrap().unwrap();
            assert_eq!((price.mantissa(), price.scale(), price.to_string().as_str()), (1, 2, "0.01"));
        }
        the_blank_behind_false_in_the_sample_does_no_harm {
            let sample = sample();
            assert_eq!(sample.custom_response().unwrap(), Some(false));
            assert_eq!(sample.text(OutgoingField::CustomResponse), "false ");
        }
        the_id_of_the_sample_is_kept_though_it_is_masked {
            let sample = sample();
            let id = sample.id().unwrap();
            assert_eq!((id.as_str(), id.uuid(), id.index()), (SAMPLE[3].1, None, Some(0)));
        }
        the_words_of_the_sample_are_free_text {
            assert_eq!(sample().message(), "Message delivered");
        }
        masked_numbers_fail_their_own_reader_and_no_other {
            let sample = sample();
            assert_eq!(sample.mobile().unwrap_err().field(), Some("mobile"));
            assert_eq!(sample.phone_number().unwrap_err().field(), Some("phone_number"));
            assert_eq!(sample.whatsapp_number().unwrap_err().field(), Some("whatsapp_number"));
            assert!(sample.timestamp().is_ok() && sample.price().is_ok());
        }
        the_business_number_is_there_though_no_parameter_asks_for_it {
            assert_eq!(sample().text(OutgoingField::WhatsappNumber), "12XXXXXXXX00");
        }
        the_time_of_the_sample_counts_unix_seconds {
            let time = sample().timestamp().unwrap().unwrap();
            assert_eq!(
                (time.unix_seconds(), time.to_rfc3339().to_string().as_str()),
                (1_710_000_042, "2024-03-09T16:00:42Z")
            );
        }
        errors_and_references_that_are_not_in_the_sample_are_absent {
            use OutgoingField::{Error, ErrorCode, Reference, Reference1, Reference2};

            let sample = sample();
            assert_eq!(sample.iter().count(), SAMPLE.len());
            for field in [Error, ErrorCode, Reference, Reference1, Reference2] {
                assert_eq!(sample.text(field), "", "{field}");
            }
        }
        a_parameter_that_came_empty_is_told_from_one_that_did_not_come {
            let [profile, _] = both::<Outgoing>(&NAMES);
            let received = profile.parse_query("id=a:0&status=read&error=").unwrap();
            assert_eq!(received.callback.error(), "");
            let missing: Vec<_> = received.missing().collect();
            assert!(
                !missing.contains(&OutgoingField::Error) && missing.contains(&OutgoingField::ErrorCode),
                "{missing:?}"
            );
        }
    }
    "line 67, callback URL and profile id" {
        a_callback_url_has_all_parameters_too {
            let profile = Profile::<Outgoing>::for_callback_url(URL).unwrap();
            for name in NAMES.iter().chain(&["whatsapp_number"]) {
                assert!(profile.endpoint().contains(&format!("{name}=<{name}>")), "{name}");
            }
            assert_eq!(sent(&profile, &SAMPLE), callback::<Outgoing>(&SAMPLE));
        }
        both_ways_send_the_same_parameters {
            let account = account(&json!({}));
            let route = |asked| account.route::<Outgoing>(NUMBER, asked).unwrap();
            let (by_url, by_id) =
                (route(RouteRequest::CallbackUrl("https://example.com/status")), route(RouteRequest::ProfileId("status")));
            let callback = callback::<Outgoing>(&SAMPLE);
            let [by_url, by_id] = [by_url, by_id].map(|route| route.render(&callback).unwrap().url().to_owned());
            assert_eq!(by_url.split("&whatsapp_number=").next().unwrap(), by_id);
        }
    }
    "line 70, status" {
        the_status_says_what_became_of_the_message {
            assert_eq!(only(OutgoingField::Status, "Read").status(), Some(Status::Read));
        }
        a_status_that_nobody_knows_is_kept {
            assert_eq!(only(OutgoingField::Status, "On hold").status().unwrap().as_str(), "On hold");
        }
    }
    "line 71, price" {
        the_price_is_an_exact_decimal {
            assert_eq!(only(OutgoingField::Price, "0.10").price().unwrap().unwrap().to_string(), "0.10");
        }
        a_price_with_a_status_that_costs_nothing_is_remarked_and_no_problem {
            let rows = [
                ("sent", "0.01", true),
                ("failed", "0.01", true),
                ("delivered", "0.01", false),
                ("read", "0.01", false),
                ("sent", "0.00", false),
            ];
            let [profile, _] = both::<Outgoing>(&NAMES);
            for (status, price, is_odd) in rows {
                let error = if status == "failed" { "1026" } else { "" };
                let query = format!("id=a:0&status={status}&price={price}&error_code={error}");
                let received = profile.parse_query(&query).unwrap();
                assert_eq!(received.remarks().next().is_some(), is_odd, "{query}");
                assert!(received.problems.is_empty(), "{received:?}");
            }
        }
        without_billing_there_is_no_price {
            assert_eq!(only(OutgoingField::Status, "delivered").price().unwrap(), None);
        }
    }
    "line 72, custom_response" {
        a_callback_that_is_built_without_it_says_false {
            for profile in both::<Outgoing>(&NAMES) {
                let callback = callback::<Outgoing>(&[("id", "a:0")]);
                let request = profile.render(&callback).unwrap();
                let received = profile.parse(&request).unwrap();
                assert_eq!(received.callback.custom_response().unwrap(), Some(false));
                assert_eq!(received.callback, profile.carried(&callback));
            }
        }
        another_custom_response_is_remarked_and_no_problem {
            let [profile, _] = both::<Outgoing>(&NAMES);
            for (text, is_odd) in [("true", true), ("false%20", false), ("FALSE", false), ("", false)] {
                let query = format!("id=a:0&status=sent&custom_response={text}");
                let received = profile.parse_query(&query).unwrap();
                assert_eq!(received.remarks().next().is_some(), is_odd, "{text}");
                assert!(received.problems.is_empty(), "{received:?}");
            }
        }
        the_custom_response_is_false {
            assert_eq!(only(OutgoingField::CustomResponse, "false").custom_response().unwrap(), Some(false));
        }
    }
    "line 73, id" {
        the_id_names_one_message_to_one_recipient {
            let rows = ["5b1d7c52-8f2e-4c0a-9d3e-6a7f10c2b4e8:0", "5b1d7c52-8f2e-4c0a-9d3e-6a7f10c2b4e8:1"];
            let [first, second] = rows.map(|id| sent(&both::<Outgoing>(&NAMES)[0], &[("id", id), ("status", "read")]));
            let uuid = |callback: &OutgoingCallback<'static>| callback.id().unwrap().uuid().map(str::to_owned);
            assert_eq!((uuid(&first), second.id().unwrap().index()), (uuid(&second), Some(1)));
            assert_ne!(first.dedup_key(), second.dedup_key());
            assert_eq!(first.dedup_key(), first.clone().dedup_key());
        }
        a_colon_in_the_id_is_written_as_an_escape {
            let [profile, _] = both::<Outgoing>(&NAMES);
            let request = profile.render(&callback::<Outgoing>(&[("id", "a:2")])).unwrap();
            assert!(request.url().contains("?id=a%3A2&"), "{}", request.url());
        }
    }
    "line 74, message" {
        the_message_tells_about_the_delivery_in_words {
            for text in ["Message delivered", "50% off & \"more\" + <id>", "späť\n\u{1f600}"] {
                assert_eq!(only(OutgoingField::Message, text).message(), text);
            }
        }
    }
    "lines 55 and 74, the words of a message that was delivered" {
        a_delivered_message_says_so_in_words {
            let native = r#"{"statuses": [{"id": "a:0", "status": "delivered", "recipient_id": "12025550143"}]}"#;
            let translation = translate(&Notification::parse(native).unwrap(), Some(NUMBER)).outgoing;
            assert_eq!(translation[0].message(), "Message delivered");
            for profile in both::<Outgoing>(&NAMES) {
                let request = profile.render(&translation[0]).unwrap();
                assert_eq!(profile.parse(&request).unwrap().callback.message(), "Message delivered");
            }
        }
        a_failed_message_has_the_title_of_its_error_beside_the_words {
            let native = r#"{"statuses": [{"id": "a:0", "status": "failed", "errors": [{"code": 1026, "title": "Not reachable"}]}]}"#;
            let translation = translate(&Notification::parse(native).unwrap(), Some(NUMBER)).outgoing;
            assert_eq!((translation[0].error(), translation[0].error_code()), ("Not reachable", "1026"));
            assert!(!translation[0].message().is_empty());
        }
    }
    "lines 75 and 76, phone_number and mobile" {
        both_numbers_are_the_recipients {
            let texts = [("phone_number", "12025550143"), ("mobile", "+12025550143")];
            let callback = sent(&both::<Outgoing>(&NAMES)[0], &texts);
            assert_eq!(callback.phone_number().unwrap(), callback.mobile().unwrap());
            assert_eq!(callback.mobile().unwrap().unwrap().to_string(), "+12025550143");
        }
    }
    "line 77, whatsapp_number" {
        the_business_number_is_in_the_form_of_e164 {
            let profile = Profile::<Outgoing>::for_callback_url(URL).unwrap();
            let callback = sent(&profile, &[("whatsapp_number", "12025550100")]);
            assert_eq!(callback.whatsapp_number().unwrap(), Some(PhoneNumber::parse(NUMBER).unwrap()));
            let callback = sent(&profile, &[("whatsapp_number", "(202) 555-0100")]);
            assert!(callback.whatsapp_number().is_err());
        }
    }
    "line 78, timestamp" {
        the_time_is_that_of_the_callback {
            let time = only(OutgoingField::Timestamp, "1710000042").timestamp().unwrap().unwrap();
            assert_eq!(time.unix_milliseconds(), 1_710_000_042_000);
        }
    }
    "line 84, postpaid" {
        a_postpaid_account_tells_the_price_of_a_delivered_message {
            let account = account(&json!({"account_type": "postpaid"}));
            let route = account.route::<Outgoing>(NUMBER, RouteRequest::ProfileId("status")).unwrap();
            let texts = [("id", "a:0"), ("status", "delivered"), ("price", "0.0125")];
            let request = route.render(&callback::<Outgoing>(&texts)).unwrap();
            let received = route.profile().parse(&request).unwrap();
            assert_eq!(received.callback.price().unwrap().unwrap().to_string(), "0.0125");
        }
        for_a_postpaid_account_nothing_is_said_about_prices {
            assert!(check_account(&json!({"account_type": "postpaid"})).diagnostics().is_empty());
        }
    }
    "line 85, Tech Provider" {
        for_a_tech_provider_the_price_is_noted_as_unsupported {
            let report = check_account(&json!({"account_type": "tech-provider"}));
            let prices: Vec<_> = report.iter().filter(|found| found.code() == Code::PriceUnsupported).collect();
            assert!(!prices.is_empty() && prices.iter().all(|found| found.severity() == Severity::Note), "{report}");
        }
        a_tech_providers_callbacks_never_have_a_price {
            let account = account(&json!({"account_type": "tech-provider"}));
            let callback = callback::<Outgoing>(&[("id", "a:0"), ("status", "delivered"), ("price", "0.01")]);
            for asked in [RouteRequest::ProfileId("status"), RouteRequest::CallbackUrl("https://example.com/mine")] {
                let route = account.route::<Outgoing>(NUMBER, asked).unwrap();
                let request = route.render(&callback).unwrap();
                let received = route.profile().parse(&request).unwrap();
                assert_eq!(
                    (received.callback.price().unwrap(), received.callback.text(OutgoingField::Id)),
                    (None, "a:0")
                );
                assert_eq!(received.callback, route.carried(&callback));
            }
        }
        for_a_tech_provider_the_price_of_a_callback_url_is_noted_too {
            let number = json!({"number": NUMBER, "outgoing": {"callback_url": "https://example.com/mine"}});
            let report = check_account(&json!({"account_type": "tech-provider", "profiles": [], "numbers": [number]}));
            assert_eq!(codes(&report), [Code::PriceUnsupported]);
        }
        a_tech_provider_has_to_ask_for_the_price_all_the_same {
            assert!(check_account(&json!({"account_type": "tech-provider"})).is_clean());
            let account = account(&json!({"account_type": "tech-provider"}));
            let (_, without_price) = NAMES.split_last().unwrap();
            let report = account.check_profile(&get_spec::<Outgoing>(without_price));
            assert_eq!(codes(&report), [Code::MissingPlaceholder]);
        }
    }
    "line 89, the first free conversations" {
        a_price_that_is_not_charged_is_told_and_read_like_any_other {
            let texts = [("status", "delivered"), ("price", "0.01"), ("message", "Message delivered")];
            for profile in both::<Outgoing>(&NAMES) {
                assert_eq!(sent(&profile, &texts).price().unwrap().unwrap().to_string(), "0.01");
            }
        }
    }
    "line 93, the profile of a number" {
        a_number_with_a_profile_gets_status_callbacks {
            let account = with_numbers(&json!([{"number": NUMBER, "outgoing": "status"}]));
            let found = goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing);
            assert_eq!(found.as_deref(), Ok("https://example.com/status"));
        }
        a_number_without_any_profile_or_url_is_worth_a_note {
            let report = check_account(
                &json!({"numbers": [{"number": NUMBER}, {"number": OTHER_NUMBER, "outgoing": "status"}]}),
            );
            let found: Vec<_> = report.iter().map(|found| (found.code().as_str(), found.severity())).collect();
            assert_eq!(found, [("no-callbacks", Severity::Note)]);
        }
        a_new_number_is_added_with_its_profile {
            let mut account = account(&json!({}));
            assert!(account.insert_number(number(NUMBER, "status")).unwrap().is_none());
            assert!(goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing).is_ok());
        }
        a_number_that_is_there_is_given_a_profile {
            let mut account = with_numbers(&json!([{"number": NUMBER}]));
            assert_eq!(account.insert_number(number(NUMBER, "status")).unwrap().unwrap().number, NUMBER);
            assert_eq!(account.numbers().count(), 1);
            assert!(goes_to::<Outgoing>(&account, NUMBER, RouteRequest::Nothing).is_ok());
        }
    }
    "line 99, several numbers" {
        each_number_may_have_another_profile_with_another_endpoint {
            let numbers =
                json!([{"number": NUMBER, "outgoing": "status"}, {"number": OTHER_NUMBER, "outgoing": "other-status"}]);
            let account = with_numbers(&numbers);
            let found =
                [NUMBER, OTHER_NUMBER].map(|number| goes_to::<Outgoing>(&account, number, RouteRequest::Nothing).unwrap());
            assert_eq!(found, ["https://example.com/status", "https://example.com/other-status"]);
        }
        several_numbers_may_have_one_profile {
            let numbers =
                json!([{"number": NUMBER, "outgoing": "status"}, {"number": OTHER_NUMBER, "outgoing": "status"}]);
            let account = with_numbers(&numbers);
            let found =
                [NUMBER, OTHER_NUMBER].map(|number| goes_to::<Outgoing>(&account, number, RouteRequest::Nothing).unwrap());
            assert_eq!(found[0], found[1]);
        }
    }
    "lines 101 to 105, the list of profiles" {
        all_profiles_that_there_are_are_listed {
            let account = account(&json!({}));
            let ids: Vec<_> = account.profiles().map(|profile| profile.spec().id.clone().unwrap()).collect();
            assert_eq!(ids, ["status", "other-status", "messages"]);
        }
        #[cfg(feature = "cli")]
        the_command_lists_them_with_their_ids {
            let folder = crate::util::files::Folder::new("documents-outgoing-list");
            let file = folder.write("account.json", account_file(&json!({})).to_string());
            let listed = crate::util::command::run(&["list", "--format", "json", &file], "").json();
            let ids: Vec<_> =
                listed["profiles"].as_array().unwrap().iter().map(|profile| profile["id"].clone()).collect();
            assert_eq!(ids, ["status", "other-status", "messages"]);
        }
        each_profile_has_an_id_of_its_own {
            for (id, code) in [(Value::Null, Code::MissingId), ("status".into(), Code::DuplicateId)] {
                let mut file = account_file(&json!({}));
                file["profiles"][1]["id"] = id;
                let report = Account::check(&serde_json::from_value(file).unwrap());
                assert_eq!(codes(&report), [code]);
            }
        }
    }
    "line 107, the list of numbers" {
        all_numbers_that_there_are_are_listed {
            let account = with_numbers(
                &json!([{"number": NUMBER, "outgoing": "status"}, {"number": OTHER_NUMBER, "outgoing": "status"}]),
            );
            let numbers: Vec<_> = account.numbers().map(|number| &*number.number).collect();
            assert_eq!(numbers, [NUMBER, OTHER_NUMBER]);
        }
    }
    "line 110, editing a number" {
        only_an_approved_number_can_be_edited {
            for (status, is_approved) in [("approved", true), ("pending", false), ("on hold", false)] {
                let mut account = with_numbers(&json!([{"number": NUMBER, "status": status}]));
                let edited = number(NUMBER, "status").with_status(NumberStatus::new(status));
                let refused = account.insert_number(edited).map_err(|report| codes(&report)).err();
                assert_eq!(refused, (!is_approved).then(|| vec![Code::NumberNotApproved]), "{status}");
                assert_eq!(account.number(NUMBER).unwrap().outgoing.is_some(), is_approved, "{status}");
            }
        }
        a_number_whose_status_is_not_given_counts_as_approved {
            let mut account = with_numbers(&json!([{"number": NUMBER}]));
            assert!(account.number(NUMBER).unwrap().is_approved());
            account.insert_number(number(NUMBER, "status")).unwrap();
        }
        a_status_that_nobody_knows_is_kept_with_its_number {
            let account = with_numbers(&json!([{"number": NUMBER, "status": "on hold"}]));
            assert_eq!(account.number(NUMBER).unwrap().status, Some(NumberStatus::new("on hold")));
        }
    }
    "line 112, the id in requests" {
        a_request_may_name_the_profile_by_its_id {
            let account = with_numbers(&json!([{"number": NUMBER, "outgoing": "status"}]));
            let found = goes_to::<Outgoing>(&account, NUMBER, RouteRequest::ProfileId("other-status"));
            assert_eq!(found.as_deref(), Ok("https://example.com/other-status"));
        }
        an_id_that_no_profile_has_is_refused {
            let found = goes_to::<Outgoing>(&account(&json!({})), NUMBER, RouteRequest::ProfileId("gone"));
            assert_eq!(found, Err(NoRoute::UnknownProfile("gone".into())));
        }
        a_profile_for_messages_is_refused_for_status_callbacks {
            let found = goes_to::<Outgoing>(&account(&json!({})), NUMBER, RouteRequest::ProfileId("messages"));
            assert!(matches!(found, Err(NoRoute::WrongDirection { .. })), "{found:?}");
        }
        delivered_and_read_are_told_by_one_callback_each {
            let account = with_numbers(&json!([{"number": NUMBER, "outgoing": "status"}]));
            let route = account.route::<Outgoing>(NUMBER, RouteRequest::Nothing).unwrap();
            let [delivered, read] = ["delivered", "read"].map(|status| {
                let request = route.render(&callback::<Outgoing>(&[("id", "a:0"), ("status", status)])).unwrap();
                let received = route.profile().parse(&request).unwrap();
                (received.callback.status().unwrap(), received.callback.dedup_key().unwrap())
            });
            assert!(read.0.supersedes(&delivered.0) && read.1 != delivered.1);
        }
    }
}
