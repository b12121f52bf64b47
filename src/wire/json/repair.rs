//! Values that may stand in a JSON body without escapes.

use crate::json::scan::Scanner;

/// Appends a value to the inside of a string: as it is where it is valid there, else escaped. Tells whether it is valid.
///
/// Control characters and bytes that are not UTF-8 are for the reader.
pub(crate) fn push_value(value: &[u8], body: &mut Vec<u8>) -> bool {
    let quoted = [b"\"", value, b"\""].concat();
    let mut scanner = Scanner::taking_controls(&quoted);
    if scanner.string().is_ok() && scanner.rest().is_empty() {
        body.extend_from_slice(value);
        return true;
    }
    for byte in value {
        if matches!(byte, b'"' | b'\\') {
            body.push(b'\\');
        }
        body.push(*byte);
    }
    false
}
