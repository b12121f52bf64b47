//! The house: every folder of the library uses those before it in this order, never one behind it, every file says what it is for,
//! and what is public is little and shows how it is used.
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

/// A public item: its documentation, and its code as far as it tells what is taken and given.
struct Item {
    file: PathBuf,
    documentation: String,
    signature: String,
}

/// The public items that stand in the library's text, and those that a table of words names (`fn as_str;`).
fn public_items() -> Vec<Item> {
    const KINDS: [&str; 5] = ["pub fn ", "pub const fn ", "pub struct ", "pub enum ", "pub trait "];
    let mut items = Vec::new();
    for file in files(&source()).into_iter().filter(|file| !file.starts_with(source().join("bin"))) {
        let text = fs::read_to_string(&file).unwrap();
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        for (place, line) in lines.iter().enumerate() {
            let is_of_table = line.starts_with("fn ") && line.ends_with(';') && !line.contains('(');
            let is_item = is_of_table || KINDS.iter().any(|kind| line.starts_with(kind));
            if !is_item || line.contains('$') {
                continue;
            }
            let above = lines[..place].iter().rev().skip_while(|line| line.starts_with("#["));
            let documentation: Vec<_> = above.take_while(|line| line.starts_with("///")).copied().collect();
            let end = lines[place..].iter().position(|line| line.ends_with(['{', ';'])).unwrap();
            let signature = lines[place..=place + end].join(" ");
            items.push(Item { file: file.clone(), documentation: documentation.join("\n"), signature });
        }
    }
    assert!(items.len() > 300, "only {} items were found", items.len());
    items
}

/// Folders that lack examples.
const WITHOUT_EXAMPLES: [&str; 7] = ["field", "profile", "received", "receiver", "request", "value", "whatsapp"];

#[test]
fn every_public_item_shows_an_example() {
    let root = fs::read_to_string(source().join("lib.rs")).unwrap();
    // What stands in the modules of the root is hidden.
    let hidden: Vec<_> = root.lines().filter(|line| line.starts_with("    pub ")).flat_map(words).collect();
    for Item { file, documentation, signature } in public_items() {
        let folder = file.strip_prefix(source()).unwrap().iter().next().unwrap().to_str().unwrap();
        let name = words(&signature).find(|word| !["pub", "const", "fn", "struct", "enum", "trait"].contains(word));
        if !WITHOUT_EXAMPLES.contains(&folder) && !hidden.contains(&name.unwrap()) {
            assert!(documentation.contains("```"), "{}: no example of {signature}", file.display());
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

#[test]
fn only_what_returns_a_result_has_errors() {
    for Item { file, documentation, signature } in public_items() {
        let tells = documentation.contains("# Errors");
        assert!(!tells || signature.contains("Result<"), "{}: errors without a result, {signature}", file.display());
    }
}
