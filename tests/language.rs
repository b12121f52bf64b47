//! The page of the module `template` is true: each row of its tables of examples, each key, code and limit that it names, and all of
//! it once more by an implementation that was written from the page alone.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use callback_profile::diagnostic::Code;
use callback_profile::field::{Callback, Field, kind};
use callback_profile::file::{FileKind, check_file_as};
use callback_profile::received::{ParseErrorKind, ProblemCode};
use callback_profile::request::{BodyFormat, Limits};
use callback_profile::{ParseError, Profile, ProfileSpec, Received, check_file, field_set};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use util::second::{self, Read};

mod util;

field_set! {
    /// The fields of the page's examples.
    pub set Samples = "samples";
    /// A field of the page's examples.
    enum SampleField;
    /// A callback of the page's examples.
    struct SampleCallback;
    dedup_key [Id];
    required {}
    optional {
        /// A word.
        Id id: kind::MessageId,
        /// Free text.
        Words words("msg"): kind::Text,
        /// Free text.
        Note note: kind::Text,
        /// JSON.
        Document document("data"): kind::Json,
        /// Written where it is absent.
        Flag flag: kind::Flag [absent = "false"],
    }
}

const PAGE: &str = include_str!("../src/template/language.md");

/// A row of a table, by the heads of its columns.
type Row = BTreeMap<&'static str, &'static str>;

/// The rows of all tables that have these columns, or more.
fn rows(columns: &[&str]) -> Vec<Row> {
    let cells = |line: &'static str| line.trim().trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let mut rows = Vec::new();
    let mut head = Vec::new();
    for line in PAGE.lines() {
        match (line.starts_with('|'), head.is_empty()) {
            (false, _) => head.clear(),
            (true, true) => head = cells(line),
            (true, false) if line.starts_with("|---") => {}
            (true, false) => rows.push(head.iter().copied().zip(cells(line)).collect::<Row>()),
        }
    }
    rows.retain(|row| columns.iter().all(|column| row.contains_key(column)));
    assert!(!rows.is_empty(), "no table has {columns:?}");
    rows
}

/// What stands in code in a cell.
fn codes(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn code<'t>(row: &'t Row, column: &str) -> &'t str {
    codes(row.get(column).unwrap_or_else(|| panic!("{row:?}"))).first().copied().unwrap_or_default()
}

/// The template of a row as a profile; `None` where this build does not know its format.
fn spec(row: &Row) -> Option<ProfileSpec> {
    let (format, template) = (row["template"], codes(row.values().find(|cell| is_template(row, cell))?)[0]);
    spec_of(format, template)
}

fn is_template(row: &Row, cell: &str) -> bool {
    ["body or query", "value of the body"].iter().any(|column| row.get(column) == Some(&cell))
}

fn spec_of(format: &str, template: &str) -> Option<ProfileSpec> {
    if format == "GET" {
        let address = if template.contains("//") { "" } else { "https://example.com/?" };
        return Some(ProfileSpec::get::<Samples>(format!("{address}{template}")));
    }
    let format = BodyFormat::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(format))?;
    Some(ProfileSpec::post::<Samples>("https://example.com/", template).with_body_format(*format))
}

fn profile(spec: &ProfileSpec) -> Profile<Samples> {
    Profile::try_from(spec.clone()).unwrap_or_else(|report| panic!("{spec:?} {report:#}"))
}

fn parse<'a>(profile: &Profile<Samples>, text: &'a str) -> Result<Received<'a, Samples>, ParseError> {
    if profile.method().has_body() { profile.parse_body(text) } else { profile.parse_query(text) }
}

fn callback(fields: &str) -> SampleCallback<'static> {
    let fields: BTreeMap<String, String> = serde_json::from_str(fields).unwrap();
    let field = |name: &str| SampleField::from_name(name).unwrap();
    fields.into_iter().fold(SampleCallback::default(), |callback, (name, text)| callback.with(field(&name), text))
}

fn fields(callback: &SampleCallback<'_>) -> Value {
    callback.iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field.name(), text)).collect()
}

/// Every row of a table is tried; all that fail are reported.
#[track_caller]
fn every(rows: &[Row], wrong: impl Fn(&Row) -> Option<String>) {
    let wrong: Vec<_> = rows.iter().filter_map(|row| Some(format!("{row:?}\n  {}", wrong(row)?))).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn different<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T) -> Option<String> {
    (found != expected).then(|| format!("expected {expected:?}, found {found:?}"))
}

