//! Writing the values of JSON bodies.

use std::fmt::Write;

use crate::json::plain_length;

/// Writes `text` as the inside of a JSON string (RFC 8259, section 7): quote, backslash and control characters are escaped,
/// everything else stays as it is.
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let plain = plain_length(rest.as_bytes());
        if plain >= rest.len() {
            return buffer.push_str(rest);
        }
        let (before, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        buffer.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('"') => buffer.push_str("\\\""),
            Some('\\') => buffer.push_str("\\\\"),
            Some('\n') => buffer.push_str("\\n"),
            Some('\r') => buffer.push_str("\\r"),
            Some('\t') => buffer.push_str("\\t"),
            Some(control) => _ = write!(buffer, "\\u{:04x}", u32::from(control)),
            None => return,
        }
        rest = characters.as_str();
    }
}
