//! Where the values of a JSON text stand, found in one pass: each look at one of them is a look at a table, however deep it stands.
//!
//! It is right for these reasons: every byte is read by [`Scanner`], which takes and refuses what it does elsewhere; each entry keeps
//! the text of its value as it was written, and is only looked at, never changed; what is not in the table is read when it is asked for,
//! in the same way. The table is never larger than the text: see [`DENSE`]. `tests/whatsapp_views.rs` holds each member, at any depth, to what `serde_json` reads.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::json::decode::decode_text;
use crate::json::scan::{Scanner, SyntaxError};
use crate::text::Span;

/// How many levels are indexed at once. That is as deep as what is read of native content stands; what is deeper, if it is asked for,
/// gets an index of its own, so that nothing but brackets takes no memory.
const LEVELS: usize = 12;

/// How many values are indexed of any text, and one more for each so many bytes that were read. Ordinary notifications have one in
/// 8 to 20 bytes. Where values stand closer, the objects and arrays that hold them are passed over, and read when they are asked for:
/// nobody has to keep a table of a million digits.
const FEW: usize = 1_024;
const DENSE: usize = 8;

/// Values of a text in their order. What a value holds comes right after it.
#[derive(Default)]
pub(crate) struct Index<'a>(Vec<Entry<'a>>);

#[derive(Clone)]
struct Entry<'a> {
    /// The member's name; nothing for an item of an array, and for the whole.
    name: Cow<'a, str>,
    raw: &'a str,
    kind: Kind,
    /// The place after the value and all that it holds.
    after: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, `true`, `false` or `null`.
    Scalar,
    /// A string without escapes.
    Plain,
    /// A string with escapes.
    Escaped,
    Object,
    Array,
    /// An object of which nothing is indexed.
    UnreadObject,
    /// An array of which nothing is indexed.
    UnreadArray,
}

impl<'a> Index<'a> {
    /// Reads the value that comes next, with the errors of [`Scanner::value`].
    fn read(
        &mut self,
        text: &'a str,
        scanner: &mut Scanner<'a>,
        name: Cow<'a, str>,
        levels: usize,
    ) -> Result<(), SyntaxError> {
        let first = scanner.next_token();
        let start = scanner.position();
        let kind = match first {
            Some(b'{' | b'[') => match levels.checked_sub(1).filter(|_| !self.is_dense(start)) {
                Some(levels) => return self.read_nested(text, scanner, name, levels),
                None => unread(scanner)?,
            },
            Some(b'"') if scanner.string()?.has_escapes => Kind::Escaped,
            Some(b'"') => Kind::Plain,
            _ => {
                scanner.scalar()?;
                Kind::Scalar
            }
        };
        let raw = slice(text, Span::new(start, scanner.position()));
        self.0.push(Entry { name, raw, kind, after: self.0.len() + 1 });
        Ok(())
    }

    /// Reads the object or array that comes next.
    fn read_nested(
        &mut self,
        text: &'a str,
        scanner: &mut Scanner<'a>,
        name: Cow<'a, str>,
        levels: usize,
    ) -> Result<(), SyntaxError> {
        let (start, place) = (scanner.position(), self.0.len());
        let mut kind = if scanner.peek() == Some(b'{') { Kind::Object } else { Kind::Array };
        let close = if kind == Kind::Object { b'}' } else { b']' };
        self.0.push(Entry { name, raw: "", kind, after: 0 });
        scanner.advance();
        let mut goes_on = scanner.any(close);
        while goes_on {
            // The outermost object is what somebody asked for.
            if self.is_dense(scanner.position()) && !(place == 0 && kind == Kind::Object) {
                self.0.truncate(place + 1);
                scanner.set_position(start);
                kind = unread(scanner)?;
                break;
            }
            let mut name = Cow::Borrowed("");
            if kind == Kind::Object {
                let written = scanner.member_name()?;
                name = decode_text(slice(text, written.content), written.has_escapes).0;
            }
            self.read(text, scanner, name, levels)?;
            goes_on = scanner.another(close, "`,` or the closing bracket")?;
        }
        let after = self.0.len();
        if let Some(entry) = self.0.get_mut(place) {
            entry.raw = slice(text, Span::new(start, scanner.position()));
            (entry.kind, entry.after) = (kind, after);
        }
        Ok(())
    }

