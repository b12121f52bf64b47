//! Keys by which a repeated callback is recognised.

use std::borrow::Cow;

use serde::Deserialize;
use url::form_urlencoded::byte_serialize;

use crate::field::FieldInfo;

/// A stable key of the parts that tell callbacks apart: the set's name, then each part percent-encoded, joined by `/`.
///
/// `None` where a part that must be there is absent: better to handle a callback twice than to drop one.
#[must_use]
pub fn dedup_key(set: &str, required: &[(&FieldInfo, &str)], optional: &[(&FieldInfo, &str)]) -> Option<String> {
    let mut key = String::with_capacity(set.len().saturating_add(64));
    key.extend(byte_serialize(set.as_bytes()));
    if required.iter().any(|(field, text)| field.identity(text).is_empty()) {
        return None;
    }
    for (field, text) in required.iter().chain(optional) {
        key.push('/');
        key.extend(byte_serialize(field.identity(text).as_bytes()));
    }
    Some(key)
}

/// The `id` of the first message in a native WhatsApp array, or of the message itself.
#[must_use]
pub fn id_inside_json(json: &str) -> Option<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Message<'a> {
        #[serde(borrow)]
        id: Option<Cow<'a, str>>,
    }
    let first: Message<'_> = if json.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<Message<'_>>>(json).ok()?.into_iter().next()?
    } else {
        serde_json::from_str(json).ok()?
    };
    first.id.filter(|id| !id.trim().is_empty())
}
