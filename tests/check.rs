//! What the check finds: code, part, the text that the span cuts out, and for each code the message in full.
#![cfg(test)]

use callback_profile::diagnostic::{Code, Diagnostic, Part, Report, Severity, Span};
use callback_profile::field::FieldInfo;
use callback_profile::request::BodyFormat;
use callback_profile::{AnyProfile, FieldSet, Outgoing, Profile, ProfileSpec, check_file};
use proptest::prelude::*;

/// Codes, with the texts that their spans cut out.
type Expected = &'static [(Code, &'static str)];

/// A GET profile with all placeholders, and `more` joined to its query.
fn get(more: &str) -> ProfileSpec {
    let standard = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap();
    ProfileSpec::get::<Outgoing>(format!("{}{more}", standard.endpoint()))
}

/// The same with the endpoint's address replaced.
fn at(address: &str) -> ProfileSpec {
    ProfileSpec::get::<Outgoing>(get("").endpoint.replacen("https://example.com/dlr", address, 1))
}

/// A POST profile with all placeholders, and `more` before them in the body.
fn post(more: &str) -> ProfileSpec {
    let standard = Profile::<Outgoing>::standard_post("https://example.com/dlr").unwrap();
    ProfileSpec::post::<Outgoing>(
        "https://example.com/dlr",
        standard.template().as_str().replacen('{', &format!("{{{more}"), 1),
    )
}

fn part_of<'s>(spec: &'s ProfileSpec, found: &Diagnostic) -> &'s str {
    match found.part() {
        Part::Endpoint => &spec.endpoint,
        Part::Body => spec.body.as_deref().unwrap_or_default(),
        Part::Title => spec.title.as_deref().unwrap(),
        Part::Direction => &spec.direction,
        Part::Headers if found.is_about_name() => spec.text_of(found).unwrap(),
        Part::Headers => &spec.headers.iter().find(|(name, _)| Some(&**name) == found.member()).unwrap().1,
        other => panic!("unexpected part {other}"),
    }
}

fn found(spec: &ProfileSpec) -> Vec<(Code, String)> {
    let report = Profile::<Outgoing>::check(spec);
    report.iter().map(|found| (found.code(), found.span().of(part_of(spec, found)).unwrap().to_owned())).collect()
}

#[track_caller]
fn assert_found(spec: &ProfileSpec, expected: &[(Code, &str)]) {
    let found = found(spec);
    let found: Vec<_> = found.iter().map(|(code, text)| (*code, &**text)).collect();
    assert_eq!(found, expected, "{spec:?}\n{}", Profile::<Outgoing>::check(spec));
}

#[test]
fn sound_profiles_have_no_findings() {
    let rows = [
        get(""),
        post(""),
        get("&a=1&b=&c&&d=%25%E2%82%AC"),
        post("\"a\": [1, {\"b\": null}, \"\\u00e9\"],"),
        at("https://example.com:8443/a/b"),
    ];
    for spec in rows {
        assert_found(&spec, &[]);
    }
    assert_found(&post("\r\n\t\"pasted\": true,\r\n"), &[]);
}

