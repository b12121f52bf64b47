//! The naive sender: bodies whose sender put the values into the template as they are.
#![cfg(test)]

use std::borrow::Cow;
use std::sync::LazyLock;

use callback_profile::field::Callback;
use callback_profile::received::ParseErrorKind;
use callback_profile::request::BodyFormat;
use callback_profile::{FieldSet, Incoming, Outgoing, OutgoingField, Profile, ProfileSpec, Received};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestCaseResult, TestRunner};
use util::literals::{cuts, json_text};
use util::naive::naive;
use util::requests::{each_field, post};

mod util;

const URL: &str = "https://example.com/hook?key=1";

fn of_body<S: FieldSet>(body: &str, format: BodyFormat) -> Profile<S> {
    ProfileSpec::post::<S>(URL, body).with_body_format(format).try_into().unwrap()
}

/// The fields in objects and arrays, with literals around them, on one line.
fn nested<S: FieldSet>() -> Profile<S> {
    let members = each_field::<S>(",", |name| format!("\"{name}\":[{{\"v\":\"\\u00e9 <{name}>\\\"\"}},1]"));
    of_body(&format!("{{\"token\":\"s3cret\",\"in\":{{{members}}}}}"), BodyFormat::Json)
}

#[cfg(feature = "xml")]
fn xml<S: FieldSet>() -> Profile<S> {
    let elements = each_field::<S>("\n  ", |name| format!("<{name}>{{{name}}}</{name}>"));
    of_body(&format!("<?xml version=\"1.0\"?>\n<report v=\"1\">\n  {elements}\n</report>\n"), BodyFormat::Xml)
}

/// Half of the fields in attributes, before the texts of their elements.
#[cfg(feature = "xml")]
fn attributes<S: FieldSet>() -> Profile<S> {
    let names: Vec<_> = S::FIELDS.iter().map(callback_profile::field::FieldInfo::name).collect();
    let elements: Vec<_> = names
        .chunks(2)
        .map(|pair| match pair {
            [one, other] => format!("<e_{one} a=\"&lt; {{{one}}}\" b='1'>{{{other}}}&amp;</e_{one}>"),
            _ => format!("<e_{0}>{{{0}}}</e_{0}>", pair[0]),
        })
        .collect();
    of_body(&format!("<r>{}</r>", elements.concat()), BodyFormat::Xml)
}

/// The problems as `code field`.
fn problems<S: FieldSet>(received: &Received<'_, S>) -> Vec<String> {
    received
        .problems
        .iter()
        .map(|found| format!("{} {}", found.code().as_str(), found.field().unwrap_or("-")))
        .collect()
}

/// A profile of two fields beside a token.
fn short() -> Profile<Outgoing> {
    let others = "custom_response timestamp mobile phone_number error error_code ref ref1 ref2 price";
    let others: Vec<_> = others.split(' ').map(|name| format!("\"{name}\":\"<{name}>\"")).collect();
    let body = format!(
        "{{\"token\":\"s3cret\",\"id\":\"<id>\",\"message\":\"<message>\",\"status\":\"<status>\",{}}}",
        others.join(",")
    );
    of_body(&body, BodyFormat::Json)
}

/// The body with these values as they are, and nothing in the other fields.
fn sent<S: FieldSet>(profile: &Profile<S>, values: &[(&str, &str)]) -> String {
    naive(profile, |name| values.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text).to_owned())
}

/// The body of [`short`] with this message, and nothing in the fields behind it.
fn short_body(id: &str, message: &str) -> String {
    sent(&short(), &[("id", id), ("message", message), ("status", "read")])
}

