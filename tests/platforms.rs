//! Profiles, accounts and receivers of several platforms: each is of the platform that it names.
#![cfg(test)]

use callback_profile::account::AccountSpec;
use callback_profile::diagnostic::{Code, Diagnostic, Report};
use callback_profile::field::kind;
use callback_profile::file::FileContent;
use callback_profile::request::BodyFormat;
use callback_profile::{Account, AnyProfile, Outgoing, Platform, Profile, ProfileSpec, Receiver, field_set};
use http::{HeaderMap, Method};
use serde_json::{Value, json};

field_set! {
    /// Parcels on their way.
    pub set Parcels = "send";
    /// A field of a parcel.
    enum ParcelField;
    /// A parcel.
    struct ParcelCallback;
    dedup_key [Id];
    placeholders "[" "]";
    required {
        /// The id.
        Id id: kind::MessageId,
        /// What it weighs.
        Grams grams: kind::Text = "250",
    }
    optional {
        /// A remark.
        Remark remark: kind::Text,
    }
}

/// A platform whose direction `send` has one field, and whose direction `outgoing` has the name of a built-in one.
fn platform(name: &str, field: &str, [open, close]: [&str; 2]) -> Platform {
    let set = json!({"dedup_key": [field], "fields": {field: {"required": true}, "text": "text"}});
    let file = json!({
        "platform": name, "placeholders": {"open": open, "close": close, "xml": {"open": "[", "close": "]"}},
        "field_sets": {"send": set, "outgoing": {"fields": {field: {"required": true}}}}
    });
    Platform::from_file(&file.to_string()).unwrap_or_else(|report| panic!("{report}"))
}

fn courier() -> Platform {
    platform("courier", "uuid", ["{{", "}}"])
}

/// A platform with one direction.
fn platform_of(name: &str, direction: &str) -> Platform {
    let file = json!({
        "platform": name, "placeholders": {"open": "%"}, "field_sets": {direction: {"fields": {"F": {"required": true}}}}
    });
    Platform::from_file(&file.to_string()).unwrap_or_else(|report| panic!("{report}"))
}

fn kannel() -> Platform {
    platform("kannel", "F", ["%", ""])
}

fn world() -> Platform {
    Platform::builtin().and(courier()).and(kannel())
}

fn get(platform: Option<&str>, direction: &str, query: &str) -> ProfileSpec {
    let mut spec = ProfileSpec::get::<Outgoing>(format!("https://example.com/?{query}"));
    direction.clone_into(&mut spec.direction);
    spec.platform = platform.map(str::to_owned);
    spec
}

fn codes(report: &Report) -> Vec<Code> {
    report.iter().map(Diagnostic::code).collect()
}

#[track_caller]
fn checked(platform: &Platform, spec: ProfileSpec) -> AnyProfile {
    platform.profile(spec).unwrap_or_else(|report| panic!("{report:#}"))
}

#[test]
fn a_set_is_that_of_the_platform_and_the_direction() {
    let only = courier().and(kannel());
    // The world, the platform and the direction that are named, a template, and the platform of which the set is.
    let rows = [
        (&world(), Some("courier"), "send", "id={{uuid}}", Some("courier")),
        (&world(), Some("kannel"), "send", "id=%F", Some("kannel")),
        (&world(), Some("courier"), "outgoing", "id={{uuid}}", Some("courier")),
        (&world(), Some("kannel"), "outgoing", "id=%F", Some("kannel")),
        (&only, None, "send", "id={{uuid}}", Some("courier")),
        (&only, Some("kannel"), "send", "id=%F", Some("kannel")),
        (&courier(), None, "send", "id={{uuid}}", Some("courier")),
        (&Platform::builtin().with::<Parcels>().and(courier()), None, "send", "id=[id]&g=[grams]", None),
        (&courier().with::<Parcels>(), Some("courier"), "send", "id={{uuid}}", Some("courier")),
    ];
    for (world, platform, direction, query, expected) in rows {
        let profile = checked(world, get(platform, direction, query));
        assert_eq!((profile.platform(), profile.direction()), (expected, direction), "{platform:?} {query}");
        let request = profile.sample_request().unwrap();
        let received = profile.parse(&request).unwrap();
        assert_eq!((received.platform(), received.direction()), (expected, direction));
    }
    let builtin = world().standard("outgoing", "https://example.com/dlr").unwrap();
    assert!(builtin.platform().is_none() && builtin.downcast::<Outgoing>().is_some());
}

