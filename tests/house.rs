//! The house: every folder of the library uses those before it in this order, never one behind it, every file says what it is for,
//! and what is public is little and tells the truth of its errors.
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

/// How many names the root may have: those that everybody uses.
const MOST_NAMES: usize = 25;

#[test]
fn few_names_stand_at_the_root() {
    let root = fs::read_to_string(source().join("lib.rs")).unwrap();
    let items = root.lines().filter(|line| line.starts_with("pub ") && !line.starts_with("pub mod "));
    assert_eq!(items.collect::<Vec<_>>(), ["pub use http;", "pub use self::{"]);
    let (_, listed) = root.split_once("pub use self::{").unwrap();
    let paths = listed.split_once("};").unwrap().0.split(|c: char| c.is_whitespace() || ",{}".contains(c));
    let names: Vec<_> = paths.filter_map(|path| path.split("::").last()).filter(|name| !name.is_empty()).collect();
    let macros_of = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        text.matches("#[macro_export]").count() - text.matches("#[doc(hidden)]\n#[macro_export]").count()
    };
    let count = names.len() + files(&source()).iter().map(macros_of).sum::<usize>();
    assert!((20..=MOST_NAMES).contains(&count), "{count} names: {names:?}");
}

#[test]
fn only_what_gives_a_result_tells_of_errors() {
    let mut told = 0;
    for file in files(&source()) {
        let text = fs::read_to_string(&file).unwrap();
        for after in text.split("/// # Errors\n").skip(1) {
            let lines = after.lines().map(str::trim);
            let mut code = lines.skip_while(|line| line.starts_with("///") || line.starts_with("#["));
            let mut signature = code.next().unwrap().to_owned();
            while !signature.ends_with(['{', ';']) {
                signature.push_str(code.next().unwrap());
            }
            // What a macro writes has its type from the macro's input.
            assert!(signature.contains("Result<") || signature.contains('$'), "{}: {signature}", file.display());
            told += 1;
        }
    }
    assert!(told > 50, "only {told} items tell of errors");
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
