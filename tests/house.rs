//! The house: every folder of the library uses those before it in this order, never one behind it, and every file says what it is
//! for.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

/// Below uses above, never back.
const FOLDERS: [&str; 18] = [
    "text",       // plain text; knows nothing of callbacks
    "json",       // JSON text, wherever it stands
    "diagnostic", // findings
    "value",      // typed readings of texts
    "field",      // field sets and their tables
    "form",       // what files hold
    "request",    // HTTP requests
    "received",   // what arrived
    "template",   // placeholders, compiled templates
    "wire",       // the formats
    "endpoint",   // URLs
    "profile",
    "platform",
    "receiver",
    "webhook",
    "account",
    "file",
    "whatsapp",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The folders that the code of a file names, comments and tests apart.
fn uses(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let lines = code.lines().map(|line| line.split("//").next().unwrap());
    let paths = lines.flat_map(|line| line.split("crate::").skip(1));
    let names = paths.map(|path| path.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap());
    names.filter(|name| FOLDERS.contains(name)).collect()
}

#[test]
fn no_folder_uses_one_behind_it() {
    let place = |folder: &str| FOLDERS.iter().position(|known| *known == folder);
    let mut used = 0;
    for file in files(&source()) {
        let inside = file.strip_prefix(source()).unwrap();
        let folder = inside.iter().next().unwrap().to_str().unwrap();
        if matches!(folder, "lib.rs" | "bin") {
            continue;
        }
        let own = place(folder).unwrap_or_else(|| panic!("{folder} has no place in the order"));
        for name in uses(&fs::read_to_string(&file).unwrap()) {
            assert!(place(name) <= Some(own), "{} uses `{name}`, which stands behind `{folder}`", inside.display());
            used += 1;
        }
    }
    assert!(used > 300, "only {used} uses were found");
}

#[test]
fn every_folder_of_the_order_is_there() {
    for folder in FOLDERS {
        assert!(source().join(folder).join("mod.rs").is_file(), "{folder}");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files(&source()) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{}", file.display());
    }
}

/// What is public and exhaustive all the same, and why it never grows.
const EXHAUSTIVE: [(&str, &str); 3] = [
    ("Line", "of the command, which is built with the library"),
    ("Lines", "of the command, which is built with the library"),
    ("Pairs", "of the command, which is built with the library"),
];

/// The public enums of a file, and its public structs with public fields: the name, and whether others must reckon with more to come.
fn that_may_grow(text: &str) -> Vec<(&str, bool)> {
    let lines: Vec<_> = text.split("#[cfg(test)]\nmod ").next().unwrap().lines().collect();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line.strip_suffix(code).unwrap();
        let Some((is_enum, rest)) = code
            .strip_prefix("pub enum ")
            .map(|rest| (true, rest))
            .or_else(|| code.strip_prefix("pub struct ").map(|rest| (false, rest)))
        else {
            continue;
        };
        let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
        let end = format!("{indent}}}");
        let inside = || lines[number + 1..].iter().take_while(|line| **line != end);
        let has_fields =
            rest.contains("(pub ") || rest.ends_with('{') && inside().any(|line| line.trim_start().starts_with("pub "));
        // The macros of open sets and of forms write it for all that they make.
        let is_by_macro = rest.contains(": \"") || rest.contains("= \"");
        if name.is_empty() || is_by_macro || !(is_enum || has_fields) {
            continue;
        }
        let is_above = |line: &&&str| line.trim_start().starts_with(['#', '/']) || line.ends_with(']');
        let mut above = lines[..number].iter().rev().take_while(is_above);
        found.push((name, above.any(|line| line.trim() == "#[non_exhaustive]")));
    }
    found
}

#[test]
fn what_may_grow_is_not_exhaustive() {
    let mut count = 0;
    for file in files(&source()) {
        if file.strip_prefix(source()).unwrap().starts_with("bin") {
            continue;
        }
        for (name, is_open) in that_may_grow(&fs::read_to_string(&file).unwrap()) {
            let reason = EXHAUSTIVE.iter().find(|(exhaustive, _)| *exhaustive == name);
            assert!(is_open != reason.is_some(), "{name} in {}", file.display());
            count += 1;
        }
    }
    assert!(count > 35, "only {count} were found");
}
