//! JSON objects as they were written.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::index::Node;
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
pub struct Object<'a>(Node<'a>);

impl<'a> Object<'a> {
    /// Splits the JSON text of one object; `None` when it is another value, not well-formed or not UTF-8.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Object;
    ///
    /// assert_eq!(Object::new(r#" {"id": "a"} "#).unwrap().raw(), r#"{"id": "a"}"#);
    /// assert!(Object::new(r#"["id"]"#).is_none());
    /// ```
    #[must_use]
    #[inline]
    pub fn new(raw: &'a (impl AsRef<[u8]> + ?Sized)) -> Option<Self> {
        Self::of_bytes(raw.as_ref())
    }

    fn of_bytes(raw: &'a [u8]) -> Option<Self> {
        let raw = std::str::from_utf8(raw).ok()?;
        // The white space of JSON: a form feed is none.
        let raw = raw.trim_start_matches('\u{feff}').trim_matches([' ', '\t', '\n', '\r']);
        Node::parse(raw).ok().and_then(Self::of)
    }

    /// A value that is an object.
    pub(super) fn of(node: Node<'a>) -> Option<Self> {
        node.is_object().then_some(Self(node))
    }

    /// The object's JSON text, byte for byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Object;
    ///
    /// let object = Object::new(r#"{"n": 1.50,  "x": null}"#).unwrap();
    /// assert_eq!(object.raw(), r#"{"n": 1.50,  "x": null}"#);
    /// ```
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.0.raw()
    }

    /// The members in their order: name, and JSON text of the value.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Object;
    ///
    /// let object = Object::new(r#"{"n": 1.50, "\u0069d": "a"}"#).unwrap();
    /// assert!(object.members().eq([("n", "1.50"), ("id", "\"a\"")]));
    /// ```
    pub fn members(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0.members()
    }

    /// The JSON text of a member; the first, where several have the name.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Object;
    ///
    /// let object = Object::new(r#"{"id": "a", "n": 1.50}"#).unwrap();
    /// assert_eq!(object.get("id"), Some("\"a\""));
    /// assert_eq!(object.get("n"), Some("1.50"));
    /// assert_eq!(object.get("x"), None);
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.raw_of(name)
    }

    /// The text of a member: a string decoded, a number or truth value as it is written. `None` for other values.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Object;
    ///
    /// let object = Object::new(r#"{"id": "a\nb", "n": 1.50, "sub": {}}"#).unwrap();
    /// assert_eq!(object.text("id").as_deref(), Some("a\nb"));
    /// assert_eq!(object.text("n").as_deref(), Some("1.50"));
    /// assert_eq!(object.text("sub"), None);
    /// ```
    #[must_use]
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.0.text_of(name)
    }

    /// The member `timestamp` as a time.
    pub(super) fn timestamp(&self) -> Result<Option<Timestamp>, ValueError> {
        self.text("timestamp").map(|text| Timestamp::parse(&text)).transpose()
    }

    /// A member that is an object itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Object;
    ///
    /// let object = Object::new(r#"{"sub": {"x": 1}, "n": 2}"#).unwrap();
    /// assert_eq!(object.object("sub").unwrap().raw(), r#"{"x": 1}"#);
    /// assert!(object.object("n").is_none());
    /// ```
    #[must_use]
    pub fn object(&self, name: &str) -> Option<Self> {
        self.value(name).and_then(Self::of)
    }

    /// The JSON texts of the items of a member that is an array; none where it is not.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Object;
    ///
    /// let object = Object::new(r#"{"list": [1, {"x": 2}], "n": 3}"#).unwrap();
    /// assert_eq!(object.array("list"), ["1", r#"{"x": 2}"#]);
    /// assert!(object.array("n").is_empty());
    /// ```
    #[must_use]
    pub fn array(&self, name: &str) -> Vec<&'a str> {
        let array = self.value(name).filter(Node::is_array);
        array.into_iter().flat_map(Node::items).map(|item| item.raw()).collect()
    }

    /// The object as a value.
    pub(super) fn node(&self) -> Node<'a> {
        self.0.clone()
    }

    /// A member of any kind.
    pub(super) fn value(&self, name: &str) -> Option<Node<'a>> {
        self.0.value_of(name)
    }

    /// The object with those of its members that `rename` gives a name.
    pub(super) fn selected(&self, rename: impl Fn(&Cow<'a, str>) -> Option<Cow<'a, str>>) -> Self {
        Self(self.0.selected(rename))
    }

    /// Whether there is a member that is an object, and whose name is one that `is_named` takes.
    pub(super) fn has_object(&self, is_named: impl Fn(&str) -> bool) -> bool {
        self.members().any(|(name, value)| value.starts_with('{') && is_named(name))
    }

    /// Whether there is such a member, and it is not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|raw| raw != "null")
    }

    /// The items of a member that should be an array; any other value is its only item, and null is none.
    pub(super) fn listed(&self, name: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let value = self.value(name).filter(|value| value.raw() != "null");
        value.into_iter().flat_map(Node::items)
    }

    /// The items of a member that should be an array, as far as they are objects.
    pub(super) fn objects(&self, name: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.listed(name).filter_map(Self::of)
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Object").field(&self.raw()).finish()
    }
}

/// The object's own text, byte for byte where the format can embed JSON.
impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(self.raw()).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    }
}
