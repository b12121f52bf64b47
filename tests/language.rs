//! The page of the module `template` is true: each row of its tables of examples, each key, code and limit that it names, and all of
//! it once more by an implementation that was written from the page alone.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use callback_profile::diagnostic::Code;
use callback_profile::field::{Callback, kind};
use callback_profile::file::{FileDiagnostic, FileKind, check_file_as};
use callback_profile::received::{ParseErrorKind, ProblemCode};
use callback_profile::request::{BodyFormat, Limits, Method};
use callback_profile::webhook::WebhookSpec;
use callback_profile::{
    AnyProfile, AnyReceived, DeliveryReport, FieldSet, Incoming, Outgoing, ParseError, Platform, Profile, ProfileSpec,
    Received, Webhook, check_file, field_set,
};
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

/// The platform of a row: one of those that the page shows, or that of the page's own field set where it names none.
fn platform_of(row: &Row) -> Platform {
    if !row.contains_key("platform") {
        return Platform::builtin().with::<Samples>();
    }
    let files = PAGE.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let mut files = serde_json::Deserializer::from_str(files).into_iter::<Value>().map(Result::unwrap);
    let file = files.find(|file| file["platform"] == code(row, "platform")).unwrap_or_else(|| panic!("{row:?}"));
    Platform::from_file(&file.to_string()).unwrap_or_else(|report| panic!("{file} {report}"))
}

/// The template of a row as a profile of its platform; `None` where this build does not know its format.
fn spec(row: &Row) -> Option<ProfileSpec> {
    let (format, template) = (row["template"], codes(row.values().find(|cell| is_template(row, cell))?)[0]);
    let mut spec = spec_of(format, template)?;
    if row.contains_key("platform") {
        spec.direction = "event".to_owned();
    }
    Some(spec)
}

fn profile_of(row: &Row) -> Option<AnyProfile> {
    let spec = spec(row)?;
    Some(platform_of(row).profile(spec).unwrap_or_else(|report| panic!("{row:?} {report:#}")))
}

/// What arrived, which is a request's target where it has a path.
fn arrived_in<'a>(profile: &AnyProfile, row: &Row, text: &'a str) -> Result<AnyReceived<'a>, ParseError> {
    match profile.method().has_body() {
        true => profile.parse_body(text),
        false if row.contains_key("platform") && text.starts_with('/') => profile.parse_target(text),
        false => profile.parse_query(text),
    }
}

fn is_template(row: &Row, cell: &str) -> bool {
    ["body or query", "value of the body"].iter().any(|column| row.get(column) == Some(&cell))
}

fn spec_of(format: &str, template: &str) -> Option<ProfileSpec> {
    if format == "GET" {
        let address = if template.contains("//") { "" } else { "https://example.com/?" };
        return Some(ProfileSpec::get::<Samples>(format!("{address}{template}")));
    }
    let known = BodyFormat::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(format));
    assert!(known.is_some() || format == "XML", "{format}");
    let format = known?;
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
        let report = platform_of(row).check_profile(&spec(row)?);
        let found: BTreeSet<_> = report.iter().map(|found| found.code().as_str()).collect();
        let expected: BTreeSet<_> = codes(row["findings"]).into_iter().collect();
        different(&found, &expected)
    });
}

#[test]
fn templates_are_rendered_as_their_rows_say() {
    every(&rows(&["template", "rendered"]), |row| {
        let request = profile_of(row)?.render_json(code(row, "fields")).unwrap().unwrap();
        let query = request.url().strip_prefix("https://example.com/?").unwrap_or(request.url());
        let rendered = request.body().unwrap_or(query);
        if row.contains_key("platform") {
            return different(&rendered, &code(row, "rendered"));
        }
        let second =
            second::render(row["template"], code(row, "body or query"), &fields(&callback(code(row, "fields"))));
        different(&rendered, &code(row, "rendered")).or_else(|| different(&second.as_str(), &code(row, "rendered")))
    });
}

#[test]
fn what_cannot_be_rendered_has_the_error_of_its_row() {
    every(&rows(&["template", "fields", "render error"]), |row| {
        let error = profile_of(row)?.render_json(code(row, "fields")).unwrap().err().map(|error| error.kind().as_str());
        different(&error, &Some(code(row, "render error")))
    });
}

#[test]
fn what_arrives_is_read_as_its_rows_say() {
    every(&rows(&["template", "arrived", "fields"]), |row| {
        let profile = profile_of(row)?;
        let received = match arrived_in(&profile, row, code(row, "arrived")) {
            Ok(received) => received,
            Err(error) => return Some(error.to_string()),
        };
        let list = |column: &str| row.get(column).map(|cell| codes(cell));
        let extra = row.get("extra").map(|_| code(row, "extra")).filter(|extra| !extra.is_empty()).unwrap_or("[]");
        let problems: Vec<_> = received.problems().iter().map(|problem| problem.code().as_str()).collect();
        let missing: Vec<_> = received.missing().collect();
        let unfilled: Vec<_> = received.unfilled().collect();
        let fields: Value = received.fields().filter(|(_, text)| !text.is_empty()).collect();
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        different(&fields, &json(code(row, "fields")))
            .or_else(|| different(&json!(received.extra()), &json(extra)))
            .or_else(|| different(&problems, &list("problems").unwrap_or_default()))
            .or_else(|| list("missing").and_then(|expected| different(&missing, &expected)))
            .or_else(|| list("unfilled").and_then(|expected| different(&unfilled, &expected)))
    });
}

