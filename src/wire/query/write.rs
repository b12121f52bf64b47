//! Writing the values of queries and forms.

use crate::text::ByteClass;

/// `unreserved` of RFC 3986, section 2.3: what a query holds as it is.
static UNRESERVED: ByteClass = ByteClass::of(b"-._~");

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
            buffer.push_str(if byte == b' ' { blank } else { percent_encoded(byte) });
        }
        rest = after;
    }
}

/// `%00` to `%FF`, by the byte that each stands for.
static PERCENT_ENCODED: [&str; 256] = {
    const DIGITS: [u8; 768] = {
        let mut digits = [0; 768];
        let mut byte = 0;
        #[expect(clippy::indexing_slicing, reason = "bounded by the loop, and this runs when compiling")]
        while byte < 256 {
            digits[3 * byte] = b'%';
            digits[3 * byte + 1] = hex_digit(byte >> 4);
            digits[3 * byte + 2] = hex_digit(byte & 15);
            byte += 1;
        }
        digits
    };
    let mut encoded = [""; 256];
    let mut byte = 0;
    #[expect(clippy::indexing_slicing, reason = "bounded by the loop, and this runs when compiling")]
    while let (Some((_, rest)), true) = (DIGITS.split_at_checked(3 * byte), byte < 256) {
        if let Ok(digits) = std::str::from_utf8(rest.split_at(3).0) {
            encoded[byte] = digits;
        }
        byte += 1;
    }
    encoded
};

fn percent_encoded(byte: u8) -> &'static str {
    PERCENT_ENCODED.get(usize::from(byte)).copied().unwrap_or_default()
}

const fn hex_digit(nibble: usize) -> u8 {
    #[expect(clippy::indexing_slicing, reason = "four bits, and this runs when compiling")]
    b"0123456789ABCDEF"[nibble & 15]
}
