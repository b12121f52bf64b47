//! Reading whole requests.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::field::FieldSet;
use crate::profile::{AnyProfile, ErasedProfile, Profile};
use crate::received::{AnyReceived, ParseError, Received};
use crate::request::{BodyFormat, Request};
#[cfg(not(feature = "xml"))]
use crate::request::{first_byte, is_xml};
use crate::wire::engine::{Target, WholeRequest};

/// For whole requests.
impl<S: FieldSet> Profile<S> {
    /// Reads a whole request as HTTP servers give it: the query of its target for GET, else its body. `target` is path and query;
    /// a full URL will do. It and the body are texts or bytes. The static parts of the profile are compared, see [`Received::verified`]. What else stands in the query of a
    /// POST or PUT request is in `extra`.
    ///
    /// A content type that is missing, or that names no format, is passed over. One that names another format than the profile's is an
    /// error, unless the body looks like the profile's format all the same: some senders mark every body as a form.
    ///
    /// # Errors
    ///
    /// As for [`parse_target`](Self::parse_target) and [`parse_body`](Self::parse_body); also a request of another method (`GET` for a
    /// POST profile), or a body of another format (`id=a:1`, marked as a form, for a JSON profile).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::value::Status;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr?token=s3cret")?;
    /// let (headers, body) = (HeaderMap::new(), r#"{"id": "a:0", "status": "read"}"#);
    /// let received = profile.receive(&Method::POST, "/dlr?token=s3cret", &headers, body)?.verified()?;
    /// assert_eq!(received.callback.status(), Some(Status::Read));
    /// assert!(profile.receive(&Method::POST, "/dlr?token=guess", &headers, body)?.verified().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn receive<'a>(
        &self,
        method: &http::Method,
        target: &'a (impl AsRef<[u8]> + ?Sized),
        headers: &HeaderMap,
        body: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Result<Received<'a, S>, ParseError> {
        self.parse_own(method, WholeRequest { target: Target::of(target.as_ref()), headers, body: body.as_ref() })
    }

    /// Reads a request of the `http` crate, see [`receive`](Self::receive).
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    /// use callback_profile::{Outgoing, Profile, http};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let request = http::Request::post("/dlr")
    ///     .header("content-type", "Application/JSON; charset=utf-8")
    ///     .body(r#"{"id": "a:0", "status": "read"}"#)?;
    /// assert_eq!(profile.parse_request(&request)?.callback.status(), Some(Status::Read));
    ///
    /// let request = http::Request::get("/dlr?id=a:0").body("")?;
    /// let error = profile.parse_request(&request).unwrap_err();
    /// assert_eq!(error.to_string(), "the profile takes POST requests, not GET");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_request<'a>(
        &self,
        request: &'a http::Request<impl AsRef<[u8]>>,
    ) -> Result<Received<'a, S>, ParseError> {
        self.parse_own(request.method(), whole(request))
    }

    /// Reads a request that this crate has rendered, as the far end would read it.
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr?token=s3cret")?;
    /// let request = profile.render(&profile.sample())?;
    /// let received = profile.parse(&request)?.strict()?.verified()?;
    /// assert_eq!(received.callback, profile.carried(&profile.sample()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse<'a>(&self, request: &'a Request) -> Result<Received<'a, S>, ParseError> {
        self.parse_own(&request.method(), rendered(request))
    }

    fn parse_own<'a>(
        &self,
        method: &http::Method,
        request: WholeRequest<'a, '_>,
    ) -> Result<Received<'a, S>, ParseError> {
        expect_own(self.erased(), method, request)?;
        Received::read(|values| self.erased().parse_whole(request, values))
    }
}

