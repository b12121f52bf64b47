//! What a check has found so far.

use crate::diagnostic::{Code, Diagnostic, Part, Report, Severity};
use crate::text::{LineCounter, Span};

/// Collects findings while a profile is checked.
///
/// At most [`Findings::MOST`] are kept, so that a file of a million mistakes is answered in a page and not in gigabytes.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Diagnostic>,
    left_out: usize,
}

impl Findings {
    pub(crate) const MOST: usize = 1_000;

    /// How many mends are applied in one go to a text of `length` bytes: everything is checked again after each, so a giant text
    /// gets fewer.
    pub(crate) fn most_mends(length: usize) -> usize {
        const BYTES: usize = 256 * 1024 * 1024;
        BYTES.checked_div(length).unwrap_or(Self::MOST).min(Self::MOST)
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.kept.len() < Self::MOST {
            self.kept.push(diagnostic);
        } else {
            self.left_out += 1;
        }
    }

    /// Whether there is no room for another: nobody needs to work out its text.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= Self::MOST
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
