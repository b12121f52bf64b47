//! Compiling an XML template.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::{Code, Findings, Fix, Part};
use crate::field::FieldTable;
use crate::request::Limits;
use crate::template::compiler::{Compiler, CutEscape, TemplateSyntax};
use crate::template::placeholders::{Brackets, Template};
use crate::template::rules::{Rule, Shape};
use crate::text::{Span, shown};
use crate::wire::xml::name::is_qualified_name;
use crate::wire::xml::read::{
    Content, Element, is_blank, is_namespace_declaration, local_name, referenced, refused_declaration, unwritable,
};

const SYNTAX: TemplateSyntax =
    TemplateSyntax { brackets: Brackets::Brace, bracket_escape: "&#123;", decode_literal, is_in_value };

/// Tags hold no entities, so an encoded bracket stands in text or in an attribute's value.
fn is_in_value(_: &str, _: Span) -> bool {
    true
}

const WHERE_PLACEHOLDERS_STAND: &str =
    "a placeholder may stand in the text of an element without elements, or in the value of an attribute";

/// Compiles the body template of a POST or PUT profile in XML.
pub(crate) fn compile(body: &str, table: FieldTable, findings: &mut Findings) -> (Template, Shape, Element) {
    let compiler = Compiler::new(body, Part::Body, SYNTAX, table, findings);
    let mut shape = Shape::default();
    let mut tree = TreeCompiler { compiler, shape: &mut shape, open: Vec::new(), root: None, end_of_root: body.len() };
    let is_whole = tree.run().is_ok();
    let TreeCompiler { mut compiler, root, end_of_root, .. } = tree;
    if !is_whole {
        compiler.mention_all(Span::new(0, body.len()));
    }
    let names = root.as_ref().map(root_names).unwrap_or_default();
    let (placements, placed) = compiler.finish(|name| {
        let at = Span::at(end_of_root);
        let is_free = is_whole && !names.contains_key(name);
        (at, is_free.then(|| Fix::new(at, format!("<{name}>{{{name}}}</{name}>"))))
    });
    let mut root = root.unwrap_or_else(|| Element {
        path: "/".into(),
        attributes: HashMap::new(),
        content: Content::Elements(HashMap::new()),
    });
    claim_unplaced(&mut root, &mut shape, table, &placed, names);
    (Template::new(body, placements, table), shape, root)
}

fn root_names(root: &Element) -> HashMap<Box<str>, usize> {
    match &root.content {
        Content::Elements(elements) => elements.keys().map(|name| (name.clone(), usize::MAX)).collect(),
        Content::Text(_) => HashMap::new(),
    }
}

/// Known fields that the template does not place are found as elements of the root.
fn claim_unplaced(
    root: &mut Element,
    shape: &mut Shape,
    table: FieldTable,
    placed: &[bool],
    mut names: HashMap<Box<str>, usize>,
) {
    let Content::Elements(elements) = &mut root.content else { return };
    let prefix = [&root.path, "/"].concat();
    let first = shape.parameters.len();
    shape.claim_unplaced(table, placed, &prefix, &mut names);
    for (parameter, claimed) in shape.parameters.iter().enumerate().skip(first) {
        let name = claimed.name.strip_prefix(&*prefix).unwrap_or_default();
        let (path, content) = (claimed.name.clone(), Content::Text(parameter));
        elements.insert(name.into(), Element { path, attributes: HashMap::new(), content });
    }
}

/// The template cannot be read any further; it has been reported.
struct Stopped;

/// An element of the template that has begun and not ended.
struct Open {
    name: Box<str>,
    path: Box<str>,
    attributes: HashMap<Box<str>, usize>,
    elements: HashMap<Box<str>, Element>,
    has_elements: bool,
    /// Where the content begins.
    start: usize,
    /// A comment, CDATA section or instruction, which no value may hold.
    special: Option<Span>,
    /// Stretches of text between elements.
    texts: Vec<Span>,
}

struct TreeCompiler<'t, 'c> {
    compiler: Compiler<'c>,
    shape: &'t mut Shape,
    open: Vec<Open>,
    root: Option<Element>,
    /// Before the root's end tag: where another element can be put in.
    end_of_root: usize,
}

