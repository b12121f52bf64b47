//! The law: what a profile renders it parses back, and independent decoders read the same values, whatever the values are.
#![cfg(test)]

use std::borrow::Cow;

use callback_profile::diagnostic::Code;
use callback_profile::field::Callback;
use callback_profile::request::{BodyFormat, Request};
use callback_profile::{DeliveryReport, FieldSet, Incoming, Outgoing, Profile, ProfileSpec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use util::parcels::{ParcelCallback, ParcelField, Parcels};
use util::requests::{comes_back, get, post};

mod util;

/// A text in a template and what it decodes to.
type Literal = (&'static str, &'static str);

const QUERY_LITERALS: [Literal; 8] = [
    ("", ""),
    ("a", "a"),
    ("%20x+", " x "),
    ("%25", "%"),
    ("%3Cid%3E.", "<id>."),
    ("%E2%82%AC", "€"),
    ("=", "="),
    ("-~", "-~"),
];
const JSON_LITERALS: [Literal; 8] = [
    ("", ""),
    ("a", "a"),
    ("\\\"", "\""),
    ("\\\\", "\\"),
    ("\\u00e9\\n", "é\n"),
    ("\\ud83d\\ude00", "\u{1f600}"),
    ("é>%", "é>%"),
    ("\\u003cid\\u003e", "<id>"),
];
#[cfg(feature = "xml")]
const XML_LITERALS: [Literal; 5] =
    [("", ""), ("a ", "a "), ("&amp;", "&"), ("&#233;\u{20ac}", "é\u{20ac}"), ("&lt;id&gt;", "<id>")];

/// What a template holds under one name.
#[derive(Debug, Clone)]
struct Entry {
    /// The field, and the literals around it; or a static value.
    value: Result<(usize, Literal, Literal), Literal>,
    name: usize,
    nested: bool,
}

/// Entries for every required field and some of the others, with static ones between, in any order.
fn entries(fields: usize, required: usize, literals: &'static [Literal]) -> impl Strategy<Value = Vec<Entry>> {
    let plain = Just(literals[0]);
    let literal = prop_oneof![3 => plain, 1 => select(literals)];
    let one = (literal.clone(), literal.clone(), any::<bool>(), any::<bool>());
    let statics = prop::collection::vec(select(literals), 0..3);
    (prop::collection::vec(one, fields), statics).prop_flat_map(move |(fields, statics)| {
        let placed =
            fields.into_iter().enumerate().filter(move |(field, (.., is_placed))| *field < required || *is_placed);
        let placed = placed.map(|(field, (prefix, suffix, nested, _))| (Ok((field, prefix, suffix)), nested));
        let all: Vec<_> = placed.chain(statics.into_iter().map(|literal| (Err(literal), false))).collect();
        Just(all).prop_shuffle().prop_map(|all| {
            let entry = |(name, (value, nested))| Entry { value, name, nested };
            all.into_iter().enumerate().map(entry).collect()
        })
    })
}

/// Three shapes of names, as a template writes them and decoded; `#` is a number that keeps the name apart from all others.
type Names = [Literal; 3];

const QUERY_NAMES: Names = [("p#", "p#"), ("q%5B#%5D", "q[#]"), ("r+#", "r #")];
const JSON_NAMES: Names = [("p#", "p#"), ("q\\u00e9#", "qé#"), ("r/~\\\"#", "r/~\"#")];

fn name(names: &Names, number: usize) -> (String, String) {
    let (written, decoded) = names[number % names.len()];
    (written.replace('#', &number.to_string()), decoded.replace('#', &number.to_string()))
}

fn placeholder<S: FieldSet>(field: usize) -> String {
    format!("<{}>", S::FIELDS[field].name())
}

fn written<S: FieldSet>(entry: &Entry) -> String {
    match entry.value {
        Ok((field, prefix, suffix)) => [prefix.0, &placeholder::<S>(field), suffix.0].concat(),
        Err(literal) => literal.0.to_owned(),
    }
}

fn decoded(entry: &Entry, values: &[Cow<'_, str>]) -> String {
    match entry.value {
        Ok((field, prefix, suffix)) => [prefix.1, &*values[field], suffix.1].concat(),
        Err(literal) => literal.1.to_owned(),
    }
}

fn callback<S: FieldSet>(values: &[String]) -> S::Callback<'static> {
    let mut callback = S::Callback::default();
    for (slot, value) in callback.values_mut().iter_mut().zip(values) {
        *slot = Cow::Owned(value.clone());
    }
    callback
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let nasty = select(vec![
        "<id>",
        "&a=b",
        "#",
        "+",
        "%",
        "%41",
        "\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        "</x>",
        "]]>",
        "\u{1f600}",
        "é",
        " ",
        "'",
        "{id}",
        "null",
        "[]",
        "[\"",
        "}]",
        "\u{2028}",
        "~*",
    ]);
    let mixed = prop::collection::vec(nasty, 0..6).prop_map(|parts| parts.concat());
    prop::collection::vec(prop_oneof![2 => mixed, 2 => any::<String>(), 1 => Just(String::new())], 17)
}

/// Builds the profile and checks the law itself; gives the rendering for the outside judges.
fn holds<S: FieldSet>(
    spec: ProfileSpec,
    callback: &S::Callback<'static>,
) -> Result<(Profile<S>, String), TestCaseError> {
    let profile = Profile::<S>::try_from(spec).map_err(|report| TestCaseError::fail(report.to_string()))?;
    let request = comes_back(&profile, callback)?;
    prop_assert_eq!(profile.parse(&request).unwrap().missing().count(), 0);
    url::Url::parse(request.url()).unwrap();
    goes_out(&request)?;
    let rendered = request.body().unwrap_or(request.url()).to_owned();
    let mut buffer = "before".to_owned();
    profile.render_into(callback, &mut buffer).unwrap();
    prop_assert_eq!(buffer.strip_prefix("before"), Some(&*rendered));
    prop_assert_eq!(profile.template().to_string(), profile.template().as_str());
    Ok((profile, rendered))
}

/// HTTP clients get what was rendered, whether or not somebody has asked for its URI before.
fn goes_out(request: &Request) -> TestCaseResult {
    let unasked = http::Request::from(request.clone());
    let uri: http::Uri = request.url().parse().unwrap();
    prop_assert_eq!(&uri, request.uri());
    for made in [unasked, request.clone().into()] {
        prop_assert_eq!((made.uri(), made.method()), (&uri, &request.method()));
        prop_assert_eq!(made.headers(), request.headers());
        prop_assert_eq!(made.body(), request.body().unwrap_or_default().as_bytes());
    }
    Ok(())
}

fn joined(entries: &[Entry], separator: &str, one: impl Fn(&Entry) -> String) -> String {
    entries.iter().map(one).collect::<Vec<_>>().join(separator)
}

fn query_of<S: FieldSet>(entries: &[Entry]) -> String {
    joined(entries, "&", |entry| format!("{}={}", name(&QUERY_NAMES, entry.name).0, written::<S>(entry)))
}

fn judge_query(query: &str, entries: &[Entry], values: &[Cow<'_, str>]) -> TestCaseResult {
    let read: Vec<_> =
        form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let expected: Vec<_> =
        entries.iter().map(|entry| (name(&QUERY_NAMES, entry.name).1, decoded(entry, values))).collect();
    prop_assert_eq!(read, expected);
    Ok(())
}

fn query_law<S: FieldSet>(entries: &[Entry], values: &[String]) -> TestCaseResult {
    let callback = callback::<S>(values);
    let spec = ProfileSpec::get::<S>(format!("https://example.com/a?{}", query_of::<S>(entries)));
    let (profile, url) = holds::<S>(spec, &callback)?;
    judge_query(url.split_once('?').unwrap().1, entries, profile.carried(&callback).values())
}

fn form_law<S: FieldSet>(entries: &[Entry], values: &[String]) -> TestCaseResult {
    let callback = callback::<S>(values);
    let spec = ProfileSpec::post::<S>("https://example.com/a?key=1", query_of::<S>(entries))
        .with_body_format(BodyFormat::Form);
    let (profile, body) = holds::<S>(spec, &callback)?;
    judge_query(&body, entries, profile.carried(&callback).values())
}

fn json_law<S: FieldSet>(entries: &[Entry], values: &[String]) -> TestCaseResult {
    let callback = callback::<S>(values);
    let member = |entry: &Entry| {
        let (name, text) = (name(&JSON_NAMES, entry.name).0, written::<S>(entry));
        if entry.nested {
            format!("\"{name}\": [{{\"in\": \"{text}\"}}, 7, [], {{}}, null]")
        } else {
            format!("\"{name}\":\"{text}\"")
        }
    };
    let body = format!("{{{}}}", joined(entries, ",\r\n\t", member));
    let (profile, body) = holds::<S>(ProfileSpec::post::<S>("https://example.com/a", body), &callback)?;
    let carried = profile.carried(&callback);
    let document: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&body).unwrap();
    prop_assert_eq!(document.len(), entries.len());
    for entry in entries {
        let value = &document[&name(&JSON_NAMES, entry.name).1];
        let text = decoded(entry, carried.values());
        let expected = if entry.nested { serde_json::json!([{"in": text}, 7, [], {}, null]) } else { text.into() };
        prop_assert_eq!(value, &expected);
    }
    Ok(())
}

#[cfg(feature = "xml")]
fn xml_law<S: FieldSet>(entries: &[Entry], values: &[String]) -> TestCaseResult {
    let is_char =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let values: Vec<String> = values.iter().map(|value| value.chars().filter(is_char).collect()).collect();
    let callback = callback::<S>(&values);
    let text = |entry: &Entry| match entry.value {
        Ok((field, prefix, suffix)) => format!("{}{{{}}}{}", prefix.0, S::FIELDS[field].name(), suffix.0),
        Err(literal) => literal.0.to_owned(),
    };
    let element = |entry: &Entry| match (entry.name, entry.nested) {
        (name, true) => format!("<e{name} a=\"{}\"/>", text(entry)),
        (name, false) => format!("<e{name}>{}</e{name}>", text(entry)),
    };
    let body = format!("<report>\n{}</report>", joined(entries, "\n  ", element));
    let spec = ProfileSpec::post::<S>("https://example.com/a", body).with_body_format(BodyFormat::Xml);
    let (profile, body) = holds::<S>(spec, &callback)?;
    let carried = profile.carried(&callback);
    let document = roxmltree::Document::parse(&body).unwrap();
    let elements: Vec<_> = document.root_element().children().filter(roxmltree::Node::is_element).collect();
    prop_assert_eq!(elements.len(), entries.len());
    for (entry, element) in entries.iter().zip(elements) {
        let read = if entry.nested { element.attribute("a") } else { element.text() };
        prop_assert_eq!(read.unwrap_or_default(), decoded(entry, carried.values()));
        prop_assert_eq!(element.children().filter(roxmltree::Node::is_element).count(), 0);
        prop_assert_eq!(element.attributes().count(), usize::from(entry.nested));
    }
    Ok(())
}

macro_rules! laws {
    ($($module:ident $set:ty, $fields:literal, $required:literal;)+) => {$(
        mod $module {
            use super::*;

            proptest! {
                #![proptest_config(ProptestConfig::with_cases(192))]

                #[test]
                fn holds_in_queries(entries in entries($fields, $required, &QUERY_LITERALS), values in texts()) {
                    query_law::<$set>(&entries, &values)?;
                }

                #[test]
                fn holds_in_forms(entries in entries($fields, $required, &QUERY_LITERALS), values in texts()) {
                    form_law::<$set>(&entries, &values)?;
                }

                #[test]
                fn holds_in_json(entries in entries($fields, $required, &JSON_LITERALS), values in texts()) {
                    json_law::<$set>(&entries, &values)?;
                }

                #[cfg(feature = "xml")]
                #[test]
                fn holds_in_xml(entries in entries($fields, $required, &XML_LITERALS), values in texts()) {
                    xml_law::<$set>(&entries, &values)?;
                }
            }

            #[test]
            fn the_table_has_the_documents_fields() {
                assert_eq!(<$set>::FIELDS.len(), $fields);
                assert_eq!(<$set>::FIELDS.iter().filter(|field| field.is_required()).count(), $required);
            }
        }
    )+};
}

laws! {
    outgoing Outgoing, 14, 13;
    incoming Incoming, 17, 14;
    delivery_report DeliveryReport, 8, 6;
    parcels Parcels, 4, 3;
}

/// Leaves each required placeholder out of each standard template: it is reported by name, alone.
#[test]
fn every_missing_placeholder_is_reported_alone() {
    fn count<S: FieldSet>() -> usize {
        let (get, post) = (get::<S>("https://example.com/a"), post::<S>("https://example.com/a"));
        let mut cases = 0;
        for field in S::FIELDS.iter().filter(|field| field.is_required()) {
            let name = field.name();
            let query = format!("{name}=<{name}>");
            let endpoint = get.endpoint().replacen(&format!("?{query}&"), "?", 1).replacen(&format!("&{query}"), "", 1);
            let body = post.template().as_str().replacen(&format!("  \"{name}\": \"<{name}>\",\n"), "", 1);
            let body = body.replacen(&format!(",\n  \"{name}\": \"<{name}>\"\n"), "\n", 1);
            for spec in [ProfileSpec::get::<S>(endpoint), ProfileSpec::post::<S>("https://example.com/a", body)] {
                let report = Profile::<S>::check(&spec);
                let found: Vec<_> = report.iter().map(|found| (found.code(), found.message().to_owned())).collect();
                let message = format!("placeholder `<{name}>` of a required {} field is missing", S::NAME);
                assert_eq!(found, [(Code::MissingPlaceholder, message)]);
                let (fixed, report) = Profile::<S>::fixed(&spec);
                assert!(report.is_clean(), "{report:#}");
                assert!(Profile::<S>::try_from(fixed).is_ok());
                cases += 1;
            }
        }
        cases
    }
    assert_eq!(count::<Outgoing>() + count::<Incoming>(), 54);
}

#[test]
fn a_request_holds_no_room_for_what_its_template_does_not_place() {
    let body = r#"{"id": "<id>", "street": "<address.street>", "state": "<state>"}"#;
    let spec = ProfileSpec::post::<Parcels>("https://example.com/", body);
    let profile = Profile::<Parcels>::try_from(spec).unwrap();
    let callback =
        ParcelCallback::default().with(ParcelField::Id, "1").with(ParcelField::Weight, "9".repeat(1_000_000));
    let body = profile.render(&callback).unwrap().into_body().unwrap();
    assert!(body.capacity() < 1_000, "{}", body.capacity());
}
