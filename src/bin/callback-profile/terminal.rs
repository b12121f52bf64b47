//! Foreign text on a terminal or in a log: what would steer it is escaped.

use callback_profile::__command::{Line, Lines, is_hidden};

/// What begins a command anywhere in a line of a GitHub workflow's log.
const COMMAND: &str = "##[";

/// A text in one line.
pub(crate) fn line(text: &str) -> String {
    Line(text).to_string()
}

/// A text that keeps its line feeds and tabs.
pub(crate) fn lines(text: &str) -> String {
    Lines(text).to_string()
}

/// Whether a character must not be printed where the text begins.
pub(crate) fn is_steering(text: &str, character: char) -> bool {
    is_hidden(character) || text.starts_with(COMMAND)
}

/// A text as long as it was, so that its places hold: what would steer a terminal is replaced, but for line feeds and tabs.
pub(crate) fn as_long(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        match character {
            '\n' | '\t' => shown.push(character),
            '\r' if rest.starts_with("\r\n") => shown.push(' '),
            _ if is_steering(rest, character) => (0..character.len_utf8()).for_each(|_| shown.push('?')),
            _ => shown.push(character),
        }
    }
    shown
}