    /// Whether there are too many entries for a text of which so many bytes were read.
    fn is_dense(&self, position: usize) -> bool {
        self.0.len() > FEW + position / DENSE
    }
}

/// Passes over the object or array that comes next.
fn unread(scanner: &mut Scanner<'_>) -> Result<Kind, SyntaxError> {
    let kind = if scanner.peek() == Some(b'{') { Kind::UnreadObject } else { Kind::UnreadArray };
    scanner.value(usize::MAX)?;
    Ok(kind)
}

fn slice(text: &str, span: Span) -> &str {
    span.of(text).unwrap_or_default()
}

impl<'a> Entry<'a> {
    /// The text of a string, number or truth value.
    fn text(&self) -> Option<Cow<'a, str>> {
        match self.kind {
            Kind::Plain | Kind::Escaped => {
                let content = self.raw.strip_prefix('"')?.strip_suffix('"')?;
                Some(decode_text(content, self.kind == Kind::Escaped).0)
            }
            Kind::Scalar if self.raw != "null" => Some(Cow::Borrowed(self.raw)),
            _ => None,
        }
    }
}

/// A JSON value as it was written, in the index of the text that it stands in.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    index: Arc<Index<'a>>,
    place: usize,
}

impl<'a> Node<'a> {
    /// Reads a text, which is one value of any kind.
    pub(crate) fn parse(text: &'a str) -> Result<Self, SyntaxError> {
        let mut scanner = Scanner::new(text.as_bytes());
        // A guess, which saves the first moves of most notifications.
        let mut index = Index(Vec::with_capacity((text.len() / 8).clamp(1, 64)));
        index.read(text, &mut scanner, Cow::Borrowed(""), LEVELS)?;
        scanner.end()?;
        Ok(Self { index: Arc::new(index), place: 0 })
    }

    /// The value at a place of the index. An object that was not read gets an index of its own, so that no node is one.
    fn at(index: &Arc<Index<'a>>, place: usize) -> Self {
        let unread = index.0.get(place).filter(|entry| entry.kind == Kind::UnreadObject);
        let own = unread.and_then(|entry| Self::parse(entry.raw).ok());
        own.unwrap_or_else(|| Self { index: Arc::clone(index), place })
    }

