//! Lines and columns of many places at once.

use crate::text::LineColumn;

/// Finds the places of many bytes of one text, each counted on from the last, so that all of them cost one pass.
#[derive(Debug)]
pub(crate) struct LineCounter<'t> {
    pub(crate) text: &'t [u8],
    offset: usize,
    place: LineColumn,
}

impl<'t> LineCounter<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Self {
        Self { text, offset: 0, place: LineColumn::START }
    }

    /// The place of the byte at `offset`; asking for an earlier one than before begins anew.
    pub(crate) fn place(&mut self, offset: usize) -> LineColumn {
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let between = self.text.get(self.offset..offset.min(self.text.len())).unwrap_or_default();
        let on = LineColumn::of_bytes(between, between.len());
        if on.line == 1 {
            self.place.column += on.column - 1;
            self.place.utf16_column += on.utf16_column - 1;
        } else {
            self.place = LineColumn { line: self.place.line + on.line - 1, ..on };
        }
        self.offset += between.len();
        self.place
    }
}

#[cfg(test)]
mod tests {
    use super::LineCounter;
    use crate::text::LineColumn;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "a\n\u{e9}b\r\n\n\u{1f600}x";
        let mut counter = LineCounter::new(text.as_bytes());
        for offset in (0..=text.len()).chain([2, 0, 99]) {
            if text.is_char_boundary(offset.min(text.len())) {
                assert_eq!(counter.place(offset), LineColumn::of(text, offset), "{offset}");
            }
        }
    }
}
