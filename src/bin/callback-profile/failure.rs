//! How commands fail.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use crate::{files, terminal};

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something is wrong, and standard error says what.
    Reported,
    /// A path could not be read or written.
    Unreadable(String),
}

impl Failure {
    pub(crate) fn at(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable(format!("{}: {error}", files::shown(path)))
    }

    /// Tells what is wrong.
    pub(crate) fn reported(message: impl fmt::Display) -> Self {
        complain(message);
        Self::Reported
    }

    /// Tells what is wrong in a file.
    pub(crate) fn reported_in(path: &Path, message: impl fmt::Display) -> Self {
        Self::reported(format_args!("{}: {message}", files::shown(path)))
    }
}

/// Tells of something on standard error. That nobody listens there is no reason to fail.
pub(crate) fn complain(message: impl fmt::Display) {
    let _ = writeln!(io::stderr(), "callback-profile: {}", terminal::line(&message.to_string()));
}

/// Errors of writing to standard output; those of files come through [`Failure::at`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(format!("standard output: {error}"))
    }
}
