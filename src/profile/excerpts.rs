//! What findings show of the texts they speak of.

use crate::diagnostic::{Diagnostic, Report};
use crate::field::{FieldTable, NamedSets};
use crate::form::form::Form;
use crate::profile::located::Located;
use crate::profile::secrets::MaskedText;
use crate::text::Span;

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
    let mut all = report.diagnostics().to_vec();
    for found in all.chunk_by_mut(are_of_one_text) {
        let Some(first) = found.first() else { continue };
        let text = text_of(first);
        let secrets = form.found_secrets(first, text, NamedSets::of(known, None));
        set_excerpts_and_privacy(found, text, &secrets, known);
    }
    let mut excerpted = all.into_iter();
    report.map(|found| excerpted.next().unwrap_or(found))
}

fn are_of_one_text(one: &Diagnostic, other: &Diagnostic) -> bool {
    let text = |found: &Diagnostic| (found.part(), found.is_about_name());
    text(one) == text(other) && one.member() == other.member()
}

/// Gives all findings of a text their lines of it, in which the `secrets` are overwritten, and tells which of their fixes may copy one.
#[cold]
pub(crate) fn set_excerpts_and_privacy(all: &mut [impl Located], text: &str, secrets: &[Span], known: &[FieldTable]) {
    let masked = MaskedText::of(text, secrets, all, known);
    for found in &mut *all {
        if found.fix().is_some_and(|fix| masked.hides(fix.span())) {
            found.make_fix_private();
        }
    }
    let masked = masked.into_string();
    for found in all.iter_mut().filter(|found| found.diagnostic().has_place()) {
        found.set_excerpt(&masked);
    }
}
