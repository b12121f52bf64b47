use crate::diagnostic::{Code, Diagnostic, LineColumn, Part, Report, Severity, Span};

/// Collects findings while a profile is checked.
///
/// At most [`Findings::MOST`] are kept, so that a file of a million mistakes is answered in a page and not in gigabytes.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Diagnostic>,
    left_out: usize,
    errors: usize,
}

impl Findings {
    pub(crate) const MOST: usize = 1_000;

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity() == Severity::Error {
            self.errors = self.errors.saturating_add(1);
        }
        if self.kept.len() < Self::MOST {
            self.kept.push(diagnostic);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    /// Whether there is no room for another: nobody needs to work out its text.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= Self::MOST
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0 || self.left_out > 0
    }

    /// The report, ordered by place. `text_of` gives the text of a part, in which lines and columns are counted.
    pub(crate) fn into_report<'t>(mut self, text_of: impl Fn(&Diagnostic) -> &'t str) -> Report {
        self.kept.sort_by_key(|found| (found.part(), found.part_member().map(str::to_owned), found.span()));
        place(&mut self.kept, text_of);
        if self.left_out > 0 {
            let message = format!("{} further findings are left out", self.left_out);
            let part = self.kept.last().map_or(Part::File, Diagnostic::part);
            let left_out = Diagnostic::new(Code::TooManyFindings, part, Span::at(0), message);
            self.kept.push(left_out.help("mend those above and check again"));
        }
        Report::new(self.kept)
    }
}

/// Gives each diagnostic its line and column. Neighbours of one text are counted on from each other, so the cost is linear.
fn place<'t>(diagnostics: &mut [Diagnostic], text_of: impl Fn(&Diagnostic) -> &'t str) {
    let mut last: Option<(&'t str, usize, LineColumn)> = None;
    for diagnostic in diagnostics {
        let text = text_of(diagnostic);
        let offset = diagnostic.span().start;
        let place = match last {
            Some((same, from, place)) if std::ptr::eq(same, text) => advance(text, from, place, offset),
            _ => LineColumn::of(text, offset),
        };
        diagnostic.set_place(place);
        last = Some((text, offset, place));
    }
}

/// The place of the byte at `to`, counted on from `from`.
fn advance(text: &str, from: usize, place: LineColumn, to: usize) -> LineColumn {
    let between = LineColumn::of(text.get(from..to).unwrap_or_default(), usize::MAX);
    if between.line == 1 {
        let column = place.column.saturating_add(between.column).saturating_sub(1);
        LineColumn { line: place.line, column }
    } else {
        let line = place.line.saturating_add(between.line).saturating_sub(1);
        LineColumn { line, column: between.column }
    }
}
