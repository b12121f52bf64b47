//! Reading XML 1.0 bodies along the template's own tree.
//!
//! Names are compared without their namespace prefix, and declarations of namespaces are passed over: platforms disagree on
//! prefixes. Text is never trimmed in an element that the template gives a value; elsewhere white space does not count. CDATA
//! sections are text; comments and processing instructions are passed over. An element that nobody knows is taken whole: its text,
//! where it has nothing else, or all of it as it is written. Document types are refused, so no entity but the five of XML itself
//! can be defined; another is an error. Bodies are UTF-8; a declaration that names another encoding is an error, unless the bytes
//! mean the same in it.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, BytesText, Event};
use quick_xml::{Reader as XmlReader, XmlVersion};

use crate::received::ParseError;
use crate::template::rules::{Found, Guide, Inner, Node, ParameterRule, push_name};
use crate::text::{Span, shown};
use crate::wire::failure::ReadFailure;
use crate::wire::sink::Sink;
use crate::wire::xml::reason::reason;
use crate::wire::xml::syntax::{
    behind_marks, is_blank, is_char, is_namespace_declaration, local_name, position, predefined, refused_declaration,
};

/// The node of the document, in which that of the root element stands.
const DOCUMENT: usize = 0;
const ROOT: usize = 1;

/// Reads `body` into the sink.
pub(crate) fn read<'s, 'a>(body: &'a [u8], depth: usize, sink: &mut impl Sink<'s, 'a>) -> Result<(), ParseError> {
    let text = std::str::from_utf8(body)
        .map_err(|error| ParseError::xml(body, error.valid_up_to(), "bytes that are not UTF-8".to_owned()))?;
    let skipped = text.len() - behind_marks(body).len();
    let document = text.get(skipped..).unwrap_or_default();
    let mut reader = XmlReader::from_str(document);
    reader.config_mut().expand_empty_elements = true;
    let mut state = ReadState::new(text, depth, sink);
    loop {
        let start = position(reader.buffer_position()) + skipped;
        let event = reader.read_event();
        let span = Span::new(start, position(reader.buffer_position()) + skipped);
        let read = match event {
            Ok(Event::Start(tag)) => state.start(&tag, span),
            Ok(Event::End(_)) => {
                state.end(span);
                Ok(())
            }
            Ok(Event::Text(text)) => state.text(&text),
            Ok(Event::Eof) => return state.finish(),
            Ok(event) => state.event(event),
            Err(error) => {
                let offset = position(reader.error_position()).saturating_add(skipped);
                return Err(ParseError::xml(body, offset.min(body.len()), reason(&error)));
            }
        };
        read.map_err(|failure| match failure {
            Failure::Syntax(problem) => ParseError::xml(body, start, problem),
            Failure::Limit(error) => error,
        })?;
    }
}

/// The name, as it is written but for its prefix, of the first element in the root of a document.
pub(crate) fn first_inside_root(body: &[u8]) -> Option<&[u8]> {
    let body = behind_marks(body);
    let mut reader = XmlReader::from_reader(body);
    let mut buffer = Vec::new();
    for is_root in [true, false] {
        loop {
            let start = position(reader.buffer_position());
            buffer.clear();
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(_) if is_root => break,
                Event::Start(tag) => {
                    let length = tag.name().as_ref().len();
                    let name = body.get(Span::of_length(start + "<".len(), length).range())?;
                    return name.rsplit(|byte| *byte == b':').next();
                }
                Event::Empty(_) | Event::End(_) | Event::Eof => return None,
                _ => {}
            }
        }
    }
    None
}

/// What is wrong with the document is told in words.
type Failure = ReadFailure<String>;

impl From<quick_xml::Error> for Failure {
    fn from(error: quick_xml::Error) -> Self {
        Self::Syntax(reason(&error))
    }
}

/// An element of a known field's own name, which the template does not place.
struct Unplaced<'a> {
    field: usize,
    name: &'a str,
}

/// An element that nobody knows.
struct Unknown<'a> {
    name: &'a str,
    /// Where its tag begins.
    start: usize,
    /// How many elements have begun inside of it and not ended.
    open: usize,
    /// Its text, as long as it has nothing else.
    text: Option<Cow<'a, str>>,
}

