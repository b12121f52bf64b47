//! Compiling a JSON template.

use std::borrow::Cow;

use crate::diagnostic::{Code, Findings, Fix, Part};
use crate::field::FieldTable;
use crate::json::decode::{decode, unescape};
use crate::json::scan::{Scanner, SyntaxError, SyntaxProblem};
use crate::request::Limits;
use crate::template::compiler::{Compiler, CutEscape, TemplateSyntax};
use crate::template::placeholders::{Brackets, Piece, Template, pieces};
use crate::template::rules::{Rule, Shape};
use crate::text::{Span, shown, visible};
use crate::wire::json::read::{Node, ObjectShape, pointer_to};

const WHERE_PLACEHOLDERS_STAND: &str = "a placeholder may stand in a string value: `\"name\": \"<field>\"`";

const SYNTAX: TemplateSyntax =
    TemplateSyntax { brackets: Brackets::Angle, bracket_escape: "\\u003c", decode_literal, is_in_value };

/// In a string that is no member's name.
fn is_in_value(source: &str, span: Span) -> bool {
    let mut rest = source.get(span.end..).unwrap_or_default();
    while let Some(at) = rest.find(['"', '\\']) {
        let is_end = rest.get(at..).is_some_and(|rest| rest.starts_with('"'));
        rest = rest.get(at.saturating_add(if is_end { 1 } else { 2 })..).unwrap_or_default();
        if is_end {
            return !rest.trim_start().starts_with(':');
        }
    }
    false
}

/// Typographic quotes that word processors put in the place of `"`.
const SMART_QUOTES: [char; 6] = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}'];

/// Compiles the body template of a POST profile.
pub(crate) fn compile(body: &str, table: FieldTable, findings: &mut Findings) -> (Template, Shape, Node) {
    let compiler = Compiler::new(body, Part::Body, SYNTAX, table, findings);
    let mut shape = Shape::default();
    let mut tree = TreeCompiler { scanner: Scanner::new(body.as_bytes()), compiler, shape: &mut shape };
    tree.byte_order_mark();
    let root = tree.root();
    let compiler = tree.compiler;
    let insertion = Insertion::find(body, root.as_ref().ok());
    let (placements, placed) = match &root {
        Ok(root) => compiler.finish(|name| insertion.of(name, root)),
        Err(_) => compiler.finish(|_| (Span::at(body.len()), None)),
    };
    let mut root = root.map_or_else(|_| Node::Object(ObjectShape::default()), Node::Object);
    if let Node::Object(object) = &mut root {
        let mut names = object.by_name.keys().map(|name| (name.clone(), usize::MAX)).collect();
        let first = shape.parameters.len();
        shape.claim_unplaced(table, &placed, "/", &mut names);
        for (parameter, claimed) in shape.parameters.iter().enumerate().skip(first) {
            let name = claimed.name.get(1..).unwrap_or_default();
            object.by_name.insert(name.into(), object.members.len());
            object.members.push(Node::Leaf(parameter));
        }
    }
    (Template::new(body, placements, table), shape, root)
}

struct TreeCompiler<'t, 'c> {
    scanner: Scanner<'c>,
    compiler: Compiler<'c>,
    shape: &'t mut Shape,
}

/// The template cannot be read any further; it has been reported.
struct Stopped;

