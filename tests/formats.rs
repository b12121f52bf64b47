//! What is written in one format is read back from it as it was: JSON, YAML, TOML and CBOR, and inside of what serde buffers.
#![cfg(test)]

use std::fmt::Debug;

use callback_profile::account::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use callback_profile::field::Callback;
use callback_profile::request::{BodyFormat, Method, Request};
use callback_profile::value::{NumberStatus, Price, Product, TimeUnit, Timestamp};
use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
use callback_profile::{
    Account, AnyProfile, DeliveryReportCallback, DeliveryReportField, Incoming, IncomingCallback, Outgoing,
    OutgoingCallback, Profile, ProfileSpec, Webhook, check_file,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Format {
    JsonText,
    JsonValue,
    Yaml,
    Toml,
    Cbor,
}

const FORMATS: [Format; 5] = [Format::JsonText, Format::JsonValue, Format::Yaml, Format::Toml, Format::Cbor];

impl Format {
    fn there_and_back<T: Serialize + DeserializeOwned>(self, value: &T) -> Result<T, String> {
        self.read_as(value)
    }

    /// Writes a value, and reads something from what was written.
    fn read_as<T: DeserializeOwned>(self, value: &impl Serialize) -> Result<T, String> {
        #[expect(clippy::needless_pass_by_value, reason = "so `map_err` takes it")]
        fn told(error: impl ToString) -> String {
            error.to_string()
        }
        match self {
            Self::JsonText => serde_json::from_str(&serde_json::to_string(value).map_err(told)?).map_err(told),
            Self::JsonValue => serde_json::from_value(serde_json::to_value(value).map_err(told)?).map_err(told),
            Self::Yaml => serde_saphyr::from_str(&serde_saphyr::to_string(value).map_err(told)?).map_err(told),
            Self::Toml => toml::from_str(&toml::to_string(value).map_err(told)?).map_err(told),
            Self::Cbor => {
                let mut bytes = Vec::new();
                ciborium::into_writer(value, &mut bytes).map_err(told)?;
                ciborium::from_reader(&*bytes).map_err(told)
            }
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Field<T> {
    inner: T,
    others: Vec<Option<T>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat<T> {
    note: String,
    #[serde(flatten)]
    inner: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged<T> {
    Inner(T),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged<T> {
    Other { neither: u8 },
    Inner(T),
}

trait Data: Serialize + DeserializeOwned + Clone + PartialEq + Debug {}

impl<T: Serialize + DeserializeOwned + Clone + PartialEq + Debug> Data for T {}

fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, format: Format) -> Result<(), TestCaseError> {
    let back = format.there_and_back(value);
    prop_assert!(back.as_ref() == Ok(value), "{format:?} makes {back:?} of {value:?}");
    Ok(())
}

/// A value that stands for itself in each format.
fn value_comes_back(value: &impl Data) -> Result<(), TestCaseError> {
    for format in FORMATS {
        same(&Field { inner: value.clone(), others: vec![Some(value.clone())] }, format)?;
        same(&Field { inner: Untagged::Inner(value.clone()), others: vec![] }, format)?;
    }
    Ok(())
}

/// An object does, and in whatever is mixed with it.
fn object_comes_back(value: &impl Data) -> Result<(), TestCaseError> {
    value_comes_back(value)?;
    for format in FORMATS {
        same(value, format)?;
        same(&Flat { note: "n".to_owned(), inner: value.clone() }, format)?;
        same(&Tagged::Inner(value.clone()), format)?;
        same(&Untagged::Inner(value.clone()), format)?;
        same(&Flat { note: "n".to_owned(), inner: Untagged::Inner(value.clone()) }, format)?;
    }
    Ok(())
}

/// Texts that some format takes for something else, or cannot hold as they are.
const ODD: [&str; 40] = [
    "",
    " ",
    "~",
    "null",
    "true",
    "No",
    "on",
    "7",
    "-0",
    "+12025550143",
    "007",
    "0x1f",
    "0o17",
    "1_000",
    "1e3",
    ".5",
    "1.50",
    "1e999",
    ".inf",
    ".nan",
    "2024-03-09",
    "2024-03-09T16:00:42Z",
    "12:30:45",
    "- a",
    "a: b",
    "# c",
    "a #b",
    "[x",
    "{\"a\": 1}",
    "'",
    "\"",
    "\\u0000",
    "\u{0}",
    "\u{85}\u{2028}",
    "\u{feff}",
    "\u{7f}\u{9f}",
    "\r\n",
    "\t x \n",
    "<<",
    "$__toml_private_datetime",
];

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        3 => select(ODD.to_vec()).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => vec(select(ODD.to_vec()), 0..4).prop_map(|texts| texts.concat()),
        1 => any::<u64>().prop_map(|number| number.to_string()),
    ]
    // YAML has no such characters but in escapes, and not every writer of YAML knows.
    .prop_map(|text| text.replace(['\u{fffe}', '\u{ffff}'], ""))
    .boxed()
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(text())
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    vec((text(), text()), 0..4).prop_map(|mut pairs| {
        pairs.sort();
        pairs.dedup_by(|second, first| second.0 == first.0);
        pairs
    })
}

fn profile_spec() -> impl Strategy<Value = ProfileSpec> {
    let method = select(Method::ALL.to_vec());
    let format = prop::option::of(select(BodyFormat::ALL.to_vec()));
    (maybe(), maybe(), text(), method, text(), maybe(), format, pairs()).prop_map(
        |(id, title, direction, method, endpoint, body, body_format, headers)| {
            let mut spec = ProfileSpec::get::<Outgoing>(endpoint).with_method(method);
            (spec.id, spec.title, spec.direction, spec.body) = (id, title, direction, body);
            (spec.body_format, spec.headers) = (body_format, headers);
            spec
        },
    )
}

fn webhook_spec() -> impl Strategy<Value = WebhookSpec> {
    let words = (select(SendMethod::ALL.to_vec()), select(ReportType::ALL.to_vec()), text());
    let names = vec(maybe(), 8).prop_map(|names| {
        let named = DeliveryReportField::ALL.iter().zip(names);
        named
            .filter_map(|(field, name)| Some((*field, name?)))
            .fold(ParameterNames::new(), |names, (field, name)| names.with(field, name))
    });
    let times = (prop::option::of(select(TimeUnit::ALL.to_vec())), any::<Option<i16>>());
    (words, maybe(), maybe(), text(), names, pairs(), pairs(), times, maybe()).prop_map(
        |((method, report, product), id, number, endpoint, names, custom, headers, (unit, offset), root)| {
            let mut spec = WebhookSpec::new(Product::new(&product), method, report, endpoint).with_parameters(names);
            (spec.id, spec.waba_number, spec.xml_root) = (id, number, root);
            (spec.custom_parameters, spec.custom_headers) = (custom, headers);
            (spec.time_unit, spec.time_offset_minutes) = (unit, offset);
            spec
        },
    )
}

fn number() -> impl Strategy<Value = NumberSpec> {
    let direction = prop_oneof![Just("outgoing".to_owned()), Just("incoming".to_owned()), text()];
    let direction = direction.prop_filter("a key of its own", |direction| !matches!(&**direction, "number" | "status"));
    let target = prop_oneof![
        text().prop_map(TargetSpec::Profile),
        text().prop_map(|callback_url| TargetSpec::Url { callback_url }),
    ];
    let status = prop::option::of(text().prop_map(|status| NumberStatus::new(&status)));
    (text(), status, vec((direction, target), 0..3)).prop_map(|(number, status, targets)| {
        let mut spec = NumberSpec::new(number);
        spec.status = status;
        targets.into_iter().fold(spec, |spec, (direction, target)| spec.with_target(&direction, target))
    })
}

fn account_spec() -> impl Strategy<Value = AccountSpec> {
    let whitelist = prop::option::of(vec(text(), 0..3));
    let lists = (whitelist, vec(profile_spec(), 0..3), vec(webhook_spec(), 0..3), vec(number(), 0..3));
    (prop::option::of(select(AccountType::ALL.to_vec())), lists).prop_map(
        |(kind, (whitelist, profiles, webhooks, numbers))| {
            let mut spec = AccountSpec::default();
            (spec.account_type, spec.whitelist, spec.profiles) = (kind, whitelist, profiles);
            (spec.webhooks, spec.numbers) = (webhooks, numbers);
            spec
        },
    )
}

fn filled<C: Callback<'static>>(texts: Vec<String>) -> C {
    let mut callback = C::default();
    callback.values_mut().iter_mut().zip(texts).for_each(|(value, text)| *value = text.into());
    callback
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 400, ..ProptestConfig::with_cases(32) })]
    #[test]
    fn profile_specs_come_back(spec in profile_spec()) {
        object_comes_back(&spec)?;
    }

    #[test]
    fn webhook_specs_come_back(spec in webhook_spec()) {
        object_comes_back(&spec)?;
    }

    #[test]
    fn account_specs_come_back(spec in account_spec()) {
        object_comes_back(&spec)?;
    }

    #[test]
    fn callbacks_come_back(texts in vec(text(), 17)) {
        object_comes_back(&filled::<OutgoingCallback<'static>>(texts.clone()))?;
        object_comes_back(&filled::<IncomingCallback<'static>>(texts.clone()))?;
        object_comes_back(&filled::<DeliveryReportCallback<'static>>(texts))?;
    }

    #[test]
    fn prices_and_timestamps_come_back(mantissa in any::<i128>(), scale in 0_u8..=18, milliseconds in 0_u64..100_000_000_000_000) {
        value_comes_back(&Price::new(mantissa % 10_i128.pow(28), scale).unwrap())?;
        value_comes_back(&Timestamp::from_unix_milliseconds(milliseconds).unwrap())?;
    }

    #[test]
    fn requests_come_back(texts in vec(text(), 14), token in "[ -~\t]{0,20}") {
        let get = Profile::<Outgoing>::standard("https://example.com/dlr?token=7").unwrap();
        let post = Profile::<Outgoing>::standard_post("https://example.com/dlr").unwrap();
        let callback = filled::<OutgoingCallback<'static>>(texts);
        for profile in [get, post] {
            let spec = profile.into_spec().with_header("X-Token", token.replace('<', "")).with_header("x-a", "b");
            let request = Profile::<Outgoing>::try_from(spec).unwrap().render(&callback).unwrap();
            object_comes_back(&request)?;
        }
    }
}

#[test]
fn what_was_checked_comes_back() {
    let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr").unwrap();
    object_comes_back(&profile).unwrap();
    object_comes_back(&AnyProfile::from(profile.clone())).unwrap();
    object_comes_back(&AnyProfile::from(Profile::<Incoming>::standard("https://example.com/mo").unwrap())).unwrap();
    let form = WebhookSpec::new(Product::Sms, SendMethod::Json, ReportType::DeliveryReport, "https://example.com/dlr");
    let form = form.with_parameters(ParameterNames::standard()).with_id("w");
    object_comes_back(&Webhook::try_from(form.clone()).unwrap()).unwrap();
    let mut spec = AccountSpec::default();
    spec.whitelist.get_or_insert_default().push("example.com".to_owned());
    spec.profiles.push(profile.into_spec().with_id("p"));
    spec.webhooks.push(form);
    spec.numbers.push(NumberSpec::new("+12025550100").with_target("outgoing", TargetSpec::Profile("p".to_owned())));
    let account = Account::try_from(spec.clone()).unwrap();
    for format in FORMATS {
        assert_eq!(format.there_and_back(&account).unwrap().to_spec(), spec);
        let flat = Flat { note: "n".to_owned(), inner: account.clone() };
        assert_eq!(format.there_and_back(&flat).unwrap().inner.to_spec(), spec);
    }
}

/// A profile whose body is given as what it stands for, and what a tag or a neighbour needs beside it.
#[derive(Clone, Copy, Serialize)]
struct Given<'g> {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'g str>,
    direction: &'g str,
    method: &'g str,
    endpoint: &'g str,
    body: &'g Value,
}

/// What JSON, but neither a text nor nothing at all, a body can be. The numbers are those that are exact in every format.
fn json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        (any::<i32>(), 0..12).prop_map(|(digits, scale)| Value::from(f64::from(digits) / 10_f64.powi(scale))),
    ];
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number, text().prop_map(Value::from)];
    let tree = leaf.prop_recursive(5, 24, 4, |inner| {
        // Such a name is how TOML hands over a date.
        let name = text().prop_map(|name| name.replace("private", ""));
        let members = vec((name, inner.clone()), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| Value::Object(members.into_iter().collect()))
        ]
    });
    tree.prop_filter("a text is the template itself", |json| !json.is_string() && !json.is_null())
}

