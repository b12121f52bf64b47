//! The file of a profile, for people to go on with.

use callback_profile::__command::Pairs;
use callback_profile::ProfileSpec;
use callback_profile::request::{BodyFormat, Method};
use serde::Serialize;

/// The keys of a profile whose body is in JSON.
#[derive(Serialize)]
struct File<'s, B> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<&'s str>,
    direction: &'s str,
    method: Method,
    endpoint: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<B>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_format: Option<BodyFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Pairs<'s, &'s str>>,
}

/// The text of a profile's file, with this as its body: its text, or the JSON itself.
pub(crate) fn text(spec: &ProfileSpec, body: Option<impl Serialize>) -> serde_json::Result<String> {
    let ProfileSpec { id, title, platform, direction, method, endpoint, body_format, headers, .. } = spec;
    let pairs = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let file = File {
        id: id.as_deref(),
        title: title.as_deref(),
        platform: platform.as_deref(),
        direction,
        method: *method,
        endpoint,
        body,
        body_format: *body_format,
        headers: Some(Pairs(pairs)).filter(|_| !headers.is_empty()),
    };
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}