#[test]
fn directions_are_told_of_the_platform_alone() {
    let report = world().check_profile(&get(Some("courier"), "sent", "id={{uuid}}"));
    assert_eq!(codes(&report), [Code::WrongDirection]);
    let found = report.iter().next().unwrap();
    assert_eq!(found.message(), "expected the direction `outgoing` or `send`, found `sent`");
    assert_eq!(found.help(), "did you mean `send`?");
    let report = world().check_profile(&get(None, "sideways", "id=<id>"));
    let found = report.iter().find(|found| found.code() == Code::WrongDirection).unwrap();
    assert_eq!(found.help(), "write `outgoing` or `incoming` or `delivery-report`");
}

#[test]
fn a_direction_of_a_platform_that_is_not_named_is_one_finding_and_nothing_is_fixed() {
    let more = world().and(platform("other", "id", ["[", "]"]));
    let (only, both) = ("`\"platform\": \"courier\"`", "`\"platform\": \"courier\"` or `\"platform\": \"kannel\"`");
    let all = format!("{both} or `\"platform\": \"other\"`");
    let one = Platform::builtin().and(courier());
    let add = |platforms: &str| format!("add {platforms}");
    let queries = ["id={{uuid}}", "id=%F&a=100%", "id=<uuid>", "id=%3Cid%3E", "id=[id]&id=@@Id@@", "a#{b}/?", ""];
    let rows = [
        (&one, None, "send", add(only)),
        (&world(), None, "send", add(both)),
        (&more, None, "send", add(&all)),
        (&one.clone().and(platform_of("kannel", "request")), None, "request", add("`\"platform\": \"kannel\"`")),
        (&one.clone().and(platform_of("kannel", "outgoin")), None, "outgoin", add("`\"platform\": \"kannel\"`")),
        (
            &one.clone().and(platform_of("kannel", "request")),
            Some("courier"),
            "request",
            "write `\"platform\": \"kannel\"`".to_owned(),
        ),
    ];
    for (world, named, direction, help) in rows {
        for query in queries {
            let spec = get(named, direction, query);
            let report = world.check_profile(&spec);
            assert_eq!(codes(&report), [Code::WrongDirection], "{query} {report:#}");
            let found = report.iter().next().unwrap();
            assert_eq!((found.help(), spec.text_of(found)), (&*help, Some(direction)));
            let file = serde_json::to_string(&spec).unwrap();
            assert_eq!(world.fix_file(&file).text(), Some(&*file));
        }
        for body in ["{\"to\": {{to}}}", "{\"to\": <to>, \"x\": \"%3Cid%3E\"}", "<no json"] {
            let mut spec = ProfileSpec::post::<Outgoing>("http://example.com/", body);
            direction.clone_into(&mut spec.direction);
            spec.platform = named.map(str::to_owned);
            assert_eq!(codes(&world.check_profile(&spec)), [Code::WrongDirection, Code::InsecureScheme], "{body}");
        }
    }
    // What is near to a direction of the platform that is named is more likely meant.
    let named = one.and(platform_of("kannel", "sent"));
    let report = named.check_profile(&get(Some("courier"), "sent", "id={{uuid}}"));
    assert_eq!(report.iter().next().unwrap().help(), "did you mean `send`?");
    let report = named.check_profile(&get(None, "sent ", "id={{uuid}}"));
    assert_eq!(report.iter().next().unwrap().help(), "write `outgoing` or `incoming` or `delivery-report`");
}

