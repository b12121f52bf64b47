//! Standard output.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::failure::Failure;
use crate::terminal;

/// What standard output is written by.
const BUFFER: usize = 64 * 1024;

/// Standard output. Once its reader is gone, whatever is written is dropped: that changes neither what a command does nor how it
/// ends.
pub(crate) struct Output {
    stdout: StdoutLock<'static>,
    is_closed: bool,
}

impl Output {
    pub(crate) fn buffered() -> BufWriter<Self> {
        BufWriter::with_capacity(BUFFER, Self { stdout: io::stdout().lock(), is_closed: false })
    }

    /// Whether the reader is gone.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn unless_closed<T>(
        &mut self,
        done: T,
        write: impl FnOnce(&mut StdoutLock<'static>) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.is_closed {
            return Ok(done);
        }
        let result = write(&mut self.stdout);
        self.is_closed = result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        if self.is_closed { Ok(done) } else { result }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |stdout| stdout.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), Write::flush)
    }
}

/// Prints all that `write` writes.
pub(crate) fn print(write: impl FnOnce(&mut BufWriter<Output>) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = Output::buffered();
    write(&mut out)?;
    Ok(out.flush()?)
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

/// Writes a piece of JSON with its hidden characters as escapes.
pub(crate) fn write_legible<W: Write + ?Sized>(out: &mut W, fragment: &str) -> io::Result<()> {
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
