//! Reading JSON bodies along the template's own tree.

use std::borrow::Cow;

use crate::json::decode::{decode, decode_text};
use crate::json::scan::{Scanner, SyntaxError};
use crate::received::ParseError;
use crate::template::rules::{Found, Guide, Inner, Node, ParameterRule, pointer_to};
use crate::text::{Damage, Decoded, Span};
use crate::wire::collector::Collector;
use crate::wire::failure::ReadFailure;

/// The node of the template's root object.
const ROOT: usize = 0;

/// Reads `body` into the collector.
pub(crate) fn read<'a>(body: &'a [u8], depth: usize, collector: &mut Collector<'_, 'a>) -> Result<(), ParseError> {
    // One look at the whole body is quicker than one at each string.
    let text = std::str::from_utf8(body).ok();
    let guide = collector.guide();
    let mut reader = Reader { scanner: Scanner::new(body), text, depth, guide, collector };
    reader.node(ROOT, 0).and_then(|()| reader.scanner.end().map_err(Failure::Syntax)).map_err(|failure| match failure {
        Failure::Syntax(error) => ParseError::json(body, error, depth),
        Failure::Limit(error) => error,
    })
}

type Failure = ReadFailure<SyntaxError>;

struct Reader<'r, 's, 'a> {
    scanner: Scanner<'a>,
    /// The body, if all of it is UTF-8.
    text: Option<&'a str>,
    depth: usize,
    guide: Guide<'s>,
    collector: &'r mut Collector<'s, 'a>,
}

impl<'a> Reader<'_, '_, 'a> {
    /// Reads the value that a node stands for. The recursion follows the template, whose depth is bounded.
    fn node(&mut self, number: usize, level: usize) -> Result<(), Failure> {
        let Some(Node { rule: ParameterRule::Inner(inner), .. }) = self.guide.node(number) else {
            return self.leaf(number, level);
        };
        match (inner, self.scanner.next_token()) {
            (Inner::Object, Some(b'{')) => self.object(number, level + 1),
            (Inner::Array, Some(b'[')) => self.array(number, level + 1),
            _ => {
                let (value, span) = self.value(level)?;
                self.collector.misshapen(number, value, span);
                Ok(())
            }
        }
    }

    fn object(&mut self, number: usize, level: usize) -> Result<(), Failure> {
        self.scanner.advance();
        let (mut expected, end) = (number + 1, self.guide.end(number));
        let mut goes_on = self.scanner.any(b'}');
        while goes_on {
            self.collector.count_parameter()?;
            let written = if expected < end { self.guide.written_name(expected) } else { None };
            if written.is_some_and(|written| self.scanner.exact_string(written)) {
                self.scanner.take(b':', "`:` after a member's name")?;
                self.node(expected, level)?;
                expected = self.guide.end(expected);
            } else if let Some(found) = self.member_by_name(number, level)? {
                expected = self.guide.end(found);
            }
            goes_on = self.scanner.another(b'}', "`,` or `}`")?;
        }
        Ok(())
    }

    /// Reads a member that is not the one expected; gives its place in the template, if it has one.
    #[cold]
    fn member_by_name(&mut self, parent: usize, level: usize) -> Result<Option<usize>, Failure> {
        let name = self.scanner.member_name()?;
        let (name, damage) = self.decode(name.content, name.has_escapes);
        match self.guide.look_up(parent, parent == ROOT, &name) {
            Found::Node(number) => {
                self.node(number, level)?;
                return Ok(Some(number));
            }
            Found::Unplaced(field) => {
                let is_null = self.scanner.next_token() == Some(b'n');
                let (value, span) = self.value(level)?;
                let value = if is_null { (Cow::Borrowed(""), None) } else { value };
                self.collector.unplaced(field, &pointer_to("", &name), value, span);
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
            self.collector.count_parameter()?;
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
        if self.scanner.next_token() == Some(b'n') {
            let span = self.scanner.scalar()?;
            self.collector.null(number, span);
        } else {
            let (value, span) = self.value(level)?;
            self.collector.parameter(number, value, span);
        }
        Ok(())
    }

    fn unknown(&mut self, parent: usize, name: &str, damage: Option<Damage>, level: usize) -> Result<(), Failure> {
        self.scanner.next_token();
        let ((text, text_damage), span) = self.value(level)?;
        let pointer = pointer_to(&self.guide.path(parent), name);
        self.collector.unknown(Cow::Owned(pointer), (text, text_damage.or(damage)), span);
        Ok(())
    }

    /// The text of any value: a string decoded, anything else with its bytes as they are.
    #[inline]
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
