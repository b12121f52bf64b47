//! Texts of users in messages: clipped, and with nothing in them that could steer a terminal or a log.

use std::str::EscapeDebug;

/// How much of a user's text a message shows, in bytes.
const SHOWN_BYTES: usize = 64;

/// A user's text as messages show it: its first 64 bytes, cut between characters, with quotes, control characters (C1 too) and
/// whatever else cannot be seen escaped.
pub(crate) fn shown(text: &str) -> EscapeDebug<'_> {
    clip(text).escape_debug()
}

/// At most 64 bytes of a text for a message, cut between characters.
pub(crate) fn clip(text: &str) -> &str {
    (0..=text.len().min(SHOWN_BYTES)).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// A character as a message shows it: itself, unless it cannot be seen.
pub(crate) fn visible(character: char) -> String {
    if matches!(character, '"' | '\'' | '\\') { character.to_string() } else { character.escape_debug().to_string() }
}

/// Words of another library about a user's text, as messages show them: what cannot be seen is escaped, and they are cut where
/// they go on for too long.
#[cfg(feature = "xml")]
pub(crate) fn legible(words: &str) -> String {
    const MOST: usize = 200;
    let shown = words.chars().take(MOST).map(visible);
    let more = if words.chars().nth(MOST).is_some() { "…" } else { "" };
    shown.chain([more.to_owned()]).collect()
}
