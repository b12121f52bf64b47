//! A template's text with the places of its placeholders, which are found before anything else is looked at.
//!
//! What cuts a text into its parts (the parameters of a query, the values of a document) reads a copy in which each placeholder of a
//! list is overwritten by digits or letters, byte for byte: so nothing in a name can be taken for a separator.

use std::borrow::Cow;

use crate::field::FieldTable;
use crate::template::foreign::Search;
use crate::template::listed::{Listed, find};
use crate::template::placeholders::{Brackets, Piece, name_inside, pieces_in};
use crate::text::{Span, hex_value};

/// A text of a template, without the escapes of the syntax.
#[derive(Debug)]
pub(crate) struct Marked<'t> {
    source: Cow<'t, str>,
    pub(crate) table: &'t FieldTable,
    brackets: Brackets,
    listed: Option<Box<FromList>>,
    /// What those read who cut the text into parts, where it is not to be cut at more places than at those of the platform's own.
    hidden: Option<Box<str>>,
}

/// What is known of a text whose placeholders are those of a list.
#[derive(Debug)]
struct FromList {
    masked: String,
    marks: Vec<Piece>,
    near: Vec<(Span, usize)>,
    /// Percent-encodings that begin with a placeholder.
    eaten: Vec<Span>,
    escapes: Escapes,
}

/// Where the text as it was written has escapes, which are longer or shorter than what they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Escapes {
    /// Where what the escape stands for begins, and where the escape begins as it was written.
    places: Box<[(usize, usize)]>,
    /// The length of what an escape stands for, and its own.
    lengths: (usize, usize),
}

impl Escapes {
    /// The place in the text as it was written.
    pub(crate) fn written_at(&self, offset: usize) -> usize {
        let (plain, escaped) = self.lengths;
        let after = self.places.partition_point(|(start, _)| *start < offset);
        match after.checked_sub(1).and_then(|last| self.places.get(last)) {
            Some((start, written)) if start + plain <= offset => written + escaped + (offset - start - plain),
            Some((_, written)) => *written,
            None => offset,
        }
    }

    /// The stretch of the text as it was written; an escape of which a part is meant is in it as a whole.
    pub(crate) fn written(&self, span: Span) -> Span {
        let end = self.inside(span.end).map_or_else(|| self.written_at(span.end), |written| written + self.lengths.1);
        Span::new(self.written_at(span.start), end)
    }

    /// Where the escape was written that stands for the text around a place.
    fn inside(&self, offset: usize) -> Option<usize> {
        let after = self.places.partition_point(|(start, _)| *start < offset);
        let (start, written) = self.places.get(after.checked_sub(1)?)?;
        (offset < start + self.lengths.0).then_some(*written)
    }