#[test]
fn templates_have_the_findings_of_their_rows() {
    every(&rows(&["template", "findings"]), |row| {
        let report = Profile::<Samples>::check(&spec(row)?);
        let found: BTreeSet<_> = report.iter().map(|found| found.code().as_str()).collect();
        let expected: BTreeSet<_> = codes(row["findings"]).into_iter().collect();
        different(&found, &expected)
    });
}

#[test]
fn templates_are_rendered_as_their_rows_say() {
    every(&rows(&["template", "rendered"]), |row| {
        let profile = profile(&spec(row)?);
        let request = profile.render(&callback(code(row, "fields"))).unwrap();
        let rendered = request.body().unwrap_or_else(|| request.url().strip_prefix("https://example.com/?").unwrap());
        let second =
            second::render(row["template"], code(row, "body or query"), &fields(&callback(code(row, "fields"))));
        different(&rendered, &code(row, "rendered")).or_else(|| different(&second.as_str(), &code(row, "rendered")))
    });
}

#[test]
fn what_arrives_is_read_as_its_rows_say() {
    every(&rows(&["template", "arrived", "fields"]), |row| {
        let profile = profile(&spec(row)?);
        let received = match parse(&profile, code(row, "arrived")) {
            Ok(received) => received,
            Err(error) => return Some(error.to_string()),
        };
        let list = |column: &str| row.get(column).map(|cell| codes(cell));
        let extra = row.get("extra").map(|_| code(row, "extra")).filter(|extra| !extra.is_empty()).unwrap_or("[]");
        let problems: Vec<_> = received.problems.iter().map(|problem| problem.code().as_str()).collect();
        let missing: Vec<_> = received.missing().map(|field| field.info().name()).collect();
        let unfilled: Vec<_> = received.unfilled().map(|field| field.info().name()).collect();
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        different(&fields(&received.callback), &json(code(row, "fields")))
            .or_else(|| different(&json!(received.extra), &json(extra)))
            .or_else(|| different(&problems, &list("problems").unwrap_or_default()))
            .or_else(|| list("missing").and_then(|expected| different(&missing, &expected)))
            .or_else(|| list("unfilled").and_then(|expected| different(&unfilled, &expected)))
    });
}

#[test]
fn what_cannot_be_read_has_the_error_of_its_row() {
    every(&rows(&["template", "arrived", "error"]), |row| {
        let profile = profile(&spec(row)?);
        let error = parse(&profile, code(row, "arrived")).err().map(|error| error.kind().as_str());
        different(&error, &Some(code(row, "error")))
    });
}

#[test]
fn every_word_of_a_closed_set_is_on_the_page_and_no_other() {
    let cells = |column: &str| -> BTreeSet<_> { rows(&[column]).iter().flat_map(|row| codes(row[column])).collect() };
    for name in cells("findings").into_iter().chain(cells("finding")) {
        assert!(name.parse::<Code>().is_ok(), "{name}");
    }
    let all: BTreeSet<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(cells("problem"), all);
    assert!(cells("problems").is_subset(&all));
    let all: BTreeSet<_> = ParseErrorKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(cells("kind"), all);
    assert!(cells("error").is_subset(&all));
}

/// Names of parameters, as they are written.
const NAMES: [&str; 9] = ["a", "b", "k", "id", "msg", "note", "%C3%A9", "c+d", "e%26"];

/// Pieces of values in templates.
const VALUES: [&str; 14] =
    ["", "x", "-", "%26", "+", "%C3%A9", ".y", "=", "<id>", "<msg>", "<note>", "<data>", "<flag>", "<msg>"];

/// Pieces of what arrives.
const ARRIVED: [&str; 34] = [
    "", "x", "-", "%26", "+", "%C3%A9", ".y", "=", "%", "%2", "%zz", "é", "\"", "[", "]", "{", "}", "%5B", "%5d", "\\",
    "%22", "1", "=1", "&", "&&", "&id=", "&k", "&Jerry", "&note=1", " ", "%20", "%FF", "%e9", "#",
];

