//! Values that may stand in an XML body without escapes.

use crate::wire::xml::compile::decode_literal;
use crate::wire::xml::write::write_value;

/// Appends a value to an element's text or an attribute's value: as it is where it is valid there, else escaped. Tells whether it is
/// valid.
pub(crate) fn push_value(value: &[u8], is_attribute: bool, body: &mut Vec<u8>) -> bool {
    // Bytes that are not UTF-8 are for the reader, which refuses them.
    let Ok(text) = std::str::from_utf8(value) else {
        body.extend_from_slice(value);
        return true;
    };
    let is_valid = if is_attribute { is_plain(text) && !text.contains(['"', '\'']) } else { is_text(text) };
    if is_valid {
        body.extend_from_slice(value);
    } else {
        let mut escaped = String::new();
        write_value(&mut escaped, text);
        body.extend_from_slice(escaped.as_bytes());
    }
    is_valid
}

/// ```text
/// text    = plain *( "<![CDATA[" section "]]>" plain )
/// plain   = what has no `<`, and no `&` but in references to characters and to the entities of XML itself
/// section = what has neither of the two
/// ```
fn is_text(text: &str) -> bool {
    let mut parts = text.split("<![CDATA[");
    let is_begun_well = parts.next().is_some_and(is_plain);
    is_begun_well && parts.all(|part| part.split_once("]]>").is_some_and(|(_, after)| is_plain(after)))
}

fn is_plain(text: &str) -> bool {
    !text.contains('<') && decode_literal(text).is_ok()
}
