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

/// Where every public item has an example.
const WITH_EXAMPLES: [&str; 2] = ["field", "whatsapp"];

/// Whether a line begins an item that users see; the methods of a public trait do not say so themselves.
fn is_public_item(line: &str, is_in_trait: bool) -> bool {
    let item = line.trim_start();
    let item = if is_in_trait { Some(item) } else { item.strip_prefix("pub ") };
    let item = item.map(|item| item.strip_prefix("const ").unwrap_or(item));
    item.is_some_and(|item| ["fn ", "struct ", "enum ", "trait "].iter().any(|kind| item.starts_with(kind)))
}

/// The lines of a file that begin a public item, and above which there is neither an example nor a macro that writes one.
fn without_example(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let (mut has_example, mut is_hidden, mut is_in_trait) = (false, false, false);
    let mut found = Vec::new();
    for line in code.lines() {
        let is_pattern = line.contains(":ident");
        if is_public_item(line, is_in_trait) && !has_example && !is_hidden && !is_pattern {
            found.push(line);
        }
        is_in_trait = line.starts_with("pub trait ") || is_in_trait && line != "}";
        let line = line.trim();
        if line.starts_with("///") {
            has_example |= line.contains("```");
        } else if line.is_empty() || line.ends_with([';', '{', '}']) {
            (has_example, is_hidden) = (false, false);
        } else {
            // A macro writes it, or passes on what its rows say.
            has_example |= line.contains("example") || line.contains("#[doc = $");
            is_hidden |= line == "#[doc(hidden)]";
        }
    }
    found
}

#[test]
fn every_public_item_has_an_example() {
    for file in files(&source()) {
        let inside = file.strip_prefix(source()).unwrap();
        let folder = inside.iter().next().unwrap().to_str().unwrap();
        let is_shown = !matches!(folder, "lib.rs" | "bin");
        let is_shown = is_shown && WITH_EXAMPLES.contains(&folder);
        if !is_shown {
            continue;
        }
        assert_eq!(without_example(&fs::read_to_string(&file).unwrap()), [""; 0], "{}", inside.display());
    }
}

#[test]
fn no_reader_has_the_name_of_a_method_of_its_callback() {
    let read = |file| fs::read_to_string(source().join("field").join(file)).unwrap();
    let (macros, set, reader) = (read("macros.rs"), read("set.rs"), read("reader.rs"));
    let written = macros.split("impl<'a> $callback<'a> {").nth(1).unwrap().split("$crate::__reader!").next().unwrap();
    let of_trait = set.split("pub trait Callback<'a>").nth(1).unwrap();
    let lines = written.lines().chain(of_trait.lines()).map(str::trim).filter(|line| !line.starts_with("//"));
    let names = lines.filter_map(|line| Some(line.split_once("fn ")?.1.split(['(', '<']).next().unwrap()));
    let mut methods = 0;
    for name in names {
        assert!(reader.contains(&format!("({name} $($row:tt)*) => ")), "`{name}` is not refused");
        methods += 1;
    }
    assert!(methods >= 12, "only {methods} methods were found");
}