#[test]
fn control_characters_in_strings_are_read() {
    let profile = post::<Outgoing>(URL);
    let rows = [
        // The body, and the fields, extras and problems.
        ("{\"id\": \"a\tb\"}", "id=a\tb", "", "control-character id"),
        ("{\"id\": \"a\\n\u{0}\u{1f}\\u0001\"}", "id=a\n\u{0}\u{1f}\u{1}", "", "control-character id"),
        (
            "{\"message\": [\"a\nb\", {\"\r\": 1}], \"id\": \"1\"}",
            "id=1 message=[\"a\nb\", {\"\r\": 1}]",
            "",
            "control-character message",
        ),
        (
            "{\"id\": \"1\", \"x\ty\": 7, \"z\": \"\t\"}",
            "id=1",
            "/x\ty=7 /z=\t",
            "control-character - control-character -",
        ),
        (
            "{\"id\": \"1\", \"whatsapp_number\": \"\t1\"}",
            "id=1 whatsapp_number=\t1",
            "",
            "control-character whatsapp_number",
        ),
        ("{\"id\": \"1\t\", \"id\": \"2\"}", "id=1\t", "/id=2", "control-character id repeated-parameter id"),
        ("{\"id\": \"\t\\ud800\"}", "id=\t\u{fffd}", "", "lone-surrogate id"),
        ("{\"id\": {\"a\": \"\\n\"}}", "id={\"a\": \"\\n\"}", "", ""),
    ];
    for (body, fields, extra, odd) in rows {
        let received = profile.parse_body(body).unwrap();
        let joined = |pairs: Vec<(Cow<'_, str>, Cow<'_, str>)>| {
            pairs.into_iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(" ")
        };
        let present = received.callback.iter().map(|(field, text)| (field.name().into(), Cow::Owned(text.to_string())));
        assert_eq!(joined(present.collect()), fields, "{body:?}");
        assert_eq!(joined(received.extra.clone()), extra, "{body:?}");
        assert_eq!(problems(&received).join(" "), odd, "{body:?}");
    }
    let broken = ["{\"id\": \"a\\\tb\"}", "{\"id\": \"\t", "{\"id\": \t\u{1}}", "{\u{b}\"id\": \"1\"}"];
    for body in broken {
        assert_eq!(profile.parse_body(body).unwrap_err().kind(), ParseErrorKind::Syntax, "{body:?}");
    }
}

/// A name of the template that arrives with raw control characters is that name, and a problem.
#[test]
fn control_characters_in_known_names_are_told() {
    let members = each_field::<Outgoing>(",", |name| format!("\"a\\t{name}\":\"<{name}>\""));
    let profile = of_body::<Outgoing>(&format!("{{{members}}}"), BodyFormat::Json);
    let received = profile.parse_body("{\"a\tid\": \"1\", \"a\\tstatus\": \"read\", \"a\tref\": null}").unwrap();
    assert_eq!(received.callback.text(OutgoingField::Id), "1");
    assert_eq!(problems(&received), ["control-character id", "control-character ref"]);
}

/// Templates, files and native content stay strict.
#[test]
fn control_characters_are_read_in_callbacks_only() {
    let report = Profile::<Outgoing>::check(&ProfileSpec::post::<Outgoing>(URL, "{\"a\tb\": \"<id>\"}"));
    assert!(report.to_string().contains("control character"), "{report}");
    let file = callback_profile::check_file(b"{\"direction\": \"out\tgoing\"}");
    assert!(file.has_errors(), "{file:?}");
    assert!(callback_profile::whatsapp::Notification::parse("{\"messages\": [{\"id\": \"\t\"}]}").is_err());
}

#[test]
fn values_that_nobody_escaped_are_read_along_the_literals() {
    let profile = short();
    let rows = [
        ("say \"hi\" now", "say \"hi\" now", "unescaped-quote message"),
        ("\"", "\"", "unescaped-quote message"),
        ("C:\\", "C:\\", "unescaped-quote message"),
        ("C:\\dir \\\"x\\\"", "C:\\dir \\\"x\\\"", "unescaped-quote message"),
        ("\"\u{1f600}\"\n", "\"\u{1f600}\"\n", "unescaped-quote message control-character message"),
        ("{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}", "unescaped-quote message"),
        // What is well-formed is read as what it says.
        ("\\\"hi\\\" \\u00e9", "\"hi\" é", ""),
        ("tab\there", "tab\there", "control-character message"),
    ];
    for (text, expected, odd) in rows {
        let body = short_body("a:0", text);
        let received = profile.parse_body(&body).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(received.callback.text(OutgoingField::Message), expected);
        assert_eq!(received.callback.text(OutgoingField::Id), "a:0");
        assert_eq!(problems(&received).join(" "), odd, "{text}");
        assert!(received.extra.is_empty() && received.missing().count() == 0);
        for problem in &received.problems {
            assert_eq!(problem.span().of(&body), Some(text));
            assert_eq!(problem.parameter(), "/message");
        }
        // Everything else is decoded beside it.
        let body = short_body("\\u0061\\n", text);
        let received = profile.parse_body(&body).unwrap();
        assert_eq!(received.callback.text(OutgoingField::Id), "a\n");
        let spaced = format!("\u{feff}\r\n\t {body} \n");
        assert_eq!(profile.parse_body(&spaced).unwrap().callback, received.callback);
    }
}