#[test]
fn what_cannot_be_read_has_the_error_of_its_row() {
    every(&rows(&["template", "arrived", "error"]), |row| {
        let profile = profile_of(row)?;
        let error = arrived_in(&profile, row, code(row, "arrived")).err().map(|error| error.kind().as_str());
        different(&error, &Some(code(row, "error")))
    });
}

#[test]
fn repeats_have_the_keys_of_their_rows() {
    fn key<S: FieldSet>(fields: &str) -> Option<String> {
        let fields: BTreeMap<String, String> = serde_json::from_str(fields).unwrap();
        let mut callback = S::Callback::default();
        for (name, text) in fields {
            let place = S::FIELDS.iter().position(|field| field.name() == name).unwrap();
            callback.values_mut()[place] = text.into();
        }
        callback.dedup_key()
    }
    every(&rows(&["set", "fields of the callback", "key"]), |row| {
        let fields = code(row, "fields of the callback");
        let key = match code(row, "set") {
            "outgoing" => key::<Outgoing>(fields),
            "incoming" => key::<Incoming>(fields),
            "delivery-report" => key::<DeliveryReport>(fields),
            other => panic!("{other}"),
        };
        different(&key.as_deref().unwrap_or_default(), &code(row, "key"))
    });
}

#[test]
fn every_example_is_tried() {
    let of = |columns: &[&str]| rows(columns).len();
    let read = of(&["template", "arrived", "fields"]) + of(&["template", "arrived", "error"]);
    let rendered = of(&["template", "rendered"]) + of(&["template", "fields", "render error"]);
    let tried = of(&["template", "findings"]) + rendered + read;
    let is_example = |row: &Row| ["GET", "form", "JSON", "XML"].contains(&row["template"]);
    assert_eq!(rows(&["template"]).iter().filter(|row| is_example(row)).count(), tried);
    assert!(tried > 150, "{tried}");
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

/// The codes that are not on the page: they are about what an account or a webhook says of itself, and not about a template, a limit or
/// a key.
const CODES_OF_NO_TEMPLATE: [Code; 13] = [
    Code::MissingWabaNumber,
    Code::MissingStatus,
    Code::WhatsAppOnly,
    Code::DanglingProfile,
    Code::DuplicateId,
    Code::MissingId,
    Code::DuplicateNumber,
    Code::InvalidNumber,
    Code::NumberNotApproved,
    Code::NoCallbacks,
    Code::InvalidWhitelistEntry,
    Code::NotWhitelisted,
    Code::PriceUnsupported,
];

#[test]
fn every_code_about_a_template_is_on_the_page() {
    for code in Code::ALL {
        let (on_page, apart) = (PAGE.contains(&format!("`{code}`")), CODES_OF_NO_TEMPLATE.contains(code));
        assert!(on_page || apart, "`{code}` is not described on the page of the module `template`");
        assert!(!(on_page && apart), "`{code}` is on the page, and need not be listed as one that is not");
    }
}

/// Names of parameters, as they are written.
const NAMES: [&str; 9] = ["a", "b", "k", "id", "msg", "note", "%C3%A9", "c+d", "e%26"];

/// Pieces of values in templates.
const LITERALS: [&str; 8] = ["", "x", "-", "%26", "+", "%C3%A9", ".y", "="];
const PLACEHOLDERS: [&str; 6] = ["<id>", "<msg>", "<note>", "<data>", "<data>", "<flag>"];

/// Pieces of what arrives.
const ARRIVED: [&str; 32] = [
    "", "x", "-", "%26", "+", "%C3%A9", ".y", "=", "%", "%2", "%zz", "é", "\"", "[", "]", "{", "}", "%5B", "%5d", "\\",
    "%22", "1", "=1", "&", "&&", "&id=", "&k", "&Jerry", "&note=1", " ", "%20", "%e9",
];

/// How JSON begins that somebody did not escape, what may stand in it, and how it ends.
const JSON: [&[&str]; 3] = [
    &["[\"", "+[{\"q\":\"", "%5B\"", "%20%7b\"q\":[\"", "{\"q\":\"\\"],
    &["x", "&", "&&", "&q", "&q=1", "&k=1", "&msg", "%26", "%", "\\\"", "\",\"", "&note=2"],
    &["\"]", "\"}]", "%22%5D", "\"]}+", "\"}", "\"]x", "\"]&", ""],
];

/// A template of a query that the check takes, and its parameters' names as they are written.
fn query_template() -> impl Strategy<Value = (String, Vec<&'static str>)> {
    let names = proptest::sample::subsequence(NAMES.to_vec(), 1..5).prop_shuffle();
    let one = (select(&LITERALS[..]), select(&PLACEHOLDERS[..]), select(&LITERALS[..]));
    let several = proptest::collection::vec(prop_oneof![select(&LITERALS[..]), select(&PLACEHOLDERS[..])], 0..4);
    let value = prop_oneof![
        4 => select(&PLACEHOLDERS[..]).prop_map(|field| format!("={field}")),
        3 => one.prop_map(|(prefix, field, suffix)| format!("={prefix}{field}{suffix}")),
        2 => several.prop_map(|parts| format!("={}", parts.concat())),
        1 => Just(String::new()),
    ];
    let joined = (names, proptest::collection::vec(value, 5), select(&["&", "&&"][..]));
    joined.prop_map(|(names, values, separator)| {
        let pairs = names.iter().zip(values).map(|(name, value)| format!("{name}{value}"));
        (pairs.collect::<Vec<_>>().join(separator), names)
    })
}

/// Something that may arrive for a template with these names.
fn arrived(names: Vec<&'static str>) -> impl Strategy<Value = Vec<u8>> {
    let name = prop_oneof![
        12 => select(names),
        1 => select(&NAMES[..]),
        1 => select(&["A", "zz", "%61", "data", "flag", "c%20d", "%ff"][..]),
    ];
    let json = (select(JSON[0]), proptest::collection::vec(select(JSON[1]), 0..4), select(JSON[2]));
    let value = prop_oneof![
        3 => select(&["", "x", "x-.y", "%26x", "1"][..]).prop_map(str::to_owned),
        3 => proptest::collection::vec(select(&ARRIVED[..]), 0..6).prop_map(|pieces| pieces.concat()),
        3 => json.prop_map(|(open, inside, close)| format!("{open}{}{close}", inside.concat())),
    ];
    let raw = prop_oneof![30 => Just(None), 1 => any::<u8>().prop_map(Some)];
    let pair = (name, select(&["=", "=", "=", "=", "=", ""][..]), value, raw).prop_map(|(name, sign, value, raw)| {
        let mut pair = [name, sign, &*value].concat().into_bytes();
        pair.extend(raw);
        pair
    });
    proptest::collection::vec(pair, 0..5).prop_map(|pairs| pairs.join(&b'&'))
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

/// A kind of object in files: its name, the kind of the file, and the file around such an object.
type Kind = (&'static str, FileKind, fn(Value) -> Value);

const KINDS: [Kind; 10] = [
    ("profile", FileKind::Profile, |object| object),
    ("webhook", FileKind::Webhook, |object| object),
    ("account", FileKind::Account, |object| object),
    ("platform", FileKind::Platform, |object| object),
    ("syntax", FileKind::Platform, |object| platform(&object, &json!({}))),
    ("pair", FileKind::Platform, |object| platform(&json!({"open": "{", "xml": object}), &json!({}))),
    ("field set", FileKind::Platform, |object| platform(&json!({"open": "{"}), &json!({"set": object}))),
    ("field", FileKind::Platform, |object| platform(&json!({"open": "{"}), &json!({"set": {"fields": {"f": object}}}))),
    ("number", FileKind::Account, |object| json!({"numbers": [object]})),
    ("target", FileKind::Account, |object| json!({"numbers": [{"number": "+12025550100", "outgoing": object}]})),
];

/// A platform's file.
fn platform(placeholders: &Value, field_sets: &Value) -> Value {
    json!({"platform": "p", "placeholders": placeholders, "field_sets": field_sets})
}

/// What is found in a file with such an object.
fn found(kind: usize, members: Value) -> Vec<(Code, String, String)> {
    let (_, file, around) = KINDS[kind];
    let report = check_file_as(file, around(members).to_string().as_bytes());
    let found = report.iter().map(FileDiagnostic::diagnostic);
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
    for (kind, (_, file, _)) in KINDS.iter().enumerate().take(4) {
        let (head, rows) = keys(kind);
        for row in rows {
            let key = code(&row, &head);
            let of_file = check_file(json!({key: null}).to_string().as_bytes()).kind();
            let is_marked = row[&*head].ends_with(" *");
            assert_eq!(of_file != FileKind::Other, is_marked, "{head} {key}");
            assert!(!is_marked || of_file == *file || key == "endpoint", "{head} {key} {of_file:?}");
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

/// What a table cannot show: control characters, and what is many bytes long.
#[test]
fn what_no_table_can_show_is_read_as_the_page_says() {
    type Expected = (Value, &'static [&'static str]);
    let rows: &[(&str, &str, &str, Expected)] = &[
        ("JSON", r#"{"a":"<msg>"}"#, "{\"a\":\"x\ny\"}", (json!({"msg": "x\ny"}), &["control-character"])),
        ("JSON", r#"{"a":"<msg>"}"#, "\u{feff}{\"a\":\t\"x\"}\r\n", (json!({"msg": "x"}), &[])),
        (
            "JSON",
            "{\n \"a\": \"<msg>\"\n}",
            "\u{feff} {\n \"a\": \"\"\"\n} \n",
            (json!({"msg": "\""}), &["unescaped-quote"]),
        ),
        (
            "JSON",
            r#"{"a":"<msg>","b":"<id>"}"#,
            r#"{"a":"x","a":"y","b":"1"}"#,
            (json!({"msg": "x", "id": "1"}), &["repeated-parameter"]),
        ),
        ("JSON", r#"{"a":["<id>"]}"#, r#"{"a":{"0":"1"}, "msg": "x"}"#, (json!({"msg": "x"}), &["unexpected-shape"])),
        ("JSON", r#"{"a":null,"b":"<id>"}"#, r#"{"a":"null","b":"1"}"#, (json!({"id": "1"}), &[])),
        ("XML", "<r>\r\n<a>x\r\n{msg}</a></r>", "<r><a>x\r\ny\n</a></r>", (json!({"msg": "y\n"}), &[])),
        ("XML", "<r a=\"{msg}\"/>", "<r a='x\r\n\ty&#10;'/>", (json!({"msg": "x  y\n"}), &[])),
        (
            "XML",
            "<r a=\"{msg}\"/>",
            "<?xml version='1.0' encoding='ISO-8859-1'?><r a='x'/>",
            (json!({"msg": "x"}), &[]),
        ),
        (
            "XML",
            "<r>\n <a>{msg}</a>\n</r>",
            " <r>\n <a> & </a>\n</r>\n",
            (json!({"msg": " & "}), &["unescaped-markup"]),
        ),
        (
            "XML",
            "<r><a><b>{id}</b></a></r>",
            "<r><a><b>1</b></a><a><b>2</b></a></r>",
            (json!({"id": "1"}), &["repeated-parameter"]),
        ),
        ("XML", "<r>{msg}</r>", "<r>&x;</r>", (json!({"msg": "&x;"}), &["unescaped-markup"])),
        ("GET", "a=<data>&b=<id>", "a=[\"x&y&b=1", (json!({"data": "[\"x", "id": "1"}), &[])),
    ];
    for (format, template, body, (expected, problems)) in rows {
        let Some(spec) = spec_of(format, template) else { continue };
        let profile = profile(&spec);
        let received = parse(&profile, body).unwrap();
        assert_eq!(fields(&received.callback), *expected, "{body}");
        assert!(received.problems.iter().map(|problem| problem.code().as_str()).eq(problems.iter().copied()), "{body}");
    }
    let errors = [
        ("XML", "<r a=\"{msg}\"/>", "<?xml version='1.0' encoding='iso-8859-1'?><r a='é'/>"),
        ("XML", "<r>{id}</r>", "<r>&x;</s>"),
        ("XML", "<r><a>{id}</a><b>{msg}</b></r>", "<r><a>&</a><b></a><b>x</b></r>"),
        ("JSON", r#"{"a":"<id>","b":"<msg>"}"#, r#"{"a":"1","b":"2","b":"3""}"#),
        ("JSON", r#"{"a":"<id>"}"#, r#"{"a":"1"} x"#),
    ];
    for (format, template, body) in errors {
        let Some(spec) = spec_of(format, template) else { continue };
        let error = parse(&profile(&spec), body).err().map(|error| error.kind());
        assert_eq!(error, Some(ParseErrorKind::Syntax), "{body}");
    }
}

#[cfg(feature = "xml")]
#[test]
fn characters_that_xml_cannot_hold_are_read_as_the_page_says() {
    let profile = profile(&spec_of("XML", "<r a='{msg}'>{id}</r>").unwrap());
    let body = "\u{feff}\u{feff}<r a='\u{1}'><!--\u{2}-->\u{1}\u{ffff}</r>";
    let received = parse(&profile, body).unwrap();
    assert_eq!(fields(&received.callback), json!({"id": "\u{1}\u{ffff}", "msg": "\u{1}"}));
    assert!(received.problems.is_empty() && received.extra.is_empty());
}

/// A template of a JSON or XML body that nests so deep, its value among the levels of XML.
fn deep(format: &str, levels: usize) -> String {
    match format {
        "JSON" => format!("{{\"a\":{}\"<id>\"{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1)),
        _ => format!("{}{{id}}{}", "<a>".repeat(levels), "</a>".repeat(levels)),
    }
}

/// What is taken, what is one too many, and the finding there.
#[test]
fn templates_have_the_limits_of_the_page() {
    let many = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    let url = |length: usize| format!("a=<id>&b={}", "x".repeat(length - "https://example.com/?a=&b=".len()));
    let attributes = |count| format!("<r {}>{{id}}</r>", many(count, &|number| format!("a{number}='' ")));
    let namespaces = |count| format!("<r {}>{{id}}</r>", many(count, &|number| format!("xmlns:a{number}='u' ")));
    let bytes = |count: usize| format!("<r xmlns:a='{}'>{{id}}</r>", "u".repeat(count - "xmlns:a".len()));
    let rows = [
        ("GET", url(4_000), url(4_001), Code::LongUrl),
        ("GET", url(65_534), url(65_535), Code::InvalidEndpoint),
        ("JSON", deep("JSON", 128), deep("JSON", 129), Code::InvalidJson),
        ("XML", deep("XML", 128), deep("XML", 129), Code::InvalidXml),
        ("XML", attributes(256), attributes(257), Code::InvalidXml),
        ("XML", namespaces(32), namespaces(33), Code::InvalidXml),
        ("XML", bytes(2_048), bytes(2_049), Code::InvalidXml),
    ];
    for (format, good, bad, code) in rows {
        let (Some(good), Some(bad)) = (spec_of(format, &good), spec_of(format, &bad)) else { continue };
        let has = |spec| Profile::<Samples>::check(spec).iter().any(|found| found.code() == code);
        assert_eq!((has(&good), has(&bad)), (false, true), "{format} {code}");
    }
    let headers = |count: usize| {
        let spec = spec_of("GET", "a=<id>").unwrap();
        let spec = (0..count).fold(spec, |spec, number| spec.with_header(format!("X-{number}"), "1"));
        Profile::<Samples>::check(&spec).is_clean()
    };
    assert_eq!((headers(256), headers(257)), (true, false));
    let findings = |count: usize| {
        let report =
            Profile::<Samples>::check(&spec_of("form", &many(count, &|number| format!("&a{number}=<x>"))).unwrap());
        (report.iter().count(), report.iter().last().unwrap().code())
    };
    assert_eq!(findings(1_000), (1_000, Code::UnknownPlaceholder));
    assert_eq!(findings(1_001), (1_001, Code::TooManyFindings));
    let file = |levels: usize| {
        let file = format!("{{\"method\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
        check_file(file.as_bytes()).iter().any(|found| found.diagnostic().code() == Code::InvalidFile)
    };
    assert_eq!((file(128), file(129)), (false, true));
}

#[test]
fn callbacks_have_the_limits_of_the_page() {
    let limit = |profile: &Profile<Samples>, text: &str| {
        let error = parse(profile, text).err();
        assert!(error.as_ref().is_none_or(|error| error.kind() == ParseErrorKind::Limit), "{error:?}");
        error.is_some()
    };
    assert_eq!(Limits::new(), Limits::new().bytes(16 * 1024 * 1024).parameters(10_000).depth(128));
    assert_eq!((Limits::URL_BYTES, Limits::TEMPLATE_DEPTH), (65_534, 128));
    let get = profile(&spec_of("GET", "a=<msg>").unwrap());
    let of_bytes = |count: usize| limit(&get, &format!("a={}", "x".repeat(count - 2)));
    assert_eq!((of_bytes(16 << 20), of_bytes((16 << 20) + 1)), (false, true));
    let parameters = |count: usize| limit(&get, &format!("a=1{}", "&b=1&".repeat(count - 1)));
    assert_eq!((parameters(10_000), parameters(10_001)), (false, true));
    for (format, template) in [("JSON", r#"{"a":"<id>"}"#), ("XML", "<a>{id}</a>")] {
        let Some(spec) = spec_of(format, template) else { continue };
        let profile = profile(&spec);
        let text = |levels| deep(format, levels).replace(['<', '>'], if format == "JSON" { "" } else { "<" });
        let text = |levels| if format == "JSON" { text(levels) } else { deep(format, levels) };
        assert_eq!((limit(&profile, &text(128)), limit(&profile, &text(129))), (false, true), "{format}");
    }
    let url = |length: usize| {
        let callback =
            SampleCallback::default().with(SampleField::Words, "x".repeat(length - "https://example.com/?a=".len()));
        get.render(&callback).is_ok()
    };
    assert_eq!((url(65_534), url(65_535)), (true, false));
    let key = |length: usize| {
        let callback = SampleCallback::default().with(SampleField::Id, "x".repeat(length - "samples/".len()));
        callback.dedup_key().is_some()
    };
    assert_eq!((key(1_024), key(1_025)), (true, false));

    // Seven values that nothing balances stand before the one that is whole, then eight.
    let after = |count: usize| {
        let names: Vec<_> = (0..count).map(|number| format!("n{number}=<data>")).collect();
        let profile = profile(&spec_of("GET", &format!("{}&z=<note>", names.join("&"))).unwrap());
        let open: Vec<_> = (0..count).map(|number| format!("n{number}=[x&}}&")).collect();
        let open = open.concat();
        parse(&profile, &format!("{open}z=[x&]")).unwrap().callback.text(SampleField::Note).to_owned()
    };
    assert_eq!((after(7).as_str(), after(8).as_str()), ("[x&]", "[x"));
}

#[test]
fn requests_are_as_the_page_says() {
    let formats = [
        ("JSON", r#"{"a":"<id>"}"#, "application/json"),
        ("form", "a=<id>", "application/x-www-form-urlencoded"),
        ("XML", "<r>{id}</r>", "application/xml"),
    ];
    for (format, template, content_type) in formats {
        let Some(spec) = spec_of(format, template) else { continue };
        let request = profile(&spec.with_header("X-Key", "7")).render(&SampleCallback::default()).unwrap();
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!((header("content-type"), header("x-key")), (Some(content_type), Some("7")));
        assert_eq!(request.url(), "https://example.com/");
    }
    let finding = |spec: ProfileSpec, code| {
        assert!(Profile::<Samples>::check(&spec).iter().any(|found| found.code() == code), "{code}");
    };
    let get = || spec_of("GET", "a=<id>").unwrap();
    finding(get().with_method(Method::Post), Code::MissingBody);
    finding(get().with_body_format(BodyFormat::Form), Code::UnexpectedBody);
    finding(spec_of("form", "a=<id>").unwrap().with_method(Method::Get), Code::UnexpectedBody);
    finding(get().with_header("X-Key", "<id>"), Code::MisplacedPlaceholder);
    finding(get().with_header("X Key", "7"), Code::InvalidHeader);
    finding(get().with_header("X-Key", "é"), Code::InvalidHeader);
    finding(get().with_header("X-Key", "7").with_header("x-key", "7"), Code::InvalidHeader);
    finding(get().with_title("ab"), Code::InvalidTitle);
    finding(get().with_title("a!b"), Code::InvalidTitle);
    let reserved = PAGE.split("(`reserved-header`): ").nth(1).unwrap().split(".\n").next().unwrap();
    assert_eq!(codes(reserved).len(), 11);
    for name in codes(reserved) {
        finding(get().with_header(name, "1"), Code::ReservedHeader);
    }
    let mut fixed = spec_of("form", "a=<id>").unwrap();
    fixed.endpoint = "https://example.com/?b=1&b=2&=3".to_owned();
    assert!(Profile::<Samples>::check(&fixed).is_clean());
    fixed.endpoint = "https://example.com/?b=<id>".to_owned();
    finding(fixed, Code::MisplacedPlaceholder);

    let profile = profile(&get());
    let id = |received: Result<Received<'_, Samples>, ParseError>| {
        received.unwrap().callback.text(SampleField::Id).to_owned()
    };
    assert_eq!(id(profile.parse_url("https://other.example/x?a=1#&b=2")), "1");
    assert_eq!(id(profile.parse_target("/x?a=1#2?3")), "1#2?3");
    assert!(profile.parse_target("/x").is_err_and(|error| error.kind() == ParseErrorKind::NoParameters));
    assert!(profile.parse_body("a=1").is_err_and(|error| error.kind() == ParseErrorKind::WrongInput));
}

#[test]
fn what_is_static_is_compared_as_the_page_says() {
    let mut spec =
        spec_of("JSON", r#"{"a":"<id>"}"#).unwrap().with_header("X-Key", "7").with_header("Accept-Language", "en");
    spec.endpoint = "https://example.com/?k=1&k=2&".to_owned();
    let profile = profile(&spec);
    let receive = |target: &str, key: Option<&str>, content_type: &str| {
        let mut headers = http::HeaderMap::new();
        headers.extend(key.map(|key| (http::HeaderName::from_static("x-key"), key.parse().unwrap())));
        headers.insert("content-type", content_type.parse().unwrap());
        let received = profile.receive(&http::Method::POST, target, &headers, br#"{"a":"1"}"#);
        received.map(|received| {
            let problems: Vec<_> = received.problems.iter().map(|problem| problem.code().as_str()).collect();
            let extra = json!(received.extra);
            (problems.join(" "), extra, received.verified().is_ok())
        })
    };
    let rows = [
        ("/?k=1&k=2", Some(" 7 "), "", json!([]), true),
        ("/?k=2&k=1", Some("7"), "static-mismatch static-mismatch", json!([["k", "2"], ["k", "1"]]), false),
        ("/?k=1&x=3&k=2", Some("7"), "", json!([["x", "3"]]), true),
        ("/?k=1&k=2&k=1", Some("7"), "repeated-parameter", json!([["k", "1"]]), true),
        ("/?k=1", Some("7"), "static-missing", json!([]), false),
        ("/?k=1&k=2", Some("8"), "header-mismatch", json!([]), false),
        ("/?k=1&k=2", None, "header-missing", json!([]), false),
    ];
    for (target, key, problems, extra, is_verified) in rows {
        assert_eq!(
            receive(target, key, "text/json").unwrap(),
            (problems.to_owned(), extra, is_verified),
            "{target} {key:?}"
        );
    }
    for content_type in ["Application/Json; charset=x", "text/plain", "application/x-www-form-urlencoded", "a/b+JSON"] {
        assert!(receive("/?k=1&k=2", Some("7"), content_type).is_ok(), "{content_type}");
    }
    let marked = http::HeaderMap::from_iter([(
        http::header::CONTENT_TYPE,
        "application/x-www-form-urlencoded".parse().unwrap(),
    )]);
    let receive_marked = |body: &'static [u8]| profile.receive(&http::Method::POST, "/", &marked, body);
    let form = self::profile(&spec_of("form", "a=<id>").unwrap());
    let json = http::HeaderMap::from_iter([(http::header::CONTENT_TYPE, "application/json".parse().unwrap())]);
    let kind = |body: &[u8]| form.receive(&http::Method::POST, "/", &json, body).err().map(|error| error.kind());
    assert_eq!((kind(b"a=1"), kind(b" {\"a\":1}")), (None, Some(ParseErrorKind::WrongInput)));
    assert_eq!(kind(b"\xef\xbb\xbf\r\n{\"a\":1}"), Some(ParseErrorKind::WrongInput));
    assert!(receive_marked(b"\xef\xbb\xbf\t{\"a\":\"1\"}").is_ok(), "it looks like JSON, whatever it is marked as");
    assert!(form.receive(&http::Method::PUT, "/", &http::HeaderMap::new(), b"a=1").is_err());
    // Alone, a body does not tell what else is static; nor does what is empty.
    assert!(profile.parse_body(r#"{"a":"1"}"#).unwrap().verified().is_err());
    let empty = self::profile(&spec_of("JSON", r#"{"a":"<id>","b":"","c":null}"#).unwrap());
    assert!(empty.parse_body(r#"{"a":"1","b":"","c":null}"#).unwrap().verified().is_err());
}

#[test]
fn webhooks_stand_for_the_profiles_of_the_page() {
    let rows = [
        ("GET", "https://example.com/?z=1&t=<transaction_id>&s=<status>&c%20d=x%20y", None),
        ("POST", "https://example.com/?z=1", Some("t=<transaction_id>&s=<status>&c+d=x+y")),
        (
            "json",
            "https://example.com/?z=1",
            Some("{\n  \"t\": \"<transaction_id>\",\n  \"s\": \"<status>\",\n  \"c d\": \"x y\"\n}"),
        ),
    ];
    for (method, endpoint, body) in rows {
        let file = json!({
            "product": "whatsapp", "send_method": method, "report_type": "dlr", "endpoint": "https://example.com/?z=1",
            "waba_number": "+12025550100", "custom_parameters": {"c d": "x y"},
            "parameters": {
                "transaction_id": "t", "message_id": "m", "error_code": "e", "mobile": "n", "received_time": "r", "delivered_time": "d", "status": "s"
            },
        });
        let spec: WebhookSpec = serde_json::from_value(file).unwrap();
        let webhook = Webhook::try_from(spec).unwrap();
        let profile = webhook.profile().spec();
        let without = |text: &str| {
            let others = ["message_id", "error_code", "mobile", "received_time", "delivered_time"];
            others.iter().fold(text.to_owned(), |text, field| {
                let name = match *field {
                    "message_id" => "m",
                    "error_code" => "e",
                    "mobile" => "n",
                    "received_time" => "r",
                    _ => "d",
                };
                text.replace(&format!("&{name}=<{field}>"), "").replace(&format!("  \"{name}\": \"<{field}>\",\n"), "")
            })
        };
        assert_eq!(without(&profile.endpoint), endpoint);
        assert_eq!(profile.body.as_deref().map(without).as_deref(), body);
        assert_eq!(profile.direction, "delivery-report");
    }
    if cfg!(feature = "xml") {
        let file = json!({
            "product": "whatsapp", "send_method": "XML", "report_type": "DLR", "endpoint": "https://example.com/",
            "waba_number": "+12025550100", "custom_parameters": {"k": "x {"},
            "parameters": {
                "transaction_id": "t", "message_id": "m", "error_code": "e", "mobile": "n", "received_time": "r", "delivered_time": "d"
            },
        });
        let spec: WebhookSpec = serde_json::from_value(file).unwrap();
        let webhook = Webhook::try_from(spec).unwrap();
        let body = webhook.profile().spec().body.clone().unwrap();
        assert!(body.starts_with("<report>\n  <t>{transaction_id}</t>\n"), "{body}");
        assert!(body.ends_with("\n  <k>x &#123;</k>\n</report>"), "{body}");
    }
    let offset = |minutes: i64| {
        let file = json!({
            "product": "whatsapp", "send_method": "GET", "report_type": "MO", "endpoint": "https://example.com/",
            "time_offset_minutes": minutes,
        });
        !check_file(file.to_string().as_bytes()).has_errors()
    };
    assert_eq!([-1_081, -1_080, 1_080, 1_081].map(offset), [false, true, true, false]);
}

#[test]
fn every_field_of_a_set_is_asked_for_by_a_bare_callback_url() {
    let profile = Profile::<Samples>::for_callback_url("https://example.com/?x=1").unwrap();
    assert_eq!(profile.endpoint(), "https://example.com/?x=1&id=<id>&msg=<msg>&note=<note>&data=<data>&flag=<flag>");
    let profile = Profile::<Samples>::for_callback_url("https://example.com/?x=<id>").unwrap();
    assert_eq!(profile.endpoint(), "https://example.com/?x=<id>");
    let report = Profile::<Outgoing>::check(&ProfileSpec::get::<Outgoing>("https://example.com/?id=<id>"));
    assert!(report.iter().all(|found| found.code() == Code::MissingPlaceholder) && report.has_errors());
}

/// The letters of names in XML, at the ends of their ranges.
#[cfg(feature = "xml")]
#[test]
fn names_in_xml_have_the_letters_of_the_page() {
    let ranges: Vec<_> = PAGE
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("U+")?.split_once('-'))
        .filter_map(|(first, last)| Some(u32::from_str_radix(first, 16).ok()?..=u32::from_str_radix(last, 16).ok()?))
        .collect();
    assert_eq!(ranges.len(), 32);
    let ends = ranges.iter().flat_map(|range| [range.start() - 1, *range.start(), *range.end(), range.end() + 1]);
    let ascii = 0x21..0x80;
    for code in ends.chain(ascii).chain([0xb7, 0x1_0000]) {
        let Some(character) = char::from_u32(code).filter(|character| !"\"'/<>=&{}!?:".contains(*character)) else {
            continue;
        };
        let is_letter =
            character.is_ascii_alphabetic() || character == '_' || ranges.iter().any(|range| range.contains(&code));
        let is_inside = is_letter || character.is_ascii_digit() || "-.\u{b7}".contains(character);
        let is_name = |name: &str| {
            let body = format!("<r><{name}>{{id}}</{name}></r>");
            !Profile::<Samples>::check(&spec_of("XML", &body).unwrap()).has_errors()
        };
        let found = (is_name(&character.to_string()), is_name(&format!("a{character}")));
        assert_eq!(found, (is_letter, is_inside), "U+{code:04X}");
    }
    let declared = |name: &str| spec_of("XML", &format!("<r xmlns:x='u'><a {name}='{{id}}'/></r>")).unwrap();
    let is_sound = |name| Profile::<Samples>::check(&declared(name)).is_clean();
    assert_eq!((is_sound("x:a"), is_sound("x:xmlns")), (true, false));
}

#[test]
fn names_of_the_template_take_no_more_than_the_page_says() {
    let name = "x".repeat(40_000);
    let profile =
        profile(&spec_of("JSON", &format!("{{\"{name}\":{{\"a\":1,\"{name}\":2,\"c\":3}},\"d\":\"<id>\"}}")).unwrap());
    let received = profile.parse_body(r#"{"d":"1"}"#).unwrap();
    let names: Vec<_> = received.problems.iter().map(|problem| problem.parameter().to_owned()).collect();
    let short = format!("…/{}", "x".repeat(64));
    assert_eq!(names, [format!("/{name}/a"), short, "…/c".to_owned()]);
}

#[test]
fn webhooks_have_the_findings_of_the_page() {
    let form = || {
        json!({
            "product": "sms", "send_method": "POST", "report_type": "DLR", "endpoint": "https://example.com/?z=1",
            "parameters": {
                "transaction_id": "t", "message_id": "m", "error_code": "e", "mobile": "n", "received_time": "r", "delivered_time": "d"
            },
        })
    };
    let rows: &[(Value, Code)] = &[
        (json!({"parameters": {"transaction_id": "t"}}), Code::MissingParameterName),
        (json!({"custom_parameters": {" ": "1"}}), Code::EmptyParameterName),
        (json!({"custom_parameters": {"t": "1"}}), Code::RepeatedParameter),
        (json!({"send_method": "GET", "custom_parameters": {"z": "1"}}), Code::RepeatedParameter),
        (json!({"send_method": "XML", "custom_parameters": {"a:b": "1"}}), Code::InvalidXmlName),
        (json!({"send_method": "XML", "xml_root": "1"}), Code::InvalidXmlName),
        (json!({"send_method": "XML", "custom_parameters": {"a": "\u{0}"}}), Code::InvalidCharacter),
        (json!({"custom_parameters": {"a": "<id>"}}), Code::MisplacedPlaceholder),
        (json!({"custom_parameters": {"<id>": "1"}}), Code::MisplacedPlaceholder),
        (json!({"endpoint": "https://example.com/?z=<mobile>"}), Code::MisplacedPlaceholder),
        (json!({"waba_number": "+12025550100"}), Code::NotApplicable),
        (json!({"report_type": "MO", "parameters": null}), Code::NotApplicable),
        (json!({"product": "whatsapp", "report_type": "MO"}), Code::NotApplicable),
        (json!({"xml_root": "r"}), Code::NotApplicable),
    ];
    for (changes, code) in rows {
        if !cfg!(feature = "xml") && changes["send_method"] == "XML" {
            continue;
        }
        let mut file = form();
        file.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        let report = check_file(file.to_string().as_bytes());
        assert!(report.iter().any(|found| found.diagnostic().code() == *code), "{changes} {report:?}");
    }
    assert!(check_file(form().to_string().as_bytes()).is_clean());
}