/// A template of a query that the check takes, and its parameters' names as they are written.
fn query_template() -> impl Strategy<Value = (String, Vec<&'static str>)> {
    let names = proptest::sample::subsequence(NAMES.to_vec(), 1..5).prop_shuffle();
    let value = proptest::collection::vec(select(&VALUES[..]), 0..4).prop_map(|parts| format!("={}", parts.concat()));
    let value = prop_oneof![9 => value, 1 => Just(String::new())];
    let joined = (names, proptest::collection::vec(value, 5), select(&["&", "&&"][..]));
    joined.prop_map(|(names, values, separator)| {
        let pairs = names.iter().zip(values).map(|(name, value)| format!("{name}{value}"));
        (pairs.collect::<Vec<_>>().join(separator), names)
    })
}

/// Something that may arrive for a template with these names.
fn arrived(names: Vec<&'static str>) -> impl Strategy<Value = Vec<u8>> {
    let name = prop_oneof![
        6 => select(names),
        1 => select(&NAMES[..]),
        1 => select(&["A", "zz", "%61", "data", "flag", "c%20d", "%ff"][..]),
    ];
    let value = proptest::collection::vec(select(&ARRIVED[..]), 0..6).prop_map(|pieces| pieces.concat());
    let raw = prop_oneof![20 => Just(None), 1 => any::<u8>().prop_map(Some)];
    let pair = (name, select(&["=", "=", "=", ""][..]), value, raw).prop_map(|(name, sign, value, raw)| {
        let mut pair = [name, sign, &*value].concat().into_bytes();
        pair.extend(raw);
        pair
    });
    proptest::collection::vec(pair, 0..6).prop_map(|pairs| pairs.join(&b'&'))
}

/// A template and what arrives for it.
fn template_and_arrived() -> impl Strategy<Value = (String, Vec<u8>)> {
    query_template().prop_flat_map(|(template, names)| (Just(template), arrived(names)))
}

fn read(received: &Received<'_, Samples>) -> Read {
    let present = received.callback.iter().filter(|(_, text)| !text.is_empty());
    let problems = received.problems.iter().map(|problem| (problem.code().to_string(), problem.parameter().to_owned()));
    Read {
        fields: present.map(|(field, text)| (field.name().to_owned(), text.to_owned())).collect(),
        extra: received.extra.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect(),
        problems: problems.collect(),
        missing: received.missing().map(|field| field.name().to_owned()).collect(),
    }
}

/// Both implementations read the same, or neither anything.
fn is_read_twice(format: &str, template: &str, arrived: &[u8]) -> TestCaseResult {
    let Ok(profile) = Profile::<Samples>::try_from(spec_of(format, template).unwrap()) else { return Ok(()) };
    let received = if format == "GET" { profile.parse_query(arrived) } else { profile.parse_body(arrived) };
    let kind = received.as_ref().err().map(ParseError::kind);
    prop_assert!(matches!(kind, None | Some(ParseErrorKind::NoParameters)), "{kind:?}");
    prop_assert_eq!(received.ok().as_ref().map(read), second::parse(template, arrived), "{}", template);
    Ok(())
}

/// A document of values, each of which is made of these pieces.
fn document(format: &'static str) -> impl Strategy<Value = String> {
    let literals: &[&str] = match format {
        "JSON" => &["", "x", " ", "é", "\\n", "\\\"", "\\u0041", "\\ud83d\\ude00", "{", ">", "&", "\u{7f}"],
        "XML" => &["", "x", " ", "é", "&amp;", "&#10;", "&#x41;", "}", "-", "]]"],
        _ => &["", "x", "+", "%20", "%C3%A9", "=", "?", "-"],
    };
    let (open, close) = if format == "XML" { ('{', '}') } else { ('<', '>') };
    let field = select(&["id", "msg", "note", "data", "flag"][..]).prop_map(move |name| format!("{open}{name}{close}"));
    let piece = prop_oneof![select(literals).prop_map(str::to_owned), field];
    let value = proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat());
    let member = (value, 0..4_u8).prop_map(move |(value, shape)| match (format, shape) {
        ("JSON", 0) => format!("[\"{value}\", 1.0]"),
        ("JSON", 1) => format!("{{\"x\":\"{value}\", \"y\" : null}}"),
        ("JSON", _) => format!("\"{value}\""),
        ("XML", 0) => format!(" a=\"{value}\"/>"),
        ("XML", 1) => format!(" a='{value}'><b>{value}</b><!-- c --></"),
        ("XML", _) => format!(">{value}</"),
        _ => value,
    });
    proptest::collection::vec(member, 1..5).prop_map(move |members| {
        let members = members.into_iter().enumerate();
        match format {
            "JSON" => {
                let members: Vec<_> = members.map(|(number, value)| format!("\"n{number}\": {value}")).collect();
                format!("{{\n{}}}", members.join(",\t"))
            }
            "XML" => {
                let end = |number: usize, value: &str| {
                    if value.ends_with("</") { format!("n{number}>") } else { String::new() }
                };
                let members = members.map(|(number, value)| format!("<n{number}{value}{}\n", end(number, &value)));
                format!("<r>{}</r>", members.collect::<String>())
            }
            _ => members.map(|(number, value)| format!("n{number}={value}")).collect::<Vec<_>>().join("&"),
        }
    })
}

