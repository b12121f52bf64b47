//! Where the values of a JSON text stand, found in one pass: each look at one of them is a look at a table, however deep it stands.

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
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, `true`, `false` or `null`.
    Scalar,
    String {
        has_escapes: bool,
    },
    /// What it holds ends before the entry at `end`.
    Object {
        end: usize,
    },
    Array {
        end: usize,
    },
    /// An object or array of which nothing is indexed.
    Deep,
}

impl<'a> Index<'a> {
    /// Reads the value that comes next, as [`Scanner::value`] does.
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
            (Some(b'"'), _) => Kind::String { has_escapes: scanner.string()?.has_escapes },
            _ => {
                scanner.scalar()?;
                Kind::Scalar
            }
        };
        self.0.push(Entry { name, raw: slice(text, Span::new(start, scanner.position())), kind });
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
        let is_object = scanner.peek() == Some(b'{');
        let close = if is_object { b'}' } else { b']' };
        self.0.push(Entry { name, raw: "", kind: Kind::Deep });
        scanner.advance();
        let mut goes_on = scanner.any(close);
        while goes_on {
            let mut name = Cow::Borrowed("");
            if is_object {
                let written = scanner.member_name()?;
                name = decode_text(slice(text, written.content), written.has_escapes).0;
            }
            self.read(text, scanner, name, levels)?;
            goes_on = scanner.another(close, "`,` or the closing bracket")?;
        }
        let end = self.0.len();
        if let Some(entry) = self.0.get_mut(place) {
            entry.raw = slice(text, Span::new(start, scanner.position()));
            entry.kind = if is_object { Kind::Object { end } } else { Kind::Array { end } };
        }
        Ok(())
    }

    /// The place after the value at `place` and all that it holds.
    fn after(&self, place: usize) -> usize {
        match self.0.get(place).map(|entry| entry.kind) {
            Some(Kind::Object { end } | Kind::Array { end }) => end,
            _ => place + 1,
        }
    }
}

fn slice(text: &str, span: Span) -> &str {
    span.of(text).unwrap_or_default()
}

impl<'a> Entry<'a> {
    /// The text of a string, number or truth value.
    fn text(&self) -> Option<Cow<'a, str>> {
        match self.kind {
            Kind::String { has_escapes } => {
                let content = self.raw.get(1..self.raw.len().saturating_sub(1))?;
                Some(decode_text(content, has_escapes).0)
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
        let mut index = Index(Vec::with_capacity((text.len() / 12).clamp(1, 32)));
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

    /// The value's JSON text, byte for byte.
    pub(crate) fn raw(&self) -> &'a str {
        self.entry().map_or("", |entry| entry.raw)
    }

    pub(crate) fn is_object(&self) -> bool {
        self.entry().is_some_and(|entry| matches!(entry.kind, Kind::Object { .. }))
    }

    pub(crate) fn is_array(&self) -> bool {
        self.entry().is_some_and(|entry| matches!(entry.kind, Kind::Array { .. }))
    }

    /// The text of a string, decoded; a number or truth value as it is written. `None` for other values.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        self.entry()?.text()
    }

    /// What an object or array holds, with the place of each.
    fn held(&self) -> impl Iterator<Item = (usize, &Entry<'a>)> {
        let mut next = self.place + 1;
        let end = self.index.after(self.place);
        std::iter::from_fn(move || {
            let place = next;
            let entry = self.index.0.get(..end)?.get(place)?;
            next = self.index.after(place);
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

    /// The items of an array.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let node = self.clone();
        let (mut next, end) = (self.place + 1, self.index.after(self.place));
        std::iter::from_fn(move || {
            let place = next;
            (place < end).then(|| {
                next = node.index.after(place);
                Self::at(&node.index, place)
            })
        })
    }

    /// The object with those of its members that `rename` gives a name, in an index of its own.
    pub(crate) fn selected(&self, rename: impl Fn(&Cow<'a, str>) -> Option<Cow<'a, str>>) -> Self {
        let mut index = Index(vec![Entry { name: Cow::Borrowed(""), raw: self.raw(), kind: Kind::Deep }]);
        for (_, entry) in self.held() {
            let Some(name) = rename(&entry.name) else { continue };
            let kind = match entry.kind {
                Kind::Object { .. } | Kind::Array { .. } => Kind::Deep,
                kind => kind,
            };
            index.0.push(Entry { name, raw: entry.raw, kind });
        }
        let end = index.0.len();
        if let Some(whole) = index.0.first_mut() {
            whole.kind = Kind::Object { end };
        }
        Self { index: Arc::new(index), place: 0 }
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
