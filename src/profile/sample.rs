//! Samples of callbacks, for tests.

use std::borrow::Cow;

use crate::field::{EventInfo, FieldSet};
use crate::profile::erased::ErasedProfile;
use crate::profile::{AnyProfile, Profile};
use crate::request::{RenderError, Request};

/// A sample callback of one event, together with the profile that sends it: [`AnyProfile::samples`] gives one for each event of the set.
///
/// # Examples
///
/// ```
/// use callback_profile::{AnyProfile, Outgoing, Profile};
///
/// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
/// let names: Vec<_> = profile.samples().map(|sample| sample.name()).collect();
/// assert_eq!(names, ["delivered", "sent", "read", "failed"]);
/// # Ok::<(), callback_profile::diagnostic::Report>(())
/// ```
#[derive(Debug, Clone)]
pub struct Sample<'p> {
    profile: &'p ErasedProfile,
    event: &'static EventInfo,
    values: Vec<Cow<'static, str>>,
}

/// For tests.
impl<S: FieldSet> Profile<S> {
    /// A plausible callback, for tests: the first of [`samples`](Self::samples).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let request = profile.render(&profile.sample())?;
    /// assert_eq!(profile.parse(&request)?.callback, profile.carried(&profile.sample()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample(&self) -> S::Callback<'static> {
        S::sample()
    }

    /// A plausible callback for each event of the set, with the event's name, for tests.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard_post("https://example.com/wa")?;
    /// for (event, callback) in profile.samples() {
    ///     let request = profile.render(&callback)?;
    ///     assert_eq!(profile.parse(&request)?.callback, profile.carried(&callback), "{event}");
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn samples(&self) -> impl Iterator<Item = (&'static str, S::Callback<'static>)> + use<S> {
        S::samples()
    }

    /// A callback that is hard to carry, for tests: the first event, in whose free texts there are quotes, `&`, an emoji, a line break and
    /// what looks like a placeholder.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let hard = profile.stress_sample();
    /// let request = profile.render(&hard)?;
    /// assert_eq!(profile.parse(&request)?.callback, profile.carried(&hard));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn stress_sample(&self) -> S::Callback<'static> {
        S::stress_sample()
    }
}

/// For tests.
impl AnyProfile {
    /// A plausible callback for each event of the set, see [`Profile::samples`](crate::Profile::samples).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// for sample in profile.samples() {
    ///     let request = sample.request()?;
    ///     assert!(request.url().contains(&format!("status={}", sample.name())));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn samples(&self) -> impl Iterator<Item = Sample<'_>> {
        let table = self.erased().table();
        table.events().iter().map(|event| self.sample_with(event, table.sample(event)))
    }

    /// The sample of the event of this name; `None` where the set has no such event.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let failed = profile.sample("failed").ok_or("there is no such event")?;
    /// assert!(failed.fields().any(|(name, _)| name == "error_code"));
    /// assert!(profile.sample("fell-off").is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample(&self, event: &str) -> Option<Sample<'_>> {
        self.samples().find(|sample| sample.name() == event)
    }

    /// The sample of the first event with texts that are hard to carry, see [`Profile::stress_sample`](crate::Profile::stress_sample).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::for_callback_url("https://example.com/dlr")?);
    /// let request = profile.stress_sample().request()?;
    /// let received = profile.parse(&request)?.strict()?;
    /// assert!(profile.stress_sample().fields().all(|(name, text)| received.text(name) == Some(text)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn stress_sample(&self) -> Sample<'_> {
        let table = self.erased().table();
        self.sample_with(table.first_event(), table.stress_sample())
    }

    fn sample_with(&self, event: &'static EventInfo, values: Vec<Cow<'static, str>>) -> Sample<'_> {
        Sample { profile: self.erased(), event, values }
    }
}

impl Sample<'_> {
    /// The event's name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(profile.samples().any(|sample| sample.name() == "delivered"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.event.name()
    }

    /// What the event is, in a sentence or two of Markdown.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(profile.samples().all(|sample| sample.description().ends_with('.')));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.event.description()
    }

    /// The fields that are present, name and text, in the order of the set's table.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let sent = profile.sample("sent").ok_or("there is no such event")?;
    /// assert!(sent.fields().any(|field| field == ("status", "sent")));
    /// assert!(sent.fields().all(|(name, _)| name != "price"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.profile.table().names().zip(self.values.iter().map(|text| &**text));
        all.filter(|(_, text)| !text.is_empty())
    }

    /// The request that carries it.
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`](crate::Profile::render).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let sent = profile.sample("sent").ok_or("there is no such event")?;
    /// assert!(sent.request()?.url().contains("&status=sent&"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn request(&self) -> Result<Request, RenderError> {
        self.profile.render(&self.values)
    }

    /// The request that carries it, with its secrets overwritten by `*`, see [`Profile::render_masked`](crate::Profile::render_masked).
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`](crate::Profile::render).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr?token=secret")?);
    /// let sent = profile.sample("sent").ok_or("there is no such event")?;
    /// assert!(sent.masked_request()?.url().contains("?token=******&"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn masked_request(&self) -> Result<Request, RenderError> {
        self.profile.render_masked(&self.values)
    }
}