/// What the reader is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A node of the template in which elements stand.
    Inner,
    /// A node of the template with a value.
    Leaf,
    Unplaced,
    Unknown,
}

/// A reader in a node of the template: perhaps in an unplaced field there, perhaps in an unknown element there.
struct ReadState<'r, 's, 'a, S> {
    body: &'a str,
    depth: usize,
    guide: Guide<'s>,
    sink: &'r mut S,
    /// How many elements have begun and not ended.
    level: usize,
    has_root: bool,
    node: usize,
    /// The node that follows in the order of the template, and the one behind the last inside.
    expected: usize,
    end: usize,
    place: Place,
    unplaced: Option<Unplaced<'a>>,
    unknown: Option<Unknown<'a>>,
    /// The text of the node or of the unplaced field.
    text: Cow<'a, str>,
    /// Where the text begins.
    start: usize,
}

impl<'r, 's, 'a, S: Sink<'s, 'a>> ReadState<'r, 's, 'a, S> {
    fn new(body: &'a str, depth: usize, sink: &'r mut S) -> Self {
        Self {
            body,
            depth,
            guide: sink.guide(),
            level: 0,
            has_root: false,
            node: DOCUMENT,
            expected: ROOT,
            end: sink.guide().end(DOCUMENT),
            place: Place::Inner,
            unplaced: None,
            unknown: None,
            text: Cow::Borrowed(""),
            start: 0,
            sink,
        }
    }

    fn finish(&self) -> Result<(), ParseError> {
        let problem = match (self.level, &self.unknown) {
            (0, _) if self.has_root => return Ok(()),
            (0, _) => "no element".to_owned(),
            (_, Some(unknown)) => format!("the end inside `{}`", shown(&self.path_to(unknown.name))),
            (_, None) => format!("the end inside `{}`", shown(&self.path())),
        };
        Err(ParseError::xml(self.body.as_bytes(), self.body.len(), problem))
    }

    /// Takes what is neither a tag nor plain text.
    fn event(&mut self, event: Event<'a>) -> Result<(), Failure> {
        match event {
            Event::CData(text) => self.add(text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = resolve(&reference)?;
                if let Some(whole) = self.whole_text()? {
                    whole.to_mut().push(character);
                }
                Ok(())
            }
            Event::Decl(declaration) => {
                refused_declaration(&declaration, self.body).map_or(Ok(()), |why| Err(Failure::Syntax(why)))
            }
            Event::DocType(_) => Err(Failure::Syntax("a document type declaration, which is refused".to_owned())),
            _ => Ok(()),
        }
    }

    #[inline]
    fn start(&mut self, tag: &BytesStart<'a>, span: Span) -> Result<(), Failure> {
        if self.level >= self.depth {
            return Err(ParseError::limit("levels of nesting", self.depth, None).into());
        }
        self.level += 1;
        if self.place == Place::Unknown {
            return self.start_inside_unknown(tag);
        }
        self.sink.count_parameter()?;
        if self.place == Place::Inner && !self.text.is_empty() {
            self.end_text(span.start);
        }
        let qualified = tag.name();
        let name = qualified.as_ref();
        if self.expected_element() == Some(name.as_bytes()) {
            self.enter(self.expected);
        } else {
            self.start_out_of_order(tag, span)?;
        }
        if self.place != Place::Unknown {
            self.start = span.end;
            if name.len() != tag.len() || self.expected_attribute().is_some() {
                return self.attributes(tag, span);
            }
        }
        Ok(())
    }

