//! The check of a file and its deserializing agree, however the file is damaged.
#![cfg(feature = "xml")]
#![cfg(test)]

use callback_profile::diagnostic::{Code, Severity};
use callback_profile::file::{FileContent, FileKind, FileReport, check_file_as, fix_file};
use callback_profile::{Account, AnyProfile, Platform, Webhook, check_file};
use proptest::prelude::*;
use util::files::json_files;
use util::rows;

mod util;

/// What is put into files: pieces of JSON, of URLs and of templates.
const PIECES: [&str; 36] = [
    "null",
    "7",
    "-0",
    "1e999",
    "1.5",
    "\"x\"",
    "{}",
    "[]",
    "true",
    "\"GET\"",
    "\"XML\"",
    "\"MO\"",
    ",",
    "\"",
    "{",
    "}",
    "<id>",
    "{id}",
    "&",
    "=",
    "%",
    "#",
    "?",
    "\\u0000",
    "\\ud83d",
    "\\ud83d\\ude00",
    "é",
    "\n",
    "\\\"",
    "\"id\":\"q\",",
    "\"headers\":{\"a\":\"b\"},",
    "https://example.com/",
    "\"$schema\":",
    "\"version\":",
    "\"$schema\":\"s\",",
    "\"version\":1e999,",
];

/// What a number may have: targets of every direction, and keys of none.
const NUMBERS: [&str; 5] = [
    r#"{"number": "+12025550100", "delivery-report": {"callback_url": "https://example.com/dlr"}}"#,
    r#"{"number": "+12025550100", "outgoing": null, "delivery-report": null}"#,
    r#"{"number": "+12025550100", "outgoin": null}"#,
    r#"{"number": "+12025550100", "parcels": {"callback_url": "https://example.com/dlr"}}"#,
    r#"{"number": "+12025550100", "incoming": "p1", "parcels": null, "delivery-report": 7}"#,
];

/// A platform with every key.
const PLATFORM: &str = r#"{
    "platform": "courier", "version": 1,
    "placeholders": {"open": "%", "close": "", "ignore_case": true, "escape": "%%", "xml": {"open": "{", "close": "}"},
        "json": "both", "path": true, "space": "%20", "methods": ["GET"]},
    "field_sets": {"send": {"doc": "Words.", "dedup_key": ["id"], "dedup_key_optional": ["état 1"], "fields": {
        "id": "message-id", "état 1": {"kind": "status", "required": true, "values": {"1": "delivered", "2": "failed"}},
        "at": {"kind": "timestamp", "sample": "1710000042", "time_unit": "seconds", "time_offset_minutes": -60, "absent": "-1"}
    }}}
}"#;

fn files() -> Vec<String> {
    let folders = ["tests/golden/cli", "examples/profiles", "examples/gateway"];
    let account = |number| {
        format!(r#"{{"account_type": "prepaid", "whitelist": ["example.com"], "profiles": [], "numbers": [{number}]}}"#)
    };
    folders
        .into_iter()
        .flat_map(json_files)
        .map(|(_, text)| text)
        .chain(NUMBERS.map(account))
        .chain([PLATFORM.to_owned()])
        .collect()
}

/// Takes `length` bytes out at `start`, and puts a piece in; both are moved to where characters begin.
fn damage(file: &str, start: usize, length: usize, piece: &str) -> String {
    let near = |at: usize| (0..=at.min(file.len())).rev().find(|at| file.is_char_boundary(*at)).unwrap();
    let (start, end) = (near(start), near(start + length));
    [file.get(..start).unwrap(), piece, file.get(end..).unwrap()].concat()
}

fn damaged() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(PIECES.to_vec()));
    let changes = prop::collection::vec(change, 0..3);
    (prop::sample::select(files()), changes).prop_map(|(file, changes)| {
        changes
            .into_iter()
            .fold(file, |file, (start, length, piece)| damage(&file, start.index(file.len() + 1), length, piece))
    })
}