fn texts() -> impl Strategy<Value = Value> {
    let text = prop_oneof!["\\PC{0,6}", "[\"\\\\<>{}&%+= '\t\n\r\u{1}\u{7f}~*é]{0,6}", Just("<msg>{id}%41".to_owned())];
    let name = select(&["id", "msg", "note", "data", "flag"][..]);
    proptest::collection::btree_map(name, text, 0..5).prop_map(|fields| json!(fields))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// What arrives is read by the page as the crate reads it.
    #[test]
    fn queries_are_read_as_the_page_says((template, arrived) in template_and_arrived()) {
        is_read_twice("GET", &template, &arrived)?;
        is_read_twice("form", &template, &arrived)?;
    }

    /// Whatever is rendered is what the page says.
    #[test]
    fn templates_are_rendered_as_the_page_says(
        (format, template) in select(&["GET", "form", "JSON", "XML"][..]).prop_flat_map(|format| (Just(format), document(format))),
        fields in texts(),
    ) {
        let Some(spec) = spec_of(format, &template) else { return Ok(()) };
        let profile = profile(&spec);
        match profile.render(&callback(&fields.to_string())) {
            Ok(request) => {
                let rendered = request.body().unwrap_or_else(|| request.url().strip_prefix("https://example.com/?").unwrap());
                prop_assert_eq!(rendered, second::render(format, &template, &fields), "{}", template);
            }
            Err(error) => prop_assert!(format == "XML" && error.field().is_some(), "{error}"),
        }
    }
}

