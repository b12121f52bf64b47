//! Values in which a sender left `&` as it is.
//!
//! ```text
//! value = [ piece ] *( "&" piece )
//! ```
//!
//! What follows a value is found before the value is taken, and is taken with it as a whole. Nothing that a template was rendered
//! to is read so: in its values no bracket stands as it is, and it has no name that nobody knows. Nor is a static parameter of the
//! template ever taken, which may be what tells that a request is genuine.

use crate::json::balance::{Balance, Brackets};
use crate::text::{Damage, hex_byte};
use crate::wire::query::decode::decode;
use crate::wire::query::read::{Pairs, name_of};
use crate::wire::sink::Sink;

/// So many JSON values of a query may be looked through in vain, so that a hostile one costs linear time.
const MOST_FAILURES: usize = 8;

/// What is known of the values that were looked through.
#[derive(Debug, Default)]
pub(super) struct Unescaped {
    failures: usize,
}

/// A value with all that belongs to it.
#[derive(Debug)]
pub(super) struct Whole<'a> {
    pub(super) text: String,
    pub(super) damage: Option<Damage>,
    /// How many parameters it would be.
    pub(super) parameters: usize,
    /// What stands behind it.
    pub(super) rest: Pairs<'a>,
}

impl Unescaped {
    /// The whole of a parameter's value, if more belongs to it than stands before the first separator; `rest` stands behind that.
    pub(super) fn whole<'s, 'a>(
        &mut self,
        parameter: usize,
        value: &[u8],
        rest: &Pairs<'a>,
        sink: &impl Sink<'s, 'a>,
    ) -> Option<Whole<'a>> {
        let continuation = sink.continuation(parameter);
        let opening = opening(value).filter(|_| continuation.is_json);
        if let Some(opening) = opening.filter(|_| balance(value).is_open()) {
            if self.failures == MOST_FAILURES || (opening == Opening::Escaped && escapes_separators(value)) {
                return None;
            }
            let whole = json(value, rest.clone(), |piece| match opening {
                Opening::AsItIs => !is_static(piece, sink),
                Opening::Escaped => is_of_nobody(piece, sink),
            });
            self.failures += usize::from(whole.is_none());
            return whole;
        }
        let suffix = continuation.suffix.filter(|_| !escapes_separators(value))?;
        let whole = text(value, rest.clone(), suffix, |piece| is_of_nobody(piece, sink))?;
        // JSON takes what balances it, and nothing else.
        (opening.is_none() || balance(value) == Balance::Other).then_some(whole)
    }
}

fn balance(value: &[u8]) -> Balance {
    Brackets::default().go_on(&decode(value).0)
}

/// Whether the sender of a value knows that separators are to be escaped.
fn escapes_separators(value: &[u8]) -> bool {
    memchr::memmem::find(value, b"%26").is_some()
}

/// Whether a piece is a static parameter of the template.
fn is_static<'s, 'a>(piece: &[u8], sink: &impl Sink<'s, 'a>) -> bool {
    let node = sink.guide().find(0, &decode(name_of(piece)).0);
    node.is_some_and(|node| sink.is_static(node))
}

/// Whether a piece has no value, and a name that nobody knows, so that nothing is lost of it in another value.
fn is_of_nobody<'s, 'a>(piece: &[u8], sink: &impl Sink<'s, 'a>) -> bool {
    name_of(piece) == piece && !sink.guide().knows(&decode(piece).0)
}

/// How the bracket is written with which a value opens: as it is by senders that escape nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    AsItIs,
    Escaped,
}

/// Whether a value may go on behind its separator, where the next parameter is not the one expected.
#[cold]
pub(super) fn may_go_on(value: &[u8], rest: &Pairs<'_>) -> bool {
    rest.is_bare() || opening(value).is_some()
}

