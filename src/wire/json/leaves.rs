//! Which values a JSON body has, without reading it into anything.

use std::borrow::Cow;

use crate::json::decode::decode;
use crate::json::scan::{JsonString, Scanner, SyntaxError};
use crate::template::rules::pointer_to;

/// Tells of every value, with the JSON Pointer to it, as far as the body is well-formed. It goes into objects and arrays only where
/// it `may_descend`, which bounds the recursion; any other value counts as a whole, with its bytes as text.
pub(crate) fn visit(body: &[u8], may_descend: &dyn Fn(&str) -> bool, tell: &mut dyn FnMut(&str, Cow<'_, str>)) {
    let mut scanner = Scanner::new(body);
    // What comes after the first error is nobody's.
    let _ = value(&mut scanner, "", may_descend, tell);
}

fn value(
    scanner: &mut Scanner<'_>,
    pointer: &str,
    may_descend: &dyn Fn(&str) -> bool,
    tell: &mut dyn FnMut(&str, Cow<'_, str>),
) -> Result<(), SyntaxError> {
    match scanner.next_token() {
        Some(b'{') if may_descend(pointer) => scanner.object(|scanner, name| {
            let name = text_of(scanner, name);
            value(scanner, &pointer_to(pointer, &name), may_descend, tell)
        }),
        Some(b'[') if may_descend(pointer) => {
            let mut index = 0_usize;
            scanner.array(|scanner| {
                let item = pointer_to(pointer, &index.to_string());
                index += 1;
                value(scanner, &item, may_descend, tell)
            })
        }
        first => {
            let read = leaf(scanner, first == Some(b'"'));
            // What cannot be read is there all the same.
            let (text, result) = read.map_or_else(|error| (Cow::Borrowed(""), Err(error)), |text| (text, Ok(())));
            tell(pointer, text);
            result
        }
    }
}

fn leaf<'a>(scanner: &mut Scanner<'a>, is_string: bool) -> Result<Cow<'a, str>, SyntaxError> {
    let string = if is_string {
        scanner.string()?
    } else {
        JsonString { content: scanner.value(usize::MAX)?, has_escapes: false }
    };
    Ok(text_of(scanner, string))
}

fn text_of<'a>(scanner: &Scanner<'a>, string: JsonString) -> Cow<'a, str> {
    decode(scanner.slice(string.content), string.has_escapes).0
}
