//! Values in which a sender left `&` as it is.
//!
//! ```text
//! value = [ piece ] *( "&" piece )
//! ```
//!
//! What follows a value is found before the value is taken, and is taken with it as a whole. Nothing that a template was rendered
//! to is read so: in its values no bracket stands as it is, and it has no name that nobody knows.

use crate::json::balance::{Balance, Brackets};
use crate::template::rules::{Continuation, Guide};
use crate::text::{Damage, hex_value};
use crate::wire::query::read::{Pairs, decode};

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
    /// The whole of a value, if more belongs to it than stands before the first separator; `rest` stands behind that.
    pub(super) fn whole<'a>(
        &mut self,
        value: &[u8],
        rest: &Pairs<'a>,
        continuation: Continuation<'_>,
        guide: Guide<'_>,
    ) -> Option<Whole<'a>> {
        let opening = opening(value).filter(|_| continuation.is_json);
        if opening.is_some_and(|opening| opening.may_go_on(rest, guide)) && balance(value).is_open() {
            let whole = (self.failures < MOST_FAILURES).then(|| json(value, rest.clone()))?;
            self.failures += usize::from(whole.is_none());
            return whole;
        }
        let whole = text(value, rest.clone(), continuation.suffix?, guide)?;
        // JSON takes what balances it, and nothing else.
        (opening.is_none() || balance(value) == Balance::Other).then_some(whole)
    }
}

fn balance(value: &[u8]) -> Balance {
    Brackets::default().go_on(&decode(value).0)
}

/// How the bracket is written with which a value opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    AsItIs,
    Escaped,
}

impl Opening {
    /// Whether the sender escapes nothing, or, where it escapes the bracket, yet not what separates: then a name follows that nobody
    /// knows.
    fn may_go_on(self, rest: &Pairs<'_>, guide: Guide<'_>) -> bool {
        self == Self::AsItIs || rest.clone().next().is_some_and(|next| !guide.knows(&decode(next.name).0))
    }
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
            [b'%', high, low, ref tail @ ..] => (hex_value(high)? << 4 | hex_value(low)?, Opening::Escaped, tail),
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

/// The JSON value that begins with `value` and ends where its brackets first balance, if that is at the end of a piece.
fn json<'a>(value: &[u8], rest: Pairs<'a>) -> Option<Whole<'a>> {
    let mut whole = Whole::new(value, rest);
    let mut brackets = Brackets::default();
    brackets.go_on(&whole.text);
    while let Some(piece) = whole.rest.piece() {
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

/// The text that begins with `value` and goes on with names that have no value and that nobody knows, up to the last that ends with
/// the `suffix`. Nothing between two separators belongs to it where such a name follows.
fn text<'a>(value: &[u8], rest: Pairs<'a>, suffix: &str, guide: Guide<'_>) -> Option<Whole<'a>> {
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
        if memchr::memchr(b'=', piece).is_some() || guide.knows(&decode(piece).0) {
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
