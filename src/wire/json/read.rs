//! Reading JSON bodies along the template's own tree, whatever their order and white space is.

use std::borrow::Cow;

use crate::json::decode::{decode, decode_string, decode_text};
use crate::json::scan::{Scanner, SyntaxError};
use crate::received::ParseError;
use crate::template::rules::{Found, Guide, Inner, Node, ParameterRule, push_name};
use crate::text::{Damage, Decoded, Span};
use crate::wire::failure::ReadFailure;
use crate::wire::sink::Sink;

/// The node of the template's root object.
const ROOT: usize = 0;

/// What strings say is written into a block of so many bytes while their ends are looked for. Longer ones are passed over first.
const BLOCK: usize = 1024;

/// Reads `body` into the sink.
pub(crate) fn read<'s, 'a>(body: &'a [u8], depth: usize, sink: &mut impl Sink<'s, 'a>) -> Result<(), ParseError> {
    // One look at the whole body is quicker than one at each string.
    let text = std::str::from_utf8(body).ok();
    let guide = sink.guide();
    let mut reader = Reader { scanner: Scanner::taking_controls(body), text, depth, guide, sink };
    reader.node(ROOT, 0).and_then(|()| reader.scanner.end().map_err(Failure::Syntax)).map_err(|failure| match failure {
        Failure::Syntax(error) => ParseError::json(body, error, depth),
        Failure::Limit(error) => error,
    })
}

pub(super) type Failure = ReadFailure<SyntaxError>;

pub(super) struct Reader<'r, 's, 'a, S> {
    pub(super) scanner: Scanner<'a>,
    /// The body, if all of it is UTF-8.
    pub(super) text: Option<&'a str>,
    depth: usize,
    pub(super) guide: Guide<'s>,
    pub(super) sink: &'r mut S,
}

/// A value: a string without its quotes, anything else whole.
#[derive(Clone, Copy)]
struct Value {
    span: Span,
    has_escapes: bool,
}

