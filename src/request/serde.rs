//! Requests in serialized data.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::request::{Method, Request};
use crate::text::pairs as string_pairs;
use crate::text::{quiet, shown};

/// A request as it is written.
#[derive(Serialize)]
#[serde(rename = "Request")]
struct Written<'r> {
    method: Method,
    url: &'r str,
    headers: BTreeMap<&'r str, &'r str>,
    body: Option<&'r str>,
}

/// A request as it is read.
#[derive(Deserialize)]
#[serde(rename = "Request", deny_unknown_fields)]
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
        // A profile's headers are printable ASCII, and there is one of each name.
        let headers = self.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let (method, url, body) = (self.method, &*self.url, self.body.as_deref());
        Written { method, url, headers: headers.collect(), body }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Read::deserialize(deserializer).map_err(quiet)?.request().map_err(D::Error::custom)
    }
}

impl Read {
    /// The request, or what is wrong with it.
    fn request(self) -> Result<Request, String> {
        let Self { method, url, headers: written, body } = self;
        let uri = Uri::try_from(&*url)
            .map_err(|error| format!("expected a URL as `url`, found a text that is none: {error}"))?;
        if uri.host().is_none() {
            return Err("expected a URL with scheme and host as `url`, found one without".to_owned());
        }
        match (method.has_body(), &body) {
            (true, None) => return Err(format!("expected a {method} request with `body`, found none")),
            (false, Some(_)) => return Err(format!("expected a {method} request without `body`, found one")),
            _ => {}
        }
        let mut headers = HeaderMap::new();
        for (name, value) in written {
            let header = header(&name, &value).ok_or_else(|| refused(&name, "is not one that HTTP can carry"))?;
            let before = headers.try_insert(header.0, header.1).map_err(|_| refused(&name, "is one too many"))?;
            if before.is_some() {
                return Err(refused(&name, "is given twice"));
            }
        }
        Ok(Request { method, url, uri, headers, body })
    }
}

fn refused(name: &str, reason: &str) -> String {
    format!("header `{}` {reason}", shown(name))
}

fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::try_from(name).ok()?;
    let mut value = HeaderValue::try_from(value).ok()?;
    value.set_sensitive(name != header::CONTENT_TYPE);
    Some((name, value))
}
