//! Values that may stand in a JSON body without escapes.

use crate::json::scan::Scanner;

/// Appends what stands in the place of a value: as it is where it is one, else as a string. Tells whether it is one.
pub(crate) fn push_bare(value: &[u8], depth: usize, body: &mut Vec<u8>) -> bool {
    let mut scanner = Scanner::taking_controls(value);
    if scanner.value(depth).is_ok() && scanner.end().is_ok() {
        body.extend_from_slice(value);
        return true;
    }
    body.push(b'"');
    push_value(value, body);
    body.push(b'"');
    false
}

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
