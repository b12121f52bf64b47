//! Compiling an XML template.

use std::borrow::Cow;

use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::Code;
use crate::request::Limits;
use crate::template::compiler::{Compiled, Compiler, CutEscape, Insertion, TemplateSyntax, enclosed_value};
use crate::template::placeholders::{Brackets, Piece};
use crate::template::rules::{Inner, Kept, ParameterRule};
use crate::text::{Span, legible, shown};
use crate::wire::xml::name::{is_qualified_name, is_xml_name};
use crate::wire::xml::reason::reason;
use crate::wire::xml::strict::StrictCopy;
use crate::wire::xml::syntax::{
    foreign_encoding, is_blank, is_namespace_declaration, local_name, position, referenced,
};
use crate::wire::xml::write::unwritable;

pub(crate) const SYNTAX: TemplateSyntax = TemplateSyntax {
    brackets: Brackets::Brace,
    is_percent_encoded: false,
    bracket_escape: "&#123;",
    decode_literal,
    value_with: enclosed_value,
};

/// The node of the root element, which stands in that of the document.
const ROOT: usize = 1;

fn where_placeholders_stand(_: &Compiler<'_>) -> String {
    "a placeholder may stand in the text of an element without elements, or in the value of an attribute".to_owned()
}

/// The most attributes of one element, declarations of namespaces among them.
const MOST_ATTRIBUTES: usize = 256;

/// The most declarations of namespaces that are in force at one place, and their bytes together: the strict reader copies all of
/// them for each element.
const MOST_NAMESPACES: Namespaces = Namespaces { count: 32, bytes: 2_048 };

/// What no prefix but `xml` stands for.
const RESERVED_NAMESPACES: [&str; 2] = ["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"];

/// Compiles an XML template. Here it is only mapped to its shape, with what a template may not have beyond that; that it is
/// well-formed is judged by a strict reader.
pub(crate) fn compile(compiler: Compiler<'_>) -> Compiled {
    let mut compiler = compiler;
    expect_placeholders_of_xml(&mut compiler);
    let (body, marked) = (compiler.marked.masked(), compiler.marked);
    let mut tree =
        TreeCompiler { compiler, open: Vec::new(), has_root: false, end_of_root: None, strict: StrictCopy::of(body) };
    let is_whole = tree.run().and_then(|()| tree.judge()).is_ok();
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
    let write = |inserted: &mut String, name: &str| {
        if is_whole && end_of_root.is_some() && is_xml_name(name) {
            inserted.extend(["<", name, ">", &marked.placeholder(name), "</", name, ">"]);
        }
    };
    compiler.finish(describe, || Insertion { parent: ROOT, at: end_of_root.unwrap_or(body.len()), write })
}

/// Reports that the platform's placeholders would be markup.
fn expect_placeholders_of_xml(compiler: &mut Compiler<'_>) {
    let (open, close) = compiler.marked.pair();
    if open.contains(['<', '&']) || close.contains(['<', '&']) {
        let message = format!("placeholders such as `{}` cannot stand in XML", compiler.marked.placeholder("name"));
        let help = "use another format: the platform has no placeholders for XML";
        compiler.report(Code::InvalidXml, Span::at(0), message, help);
    }
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
    /// Whether there is a CDATA section, which has been reported.
    has_cdata: bool,
    /// Stretches of text between elements.
    texts: Vec<Span>,
    /// The declarations that are in force inside.
    namespaces: Namespaces,
}

/// How many declarations of namespaces there are, and their bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Namespaces {
    count: usize,
    bytes: usize,
}

struct TreeCompiler<'c> {
    compiler: Compiler<'c>,
    open: Vec<Open>,
    has_root: bool,
    /// Before the root's end tag: where another element can be put in, if the root has no text of its own.
    end_of_root: Option<usize>,
    strict: StrictCopy,
}

