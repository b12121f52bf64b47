//! Which values a JSON body has, without reading it into anything.

use std::borrow::Cow;

use crate::json::scan::{Scanner, SyntaxError, decode};
use crate::template::rules::pointer_to;

/// Tells of every value, with the JSON Pointer to it, as far as the body is well-formed. It goes into objects and arrays only where
/// `leads_on`, which bounds the recursion; any other value counts as a whole, with its bytes as text.
pub(crate) fn each(body: &[u8], leads_on: &dyn Fn(&str) -> bool, tell: &mut dyn FnMut(&str, Cow<'_, str>)) {
    let mut scanner = Scanner::new(body);
    // What comes after the first error is nobody's.
    let _ = value(&mut scanner, "", leads_on, tell);
}

fn value(
    scanner: &mut Scanner<'_>,
    pointer: &str,
    leads_on: &dyn Fn(&str) -> bool,
    tell: &mut dyn FnMut(&str, Cow<'_, str>),
) -> Result<(), SyntaxError> {
    match scanner.next_token() {
        Some(open @ (b'{' | b'[')) if leads_on(pointer) => {
            let close = if open == b'{' { b'}' } else { b']' };
            scanner.advance();
            let mut goes_on = scanner.any(close);
            let mut index = 0_usize;
            while goes_on {
                let name = if open == b'{' {
                    let name = scanner.string()?;
                    scanner.take(b':', "`:`")?;
                    decode(scanner.slice(name.content), name.has_escapes).0
                } else {
                    Cow::Owned(index.to_string())
                };
                value(scanner, &pointer_to(pointer, &name), leads_on, tell)?;
                index = index.saturating_add(1);
                goes_on = scanner.another(close, "`,`")?;
            }
        }
        first => {
            let read = leaf(scanner, first == Some(b'"'));
            // What cannot be read is there all the same.
            let (text, result) = read.map_or_else(|error| (Cow::Borrowed(""), Err(error)), |text| (text, Ok(())));
            tell(pointer, text);
            return result;
        }
    }
    Ok(())
}

fn leaf<'a>(scanner: &mut Scanner<'a>, is_string: bool) -> Result<Cow<'a, str>, SyntaxError> {
    let (content, has_escapes) = if is_string {
        let string = scanner.string()?;
        (string.content, string.has_escapes)
    } else {
        (scanner.value(usize::MAX)?, false)
    };
    Ok(decode(scanner.slice(content), has_escapes).0)
}