impl TreeCompiler<'_, '_> {
    fn run(&mut self) -> Result<(), Stopped> {
        let source = self.compiler.source;
        if let Some(character) = unwritable(source) {
            let at = source.find(character).unwrap_or_default();
            let span = Span::new(at, at.saturating_add(character.len_utf8()));
            return self.stop(span, &format!("the character U+{:04X}, which XML cannot hold", u32::from(character)));
        }
        if source.starts_with('\u{feff}') {
            return self.stop(Span::new(0, '\u{feff}'.len_utf8()), "a byte order mark");
        }
        let mut reader = XmlReader::from_str(source);
        reader.config_mut().check_comments = true;
        // A lone `&` is found with its place and mend when the text around it is compiled.
        reader.config_mut().allow_dangling_amp = true;
        loop {
            let start = position(reader.buffer_position());
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = position(reader.error_position()).min(source.len());
                    return self.stop(Span::at(at), &error.to_string());
                }
            };
            let span = Span::new(start, position(reader.buffer_position()));
            if event == Event::Eof {
                break;
            }
            self.event(&event, span)?;
        }
        match (self.open.last(), &self.root) {
            (Some(open), _) => {
                let problem = format!("the end inside `{}`", open.name.escape_debug());
                self.stop(Span::at(source.len()), &problem)
            }
            (None, None) => self.stop(Span::at(source.len()), "no element"),
            (None, Some(_)) => Ok(()),
        }
    }

    fn stop<T>(&mut self, span: Span, problem: &str) -> Result<T, Stopped> {
        self.compiler.report(
            Code::InvalidXml,
            span,
            format!("expected well-formed XML, found: {problem}"),
            "write an XML 1.0 document such as `<report><id>{id}</id></report>`",
        );
        Err(Stopped)
    }

    fn event(&mut self, event: &Event<'_>, span: Span) -> Result<(), Stopped> {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::Empty(tag) => {
                self.start(tag, span)?;
                self.end(Span::at(span.end))
            }
            Event::End(_) => self.end(span),
            Event::Text(_) | Event::GeneralRef(_) => self.text(span),
            Event::Decl(declaration) => match refused_declaration(declaration) {
                Some(problem) => self.stop(span, &problem),
                None => Ok(()),
            },
            Event::DocType(_) => self.stop(span, "a document type declaration, which is refused"),
            Event::CData(_) if self.open.is_empty() => self.stop(span, "text outside of the root element"),
            Event::Comment(_) | Event::PI(_) | Event::CData(_) => {
                if let Some(open) = self.open.last_mut() {
                    open.special.get_or_insert(span);
                }
                self.compiler.misplaced(span, "a comment, CDATA section or instruction", WHERE_PLACEHOLDERS_STAND);
                Ok(())
            }
            Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Span) -> Result<(), Stopped> {
        if self.open.len() >= Limits::TEMPLATE_DEPTH {
            return self.stop(span, &format!("more than {} levels of nesting", Limits::TEMPLATE_DEPTH));
        }
        if self.open.is_empty() && self.root.is_some() {
            return self.stop(span, "a second root element");
        }
        let qualified = tag.name();
        let written: &str = qualified.as_ref();
        let name_span =
            Span::new(span.start.saturating_add(1), span.start.saturating_add(1).saturating_add(written.len()));
        self.compiler.misplaced(name_span, "the name of an element", WHERE_PLACEHOLDERS_STAND);
        if !is_qualified_name(written) && !written.contains('{') {
            return self.stop(name_span, "an element whose name XML does not allow");
        }
        let name: Box<str> = local_name(written).into();
        let parent = self.open.last_mut().map(|parent| {
            parent.has_elements = true;
            (parent.path.clone(), parent.elements.contains_key(&name))
        });
        let (parent_path, is_repeated) = parent.unwrap_or_default();
        if is_repeated {
            let message = format!("element `{}` stands twice in one element", shown(&name));
            self.compiler.report(Code::RepeatedParameter, name_span, message, "give each element a name of its own");
        }
        let path: Box<str> = [&*parent_path, "/", &name].concat().into();
        let attributes = self.attributes(tag, name_span.end, &path)?;
        let elements = HashMap::new();
        let (has_elements, special, texts) = (false, None, Vec::new());
        self.open.push(Open { name, path, attributes, elements, has_elements, start: span.end, special, texts });
        Ok(())
    }

    fn attributes(
        &mut self,
        tag: &BytesStart<'_>,
        start: usize,
        path: &str,
    ) -> Result<HashMap<Box<str>, usize>, Stopped> {
        let mut parameters = HashMap::new();
        if let Some(error) = tag.attributes().find_map(Result::err) {
            return self.stop(Span::at(start), &error.to_string());
        }
        for (name_span, value) in attribute_spans(tag.attributes_raw(), start) {
            let written = name_span.of(self.compiler.source).unwrap_or_default();
            let text = value.of(self.compiler.source).unwrap_or_default();
            if let Some(bad) = text.find(['<', '\t', '\n', '\r']) {
                let at = value.start.saturating_add(bad);
                return self.stop(Span::new(at, at.saturating_add(1)), "a character that must be a reference here");
            }
            self.compiler.misplaced(name_span, "the name of an attribute", WHERE_PLACEHOLDERS_STAND);
            if is_namespace_declaration(written) {
                self.compiler.misplaced(value, "the declaration of a namespace", WHERE_PLACEHOLDERS_STAND);
                continue;
            }
            let name = local_name(written);
            let rule = self.compiler.value(value);
            let parameter = self.shape.push([path, "/@", name].concat(), rule);
            if parameters.insert(name.into(), parameter).is_some() {
                let message = format!("attribute `{}` stands twice in one element", shown(name));
                self.compiler.report(
                    Code::RepeatedParameter,
                    name_span,
                    message,
                    "give each attribute a name of its own",
                );
            }
        }
        Ok(parameters)
    }

    fn text(&mut self, span: Span) -> Result<(), Stopped> {
        let text = span.of(self.compiler.source).unwrap_or_default();
        if let Some(bad) = text.find('>') {
            let at = span.start.saturating_add(bad);
            return self.stop(Span::new(at, at.saturating_add(1)), "`>` in text: write `&gt;`");
        }
        match self.open.last_mut() {
            Some(open) => open.texts.push(span),
            None if is_blank(text) => {}
            None => return self.stop(span, "text outside of the root element"),
        }
        Ok(())
    }

    /// Whether it is a CDATA section, which is text to a reader.
    fn is_cdata(&self, special: Span) -> bool {
        special.of(self.compiler.source).is_some_and(|text| text.starts_with("<![CDATA["))
    }

    fn end(&mut self, span: Span) -> Result<(), Stopped> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let Open { name, path, attributes, elements, has_elements, start, special, texts } = open;
        let content = if has_elements {
            for text in texts {
                self.compiler.misplaced(text, "text between elements", WHERE_PLACEHOLDERS_STAND);
                let literal = text.of(self.compiler.source).unwrap_or_default();
                if !is_blank(literal) && !literal.contains('{') {
                    return self.stop(text, "text between elements");
                }
            }
            Content::Elements(elements)
        } else if let Some(special) = special.filter(|special| !texts.is_empty() || self.is_cdata(*special)) {
            return self.stop(special, "a comment, CDATA section or instruction inside a value");
        } else {
            let rule = if special.is_some() {
                Rule::Static(Box::default())
            } else {
                self.compiler.value(Span::new(start, span.start))
            };
            match rule {
                // An element without text carries nothing, unless its attributes do.
                Rule::Static(text) if is_blank(&text) && (!attributes.is_empty() || self.open.is_empty()) => {
                    Content::Elements(HashMap::new())
                }
                rule => Content::Text(self.shape.push(path.clone(), rule)),
            }
        };
        let element = Element { path, attributes, content };
        if let Some(parent) = self.open.last_mut() {
            parent.elements.insert(name, element);
        } else {
            self.end_of_root = span.start;
            self.root = Some(element);
        }
        Ok(())
    }
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// The spans of name and value of each attribute in the well-formed inside of a tag, which begins at `start`.
///
/// ```text
/// attribute = S name [S] "=" [S] ( '"' value '"' / "'" value "'" )
/// ```
fn attribute_spans(raw: &str, start: usize) -> impl Iterator<Item = (Span, Span)> {
    let mut position = 0_usize;
    std::iter::from_fn(move || {
        let rest = raw.get(position..)?;
        let name_start = rest.find(|c: char| !c.is_ascii_whitespace())?;
        let name = rest.get(name_start..)?;
        let name_length = name.find(|c: char| c == '=' || c.is_ascii_whitespace())?;
        let quote_at = name.find(['"', '\''])?;
        let quote = name.get(quote_at..)?.chars().next()?;
        let value = name.get(quote_at.saturating_add(1)..)?;
        let value_length = value.find(quote)?;
        let name_at = start.saturating_add(position).saturating_add(name_start);
        let value_at = name_at.saturating_add(quote_at).saturating_add(1);
        position =
            position.saturating_add(name_start).saturating_add(quote_at).saturating_add(value_length).saturating_add(2);
        let name_span = Span::new(name_at, name_at.saturating_add(name_length));
        Some((name_span, Span::new(value_at, value_at.saturating_add(value_length))))
    })
}

/// Decodes a literal of an XML template.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    if !literal.contains(['&', '\r']) {
        return Ok(Cow::Borrowed(literal));
    }
    let normalized = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    let mut decoded = String::with_capacity(literal.len());
    let mut position = 0_usize;
    while let Some(rest) = literal.get(position..).filter(|rest| !rest.is_empty()) {
        let Some(plain) = rest.find('&') else {
            decoded.push_str(&normalized(rest));
            break;
        };
        decoded.push_str(&normalized(rest.get(..plain).unwrap_or_default()));
        let start = position.saturating_add(plain);
        let name = rest.get(plain.saturating_add(1)..).unwrap_or_default();
        let length = name.find(';');
        if let Some(character) = length.and_then(|length| referenced(name.get(..length)?)) {
            decoded.push(character);
        } else {
            let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(name.len());
            return Err(CutEscape {
                span: Span::new(start, start.saturating_add(1).saturating_add(end)),
                replacement: Some("&amp;"),
                reason: "is no complete reference that XML knows",
            });
        }
        position = start.saturating_add(length.unwrap_or_default()).saturating_add(2);
    }
    Ok(Cow::Owned(decoded))
}