#[test]
fn query_templates() {
    use Code::*;
    let rows: &[(&str, &[(Code, &str)])] = &[
        ("&x=<prise>", &[(UnknownPlaceholder, "<prise>")]),
        ("&x=< id >", &[(UnknownPlaceholder, "< id >")]),
        ("&x=<>", &[(UnknownPlaceholder, "<>")]),
        ("&x=<id", &[(UnclosedPlaceholder, "<id")]),
        ("&x=<", &[(UnclosedPlaceholder, "<")]),
        ("&x=<<whatsapp_number>", &[(UnclosedPlaceholder, "<")]),
        ("&<whatsapp_number>=1", &[(MisplacedPlaceholder, "<whatsapp_number>")]),
        ("&id=1", &[(RepeatedParameter, "id")]),
        ("&%69d=1", &[(RepeatedParameter, "%69d")]),
        ("&=1", &[(EmptyParameterName, "=")]),
        ("&x=100%<whatsapp_number>", &[(CutEscape, "%")]),
        ("&x=%f<whatsapp_number>", &[(CutEscape, "%f")]),
        ("&x=%ff<whatsapp_number>", &[(CutEscape, "%ff")]),
        ("&x=a%C3%<whatsapp_number>", &[(CutEscape, "%"), (CutEscape, "%C3")]),
        ("&x=J Doe", &[(InvalidCharacter, " ")]),
        ("&x=é\"", &[(InvalidCharacter, "é\"")]),
        ("&x=1\r\n", &[(InvalidCharacter, "\r\n")]),
        ("&x=1#top", &[(EndpointFragment, "#top")]),
        (
            "#<whatsapp_number>",
            &[(MisplacedPlaceholder, "<whatsapp_number>"), (EndpointFragment, "#<whatsapp_number>")],
        ),
        ("&x=%3Cid%3E", &[(EncodedPlaceholder, "%3Cid%3E")]),
        ("&x=<id>", &[(RepeatedPlaceholder, "<id>")]),
        (
            "&x=<id>-<ref>",
            &[(AmbiguousValue, "<id>-<ref>"), (RepeatedPlaceholder, "<id>"), (RepeatedPlaceholder, "<ref>")],
        ),
    ];
    for (more, expected) in rows {
        let mut found = found(&get(more));
        found.sort();
        let mut expected: Vec<_> = expected.iter().map(|(code, text)| (*code, (*text).to_owned())).collect();
        expected.sort();
        assert_eq!(found, expected, "{more}");
    }
}

#[test]
fn addresses() {
    use Code::*;
    let rows: &[(&str, &[(Code, &str)])] = &[
        ("https: //example.com/dlr", &[(InvalidEndpoint, "https: //")]),
        ("example.com/dlr", &[(InvalidEndpoint, "example.com/dlr")]),
        ("https:h\\x", &[(InvalidEndpoint, "https:h\\x")]),
        ("ftp://example.com", &[(InvalidEndpoint, "ftp://")]),
        ("https:///dlr", &[(InvalidEndpoint, "")]),
        ("https://exa mple.com", &[(InvalidEndpoint, "exa mple.com")]),
        ("https://example.com:99999/", &[(InvalidEndpoint, "example.com:99999")]),
        ("", &[(InvalidEndpoint, "")]),
        ("https://<mobile>.example.com/", &[(MisplacedPlaceholder, "<mobile>")]),
        ("https://example.com/<id>/x", &[(MisplacedPlaceholder, "<id>")]),
        ("https://example.com/100%/x", &[(CutEscape, "%")]),
        ("https://u%:hush%4@example.com/", &[(EndpointCredentials, "u%:hush%4"), (CutEscape, "%"), (CutEscape, "%4")]),
        ("https://example.com/a b", &[(InvalidCharacter, " ")]),
        ("http://example.com/", &[(InsecureScheme, "http")]),
        ("https://user:hush@example.com/", &[(EndpointCredentials, "user:hush")]),
        ("https://localhost/", &[(PrivateHost, "localhost")]),
        ("https://intranet/", &[(PrivateHost, "intranet")]),
        ("https://192.168.1.5:8443/", &[(PrivateHost, "192.168.1.5:8443")]),
        ("https://[::1]/", &[(PrivateHost, "[::1]")]),
        ("https://[::ffff:10.0.0.1]/", &[(PrivateHost, "[::ffff:10.0.0.1]")]),
        ("https://100.64.0.1/", &[(PrivateHost, "100.64.0.1")]),
        ("https://8.8.8.8/", &[]),
        ("HTTPS://EXAMPLE.COM/", &[]),
    ];
    for (address, expected) in rows {
        assert_found(&at(address), expected);
    }
    let long = at(&format!("https://example.com/{}", "a".repeat(4_000)));
    assert_eq!(found(&long)[0].0, LongUrl);
    let longer = at(&format!("https://example.com/{}", "a".repeat(70_000)));
    assert_eq!(found(&longer)[0].0, InvalidEndpoint);
}

