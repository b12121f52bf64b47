//! Templates in which placeholders are written in another way than in those of the built-in sets.
#![cfg(test)]

use callback_profile::diagnostic::{Code, Diagnostic};
use callback_profile::field::kind;
use callback_profile::{Platform, Profile, ProfileSpec, Receiver, field_set};
use serde_json::json;

field_set! {
    /// Texts that a gateway hands on.
    pub set Curly = "curly";
    /// A field of a text.
    enum CurlyField;
    /// A text.
    struct CurlyCallback;
    dedup_key [Id];
    placeholders "{{" "}}";
    required {
        /// The id.
        Id id: kind::MessageId,
    }
    optional {
        /// The text.
        Text words("text"): kind::Text,
        /// The id of another.
        Other other("id_other"): kind::Text,
        /// Whether it is known.
        Known known: kind::Flag,
        /// Data.
        Data data: kind::Json [absent = "[]"],
    }
}

field_set! {
    /// Texts whose placeholders nothing closes.
    pub set Dollar = "dollar";
    /// A field.
    enum DollarField;
    /// A callback.
    struct DollarCallback;
    dedup_key [Name];
    placeholders "$" "";
    required {
        /// A name.
        Name name("NAME"): kind::Text,
    }
    optional {
        /// The same as data.
        NameJson name_json("NAME_JSON"): kind::Text,
        /// A tag.
        Tag1 tag1("TAG1"): kind::Text,
    }
}

fn curly(body: &str) -> Profile<Curly> {
    Profile::try_from(ProfileSpec::post::<Curly>("https://example.com/hook", body)).unwrap()
}

#[test]
fn a_query_is_filled_and_read() {
    let spec = ProfileSpec::get::<Curly>("https://example.com/send?a={{id}}&b=x{{text}}y&c={{id_other}}&token=7");
    let profile = Profile::<Curly>::try_from(spec).unwrap();
    let callback = CurlyCallback::default().with(CurlyField::Id, "7:0").with(CurlyField::Text, "a {{id}} & b");
    let request = profile.render(&callback).unwrap();
    assert_eq!(request.url(), "https://example.com/send?a=7%3A0&b=xa%20%7B%7Bid%7D%7D%20%26%20by&c=&token=7");
    assert_eq!(profile.parse(&request).unwrap().callback, callback);
}