impl TreeCompiler<'_> {
    fn run(&mut self) -> Result<(), Stopped> {
        let source = self.compiler.marked.masked();
        self.compiler.shape.begin(Span::at(0), Kept::NOTHING, ParameterRule::Inner(Inner::Element));
        if let Some(character) = unwritable(source) {
            let at = source.find(character).unwrap_or_default();
            let span = Span::new(at, at + character.len_utf8());
            return self.stop(span, &format!("the character U+{:04X}, which XML cannot hold", u32::from(character)));
        }
        if source.starts_with('\u{feff}') {
            return self.stop(Span::new(0, '\u{feff}'.len_utf8()), "a byte order mark");
        }
        let mut reader = XmlReader::from_reader(source.as_bytes());
        // A lone `&` is found with its place and repair when the text around it is compiled.
        reader.config_mut().allow_dangling_amp = true;
        let mut buffer = Vec::new();
        loop {
            let start = position(reader.buffer_position());
            buffer.clear();
            // Not `read_event`, which is compiled into the loop over bodies as long as nothing else calls it.
            let event = reader.read_event_into(&mut buffer).or_else(|error| {
                let at = position(reader.error_position()).min(source.len());
                self.stop(Span::at(at), &reason(&error))
            })?;
            let span = Span::new(start, position(reader.buffer_position()));
            if event == Event::Eof {
                break;
            }
            self.event(&event, span)?;
        }
        self.compiler.shape.end();
        let problem = match self.open.last() {
            Some(open) => format!("the end inside `{}`", shown(open.name.of(source).unwrap_or_default())),
            None if !self.has_root => "no element".to_owned(),
            None => return Ok(()),
        };
        self.stop(Span::at(source.len()), &problem)
    }

    fn judge(&mut self) -> Result<(), Stopped> {
        self.strict.judge(self.compiler.marked.masked()).or_else(|(at, problem)| self.stop(Span::at(at), &problem))
    }

    fn stop<T>(&mut self, span: Span, problem: &str) -> Result<T, Stopped> {
        self.report(span, problem);
        Err(Stopped)
    }

    fn report(&mut self, span: Span, problem: &str) {
        let message = format!("expected well-formed XML, found: {}", legible(problem));
        let help = "write an XML 1.0 document such as `<report><id>{id}</id></report>`";
        self.compiler.report(Code::InvalidXml, span, message, help);
    }

    fn event(&mut self, event: &Event<'_>, span: Span) -> Result<(), Stopped> {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::Empty(tag) => {
                self.start(tag, span)?;
                self.end(Span::at(span.end))?;
                self.end_of_root = self.end_of_root.filter(|_| !self.open.is_empty());
                Ok(())
            }
            Event::End(_) => self.end(span),
            Event::Text(_) | Event::GeneralRef(_) => self.text(span),
            Event::Decl(_) => self.declaration(span),
            Event::DocType(_) => self.stop(span, "a document type declaration, which is refused"),
            Event::PI(instruction) => self.instruction(instruction.target(), span),
            Event::Comment(_) | Event::CData(_) => {
                self.special(span, matches!(event, Event::CData(_)));
                Ok(())
            }
            Event::Eof => Ok(()),
        }
    }

    /// Expects nothing in the declaration but what the strict reader must not see otherwise.
    fn declaration(&mut self, span: Span) -> Result<(), Stopped> {
        let source = self.compiler.source;
        let inside = Span::new(span.start + "<?xml".len(), span.end - "?>".len());
        for (name, value) in attribute_spans(source, inside) {
            let problem = match (name.of(source).unwrap_or_default(), value.of(source).unwrap_or_default()) {
                ("version", "1.0") | ("standalone", "yes" | "no") => continue,
                ("encoding", encoding) if encoding.eq_ignore_ascii_case("utf-8") => continue,
                ("encoding", encoding) => foreign_encoding(encoding),
                ("version", version) => format!("version `{}` of XML instead of 1.0", shown(version)),
                (name, _) => format!("`{}` in the declaration", shown(name)),
            };
            return self.stop(value, &problem);
        }
        Ok(())
    }

    fn instruction(&mut self, name: &str, span: Span) -> Result<(), Stopped> {
        self.special(span, false);
        self.expect_name(Span::of_length(span.start + "<?".len(), name.len()), is_xml_name)
    }

    /// A name of an element or attribute, where no placeholder may stand.
    fn name(&mut self, span: Span, place: &str) -> Result<(), Stopped> {
        self.compiler.misplaced(span, place, &where_placeholders_stand);
        // Some readers take any name that ends so for the declaration of a namespace.
        let is_sure = |name: &str| is_qualified_name(name) && !name.ends_with(":xmlns");
        let has_placeholder = self.compiler.marked.has_any(span);
        self.expect_name(span, |name| is_sure(name) || has_placeholder)
    }

    fn expect_name(&mut self, span: Span, is_name: impl Fn(&str) -> bool) -> Result<(), Stopped> {
        let name = span.of(self.compiler.source).unwrap_or_default();
        if is_name(name) {
            Ok(())
        } else {
            // What stands there may be a text behind a bracket that should be written as a reference.
            let is_like_name = |character: char| character.is_alphanumeric() || "_-.:".contains(character);
            let name = if name.chars().all(is_like_name) { name } else { "…" };
            self.stop(span, &format!("the name `{}`, which not every reader of XML takes", shown(name)))
        }
    }

    fn special(&mut self, span: Span, is_cdata: bool) {
        self.compiler.misplaced(span, "a comment, CDATA section or instruction", &where_placeholders_stand);
        if is_cdata {
            self.report(span, "a CDATA section: write its text with `&amp;` and `&lt;`");
        }
        if let Some(open) = self.open.last_mut() {
            open.has_cdata |= is_cdata;
            if !is_cdata {
                open.special.get_or_insert(span);
            }
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
        self.name(name_span, "the name of an element")?;
        if let Some(parent) = self.open.last_mut() {
            parent.has_elements = true;
        }
        self.has_root = true;
        let name = Span::new(name_span.end - local_name(written).len(), name_span.end);
        let node = self.compiler.shape.begin(name_span, Kept::written(name), ParameterRule::Inner(Inner::Element));
        let inside = Span::of_length(name_span.end, tag.attributes_raw().len());
        let (has_attributes, namespaces) = self.attributes(inside)?;
        let (has_elements, special, has_cdata, texts, start) = (false, None, false, Vec::new(), span.end);
        let open = Open { node, name, has_attributes, has_elements, start, special, has_cdata, texts, namespaces };
        self.open.push(open);
        Ok(())
    }

    /// Compiles the attributes in a tag: whether there are any that are parameters, and the namespaces in force.
    fn attributes(&mut self, inside: Span) -> Result<(bool, Namespaces), Stopped> {
        let source = self.compiler.marked.masked();
        let mut has_attributes = false;
        let mut namespaces = self.open.last().map_or_else(Namespaces::default, |parent| parent.namespaces);
        let mut declared = Vec::new();
        for (number, (name_span, value)) in attribute_spans(source, inside).enumerate() {
            if number == MOST_ATTRIBUTES {
                return self.stop(name_span, &format!("more than {MOST_ATTRIBUTES} attributes"));
            }
            let name = name_span.of(source).unwrap_or_default();
            let text = value.of(source).unwrap_or_default();
            if let Some(bad) = text.find(['<', '\t', '\n', '\r']) {
                let at = value.start + bad;
                return self.stop(Span::new(at, at + 1), "a character that must be a reference here");
            }
            self.name(name_span, "the name of an attribute")?;
            if is_namespace_declaration(name) {
                self.namespace(name, value)?;
                if declared.contains(&name) {
                    return self.stop(name_span, "a namespace that is declared twice");
                }
                declared.push(name);
                namespaces.count += 1;
                namespaces.bytes += name.len() + text.len();
                continue;
            }
            let rule = self.value(value);
            let name = self.compiler.shape.add(source, &["@", local_name(name)].concat());
            self.compiler.shape.begin(name_span, name, rule);
            self.compiler.shape.end();
            has_attributes = true;
        }
        let Namespaces { count, bytes } = MOST_NAMESPACES;
        if namespaces.count > count || namespaces.bytes > bytes {
            let problem = format!("more than {count} namespaces or {bytes} bytes of them in force at one place");
            return self.stop(Span::at(inside.start), &problem);
        }
        Ok((has_attributes, namespaces))
    }

    /// The declaration of a namespace, which is no parameter.
    fn namespace(&mut self, name: &str, value: Span) -> Result<(), Stopped> {
        self.compiler.misplaced(value, "the declaration of a namespace", &where_placeholders_stand);
        self.expect_references(value);
        let namespace = self.compiler.literal(value);
        if name != "xmlns:xml" && RESERVED_NAMESPACES.contains(&&*namespace) {
            return self.stop(value, "a namespace that is reserved");
        }
        Ok(())
    }

    /// Compiles a value.
    fn value(&mut self, span: Span) -> ParameterRule {
        self.expect_references(span);
        self.compiler.value(span)
    }

    /// Hides literals with a broken reference from the strict reader: that has a finding of its own, and a repair.
    fn expect_references(&mut self, span: Span) {
        let source = self.compiler.source;
        for piece in self.compiler.marked.pieces(span) {
            if let Piece::Literal(literal) = piece
                && decode_literal(literal.of(source).unwrap_or_default()).is_err()
            {
                self.strict.without_references(literal);
            }
        }
    }

    fn text(&mut self, span: Span) -> Result<(), Stopped> {
        let text = span.of(self.compiler.marked.masked()).unwrap_or_default();
        if let Some(bad) = text.find('>') {
            let at = span.start + bad;
            return self.stop(Span::new(at, at + 1), "`>` in text: write `&gt;`");
        }
        // Not every reader makes a line feed of one that stands before a reference.
        let is_lone = |at: &usize| !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'));
        if let Some(bad) = memchr::memchr_iter(b'\r', text.as_bytes()).find(is_lone) {
            return self.stop(Span::of_length(span.start + bad, 1), "a lone carriage return: write `&#13;`");
        }
        match self.open.last_mut() {
            Some(open) => open.texts.push(span),
            None if is_blank(text) => {}
            None => return self.stop(span, "text outside of the root element"),
        }
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), Stopped> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let Open { node, has_attributes, has_elements, start, special, has_cdata, texts, .. } = open;
        let is_blank_as_written = texts.iter().all(|text| text.of(self.compiler.source).is_some_and(is_blank));
        let mut has_room = has_elements;
        if has_elements {
            for text in texts {
                self.compiler.misplaced(text, "text between elements", &where_placeholders_stand);
                let literal = text.of(self.compiler.source).unwrap_or_default();
                if !is_blank(literal) && !self.compiler.marked.has_any(text) {
                    return self.stop(text, "text between elements");
                }
            }
        } else if let Some(special) = special.filter(|_| !texts.is_empty()) {
            return self.stop(special, "a comment or instruction inside a value");
        } else {
            let content = Span::new(start, span.start);
            let rule = if has_cdata {
                // It has been reported; no value begins or ends there.
                self.compiler.mention_all(content);
                ParameterRule::EMPTY
            } else if special.is_some() {
                ParameterRule::EMPTY
            } else {
                self.value(content)
            };
            // An element without text carries nothing, unless its attributes do.
            let may_be_hollow = has_attributes || self.open.is_empty();
            let is_hollow =
                matches!(rule, ParameterRule::Static(text) if is_blank(self.compiler.kept(text))) && may_be_hollow;
            if !is_hollow {
                self.compiler.shape.set_rule(node, rule);
            }
            has_room = is_hollow && is_blank_as_written;
        }
        self.compiler.shape.end();
        if self.open.is_empty() {
            self.end_of_root = has_room.then_some(span.start);
        }
        Ok(())
    }
}

/// The spans of name and value of each attribute in the inside of a tag or declaration, as far as it is well-formed.
///
/// ```text
/// attribute = S name [S] "=" [S] ( '"' value '"' / "'" value "'" )
/// ```
fn attribute_spans(source: &str, inside: Span) -> impl Iterator<Item = (Span, Span)> {
    let mut position = inside.start;
    std::iter::from_fn(move || {
        let rest = source.get(position..inside.end)?;
        let name_start = rest.find(|c: char| !c.is_ascii_whitespace())?;
        let name = rest.get(name_start..)?;
        let name_length = name.find(|c: char| c == '=' || c.is_ascii_whitespace())?;
        let after = name.get(name_length..)?.trim_ascii_start().strip_prefix('=')?.trim_ascii_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let value = after.get(1..)?;
        let name = Span::of_length(position + name_start, name_length);
        let value = Span::of_length(inside.end - value.len(), value.find(quote)?);
        position = value.end + 1;
        Some((name, value))
    })
}

/// Decodes a literal of an XML template.
pub(super) fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    if !literal.contains(['&', '\r']) {
        return Ok(Cow::Borrowed(literal));
    }
    let normalized = |text: &str| text.replace("\r\n", "\n");
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
