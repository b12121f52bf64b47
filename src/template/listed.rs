//! Placeholders of a closed list of names: found by the longest match, whatever stands around them.
//!
//! ```text
//! text        = *( placeholder / escape / literal )
//! placeholder = open name close          ; of the names that fit the longest
//! escape      = what stands for `open` itself, where the syntax has such
//! ```
//!
//! Each place is looked at once: with a closing text a name ends where that begins, without one it ends at the latest where the next
//! opening text does, as no name holds either of them.

use std::borrow::Cow;

use memchr::memmem::Finder;

use crate::field::{LONGEST_NAME, TableData};
use crate::template::placeholders::Piece;
use crate::text::{Span, nearest_name};

/// So many names that are none are compared with those of the list, so that a text of nothing else costs no more than its length.
const MOST_COMPARED: usize = 64;

/// What separates the parts of URLs and documents.
pub(super) const SEPARATORS: [&str; 7] = ["/", ":", "=", "&", "?", "\"", "'"];

/// What was found in a text.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    /// Placeholders and what looks like some, in their order.
    pub(crate) marks: Vec<Piece>,
    /// Where an escape stands.
    pub(crate) escapes: Vec<Span>,
    /// What is nearly a placeholder, with the field, where nothing closes one.
    pub(crate) near: Vec<(Span, usize)>,
}

/// Finds the placeholders in `text` between `open` and `close`, where `escape` stands for `open` itself.
pub(crate) fn find(text: &str, (open, close): (&str, &str), escape: Option<&str>, table: &TableData) -> Listed {
    let is_folded = table.syntax.ignore_case;
    let folded = |text: &str| if is_folded { text.to_ascii_lowercase() } else { text.to_owned() };
    let (open, close) = (folded(open), folded(close));
    let text = if is_folded { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    let mut search = Search {
        text: &text,
        open: &open,
        opening: Finder::new(open.as_bytes()),
        close: &close,
        closing: Finder::new(close.as_bytes()),
        next_close: None,
        escape: escape.map(folded).unwrap_or_default(),
        names: Names::of(table),
        is_separator: [&open, &close].iter().any(|text| SEPARATORS.contains(&text.as_str())),
        found: Listed::default(),
        compared: 0,
    };
    search.run();
    search.found
}

struct Search<'t> {
    text: &'t str,
    open: &'t str,
    opening: Finder<'t>,
    close: &'t str,
    closing: Finder<'t>,
    /// Where the next closing text begins, as far as it was looked for; beyond the end where there is none.
    next_close: Option<usize>,
    escape: String,
    names: Names<'t>,
    /// Whether what opens or closes a placeholder separates the parts of every text: what is no name is no mistake then.
    is_separator: bool,
    found: Listed,
    compared: usize,
}

