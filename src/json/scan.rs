//! A scanner over JSON text (RFC 8259) that knows byte positions.
//!
//! It serves the compiler of templates and the reader of callbacks. It never recurses, so no nesting can exhaust the stack.

use crate::json::decode::one_letter;
use crate::json::swar::plain_length;
use crate::text::Span;

/// What was expected at a byte where something else stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) offset: usize,
    pub(crate) problem: SyntaxProblem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SyntaxProblem {
    Expected(&'static str),
    TooDeep,
}

/// The inside of a string, without its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonString {
    pub(crate) content: Span,
    pub(crate) has_escapes: bool,
}

/// A position in JSON text. Every method that reads starts at `position` and leaves it after what it read.
#[derive(Debug, Clone)]
pub(crate) struct Scanner<'a> {
    bytes: &'a [u8],
    position: usize,
    takes_controls: bool,
    /// Behind the last raw control character in a string that was taken.
    control_end: usize,
}

impl<'a> Scanner<'a> {
    /// Starts after a byte order mark, which RFC 8259 lets a reader ignore.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let position = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, position, takes_controls: false, control_end: 0 }
    }

    /// Takes raw control characters in strings, which careless senders of callbacks leave there.
    pub(crate) fn taking_controls(bytes: &'a [u8]) -> Self {
        Self { takes_controls: true, ..Self::new(bytes) }
    }

    /// Whether a string from byte `start` on, as far as was read, has a raw control character.
    #[inline]
    pub(crate) const fn has_control_from(&self, start: usize) -> bool {
        self.control_end > start
    }

    #[inline]
    pub(crate) const fn position(&self) -> usize {
        self.position
    }

    pub(crate) fn set_position(&mut self, position: usize) {
        self.position = position;
    }

    #[inline]
    pub(crate) fn slice(&self, span: Span) -> &'a [u8] {
        self.bytes.get(span.range()).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    #[inline]
    pub(crate) fn advance(&mut self) {
        self.position += 1;
    }

    /// Goes on where the `tail` of the text begins.
    #[inline]
    fn go_on_at(&mut self, tail: &[u8]) {
        self.position = self.bytes.len() - tail.len();
    }

    pub(crate) fn error<T>(&self, expected: &'static str) -> Result<T, SyntaxError> {
        Err(SyntaxError { offset: self.position, problem: SyntaxProblem::Expected(expected) })
    }

    /// Passes over white space and gives the byte after it.
    #[inline]
    pub(crate) fn next_token(&mut self) -> Option<u8> {
        let mut position = self.position;
        let token = loop {
            match self.bytes.get(position).copied() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => position += 1,
                other => break other,
            }
        };
        self.position = position;
        token
    }

    /// Passes over the next byte if it `belongs`, and tells whether it did.
    #[inline]
    fn passes(&mut self, belongs: impl Fn(u8) -> bool) -> bool {
        let does_belong = self.peek().is_some_and(belongs);
        if does_belong {
            self.advance();
        }
        does_belong
    }

    /// Passes over `byte`, which must be the next token.
    #[inline]
    pub(crate) fn take(&mut self, byte: u8, expected: &'static str) -> Result<(), SyntaxError> {
        self.next_token();
        if self.passes(|next| next == byte) { Ok(()) } else { self.error(expected) }
    }

    /// After an item of an object or array: whether another follows the comma, or `close` ends it.
    #[inline]
    pub(crate) fn another(&mut self, close: u8, expected: &'static str) -> Result<bool, SyntaxError> {
        self.next_token();
        let another = self.passes(|next| next == b',');
        if another || self.passes(|next| next == close) { Ok(another) } else { self.error(expected) }
    }

    /// After the opening bracket: whether there is an item at all.
    pub(crate) fn any(&mut self, close: u8) -> bool {
        self.next_token();
        !self.passes(|next| next == close)
    }

    /// Reads the object that comes next: `member` reads a value, whose name it is told.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, JsonString) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        self.take(b'{', "an object")?;
        self.items(b'}', "`,` or `}`", |scanner| {
            let name = scanner.member_name()?;
            member(scanner, name)
        })
    }

    /// Reads the array that comes next: `item` reads an item.
    pub(crate) fn array(&mut self, item: impl FnMut(&mut Self) -> Result<(), SyntaxError>) -> Result<(), SyntaxError> {
        self.take(b'[', "an array")?;
        self.items(b']', "`,` or `]`", item)
    }

    fn items(
        &mut self,
        close: u8,
        expected: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        let mut goes_on = self.any(close);
        while goes_on {
            item(self)?;
            goes_on = self.another(close, expected)?;
        }
        Ok(())
    }

    /// Reads the name of a member, and its colon.
    pub(crate) fn member_name(&mut self) -> Result<JsonString, SyntaxError> {
        let name = self.string()?;
        self.take(b':', "`:` after a member's name")?;
        Ok(name)
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Result<(), SyntaxError> {
        if self.next_token().is_none() { Ok(()) } else { self.error("the end of the document") }
    }

    /// Reads a string strictly, but for control characters where they are taken.
    ///
    /// ```text
    /// string  = '"' *( unescaped / "\" ( %x22 / "\" / "/" / "b" / "f" / "n" / "r" / "t" / "u" 4HEXDIG ) / control ) '"'
    /// control = %x00-1F
    /// ```
    #[inline]
    pub(crate) fn string(&mut self) -> Result<JsonString, SyntaxError> {
        self.take(b'"', "a string in double quotes")?;
        self.string_inside()
    }

    /// Reads a string of which the opening quote has been passed over.
    #[inline]
    pub(crate) fn string_inside(&mut self) -> Result<JsonString, SyntaxError> {
        match self.plain_string() {
            Some(content) => Ok(JsonString { content, has_escapes: false }),
            None => self.odd_string(),
        }
    }

    /// Reads what is left of a string if there are neither escapes nor control characters in it.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<Span> {
        let rest = self.rest();
        let length = plain_length(rest);
        let is_whole = rest.get(length) == Some(&b'"');
        is_whole.then(|| {
            let content = Span::of_length(self.position, length);
            self.position = content.end + 1;
            content
        })
    }

    /// Reads what is left of any string.
    #[inline(never)]
    fn odd_string(&mut self) -> Result<JsonString, SyntaxError> {
        let start = self.position;
        let mut has_escapes = false;
        let mut rest = self.rest();
        loop {
            rest = rest.get(plain_length(rest)..).unwrap_or_default();
            match *rest {
                [b'"', ref tail @ ..] => {
                    self.go_on_at(tail);
                    let content = Span::new(start, self.position - 1);
                    return Ok(JsonString { content, has_escapes });
                }
                [b'\\', letter, ref tail @ ..] if one_letter(letter).is_some() => {
                    has_escapes = true;
                    rest = tail;
                }
                [b'\\', b'u', a, b, c, d, ref tail @ ..] if [a, b, c, d].iter().all(u8::is_ascii_hexdigit) => {
                    has_escapes = true;
                    rest = tail;
                }
                // What is neither quote nor backslash is a control character.
                [first, ref tail @ ..] if self.takes_controls && first != b'\\' => {
                    self.control_end = self.bytes.len() - tail.len();
                    rest = tail;
                }
                ref broken => {
                    self.go_on_at(broken);
                    return self.error(match broken {
                        [] => "the closing `\"` of a string",
                        [b'\\', ..] => "a complete JSON escape",
                        _ => "an escape such as `\\n` instead of a control character",
                    });
                }
            }
        }
    }

    /// Passes over the string whose inside is written exactly as `content`, if it comes next.
    #[inline]
    pub(crate) fn exact_string(&mut self, content: &[u8]) -> bool {
        self.next_token();
        let after_quote = self.rest().strip_prefix(b"\"");
        let after_content = after_quote.and_then(|rest| rest.strip_prefix(content));
        let tail = after_content.and_then(|rest| rest.strip_prefix(b"\""));
        if let Some(tail) = tail {
            self.go_on_at(tail);
        }
        tail.is_some()
    }

    /// Reads a string as far as its closing quote, whatever its escapes are.
    pub(crate) fn lenient_string(&mut self) -> Result<JsonString, SyntaxError> {
        self.take(b'"', "a string in double quotes")?;
        let start = self.position;
        let mut has_escapes = false;
        while let Some(length) = memchr::memchr2(b'"', b'\\', self.rest()) {
            self.position += length;
            let content = Span::new(start, self.position);
            if self.passes(|byte| byte == b'"') {
                return Ok(JsonString { content, has_escapes });
            }
            has_escapes = true;
            self.position += 2;
        }
        self.position = self.bytes.len();
        self.error("the closing `\"` of a string")
    }

    /// Reads a number, `true`, `false` or `null`.
    ///
    /// ```text
    /// number = [ "-" ] ( "0" / %x31-39 *DIGIT ) [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT ]
    /// ```
    pub(crate) fn scalar(&mut self) -> Result<Span, SyntaxError> {
        self.next_token();
        let start = self.position;
        let rest = self.rest();
        if let Some(word) = [&b"true"[..], b"false", b"null"].into_iter().find(|word| rest.starts_with(word)) {
            self.position += word.len();
            return Ok(Span::new(start, self.position));
        }
        self.passes(|byte| byte == b'-');
        match self.peek() {
            Some(b'0') => self.advance(),
            Some(b'1'..=b'9') => self.digits()?,
            _ => {
                self.position = start;
                return self.error("a JSON value");
            }
        }
        if self.passes(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.passes(|byte| matches!(byte, b'e' | b'E')) {
            self.passes(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Ok(Span::new(start, self.position))
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.position;
        while self.passes(|byte| byte.is_ascii_digit()) {}
        if self.position > start { Ok(()) } else { self.error("a digit") }
    }

    /// Passes over one value of any kind, checking it; it may nest at most `depth` levels.
    pub(crate) fn value(&mut self, depth: usize) -> Result<Span, SyntaxError> {
        let first = self.next_token();
        let start = self.position;
        if !matches!(first, Some(b'{' | b'[')) {
            self.leaf()?;
            return Ok(Span::new(start, self.position));
        }
        let mut open: Vec<u8> = Vec::new();
        loop {
            // At a value.
            match self.next_token() {
                Some(bracket @ (b'{' | b'[')) => {
                    if open.len() >= depth {
                        return Err(SyntaxError { offset: self.position, problem: SyntaxProblem::TooDeep });
                    }
                    self.advance();
                    let close = if bracket == b'{' { b'}' } else { b']' };
                    if self.any(close) {
                        open.push(close);
                        self.name_in(close)?;
                        continue;
                    }
                }
                _ => self.leaf()?,
            }
            // After a value: close what ends here, until another value follows.
            loop {
                let Some(&close) = open.last() else { return Ok(Span::new(start, self.position)) };
                if self.another(close, "`,` or the closing bracket")? {
                    self.name_in(close)?;
                    break;
                }
                open.pop();
            }
        }
    }

    /// Passes over the name that begins an item, unless it is one of an array.
    fn name_in(&mut self, close: u8) -> Result<(), SyntaxError> {
        if close == b'}' { self.member_name().map(drop) } else { Ok(()) }
    }

    fn leaf(&mut self) -> Result<(), SyntaxError> {
        if self.peek() == Some(b'"') { self.string().map(drop) } else { self.scalar().map(drop) }
    }
}
