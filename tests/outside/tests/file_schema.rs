//! The schemas of files, held against the check by a validator of others: what a schema can say, both say of every file.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use callback_profile::diagnostic::{Code, Part, Severity};
use callback_profile::field::kind;
use callback_profile::file::{FileDiagnostic, FileKind, FileReport};
use callback_profile::{Platform, field_set};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// What no schema can say: what stands inside of texts, and what is there twice, or named and not there.
const BEYOND_SCHEMAS: [Code; 33] = [
    Code::MissingPlaceholder,
    Code::UnknownPlaceholder,
    Code::MisplacedPlaceholder,
    Code::UnclosedPlaceholder,
    Code::ForeignPlaceholder,
    Code::QuotedPlaceholder,
    Code::EatenEscape,
    Code::UnsupportedMethod,
    Code::InvalidPlaceholders,
    Code::InvalidSet,
    Code::InvalidField,
    Code::RepeatedParameter,
    Code::EmptyParameterName,
    Code::CutEscape,
    Code::InvalidCharacter,
    Code::InvalidEndpoint,
    Code::EndpointFragment,
    Code::InvalidJson,
    Code::InvalidXml,
    Code::InvalidXmlName,
    Code::UnquotedPlaceholder,
    Code::SmartQuotes,
    Code::InvalidHeader,
    Code::ReservedHeader,
    Code::InvalidTitle,
    Code::InvalidNumber,
    Code::InvalidWhitelistEntry,
    Code::NumberNotApproved,
    Code::DuplicateKey,
    Code::DuplicateId,
    Code::DuplicateNumber,
    Code::DanglingProfile,
    Code::TooManyFindings,
];

/// The errors that a schema can say.
const OF_SCHEMAS: [Code; 11] = [
    Code::InvalidFile,
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongType,
    Code::WrongDirection,
    Code::UnknownPlatform,
    Code::MissingBody,
    Code::UnexpectedBody,
    Code::MissingId,
    Code::MissingParameterName,
    Code::NotApplicable,
];

field_set! {
    /// Parcels on their way.
    pub set Parcels = "parcels";
    /// A field of a parcel.
    enum ParcelField;
    /// A parcel.
    struct ParcelCallback;
    dedup_key [Id];
    required {
        /// The id.
        Id id: kind::MessageId,
    }
    optional {
        /// What it weighs.
        Grams grams: kind::Text = "250",
    }
}

/// Whether a schema can say what was found in the file.
fn is_of_schemas(found: &FileDiagnostic, file: &str) -> bool {
    let (code, part) = (found.diagnostic().code(), found.diagnostic().part());
    // The profile that a number names stands elsewhere.
    let is_elsewhere = code == Code::WrongDirection && part == Part::Numbers;
    // The body itself is of a type that no template has.
    let is_type = code == Code::InvalidJson && file[..found.file_span().start].trim_end().ends_with(':');
    is_type || OF_SCHEMAS.contains(&code) && !is_elsewhere
}

struct Judges {
    platform: Platform,
    all: Validator,
    kinds: Vec<(FileKind, Validator)>,
}

fn validator(schema: &str) -> Validator {
    let schema = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::draft202012::new(&schema).unwrap()
}

impl Judges {
    fn of(platform: Platform) -> Self {
        let all = validator(&platform.file_schema());
        let kinds = FileKind::ALL.iter().map(|kind| (*kind, validator(&platform.file_schema_as(*kind)))).collect();
        Self { platform, all, kinds }
    }

    /// Whether the check takes a file as far as a schema can say; the schemas say the same, of the file by itself and as one of these
    /// kinds.
    #[track_caller]
    fn judge(&self, file: &str, kinds: &[FileKind]) -> bool {
        let value: Value = serde_json::from_str(file).unwrap();
        let compare = |validator: &Validator, report: FileReport| {
            let mut errors = report.iter().filter(|found| found.diagnostic().severity() == Severity::Error);
            let is_valid = errors.all(|found| !is_of_schemas(found, file));
            let refusal = validator.validate(&value).err().map(|error| error.to_string());
            assert_eq!(refusal.is_none(), is_valid, "{file}\n{report}\n{refusal:?}");
            is_valid
        };
        for (kind, validator) in self.kinds.iter().filter(|(kind, _)| kinds.contains(kind)) {
            compare(validator, self.platform.check_file_as(*kind, file));
        }
        compare(&self.all, self.platform.check_file(file))
    }
}

