//! Standard output.

use std::io::{self, BufWriter, StdoutLock, Write};

use crate::failure::Failure;

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
