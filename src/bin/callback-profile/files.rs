//! Finding and reading files.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::terminal;

/// No profile is larger than this; a larger file is not read.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The files under the paths of a command line, in a stable order.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<PathBuf>,
    /// Files in folders that are not called `*.json`, and what is no file.
    pub(crate) others: usize,
    pub(crate) errors: Vec<String>,
}

pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// A path for people.
pub(crate) fn shown(path: &Path) -> String {
    terminal::line(&path.to_string_lossy())
}

/// Searches folders; files that are named stay as they are.
pub(crate) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut visited = HashSet::new();
    for path in paths {
        if path.is_dir() {
            search(path, &mut visited, &mut found);
        } else {
            found.files.push(path.clone());
        }
    }
    found
}

fn search(folder: &Path, visited: &mut HashSet<PathBuf>, found: &mut Found) {
    let entries = fs::canonicalize(folder).and_then(|real| {
        // A link back into a folder that was searched leads nowhere new.
        if visited.insert(real) { fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>() } else { Ok(Vec::new()) }
    });
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.errors.push(format!("{}: {error}", shown(folder))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_json = path.extension() == Some(OsStr::new("json"));
        match file_type(&entry) {
            Ok(kind) if kind.is_dir() => search(&path, visited, found),
            Ok(kind) if kind.is_file() && is_json => found.files.push(path),
            // A link that leads nowhere says by its name only what it would be.
            Err(error) if is_json || error.kind() == io::ErrorKind::PermissionDenied => {
                found.errors.push(format!("{}: {error}", shown(&path)));
            }
            // Of pipes and devices nobody knows when they end, so that only those that are named are read.
            Ok(_) | Err(_) => found.others += 1,
        }
    }
}

/// What an entry is, or what it links to.
fn file_type(entry: &fs::DirEntry) -> io::Result<fs::FileType> {
    let kind = entry.file_type()?;
    if kind.is_symlink() { Ok(fs::metadata(entry.path())?.file_type()) } else { Ok(kind) }
}

/// Opens a file, or standard input.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    Ok(if is_standard_input(path) { Box::new(io::stdin().lock()) } else { Box::new(File::open(path)?) })
}

/// Reads a file, or standard input.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)) {
        Err(error) => Err(format!("{}: {error}", shown(path))),
        Ok(length) if u64::try_from(length).is_ok_and(|length| length > LARGEST) => {
            Err(format!("{}: expected at most {LARGEST} bytes, found more", shown(path)))
        }
        Ok(_) => Ok(bytes),
    }
}
