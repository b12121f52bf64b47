//! The names that placeholders of a syntax can carry.

use crate::field::PlaceholderSyntax;
use crate::field::table::LONGEST_NAME;
use crate::text::is_name;

/// Why a placeholder cannot carry a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameProblem {
    /// The built-in syntax takes letters, digits, `_` and `.`.
    OtherCharacter,
    Empty,
    TooLong,
    ControlCharacter,
    /// The opening text stands once more in what begins with it and goes on with the name.
    HoldsOpen,
    /// The closing text stands, in what the name begins and it ends, before its end.
    HoldsClose,
    /// The placeholder begins with what stands for the opening text itself.
    IsEscape,
}

/// Why placeholders of the syntax cannot carry the name, if they cannot, in XML or elsewhere.
pub(crate) const fn name_problem(name: &[u8], syntax: &PlaceholderSyntax) -> Option<NameProblem> {
    if name.is_empty() {
        return Some(NameProblem::Empty);
    }
    if name.len() > LONGEST_NAME {
        return Some(NameProblem::TooLong);
    }
    if syntax.is_builtin {
        return if is_name(name) { None } else { Some(NameProblem::OtherCharacter) };
    }
    if has_control_character(name) {
        return Some(NameProblem::ControlCharacter);
    }
    let pair = (syntax.open().as_bytes(), syntax.close().as_bytes());
    if let Some(problem) = pair_problem(name, pair, syntax.ignore_case) {
        return Some(problem);
    }
    if let Some((open, close)) = syntax.in_xml()
        && let Some(problem) = pair_problem(name, (open.as_bytes(), close.as_bytes()), syntax.ignore_case)
    {
        return Some(problem);
    }
    match syntax.escape() {
        Some(escape) if begins([pair.0, name, pair.1], escape.as_bytes(), syntax.ignore_case) => {
            Some(NameProblem::IsEscape)
        }
        _ => None,
    }
}

const fn pair_problem(name: &[u8], (open, close): (&[u8], &[u8]), ignore_case: bool) -> Option<NameProblem> {
    if let [_, after @ ..] = open
        && first_at([after, name, b""], open, ignore_case).is_some()
    {
        return Some(NameProblem::HoldsOpen);
    }
    match first_at([name, close, b""], close, ignore_case) {
        Some(at) if !close.is_empty() && at < name.len() => Some(NameProblem::HoldsClose),
        _ => None,
    }
}

/// Where a text stands first in three that follow each other.
pub(super) const fn first_at(
    [mut first, mut second, mut third]: [&[u8]; 3],
    text: &[u8],
    ignore_case: bool,
) -> Option<usize> {
    let mut at = 0;
    loop {
        if begins([first, second, third], text, ignore_case) {
            return Some(at);
        }
        if let [_, after @ ..] = first {
            first = after;
        } else if let [_, after @ ..] = second {
            second = after;
        } else if let [_, after @ ..] = third {
            third = after;
        } else {
            return None;
        }
        at += 1;
    }
}

/// Whether three texts that follow each other begin with another one.
pub(super) const fn begins([mut first, mut second, mut third]: [&[u8]; 3], mut text: &[u8], ignore_case: bool) -> bool {
    while let [expected, rest @ ..] = text {
        let byte;
        (byte, first, second, third) = if let [byte, after @ ..] = first {
            (*byte, after, second, third)
        } else if let [byte, after @ ..] = second {
            (*byte, first, after, third)
        } else if let [byte, after @ ..] = third {
            (*byte, first, second, after)
        } else {
            return false;
        };
        if byte != *expected && !(ignore_case && byte.eq_ignore_ascii_case(expected)) {
            return false;
        }
        text = rest;
    }
    true
}

/// Whether a text in UTF-8 has a control character of ASCII or Latin-1.
pub(crate) const fn has_control_character(mut text: &[u8]) -> bool {
    while let [byte, rest @ ..] = text {
        let is_of_latin = matches!((*byte, rest), (0xc2, [0x80..=0x9f, ..]));
        if byte.is_ascii_control() || is_of_latin {
            return true;
        }
        text = rest;
    }
    false
}
