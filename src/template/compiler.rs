//! Compiling a template: what the compilers of all formats share.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part};
use crate::field::{FieldInfo, FieldTable};
use crate::template::encoded::encoded_placeholders;
use crate::template::placeholders::{Brackets, Piece, Placement, is_name, name_inside, pieces_in};
use crate::template::rules::Rule;
use crate::text::{Span, clip, nearest_name, shown};

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
    pub(crate) table: FieldTable,
    pub(crate) findings: &'c mut Findings,
    pub(crate) placements: Vec<Placement>,
    /// Fields whose placeholder stands somewhere, be it in the wrong place: they are not reported as missing too.
    mentioned: Vec<bool>,
    unknown: Vec<Span>,
    syntax: TemplateSyntax,
}

impl<'c> Compiler<'c> {
    pub(crate) fn new(
        source: &'c str,
        part: Part,
        syntax: TemplateSyntax,
        table: FieldTable,
        findings: &'c mut Findings,
    ) -> Self {
        let mentioned = vec![false; table.fields.len()];
        Self { source, part, table, findings, placements: Vec::new(), mentioned, unknown: Vec::new(), syntax }
    }

    pub(crate) fn report(&mut self, code: Code, span: Span, message: impl Into<Box<str>>, help: impl Into<Box<str>>) {
        self.findings.push(Diagnostic::new(code, self.part, span, message).help(help));
    }

    pub(crate) fn report_fixable(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<Box<str>>,
        help: impl Into<Box<str>>,
        fix: Option<Fix>,
    ) {
        self.findings.push(Diagnostic::new(code, self.part, span, message).help(help).fix(fix));
    }

    /// The placeholder of `name` as a message shows it.
    fn shown(&self, name: &str) -> String {
        self.syntax.brackets.around(&shown(name).to_string())
    }

