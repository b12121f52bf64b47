//! What findings show of the texts they speak of.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::field::FieldTable;
use crate::form::form::Form;
use crate::profile::secrets::MaskedText;

/// The same findings, each with its line of the form, in which secrets are overwritten; of fixes it is known which may copy one.
pub(crate) fn with_excerpts(report: Report, form: &impl Form, known: &[FieldTable]) -> Report {
    with_excerpts_of(report, form, |found| form.found_text(found), known)
}

/// The same, where `text_of` finds the text in which a finding has its span.
pub(crate) fn with_excerpts_of<'t>(
    report: Report,
    form: &impl Form,
    text_of: impl Fn(&Diagnostic) -> &'t str,
    known: &[FieldTable],
) -> Report {
    if report.diagnostics().is_empty() { report } else { excerpted(report, form, &text_of, known) }
}

/// Each text is looked through once, as findings stand by place.
#[cold]
fn excerpted<'t>(
    report: Report,
    form: &impl Form,
    text_of: &dyn Fn(&Diagnostic) -> &'t str,
    known: &[FieldTable],
) -> Report {
    let same = |one: &Diagnostic, other: &Diagnostic| {
        let text = |found: &Diagnostic| (found.part(), found.is_about_name());
        text(one) == text(other) && one.member() == other.member()
    };
    let of_one_text = |found: &[Diagnostic]| {
        let Some(first) = found.first() else { return Vec::new() };
        let text = text_of(first);
        let secrets = form.found_secrets(first, text);
        let masked = MaskedText::of(text, &secrets, found.iter().map(|found| (found, found.span())), known);
        let judged = found.iter().cloned().map(|found| match found.fix().cloned() {
            Some(fix) => masked.with_privacy(found, &fix),
            None => found,
        });
        let judged: Vec<_> = judged.collect();
        let masked = masked.into_string();
        let is_somewhere = |found: &Diagnostic| found.code() != Code::TooManyFindings;
        judged
            .into_iter()
            .map(|found| if is_somewhere(&found) { found.with_excerpt_of(&masked) } else { found })
            .collect()
    };
    let mut excerpted = report.diagnostics().chunk_by(same).flat_map(of_one_text).collect::<Vec<_>>().into_iter();
    report.map(|found| excerpted.next().unwrap_or(found))
}
