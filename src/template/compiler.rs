//! Compiling a template: what the compilers of all formats share.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part};
use crate::field::{FieldInfo, FieldTable, JsonPlace, Space};
use crate::request::Limits;
use crate::template::encoded::{encoded_placeholders, percent_encoded_placeholders};
use crate::template::foreign_findings::{Standing, Stranger};
use crate::template::marked::{Escapes, Marked, Pieces};
use crate::template::placeholders::{Brackets, Piece, PlacedIn, Placement};
use crate::template::rules::{Around, Kept, ParameterRule, Shape, ShapeBuilder};
use crate::text::{BitSet, Message, Span, is_name, nearest_name, shown, shown_beginning};

/// Decodes a literal; the error tells which escape is not finished.
pub(crate) type DecodeLiteral = fn(&str) -> Result<Cow<'_, str>, CutEscape>;

/// How the templates of a format are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TemplateSyntax {
    pub(crate) brackets: Brackets,
    /// Whether `%` and two digits stand for a byte.
    pub(crate) is_percent_encoded: bool,
    /// How the opening bracket is written where it begins no placeholder. In a syntax of a platform's own only known names do.
    pub(crate) bracket_escape: &'static str,
    pub(crate) decode_literal: DecodeLiteral,
    /// The value that there is, or would be, when a placeholder stands in the place of a stretch that begins in or behind a value:
    /// `None` where none can.
    pub(crate) value_with: fn(&str, Span, Span) -> Option<Span>,
}

/// The value in which a placeholder would stand, where a closing sign ends it.
pub(crate) fn enclosed_value(_: &str, value: Span, span: Span) -> Option<Span> {
    (span.end <= value.end).then_some(value)
}

/// An escape that is cut off or stands for no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CutEscape {
    /// Counted in the literal; not empty.
    pub(crate) span: Span,
    /// What to write instead, where that is sure.
    pub(crate) replacement: Option<&'static str>,
    pub(crate) reason: &'static str,
}

/// The state of compiling one template.
pub(crate) struct Compiler<'c> {
    pub(crate) marked: &'c Marked<'c>,
    pub(crate) source: &'c str,
    pub(crate) part: Part,
    pub(crate) table: &'c FieldTable,
    /// In what the placeholders stand that are found now.
    pub(crate) place: PlacedIn,
    pub(crate) findings: &'c mut Findings,
    pub(crate) shape: ShapeBuilder,
    /// Whether no placeholder may stand in any of it.
    pub(crate) is_fixed: bool,
    placements: Vec<Placement>,
    /// In what each of them stands, as far as the last one that is not where values usually are.
    places: Vec<PlacedIn>,
    /// Fields whose placeholder stands somewhere, be it in the wrong place: they are not reported as missing too.
    pub(super) mentioned: BitSet,
    unknown: Vec<Unknown>,
    /// What looks like other platforms' placeholders, in the order of the text.
    pub(super) foreign: Vec<Stranger>,
    /// The values without brackets, in which a placeholder may stand.
    texts: Vec<Span>,
    pub(super) syntax: TemplateSyntax,
}

/// A placeholder of no known field.
struct Unknown {
    span: Span,
    /// Whether no other one stands in the same value: where it ends can be told then.
    is_alone: bool,
}

/// How another parameter is put into a template, in which its name must be free.
pub(crate) struct Insertion<W> {
    /// The node in which it would stand.
    pub(crate) parent: usize,
    pub(crate) at: usize,
    /// Writes the parameter of a field behind those that were written before it; nothing where there is no place for it.
    pub(crate) write: W,
}

/// So many missing placeholders a message names.
const MOST_NAMED: usize = 32;

/// What compiling makes of a template.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compiled {
    /// The placeholders, in their order.
    pub(crate) placements: Box<[Placement]>,
    pub(crate) shape: Shape,
    /// The template without the escapes of its syntax, where it has some.
    pub(crate) unescaped: Option<Box<Unescaped>>,
}

/// A template without the escapes of its syntax.
#[derive(Debug, Clone)]
pub(crate) struct Unescaped {
    pub(crate) source: Box<str>,
    pub(crate) escapes: Escapes,
}

