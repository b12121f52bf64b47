//! Standard output.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::failure::Failure;
use crate::terminal;

/// Prints all that `write` writes.
pub(crate) fn print(write: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Prints a verdict, which stands though nobody reads on: a closed pipe turns no failed check into a passed one.
pub(crate) fn print_verdict(
    write: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> io::Result<()>,
) -> Result<(), Failure> {
    match print(write) {
        Err(Failure::ClosedPipe) => Ok(()),
        result => result,
    }
}

/// Writes a value as JSON in which nothing would steer a terminal.
pub(crate) fn write_json(out: &mut impl Write, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Legible))
}

/// Compact JSON that writes hidden characters as escapes, which stand for the same text.
struct Legible;

impl Formatter for Legible {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        write_legible(out, fragment)
    }

    /// JSON as it was written: hidden characters beyond ASCII stand in strings only, and so do commands.
    fn write_raw_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        write_legible(out, fragment)
    }
}

fn write_legible<W: Write + ?Sized>(out: &mut W, fragment: &str) -> io::Result<()> {
    let mut written = 0;
    for (at, character) in fragment.char_indices() {
        let rest = fragment.get(at..).unwrap_or_default();
        // Between the values of raw JSON these are blanks.
        if matches!(character, '\n' | '\r' | '\t') || !terminal::is_steering(rest, character) {
            continue;
        }
        out.write_all(fragment.as_bytes().get(written..at).unwrap_or_default())?;
        for unit in character.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
        written = at + character.len_utf8();
    }
    out.write_all(fragment.as_bytes().get(written..).unwrap_or_default())
}
