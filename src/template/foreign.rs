//! What is written as other platforms write placeholders.
//!
//! ```text
//! placeholder = open name close          ; of one row of the table, but of none that begins as the platform's own
//! ```
//!
//! A row says what a name must be so that a whole value is surely a placeholder. Elsewhere in a value only the name of a field is, and
//! only between texts that nothing else is written with.

use memchr::memmem::{self, Finder};

use crate::field::LONGEST_NAME;
use crate::template::marked::Marked;
use crate::template::placeholders::Piece;
use crate::text::{Span, hex_byte};

/// An expression of a template engine is no longer than this.
const LONGEST_EXPRESSION: usize = 2 * LONGEST_NAME;

/// What stands between the texts of a family where it is surely a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// A name, or an expression of a template engine.
    Expression,
    Word,
    /// The name of a field of the set, and nothing else may stand in the value.
    Field,
}

/// How platforms write placeholders: the texts around the name, the longer ones first.
struct Family {
    open: &'static str,
    close: &'static str,
    inside: Inside,
}

const fn family(open: &'static str, close: &'static str, inside: Inside) -> Family {
    Family { open, close, inside }
}

static FAMILIES: [Family; 19] = [
    family("--A--", "--B--", Inside::Expression),
    family("{{{", "}}}", Inside::Expression),
    family("{{", "}}", Inside::Expression),
    family("${", "}", Inside::Expression),
    family("{%", "%}", Inside::Expression),
    family("[[", "]]", Inside::Word),
    family("<<", ">>", Inside::Word),
    family("@@", "@@", Inside::Word),
    family("%%", "%%", Inside::Word),
    family("{", "}", Inside::Word),
    family("[", "]", Inside::Word),
    family("<", ">", Inside::Word),
    family("$", "$", Inside::Word),
    family("%", "%", Inside::Word),
    family("#", "#", Inside::Field),
    family("(", ")", Inside::Field),
    family("*", "*", Inside::Field),
    family("$", "", Inside::Field),
    family("%", "", Inside::Field),
];

/// Whether a byte may begin such a placeholder.
pub(crate) const fn may_open(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b'$' | b'%' | b'@' | b'#' | b'-' | b'(' | b'*' | b'<')
}

/// What looks like another platform's placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) span: Span,
    pub(crate) name: Box<str>,
    /// Whether the platform fills in a part of it.
    pub(crate) is_filled: bool,
}

/// The name in a text that is such a placeholder, as any platform writes them, and nothing else.
pub(crate) fn name_of(text: &str) -> Option<String> {
    let name_of = |text: &str| {
        let inside = |family: &Family| text.strip_prefix(family.open)?.strip_suffix(family.close).map(str::trim);
        FAMILIES.iter().filter_map(inside).find(|name| is_word(name)).map(str::to_owned)
    };
    name_of(text).or_else(|| name_of(&decoded(text)?.0))
}

/// Looks for other platforms' placeholders in a text of a template.
pub(crate) struct Search<'m> {
    marked: &'m Marked<'m>,
    is_percent_encoded: bool,
}

impl<'m> Search<'m> {
    pub(crate) const fn new(marked: &'m Marked<'m>, is_percent_encoded: bool) -> Self {
        Self { marked, is_percent_encoded }
    }

    /// The placeholder that all of `range` is, but for blanks around it.
    pub(crate) fn whole(&self, range: Span) -> Option<Foreign> {
        let text = range.of(self.marked.source())?;
        let trimmed = text.trim_ascii();
        let span = Span::of_length(range.start + (text.len() - text.trim_ascii_start().len()), trimmed.len());
        let name = self.name_of_all(trimmed).or_else(|| {
            let (decoded, _) = decoded(trimmed).filter(|_| self.is_percent_encoded)?;
            self.name_of_all(&decoded)
        });
        self.found(span, name?, &self.own(range))
    }

