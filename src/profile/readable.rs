//! What of a template may be shown, as it is a placeholder.

use std::borrow::Cow;

use crate::field::FieldTable;
use crate::template::marked::{Marked, overwritten};
use crate::template::placeholders::{Brackets, Piece, pieces_in};
use crate::text::Span;

/// A template's text, and where its placeholders stand.
pub(crate) struct Readable<'t> {
    /// The text as those read it who cut it into parts, as long as it is.
    pub(super) text: Cow<'t, str>,
    brackets: Brackets,
    /// Where they stand; `None` where the text itself shows it, as it does for the built-in sets.
    placeholders: Option<Vec<Span>>,
}

impl<'t> Readable<'t> {
    /// A template of the built-in syntax.
    pub(crate) const fn builtin(text: &'t str, brackets: Brackets) -> Self {
        Self { text: Cow::Borrowed(text), brackets, placeholders: None }
    }

    /// A template of a set; where nobody knows which, nothing is taken for a placeholder.
    pub(crate) fn of(text: &'t str, table: Option<&'t FieldTable>, brackets: Brackets) -> Self {
        match table {
            Some(table) if table.syntax.is_builtin => Self::builtin(text, brackets),
            Some(table) => {
                let marked = Marked::of(text, table, brackets);
                Self::with(text, marked.written_placeholders().collect(), brackets)
            }
            None => Self::with(text, Vec::new(), brackets),
        }
    }

    /// A template whose placeholders stand there, in their order.
    pub(crate) fn with(text: &'t str, placeholders: Vec<Span>, brackets: Brackets) -> Self {
        let text = Cow::Owned(overwritten(text, placeholders.iter().copied(), brackets));
        Self { text, brackets, placeholders: Some(placeholders) }
    }

    /// What of a range is no placeholder.
    pub(crate) fn literals(&self, range: Span) -> impl Iterator<Item = Span> {
        let scanned = self.placeholders.is_none().then(|| {
            pieces_in(self.brackets, &self.text, range).filter_map(|piece| match piece {
                Piece::Literal(span) | Piece::NotAName(span) | Piece::Unclosed(span) => Some(span),
                Piece::Placeholder(_) => None,
            })
        });
        let between = self.placeholders.as_deref().map(|placeholders| between(placeholders, range));
        scanned.into_iter().flatten().chain(between.into_iter().flatten())
    }

    /// What may be secret in a range that cannot be read: all letters and digits but those of placeholders.
    pub(super) fn unread(&self, range: Span) -> impl Iterator<Item = Span> {
        self.literals(range).flat_map(|literal| literal.runs(&self.text, char::is_alphanumeric))
    }
}

/// What of a range stands between the placeholders.
fn between(placeholders: &[Span], range: Span) -> impl Iterator<Item = Span> {
    let first = placeholders.partition_point(|span| span.end <= range.start);
    let inside = placeholders.get(first..).unwrap_or_default().iter().take_while(move |span| span.start < range.end);
    let mut position = range.start;
    inside.copied().chain([Span::at(range.end)]).filter_map(move |span| {
        let literal = Span::new(position, span.start.max(position));
        position = span.end;
        (!literal.is_empty()).then_some(literal)
    })
}