#[test]
fn json_templates() {
    use Code::*;
    let rows: &[(&str, &[(Code, &str)])] = &[
        ("\"x\": <whatsapp_number>,", &[(UnquotedPlaceholder, "<whatsapp_number>")]),
        ("“x”: “<whatsapp_number>”,", &[(SmartQuotes, "“x”"), (SmartQuotes, "“<whatsapp_number>”")]),
        ("\"x\": \"x\\<whatsapp_number>\",", &[(CutEscape, "\\")]),
        ("\"x\": \"\\u00<whatsapp_number>\",", &[(CutEscape, "\\u00")]),
        ("\"x\": \"\\ud83d<whatsapp_number>\",", &[(CutEscape, "\\ud83d")]),
        ("\"<whatsapp_number>\": 1,", &[(MisplacedPlaceholder, "<whatsapp_number>")]),
        ("\"x\": {\"a\": 1, \"\\u0061\": 2},", &[(RepeatedParameter, "\\u0061")]),
        ("\"x\": 01,", &[(InvalidJson, "1")]),
        ("\"x\" 1,", &[(InvalidJson, "1")]),
        ("\"x\": \"a\nb\",", &[(InvalidJson, "\n")]),
        ("\"x\": 'a',", &[(InvalidJson, "'")]),
        (",", &[(InvalidJson, ",")]),
        ("\"x\": \"<whatsapp_number\",", &[(UnclosedPlaceholder, "<whatsapp_number")]),
        ("\"x\": \"&lt;id&gt;\",", &[(EncodedPlaceholder, "&lt;id&gt;")]),
        ("\"x\": \"\\u003cid\\u003E\",", &[(EncodedPlaceholder, "\\u003cid\\u003E")]),
    ];
    for (more, expected) in rows {
        assert_found(&post(more), expected);
    }
    let whole = |body: &str| ProfileSpec::post::<Outgoing>("https://example.com/dlr", body);
    for body in ["", "[]", "\"<id>\"", "<id>"] {
        assert_eq!(found(&whole(body))[0].0, InvalidJson, "{body}");
    }
    let nested = format!("\"x\": {}1{},", "[".repeat(200), "]".repeat(200));
    assert_eq!(found(&post(&nested)), [(InvalidJson, "[".to_owned())]);
    let mark = whole(&format!("\u{feff}{}", post("").body.unwrap()));
    assert_found(&mark, &[(InvalidCharacter, "\u{feff}")]);
    let mut in_endpoint = post("");
    in_endpoint.endpoint = "https://example.com/dlr?id=<id>&x=5%".to_owned();
    assert_found(&in_endpoint, &[(MisplacedPlaceholder, "<id>"), (CutEscape, "%")]);
}

#[test]
fn everything_else() {
    use Code::*;
    let mut with_body = get("");
    with_body.body = Some("{}".to_owned());
    assert_found(&with_body, &[(UnexpectedBody, "{}")]);
    let mut without_body = post("");
    without_body.body = None;
    assert_found(&without_body, &[(MissingBody, "")]);
    let titles = [("ab", "ab"), ("a!b", "!"), ("tab\there", "\t")];
    for (title, text) in titles {
        assert_found(&get("").with_title(title), &[(InvalidTitle, text)]);
    }
    let headers: &[(&str, &str, Expected)] = &[
        ("X-Token", "t", &[]),
        ("X Token", "t", &[(InvalidHeader, "X Token")]),
        ("X-Token", "a\r\nEvil: 1", &[(InvalidHeader, "\r")]),
        ("Content-Length", "4", &[(ReservedHeader, "Content-Length")]),
        ("HOST", "h", &[(ReservedHeader, "HOST")]),
        ("X-Id", "a <id>", &[(MisplacedPlaceholder, "<id>")]),
    ];
    for (name, value, expected) in headers {
        assert_found(&get("").with_header(*name, *value), expected);
    }
    assert_found(&get("").with_header("X-A", "1").with_header("x-a", "2"), &[(InvalidHeader, "x-a")]);
    let mut direction = get("");
    direction.direction = "outgoin".to_owned();
    assert_found(&direction, &[(WrongDirection, "outgoin")]);
}