#[test]
fn a_platform_that_is_not_known_is_one_finding_and_nothing_is_fixed() {
    let give = "give its file, with `--platform FILE` or `Platform::from_file`";
    let near = format!("did you mean `courier`? else {give}");
    // Whatever placeholders look like, nobody knows whether they are some.
    let queries = ["id={{uuid}}", "id=%F&a=100%", "id=<uuid>", "id=%3Cid%3E", "id=[id]&id=@@Id@@", "a#{b}/?", ""];
    for (platform, help) in [("couriers", &*near), ("x", give), ("", give)] {
        for query in queries {
            let spec = get(Some(platform), "send", query);
            let report = world().check_profile(&spec);
            assert_eq!(codes(&report), [Code::UnknownPlatform], "{query} {report:#}");
            let found = report.iter().next().unwrap();
            assert_eq!((found.help(), found.message()), (help, &*format!("the platform `{platform}` is not known")));
            assert_eq!(spec.text_of(found), Some(platform));
            let file = serde_json::to_string(&spec).unwrap();
            assert_eq!(world().fix_file(&file).text(), Some(&*file));
        }
    }
    for body in ["{\"to\": {{to}}}", "{\"to\": <to>, \"x\": \"%3Cid%3E\"}", "<no json"] {
        let mut spec = ProfileSpec::post::<Outgoing>("http://example.com/", body).with_platform("x").with_title("a!");
        assert_eq!(
            codes(&world().check_profile(&spec)),
            [Code::InvalidTitle, Code::UnknownPlatform, Code::InsecureScheme],
            "what holds of any template is told all the same"
        );
        spec.body = None;
        assert!(codes(&world().check_profile(&spec)).contains(&Code::MissingBody));
    }
    let typed = Profile::<Outgoing>::check(&get(Some("courier"), "outgoing", "id={{uuid}}"));
    assert_eq!(codes(&typed), [Code::UnknownPlatform], "a type is of no platform");
}

#[test]
fn of_two_platforms_of_one_name_the_later_counts() {
    let other = platform("courier", "number", ["(", ")"]);
    let world = world().and(other);
    assert!(world.platforms().eq(["kannel", "courier"]));
    checked(&world, get(Some("courier"), "send", "id=(number)"));
    assert_eq!(world.named("courier").unwrap().fields("send").unwrap()[0].name(), "number");
    assert!(world.named("nobody").is_none() && world.named("").is_none());
    assert_eq!(courier().and(kannel()).and(courier()), kannel().and(courier()));
}

fn account() -> Value {
    json!({
        "platform": "courier",
        "profiles": [
            {"id": "c", "direction": "send", "method": "GET", "endpoint": "https://example.com/c?id={{uuid}}"},
            {"id": "k", "platform": "kannel", "direction": "send", "method": "GET", "endpoint": "https://example.com/k?id=%F"},
        ],
        "numbers": [{"number": "+12025550100", "send": "c", "outgoing": {"callback_url": "https://example.com/u"}}]
    })
}

#[track_caller]
fn findings(account: &Value) -> Vec<String> {
    let report = world().check_file(&account.to_string());
    report.iter().map(|found| format!("{}: {}", found.diagnostic().code(), found.diagnostic().message())).collect()
}

#[test]
fn the_platform_of_an_account_holds_for_what_names_none() {
    let written: AccountSpec = serde_json::from_value(account()).unwrap();
    let mut account = world().account(written.clone()).unwrap_or_else(|report| panic!("{report:#}"));
    assert_eq!(account.platform_name(), Some("courier"));
    assert_eq!(account.to_spec(), written);
    let platforms: Vec<_> = account.profiles().map(AnyProfile::platform).collect();
    assert_eq!(platforms, [Some("courier"), Some("kannel")]);
    // What stands in the account stands by itself, too.
    let spec = account.profile("c").unwrap().spec().clone();
    assert_eq!(checked(&world(), spec).platform(), Some("courier"));
    assert!(codes(&account.check_profile(&get(None, "send", "id={{uuid}}"))).is_empty());

    let builtin = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap().into_spec().with_id("b");
    let refused = account.insert_profile(AnyProfile::try_from(builtin).unwrap()).unwrap_err();
    assert_eq!(codes(&refused), [Code::WrongDirection], "an account's file could not say so: {refused}");
    let other = checked(&world(), get(Some("kannel"), "send", "id=%F").with_id("c"));
    assert_eq!(codes(&account.insert_profile(other).unwrap_err()), [Code::WrongDirection], "a number names it");
}