proptest! {
    #[test]
    fn a_body_may_be_given_as_what_it_is(body in json()) {
        let (direction, method, endpoint) = ("outgoing", "POST", "https://example.com/dlr");
        let given = Given { note: None, kind: None, direction, method, endpoint, body: &body };
        for format in FORMATS {
            // TOML has no null.
            let Ok(plain) = format.read_as::<ProfileSpec>(&given) else {
                prop_assert!(format == Format::Toml && body.to_string().contains("null"));
                continue;
            };
            let flat: Flat<ProfileSpec> = format.read_as(&Given { note: Some("n"), ..given }).unwrap();
            let Tagged::Inner(tagged) = format.read_as::<Tagged<_>>(&Given { kind: Some("Inner"), ..given }).unwrap();
            let Untagged::Inner(untagged) = format.read_as(&given).unwrap() else { panic!("{body}") };
            let specs: [ProfileSpec; 4] = [plain, flat.inner, tagged, untagged];
            for spec in specs {
                let text = spec.body.as_deref().unwrap();
                let read: Value = serde_json::from_str(text).unwrap();
                prop_assert_eq!(&read, &body, "{:?}", format);
                prop_assert_eq!(text.len(), body.to_string().len(), "{:?} {}", format, text);
            }
        }
    }
}

