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

/// The files of code in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    all.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
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

const CONTRIBUTING: &str = include_str!("../CONTRIBUTING.md");

#[test]
fn who_contributes_is_told_the_same_order() {
    let rows = CONTRIBUTING.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert!(rows.eq(FOLDERS.into_iter().chain(["bin"])));
}

#[test]
fn what_contributors_are_sent_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = CONTRIBUTING.split('`').skip(1).step_by(2);
    let paths: Vec<_> =
        named.filter(|name| name.contains('/') && !name.starts_with('/') && !name.contains([' ', '<'])).collect();
    assert!(paths.len() > 30, "{paths:?}");
    for path in paths.into_iter().filter(|path| !path.contains("CODE")) {
        let is_there = [root.to_owned(), source()].iter().any(|folder| folder.join(path).exists());
        assert!(is_there, "CONTRIBUTING.md names {path}");
    }
}

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
        // A macro names it, and its rows say what it is.
        let is_pattern = line.contains(":ident") || line.contains(" $");
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
    let mut missing = Vec::new();
    for file in files(&source()) {
        let inside = file.strip_prefix(source()).unwrap();
        let folder = inside.iter().next().unwrap().to_str().unwrap();
        if !matches!(folder, "lib.rs" | "bin") {
            let text = fs::read_to_string(&file).unwrap();
            missing.extend(without_example(&text).into_iter().map(|line| format!("{}: {line}", inside.display())));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
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

/// What is public and exhaustive all the same, and why it never grows.
const EXHAUSTIVE: [(&str, &str); 4] = [
    ("Line", "of the command, which is built with the library"),
    ("Lines", "of the command, which is built with the library"),
    ("Pairs", "of the command, which is built with the library"),
    ("SyntaxOptions", "of `field_set!`, which writes all that is left out"),
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
