//! Texts of users in messages.

/// At most 64 bytes of a text for a message, cut between characters.
pub(crate) fn clip(text: &str) -> &str {
    (0..=text.len().min(64)).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// A character as a message shows it: itself, unless it cannot be seen.
pub(crate) fn visible(character: char) -> String {
    if matches!(character, '"' | '\'' | '\\') { character.to_string() } else { character.escape_debug().to_string() }
}
