//! Placeholders whose brackets somebody encoded.

use crate::field::{ENCODED_BRACKETS, FieldTable, LONGEST_NAME};
use crate::template::foreign::decoded;
use crate::template::listed::{SEPARATORS, find};
use crate::template::marked::Marked;
use crate::template::placeholders::Piece;
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

/// The same in a template of a platform's own syntax, of which characters around a name are percent-encoded.
#[cold]
pub(super) fn percent_encoded_placeholders<'m>(marked: &'m Marked<'_>) -> Vec<(Span, &'m str)> {
    let (open, close) = marked.pair();
    // What nothing closes may be any text.
    let may_be_text = |text: &str| text == "%" || SEPARATORS.contains(&text);
    let is_sure = !close.is_empty() && !may_be_text(open) && !may_be_text(close);
    let Some((plain, places)) = decoded(marked.source()).filter(|_| is_sure) else { return Vec::new() };
    let place = |at: usize| places.get(at).copied().unwrap_or(marked.source().len());
    let one = |piece: Piece| {
        let Piece::Placeholder(inside) = piece else { return None };
        let span = Span::new(place(inside.start), place(inside.end));
        let is_plain = span.of(marked.source()).is_some_and(|text| text.starts_with(open) && text.ends_with(close));
        let name = Span::new(inside.start + open.len(), inside.end.checked_sub(close.len())?).of(&plain)?;
        let field = marked.table.find_written(name).filter(|_| !is_plain && !marked.has_any(span))?;
        Some((span, marked.table.name(field)))
    };
    find(&plain, (open, close), None, marked.table).marks.into_iter().filter_map(one).collect()
}

fn begins_with(bytes: &[u8], encoding: &str) -> bool {
    bytes.get(..encoding.len()).is_some_and(|start| start.eq_ignore_ascii_case(encoding.as_bytes()))
}
