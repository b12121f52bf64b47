//! Profiles for bare callback URLs.

use crate::diagnostic::{Code, Diagnostic, Findings, Report};
use crate::endpoint;
use crate::field::{FieldSet, FieldTable};
use crate::profile::check::checked;
use crate::profile::erased::ErasedProfile;
use crate::profile::{Profile, ProfileSpec, standard};
use crate::request::Method;
use crate::template::placeholders::{Brackets, first_placeholder};

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
    /// assert!(profile.endpoint().ends_with("&price=<price>&whatsapp_number=<whatsapp_number>"));
    /// # Ok::<(), callback_profile::Report>(())
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
        if let Err(found) = endpoint::check_size(url) {
            return (Report::default().with([found]), None);
        }
        let known = std::slice::from_ref(table);
        let spec = |endpoint: String| ProfileSpec::of_set(&table.set, Method::Get, endpoint, None);
        if first_placeholder(Brackets::Angle, url).is_some() {
            return Self::checked(spec(url.to_owned()), table, known);
        }
        let (report, profile) =
            Self::checked(spec(standard::endpoint(url, &table.fields.iter().collect::<Vec<_>>())), table, known);
        if profile.is_some() {
            return (report.clamped(url), profile);
        }
        // What is wrong with the URL itself is said of it; what names it has no room for is found in the URL with all of them.
        let mut of_url = Findings::default();
        let is_of_url = |found: &Diagnostic| found.code() != Code::MissingPlaceholder;
        of_url.add(checked(&spec(url.to_owned()), table, known).0, |found| Some(found).filter(is_of_url));
        let of_url = of_url.into_report_in_order();
        (if of_url.has_errors() { of_url } else { report.clamped(url) }, None)
    }
}
