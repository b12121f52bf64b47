use std::io;
use std::path::Path;

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The reader of standard output is gone.
    ClosedPipe,
    /// Something is wrong, and standard error says what.
    Reported,
    /// A path could not be read or written.
    Unreadable(String),
}

impl Failure {
    pub(crate) fn at(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable(format!("{}: {error}", path.display()))
    }
}

/// Errors of writing to standard output; those of files come through [`Failure::at`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Unreadable(format!("standard output: {error}"))
        }
    }
}