    /// Whether a stretch begins or ends inside of what an escape stands for, so that nothing can be written in its place.
    pub(crate) fn cuts(&self, span: Span) -> bool {
        [span.start, span.end].into_iter().any(|offset| self.inside(offset).is_some())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

impl<'t> Marked<'t> {
    /// Finds the placeholders of the table's syntax, in XML or elsewhere.
    pub(crate) fn of(text: &'t str, table: &'t FieldTable, brackets: Brackets) -> Self {
        let source = Cow::Borrowed(text);
        if table.syntax.is_builtin {
            return Self { source, table, brackets, listed: None, hidden: None };
        }
        Self::listed(text, table, brackets)
    }

    #[cold]
    fn listed(text: &'t str, table: &'t FieldTable, brackets: Brackets) -> Self {
        let (open, close) = table.syntax.pair(brackets.are_of_xml());
        let escape = table.syntax.escape_in(brackets.are_of_xml());
        let Listed { mut marks, escapes, mut near } = find(text, (open, close), escape, table);
        let (source, escapes) = unescaped(text, &escapes, open);
        if !escapes.is_empty() {
            for mark in &mut marks {
                *mark = mark.moved(|span| escapes.plain(span));
            }
            for (span, _) in &mut near {
                *span = escapes.plain(*span);
            }
        }
        let eaten = if open == "%" { eaten(&source, &marks, close) } else { Vec::new() };
        let masked = overwritten(&source, marks.iter().map(|mark| mark.span()), brackets);
        let listed = Some(Box::new(FromList { masked, marks, near, eaten, escapes }));
        Self { source, table, brackets, listed, hidden: None }
    }

    /// A range of the text with one character in the place of each placeholder.
    pub(crate) fn masked_by(&self, range: Span, filler: char) -> String {
        let pieces = self.pieces(range).map(|piece| match piece {
            Piece::Literal(span) => span.of(&self.source).unwrap_or_default().to_owned(),
            _ => filler.to_string(),
        });
        pieces.collect()
    }

    /// The text, in which an escape is what it stands for.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// The text as those read it who cut it into parts.
    pub(crate) fn masked(&self) -> &str {
        match &self.hidden {
            Some(hidden) => hidden,
            None => self.listed.as_ref().map_or(&*self.source, |listed| &listed.masked),
        }
    }

    /// Hides the number signs in other platforms' placeholders that are values of a URL, so that none of them begins a fragment.
    #[cold]
    pub(crate) fn hide_foreign(&mut self) {
        let masked = self.masked();
        let search = Search::new(self, true);
        let mut hidden = String::with_capacity(masked.len());
        for part in Span::whole(masked).split(masked, ['?', '/', '&', '=']) {
            let text = part.of(masked).unwrap_or_default();
            let is_foreign = text.contains('#') && search.whole(part).is_some();
            hidden.extend(masked.get(hidden.len()..part.start));
            hidden.push_str(&if is_foreign { text.replace('#', "$") } else { text.to_owned() });
        }
        self.hidden = Some(hidden.into());
    }

    pub(crate) const fn is_xml(&self) -> bool {
        self.brackets.are_of_xml()
    }

    /// Whether the syntax is that of the built-in sets.
    pub(crate) const fn is_builtin(&self) -> bool {
        self.listed.is_none()
    }

    /// Cuts `range` into pieces.
    pub(crate) fn pieces(&self, range: Span) -> Pieces<'_, impl Iterator<Item = Piece>> {
        match &self.listed {
            None => Pieces::Scanned(pieces_in(self.brackets, &self.source, range)),
            Some(listed) => {
                let first = listed.marks.partition_point(|mark| mark.span().end <= range.start);
                let marks = listed.marks.get(first..).unwrap_or_default();
                Pieces::Listed(FromMarks { marks, range })
            }
        }
    }

    /// The placeholders, those that are known and those that are not.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = Span> {
        self.pieces(Span::whole(&self.source))
            .filter_map(|piece| if let Piece::Placeholder(span) = piece { Some(span) } else { None })
    }

    /// The same in the text as it was written.
    pub(crate) fn written_placeholders(&self) -> impl Iterator<Item = Span> {
        self.placeholders().map(|span| self.escapes().map_or(span, |escapes| escapes.written(span)))
    }

    /// The first placeholder.
    pub(crate) fn first_placeholder(&self) -> Option<Span> {
        self.placeholders().next()
    }

    /// The placeholder that begins at a place, or what looks like one.
    #[inline]
    pub(crate) fn piece_at(&self, start: usize) -> Option<Piece> {
        let is_open = self.source.as_bytes().get(start) == Some(&self.brackets.open());
        if is_open || self.listed.is_some() { self.mark_at(start) } else { None }
    }

    #[cold]
    fn mark_at(&self, start: usize) -> Option<Piece> {
        match &self.listed {
            None => self.pieces(Span::new(start, self.source.len())).next(),
            Some(listed) => {
                let at = listed.marks.binary_search_by_key(&start, |mark| mark.span().start).ok()?;
                listed.marks.get(at).copied()
            }
        }
    }

    /// Whether there is a placeholder in `range`, or what looks like one.
    #[inline]
    pub(crate) fn has_any(&self, range: Span) -> bool {
        let bytes = self.source.as_bytes().get(range.range()).unwrap_or_default();
        let has_none = self.listed.is_none() && memchr::memchr(self.brackets.open(), bytes).is_none();
        !has_none && self.has_mark(range)
    }

    fn has_mark(&self, range: Span) -> bool {
        self.pieces(range).any(|piece| !matches!(piece, Piece::Literal(_)))
    }

    /// What of the text opens a placeholder, and what closes it.
    pub(crate) fn pair(&self) -> (&str, &str) {
        self.table.syntax.pair(self.brackets.are_of_xml())
    }

