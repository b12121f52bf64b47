//! A line of a text with what is meant in it underlined.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::text::Span;
use crate::text::foreign::write_shown;

/// So many characters of a line are shown before what is meant.
const BEFORE: usize = 40;

/// So many characters of a line are shown from what is meant on.
const FROM: usize = 80;

/// How a tab is shown.
const TAB: &str = "    ";

/// What is shown for the rest of a line.
const REST: char = '…';

/// The line on which something begins, as far as it is near, and a line with carets under it. Nothing in it is hidden, and it is not
/// long: what making it takes does not depend on the line's length.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Excerpt {
    line: usize,
    text: Box<str>,
    indent: usize,
    carets: usize,
}

impl Excerpt {
    /// The excerpt for a span of a text without secrets, which begins on this line. What goes on in other lines is underlined to the end
    /// of its first.
    pub(crate) fn of(text: &str, span: Span, line: usize) -> Self {
        let is_boundary = |at: &usize| text.is_char_boundary(*at);
        let start = (0..=span.start.min(text.len())).rev().find(is_boundary).unwrap_or_default();
        let (before, from) = text.split_at_checked(start).unwrap_or((text, ""));
        let in_line = |(_, character): &(usize, char)| *character != '\n';
        let first = before.char_indices().rev().take_while(in_line).take(BEFORE).last().map_or(start, |(at, _)| at);
        let last = from.char_indices().take_while(in_line).take(FROM).last();
        let mut end = last.map_or(start, |(at, character)| start + at + character.len_utf8());
        // The return that belongs to a line's end is not shown, unless it is meant.
        if text.get(end..).is_some_and(|rest| rest.starts_with('\n')) && from.len() > 1 && start + 1 < end {
            end -= usize::from(text.get(..end).is_some_and(|line| line.ends_with('\r')));
        }
        let rest = text.get(end..).unwrap_or_default();
        let marked = (span.end.clamp(start, end)..=end).find(is_boundary).unwrap_or(end);
        let mut shown = String::new();
        if !text.get(..first).is_none_or(|before| before.is_empty() || before.ends_with('\n')) {
            shown.push(REST);
        }
        show(&mut shown, text, Span::new(first, start));
        let indent = shown.width();
        show(&mut shown, text, Span::new(start, marked));
        let width = shown.width().saturating_sub(indent);
        // What stands above the letter before it is shown in that letter's place.
        let is_mark = width == 0 && marked > start;
        let (indent, carets) = (indent.saturating_sub(usize::from(is_mark)), width.max(1));
        show(&mut shown, text, Span::new(marked, end));
        if !(rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n")) {
            shown.push(REST);
        }
        Self { line, text: shown.into(), indent, carets }
    }
}

/// Shows a span of a text.
fn show(shown: &mut String, text: &str, span: Span) {
    for (at, character) in span.of(text).unwrap_or_default().char_indices() {
        if character == '\t' {
            shown.push_str(TAB);
        } else {
            // A string takes all that is written.
            let _ = write_shown(shown, text.get(span.start + at..).unwrap_or_default(), character);
        }
    }
}

impl fmt::Display for Excerpt {
    /// Three lines: what `|` stands in takes as much room as the line's number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let (blank, indent, carets) = (" ".repeat(number.len()), " ".repeat(self.indent), "^".repeat(self.carets));
        write!(f, " {blank} |\n {number} | {}\n {blank} | {indent}{carets}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::text::Span;

    #[test]
    fn carets_stand_under_what_is_meant() {
        let rows = [
            ("ab<c>d", 2..5, 1, "   |\n 1 | ab<c>d\n   |   ^^^"),
            ("a\nb<c>\r\nd", 3..6, 2, "   |\n 2 | b<c>\n   |  ^^^"),
            ("\ta\tb", 3..4, 1, "   |\n 1 |     a    b\n   |          ^"),
            ("漢字é\u{301}x", 11 - 1..11, 1, "   |\n 1 | 漢字é\u{301}x\n   |      ^"),
            ("a\u{1b}b\u{202e}c", 2..3, 10, "    |\n 10 | a\\u{1b}b\\u{202e}c\n    |        ^"),
            ("a\u{1b}b", 1..2, 1, "   |\n 1 | a\\u{1b}b\n   |  ^^^^^^"),
            ("ab\ncd", 1..4, 1, "   |\n 1 | ab\n   |  ^"),
            ("ab\ncd", 2..3, 1, "   |\n 1 | ab\n   |   ^"),
            ("ab\r\ncd", 2..3, 1, "   |\n 1 | ab\\r\n   |   ^^"),
            ("", 0..0, 1, "   |\n 1 | \n   | ^"),
            ("ab", 9..12, 1, "   |\n 1 | ab\n   |   ^"),
            ("é", 1..2, 1, "   |\n 1 | é\n   | ^"),
            ("?ae\u{301}x=1", 3..5, 1, "   |\n 1 | ?ae\u{301}x=1\n   |   ^"),
            ("x##[error]", 2..4, 1, "   |\n 1 | x\\u{23}#[error]\n   |        ^^"),
        ];
        for (text, range, line, expected) in rows {
            assert_eq!(Excerpt::of(text, Span::new(range.start, range.end), line).to_string(), expected, "{text:?}");
        }
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}<id>{}", "a".repeat(1_000), "b".repeat(1_000));
        let shown = Excerpt::of(&text, Span::new(1_000, 1_004), 1).to_string();
        let expected = format!("   |\n 1 | …{}<id>{}…\n   | {}^^^^", "a".repeat(40), "b".repeat(76), " ".repeat(41));
        assert_eq!(shown, expected);
    }
}
