//! Where the bytes of a text stand in a file, through the escapes of JSON.

use crate::diagnostic::Fix;
use crate::text::Span;
use crate::wire::json::read as json;

/// Where the bytes of a part's text stand in the file.
#[derive(Debug, Clone)]
pub(super) struct Positions {
    start: usize,
    /// The escapes, where the text is the inside of a JSON string; a stretch of the file as it is has none.
    escapes: Option<Vec<Escape>>,
}

/// Where an escape of a JSON string begins and where the next character begins: in the text, and in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Escape {
    text_start: usize,
    text_end: usize,
    file_start: usize,
    file_end: usize,
}

impl Positions {
    /// The positions of a text that stands at `start` as it is.
    pub(super) fn plain(start: usize) -> Self {
        Self { start, escapes: None }
    }

    /// The positions of the text of a JSON string whose inside stands at `content` in `file`.
    pub(super) fn of_string(file: &str, content: Span) -> Self {
        let written = content.of(file).unwrap_or_default();
        let mut escapes = Vec::new();
        let mut rest = written;
        let (mut in_text, mut in_file) = (0_usize, content.start);
        while let Some(plain) = rest.find('\\') {
            let length = escape_length(rest.get(plain..).unwrap_or_default());
            let escape = rest.get(plain..plain.saturating_add(length)).unwrap_or_default();
            let decoded = json_length(escape);
            let (text_start, file_start) = (in_text.saturating_add(plain), in_file.saturating_add(plain));
            let (text_end, file_end) = (text_start.saturating_add(decoded), file_start.saturating_add(length));
            escapes.push(Escape { text_start, text_end, file_start, file_end });
            (in_text, in_file) = (text_end, file_end);
            rest = rest.get(plain.saturating_add(length)..).unwrap_or_default();
        }
        Self { start: content.start, escapes: Some(escapes) }
    }

    /// The place in the file of a span of the text. A span that ends in an escaped character covers its whole escape.
    pub(super) fn in_file(&self, span: Span) -> Span {
        Span::new(self.offset(span.start, false), self.offset(span.end, true))
    }

    /// The fix, to be applied to the file.
    pub(super) fn fix_in_file(&self, fix: &Fix) -> Fix {
        let span = self.in_file(fix.span());
        if self.escapes.is_none() {
            return Fix::new(span, fix.replacement());
        }
        let mut replacement = String::with_capacity(fix.replacement().len());
        json::write_value(&mut replacement, fix.replacement());
        Fix::new(span, replacement)
    }

    fn offset(&self, offset: usize, is_end: bool) -> usize {
        let escapes = self.escapes.as_deref().unwrap_or_default();
        let before = escapes.partition_point(|escape| escape.text_start < offset);
        match before.checked_sub(1).and_then(|last| escapes.get(last)) {
            None => self.start.saturating_add(offset),
            Some(escape) if offset < escape.text_end && is_end => escape.file_end,
            Some(escape) if offset < escape.text_end => escape.file_start,
            Some(escape) => escape.file_end.saturating_add(offset.saturating_sub(escape.text_end)),
        }
    }
}

/// How many bytes the well-formed escape takes that `written` begins with; a surrogate pair, of which no half stands alone, is one
/// escape.
fn escape_length(written: &str) -> usize {
    match written.as_bytes() {
        [_, b'u', b'd' | b'D', b'8' | b'9' | b'a' | b'b' | b'A' | b'B', ..] => 12,
        [_, b'u', ..] => 6,
        _ => 2,
    }
}

/// How many bytes of UTF-8 an escape stands for.
fn json_length(escape: &str) -> usize {
    crate::json::scan::decode(escape.as_bytes(), true).0.len()
}
