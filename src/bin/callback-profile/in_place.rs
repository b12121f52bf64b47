//! Writing a file in place: it stays the same file, with its owner, its permissions and all its names.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// Writes `new` over `old`, which is what was read from the file. What somebody else has written since then is not overwritten,
/// and where the writing fails, what stood there is put back.
pub(crate) fn write(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    // Of a pipe or a device there is nothing to be written over.
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is not a regular file, and is left as it is"));
    }
    if !holds(&mut file, old)? {
        return Err(io::Error::other("it was changed after it was read, and is left as it is"));
    }
    let written = overwrite(&mut file, old.len(), new);
    if written.is_err() {
        // The error that counts is the first one.
        let _ = overwrite(&mut file, old.len(), old);
    }
    written
}

fn holds(file: &mut File, text: &[u8]) -> io::Result<bool> {
    let mut found = Vec::new();
    file.take(length(text.len()).saturating_add(1)).read_to_end(&mut found)?;
    Ok(found == text)
}

fn overwrite(file: &mut File, old_length: usize, text: &[u8]) -> io::Result<()> {
    // A file that may not grow is not touched.
    file.set_len(length(text.len().max(old_length)))?;
    file.rewind()?;
    file.write_all(text)?;
    file.set_len(length(text.len()))?;
    file.sync_all()
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
