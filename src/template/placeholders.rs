//! How placeholders are written, and where they stand in a text.

use crate::text::{Span, is_name, is_name_byte};

/// A placeholder of a known field and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placement {
    pub(crate) span: Span,
    pub(crate) field: usize,
}

/// In what a placeholder stands, as far as its value is written differently there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlacedIn {
    /// Where the values of the template's format stand: in a parameter, a string, a text.
    Value,
    /// In the place of a JSON value.
    Bare,
    /// In the path of a URL.
    Path,
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

impl Piece {
    pub(crate) const fn span(self) -> Span {
        match self {
            Self::Literal(span) | Self::Placeholder(span) | Self::NotAName(span) | Self::Unclosed(span) => span,
        }
    }

    /// The same piece at another place.
    pub(crate) fn moved(self, to: impl Fn(Span) -> Span) -> Self {
        match self {
            Self::Literal(span) => Self::Literal(to(span)),
            Self::Placeholder(span) => Self::Placeholder(to(span)),
            Self::NotAName(span) => Self::NotAName(to(span)),
            Self::Unclosed(span) => Self::Unclosed(to(span)),
        }
    }
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

    pub(crate) const fn open(self) -> u8 {
        self.pair().0
    }

    pub(crate) const fn are_of_xml(self) -> bool {
        match self {
            Self::Angle => false,
            #[cfg(feature = "xml")]
            Self::Brace => true,
        }
    }

    /// The placeholder of `name`.
    pub(crate) fn around(self, name: &str) -> String {
        let (open, close) = self.pair();
        [char::from(open), char::from(close)].map(String::from).join(name)
    }
}

/// Cuts `range` of `text` into pieces, in one pass.
///
/// ```text
/// text        = *( placeholder / literal )
/// placeholder = open name close
/// name        = as of [`is_name`]
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
        let is_open = rest.first() == Some(&pair.0);
        let piece = match if is_open { Some(0) } else { memchr::memchr(pair.0, rest) } {
            Some(0) => bracketed(pair, bytes, start),
            Some(length) => Piece::Literal(Span::new(start, start + length)),
            None => Piece::Literal(Span::new(start, bytes.len())),
        };
        position = piece.span().end;
        Some(piece)
    })
}

/// The placeholders in `range` of `text`, those that are known and those that are not.
pub(crate) fn placeholders_in(brackets: Brackets, text: &str, range: Span) -> impl Iterator<Item = Span> {
    pieces_in(brackets, text, range)
        .filter_map(|piece| if let Piece::Placeholder(span) = piece { Some(span) } else { None })
}

/// The first placeholder of a text.
pub(crate) fn first_placeholder(brackets: Brackets, text: &str) -> Option<Span> {
    placeholders_in(brackets, text, Span::new(0, text.len())).next()
}

/// The piece that the opening bracket at `start` begins.
fn bracketed((open, close): (u8, u8), bytes: &[u8], start: usize) -> Piece {
    let inside = start + 1;
    let rest = bytes.get(inside..).unwrap_or_default();
    // Most are placeholders: the closing bracket follows the bytes of a name.
    let name = rest.iter().take_while(|byte| is_name_byte(**byte)).count();
    let begins_name = rest.get(..1).is_some_and(is_name);
    if begins_name && rest.get(name) == Some(&close) {
        return Piece::Placeholder(Span::new(start, inside + name + 1));
    }
    match memchr::memchr2(open, close, rest) {
        Some(length) if rest.get(length) == Some(&close) => Piece::NotAName(Span::new(start, inside + length + 1)),
        _ => Piece::Unclosed(Span::new(start, inside + name)),
    }
}

/// The name between the brackets of a placeholder's span.
pub(crate) fn name_inside(text: &str, span: Span) -> &str {
    text.get(span.start + 1..span.end.saturating_sub(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Piece, bracketed};
    use crate::text::{Span, is_name, is_name_byte};

    proptest! {
        /// A bracket's piece by its definition: the next bracket is the closing one or none, and what stands before it is a name or not.
        #[test]
        fn a_bracket_begins_what_it_should(inside in "[a-zA-Z_][a-zA-Z0-9_.]{0,4}[<> ]?.{0,3}|[a1._<> \u{e9}]{0,6}") {
            let text = format!("<{inside}");
            let span = |length: usize| Span::new(0, 1 + length);
            let expected = match inside.split_once('>') {
                Some((before, _)) if !before.contains('<') => {
                    let span = span(before.len() + 1);
                    if is_name(before.as_bytes()) { Piece::Placeholder(span) } else { Piece::NotAName(span) }
                }
                _ => Piece::Unclosed(span(inside.bytes().take_while(|byte| is_name_byte(*byte)).count())),
            };
            prop_assert_eq!(bracketed((b'<', b'>'), text.as_bytes(), 0), expected, "{}", text);
        }
    }
}
