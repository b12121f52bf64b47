//! Where the values of a JSON text stand, found in one pass: each look at one of them is a look at a table, however deep it stands.
//!
//! It is right for these reasons: every byte is read by [`Scanner`], which takes and refuses what it does elsewhere; each entry keeps
//! the text of its value as it was written, and is only looked at, never changed; what is not in the table is read when it is asked for,
//! in the same way. `tests/whatsapp_views.rs` holds each member, at any depth, to what `serde_json` reads.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::json::decode::decode_text;
use crate::json::scan::{Scanner, SyntaxError};
use crate::text::Span;

/// How many levels are indexed at once. That is as deep as what is read of native content stands; what is deeper, if it is asked for,
/// gets an index of its own, so that nothing but brackets takes no memory.
const LEVELS: usize = 12;

/// Values of a text in their order. What a value holds comes right after it.
#[derive(Default)]
struct Index<'a>(Vec<Entry<'a>>);

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
    /// An object or array of which nothing is indexed.
    Deep,
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
        let kind = match (first, levels.checked_sub(1)) {
            (Some(b'{' | b'['), Some(levels)) => return self.read_nested(text, scanner, name, levels),
            (Some(b'{' | b'['), None) => {
                scanner.value(usize::MAX)?;
                Kind::Deep
            }
            (Some(b'"'), _) if scanner.string()?.has_escapes => Kind::Escaped,
            (Some(b'"'), _) => Kind::Plain,
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
        let kind = if scanner.peek() == Some(b'{') { Kind::Object } else { Kind::Array };
        let close = if kind == Kind::Object { b'}' } else { b']' };
        self.0.push(Entry { name, raw: "", kind, after: 0 });
        scanner.advance();
        let mut goes_on = scanner.any(close);
        while goes_on {
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
            entry.after = after;
        }
        Ok(())
    }
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

    /// The value at a place of the index. One that is too deep gets an index of its own, so that no node is.
    fn at(index: &Arc<Index<'a>>, place: usize) -> Self {
        let deep = index.0.get(place).filter(|entry| entry.kind == Kind::Deep);
        let own = deep.and_then(|entry| Self::parse(entry.raw).ok());
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
        self.kind() == Some(Kind::Array)
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
        let (is_array, after) = self.entry().map_or((false, 0), |entry| (entry.kind == Kind::Array, entry.after));
        Items { next: self.place + usize::from(is_array), after, index: self.index }
    }

    /// The object with those of its members that `rename` gives a name, in an index of its own.
    pub(crate) fn selected(&self, rename: impl Fn(&Cow<'a, str>) -> Option<Cow<'a, str>>) -> Self {
        let mut index = Index(vec![Entry { name: Cow::Borrowed(""), raw: self.raw(), kind: Kind::Object, after: 0 }]);
        for (_, entry) in self.held() {
            let kind = match entry.kind {
                Kind::Object | Kind::Array => Kind::Deep,
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
pub(crate) struct Items<'a> {
    index: Arc<Index<'a>>,
    next: usize,
    after: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let place = self.next;
        let entry = self.index.0.get(..self.after)?.get(place)?;
        self.next = entry.after;
        Some(Node::at(&self.index, place))
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.raw() == other.raw() && self.members().eq(other.members())
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.raw(), f)
    }
}
