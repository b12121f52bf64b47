//! Samples of a set that is known only when running.

use std::borrow::Cow;

use crate::field::EventInfo;
use crate::profile::AnyProfile;
use crate::profile::erased::ErasedProfile;
use crate::request::{RenderError, Request};

/// A callback that a field set's table tells as a sample, for a profile of the set: see [`AnyProfile::samples`].
#[derive(Debug, Clone)]
pub struct Sample<'p> {
    profile: &'p ErasedProfile,
    event: &'static EventInfo,
    values: Vec<Cow<'static, str>>,
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
    #[must_use]
    pub fn sample(&self, event: &str) -> Option<Sample<'_>> {
        self.samples().find(|sample| sample.name() == event)
    }

    /// The first event once more, hard to carry, see [`Profile::stress_sample`](crate::Profile::stress_sample).
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
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.event.name()
    }

    /// What the event is, in a sentence or two of Markdown.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.event.description()
    }

    /// The fields that are present, name and text, in the order of the set's table.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.profile.table().names().zip(self.values.iter().map(|text| &**text));
        all.filter(|(_, text)| !text.is_empty())
    }

    /// The request that carries it.
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`](crate::Profile::render).
    pub fn request(&self) -> Result<Request, RenderError> {
        self.profile.render(&self.values)
    }

    /// The same with its secrets overwritten, see [`Profile::render_masked`](crate::Profile::render_masked).
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`](crate::Profile::render).
    pub fn masked_request(&self) -> Result<Request, RenderError> {
        self.profile.render_masked(&self.values)
    }
}
