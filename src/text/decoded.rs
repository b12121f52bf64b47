//! What decoding makes of bytes.

use std::borrow::Cow;

/// A text as it was decoded, and what was wrong with its bytes.
pub(crate) type Decoded<'a> = (Cow<'a, str>, Option<Damage>);

/// What was wrong with the bytes of a text, each replaced by U+FFFD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    InvalidUtf8,
    LoneSurrogate,
}
