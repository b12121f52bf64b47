//! Rendering for logs.

use http::HeaderValue;

use crate::field::FieldSet;
use crate::profile::secrets::{mask, secrets_of_body, secrets_of_endpoint};
use crate::profile::{AnyProfile, Profile};
use crate::request::{RenderError, Request};

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
        let source = self.template().as_str();
        let secrets = match self.body_format() {
            None => secrets_of_endpoint(source),
            Some(format) => secrets_of_body(source, format),
        };
        let endpoint = mask(self.endpoint(), &secrets_of_endpoint(self.endpoint()), &[]);
        let template = self.template().with_source(mask(source, &secrets, &[]));
        let mut headers = self.headers().clone();
        headers.values_mut().for_each(|value| *value = HeaderValue::from_static("****"));
        self.render_as(callback, &template, endpoint, headers)
    }
}

/// For logs.
impl AnyProfile {
    /// The request that carries a complete, plausible callback, with its secrets overwritten, see [`Profile::render_masked`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`].
    pub fn masked_sample_request(&self) -> Result<Request, RenderError> {
        match self {
            Self::Outgoing(profile) => profile.render_masked(&profile.sample()),
            Self::Incoming(profile) => profile.render_masked(&profile.sample()),
            Self::DeliveryReport(profile) => profile.render_masked(&profile.sample()),
        }
    }
}
