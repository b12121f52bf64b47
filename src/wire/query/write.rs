//! Writing the values of queries and forms.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode_byte, utf8_percent_encode};

use crate::text::ByteClass;

/// `unreserved` of RFC 3986, section 2.3, beside letters and digits: what a query holds as it is.
const UNRESERVED_MARKS: &[u8] = b"-._~";

/// For the renderer, which looks each byte up in a table.
static UNRESERVED: ByteClass = ByteClass::of(UNRESERVED_MARKS);

/// For everything else.
static RESERVED: AsciiSet = all_but(UNRESERVED_MARKS);

/// What the serializer of the WHATWG URL standard, section 5.2, leaves as it is.
static FORM_PLAIN: ByteClass = ByteClass::of(b"*-._");

/// Writes `text` so that it is one value of a query, whatever it holds: every byte but the unreserved is percent-encoded.
#[inline]
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    write_encoded(buffer, text, &UNRESERVED, "%20");
}

/// Writes `text` so that it is one value of a form body, as strict receivers want it.
#[inline]
pub(crate) fn write_form_value(buffer: &mut String, text: &str) {
    write_encoded(buffer, text, &FORM_PLAIN, "+");
}

/// The same text as one value of a query, where speed does not matter.
pub(crate) fn encoded_value(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, &RESERVED)
}

/// Writes the parameter that carries the field `name`, under that name.
pub(crate) fn write_placeholder(buffer: &mut String, name: &str) {
    buffer.extend(encoded_value(name));
    buffer.push_str("=<");
    buffer.push_str(name);
    buffer.push('>');
}

/// What joins a parameter to the `query` that is there. Its end alone does not tell: a `?` inside of it is a character as any other.
pub(crate) fn separator(query: Option<&str>) -> &'static str {
    match query {
        None => "?",
        Some(query) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    }
}

/// Everything but letters, digits and `marks`.
const fn all_but(marks: &[u8]) -> AsciiSet {
    let mut encoded = NON_ALPHANUMERIC.union(AsciiSet::EMPTY);
    let mut rest = marks;
    while let [mark, tail @ ..] = rest {
        encoded = encoded.remove(*mark);
        rest = tail;
    }
    encoded
}

#[inline]
fn write_encoded(buffer: &mut String, text: &str, plain: &ByteClass, blank: &str) {
    let mut rest = text;
    // Both kinds of run end between characters, because every plain byte is a character.
    while !rest.is_empty() {
        let length = rest.bytes().position(|byte| !plain.contains(byte)).unwrap_or(rest.len());
        let (before, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        buffer.push_str(before);
        let length = after.bytes().position(|byte| plain.contains(byte)).unwrap_or(after.len());
        let (encoded, after) = after.split_at_checked(length).unwrap_or((after, ""));
        for byte in encoded.bytes() {
            buffer.push_str(if byte == b' ' { blank } else { percent_encode_byte(byte) });
        }
        rest = after;
    }
}
