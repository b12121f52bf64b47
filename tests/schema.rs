//! The JSON Schema of files, and the command that prints it. That it judges as the check does is held in `tests/outside`.
#![cfg(feature = "cli")]
#![cfg(test)]

use callback_profile::Platform;
use callback_profile::diagnostic::Code;
use callback_profile::file::{FileDiagnostic, FileKind};
use serde_json::{Value, json};
use util::command::run;

mod util;

fn schema() -> Value {
    serde_json::from_str(&Platform::builtin().file_schema()).unwrap()
}

/// The keys that the check lists where it finds one that nobody knows: `$schema` and `version` among them, but for targets.
fn known_keys(kind: FileKind, file: &Value) -> Vec<String> {
    let report = Platform::builtin().check_file_as(kind, &file.to_string());
    let mut unknown = report.iter().map(FileDiagnostic::diagnostic).filter(|found| found.code() == Code::UnknownKey);
    let help = unknown.next().unwrap().help();
    let mut keys: Vec<_> = help.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    keys.sort();
    keys
}

#[test]
fn the_properties_are_the_keys_of_the_check() {
    let unknown = json!({"qqqqqqqqqqqq": 1});
    let rows = [
        ("profile", FileKind::Profile, unknown.clone()),
        ("webhook", FileKind::Webhook, unknown.clone()),
        ("account", FileKind::Account, unknown.clone()),
        ("number", FileKind::Account, json!({"numbers": [unknown]})),
    ];
    let schema = schema();
    for (name, kind, file) in rows {
        let properties = schema["$defs"][name]["properties"].as_object().unwrap();
        assert_eq!(properties.keys().cloned().collect::<Vec<_>>(), known_keys(kind, &file), "{name}");
    }
}

#[test]
fn the_schema_of_a_kind_refers_to_the_same_definitions() {
    let all = schema();
    let rows = [
        (FileKind::Profile, json!({"$ref": "#/$defs/profile"}), 1),
        (FileKind::Webhook, json!({"$ref": "#/$defs/webhook"}), 1),
        (FileKind::Account, json!({"$ref": "#/$defs/account"}), 5),
        (FileKind::Other, json!({"not": {}}), 0),
    ];
    for (kind, expected, count) in rows {
        let mut schema: Value = serde_json::from_str(&Platform::builtin().file_schema_as(kind)).unwrap();
        let document = schema.as_object_mut().unwrap();
        let definitions = document.remove("$defs").unwrap();
        for (name, definition) in definitions.as_object().unwrap() {
            assert_eq!(*definition, all["$defs"][name], "{kind} {name}");
        }
        assert_eq!(definitions.as_object().unwrap().len(), count, "{kind}");
        assert_eq!(document.remove("$schema"), Some(json!("https://json-schema.org/draft/2020-12/schema")));
        assert_eq!(document.remove("title"), Some(json!(kind.as_str())));
        assert_eq!(schema, expected, "{kind}");
    }
}

#[test]
fn the_command_prints_it() {
    let platform = Platform::builtin();
    run(&["schema"], "").assert_is(0, &format!("{}\n", platform.file_schema()), "");
    for kind in FileKind::ALL.iter().filter(|kind| !matches!(kind, FileKind::ReadBack | FileKind::Other)) {
        run(&["schema", kind.as_str()], "").assert_is(0, &format!("{}\n", platform.file_schema_as(*kind)), "");
    }
    for unknown in ["other", "profil", "Profile", ""] {
        let answer = run(&["schema", unknown], "");
        answer.assert_code(2);
        answer.assert_err_has("[possible values: profile, webhook, account");
        assert_eq!(answer.out, "");
    }
}

#[test]
fn the_keys_stand_in_the_order_of_their_table() {
    let text = Platform::builtin().file_schema_as(FileKind::Profile);
    let keys =
        ["id", "title", "direction", "method", "endpoint", "body", "body_format", "headers", "$schema", "version"];
    let places: Vec<_> = keys.iter().map(|key| text.find(&format!("\n        \"{key}\": {{")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(text.starts_with("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"));
}
