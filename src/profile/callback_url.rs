//! Profiles for bare callback URLs.

use crate::diagnostic::{Code, Report};
use crate::field::{FieldSet, FieldTable};
use crate::profile::{Profile, ProfileSpec, check, standard};
use crate::template::placeholders::{Piece, pieces};
use crate::text::Span;

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
        match Self::check_callback_url(url) {
            (_, Some(profile)) => Ok(profile),
            (report, None) => Err(report),
        }
    }

    /// Everything that is to be said about the URL, with spans into it, and its profile when there is no error.
    pub(crate) fn check_callback_url(url: &str) -> (Report, Option<Self>) {
        let spec = ProfileSpec::get::<S>(url);
        if has_placeholders(url) {
            return (Self::check(&spec), Self::try_from(spec).ok());
        }
        // What names the URL has no room for is found in the URL with all of them.
        let (report, _) = check::check(&spec, FieldTable::of::<S>());
        let of_url = report.iter().filter(|found| found.code() != Code::MissingPlaceholder).cloned();
        let report = Report::new(of_url.collect());
        if report.has_errors() {
            return (report, None);
        }
        match Self::try_from(ProfileSpec::get::<S>(standard::endpoint(url, S::FIELDS.iter()))) {
            Ok(profile) => (report, Some(profile)),
            Err(longer) => (longer.clamped(url), None),
        }
    }
}

/// Whether there is any placeholder in `url`, so that it is a template of its own.
fn has_placeholders(url: &str) -> bool {
    pieces(url, Span::new(0, url.len())).any(|piece| matches!(piece, Piece::Placeholder(_)))
}
