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

/// Writes the parameter that carries the field `name`, under that name.
pub(crate) fn write_placeholder(buffer: &mut String, name: &str) {
    write_value(buffer, name);
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

/// `%00` to `%FF`, one after the other.
const ALL_ENCODED: &str = "\
    %00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F\
    %20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2D%2E%2F%30%31%32%33%34%35%36%37%38%39%3A%3B%3C%3D%3E%3F\
    %40%41%42%43%44%45%46%47%48%49%4A%4B%4C%4D%4E%4F%50%51%52%53%54%55%56%57%58%59%5A%5B%5C%5D%5E%5F\
    %60%61%62%63%64%65%66%67%68%69%6A%6B%6C%6D%6E%6F%70%71%72%73%74%75%76%77%78%79%7A%7B%7C%7D%7E%7F\
    %80%81%82%83%84%85%86%87%88%89%8A%8B%8C%8D%8E%8F%90%91%92%93%94%95%96%97%98%99%9A%9B%9C%9D%9E%9F\
    %A0%A1%A2%A3%A4%A5%A6%A7%A8%A9%AA%AB%AC%AD%AE%AF%B0%B1%B2%B3%B4%B5%B6%B7%B8%B9%BA%BB%BC%BD%BE%BF\
    %C0%C1%C2%C3%C4%C5%C6%C7%C8%C9%CA%CB%CC%CD%CE%CF%D0%D1%D2%D3%D4%D5%D6%D7%D8%D9%DA%DB%DC%DD%DE%DF\
    %E0%E1%E2%E3%E4%E5%E6%E7%E8%E9%EA%EB%EC%ED%EE%EF%F0%F1%F2%F3%F4%F5%F6%F7%F8%F9%FA%FB%FC%FD%FE%FF";

/// The same, by the byte that each stands for.
static PERCENT_ENCODED: [&str; 256] = {
    let mut encoded = [""; 256];
    let mut rest = ALL_ENCODED;
    let mut byte = 0;
    while let Some((first, others)) = rest.split_at_checked("%00".len()) {
        #[expect(clippy::indexing_slicing, reason = "as many as there are bytes, and this runs when compiling")]
        {
            encoded[byte] = first;
        }
        rest = others;
        byte += 1;
    }
    encoded
};

fn percent_encoded(byte: u8) -> &'static str {
    PERCENT_ENCODED.get(usize::from(byte)).copied().unwrap_or_default()
}
