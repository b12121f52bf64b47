//! Following redirects, so that no header of a profile reaches another server.

use http::{Method, Request, Response, header};
use url::Url;

/// The request that an answer asks for; `None` where it asks for none, or for one that is not made.
///
/// It is a GET request: a body is sent to nobody but the endpoint, so that 307 and 308 are not followed where there is one. The
/// headers go with it only to the same scheme, host and port.
pub(crate) fn next<B>(request: &Request<Vec<u8>>, answer: &Response<B>) -> Option<Request<Vec<u8>>> {
    let is_followed = match answer.status().as_u16() {
        301..=303 => true,
        307 | 308 => request.method() == Method::GET,
        _ => false,
    };
    let location = answer.headers().get(header::LOCATION).filter(|_| is_followed)?;
    let from = Url::parse(&request.uri().to_string()).ok()?;
    let mut to = from.join(std::str::from_utf8(location.as_bytes()).ok()?).ok()?;
    to.set_fragment(None);
    if !matches!(to.scheme(), "http" | "https") {
        return None;
    }
    let mut next = Request::new(Vec::new());
    *next.uri_mut() = to.as_str().parse().ok()?;
    if to.origin() == from.origin() {
        next.headers_mut().clone_from(request.headers());
        next.headers_mut().remove(header::CONTENT_TYPE);
    }
    Some(next)
}
