//! Places in a text: ranges of its bytes, lines and columns.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// A range of bytes in a text: `start` is the first byte, `end` the one after the last.
///
/// # Examples
///
/// ```
/// use callback_profile::diagnostic::Span;
///
/// let text = "id=<id>";
/// let span = Span::new(3, 7);
/// assert_eq!((span.of(text), span.len()), (Some("<id>"), 4));
/// assert_eq!(span.to_string(), "3..7");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Span {
    /// The offset of the first byte, from zero.
    pub start: usize,
    /// The offset after the last byte; equal to `start` in an empty span, which stands before the byte at `start`.
    pub end: usize,
}

impl Span {
    /// The span from byte `start` to before byte `end`; an `end` before `start` makes it empty.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Span;
    ///
    /// assert_eq!(Span::new(3, 7).len(), 4);
    /// assert_eq!(Span::new(3, 0), Span::at(3));
    /// ```
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The empty span before the byte at `offset`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Span;
    ///
    /// assert_eq!(Span::at(3), Span::new(3, 3));
    /// assert_eq!(Span::at(3).of("id=<id>"), Some(""));
    /// ```
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Returns the part of `text` that the span covers; `None` when it does not lie inside or cuts a character.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Span;
    ///
    /// assert_eq!(Span::new(3, 7).of("id=<id>"), Some("<id>"));
    /// assert_eq!(Span::new(3, 70).of("id=<id>"), None);
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Returns the same range in UTF-16 code units, in which editors, language servers and JavaScript count; `None` when the
    /// span does not lie inside `text` or cuts a character. It is a plain range, because a span counts bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Span;
    ///
    /// assert_eq!(Span::new(5, 9).utf16("\u{1f600}=<id>"), Some(3..7));
    /// assert_eq!(Span::new(1, 9).utf16("\u{1f600}=<id>"), None);
    /// ```
    #[must_use]
    pub fn utf16(self, text: &str) -> Option<Range<usize>> {
        let units = |text: &str| text.encode_utf16().count();
        let start = units(text.get(..self.start)?);
        Some(start..start + units(self.of(text)?))
    }

    /// Returns how many bytes the span covers.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Span;
    ///
    /// assert_eq!(Span::new(3, 7).len(), 4);
    /// ```
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Returns whether the span covers no byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Span;
    ///
    /// assert!(Span::at(3).is_empty());
    /// assert!(!Span::new(3, 7).is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    pub(crate) const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Arithmetic on offsets. It stays inside of one text, and no text takes more than `isize::MAX` bytes: an offset and a length
/// together are below `usize::MAX`. For that reason offsets and lengths of a text are added with a plain `+`, here and elsewhere.
impl Span {
    /// The `length` bytes from `start` on.
    pub(crate) const fn of_length(start: usize, length: usize) -> Self {
        Self { start, end: start + length }
    }

    /// All of a text.
    pub(crate) const fn whole(text: &str) -> Self {
        Self { start: 0, end: text.len() }
    }

    /// The span in a text of which its own text begins at `by`.
    pub(crate) const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The span in a text that begins at `by` of this one.
    pub(crate) const fn inside(self, by: usize) -> Self {
        Self { start: self.start.saturating_sub(by), end: self.end.saturating_sub(by) }
    }

    /// The span as far as a text of `length` bytes goes.
    pub(crate) fn clamped(self, length: usize) -> Self {
        Self { start: self.start.min(length), end: self.end.min(length) }
    }

    /// The parts between ASCII `separators`, as [`str::split`] gives them.
    pub(crate) fn split<const N: usize>(self, text: &str, separators: [char; N]) -> impl Iterator<Item = Self> {
        let mut start = self.start;
        self.of(text).unwrap_or_default().split(separators).map(move |part| {
            let span = Self::of_length(start, part.len());
            start = span.end + 1;
            span
        })
    }

    /// The longest runs of characters that `belongs` takes.
    pub(crate) fn runs(self, text: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = Self> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let start = rest.start + rest.of(text)?.find(&belongs)?;
            let run = text.get(start..rest.end)?;
            let length = run.find(|character| !belongs(character)).unwrap_or(run.len());
            rest.start = start + length;
            Some(Self::of_length(start, length))
        })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A place in a text as an editor shows it: a line and a column.
///
/// # Examples
///
/// ```
/// use callback_profile::diagnostic::LineColumn;
///
/// let place = LineColumn::of("{\n  \"id\": 7\n}", 4);
/// assert_eq!((place.line, place.column), (2, 3));
/// assert_eq!(place.to_string(), "line 2, column 3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct LineColumn {
    /// The line, from one; lines end with a line feed.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from one.
    pub column: usize,
    /// The column in UTF-16 code units, in which editors, language servers and JavaScript count, from one.
    pub utf16_column: usize,
}

impl LineColumn {
    /// The place of the first byte.
    pub(crate) const START: Self = Self { line: 1, column: 1, utf16_column: 1 };

    /// Returns the place of the byte at `offset` in `text`; an offset beyond the end stands for the end.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::LineColumn;
    ///
    /// let place = LineColumn::of("é\n \u{1f600}x", 8);
    /// assert_eq!((place.line, place.column, place.utf16_column), (2, 3, 4));
    /// ```
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        Self::of_bytes(text.as_bytes(), offset)
    }

    /// The same for text that may not be UTF-8; a byte that continues a character counts for no column.
    pub(crate) fn of_bytes(text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1);
        let line = before.get(line_start..).unwrap_or_default();
        let column = line.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        // UTF-16 has pairs for the characters that take four bytes in UTF-8.
        let pairs = line.iter().filter(|byte| **byte >= 0xF0).count();
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        Self { line, column: column + 1, utf16_column: column + pairs + 1 }
    }
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn parts_and_runs_stand_where_they_are_written() {
        let text = "<é=1&&b#é>";
        let inside = Span::new(1, text.len() - 1);
        let parts: Vec<_> = inside.split(text, ['&', '#']).map(|part| part.of(text).unwrap()).collect();
        assert_eq!(parts, ["é=1", "", "b", "é"]);
        let runs: Vec<_> = inside.runs(text, char::is_alphanumeric).map(|run| run.of(text).unwrap()).collect();
        assert_eq!(runs, ["é", "1", "b", "é"]);
        assert_eq!(Span::at(4).split("text", ['&']).collect::<Vec<_>>(), [Span::at(4)]);
        assert_eq!(Span::at(4).runs("text", char::is_alphanumeric).next(), None);
    }
}