#[test]
fn what_can_be_cut_in_two_ways_is_the_syntax_error_of_the_body() {
    let profile = short();
    let bodies = [
        short_body("a\",\"message\":\"b", "\""),
        short_body("1", "\"\",\"status\":\"read\",\"status\":\""),
        short_body("1", "\"").replace("s3cret", "guess"),
        short_body("1", "\"").replace("\"id\"", "\"ID\""),
        short_body("1", "\"").trim_end_matches('}').to_owned(),
        format!("{}x", short_body("1", "\"")),
        format!("\u{c}{}", short_body("1", "1")),
        format!("\u{feff}\u{feff}{}", short_body("1", "\"")),
        short_body("1", "\"").replace("\":\"", "\": \""),
    ];
    for body in bodies {
        let error = profile.parse_body(&body).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::Syntax, "{body}");
        assert!(!error.to_string().contains("s3cret") && error.span().is_some());
    }
    let error = profile.parse_body(short_body("1", "say \"hi\"").trim_end_matches('}')).unwrap_err();
    let expected = "expected `,` or `}` at line 1, column 44 (byte 43) of the JSON body, found `h`";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn what_is_static_is_verified_there_too() {
    let profile: Profile<Outgoing> =
        ProfileSpec::post::<Outgoing>("https://example.com/", short().template().as_str()).try_into().unwrap();
    let body = short_body("1", "\"");
    assert!(profile.parse_body(&body).unwrap().verified().is_ok());
    assert!(profile.parse_body(&body.replace("s3cret", "guess")).is_err());
}

#[test]
fn several_placeholders_in_one_value_stay_an_extra() {
    let rest = each_field::<Outgoing>(",", |name| format!("\"{name}\":\"<{name}>\""));
    let profile = of_body::<Outgoing>(
        &format!("{{\"both\":\"\\u0041 <id> of <status>.\",\"id2\":\"<id>\",{rest}}}"),
        BodyFormat::Json,
    );
    let body = sent(&profile, &[("id", "a\"b"), ("status", "read")]);
    let received = profile.parse_body(&body).unwrap();
    assert_eq!(received.extra, [("/both".into(), "A a\"b of read.".into())]);
    assert_eq!(received.callback.text(OutgoingField::Id), "a\"b");
    assert_eq!(problems(&received), ["unescaped-quote -", "unescaped-quote id", "unescaped-quote id"]);
    // A field that arrives with two values is what it is otherwise.
    let body = body.replace("\"id2\":\"a\"b\"", "\"id2\":\"a\"c\"");
    let received = profile.parse_body(&body).unwrap();
    assert_eq!(received.callback.text(OutgoingField::Id), "a\"c");
    assert_eq!(problems(&received)[3..], ["conflicting-value id"]);
    assert_eq!(received.problems[3].span().of(&body), Some("a\"b"));
}

#[test]
fn bytes_that_are_not_utf8_are_replaced_there_too() {
    let body = short_body("1", "a\"@b").into_bytes();
    let body: Vec<_> = body.into_iter().map(|byte| if byte == b'@' { 0xff } else { byte }).collect();
    let profile = short();
    let received = profile.parse_body(&body).unwrap();
    assert_eq!(received.callback.text(OutgoingField::Message), "a\"\u{fffd}b");
    assert_eq!(problems(&received), ["unescaped-quote message", "invalid-utf8 message"]);
}