impl<'c> Compiler<'c> {
    #[inline]
    pub(crate) fn new(marked: &'c Marked<'c>, part: Part, syntax: TemplateSyntax, findings: &'c mut Findings) -> Self {
        let table = marked.table;
        Self {
            marked,
            source: marked.source(),
            part,
            table,
            place: PlacedIn::Value,
            is_fixed: false,
            findings,
            shape: ShapeBuilder::with_capacity(table.fields.len()),
            placements: Vec::with_capacity(table.fields.len()),
            places: Vec::new(),
            mentioned: BitSet::default(),
            unknown: Vec::new(),
            foreign: Vec::new(),
            texts: Vec::new(),
            syntax,
        }
    }

    /// Says in what the placeholders stand that are found from now on, and how literals are decoded there; gives how they were before.
    pub(crate) fn set_place(&mut self, place: PlacedIn, decode_literal: DecodeLiteral) -> DecodeLiteral {
        self.place = place;
        std::mem::replace(&mut self.syntax.decode_literal, decode_literal)
    }

    pub(crate) fn report(&mut self, code: Code, span: Span, message: impl Into<Message>, help: impl Into<Message>) {
        self.findings.push(Diagnostic::new(code, self.part, self.written(span), message).with_help(help));
    }

    /// Where the span stands in the text as it was written.
    pub(super) fn written(&self, span: Span) -> Span {
        self.marked.escapes().map_or(span, |escapes| escapes.written(span))
    }

    pub(crate) fn report_fixable(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<Message>,
        help: impl Into<Message>,
        fix: Option<Fix>,
    ) {
        let is_literal = matches!(code, Code::CutEscape | Code::InvalidCharacter);
        let fix =
            fix.filter(|fix| self.has_room(fix.length_in(self.source))).and_then(|fix| self.safe(fix, is_literal));
        let span = self.written(span);
        self.findings.push(Diagnostic::new(code, self.part, span, message).with_help(help).with_fix(fix));
    }

    /// The fix as it is to be written, where it makes no placeholder of what is none.
    pub(super) fn safe(&self, fix: Fix, is_literal: bool) -> Option<Fix> {
        if self.marked.is_builtin() {
            return Some(fix);
        }
        let replacement = self.marked.replacement(fix.span(), fix.replacement(), is_literal)?;
        Some(Fix::new(self.written(fix.span()), replacement))
    }

    /// Whether the text, with this length, is not too long for a URL where it is one.
    pub(super) fn has_room(&self, length: usize) -> bool {
        self.part != Part::Endpoint || length <= Limits::URL_BYTES
    }

    /// The placeholder of `name` as a message shows it.
    ///
    /// What is no name, and near to none, may be a part of a secret that happens to hold brackets.
    fn shown(&self, name: &str) -> String {
        let (open, close) = self.marked.pair();
        let is_shown = (is_name(name.as_bytes()) && open != close) || self.is_meant(name);
        self.marked.placeholder(&if is_shown { shown(name).to_string() } else { "…".to_owned() })
    }

