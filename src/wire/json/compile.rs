//! Compiling a JSON template.

use std::borrow::Cow;

use crate::diagnostic::{Code, Fix};
use crate::field::JsonPlace;
use crate::json::decode::{decode_text, one_letter, unescape};
use crate::json::scan::{Scanner, SyntaxError, SyntaxProblem};
use crate::json::write::write_value;
use crate::request::Limits;
use crate::template::compiler::{Compiled, Compiler, CutEscape, Insertion, TemplateSyntax, enclosed_value};
use crate::template::foreign::may_open;
use crate::template::placeholders::{Brackets, Piece, PlacedIn};
use crate::template::rules::{Inner, Kept, ParameterRule};
use crate::text::{Span, shown, visible};

/// The node of the root object.
const ROOT: usize = 0;

fn where_placeholders_stand(compiler: &Compiler<'_>) -> String {
    let own = compiler.marked.placeholder("field");
    match compiler.table.syntax.json {
        JsonPlace::Quoted => format!("a placeholder may stand in a string value: `\"name\": \"{own}\"`"),
        JsonPlace::Unquoted => format!("a placeholder may stand in the place of a value: `\"name\": {own}`"),
        JsonPlace::Both => {
            format!(
                "a placeholder may stand in a string value, `\"name\": \"{own}\"`, or in its place: `\"name\": {own}`"
            )
        }
    }
}

/// What a placeholder without quotes can be that has text beside it.
fn alone_or_in_quotes(compiler: &Compiler<'_>) -> String {
    let has_quotes = compiler.table.syntax.json != JsonPlace::Unquoted;
    if has_quotes { "write it alone, or all in quotes" } else { "write it alone" }.to_owned()
}

pub(crate) const SYNTAX: TemplateSyntax = TemplateSyntax {
    brackets: Brackets::Angle,
    is_percent_encoded: false,
    bracket_escape: "\\u003c",
    decode_literal,
    value_with: enclosed_value,
};

/// Typographic quotes that word processors put in the place of `"`.
const SMART_QUOTES: [char; 6] = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}'];

/// Compiles a JSON template.
pub(crate) fn compile(compiler: Compiler<'_>) -> Compiled {
    let (body, marked) = (compiler.source, compiler.marked);
    let mut tree = TreeCompiler { scanner: Scanner::new(marked.masked().as_bytes()), compiler };
    tree.byte_order_mark();
    let is_whole = tree.root().is_ok();
    let describe = |name: &str| {
        (format!("member `{}` stands twice in one object", shown(name)), "give each member a name of its own")
    };
    tree.compiler.finish(describe, || {
        let nothing = || (body.len(), String::new(), String::new());
        let (at, first, next) = if is_whole { end_of_members(body) } else { nothing() };
        let write = move |inserted: &mut String, name: &str| {
            if is_whole {
                let separator = if inserted.is_empty() { &first } else { &next };
                let quote = if marked.table.syntax.json == JsonPlace::Unquoted { "" } else { "\"" };
                inserted.extend([separator, "\""]);
                write_value(inserted, name);
                inserted.extend(["\": ", quote, &marked.placeholder(name), quote]);
            }
        };
        Insertion { parent: ROOT, at, write }
    })
}

struct TreeCompiler<'c> {
    scanner: Scanner<'c>,
    compiler: Compiler<'c>,
}

/// The template cannot be read any further; it has been reported.
struct Stopped;

impl<'c> TreeCompiler<'c> {
    fn byte_order_mark(&mut self) {
        let end = self.scanner.position();
        if end > 0 {
            let mark = Span::new(0, end);
            // Behind a second one nothing can be read, so nothing is known of it.
            let is_last = self.scanner.next_token() == Some(b'{');
            let (message, fix) = ("the template begins with a byte order mark", is_last.then(|| Fix::new(mark, "")));
            self.compiler.report_fixable(Code::InvalidCharacter, mark, message, "leave it out", fix);
        }
    }

