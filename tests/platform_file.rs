//! Platform files: what they make, and what is found in them.
#![cfg(test)]

use std::collections::BTreeMap;

use callback_profile::field::{FieldInfo, kind};
use callback_profile::file::{FileContent, FileKind};
use callback_profile::value::Status;
use callback_profile::{Outgoing, Platform, ProfileSpec, check_file, field_set};
use proptest::prelude::*;
use serde_json::json;
use util::rows;

mod util;

/// A file with these placeholders and these fields of a set `send`.
fn file(placeholders: &str, fields: &str) -> String {
    format!(
        r#"{{"platform": "courier", "placeholders": {placeholders}, "field_sets": {{"send": {{"fields": {fields}}}}}}}"#
    )
}

/// A file with the usual placeholders.
fn with_fields(fields: &str) -> String {
    file(r#"{"open": "{", "close": "}"}"#, fields)
}

fn with_placeholders(placeholders: &str) -> String {
    file(placeholders, r#"{"to": "text", "from": "text"}"#)
}

fn with_set(members: &str) -> String {
    format!(
        r#"{{"platform": "courier", "placeholders": {{"open": "{{"}}, "field_sets": {{"send": {{{members}, "fields": {{"to": "text", "from": "text"}}}}}}}}"#
    )
}

/// What is found in a file: the code, the text in the file, the message.
fn messages(file: &str) -> Vec<String> {
    let report = Platform::from_file(file).err();
    let lines = report.iter().flatten().map(|found| {
        let text = found.file_span().of(file).unwrap();
        format!("{} at {text}: {}", found.diagnostic().code(), found.diagnostic().message())
    });
    lines.collect()
}

#[test]
fn a_file_makes_a_platform() {
    let text = r#"{
        "$schema": "https://example.com/platform.json",
        "version": 1,
        "platform": "courier-external",
        "placeholders": {
            "open": "{{", "close": "}}", "ignore_case": true, "escape": "{{{", "xml": {"open": "[", "close": "]"},
            "json": "unquoted", "path": true, "space": "+", "methods": ["GET", "POST"]
        },
        "field_sets": {
            "send": {
                "doc": "Messages on their way.",
                "dedup_key": ["uuid"],
                "dedup_key_optional": ["state"],
                "fields": {
                    "to": "phone-number",
                    "text": {"required": true, "sample": "Hi", "doc": "The message's text."},
                    "uuid": {"absent": ""},
                    "state": {"kind": "status", "values": {"1": "delivered", "2": "failed", "16": "failed"}},
                    "sent at": {"kind": "timestamp", "time_unit": "milliseconds", "absent": "-1"},
                    "a-b:c#d": {"kind": "number", "required": true, "absent": "null"}
                }
            },
            "answer": {"fields": {"text": {}}}
        }
    }"#;
    let platform = Platform::from_file(text).unwrap();
    assert_eq!(platform.name(), Some("courier-external"));
    assert!(platform.directions().eq(["send", "answer"]));
    let syntax = platform.syntax("send").unwrap();
    assert_eq!((syntax.open(), syntax.close(), syntax.in_xml()), ("{{", "}}", Some(("[", "]"))));
    assert_eq!((syntax.escape(), syntax.ignores_case(), syntax.is_in_path()), (Some("{{{"), true, true));
    assert_eq!((syntax.json().as_str(), syntax.space().as_str()), ("unquoted", "+"));
    assert!(syntax.methods().eq(["GET", "POST"]));
    assert_eq!(platform.syntax("answer"), Some(syntax));
    let fields = platform.fields("send").unwrap();
    let rows: Vec<_> =
        fields.iter().map(|f| (f.name(), f.kind(), f.is_required(), f.sample(), f.absent(), f.description())).collect();
    assert_eq!(
        rows,
        [
            ("to", "phone-number", false, "+12025550143", None, ""),
            ("text", "text", true, "Hi", None, "The message's text."),
            ("uuid", "text", false, "sample", None, ""),
            ("state", "status", false, "1", None, ""),
            ("sent at", "timestamp", false, "1710000042125", Some("-1"), ""),
            ("a-b:c#d", "number", true, "42", Some("null"), ""),
        ]
    );
    assert_eq!(check_file(text).kind(), FileKind::Platform);
    assert!(check_file(text).is_clean());
    let (_, content) = Platform::builtin().read_file(text);
    assert!(matches!(content, Some(FileContent::Platform(same)) if same == platform));
}

#[test]
fn placeholders_that_nobody_could_tell_are_refused() {
    let rows: &[(&str, &[&str])] = &[
        (r#"{"open": "{", "close": "}"}"#, &[]),
        (r#"{"open": "12345678", "close": "é2345678"}"#, &[]),
        (r#"{"open": "%", "escape": "%%"}"#, &[]),
        (r#"{"open": "<", "close": ">", "xml": {"open": "[", "close": "]"}}"#, &[]),
        (r#"{"open": "<", "close": ">"}"#, &[]),
        (r#"{"open": "{", "close": null, "escape": null, "xml": null, "json": null, "path": null}"#, &[]),
        (r#"{"open": ""}"#, &["invalid-placeholders at : `open` is empty"]),
        (r#"{"open": null}"#, &["missing-key at {: key `open` is missing"]),
        (r#"{"open": "éééééééé", "close": ""}"#, &[]),
        (
            r#"{"open": "ééééééééé"}"#,
            &["invalid-placeholders at ééééééééé: `open` is longer than 8 characters: `ééééééééé`"],
        ),
        (
            r#"{"open": "{", "close": "\u0085"}"#,
            &[r"invalid-placeholders at \u0085: `close` has a control character: `\u{85}`"],
        ),
        (
            r#"{"open": "%", "escape": "%"}"#,
            &["invalid-placeholders at %: `escape` does not go on behind the opening text: `%`"],
        ),
        (
            r#"{"open": "%", "escape": "\\%"}"#,
            &[r"invalid-placeholders at \\%: `escape` does not go on behind the opening text: `\\%`"],
        ),
        (
            r#"{"open": "%", "escape": "%----------------"}"#,
            &["invalid-placeholders at %----------------: `escape` is longer than 16 characters: `%----------------`"],
        ),
        (
            r#"{"open": "<", "xml": {"open": "<", "close": "&"}}"#,
            &[
                "invalid-placeholders at <: `open` has `<` or `&`, which XML needs for itself: `<`",
                "invalid-placeholders at &: `close` has `<` or `&`, which XML needs for itself: `&`",
            ],
        ),
        (r#"{"open": "<", "xml": {}}"#, &["missing-key at {: key `open` is missing"]),
        (r#"{"open": "<", "path": 1}"#, &["wrong-type at 1: expected a truth value as `path`, found a number"]),
        (r#"{"open": "{", "methods": ["get", "PUT", "POST"]}"#, &[]),
        ("7", &["wrong-type at 7: expected the syntax of placeholders as an object, found a number"]),
    ];
    rows::run(rows, |placeholders| messages(&with_placeholders(placeholders)));
}

/// The texts around a name, what else is said of placeholders, and the name.
type Name = (&'static str, &'static str, &'static str, &'static str);

#[test]
fn names_that_no_placeholder_can_carry_are_refused() {
    let pairs = |open: &str, close: &str, more: &str| format!(r#"{{"open": "{open}", "close": "{close}"{more}}}"#);
    let rows: &[(Name, &str)] = &[
        (("{", "}", "", "a-b:c#d?e/f@g h.1"), ""),
        (("{{", "}}", "", "a{b}c"), ""),
        (("@@", "@@", "", "Id"), ""),
        (("%", "%", "", "Id"), ""),
        (("--A--", "--B--", "", "lead_id-"), ""),
        (("%", "", r#", "escape": "%%""#, "d"), ""),
        (("$", "", "", "NAME"), ""),
        (("{", "}", "", ""), "a field has no name"),
        (("{", "}", "", "a\\u007f"), r"the name `a\u{7f}` has a control character"),
        (("{", "}", "", "a{b"), "in `{a{b}` a placeholder begins inside of the name"),
        (("{", "}", "", "a}b"), "`{a}b}` ends inside of the name"),
        (("{{", "}}", "", "{a"), "in `{{{a}}` a placeholder begins inside of the name"),
        (("{{", "}}", "", "a}"), "`{{a}}}` ends inside of the name"),
        (("@@", "@@", "", "a@"), "`@@a@@@` ends inside of the name"),
        (("%", "", "", "%"), "in `%%` a placeholder begins inside of the name"),
        (("aba", "", "", "ba"), "in `ababa` a placeholder begins inside of the name"),
        (
            ("<", ">", r#", "xml": {"open": "[", "close": "]"}"#, "a[b"),
            "in `<a[b>` a placeholder begins inside of the name",
        ),
        (("<", ">", r#", "xml": {"open": "[", "close": "]"}"#, "a]"), "`<a]>` ends inside of the name"),
        (
            ("%", "", r#", "escape": "%p""#, "price"),
            "`%price` begins as `escape` does, which stands for the opening text itself",
        ),
    ];
    rows::run(rows, |(open, close, more, name)| {
        let messages = messages(&file(&pairs(open, close, more), &format!(r#"{{"{name}": "text"}}"#)));
        messages.join(", ").trim_start_matches(&format!("invalid-field at {name}: ")).to_owned()
    });
    let long = |length: usize| messages(&with_fields(&format!(r#"{{"{}": "text"}}"#, "a".repeat(length))));
    assert_eq!(long(64), [""; 0]);
    assert_eq!(long(65).len(), 1);
}

#[test]
fn fields_that_are_no_such_thing_are_refused() {
    let rows: &[(&str, &[&str])] = &[
        (r#"{"a": {"kind": "status", "values": {"1": "delivered", "1 2": "anything"}}}"#, &[]),
        (r#"{"a": "number", "b": null, "c": {"kind": null}}"#, &[]),
        (r#"{"to": "text", "To": "text"}"#, &[]),
        (r#"{"to": "text", "to": "text"}"#, &["duplicate-key at to: key `to` stands twice"]),
        (r#"{"a": 7}"#, &["wrong-type at 7: expected a field as an object or its kind as `a`, found a number"]),
        (r#"{"a": {"knd": "text"}}"#, &["unknown-key at knd: unknown key `knd`"]),
        (r#"{"a": {"version": 1}}"#, &["unknown-key at version: unknown key `version`"]),
        (
            r#"{"a": {"required": "yes"}}"#,
            &[r#"wrong-type at "yes": expected a truth value as `required`, found a string"#],
        ),
        (r#"{"a": {"sample": ""}}"#, &["invalid-field at : the sample of `a` is empty"]),
        (
            r#"{"a": {"kind": "number", "sample": "012"}}"#,
            &[
                r#"invalid-field at 012: the sample is none of kind `number`: field `a`: expected a JSON number, found "012""#,
            ],
        ),
        (
            r#"{"a": {"kind": "json", "sample": "{"}}"#,
            &[
                r#"invalid-field at {: the sample is none of kind `json`: field `a`: expected well-formed JSON, found "{""#,
            ],
        ),
        (r#"{"a": {"kind": "status", "sample": "anything"}}"#, &[]),
        (
            r#"{"a": {"kind": "timestamp", "time_unit": "seconds", "sample": "1710000042125"}}"#,
            &[
                r#"invalid-field at 1710000042125: the sample is none of kind `timestamp`: field `a`: expected Unix seconds, milliseconds or a date and time, found "1710000042125""#,
            ],
        ),
        (
            r#"{"a": {"kind": "price", "values": {}}}"#,
            &["invalid-field at {: `values` is of the kind `status`, and the field is of the kind `price`"],
        ),
        (
            r#"{"a": {"kind": "status", "values": {" ": "read", "2": ""}}}"#,
            &[
                "invalid-field at  : a text of `values` is empty, and an empty text is an absent field",
                "invalid-field at : a text of `values` is empty, and an empty text is an absent field",
            ],
        ),
        (
            r#"{"a": {"time_offset_minutes": 60}}"#,
            &[
                "invalid-field at 60: `time_offset_minutes` is of the kind `timestamp`, and the field is of the kind `text`",
            ],
        ),
        (
            r#"{"a": {"kind": "timestamp", "time_offset_minutes": 1081}}"#,
            &[r#"invalid-field at 1081: expected an offset from -1080 to 1080 minutes, found "1081""#],
        ),
        ("{}", &["invalid-set at {: the field set `send` has 0 fields"]),
        ("[]", &["wrong-type at []: expected an object as `fields`, found an array"]),
    ];
    rows::run(rows, |fields| messages(&with_fields(fields)));
    let clash = file(r#"{"open": "{", "close": "}", "ignore_case": true}"#, r#"{"to": "text", "TO": "text"}"#);
    assert_eq!(messages(&clash), ["invalid-field at TO: `to` and `TO` are one name, because case is ignored"]);
}

#[test]
fn sets_that_no_profile_could_name_are_refused() {
    let rows: &[(&str, &[&str])] = &[
        (r#""doc": "Words.", "dedup_key": ["to"], "dedup_key_optional": ["from"]"#, &[]),
        (r#""dedup_key": []"#, &[]),
        (r#""dedup_key": ["too"]"#, &["invalid-set at too: `too` is no field of the set"]),
        (
            r#""dedup_key": ["to"], "dedup_key_optional": ["to"]"#,
            &["invalid-set at to: field `to` stands twice in the deduplication key"],
        ),
        (r#""dedup_key_optional": ["to"]"#, &["invalid-set at to: all fields of the deduplication key may be absent"]),
        (r#""dedup_key": [1]"#, &["wrong-type at 1: expected a string as `dedup_key`, found a number"]),
        (r#""dedup_key": "to""#, &[r#"wrong-type at "to": expected an array as `dedup_key`, found a string"#]),
    ];
    rows::run(rows, |members| messages(&with_set(members)));
    let file = |platform: &str, sets: &str| {
        format!(r#"{{"platform": "{platform}", "placeholders": {{"open": "{{"}}, "field_sets": {sets}}}"#)
    };
    let rows: &[((&str, &str), &[&str])] = &[
        (("Courier, external", r#"{"a.b-c_D": {"fields": {"to": "text"}}}"#), &[]),
        ((" ", r#"{"a": {"fields": {"to": "text"}}}"#), &["invalid-set at  : ` ` is no name of a platform"]),
        (("p", "{}"), &["invalid-set at {: the platform has 0 field sets"]),
        (("p", "null"), &["missing-key at {: key `field_sets` is missing"]),
        (("p", r#"{"": {"fields": {"to": "text"}}}"#), &["invalid-set at : `` is no name of a field set"]),
        (
            ("p", r#"{"status": {"fields": {"to": "text"}}}"#),
            &["invalid-set at status: `status` is no name of a field set"],
        ),
        (("p", r#"{"a b": {"fields": {"to": "text"}}}"#), &["invalid-set at a b: `a b` is no name of a field set"]),
        (
            ("p", r#"{"a": {"fields": {"to": "text"}}, "a": {"fields": {"to": "text"}}}"#),
            &["duplicate-key at a: key `a` stands twice"],
        ),
        (("p", r#"{"a": {}}"#), &["missing-key at {: key `fields` is missing"]),
        (("p", r#"{"a": 7}"#), &["wrong-type at 7: expected a field set as an object, found a number"]),
    ];
    rows::run(rows, |(platform, sets)| messages(&file(platform, sets)));
}

#[test]
fn near_words_are_named() {
    let help = |file: &str| Platform::from_file(file).unwrap_err().diagnostics()[0].diagnostic().help().to_owned();
    assert_eq!(help(&with_fields(r#"{"a": "timestmp"}"#)), "did you mean `timestamp`?");
    assert_eq!(
        help(&with_fields(r#"{"a": {"kind": "phone"}}"#)),
        "write `text` or `number` or `json` or `flag` or `message-id` or `message-type` or `phone-number` or `price` or `status` or `timestamp`"
    );
    assert_eq!(help(&with_set(r#""dedup_key": ["form"]"#)), "did you mean `from`?");
}

#[test]
fn statuses_are_mapped_when_they_are_read_and_written() {
    let text = with_fields(
        r#"{"state": {"kind": "status", "values": {"1": "delivered", "2": "FAILED", "16": "failed", "q": "queued"}}}"#,
    );
    let platform = Platform::from_file(&text).unwrap();
    let field = &platform.fields("send").unwrap()[0];
    let read = ["1", " 2 ", "16", "q", "Q", "read", "7", ""]
        .map(|text| field.status(text).map(|status| status.as_str().to_owned()));
    let read = read.each_ref().map(Option::as_deref);
    assert_eq!(
        read,
        [Some("delivered"), Some("failed"), Some("failed"), Some("queued"), Some("Q"), Some("read"), Some("7"), None]
    );
    let written = [Status::Delivered, Status::Failed, Status::new("queued"), Status::Read, Status::new("7")];
    assert_eq!(written.each_ref().map(|status| field.text_of_status(status)), ["1", "2", "q", "read", "7"]);
}

#[test]
fn a_platform_is_another_one_if_any_row_is() {
    let fields = r#"{"a": {"kind": "status", "values": {"1": "read"}, "absent": "-", "sample": "1", "doc": "A."}, "b": {"kind": "timestamp", "time_unit": "seconds", "required": true}}"#;
    let platform = |fields: &str| Platform::from_file(&with_fields(fields)).unwrap();
    assert_eq!(platform(fields), platform(fields));
    let changes = [
        ("timestamp\"", "timestamp\", \"time_offset_minutes\": 1"),
        ("\"read\"", "\"played\""),
        ("\"-\"", "\"--\""),
        ("true", "false"),
        ("\"A.\"", "\"B.\""),
        ("seconds", "milliseconds"),
        ("\"b\"", "\"c\""),
        ("\"sample\": \"1\"", "\"sample\": \"2\""),
    ];
    for (from, to) in changes {
        assert!(fields.contains(from));
        assert_ne!(platform(fields), platform(&fields.replace(from, to)), "{to}");
    }
    let with_set = |members: &str| Platform::from_file(&with_set(members)).unwrap();
    assert_ne!(with_set(r#""dedup_key": ["to"]"#), with_set(r#""dedup_key": ["from"]"#));
    assert_eq!(with_set(r#""doc": "One.""#), with_set(r#""doc": "One.""#));
    assert_ne!(
        Platform::from_file(&with_placeholders(r#"{"open": "{"}"#)),
        Platform::from_file(&with_placeholders(r#"{"open": "["}"#))
    );
}

#[test]
fn as_many_fields_as_the_page_says() {
    let sets = |sizes: &[usize]| {
        let fields = |size: usize| (0..size).map(|n| format!(r#""f{n}": "text""#)).collect::<Vec<_>>().join(",");
        let sets =
            sizes.iter().zip('a'..).map(|(size, name)| format!(r#""{name}": {{"fields": {{{}}}}}"#, fields(*size)));
        let sets = sets.collect::<Vec<_>>().join(",");
        format!(r#"{{"platform": "p", "placeholders": {{"open": "{{", "close": "}}"}}, "field_sets": {{{sets}}}}}"#)
    };
    let platform = Platform::from_file(&sets(&[60_000, 40_000])).unwrap();
    assert_eq!(platform.fields("a").unwrap().len(), 60_000);
    let key = |count: usize| {
        let names = (0..count).map(|n| format!(r#""f{n}""#)).collect::<Vec<_>>().join(",");
        messages(&sets(&[40]).replace(r#""fields""#, &format!(r#""dedup_key": [{names}], "fields""#)))
    };
    assert_eq!(
        (key(32), key(33)),
        (vec![], vec!["invalid-set at f32: the deduplication key has 33 fields".to_owned()])
    );
    assert_eq!(messages(&sets(&[60_000, 40_001])), ["invalid-set at {: the field set `b` has 40001 fields"]);
}

/// What a field of a generated platform has: its kind, whether it is required, what is written where it is absent.
type Row = (&'static str, bool, Option<String>);

/// Texts around names, none of whose characters is one of a name's.
const PAIRS: [(&str, &str); 9] = [
    ("{", "}"),
    ("{{", "}}"),
    ("[", "]"),
    ("@@", "@@"),
    ("%", ""),
    ("$", ""),
    ("<", ">"),
    ("--A--", "--B--"),
    ("\u{ab}", "\u{bb}"),
];

const KINDS: [&str; 10] =
    ["text", "number", "json", "flag", "message-id", "message-type", "phone-number", "price", "status", "timestamp"];

fn rows_of_fields() -> impl Strategy<Value = BTreeMap<String, Row>> {
    let row = (prop::sample::select(&KINDS[..]), any::<bool>(), prop::option::of("[^\\x00]{0,6}"));
    // Names of which many begin as others do; a dash inside of one is no end of `--A--`.
    prop::collection::btree_map("[a-c]{1,3}([.:#?/é \"\\\\1-]{0,2}[xy]){0,2}", row, 1..40)
}

proptest! {
    #[test]
    fn what_a_file_says_is_what_the_platform_knows(
        (open, close) in prop::sample::select(&PAIRS[..]),
        (ignore_case, path, is_plus) in any::<(bool, bool, bool)>(),
        json in prop::sample::select(&["quoted", "unquoted", "both"][..]),
        rows in rows_of_fields(),
        key in any::<prop::sample::Index>(),
    ) {
        let space = if is_plus { "+" } else { "%20" };
        let fields: serde_json::Map<_, _> = rows.iter().map(|(name, (kind, required, absent))| {
            let field = json!({"kind": kind, "required": required, "absent": absent});
            (name.clone(), if *required || absent.is_some() { field } else { json!(kind) })
        }).collect();
        let names: Vec<_> = rows.keys().map(String::as_str).collect();
        let key = names[key.index(names.len())];
        let file = json!({
            "platform": "generated",
            "placeholders": {
                "open": open, "close": close, "ignore_case": ignore_case, "json": json, "path": path, "space": space,
            },
            "field_sets": {"send": {"dedup_key": [key], "fields": fields}},
        });
        let platform = Platform::from_file(&file.to_string()).map_err(|report| TestCaseError::fail(report.to_string()))?;
        let syntax = platform.syntax("send").unwrap();
        prop_assert_eq!((syntax.open(), syntax.close(), syntax.ignores_case()), (open, close, ignore_case));
        prop_assert_eq!((syntax.json().as_str(), syntax.is_in_path(), syntax.space().as_str()), (json, path, space));
        let found: BTreeMap<_, _> = platform.fields("send").unwrap().iter().map(|field| {
            let absent = field.absent().map(str::to_owned);
            (field.name().to_owned(), (field.kind(), field.is_required(), absent))
        }).collect();
        let expected: BTreeMap<_, _> = rows.iter().map(|(name, (kind, required, absent))| {
            (name.clone(), (*kind, *required, absent.clone().filter(|text| !text.is_empty())))
        }).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(platform.fields("send").unwrap().iter().map(FieldInfo::name).eq(names.iter().copied()));
        prop_assert_eq!(Platform::from_file(&file.to_string()).unwrap(), platform);
    }

    /// A name is refused exactly where leftmost reading would find another placeholder than the one that is written.
    #[test]
    fn a_name_is_refused_where_its_placeholder_is_not_read_as_itself(
        (open, close) in ("[ab%]{1,3}", "[ab%]{0,3}"),
        name in "[abc%]{1,5}",
    ) {
        let placeholder = [&*open, &*name, &*close].concat();
        let [begun, ended] = [[&*open, &*name].concat(), [&*name, &*close].concat()];
        let begins_once = !(1..begun.len()).any(|at| begun.get(at..).unwrap().starts_with(&*open));
        let ends_once = close.is_empty() || ended.find(&*close) == Some(name.len());
        let file = file(&json!({"open": open, "close": close}).to_string(), &json!({name: "text"}).to_string());
        prop_assert_eq!(messages(&file).is_empty(), begins_once && ends_once, "{}", placeholder);
    }
}

#[test]
fn the_order_of_the_file_is_the_order_of_the_fields() {
    let names: Vec<String> = (0..40).map(|number| format!("f{}", number * 7 % 40)).collect();
    let fields: Vec<_> = names.iter().map(|name| format!(r#""{name}": "text""#)).collect();
    let platform = Platform::from_file(&with_fields(&format!("{{{}}}", fields.join(",")))).unwrap();
    assert!(platform.fields("send").unwrap().iter().map(FieldInfo::name).eq(names.iter().map(String::as_str)));
}

field_set! {
    /// Messages on their way.
    pub set Sends = "send";
    /// A field of a message.
    enum SendField;
    /// A message.
    struct SendCallback;
    dedup_key [Uuid];
    placeholders "%" "" {
        escape: "%%", json: Unquoted, path: true, space: Plus, ignore_case: true, xml: ("[", "]"), methods: ["GET", "PUT"],
    };
    required {
        /// The message's own id.
        Uuid uuid("message id"): kind::Text = "u-1",
        /// How many parts it has.
        Parts parts("a-b:c#d"): kind::Number [absent = "-1"],
    }
    optional {}
}

/// The same as a file.
const SENDS: &str = r#"{
    "platform": "p",
    "placeholders": {
        "open": "%", "escape": "%%", "json": "unquoted", "path": true, "space": "+", "ignore_case": true,
        "xml": {"open": "[", "close": "]"}, "methods": ["GET", "PUT"]
    },
    "field_sets": {"send": {"dedup_key": ["message id"], "fields": {
        "message id": {"required": true, "sample": "u-1", "doc": "The message's own id."},
        "a-b:c#d": {"required": true, "kind": "number", "absent": "-1", "doc": "How many parts it has."}
    }}}
}"#;

#[test]
fn a_table_in_the_code_can_say_the_same() {
    let (written, read) = (Platform::builtin().with::<Sends>(), Platform::from_file(SENDS).unwrap());
    assert_eq!(written.syntax("send"), read.syntax("send"));
    let rows = |platform: &Platform| {
        let fields = platform.fields("send").unwrap().iter();
        let row = |f: &FieldInfo| {
            format!("{:?}", (f.name(), f.kind(), f.is_required(), f.sample(), f.absent(), f.description()))
        };
        fields.map(row).collect::<Vec<_>>()
    };
    assert_eq!(rows(&written), rows(&read));
    // One has a type, the other has none.
    assert_ne!(Platform::from_file(SENDS).unwrap(), written);
    let callback = SendCallback::default().with(SendField::Parts, "-3e2");
    assert_eq!(callback.parts().unwrap().unwrap().get(), "-3e2");
    assert!(callback.with(SendField::Parts, "3 parts").parts().is_err());
}

#[test]
fn what_arrives_is_read_as_the_file_says() {
    let fields = r#"{
        "when": {"kind": "timestamp", "time_unit": "milliseconds"},
        "parts": {"kind": "number", "absent": "-1"},
        "state": {"kind": "status", "values": {"1": "delivered", "2": "failed"}},
        "local": {"kind": "timestamp", "time_offset_minutes": 120},
        "id": {"required": true}
    }"#;
    let text = file(r#"{"open": "<", "close": ">"}"#, fields);
    let text = text.replace(r#"{"fields""#, r#"{"dedup_key": ["id"], "dedup_key_optional": ["state"], "fields""#);
    let platform = Platform::from_file(&text).unwrap();
    let mut spec = ProfileSpec::get::<Outgoing>("https://example.com/?a=<when>&n=<parts>&s=<state>&l=<local>&i=<id>");
    spec.direction = "send".to_owned();
    let profile = platform.profile(spec).unwrap();
    let target = "/?a=1500&n=-1.50e3&s=2&l=2024-03-09+18:00:42&i=u1";
    let received = profile.parse_target(target).unwrap();
    let typed: Vec<_> = received.typed().map(|(name, json)| (name, json.unwrap())).collect();
    let expected = [
        ("when", r#""1970-01-01T00:00:01.500Z""#),
        ("parts", "-1.50e3"),
        ("state", r#""failed""#),
        ("local", r#""2024-03-09T16:00:42Z""#),
        ("id", r#""u1""#),
    ];
    assert_eq!(typed, expected.map(|(name, json)| (name, json.to_owned())));
    assert_eq!(received.text("state"), Some("2"));
    // Two codes for one status are two events.
    assert_eq!(received.dedup_key().as_deref(), Some("courier:send/u1/2"));
    let request = profile.render_json(r#"{"state": "1", "id": "u2"}"#).unwrap().unwrap();
    assert_eq!(request.url(), "https://example.com/?a=&n=-1&s=1&l=&i=u2");
}

#[test]
fn a_set_without_a_key_tells_no_repeat() {
    let platform = Platform::from_file(&file(r#"{"open": "<", "close": ">"}"#, r#"{"id": "text"}"#)).unwrap();
    let mut spec = ProfileSpec::get::<Outgoing>("https://example.com/?i=<id>");
    spec.direction = "send".to_owned();
    let received = platform.profile(spec).unwrap().parse_target("/?i=1").unwrap().into_owned();
    assert_eq!((received.text("id"), received.dedup_key()), (Some("1"), None));
}