impl<'c> TreeCompiler<'_, 'c> {
    fn byte_order_mark(&mut self) {
        let end = self.scanner.position();
        if end > 0 {
            self.compiler.report_fixable(
                Code::InvalidCharacter,
                Span::new(0, end),
                "the template begins with a byte order mark",
                "leave it out",
                Some(Fix::new(Span::new(0, end), "")),
            );
        }
    }

    fn root(&mut self) -> Result<ObjectShape, Stopped> {
        if self.scanner.next_token() != Some(b'{') {
            return self.stop(self.scanner.error("a JSON object"));
        }
        let object = self.object("", 1)?;
        match self.scanner.end() {
            Ok(()) => Ok(object),
            Err(error) => self.stop(Err(error)),
        }
    }

    /// Reports a syntax error. Placeholders that follow count as mentioned: one mistake is one finding.
    fn stop<T>(&mut self, result: Result<T, SyntaxError>) -> Result<T, Stopped> {
        result.map_err(|error| {
            let body = self.compiler.source;
            let found = body.get(error.offset..).and_then(|rest| rest.chars().next());
            let message = match (error.problem, found) {
                (SyntaxProblem::TooDeep, _) => {
                    format!("the template nests deeper than {} levels", Limits::TEMPLATE_DEPTH)
                }
                (SyntaxProblem::Expected(expected), Some(found)) => {
                    format!("expected {expected}, found `{}`", visible(found))
                }
                (SyntaxProblem::Expected(expected), None) => format!("expected {expected}, found the end"),
            };
            let end = error.offset.saturating_add(found.map_or(0, char::len_utf8));
            let help = "look at the commas, quotes and brackets before it";
            self.compiler.report(Code::InvalidJson, Span::new(error.offset, end), message, help);
            self.compiler.mention_all(Span::new(0, body.len()));
            Stopped
        })
    }

    fn step<T>(&mut self, step: impl FnOnce(&mut Scanner<'c>) -> Result<T, SyntaxError>) -> Result<T, Stopped> {
        let result = step(&mut self.scanner);
        self.stop(result)
    }

    fn object(&mut self, pointer: &str, level: usize) -> Result<ObjectShape, Stopped> {
        let mut object = ObjectShape { pointer: pointer.into(), ..ObjectShape::default() };
        self.scanner.advance();
        if !self.scanner.any(b'}') {
            return Ok(object);
        }
        loop {
            let content = self.name()?;
            self.step(|scanner| scanner.take(b':', "`:` after a member's name"))?;
            let name = self.compiler.literal(content).into_owned();
            let member = self.value(&pointer_to(pointer, &name), level)?;
            if object.by_name.insert(name.as_str().into(), object.members.len()).is_some() {
                let message = format!("member `{}` stands twice in one object", shown(&name));
                self.compiler.report(Code::RepeatedParameter, content, message, "give each member a name of its own");
            }
            object.written.push(content.of(self.compiler.source).unwrap_or_default().into());
            object.members.push(member);
            if !self.step(|scanner| scanner.another(b'}', "`,` or `}`"))? {
                return Ok(object);
            }
        }
    }

    /// The inside of a member's name.
    fn name(&mut self) -> Result<Span, Stopped> {
        self.scanner.next_token();
        if let Some(content) = self.smart_string() {
            return Ok(content);
        }
        if let Some(Piece::Placeholder(span)) = self.piece_here() {
            self.compiler.misplaced(span, "the name of a member", WHERE_PLACEHOLDERS_STAND);
            self.scanner.set_position(span.end);
            return Ok(Span::at(span.end));
        }
        let name = self.step(Scanner::lenient_string)?;
        self.check_control_characters(name.content)?;
        self.compiler.misplaced(name.content, "the name of a member", WHERE_PLACEHOLDERS_STAND);
        Ok(name.content)
    }

    fn value(&mut self, pointer: &str, level: usize) -> Result<Node, Stopped> {
        let deeper = level.saturating_add(1);
        match self.scanner.next_token() {
            Some(b'{' | b'[') if level >= Limits::TEMPLATE_DEPTH => {
                let offset = self.scanner.position();
                self.stop(Err(SyntaxError { offset, problem: SyntaxProblem::TooDeep }))
            }
            Some(b'{') => Ok(Node::Object(self.object(pointer, deeper)?)),
            Some(b'[') => self.array(pointer, deeper),
            _ => {
                let rule = self.leaf()?;
                Ok(Node::Leaf(self.shape.push(pointer, rule)))
            }
        }
    }

    fn array(&mut self, pointer: &str, level: usize) -> Result<Node, Stopped> {
        let mut items = Vec::new();
        self.scanner.advance();
        if self.scanner.any(b']') {
            loop {
                let item = self.value(&pointer_to(pointer, &items.len().to_string()), level)?;
                items.push(item);
                if !self.step(|scanner| scanner.another(b']', "`,` or `]`"))? {
                    break;
                }
            }
        }
        Ok(Node::Array { items, pointer: pointer.into() })
    }

    fn leaf(&mut self) -> Result<Rule, Stopped> {
        if let Some(content) = self.smart_string() {
            return Ok(self.compiler.value(content));
        }
        match self.scanner.peek() {
            Some(b'"') => {
                let string = self.step(Scanner::lenient_string)?;
                self.check_control_characters(string.content)?;
                Ok(self.compiler.value(string.content))
            }
            Some(b'<') => self.unquoted(),
            _ => {
                let span = self.step(Scanner::scalar)?;
                Ok(Rule::Static(span.of(self.compiler.source).unwrap_or_default().into()))
            }
        }
    }

    /// A control character, such as a line break, inside a string.
    fn check_control_characters(&mut self, content: Span) -> Result<(), Stopped> {
        let bytes = self.scanner.slice(content);
        match bytes.iter().position(|byte| *byte < 0x20) {
            Some(at) => {
                let offset = content.start.saturating_add(at);
                let expected = "an escape such as `\\n` instead of a control character";
                self.stop(Err(SyntaxError { offset, problem: SyntaxProblem::Expected(expected) }))
            }
            None => Ok(()),
        }
    }

    fn piece_here(&self) -> Option<Piece> {
        let start = self.scanner.position();
        (self.scanner.peek() == Some(b'<'))
            .then(|| pieces(self.compiler.source, Span::new(start, self.compiler.source.len())).next())
            .flatten()
    }

    fn unquoted(&mut self) -> Result<Rule, Stopped> {
        match self.piece_here() {
            Some(Piece::Placeholder(span)) => {
                self.scanner.set_position(span.end);
                let field = self.compiler.unquoted(span);
                let rule = |field| Rule::Field { field, prefix: Box::default(), suffix: Box::default() };
                Ok(field.map_or(Rule::Static(Box::default()), rule))
            }
            _ => self.stop(self.scanner.error("a JSON value")),
        }
    }

    /// A string in typographic quotes: reported, and its inside taken as meant.
    fn smart_string(&mut self) -> Option<Span> {
        let start = self.scanner.position();
        let rest = self.compiler.source.get(start..)?;
        let open = rest.chars().next().filter(|first| SMART_QUOTES.contains(first))?;
        let content_start = start.saturating_add(open.len_utf8());
        let after = self.compiler.source.get(content_start..)?;
        let is_quote = |character: char| SMART_QUOTES.contains(&character) || matches!(character, '"' | '\n');
        let length = after.find(is_quote)?;
        let close = after.get(length..)?.chars().next().filter(|close| *close != '\n')?;
        let content = Span::new(content_start, content_start.saturating_add(length));
        let span = Span::new(start, content.end.saturating_add(close.len_utf8()));
        let straight = format!("\"{}\"", content.of(self.compiler.source)?);
        self.compiler.report_fixable(
            Code::SmartQuotes,
            span,
            "a string stands in typographic quotes",
            "enclose it in straight quotes `\"`",
            Some(Fix::new(span, straight)),
        );
        self.scanner.set_position(span.end);
        Some(content)
    }
}

