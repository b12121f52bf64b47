//! Values in which a sender left `&` as it is.
//!
//! ```text
//! value = *pchar *( "&" piece )
//! ```
//!
//! What follows a value is found before the value is taken, and is taken with it as a whole. Nothing that a template was rendered
//! to is read so: in its values neither brackets, colons nor separators stand as they are, and its names are all known.

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
        let balance = opening.map_or(Balance::Other, |_| Brackets::default().go_on(&decode(value).0));
        match (balance, opening) {
            (Balance::Other, _) => text(value, rest.clone(), continuation.suffix?, guide),
            (Balance::Open | Balance::InString | Balance::InEscape, Some(opening)) => {
                let may_go_on = self.failures < MOST_FAILURES && opening.is_unescaped(value);
                let whole = may_go_on.then(|| json(value, rest.clone()))?;
                self.failures += usize::from(whole.is_none());
                whole
            }
            _ => None,
        }
    }
}

/// How the bracket is written with which a value opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    AsItIs,
    Escaped,
}

impl Opening {
    /// Whether the sender did not escape the value, or just what a URL cannot hold: then a colon stands in every object.
    fn is_unescaped(self, value: &[u8]) -> bool {
        self == Self::AsItIs || memchr::memchr(b':', value).is_some()
    }
}

/// Whether JSON that its sender did not escape may begin here.
#[inline]
pub(super) fn may_open_json(value: &[u8]) -> bool {
    let first = value.first().copied().unwrap_or_default();
    matches!(first, b'[' | b'{' | b'%' | b'+' | b' ' | b'\t' | b'\n' | b'\r') && opens_unescaped(value)
}

#[inline(never)]
fn opens_unescaped(value: &[u8]) -> bool {
    opening(value).is_some_and(|opening| opening.is_unescaped(value))
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
            Balance::Crossed | Balance::Other | Balance::Blank => return None,
            Balance::Open | Balance::InString | Balance::InEscape => {}
        }
    }
    None
}

/// The text that begins with `value` and goes on with names that have no value and that nobody knows, up to the last that ends with
/// the `suffix`. Nothing between two separators belongs to it where such a name follows.
fn text<'a>(value: &[u8], rest: Pairs<'a>, suffix: &str, guide: Guide<'_>) -> Option<Whole<'a>> {
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