    /// The one of the `names` that was most likely meant. Those of a large set are not compared: each mistake would cost as much as
    /// the set has names.
    pub(super) fn nearest<'n>(&self, written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        // A name of one letter is near to any short word: only case may differ then.
        let may_be_meant =
            |name: &&str| name.len() > 1 || self.marked.is_builtin() || name.eq_ignore_ascii_case(written);
        if self.table.has_few_names() { nearest_name(written, names.filter(may_be_meant)) } else { None }
    }

    /// Whether somebody most likely meant the name of a field.
    fn is_meant(&self, name: &str) -> bool {
        self.table.find_written(name).is_some() || self.nearest(name, self.table.names()).is_some()
    }

    /// Compiles a value of the template, in which placeholders may stand.
    pub(crate) fn value(&mut self, range: Span) -> ParameterRule {
        let marked = self.marked;
        match marked.pieces(range) {
            Pieces::Scanned(pieces) => self.value_of(range, pieces),
            Pieces::Listed(pieces) => self.value_of(range, pieces),
        }
    }

    #[inline]
    fn value_of(&mut self, range: Span, pieces: impl Iterator<Item = Piece>) -> ParameterRule {
        let first = self.placements.len();
        let first_unknown = self.unknown.len();
        let (mut prefix, mut suffix) = (Kept::NOTHING, Kept::NOTHING);
        let mut is_text = true;
        let mut is_searched = self.syntax.is_percent_encoded;
        for piece in pieces {
            if let Piece::Placeholder(span) = piece
                && self.foreign.is_empty()
            {
                is_text = false;
                self.placeholder(span);
                continue;
            }
            if !matches!(piece, Piece::Placeholder(_)) && !std::mem::replace(&mut is_searched, true) {
                self.look_for_foreign(range, Standing::Value);
            }
            match piece {
                piece if self.is_refused(piece) => {}
                Piece::Literal(span) => {
                    let literal = self.text(span);
                    *(if self.placements.len() == first { &mut prefix } else { &mut suffix }) = literal;
                }
                Piece::Placeholder(span) => _ = self.placeholder(span),
                Piece::NotAName(span) => self.unknown.push(Unknown { span, is_alone: true }),
                Piece::Unclosed(span) => self.unclosed(span),
            }
            is_text &= matches!(piece, Piece::Literal(_));
        }
        if is_text {
            self.texts.push(range);
        }
        let unknown = self.unknown.get_mut(first_unknown..).unwrap_or_default();
        let is_alone = unknown.len() == 1 && self.placements.len() == first;
        for unknown in unknown {
            unknown.is_alone = is_alone;
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

    /// Decodes a literal, reporting each escape that runs into what follows, which then stands for itself.
    pub(crate) fn literal(&mut self, span: Span) -> Cow<'c, str> {
        let mut rest: &'c str = span.of(self.source).unwrap_or_default();
        let mut decoded = Cow::Borrowed("");
        loop {
            let cut = match (self.syntax.decode_literal)(rest) {
                Ok(text) if decoded.is_empty() => return text,
                Ok(text) => {
                    decoded.to_mut().push_str(&text);
                    return decoded;
                }
                Err(cut) => cut,
            };
            let before = rest.get(..cut.span.start).unwrap_or_default();
            let before = (self.syntax.decode_literal)(before).unwrap_or(Cow::Borrowed(before));
            let start = span.end - rest.len();
            self.cut_escape(cut, cut.span.shifted(start));
            decoded.to_mut().push_str(&before);
            decoded.to_mut().push_str(cut.span.of(rest).unwrap_or_default());
            rest = rest.get(cut.span.end..).unwrap_or_default();
        }
    }

    fn cut_escape(&mut self, cut: CutEscape, at: Span) {
        // What is cut by a placeholder that eats the beginning of its run is told with that.
        let is_eaten = self.marked.eaten().binary_search_by_key(&at.start, |eaten| eaten.end).is_ok();
        if is_eaten || self.is_foreign(at) {
            return;
        }
        if self.findings.is_full(Code::CutEscape.severity()) {
            return self.report(Code::CutEscape, at, "", "");
        }
        let found = shown_beginning(at.of(self.source).unwrap_or_default());
        let message = format!("`{found}` {}", cut.reason);
        let help = match cut.replacement {
            Some(replacement) => format!("write `{replacement}` for the character itself"),
            None => "write the text itself, or its complete escape".to_owned(),
        };
        let fix = cut.replacement.map(|replacement| Fix::new(Span::new(at.start, at.start + 1), replacement));
        self.report_fixable(Code::CutEscape, at, message, help, fix);
    }

    /// Whether the inside of a string decodes as it is.
    pub(crate) fn is_whole(&self, literal: &str) -> bool {
        (self.syntax.decode_literal)(literal).is_ok()
    }

    /// The field of a placeholder; an unknown one is kept for later, when it is known which fields are still free.
    fn placeholder(&mut self, span: Span) -> Option<usize> {
        // Most templates place the fields in the order of their table.
        let next = self.placements.last().map_or(0, |placement| placement.field + 1);
        let is_next = self.table.fields.get(next).is_some_and(|field| self.marked.is_name_inside(span, field.name()));
        let field = if is_next { Some(next) } else { self.table.find_written(self.marked.name_inside(span)) };
        match field {
            Some(field) => {
                self.mentioned.insert(field);
                self.placements.push(Placement { span, field });
                if self.place != PlacedIn::Value {
                    self.places.resize(self.placements.len() - 1, PlacedIn::Value);
                    self.places.push(self.place);
                }
            }
            None => self.unknown.push(Unknown { span, is_alone: true }),
        }
        field
    }

    /// Counts the field of this name, if there is one, as mentioned.
    pub(super) fn mention_name(&mut self, name: &str) {
        if let Some(field) = self.table.find_written(name) {
            self.mentioned.insert(field);
        }
    }

    /// Counts every placeholder in `range` as mentioned: where the rest of a template cannot be read, no field of it is missing.
    pub(crate) fn mention_all(&mut self, range: Span) {
        for piece in self.marked.pieces(range) {
            if let Piece::Placeholder(span) = piece {
                self.mention_name(self.marked.name_inside(span));
            }
        }
    }

    /// A placeholder outside of quotes: it is in the right place otherwise.
    pub(crate) fn unquoted(&mut self, span: Span) -> Option<usize> {
        let quoted = format!("\"{}\"", span.of(self.source).unwrap_or_default());
        let found = self.shown(self.marked.name_inside(span));
        let field = self.placeholder(span);
        let message = format!("placeholder `{found}` stands outside a JSON string");
        let help = format!("write `\"{found}\"`");
        self.report_fixable(Code::UnquotedPlaceholder, span, message, help, Some(Fix::new(span, quoted)));
        field
    }

    /// Reports the placeholders in `range`, where none may stand; `help` writes where they may.
    pub(crate) fn misplaced(&mut self, range: Span, place: &str, help: &dyn Fn(&Self) -> String) {
        let marked = self.marked;
        match marked.pieces(range) {
            Pieces::Scanned(pieces) => self.misplaced_among(pieces, place, help),
            Pieces::Listed(pieces) => self.misplaced_among(pieces, place, help),
        }
    }

    fn misplaced_among(&mut self, pieces: impl Iterator<Item = Piece>, place: &str, help: &dyn Fn(&Self) -> String) {
        for piece in pieces {
            match piece {
                piece if self.is_refused(piece) => {}
                Piece::Placeholder(span) | Piece::NotAName(span) => {
                    let name = self.marked.name_inside(span).to_owned();
                    self.mention_name(&name);
                    // What eats an escape is told as that.
                    let eaten = if self.syntax.is_percent_encoded { self.marked.eaten() } else { &[] };
                    if eaten.binary_search_by_key(&span.start, |eaten| eaten.start).is_ok() {
                        continue;
                    }
                    let shown = self.shown(&name);
                    let message = format!("placeholder `{shown}` stands in {place}");
                    self.report(Code::MisplacedPlaceholder, span, message, help(self));
                }
                Piece::Unclosed(span) => self.unclosed(span),
                Piece::Literal(_) => {}
            }
        }
    }

    pub(crate) fn unclosed(&mut self, span: Span) {
        let open = self.marked.pair().0;
        let name = self.source.get(span.start + open.len()..span.end).unwrap_or_default();
        self.mention_name(name);
        if self.findings.is_full(Code::UnclosedPlaceholder.severity()) {
            return self.report(Code::UnclosedPlaceholder, span, "", "");
        }
        let (message, help) = if self.is_meant(name) {
            let message = format!("placeholder `{open}{}` is not closed", shown(name));
            (message, format!("write `{}`", self.shown(name)))
        } else {
            let message = format!("`{open}` begins no placeholder");
            (message, format!("write `{}` for the character itself", self.syntax.bracket_escape))
        };
        self.report(Code::UnclosedPlaceholder, span, message, help);
    }

    /// Reports names that stand twice, which `describe` tells in a message and a help, and unknown and missing placeholders, once
    /// all of the template is read. Where the latter can be put in is asked for if there are any.
    pub(crate) fn finish<W: Fn(&mut String, &str)>(
        mut self,
        describe: impl Fn(&str) -> (String, &'static str),
        insertion: impl FnOnce() -> Insertion<W>,
    ) -> Compiled {
        let (mut shape, twins) = std::mem::take(&mut self.shape).finish(self.source);
        for (span, name) in twins {
            let (message, help) = describe(&name);
            self.report(Code::RepeatedParameter, span, message, help);
        }
        let meant = self.encoded_placeholders();
        self.repeated_placeholders();
        if !self.foreign.is_empty() {
            self.foreign_placeholders(&meant);
        }
        for unknown in std::mem::take(&mut self.unknown) {
            if self.findings.is_full(Code::UnknownPlaceholder.severity()) {
                self.report(Code::UnknownPlaceholder, unknown.span, "", "");
                continue;
            }
            self.unknown_placeholder(&unknown, &meant);
        }
        let is_missing = |field: usize, info: &FieldInfo| info.is_required() && !self.mentioned.contains(field);
        let fields = self.table.fields.iter().enumerate();
        let missing: Vec<_> =
            fields.filter(|(field, info)| is_missing(*field, info)).map(|(field, info)| (field, info.name())).collect();
        if !missing.is_empty() {
            self.missing_placeholders(&missing, &shape, &meant, &insertion());
        }
        self.lookalikes();
        let unescaped = self
            .marked
            .escapes()
            .map(|escapes| Box::new(Unescaped { source: self.source.into(), escapes: escapes.clone() }));
        if self.table.syntax.space != Space::Percent || !self.places.is_empty() {
            self.places.resize(self.placements.len(), PlacedIn::Value);
            shape.places = self.places.into();
        }
        Compiled { placements: self.placements.into(), shape, unescaped }
    }

    /// Reports what the platform takes for a placeholder that is none, and what it takes for none that is nearly one.
    fn lookalikes(&mut self) {
        let marked = self.marked;
        let eaten = if self.syntax.is_percent_encoded { marked.eaten() } else { &[] };
        for span in eaten {
            let found = span.of(self.source).unwrap_or_default();
            let piece =
                marked.piece_at(span.start).map_or("", |piece| piece.span().of(self.source).unwrap_or_default());
            let message = format!("`{found}` is no percent-encoding: the platform takes `{piece}` for a placeholder");
            let help = "leave the character out, or write one that needs no escape";
            self.report(Code::EatenEscape, *span, message, help);
        }
        for (span, field) in marked.near() {
            let found = shown(span.of(self.source).unwrap_or_default());
            let near = marked.placeholder(self.table.name(*field));
            let message = format!("`{found}` is no placeholder, so it is plain text");
            self.report(Code::NearPlaceholder, *span, message, format!("did you mean `{near}`?"));
        }
    }

    /// Reports the placeholders that are missing as one finding. Its fix puts in all for which there is a place.
    #[cold]
    fn missing_placeholders<W: Fn(&mut String, &str)>(
        &mut self,
        missing: &[(usize, &str)],
        shape: &Shape,
        meant: &BitSet,
        Insertion { parent, at, write }: &Insertion<W>,
    ) {
        let mut inserted = String::new();
        for (field, name) in missing {
            // One that is written with encoded brackets is fixed there.
            if meant.contains(*field) || shape.called(self.source, *parent, name).next().is_some() {
                continue;
            }
            let before = inserted.len();
            write(&mut inserted, name);
            let parameter = inserted.get(before..).unwrap_or_default();
            // The name of a parameter may hold what is a placeholder, too.
            if !parameter.is_empty() && !self.marked.holds_one(parameter) {
                inserted.truncate(before);
            }
            if !self.has_room(self.source.len() + inserted.len()) {
                inserted.truncate(before);
            }
        }
        let fix = (!inserted.is_empty()).then(|| Fix::new(Span::at(*at), inserted));
        let set = &self.table.set;
        let named = missing.iter().take(MOST_NAMED).map(|(_, name)| format!("`{}`", self.marked.placeholder(name)));
        let named = named.collect::<Vec<_>>().join(", ");
        let (message, help) = match missing.len() {
            1 => (format!("placeholder {named} of a required {set} field is missing"), format!("add {named}")),
            count => {
                let more = count.saturating_sub(MOST_NAMED);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let message = format!("{count} placeholders of required {set} fields are missing: {named}{more}");
                (message, "add a parameter for each of them".to_owned())
            }
        };
        self.report_fixable(Code::MissingPlaceholder, Span::at(*at), message, help, fix);
    }

    /// Reports placeholders of fields that are placed already.
    fn repeated_placeholders(&mut self) {
        let mut placed = BitSet::default();
        let twice = |placement: &&Placement| !placed.insert(placement.field);
        for Placement { span, field, .. } in self.placements.iter().filter(twice) {
            let placeholder = self.marked.placeholder(self.table.name(*field));
            let message = format!("placeholder `{placeholder}` stands in a second place");
            let help = "use each placeholder once: when a callback is read, the first counts";
            let span = self.written(*span);
            self.findings.push(Diagnostic::new(Code::RepeatedPlaceholder, self.part, span, message).with_help(help));
        }
    }

    /// Those of known fields whose brackets are encoded, with the names. What is another platform's placeholder is told as that.
    fn encoded(&mut self) -> Vec<(Span, &'c str)> {
        if self.marked.is_builtin() {
            return encoded_placeholders(self.source, self.table);
        }
        let mut found = percent_encoded_placeholders(self.marked);
        if !found.is_empty() && !self.foreign.is_empty() {
            self.keep_longer(&mut found);
        }
        found
    }

    /// Reports placeholders of known fields whose brackets are encoded, and gives the fields of those that stand where they may.
    fn encoded_placeholders(&mut self) -> BitSet {
        let mut meant = BitSet::default();
        let found = self.encoded();
        for (index, (span, name)) in found.iter().enumerate() {
            let placeholder = self.marked.placeholder(name);
            let message = format!("placeholder `{placeholder}` is written with encoded brackets, so it is plain text");
            let help = format!("write `{placeholder}`");
            let neighbours = [index.checked_sub(1), index.checked_add(1)];
            let neighbours = neighbours.map(|neighbour| Some(found.get(neighbour?)?.0));
            let value = self.value_of_one(*span, neighbours);
            if let Some(field) = self.table.find(name).filter(|_| value.is_some()) {
                meant.insert(field);
            }
            // What stands around it must be complete without it.
            let is_whole = |span: Span| span.of(self.source).is_some_and(|text| self.is_whole(text));
            let around = value.map(|value| [Span::new(value.start, span.start), Span::new(span.end, value.end)]);
            let is_sure = around.is_some_and(|around| around.into_iter().all(is_whole));
            // In quotes the platform takes it for none, where it writes its own.
            let is_json = !self.syntax.is_percent_encoded && !self.marked.is_xml();
            let is_sure = is_sure && !(is_json && self.table.syntax.json == JsonPlace::Unquoted);
            let fix = is_sure.then(|| Fix::new(*span, placeholder));
            self.report_fixable(Code::EncodedPlaceholder, *span, message, help, fix);
        }
        meant
    }

    /// The value that an encoded placeholder stands in, if no other one does. Elsewhere the fix would make a misplaced placeholder
    /// of it, or an ambiguous value.
    fn value_of_one(&self, span: Span, neighbours: [Option<Span>; 2]) -> Option<Span> {
        let after = self.texts.partition_point(|text| text.start <= span.start);
        let text = self.texts.get(after.checked_sub(1)?)?;
        let value = (self.syntax.value_with)(self.source, *text, span)?;
        let is_other = |other: &Span| other.start < value.end && value.start < other.end;
        (!neighbours.iter().flatten().any(is_other)).then_some(value)
    }

    /// Reports a placeholder that no field has; the nearest free field is taken to be meant and is not missing then.
    fn unknown_placeholder(&mut self, &Unknown { span, is_alone }: &Unknown, meant: &BitSet) {
        let written = self.marked.name_inside(span);
        let table = self.table;
        let free = table.names().enumerate().filter(|(field, _)| !self.mentioned.contains(*field));
        // Between blanks a name is that name, and no other that is near to it.
        let same = table.find_written(written.trim()).map(|field| table.name(field));
        let near_free = same.or_else(|| self.nearest(written, free.map(|(_, name)| name)));
        let near = near_free.or_else(|| self.nearest(written, table.names()));
        let shown = self.shown(written);
        let message = if is_name(written.as_bytes()) || !self.marked.is_builtin() {
            format!("`{shown}` is not a placeholder of the {} fields", self.table.set)
        } else {
            format!("`{shown}` is not a placeholder: a name is letters, digits, `_` and `.`")
        };
        let help = match near {
            Some(name) => format!("did you mean `{}`?", self.marked.placeholder(name)),
            None => "use the name of a field, or leave the parameter out".to_owned(),
        };
        let is_meant = |name: &&str| table.find(name).is_some_and(|field| meant.contains(field));
        // What stands behind a colon is an argument, of which another one is no misspelling.
        let is_argument =
            |name: &&str| !self.marked.is_builtin() && [written, name].iter().any(|text| text.contains(':'));
        let sure = near_free.filter(|name| is_alone && !is_meant(name) && !is_argument(name));
        let fix = sure.map(|name| Fix::new(span, self.marked.placeholder(name)));
        if let Some(name) = near_free {
            self.mention_name(name);
        }
        self.report_fixable(Code::UnknownPlaceholder, span, message, help, fix);
    }
}