    /// The name of the element that follows in the order of the template.
    #[inline]
    fn expected_element(&self) -> Option<&'s [u8]> {
        if self.place == Place::Inner && self.expected < self.end {
            self.guide.written_name(self.expected)
        } else {
            None
        }
    }

    #[inline]
    fn enter(&mut self, node: usize) {
        self.sink.reach(node);
        self.has_root = true;
        self.node = node;
        self.expected = node + 1;
        self.end = self.guide.end(node);
        self.place = place_of(self.guide, node);
    }

    /// Begins an element that is not the one expected.
    #[cold]
    fn start_out_of_order(&mut self, tag: &BytesStart<'a>, span: Span) -> Result<(), Failure> {
        if self.level == 1 && self.has_root {
            return Err(Failure::Syntax("a second root element".to_owned()));
        }
        let written = Span::of_length(span.start + "<".len(), tag.name().as_ref().len()).of(self.body);
        let name = local_name(written.unwrap_or_default());
        let found = match self.expected_element() {
            // Only the prefix is another.
            Some(expected) if expected == name.as_bytes() => Found::Node(self.expected),
            _ if self.place == Place::Inner => self.guide.look_up(self.node, self.node == ROOT, name),
            _ => Found::Nothing,
        };
        match found {
            Found::Node(node) => self.enter(node),
            Found::Unplaced(field) => {
                self.unplaced = Some(Unplaced { field, name });
                self.place = Place::Unplaced;
            }
            Found::Nothing => {
                let text = (!has_attributes(tag)?).then(Cow::default);
                self.unknown = Some(Unknown { name, start: span.start, open: 0, text });
                self.place = Place::Unknown;
                if std::mem::replace(&mut self.has_root, true) {
                    return Ok(());
                }
                // An unknown root stands in the place of the template's.
                self.expected = self.end;
            }
        }
        Ok(())
    }

    #[cold]
    fn start_inside_unknown(&mut self, tag: &BytesStart<'a>) -> Result<(), Failure> {
        has_attributes(tag)?;
        if let Some(unknown) = &mut self.unknown {
            unknown.open += 1;
            unknown.text = None;
        }
        Ok(())
    }

    /// Reads the attributes of a known element, and goes on behind them in the template.
    #[inline]
    fn attributes(&mut self, tag: &BytesStart<'a>, span: Span) -> Result<(), Failure> {
        let start = span.start + "<".len() + tag.name().as_ref().len();
        let written = Span::of_length(start, tag.attributes_raw().len()).of(self.body);
        for attribute in unchecked(written.unwrap_or_default()) {
            let attribute = attribute.map_err(quick_xml::Error::from)?;
            let name = attribute.key.into_inner();
            if is_namespace_declaration(name) {
                continue;
            }
            self.sink.count_parameter()?;
            let value = (attribute.normalized_value(XmlVersion::Implicit1_0)?, None);
            match self.find_attribute(local_name(name)) {
                Ok(node) => {
                    self.sink.reach(node);
                    self.sink.parameter(node, || value, span);
                }
                Err(name) => self.unknown(&name, value.0, span),
            }
        }
        while self.expected_attribute().is_some() {
            self.expected += 1;
        }
        Ok(())
    }

    /// The node of an attribute, or how extras call it.
    fn find_attribute(&mut self, name: &str) -> Result<usize, String> {
        let expected = self.expected;
        if self.expected_attribute() == Some(name) {
            self.expected += 1;
            return Ok(expected);
        }
        let name = ["@", name].concat();
        let found = if self.unplaced.is_none() { self.guide.find(self.node, &name) } else { None };
        found.ok_or(name)
    }

    /// The name of the node that follows, if it is an attribute of the element that has just begun.
    #[inline]
    fn expected_attribute(&self) -> Option<&'s str> {
        if self.expected >= self.end || self.unplaced.is_some() {
            return None;
        }
        self.guide.text(self.guide.node(self.expected)?.name).strip_prefix('@')
    }

    #[inline]
    fn text(&mut self, text: &BytesText<'a>) -> Result<(), Failure> {
        match self.place {
            // Between elements, white space is nothing.
            Place::Inner if self.text.is_empty() && is_blank(text) => {}
            Place::Leaf if self.text.is_empty() => self.text = text.xml10_content(),
            _ => return self.add(text.xml10_content()),
        }
        Ok(())
    }

    fn add(&mut self, text: Cow<'a, str>) -> Result<(), Failure> {
        if let Some(whole) = self.whole_text()? {
            if whole.is_empty() {
                *whole = text;
            } else {
                whole.to_mut().push_str(&text);
            }
        }
        Ok(())
    }

    /// The text that a piece belongs to, if it matters.
    #[inline]
    fn whole_text(&mut self) -> Result<Option<&mut Cow<'a, str>>, Failure> {
        match &mut self.unknown {
            Some(unknown) => Ok(unknown.text.as_mut()),
            None if self.level == 0 => Err(Failure::Syntax("text outside of the root element".to_owned())),
            None => Ok(Some(&mut self.text)),
        }
    }

    #[inline]
    fn end(&mut self, span: Span) {
        self.level = self.level.saturating_sub(1);
        match self.place {
            Place::Leaf => {
                let text = (std::mem::take(&mut self.text), None);
                self.sink.parameter(self.node, || text, Span::new(self.start, span.start));
            }
            Place::Inner if self.text.is_empty() => {}
            Place::Inner => self.end_text(span.start),
            Place::Unplaced => return self.end_unplaced(span),
            Place::Unknown => return self.end_unknown(span.end),
        }
        self.start = span.end;
        self.expected = self.end;
        self.node = self.guide.parent(self.node);
        self.end = self.guide.end(self.node);
        // What holds a node has no value.
        self.place = Place::Inner;
    }

    #[cold]
    fn end_unplaced(&mut self, span: Span) {
        let Some(Unplaced { field, .. }) = self.unplaced.take() else { return };
        let text = (std::mem::take(&mut self.text), None);
        self.sink.unplaced(field, self.node, || text, Span::new(self.start, span.start));
        self.start = span.end;
        self.place = Place::Inner;
    }

    #[cold]
    fn end_unknown(&mut self, end: usize) {
        if let Some(unknown) = self.unknown.as_mut().filter(|unknown| unknown.open > 0) {
            unknown.open -= 1;
            return;
        }
        let Some(Unknown { name, start, text, .. }) = self.unknown.take() else { return };
        let whole = Span::new(start, end);
        let text = text.unwrap_or_else(|| Cow::Borrowed(whole.of(self.body).unwrap_or_default()));
        self.unknown(name, text, whole);
        self.place = if self.unplaced.is_some() { Place::Unplaced } else { place_of(self.guide, self.node) };
        if self.text.is_empty() {
            self.start = end;
        }
    }

    /// Ends a text between elements.
    #[cold]
    fn end_text(&mut self, end: usize) {
        let text = std::mem::take(&mut self.text);
        if !is_blank(&text) {
            self.sink.unknown_in(self.node, |_| {}, || (text, None), Span::new(self.start, end));
        }
    }

    /// Tells of an element or attribute that nobody knows, where the reader is.
    fn unknown(&mut self, name: &str, text: Cow<'a, str>, span: Span) {
        let write = |path: &mut String| {
            for name in self.unplaced.iter().map(|unplaced| unplaced.name).chain([name]) {
                push_name(path, name);
            }
        };
        self.sink.unknown_in(self.node, write, || (text, None), span);
    }

    /// The names from the root to where the reader is, each after a `/`.
    fn path(&self) -> String {
        let path = self.guide.path(self.node);
        match &self.unplaced {
            Some(unplaced) => [&path, "/", unplaced.name].concat(),
            None => path,
        }
    }

    fn path_to(&self, name: &str) -> String {
        [&*self.path(), "/", name].concat()
    }
}