#[cfg(feature = "xml")]
#[test]
fn markup_that_nobody_escaped_is_read_along_the_literals() {
    let rows = [
        ("AT&T", "AT&T", "unescaped-markup message"),
        ("a < b", "a < b", "unescaped-markup message"),
        ("a &amp; b & c", "a &amp; b & c", "unescaped-markup message"),
        ("<b>bold", "<b>bold", "unescaped-markup message"),
        ("a & b\r\n]]>", "a & b\r\n]]>", "unescaped-markup message"),
        ("a &amp; b", "a & b", ""),
    ];
    let profile = xml::<Outgoing>();
    for (text, expected, odd) in rows {
        for (id, id_read) in [("a:0", "a:0"), ("&lt;&#97;", "<a"), ("<![CDATA[a<b]]>", "a<b")] {
            let body = sent(&profile, &[("message", text), ("id", id)]);
            let received = profile.parse_body(&body).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(received.callback.text(OutgoingField::Message), expected);
            assert_eq!(received.callback.text(OutgoingField::Id), id_read);
            assert_eq!(problems(&received).join(" "), odd, "{text}");
            assert!(received.extra.is_empty() && received.missing().count() == 0);
            for problem in &received.problems {
                assert_eq!(problem.span().of(&body), Some(text));
            }
        }
    }
    // Which of the two is the message cannot be told.
    let text = "&</message>\n  <status></status>\n  <message>&";
    let body = sent(&profile, &[("message", text)]);
    let twice = body.replace("<status></status>", "<status></status>\n  <phone_number></phone_number>");
    for body in [twice, body.replace("</report>", ""), body.replace("v=\"1\"", "v=\"2\"")] {
        assert_eq!(profile.parse_body(&body).unwrap_err().kind(), ParseErrorKind::Syntax, "{body}");
    }
}

#[cfg(feature = "xml")]
#[test]
fn attributes_take_no_raw_quotes_from_a_value() {
    let profile = attributes::<Outgoing>();
    let body = sent(&profile, &[("id", "x\" c=\"y"), ("timestamp", "1 & 2"), ("status", "'")]);
    let received = profile.parse_body(&body).unwrap();
    assert_eq!(received.callback.text(OutgoingField::Id), "x\" c=\"y");
    assert_eq!(received.callback.text(OutgoingField::Timestamp), "1 & 2");
    assert!(received.extra.is_empty(), "{:?}", received.extra);
}

/// The receiver tries the profiles that method and path leave.
#[test]
fn a_receiver_finds_the_only_profile_whose_literals_are_there() {
    use callback_profile::Receiver;
    let (status, message) =
        (post::<Outgoing>("https://example.com/hook"), post::<Incoming>("https://example.com/hook"));
    let elsewhere = post::<Incoming>("https://example.com/other");
    let receiver = Receiver::new([status.clone().into(), message.clone().into(), elsewhere.into()]);
    let receive = |path: &str, body: &str| {
        let delivery = receiver.receive(&http::Method::POST, path, &http::HeaderMap::new(), body.as_bytes());
        delivery
            .map(|delivery| (delivery.profile, delivery.received.problems().len()))
            .map_err(|error| error.to_string())
    };
    // The names behind the quote are not seen.
    let incoming = sent(&message, &[("body", "say \"hi\" now")]);
    let outgoing = sent(&status, &[("id", "\"")]);
    assert_eq!(receive("/hook", &incoming), Ok((1, 1)));
    assert_eq!(receive("/hook", &outgoing), Ok((0, 1)));
    assert_eq!(receive("/other", &incoming), Ok((2, 1)));
    // At a path that no profile has, two fit alike.
    assert!(receive("/proxied", &incoming).is_err());
    assert_eq!(receive("/proxied", &outgoing), Ok((0, 1)));
    let broken = receive("/hook", incoming.trim_end().trim_end_matches('}')).unwrap_err();
    assert!(broken.contains("could not read it") || broken.contains("no profile takes"), "{broken}");
}

