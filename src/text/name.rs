//! The names that placeholders carry.

/// Whether a placeholder can carry the name.
///
/// ```text
/// name = ( ALPHA / "_" ) *( ALPHA / DIGIT / "_" / "." )
/// ```
pub(crate) const fn is_name(name: &[u8]) -> bool {
    let [b'A'..=b'Z' | b'a'..=b'z' | b'_', rest @ ..] = name else { return false };
    let mut rest = rest;
    while let [byte, after @ ..] = rest {
        if !is_name_byte(*byte) {
            return false;
        }
        rest = after;
    }
    true
}

pub(crate) const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

/// Whether two names are the same, for constants.
pub(crate) const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, rest @ ..], [other_first, other_rest @ ..]) = (one, other) {
        if *first != *other_first {
            return false;
        }
        (one, other) = (rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

/// Whether two names are the same but for the case of ASCII letters, for constants.
pub(crate) const fn is_same_ignoring_case(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, rest @ ..], [other_first, other_rest @ ..]) = (one, other) {
        if !first.eq_ignore_ascii_case(other_first) {
            return false;
        }
        (one, other) = (rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}
