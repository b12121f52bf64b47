//! A rendered callback, as the request that carries it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use http::uri::Scheme;
use http::{HeaderMap, Uri, header};

use crate::request::envelope::Address;
use crate::request::{Envelope, InvalidRequest, Method};
use crate::text::without_secrets;

/// A rendered callback: the HTTP request that the platform makes.
///
/// In serialized data it is an object of `method`, `url`, `headers` and `body`, secrets and all.
///
/// The requests of a profile share what they have in common, and the URL of a GET request becomes a [`Uri`] only when it is asked for.
///
/// `Debug` keeps secrets to itself: credentials and query of the URL, header values, the body.
///
/// # Examples
///
/// ```
/// use callback_profile::http;
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let request = profile.render(&profile.sample())?;
/// assert_eq!(request.method(), http::Method::GET);
/// assert!(request.url().starts_with("https://example.com/dlr?id="));
/// assert_eq!(request.body(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Request {
    pub(super) envelope: Arc<Envelope>,
    /// The body; the URL, where there is none.
    rendered: String,
    /// That URL, once somebody has asked for it.
    uri: OnceLock<Uri>,
}

impl Request {
    /// Makes a request from its parts, such as one that was rendered before and kept until it is sent again. Nothing is written or encoded
    /// here. What every `Request` promises is checked: it has a URL with scheme and host, a body for POST and PUT and for no other method,
    /// and each header once, with printable ASCII as its value.
    ///
    /// # Errors
    ///
    /// The parts make no such request: the method `DELETE`, the URL `/dlr?id=1`, a GET request with a body, the header `X-Name` with the
    /// value `Zoë`.
    ///
    /// # Examples
    ///
    /// A queue on disk keeps requests by serde, secrets and all, and `Request` is checked again when it is read:
    ///
    /// ```
    /// use callback_profile::http::HeaderMap;
    /// use callback_profile::request::{Method, Request};
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let request = profile.render(&profile.sample())?;
    /// let line = serde_json::to_string(&request)?;                                // to the queue …
    /// assert_eq!(serde_json::from_str::<Request>(&line)?, request);               // … and back
    ///
    /// let (headers, body) = (request.headers().clone(), request.body().map(str::to_owned));
    /// assert_eq!(Request::new(request.method(), request.url(), headers, body)?, request);
    /// let error = Request::new(Method::Post, "https://example.com/dlr", HeaderMap::new(), None).unwrap_err();
    /// assert_eq!(error.to_string(), "a POST request needs a `body`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(
        method: impl Into<http::Method>,
        url: impl Into<String>,
        mut headers: HeaderMap,
        body: Option<String>,
    ) -> Result<Self, InvalidRequest> {
        let method = Method::try_from(&method.into()).map_err(InvalidRequest::method)?;
        let url = url.into();
        let uri = Uri::try_from(&*url).map_err(InvalidRequest::no_url)?;
        let (Some(scheme), Some(_)) = (uri.scheme(), uri.host()) else { return Err(InvalidRequest::relative_url()) };
        if ![Scheme::HTTP, Scheme::HTTPS].contains(scheme) {
            return Err(InvalidRequest::other_scheme());
        }
        match (method.has_body(), &body) {
            (true, None) => return Err(InvalidRequest::missing_body(method)),
            (false, Some(_)) => return Err(InvalidRequest::unexpected_body(method)),
            _ => {}
        }
        for name in headers.keys() {
            let mut values = headers.get_all(name).iter();
            if values.next().is_none_or(|value| value.to_str().is_err()) {
                return Err(InvalidRequest::header(name.as_str(), "has a value that is not printable ASCII"));
            }
            if values.next().is_some() {
                return Err(InvalidRequest::header(name.as_str(), "is given twice"));
            }
        }
        for (name, value) in &mut headers {
            value.set_sensitive(name != header::CONTENT_TYPE);
        }
        Ok(match body {
            None => {
                let envelope = Envelope { method, address: None, headers };
                Self { envelope: envelope.into(), rendered: url, uri: uri.into() }
            }
            Some(body) => {
                let address = Some(Address { url: url.into(), uri });
                Self::of(&Arc::new(Envelope { method, address, headers }), body)
            }
        })
    }

    /// The request in which what was rendered goes out: a URL, which is a URI, or a body.
    #[inline]
    pub(crate) fn of(envelope: &Arc<Envelope>, rendered: String) -> Self {
        Self { envelope: Arc::clone(envelope), rendered, uri: OnceLock::new() }
    }

    /// The HTTP method.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::Method;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let request = profile.render(&profile.sample())?;
    /// assert_eq!(request.method(), Method::POST);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn method(&self) -> http::Method {
        self.envelope.method.into()
    }

    /// The URL, with the query for GET, as it was rendered.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let get = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let post = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// assert!(get.render(&get.sample())?.url().starts_with("https://example.com/dlr?id="));
    /// assert_eq!(post.render(&post.sample())?.url(), "https://example.com/dlr");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn url(&self) -> &str {
        self.envelope.address.as_ref().map_or(&*self.rendered, |address| &address.url)
    }

    /// The URL as the `http` crate holds it. That of a GET request is read when it is first asked for.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let request = profile.render(&profile.sample())?;
    /// assert_eq!((request.uri().host(), request.uri().path()), (Some("example.com"), "/dlr"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn uri(&self) -> &Uri {
        let of_url = || self.uri.get_or_init(|| uri_of(&*self.rendered));
        self.envelope.address.as_ref().map_or_else(of_url, |address| &address.uri)
    }

    /// The profile's static headers, and the content type where there is a body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let request = profile.render(&profile.sample())?;
    /// assert_eq!(request.headers()["content-type"], "application/json");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.envelope.headers
    }

    /// The body, for POST and PUT; `None` for GET.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let get = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let post = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// assert_eq!(get.render(&get.sample())?.body(), None);
    /// assert!(post.render(&post.sample())?.body().is_some_and(|body| body.starts_with('{')));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.envelope.method.has_body().then_some(&*self.rendered)
    }

    /// The body, for POST and PUT, without a copy; `None` for GET.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let request = profile.render(&profile.sample())?;
    /// let body = request.into_body().ok_or("there is no body")?;
    /// assert!(profile.parse_body(&body)?.problems.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_body(self) -> Option<String> {
        self.envelope.method.has_body().then_some(self.rendered)
    }
}