/// What a reader is in when it is in a node of the template.
#[inline]
fn place_of(guide: Guide<'_>, node: usize) -> Place {
    match guide.node(node) {
        Some(Node { rule: ParameterRule::Inner(Inner::Element), .. }) => Place::Inner,
        _ => Place::Leaf,
    }
}

/// The attributes in a tag. That a name stands there once is not checked: that would cost the square of their number.
fn unchecked(written: &str) -> Attributes<'_> {
    let mut attributes = Attributes::new(written, 0);
    attributes.with_checks(false);
    attributes
}

/// Whether there are attributes that declare no namespace.
fn has_attributes(tag: &BytesStart<'_>) -> Result<bool, Failure> {
    let mut found = false;
    for attribute in unchecked(tag.attributes_raw()) {
        let attribute = attribute.map_err(quick_xml::Error::from)?;
        attribute.normalized_value(XmlVersion::Implicit1_0)?;
        found |= !is_namespace_declaration(attribute.key.as_ref());
    }
    Ok(found)
}

/// The character that a reference stands for.
fn resolve(reference: &BytesRef<'_>) -> Result<char, Failure> {
    match reference.resolve_char_ref()? {
        Some(character) if is_char(character) => Ok(character),
        Some(_) => Err(Failure::Syntax("a reference to a character that XML cannot hold".to_owned())),
        None => {
            let name = reference.xml10_content();
            predefined(&name).ok_or_else(|| Failure::Syntax("a reference to an unknown entity".to_owned()))
        }
    }
}
