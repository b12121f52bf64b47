//! Queries and forms of senders that leave `&` in a value as it is.
#![cfg(test)]

use callback_profile::field::{Callback, FieldInfo};
use callback_profile::request::{BodyFormat, Limits};
use callback_profile::{FieldSet, Incoming, Outgoing, OutgoingCallback, Profile, ProfileSpec, Receiver};
use proptest::prelude::*;
use proptest::sample::select;
use util::requests::{comes_back, get};
use util::rows::run;

mod util;

/// Names and texts.
type Owned = Vec<(String, String)>;

/// The fields that are present, what nobody claims, and the codes of what was odd.
type Read = (Owned, Owned, Vec<&'static str>);

fn read<S: FieldSet>(profile: &Profile<S>, query: &str) -> Read {
    let received = match profile.body_format() {
        Some(_) => profile.parse_body(query),
        None => profile.parse_query(query),
    };
    let received = callback_profile::AnyReceived::from(received.unwrap());
    let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    let extra = received.extra().iter().map(|(name, text)| owned((name, text)));
    let codes = received.problems().iter().map(|problem| problem.code().as_str());
    (received.fields().map(owned).collect(), extra.collect(), codes.collect())
}

/// Names and texts.
type Pairs = &'static [(&'static str, &'static str)];

/// A query, the fields in the order of the table, the extras.
type Row = (&'static str, (Pairs, Pairs));

/// In each of these one value is whole that a sender did not escape.
const TAKEN: &[Row] = &[
    // JSON goes on as far as it balances, whatever names stand in it.
    (r#"message=[{"a":"x&y"}]&name=Z"#, (&[("name", "Z"), ("message", r#"[{"a":"x&y"}]"#)], &[])),
    (r#"message=["&&"]"#, (&[("message", r#"["&&"]"#)], &[])),
    (r#"message=["a&name=Z&x=1&type"]&name=Y"#, (&[("name", "Y"), ("message", r#"["a&name=Z&x=1&type"]"#)], &[])),
    (r#"message=["a&contacts=b"]&location={}"#, (&[("message", r#"["a&contacts=b"]"#), ("location", "{}")], &[])),
    ("message=[1&contacts=2]", (&[("message", "[1&contacts=2]")], &[])),
    (r#"contacts={"a":"]&"} &name=Z"#, (&[("name", "Z"), ("contacts", r#"{"a":"]&"} "#)], &[])),
    (r#"contacts={"a":"\"}&\\"}"#, (&[("contacts", r#"{"a":"\"}&\\"}"#)], &[])),
    ("message=%20+[%22a&b%22]", (&[("message", "  [\"a&b\"]")], &[])),
    (r#"message=["a&%ff"]"#, (&[("message", "[\"a&\u{fffd}\"]")], &[])),
    // Brackets and quotes are escaped, but separators are not.
    ("message=%7B%22a%22:%22x&y%22%7D&name=Z", (&[("name", "Z"), ("message", r#"{"a":"x&y"}"#)], &[])),
    ("message=%20%5B%22a&&b&c%22%5D", (&[("message", r#" ["a&&b&c"]"#)], &[])),
    (r#"body={"a":"x&y"}&z&name=Z"#, (&[("body", r#"{"a":"x&y"}"#), ("name", "Z")], &[("z", "")])),
    // A text takes names without a value that nobody knows.
    ("body=Tom & Jerry&name=Z", (&[("body", "Tom & Jerry"), ("name", "Z")], &[])),
    ("body=Tom&&Jerry&%26%20co", (&[("body", "Tom&&Jerry&& co")], &[])),
    ("body=&lt;id&gt;&name=Z", (&[("body", "&lt;id&gt;"), ("name", "Z")], &[])),
    ("name=Z&body=[1] or&more", (&[("body", "[1] or&more"), ("name", "Z")], &[])),
    ("body=a&b&c=d&e", (&[("body", "a&b")], &[("c", "d"), ("e", "")])),
    ("body=a&b&&name=Z", (&[("body", "a&b"), ("name", "Z")], &[])),
    ("x=1&body=a&b", (&[("body", "a&b")], &[("x", "1")])),
];

/// Nothing is taken in these.
const LEFT: &[Row] = &[
    // It never balances, or not at a separator.
    (r#"message=["a&b"&name=Z"#, (&[("name", "Z"), ("message", "[\"a")], &[("b\"", "")])),
    (r#"message=["a&b"] c&name=Z"#, (&[("name", "Z"), ("message", "[\"a")], &[("b\"] c", "")])),
    (r#"message=[{"a":1]&name=Z}"#, (&[("name", "Z}"), ("message", r#"[{"a":1]"#)], &[])),
    ("body=[a&b&name=Z", (&[("body", "[a"), ("name", "Z")], &[("b", "")])),
    // It is balanced already.
    (r#"message=["a"]&b"#, (&[("message", r#"["a"]"#)], &[("b", "")])),
    (r#"body=["a"]&b"#, (&[("body", r#"["a"]"#)], &[("b", "")])),
    // The sender escapes.
    ("message=%5B&contacts=%5D", (&[("message", "["), ("contacts", "]")], &[])),
    ("message=%5B%22a&&name=%22%5D", (&[("name", "\"]"), ("message", "[\"a")], &[])),
    ("body=%5B%22a&b", (&[("body", "[\"a")], &[("b", "")])),
    ("message=%7B%22a&y=%22%7D", (&[("message", "{\"a")], &[("y", "\"}")])),
    ("message=%5B%22a&b&name=%22%5D", (&[("name", "\"]"), ("message", "[\"a")], &[("b", "")])),
    ("message=%5B%22a&b&name&%22%5D", (&[("message", "[\"a")], &[("b", ""), ("\"]", "")])),
    ("message=%5B%22a%26b&c%22%5D", (&[("message", "[\"a&b")], &[("c\"]", "")])),
    ("body=Tom%26Jerry&b&name=Z", (&[("body", "Tom&Jerry"), ("name", "Z")], &[("b", "")])),
    ("body=%5B1%5D%26&b", (&[("body", "[1]&")], &[("b", "")])),
    // A name with a value, one that somebody knows, and one that stands behind something else.
    ("body=a&company_id=1&name=Z", (&[("body", "a"), ("name", "Z"), ("company_id", "1")], &[])),
    ("body=a&media_name", (&[("body", "a")], &[])),
    ("body=a&from&b", (&[("body", "a")], &[("b", "")])),
    ("x=1&b&body=a", (&[("body", "a")], &[("x", "1"), ("b", "")])),
    ("body&b&name=Z", (&[("name", "Z")], &[("b", "")])),
    // No text, nor JSON.
    ("type=a&b&created_at=1&c", (&[("type", "a"), ("created_at", "1")], &[("b", ""), ("c", "")])),
    ("message=a&b", (&[("message", "a")], &[("b", "")])),
    ("from=[1&2]", (&[("from", "[1")], &[("2]", "")])),
    // No field that the template places.
    ("company_id=a&b&name=Z", (&[("name", "Z"), ("company_id", "a")], &[("b", "")])),
    ("x=[1&y=2]&name=Z", (&[("name", "Z")], &[("x", "[1"), ("y", "2]")])),
];

fn expected((fields, extra): (Pairs, Pairs)) -> (Owned, Owned) {
    let owned = |pairs: Pairs| pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    (owned(fields), owned(extra))
}

fn form<S: FieldSet>(template: &str) -> Profile<S> {
    ProfileSpec::post::<S>("https://example.com/wa", template).with_body_format(BodyFormat::Form).try_into().unwrap()
}

/// The standard template with more parameters.
fn with<S: FieldSet>(more: &str) -> Profile<S> {
    ProfileSpec::get::<S>([get::<S>("https://example.com/wa").endpoint(), more].concat()).try_into().unwrap()
}

#[test]
fn values_that_nobody_escaped_are_whole() {
    let query = get::<Incoming>("https://example.com/wa");
    let form = form::<Incoming>(query.endpoint().split_once('?').unwrap().1);
    for (rows, is_taken) in [(TAKEN, true), (LEFT, false)] {
        let rows: Vec<_> = rows.iter().map(|(input, row)| (*input, expected(*row))).collect();
        for profile in [&query, &form] {
            run(&rows, |input| {
                let (fields, extra, codes) = read(profile, input);
                let codes: Vec<_> = codes.into_iter().filter(|code| *code != "invalid-utf8").collect();
                let expected: &[&str] = if is_taken { &["unescaped-separator"] } else { &[] };
                assert_eq!(codes, expected, "{input}");
                (fields, extra)
            });
        }
    }
}

#[test]
fn the_problem_names_the_field_and_the_whole_value() {
    let profile = get::<Incoming>("https://example.com/wa");
    let query = r#"name=Z&message=["a&b"]&type=text"#;
    let received = profile.parse_query(query).unwrap();
    let problem = &received.problems[0];
    assert_eq!((problem.field(), problem.parameter()), (Some("message"), "message"));
    assert_eq!(problem.span().of(query), Some(r#"["a&b"]"#));
    assert_eq!(
        problem.to_string(),
        "parameter `message` of field `message` at bytes 15..22: an `&` in the value is not escaped"
    );
    let query = "name=a&b&c";
    assert_eq!(profile.parse_query(query).unwrap().problems[0].span().of(query), Some("a&b&c"));
    assert!(profile.parse_query(query).unwrap().strict().is_err());
}

/// A second occurrence is as it is written; so is a field's second place, where it is compared.
#[test]
fn only_the_first_occurrence_goes_on() {
    let profile = get::<Outgoing>("https://example.com/dlr");
    let (fields, extra, codes) = read(&profile, "ref=a&b&ref=c&d");
    assert_eq!(fields, [("ref".to_owned(), "a&b".to_owned())]);
    assert_eq!(extra, [("ref", "c"), ("d", "")].map(|(name, text)| (name.to_owned(), text.to_owned())));
    assert_eq!(codes, ["unescaped-separator", "repeated-parameter"]);

    let twice = with::<Outgoing>("&again=<ref>");
    let (fields, extra, codes) = read(&twice, "ref=a&b&again=a&b");
    assert_eq!((fields, extra), (vec![("ref".to_owned(), "a&b".to_owned())], vec![]));
    assert_eq!(codes, ["unescaped-separator", "unescaped-separator"]);
}

#[test]
fn what_the_template_says_stays_what_it_is() {
    let rows: &[(&str, &str, Pairs)] = &[
        ("&debug&t=<whatsapp_number>", "ref=a&debug&t=1", &[("ref", "a"), ("whatsapp_number", "1")]),
        ("&d%26=<whatsapp_number>", "ref=a&d%26", &[("ref", "a")]),
        ("&key=[1&fix=2]", "ref=a&key=[1&fix=2]", &[("ref", "a")]),
        ("&fix=2]", "ref=[a&fix=2]&ref1=b", &[("ref", "[a"), ("ref1", "b")]),
        ("&fi%78=2]", "ref=[a&f%69x=2]&ref1=b", &[("ref", "[a"), ("ref1", "b")]),
        ("&debug", "ref=[a&debug&ref1=b]", &[("ref", "[a"), ("ref1", "b]")]),
    ];
    for (more, query, fields) in rows {
        let (found, others, codes) = read(&with::<Outgoing>(more), query);
        let found: Vec<_> = found.iter().map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!((&*found, &*codes), (*fields, &[][..]), "{query}");
        assert!(others.is_empty(), "{query}");
    }
    // Nor does a value that ought to be another end in a field.
    let guarded = with::<Outgoing>("&token=s3cret");
    let received = guarded.parse_query("message=[ok&token=guess&ref2=a]").unwrap();
    assert_eq!((received.callback.message(), received.callback.reference2()), ("[ok", "a]"));
    assert_eq!(received.problems.first().unwrap().code().as_str(), "static-mismatch");
    // The name of a field that the template places under another one is known.
    let spec = get::<Outgoing>("https://example.com/dlr").into_spec();
    let renamed = ProfileSpec::get::<Outgoing>(spec.endpoint.replace("&price=", "&cost="));
    let (fields, extra, _) = read(&Profile::<Outgoing>::try_from(renamed).unwrap(), "ref2=a&price&b");
    assert_eq!(fields, [("ref2".to_owned(), "a".to_owned())]);
    assert_eq!(extra.len(), 2);
}

/// Between literals a text ends where the text behind it stands; JSON is only looked for where it is all of the value.
#[test]
fn texts_between_literals_go_on() {
    let spec = get::<Outgoing>("https://example.com/dlr").into_spec();
    let between = |literals: &str| {
        let endpoint = spec.endpoint.replace("ref=<ref>", &format!("ref={literals}"));
        Profile::<Outgoing>::try_from(ProfileSpec::get::<Outgoing>(endpoint)).unwrap()
    };
    let rows: &[(&str, &str, &str, usize)] = &[
        ("re:<ref>", "ref=re:a&b&c&ref1=1", "a&b&c", 0),
        ("<ref>!", "ref=a&b!&ref1=1", "a&b", 0),
        ("<ref>!", "ref=a&b!&c&ref1=1", "a&b", 1),
        ("<ref>!", "ref=a!&b&ref1=1", "a", 1),
        ("%5B<ref>%5D", "ref=[a&b]&ref1=1", "a&b", 0),
        ("[<ref>]", "ref=[%5B]&ref1=]", "[", 0),
        ("[<ref>", "ref=[x&ref1=]", "x", 0),
    ];
    for (literals, query, value, extra) in rows {
        let received = between(literals).parse_query(query).unwrap().into_owned();
        assert_eq!(received.callback.reference(), *value, "{literals} {query}");
        assert_eq!(received.extra.len(), *extra, "{literals} {query}");
    }
}

#[test]
fn limits_count_every_piece() {
    let profile = get::<Incoming>("https://example.com/wa").with_limits(Limits::new().parameters(3));
    for good in ["body=a&b&c", r#"message=["a&b=1&c"]"#] {
        assert_eq!(profile.parse_query(good).unwrap().problems.len(), 1, "{good}");
        let error = profile.parse_query(&format!("{good}&d")).unwrap_err();
        assert_eq!(error.to_string(), "the input is over the limit of 3 parameters");
    }
    assert!(profile.parse_query(r#"message=["a&b&c&d"]"#).is_err());
}

/// Of two profiles at one endpoint, names inside of a value speak for none.
#[test]
fn receivers_read_such_values_too() {
    let status = get::<Outgoing>("https://example.com/hook");
    let message = get::<Incoming>("https://example.com/hook");
    let receiver = Receiver::new([status.into(), message.clone().into()]);
    let inside = "id=1&status=2&timestamp=3&phone_number=4&error=5&error_code=6&ref=7&ref1=8&ref2=9&price=0";
    let targets = [
        (format!(r#"/hook?body=Hi&message=[{{"a":"{inside}"}}]&from=1"#), 1, "message"),
        (format!(r#"/hook?message=["{inside}&contacts=7"]&body=a"#), 1, "message"),
        ("/hook?id=1&status=read&message=Tom & Jerry&ref=1&price=2".to_owned(), 0, "message"),
        ("/hook?body=Tom & Jerry&from=1".to_owned(), 1, "body"),
    ];
    for (target, profile, field) in &targets {
        let delivery = receiver.receive(&http::Method::GET, target, &http::HeaderMap::new(), b"").unwrap();
        assert_eq!(delivery.profile, *profile, "{target}");
        let problems: Vec<_> = delivery.received.problems().iter().map(|problem| problem.code().as_str()).collect();
        assert_eq!(problems, ["unescaped-separator"], "{target}");
        assert!(delivery.text(field).unwrap().contains('&'), "{target}");
        assert!(delivery.received.extra().is_empty(), "{target}");
    }
}

/// A static value speaks for its profile, whatever stands around it.
#[test]
fn receivers_see_static_parameters_in_such_values() {
    let profiles = ["a", "b"].map(|token| with::<Outgoing>(&format!("&token={token}")).into());
    let receiver = Receiver::new(profiles);
    for (target, profile) in [("/wa?ref=[1&token=a&ref1=2]", 0), ("/wa?ref=[1&token=b&ref1=2]", 1)] {
        let delivery = receiver.receive(&http::Method::GET, target, &http::HeaderMap::new(), b"").unwrap();
        assert_eq!(delivery.profile, profile, "{target}");
        assert!(delivery.verified().is_ok(), "{target}");
    }
}

/// A parameter that is put between others, all of it escaped; or all but brackets, as many senders have it.
fn extra_pairs() -> impl Strategy<Value = (String, String, bool)> {
    let name = "x[\\[\\]\"&= a-c]{0,3}";
    (name, "[\\[\\]{}\"&=a: +%,]{0,5}", any::<bool>())
}

fn written((name, value, has_brackets): &(String, String, bool)) -> String {
    let escaped = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let (name, value) = (escaped(name), escaped(value));
    let value = if *has_brackets { value.replace("%5B", "[").replace("%5D", "]") } else { value };
    format!("{name}={value}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    /// What a proxy or the sender adds takes nothing from a field, and nothing of it gets lost.
    #[test]
    fn extra_pairs_change_no_field(
        values in prop::collection::vec("[\\[\\]{}\"&=a: +%]{0,4}", 14),
        extras in prop::collection::vec((extra_pairs(), any::<prop::sample::Index>()), 1..4),
    ) {
        fn law<S: FieldSet>(values: &[String], extras: &[((String, String, bool), prop::sample::Index)]) -> Result<(), TestCaseError> {
            let profile = with::<S>("&token=s3cret");
            let mut callback = S::Callback::default();
            for (slot, value) in callback.values_mut().iter_mut().zip(values) {
                *slot = value.clone().into();
            }
            let request = profile.render(&callback).unwrap();
            let mut pieces: Vec<_> = request.url().split_once('?').unwrap().1.split('&').map(str::to_owned).collect();
            for (pair, at) in extras {
                pieces.insert(at.index(pieces.len() + 1), written(pair));
            }
            let query = pieces.join("&");
            let received = profile.parse_query(&query).unwrap();
            let carried = profile.carried(&callback);
            prop_assert_eq!(received.callback.values(), carried.values(), "{}", query);
            prop_assert!(received.problems.is_empty(), "{}: {:?}", query, received.problems);
            let mut found: Vec<_> = received.extra.iter().map(|(name, text)| (&**name, &**text)).collect();
            let mut put: Vec<_> = extras.iter().map(|((name, value, _), _)| (&**name, &**value)).collect();
            found.sort_unstable();
            put.sort_unstable();
            prop_assert_eq!(found, put, "{}", query);
            Ok(())
        }
        law::<Outgoing>(&values, &extras)?;
        law::<Incoming>(&values, &extras)?;
    }
}

/// In any template, whose names need no value and whose literals may look like JSON.
fn templates() -> impl Strategy<Value = Profile<Outgoing>> {
    let literals = select(vec!["<>", "[<>", "[<>]", "[%22<>%22]", "a%26<>", "%5B<>", "<>]", ":<>"]);
    let behind = select(vec!["", "&debug", "&&", "&[", "&]=]", "&%5B%22", "&x=["]);
    prop::collection::vec((literals, behind), 13).prop_map(|around| {
        let required = Outgoing::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name);
        let parameters = required.zip(around).enumerate().map(|(number, (name, (literals, behind)))| {
            let value = literals.replace("<>", &format!("<{name}>"));
            let behind = behind.replace("&debug", &format!("&debug{number}")).replace("&[", &format!("&[{number}"));
            let behind = behind.replace("&x", &format!("&x{number}")).replace("&]", &format!("&]{number}"));
            format!("{name}={value}{}", behind.replace("&%5B%22", &format!("&%5B%22{number}")))
        });
        let query = parameters.collect::<Vec<_>>().join("&");
        let spec = ProfileSpec::get::<Outgoing>(format!("https://example.com/?{query}"));
        Profile::try_from(spec.clone()).unwrap_or_else(|report| panic!("{report:#} {}", spec.endpoint))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_render_wrote_is_never_read_so(profile in templates(), values in prop::collection::vec("[\\[\\]{}\"&=a: +%]{0,4}", 13)) {
        let mut callback = OutgoingCallback::default();
        for (slot, value) in callback.values_mut().iter_mut().zip(values) {
            *slot = value.into();
        }
        comes_back(&profile, &callback)?;
    }
}
