//! The name of a message on its platform.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

/// The id of a message, borrowed from the text it was read from.
///
/// Any text that is not empty is an id, and ids are compared as texts. Many have the form `<uuid>:<index>`, where the
/// index counts the recipients of one request: [`uuid`](Self::uuid) and [`index`](Self::index) give what is found of that form.
///
/// # Examples
///
/// ```
/// use callback_profile::value::MessageId;
///
/// let id = MessageId::new("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60:2").ok_or("there is no id")?;
/// assert_eq!(id.uuid(), Some("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60"));
/// assert_eq!(id.index(), Some(2));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageId<'t>(&'t str);

impl<'t> MessageId<'t> {
    /// Takes the text as an id; `None` when it is empty.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageId;
    ///
    /// assert!(MessageId::new("wamid.HBgL").is_some());
    /// assert!(MessageId::new("").is_none());
    /// ```
    #[must_use]
    pub const fn new(text: &'t str) -> Option<Self> {
        if text.is_empty() { None } else { Some(Self(text)) }
    }

    /// The whole id, as it was given.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageId;
    ///
    /// assert_eq!(MessageId::new("wamid.HBgL").map(|id| id.as_str()), Some("wamid.HBgL"));
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &'t str {
        self.0
    }

    // uuid = 8HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 12HEXDIG        in any case
    /// What stands before the last `:`, or the whole id without one, when it is a UUID; in the case as given.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageId;
    ///
    /// let uuid = |text| MessageId::new(text).and_then(|id| id.uuid());
    /// assert_eq!(uuid("0F5C2E1A-9B7D-4C3E-8A6F-1D2B3C4E5F60"), Some("0F5C2E1A-9B7D-4C3E-8A6F-1D2B3C4E5F60"));
    /// assert_eq!(uuid("wamid.HBgL:1"), None);
    /// ```
    #[must_use]
    pub fn uuid(&self) -> Option<&'t str> {
        let text = self.0.rsplit_once(':').map_or(self.0, |(before, _)| before);
        let is_hex = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
        let groups = text.split('-').map(|group| is_hex(group).then_some(group.len()));
        groups.eq([8, 4, 4, 4, 12].map(Some)).then_some(text)
    }

    // index = 1*DIGIT        after the last ":" of an id that has some text before it
    /// The number after the last `:`; `None` without one, without text before it, and beyond `u32`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageId;
    ///
    /// let index = |text| MessageId::new(text).and_then(|id| id.index());
    /// assert_eq!(index("wamid.HBgL:12"), Some(12));
    /// assert_eq!(index("wamid.HBgL"), None);
    /// ```
    #[must_use]
    pub fn index(&self) -> Option<u32> {
        let (before, index) = self.0.rsplit_once(':')?;
        // `u32::from_str` would take a plus.
        let valid = !before.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
        if valid { index.parse().ok() } else { None }
    }
}

impl fmt::Display for MessageId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl<'t> From<MessageId<'t>> for Cow<'t, str> {
    fn from(id: MessageId<'t>) -> Self {
        Self::Borrowed(id.0)
    }
}

impl Serialize for MessageId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}
