//! Compiling an XML template.

use std::borrow::Cow;

use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::Code;
use crate::request::Limits;
use crate::template::compiler::{Compiled, Compiler, CutEscape, Insertion, TemplateSyntax};
use crate::template::placeholders::Brackets;
use crate::template::rules::{Inner, Kept, ParameterRule};
use crate::text::{Span, legible, shown};
use crate::wire::xml::name::is_qualified_name;
use crate::wire::xml::reason::reason;
use crate::wire::xml::syntax::{
    is_blank, is_namespace_declaration, local_name, position, referenced, refused_declaration,
};
use crate::wire::xml::write::unwritable;

pub(crate) const SYNTAX: TemplateSyntax =
    TemplateSyntax { brackets: Brackets::Brace, bracket_escape: "&#123;", decode_literal, is_in_value };

/// The node of the root element, which stands in that of the document.
const ROOT: usize = 1;

/// Tags hold no entities, so an encoded bracket stands in text or in an attribute's value.
fn is_in_value(_: &str, _: Span) -> bool {
    true
}

const WHERE_PLACEHOLDERS_STAND: &str =
    "a placeholder may stand in the text of an element without elements, or in the value of an attribute";

/// Compiles an XML template.
pub(crate) fn compile(compiler: Compiler<'_>) -> Compiled {
    let body = compiler.source;
    let mut tree = TreeCompiler { compiler, open: Vec::new(), has_root: false, end_of_root: body.len() };
    let is_whole = tree.run().is_ok();
    let TreeCompiler { mut compiler, end_of_root, .. } = tree;
    if !is_whole {
        compiler.mention_all(Span::new(0, body.len()));
    }
    let describe = |name: &str| {
        let (kind, name, help) = match name.strip_prefix('@') {
            Some(name) => ("attribute", name, "give each attribute a name of its own"),
            None => ("element", name, "give each element a name of its own"),
        };
        (format!("{kind} `{}` stands twice in one element", shown(name)), help)
    };
    let write = |name: &str| is_whole.then(|| format!("<{name}>{{{name}}}</{name}>"));
    compiler.finish(describe, Insertion { parent: ROOT, at: end_of_root, write })
}

/// The template cannot be read any further; it has been reported.
struct Stopped;

/// An element of the template that has begun and not ended.
struct Open {
    node: usize,
    name: Span,
    has_attributes: bool,
    has_elements: bool,
    /// Where the content begins.
    start: usize,
    /// A comment, CDATA section or instruction, which no value may hold.
    special: Option<Span>,
    /// Stretches of text between elements.
    texts: Vec<Span>,
}

struct TreeCompiler<'c> {
    compiler: Compiler<'c>,
    open: Vec<Open>,
    has_root: bool,
    /// Before the root's end tag: where another element can be put in.
    end_of_root: usize,
}

