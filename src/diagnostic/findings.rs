//! What a check has found so far.

use std::ops::AddAssign;

use crate::diagnostic::{Diagnostic, Part, Report, Severity};
use crate::text::{LineCounter, sort_by};

/// Collects findings while a profile is checked.
///
/// At most [`Findings::MOST`] are reported, errors before warnings and warnings before notes, so that a file of a million mistakes is
/// answered in a page and not in gigabytes.
#[derive(Debug)]
pub(crate) struct Findings {
    /// At most [`Findings::MOST`] of each severity, in the order in which they were made.
    kept: Vec<Diagnostic>,
    /// How many are kept.
    counts: Counts,
    left_out: Counts,
    most: usize,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Counts {
    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }

    /// How many are of this severity or a higher one.
    const fn at_least(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Note => self.errors + self.warnings + self.notes,
        }
    }

    pub(super) const fn all(self) -> usize {
        self.at_least(Severity::Note)
    }

    /// The highest severity that there is.
    pub(super) fn worst(self) -> Option<Severity> {
        Severity::ALL.iter().rev().copied().find(|severity| self.at_least(*severity) > 0)
    }

    /// As many of each as there is room for, the most severe first.
    fn within(self, most: usize) -> Self {
        let errors = self.errors.min(most);
        let warnings = self.warnings.min(most - errors);
        Self { errors, warnings, notes: self.notes.min(most - errors - warnings) }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }
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
        let none = Counts { errors: 0, warnings: 0, notes: 0 };
        Self { kept: Vec::new(), counts: none, left_out: none, most }
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity();
        if self.is_full(severity) {
            *self.left_out.of(severity) += 1;
        } else {
            *self.counts.of(severity) += 1;
            self.kept.push(diagnostic);
        }
    }

    /// Takes up another report, each finding as `take` gives it. What was left out there is left out here as well, unless so little of
    /// it was taken that there is room.
    pub(crate) fn add(&mut self, report: Report, mut take: impl FnMut(Diagnostic) -> Option<Diagnostic>) {
        let mut left_out = Counts::default();
        let found = report.into_diagnostics().filter_map(|found| match found.left_out() {
            Some(counts) => {
                left_out += counts;
                None
            }
            None => take(found),
        });
        found.for_each(|found| self.push(found));
        // What was cut before stays cut, also where there is room for any number.
        if self.is_full(Severity::Note) || self.most == usize::MAX {
            self.left_out += left_out;
        }
    }

    /// Whether there is no room for another of this severity: nobody needs to work out its text.
    pub(crate) fn is_full(&self, severity: Severity) -> bool {
        self.counts.at_least(severity) >= self.most
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.counts.errors > 0
    }

    /// The report, ordered by place. `text_of` gives the text of a part, in which lines and columns are counted.
    pub(crate) fn into_report<'t>(mut self, text_of: impl Fn(&Diagnostic) -> &'t str) -> Report {
        self.leave_out();
        sort_by(&mut self.kept, Diagnostic::by_place);
        let mut counter = LineCounter::new(b"");
        for found in &mut self.kept {
            let text = text_of(found).as_bytes();
            if !std::ptr::eq(counter.text, text) {
                counter = LineCounter::new(text);
            }
            found.set_place(counter.place(found.span().start));
        }
        self.close()
    }

    /// The report, ordered by place; lines and columns stay as they are.
    pub(super) fn into_report_by_place(mut self) -> Report {
        self.leave_out();
        sort_by(&mut self.kept, Diagnostic::by_place);
        self.close()
    }

    /// The report, in the order in which the findings were made, at the places they have.
    pub(crate) fn into_report_in_order(mut self) -> Report {
        self.leave_out();
        self.close()
    }

    /// Leaves out what is more than there is room for.
    fn leave_out(&mut self) {
        let Self { kept, counts, left_out, most } = self;
        let mut room = counts.within(*most);
        kept.retain(|found| {
            let severity = found.severity();
            let left = room.of(severity).checked_sub(1);
            *room.of(severity) = left.unwrap_or_default();
            *left_out.of(severity) += usize::from(left.is_none());
            left.is_some()
        });
    }

    fn close(mut self) -> Report {
        if self.left_out.all() > 0 {
            let part = self.kept.last().map_or(Part::File, Diagnostic::part);
            self.kept.push(Diagnostic::of_left_out(part, self.left_out));
        }
        Report::new(self.kept)
    }
}
