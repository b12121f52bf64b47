//! The check of a file and its deserializing agree, however the file is damaged.
#![cfg(feature = "xml")]
#![cfg(test)]

use callback_profile::{Account, AnyProfile, FileContent, FileKind, Platform, Severity, Webhook, check_file, fix_file};
use proptest::prelude::*;
use util::files::json_files;

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

fn files() -> Vec<String> {
    let folders = ["tests/golden/cli", "examples/profiles", "examples/gateway"];
    let account = |number| {
        format!(r#"{{"account_type": "prepaid", "whitelist": ["example.com"], "profiles": [], "numbers": [{number}]}}"#)
    };
    folders.into_iter().flat_map(json_files).map(|(_, text)| text).chain(NUMBERS.map(account)).collect()
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

fn errors(file: &str) -> usize {
    check_file(file.as_bytes()).count(Severity::Error)
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
            _ => return Ok(()),
        };
        prop_assert_eq!(loaded.is_some(), !report.has_errors(), "{:?}", report);
        match (loaded, content) {
            (None, None) => {}
            (Some(FileContent::Profile(loaded)), Some(FileContent::Profile(read))) => prop_assert_eq!(loaded, read),
            (Some(FileContent::Webhook(loaded)), Some(FileContent::Webhook(read))) => prop_assert_eq!(loaded, read),
            (Some(FileContent::Account(loaded)), Some(FileContent::Account(read))) => {
                prop_assert_eq!(loaded.to_spec(), read.to_spec());
            }
            (loaded, read) => prop_assert!(false, "{loaded:?} {read:?}"),
        }
        for found in report.diagnostics() {
            prop_assert!(found.file_span().of(&file).is_some());
        }
        prop_assert_eq!(report.masked(&file).len(), file.len());
    }

    #[test]
    fn mends_make_no_new_errors(file in damaged()) {
        let fixed = fix_file(&file);
        prop_assert!(errors(fixed.text()) <= errors(&file));
        let again = fix_file(fixed.text());
        prop_assert_eq!((again.applied(), again.text()), (0, fixed.text()));
    }
}