impl TreeCompiler<'_> {
    fn run(&mut self) -> Result<(), Stopped> {
        let source = self.compiler.source;
        self.compiler.shape.begin(Span::at(0), Kept::NOTHING, ParameterRule::Inner(Inner::Element));
        if let Some(character) = unwritable(source) {
            let at = source.find(character).unwrap_or_default();
            let span = Span::new(at, at + character.len_utf8());
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
            let event = reader.read_event().or_else(|error| {
                let at = position(reader.error_position()).min(source.len());
                self.stop(Span::at(at), &reason(&error))
            })?;
            let span = Span::new(start, position(reader.buffer_position()));
            if event == Event::Eof {
                break;
            }
            self.event(&event, span)?;
        }
        let problem = match self.open.last() {
            Some(open) => format!("the end inside `{}`", shown(open.name.of(source).unwrap_or_default())),
            None if !self.has_root => "no element".to_owned(),
            None => return Ok(()),
        };
        self.stop(Span::at(source.len()), &problem)
    }

    fn stop<T>(&mut self, span: Span, problem: &str) -> Result<T, Stopped> {
        let message = format!("expected well-formed XML, found: {}", legible(problem));
        let help = "write an XML 1.0 document such as `<report><id>{id}</id></report>`";
        self.compiler.report(Code::InvalidXml, span, message, help);
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
        if self.open.is_empty() && self.has_root {
            return self.stop(span, "a second root element");
        }
        let qualified = tag.name();
        let written: &str = qualified.as_ref();
        let name_span = Span::new(span.start + 1, span.start + 1 + written.len());
        self.compiler.misplaced(name_span, "the name of an element", WHERE_PLACEHOLDERS_STAND);
        if !is_qualified_name(written) && !written.contains('{') {
            return self.stop(name_span, "an element whose name XML does not allow");
        }
        if let Some(parent) = self.open.last_mut() {
            parent.has_elements = true;
        }
        self.has_root = true;
        let name = Span::new(name_span.end - local_name(written).len(), name_span.end);
        let node = self.compiler.shape.begin(name_span, Kept::written(name), ParameterRule::Inner(Inner::Element));
        let has_attributes = self.attributes(tag, name_span.end)?;
        let (has_elements, special, texts) = (false, None, Vec::new());
        self.open.push(Open { node, name, has_attributes, has_elements, start: span.end, special, texts });
        Ok(())
    }

    /// Compiles the attributes, if there are any that are parameters.
    fn attributes(&mut self, tag: &BytesStart<'_>, start: usize) -> Result<bool, Stopped> {
        let mut has_attributes = false;
        if let Some(error) = tag.attributes().find_map(Result::err) {
            return self.stop(Span::at(start), &reason(&error.into()));
        }
        for (name_span, value) in attribute_spans(tag.attributes_raw(), start) {
            let source = self.compiler.source;
            let written = name_span.of(source).unwrap_or_default();
            let text = value.of(source).unwrap_or_default();
            if let Some(bad) = text.find(['<', '\t', '\n', '\r']) {
                let at = value.start + bad;
                return self.stop(Span::new(at, at + 1), "a character that must be a reference here");
            }
            self.compiler.misplaced(name_span, "the name of an attribute", WHERE_PLACEHOLDERS_STAND);
            if is_namespace_declaration(written) {
                self.compiler.misplaced(value, "the declaration of a namespace", WHERE_PLACEHOLDERS_STAND);
                continue;
            }
            let rule = self.compiler.value(value);
            let name = self.compiler.shape.add(source, &["@", local_name(written)].concat());
            self.compiler.shape.begin(name_span, name, rule);
            self.compiler.shape.end();
            has_attributes = true;
        }
        Ok(has_attributes)
    }

    fn text(&mut self, span: Span) -> Result<(), Stopped> {
        let text = span.of(self.compiler.source).unwrap_or_default();
        if let Some(bad) = text.find('>') {
            let at = span.start + bad;
            return self.stop(Span::new(at, at + 1), "`>` in text: write `&gt;`");
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
        let Some(Open { node, has_attributes, has_elements, start, special, texts, .. }) = self.open.pop() else {
            return Ok(());
        };
        if has_elements {
            for text in texts {
                self.compiler.misplaced(text, "text between elements", WHERE_PLACEHOLDERS_STAND);
                let literal = text.of(self.compiler.source).unwrap_or_default();
                if !is_blank(literal) && !literal.contains('{') {
                    return self.stop(text, "text between elements");
                }
            }
        } else if let Some(special) = special.filter(|special| !texts.is_empty() || self.is_cdata(*special)) {
            return self.stop(special, "a comment, CDATA section or instruction inside a value");
        } else {
            let content = Span::new(start, span.start);
            let rule = if special.is_some() { ParameterRule::EMPTY } else { self.compiler.value(content) };
            // An element without text carries nothing, unless its attributes do.
            let may_be_hollow = has_attributes || self.open.is_empty();
            let is_hollow =
                matches!(rule, ParameterRule::Static(text) if is_blank(self.compiler.kept(text))) && may_be_hollow;
            if !is_hollow {
                self.compiler.shape.set_rule(node, rule);
            }
        }
        self.compiler.shape.end();
        if self.open.is_empty() {
            self.end_of_root = span.start;
        }
        Ok(())
    }
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
        let value = name.get(quote_at + 1..)?;
        let value_length = value.find(quote)?;
        let name_at = start + position + name_start;
        let value_at = name_at + quote_at + 1;
        position += name_start + quote_at + value_length + 2;
        Some((Span::new(name_at, name_at + name_length), Span::new(value_at, value_at + value_length)))
    })
}

/// Decodes a literal of an XML template.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    if !literal.contains(['&', '\r']) {
        return Ok(Cow::Borrowed(literal));
    }
    let normalized = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    let text_of = |part: Span| part.of(literal).unwrap_or_default();
    let mut parts = Span::whole(literal).split(literal, ['&']);
    let mut decoded = parts.next().map(|plain| normalized(text_of(plain))).unwrap_or_default();
    for part in parts {
        let text = text_of(part);
        let reference = text.split_once(';').and_then(|(name, after)| Some((referenced(name)?, after)));
        let Some((character, after)) = reference else {
            let length = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(text.len());
            let span = Span::new(part.start - 1, part.start + length);
            let reason = "is no complete reference that XML knows";
            return Err(CutEscape { span, replacement: Some("&amp;"), reason });
        };
        decoded.push(character);
        decoded.push_str(&normalized(after));
    }
    Ok(Cow::Owned(decoded))
}
