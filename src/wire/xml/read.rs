//! XML 1.0 bodies: writing values and reading elements.
//!
//! Names are compared without their namespace prefix, and declarations of namespaces are passed over: platforms disagree on
//! prefixes. Text is never trimmed in an element that the template gives a value; elsewhere white space does not count. CDATA
//! sections are text; comments and processing instructions are passed over. Document types are refused, so no entity but the five
//! of XML itself can be defined; another is an error. Bodies are UTF-8; a declaration that names another encoding is an error.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::{Reader as XmlReader, XmlVersion};

use crate::received::ParseError;
use crate::text::Span;
use crate::wire::collector::Sink;

/// Writes `text` as part of an element's text or of an attribute's value. White space that a reader may normalize is written as
/// character references.
pub(crate) fn write_value(buffer: &mut String, text: &str) {
    let mut rest = text;
    while let Some(plain) = rest.find(['&', '<', '>', '"', '\'', '\t', '\n', '\r']) {
        let (before, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        buffer.push_str(before);
        let mut characters = after.chars();
        buffer.push_str(match characters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\'') => "&apos;",
            Some('\t') => "&#9;",
            Some('\n') => "&#10;",
            _ => "&#13;",
        });
        rest = characters.as_str();
    }
    buffer.push_str(rest);
}

/// The first character that XML 1.0 cannot hold, not even as a reference: `Char` of the recommendation, section 2.2.
pub(crate) fn unwritable(text: &str) -> Option<char> {
    text.chars().find(|character| !is_char(*character))
}

const fn is_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// The reading shape of an element of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// The names from the root on, each after a `/`: `/report/id`.
    pub(crate) path: Box<str>,
    /// The parameters of attributes, by local name.
    pub(crate) attributes: HashMap<Box<str>, usize>,
    pub(crate) content: Content,
}

/// What stands inside an element of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text, with its parameter.
    Text(usize),
    /// Elements, by local name.
    Elements(HashMap<Box<str>, Element>),
}

/// The name without its namespace prefix.
pub(crate) fn local_name(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

pub(crate) fn is_namespace_declaration(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:")
}

/// Why a declaration cannot be honoured.
pub(crate) fn refused_declaration(declaration: &BytesDecl<'_>) -> Option<String> {
    let encoding = declaration.encoding()?;
    match encoding {
        Ok(name) if ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known)) => None,
        Ok(name) => Some(format!("the encoding `{}` instead of UTF-8", name.escape_debug())),
        Err(error) => Some(error.to_string()),
    }
}

