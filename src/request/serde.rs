//! Requests in serialized data.

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::request::{InvalidRequest, Method, Request};
use crate::text::pairs::{self as string_pairs, Pairs};
use crate::text::{object, quiet, sort_by, with_causes};

/// A request as it is written.
#[derive(Serialize)]
#[serde(rename = "Request")]
struct Written<'r> {
    method: Method,
    url: &'r str,
    headers: Pairs<'r, &'r str>,
    body: Option<&'r str>,
}

/// A request as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    method: Method,
    url: String,
    #[serde(default, with = "string_pairs")]
    headers: Vec<(String, String)>,
    #[serde(default)]
    body: Option<String>,
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Headers are printable ASCII, and there is one of each name.
        let headers = self.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let mut headers: Vec<_> = headers.collect();
        sort_by(&mut headers, Ord::cmp);
        let (method, url, body) = (self.envelope.method, self.url(), self.body());
        Written { method, url, headers: Pairs(headers), body }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: Read = object(deserializer, "a request as an object").map_err(quiet)?;
        read.request().map_err(|error| D::Error::custom(with_causes(&error)))
    }
}

impl Read {
    /// The request, or what is wrong with it.
    fn request(self) -> Result<Request, InvalidRequest> {
        let Self { method, url, headers: written, body } = self;
        let mut headers = HeaderMap::new();
        for (name, value) in written {
            let (Ok(parsed), Ok(value)) = (HeaderName::try_from(&name), HeaderValue::try_from(value)) else {
                return Err(InvalidRequest::header(&name, "is not one that HTTP can carry"));
            };
            let before =
                headers.try_insert(parsed, value).map_err(|_| InvalidRequest::header(&name, "is one too many"))?;
            if before.is_some() {
                return Err(InvalidRequest::header(&name, "is given twice"));
            }
        }
        Request::new(method, url, headers, body)
    }
}