    /// All of them in a value, in their order.
    pub(crate) fn anywhere(&self, range: Span) -> Vec<Foreign> {
        let text = range.of(self.marked.source()).unwrap_or_default();
        let is_sign = |byte| may_open(byte) && byte != b'-';
        if !text.bytes().any(is_sign) && !text.contains("--") {
            return Vec::new();
        }
        if let Some(whole) = self.whole(range) {
            return vec![whole];
        }
        let mut found: Vec<_> =
            self.named(text).into_iter().map(|(span, name)| (span.shifted(range.start), name)).collect();
        if self.is_percent_encoded
            && let Some((decoded, places)) = decoded(text)
        {
            let place = |at: usize| range.start + places.get(at).copied().unwrap_or(text.len());
            let named = self.named(&decoded).into_iter();
            found.extend(named.map(|(span, name)| (Span::new(place(span.start), place(span.end)), name)));
        }
        found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        found.retain(|(span, _)| {
            let is_apart = span.start >= end;
            end = end.max(span.end);
            is_apart
        });
        let own = self.own(range);
        found.into_iter().filter_map(|(span, name)| self.found(span, name, &own)).collect()
    }

    /// The placeholder that begins at `start` and is a value of JSON without quotes.
    #[cold]
    pub(crate) fn bare(&self, start: usize) -> Option<Foreign> {
        let text = self.marked.source().get(start..)?;
        self.families().find_map(|family| {
            let length = family.length_at(text)?;
            let after = text.get(length..)?.trim_start_matches([' ', '\t', '\n', '\r']);
            if !(after.is_empty() || after.starts_with([',', '}', ']'])) {
                return None;
            }
            let name = self.name_in(family, text.get(..length)?)?;
            let span = Span::of_length(start, length);
            self.found(span, name.into(), &self.own(span))
        })
    }

    /// Those that may be meant: not what begins as the platform's own placeholders do, and no tags of XML.
    fn families(&self) -> impl Iterator<Item = &'static Family> {
        let (own, _) = self.marked.pair();
        let is_xml = self.marked.is_xml();
        FAMILIES.iter().filter(move |family| family.open != own && !(is_xml && family.open.starts_with('<')))
    }

    fn name_of_all(&self, text: &str) -> Option<Box<str>> {
        self.families().find_map(|family| Some(self.name_in(family, text)?.into()))
    }

    /// The name in a text that is all of a value.
    fn name_in<'t>(&self, family: &Family, text: &'t str) -> Option<&'t str> {
        let inside = text.strip_prefix(family.open)?.strip_suffix(family.close)?;
        let name = inside.trim_matches(' ');
        let is_field = || self.is_field(name) && !(family.close.is_empty() && is_escaped(family, inside));
        let is_sure = match family.inside {
            Inside::Expression => is_expression(name),
            Inside::Word if family.open == "{" => is_sure_word(name) || is_number(name),
            Inside::Word => {
                name.len() == inside.len()
                    && is_sure_word(name)
                    && !is_escaped(family, inside)
                    && !(family.open == "[" && name.contains('-'))
            }
            Inside::Field => false,
        };
        (is_sure || is_field()).then_some(name)
    }

    /// Names of fields between the texts of a family, wherever they stand.
    fn named(&self, text: &str) -> Vec<(Span, Box<str>)> {
        let mut found = Vec::new();
        for family in self.families().filter(|family| family.inside != Inside::Field) {
            let (opening, mut position) = (Finder::new(family.open), 0);
            while let Some(at) = text.as_bytes().get(position..).and_then(|rest| opening.find(rest)) {
                let start = position + at;
                position = start + 1;
                let Some(length) = text.get(start..).and_then(|rest| family.length_at(rest)) else { continue };
                let span = Span::of_length(start, length);
                let inside =
                    Span::new(start + family.open.len(), span.end - family.close.len()).of(text).unwrap_or_default();
                let name = inside.trim_matches(' ');
                let is_index =
                    family.open == "[" && text.get(..start).is_some_and(|before| before.ends_with(is_of_index));
                if self.is_field(name) && !is_escaped(family, inside) && !is_index {
                    found.push((span, name.into()));
                    position = span.end;
                }
            }
        }
        found
    }

    fn is_field(&self, name: &str) -> bool {
        self.marked.table.find_written(name).is_some()
    }

    /// What was found, where it is apart from the platform's own placeholders, or one of those with its brackets doubled.
    fn found(&self, span: Span, name: Box<str>, own: &[Piece]) -> Option<Foreign> {
        let first = own.partition_point(|piece| piece.span().end <= span.start);
        let own = own.iter().skip(first).take_while(|piece| piece.span().start < span.end);
        let (mut is_filled, mut is_apart) = (false, true);
        for piece in own {
            let inside = piece.span();
            if inside.start < span.start || inside.end > span.end {
                return None;
            }
            is_filled |= matches!(piece, Piece::Placeholder(_));
            is_apart = false;
        }
        (is_apart || self.is_doubled(span)).then_some(Foreign { span, name, is_filled })
    }

    /// Whether a text is in brackets of the platform's own of which there is one more at each end.
    fn is_doubled(&self, span: Span) -> bool {
        let (open, close) = self.marked.pair();
        let (Some(first), Some(last)) = (open.chars().next(), close.chars().last()) else { return false };
        let text = span.of(self.marked.source()).unwrap_or_default();
        let inside = text.strip_prefix(first).filter(|rest| rest.starts_with(open));
        inside.and_then(|rest| rest.strip_suffix(last)).is_some_and(|rest| rest.ends_with(close))
    }

    /// The platform's own placeholders, and what looks like some.
    fn own(&self, range: Span) -> Vec<Piece> {
        self.marked.pieces(range).filter(|piece| !matches!(piece, Piece::Literal(_))).collect()
    }
}