/// The URI that a rendered URL is.
fn uri_of<T>(url: T) -> Uri
where
    Uri: TryFrom<T>,
{
    // A rendered URL is one: the first of its profile was read, the others differ from it in what may stand anywhere in a query, and
    // none is longer than a `Uri` may be, which is what `Limits::URL_BYTES` says.
    let uri = Uri::try_from(url);
    debug_assert!(uri.is_ok(), "a rendered URL is a URI");
    uri.unwrap_or_default()
}

impl PartialEq for Request {
    /// The URI follows from the URL.
    fn eq(&self, other: &Self) -> bool {
        let is_same_but_headers = self.envelope.method == other.envelope.method
            && self.url() == other.url()
            && self.rendered == other.rendered;
        is_same_but_headers && self.headers() == other.headers()
    }
}

impl Eq for Request {}

impl From<Request> for http::Request<Vec<u8>> {
    /// The same request as HTTP clients take it; a GET request has an empty body.
    fn from(request: Request) -> Self {
        let Request { envelope, rendered, uri } = request;
        let method = envelope.method.into();
        let (address, headers) = match Arc::try_unwrap(envelope) {
            Ok(Envelope { address, headers, .. }) => (address.map(|address| address.uri), headers),
            Err(shared) => (shared.address.as_ref().map(|address| address.uri.clone()), shared.headers.clone()),
        };
        let (uri, body) = match address {
            Some(uri) => (uri, rendered),
            None => (uri.into_inner().unwrap_or_else(|| uri_of(rendered)), String::new()),
        };
        let mut made = Self::new(body.into_bytes());
        (*made.method_mut(), *made.uri_mut(), *made.headers_mut()) = (method, uri, headers);
        made
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Request");
        debug.field("method", &self.envelope.method).field("url", &without_secrets(self.url()));
        debug.field("headers", self.headers());
        if let Some(body) = self.body() {
            debug.field("body", &format_args!("({} bytes)", body.len()));
        }
        debug.finish_non_exhaustive()
    }
}