/// The files of the repository that are JSON.
fn files() -> Vec<String> {
    let folders = ["tests/golden/cli", "examples/profiles", "examples/gateway", "examples/services"];
    let paths = folders
        .iter()
        .flat_map(|folder| fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder)).unwrap());
    let mut paths: Vec<_> = paths.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let files = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let texts = files.map(|path| fs::read_to_string(path).unwrap());
    texts.filter(|text| serde_json::from_str::<Value>(text).is_ok()).collect()
}

/// Files that have every key.
fn full_files() -> [(FileKind, Value); 4] {
    let profile = json!({
        "$schema": "profile.schema.json", "version": 1.5, "id": "p1", "title": "Callbacks", "direction": "outgoing",
        "method": "POST", "endpoint": "https://example.com/", "body": {"id": "<id>"}, "body_format": "json",
        "headers": {"X-Token": "hush"},
    });
    let webhook = json!({
        "$schema": "webhook.schema.json", "version": "1", "id": "w1", "product": "WhatsApp", "send_method": "xml",
        "report_type": "DLR", "waba_number": "+12025550100", "endpoint": "https://example.com/",
        "parameters": {
            "transaction_id": "a", "message_id": "b", "error_code": "c", "mobile": "d", "received_time": "e",
            "delivered_time": "f", "read_time": "g", "status": "h",
        },
        "custom_parameters": {"i": "j"}, "custom_headers": {"X-Token": "hush"}, "time_unit": "seconds",
        "time_offset_minutes": 330, "xml_root": "report",
    });
    let sms = json!({
        "product": "sms", "send_method": "GET", "report_type": "dlr", "endpoint": "https://example.com/",
        "parameters": {
            "transaction_id": "a", "message_id": "b", "error_code": "c", "mobile": "d", "received_time": "e",
            "delivered_time": "f",
        },
    });
    let account = json!({
        "$schema": null, "version": null, "account_type": "prepaid", "whitelist": ["example.com"],
        "profiles": [profile], "webhooks": [webhook],
        "numbers": [{
            "number": "+12025550100", "status": "pending", "outgoing": "p1", "incoming": {"callback_url": "https://example.com/"},
            "delivery-report": null, "parcels": {"callback_url": "https://example.com/p"},
        }],
    });
    [(FileKind::Profile, profile), (FileKind::Webhook, webhook), (FileKind::Webhook, sms), (FileKind::Account, account)]
}

/// What takes the place of a member or an item.
fn others() -> Vec<Value> {
    let texts = [
        "", "x", "get", "GET", "Put", "POST", "DELETE", "XML", "json", "form", "xml", "MO", "dlr", " Sms", "sms\n",
        "rcs",
    ];
    let more =
        ["incoming", "parcels", "Outgoing", "delivery-report", "tech-provider", "Prepaid", "seconds", "approved"];
    let numbers = [json!(0), json!(-1080), json!(1081), json!(40000), json!(1.5)];
    let nested =
        [json!([]), json!({}), json!([null]), json!(["x"]), json!([{}]), json!({"x": "y"}), json!({"x": null})];
    let targets = [json!({"callback_url": "https://example.com"}), json!({"callback_url": 1}), json!({"id": "x"})];
    let texts = texts.into_iter().chain(more).map(Value::from);
    texts.chain(numbers).chain(nested).chain(targets).chain([Value::Null, json!(true)]).collect()
}

/// The pointers of all members and items.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, member)| (name.replace('/', "~1"), member)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in inner {
        let place = format!("{place}/{name}");
        places(value, &place, found);
        found.push(place);
    }
}

/// Takes out what stands at a place, or what has the place's name beside it.
fn without(file: &Value, place: &str) -> Value {
    let mut changed = file.clone();
    let (parent, name) = place.rsplit_once('/').unwrap();
    match changed.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.remove(name)),
        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
        _ => unreachable!(),
    }
    changed
}

fn renamed(file: &Value, place: &str, name: &str) -> Value {
    let mut changed = without(file, place);
    let value = file.pointer(place).unwrap().clone();
    if let Value::Object(members) = changed.pointer_mut(place.rsplit_once('/').unwrap().0).unwrap() {
        members.insert(name.to_owned(), value);
    }
    changed
}

#[test]
fn every_error_is_one_that_a_schema_can_say_or_not() {
    let errors = Code::ALL.iter().filter(|code| code.severity() == Severity::Error);
    let listed: BTreeSet<_> = BEYOND_SCHEMAS.into_iter().chain(OF_SCHEMAS).collect();
    assert_eq!(errors.copied().collect::<BTreeSet<_>>(), listed);
    assert_eq!(listed.len(), BEYOND_SCHEMAS.len() + OF_SCHEMAS.len());
}

