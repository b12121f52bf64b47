//! Platform files: what they make, and what is found in them.
#![cfg(test)]

use callback_profile::file::{FileContent, FileKind};
use callback_profile::{Platform, check_file};
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

/// What is found in a file: the code, the text in the file, the message and the help.
fn found(file: &str) -> Vec<String> {
    let report = Platform::from_file(file).err();
    let lines = report.iter().flatten().map(|found| {
        let diagnostic = found.diagnostic();
        let text = found.file_span().of(file).unwrap();
        format!("{} at {text}: {}; {}", diagnostic.code(), diagnostic.message(), diagnostic.help())
    });
    lines.collect()
}

#[test]
fn a_file_makes_a_platform() {
    let text = r##"{
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
    }"##;
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
        (r#"{"open": ""}"#, &["invalid-placeholders at : `open` is empty; write the text before a name, such as `{`"]),
    ];
    rows::run(rows, |placeholders| found(&with_placeholders(placeholders)));
}

#[test]
fn fields_that_no_template_could_hold_are_refused() {
    let rows: &[(&str, &[&str])] = &[(r#"{"a": "text"}"#, &[])];
    rows::run(rows, |fields| found(&with_fields(fields)));
}

#[test]
fn sets_that_no_profile_could_name_are_refused() {
    let rows: &[(&str, &[&str])] = &[(r#""dedup_key": ["to"]"#, &[])];
    rows::run(rows, |members| found(&with_set(members)));
}
