use std::fmt;
use std::ops::Range;

/// A range of bytes in a text: `start` is the first byte, `end` the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Span {
    /// The offset of the first byte, from zero.
    pub start: usize,
    /// The offset after the last byte; equal to `start` in an empty span, which stands before the byte at `start`.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` makes it empty.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The empty span before the byte at `offset`.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// The part of `text` that the span covers; `None` when it does not lie inside or cuts a character.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Span;
    ///
    /// assert_eq!(Span::new(3, 7).of("id=<id>"), Some("<id>"));
    /// assert_eq!(Span::new(3, 70).of("id=<id>"), None);
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// How many bytes the span covers.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    pub(crate) const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A place in a text as an editor shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct LineColumn {
    /// The line, from one; lines end with a line feed.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from one.
    pub column: usize,
}

impl LineColumn {
    /// The place of the byte at `offset` in `text`; an offset beyond the end stands for the end.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::LineColumn;
    ///
    /// let place = LineColumn::of("é\n  x", 5);
    /// assert_eq!((place.line, place.column), (2, 3));
    /// ```
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        Self::of_bytes(text.as_bytes(), offset)
    }

    /// The same for text that may not be UTF-8; a byte that continues a character counts for no column.
    pub(crate) fn of_bytes(text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |feed| feed.saturating_add(1));
        let line = before.get(line_start..).unwrap_or_default();
        let column = line.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        Self { line: memchr::memchr_iter(b'\n', before).count().saturating_add(1), column: column.saturating_add(1) }
    }
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}