/// For whole requests.
impl AnyProfile {
    /// Reads a whole request as HTTP servers give it, see [`Profile::receive`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::receive`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?);
    /// let received = profile.receive(&Method::GET, "/dlr?token=s3cret&id=a:1&status=read", &HeaderMap::new(), b"")?.verified()?;
    /// assert_eq!(received.text("status"), Some("read"));
    /// assert!(profile.receive(&Method::POST, "/dlr", &HeaderMap::new(), b"{}").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn receive<'a>(
        &self,
        method: &http::Method,
        target: &'a (impl AsRef<[u8]> + ?Sized),
        headers: &HeaderMap,
        body: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_own(method, WholeRequest { target: Target::of(target.as_ref()), headers, body: body.as_ref() })
    }

    /// Reads a request of the `http` crate, see [`Profile::receive`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::receive`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let request = callback_profile::http::Request::get("/dlr?id=a:1&status=read").body("")?;
    /// assert_eq!(profile.parse_request(&request)?.text("id"), Some("a:1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_request<'a>(
        &self,
        request: &'a http::Request<impl AsRef<[u8]>>,
    ) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_own(request.method(), whole(request))
    }

    /// Reads a request that was rendered, see [`Profile::parse`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::parse`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let request = profile.render_json(r#"{"id": "a:1", "status": "read"}"#)??;
    /// assert_eq!(profile.parse(&request)?.text("status"), Some("read"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse<'a>(&self, request: &'a Request) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_own(&request.method(), rendered(request))
    }

    fn parse_own<'a>(
        &self,
        method: &http::Method,
        request: WholeRequest<'a, '_>,
    ) -> Result<AnyReceived<'a>, ParseError> {
        expect_own(self.erased(), method, request)?;
        let erased = self.erased();
        AnyReceived::read(erased.table(), |values| erased.parse_whole(request, values))
    }
}

/// A request is read only by a profile that makes such requests.
fn expect_own(
    profile: &ErasedProfile,
    method: &http::Method,
    WholeRequest { headers, body, .. }: WholeRequest<'_, '_>,
) -> Result<(), ParseError> {
    let own = profile.spec().method;
    if *method != http::Method::from(own) {
        return Err(ParseError::wrong_method(own, method));
    }
    let Some(expected) = profile.body_format() else { return Ok(()) };
    let marked = body_format(headers);
    #[cfg(not(feature = "xml"))]
    if (is_marked_as_xml(headers) && (begins_as_xml(body) || BodyFormat::guess(body) != expected))
        || (begins_as_xml(body) && marked.is_some_and(|marked| marked != expected))
    {
        return Err(ParseError::xml_unread());
    }
    match marked {
        Some(found) if !BodyFormat::likely(Some(found), body).contains(&Some(expected)) => {
            Err(ParseError::wrong_format(expected, found))
        }
        _ => Ok(()),
    }
}

fn rendered(request: &Request) -> WholeRequest<'_, '_> {
    let body = request.body().unwrap_or_default().as_bytes();
    WholeRequest { target: Target::url(request.url().as_bytes()), headers: request.headers(), body }
}

pub(crate) fn whole(request: &http::Request<impl AsRef<[u8]>>) -> WholeRequest<'_, '_> {
    let target = request.uri().path_and_query().map_or("", http::uri::PathAndQuery::as_str);
    let (headers, body) = (request.headers(), request.body().as_ref());
    WholeRequest { target: Target::path_and_query(target.as_bytes()), headers, body }
}

/// The format that the content type names, if it names one.
pub(crate) fn body_format(headers: &HeaderMap) -> Option<BodyFormat> {
    let value = headers.get(CONTENT_TYPE)?;
    let is_as_usual = |format: &&BodyFormat| {
        let parameters = value.as_bytes().strip_prefix(format.content_type().as_bytes());
        // Any other bytes make a header that is no text, and so names nothing.
        parameters.is_some_and(|parameters| matches!(parameters, [] | [b';', ..]) && parameters.is_ascii())
    };
    let usual = BodyFormat::ALL.iter().find(is_as_usual).copied();
    usual.or_else(|| value.to_str().ok().and_then(BodyFormat::from_content_type))
}

/// Whether the content type is one of XML, which this build does not read.
#[cfg(not(feature = "xml"))]
fn is_marked_as_xml(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(is_xml)
}

/// Whether a body begins as XML does, and as nothing that this build reads.
#[cfg(not(feature = "xml"))]
fn begins_as_xml(body: &[u8]) -> bool {
    first_byte(body) == Some(&b'<')
}

/// Whether a body is XML, which this build does not read: it begins so, and is not marked as a form, which begins as it likes.
#[cfg(not(feature = "xml"))]
pub(crate) fn is_unread_xml(headers: &HeaderMap, body: &[u8]) -> bool {
    begins_as_xml(body) && body_format(headers) != Some(BodyFormat::Form)
}