impl<'s, 'a, S: Sink<'s, 'a>> Reader<'_, 's, 'a, S> {
    /// Reads the value that a node stands for. The recursion follows the template, whose depth is bounded.
    fn node(&mut self, number: usize, level: usize) -> Result<(), Failure> {
        let Some(Node { rule: ParameterRule::Inner(inner), .. }) = self.guide.node(number) else {
            return self.leaf(number, level);
        };
        match (inner, self.scanner.next_token()) {
            (Inner::Object, Some(b'{')) => self.object(number, level + 1),
            (Inner::Array, Some(b'[')) => self.array(number, level + 1),
            _ => {
                self.sink.reach(number);
                let value = self.value(level)?;
                self.sink.misshapen(number, || decoded(self.text, &self.scanner, value), value.span);
                Ok(())
            }
        }
    }

    fn object(&mut self, number: usize, level: usize) -> Result<(), Failure> {
        self.scanner.advance();
        let (first, end) = (number + 1, self.guide.end(number));
        let mut expected = self.in_order(first, end)?;
        let mut goes_on = if expected == first { self.scanner.any(b'}') } else { self.another_member()? };
        while goes_on {
            self.sink.count_parameter()?;
            expected = self.member(number, expected, end, level)?;
            // What leads to the first one begins with no comma.
            if expected != first && self.is_in_order(expected) {
                expected = self.in_order(expected, end)?;
            }
            goes_on = self.another_member()?;
        }
        Ok(())
    }

    #[inline]
    fn another_member(&mut self) -> Result<bool, Failure> {
        Ok(self.scanner.another(b'}', "`,` or `}`")?)
    }

    /// Reads a member, the one `expected` or another; gives the one to expect next.
    #[inline]
    fn member(&mut self, parent: usize, expected: usize, end: usize, level: usize) -> Result<usize, Failure> {
        let Some(node) = self.expected_name(expected, end) else {
            let found = self.member_by_name(parent, level)?;
            return Ok(found.map_or(expected, |found| self.guide.end(found)));
        };
        self.scanner.take(b':', "`:` after a member's name")?;
        if self.scanner.next_token() == Some(b'"') && !self.guide.is_inner(node) {
            self.scanner.advance();
            self.sink.reach(node);
            self.string(node)?;
        } else {
            self.node(node, level)?;
        }
        Ok(self.guide.end(node))
    }

    /// Passes over the name of the member `expected`, or of the one after it, where that was left out; gives which.
    #[inline]
    fn expected_name(&mut self, expected: usize, end: usize) -> Option<usize> {
        let mut passes = |node| {
            let written = if node < end { self.guide.written_name(node) } else { None };
            written.is_some_and(|written| self.scanner.exact_string(written))
        };
        if passes(expected) {
            return Some(expected);
        }
        let next = self.guide.end(expected);
        passes(next).then_some(next)
    }

    /// Reads a member that is not the one expected; gives its place in the template, if it has one.
    #[cold]
    fn member_by_name(&mut self, parent: usize, level: usize) -> Result<Option<usize>, Failure> {
        let name = self.scanner.member_name()?;
        let value = Value { span: name.content, has_escapes: name.has_escapes };
        let (name, damage) = decoded(self.text, &self.scanner, value);
        match self.guide.look_up(parent, parent == ROOT, &name) {
            Found::Node(number) => {
                if let Some(damage) = damage {
                    self.sink.odd_name(number, damage, value.span);
                }
                self.node(number, level)?;
                return Ok(Some(number));
            }
            Found::Unplaced(field) => {
                let is_null = self.scanner.next_token() == Some(b'n');
                let value = self.value(level)?;
                let text = || {
                    let (text, text_damage) = decoded(self.text, &self.scanner, value);
                    let text = if is_null { Cow::Borrowed("") } else { text };
                    (text, text_damage.or(damage))
                };
                self.sink.unplaced(field, parent, text, value.span);
            }
            Found::Nothing => self.unknown(parent, &name, damage, level)?,
        }
        Ok(None)
    }

    fn array(&mut self, number: usize, level: usize) -> Result<(), Failure> {
        self.scanner.advance();
        let (mut expected, end) = (number + 1, self.guide.end(number));
        let mut index = 0_usize;
        let mut goes_on = self.scanner.any(b']');
        while goes_on {
            self.sink.count_parameter()?;
            if expected < end {
                self.node(expected, level)?;
                expected = self.guide.end(expected);
            } else {
                self.unknown(number, &index.to_string(), None, level)?;
            }
            index += 1;
            goes_on = self.scanner.another(b']', "`,` or `]`")?;
        }
        Ok(())
    }

    #[inline]
    fn leaf(&mut self, number: usize, level: usize) -> Result<(), Failure> {
        self.sink.reach(number);
        match self.scanner.next_token() {
            Some(b'"') => {
                self.scanner.advance();
                self.string(number)?;
            }
            Some(b'n') => {
                let span = self.scanner.scalar()?;
                self.sink.null(number, span);
            }
            _ => {
                let value = self.value(level)?;
                self.parameter(number, value);
            }
        }
        Ok(())
    }

    /// Reads the string of a parameter, of which the opening quote has been passed over.
    #[inline]
    fn string(&mut self, number: usize) -> Result<(), Failure> {
        let Some(text) = self.text else { return self.odd_string(number) };
        let Some(span) = self.scanner.plain_string() else { return self.odd_string(number) };
        self.sink.parameter(number, || (Cow::Borrowed(span.of(text).unwrap_or_default()), None), span);
        Ok(())
    }

    /// The same of any string.
    #[inline(never)]
    pub(super) fn odd_string(&mut self, number: usize) -> Result<(), Failure> {
        let start = self.scanner.position();
        if self.text.is_some() && self.sink.decodes(number) {
            let mut block = [0; BLOCK];
            if let Some((length, text)) = decode_string(self.scanner.rest(), &mut block) {
                let span = Span::of_length(start, length);
                self.scanner.set_position(span.end + 1);
                self.sink.parameter(number, || (Cow::Owned(text.to_owned()), None), span);
                return Ok(());
            }
        }
        let string = self.scanner.string_inside()?;
        self.parameter(number, Value { span: string.content, has_escapes: string.has_escapes });
        Ok(())
    }

    #[cold]
    fn parameter(&mut self, number: usize, value: Value) {
        self.sink.parameter(number, || decoded(self.text, &self.scanner, value), value.span);
    }

    fn unknown(&mut self, parent: usize, name: &str, damage: Option<Damage>, level: usize) -> Result<(), Failure> {
        self.scanner.next_token();
        let value = self.value(level)?;
        let text = || {
            let (text, text_damage) = decoded(self.text, &self.scanner, value);
            (text, text_damage.or(damage))
        };
        self.sink.unknown_in(parent, |path| push_name(path, name), text, value.span);
        Ok(())
    }

    fn value(&mut self, level: usize) -> Result<Value, Failure> {
        if self.scanner.peek() == Some(b'"') {
            let string = self.scanner.string()?;
            return Ok(Value { span: string.content, has_escapes: string.has_escapes });
        }
        let span = self.scanner.value(self.depth.saturating_sub(level))?;
        Ok(Value { span, has_escapes: false })
    }
}

/// The text of the value in the body that was read last, which stands in `text` if all of it is UTF-8: a string decoded, anything
/// else with its bytes.
#[inline]
fn decoded<'a>(text: Option<&'a str>, scanner: &Scanner<'a>, value: Value) -> Decoded<'a> {
    let decoded = match text.and_then(|text| value.span.of(text)) {
        Some(text) => decode_text(text, value.has_escapes),
        None => decode(scanner.slice(value.span), value.has_escapes),
    };
    if scanner.has_control_from(value.span.start) { with_control(decoded) } else { decoded }
}

/// What was lost weighs more.
#[cold]
fn with_control((text, damage): Decoded<'_>) -> Decoded<'_> {
    (text, damage.or(Some(Damage::ControlCharacter)))
}
