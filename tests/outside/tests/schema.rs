//! The schema of what `check --format json` prints, held against what it has printed, by a validator of others.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Takes no member that the schema does not name.
fn closed(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(closed);
            if members.get("properties").is_some_and(|properties| properties["type"].get("enum").is_none()) {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(closed),
        _ => {}
    }
}

fn validators() -> [Validator; 2] {
    let open = read(&repository().join("schemas/check-output.json"));
    let mut strict = open.clone();
    closed(&mut strict);
    [open, strict].map(|schema| jsonschema::draft202012::new(&schema).unwrap())
}

fn outputs() -> Vec<(PathBuf, Value)> {
    let files = fs::read_dir(repository().join("tests/golden/cli")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.to_string_lossy().ends_with(".json.txt")).map(|path| (path.clone(), read(&path))).collect()
}

#[test]
fn the_schema_is_one() {
    let schema = read(&repository().join("schemas/check-output.json"));
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn every_output_is_as_the_schema_says_and_has_no_other_members() {
    let [open, strict] = validators();
    let outputs = outputs();
    assert!(outputs.len() > 55);
    for (path, output) in &outputs {
        let errors: Vec<_> =
            open.iter_errors(output).chain(strict.iter_errors(output)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
}

/// Each member that an object has is left out, renamed, or another type in its place: nothing of it is as the schema says.
#[test]
fn outputs_without_a_member_or_with_another_are_refused() {
    let [_, strict] = validators();
    let mut refused = 0;
    for (path, output) in outputs().into_iter().take(8) {
        let mut places = Vec::new();
        objects(&output, String::new(), &mut places);
        for (place, name) in places {
            type Change = fn(&mut Map<String, Value>, &str);
            let changes: [Change; 3] = [
                |object, name| drop(object.remove(name)),
                |object, name| drop(object.insert(format!("{name}x"), Value::Null)),
                |object, name| drop(object.insert(name.to_owned(), json!([[]]))),
            ];
            for change in changes {
                let mut changed = output.clone();
                change(changed.pointer_mut(&place).unwrap().as_object_mut().unwrap(), &name);
                assert!(!strict.is_valid(&changed), "{} {place} {name}", path.display());
                refused += 1;
            }
        }
    }
    assert!(refused > 500, "{refused}");
}

/// The members of all objects, by the objects' pointers.
fn objects(value: &Value, place: String, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                found.push((place.clone(), name.clone()));
                objects(member, format!("{place}/{name}"), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| objects(item, format!("{place}/{index}"), found));
        }
        _ => {}
    }
}
