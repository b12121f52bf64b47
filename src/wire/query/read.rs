//! Reading the parameters of queries and forms.
//!
//! ```text
//! query     = [ parameter *( "&" parameter ) ]
//! parameter = name [ "=" value ]
//! ```
//!
//! Names and values are read as the WHATWG URL standard reads a form: `+` is a blank, `%` and two hexadecimal digits are a byte,
//! any other `%` stands for itself, and everything else is taken as it is. A value that was not escaped may go on behind the `&`.

use std::borrow::Cow;

use crate::received::ParseError;
use crate::template::rules::Found;
use crate::text::Span;
use crate::wire::query::decode::decode;
use crate::wire::query::in_order::{Place, read_in_order};
use crate::wire::query::unescaped::{Unescaped, Whole, may_go_on, may_open_json};
use crate::wire::sink::Sink;

/// A parameter as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'t> {
    pub(crate) name: &'t [u8],
    /// What stands behind the `=`, where there is one.
    pub(crate) value: Option<&'t [u8]>,
    /// Where the name begins in the text.
    start: usize,
}

impl Pair<'_> {
    pub(crate) const fn name_span(self) -> Span {
        Span::of_length(self.start, self.name.len())
    }

    /// The span of the value; without one that of nothing, behind the name.
    #[inline]
    pub(crate) const fn value_span(self) -> Span {
        let end = self.start + self.name.len();
        match self.value {
            Some(value) => Span::of_length(end + 1, value.len()),
            None => Span::at(end),
        }
    }
}

/// The parameters of a text that are still to be read; empty ones are passed over.
#[derive(Debug, Clone)]
pub(crate) struct Pairs<'t> {
    rest: &'t [u8],
    /// Where that begins in the text.
    start: usize,
}

/// The parameters in `range` of a text.
#[inline]
pub(crate) fn pairs(text: &[u8], range: Span) -> Pairs<'_> {
    Pairs { rest: text.get(range.range()).unwrap_or_default(), start: range.start }
}

impl<'t> Pairs<'t> {
    /// What stands before the next separator, be it nothing.
    #[inline]
    pub(super) fn piece(&mut self) -> Option<&'t [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let length = memchr::memchr(b'&', self.rest).unwrap_or(self.rest.len());
        let (piece, after) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = after.split_first().map_or(after, |(_, after)| after);
        self.start += length + 1;
        Some(piece)
    }

    /// The length of the name expected, if it is that of the next parameter, which has a value.
    #[inline]
    fn length_of(&self, expected: Option<&[u8]>) -> Option<usize> {
        let name = expected?;
        (self.rest.get(name.len()) == Some(&b'=') && self.rest.starts_with(name)).then_some(name.len())
    }

    /// The next parameter, whose name is so long and which has a value, where that is known.
    #[inline]
    fn next_named(&mut self, length: Option<usize>) -> Option<Pair<'t>> {
        let Some(length) = length else { return self.next() };
        let start = self.start;
        let (name, rest) = self.rest.split_at_checked(length)?;
        (self.rest, self.start) = (rest.get(1..)?, start + length + 1);
        let value = self.piece().unwrap_or_default();
        Some(Pair { name, value: Some(value), start })
    }

    /// Whether what stands before the next separator has no value.
    pub(super) fn is_bare(&self) -> bool {
        let end = memchr::memchr2(b'&', b'=', self.rest).and_then(|end| self.rest.get(end));
        !self.rest.is_empty() && end != Some(&b'=')
    }

    const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Where the last of the pieces that were read ends.
    const fn end_of_last(&self) -> usize {
        self.start.saturating_sub(1)
    }
}

impl<'t> Iterator for Pairs<'t> {
    type Item = Pair<'t>;

    #[inline]
    fn next(&mut self) -> Option<Pair<'t>> {
        loop {
            let start = self.start;
            let piece = self.piece()?;
            if !piece.is_empty() {
                let name = name_of(piece);
                let value = piece.get(name.len()..).unwrap_or_default();
                return Some(Pair { name, value: value.split_first().map(|(_, value)| value), start });
            }
        }
    }
}

/// What stands before the `=` of a parameter, if there is one.
#[inline]
pub(super) fn name_of(piece: &[u8]) -> &[u8] {
    let length = memchr::memchr(b'=', piece).unwrap_or(piece.len());
    piece.get(..length).unwrap_or(piece)
}