#[test]
fn messages_are_exact() {
    let rows: &[(ProfileSpec, &str)] = &[
        (
            get("&x=<prise>"),
            "error[unknown-placeholder]: `<prise>` is not a placeholder of the outgoing fields at endpoint, line 1, column 255 (bytes 254..261); did you mean `<price>`?",
        ),
        (
            at("https: //example.com/"),
            "error[invalid-endpoint]: the endpoint is not a URL: it does not begin with `https://` or `http://` at endpoint, line 1, column 1 (bytes 0..9); write an absolute URL such as `https://example.com/callbacks`",
        ),
        (
            post("\n \"x\": <whatsapp_number>,"),
            "error[unquoted-placeholder]: placeholder `<whatsapp_number>` stands outside a JSON string at body, line 2, column 7 (bytes 8..25); write `\"<whatsapp_number>\"`",
        ),
        (
            post("\n \"x\": nul,"),
            "error[invalid-json]: expected a JSON value, found `n` at body, line 2, column 7 (bytes 8..9); look at the commas, quotes and brackets before it",
        ),
        (
            get("").with_header("Cookie", "é"),
            "error[invalid-header]: the value of header `Cookie` holds the character `é` at headers `Cookie`, line 1, column 1 (bytes 0..2); use printable ASCII characters",
        ),
        (
            get("").with_header("X Token", "secret"),
            "error[invalid-header]: `X Token` is not a header's name that HTTP can carry at headers `X Token`, line 1, column 1 (bytes 0..7); use letters, digits and hyphens",
        ),
        (
            get("").with_header("host", "secret"),
            "error[reserved-header]: header `host` is set by the HTTP client or by the format of the body at headers `host`, line 1, column 1 (bytes 0..4); leave it out",
        ),
    ];
    for (spec, expected) in rows {
        assert_eq!(Profile::<Outgoing>::check(spec).to_string(), *expected);
    }
}

#[test]
fn all_findings_come_at_once_and_in_order() {
    let mut spec = get("&a b=<id&c=%4&c=<prise>&=#x").with_title("?").with_header("Host", "x");
    spec.endpoint = spec.endpoint.replace("&price=<price>", "");
    let codes: Vec<_> = found(&spec).into_iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "invalid-title",
            "invalid-character",
            "unclosed-placeholder",
            "cut-escape",
            "repeated-parameter",
            "unknown-placeholder",
            "empty-parameter-name",
            "endpoint-fragment",
            "reserved-header",
        ]
    );
}

#[test]
fn findings_are_bounded() {
    let spec = get(&"&x=<nothing_like_it>".repeat(100_000));
    let report = Profile::<Outgoing>::check(&spec);
    assert_eq!(report.diagnostics().len(), 1_001);
    let last = report.diagnostics().last().unwrap();
    assert_eq!((last.code(), last.severity()), (Code::TooManyFindings, Severity::Error));
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        assert_eq!(code.as_str().parse(), Ok(*code));
        for text in [code.meaning(), code.reason(), code.wrong_example(), code.right_example()] {
            assert!(!text.is_empty(), "{code}");
        }
    }
}

#[test]
fn fixing_works_on_empty_templates() {
    let get =
        ["https://example.com/a", "https://example.com/a?", "https://example.com/a?x=1", "https://example.com/a?x=1&"];
    let post = ["{}", "{ }", "{\n}", "{\"a\": {}}", "{\n\t\"a\": {\"b\": []}\n}", "{\"a\": 1 }"];
    let specs = get.map(ProfileSpec::get::<Outgoing>).into_iter();
    let specs = specs.chain(post.map(|body| ProfileSpec::post::<Outgoing>("https://example.com/a", body)));
    for spec in specs {
        let (fixed, report) = Profile::<Outgoing>::fixed(&spec);
        assert!(report.is_clean(), "{spec:?}\n{report:#}");
        let profile = Profile::<Outgoing>::try_from(fixed).unwrap();
        assert_eq!(profile.template().placeholders().count(), 13);
        if profile.fixed_url().is_some() {
            serde_json::from_str::<serde_json::Value>(profile.template().as_str()).unwrap();
        }
    }
}

#[test]
fn no_fix_is_offered_where_it_would_collide() {
    let mut spec = get("");
    spec.endpoint = spec.endpoint.replace("price=<price>", "price=7");
    let report = Profile::<Outgoing>::check(&spec);
    let found: Vec<_> = report.iter().map(|found| (found.code(), found.fix())).collect();
    assert_eq!(found, [(Code::MissingPlaceholder, None)]);
}