impl Family {
    /// How long the text between opening and closing text is that begins here, with both of them.
    fn length_at(&self, text: &str) -> Option<usize> {
        let inside = text.strip_prefix(self.open)?.as_bytes();
        let window = inside.get(..inside.len().min(LONGEST_EXPRESSION + 2 + self.close.len()))?;
        let length = if self.close.is_empty() {
            window.iter().take_while(|byte| is_word_byte(**byte)).count()
        } else {
            memmem::find(window, self.close.as_bytes())?
        };
        Some(self.open.len() + length + self.close.len())
    }
}

/// Whether the name behind a percent sign begins as a percent-encoding does.
fn is_escaped(family: &Family, inside: &str) -> bool {
    family.open == "%" && inside.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2
}

/// Whether something before a bracket is indexed with what is in it.
fn is_of_index(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | ']' | ')')
}

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b':' | b'#')
}

fn is_word(text: &str) -> bool {
    let is_begun = text.bytes().next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_');
    is_begun && text.len() <= LONGEST_NAME && text.bytes().all(is_word_byte)
}

/// Whether a word can be no value of its own: a truth value, an address, an id in hexadecimal digits.
fn is_sure_word(word: &str) -> bool {
    let is_hex = word.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b':' | b'.'));
    let is_id = is_hex && word.len() >= 8 && word.bytes().any(|byte| byte.is_ascii_digit());
    is_word(word) && !word.contains("::") && !is_id && !matches!(word, "true" | "false" | "null")
}

/// Whether a text is the number of a placeholder.
fn is_number(text: &str) -> bool {
    matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a template engine may evaluate the text: no brackets and quotes of other languages stand in it.
fn is_expression(text: &str) -> bool {
    let is_one = |byte: u8| byte.is_ascii_graphic() && !b"{}[]<>\"\\&=%$".contains(&byte) || byte == b' ';
    text.len() <= LONGEST_EXPRESSION
        && text.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().all(is_one)
}

/// The text without the percent-encodings of ASCII characters, where there are such, and where each byte of it begins in the text.
pub(super) fn decoded(text: &str) -> Option<(String, Vec<usize>)> {
    memchr::memchr(b'%', text.as_bytes())?;
    let (mut plain, mut places, mut position) = (String::with_capacity(text.len()), Vec::new(), 0);
    let mut has_escapes = false;
    while let Some(first) = text.get(position..).and_then(|rest| rest.chars().next()) {
        let rest = text.as_bytes().get(position..).unwrap_or_default();
        let escaped = match rest {
            [b'%', high, low, ..] => hex_byte(*high, *low).filter(|byte| byte.is_ascii_graphic() || *byte == b' '),
            _ => None,
        };
        let length = if escaped.is_some() { 3 } else { first.len_utf8() };
        let character = escaped.map_or(first, char::from);
        places.extend(std::iter::repeat_n(position, character.len_utf8()));
        plain.push(character);
        position += length;
        has_escapes |= escaped.is_some();
    }
    has_escapes.then_some((plain, places))
}
