//! Writing the values of XML bodies.

use crate::text::block;
use crate::text::escape::{ByteTest, Escape, EscapeTable, is_any};
use crate::wire::xml::syntax::is_char;

/// Part of an element's text or of an attribute's value. White space that a reader may normalize is written as character references.
pub(crate) struct InText;

impl Escape for InText {
    const TABLE: &'static EscapeTable = &ESCAPES;
}

static ESCAPES: EscapeTable = EscapeTable::AS_IS
    .with(b'&', b"&amp;")
    .with(b'<', b"&lt;")
    .with(b'>', b"&gt;")
    .with(b'"', b"&quot;")
    .with(b'\'', b"&apos;")
    .with(b'\t', b"&#9;")
    .with(b'\n', b"&#10;")
    .with(b'\r', b"&#13;");

impl ByteTest for InText {
    #[inline]
    fn found(byte: u8) -> u8 {
        // The quote changes places with the blank, and then stands next to the control characters, of which three are written.
        u8::from(byte ^ 2 <= b'"' ^ 2) | u8::from(byte | 1 == b'\'') | u8::from(byte | 2 == b'>')
    }
}

/// Writes `text` as part of an element's text or of an attribute's value.
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    block::write_value::<InText>(buffer, text);
}

/// The first byte of characters of which XML cannot hold all: the control characters, and U+F000 to U+FFFF.
struct Doubtful;

impl ByteTest for Doubtful {
    #[inline]
    fn found(byte: u8) -> u8 {
        u8::from(byte < b' ') | u8::from(byte == 0xEF)
    }
}

/// The first character that XML 1.0 cannot hold, not even as a reference: `Char` of the recommendation, section 2.2.
pub(crate) fn unwritable(text: &str) -> Option<char> {
    let (chunks, end) = text.as_bytes().as_chunks();
    let is_doubtful = chunks.iter().any(is_any::<Doubtful>) || end.iter().any(|byte| Doubtful::found(*byte) != 0);
    if is_doubtful { text.chars().find(|character| !is_char(*character)) } else { None }
}
