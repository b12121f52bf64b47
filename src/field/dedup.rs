//! The stable key by which a repeated callback is recognised.

use std::borrow::Cow;

use serde::Deserialize;
use url::form_urlencoded::byte_serialize;

use crate::field::table::TableData;
use crate::field::unfilled::is_placeholder;

/// Which fields of a set tell two callbacks apart, by their places in the table.
#[derive(Debug, Clone)]
pub struct DedupKey {
    /// A field whose text holds the native message, whose id is enough where it has one.
    inside: Option<usize>,
    /// Without one of these there is no key.
    required: Cow<'static, [usize]>,
    /// These may be absent.
    optional: Cow<'static, [usize]>,
}

impl DedupKey {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(inside: Option<usize>, required: &'static [usize], optional: &'static [usize]) -> Self {
        Self { inside, required: Cow::Borrowed(required), optional: Cow::Borrowed(optional) }
    }
}

/// The key of a callback with these texts: the set's name, then each telling part percent-encoded, joined by `/`.
///
/// `None` where a part that must be there is absent: better to handle a callback twice than to drop one.
pub(super) fn dedup_key(table: &TableData, values: &[Cow<'_, str>]) -> Option<String> {
    key_of(table, values, |_, _| true)
}

/// The same; `None` also where a part is a placeholder that the platform did not fill: all such callbacks would be one.
pub(crate) fn filled_dedup_key(table: &TableData, values: &[Cow<'_, str>]) -> Option<String> {
    key_of(table, values, |field, text| !is_placeholder(text, table.name(field)))
}

fn key_of(table: &TableData, values: &[Cow<'_, str>], is_filled: impl Fn(usize, &str) -> bool) -> Option<String> {
    let DedupKey { inside, required, optional } = &table.dedup_key;
    let text = |field: usize| values.get(field).map_or("", AsRef::as_ref);
    let mut key: String = byte_serialize(table.set.as_bytes()).collect();
    // Adds the part of a field, and tells whether there is any.
    let mut add = |field: usize, text: &str| {
        let part = table.fields.get(field).map(|info| info.identity(text)).unwrap_or_default();
        key.push('/');
        key.extend(byte_serialize(part.as_bytes()));
        !part.is_empty()
    };
    if let Some((field, id)) = inside.and_then(|field| Some((field, id_inside_json(text(field))?))) {
        add(field, &id);
    } else if !required.iter().chain(&**optional).all(|field| is_filled(*field, text(*field))) {
        return None;
    } else if required.iter().all(|field| add(*field, text(*field))) {
        optional.iter().for_each(|field| _ = add(*field, text(*field)));
    } else {
        return None;
    }
    Some(key)
}

/// The `id` of the first message in a native WhatsApp array, or of the message itself.
fn id_inside_json(json: &str) -> Option<Cow<'_, str>> {
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