/// Where one profile's literals are part of another's, both fit, and nobody guesses.
#[test]
fn a_receiver_does_not_guess_between_two_that_fit() {
    use callback_profile::field::kind;
    use callback_profile::{Receiver, field_set};
    field_set! {
        /// One field.
        pub set One = "one";
        /// A field.
        enum OneField;
        /// A callback.
        struct OneCallback;
        dedup_key [A];
        required {
            /// The first.
            A a: kind::Text,
        }
        optional {
            /// The second.
            B b: kind::Text,
        }
    }
    let profile =
        |body: &str| -> Profile<One> { ProfileSpec::post::<One>("https://example.com/hook", body).try_into().unwrap() };
    let (one, both) = (profile(r#"{"a":"<a>"}"#), profile(r#"{"a":"<a>","b":"<b>"}"#));
    let receiver = Receiver::new([one.into(), both.into()]);
    let receive =
        |body: &'static str| receiver.receive(&http::Method::POST, "/hook", &http::HeaderMap::new(), body.as_bytes());
    let error = receive(r#"{"a":"say "hi"","b":"y"}"#).unwrap_err();
    assert_eq!(error.parse_error().map(callback_profile::ParseError::kind), Some(ParseErrorKind::Syntax));
    assert_eq!(receive(r#"{"a":"say "hi" now"}"#).unwrap().profile, 0);
    assert_eq!(receive(r#"{"a":"say \"hi\"","b":"y"}"#).unwrap().profile, 1);
}

/// Texts of users, and what makes bodies break.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let piece = select(vec![
        "\"",
        "\\",
        "\n",
        "\t",
        "\u{0}",
        "\\n",
        "\\\"",
        "\\u00e9",
        "\\ud83d",
        "hi",
        "say \"hi\" now",
        " ",
        "é",
        "\u{1f600}",
        "&",
        "<",
        ">",
        "&amp;",
        "&#38;",
        "AT&T",
        "<b>",
        "</b>",
        "]]>",
        "<![CDATA[x]]>",
        "<!-- -->",
        "'",
        "{",
        "}",
        "[1]",
        "\",\"",
        "\": \"",
        "\",\n  \"status\": \"",
        "\",\n  \"name\": \"",
        "</status><ref>",
        "</id>",
        "{id}",
        "<id>",
    ]);
    let mixed = prop::collection::vec(piece, 0..5).prop_map(|parts| parts.concat());
    let plain = "[ a-zA-Zé0-9.,:;!?<>&']{0,12}";
    let text = prop_oneof![6 => plain, 2 => mixed, 1 => any::<String>(), 3 => Just(String::new())];
    prop::collection::vec(text, 17)
}

fn callback<S: FieldSet>(values: &[String]) -> S::Callback<'static> {
    let mut callback = S::Callback::default();
    for (slot, value) in callback.values_mut().iter_mut().zip(values) {
        *slot = Cow::Owned(value.clone());
    }
    callback
}

fn naive_of<S: FieldSet>(profile: &Profile<S>, callback: &S::Callback<'_>) -> String {
    let place = |name: &str| S::FIELDS.iter().position(|field| field.name() == name).unwrap();
    naive(profile, |name| callback.values()[place(name)].to_string())
}

/// What holds for both formats: `is_plain` are values that need no escaping, `decoded` is what a value says that is valid as it is.
fn naive_law<S: FieldSet>(
    profile: &Profile<S>,
    values: &[String],
    is_plain: impl Fn(&str) -> bool,
    decoded: impl Fn(&str) -> Option<String>,
) -> TestCaseResult {
    let carried = profile.carried(&callback::<S>(values));
    let body = naive_of(profile, &carried);
    let is_all_plain = carried.values().iter().all(|value| is_plain(value));
    let received = match profile.parse_body(&body) {
        Ok(received) => received,
        Err(error) => {
            prop_assert_eq!(error.kind(), ParseErrorKind::Syntax);
            prop_assert!(!is_all_plain, "{}", body);
            prop_assert!(cuts(profile.template(), &body) != 1, "{}: {}", error, body);
            return Ok(());
        }
    };
    if is_all_plain {
        prop_assert_eq!(received.callback.values(), carried.values());
        prop_assert!(received.problems.is_empty() && received.extra.is_empty());
        return Ok(());
    }
    let raw: Vec<_> =
        received.problems.iter().filter(|found| found.code().as_str().starts_with("unescaped-")).collect();
    if raw.is_empty() {
        // The body is well-formed, and read as what it says.
        return Ok(());
    }
    prop_assert_eq!(cuts(profile.template(), &body), 1);
    prop_assert!(received.extra.is_empty() && received.missing().count() == 0, "{:?}", received.extra);
    for ((value, found), field) in carried.values().iter().zip(received.callback.values()).zip(S::FIELDS) {
        let is_raw = raw.iter().any(|problem| problem.field() == Some(field.name()));
        match decoded(value) {
            Some(expected) => prop_assert!(*found == expected && !is_raw, "{:?} {:?} in {}", found, expected, body),
            None => prop_assert!(found == value && is_raw, "{:?} {:?} in {}", found, value, body),
        }
    }
    Ok(())
}

fn json_law<S: FieldSet>(profile: &Profile<S>, values: &[String]) -> TestCaseResult {
    naive_law(profile, values, |text| !text.contains(|c: char| matches!(c, '"' | '\\') || c < ' '), json_text)
}

static STANDARD: LazyLock<Profile<Incoming>> = LazyLock::new(|| post(URL));
static NESTED: LazyLock<Profile<Incoming>> = LazyLock::new(nested);
static SHORT: LazyLock<Profile<Outgoing>> = LazyLock::new(short);
#[cfg(feature = "xml")]
static XML: LazyLock<Profile<Incoming>> = LazyLock::new(xml);
#[cfg(feature = "xml")]
static ATTRIBUTES: LazyLock<Profile<Outgoing>> = LazyLock::new(attributes);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn json_of_a_naive_sender(values in texts()) {
        json_law(&STANDARD, &values)?;
        json_law(&NESTED, &values)?;
        json_law(&SHORT, &values)?;
    }

    #[cfg(feature = "xml")]
    #[test]
    fn xml_of_a_naive_sender(values in texts()) {
        use util::literals::xml_text;
        let is_char = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        let values: Vec<String> = values.iter().map(|value| value.chars().filter(is_char).collect()).collect();
        let is_plain = |text: &str| !text.contains(['&', '<', '\r', '\n', '\t', '"', '\'']) && !text.contains("]]>");
        naive_law(&XML, &values, is_plain, xml_text)?;
    }

    /// In attributes, quotes are markup too; no more is asked of them.
    #[cfg(feature = "xml")]
    #[test]
    fn attributes_of_a_naive_sender(values in texts()) {
        let profile = &*ATTRIBUTES;
        let callback = callback::<Outgoing>(&values);
        let body = naive_of(profile, &callback);
        if let Ok(received) = profile.parse_body(&body)
            && received.problems.iter().any(|found| found.code().as_str() == "unescaped-markup")
        {
            prop_assert_eq!(cuts(profile.template(), &body), 1);
            prop_assert!(received.extra.is_empty());
        }
    }

    /// No body at all does harm.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64), at in any::<prop::sample::Index>()) {
        let mut body = short_body("1", "\"").into_bytes();
        let at = at.index(body.len());
        body.splice(at..at, bytes);
        if let Ok(received) = SHORT.parse_body(&body) {
            prop_assert!(!received.problems.is_empty() || serde_json::from_slice::<serde_json::Value>(&body).is_ok());
        }
    }
}

/// What `render` wrote has no problem, so it was not read along its literals.
#[test]
fn rendered_bodies_are_read_once() {
    let mut runner = TestRunner::deterministic();
    let strategy = texts();
    let profile = nested::<Incoming>();
    for _ in 0..256 {
        let values = strategy.new_tree(&mut runner).unwrap().current();
        let callback = callback::<Incoming>(&values);
        let request = profile.render(&callback).unwrap();
        let received = profile.parse_body(request.body().unwrap()).unwrap();
        assert!(received.problems.is_empty() && received.callback == profile.carried(&callback));
    }
}

/// Of texts of up to 40 printable ASCII characters, one in each field of an incoming callback.
///
/// `cargo test --features xml --test naive_bodies share -- --ignored --nocapture`
#[test]
#[ignore = "prints figures"]
fn the_share_of_random_texts_that_come_back_whole() {
    let profiles = [("json", post::<Incoming>(URL)), ("json, nested", nested::<Incoming>())];
    #[cfg(feature = "xml")]
    let profiles =
        profiles.into_iter().chain([("xml", xml::<Incoming>()), ("xml, attributes", attributes::<Incoming>())]);
    for (name, profile) in profiles {
        let mut runner = TestRunner::deterministic();
        let strategy = prop::collection::vec("[ -~]{1,40}", 17);
        let (mut texts, mut whole, mut bodies, mut read) = (0, 0, 0, 0);
        for _ in 0..2_000 {
            let callback = callback::<Incoming>(&strategy.new_tree(&mut runner).unwrap().current());
            let carried = profile.carried(&callback);
            let body = naive_of(&profile, &carried);
            let received = profile.parse_body(&body).ok();
            bodies += 1;
            read += usize::from(received.is_some());
            for (field, text) in carried.iter() {
                texts += 1;
                whole += usize::from(received.as_ref().is_some_and(|found| found.callback.text(field) == text));
            }
        }
        println!("{name}: {whole} of {texts} texts, {read} of {bodies} bodies");
    }
}