/// The parameters of a query or form, name and value as they are written; one without `=` has the empty value.
pub(crate) fn written_pairs(query: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    pairs(query, Span::of_length(0, query.len())).map(|pair| (pair.name, pair.value.unwrap_or_default()))
}

/// Reads the parameters in `range` of `text` into the sink.
///
/// A platform writes the parameters in the template's order, so each is first compared with the one expected there; a name is
/// looked up only where that fails.
pub(crate) fn read<'s, 'a>(text: &'a [u8], range: Span, sink: &mut impl Sink<'s, 'a>) -> Result<(), ParseError> {
    let text = text.get(..range.end).unwrap_or(text);
    // One look at the whole text is quicker than one at each value.
    let whole = std::str::from_utf8(text).ok();
    let mut place = Place { position: range.start, expected: 0 };
    let mut unescaped = Unescaped::default();
    loop {
        if let Some(whole) = whole {
            place = read_in_order(whole, place, sink);
        }
        if place.position >= text.len() {
            return Ok(());
        }
        place = read_one(text, place, &mut unescaped, sink)?;
    }
}

/// Reads the next parameter of a text, whatever it is; gives what comes behind it.
///
/// Where the one expected comes next, nothing but JSON can go on behind a value.
#[cold]
fn read_one<'s, 'a>(
    text: &'a [u8],
    place: Place,
    unescaped: &mut Unescaped,
    sink: &mut impl Sink<'s, 'a>,
) -> Result<Place, ParseError> {
    let mut rest = pairs(text, Span::new(place.position, text.len()));
    let guide = sink.guide();
    let length = rest.length_of(guide.written_name(place.expected));
    let Some(pair) = rest.next_named(length) else { return Ok(Place { position: text.len(), ..place }) };
    sink.count_parameter()?;
    let found = if length.is_some() { Some(place.expected) } else { by_name(pair, sink) };
    let Some(parameter) = found else { return Ok(Place { position: rest.start, ..place }) };
    let expected = parameter + 1;
    let value = pair.value.unwrap_or_default();
    let is_next_known = rest.is_done() || rest.length_of(guide.written_name(expected)).is_some();
    let goes_on = if is_next_known { may_open_json(value) } else { may_go_on(value, &rest) };
    if goes_on {
        go_on(parameter, pair, &mut rest, unescaped, sink)?;
    } else {
        sink.reach(parameter);
        sink.parameter(parameter, || decode(value), pair.value_span());
    }
    Ok(Place { position: rest.start, expected })
}

/// Reads a value that may go on behind its separator.
#[cold]
fn go_on<'s, 'a>(
    parameter: usize,
    pair: Pair<'a>,
    pairs: &mut Pairs<'a>,
    unescaped: &mut Unescaped,
    sink: &mut impl Sink<'s, 'a>,
) -> Result<(), ParseError> {
    let whole = pair.value.and_then(|value| unescaped.whole(parameter, value, pairs, &*sink));
    let Some(Whole { text, damage, parameters, rest }) = whole else {
        sink.reach(parameter);
        sink.parameter(parameter, || decode(pair.value.unwrap_or_default()), pair.value_span());
        return Ok(());
    };
    for _ in 0..parameters {
        sink.count_parameter()?;
    }
    let span = Span::new(pair.value_span().start, rest.end_of_last());
    *pairs = rest;
    sink.reach(parameter);
    sink.unescaped(parameter, span);
    sink.parameter(parameter, || (Cow::Owned(text), damage), span);
    Ok(())
}

/// Looks up the name of a parameter that is not the one expected; gives its place in the template, if it has one, and else reads it.
#[cold]
fn by_name<'s, 'a>(pair: Pair<'a>, sink: &mut impl Sink<'s, 'a>) -> Option<usize> {
    let (name, damage) = decode(pair.name);
    let (value, span) = (|| decode(pair.value.unwrap_or_default()), pair.value_span());
    match sink.guide().look_up(0, true, &name) {
        Found::Node(parameter) => return Some(parameter),
        Found::Unplaced(field) => sink.unplaced(field, 0, value, span),
        Found::Nothing => {
            let damaged = || {
                let (text, text_damage) = value();
                (text, text_damage.or(damage))
            };
            sink.unknown(name, damaged, span);
        }
    }
    None
}