    fn escape(&self) -> Option<&str> {
        self.table.syntax.escape_in(self.brackets.are_of_xml())
    }

    /// The placeholder of `name`.
    pub(crate) fn placeholder(&self, name: &str) -> String {
        let (open, close) = self.pair();
        [open, name, close].concat()
    }

    /// The name in a placeholder's span.
    #[inline]
    pub(crate) fn name_inside(&self, span: Span) -> &str {
        if self.listed.is_none() { name_inside(&self.source, span) } else { self.listed_name(span) }
    }

    /// Whether a placeholder of the built-in syntax carries the name.
    #[inline]
    pub(crate) fn is_name_inside(&self, span: Span, name: &str) -> bool {
        let inside = self.source.as_bytes().get(span.start + 1..span.end.saturating_sub(1));
        self.listed.is_none() && inside == Some(name.as_bytes())
    }

    #[cold]
    fn listed_name(&self, span: Span) -> &str {
        let (open, close) = self.pair();
        let inside = span.end.checked_sub(close.len()).map(|end| Span::new(span.start + open.len(), end));
        inside.and_then(|inside| inside.of(&self.source)).unwrap_or_default()
    }

    /// What is nearly a placeholder, with the field.
    pub(crate) fn near(&self) -> &[(Span, usize)] {
        self.listed.as_ref().map_or(&[], |listed| &listed.near)
    }

    /// Percent-encodings of which the platform takes the beginning for a placeholder.
    pub(crate) fn eaten(&self) -> &[Span] {
        self.listed.as_ref().map_or(&[], |listed| &listed.eaten)
    }

    pub(crate) fn escapes(&self) -> Option<&Escapes> {
        self.listed.as_ref().map(|listed| &listed.escapes).filter(|escapes| !escapes.is_empty())
    }

    /// What to write for `replacement` in the place of `span`, so that neither it nor what stands beside it is taken for a placeholder,
    /// of which it has those that it is to hold, if any; `None` where that cannot be written.
    pub(crate) fn replacement(&self, span: Span, replacement: &str, is_literal: bool) -> Option<String> {
        let Some(listed) = &self.listed else { return Some(replacement.to_owned()) };
        if listed.escapes.cuts(span) {
            return None;
        }
        let (open, _) = self.pair();
        let escape = self.escape();
        let written = [Some(replacement.to_owned()), escape.map(|escape| replacement.replace(open, escape))];
        written.into_iter().flatten().find(|written| self.is_kept(listed, span, written, is_literal))
    }

    /// Whether a text holds just this one placeholder.
    pub(crate) fn holds_one(&self, text: &str) -> bool {
        self.listed.is_none() || find(text, self.pair(), self.escape(), self.table).marks.len() == 1
    }

    /// Whether all placeholders around `span` stay what they are when `replacement` takes its place, which itself adds none but what
    /// it has by itself; a literal has none.
    fn is_kept(&self, listed: &FromList, span: Span, replacement: &str, is_literal: bool) -> bool {
        /// No placeholder is longer than this.
        const REACH: usize = 128;
        let floor = |mut at: usize| {
            while !self.source.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(span.start.saturating_sub(REACH)), floor((span.end + REACH).min(self.source.len())));
        // A mark that the window cuts would be none in it.
        let first = listed.marks.partition_point(|mark| mark.span().end <= start);
        let marks = listed.marks.get(first..).unwrap_or_default().iter().map(|mark| mark.span());
        let marks: Vec<_> = marks.take_while(|mark| mark.start < end).collect();
        let start = marks.first().map_or(start, |mark| mark.start.min(start));
        let end = marks.last().map_or(end, |mark| mark.end.max(end)).max(span.end);
        let (Some(before), Some(after)) = (self.source.get(start..span.start), self.source.get(span.end..end)) else {
            return false;
        };
        let spans = |text: &str| -> Vec<Span> {
            find(text, self.pair(), self.escape(), self.table).marks.iter().map(|mark| mark.span()).collect()
        };
        let moved = before.len() + replacement.len();
        let expected = marks.iter().filter(|mark| mark.end <= span.start).map(|mark| mark.inside(start));
        let own = spans(replacement);
        if is_literal && !own.is_empty() {
            return false;
        }
        let own = own.into_iter().map(|mark| mark.shifted(before.len()));
        let behind = marks.iter().filter(|mark| mark.start >= span.end);
        let behind = behind.map(|mark| mark.inside(span.end).shifted(moved));
        let found = spans(&[before, replacement, after].concat());
        expected.chain(own).chain(behind).eq(found)
    }
}

