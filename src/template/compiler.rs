//! Compiling a template: what the compilers of all formats share.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part};
use crate::field::FieldTable;
use crate::template::encoded::encoded_placeholders;
use crate::template::placeholders::{Brackets, Piece, Placement, name_inside, pieces_in, placeholders_in};
use crate::template::rules::{Around, Kept, ParameterRule, Shape, ShapeBuilder};
use crate::text::{BitSet, Message, Span, is_name, nearest_name, shown, shown_beginning};

/// How the templates of a format are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TemplateSyntax {
    pub(crate) brackets: Brackets,
    /// How the opening bracket is written where it begins no placeholder.
    pub(crate) bracket_escape: &'static str,
    /// Decodes a literal; the error tells which escape is not finished.
    pub(crate) decode_literal: fn(&str) -> Result<Cow<'_, str>, CutEscape>,
    /// Whether a stretch of a template surely stands where a placeholder may.
    pub(crate) is_in_value: fn(&str, Span) -> bool,
}

/// An escape that is cut off or stands for no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CutEscape {
    /// Counted in the literal.
    pub(crate) span: Span,
    /// What to write instead, where that is sure.
    pub(crate) replacement: Option<&'static str>,
    pub(crate) reason: &'static str,
}

/// The state of compiling one template.
pub(crate) struct Compiler<'c> {
    pub(crate) source: &'c str,
    pub(crate) part: Part,
    pub(crate) table: &'c FieldTable,
    pub(crate) findings: &'c mut Findings,
    pub(crate) shape: ShapeBuilder,
    placements: Vec<Placement>,
    /// Fields whose placeholder stands somewhere, be it in the wrong place: they are not reported as missing too.
    mentioned: BitSet,
    unknown: Vec<Span>,
    syntax: TemplateSyntax,
}

/// How another parameter is put into a template, in which its name must be free.
pub(crate) struct Insertion<W> {
    /// The node in which it would stand.
    pub(crate) parent: usize,
    pub(crate) at: usize,
    /// Writes the parameter of a field, where there is a place for it.
    pub(crate) write: W,
}

/// What compiling makes of a template.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compiled {
    /// The placeholders, in their order.
    pub(crate) placements: Box<[Placement]>,
    pub(crate) shape: Shape,
}

impl<'c> Compiler<'c> {
    pub(crate) fn new(
        source: &'c str,
        part: Part,
        syntax: TemplateSyntax,
        table: &'c FieldTable,
        findings: &'c mut Findings,
    ) -> Self {
        Self {
            source,
            part,
            table,
            findings,
            shape: ShapeBuilder::with_capacity(table.fields.len()),
            placements: Vec::with_capacity(table.fields.len()),
            mentioned: BitSet::default(),
            unknown: Vec::new(),
            syntax,
        }
    }

    pub(crate) fn report(&mut self, code: Code, span: Span, message: impl Into<Message>, help: impl Into<Message>) {
        self.findings.push(Diagnostic::new(code, self.part, span, message).help(help));
    }

    pub(crate) fn report_fixable(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<Message>,
        help: impl Into<Message>,
        fix: Option<Fix>,
    ) {
        self.findings.push(Diagnostic::new(code, self.part, span, message).help(help).fix(fix));
    }

    /// The placeholder of `name` as a message shows it.
    ///
    /// What is no name, and near to none, may be a part of a secret that happens to hold brackets.
    fn shown(&self, name: &str) -> String {
        let is_shown = is_name(name.as_bytes()) || self.is_meant(name);
        self.syntax.brackets.around(&if is_shown { shown(name).to_string() } else { "…".to_owned() })
    }

    /// Whether somebody most likely meant the name of a field.
    fn is_meant(&self, name: &str) -> bool {
        nearest_name(name, self.table.names()).is_some()
    }

    /// Compiles a value of the template, in which placeholders may stand.
    pub(crate) fn value(&mut self, range: Span) -> ParameterRule {
        let first = self.placements.len();
        let (mut prefix, mut suffix) = (Kept::NOTHING, Kept::NOTHING);
        for piece in pieces_in(self.syntax.brackets, self.source, range) {
            match piece {
                Piece::Literal(span) => {
                    let literal = self.text(span);
                    *(if self.placements.len() == first { &mut prefix } else { &mut suffix }) = literal;
                }
                Piece::Placeholder(span) => _ = self.placeholder(span),
                Piece::NotAName(span) => self.unknown.push(span),
                Piece::Unclosed(span) => self.unclosed(span),
            }
        }
        match self.placements.get(first..).unwrap_or_default() {
            [] => ParameterRule::Static(prefix),
            [Placement { field, .. }] => {
                let is_bare = prefix.is_empty() && suffix.is_empty();
                ParameterRule::Field { field: *field, around: (!is_bare).then(|| Box::new(Around { prefix, suffix })) }
            }
            several => {
                let fields: Box<[_]> = several.iter().map(|placement| placement.field).collect();
                self.ambiguous(range, fields.len());
                ParameterRule::Several(fields)
            }
        }
    }

