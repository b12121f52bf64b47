//! Profiles for bare callback URLs.

use crate::diagnostic::{Code, Findings, Part, Report};
use crate::endpoint;
use crate::field::{FieldSet, FieldTable};
use crate::profile::check::{checked, compiled};
use crate::profile::erased::ErasedProfile;
use crate::profile::excerpts::with_excerpts;
use crate::profile::fix::{Fixable, Judged};
use crate::profile::{Profile, ProfileSpec, standard};
use crate::request::Method;
use crate::template::marked::Marked;
use crate::template::placeholders::Brackets;
use crate::text::BitSet;

/// For callback URLs.
impl<S: FieldSet> Profile<S> {
    /// The profile for a bare callback URL: all known names, required and optional, are joined to its query. A URL with
    /// placeholders is a template of its own and stays as it is.
    ///
    /// # Errors
    ///
    /// What the check finds in the URL as it is given, as for [`standard`](Self::standard).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::for_callback_url("https://example.com/dlr")?;
    /// assert!(profile.endpoint().contains("&price=<price>&whatsapp_number=<whatsapp_number>"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    pub fn for_callback_url(url: &str) -> Result<Self, Report> {
        let (report, erased) = ErasedProfile::for_callback_url(url, &FieldTable::of::<S>());
        erased.and_then(|erased| Self::of(erased).ok()).ok_or(report)
    }
}

impl ErasedProfile {
    /// Everything that is to be said about the URL, with spans into it, and its profile when there is no error.
    pub(crate) fn for_callback_url(url: &str, table: &FieldTable) -> (Report, Option<Self>) {
        // Any message may ask for one, so it is refused before it is compiled.
        if let Err(found) = endpoint::check_size(&Marked::of(url, table, Brackets::Angle)) {
            return (Report::default().with([found]), None);
        }
        let known = std::slice::from_ref(table);
        let spec = |endpoint: String| ProfileSpec::of_table(table, Method::Get, endpoint, None);
        if !is_bare(url, table) {
            return Self::checked(spec(url.to_owned()), table, known);
        }
        let (report, profile) = Self::checked(spec(joined(url, table)), table, known);
        let report = if profile.is_some() {
            of_bare(report.clamped(url))
        } else {
            of_bare_with_errors(url, report, checked(&spec(url.to_owned()), table, known).0)
        };
        (with_excerpts(report, &spec(url.to_owned()), known), profile)
    }
}

/// A callback URL to which fixes are applied.
#[derive(Clone)]
pub(crate) struct CallbackUrl<'t> {
    pub(crate) url: String,
    pub(crate) table: &'t FieldTable,
}

impl Fixable for CallbackUrl<'_> {
    fn text(&mut self, part: Part) -> Option<&mut String> {
        (part == Part::Endpoint).then_some(&mut self.url)
    }
}

impl CallbackUrl<'_> {
    /// What it is judged by when fixes are applied, as in [`ErasedProfile::for_callback_url`].
    pub(crate) fn judged(&self) -> Judged {
        let Self { url, table } = self;
        if let Err(found) = endpoint::check_size(&Marked::of(url, table, Brackets::Angle)) {
            return Judged::refused(found.code());
        }
        let known = std::slice::from_ref(*table);
        let spec = |endpoint: String| ProfileSpec::of_table(table, Method::Get, endpoint, None);
        if !is_bare(url, table) {
            return Judged::of(&spec(url.clone()), table, known, |report| report);
        }
        Judged::of(&spec(joined(url, table)), table, known, |report| {
            if !report.has_errors() {
                return of_bare(report.clamped(url));
            }
            let all = Findings::up_to(usize::MAX);
            of_bare_with_errors(url, report, compiled(&spec(url.clone()), table, known, all).0)
        })
    }
}

/// Whether a URL has no placeholder, and so is no template.
pub(crate) fn is_bare(url: &str, table: &FieldTable) -> bool {
    Marked::of(url, table, Brackets::Angle).first_placeholder().is_none()
}

/// A bare URL with all known names.
fn joined(url: &str, table: &FieldTable) -> String {
    standard::endpoint(url, table, table.fields.iter())
}

/// What is said of a bare URL: with one placeholder it would be a template of its own, which lacks all others.
fn of_bare(report: Report) -> Report {
    report.without_fixes(&[Code::EncodedPlaceholder, Code::UnknownPlaceholder])
}

/// What is wrong with the URL itself is said of it; what names it has no room for is found in the URL with all of them.
fn of_bare_with_errors(url: &str, of_joined: Report, of_url: Report) -> Report {
    let mut own = Findings::up_to(usize::MAX);
    own.add(of_url, |found| Some(found).filter(|found| found.code() != Code::MissingPlaceholder));
    let of_url = own.into_report_in_order();
    if !of_url.has_errors() {
        return of_bare(of_joined.clamped(url));
    }
    let codes: BitSet = of_url.iter().map(|found| found.code() as usize).collect();
    let more = of_joined.clamped(url).into_diagnostics().filter(|found| !codes.contains(found.code() as usize));
    of_bare(of_url.with(more))
}