#[test]
fn json_values_are_bare_where_their_kind_is() {
    let profile =
        curly(r#"{"id": {{id}}, "text": {{text}}, "quoted": "{{id_other}}", "known": {{known}}, "data": [{{data}}]}"#);
    let callback = CurlyCallback::default().with(CurlyField::Id, "7").with(CurlyField::Known, "true");
    let request = profile.render(&callback).unwrap();
    assert_eq!(request.body(), Some(r#"{"id": "7", "text": "", "quoted": "", "known": true, "data": [[]]}"#));
    let callback = callback.with(CurlyField::Data, r#"{"a": 1}"#).with(CurlyField::Text, "\"\n{{id}}");
    let request = profile.render(&callback).unwrap();
    let body = r#"{"id": "7", "text": "\"\n{{id}}", "quoted": "", "known": true, "data": [{"a": 1}]}"#;
    assert_eq!(request.body(), Some(body));
    assert_eq!(profile.parse(&request).unwrap().callback, callback);
}

#[test]
fn the_longest_name_counts_where_nothing_closes_it() {
    let spec = ProfileSpec::get::<Dollar>("https://example.com/?a=$NAME&b=$NAME_JSON&c=$TAG10&d=$TAG");
    let report = Profile::<Dollar>::check(&spec);
    let codes: Vec<_> = report.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, [Code::NearPlaceholder], "{report}");
    let profile = Profile::<Dollar>::try_from(spec).unwrap();
    let callback = DollarCallback::default().with(DollarField::Name, "Jo").with(DollarField::Tag1, "x");
    let request = profile.render(&callback).unwrap();
    assert_eq!(request.url(), "https://example.com/?a=Jo&b=&c=x0&d=$TAG");
    assert_eq!(profile.parse(&request).unwrap().callback, callback);
}

#[test]
fn unknown_names_are_told_in_the_syntax_of_the_set() {
    let spec = ProfileSpec::get::<Curly>("https://example.com/?a={{id}}&b={{txt}}&c={{ id_other }}&d={{id");
    let report = Profile::<Curly>::check(&spec);
    let found: Vec<_> = report.iter().map(|found| (found.code().as_str(), found.message(), found.help())).collect();
    let expected = [
        ("unknown-placeholder", "`{{txt}}` is not a placeholder of the curly fields", "did you mean `{{text}}`?"),
        (
            "unknown-placeholder",
            "`{{ id_other }}` is not a placeholder of the curly fields",
            "did you mean `{{id_other}}`?",
        ),
        ("unclosed-placeholder", "placeholder `{{id` is not closed", "write `{{id}}`"),
    ];
    assert_eq!(found, expected, "{report}");
}

/// A platform whose set `send` has these fields, which are texts.
fn platform(placeholders: &str, fields: &[&str]) -> Platform {
    let fields: Vec<_> = fields.iter().map(|field| format!("\"{field}\": \"text\"")).collect();
    let sets = format!("{{\"send\": {{\"fields\": {{{}}}}}}}", fields.join(", "));
    Platform::from_file(&format!(r#"{{"platform": "p", "placeholders": {placeholders}, "field_sets": {sets}}}"#))
        .unwrap()
}

fn spec(endpoint: &str, body: Option<&str>) -> ProfileSpec {
    let method = if body.is_some() { "POST" } else { "GET" };
    let file = json!({"platform": "p", "direction": "send", "method": method, "endpoint": endpoint, "body": body});
    serde_json::from_value(file).unwrap()
}

/// A syntax, its names, a template, what is found, and what fixing makes of the template.
type Mended = ((&'static str, &'static [&'static str], &'static str), (&'static [&'static str], &'static str));

#[test]
fn fixes_change_no_more_than_they_mean() {
    let (braces, percents, stars) =
        (r#"{"open": "{", "close": "}"}"#, r#"{"open": "%", "close": "%"}"#, r#"{"open": "*", "close": "*"}"#);
    let rows: &[Mended] = &[
        (
            (braces, &["phone_number"], r#"{"a": {"phone_number":1}, "b": "{phone_number}"}"#),
            (&[], r#"{"a": {"phone_number":1}, "b": "{phone_number}"}"#),
        ),
        ((braces, &["id"], r#"{"a": "{id", "b": 1}"#), (&["unclosed-placeholder"], r#"{"a": "{id", "b": 1}"#)),
        ((braces, &["N:1", "N"], r#"{"a": "{N:2}"}"#), (&["unknown-placeholder"], r#"{"a": "{N:2}"}"#)),
        (
            (braces, &["TYPE", "TITLE"], r#"{"a": "{TYPE}", "b": "{ TYPE }"}"#),
            (&["unknown-placeholder"], r#"{"a": "{TYPE}", "b": "{TYPE}"}"#),
        ),
        ((percents, &["number", "data"], "?a=%number&b=%data%"), (&["unclosed-placeholder"], "?a=%number&b=%data%")),
        ((stars, &["url", "kind"], "?a=*url&b=*kind*"), (&["unclosed-placeholder"], "?a=*url&b=*kind*")),
        ((r#"{"open": "%"}"#, &["25", "2", "p"], "?a=100%&b=%p"), (&["cut-escape"], "?a=100%&b=%p")),
        ((r#"{"open": "%", "escape": "%%"}"#, &["25", "p"], "?a=100%&b=%p"), (&["cut-escape"], "?a=100%%25&b=%p")),
        ((r#"{"open": "%", "escape": "%%"}"#, &["p"], "?a=100%%&b=%p"), (&["cut-escape"], "?a=100%25&b=%p")),
        ((r#"{"open": "%"}"#, &["C", "p"], "?caf%C3%A9=%p"), (&["eaten-escape"], "?caf%C3%A9=%p")),
        (
            (r#"{"open": "{", "close": "}"}"#, &["t"], r#"{"a": "{to}", "b": "{{to}}"}"#),
            (&["unknown-placeholder", "foreign-placeholder"], r#"{"a": "{to}", "b": "{{to}}"}"#),
        ),
    ];
    for ((placeholders, fields, template), (codes, fixed)) in rows {
        let platform = platform(placeholders, fields);
        let is_query = template.starts_with('?');
        let base = "https://example.com/";
        let before = if is_query { spec(&(base.to_owned() + template), None) } else { spec(base, Some(template)) };
        let report = platform.check_profile(&before);
        assert_eq!(
            &report.iter().map(|found| found.code().as_str()).collect::<Vec<_>>(),
            codes,
            "{template}: {report}"
        );
        let after = platform.fix_file(&serde_json::to_string(&before).unwrap());
        let after: ProfileSpec = serde_json::from_slice(after.as_bytes()).unwrap();
        let text = if is_query { after.endpoint.strip_prefix(base) } else { after.body.as_deref() };
        assert_eq!(text, Some(*fixed), "{template}");
    }
}

#[test]
fn names_are_found_in_either_case_in_a_long_table() {
    let fields: Vec<_> =
        (0..40).map(|number| if number % 2 == 0 { format!("a{number}") } else { format!("B{number}") }).collect();
    let platform = platform(
        r#"{"open": "{", "close": "}", "ignore_case": true}"#,
        &fields.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    for field in &fields {
        for name in [field.clone(), field.to_lowercase(), field.to_uppercase()] {
            let profile = platform.profile(spec(&format!("https://example.com/?k={{{name}}}"), None)).unwrap();
            let request = profile.render_json(&json!({field: "x"}).to_string()).unwrap().unwrap();
            assert_eq!(request.url(), "https://example.com/?k=x", "{name}");
            assert_eq!(profile.parse_url(request.url()).unwrap().text(field), Some("x"));
        }
    }
}

#[test]
fn a_query_alone_has_no_path() {
    let platform = platform(r#"{"open": "{", "close": "}", "path": true}"#, &["a", "b"]);
    let profile = platform.profile(spec("https://example.com/{a}?b={b}", None)).unwrap();
    let received = profile.parse_query("b=1").unwrap();
    assert_eq!(received.missing().collect::<Vec<_>>(), ["a"]);
    assert!(profile.parse_query("").is_err());
    assert_eq!(profile.parse_target("/x?b=1").unwrap().text("a"), Some("x"));
}

/// Of two profiles whose paths differ in the names of their placeholders only, the rest of the request tells.
#[test]
fn paths_with_placeholders_are_told_apart_by_what_else_there_is() {
    let platform = platform(r#"{"open": "{", "close": "}", "path": true}"#, &["a", "b", "c", "x", "y"]);
    let receiver = |endpoints: &[&str]| {
        let profile = |endpoint: &&str| platform.profile(spec(&format!("https://e.example{endpoint}"), None)).unwrap();
        Receiver::new(endpoints.iter().map(profile))
    };
    let found = |endpoints: &[&str], target: &str| {
        let headers = http::HeaderMap::new();
        let routes = receiver(endpoints);
        let delivery = routes.receive(&http::Method::GET, target, &headers, b"").ok()?;
        let event = delivery.received;
        Some(event.fields().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(" "))
    };
    let rows: &[(&[&str], &str, Option<&str>)] = &[
        (&["/{a}?x={x}&tok=s1", "/{b}?x={x}&tok=s2"], "/1?x=3&tok=s2", Some("b=1 x=3")),
        (&["/{a}?x={x}&tok=s1", "/{b}?x={x}&tok=s2"], "/1?x=3&tok=s1", Some("a=1 x=3")),
        (&["/{a}?x={x}", "/{b}?x={x}&y={y}"], "/1?x=3&y=4", Some("b=1 x=3 y=4")),
        (&["/{c}?x={x}", "/{a}/{b}?x={x}"], "/1/2?x=3", Some("a=1 b=2 x=3")),
        (&["/{a}/{b}?x={x}", "/{c}?x={x}"], "/1?x=3", Some("c=1 x=3")),
        (&["/p/{a}", "/hook?x={x}"], "/hook2?x=1", Some("x=1")),
        (&["/p/{a}", "/hook?x={x}"], "/p/7", Some("a=7")),
        (&["/p/{a}", "/p/q?x={x}"], "/p/q?x=7", Some("x=7")),
        (&["/{a}/up/{b}", "/{a}/down/{b}"], "/1/down/2", Some("a=1 b=2")),
    ];
    for (endpoints, target, expected) in rows {
        assert_eq!(found(endpoints, target).as_deref(), *expected, "{endpoints:?} {target}");
    }
}

/// What stands without quotes is JSON to every reader, and a body that is none is read along its template.
#[test]
fn bare_values_are_json_to_every_reader() {
    let profile = curly(r#"{"data": {{data}}, "text": "{{text}}", "id": {{id}}}"#);
    for data in
        ["1e999", r#"["\ud800"]"#, &"[".repeat(200), &format!("{}{}", "[".repeat(127), "]".repeat(127)), "-0", "1e5"]
    {
        let callback = CurlyCallback::default().with(CurlyField::Data, data).with(CurlyField::Id, "7");
        let request = profile.render(&callback).unwrap();
        let body: serde_json::Value = serde_json::from_str(request.body().unwrap()).unwrap();
        assert!(body["data"].as_str().is_none_or(|text| text == data), "{body}");
        assert_eq!(profile.parse(&request).unwrap().callback, callback);
    }
    let rows = [
        (r#"{"data": 1, "text": "say "hi" now", "id": "7"}"#, ["1", "say \"hi\" now", "7"]),
        (r#"{"data": , "text": "x", "id": 007}"#, ["", "x", "007"]),
        (r#"{"data": {{data}}, "text": "x", "id": ok}"#, ["{{data}}", "x", "ok"]),
    ];
    for (body, expected) in rows {
        let received = profile.parse_body(body).unwrap();
        let texts =
            [CurlyField::Data, CurlyField::Text, CurlyField::Id].map(|field| received.callback.text(field).to_owned());
        assert_eq!(texts, expected, "{body}");
        assert!(!received.problems.is_empty(), "{body}");
    }
}

/// Escapes of several characters are found, told of and mended as a whole.
#[test]
fn escapes_of_several_characters_are_whole() {
    let rows = [
        (r#"{"open": "%%", "close": "%%", "escape": "%%%%"}"#, "?a=100%%%%&b=%%id%%"),
        (r#"{"open": "${", "escape": "${{"}"#, "?a=${{&b=${id"),
        (r#"{"open": "%(", "close": ")s", "escape": "%(\\"}"#, "?a=%(\\&b=%(id)s"),
    ];
    for (placeholders, query) in rows {
        let platform = platform(placeholders, &["id"]);
        let before = spec(&format!("https://example.com/{query}"), None);
        let file = serde_json::to_string(&before).unwrap();
        let once = platform.fix_file(&file);
        let again = platform.fix_file(once.as_bytes());
        assert_eq!(again.text(), once.text(), "{query}");
        for found in &platform.check_profile(&before) {
            assert!(!found.span().is_empty(), "{query}: {found}");
        }
    }
}

#[test]
fn paths_that_no_parser_keeps_are_refused() {
    let platform = platform(r#"{"open": "{", "close": "}", "path": true}"#, &["a"]);
    for path in ["/{a}/..", "/{a}/./c", "/{a}/%2e%2E"] {
        let report = platform.check_profile(&spec(&format!("https://example.com{path}"), None));
        assert_eq!(report.iter().map(Diagnostic::code).collect::<Vec<_>>(), [Code::InvalidEndpoint], "{path}");
    }
}
