//! Placeholders whose brackets somebody encoded.

use crate::field::{ENCODED_BRACKETS, FieldTable, LONGEST_NAME};
use crate::text::{Span, is_name_byte};

/// The encoded placeholders of known fields in `text`, in their order, with the fields' names.
pub(super) fn encoded_placeholders<'t>(text: &str, table: &'t FieldTable) -> Vec<(Span, &'t str)> {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'%', b'&', b'\\', bytes)
        .filter_map(|start| {
            let rest = bytes.get(start..)?;
            let (open, close) = ENCODED_BRACKETS.iter().find(|(open, _)| begins_with(rest, open))?;
            let inside = rest.get(open.len()..)?;
            let window = inside.get(..inside.len().min(LONGEST_NAME)).unwrap_or_default();
            let length = window.iter().take_while(|byte| is_name_byte(**byte)).count();
            let (name, after) = inside.split_at_checked(length)?;
            if !begins_with(after, close) {
                return None;
            }
            let field = table.find(std::str::from_utf8(name).ok()?)?;
            Some((Span::new(start, start + open.len() + length + close.len()), table.name(field)))
        })
        .collect()
}

fn begins_with(bytes: &[u8], encoding: &str) -> bool {
    bytes.get(..encoding.len()).is_some_and(|start| start.eq_ignore_ascii_case(encoding.as_bytes()))
}
