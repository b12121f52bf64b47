//! What the requests of a profile have in common.

use http::{HeaderMap, HeaderValue, Uri, header};

use crate::request::{BodyFormat, Method, RenderError};

/// What the requests of a profile have in common: everything but what is rendered. It is made once, and they all share it.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(super) method: Method,
    /// Where the requests go that carry what is rendered as their body; else that is their URL.
    pub(super) address: Option<Address>,
    pub(super) headers: HeaderMap,
}

/// A URL, as it is written and as the `http` crate holds it.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) url: Box<str>,
    pub(super) uri: Uri,
}

impl Envelope {
    /// For requests of which one has this URL; all have it where they carry bodies of a format. An error where it is no URI.
    pub(crate) fn new(
        method: Method,
        url: &str,
        format: Option<BodyFormat>,
        mut headers: HeaderMap,
    ) -> Result<Self, RenderError> {
        let uri = Uri::try_from(url).map_err(|error| RenderError::invalid_url(error.into()))?;
        let address = format.map(|format| {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
            Address { url: url.into(), uri }
        });
        Ok(Self { method, address, headers })
    }
}