/// A profile of each format that places some of the fields.
fn placing(format: Option<BodyFormat>, names: &[&str]) -> ProfileSpec {
    let listed = |separator: &str, write: fn(&str) -> String| {
        names.iter().map(|name| write(name)).collect::<Vec<_>>().join(separator)
    };
    let pairs = || listed("&", |name| format!("{name}=<{name}>"));
    let (url, pairs, elements) =
        ("https://example.com/dlr", pairs(), listed("", |name| format!("<{name}>{{{name}}}</{name}>")));
    let body = match format.map(BodyFormat::as_str) {
        None => return ProfileSpec::get::<Outgoing>(format!("{url}?{pairs}")),
        Some("form") => pairs,
        Some("xml") => format!("<report><r/>{elements}</report>"),
        _ => format!("{{{}}}", listed(", ", |name| format!("\"{name}\": \"<{name}>\""))),
    };
    let mut spec = ProfileSpec::post::<Outgoing>(url, body);
    spec.body_format = format;
    spec
}

proptest! {
    /// However many placeholders are missing, in any format: one finding names them all, and its fix puts in all.
    #[test]
    fn missing_placeholders_are_one_finding(
        format in prop::sample::select([None].into_iter().chain(BodyFormat::ALL.iter().copied().map(Some)).collect::<Vec<_>>()),
        placed in prop::sample::subsequence(Outgoing::FIELDS.iter().map(FieldInfo::name).collect::<Vec<_>>(), 0..13),
    ) {
        let spec = placing(format, &placed);
        let report = Profile::<Outgoing>::check(&spec);
        let required = Outgoing::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name);
        let missing: Vec<_> = required.filter(|name| !placed.contains(name)).collect();
        prop_assert_eq!(report.diagnostics().len(), usize::from(!missing.is_empty()), "{}", report);
        for found in &report {
            prop_assert_eq!(found.code(), Code::MissingPlaceholder);
            for name in &missing {
                let placeholder = if format.is_some_and(|format| format.as_str() == "xml") { format!("`{{{name}}}`") } else { format!("`<{name}>`") };
                prop_assert!(found.message().contains(&placeholder), "{}", found);
            }
            let mut fixed = spec.clone();
            let text = if found.part() == Part::Body { fixed.body.as_mut().unwrap() } else { &mut fixed.endpoint };
            *text = found.fix().unwrap().apply(text).unwrap();
            prop_assert!(Profile::<Outgoing>::check(&fixed).is_clean(), "{:?}", fixed);
            prop_assert_eq!(&Profile::<Outgoing>::fixed(&spec).0, &fixed);
        }
    }

    /// What is wrong with a header names it and never shows its value; it stands at the name where the name is wrong, in the file too.
    #[test]
    fn findings_about_headers_name_them(
        name in "[a-z]{0,4}( |:|\n|\"|\\\\|é|\u{202e})?[a-z]{0,4}|host|Content-Length|TE|x-token|X-TOKEN",
        value in "(hush){1,2}(\n|é|<id>|\u{7f})?",
    ) {
        let spec = get("").with_header("X-Token", "fine").with_header(&*name, &*value);
        let report = Profile::<Outgoing>::check(&spec);
        let file = serde_json::to_string_pretty(&spec).unwrap();
        let in_file = check_file(file.as_bytes());
        prop_assert_eq!(report.diagnostics().len(), in_file.diagnostics().len(), "{}\n{}", report, in_file);
        let escapes = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\u{202e}", "\\u{202e}")];
        let shown = escapes.iter().fold(name.clone(), |name, (character, escape)| name.replace(character, escape));
        for (found, in_file) in report.iter().zip(in_file.iter()) {
            prop_assert_eq!(found.member(), Some(&*name));
            let is_named = found.message().contains(&format!("`{shown}`"));
            prop_assert!(is_named && !found.to_string().contains("hush"), "{} {}", found, shown);
            let text = spec.text_of(found).unwrap();
            prop_assert_eq!(text, if found.is_about_name() { &name } else { &value });
            prop_assert_eq!(found.is_about_name(), found.span() == Span::new(0, text.len()) && text == name);
            let written = in_file.file_span().of(&file).unwrap();
            let read: String = serde_json::from_str(&format!("\"{written}\"")).unwrap();
            prop_assert_eq!(Some(&*read), found.span().of(text));
        }
    }
}

