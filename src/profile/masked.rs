//! Rendering for logs.

use std::borrow::Cow;

use http::HeaderValue;

use crate::field::{Callback, FieldSet};
use crate::profile::erased::ErasedProfile;
use crate::profile::readable::Readable;
use crate::profile::secrets::{mask, secrets_of_body, secrets_of_endpoint};
use crate::profile::{AnyProfile, Profile};
use crate::request::{RenderError, Request};
use crate::template::placeholders::Brackets;
use crate::template::rules::Guide;

/// For logs.
impl<S: FieldSet> Profile<S> {
    /// The request that carries `callback`, with its secrets overwritten by `*`: header values, credentials, the values of static
    /// parameters. The values of the callback stay.
    ///
    /// # Errors
    ///
    /// As for [`render`](Self::render).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr?token=secret")?;
    /// let masked = profile.render_masked(&profile.sample())?;
    /// assert!(masked.url().starts_with("https://example.com/dlr?token=******&id="));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn render_masked(&self, callback: &S::Callback<'_>) -> Result<Request, RenderError> {
        self.erased().render_masked(callback.values())
    }
}

/// For logs.
impl AnyProfile {
    /// The request that carries the sample of the first event, with its secrets overwritten, see [`Profile::render_masked`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr?token=secret")?);
    /// let masked = profile.masked_sample_request()?;
    /// assert!(masked.url().starts_with("https://example.com/dlr?token=******&id="));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn masked_sample_request(&self) -> Result<Request, RenderError> {
        self.erased().render_masked(&self.erased().table().first_sample())
    }

    /// As [`render_json`](Self::render_json), with the secrets overwritten, see [`Profile::render_masked`].
    ///
    /// # Errors
    ///
    /// As for [`render_json`](Self::render_json).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr?token=secret")?);
    /// let masked = profile.render_json_masked(r#"{"id": "a:1"}"#)??;
    /// assert!(masked.url().starts_with("https://example.com/dlr?token=******&id=a%3A1&"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn render_json_masked(
        &self,
        json: &(impl AsRef<[u8]> + ?Sized),
    ) -> Result<Result<Request, RenderError>, serde_json::Error> {
        self.erased().render_json_masked(json.as_ref())
    }
}

impl ErasedProfile {
    fn render_json_masked(&self, json: &[u8]) -> Result<Result<Request, RenderError>, serde_json::Error> {
        Ok(self.render_masked(&self.values(json)?))
    }

    pub(super) fn render_masked(&self, values: &[Cow<'_, str>]) -> Result<Request, RenderError> {
        let guide = self.guide();
        let endpoint = &*self.plain_spec().endpoint;
        let readable = Readable::of(endpoint, Some(self.table()), Brackets::Angle);
        let masked_endpoint = mask(endpoint, &secrets_of_endpoint(&readable));
        let template = self.readable_template(guide);
        let masked_source = match self.body_format() {
            None => mask(guide.source, &secrets_of_endpoint(&template)),
            Some(format) => mask(guide.source, &secrets_of_body(&template, format)),
        };
        let mut headers = self.headers().clone();
        headers.values_mut().for_each(|value| *value = HeaderValue::from_static("****"));
        let rendered = self.rendered(Guide { source: &masked_source, ..guide }, values)?;
        Ok(Request::of(&self.envelope(&masked_endpoint, &rendered, headers)?, rendered))
    }

    /// The template, in which nobody needs to look for its placeholders.
    fn readable_template<'g>(&self, guide: Guide<'g>) -> Readable<'g> {
        let brackets = self.format().syntax().brackets;
        if self.table().syntax.is_builtin {
            return Readable::builtin(guide.source, brackets);
        }
        let placements = guide.placements.iter().map(|placement| placement.span);
        Readable::with(guide.source, placements.collect(), brackets)
    }
}
