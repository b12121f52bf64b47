//! An error with its causes, where only a text can be told.

use std::error::Error;
use std::fmt::Write;

/// What an error says, and behind it what each of its sources does.
#[must_use]
#[doc(hidden)]
pub fn with_causes(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // A string takes all that is written.
        let _ = write!(said, ": {error}");
        cause = error.source();
    }
    said
}