/// Whether a value may go on behind its separator, where the next parameter is the one expected: if it is JSON of a sender that
/// escapes nothing.
#[inline]
pub(super) fn may_open_json(value: &[u8]) -> bool {
    // Most that is escaped is no blank.
    let may_open = matches!(
        *value,
        [b'[' | b'{' | b'+' | b' ' | b'\t' | b'\n' | b'\r', ..]
            | [b'%', b'0' | b'2', b'0' | b'9' | b'A' | b'a' | b'D' | b'd', ..]
    );
    may_open && opens_as_it_is(value)
}

#[inline(never)]
fn opens_as_it_is(value: &[u8]) -> bool {
    opening(value) == Some(Opening::AsItIs)
}

/// Whether the first character of a value that is no blank is an opening bracket, and how that is written.
fn opening(value: &[u8]) -> Option<Opening> {
    let mut rest = value;
    loop {
        let (byte, opening);
        (byte, opening, rest) = match *rest {
            [b'%', high, low, ref tail @ ..] => (hex_byte(high, low)?, Opening::Escaped, tail),
            [b'+', ref tail @ ..] => (b' ', Opening::AsItIs, tail),
            [byte, ref tail @ ..] => (byte, Opening::AsItIs, tail),
            [] => return None,
        };
        match byte {
            b'[' | b'{' => return Some(opening),
            b' ' | b'\t' | b'\n' | b'\r' => {}
            _ => return None,
        }
    }
}

/// The JSON value that begins with `value`, goes on with pieces that it may take, and ends where its brackets first balance, if that
/// is at the end of a piece.
fn json<'a>(value: &[u8], rest: Pairs<'a>, may_take: impl Fn(&[u8]) -> bool) -> Option<Whole<'a>> {
    let mut whole = Whole::new(value, rest);
    let mut brackets = Brackets::default();
    brackets.go_on(&whole.text);
    while let Some(piece) = whole.rest.piece() {
        if !piece.is_empty() && !may_take(piece) {
            return None;
        }
        let before = whole.text.len();
        whole.push(1, piece);
        match brackets.go_on(whole.text.get(before..).unwrap_or_default()) {
            Balance::Balanced => return Some(whole),
            balance if balance.is_open() => {}
            _ => return None,
        }
    }
    None
}

/// The text that begins with `value` and goes on with pieces that it may take, up to the last that ends with the `suffix`. Nothing
/// between two separators belongs to it where such a piece follows.
fn text<'a>(value: &[u8], rest: Pairs<'a>, suffix: &str, may_take: impl Fn(&[u8]) -> bool) -> Option<Whole<'a>> {
    if !rest.is_bare() {
        return None;
    }
    let mut ahead = rest;
    let mut whole: Option<Whole<'a>> = None;
    let mut complete = None;
    let mut separators = 0;
    while let Some(piece) = ahead.piece() {
        separators += 1;
        if piece.is_empty() {
            continue;
        }
        if !may_take(piece) {
            break;
        }
        let whole = whole.get_or_insert_with(|| Whole::new(value, ahead.clone()));
        whole.push(separators, piece);
        separators = 0;
        if whole.text.ends_with(suffix) {
            complete = Some((whole.text.len(), whole.damage, whole.parameters, ahead.clone()));
        }
    }
    let (length, damage, parameters, rest) = complete?;
    let mut text = whole?.text;
    text.truncate(length);
    Some(Whole { text, damage, parameters, rest })
}

impl<'a> Whole<'a> {
    fn new(value: &[u8], rest: Pairs<'a>) -> Self {
        let (text, damage) = decode(value);
        Self { text: text.into_owned(), damage, parameters: 0, rest }
    }

    /// Goes on with a piece, behind so many separators.
    fn push(&mut self, separators: usize, piece: &[u8]) {
        let (text, damage) = decode(piece);
        self.text.extend(std::iter::repeat_n('&', separators));
        self.text.push_str(&text);
        self.damage = self.damage.or(damage);
        self.parameters += usize::from(!piece.is_empty());
    }
}
