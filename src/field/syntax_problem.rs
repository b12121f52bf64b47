//! What makes texts unfit for a syntax of placeholders.

use crate::field::PlaceholderSyntax;
use crate::field::placeholder_name::{begins, first_at, has_control_character};

/// An opening or closing text is not longer than so many characters.
pub(crate) const LONGEST_DELIMITER: usize = 8;

/// What stands for an opening text is not longer than so many characters.
pub(crate) const LONGEST_ESCAPE: usize = 16;

/// Why a text cannot open, close or escape placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SyntaxProblem {
    Empty,
    TooLong,
    ControlCharacter,
    /// XML needs the character for itself.
    Markup,
    /// What stands for the opening text does not begin with it, or is not longer.
    NotAfterOpen,
}

/// Why a text cannot open placeholders, if it cannot.
pub(crate) const fn open_problem(open: &str) -> Option<SyntaxProblem> {
    if open.is_empty() { Some(SyntaxProblem::Empty) } else { close_problem(open) }
}

/// Why a text cannot close placeholders, if it cannot. It may be empty.
pub(crate) const fn close_problem(close: &str) -> Option<SyntaxProblem> {
    text_problem(close, LONGEST_DELIMITER)
}

/// Why a text cannot open or close placeholders in XML.
pub(crate) const fn markup_problem(text: &str) -> Option<SyntaxProblem> {
    match (first_at([text.as_bytes(), b"", b""], b"<", false), first_at([text.as_bytes(), b"", b""], b"&", false)) {
        (None, None) => None,
        _ => Some(SyntaxProblem::Markup),
    }
}

/// Why a text cannot stand for the opening text, if it cannot.
pub(crate) const fn escape_problem(escape: &str, open: &str) -> Option<SyntaxProblem> {
    if let Some(problem) = text_problem(escape, LONGEST_ESCAPE) {
        return Some(problem);
    }
    let is_longer = escape.len() > open.len() && begins([escape.as_bytes(), b"", b""], open.as_bytes(), false);
    if is_longer { None } else { Some(SyntaxProblem::NotAfterOpen) }
}

const fn text_problem(text: &str, longest: usize) -> Option<SyntaxProblem> {
    if characters(text.as_bytes()) > longest {
        Some(SyntaxProblem::TooLong)
    } else if has_control_character(text.as_bytes()) {
        Some(SyntaxProblem::ControlCharacter)
    } else {
        None
    }
}

/// How many characters a text in UTF-8 has.
const fn characters(mut text: &[u8]) -> usize {
    let mut count = 0;
    while let [byte, rest @ ..] = text {
        // All but the first byte of a character are continuation bytes.
        if !matches!(*byte, 0x80..=0xbf) {
            count += 1;
        }
        text = rest;
    }
    count
}

/// Holds of the syntax of a set, when it is compiled, that its texts can be told from names and from each other.
pub(super) const fn assert_syntax(syntax: &PlaceholderSyntax) {
    if syntax.is_builtin {
        return;
    }
    assert!(
        open_problem(syntax.open()).is_none(),
        "the text before a name is 1 to 8 characters, none a control character"
    );
    assert!(
        close_problem(syntax.close()).is_none(),
        "the text behind a name is at most 8 characters, none a control character"
    );
    if let Some((open, close)) = syntax.in_xml() {
        let is_fit = open_problem(open).is_none() && close_problem(close).is_none();
        let has_markup = markup_problem(open).is_some() || markup_problem(close).is_some();
        assert!(is_fit && !has_markup, "the texts around a name in XML are at most 8 characters, none `<` or `&`");
    }
    if let Some(escape) = syntax.escape() {
        assert!(
            escape_problem(escape, syntax.open()).is_none(),
            "what stands for the opening text begins with it, and is at most 16 characters"
        );
    }
}
