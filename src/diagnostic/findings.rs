//! What a check has found so far.

use crate::diagnostic::{Code, Diagnostic, Part, Report, Severity};
use crate::text::{LineCounter, Span};

/// Collects findings while a profile is checked.
///
/// At most [`Findings::MOST`] are kept, so that a file of a million mistakes is answered in a page and not in gigabytes.
#[derive(Debug)]
pub(crate) struct Findings {
    kept: Vec<Diagnostic>,
    left_out: usize,
    most: usize,
}

impl Default for Findings {
    fn default() -> Self {
        Self::up_to(Self::MOST)
    }
}

impl Findings {
    pub(crate) const MOST: usize = 1_000;

    /// Keeps as many as `most`: who applies fixes wants to know all of them at once.
    pub(crate) const fn up_to(most: usize) -> Self {
        Self { kept: Vec::new(), left_out: 0, most }
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.kept.len() < self.most {
            self.kept.push(diagnostic);
        } else {
            self.left_out += 1;
        }
    }

    /// Whether there is no room for another: nobody needs to work out its text.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= self.most
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.left_out > 0 || self.kept.iter().any(|found| found.severity() == Severity::Error)
    }

    /// The report, ordered by place. `text_of` gives the text of a part, in which lines and columns are counted.
    pub(crate) fn into_report<'t>(mut self, text_of: impl Fn(&Diagnostic) -> &'t str) -> Report {
        self.kept.sort_by(Diagnostic::by_place);
        let mut counter = LineCounter::new(b"");
        for found in &mut self.kept {
            let text = text_of(found).as_bytes();
            if !std::ptr::eq(counter.text, text) {
                counter = LineCounter::new(text);
            }
            found.set_place(counter.place(found.span().start));
        }
        self.into_report_in_order()
    }

    /// The report, in the order in which the findings were made, at the places they have.
    pub(crate) fn into_report_in_order(mut self) -> Report {
        if self.left_out > 0 {
            let message = format!("{} further findings are left out", self.left_out);
            let part = self.kept.last().map_or(Part::File, Diagnostic::part);
            let left_out = Diagnostic::new(Code::TooManyFindings, part, Span::at(0), message);
            self.kept.push(left_out.help("mend those above and check again"));
        }
        Report::new(self.kept)
    }
}