    fn root(&mut self) -> Result<(), Stopped> {
        if self.scanner.next_token() != Some(b'{') {
            return self.stop(self.scanner.error("a JSON object"));
        }
        self.compiler.shape.begin(Span::at(0), Kept::NOTHING, ParameterRule::Inner(Inner::Object));
        self.object(1)?;
        self.compiler.shape.end();
        self.step(Scanner::end)
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
            let end = error.offset + found.map_or(0, char::len_utf8);
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

    fn object(&mut self, level: usize) -> Result<(), Stopped> {
        self.scanner.advance();
        let mut before = self.scanner.position();
        let mut goes_on = self.scanner.any(b'}');
        while goes_on {
            let written = self.name()?;
            self.step(|scanner| scanner.take(b':', "`:` after a member's name"))?;
            let name = self.compiler.text(written);
            self.value(written, name, Some(before), level)?;
            before = self.scanner.position();
            goes_on = self.step(|scanner| scanner.another(b'}', "`,` or `}`"))?;
        }
        Ok(())
    }

    /// The inside of a member's name.
    fn name(&mut self) -> Result<Span, Stopped> {
        if self.scanner.next_token() != Some(b'"')
            && let Some(content) = self.odd_name()
        {
            return Ok(content);
        }
        let name = self.step(Scanner::lenient_string)?;
        self.check_control_characters(name.content)?;
        self.compiler.misplaced(name.content, "the name of a member", &where_placeholders_stand);
        Ok(name.content)
    }

    /// What stands in the place of a name and has other quotes, or none.
    #[cold]
    fn odd_name(&mut self) -> Option<Span> {
        if let Some(content) = self.smart_string() {
            self.compiler.misplaced(content, "the name of a member", &where_placeholders_stand);
            return Some(content);
        }
        let piece = self.compiler.marked.piece_at(self.scanner.position());
        let Some(Piece::Placeholder(span) | Piece::NotAName(span)) = piece else { return None };
        self.compiler.misplaced(span, "the name of a member", &where_placeholders_stand);
        self.scanner.set_position(span.end);
        Some(Span::at(span.end))
    }

    /// A value; of a member with where the value `before` it ends.
    fn value(&mut self, written: Span, name: Kept, before: Option<usize>, level: usize) -> Result<(), Stopped> {
        let first = self.scanner.next_token();
        let start = self.scanner.position();
        if first != Some(b'"')
            && let Some(end) = self.foreign(start)
        {
            self.scanner.set_position(end);
            self.compiler.shape.begin(written, name, ParameterRule::EMPTY);
            self.compiler.shape.end();
            return Ok(());
        }
        match first {
            Some(b'{' | b'[') if level >= Limits::TEMPLATE_DEPTH => {
                let offset = self.scanner.position();
                return self.stop(Err(SyntaxError { offset, problem: SyntaxProblem::TooDeep }));
            }
            Some(b'{') => {
                self.compiler.shape.begin(written, name, ParameterRule::Inner(Inner::Object));
                self.object(level + 1)?;
            }
            Some(b'[') => {
                self.compiler.shape.begin(written, name, ParameterRule::Inner(Inner::Array));
                self.array(level + 1)?;
            }
            _ => {
                let rule = self.leaf()?;
                self.compiler.shape.begin(written, name, rule);
                if let Some(before) = before.filter(|_| first == Some(b'"')) {
                    self.compiler.shape.lead(Span::new(before, start + 1));
                }
            }
        }
        self.compiler.shape.end();
        Ok(())
    }

    /// The end of another platform's placeholder that begins at a place.
    fn foreign(&mut self, start: usize) -> Option<usize> {
        let may_be_one = self.compiler.source.as_bytes().get(start).is_some_and(|first| may_open(*first));
        may_be_one.then(|| self.compiler.bare_foreign(start)).flatten()
    }

    fn array(&mut self, level: usize) -> Result<(), Stopped> {
        self.scanner.advance();
        let mut goes_on = self.scanner.any(b']');
        let mut index = 0_usize;
        while goes_on {
            // A name for pointers: that of a member in the template is not to be found among items.
            let beyond = Span::at(self.compiler.source.len());
            let name = self.compiler.shape.add(self.compiler.source, &index.to_string());
            self.value(beyond, name, None, level)?;
            index += 1;
            goes_on = self.step(|scanner| scanner.another(b']', "`,` or `]`"))?;
        }
        Ok(())
    }

    fn leaf(&mut self) -> Result<ParameterRule, Stopped> {
        if self.scanner.peek() == Some(b'"') {
            let string = self.step(Scanner::lenient_string)?;
            self.check_control_characters(string.content)?;
            if !self.compiler.marked.is_builtin() && self.compiler.table.syntax.json == JsonPlace::Unquoted {
                self.expect_no_quotes(string.content);
            }
            return Ok(self.compiler.value(string.content));
        }
        if let Some(content) = self.smart_string() {
            return Ok(self.compiler.value(content));
        }
        match self.scanner.peek() {
            Some(b'<') if self.compiler.marked.is_builtin() => self.unquoted(),
            _ => {
                let span = self.step(Scanner::scalar)?;
                if self.compiler.marked.is_builtin() || !self.compiler.marked.has_any(span) {
                    return Ok(ParameterRule::Static(Kept::written(span)));
                }
                Ok(self.bare(span))
            }
        }
    }

    /// A control character, such as a line break, inside a string.
    fn check_control_characters(&mut self, content: Span) -> Result<(), Stopped> {
        let Some(at) = self.scanner.slice(content).iter().position(|byte| *byte < 0x20) else { return Ok(()) };
        let problem = SyntaxProblem::Expected("an escape such as `\\n` instead of a control character");
        self.stop(Err(SyntaxError { offset: content.start + at, problem }))
    }

    fn piece_here(&self) -> Option<Piece> {
        self.compiler.marked.piece_at(self.scanner.position())
    }

    fn unquoted(&mut self) -> Result<ParameterRule, Stopped> {
        match self.piece_here() {
            Some(Piece::Placeholder(span)) => {
                self.scanner.set_position(span.end);
                let field = self.compiler.unquoted(span);
                Ok(field.map_or(ParameterRule::EMPTY, |field| ParameterRule::Field { field, around: None }))
            }
            _ => self.stop(self.scanner.error("a JSON value")),
        }
    }

    /// The value that a placeholder without quotes is, or holds by mistake.
    fn bare(&mut self, span: Span) -> ParameterRule {
        match self.compiler.marked.piece_at(span.start) {
            Some(piece) if piece.span() == span => {}
            _ => {
                self.compiler.misplaced(span, "a value beside other text", &alone_or_in_quotes);
                return ParameterRule::EMPTY;
            }
        }
        if self.compiler.table.syntax.json == JsonPlace::Quoted {
            let field = self.compiler.unquoted(span);
            return field.map_or(ParameterRule::EMPTY, |field| ParameterRule::Field { field, around: None });
        }
        let decode_literal = self.compiler.set_place(PlacedIn::Bare, decode_literal);
        let rule = self.compiler.value(span);
        self.compiler.set_place(PlacedIn::Value, decode_literal);
        rule
    }

    /// Reports placeholders in a string, whose quotes the platform writes.
    fn expect_no_quotes(&mut self, content: Span) {
        let marked = self.compiler.marked;
        for piece in marked.pieces(content) {
            let Piece::Placeholder(span) = piece else { continue };
            let placeholder = span.of(self.compiler.source).unwrap_or_default();
            let message =
                format!("placeholder `{}` stands in quotes, and the platform writes its own", shown(placeholder));
            let string = Span::new(content.start - 1, content.end + 1);
            let fix = (span == content).then(|| Fix::new(string, placeholder));
            let help = format!("write `{}` without quotes, as a value of its own", shown(placeholder));
            self.compiler.report_fixable(Code::QuotedPlaceholder, span, message, help, fix);
        }
    }

    /// A string in typographic quotes: reported, and its inside taken as meant.
    fn smart_string(&mut self) -> Option<Span> {
        // They are all beyond ASCII.
        if self.scanner.peek()?.is_ascii() {
            return None;
        }
        let start = self.scanner.position();
        let rest = self.compiler.marked.masked().get(start..)?;
        let open = rest.chars().next().filter(|first| SMART_QUOTES.contains(first))?;
        let content_start = start + open.len_utf8();
        let after = self.compiler.marked.masked().get(content_start..)?;
        let is_quote = |character: char| SMART_QUOTES.contains(&character) || matches!(character, '"' | '\n');
        let length = after.find(is_quote)?;
        let close = after.get(length..)?.chars().next().filter(|close| *close != '\n')?;
        let content = Span::new(content_start, content_start + length);
        let span = Span::new(start, content.end + close.len_utf8());
        let inside = content.of(self.compiler.source)?;
        // A backslash at its end would take the new quote with it.
        let is_string = self.compiler.is_whole(inside) && inside.bytes().all(|byte| byte >= 0x20);
        let fix = is_string.then(|| Fix::new(span, format!("\"{inside}\"")));
        let (message, help) = ("a string stands in typographic quotes", "enclose it in straight quotes `\"`");
        self.compiler.report_fixable(Code::SmartQuotes, span, message, help, fix);
        self.scanner.set_position(span.end);
        Some(content)
    }
}

/// Where other members can be put into the root object, and with which separators, that of the first and that of the next: after
/// the last member, in the manner of the member before, on a line of its own when the closing bracket has one.
fn end_of_members(body: &str) -> (usize, String, String) {
    let inside = body.rsplit_once('}').map_or(body, |(inside, _)| inside);
    let members = inside.trim_end();
    let blank = inside.get(members.len()..).unwrap_or_default();
    let line = if blank.contains('\n') { format!("\n{}", indentation(inside)) } else { String::new() };
    let next = if line.is_empty() { ", ".to_owned() } else { format!(",{line}") };
    let first = if members.ends_with('{') { line } else { next.clone() };
    (members.len(), first, next)
}

/// The blanks before the first member.
fn indentation(inside: &str) -> &str {
    let after_bracket = inside.split_once('{').map_or("", |(_, rest)| rest);
    let line = after_bracket.trim_start_matches(['\r', '\n']);
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..blanks).unwrap_or_default()
}

/// Decodes a literal of a JSON string in the template.
fn decode_literal(literal: &str) -> Result<Cow<'_, str>, CutEscape> {
    let bytes = literal.as_bytes();
    let mut position = 0_usize;
    let mut has_escapes = false;
    while let Some(found) = bytes.get(position..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        has_escapes = true;
        let start = position + found;
        let length = escape_length(bytes.get(start..).unwrap_or_default());
        position = start + length.map_err(|cut| CutEscape { span: cut.span.shifted(start), ..cut })?;
    }
    Ok(decode_text(literal, has_escapes).0)
}

/// How many bytes the complete escape takes that `bytes` begin with.
fn escape_length(bytes: &[u8]) -> Result<usize, CutEscape> {
    let cut = |length, replacement, reason| CutEscape { span: Span::new(0, length), replacement, reason };
    match *bytes {
        [_, letter, ..] if one_letter(letter).is_some() => Ok(2),
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