impl Search<'_> {
    fn run(&mut self) {
        let mut position = 0;
        while let Some(start) = self.next_open(position) {
            let rest = self.text.get(start..).unwrap_or_default();
            if !self.escape.is_empty() && rest.starts_with(&self.escape) {
                let span = Span::of_length(start, self.escape.len());
                self.found.escapes.push(span);
                position = span.end;
                continue;
            }
            let inside = start + self.open.len();
            let mark = if self.close.is_empty() { self.open_ended(start, inside) } else { self.closed(start, inside) };
            position = match mark {
                Some(mark) => {
                    self.found.marks.push(mark);
                    mark.span().end
                }
                None => start + rest.chars().next().map_or(1, char::len_utf8),
            };
        }
    }

    fn next_open(&self, position: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(position..)?;
        Some(position + self.opening.find(rest)?)
    }

    /// Where the closing text begins that is the next one behind `position`.
    fn close_behind(&mut self, position: usize) -> Option<usize> {
        let at = if let Some(at) = self.next_close.filter(|at| *at >= position) {
            at
        } else {
            let rest = self.text.as_bytes().get(position..)?;
            self.closing.find(rest).map_or(usize::MAX, |at| position + at)
        };
        self.next_close = Some(at);
        (at != usize::MAX).then_some(at)
    }

    /// The placeholder that begins at `start`, where nothing closes it.
    fn open_ended(&mut self, start: usize, inside: usize) -> Option<Piece> {
        let rest = self.text.as_bytes().get(inside..)?;
        let most = rest.get(..LONGEST_NAME.min(rest.len())).unwrap_or(rest);
        if let Some((_, length)) = self.names.longest_at(most) {
            return Some(Piece::Placeholder(Span::new(start, inside + length)));
        }
        self.near(start, inside);
        None
    }

    /// Takes note of a word that is nearly a name.
    fn near(&mut self, start: usize, inside: usize) {
        let word = self.word_at(inside);
        // A shorter one would be near to too many.
        let end = inside + word.len();
        let word = (word.len() >= 3).then(|| word.to_owned());
        if let Some(field) = word.and_then(|word| self.nearest(&word)) {
            self.found.near.push((Span::new(start, end), field));
        }
    }

    /// What the opening text at `start` begins, where a closing text ends it.
    fn closed(&mut self, start: usize, inside: usize) -> Option<Piece> {
        let next_open = self.next_open(inside).unwrap_or(usize::MAX);
        let Some(end) = self.close_behind(inside).filter(|end| end.saturating_sub(inside) <= 2 * LONGEST_NAME) else {
            return self.unclosed(start, inside);
        };
        let name: &str = self.text.get(inside..end).unwrap_or_default();
        let whole = Span::new(start, end + self.close.len());
        if self.names.is_one(name.as_bytes()) {
            return Some(Piece::Placeholder(whole));
        }
        if next_open < end {
            return self.unclosed(start, inside);
        }
        let name = name.to_owned();
        if self.is_separator {
            let near = self.is_like_name(&name).then(|| self.nearest(&name)).flatten();
            self.found.near.extend(near.map(|field| (whole, field)));
            return None;
        }
        let is_like = self.is_like_name(&name) || (self.may_be_name(&name) && self.nearest(&name).is_some());
        if is_like { Some(Piece::NotAName(whole)) } else { self.unclosed(start, inside) }
    }

    /// A known name behind an opening text that nothing closes.
    fn unclosed(&self, start: usize, inside: usize) -> Option<Piece> {
        let word = self.word_at(inside);
        let is_one = !self.is_separator && self.names.is_one(word.as_bytes());
        is_one.then(|| Piece::Unclosed(Span::new(start, inside + word.len())))
    }

    /// Whether what stands between the texts is meant to be a name, though it is none: a word, perhaps between blanks, and none that
    /// JSON or a percent-encoding has there.
    fn is_like_name(&self, inside: &str) -> bool {
        let word = inside.trim_matches(' ');
        let is_begun = word.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        let is_whole = word.bytes().all(|byte| is_word(byte) || matches!(byte, b':' | b'#'));
        // Two colons are those of an address.
        is_begun
            && is_whole
            && word.len() <= LONGEST_NAME
            && !word.contains("::")
            && !matches!(word, "true" | "false" | "null")
            && !self.is_escape(word)
    }

    /// Whether a text has no character but those that names have, here or anywhere.
    fn may_be_name(&self, inside: &str) -> bool {
        let table = self.names.table;
        let is_of_name = |byte| table.names().any(|name| name.as_bytes().contains(&byte));
        let is_known = |byte: u8| is_word(byte) || matches!(byte, b' ' | b':' | b'#') || is_of_name(byte);
        let has_letter = inside.bytes().any(|byte| byte.is_ascii_alphabetic());
        has_letter
            && table.has_few_names()
            && inside.len() <= LONGEST_NAME
            && !self.is_escape(inside)
            && inside.bytes().all(is_known)
    }

    /// Whether the opening text and what stands behind it are a percent-encoding.
    fn is_escape(&self, inside: &str) -> bool {
        self.open == "%" && inside.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2
    }

    /// The word that begins at a place, as long as a name can be.
    fn word_at(&self, start: usize) -> &str {
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.bytes().take(LONGEST_NAME + 1).take_while(|byte| is_word(*byte)).count();
        rest.get(..length).unwrap_or_default()
    }

    fn nearest(&mut self, written: &str) -> Option<usize> {
        self.compared += 1;
        if self.compared > MOST_COMPARED || !self.names.table.has_few_names() {
            return None;
        }
        self.names.table.find(nearest_name(written, self.names.table.names())?)
    }
}

/// What words are made of that are no more than names.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

/// The names of a table in their order.
struct Names<'t> {
    table: &'t TableData,
    places: Cow<'t, [usize]>,
}

impl<'t> Names<'t> {
    fn of(table: &'t TableData) -> Self {
        let places = match &*table.by_name {
            [] => Cow::Owned(table.sorted_places()),
            places => Cow::Borrowed(places),
        };
        Self { table, places }
    }

    fn byte(&self, place: usize, depth: usize) -> Option<u8> {
        let byte = self.table.name(place).as_bytes().get(depth).copied();
        if self.table.syntax.ignore_case { byte.map(|byte| byte.to_ascii_lowercase()) } else { byte }
    }

    /// The longest name with which `text` begins, by its place, and how long it is.
    fn longest_at(&self, text: &[u8]) -> Option<(usize, usize)> {
        let (mut names, mut longest) = (&*self.places, None);
        for (depth, byte) in text.iter().map(|byte| Some(*byte)).chain([None]).enumerate() {
            // Of the names that begin with what was looked at, the first is that itself, if it is one.
            if let Some(first) = names.first().filter(|first| depth > 0 && self.table.name(**first).len() == depth) {
                longest = Some((*first, depth));
            }
            let Some(byte) = byte else { break };
            let start = names.partition_point(|place| self.byte(*place, depth) < Some(byte));
            let end = names.partition_point(|place| self.byte(*place, depth) <= Some(byte));
            names = names.get(start..end).unwrap_or_default();
            if names.is_empty() {
                break;
            }
        }
        longest
    }

    fn is_one(&self, name: &[u8]) -> bool {
        self.longest_at(name).is_some_and(|(_, length)| length == name.len())
    }
}