    /// The decoded text of a literal, kept for the shape.
    pub(crate) fn text(&mut self, span: Span) -> Kept {
        match self.literal(span) {
            // It stands there as it is.
            Cow::Borrowed(text) if text.len() == span.len() => Kept::written(span),
            decoded => self.shape.add(self.source, &decoded),
        }
    }

    /// A text that was kept.
    #[cfg(feature = "xml")]
    pub(crate) fn kept(&self, kept: Kept) -> &str {
        self.shape.text(self.source, kept)
    }

    fn ambiguous(&mut self, range: Span, count: usize) {
        let message =
            format!("{count} placeholders stand in one value: when it is read, where one ends cannot be told");
        self.report(Code::AmbiguousValue, range, message, "give each placeholder a parameter of its own");
    }

    /// Decodes a literal, reporting an escape that runs into what follows.
    pub(crate) fn literal(&mut self, span: Span) -> Cow<'c, str> {
        let text: &'c str = span.of(self.source).unwrap_or_default();
        (self.syntax.decode_literal)(text).unwrap_or_else(|cut| {
            let at = cut.span.shifted(span.start);
            let found = shown_beginning(at.of(self.source).unwrap_or_default());
            let message = format!("`{found}` {}", cut.reason);
            let help = match cut.replacement {
                Some(replacement) => format!("write `{replacement}` for the character itself"),
                None => "write the text itself, or its complete escape".to_owned(),
            };
            let fix = cut.replacement.map(|replacement| Fix::new(Span::new(at.start, at.start + 1), replacement));
            self.report_fixable(Code::CutEscape, at, message, help, fix);
            Cow::Borrowed("")
        })
    }

    /// The field of a placeholder; an unknown one is kept for later, when it is known which fields are still free.
    fn placeholder(&mut self, span: Span) -> Option<usize> {
        let field = self.table.find(name_inside(self.source, span));
        match field {
            Some(field) => {
                self.mentioned.insert(field);
                self.placements.push(Placement { span, field });
            }
            None => self.unknown.push(span),
        }
        field
    }

    /// Counts the field of this name, if there is one, as mentioned.
    fn mention_name(&mut self, name: &str) {
        if let Some(field) = self.table.find(name) {
            self.mentioned.insert(field);
        }
    }

    /// Counts every placeholder in `range` as mentioned: where the rest of a template cannot be read, no field of it is missing.
    pub(crate) fn mention_all(&mut self, range: Span) {
        for span in placeholders_in(self.syntax.brackets, self.source, range) {
            self.mention_name(name_inside(self.source, span));
        }
    }

    /// A placeholder outside of quotes: it is in the right place otherwise.
    pub(crate) fn unquoted(&mut self, span: Span) -> Option<usize> {
        let quoted = format!("\"{}\"", span.of(self.source).unwrap_or_default());
        let found = self.shown(name_inside(self.source, span));
        let field = self.placeholder(span);
        let message = format!("placeholder `{found}` stands outside a JSON string");
        let help = format!("write `\"{found}\"`");
        self.report_fixable(Code::UnquotedPlaceholder, span, message, help, Some(Fix::new(span, quoted)));
        field
    }

    /// Reports the placeholders in `range`, where none may stand.
    pub(crate) fn misplaced(&mut self, range: Span, place: &str, help: &str) {
        for piece in pieces_in(self.syntax.brackets, self.source, range) {
            match piece {
                Piece::Placeholder(span) | Piece::NotAName(span) => {
                    let name = name_inside(self.source, span).to_owned();
                    self.mention_name(&name);
                    let shown = self.shown(&name);
                    let message = format!("placeholder `{shown}` stands in {place}");
                    self.report(Code::MisplacedPlaceholder, span, message, help);
                }
                Piece::Unclosed(span) => self.unclosed(span),
                Piece::Literal(_) => {}
            }
        }
    }

    pub(crate) fn unclosed(&mut self, span: Span) {
        let name = self.source.get(span.start + 1..span.end).unwrap_or_default();
        self.mention_name(name);
        let bracket = self.source.get(span.start..).and_then(|rest| rest.chars().next()).unwrap_or('<');
        let (message, help) = if self.is_meant(name) {
            let message = format!("placeholder `{bracket}{}` is not closed", shown(name));
            (message, format!("write `{}`", self.shown(name)))
        } else {
            let message = format!("`{bracket}` begins no placeholder");
            (message, format!("write `{}` for the character itself", self.syntax.bracket_escape))
        };
        self.report(Code::UnclosedPlaceholder, span, message, help);
    }

    /// Reports names that stand twice, which `describe` tells in a message and a help, and unknown and missing placeholders, once
    /// all of the template is read.
    pub(crate) fn finish(
        mut self,
        describe: impl Fn(&str) -> (String, &'static str),
        Insertion { parent, at, write }: Insertion<impl Fn(&str) -> Option<String>>,
    ) -> Compiled {
        let (shape, twins) = std::mem::take(&mut self.shape).finish(self.source);
        for (span, name) in twins {
            let (message, help) = describe(&name);
            self.report(Code::RepeatedParameter, span, message, help);
        }
        self.encoded_placeholders();
        self.repeated_placeholders();
        for span in std::mem::take(&mut self.unknown) {
            if self.findings.is_full() {
                break;
            }
            self.unknown_placeholder(span);
        }
        for (field, info) in self.table.fields.iter().enumerate() {
            if info.is_required() && !self.mentioned.contains(field) {
                let name = info.name();
                let is_free = shape.find(self.source, parent, name).is_none();
                let at = Span::at(at);
                let fix = is_free.then(|| write(name)).flatten().map(|written| Fix::new(at, written));
                let placeholder = self.syntax.brackets.around(name);
                let message = format!("placeholder `{placeholder}` of a required {} field is missing", self.table.set);
                self.report_fixable(Code::MissingPlaceholder, at, message, format!("add `{placeholder}`"), fix);
            }
        }
        Compiled { placements: self.placements.into(), shape }
    }

    /// Reports placeholders of fields that are placed already.
    fn repeated_placeholders(&mut self) {
        let mut placed = BitSet::default();
        let twice = |placement: &&Placement| !placed.insert(placement.field);
        for Placement { span, field } in self.placements.iter().filter(twice) {
            let placeholder = self.syntax.brackets.around(self.table.name(*field));
            let message = format!("placeholder `{placeholder}` stands in a second place");
            let help = "use each placeholder once: when a callback is read, the first counts";
            self.findings.push(Diagnostic::new(Code::RepeatedPlaceholder, self.part, *span, message).help(help));
        }
    }

    /// Reports placeholders of known fields whose brackets are encoded.
    fn encoded_placeholders(&mut self) {
        for (span, name) in encoded_placeholders(self.source, self.table) {
            let placeholder = self.syntax.brackets.around(name);
            let message = format!("placeholder `{placeholder}` is written with encoded brackets, so it is plain text");
            let help = format!("write `{placeholder}`");
            // Elsewhere the mend would make a misplaced placeholder of it.
            let fix = (self.syntax.is_in_value)(self.source, span).then(|| Fix::new(span, placeholder));
            self.report_fixable(Code::EncodedPlaceholder, span, message, help, fix);
        }
    }

    /// Reports a placeholder that no field has; the nearest free field is taken to be meant and is not missing then.
    fn unknown_placeholder(&mut self, span: Span) {
        let written = name_inside(self.source, span);
        let table = self.table;
        let free = table.names().enumerate().filter(|(field, _)| !self.mentioned.contains(*field));
        let near_free = nearest_name(written, free.map(|(_, name)| name));
        let near = near_free.or_else(|| nearest_name(written, table.names()));
        let shown = self.shown(written);
        let message = if is_name(written.as_bytes()) {
            format!("`{shown}` is not a placeholder of the {} fields", self.table.set)
        } else {
            format!("`{shown}` is not a placeholder: a name is letters, digits, `_` and `.`")
        };
        let help = match near {
            Some(name) => format!("did you mean `{}`?", self.syntax.brackets.around(name)),
            None => "use the name of a field, or leave the parameter out".to_owned(),
        };
        let fix = near_free.map(|name| Fix::new(span, self.syntax.brackets.around(name)));
        if let Some(name) = near_free {
            self.mention_name(name);
        }
        self.report_fixable(Code::UnknownPlaceholder, span, message, help, fix);
    }
}
