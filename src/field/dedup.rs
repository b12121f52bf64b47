//! The stable key by which a repeated callback is recognised.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde_json::value::RawValue;
use url::form_urlencoded::byte_serialize;

use crate::field::table::TableData;
use crate::field::unfilled::is_placeholder;

/// A key is not longer than this, so that it fits databases and nobody can fill them.
const LONGEST: usize = 1_024;

/// Which fields of a set tell two callbacks apart, by their places in the table.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// The key of a table that was read when running. Where no field is required, there is none.
    pub(crate) fn of_data(required: Vec<usize>, optional: Vec<usize>) -> Self {
        Self { inside: None, required: required.into(), optional: optional.into() }
    }
}

/// The key of a callback with these texts.
///
/// ```text
/// key  = [ platform ":" ] set *( "/" part )     ; the names of the platform and the set, then each telling part
/// part = *form-byte              ; its identity as a form is escaped: a blank is `+`; nothing where an optional one is absent
/// ```
///
/// `None` where a part that must be there is absent, where one is a placeholder that the platform did not fill, or where it would be
/// too long: better to handle a callback twice than to drop one.
pub(crate) fn dedup_key(table: &TableData, values: &[Cow<'_, str>]) -> Option<String> {
    let DedupKey { inside, required, optional } = &table.dedup_key;
    let text = |field: usize| values.get(field).map_or("", AsRef::as_ref);
    let identity = |field: usize, text| table.fields.get(field).map(|info| info.identity(text)).unwrap_or_default();
    let is_unfilled = |field: usize| is_placeholder(&table.syntax, text(field), table.name(field));
    let mut key = String::new();
    if let Some(platform) = table.platform_name() {
        add(&mut key, "", platform)?;
    }
    add(&mut key, ":", &table.set)?;
    if let Some((field, id)) = inside.and_then(|field| Some((field, id_inside_json(text(field))?))) {
        add(&mut key, "/", &identity(field, &id))?;
        return Some(key);
    }
    if required.is_empty() {
        return None;
    }
    if required.iter().chain(&**optional).any(|field| is_unfilled(*field)) {
        return None;
    }
    for field in &**required {
        let part = identity(*field, text(*field));
        if part.is_empty() {
            return None;
        }
        add(&mut key, "/", &part)?;
    }
    for field in &**optional {
        add(&mut key, "/", &identity(*field, text(*field)))?;
    }
    Some(key)
}

/// Adds a part to a key, behind a separator where it is not the first; `None` where that would make it too long.
fn add(key: &mut String, separator: &str, part: &str) -> Option<()> {
    if !key.is_empty() {
        key.push_str(separator);
    }
    // Encoding makes nothing shorter, so what is too long as it is need not be encoded.
    if part.len() > LONGEST.checked_sub(key.len())? {
        return None;
    }
    key.extend(byte_serialize(part.as_bytes()));
    (key.len() <= LONGEST).then_some(())
}

/// The `id` of the first message in a native WhatsApp array, or of the message itself. One that is too long for a key comes as it is
/// written.
fn id_inside_json(json: &str) -> Option<Cow<'_, str>> {
    // No escape of JSON is longer.
    const LONGEST_ESCAPE: usize = "\\u0000".len();
    let id = serde_json::from_str::<First<'_>>(json).ok()?.0?.id?.get();
    if id.len() > LONGEST.saturating_mul(LONGEST_ESCAPE).saturating_add("\"\"".len()) {
        return id.starts_with('"').then_some(Cow::Borrowed(id));
    }
    serde_json::from_str::<String>(id).ok().filter(|id| !id.trim().is_empty()).map(Cow::Owned)
}

/// A native message.
#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

/// The first message of an array, or the message itself. What follows it is looked through, not kept.
struct First<'a>(Option<Message<'a>>);

impl<'de> Deserialize<'de> for First<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FirstVisitor)
    }
}

struct FirstVisitor;

impl<'de> Visitor<'de> for FirstVisitor {
    type Value = First<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message or an array of messages")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<First<'de>, A::Error> {
        Message::deserialize(MapAccessDeserializer::new(map)).map(|message| First(Some(message)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut messages: A) -> Result<First<'de>, A::Error> {
        let first = messages.next_element()?;
        while messages.next_element::<IgnoredAny>()?.is_some() {}
        Ok(First(first))
    }
}
