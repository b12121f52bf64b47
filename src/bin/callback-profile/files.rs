//! Finding and reading files.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::terminal;

/// No profile is larger than this; a larger file is not read.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A file that is to be read.
#[derive(Debug)]
pub(crate) struct FoundFile {
    pub(crate) path: PathBuf,
    /// Whether the command line names it, rather than a folder in which it stands.
    pub(crate) is_named: bool,
}

/// The files under the paths of a command line, each once, in a stable order.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<FoundFile>,
    /// What stands in folders and is not called `*.json`, or is no file.
    pub(crate) others: Vec<PathBuf>,
    /// Links in folders that lead out of them, where such are not followed.
    pub(crate) leading_out: Vec<PathBuf>,
    pub(crate) errors: Vec<String>,
}

/// Which symbolic links a search follows; those that are named are always followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    All,
    /// Those that stay in the folder that is searched.
    Inside,
}

pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// A path for people.
pub(crate) fn shown(path: &Path) -> String {
    terminal::line(&path.to_string_lossy())
}

/// What is the same for every path of a file.
pub(crate) fn identity(path: &Path) -> PathBuf {
    if is_standard_input(path) { path.to_owned() } else { fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) }
}

/// Searches folders; files that are named stay as they are.
pub(crate) fn find(paths: &[PathBuf], links: Links) -> Found {
    let mut search =
        Search { links, root: PathBuf::new(), visited: HashSet::new(), seen: HashMap::new(), found: Found::default() };
    for path in paths {
        if path.is_dir() {
            search.root = identity(path);
            search.folder(path);
        } else {
            search.add(path.clone(), true);
        }
    }
    search.found
}

struct Search {
    links: Links,
    /// The folder that is named.
    root: PathBuf,
    visited: HashSet<PathBuf>,
    /// The place of each file in what was found.
    seen: HashMap<PathBuf, usize>,
    found: Found,
}

impl Search {
    /// Adds a file, unless it is there already by this or another path.
    fn add(&mut self, path: PathBuf, is_named: bool) {
        let files = &mut self.found.files;
        let place = *self.seen.entry(identity(&path)).or_insert(files.len());
        match files.get_mut(place) {
            Some(file) => file.is_named |= is_named,
            None => files.push(FoundFile { path, is_named }),
        }
    }

    fn folder(&mut self, folder: &Path) {
        let entries = fs::canonicalize(folder).and_then(|real| {
            // A link back into a folder that was searched leads nowhere new.
            if self.visited.insert(real) {
                fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()
            } else {
                Ok(Vec::new())
            }
        });
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.fail(folder, &error),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let is_json = path.extension() == Some(OsStr::new("json"));
            match file_type(&entry) {
                Ok(kind) if (kind.is_dir() || kind.is_file() && is_json) && self.leads_out(&entry) => {
                    self.found.leading_out.push(path);
                }
                Ok(kind) if kind.is_dir() => self.folder(&path),
                Ok(kind) if kind.is_file() && is_json => self.add(path, false),
                // A link that leads nowhere says by its name only what it would be.
                Err(error) if is_json || error.kind() == io::ErrorKind::PermissionDenied => self.fail(&path, &error),
                // Of pipes and devices nobody knows when they end, so that only those that are named are read.
                Ok(_) | Err(_) => self.found.others.push(path),
            }
        }
    }

    fn leads_out(&self, entry: &fs::DirEntry) -> bool {
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        is_link && self.links == Links::Inside && !identity(&entry.path()).starts_with(&self.root)
    }

    fn fail(&mut self, path: &Path, error: &io::Error) {
        self.found.errors.push(format!("{}: {error}", shown(path)));
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
    let read = if is_standard_input(path) {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| {
            bytes.reserve(room_for(&file));
            file.take(LARGEST + 1).read_to_end(&mut bytes)
        })
    };
    match read {
        Err(error) => Err(format!("{}: {error}", shown(path))),
        Ok(length) if u64::try_from(length).is_ok_and(|length| length > LARGEST) => {
            Err(format!("{}: it is larger than {LARGEST} bytes", shown(path)))
        }
        Ok(_) => Ok(bytes),
    }
}

/// How much room it takes to read a file at once, and its end too.
fn room_for(file: &File) -> usize {
    /// With less room than this left, `read_to_end` first reads a few bytes elsewhere.
    const SPARE: u64 = 32;
    let length = file.metadata().map_or(0, |about| about.len()).min(LARGEST);
    usize::try_from(length + SPARE).unwrap_or_default()
}

/// Whether what is read there has an end for sure, as a file has; a pipe may go on for ever.
pub(crate) fn has_an_end(path: &Path) -> bool {
    let path = if is_standard_input(path) { Path::new("/dev/stdin") } else { path };
    fs::metadata(path).is_ok_and(|about| about.is_file())
}

/// What some editors and shells write before a text is no part of it.
pub(crate) fn without_byte_order_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}