/// Where another member can be put into the root object, and with which separator.
struct Insertion {
    at: usize,
    separator: String,
}

impl Insertion {
    /// After the last member, in the manner of the member before: on a line of its own when the closing bracket has one.
    fn find(body: &str, root: Option<&ObjectShape>) -> Self {
        let close = body.rfind('}').unwrap_or(body.len());
        let inside = body.get(..close).unwrap_or_default();
        let at = inside.trim_end().len();
        let comma = if root.is_some_and(|root| !root.members.is_empty()) { "," } else { "" };
        let blank = body.get(at..close).unwrap_or_default();
        let separator = match (comma, blank.contains('\n')) {
            ("", false) => String::new(),
            (_, false) => format!("{comma} "),
            (_, true) => format!("{comma}\n{}", indentation(inside)),
        };
        Self { at, separator }
    }

    fn of(&self, name: &str, root: &ObjectShape) -> (Span, Option<Fix>) {
        let at = Span::at(self.at);
        let free = !root.by_name.contains_key(name);
        (at, free.then(|| Fix::new(at, format!("{}\"{name}\": \"<{name}>\"", self.separator))))
    }
}

/// The blanks before the first member.
fn indentation(inside: &str) -> &str {
    let after_bracket = inside.split_once('{').map_or("", |(_, rest)| rest);
    let line = after_bracket.trim_start_matches(['\r', '\n']);
    let blanks = line.len().saturating_sub(line.trim_start_matches([' ', '\t']).len());
    line.get(..blanks).unwrap_or_default()
}

/// Decodes a literal of a JSON string in the template.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    let bytes = literal.as_bytes();
    let mut position = 0_usize;
    let mut has_escapes = false;
    while let Some(found) = bytes.get(position..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        has_escapes = true;
        let start = position.saturating_add(found);
        let length = escape_length(bytes.get(start..).unwrap_or_default());
        position = start + length.map_err(|cut| CutEscape { span: cut.span.shifted(start), ..cut })?;
    }
    Ok(decode(bytes, has_escapes).0)
}

/// How many bytes the complete escape takes that `bytes` begin with.
fn escape_length(bytes: &[u8]) -> Result<usize, CutEscape> {
    let cut = |length, replacement, reason| CutEscape { span: Span::new(0, length), replacement, reason };
    match *bytes {
        [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Ok(2),
        [_, b'u', ref digits @ ..] => {
            let hex = digits.iter().take(4).take_while(|digit| digit.is_ascii_hexdigit()).count();
            match unescape(bytes) {
                _ if hex < 4 => Err(cut(hex + 2, Some("\\\\"), "is an unfinished JSON escape")),
                (Some(_), length) => Ok(length),
                (None, length) => Err(cut(length, None, "is half of a surrogate pair")),
            }
        }
        _ => Err(cut(1, Some("\\\\"), "is an unfinished JSON escape")),
    }
}
