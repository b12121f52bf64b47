//! Foreign text on a terminal or in a log: what would steer it is escaped.

/// A text in one line.
pub(crate) fn line(text: &str) -> String {
    escaped(text, "")
}

/// A text that keeps its line feeds and tabs.
pub(crate) fn lines(text: &str) -> String {
    escaped(text, "\n\t")
}

fn escaped(text: &str, kept: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() && !kept.contains(character) {
            escaped.extend(character.escape_debug());
        } else {
            escaped.push(character);
        }
    }
    escaped
}
