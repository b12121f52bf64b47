//! Accounts: what the check finds, what can be changed, and where a callback goes.
#![cfg(test)]

use callback_profile::account::{AccountSpec, AccountType, NoRoute, NumberSpec, RouteRequest, TargetSpec};
use callback_profile::diagnostic::{Code, Report, Severity};
use callback_profile::field::Callback;
use callback_profile::file::{FileReport, fix_file};
use callback_profile::value::{NumberStatus, Product};
use callback_profile::webhook::ReportType;
use callback_profile::{
    Account, AnyProfile, DeliveryReport, FieldSet, Incoming, Outgoing, OutgoingCallback, OutgoingField, Profile,
    ProfileSpec, check_file,
};
use proptest::prelude::*;
use util::rows;

mod util;

fn standard_outgoing(url: &str, id: &str) -> ProfileSpec {
    Profile::<Outgoing>::standard(url).unwrap().into_spec().with_id(id)
}

fn standard_incoming(url: &str, id: &str) -> ProfileSpec {
    Profile::<Incoming>::standard_post(url).unwrap().into_spec().with_id(id)
}

fn number(
    number: &str,
    outgoing: impl Into<Option<TargetSpec>>,
    incoming: impl Into<Option<TargetSpec>>,
) -> NumberSpec {
    let mut spec = NumberSpec::new(number);
    (spec.outgoing, spec.incoming) = (outgoing.into(), incoming.into());
    spec
}

fn profile_id(id: &str) -> TargetSpec {
    TargetSpec::Profile(id.to_owned())
}

fn callback_url(url: &str) -> TargetSpec {
    TargetSpec::Url { callback_url: url.to_owned() }
}

fn sound() -> AccountSpec {
    let mut spec = AccountSpec::default();
    spec.whitelist = Some(vec!["example.com".to_owned()]);
    spec.profiles = vec![
        standard_outgoing("https://api.example.com/dlr", "out"),
        standard_incoming("https://example.com/wa", "in"),
    ];
    spec.numbers = vec![
        number("+12025550100", profile_id("out"), profile_id("in")),
        number("12025550101", callback_url("https://example.com/other?key=1"), None),
    ];
    spec
}