#[test]
fn a_profile_that_is_used_in_an_account_is_of_its_platform() {
    let account = world().account(serde_json::from_value(account()).unwrap()).unwrap();
    let mut spec =
        ProfileSpec::post::<Outgoing>("http://example.com/", r#"{"a": "<hush!>", "b": "{{uuid}} {{tezt}}"}"#);
    "send".clone_into(&mut spec.direction);
    let file = serde_json::to_string(&spec).unwrap();
    let report = account.check_file(&file);
    let codes: Vec<_> = report.iter().map(|found| found.diagnostic().code()).collect();
    assert_eq!(codes, [Code::InsecureScheme, Code::UnknownPlaceholder]);
    assert!(!format!("{report:#}{}", report.masked(&file)).contains("hush"), "{report:#}");
    assert!(format!("{report:#}").contains("{{uuid}}*{{tezt}}"), "{report:#}");
}

#[test]
fn what_an_account_says_is_judged_by_its_platform() {
    let change = |pointer: &str, value: Value| {
        let mut account = account();
        *account.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        account
    };
    let target = json!({"number": "+12025550100", "incoming": "c"});
    let rows = [
        (account(), &[][..]),
        (change("/platform", json!("couriers")), &["unknown-platform: the platform `couriers` is not known"]),
        (change("/platform", json!(7)), &["wrong-type: expected a string as `platform`, found a number"]),
        (change("/profiles/1/platform", json!("kanel")), &["unknown-platform: the platform `kanel` is not known"]),
        (
            change("/numbers/0/send", json!("k")),
            &["wrong-direction: profile `k` is for `send` of the platform `kannel`, not for `send`"],
        ),
        (
            change("/numbers/0", target),
            &[
                "unknown-key: unknown key `incoming`",
                "no-callbacks: \
            the number has neither a profile nor a callback URL, so no callback is made for it",
            ],
        ),
    ];
    for (account, expected) in rows {
        assert_eq!(findings(&account), expected, "{account}");
    }
    let mut without = account();
    without.as_object_mut().unwrap().remove("platform");
    let found = findings(&without).join("\n");
    assert!(found.contains("wrong-direction: expected the direction `outgoing` or `incoming` or `delivery-report`"));
    assert!(found.contains("unknown-key: unknown key `send`"), "{found}");
}

#[test]
fn a_receiver_tells_platforms_with_equal_directions_apart() {
    let profiles = [("courier", "/c?id={{uuid}}"), ("kannel", "/k?id=%F")].map(|(platform, target)| {
        let mut spec = get(Some(platform), "send", "");
        spec.endpoint = format!("https://example.com{target}");
        checked(&world(), spec)
    });
    let receiver = Receiver::new(profiles);
    let receive =
        |target: &'static str| receiver.receive(&Method::GET, target, &HeaderMap::new(), b"").unwrap().received;
    let [ours, theirs] = ["/c?id=7", "/k?id=7"].map(receive);
    assert_eq!([ours.platform(), theirs.platform()], [Some("courier"), Some("kannel")]);
    assert_eq!([ours.direction(), theirs.direction()], ["send", "send"]);
    assert_eq!(ours.dedup_key().as_deref(), Some("courier:send/7"));
    assert_eq!(theirs.dedup_key().as_deref(), Some("kannel:send/7"));
}

#[test]
fn a_placeholder_that_was_never_filled_is_told_as_the_platform_writes_it() {
    let profile = checked(&world(), get(Some("courier"), "send", "id={{uuid}}&text={{text}}"));
    let folded = json!({
        "platform": "f", "placeholders": {"open": "@@", "close": "@@", "ignore_case": true},
        "field_sets": {"send": {"fields": {"uuid": "text"}}}
    });
    let folded = Platform::from_file(&folded.to_string()).unwrap();
    let folded = checked(&folded, get(None, "send", "id=@@uuid@@"));
    let rows = [
        (&profile, "id=%7B%7Buuid%7D%7D", true),
        (&profile, "id={{uuid}}", true),
        (&profile, "id=%257B%257buuid%257D%257D", true),
        (&profile, "id=%5Buuid%5D", true), // the pair of XML
        (&profile, "id=%3Cuuid%3E", true),
        (&profile, "id={{text}}", false),
        (&profile, "id={{UUID}}", false),
        (&profile, "id={{uuid}}.", false),
        (&folded, "id=@@UuId@@", true),
    ];
    for (profile, query, is_unfilled) in rows {
        let received = profile.parse_query(query).unwrap();
        assert_eq!(received.unfilled().collect::<Vec<_>>(), if is_unfilled { vec!["uuid"] } else { vec![] }, "{query}");
        assert_eq!(received.dedup_key().is_none(), is_unfilled || received.dedup_key().is_none(), "{query}");
    }
}

#[test]
fn standard_profiles_write_the_syntax_of_their_platform() {
    let url = "https://example.com/x?tenant=7";
    let courier = world().named("courier").unwrap().standard("send", url).unwrap();
    assert_eq!(courier.spec().endpoint, "https://example.com/x?tenant=7&uuid={{uuid}}");
    assert_eq!(courier.spec().platform.as_deref(), Some("courier"));
    let kannel = world().named("kannel").unwrap().standard_post("send", url).unwrap();
    assert_eq!(kannel.spec().body.as_deref(), Some("{\n  \"F\": \"%F\"\n}"));
    let typed = Profile::<Parcels>::standard(url).unwrap();
    assert_eq!(typed.endpoint(), "https://example.com/x?tenant=7&id=[id]&grams=[grams]");
    let all = Profile::<Parcels>::for_callback_url("https://example.com/x").unwrap();
    assert_eq!(all.endpoint(), "https://example.com/x?id=[id]&grams=[grams]&remark=[remark]");
    let own = Profile::<Parcels>::for_callback_url("https://example.com/x?i=[id]&g=[grams]").unwrap();
    assert_eq!(own.endpoint(), "https://example.com/x?i=[id]&g=[grams]", "it is a template already");
    for profile in [AnyProfile::from(typed), AnyProfile::from(all), courier, kannel] {
        for sample in profile.samples().chain([profile.stress_sample()]) {
            let request = sample.request().unwrap();
            let received = profile.parse(&request).unwrap();
            assert!(received.problems().is_empty() && received.extra().is_empty(), "{request:?} {received:?}");
            let placed: Vec<_> = sample.fields().filter(|(name, _)| received.text(name) != Some("")).collect();
            assert!(received.fields().eq(placed), "{request:?} {received:?}");
        }
    }
    let unquoted = json!({
        "platform": "u", "placeholders": {"open": "{{", "close": "}}", "json": "unquoted"},
        "field_sets": {"send": {"fields": {"to": {"required": true}}}}
    });
    let unquoted = Platform::from_file(&unquoted.to_string()).unwrap();
    assert_eq!(
        unquoted.standard_post("send", "https://example.com/").unwrap().spec().body.as_deref(),
        Some("{\n  \"to\": {{to}}\n}")
    );
}

#[test]
fn a_file_holds_what_its_platform_says() {
    let file = serde_json::to_string(&get(Some("courier"), "send", "id={{uuid}}")).unwrap();
    assert!(file.starts_with(r#"{"platform":"courier","direction":"send","#), "{file}");
    let (report, content) = world().read_file(&file);
    assert!(report.is_clean(), "{report:#}");
    assert!(matches!(content, Some(FileContent::Profile(profile)) if profile.platform() == Some("courier")));
    let again: ProfileSpec = serde_json::from_str(&file).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), file);
    assert!(format!("{again:?}").contains("platform: \"courier\""), "{again:?}");

    // A direction that is missing is guessed among those of the platform.
    let guessed = world().check_file(r#"{"platform": "courier", "method": "GET", "endpoint": "https://example.com/"}"#);
    let messages: Vec<_> = guessed.iter().map(|found| found.diagnostic().message()).collect();
    assert!(messages.contains(&"key `direction` is missing"), "{messages:?}");
    assert!(messages.iter().all(|message| !message.contains("`<id>`")), "{messages:?}");
    assert!(Account::check(&serde_json::from_value(account()).unwrap()).has_errors());
}

/// What is static is secret, whatever it looks like in another syntax; a placeholder is not.
#[test]
fn excerpts_show_the_placeholders_of_the_platform_and_no_secret() {
    let unquoted = json!({
        "platform": "unquoted", "placeholders": {"open": "{{", "close": "}}"},
        "field_sets": {"send": {"fields": {"uuid": {"required": true}, "text": "text"}}}
    });
    let percent = json!({
        "platform": "percent", "placeholders": {"open": "%", "close": "%", "escape": "%%"},
        "field_sets": {"send": {"fields": {"uuid": {"required": true}, "text": "text"}}}
    });
    let made = |file: &Value| Platform::from_file(&file.to_string()).unwrap();
    let world = world().and(made(&unquoted)).and(made(&percent));
    let [json, form] = [BodyFormat::Json, BodyFormat::Form].map(Some);
    let xml = BodyFormat::ALL.iter().copied().find(|format| format.as_str() == "xml");
    // A platform, a format, a template in which static texts hold `hush`, and what is shown of it.
    let rows = [
        ("courier", None, "a=hush&b={{uuid}}&c=<hush!>&d=hush-{{text}}&e={{tezt}}", "{{tezt}}"),
        ("courier", json, r#"{"a": "<hush!>", "b": "{{uuid}}", "c": "hush {{text}}", "e": "{{tezt}}"}"#, "{{tezt}}"),
        ("courier", json, r#"{"a": "<hush!>", "b": "{{uuid}}", "c": <hush!>}"#, "{{uuid}}"),
        ("courier", form, "a=<hush!>&b={{uuid}}&c=hush+{{text}}&e={{tezt}}", "{{tezt}}"),
        ("courier", xml, "<r><a>{hush!}</a><b>[uuid]</b><c>hush [text]</c><e x='{hush!}'>[tezt]</e></r>", "[tezt]"),
        ("unquoted", json, r#"{"a": "<hush!>", "b": {{uuid}}, "c": 77, "e": {{tezt}}}"#, "{{tezt}}"),
        ("percent", json, r#"{"a": "<hush!>%%", "b": "%uuid%", "c": "%%hush!%%", "e": "%tezt%"}"#, "%tezt%"),
        ("percent", form, "a=<hush!>&b=%uuid%&e=%tezt%", "%tezt%"),
        ("nobody", json, r#"{"a": "<hush!>", "b": "{{uuid}}", "c": "hush {{text}}"}"#, ""),
    ];
    let mut rendered = 0;
    for (platform, format, template, shown) in rows {
        if format.is_none() && template.starts_with('<') {
            continue;
        }
        let mut spec = match format {
            None => get(Some(platform), "send", template),
            Some(format) => ProfileSpec::post::<Outgoing>("http://example.com/?key=<hush!>", template)
                .with_platform(platform)
                .with_body_format(format),
        };
        "send".clone_into(&mut spec.direction);
        let report = world.check_profile(&spec);
        let file = serde_json::to_string_pretty(&spec).unwrap();
        let of_file = world.check_file(&file);
        for printed in [format!("{report:#}"), format!("{of_file:#}"), of_file.masked(&file)] {
            assert!(report.has_errors() && !printed.contains("hush"), "{template}\n{printed}");
            assert!(printed.contains(shown), "{template}\n{printed}");
        }
        // With the right name and characters it can be rendered.
        for text in [Some(&mut spec.endpoint), spec.body.as_mut()].into_iter().flatten() {
            *text = text.replace("tezt", "text").replace("=<hush!>", "=hush");
        }
        let Ok(profile) = world.profile(spec) else { continue };
        rendered += 1;
        let [request, masked] = [profile.sample_request(), profile.masked_sample_request()].map(Result::unwrap);
        let [request, masked] = [request, masked].map(|sent| format!("{} {:?}", sent.url(), sent.body()));
        assert!(request.contains("hush") && !masked.contains("hush"), "{template}\n{masked}");
        assert_eq!(request.chars().count(), masked.chars().count(), "{masked}");
    }
    assert!(rendered >= 6, "{rendered}");
}

#[test]
fn of_many_directions_a_message_names_a_few() {
    let sets: serde_json::Map<_, _> =
        (0..300).map(|number| (format!("direction.{number:03}"), json!({"fields": {"a": "text"}}))).collect();
    let file = json!({"platform": "wide", "placeholders": {"open": "{{", "close": "}}"}, "field_sets": sets});
    let platform = Platform::from_file(&file.to_string()).unwrap();
    let report = platform.check_profile(&get(None, "?", "a={{a}}"));
    let found = report.iter().find(|found| found.code() == Code::WrongDirection).unwrap();
    assert!(found.message().ends_with("`direction.007` or 292 more, found `?`"), "{}", found.message());
}

#[test]
fn a_profile_matches_what_goes_to_its_endpoint() {
    let file = |escape: bool| {
        let mut placeholders = json!({"open": "$", "path": true});
        if escape {
            placeholders["escape"] = json!("$$");
        }
        let file = json!({"platform": "p", "placeholders": placeholders,
            "field_sets": {"send": {"fields": {"id": "text", "a?b": "text"}}}});
        Platform::from_file(&file.to_string()).unwrap()
    };
    // The path of the endpoint, that of a URL, and whether it is the same place.
    let rows = [
        ("/hook/$id", "/hook/7", true),
        ("/hook/$id", "/hook/", true),
        ("/hook/$id", "/hook/%2F%2e%25", true),
        ("/hook/$id", "/hook", false),
        ("/hook/$id", "/hook/7/", false),
        ("/hook/$id", "/v2/hook/7", false),
        ("/hook/$id", "/7", false),
        ("/hook/$id", "/HOOK/7", false),
        ("/hook/$id/end", "/hook/7/end", true),
        ("/hook/$id/end", "/hook/7/8/end", false),
        ("/hook/a-$id.x", "/hook/a-7.x", true),
        ("/hook/a-$id.x", "/hook/7.x", false),
        ("/hook/a-$id.a-", "/hook/a-", false),
        ("/$id/$a?b", "/7/8", true),
        ("/$id/$a?b", "/7", false),
        ("/$id$a?b", "/7", true),
        ("/h%C3%A9/$id", "/h\u{e9}/7", true),
        ("/%68ook/$id", "/hook/7", true),
        ("/v/../hook/$id", "/hook/7", true),
        ("/v/../hook/$id", "/v/../hook/7", true),
        ("/v/%2e%2E/hook/$id", "/hook/7", true),
        ("/./hook/$id/", "/hook/7/", true),
        ("/hook/$id/", "/hook/7/", true),
        ("/../$id", "/7", true),
        ("/hook", "/hook", true),
        ("/hook", "/hook/7", false),
    ];
    for (path, found, expected) in rows {
        let mut spec = get(None, "send", "");
        spec.endpoint = format!("https://example.com{path}?a=$id&b=1");
        let profile = checked(&file(false), spec);
        for query in ["", "?a=7&b=1", "?x=/hook/7", "#/hook"] {
            let url = format!("https://EXAMPLE.com:443{found}{query}");
            assert_eq!(profile.matches(&url), expected, "{path} {url}");
        }
        assert!(!profile.matches(&format!("https://example.org{found}")), "{path}");
        assert!(!profile.matches(found) && !profile.matches(""), "{path}");
    }
    // What an escape stands for is what is sent.
    for path in ["$$id", "$$id/$id"] {
        let mut spec = get(None, "send", "");
        spec.endpoint = format!("https://example.com/{path}?a=$id");
        let profile = checked(&file(true), spec);
        let request = profile.sample_request().unwrap();
        assert!(profile.matches(request.url()), "{path} {}", request.url());
    }
}
