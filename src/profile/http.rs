//! Reading the requests of the `http` crate.

use http::header::CONTENT_TYPE;

use crate::field::FieldSet;
use crate::profile::{AnyProfile, ErasedProfile, Profile};
use crate::received::{AnyReceived, ParseError, Received};
use crate::request::BodyFormat;
use crate::wire::engine::Input;

/// For requests of the `http` crate.
impl<S: FieldSet> Profile<S> {
    /// Reads a request as HTTP servers give it: its query for GET, else its body. A content type that is missing or names no
    /// format tells nothing; one that names another format than the profile's is an error, unless the body looks like the
    /// profile's all the same, as some senders mark every body as a form.
    ///
    /// # Errors
    ///
    /// As for [`parse_target`](Self::parse_target) and [`parse_body`](Self::parse_body); also a request of another method, or a
    /// body of another format.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let request = http::Request::post("/dlr")
    ///     .header("content-type", "Application/JSON; charset=utf-8")
    ///     .body(r#"{"id": "a:0", "status": "read"}"#)?;
    /// assert_eq!(profile.parse_request(&request)?.callback.status().unwrap().as_str(), "read");
    ///
    /// let request = http::Request::get("/dlr?id=a:0").body("")?;
    /// let error = profile.parse_request(&request).unwrap_err();
    /// assert_eq!(error.to_string(), "expected a POST request, found GET");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_request<'a>(
        &self,
        request: &'a http::Request<impl AsRef<[u8]>>,
    ) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(input(self.erased(), request)?)
    }
}

/// For requests of the `http` crate.
impl AnyProfile {
    /// Reads a request as HTTP servers give it, see [`Profile::parse_request`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::parse_request`].
    pub fn parse_request<'a>(
        &self,
        request: &'a http::Request<impl AsRef<[u8]>>,
    ) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_input(input(self.erased(), request)?)
    }
}

fn input<'r, B: AsRef<[u8]>>(profile: &ErasedProfile, request: &'r http::Request<B>) -> Result<Input<'r>, ParseError> {
    let method = profile.spec().method;
    if *request.method() != http::Method::from(method) {
        return Err(ParseError::wrong_method(method, request.method()));
    }
    let body = request.body().as_ref();
    let Some(expected) = profile.body_format() else { return Ok(Input::Target(target(request).as_bytes())) };
    match content_type(request).and_then(BodyFormat::of_content_type) {
        Some(found) if found != expected && BodyFormat::guess(body) != expected => {
            Err(ParseError::wrong_format(expected, found))
        }
        _ => Ok(Input::Body(body)),
    }
}

pub(crate) fn target<B>(request: &http::Request<B>) -> &str {
    request.uri().path_and_query().map_or("", http::uri::PathAndQuery::as_str)
}

pub(crate) fn content_type<B>(request: &http::Request<B>) -> Option<&str> {
    request.headers().get(CONTENT_TYPE)?.to_str().ok()
}