/// Reads `body` into the sink.
pub(crate) fn read<'a>(
    root: &Element,
    body: &'a [u8],
    depth: usize,
    sink: &mut Sink<'_, 'a>,
) -> Result<(), ParseError> {
    let text = std::str::from_utf8(body)
        .map_err(|error| ParseError::xml(body, error.valid_up_to(), "bytes that are not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = XmlReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let skipped = body.len().saturating_sub(text.len());
    let mut state = ReadState { root, depth, sink, open: Vec::new(), has_root: false };
    loop {
        let start = position(&reader).saturating_add(skipped);
        let event = reader.read_event().map_err(|error| {
            let offset = usize::try_from(reader.error_position()).unwrap_or(usize::MAX).saturating_add(skipped);
            ParseError::xml(body, offset.min(body.len()), error.to_string())
        })?;
        if event == Event::Eof {
            break;
        }
        let span = Span::new(start, position(&reader).saturating_add(skipped));
        state.event(event, span).map_err(|failure| match failure {
            Failure::Xml(problem) => ParseError::xml(body, start, problem),
            Failure::Limit(error) => error,
        })?;
    }
    match state.open.last() {
        Some(open) => Err(ParseError::xml(body, body.len(), format!("the end inside `{}`", open.path.escape_debug()))),
        None if !state.has_root => Err(ParseError::xml(body, body.len(), "no element".to_owned())),
        None => Ok(()),
    }
}

fn position(reader: &XmlReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

enum Failure {
    Xml(String),
    Limit(ParseError),
}

impl From<quick_xml::Error> for Failure {
    fn from(error: quick_xml::Error) -> Self {
        Self::Xml(error.to_string())
    }
}

impl From<ParseError> for Failure {
    fn from(error: ParseError) -> Self {
        Self::Limit(error)
    }
}

/// An element that has begun and not ended.
struct Open<'r, 'a> {
    /// The template's element, if it has one there.
    shape: Option<&'r Element>,
    path: Cow<'r, str>,
    text: Cow<'a, str>,
    /// Where the text begins.
    start: usize,
    has_elements: bool,
}

struct ReadState<'r, 's, 't, 'a> {
    root: &'r Element,
    depth: usize,
    sink: &'s mut Sink<'t, 'a>,
    open: Vec<Open<'r, 'a>>,
    has_root: bool,
}

impl<'a> ReadState<'_, '_, '_, 'a> {
    fn event(&mut self, event: Event<'a>, span: Span) -> Result<(), Failure> {
        match event {
            Event::Start(tag) | Event::Empty(tag) => self.start(&tag, span),
            Event::End(_) => {
                self.end(span);
                Ok(())
            }
            Event::Text(text) => self.text(text.xml10_content()),
            Event::CData(text) => self.text(text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = resolve(&reference)?;
                self.text(Cow::Owned(character.to_string()))
            }
            Event::Decl(declaration) => refused_declaration(&declaration).map_or(Ok(()), |why| Err(Failure::Xml(why))),
            Event::DocType(_) => Err(Failure::Xml("a document type declaration, which is refused".to_owned())),
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'a>, span: Span) -> Result<(), Failure> {
        if self.open.len() >= self.depth {
            return Err(ParseError::limit("levels of nesting", self.depth, None).into());
        }
        self.sink.count_parameter()?;
        let qualified = tag.name();
        let name = local_name(qualified.as_ref());
        let shape = match self.open.last_mut() {
            None if self.has_root => return Err(Failure::Xml("a second root element".to_owned())),
            None => Some(self.root).filter(|root| root.path.strip_prefix('/') == Some(name)),
            Some(parent) => {
                parent.has_elements = true;
                match parent.shape.map(|shape| &shape.content) {
                    Some(Content::Elements(elements)) => elements.get(name),
                    _ => None,
                }
            }
        };
        let path = match (shape, self.open.last()) {
            (Some(shape), _) => Cow::Borrowed(&*shape.path),
            (None, parent) => Cow::Owned([parent.map_or("", |parent| &*parent.path), "/", name].concat()),
        };
        self.has_root = true;
        self.attributes(tag, shape, &path, span)?;
        self.open.push(Open { shape, path, text: Cow::Borrowed(""), start: span.end, has_elements: false });
        Ok(())
    }

    fn attributes(
        &mut self,
        tag: &BytesStart<'a>,
        shape: Option<&Element>,
        path: &str,
        span: Span,
    ) -> Result<(), Failure> {
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(quick_xml::Error::from)?;
            let key = attribute.key;
            if is_namespace_declaration(key.as_ref()) {
                continue;
            }
            self.sink.count_parameter()?;
            let name = local_name(key.as_ref());
            let value = Cow::Owned(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned());
            match shape.and_then(|shape| shape.attributes.get(name)) {
                Some(parameter) => self.sink.parameter(*parameter, (value, None), span),
                None => self.sink.unknown(Cow::Owned([path, "/@", name].concat()), (value, None), span),
            }
        }
        Ok(())
    }

    fn text(&mut self, text: Cow<'a, str>) -> Result<(), Failure> {
        match self.open.last_mut() {
            Some(open) if open.text.is_empty() => open.text = text,
            Some(open) => open.text.to_mut().push_str(&text),
            None if is_blank(&text) => {}
            None => return Err(Failure::Xml("text outside of the root element".to_owned())),
        }
        Ok(())
    }

    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let at = Span::new(open.start, span.start.max(open.start));
        match open.shape.map(|shape| &shape.content) {
            Some(Content::Text(parameter)) => self.sink.parameter(*parameter, (open.text, None), at),
            Some(Content::Elements(_)) if is_blank(&open.text) => {}
            None if open.has_elements && is_blank(&open.text) => {}
            Some(Content::Elements(_)) | None => {
                self.sink.unknown(Cow::Owned(open.path.into_owned()), (open.text, None), at);
            }
        }
    }
}

/// White space as XML defines it: `S` of the recommendation, section 2.3.
pub(crate) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// The character that a reference stands for.
fn resolve(reference: &BytesRef<'_>) -> Result<char, Failure> {
    if let Some(character) = reference.resolve_char_ref()? {
        return if is_char(character) {
            Ok(character)
        } else {
            Err(Failure::Xml("a reference to a character that XML cannot hold".to_owned()))
        };
    }
    let name = reference.xml10_content();
    predefined(&name).ok_or_else(|| Failure::Xml(format!("the unknown entity `&{};`", name.escape_debug())))
}

/// The five entities that need no declaration: section 4.6 of the recommendation.
pub(crate) fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The character of a reference without `&` and `;`: a predefined entity, or `#` and a code in decimal or, after `x`, hexadecimal.
pub(crate) fn referenced(name: &str) -> Option<char> {
    let Some(code) = name.strip_prefix('#') else { return predefined(name) };
    let code = match code.strip_prefix('x') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(digits, 16).ok()?,
        None if code.bytes().all(|byte| byte.is_ascii_digit()) => code.parse().ok()?,
        _ => return None,
    };
    char::from_u32(code).filter(|character| is_char(*character))
}