#[test]
fn every_file_is_judged_as_the_check_judges_it() {
    let (judges, files) = (Judges::of(Platform::builtin()), files());
    // Of two members of one name the other reader takes the last, the check the first: here these differ.
    let is_plain = |file: &&String| file.matches("\"nothing\":").count() < 2;
    let valid = files.iter().filter(is_plain).filter(|file| judges.judge(file, FileKind::ALL)).count();
    assert!(files.len() > 60 && valid > 40 && valid < files.len() - 5, "{valid} of {}", files.len());
}

#[test]
fn what_no_key_tells_is_no_file() {
    let judges = Judges::of(Platform::builtin());
    let none = [
        "{}",
        "[]",
        "null",
        "7",
        r#""x""#,
        r#"{"id": "p1"}"#,
        r#"{"$schema": "s", "version": 1}"#,
        r#"[{"numbers": []}]"#,
    ];
    for file in none {
        assert!(!judges.judge(file, FileKind::ALL), "{file}");
    }
    for file in [r#"{"numbers": null}"#, r#"{"version": 1, "whitelist": []}"#, r#"{"account_type": "prepaid"}"#] {
        assert!(judges.judge(file, FileKind::ALL), "{file}");
    }
}

/// Each member and item of full files is left out, renamed, and replaced by everything else.
#[test]
fn changed_files_are_judged_as_the_check_judges_them() {
    let judges = Judges::of(Platform::builtin().with::<Parcels>());
    let (mut valid, mut refused) = (0, 0);
    for (kind, file) in full_files() {
        let mut found = Vec::new();
        places(&file, "", &mut found);
        for place in found {
            let replaced = others().into_iter().map(|other| {
                let mut changed = file.clone();
                *changed.pointer_mut(&place).unwrap() = other;
                changed
            });
            for changed in [without(&file, &place), renamed(&file, &place, "unheard-of")].into_iter().chain(replaced) {
                if judges.judge(&changed.to_string(), &[kind]) { valid += 1 } else { refused += 1 }
            }
        }
    }
    assert!(valid > 1000 && refused > 2000, "{valid} {refused}");
}

/// Two members at once: what the value of one key says of another.
#[test]
fn keys_that_go_together_are_judged_as_the_check_judges_them() {
    let judges = Judges::of(Platform::builtin());
    let rows = [
        ("method", ["get", "POST", "Put", "DELETE"]),
        ("body_format", ["json", "form", "xml", "JSON"]),
        ("product", [" Sms", "sms\n", "WhatsApp", "rcs"]),
        ("send_method", ["GET", "json", "XML", "xls"]),
        ("report_type", ["MO", "mo", "dlr", "DLRs"]),
    ];
    let values = [Value::Null, json!("x"), json!({}), json!({"status": "x"}), json!({"mobile": null}), json!(1)];
    let (mut valid, mut refused) = (0, 0);
    for (kind, file) in full_files().into_iter().take(3) {
        let members = file.as_object().unwrap();
        for (ruling, words) in rows.into_iter().filter(|(ruling, _)| members.contains_key(*ruling)) {
            for (name, own) in members.iter().filter(|(name, _)| *name != ruling) {
                for value in values.iter().chain([own]) {
                    for word in words {
                        let mut changed = file.clone();
                        changed[name] = value.clone();
                        changed[ruling] = word.into();
                        if judges.judge(&changed.to_string(), &[kind]) { valid += 1 } else { refused += 1 }
                    }
                }
            }
        }
    }
    assert!(valid > 100 && refused > 500, "{valid} {refused}");
}

/// What stands in a schema beside what it judges by: the placeholders of each set, and what each key is for.
#[test]
fn every_key_is_described() {
    let schema: Value = serde_json::from_str(&Platform::builtin().with::<Parcels>().file_schema()).unwrap();
    let direction = schema["$defs"]["profile"]["properties"]["direction"]["description"].as_str().unwrap();
    assert!(direction.ends_with("\n- `parcels`: `<id>`; optional: `<grams>`"), "{direction}");
    let mut described = 0;
    let mut objects: Vec<&Map<String, Value>> =
        schema["$defs"].as_object().unwrap().values().filter_map(Value::as_object).collect();
    while let Some(object) = objects.pop() {
        for (name, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let text = property["description"].as_str().unwrap_or_else(|| panic!("{name}"));
            assert!(!text.contains("](") && text == text.trim() && text.ends_with(['.', '`']), "{name}: {text}");
            objects.extend(property.as_object());
            described += 1;
        }
    }
    assert!(described > 40, "{described}");
}