const KINDS: [FileKind; 5] =
    [FileKind::Profile, FileKind::Webhook, FileKind::Account, FileKind::Platform, FileKind::Other];

fn codes(report: &FileReport) -> Vec<Code> {
    report.diagnostics().iter().map(|found| found.diagnostic().code()).collect()
}

#[test]
fn the_keys_tell_what_a_file_is() {
    use FileKind::{Account, Other, Platform, Profile, Webhook};
    rows::run(
        &[
            (r#"{"endpoint": "https://example.com/"}"#, Profile),
            (r#"{"id": "p", "direction": "outgoing"}"#, Profile),
            (r#"{"method": "GET", "endpoint": "", "product": "sms"}"#, Profile),
            (r#"{"report_type": "DLR"}"#, Webhook),
            (r#"{"product": "sms", "send_method": "GET", "endpoint": ""}"#, Webhook),
            (r#"{"product": "sms", "send_method": "GET", "reporttype": "MO", "endpoint": ""}"#, Webhook),
            (r#"{"product": "sms", "report_type": "MO", "method": "POST", "endpoint": ""}"#, Webhook),
            (r#"{"endpoint": "", "parameters": {"mobile": "m"}}"#, Webhook),
            (r#"{"account_type": "prepaid"}"#, Account),
            (r#"{"whitelist": []}"#, Account),
            (r#"{"profiles": []}"#, Account),
            (r#"{"webhooks": []}"#, Account),
            (r#"{"placeholders": {}}"#, Platform),
            (r#"{"platform": "p", "field_sets": {}}"#, Platform),
            (r#"{"platform": "p", "endpoint": ""}"#, Profile),
            (r#"{"platform": "p"}"#, Other),
            (r#"{"numbers": []}"#, Account),
            (r#"{"numbers": [], "profiles": [], "endpoint": ""}"#, Account),
            ("{}", Other),
            ("[]", Other),
            (r#"[{"endpoint": ""}]"#, Other),
            ("null", Other),
            ("\"endpoint\"", Other),
            (r#"{"Direction": "outgoing", "Endpoint": "", "Method": "GET"}"#, Other),
            (
                r#"{"profile_id": "7", "title": "T", "http_method": "post", "url": "", "body": {}, "headers": {}}"#,
                Other,
            ),
            (r#"{"name": "x", "version": "1", "$schema": "s", "id": "i", "parameters": {}, "product": "p"}"#, Other),
            (r#"{"profile": {"endpoint": ""}}"#, Other),
        ],
        |file| {
            let report = check_file(file.as_bytes());
            assert_eq!(codes(&report) == [Code::InvalidFile], report.kind() == Other, "{file}");
            report.kind()
        },
    );
}

/// Whoever is wrong about what a file is does not get to see its secrets by that.
#[test]
fn secrets_are_kept_whatever_a_file_is_taken_for() {
    let (mut checked, files) = (0, files());
    for (file, kind) in
        files.iter().filter(|file| file.contains("hush")).flat_map(|file| KINDS.map(|kind| (file, kind)))
    {
        let report = check_file_as(kind, file.as_bytes());
        let told = report.diagnostics().iter().map(|found| found.diagnostic().to_string()).collect::<String>();
        assert!(!told.contains("hush"), "{kind:?}: {told}");
        assert!(!report.masked(file).contains("hush"), "{kind:?}: {}", report.masked(file));
        checked += 1;
    }
    assert!(checked > 20, "only {checked} were checked");
}

/// What an account has to say of a file, it says whatever the file is taken for.
#[test]
fn an_account_judges_what_it_is_told_the_file_is() {
    let account: Account =
        serde_json::from_str(r#"{"account_type": "prepaid", "whitelist": ["example.net"], "numbers": []}"#).unwrap();
    let file = br#"{"Endpoint": "https://example.com/"}"#;
    let found = |kind| codes(&account.check_file_as(kind, file)).contains(&Code::NotWhitelisted);
    assert_eq!(KINDS.map(found), [true, true, false, false, false]);
    assert_eq!(account.check_file_as(FileKind::Other, file), account.check_file(file));
}

/// A webhook whose report type is missing or misspelt is told so, and nothing else.
#[test]
fn a_webhook_is_one_without_its_report_type() {
    let webhook =
        r#"{"product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo"}"#;
    assert!(check_file(webhook.as_bytes()).is_clean());
    rows::run(
        &[
            (r#""report_type": "MO", "#, ("", vec![Code::MissingKey])),
            ("report_type", ("reporttype", vec![Code::UnknownKey])),
            ("report_type", ("Report-Type", vec![Code::UnknownKey])),
            ("report_type", ("type_of_report", vec![Code::MissingKey, Code::UnknownKey])),
            (r#""MO""#, (r#""OM""#, vec![Code::WrongType])),
            (r#""MO""#, ("null", vec![Code::MissingKey])),
        ]
        .each_ref()
        .map(|(before, (after, codes))| ((*before, *after), codes.clone())),
        |(before, after)| {
            let report = check_file(webhook.replace(before, after).as_bytes());
            assert_eq!(report.kind(), FileKind::Webhook);
            codes(&report)
        },
    );
}

fn errors(file: &str) -> usize {
    check_file(file.as_bytes()).count(Severity::Error)
}

/// A body that is no string is one of JSON: of another format it is one finding, and nothing is fixed in it. Neither is anything said
/// of a body whose format nobody knows.
#[test]
fn what_cannot_be_a_body_is_one_finding() {
    let file = |format: &str, body: &str| {
        format!(
            r#"{{"direction": "delivery-report", "method": "POST", "endpoint": "https://example.com/", "body_format": {format}, "body": {body}}}"#
        )
    };
    let bodies = [r#"{"id": "<message_id>"}"#, r#"["<mesage_id>"]"#, "7", "true", r#"{"a": "%3Cmessage_id%3E"}"#];
    let others = bodies.iter().flat_map(|body| [r#""form""#, r#""xml""#].map(|format| file(format, body)));
    let unknown = [r#""XML""#, r#""from""#, "7", "{}"].map(|format| file(format, r#""id=<mesage_id>&a=%3Cmobile%3E""#));
    for file in others.chain(unknown) {
        let report = check_file(&file);
        let codes: Vec<_> = report.iter().map(|found| found.diagnostic().code()).collect();
        assert_eq!(codes, [Code::WrongType], "{file}\n{report}");
        assert_eq!(fix_file(&file).as_bytes(), file.as_bytes());
        assert!(serde_json::from_str::<AnyProfile>(&file).is_err());
    }
}

proptest! {
    #[test]
    fn what_is_clean_is_loaded_and_nothing_else(file in damaged()) {
        let (report, content) = Platform::builtin().read_file(file.as_bytes());
        prop_assert_eq!(&report, &check_file(file.as_bytes()));
        let loaded = match report.kind() {
            FileKind::Profile => serde_json::from_str::<AnyProfile>(&file).ok().map(FileContent::Profile),
            FileKind::Webhook => serde_json::from_str::<Webhook>(&file).ok().map(Box::new).map(FileContent::Webhook),
            FileKind::Account => serde_json::from_str::<Account>(&file).ok().map(Box::new).map(FileContent::Account),
            FileKind::Platform => Platform::from_file(&file).ok().map(FileContent::Platform),
            _ => None,
        };
        prop_assert_eq!(loaded.is_some(), !report.has_errors(), "{:?}", report);
        match (loaded, content) {
            (None, None) => {}
            (Some(FileContent::Profile(loaded)), Some(FileContent::Profile(read))) => prop_assert_eq!(loaded, read),
            (Some(FileContent::Webhook(loaded)), Some(FileContent::Webhook(read))) => prop_assert_eq!(loaded, read),
            (Some(FileContent::Account(loaded)), Some(FileContent::Account(read))) => {
                prop_assert_eq!(loaded.to_spec(), read.to_spec());
            }
            (Some(FileContent::Platform(loaded)), Some(FileContent::Platform(read))) => prop_assert_eq!(loaded, read),
            (loaded, read) => prop_assert!(false, "{loaded:?} {read:?}"),
        }
        for found in report.diagnostics() {
            prop_assert!(found.file_span().of(&file).is_some());
        }
        prop_assert_eq!(report.masked(&file).len(), file.len());
        prop_assert_eq!(check_file_as(report.kind(), file.as_bytes()), report);
    }

    /// Whoever knows what a file is to be is told of every file that is not so, and no other kind passes for it.
    #[test]
    fn no_kind_passes_for_another(file in damaged(), expected in prop::sample::select(KINDS.to_vec())) {
        let (known, found) = (check_file_as(expected, file.as_bytes()), check_file(file.as_bytes()));
        prop_assert_eq!(known.kind(), expected);
        prop_assert_eq!(known.has_errors(), found.has_errors() || found.kind() != expected);
        prop_assert_eq!(known.masked(&file).len(), file.len());
    }

    #[test]
    fn fixes_make_no_new_errors(file in damaged()) {
        let fixed = fix_file(&file);
        prop_assert!(errors(fixed.text().unwrap()) <= errors(&file));
        let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        prop_assert_eq!(is_json(fixed.text().unwrap()), is_json(&file));
        let again = fix_file(fixed.as_bytes());
        prop_assert_eq!((again.applied(), again.text()), (0, fixed.text()));
    }

    /// Where a finding begins and ends in the file, as others count it.
    #[test]
    fn places_are_those_of_the_file(file in damaged(), wide in "[\n\u{1f600}\u{e9} ]{0,9}") {
        let file = file.replacen("example", &format!("ex{wide}ample"), 2).replacen('{', &format!("{{{}", wide.replace(|c| !matches!(c, '\n' | ' '), "")), 1);
        for found in check_file(&file).diagnostics() {
            let span = found.file_span();
            for (place, offset) in [(found.place(), span.start), (found.end(), span.end)] {
                let before = file.get(..offset).unwrap();
                let line = before.rsplit('\n').next().unwrap_or_default();
                let expected = (before.matches('\n').count() + 1, line.chars().count() + 1, line.encode_utf16().count() + 1);
                prop_assert_eq!((place.line, place.column, place.utf16_column), expected, "{:?}", found);
            }
            let written = serde_json::to_value(found).unwrap();
            let in_file = &written["file"];
            prop_assert_eq!((&in_file["start"]["line"], &in_file["start"]["column"]), (&written["line"], &written["column"]));
            prop_assert_eq!(in_file["end"]["utf16_column"].as_u64(), Some(found.end().utf16_column as u64));
            prop_assert_eq!(in_file["fix"].is_null(), written["fix"].is_null());
            if let (Some(fix), false) = (found.file_fix(), in_file["fix"].is_null()) {
                prop_assert_eq!(in_file["fix"]["replacement"].as_str(), Some(fix.replacement()));
            }
        }
    }

    /// Texts and bytes are one; bytes that are no text are left alone.
    #[test]
    fn files_are_texts_or_bytes(file in damaged(), at in any::<prop::sample::Index>()) {
        let mut bytes = file.clone().into_bytes();
        prop_assert_eq!(check_file(&file), check_file(&bytes));
        prop_assert_eq!(fix_file(&file), fix_file(&bytes));
        bytes.insert(at.index(bytes.len() + 1), 0xFF);
        let fixed = fix_file(&bytes);
        prop_assert_eq!((fixed.text(), fixed.applied()), (None, 0));
        prop_assert_eq!(fixed.into_bytes(), bytes);
    }
}
