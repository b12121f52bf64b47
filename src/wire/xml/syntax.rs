//! What XML 1.0 says of characters, references, declarations and prefixes.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesDecl;

use crate::text::shown;

/// `Char` of the recommendation, section 2.2.
pub(crate) const fn is_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// The document behind all byte order marks. The parser passes over one by itself, and does not count it in the places that it tells.
pub(crate) fn behind_marks(mut document: &[u8]) -> &[u8] {
    while let Some(behind) = document.strip_prefix("\u{feff}".as_bytes()) {
        document = behind;
    }
    document
}

/// An offset as the parser counts it.
pub(crate) fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// The name without its namespace prefix.
pub(crate) fn local_name(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

pub(crate) fn is_namespace_declaration(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:")
}

/// The encodings of which ASCII is a part, as UTF-8 has it.
const LIKE_ASCII: [&str; 3] = ["ascii", "us-ascii", "iso-8859-1"];

/// Why the declaration of a body that is UTF-8 cannot be honoured.
pub(crate) fn refused_declaration(declaration: &BytesDecl<'_>, body: &str) -> Option<String> {
    let Ok(encoding) = declaration.encoding()? else { return Some("a declaration that cannot be read".to_owned()) };
    let is_one_of = |known: &[&str]| known.iter().any(|known| encoding.eq_ignore_ascii_case(known));
    let is_honoured = is_one_of(&["utf-8", "utf8"]) || is_one_of(&LIKE_ASCII) && body.is_ascii();
    (!is_honoured).then(|| foreign_encoding(&encoding))
}

/// What is said of a declared encoding.
pub(crate) fn foreign_encoding(name: &str) -> String {
    format!("the encoding `{}` instead of UTF-8", shown(name))
}

/// White space as XML defines it: `S` of the recommendation, section 2.3.
pub(crate) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// The five entities that need no declaration: section 4.6 of the recommendation.
pub(crate) fn predefined(name: &str) -> Option<char> {
    resolve_xml_entity(name)?.chars().next()
}

/// The character of a reference without `&` and `;`: a predefined entity, or `#` and a code in decimal or, after `x`, hexadecimal.
pub(crate) fn referenced(name: &str) -> Option<char> {
    let Some(code) = name.strip_prefix('#') else { return predefined(name) };
    let code = match code.strip_prefix('x') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(digits, 16).ok()?,
        None if code.bytes().all(|byte| byte.is_ascii_digit()) => code.parse().ok()?,
        _ => return None,
    };
    char::from_u32(code).filter(|character| is_char(*character))
}