fn fixes(report: &Report) -> usize {
    report.iter().filter(|found| found.fix().is_some()).count()
}

proptest! {
    /// Breaks a sound profile at random: whatever comes of it, spans lie inside, fixes apply, and fixing comes to an end.
    #[test]
    fn broken_profiles_are_reported_and_fixed(
        is_get in any::<bool>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..9, "[<>{}\"\\\\%&=?# a-z0-9é“”]{0,5}"), 1..4),
    ) {
        let mut spec = if is_get { get("") } else { post("") };
        for (place, length, text) in cuts {
            let template = if is_get { &mut spec.endpoint } else { spec.body.as_mut().unwrap() };
            let floor = |at: usize| (0..=at.min(template.len())).rev().find(|at| template.is_char_boundary(*at)).unwrap();
            let start = floor(place.index(template.len() + 1));
            let end = floor(start + length).max(start);
            template.replace_range(start..end, &text);
        }
        let report = Profile::<Outgoing>::check(&spec);
        for found in &report {
            let part = part_of(&spec, found);
            prop_assert!(found.span().of(part).is_some());
            prop_assert!(found.fix().is_none_or(|fix| found.code().is_fixable() && fix.apply(part).is_some()));
        }
        prop_assert_eq!(report.has_errors(), Profile::<Outgoing>::try_from(spec.clone()).is_err());
        let (_, fixed) = Profile::<Outgoing>::fixed(&spec);
        prop_assert_eq!(fixes(&fixed), 0, "{}\n{}", spec.endpoint, fixed);
    }
}

