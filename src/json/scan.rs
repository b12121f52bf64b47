//! A scanner over JSON text (RFC 8259) that knows byte positions.
//!
//! It serves the compiler of templates and the reader of callbacks. It never recurses, so no nesting can exhaust the stack.

use std::borrow::Cow;

use crate::json::swar::{copy_quoted, plain_length, quoted_length};
use crate::text::{Damage, Decoded, Span, hex_value};

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
}

impl<'a> Scanner<'a> {
    /// Starts after a byte order mark, which RFC 8259 lets a reader ignore.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let position = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, position }
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
        self.position = self.position.saturating_add(1);
    }

    pub(crate) fn error<T>(&self, expected: &'static str) -> Result<T, SyntaxError> {
        Err(SyntaxError { offset: self.position, problem: SyntaxProblem::Expected(expected) })
    }

    /// Passes over white space and gives the byte after it.
    #[inline]
    pub(crate) fn next_token(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.advance(),
                other => return other,
            }
        }
    }

    /// Passes over `byte`, which must be the next token.
    #[inline]
    pub(crate) fn take(&mut self, byte: u8, expected: &'static str) -> Result<(), SyntaxError> {
        if self.next_token() == Some(byte) {
            self.advance();
            Ok(())
        } else {
            self.error(expected)
        }
    }

    /// After an item of an object or array: whether another follows the comma, or `close` ends it.
    #[inline]
    pub(crate) fn another(&mut self, close: u8, expected: &'static str) -> Result<bool, SyntaxError> {
        match self.next_token() {
            Some(b',') => {
                self.advance();
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.advance();
                Ok(false)
            }
            _ => self.error(expected),
        }
    }

    /// After the opening bracket: whether there is an item at all.
    pub(crate) fn any(&mut self, close: u8) -> bool {
        let any = self.next_token() != Some(close);
        if !any {
            self.advance();
        }
        any
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Result<(), SyntaxError> {
        if self.next_token().is_none() { Ok(()) } else { self.error("the end of the document") }
    }

    /// Reads a string strictly.
    ///
    /// ```text
    /// string = '"' *( unescaped / "\" ( %x22 / "\" / "/" / "b" / "f" / "n" / "r" / "t" / "u" 4HEXDIG ) ) '"'
    /// ```
    #[inline]
    pub(crate) fn string(&mut self) -> Result<JsonString, SyntaxError> {
        self.take(b'"', "a string in double quotes")?;
        let start = self.position;
        let mut has_escapes = false;
        let mut rest = self.rest();
        loop {
            let (quoted, has_quotes) = quoted_length(rest);
            has_escapes |= has_quotes;
            let rest_of_part = rest.get(quoted..).unwrap_or_default();
            let after = rest_of_part.get(plain_length(rest_of_part)..).unwrap_or_default();
            match *after {
                [b'"', ref tail @ ..] => {
                    self.position = self.bytes.len().saturating_sub(tail.len());
                    let content = Span::new(start, self.position.saturating_sub(1));
                    return Ok(JsonString { content, has_escapes });
                }
                [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ref tail @ ..] => rest = tail,
                [b'\\', b'u', a, b, c, d, ref tail @ ..] if [a, b, c, d].iter().all(u8::is_ascii_hexdigit) => {
                    rest = tail;
                }
                ref broken => {
                    self.position = self.bytes.len().saturating_sub(broken.len());
                    return self.error(match broken {
                        [] => "the closing `\"` of a string",
                        [b'\\', ..] => "a complete JSON escape",
                        _ => "an escape such as `\\n` instead of a control character",
                    });
                }
            }
            has_escapes = true;
        }
    }

    /// Passes over the string whose inside is written exactly as `content`, if it comes next.
    #[inline]
    pub(crate) fn exact_string(&mut self, content: &str) -> bool {
        self.next_token();
        let end = self.position.saturating_add(1).saturating_add(content.len());
        let inside = self.bytes.get(self.position.saturating_add(1)..end);
        let is_next =
            inside == Some(content.as_bytes()) && self.peek() == Some(b'"') && self.bytes.get(end) == Some(&b'"');
        if is_next {
            self.position = end.saturating_add(1);
        }
        is_next
    }

    /// Reads a string as far as its closing quote, whatever its escapes are.
    pub(crate) fn lenient_string(&mut self) -> Result<JsonString, SyntaxError> {
        self.take(b'"', "a string in double quotes")?;
        let start = self.position;
        let mut has_escapes = false;
        loop {
            let rest = self.rest();
            let Some(length) = memchr::memchr2(b'"', b'\\', rest) else {
                self.position = self.bytes.len();
                return self.error("the closing `\"` of a string");
            };
            self.position = self.position.saturating_add(length);
            if self.peek() == Some(b'"') {
                let content = Span::new(start, self.position);
                self.advance();
                return Ok(JsonString { content, has_escapes });
            }
            has_escapes = true;
            self.position = self.position.saturating_add(2);
        }
    }

    /// Reads a number, `true`, `false` or `null`.
    ///
    /// ```text
    /// number = [ "-" ] ( "0" / %x31-39 *DIGIT ) [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT ]
    /// ```
    pub(crate) fn scalar(&mut self) -> Result<Span, SyntaxError> {
        self.next_token();
        let start = self.position;
        for word in [&b"true"[..], b"false", b"null"] {
            if self.rest().starts_with(word) {
                self.position = start.saturating_add(word.len());
                return Ok(Span::new(start, self.position));
            }
        }
        if self.peek() == Some(b'-') {
            self.advance();
        }
        match self.peek() {
            Some(b'0') => self.advance(),
            Some(b'1'..=b'9') => self.digits()?,
            _ => {
                self.position = start;
                return self.error("a JSON value");
            }
        }
        if self.peek() == Some(b'.') {
            self.advance();
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.advance();
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.advance();
            }
            self.digits()?;
        }
        Ok(Span::new(start, self.position))
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let count = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return self.error("a digit");
        }
        self.position = self.position.saturating_add(count);
        Ok(())
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
                        self.member_name(close)?;
                        continue;
                    }
                }
                _ => self.leaf()?,
            }
            // After a value: close what ends here, until another value follows.
            loop {
                let Some(&close) = open.last() else { return Ok(Span::new(start, self.position)) };
                if self.another(close, "`,` or the closing bracket")? {
                    self.member_name(close)?;
                    break;
                }
                open.pop();
            }
        }
    }

    fn member_name(&mut self, close: u8) -> Result<(), SyntaxError> {
        if close == b'}' {
            self.string()?;
            self.take(b':', "`:` after a member's name")?;
        }
        Ok(())
    }

    fn leaf(&mut self) -> Result<(), SyntaxError> {
        if self.peek() == Some(b'"') { self.string().map(drop) } else { self.scalar().map(drop) }
    }
}