const PROFILE: &str = "direction = 'outgoing'\nmethod = 'POST'\nendpoint = 'https://example.com/dlr'\n";

#[track_caller]
fn told<T: Debug>(read: Result<T, impl ToString>, expected: &str) {
    let error = read.unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn bodies_keep_their_bytes_at_first_hand_and_their_order_everywhere() {
    const BODY: &str = r#"{ "z" : "<id>", "a": 1.50, "n": [123456789012345678901234567890 , -0, 1e2] }"#;
    let file = format!(r#"{{"direction":"outgoing","method":"POST","endpoint":"e","body":{BODY}}}"#);
    let of_text: ProfileSpec = serde_json::from_str(&file).unwrap();
    let of_reader: ProfileSpec = serde_json::from_reader(file.as_bytes()).unwrap();
    assert_eq!((of_text.body.as_deref(), of_reader.body.as_deref()), (Some(BODY), Some(BODY)));

    let spec: ProfileSpec =
        toml::from_str(&format!("{PROFILE}body = {{z = '<id>', b.c = [1.50, true], a = -0}}")).unwrap();
    assert_eq!(spec.body.as_deref(), Some(r#"{"z":"<id>","b":{"c":[1.5,true]},"a":0}"#));
    let yaml = "direction: outgoing\nmethod: POST\nendpoint: e\nheaders: {b: '1', a: '2'}\nbody:\n  z: <id>\n  a: [1.50, ~, {}]\n";
    let spec: ProfileSpec = serde_saphyr::from_str(yaml).unwrap();
    assert_eq!(spec.body.as_deref(), Some(r#"{"z":"<id>","a":[1.5,null,{}]}"#));
    assert_eq!(spec.headers, [("b".to_owned(), "1".to_owned()), ("a".to_owned(), "2".to_owned())]);
}

#[test]
fn what_json_cannot_say_is_told_with_what_to_write() {
    const HELP: &str = "expected JSON as `body`, or the text of its template in quotes";
    let toml = |body: &str| toml::from_str::<ProfileSpec>(&format!("{PROFILE}body = {body}"));
    told(toml("{at = 2024-03-09}"), &format!("{HELP}, found a value that JSON has none of"));
    told(toml("12:30:45"), HELP);
    told(toml("[inf]"), &format!("{HELP}, found floating point"));
    told(toml("{n = nan}"), HELP);
    told(toml("{n = 0.12345678901234567}"), HELP);

    let yaml = |body: &str| {
        serde_saphyr::from_str::<ProfileSpec>(&format!(
            "direction: outgoing\nmethod: POST\nendpoint: e\nbody: {body}\n"
        ))
    };
    told(yaml("{7: x}"), "expected a key as a string in quotes");
    told(yaml("{true: x}"), "expected a key as a string in quotes");

    let cbor = |body: ciborium::Value| {
        let text = |text: &str| ciborium::Value::from(text);
        let given = ciborium::Value::Map(vec![
            (text("direction"), text("outgoing")),
            (text("method"), text("POST")),
            (text("endpoint"), text("e")),
            (text("body"), body),
        ]);
        let mut bytes = Vec::new();
        ciborium::into_writer(&given, &mut bytes).unwrap();
        ciborium::from_reader::<ProfileSpec, _>(&*bytes)
    };
    told(cbor(ciborium::Value::Bytes(vec![1])), HELP);
    told(cbor(ciborium::Value::Map(vec![(1.into(), true.into())])), "expected a key as a string in quotes");
    told(cbor(ciborium::Value::Tag(0, Box::new("2024-03-09T16:00:42Z".into()))), HELP);
    let deep = (0..200).fold(ciborium::Value::Null, |inner, _| ciborium::Value::Array(vec![inner]));
    told(cbor(deep), "objects and arrays nest deeper than 128 levels");

    // What was buffered has lost the digits that a float has no room for.
    let flat = |number: &str| {
        let file = format!(r#"{{"note":"n","direction":"x","method":"POST","endpoint":"e","body":{{"n":{number}}}}}"#);
        serde_json::from_str::<Flat<ProfileSpec>>(&file).map(|flat| flat.inner.body.unwrap())
    };
    assert_eq!(flat("18446744073709551615").unwrap(), r#"{"n":18446744073709551615}"#);
    assert_eq!(flat("-1.25e-3").unwrap(), r#"{"n":-0.00125}"#);
    for lost in ["18446744073709551616", "20000000000000000001", "0.1234567890123456789", "1e300"] {
        told(flat(lost), HELP);
    }
}

#[test]
fn numbers_are_texts_or_integers_but_no_floats() {
    let read = |number: &str| serde_saphyr::from_str::<Vec<Price>>(&format!("[{number}]"));
    let wide = Price::parse("12345678901234567890123").unwrap();
    assert_eq!(Format::Cbor.read_as::<Price>(&12_345_678_901_234_567_890_123_u128), Ok(wide));
    assert_eq!(read("'0.010', -7").unwrap(), [Price::parse("0.01").unwrap(), Price::parse("-7").unwrap()]);
    told(read("0.010"), "expected a price as text, because a binary float is not exact");
    told(toml::from_str::<Field<Timestamp>>("inner = 2024-03-09\nothers = []"), "expected a timestamp as text");
    told(
        toml::from_str::<OutgoingCallback<'_>>("price = 0.010"),
        "expected a text (a number with a fraction must be quoted, so that its digits stay exact)",
    );
}

#[test]
fn keys_are_given_once() {
    let spec = ProfileSpec::get::<Outgoing>("e").with_header("A", "1").with_header("A", "2");
    told(serde_json::to_string(&spec), "key `A` is given twice");
    let number = r#"{"number":"1","delivery-report":"a","delivery-report":"b"}"#;
    told(serde_json::from_str::<NumberSpec>(number), "key `delivery-report` is given twice");
    let target = r#"{"number":"1","incoming":7}"#;
    told(serde_json::from_str::<NumberSpec>(target), "expected a profile's id, or an object with `callback_url`");
}

/// Each row: a request's method, URL, headers and body, and what is wrong with it.
#[test]
fn requests_are_what_http_can_carry() {
    let rows = [
        (r#""GET","url":"/dlr""#, "`url` has no scheme and host"),
        (r#""GET","url":"https://a b""#, "`url` is not a URL: invalid"),
        (r#""GET","url":"https://a","body":"""#, "a GET request has no `body`"),
        (r#""PUT","url":"https://a""#, "a PUT request needs a `body`"),
        (r#""GET","url":"https://a","headers":{"a b":"SECRET"}"#, "header `a b` is not one that HTTP can carry"),
        (r#""GET","url":"https://a","headers":{"a":"SECRET\n"}"#, "header `a` is not one that HTTP can carry"),
        (r#""GET","url":"https://a","headers":{"a":"SECRET","A":"SECRET"}"#, "header `A` is given twice"),
        (r#""GET","url":"https://a","uri":"""#, "unknown field `uri`"),
    ];
    for (row, expected) in rows {
        let read = serde_json::from_str::<Request>(&format!(r#"{{"method":{row}}}"#));
        assert!(!read.as_ref().unwrap_err().to_string().contains("SECRET"));
        told(read, expected);
    }
    let read: Request =
        serde_json::from_str(r#"{"method":"get","url":"https://a?b","headers":{"X":"SECRET"},"body":null}"#).unwrap();
    assert!(!format!("{read:?}").contains("SECRET"));
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        r#"{"method":"GET","url":"https://a?b","headers":{"x":"SECRET"},"body":null}"#
    );
}

/// Each row: a value, and whether it may be a `$schema`, and a `version`. The check of a file says the same.
#[test]
fn every_file_may_have_a_schema_and_a_version() {
    let files = [
        r#""direction": "outgoing", "method": "GET", "endpoint": "https://example.com""#,
        r#""product": "sms", "send_method": "GET", "report_type": "MO", "endpoint": "https://example.com""#,
        r#""account_type": "prepaid", "whitelist": [], "profiles": [], "numbers": []"#,
    ];
    let rows = [
        (r#""https://example.com/profile.json""#, true, true),
        ("1", false, true),
        ("1.10", false, true),
        ("1e999", false, true),
        ("null", true, true),
        ("true", false, false),
        ("{}", false, false),
        ("[1]", false, false),
    ];
    for (value, is_schema, is_version) in rows {
        for (key, is_valid) in [("$schema", is_schema), ("version", is_version)] {
            for (kind, file) in files.iter().enumerate() {
                let file = format!(r#"{{"{key}": {value}, {file}}}"#);
                let read = match kind {
                    0 => serde_json::from_str::<ProfileSpec>(&file).map(drop),
                    1 => serde_json::from_str::<WebhookSpec>(&file).map(drop),
                    _ => serde_json::from_str::<AccountSpec>(&file).map(drop),
                };
                let report = check_file(file.as_bytes());
                let of_key = |message: &str| message.contains(&format!("as `{key}`"));
                let said = report.diagnostics().iter().find(|found| of_key(found.diagnostic().message()));
                assert_eq!((read.is_ok(), said.is_none()), (is_valid, is_valid), "{file}: {read:?} {report:?}");
                if let (Err(read), Some(said)) = (read, said) {
                    assert!(read.to_string().starts_with(said.diagnostic().message()), "{read} {said:?}");
                }
            }
        }
    }
    let toml = format!("version = 1.10\n'$schema' = 'x'\n{PROFILE}");
    assert_eq!(toml::from_str::<ProfileSpec>(&toml).unwrap(), toml::from_str(PROFILE).unwrap());
    told(
        toml::from_str::<ProfileSpec>(&format!("version = 2024-03-09\n{PROFILE}")),
        "a string or a number as `version`",
    );
    let twice = r#"{"version":1,"version":1}"#;
    told(serde_json::from_str::<ProfileSpec>(twice), "duplicate field `version`");
}
