//! Writing the values of JSON bodies.

use crate::text::block;
use crate::text::escape::{ByteTest, Escape, EscapeTable};
use crate::text::hex_digits;

/// The inside of a JSON string (RFC 8259, section 7): quote, backslash and control characters are escaped, everything else stays as
/// it is.
pub(crate) struct InString;

impl Escape for InString {
    const TABLE: &'static EscapeTable = &ESCAPES;
}

impl ByteTest for InString {
    #[inline]
    fn found(byte: u8) -> u8 {
        // The quote changes places with the blank, and then stands next to the control characters.
        u8::from(byte ^ 2 <= b'"' ^ 2) | u8::from(byte == b'\\')
    }
}

static ESCAPES: EscapeTable = control_characters()
    .with(b'"', b"\\\"")
    .with(b'\\', b"\\\\")
    .with(b'\n', b"\\n")
    .with(b'\r', b"\\r")
    .with(b'\t', b"\\t");

const fn control_characters() -> EscapeTable {
    let mut table = EscapeTable::AS_IS;
    let mut byte = 0;
    while byte < b' ' {
        let [high, low] = hex_digits(byte, b'a');
        table = table.with(byte, &[b'\\', b'u', b'0', b'0', high, low]);
        byte += 1;
    }
    table
}

/// Writes `text` as the inside of a JSON string.
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    block::write_value::<InString>(buffer, text);
}