/// The pieces of a text.
pub(crate) enum Pieces<'m, I> {
    Scanned(I),
    Listed(FromMarks<'m>),
}

impl<I: Iterator<Item = Piece>> Iterator for Pieces<'_, I> {
    type Item = Piece;

    #[inline]
    fn next(&mut self) -> Option<Piece> {
        match self {
            Self::Scanned(pieces) => pieces.next(),
            Self::Listed(pieces) => pieces.next(),
        }
    }
}

/// The pieces of a text whose placeholders are known.
pub(crate) struct FromMarks<'m> {
    marks: &'m [Piece],
    range: Span,
}

impl Iterator for FromMarks<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let Self { marks, range } = self;
        if range.start >= range.end {
            return None;
        }
        let next = marks.split_first().filter(|(mark, _)| mark.span().start < range.end);
        let piece = match next {
            Some((mark, rest)) if mark.span().start <= range.start => {
                *marks = rest;
                *mark
            }
            Some((mark, _)) => Piece::Literal(Span::new(range.start, mark.span().start)),
            None => Piece::Literal(*range),
        };
        range.start = piece.span().end;
        Some(piece)
    }
}

/// The text without its escapes.
fn unescaped<'t>(text: &'t str, found: &[Span], open: &str) -> (Cow<'t, str>, Escapes) {
    if found.is_empty() {
        return (Cow::Borrowed(text), Escapes::default());
    }
    let mut plain = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(found.len());
    let mut position = 0;
    for span in found {
        plain.push_str(text.get(position..span.start).unwrap_or_default());
        places.push((plain.len(), span.start));
        plain.push_str(open);
        position = span.end;
    }
    plain.push_str(text.get(position..).unwrap_or_default());
    let escaped = found.first().map_or(0, |span| span.len());
    (Cow::Owned(plain), Escapes { places: places.into(), lengths: (open.len(), escaped) })
}

impl Escapes {
    /// The place in the text without escapes of what was written at `offset`, where no escape is.
    fn plain_at(&self, offset: usize) -> usize {
        let (plain, escaped) = self.lengths;
        let after = self.places.partition_point(|(_, written)| *written < offset);
        match after.checked_sub(1).and_then(|last| self.places.get(last)) {
            Some((start, written)) => start + plain + offset.saturating_sub(written + escaped),
            None => offset,
        }
    }

    fn plain(&self, span: Span) -> Span {
        Span::new(self.plain_at(span.start), self.plain_at(span.end))
    }
}

/// The text with each placeholder overwritten.
pub(crate) fn overwritten(text: &str, placeholders: impl Iterator<Item = Span>, brackets: Brackets) -> String {
    let filler = if brackets.are_of_xml() { 'x' } else { '1' };
    let mut masked = String::with_capacity(text.len());
    let mut position = 0;
    for span in placeholders {
        masked.push_str(text.get(position..span.start).unwrap_or_default());
        masked.extend(std::iter::repeat_n(filler, span.len()));
        position = span.end;
    }
    masked.push_str(text.get(position..).unwrap_or_default());
    masked
}

/// Where a placeholder takes the beginning of what stands there as the escape of a byte.
fn eaten(text: &str, marks: &[Piece], close: &str) -> Vec<Span> {
    let is_escape = |at: usize| {
        let digits = text.as_bytes().get(at..).unwrap_or_default();
        matches!(digits, [b'%', high, low, ..] if hex_value(*high).is_some() && hex_value(*low).is_some())
    };
    let is_eaten = |span: &Span| {
        let is_inside = if close.is_empty() { span.len() < 3 } else { span.len() == 4 && is_escape(span.end - 1) };
        is_inside && is_escape(span.start)
    };
    let placeholders =
        marks.iter().filter_map(|mark| if let Piece::Placeholder(span) = mark { Some(*span) } else { None });
    placeholders.filter(is_eaten).map(|span| Span::of_length(span.start, 3)).collect()
}
