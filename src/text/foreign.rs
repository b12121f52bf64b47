//! Foreign text in messages: clipped, and with nothing in it that could steer a terminal, a log or a workflow.
//!
//! Foreign is what somebody else wrote: users in their files, senders in their requests, other libraries in their errors. All of it
//! goes through here: a text into a message as [`Foreign`], a message into an error as [`Message`], whatever the command prints as a `Line`.

use std::fmt::{self, Write};
use std::ops::Deref;

use crate::text::{may_be_url, without_secrets};

/// How much of a foreign text a message shows, in bytes before what cannot be seen is escaped.
const SHOWN_BYTES: usize = 64;

/// How long a message can be, in bytes before what cannot be seen is escaped: a sentence of ours, some foreign texts, a list of names.
const MESSAGE_BYTES: usize = 2_048;

/// What begins a command anywhere in a line of a GitHub workflow's log.
const COMMAND: &str = "##[";

/// A user's text as messages show it: its first 64 bytes, cut between characters, with quotes and whatever cannot be seen escaped.
/// Of a URL, which somebody may have put in the place of anything, there are no credentials and no query.
#[derive(Clone, Copy)]
pub(crate) struct Foreign<'t>(&'t str);

pub(crate) fn shown(text: &str) -> Foreign<'_> {
    Foreign(text)
}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text) = *self;
        let of_url = may_be_url(text).then(|| without_secrets(text));
        let text = of_url.as_deref().unwrap_or(text);
        write_clipped(f, text, SHOWN_BYTES, &['"', '\'', '\\'], &[])
    }
}

impl fmt::Debug for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// At most 64 bytes of a text for a message, cut between characters.
pub(crate) fn clip(text: &str) -> &str {
    clipped(text, SHOWN_BYTES)
}

fn clipped(text: &str, most: usize) -> &str {
    (0..=text.len().min(most)).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// A text of at most 64 bytes as it stands between double quotes, where an apostrophe needs no backslash.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    // A string takes all that is written.
    let _ = write_clipped(&mut quoted, text, SHOWN_BYTES, &['"', '\\'], &[]);
    quoted
}

/// A character as a message shows it: itself, unless it cannot be seen.
pub(crate) fn visible(character: char) -> impl fmt::Display {
    Message::from(String::from(character))
}

/// Words of another library about a user's text, as messages show them.
#[cfg(feature = "xml")]
pub(crate) fn legible(words: &str) -> String {
    const MOST: usize = 200;
    let mut legible = String::new();
    // A string takes all that is written.
    let _ = write_clipped(&mut legible, words, MOST, &[], &[]);
    legible
}

/// How a text begins as messages show it that may be part of a secret: only what is neither letter nor digit, up to the first that
/// is.
pub(crate) fn shown_beginning(text: &str) -> String {
    let end = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let beginning = shown(text.get(..end).unwrap_or_default());
    if end < text.len() { format!("{beginning}…") } else { beginning.to_string() }
}

/// What a message says. Whatever it was made of, nothing in it is hidden, it is one line, and it is not long.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Message(Box<str>);

impl<T: Into<Box<str>>> From<T> for Message {
    fn from(text: T) -> Self {
        let text = text.into();
        if text.len() <= MESSAGE_BYTES && is_plain(&text) {
            return Self(text);
        }
        let mut message = String::new();
        // A string takes all that is written.
        let _ = write_clipped(&mut message, &text, MESSAGE_BYTES, &[], &[]);
        Self(message.into())
    }
}

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// Whether a character cannot be seen as it stands, or changes how others are seen: controls of either kind, separators of lines
/// and paragraphs, marks of direction, blanks that are none.
#[doc(hidden)]
#[must_use]
pub fn is_hidden(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    // The standard library knows, but takes an accent that follows nothing for one that cannot be seen.
    let mut after_letter = [b'x', 0, 0, 0, 0];
    let length = after_letter.get_mut(1..).map_or(0, |room| character.encode_utf8(room).len());
    let text = after_letter.get(..=length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    #[expect(clippy::disallowed_methods, reason = "this is where foreign text is escaped")]
    let is_escaped = text.escape_debug().nth(1) == Some('\\');
    is_escaped
}

/// Whether a text can stand in a line as it is.
fn is_plain(text: &str) -> bool {
    !text.contains(COMMAND) && !text.chars().any(is_hidden)
}

/// Writes the first bytes of a text, and that there are more.
fn write_clipped(f: &mut impl Write, text: &str, most: usize, quotes: &[char], kept: &[char]) -> fmt::Result {
    let beginning = clipped(text, most);
    write_escaped(f, beginning, quotes, kept)?;
    if beginning.len() < text.len() { f.write_char('…') } else { Ok(()) }
}

/// Writes a text with all that is hidden escaped but what is `kept`, with `quotes` behind a backslash, and with no command in it.
pub(super) fn write_escaped(f: &mut impl Write, text: &str, quotes: &[char], kept: &[char]) -> fmt::Result {
    let mut rest = text.chars();
    loop {
        let all = rest.as_str();
        let Some(character) = rest.next() else { return Ok(()) };
        if quotes.contains(&character) {
            f.write_char('\\')?;
            f.write_char(character)?;
        } else if kept.contains(&character) {
            f.write_char(character)?;
        } else {
            write_shown(f, all, character)?;
        }
    }
}

/// Writes the character with which `rest` begins, escaped if it is hidden or begins a command.
pub(super) fn write_shown(f: &mut impl Write, rest: &str, character: char) -> fmt::Result {
    if rest.starts_with(COMMAND) || is_hidden(character) { write_escape(f, character) } else { f.write_char(character) }
}

/// Writes a character as Rust escapes it.
pub(super) fn write_escape(f: &mut impl Write, character: char) -> fmt::Result {
    match character {
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\t' => f.write_str("\\t"),
        '\0' => f.write_str("\\0"),
        other => write!(f, "{}", other.escape_unicode()),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_hidden, shown, shown_beginning};

    #[test]
    fn hides_what_steers_and_shows_what_people_write() {
        for hidden in
            "\0\n\r\t\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{200b}\u{200e}\u{2028}\u{2029}\u{202e}\u{2066}\u{feff}\u{e0001}"
                .chars()
        {
            assert!(is_hidden(hidden), "{hidden:?}");
        }
        for visible in " a\"'\\é\u{301}ß漢\u{93f}🎉".chars() {
            assert!(!is_hidden(visible), "{visible:?}");
        }
    }

    #[test]
    fn a_foreign_text_is_clipped_and_escaped() {
        assert_eq!(shown("a\"\u{9b}b\n").to_string(), r#"a\"\u{9b}b\n"#);
        assert_eq!(shown(&"é".repeat(33)).to_string(), "é".repeat(32) + "…");
        assert_eq!(shown("https://u:p@h/a?b=c").to_string(), "https://h/a?…");
        assert_eq!(shown_beginning("%4"), "%…");
        assert_eq!(shown_beginning("\"%"), "\\\"%");
    }
}