    fn entry(&self) -> Option<&Entry<'a>> {
        self.index.0.get(self.place)
    }

    fn kind(&self) -> Option<Kind> {
        self.entry().map(|entry| entry.kind)
    }

    /// The value's JSON text, byte for byte.
    pub(crate) fn raw(&self) -> &'a str {
        self.entry().map_or("", |entry| entry.raw)
    }

    pub(crate) fn is_object(&self) -> bool {
        self.kind() == Some(Kind::Object)
    }

    pub(crate) fn is_array(&self) -> bool {
        matches!(self.kind(), Some(Kind::Array | Kind::UnreadArray))
    }

    /// The text of a string, decoded; a number or truth value as it is written. `None` for other values.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        self.entry()?.text()
    }

    /// What an object or array holds, with the place of each.
    fn held(&self) -> impl Iterator<Item = (usize, &Entry<'a>)> {
        let after = self.entry().map_or(0, |entry| entry.after);
        let entries = self.index.0.get(..after).unwrap_or_default();
        let mut next = self.place + 1;
        std::iter::from_fn(move || {
            let place = next;
            let entry = entries.get(place)?;
            next = entry.after;
            Some((place, entry))
        })
    }

    /// The first member of a name.
    fn member(&self, name: &str) -> Option<(usize, &Entry<'a>)> {
        self.held().find(|(_, entry)| entry.name == name)
    }

    /// The names and JSON texts of an object's members.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.held().map(|(_, entry)| (&*entry.name, entry.raw))
    }

    /// The JSON text of the first member of a name.
    pub(crate) fn raw_of(&self, name: &str) -> Option<&'a str> {
        self.member(name).map(|(_, entry)| entry.raw)
    }

    /// The [text](Self::text) of the first member of a name.
    pub(crate) fn text_of(&self, name: &str) -> Option<Cow<'a, str>> {
        self.member(name)?.1.text()
    }

    /// The first member of a name.
    pub(crate) fn value_of(&self, name: &str) -> Option<Self> {
        self.member(name).map(|(place, _)| Self::at(&self.index, place))
    }

    /// The items of an array; any other value is its own only item.
    pub(crate) fn items(self) -> Items<'a> {
        let (kind, after) = self.entry().map_or((Kind::Scalar, 0), |entry| (entry.kind, entry.after));
        if kind == Kind::UnreadArray {
            return Items::Unread(Unread::new(self.raw()));
        }
        Items::Indexed { next: self.place + usize::from(kind == Kind::Array), after, index: self.index }
    }

    /// The object with those of its members that `rename` gives a name, in an index of its own.
    pub(crate) fn selected(&self, rename: impl Fn(&Cow<'a, str>) -> Option<Cow<'a, str>>) -> Self {
        let mut index = Index(vec![Entry { name: Cow::Borrowed(""), raw: self.raw(), kind: Kind::Object, after: 0 }]);
        for (_, entry) in self.held() {
            let kind = match entry.kind {
                Kind::Object => Kind::UnreadObject,
                Kind::Array => Kind::UnreadArray,
                kind => kind,
            };
            let after = index.0.len() + 1;
            index.0.extend(rename(&entry.name).map(|name| Entry { name, raw: entry.raw, kind, after }));
        }
        let after = index.0.len();
        if let Some(whole) = index.0.first_mut() {
            whole.after = after;
        }
        Self { index: Arc::new(index), place: 0 }
    }
}

/// The items of an array.
pub(crate) enum Items<'a> {
    Indexed { index: Arc<Index<'a>>, next: usize, after: usize },
    Unread(Unread<'a>),
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        match self {
            Self::Indexed { index, next, after } => {
                let place = *next;
                *next = index.0.get(..*after)?.get(place)?.after;
                Some(Node::at(index, place))
            }
            Self::Unread(unread) => unread.next(),
        }
    }
}

/// The items of an array that is not indexed. Some of them share an index, which has no more than their own members.
pub(crate) struct Unread<'a> {
    text: &'a str,
    scanner: Scanner<'a>,
    goes_on: bool,
    index: Arc<Index<'a>>,
    next: usize,
}

impl<'a> Unread<'a> {
    /// How many values an index has before another is begun.
    const TOGETHER: usize = 64;

    fn new(text: &'a str) -> Self {
        let mut scanner = Scanner::new(text.as_bytes());
        scanner.advance();
        let goes_on = scanner.any(b']');
        Self { text, scanner, goes_on, index: Arc::default(), next: 0 }
    }

    /// Indexes the items that come next; nothing where there are none.
    fn read(&mut self) -> Result<Index<'a>, SyntaxError> {
        let mut index = Index(Vec::with_capacity(if self.goes_on { Self::TOGETHER } else { 0 }));
        while self.goes_on && index.0.len() < Self::TOGETHER {
            index.read(self.text, &mut self.scanner, Cow::Borrowed(""), 1)?;
            self.goes_on = self.scanner.another(b']', "`,` or the closing bracket")?;
        }
        Ok(index)
    }

    fn next(&mut self) -> Option<Node<'a>> {
        if self.index.0.len() <= self.next {
            (self.index, self.next) = (Arc::new(self.read().ok()?), 0);
        }
        let place = self.next;
        self.next = self.index.0.get(place)?.after;
        Some(Node::at(&self.index, place))
    }
}

/// An object may be a [selection](Node::selected) of what its text holds; any other value is its text, whether or not its items are
/// in the index.
impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.raw() == other.raw() && (!self.is_object() || self.members().eq(other.members()))
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.raw(), f)
    }
}
