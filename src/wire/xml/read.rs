//! Reading XML 1.0 bodies along the template's own tree.
//!
//! Names are compared without their namespace prefix, and declarations of namespaces are passed over: platforms disagree on
//! prefixes. Text is never trimmed in an element that the template gives a value; elsewhere white space does not count. CDATA
//! sections are text; comments and processing instructions are passed over. Document types are refused, so no entity but the five
//! of XML itself can be defined; another is an error. Bodies are UTF-8; a declaration that names another encoding is an error.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader as XmlReader, XmlVersion};

use crate::received::ParseError;
use crate::template::rules::{Found, Guide, Inner, Node, ParameterRule};
use crate::text::{Span, shown};
use crate::wire::collector::Collector;
use crate::wire::failure::ReadFailure;
use crate::wire::xml::reason::reason;
use crate::wire::xml::syntax::{
    is_blank, is_char, is_namespace_declaration, local_name, position, predefined, refused_declaration,
};

/// The node of the document, in which that of the root element stands.
const DOCUMENT: usize = 0;
const ROOT: usize = 1;

/// Reads `body` into the collector.
pub(crate) fn read<'a>(body: &'a [u8], depth: usize, collector: &mut Collector<'_, 'a>) -> Result<(), ParseError> {
    let text = std::str::from_utf8(body)
        .map_err(|error| ParseError::xml(body, error.valid_up_to(), "bytes that are not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = XmlReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let skipped = body.len() - text.len();
    let mut state = ReadState { depth, guide: collector.guide(), collector, open: Vec::new(), has_root: false };
    loop {
        let start = position(reader.buffer_position()) + skipped;
        let event = reader.read_event().map_err(|error| {
            let offset = position(reader.error_position()).saturating_add(skipped);
            ParseError::xml(body, offset.min(body.len()), reason(&error))
        })?;
        if event == Event::Eof {
            break;
        }
        let span = Span::new(start, position(reader.buffer_position()) + skipped);
        state.event(event, span).map_err(|failure| match failure {
            Failure::Syntax(problem) => ParseError::xml(body, start, problem),
            Failure::Limit(error) => error,
        })?;
    }
    match state.open.last() {
        Some(open) => {
            let path = state.path_of(Some(open));
            Err(ParseError::xml(body, body.len(), format!("the end inside `{}`", shown(&path))))
        }
        None if !state.has_root => Err(ParseError::xml(body, body.len(), "no element".to_owned())),
        None => Ok(()),
    }
}

/// What is wrong with the document is told in words.
type Failure = ReadFailure<String>;

impl From<quick_xml::Error> for Failure {
    fn from(error: quick_xml::Error) -> Self {
        Self::Syntax(reason(&error))
    }
}

/// An element that has begun and not ended.
struct Open<'a> {
    /// What its name stands for in the template.
    found: Found,
    /// Its path, where it is not that of the template's node.
    path: Option<String>,
    text: Cow<'a, str>,
    /// Where the text begins.
    start: usize,
    has_elements: bool,
}

struct ReadState<'s, 't, 'a> {
    depth: usize,
    guide: Guide<'t>,
    collector: &'s mut Collector<'t, 'a>,
    open: Vec<Open<'a>>,
    has_root: bool,
}

impl<'a> ReadState<'_, '_, 'a> {
    fn event(&mut self, event: Event<'a>, span: Span) -> Result<(), Failure> {
        match event {
            Event::Start(tag) | Event::Empty(tag) => self.start(&tag, span),
            Event::End(_) => {
                self.end(span);
                Ok(())
            }
            Event::Text(text) => self.text(text.xml10_content()),
            Event::CData(text) => self.text(text.xml10_content()),
            Event::GeneralRef(reference) => self.text(Cow::Owned(resolve(&reference)?.to_string())),
            Event::Decl(declaration) => {
                refused_declaration(&declaration).map_or(Ok(()), |why| Err(Failure::Syntax(why)))
            }
            Event::DocType(_) => Err(Failure::Syntax("a document type declaration, which is refused".to_owned())),
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'a>, span: Span) -> Result<(), Failure> {
        if self.open.len() >= self.depth {
            return Err(ParseError::limit("levels of nesting", self.depth, None).into());
        }
        self.collector.count_parameter()?;
        let qualified = tag.name();
        let name = local_name(qualified.as_ref());
        let found = match self.open.last_mut() {
            None if self.has_root => return Err(Failure::Syntax("a second root element".to_owned())),
            None => self.guide.look_up(DOCUMENT, false, name),
            Some(parent) => {
                parent.has_elements = true;
                match parent.found {
                    Found::Node(node) if is_inner(self.guide, node) => self.guide.look_up(node, node == ROOT, name),
                    _ => Found::Nothing,
                }
            }
        };
        let path = match found {
            Found::Node(_) => None,
            _ => Some([&*self.path_of(self.open.last()), "/", name].concat()),
        };
        self.has_root = true;
        let open = Open { found, path, text: Cow::Borrowed(""), start: span.end, has_elements: false };
        self.attributes(tag, &open, span)?;
        self.open.push(open);
        Ok(())
    }

    fn path_of<'o>(&self, open: Option<&'o Open<'a>>) -> Cow<'o, str> {
        match open {
            Some(Open { path: Some(path), .. }) => Cow::Borrowed(path),
            Some(Open { found: Found::Node(node), .. }) => Cow::Owned(self.guide.path(*node)),
            _ => Cow::Borrowed(""),
        }
    }

    fn attributes(&mut self, tag: &BytesStart<'a>, open: &Open<'a>, span: Span) -> Result<(), Failure> {
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(quick_xml::Error::from)?;
            let key = attribute.key;
            if is_namespace_declaration(key.as_ref()) {
                continue;
            }
            self.collector.count_parameter()?;
            let name = ["@", local_name(key.as_ref())].concat();
            let value = Cow::Owned(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned());
            let node = if let Found::Node(element) = open.found { self.guide.find(element, &name) } else { None };
            if let Some(parameter) = node {
                self.collector.parameter(parameter, (value, None), span);
            } else {
                let path = [&*self.path_of(Some(open)), "/", &name].concat();
                self.collector.unknown(Cow::Owned(path), (value, None), span);
            }
        }
        Ok(())
    }

    fn text(&mut self, text: Cow<'a, str>) -> Result<(), Failure> {
        match self.open.last_mut() {
            Some(open) if open.text.is_empty() => open.text = text,
            Some(open) => open.text.to_mut().push_str(&text),
            None if is_blank(&text) => {}
            None => return Err(Failure::Syntax("text outside of the root element".to_owned())),
        }
        Ok(())
    }

    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let at = Span::new(open.start, span.start);
        match open.found {
            Found::Node(node) if !is_inner(self.guide, node) => self.collector.parameter(node, (open.text, None), at),
            Found::Node(_) if is_blank(&open.text) => {}
            Found::Nothing if open.has_elements && is_blank(&open.text) => {}
            Found::Unplaced(field) => {
                self.collector.unplaced(field, open.path.as_deref().unwrap_or_default(), (open.text, None), at);
            }
            Found::Node(_) | Found::Nothing => {
                let path = self.path_of(Some(&open)).into_owned();
                self.collector.unknown(Cow::Owned(path), (open.text, None), at);
            }
        }
    }
}

/// Whether elements stand in a node of the template, and no value.
fn is_inner(guide: Guide<'_>, node: usize) -> bool {
    matches!(guide.node(node), Some(Node { rule: ParameterRule::Inner(Inner::Element), .. }))
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