    /// Compiles a value of the template, in which placeholders may stand.
    pub(crate) fn value(&mut self, range: Span) -> Rule {
        let mut fields = Vec::new();
        let mut prefix = String::new();
        let mut suffix = String::new();
        for piece in pieces_in(self.syntax.brackets, self.source, range) {
            match piece {
                Piece::Literal(span) => {
                    let literal = self.literal(span);
                    if fields.is_empty() { &mut prefix } else { &mut suffix }.push_str(&literal);
                }
                Piece::Placeholder(span) => fields.extend(self.placeholder(span)),
                Piece::NotAName(span) => self.unknown.push(span),
                Piece::Unclosed(span) => self.unclosed(span),
            }
        }
        match *fields {
            [] => Rule::Static(prefix.into()),
            [field] => Rule::Field { field, prefix: prefix.into(), suffix: suffix.into() },
            _ => {
                self.ambiguous(range, fields.len());
                Rule::Several(fields.into())
            }
        }
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
            let found = at.of(self.source).unwrap_or_default();
            let message = format!("`{}` {}", found.escape_debug(), cut.reason);
            let help = match cut.replacement {
                Some(replacement) => format!("write `{replacement}` for the character itself"),
                None => "write the text itself, or its complete escape".to_owned(),
            };
            let fix = cut.replacement.map(|replacement| {
                let first = Span::new(at.start, at.start.saturating_add(1));
                Fix::new(first, replacement)
            });
            self.report_fixable(Code::CutEscape, at, message, help, fix);
            Cow::Borrowed("")
        })
    }

    /// The field of a placeholder; an unknown one is kept for later, when it is known which fields are still free.
    fn placeholder(&mut self, span: Span) -> Option<usize> {
        let field = self.table.find(name_inside(self.source, span));
        match field {
            Some(field) => {
                self.mention(field);
                self.placements.push(Placement { span, field });
            }
            None => self.unknown.push(span),
        }
        field
    }

    pub(crate) fn mention(&mut self, field: usize) {
        if let Some(mentioned) = self.mentioned.get_mut(field) {
            *mentioned = true;
        }
    }

    /// Counts every placeholder in `range` as mentioned: where the rest of a template cannot be read, no field of it is missing.
    pub(crate) fn mention_all(&mut self, range: Span) {
        for piece in pieces_in(self.syntax.brackets, self.source, range) {
            if let Piece::Placeholder(span) = piece
                && let Some(field) = self.table.find(name_inside(self.source, span))
            {
                self.mention(field);
            }
        }
    }

    /// A placeholder outside of quotes: it is in the right place otherwise.
    pub(crate) fn unquoted(&mut self, span: Span) -> Option<usize> {
        let found = span.of(self.source).unwrap_or_default().to_owned();
        let field = self.placeholder(span);
        self.report_fixable(
            Code::UnquotedPlaceholder,
            span,
            format!("placeholder `{found}` stands outside a JSON string"),
            format!("write `\"{found}\"`"),
            Some(Fix::new(span, format!("\"{found}\""))),
        );
        field
    }

    /// Reports the placeholders in `range`, where none may stand.
    pub(crate) fn misplaced(&mut self, range: Span, place: &str, help: &str) {
        for piece in pieces_in(self.syntax.brackets, self.source, range) {
            match piece {
                Piece::Placeholder(span) | Piece::NotAName(span) => {
                    let name = name_inside(self.source, span).to_owned();
                    if let Some(field) = self.table.find(&name) {
                        self.mention(field);
                    }
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
        let name = self.source.get(span.start.saturating_add(1)..span.end).unwrap_or_default();
        if let Some(field) = self.table.find(name) {
            self.mention(field);
        }
        let bracket = self.source.get(span.start..).and_then(|rest| rest.chars().next()).unwrap_or('<');
        let (message, help) = if name.is_empty() {
            let message = format!("`{bracket}` begins no placeholder");
            (message, format!("write `{}` for the character itself", self.syntax.bracket_escape))
        } else {
            let message = format!("placeholder `{bracket}{}` is not closed", clip(name));
            (message, format!("write `{}`", self.shown(name)))
        };
        self.report(Code::UnclosedPlaceholder, span, message, help);
    }

    /// Reports unknown and missing placeholders, once all of the template is read. `insertion` says how to put in another one.
    pub(crate) fn finish(mut self, insertion: impl Fn(&str) -> (Span, Option<Fix>)) -> (Vec<Placement>, Vec<bool>) {
        self.encoded_placeholders();
        let placed = self.repeated_placeholders();
        for span in std::mem::take(&mut self.unknown) {
            if self.findings.is_full() {
                break;
            }
            self.unknown_placeholder(span);
        }
        for (field, info) in self.table.fields.iter().enumerate() {
            if info.is_required() && self.mentioned.get(field) == Some(&false) {
                let name = info.name();
                let (at, fix) = insertion(name);
                let placeholder = self.syntax.brackets.around(name);
                let message = format!("placeholder `{placeholder}` of a required {} field is missing", self.table.set);
                self.report_fixable(Code::MissingPlaceholder, at, message, format!("add `{placeholder}`"), fix);
            }
        }
        (self.placements, placed)
    }

    /// Reports placeholders of fields that are placed already; gives the fields that are.
    fn repeated_placeholders(&mut self) -> Vec<bool> {
        let mut placed = vec![false; self.table.fields.len()];
        for Placement { span, field } in self.placements.clone() {
            match placed.get_mut(field) {
                Some(placed) if !*placed => *placed = true,
                _ => {
                    let placeholder = self.syntax.brackets.around(self.table.name(field));
                    let message = format!("placeholder `{placeholder}` stands in a second place");
                    let help = "use each placeholder once: when a callback is read, the first counts";
                    self.report(Code::RepeatedPlaceholder, span, message, help);
                }
            }
        }
        placed
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
        let free = self.table.fields.iter().zip(&self.mentioned).filter(|(_, mentioned)| !**mentioned);
        let near_free = nearest_name(written, free.map(|(info, _)| info.name()));
        let near = near_free.or_else(|| nearest_name(written, self.table.fields.iter().map(FieldInfo::name)));
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
        if let Some(field) = near_free.and_then(|name| self.table.find(name)) {
            self.mention(field);
        }
        self.report_fixable(Code::UnknownPlaceholder, span, message, help, fix);
    }
}