#[test]
fn a_sound_account_is_clean_and_comes_back() {
    assert!(Account::check(&sound()).is_clean());
    let account = Account::try_from(sound()).unwrap();
    let json = serde_json::to_string(&account).unwrap();
    let again: Account = serde_json::from_str(&json).unwrap();
    assert_eq!(again.to_spec(), sound());
    let keys = serde_json::from_str::<Account>(r#"{"account_type":"prepaid","whitelst":[]}"#).unwrap_err().to_string();
    let expected = "unknown field `whitelst`, expected one of `platform`, `account_type`, `whitelist`";
    assert!(keys.starts_with(expected), "{keys}");
    let tech: AccountSpec = serde_json::from_str(r#"{"account_type":"tech-provider"}"#).unwrap();
    assert!(Account::check(&tech).is_clean());
}

#[test]
fn findings_come_all_at_once_with_exact_texts() {
    let mut spec = sound();
    spec.whitelist.get_or_insert_default().extend(["https://other.example/".to_owned(), "a b".to_owned()]);
    spec.profiles.push(standard_outgoing("https://example.net/x", "out"));
    spec.profiles.push(ProfileSpec::get::<Outgoing>("https: //x"));
    spec.numbers.extend([
        number("(202) 555-0100", profile_id("gone"), profile_id("out")),
        number("12025550100", callback_url("https: //x"), callback_url("https://evil.net/?key=hush")),
    ]);
    let report = Account::check(&spec);
    let texts: Vec<String> =
        report.iter().filter(|found| found.code() != Code::MissingPlaceholder).map(ToString::to_string).collect();
    let expected = [
        "error[invalid-whitelist-entry]: `https://other.example/` is not a domain at whitelist `1`, line 1, column 1 (bytes 0..22); write `other.example`",
        "error[invalid-whitelist-entry]: `a b` is not a domain at whitelist `2`, line 1, column 1 (bytes 0..3); write a domain such as `example.com`",
        "error[duplicate-id]: id `out` is another profile's already at profiles `2`, line 1, column 1 (bytes 0..3); give each profile an id of its own",
        "warning[not-whitelisted]: the endpoint's host is not in the whitelist, so no callback is made at profiles/2 endpoint, line 1, column 1 (bytes 0..21); add its domain to the whitelist",
        "error[missing-id]: a profile of an account needs an id at profiles `3`, line 1, column 1 (bytes 0..0); add `\"id\": …`",
        "error[invalid-endpoint]: the endpoint is not a URL: it does not begin with `https://` or `http://` at profiles/3 endpoint, line 1, column 1 (bytes 0..9); write an absolute URL such as `https://example.com/callbacks`",
        "error[invalid-number]: `(202) 555-0100` is not a telephone number at numbers `2`, line 1, column 1 (bytes 0..14); write it in the form of E.164, such as `+12025550100`",
        "error[dangling-profile]: there is no profile with the id `gone` at numbers `2/outgoing`, line 1, column 1 (bytes 0..4); name a profile of the account",
        "error[wrong-direction]: profile `out` is for `outgoing`, not for `incoming` at numbers `2/incoming`, line 1, column 1 (bytes 0..3); name a profile of this direction",
        "error[invalid-endpoint]: the endpoint is not a URL: it does not begin with `https://` or `http://` at numbers/3/outgoing endpoint, line 1, column 1 (bytes 0..9); write an absolute URL such as `https://example.com/callbacks`",
        "warning[not-whitelisted]: the endpoint's host is not in the whitelist, so no callback is made at numbers/3/incoming endpoint, line 1, column 1 (bytes 0..17); add its domain to the whitelist",
        "error[duplicate-number]: number `12025550100` stands twice at numbers `3`, line 1, column 1 (bytes 0..11); keep one of them",
    ];
    let texts: Vec<_> = texts.iter().filter(|text| !text.contains("invalid-character")).map(String::as_str).collect();
    assert_eq!(texts, expected);
    let fix = report.diagnostics()[0].fix().unwrap();
    assert_eq!(fix.apply(&spec.whitelist.as_ref().unwrap()[1]).as_deref(), Some("other.example"));
    assert!(!format!("{report:?} {spec:?}").contains("hush"));
}

#[test]
fn a_tech_providers_complete_profile_is_clean() {
    let mut spec = sound();
    spec.account_type = Some(AccountType::TechProvider);
    let report = Account::check(&spec);
    let found: Vec<_> = report.iter().map(|found| (found.code(), found.severity())).collect();
    // That of the profile, and that of the callback URL.
    assert_eq!(found, [(Code::PriceUnsupported, Severity::Note); 2]);
    assert!(report.is_clean());
    assert_eq!(report.diagnostics()[0].span().of(&spec.profiles[0].endpoint), Some("<price>"));
}

#[test]
fn profiles_and_numbers_are_added_replaced_and_removed() {
    let mut account = Account::try_from(sound()).unwrap();
    let error = account.remove_profile("out").unwrap_err();
    assert_eq!(error.to_string(), "the profile is in use by +12025550100");
    assert!(account.remove_profile("nothing").unwrap().is_none());
    assert!(account.number("+12025550101").is_some() && account.number("12025550199").is_none());
    assert_eq!(account.remove_number("12025550100").unwrap().number, "+12025550100");
    assert_eq!(account.remove_profile("out").unwrap().unwrap().spec().id.as_deref(), Some("out"));
    let other = AnyProfile::try_from(standard_outgoing("https://example.com/new", "in")).unwrap();
    assert_eq!(account.insert_profile(other.clone()).unwrap().unwrap().direction(), "incoming");
    assert_eq!((account.profiles().count(), account.profile("in").unwrap().direction()), (1, "outgoing"));
    let replaced = account.insert_number(number("+12025550101", profile_id("in"), None)).unwrap().unwrap();
    assert_eq!((account.numbers().count(), replaced.number.as_str()), (1, "12025550101"));
    let before = account.to_spec();
    let rows = [
        (number("12025550102", profile_id("gone"), None), Code::DanglingProfile),
        (number("12025550102", None, profile_id("in")), Code::WrongDirection),
        (number("12025550102", callback_url("https: //x"), None), Code::InvalidEndpoint),
        (number("+1 (202)", None, None), Code::InvalidNumber),
    ];
    for (number, code) in rows {
        let report = account.insert_number(number).unwrap_err();
        assert!(report.iter().any(|found| found.code() == code), "{report}");
    }
    let unnamed = Profile::<Outgoing>::standard("https://example.com/").unwrap();
    assert_eq!(account.insert_profile(unnamed.into()).unwrap_err().diagnostics()[0].code(), Code::MissingId);
    let turned = AnyProfile::try_from(standard_incoming("https://example.com/new", "in")).unwrap();
    let report = account.insert_profile(turned).unwrap_err().to_string();
    assert!(
        report.starts_with("error[wrong-direction]: profile `in` is for `incoming`, not for `outgoing`"),
        "{report}"
    );
    assert_eq!(account.to_spec(), before);
    assert!(Account::check(&before).is_clean());
}

#[test]
fn callbacks_are_routed() {
    let account = Account::try_from(sound()).unwrap();
    let url = |number: &str, asked: RouteRequest<'_>| {
        account.route::<Outgoing>(number, asked).map(|route| route.profile().endpoint().to_owned())
    };
    assert!(url("12025550100", RouteRequest::Nothing).unwrap().starts_with("https://api.example.com/dlr?id=<id>"));
    assert!(url(" 12025550101", RouteRequest::Nothing).unwrap().starts_with("https://example.com/other?key=1&id=<id>"));
    let mine = url("nobody", RouteRequest::CallbackUrl("https://example.com/mine")).unwrap();
    assert!(mine.contains("whatsapp_number=<whatsapp_number>"), "{mine}");
    assert!(url("12025550101", RouteRequest::ProfileId("out")).unwrap().starts_with("https://api.example.com/"));
    let rows = [
        (url("12025550199", RouteRequest::Nothing), "the account has no such number"),
        (url("12025550100", RouteRequest::ProfileId("x")), "the account has no profile with the id `x`"),
        (
            url("12025550100", RouteRequest::ProfileId("in")),
            "the profile is for `incoming` callbacks, and this is one for `outgoing`",
        ),
        (
            url("12025550100", RouteRequest::CallbackUrl("https://u:p@evil.net/?t=hush")),
            "the host `evil.net` is not in the account's whitelist",
        ),
    ];
    for (found, expected) in rows {
        assert_eq!(found.unwrap_err().to_string(), expected);
    }
    let invalid = url("12025550100", RouteRequest::CallbackUrl("https: //x")).unwrap_err();
    assert!(
        matches!(&invalid, NoRoute::InvalidUrl(report) if report.iter().any(|found| found.platform_error().is_some()))
    );
    let nothing = account.route::<Incoming>("12025550101", RouteRequest::Nothing).unwrap_err();
    assert_eq!(nothing, NoRoute::NothingConfigured);
    let route = account.route::<Incoming>("+12025550100", RouteRequest::Nothing).unwrap();
    assert!(route.render(&route.profile().sample()).unwrap().body().unwrap().contains("\"reply_to\""));
}

#[test]
fn a_callback_url_is_judged_as_it_was_given() {
    type Found = (&'static str, usize, usize);
    let rows: [(&str, &[Found]); 5] = [
        ("http://example.com/", &[("insecure-scheme", 0, 4)]),
        ("https://example.com/#top", &[("endpoint-fragment", 20, 24)]),
        ("https://example.com/a b", &[("invalid-character", 21, 22)]),
        ("https://example.com/?id=7", &[("repeated-parameter", 25, 25)]),
        ("https://example.net/?key=7", &[("not-whitelisted", 0, 20)]),
    ];
    for (url, expected) in rows {
        let mut spec = sound();
        spec.numbers = vec![number("12025550100", callback_url(url), None)];
        let report = Account::check(&spec);
        let found: Vec<_> =
            report.iter().map(|found| (found.code().as_str(), found.span().start, found.span().end)).collect();
        assert_eq!(found, expected, "{url}");
        assert!(report.iter().all(|found| found.owner() == Some("numbers/0/outgoing")));
    }
}

#[test]
fn a_callback_url_is_fixed_up_to_its_end() {
    let file = r#"{"account_type": "postpaid", "whitelist": ["example.com"],
        "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "https://example.com/dlr?x=<mesage>"}}]}"#;
    let fixed = fix_file(file);
    let text = fixed.text().unwrap();
    assert!(text.contains("dlr?x=<message>&id=<id>&custom_response=<custom_response>&"), "{text}");
    assert!(check_file(fixed.as_bytes()).is_clean());
}

#[test]
fn the_last_profile_of_an_id_counts() {
    let mut spec = sound();
    let mut broken = standard_outgoing("https://example.com/dlr", "p9");
    "nothing".clone_into(&mut broken.direction);
    spec.profiles.extend([broken, standard_incoming("https://example.com/wa", "p9")]);
    spec.numbers.push(number("+12025550177", None, Some(profile_id("p9"))));
    let codes: Vec<_> = Account::check(&spec).iter().map(|found| (found.code(), found.owner().is_some())).collect();
    assert_eq!(
        codes.iter().filter(|(code, is_owned)| *code == Code::WrongDirection && !is_owned).count(),
        0,
        "{codes:?}"
    );
}

#[test]
fn many_findings_end_in_one_line() {
    let mut spec = sound();
    spec.whitelist.get_or_insert_default().extend((0..5_000).map(|index| format!("https://{index}.example/")));
    let report = Account::check(&spec);
    assert_eq!(report.diagnostics().len(), 1_001);
    assert_eq!(report.diagnostics()[1_000].code(), Code::TooManyFindings);
}

/// Whatever the check of a file finds without error can be loaded.
#[test]
fn what_is_checked_is_loaded() {
    let endpoint = Profile::<Outgoing>::standard("https://example.com/").unwrap().endpoint().to_owned();
    let files = [
        r#"{"account_type": "postpaid", "whitelist": null, "profiles": null, "webhooks": null, "numbers": null}"#.to_owned(),
        r#"{"account_type": "postpaid", "numbers": [{"number": "+12025550100", "outgoing": null, "incoming": null}]}"#.to_owned(),
        format!(r#"{{"account_type": "prepaid", "profiles": [{{"id": "a", "title": null, "direction": "outgoing", "method": "GET", "endpoint": "{endpoint}", "body": null, "body_format": null, "headers": null}}]}}"#),
        r#"{"account_type": "prepaid", "profiles": [], "webhooks": [{"id": "w", "product": "WhatsApp", "send_method": "json", "report_type": "mo", "endpoint": "https://example.com/", "waba_number": null, "parameters": null, "custom_parameters": null, "custom_headers": null, "time_unit": null, "time_offset_minutes": null, "xml_root": null}]}"#.to_owned(),
    ];
    for file in files {
        let report = check_file(file.as_bytes());
        assert!(!report.has_errors(), "{report:?}");
        let account: Account = serde_json::from_str(&file).unwrap();
        assert_eq!(Account::try_from(account.to_spec()).unwrap().to_spec(), account.to_spec());
    }
}

#[test]
fn what_cannot_be_loaded_is_not_clean() {
    let webhook = |members: &str| {
        format!(
            r#"{{"product": "rcs", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/", {members}}}"#
        )
    };
    let members = [
        r#""time_offset_minutes": -0"#,
        r#""id": "\ud800""#,
        r#""time_offset_minutes": 1.0"#,
        r#""id": "a", "id": "b""#,
    ];
    for file in members.map(webhook) {
        assert!(serde_json::from_str::<callback_profile::Webhook>(&file).is_err(), "{file}");
        assert!(check_file(file.as_bytes()).has_errors(), "{file}");
    }
}

#[test]
fn places_in_files_are_those_of_what_is_wrong() {
    let rows = [
        (
            "{\"account_type\": \"postpaid\", \"profiles\": [\n{\"id\": \"a\", \"direction\": \"outgoing\", \"method\": \"POST\", \"endpoint\": \"https://example.com/\"}]}",
            Code::MissingBody,
            2,
            1,
        ),
        (
            "{\"direction\": \"outgoing\", \"method\": \"GET\", \"endpoint\": \"https://example.com/\",\n\"headers\": {\"X-A\": \"abcd\u{e9}\",\n\"X-A\": \"b\"}}",
            Code::InvalidHeader,
            2,
            25,
        ),
        (
            "{\"account_type\": \"postpaid\", \"numbers\": [{\"number\": \"+12025550100\",\n\"outgoing\": {\"callback_url\": \"https://example.com/dlr?id=5\"}}]}",
            Code::RepeatedParameter,
            2,
            59,
        ),
    ];
    for (file, code, line, column) in rows {
        let report = check_file(file.as_bytes());
        let found = report.diagnostics().iter().find(|found| found.diagnostic().code() == code).unwrap();
        assert_eq!((found.place().line, found.place().column), (line, column), "{report:?}");
    }
    let error = Profile::<Outgoing>::for_callback_url("https://example.com/dlr?id=5").unwrap_err();
    assert_eq!((error.diagnostics()[0].place().column, error.diagnostics()[0].span().start), (29, 28));
    // A profile that names no direction is not also of the wrong one.
    let file = r#"{"account_type": "postpaid", "profiles": [{"id": "b", "method": "GET", "endpoint": "https://example.com/?id=<id>"}], "numbers": [{"number": "+12025550100", "incoming": "b"}]}"#;
    let report = check_file(file.as_bytes());
    assert!(report.diagnostics().iter().all(|found| found.diagnostic().code() != Code::WrongDirection), "{report:?}");
}

#[test]
fn all_of_an_account_is_fixed() {
    let numbers: Vec<_> = (0..300)
        .map(|number| {
            format!(
                r#"{{"number": "+1202555{number:05}", "outgoing": {{"callback_url": "https://example.com/a b/c d"}}}}"#
            )
        })
        .collect();
    let file = format!(
        r#"{{"account_type": "postpaid", "whitelist": ["https://example.com/", "*.example.net"], "numbers": [{}]}}"#,
        numbers.join(",\n")
    );
    let fixed = fix_file(&file);
    assert_eq!(fixed.applied(), 602);
    assert!(check_file(fixed.as_bytes()).is_clean());
    assert_eq!(fix_file(fixed.as_bytes()).applied(), 0);
}

#[test]
fn debug_keeps_secrets() {
    let secret = "https://user:hush@example.com/?token=hush";
    let mut spec = sound();
    spec.whitelist = Some(vec![secret.to_owned()]);
    spec.numbers[0].outgoing = Some(callback_url(secret));
    let fixed = fix_file(&format!(r#"{{"direction": "outgoing", "method": "GET", "endpoint": "{secret}"}}"#));
    let report = Account::check(&spec);
    let entry = callback_profile::account::Whitelist::new([secret]).unwrap_err();
    let shown =
        format!("{spec:?} {fixed:?} {report} {report:?} {entry} {entry:?} {:?}", RouteRequest::CallbackUrl(secret));
    assert!(!shown.contains("hush"), "{shown}");
    for url in ["https:/user:hush@h/", "https:\\\\user:hush@h/", "https:///user:hush@h/", "https:user:hush@h/"] {
        assert!(!format!("{:?}", ProfileSpec::get::<Outgoing>(url)).contains("hush"), "{url}");
    }
}

/// Excerpts of files with findings: whatever is wrong with a secret, it is not shown.
#[test]
fn excerpts_keep_secrets() {
    let secret = "https://u:hush@example.com/?t=hush";
    let account = |inside: &str| format!(r#"{{"account_type": "postpaid", {inside}}}"#);
    let number = |target: &str| {
        account(&format!(r#""whitelist": [], "numbers": [{{"number": "+12025550100", "outgoing": {target}}}]"#))
    };
    let profile = |inside: &str| format!(r#"{{"direction": "outgoing", "method": "GET", {inside}}}"#);
    let xml = |body: &str| {
        profile(&format!(r#""endpoint": "https://example.com/", "body_format": "xml", "body": "{body}""#))
            .replace("GET", "POST")
    };
    let endpoint = |endpoint: &str| profile(&format!(r#""endpoint": "{endpoint}""#));
    let header =
        |value: &str| profile(&format!(r#""endpoint": "https://example.com/?id=<id>", "headers": {{"A": {value}}}"#));
    let files = [
        number(&format!(r#"["{secret}"]"#)),
        number(&format!(r#""{secret}""#)),
        number(&format!(r#"{{"callback_url": ["{secret}"]}}"#)),
        number(r#"{"callback_url": "https://example.com/?hush"}"#),
        account(&format!(r#""numbers": [], "whitelist": [{{"u": "{secret}"}}]"#)),
        account(r#""numbers": [], "whitelist": ["https:/u:hush@example.com/", "https://example.com/hook?hush"]"#),
        account(&format!(
            r#""numbers": [], "webhooks": [{{"endpoint": "{secret}", "custom_parameters": {{"a": "hush"}}, "custom_headers": ["hush"]}}]"#
        )),
        profile(&format!(r#""endpoint": {{"url": "{secret}"}}"#)),
        endpoint("https:/u:hush@example.com/?id=<id>"),
        endpoint("https://example.com/?id=<id>#hush"),
        endpoint("https://example.com/?hush&id=<id>"),
        endpoint("https://example.com/?a=hush<b"),
        endpoint("https://example.com/?token=hush\u{e9}hush&id=<id>"),
        xml("<r a='hush'><id>{id}</id></r>"),
        xml("<r><t><![CDATA[hush]]></t><id>{id}</id></r>"),
        xml("<r><!-- hush --><?x hush?><id>{id}</id></r>"),
        xml("<r><t>hush</t><id>{id</r>"),
        header(r#""hush","#),
        header(r#""x\"hush\":y","#),
        header(r#""x<hush y","#),
        header(r#"{"v": "hush"}"#),
        profile(r#""endpoint": "https://example.com/?id=<id>", "title": {"v": "hush"}, "body_format": ["hush"]"#),
    ];
    for file in files {
        let report = check_file(file.as_bytes());
        assert!(!report.diagnostics().is_empty());
        let masked = report.masked(&file);
        let texts: String = report.diagnostics().iter().map(|found| found.diagnostic().to_string()).collect();
        assert!(!masked.contains("hush") && !texts.contains("hush"), "{masked}\n{texts}");
        assert_eq!(masked.len(), file.len());
    }
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.iter().map(|found| found.code().as_str()).collect()
}

fn codes_in(file: &FileReport) -> Vec<&'static str> {
    file.diagnostics().iter().map(|found| found.diagnostic().code().as_str()).collect()
}

fn loaded(json: &str) -> Account {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}\n{json}"))
}

/// Each row: what stands beside the number, and what is said of it.
#[test]
fn a_number_without_any_target_gets_no_callbacks() {
    let url = r#"{"callback_url": "https://example.com/"}"#;
    let rows: [(String, Vec<&str>); 9] = [
        (String::new(), vec!["no-callbacks"]),
        (r#", "outgoing": null, "incoming": null, "delivery-report": null"#.to_owned(), vec!["no-callbacks"]),
        (r#", "status": "pending""#.to_owned(), vec!["no-callbacks"]),
        (format!(r#", "outgoing": {url}"#), vec![]),
        (format!(r#", "incoming": {url}"#), vec![]),
        (format!(r#", "delivery-report": {url}"#), vec![]),
        // What somebody meant for a target is told of, and that is enough.
        (r#", "outgoing": 7"#.to_owned(), vec!["wrong-type"]),
        (r#", "delivery-report": {"callback_url": 7}"#.to_owned(), vec!["wrong-type"]),
        (format!(r#", "outgoin": {url}"#), vec!["unknown-key"]),
    ];
    rows::run(&rows.each_ref().map(|(members, codes)| (&**members, codes.clone())), |members| {
        let file = format!(r#"{{"numbers": [{{"number": "+12025550100"{members}}}]}}"#);
        codes_in(&check_file(file.as_bytes()))
    });
    let file = "{\"numbers\": [\n{\"number\": \"+12025550100\"}]}";
    let report = check_file(file.as_bytes());
    let found = &report.diagnostics()[0];
    assert_eq!((found.diagnostic().severity(), found.file_span().of(file)), (Severity::Note, Some("+12025550100")));
    assert!(report.is_clean());
    let items = r#"{"numbers": [7, {"number": 7}]}"#;
    assert!(!codes_in(&check_file(items.as_bytes())).contains(&"no-callbacks"));
}

/// Each row: the status that is written, and why the number cannot be edited, if so.
#[test]
fn only_an_approved_number_can_be_edited() {
    let rows = [
        (None, None),
        (Some("approved"), None),
        (Some(" APPROVED"), None),
        (Some("pending"), Some("pending")),
        (Some("rejected"), Some("rejected")),
        (Some("On Hold"), Some("On Hold")),
        (Some(""), Some("")),
    ];
    for (status, refused) in rows {
        let mut written = number("+12025550100", profile_id("out"), None);
        written.status = status.map(NumberStatus::new);
        let mut spec = sound();
        spec.numbers = vec![written.clone()];
        let mut account = Account::try_from(spec).unwrap();
        assert_eq!(account.number("12025550100").unwrap().is_approved(), refused.is_none());
        let edits = [
            number("12025550100", profile_id("out"), profile_id("in")),
            number(" 12025550100", None, None),
            number("+12025550100", callback_url("https://example.com/"), None).with_status(NumberStatus::Approved),
            number("+12025550100", None, None).with_target("delivery-report", callback_url("https://example.com/")),
        ];
        for edit in edits {
            let before = account.to_spec();
            let edited = account.insert_number(edit);
            match refused {
                None => assert!(edited.is_ok(), "{edited:?}"),
                Some(status) => {
                    let report = edited.unwrap_err();
                    let message = format!("the number is `{status}`: only an approved number can be edited");
                    let found: Vec<_> = report.iter().filter(|found| found.severity() == Severity::Error).collect();
                    assert_eq!((found.len(), found[0].code()), (1, Code::NumberNotApproved), "{report}");
                    assert_eq!(found[0].message(), message);
                    assert_eq!(account.to_spec(), before);
                }
            }
            account.remove_number("12025550100");
            account.insert_number(written.clone()).unwrap();
        }
        // What the platform itself changes is the status alone.
        let approved = written.clone().with_status(NumberStatus::Approved);
        assert_eq!(account.insert_number(approved.clone()).unwrap(), Some(written));
        account.insert_number(number("+12025550100", None, profile_id("in"))).unwrap();
    }
}

#[test]
fn the_status_of_a_number_is_kept_as_it_was_written() {
    let file = |status: &str| {
        format!(
            r#"{{"numbers": [{{"number": "+12025550100", {status}"outgoing": {{"callback_url": "https://example.com/"}}}}]}}"#
        )
    };
    for (written, kept) in [("", None), (r#""status": null, "#, None), (r#""status": "Pending", "#, Some("pending"))] {
        let account = loaded(&file(written));
        let json = serde_json::to_value(&account).unwrap();
        assert_eq!(json["numbers"][0].get("status").and_then(|status| status.as_str()), kept, "{json}");
        assert!(check_file(file(written).as_bytes()).diagnostics().is_empty());
    }
    let odd = r#""status": "in review \u0007", "#;
    assert_eq!(loaded(&file(odd)).number("12025550100").unwrap().status, Some(NumberStatus::new("in review \u{7}")));
    for wrong in [r#""status": 7, "#, r#""status": ["approved"], "#, r#""statos": "approved", "#] {
        assert!(check_file(file(wrong).as_bytes()).has_errors(), "{wrong}");
        assert!(serde_json::from_str::<Account>(&file(wrong)).is_err(), "{wrong}");
    }
}

/// The platforms of webhooks have neither types of accounts nor whitelists.
#[test]
fn an_account_without_whitelist_and_type_judges_by_neither() {
    let profile = serde_json::to_string(&standard_outgoing("https://example.com/dlr", "out")).unwrap();
    let inside = format!(
        r#""profiles": [{profile}], "webhooks": [{{"id": "w", "product": "whatsapp", "send_method": "GET", "report_type": "MO",
        "endpoint": "https://hooks.example.org/mo"}}], "numbers": [{{"number": "+12025550100", "outgoing": {{"callback_url":
        "https://other.example.net/"}}, "incoming": {{"callback_url": "https://example.org/"}}}}]"#
    );
    let file = |more: &str| format!("{{{more}{inside}}}");
    let rows: [(&str, Vec<&str>); 5] = [
        ("", vec![]),
        (r#""account_type": null, "whitelist": null, "#, vec![]),
        (r#""account_type": "postpaid", "#, vec![]),
        (r#""whitelist": [], "#, vec!["not-whitelisted"; 4]),
        (r#""whitelist": ["example.com", "example.org"], "#, vec!["not-whitelisted"]),
    ];
    for (more, expected) in rows {
        let text = file(more);
        assert_eq!(codes_in(&check_file(text.as_bytes())), expected, "{more}");
        let account = loaded(&text);
        assert_eq!(codes(&Account::check(&account.to_spec())), expected, "{more}");
        assert_eq!(loaded(&serde_json::to_string(&account).unwrap()).to_spec(), account.to_spec());
        let asked =
            account.route::<Outgoing>("12025550100", RouteRequest::CallbackUrl("https://anywhere.example.net/"));
        assert_eq!(asked.is_ok(), account.whitelist().is_none(), "{more}");
        assert_eq!(account.permits_url("https://anywhere.example.net/"), account.whitelist().is_none());
        let spec = standard_outgoing("https://anywhere.example.net/", "x");
        assert_eq!(codes(&account.check_profile(&spec)).is_empty(), account.whitelist().is_none(), "{more}");
        let webhook = account.webhook("w").unwrap().spec();
        assert_eq!(codes(&account.check_webhook(webhook)).is_empty(), account.permits_url(&webhook.endpoint));
    }
    let misread = check_file(file(r#""whitelist": "example.com", "#).as_bytes());
    assert_eq!(codes_in(&misread), ["wrong-type"], "nothing is judged by what could not be read");
}

/// Each row: a URL, and the text that the note about prices points at.
#[test]
fn callback_urls_of_a_tech_provider_place_a_price_too() {
    let rows = [
        ("https://example.com/dlr?key=7", Some("https://example.com/dlr?key=7")),
        ("https://example.com/?i=<id>&p=<price>", Some("<price>")),
        ("https://example.com/?i=<id>", None),
    ];
    for (url, expected) in rows {
        for (kind, expected) in [("tech-provider", expected), ("postpaid", None), ("prepaid", None)] {
            let file = format!(
                r#"{{"account_type": "{kind}", "numbers": [{{"number": "+12025550100", "outgoing": {{"callback_url": "{url}"}}}}]}}"#
            );
            let report = check_file(file.as_bytes());
            let is_note = |code| code == Code::PriceUnsupported;
            let notes: Vec<_> =
                report.diagnostics().iter().filter(|found| is_note(found.diagnostic().code())).collect();
            let found: Vec<_> = notes.iter().filter_map(|found| found.file_span().of(&file)).collect();
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{url}");
            let account = loaded(&format!(r#"{{"account_type": "{kind}"}}"#));
            let asked = account.check_callback_url::<Outgoing>(url);
            assert_eq!(asked.iter().any(|found| is_note(found.code())), expected.is_some(), "{url}");
            assert!(!codes(&account.check_callback_url::<Incoming>(url)).contains(&"price-unsupported"), "{url}");
        }
    }
    let account = loaded(r#"{"account_type": "tech-provider", "whitelist": ["example.net"]}"#);
    let Err(NoRoute::InvalidUrl(report)) =
        account.route::<Outgoing>("", RouteRequest::CallbackUrl("https://example.com/a b"))
    else {
        panic!("a URL with a blank")
    };
    assert_eq!(codes(&report), ["not-whitelisted", "price-unsupported", "invalid-character"]);
    assert_eq!(codes(&account.check_callback_url::<Outgoing>("https://example.com/a b")), codes(&report));
}

/// Entries of whitelists.
const ENTRIES: [&str; 6] =
    ["Example.com", "b\u{fc}cher.example", "203.0.113.7", "2001:db8::1", "api.example.com.", "evil.net"];

/// Hosts of endpoints.
const HOSTS: [&str; 9] = [
    "example.com",
    "API.Example.com.",
    "example.com.evil.net",
    "badexample.com",
    "xn--bcher-kva.example",
    "203.0.113.7",
    "0xcb.0.0x7107",
    "[2001:db8::1]",
    "a.b.api.example.com",
];

/// What stands around a host in an endpoint.
const FRAMES: [(&str, &str); 6] = [
    ("https://", ""),
    ("http://", "/"),
    ("HTTPS://user:secret@", ":8443/dlr"),
    ("https://", "/a/../@example.com/dlr?key=1"),
    ("https://", "?url=https://example.com/"),
    ("https://example.com@", ":1//x"),
];

/// Holds of a route to `url` that it is refused if the whitelist refuses the URL, and else goes there.
fn judge<S: FieldSet>(account: &Account, number: &str, asked: RouteRequest<'_>, url: &str) {
    let address = url.split('?').next().unwrap();
    match account.route::<S>(number, asked) {
        Ok(route) => assert!(account.permits_url(address) && route.profile().endpoint().starts_with(address), "{url}"),
        Err(error) => {
            let host = url::Url::parse(address).unwrap().host_str().unwrap().into();
            assert_eq!((error, account.permits_url(address)), (NoRoute::NotWhitelisted(host), false), "{url}");
        }
    }
}

const TYPES: [Option<AccountType>; 4] =
    [None, Some(AccountType::Postpaid), Some(AccountType::Prepaid), Some(AccountType::TechProvider)];

proptest! {
    /// What is decided once, when a profile or number comes in, is what the whitelist says of its endpoint at every call: whatever
    /// the host is, and however the profile came in.
    #[test]
    fn a_host_is_refused_where_the_whitelist_refuses_it(
        entries in prop::option::of(prop::collection::vec(prop::sample::select(&ENTRIES[..]), 0..4)),
        urls in prop::array::uniform4((prop::sample::select(&HOSTS[..]), prop::sample::select(&FRAMES[..]))),
        has_placeholders: bool,
    ) {
        let urls = urls.map(|(host, (before, after))| format!("{before}{host}{after}"));
        let [first, second, third, fourth] = urls.each_ref().map(String::as_str);
        let template = |url: &str| Profile::<Incoming>::standard(url).unwrap().into_spec().endpoint;
        let target = |url: &str| callback_url(&if has_placeholders { template(url) } else { url.to_owned() });
        let mut spec = AccountSpec::default();
        spec.whitelist = entries.map(|entries| entries.into_iter().map(str::to_owned).collect());
        spec.profiles = vec![standard_outgoing(first, "a"), standard_outgoing(second, "b")];
        spec.numbers = vec![number("12025550100", profile_id("a"), target(third))];
        let mut account = Account::try_from(spec).unwrap();
        judge::<Outgoing>(&account, "+12025550100", RouteRequest::Nothing, first);
        judge::<Outgoing>(&account, "", RouteRequest::ProfileId("b"), second);
        judge::<Incoming>(&account, "12025550100", RouteRequest::Nothing, third);
        judge::<Outgoing>(&account, "", RouteRequest::CallbackUrl(fourth), fourth);

        account.insert_profile(AnyProfile::try_from(standard_incoming(third, "c")).unwrap()).unwrap();
        account.insert_profile(AnyProfile::try_from(standard_outgoing(fourth, "b")).unwrap()).unwrap();
        account.insert_number(number("12025550100", None, target(second))).unwrap();
        account.insert_number(number("12025550101", profile_id("b"), profile_id("c"))).unwrap();
        account.remove_profile("a").unwrap();
        let account = account.clone();
        judge::<Incoming>(&account, "", RouteRequest::ProfileId("c"), third);
        judge::<Incoming>(&account, "12025550100", RouteRequest::Nothing, second);
        judge::<Outgoing>(&account, "12025550101", RouteRequest::Nothing, fourth);
        judge::<Incoming>(&account, "12025550101", RouteRequest::Nothing, third);
        prop_assert_eq!(account.route::<Outgoing>("12025550100", RouteRequest::Nothing).unwrap_err(), NoRoute::NothingConfigured);
        prop_assert_eq!(account.route::<Outgoing>("", RouteRequest::ProfileId("a")).unwrap_err(), NoRoute::UnknownProfile("a".into()));
    }

    /// Whatever a callback says: what a route renders is read back as what it carries, and a Tech Provider's has no price.
    #[test]
    fn a_route_carries_a_price_only_where_the_account_has_any(
        texts in prop::collection::vec(any::<String>(), 14),
        kind in prop::sample::select(TYPES.to_vec()),
        by_profile: bool,
    ) {
        let mut spec = sound();
        spec.account_type = kind;
        let account = Account::try_from(spec).unwrap();
        let number = if by_profile { "12025550100" } else { "12025550101" };
        let mut callback = OutgoingCallback::default();
        callback.values_mut().iter_mut().zip(&texts).for_each(|(value, text)| *value = text.into());
        let price = callback.text(OutgoingField::Price).to_owned();
        for asked in [RouteRequest::Nothing, RouteRequest::CallbackUrl("https://example.com/asked"), RouteRequest::ProfileId("out")] {
            let route = account.route::<Outgoing>(number, asked).unwrap();
            let request = route.render(&callback).unwrap();
            let received = route.profile().parse(&request).unwrap();
            prop_assert!(received.problems.is_empty() && received.extra.is_empty());
            prop_assert_eq!(&received.callback, &route.carried(&callback));
            let expected = if kind == Some(AccountType::TechProvider) { "" } else { &*price };
            prop_assert_eq!(received.callback.text(OutgoingField::Price), expected);
            let without = callback.clone().with(OutgoingField::Price, "");
            prop_assert_eq!(
                route.carried(&callback).with(OutgoingField::Price, ""),
                route.profile().carried(&without)
            );
        }
    }
}

fn webhook(id: &str, product: &str, report_type: &str, number: Option<&str>) -> String {
    let number = number.map(|number| format!(r#", "waba_number": "{number}""#)).unwrap_or_default();
    let names = if report_type == "DLR" {
        r#", "parameters": {"transaction_id": "t", "message_id": "m", "error_code": "e", "mobile": "to", "received_time": "r", "delivered_time": "d"}"#
    } else {
        ""
    };
    format!(
        r#"{{"id": "{id}", "product": "{product}", "send_method": "POST", "report_type": "{report_type}", "endpoint": "https://{id}.example.com/"{number}{names}}}"#
    )
}

/// A product, a report type, a Waba number, and the webhooks that such a report goes to.
type Reported = (Product, ReportType, Option<&'static str>, &'static [&'static str]);

/// Webhooks of all kinds in one account.
fn reporting() -> Account {
    let webhooks = [
        webhook("any", "whatsapp", "DLR", None),
        webhook("first", "WhatsApp", "DLR", Some("+12025550100")),
        webhook("other", "whatsapp", "DLR", Some("12025550101")),
        webhook("second", "whatsapp", "DLR", Some("12025550100")),
        webhook("mo", "whatsapp", "MO", Some("12025550100")),
        webhook("sms", "sms", "DLR", None),
        webhook("rcs", "RCS ", "MO", None),
    ];
    loaded(&format!(r#"{{"whitelist": ["example.com"], "webhooks": [{}]}}"#, webhooks.join(", ")))
}

#[test]
fn reports_go_to_the_webhooks_that_are_configured_for_them() {
    use ReportType::{DeliveryReport as Dlr, MobileOriginated as Mo};
    let account = reporting();
    let rows: [Reported; 12] = [
        (Product::WhatsApp, Dlr, Some("+12025550100"), &["first", "second", "any"]),
        (Product::WhatsApp, Dlr, Some("  12025550100"), &["first", "second", "any"]),
        (Product::WhatsApp, Dlr, Some("12025550101"), &["other", "any"]),
        (Product::WhatsApp, Dlr, Some("12025550199"), &["any"]),
        (Product::WhatsApp, Dlr, Some("nobody"), &["any"]),
        (Product::WhatsApp, Dlr, None, &["any"]),
        (Product::WhatsApp, Mo, Some("12025550100"), &["mo"]),
        (Product::WhatsApp, Mo, None, &[]),
        (Product::Sms, Dlr, Some("12025550100"), &["sms"]),
        (Product::Sms, Mo, None, &[]),
        (Product::new("rcs"), Mo, None, &["rcs"]),
        (Product::new("viber"), Dlr, None, &[]),
    ];
    for (product, report_type, number, expected) in rows {
        let found = account.webhooks_for(&product, report_type, number).map(|webhook| webhook.spec().id.as_deref());
        assert_eq!(found.flatten().collect::<Vec<_>>(), expected, "{product} {report_type} {number:?}");
    }
}

#[test]
fn a_report_is_rendered_by_the_route_of_its_webhook() {
    fn urls<S: FieldSet>(account: &Account, number: &str) -> Vec<Result<String, String>> {
        let routes = account.webhook_routes::<S>(&Product::WhatsApp, Some(number));
        let url = |route: Result<callback_profile::account::Route<'_, S>, NoRoute>| {
            let route = route.map_err(|reason| reason.to_string())?;
            let callback = route.profile().sample();
            let request = route.render(&callback).unwrap();
            let received = route.profile().parse(&request).unwrap();
            assert_eq!(received.callback.into_owned(), route.carried(&callback));
            Ok(request.url().to_owned())
        };
        routes.map(url).collect()
    }
    let account = reporting();
    let good = |urls: &[&str]| urls.iter().map(|url| Ok((*url).to_owned())).collect::<Vec<_>>();
    let first = ["https://first.example.com/", "https://second.example.com/", "https://any.example.com/"];
    assert_eq!(urls::<DeliveryReport>(&account, "12025550100"), good(&first));
    assert_eq!(urls::<Incoming>(&account, "12025550100"), good(&["https://mo.example.com/"]));
    assert_eq!(urls::<Outgoing>(&account, "12025550100"), good(&[]), "no webhook reports by this set");
    let mut spec = account.to_spec();
    spec.whitelist = Some(vec!["any.example.com".to_owned()]);
    let judged = urls::<DeliveryReport>(&Account::try_from(spec).unwrap(), "12025550100");
    let refused = |host: &str| Err(format!("the host `{host}.example.com` is not in the account's whitelist"));
    assert_eq!(judged, [refused("first"), refused("second"), Ok("https://any.example.com/".to_owned())]);
    assert!(account.webhook_routes::<Incoming>(&Product::Sms, None).next().is_none());
}

/// A URL, a part of one, or what somebody took for one.
fn like_urls() -> impl Strategy<Value = String> {
    let pieces = [
        "é",
        "&t=tok",
        "=S3CRET",
        "<statu>",
        "<id>",
        "%3Cid%3E",
        "?",
        "https://",
        "u:p@",
        "example.com",
        "/",
        "#",
        "100%",
        "*.",
        ":443",
        " ",
        "&",
        "\n",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..7).prop_map(|pieces| pieces.concat())
}

/// Each finding by its place in the account, with its fix, of which no part may be a secret.
fn written_fixes(report: &impl serde::Serialize) -> Vec<String> {
    let written = serde_json::to_value(report).unwrap();
    let told = |found: &serde_json::Value| {
        let of = |name: &str| found[name].to_string();
        ["owner", "part", "member", "span", "code", "fix"].map(of).join(" ")
    };
    let mut fixes: Vec<_> = written["diagnostics"].as_array().unwrap().iter().map(told).collect();
    fixes.sort();
    fixes
}

/// Removing is no editing.
#[test]
fn a_number_that_was_removed_is_added_as_its_entry_says() {
    let pending = NumberSpec::new("+12025550100").with_status(NumberStatus::Pending);
    let mut spec = AccountSpec::default();
    spec.numbers = vec![pending.clone()];
    let mut account: Account = spec.try_into().unwrap();
    let edited = pending.clone().with_target("outgoing", callback_url("https://example.com/dlr"));
    assert_eq!(account.insert_number(edited.clone()).unwrap_err().diagnostics()[0].code(), Code::NumberNotApproved);
    assert_eq!(account.remove_number("12025550100"), Some(pending));
    assert_eq!(account.insert_number(edited.clone()).unwrap(), None);
    assert_eq!(account.number("+12025550100"), Some(&edited));
}

#[test]
fn the_fix_of_an_entry_that_holds_a_secret_is_private() {
    let private = |entry: &str| {
        let mut spec = AccountSpec::default();
        spec.whitelist = Some(vec![entry.to_owned()]);
        let found = &serde_json::to_value(Account::check(&spec)).unwrap()["diagnostics"][0];
        assert_eq!(found["code"], "invalid-whitelist-entry", "{entry}");
        found["fix"].is_null()
    };
    for entry in ["https://example.com/", "*.example.com", "example.com:443"] {
        assert!(!private(entry), "{entry}");
    }
    for entry in [
        "é&t=tok=S3CRET<statu>",
        "https://u:p@example.com",
        "example.com?t=tok",
        "example.com/#tok",
        "https://example.com?debug",
    ] {
        assert!(private(entry), "{entry}");
    }
}

proptest! {
    /// Which fix is private is one thing for an account and for its file.
    #[test]
    fn an_account_and_its_file_tell_the_same_fixes(
        entries in prop::collection::vec(like_urls(), 0..4), url in like_urls(), endpoint in like_urls(), body in like_urls(),
    ) {
        let mut spec = AccountSpec::default();
        spec.whitelist = Some(entries);
        let get = ProfileSpec::get::<Outgoing>(endpoint.as_str());
        spec.profiles = vec![get.with_id("a"), ProfileSpec::post::<Incoming>(endpoint, body).with_id("b")];
        spec.numbers = vec![number("+12025550100", callback_url(&url), None)];
        let file = check_file(&serde_json::to_vec(&spec).unwrap());
        prop_assert_eq!(written_fixes(&Account::check(&spec)), written_fixes(&file));
    }
}
