//! Writing the values of JSON bodies.

use crate::json::scan::Scanner;
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

/// Writes `text` in the place of a value: as it is where it is one that `Bare` permits, and all of it; else as a string.
pub(crate) fn write_bare(buffer: &mut String, text: &str, bare: Bare) {
    if bare.permits(text) {
        return buffer.push_str(text);
    }
    buffer.push('"');
    write_value(buffer, text);
    buffer.push('"');
}

/// A value that nests deeper is a string: readers count the levels of the template as well.
const DEPTH: usize = 32;

/// Which texts are JSON values by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bare {
    /// None: every text is a string.
    Nothing,
    /// Numbers, truth values, objects and arrays.
    Data,
    /// The same and `null`.
    DataOrNull,
}

impl Bare {
    fn permits(self, text: &str) -> bool {
        let is_of_kind = match text.as_bytes().first() {
            Some(b'0'..=b'9' | b'-' | b't' | b'f' | b'{' | b'[') => self != Self::Nothing,
            Some(b'n') => self == Self::DataOrNull,
            _ => false,
        };
        let is_one = || {
            let mut scanner = Scanner::new(text.as_bytes());
            scanner.value(DEPTH).is_ok() && scanner.rest().is_empty()
        };
        // Not every reader takes numbers beyond all measure, and halves of surrogate pairs.
        is_of_kind && is_one() && serde_json::from_str::<serde_json::Value>(text).is_ok()
    }
}

/// Writes `text` as the inside of a JSON string.
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    block::write_value::<InString>(buffer, text);
}
