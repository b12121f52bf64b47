//! Applying fixes, and never to harm.

use crate::diagnostic::{Code, Findings, Fix, Part, Report, Severity};
use crate::field::FieldTable;
use crate::profile::ProfileSpec;
use crate::profile::check::compiled;
use crate::template::rules::{Guide, ParameterRule};
use crate::text::{BitSet, sort_by};

/// How often everything is checked for the fixes of one round. Without harm it is once.
const MOST_CHECKS: usize = 64;

/// After how many rounds an end is made. A fix shows others behind it a few times only.
pub(crate) const MOST_ROUNDS: usize = 32;

/// What is looked at before and after fixes are applied.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) fixes: Vec<(Part, Fix)>,
    /// The codes of the errors, by their numbers.
    pub(crate) errors: BitSet,
    pub(crate) carried: Vec<Carried>,
}

/// A field that a template carries, with the decoded literals around its placeholder; a placeholder among others has none.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Carried {
    field: usize,
    around: Option<(Box<str>, Box<str>)>,
}

/// What fixes are applied to.
pub(crate) trait Fixable: Clone {
    /// The text that fixes of a part are for.
    fn text(&mut self, part: Part) -> Option<&mut String>;
}

impl Fixable for ProfileSpec {
    fn text(&mut self, part: Part) -> Option<&mut String> {
        match part {
            Part::Endpoint => Some(&mut self.endpoint),
            Part::Body => self.body.as_mut(),
            _ => None,
        }
    }
}

impl Judged {
    /// What is refused before it is compiled, for which there are no fixes.
    pub(crate) fn refused(code: Code) -> Self {
        Self { fixes: Vec::new(), errors: [code as usize].into_iter().collect(), carried: Vec::new() }
    }

    /// What a profile of the set that `table` describes is judged by, of whose findings `limited` makes those that count. There may
    /// be any number of them.
    pub(crate) fn of(
        spec: &ProfileSpec,
        table: &FieldTable,
        known: &[FieldTable],
        limited: impl FnOnce(Report) -> Report,
    ) -> Self {
        let (report, sound) = compiled(spec, table, known, Findings::up_to(usize::MAX));
        let carried = sound.map_or_else(Vec::new, |sound| {
            let (shape, placements) = (&sound.template.shape, &*sound.template.placements);
            let source = sound.plain.as_deref().unwrap_or(spec).template();
            carried(Guide { source, shape, placements, table })
        });
        Self::by(&limited(report), carried)
    }

    /// What is judged by these findings.
    pub(crate) fn by(report: &Report, carried: Vec<Carried>) -> Self {
        let errors = report.iter().filter(|found| found.severity() == Severity::Error);
        let fixes = report.iter().filter_map(|found| Some((found.part(), found.fix()?.clone())));
        Self { fixes: fixes.collect(), errors: errors.map(|found| found.code() as usize).collect(), carried }
    }

    /// Whether there is harm in what has become of it.
    fn is_harmed(&self, after: &Self) -> bool {
        let mut rest = after.carried.iter();
        let is_kept = |carried: &Carried| rest.any(|other| other == carried);
        !after.errors.is_subset(&self.errors) || !self.carried.iter().all(is_kept)
    }
}

/// The fields that a template carries, in their order.
fn carried(guide: Guide<'_>) -> Vec<Carried> {
    let mut carried = Vec::with_capacity(guide.placements.len());
    for (_, rule) in guide.parameters() {
        let around = match rule {
            ParameterRule::Field { around: Some(around), .. } => {
                // A blank at the end of all is no part of a value.
                Some((guide.text(around.prefix).into(), guide.text(around.suffix).trim_end().into()))
            }
            ParameterRule::Field { around: None, .. } => Some(Default::default()),
            _ => None,
        };
        carried.extend(rule.fields().iter().map(|field| Carried { field: *field, around: around.clone() }));
    }
    sort_by(&mut carried, Ord::cmp);
    carried
}

/// Applies fixes, round after round, until none is left that does no harm.
pub(crate) fn fixed<M: Fixable>(subject: &mut M, judge: &dyn Fn(&M) -> Judged) {
    let mut judged = judge(subject);
    for _ in 0..MOST_ROUNDS {
        let (fixes, after) = harmless(subject, &judged, judge);
        let Some(after) = after else { break };
        *subject = with(subject, &fixes);
        judged = after;
    }
}

/// The fixes of one round: those that do not overlap, in their order, without those that would do harm; and what is left to say.
///
/// All are tried at once. Where they do harm, each half is tried by itself.
pub(crate) fn harmless<M: Fixable>(
    subject: &M,
    judged: &Judged,
    judge: &dyn Fn(&M) -> Judged,
) -> (Vec<(Part, Fix)>, Option<Judged>) {
    let (mut harmless, mut last) = (Vec::new(), None);
    let mut batches = vec![apart(&judged.fixes)];
    for _ in 0..MOST_CHECKS {
        let Some(mut batch) = batches.pop() else { break };
        if batch.is_empty() {
            continue;
        }
        let tried = [&*harmless, &*batch].concat();
        let after = judge(&with(subject, &tried));
        if !judged.is_harmed(&after) {
            (harmless, last) = (tried, Some(after));
        } else if batch.len() > 1 {
            let half = batch.split_off(batch.len() / 2);
            batches.extend([half, batch]);
        }
    }
    (harmless, last)
}

/// The fixes that do not overlap, by part.
fn apart(fixes: &[(Part, Fix)]) -> Vec<(Part, Fix)> {
    let mut fixes = fixes.to_vec();
    sort_by(&mut fixes, |(one, _), (other, _)| one.cmp(other));
    let mut kept = Vec::with_capacity(fixes.len());
    for of_part in fixes.chunk_by(|(one, _), (other, _)| one == other) {
        let apart = Fix::apart(of_part.iter().map(|(_, fix)| fix.clone()).collect());
        kept.extend(of_part.iter().zip(apart).map(|((part, _), fix)| (*part, fix)));
    }
    kept
}

/// The same with fixes applied that do not overlap, in their order.
fn with<M: Fixable>(subject: &M, fixes: &[(Part, Fix)]) -> M {
    let mut changed = subject.clone();
    for fixes in fixes.chunk_by(|(one, _), (other, _)| one == other) {
        let part = fixes.first().map(|(part, _)| *part);
        if let Some(text) = part.and_then(|part| changed.text(part)) {
            *text = Fix::apply_all(text, fixes.iter().map(|(_, fix)| fix));
        }
    }
    changed
}