/// No reader could tell them apart, whatever the names are, the empty one too.
#[test]
fn members_that_stand_twice_are_found_at_every_level() {
    let rows = [
        (r#""": 1, "": 2, "#, 1),
        (r#""a": 1, "\u0061": 2, "a": 3, "#, 2),
        (r#""o": {"x": {"": 1, "": 2}}, "p": {"x": {"": 1}}, "#, 1),
        (r#""list": [{"a": 1}, {"a": 2}, {"a": 3, "a": 4}], "a": 5, "#, 1),
        // Names that are empty because their escapes are broken are findings of another kind.
        (r#""\x": 1, "\y": 2, "#, 0),
    ];
    for (members, expected) in rows {
        let report = Profile::<Outgoing>::check(&post(members));
        let found = report.iter().filter(|found| found.code() == Code::RepeatedParameter).count();
        assert_eq!(found, expected, "{members}: {report:#}");
    }
}

/// Nobody knows which fields such a template should have.
#[test]
fn an_unknown_direction_gets_no_fields_put_into_its_template() {
    let mut spec = ProfileSpec::get::<Outgoing>("https://example.com/?n=<guest>&r=%3Cid%3E&x=J Doe");
    "bookings".clone_into(&mut spec.direction);
    let report = AnyProfile::check(&spec);
    let fixable: Vec<_> = report.iter().filter(|found| found.fix().is_some()).map(Diagnostic::code).collect();
    assert_eq!(fixable, [Code::InvalidCharacter]);
    assert_eq!(AnyProfile::fixed(&spec).0.endpoint, "https://example.com/?n=<guest>&r=%3Cid%3E&x=J%20Doe");
    "outgoin".clone_into(&mut spec.direction);
    assert!(AnyProfile::fixed(&spec).0.endpoint.contains("&price=<price>"), "that one was meant");
}

#[test]
fn there_are_not_too_many_headers() {
    let with = |count: usize| {
        let spec = Profile::<Outgoing>::standard_post("https://example.com/").unwrap().into_spec();
        (0..count).fold(spec, |spec, number| spec.with_header(format!("h{number}"), "v"))
    };
    let profile = Profile::<Outgoing>::try_from(with(256)).unwrap();
    assert_eq!(profile.render(&profile.sample()).unwrap().headers().len(), 257);
    let report = Profile::<Outgoing>::check(&with(30_000));
    assert_eq!(report.diagnostics().len(), 1);
    assert_eq!(report.diagnostics()[0].message(), "30000 headers are more than the 256 that a profile may have");
}

/// An encoded placeholder where none may stand is told, but not made a misplaced one.
#[test]
fn encoded_placeholders_are_fixed_in_values_only() {
    let standard = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap().into_spec().endpoint;
    let rows = [
        (standard.replace("/dlr?", "/%3Cid%3E?"), false),
        (standard.replace("/dlr?", "/dlr?%3Cid%3E=1&"), false),
        (standard.replace("<price>", "%3Cprice%3E"), true),
    ];
    for (endpoint, is_fixed) in rows {
        let (fixed, report) = Profile::<Outgoing>::fixed(&ProfileSpec::get::<Outgoing>(&*endpoint));
        assert_eq!((report.is_clean(), fixed.endpoint != endpoint), (is_fixed, is_fixed), "{endpoint}\n{report}");
        assert!(!report.has_errors());
    }
    let body = Profile::<Outgoing>::standard_post("https://example.com/dlr").unwrap().template().to_string();
    let body = body.replacen('{', r#"{"\u003cid\u003e": "x", "b": "\"\u003Cid\u003E","#, 1);
    let (fixed, report) = Profile::<Outgoing>::fixed(&ProfileSpec::post::<Outgoing>("https://example.com/dlr", body));
    assert!(
        !report.has_errors() && fixed.body.unwrap().contains(r#"{"\u003cid\u003e": "x", "b": "\"<id>","#),
        "{report}"
    );
}

/// Whether it stands in a value is told by where the values are, not by what the text around it looks like.
#[test]
fn an_encoded_placeholder_has_a_fix_where_it_stands_in_a_value() {
    let is_fixed = |spec: &ProfileSpec| {
        let report = Profile::<Outgoing>::check(spec);
        let encoded: Vec<_> = report.iter().filter(|found| found.code() == Code::EncodedPlaceholder).collect();
        assert_eq!(encoded.len(), 1, "{spec:?}\n{report}");
        encoded[0].fix().is_some()
    };
    let queries = [
        ("?x=%3Cid%3E", true),
        ("?x=?%3Cid%3E&y=1", true),
        ("?a/b=%3Cid%3E", true),
        ("?x=1&%3Cid%3E=1", false),
        ("?%3Cid%3E", false),
        ("&x=%3Cid%3E", false),
        ("/%3Cid%3E?x=1", false),
        ("?x=1#y=%3Cid%3E", false),
    ];
    for (more, expected) in queries {
        let spec = ProfileSpec::get::<Outgoing>(format!("https://example.com/d{more}"));
        assert_eq!(is_fixed(&spec), expected, "{more}");
    }
    let bodies = [
        (r#"{"a": "&lt;id&gt;"}"#, true),
        (r#"{"a": {"b": ["x", "\" : &lt;id&gt;"]}}"#, true),
        (r#"{"a": "&lt;id&gt;" }"#, true),
        (r#"{"&lt;id&gt;": "a"}"#, false),
        (r#"{"a": ["&lt;id&gt;" : "x"]}"#, true),
        (r#"{"a" "b", "c": "&lt;id&gt;"}"#, false),
        (r#"{"a": "b"} "&lt;id&gt;""#, false),
    ];
    for (body, expected) in bodies {
        assert_eq!(is_fixed(&ProfileSpec::post::<Outgoing>("https://example.com/d", body)), expected, "{body}");
    }
}

/// A callback URL comes with a message: one that is too long for any request is not looked at any further.
#[test]
fn a_callback_url_that_is_too_long_has_one_finding() {
    let of_length = |length: usize| format!("https://example.com/?x={}", "y".repeat(length - 23));
    let no_room = Profile::<Outgoing>::for_callback_url(&of_length(65_534)).unwrap_err();
    assert!(no_room.iter().all(|found| found.code() != Code::InvalidEndpoint || found.span().len() == 65_534));
    for url in [of_length(65_535), "<id>%".repeat(70_000), format!("https://h/?{}", "x=%3Cid%3E&".repeat(50_000))] {
        let report = Profile::<Outgoing>::for_callback_url(&url).unwrap_err();
        let found: Vec<_> = report.iter().map(|found| (found.code(), found.span().len(), found.message())).collect();
        let message = "the endpoint is not a URL: it is longer than 65534 bytes";
        assert_eq!(found, [(Code::InvalidEndpoint, url.len(), message)]);
    }
}
