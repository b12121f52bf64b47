//! What is said of other platforms' placeholders.

use crate::diagnostic::{Code, Diagnostic, Fix, Part, Severity};
use crate::field::JsonPlace;
use crate::template::compiler::Compiler;
use crate::template::foreign::{Foreign, Search};
use crate::template::placeholders::Piece;
use crate::text::{BitSet, Span, URI_BYTES, is_name, shown};

/// Where what looks like another platform's placeholder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Where one of the platform's own may stand as well.
    Value,
    /// In the place of a JSON value.
    Bare,
    /// In the name of a parameter.
    Name,
    /// In a fragment, of which there is a finding.
    Fragment,
    /// Elsewhere, where none of the platform's own may stand.
    Outside,
}

/// What looks like another platform's placeholder.
#[derive(Debug)]
pub(crate) struct Stranger {
    found: Foreign,
    severity: Severity,
    standing: Standing,
    /// The value in which it stands, if it is the only placeholder there.
    alone_in: Option<Span>,
}

impl Compiler<'_> {
    /// Looks for other platforms' placeholders in a text, so that nothing else is said of them.
    #[cold]
    pub(crate) fn look_for_foreign(&mut self, range: Span, standing: Standing) {
        let search = Search::new(self.marked, self.syntax.is_percent_encoded);
        let all = match standing {
            Standing::Name => search.whole(range).into_iter().collect(),
            _ => search.anywhere(range),
        };
        let is_alone = all.len() == 1;
        for found in all {
            let severity = if self.may_stand(&found) { Severity::Warning } else { Severity::Error };
            let is_told = match standing {
                Standing::Value | Standing::Bare => true,
                Standing::Outside => !found.is_filled,
                // Indexes are written so in names.
                Standing::Name | Standing::Fragment => false,
            };
            let is_told = is_told || severity == Severity::Error;
            if !is_told {
                continue;
            }
            let around = [Span::new(range.start, found.span.start), Span::new(found.span.end, range.end)];
            let is_alone = is_alone && !around.into_iter().any(|around| self.marked.has_any(around));
            self.take_up(Stranger { found, severity, standing, alone_in: is_alone.then_some(range) });
        }
    }

    /// Takes up the one that is the JSON value that begins at `start`, and gives its end.
    pub(crate) fn bare_foreign(&mut self, start: usize) -> Option<usize> {
        let found = Search::new(self.marked, false).bare(start)?;
        let (severity, standing, span) = (Severity::Error, Standing::Bare, found.span);
        self.take_up(Stranger { found, severity, standing, alone_in: Some(span) });
        Some(span.end)
    }

    fn take_up(&mut self, stranger: Stranger) {
        let at = self.foreign.partition_point(|other| other.found.span.start < stranger.found.span.start);
        self.foreign.insert(at, stranger);
    }

    /// Whether the text may stand there as it is.
    fn may_stand(&self, found: &Foreign) -> bool {
        let is_odd = |piece: Piece| matches!(piece, Piece::NotAName(_) | Piece::Unclosed(_));
        if self.marked.pieces(found.span).any(is_odd) {
            return false;
        }
        let text = found.span.of(self.source).unwrap_or_default();
        let is_of_url = |byte: u8| URI_BYTES.contains(byte) && !(byte == b'#' && self.part == Part::Endpoint);
        !self.syntax.is_percent_encoded || (text.bytes().all(is_of_url) && self.is_whole(text))
    }

    /// Whether a placeholder of the platform's own, or what looks like one, is a part of what was found.
    #[inline]
    pub(super) fn is_refused(&self, piece: Piece) -> bool {
        !self.foreign.is_empty() && !matches!(piece, Piece::Literal(_)) && self.is_foreign(piece.span())
    }

    /// Whether a stretch lies in what was found and may not stand there, of which nothing else is said.
    #[cold]
    pub(crate) fn is_foreign(&self, span: Span) -> bool {
        let before = self.foreign.partition_point(|stranger| stranger.found.span.start <= span.start);
        let last = before.checked_sub(1).and_then(|last| self.foreign.get(last));
        last.is_some_and(|last| last.severity == Severity::Error && span.start < last.found.span.end)
    }

    /// Of encoded placeholders of the platform's own, which stand in their order, and what was found the longer ones stay: `{{id}}`,
    /// or `{id}` in it.
    #[cold]
    pub(super) fn keep_longer(&mut self, own: &mut Vec<(Span, &str)>) {
        let is_inside = |inner: Span, outer: Span| outer.start <= inner.start && inner.end <= outer.end;
        own.retain(|(span, _)| {
            let first = self.foreign.partition_point(|stranger| stranger.found.span.end <= span.start);
            let rest = self.foreign.iter().skip(first).take_while(|stranger| stranger.found.span.start < span.end);
            let mut rest = rest.map(|stranger| (stranger.severity, stranger.found.span));
            rest.all(|(severity, found)| severity != Severity::Error && found != *span && is_inside(found, *span))
        });
        self.foreign.retain(|stranger| {
            let found = stranger.found.span;
            let first = own.partition_point(|(span, _)| span.end <= found.start);
            !own.get(first).is_some_and(|(span, _)| is_inside(found, *span))
        });
    }

    /// What of a text lies beside what was found.
    pub(crate) fn without_foreign(&self, range: Span) -> Vec<Span> {
        let (mut rest, mut parts) = (range, Vec::new());
        let first = self.foreign.partition_point(|stranger| stranger.found.span.end <= range.start);
        let refused = self.foreign.iter().skip(first).filter(|stranger| stranger.severity == Severity::Error);
        for span in refused.map(|stranger| stranger.found.span).take_while(|span| span.start < range.end) {
            parts.push(Span::new(rest.start, span.start.max(rest.start)));
            rest.start = span.end.max(rest.start);
        }
        parts.push(Span::new(rest.start.min(rest.end), rest.end));
        parts
    }

    /// Reports them. The nearest free field is taken to be meant and is not missing then.
    #[cold]
    pub(crate) fn foreign_placeholders(&mut self, meant: &BitSet) {
        for stranger in std::mem::take(&mut self.foreign) {
            self.foreign_placeholder(&stranger, meant);
        }
    }

    #[cold]
    fn foreign_placeholder(&mut self, stranger: &Stranger, meant: &BitSet) {
        let Stranger { found: Foreign { span, name, .. }, severity, standing, .. } = stranger;
        let diagnostic = |message| {
            Diagnostic::new(Code::ForeignPlaceholder, self.part, self.written(*span), message).with_severity(*severity)
        };
        if self.findings.is_full(*severity) {
            let found = diagnostic(String::new());
            return self.findings.push(found);
        }
        let (near, is_free) = self.field_meant_by(name);
        // What is no name, and near to none, may be a part of a secret.
        let message = if near.is_some() || is_name(name.as_bytes()) {
            format!("`{}` is a placeholder of another platform", shown(span.of(self.source).unwrap_or_default()))
        } else {
            "a placeholder of another platform".to_owned()
        };
        let own = |name: &str| self.marked.placeholder(name);
        let help = match (near, standing) {
            (_, Standing::Name | Standing::Fragment | Standing::Outside) => {
                "leave it out: no placeholder may stand there".to_owned()
            }
            (Some(near), _) => format!("did you mean `{}`?", own(near)),
            (None, _) => "use the name of a field, or leave the parameter out".to_owned(),
        };
        let found = diagnostic(message).with_help(help);
        let sure = near.filter(|near| is_free && !self.table.find(near).is_some_and(|field| meant.contains(field)));
        let fix = sure.and_then(|near| self.fix_of(stranger, near)).and_then(|fix| self.safe(fix, false));
        if let Some(near) = near {
            let near = near.to_owned();
            self.mention_name(&near);
        }
        self.findings.push(found.with_fix(fix));
    }

    /// The field that a name means, and whether nothing places it yet.
    fn field_meant_by(&self, name: &str) -> (Option<&str>, bool) {
        let table = self.table;
        if let Some(field) = table.find_written(name) {
            return (Some(table.name(field)), !self.mentioned.contains(field));
        }
        let free = table.names().enumerate().filter(|(field, _)| !self.mentioned.contains(*field));
        match self.nearest(name, free.map(|(_, name)| name)) {
            Some(near) => (Some(near), true),
            None => (self.nearest(name, table.names()), false),
        }
    }

    /// What writes the platform's own placeholder in its place.
    fn fix_of(&self, stranger: &Stranger, name: &str) -> Option<Fix> {
        let span = stranger.found.span;
        let own = self.marked.placeholder(name);
        let value = stranger.alone_in?;
        let is_json = !self.syntax.is_percent_encoded && !self.marked.is_xml();
        let has_quotes = self.table.syntax.json != JsonPlace::Unquoted;
        let is_in_quotes =
            |string: Span| string.of(self.source).is_some_and(|text| text.starts_with('"') && text.ends_with('"'));
        let fix = match stranger.standing {
            Standing::Bare if self.table.syntax.json == JsonPlace::Quoted => Fix::new(span, format!("\"{own}\"")),
            Standing::Value if is_json && !has_quotes => {
                let string = Span::new(value.start.checked_sub(1)?, value.end + 1);
                Some(string)
                    .filter(|string| span == value && is_in_quotes(*string))
                    .map(|string| Fix::new(string, own))?
            }
            Standing::Value | Standing::Bare => Fix::new(span, own),
            Standing::Name | Standing::Fragment | Standing::Outside => return None,
        };
        // What the platform fills in already is carried with what stands around it.
        let is_kept = stranger.severity == Severity::Error || !stranger.found.is_filled;
        Some(fix).filter(|fix| is_kept && self.has_room(fix.length_in(self.source)))
    }
}
