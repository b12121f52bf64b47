//! Writing the values of queries and forms.

use crate::text::escape::{ByteTest, Escape, EscapeTable};
use crate::text::{block, hex_digits};

/// `unreserved` of RFC 3986, section 2.3, beside letters and digits: what a query holds as it is.
const UNRESERVED_MARKS: &[u8] = b"-._~";

/// What the serializer of the WHATWG URL standard, section 5.2, leaves as it is, beside letters and digits.
const FORM_MARKS: &[u8] = b"*-._";

/// A value of a query, whatever it holds: every byte but the unreserved is percent-encoded.
pub(crate) struct InQuery;

impl Escape for InQuery {
    const TABLE: &'static EscapeTable = &IN_QUERY;
}

static IN_QUERY: EscapeTable = percent_encoded(UNRESERVED_MARKS);

impl ByteTest for InQuery {
    #[inline]
    fn found(byte: u8) -> u8 {
        1 ^ (is_common(byte) | u8::from(byte == b'~'))
    }
}

/// A value of a query, as [`InQuery`] but for the blank, which is a plus.
pub(crate) struct InQueryWithPlus;

impl Escape for InQueryWithPlus {
    const TABLE: &'static EscapeTable = &IN_QUERY_WITH_PLUS;
}

static IN_QUERY_WITH_PLUS: EscapeTable = percent_encoded(UNRESERVED_MARKS).with(b' ', b"+");

impl ByteTest for InQueryWithPlus {
    #[inline]
    fn found(byte: u8) -> u8 {
        InQuery::found(byte)
    }
}

/// A value of a form body, as strict receivers want it.
pub(crate) struct InForm;

impl Escape for InForm {
    const TABLE: &'static EscapeTable = &IN_FORM;
}

static IN_FORM: EscapeTable = percent_encoded(FORM_MARKS).with(b' ', b"+");

impl ByteTest for InForm {
    #[inline]
    fn found(byte: u8) -> u8 {
        1 ^ (is_common(byte) | u8::from(byte == b'*'))
    }
}

/// Not zero for letters, digits, `-`, `.` and `_`.
#[inline]
fn is_common(byte: u8) -> u8 {
    let letter = u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
    // From `-` to `9` there is one other.
    let digit = u8::from(byte.wrapping_sub(b'-') <= b'9' - b'-') & u8::from(byte != b'/');
    letter | digit | u8::from(byte == b'_')
}

/// Every byte but letters, digits and `marks` percent-encoded.
const fn percent_encoded(marks: &[u8]) -> EscapeTable {
    let mut table = EscapeTable::AS_IS;
    let mut byte = 0_u8;
    loop {
        if !(byte.is_ascii_alphanumeric() || contains(marks, byte)) {
            let [high, low] = hex_digits(byte, b'A');
            table = table.with(byte, &[b'%', high, low]);
        }
        match byte.checked_add(1) {
            Some(next) => byte = next,
            None => return table,
        }
    }
}

const fn contains(bytes: &[u8], byte: u8) -> bool {
    let mut rest = bytes;
    while let [one, tail @ ..] = rest {
        if *one == byte {
            return true;
        }
        rest = tail;
    }
    false
}

/// Writes `text` as one value of a form body.
pub(crate) fn write_form_value(buffer: &mut String, text: &str) {
    block::write_value::<InForm>(buffer, text);
}

/// `text` as one value of a query.
pub(crate) fn encoded_value(text: &str) -> String {
    let mut encoded = String::new();
    block::write_value::<InQuery>(&mut encoded, text);
    encoded
}

/// Writes the parameter that carries the field `name`, under that name; `placeholder` is that of the field.
pub(crate) fn write_parameter(buffer: &mut String, name: &str, placeholder: &str) {
    block::write_value::<InQuery>(buffer, name);
    buffer.push('=');
    buffer.push_str(placeholder);
}

/// What joins a parameter to the `query` that is there. Its end alone does not tell: a `?` inside of it is a character as any other.
pub(crate) fn separator(query: Option<&str>) -> &'static str {
    match query {
        None => "?",
        Some(query) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    }
}
