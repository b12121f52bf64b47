//! Writing values that are put together from pieces.

use std::fmt;

/// Writes the pieces as one text that honours width, fill and precision.
///
/// [`fmt::Formatter::pad`] needs the whole text at once; it is only put together when there is something to pad.
pub(super) fn pad(f: &mut fmt::Formatter<'_>, pieces: fmt::Arguments<'_>) -> fmt::Result {
    if f.width().is_none() && f.precision().is_none() { f.write_fmt(pieces) } else { f.pad(&pieces.to_string()) }
}
