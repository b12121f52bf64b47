//! Placeholders in texts, and templates that are made of both.

use std::fmt;

use crate::field::FieldTable;
use crate::text::Span;

/// A compiled template: its text as written, and where the placeholders stand in it.
///
/// `Display` gives back what was written.
///
/// # Examples
///
/// ```
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let (field, span) = profile.template().placeholders().next().unwrap();
/// assert_eq!((field, span.of(profile.template().as_str())), ("id", Some("<id>")));
/// # Ok::<(), callback_profile::Report>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Template {
    source: Box<str>,
    placements: Box<[Placement]>,
    table_names: Box<[&'static str]>,
}

/// A placeholder of a known field and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placement {
    pub(crate) span: Span,
    pub(crate) field: usize,
}

impl Template {
    /// `placements` must be ordered by place; the compilers find them so.
    pub(crate) fn new(source: &str, placements: Vec<Placement>, table: FieldTable) -> Self {
        let table_names = placements.iter().map(|placement| table.name(placement.field)).collect();
        Self { source: source.into(), placements: placements.into(), table_names }
    }

    /// The template with other literals of the same length.
    pub(crate) fn with_source(&self, source: String) -> Self {
        Self { source: source.into(), ..self.clone() }
    }

    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// The placeholders in their order: the field's name, and the bytes of the template that the placeholder takes.
    pub fn placeholders(&self) -> impl Iterator<Item = (&'static str, Span)> {
        self.table_names.iter().copied().zip(self.placements.iter().map(|placement| placement.span))
    }

    /// The template cut into literals, each with the field that follows it; the last is followed by none.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (&str, Option<usize>)> {
        let starts = std::iter::once(0).chain(self.placements.iter().map(|placement| placement.span.end));
        let stops = self.placements.iter().map(|placement| (placement.span.start, Some(placement.field)));
        starts
            .zip(stops.chain(std::iter::once((self.source.len(), None))))
            .map(|(start, (stop, field))| (self.source.get(start..stop).unwrap_or_default(), field))
    }

    pub(crate) fn places(&self, field: usize) -> bool {
        self.placements.iter().any(|placement| placement.field == field)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.source)
    }
}

impl fmt::Debug for Template {
    /// Static parameters are often tokens, so only the placeholders are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template").field("placeholders", &self.table_names).finish_non_exhaustive()
    }
}

/// A piece of a text in which placeholders may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(Span),
    /// A well-formed placeholder; its name is the span without the brackets.
    Placeholder(Span),
    /// Brackets around something that is no name.
    NotAName(Span),
    /// An opening bracket, with what looks like a name, that nothing closes.
    Unclosed(Span),
}

/// The brackets around a placeholder's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Brackets {
    /// `<name>`, everywhere but in XML.
    Angle,
    /// `{name}`, in XML, where `<name>` is a tag.
    #[cfg(feature = "xml")]
    Brace,
}

impl Brackets {
    const fn pair(self) -> (u8, u8) {
        match self {
            Self::Angle => (b'<', b'>'),
            #[cfg(feature = "xml")]
            Self::Brace => (b'{', b'}'),
        }
    }

    /// The placeholder of `name`.
    pub(crate) fn around(self, name: &str) -> String {
        match self {
            Self::Angle => format!("<{name}>"),
            #[cfg(feature = "xml")]
            Self::Brace => format!("{{{name}}}"),
        }
    }
}

/// Cuts `range` of `text` into pieces, in one pass, where placeholders stand in angle brackets.
pub(crate) fn pieces(text: &str, range: Span) -> impl Iterator<Item = Piece> {
    pieces_in(Brackets::Angle, text, range)
}

/// Cuts `range` of `text` into pieces, in one pass.
///
/// ```text
/// text        = *( placeholder / literal )
/// placeholder = open name close
/// name        = ( ALPHA / "_" ) *( ALPHA / DIGIT / "_" / "." )
/// ```
///
/// The opening bracket always begins a placeholder: each format has an escape for the literal character.
pub(crate) fn pieces_in(brackets: Brackets, text: &str, range: Span) -> impl Iterator<Item = Piece> {
    let pair = brackets.pair();
    let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
    let mut position = range.start;
    std::iter::from_fn(move || {
        let rest = bytes.get(position..).filter(|rest| !rest.is_empty())?;
        let start = position;
        let piece = match memchr::memchr(pair.0, rest) {
            Some(0) => bracketed(pair, bytes, start),
            Some(length) => Piece::Literal(Span::new(start, start.saturating_add(length))),
            None => Piece::Literal(Span::new(start, bytes.len())),
        };
        position = match piece {
            Piece::Literal(span) | Piece::Placeholder(span) | Piece::NotAName(span) | Piece::Unclosed(span) => span.end,
        };
        Some(piece)
    })
}

/// The piece that the opening bracket at `start` begins.
fn bracketed((open, close): (u8, u8), bytes: &[u8], start: usize) -> Piece {
    let inside = start.saturating_add(1);
    let rest = bytes.get(inside..).unwrap_or_default();
    match memchr::memchr2(open, close, rest) {
        Some(length) if rest.get(length) == Some(&close) => {
            let span = Span::new(start, inside.saturating_add(length).saturating_add(1));
            let is_name = is_name(rest.get(..length).unwrap_or_default());
            if is_name { Piece::Placeholder(span) } else { Piece::NotAName(span) }
        }
        _ => {
            let name = rest.iter().take_while(|byte| is_name_byte(**byte)).count();
            Piece::Unclosed(Span::new(start, inside.saturating_add(name)))
        }
    }
}

pub(crate) fn is_name(name: &[u8]) -> bool {
    matches!(name.first(), Some(b'A'..=b'Z' | b'a'..=b'z' | b'_')) && name.iter().copied().all(is_name_byte)
}

pub(crate) const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

/// The name between the brackets of a placeholder's span.
pub(crate) fn name_inside(text: &str, span: Span) -> &str {
    text.get(span.start.saturating_add(1)..span.end.saturating_sub(1)).unwrap_or_default()
}
