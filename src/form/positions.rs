//! Where in a file the text of a part stands.

use crate::diagnostic::Fix;
use crate::json::decode::unescape;
use crate::json::write as json;
use crate::text::Span;

/// Where the bytes of a part's text stand in the file.
#[derive(Debug, Clone)]
pub(crate) struct Positions {
    start: usize,
    escapes: Vec<Escape>,
    /// Whether the text is the inside of a JSON string, rather than a stretch of the file as it is.
    is_string: bool,
}

/// An escape of a JSON string: where its character stands in the text, and where it does in the file.
#[derive(Debug, Clone, Copy)]
struct Escape {
    in_text: Span,
    in_file: Span,
}

impl Positions {
    /// The positions of a text that stands at `start` as it is.
    pub(crate) const fn plain(start: usize) -> Self {
        Self { start, escapes: Vec::new(), is_string: false }
    }

    /// The positions of the text of a JSON string whose inside, all escapes well-formed, stands at `content` in `file`.
    pub(crate) fn of_string(file: &str, content: Span) -> Self {
        let mut escapes = Vec::new();
        let mut rest = content.of(file).unwrap_or_default();
        let (mut in_text, mut in_file) = (0_usize, content.start);
        while let Some(plain) = rest.find('\\') {
            let (character, length) = unescape(rest.get(plain..).unwrap_or_default().as_bytes());
            let decoded = character.unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8();
            let escape = Escape {
                in_text: Span::of_length(in_text + plain, decoded),
                in_file: Span::of_length(in_file + plain, length),
            };
            escapes.push(escape);
            (in_text, in_file) = (escape.in_text.end, escape.in_file.end);
            rest = rest.get(plain + length..).unwrap_or_default();
        }
        Self { start: content.start, escapes, is_string: true }
    }

    /// Where a text begins that stands in the file as it is; `None` for one in a string.
    pub(crate) fn plain_start(&self) -> Option<usize> {
        (!self.is_string).then_some(self.start)
    }

    /// The place in the file of a span of the text. A span that ends in an escaped character covers its whole escape.
    pub(crate) fn in_file(&self, span: Span) -> Span {
        Span::new(self.offset(span.start, false), self.offset(span.end, true))
    }

    /// The fix, to be applied to the file.
    pub(crate) fn fix_in_file(&self, fix: &Fix) -> Fix {
        fix.moved(self.in_file(fix.span()), |replacement| {
            let mut written = String::new();
            if self.is_string {
                json::write_value(&mut written, replacement);
            } else {
                written.push_str(replacement);
            }
            written.into()
        })
    }

    fn offset(&self, offset: usize, is_end: bool) -> usize {
        let before = self.escapes.partition_point(|escape| escape.in_text.start < offset);
        match before.checked_sub(1).and_then(|last| self.escapes.get(last)) {
            None => self.start + offset,
            Some(escape) if escape.in_text.end <= offset => escape.in_file.end + (offset - escape.in_text.end),
            Some(escape) if is_end => escape.in_file.end,
            Some(escape) => escape.in_file.start,
        }
    }
}
