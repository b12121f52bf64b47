//! What decoding makes of bytes.

use std::borrow::Cow;

/// A text as it was decoded, and what was wrong with its bytes.
pub(crate) type Decoded<'a> = (Cow<'a, str>, Option<Damage>);

/// What was wrong with the bytes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// They were replaced by U+FFFD.
    InvalidUtf8,
    /// The escape was replaced by U+FFFD.
    LoneSurrogate,
    /// They stand in the text as they are.
    ControlCharacter,
}
