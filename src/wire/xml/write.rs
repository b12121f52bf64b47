//! Writing the values of XML bodies.

use crate::wire::xml::syntax::is_char;

/// Writes `text` as part of an element's text or of an attribute's value. White space that a reader may normalize is written as
/// character references.
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    let mut rest = text;
    while let Some(plain) = rest.find(['&', '<', '>', '"', '\'', '\t', '\n', '\r']) {
        let (before, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        buffer.push_str(before);
        let mut characters = after.chars();
        buffer.push_str(match characters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\'') => "&apos;",
            Some('\t') => "&#9;",
            Some('\n') => "&#10;",
            _ => "&#13;",
        });
        rest = characters.as_str();
    }
    buffer.push_str(rest);
}

/// The first character that XML 1.0 cannot hold, not even as a reference: `Char` of the recommendation, section 2.2.
pub(crate) fn unwritable(text: &str) -> Option<char> {
    text.chars().find(|character| !is_char(*character))
}