/// Decodes the inside of a string whose escapes are well-formed.
pub(crate) fn decode(content: &[u8], has_escapes: bool) -> Decoded<'_> {
    if let Ok(text) = std::str::from_utf8(content) {
        decode_text(text, has_escapes)
    } else {
        let replaced = String::from_utf8_lossy(content);
        let (text, damage) = decode_text(&replaced, has_escapes);
        (Cow::Owned(text.into_owned()), damage.or(Some(Damage::InvalidUtf8)))
    }
}

/// Decodes the inside of a string that is known to be UTF-8.
#[inline]
pub(crate) fn decode_text(content: &str, has_escapes: bool) -> Decoded<'_> {
    if !has_escapes {
        return (Cow::Borrowed(content), None);
    }
    // Room for a whole word after the last byte.
    let mut text = vec![0; content.len().saturating_add(8)];
    let mut length = 0_usize;
    let mut damage = None;
    let mut rest = content.as_bytes();
    while !rest.is_empty() {
        let (taken, written) = copy_quoted(rest, text.get_mut(length..).unwrap_or_default());
        length = length.saturating_add(written);
        rest = rest.get(taken..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let (character, taken) = unescape(rest);
        if character.is_none() {
            damage = Some(Damage::LoneSurrogate);
        }
        let mut utf8 = [0; 4];
        let encoded = character.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut utf8).as_bytes();
        let end = length.saturating_add(encoded.len());
        if let Some(slot) = text.get_mut(length..end) {
            slot.copy_from_slice(encoded);
        }
        length = end;
        rest = rest.get(taken..).unwrap_or_default();
    }
    text.truncate(length);
    match String::from_utf8(text) {
        Ok(text) => (Cow::Owned(text), damage),
        Err(error) => (Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()), Some(Damage::InvalidUtf8)),
    }
}

/// The character of the escape that `bytes` begin with, and how many bytes it takes; no character for a lone surrogate. A quote or
/// control character, which only a broken string holds, stands for itself.
fn unescape(bytes: &[u8]) -> (Option<char>, usize) {
    if let Some(&special) = bytes.first().filter(|first| **first != b'\\') {
        return (Some(char::from(special)), 1);
    }
    let simple = match bytes.get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unescape_unicode(bytes),
        Some(other) => char::from(*other),
        None => char::REPLACEMENT_CHARACTER,
    };
    (Some(simple), 2)
}

fn unescape_unicode(bytes: &[u8]) -> (Option<char>, usize) {
    let Some(first) = code_unit(bytes) else { return (None, 6) };
    if let Some(character) = char::from_u32(first) {
        return (Some(character), 6);
    }
    let second = bytes.get(6..).and_then(code_unit);
    if let (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) = (first, second) {
        let scalar = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(scalar), 12);
    }
    (None, 6)
}

/// The code unit of a `\uXXXX` that `bytes` begin with.
pub(crate) fn code_unit(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0_u32, |unit, digit| Some(unit << 4 | u32::from(hex_value(*digit)?)))
}
