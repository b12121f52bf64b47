//! JSON objects as they were written.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::decode::decode_text;
use crate::json::scan::{Scanner, SyntaxError};
use crate::text::Span;
use crate::value::{Timestamp, ValueError};

/// A JSON object as it was written, split into its members.
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::Object;
///
/// let object = Object::new(r#"{"id": "a", "n": 1.50, "sub": {"x": null}}"#).unwrap();
/// assert_eq!(object.text("id").as_deref(), Some("a"));
/// assert_eq!(object.text("n").as_deref(), Some("1.50"));
/// assert_eq!(object.object("sub").unwrap().raw(), r#"{"x": null}"#);
/// assert_eq!(object.text("sub"), None);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Object<'a> {
    raw: &'a str,
    members: Vec<(Cow<'a, str>, &'a str)>,
}

impl<'a> Object<'a> {
    /// Splits the JSON text of one object; `None` when it is another value or not well-formed.
    #[must_use]
    pub fn new(raw: &'a str) -> Option<Self> {
        let raw = raw.trim_start_matches('\u{feff}').trim_ascii();
        members(raw).ok().map(|members| Self { raw, members })
    }

    /// The object's JSON text, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The members in their order: name, and JSON text of the value.
    pub fn members(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.members.iter().map(|(name, value)| (&**name, *value))
    }

    /// The JSON text of a member; the first, where several have the name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.members.iter().find(|(found, _)| found == name).map(|(_, value)| *value)
    }

    /// The text of a member: a string decoded, a number or truth value as it is written. `None` for other values.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.get(name).and_then(text_of)
    }

    /// The member `timestamp` as a time.
    pub(super) fn timestamp(&self) -> Result<Option<Timestamp>, ValueError> {
        self.text("timestamp").map(|text| Timestamp::parse(&text)).transpose()
    }

    /// A member that is an object itself.
    #[must_use]
    pub fn object(&self, name: &str) -> Option<Self> {
        self.get(name).and_then(Self::new)
    }

    /// The JSON texts of the items of a member that is an array; none where it is not.
    #[must_use]
    pub fn array(&self, name: &str) -> Vec<&'a str> {
        self.get(name).and_then(|raw| items(raw).ok()).unwrap_or_default()
    }

    /// The object with those of its members that `rename` gives a name.
    pub(super) fn selected(&self, rename: impl Fn(&Cow<'a, str>) -> Option<Cow<'a, str>>) -> Self {
        let members = self.members.iter().filter_map(|(name, value)| Some((rename(name)?, *value)));
        Self { raw: self.raw, members: members.collect() }
    }

    /// Whether there is such a member, and it is not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|raw| raw != "null")
    }

    /// The items of a member that should be an array; any other value is its only item, and null is none.
    pub(super) fn listed(&self, name: &str) -> Vec<&'a str> {
        let raw = self.get(name).filter(|raw| *raw != "null");
        raw.map(|raw| items(raw).unwrap_or_else(|_| vec![raw])).unwrap_or_default()
    }

    /// The items of a member that should be an array, as far as they are objects.
    pub(super) fn objects(&self, name: &str) -> impl Iterator<Item = Self> {
        self.listed(name).into_iter().filter_map(Self::new)
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Object").field(&self.raw).finish()
    }
}

/// The object's own text, byte for byte where the format can embed JSON.
impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(self.raw).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// The text of a string, number or truth value.
pub(super) fn text_of(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' => {
            let content = raw.strip_prefix('"')?.strip_suffix('"')?;
            Some(decode_text(content, content.contains('\\')).0)
        }
        b'{' | b'[' | b'n' => None,
        _ => Some(Cow::Borrowed(raw)),
    }
}

fn members(raw: &str) -> Result<Vec<(Cow<'_, str>, &str)>, SyntaxError> {
    let mut scanner = Scanner::new(raw.as_bytes());
    let mut members = Vec::new();
    scanner.object(|scanner, name| {
        let value = scanner.value(usize::MAX)?;
        members.push((decode_text(slice(raw, name.content), name.has_escapes).0, slice(raw, value)));
        Ok(())
    })?;
    scanner.end().map(|()| members)
}

/// The JSON texts of an array's items.
pub(super) fn items(raw: &str) -> Result<Vec<&str>, SyntaxError> {
    let mut scanner = Scanner::new(raw.as_bytes());
    let mut items = Vec::new();
    scanner.array(|scanner| scanner.value(usize::MAX).map(|span| items.push(slice(raw, span))))?;
    scanner.end().map(|()| items)
}

fn slice(raw: &str, span: Span) -> &str {
    span.of(raw).unwrap_or_default()
}