/// Each character by itself, in each format.
#[test]
fn characters_are_escaped_as_the_page_says() {
    let templates = [("GET", "a=<id>"), ("form", "a=<id>"), ("JSON", r#"{"a":"<id>"}"#), ("XML", "<r>{id}</r>")];
    for (format, template) in templates {
        let Some(spec) = spec_of(format, template) else { continue };
        let profile = profile(&spec);
        let special = ['\u{d7ff}', '\u{e000}', '\u{fffd}', '\u{fffe}', '\u{ffff}', '\u{10000}', '\u{10ffff}'];
        for character in ('\0'..='\u{2ff}').chain(special) {
            let fields = json!({"id": character});
            let callback = SampleCallback::default().with(SampleField::Id, character.to_string());
            let mut rendered = String::new();
            let is_of_xml =
                !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
            assert_eq!(
                profile.render_into(&callback, &mut rendered).is_ok(),
                format != "XML" || is_of_xml,
                "{character:?}"
            );
            if !rendered.is_empty() {
                assert!(
                    rendered.ends_with(&second::render(format, template, &fields)),
                    "{format} {character:?} {rendered}"
                );
            }
        }
    }
}

/// The kinds of objects in files, each around an object with these members, and what holds it.
const KINDS: [(&str, FileKind, fn(Value) -> Value); 5] = [
    ("profile", FileKind::Profile, |object| object),
    ("webhook", FileKind::Webhook, |object| object),
    ("account", FileKind::Account, |object| object),
    ("number", FileKind::Account, |object| json!({"numbers": [object]})),
    ("target", FileKind::Account, |object| json!({"numbers": [{"number": "+12025550100", "outgoing": object}]})),
];

/// What is found in a file with such an object.
fn found(kind: usize, members: Value) -> Vec<(Code, String, String)> {
    let (_, file, around) = KINDS[kind];
    let report = check_file_as(file, around(members).to_string().as_bytes());
    let found = report.iter().map(|found| found.diagnostic());
    found.map(|found| (found.code(), found.message().to_owned(), found.help().to_owned())).collect()
}

/// The rows of an object's keys, each with its head.
fn keys(kind: usize) -> (String, Vec<Row>) {
    let head = format!("key of a{} {}", if KINDS[kind].0 == "account" { "n" } else { "" }, KINDS[kind].0);
    let head = if PAGE.contains(&head) { head } else { format!("key of a {}", KINDS[kind].0) };
    let of_kind: Vec<_> = rows(&["type", "required"]).into_iter().filter(|row| row.contains_key(&*head)).collect();
    (head, of_kind)
}

#[test]
fn every_key_of_a_file_is_on_the_page_and_no_other() {
    for kind in 0..KINDS.len() {
        let (head, rows) = keys(kind);
        let on_page: BTreeSet<_> = rows.iter().map(|row| code(row, &head)).collect();
        let unknown = found(kind, json!({"qqqqqqqqqqqq": 1}));
        let help = unknown.iter().find(|(code, ..)| *code == Code::UnknownKey).unwrap().2.clone();
        let in_code: BTreeSet<_> =
            codes(&help).into_iter().filter(|key| !["$schema", "version"].contains(key)).collect();
        assert_eq!(on_page, in_code, "{head}");

        let empty = found(kind, json!({}));
        let missing =
            empty.iter().filter(|(code, ..)| *code == Code::MissingKey).map(|(_, message, _)| codes(message)[0]);
        let required: BTreeSet<_> =
            rows.iter().filter(|row| row["required"] == "yes").map(|row| code(row, &head)).collect();
        assert_eq!(missing.collect::<BTreeSet<_>>(), required, "{head}");
    }
}

#[test]
fn keys_take_the_types_and_words_of_the_page() {
    let values = [
        ("string", json!("+12025550100")),
        ("number", json!(7)),
        ("array", json!([])),
        ("object", json!({})),
        ("bool", json!(true)),
    ];
    for kind in 0..KINDS.len() {
        let (head, rows) = keys(kind);
        for row in &rows {
            let key = code(row, &head);
            let is_wrong = |value: &Value| {
                let found = found(kind, json!({key: value}));
                found.into_iter().find(|(code, message, _)| {
                    *code == Code::WrongType && message.contains(key.replace('_', " ").as_str()) | message.contains(key)
                })
            };
            for (name, value) in &values {
                let words = is_wrong(value).filter(|_| *name == "string");
                let takes = match row["type"] {
                    "any" => true,
                    "target" => ["string", "object"].contains(name),
                    kind => kind.starts_with(name),
                };
                if let Some((_, message, _)) = words.filter(|_| takes) {
                    let known: BTreeSet<_> = codes(message.split(", found").next().unwrap()).into_iter().collect();
                    let on_page: BTreeSet<_> = codes(row["meaning, values"]).into_iter().collect();
                    assert!(known.is_subset(&on_page), "{head} {key}: {known:?}");
                } else {
                    assert_eq!(is_wrong(value).is_none(), takes, "{head} {key} {name}");
                }
            }
            assert!(is_wrong(&Value::Null).is_none(), "{head} {key}");
        }
    }
}

#[test]
fn a_file_is_known_by_the_keys_that_the_page_marks() {
    for kind in 0..3 {
        let (head, rows) = keys(kind);
        for row in rows {
            let key = code(&row, &head);
            let of_file = check_file(json!({key: null}).to_string().as_bytes()).kind();
            let is_marked = row[&*head].ends_with(" *");
            assert_eq!(of_file != FileKind::Other, is_marked, "{head} {key}");
            assert!(!is_marked || of_file == KINDS[kind].1 || key == "endpoint", "{head} {key} {of_file:?}");
        }
    }
    let rows = [
        (json!({"endpoint": 1}), FileKind::Profile),
        (json!({"endpoint": 1, "product": 1, "parameters": 1}), FileKind::Webhook),
        (json!({"endpoint": 1, "webhooks": 1}), FileKind::Profile),
        (json!({"waba_number": 1, "webhooks": 1}), FileKind::Webhook),
        (json!({"id": 1, "body": 1, "title": 1}), FileKind::Other),
        (json!([]), FileKind::Other),
    ];
    for (file, kind) in rows {
        assert_eq!(check_file(file.to_string().as_bytes()).kind(), kind, "{file}");
    }
}
