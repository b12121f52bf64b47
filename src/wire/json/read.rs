//! JSON bodies: writing values and reading members.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::json::decode::{decode, decode_text};
use crate::json::plain_length;
use crate::json::scan::{Scanner, SyntaxError};
use crate::received::ParseError;
use crate::text::{Damage, Decoded, Span};
use crate::wire::collector::Sink;

/// Writes `text` as the inside of a JSON string (RFC 8259, section 7): quote, backslash and control characters are escaped,
/// everything else stays as it is.
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let plain = plain_length(rest.as_bytes());
        let (before, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        buffer.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('"') => buffer.push_str("\\\""),
            Some('\\') => buffer.push_str("\\\\"),
            Some('\n') => buffer.push_str("\\n"),
            Some('\r') => buffer.push_str("\\r"),
            Some('\t') => buffer.push_str("\\t"),
            Some(control) => {
                buffer.push_str("\\u00");
                for shift in [4, 0] {
                    buffer.extend(char::from_digit(u32::from(control) >> shift & 15, 16));
                }
            }
            None => return,
        }
        rest = characters.as_str();
    }
}

/// The reading shape of a JSON template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Object(ObjectShape),
    Array {
        items: Vec<Node>,
        pointer: Box<str>,
    },
    /// A leaf, with its parameter.
    Leaf(usize),
}

/// An object of the template: its members in order and by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ObjectShape {
    pub(crate) pointer: Box<str>,
    /// The names as the template writes them, without quotes, in its order: what is expected next.
    pub(crate) written: Vec<Box<str>>,
    pub(crate) members: Vec<Node>,
    pub(crate) by_name: HashMap<Box<str>, usize>,
}

/// Reads `body` into the sink.
pub(crate) fn read<'a>(root: &Node, body: &'a [u8], depth: usize, sink: &mut Sink<'_, 'a>) -> Result<(), ParseError> {
    // One look at the whole body is quicker than one at each string.
    let text = std::str::from_utf8(body).ok();
    let mut reader = Reader { scanner: Scanner::new(body), text, depth, sink };
    reader.node(root, 0).and_then(|()| reader.scanner.end().map_err(Failure::Syntax)).map_err(|failure| match failure {
        Failure::Syntax(error) => ParseError::json(body, error, depth),
        Failure::Limit(error) => error,
    })
}

enum Failure {
    Syntax(SyntaxError),
    Limit(ParseError),
}

impl From<SyntaxError> for Failure {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

impl From<ParseError> for Failure {
    fn from(error: ParseError) -> Self {
        Self::Limit(error)
    }
}

struct Reader<'r, 's, 'a> {
    scanner: Scanner<'a>,
    /// The body, if all of it is UTF-8.
    text: Option<&'a str>,
    depth: usize,
    sink: &'r mut Sink<'s, 'a>,
}

impl<'a> Reader<'_, '_, 'a> {
    /// Reads the value that `node` stands for. The recursion follows the template, whose depth is bounded.
    fn node(&mut self, node: &Node, level: usize) -> Result<(), Failure> {
        match (node, self.scanner.next_token()) {
            (Node::Leaf(parameter), _) => self.leaf(*parameter, level),
            (Node::Object(shape), Some(b'{')) => self.object(shape, level.saturating_add(1)),
            (Node::Array { items, pointer }, Some(b'[')) => self.array(items, pointer, level.saturating_add(1)),
            (Node::Object(ObjectShape { pointer, .. }) | Node::Array { pointer, .. }, _) => {
                let (value, span) = self.value(level)?;
                self.sink.misshapen(pointer, value, span);
                Ok(())
            }
        }
    }

    fn object(&mut self, shape: &ObjectShape, level: usize) -> Result<(), Failure> {
        self.scanner.advance();
        if !self.scanner.any(b'}') {
            return Ok(());
        }
        let mut expected = 0_usize;
        loop {
            self.sink.count_parameter()?;
            let found = if shape.written.get(expected).is_some_and(|next| self.scanner.exact_string(next)) {
                Ok(expected)
            } else {
                let name = self.scanner.string()?;
                let (decoded, damage) = self.decode(name.content, name.has_escapes);
                shape.by_name.get(&*decoded).copied().ok_or((decoded, damage))
            };
            self.scanner.take(b':', "`:` after a member's name")?;
            match found {
                Ok(member) => {
                    match shape.members.get(member) {
                        Some(Node::Leaf(parameter)) => self.leaf(*parameter, level)?,
                        Some(node) => self.node(node, level)?,
                        None => {}
                    }
                    expected = member.saturating_add(1);
                }
                Err((name, damage)) => self.unknown(&shape.pointer, &name, damage, level)?,
            }
            if !self.scanner.another(b'}', "`,` or `}`")? {
                return Ok(());
            }
        }
    }

    fn array(&mut self, items: &[Node], pointer: &str, level: usize) -> Result<(), Failure> {
        self.scanner.advance();
        if !self.scanner.any(b']') {
            return Ok(());
        }
        let mut index = 0_usize;
        loop {
            self.sink.count_parameter()?;
            match items.get(index) {
                Some(node) => self.node(node, level)?,
                None => self.unknown(pointer, &index.to_string(), None, level)?,
            }
            index = index.saturating_add(1);
            if !self.scanner.another(b']', "`,` or `]`")? {
                return Ok(());
            }
        }
    }

    #[inline]
    fn leaf(&mut self, parameter: usize, level: usize) -> Result<(), Failure> {
        match self.scanner.next_token() {
            Some(b'"') => {
                let string = self.scanner.string()?;
                let value = self.decode(string.content, string.has_escapes);
                self.sink.parameter(parameter, value, string.content);
            }
            Some(b'n') => {
                let span = self.scanner.scalar()?;
                self.sink.null(parameter, span);
            }
            _ => {
                let (value, span) = self.value(level)?;
                self.sink.parameter(parameter, value, span);
            }
        }
        Ok(())
    }

    fn unknown(&mut self, parent: &str, name: &str, damage: Option<Damage>, level: usize) -> Result<(), Failure> {
        self.scanner.next_token();
        let ((text, text_damage), span) = self.value(level)?;
        self.sink.unknown(Cow::Owned(pointer_to(parent, name)), (text, text_damage.or(damage)), span);
        Ok(())
    }

    /// The text of any value: a string decoded, anything else with its bytes as they are.
    fn value(&mut self, level: usize) -> Result<(Decoded<'a>, Span), Failure> {
        if self.scanner.peek() == Some(b'"') {
            let string = self.scanner.string()?;
            return Ok((self.decode(string.content, string.has_escapes), string.content));
        }
        let span = self.scanner.value(self.depth.saturating_sub(level))?;
        Ok((self.decode(span, false), span))
    }

    #[inline]
    fn decode(&self, span: Span, has_escapes: bool) -> Decoded<'a> {
        match self.text.and_then(|text| span.of(text)) {
            Some(text) => decode_text(text, has_escapes),
            None => decode(self.scanner.slice(span), has_escapes),
        }
    }
}

/// The JSON Pointer (RFC 6901) to a member of what `parent` points to.
pub(crate) fn pointer_to(parent: &str, name: &str) -> String {
    let mut pointer = String::with_capacity(parent.len().saturating_add(name.len()).saturating_add(1));
    pointer.push_str(parent);
    pointer.push('/');
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    pointer
}
