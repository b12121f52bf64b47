//! Placeholders that a platform sent instead of filling them.

use percent_encoding::percent_decode_str;

use crate::field::{PlaceholderSyntax, TableData};

/// The opening and the closing bracket of a placeholder as somebody encoded them, in lower case: URL libraries write `%3C`,
/// rich-text editors `&lt;`, JSON writers `\u003c`.
pub(crate) const ENCODED_BRACKETS: [(&str, &str); 3] = [("%3c", "%3e"), ("&lt;", "&gt;"), ("\\u003c", "\\u003e")];

/// As they stand in templates of all formats, and those of XML as a URL library encodes them.
const BRACKETS: [(&str, &str); 3] = [("<", ">"), ("{", "}"), ("%7b", "%7d")];

/// The places of the fields whose text is their own placeholder.
pub(crate) fn unfilled_fields<'r>(
    table: &'r TableData,
    texts: impl Iterator<Item = &'r str>,
) -> impl Iterator<Item = usize> {
    let fields = table.fields.iter().zip(texts).enumerate();
    fields.filter(|(_, (field, text))| is_placeholder(&table.syntax, text, field.name())).map(|(place, _)| place)
}

/// Whether a text is the placeholder of the field `name`: as it is, with its brackets encoded, or as the platform writes it.
pub(super) fn is_placeholder(syntax: &PlaceholderSyntax, text: &str, name: &str) -> bool {
    let text = text.trim();
    BRACKETS.iter().chain(&ENCODED_BRACKETS).any(|(open, close)| inside(text, open, close) == Some(name))
        || (!syntax.is_builtin && is_written_by(syntax, text, name))
}

/// Whether a text is the placeholder of `name` in this syntax, in XML or elsewhere, as it is or percent-encoded.
fn is_written_by(syntax: &PlaceholderSyntax, text: &str, name: &str) -> bool {
    let is_name = |found: &str| found == name || (syntax.ignore_case && found.eq_ignore_ascii_case(name));
    let is_one = |text: &str| {
        let pairs = [syntax.pair(false), syntax.pair(true)];
        pairs.iter().any(|(open, close)| inside(text, open, close).is_some_and(is_name))
    };
    is_one(text) || percent_decode_str(text).decode_utf8().is_ok_and(|decoded| is_one(&decoded))
}

/// What stands between brackets, which are letters in either case.
fn inside<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(open.len())?;
    let (inside, end) = rest.split_at_checked(rest.len().checked_sub(close.len())?)?;
    (start.eq_ignore_ascii_case(open) && end.eq_ignore_ascii_case(close)).then_some(inside)
}
