//! Notifications, in any of their envelopes.

use std::borrow::Cow;

use crate::json::index::Node;
use crate::received::ParseError;
use crate::whatsapp::{Contact, Message, MessageStatus, NativeError, NotificationValue, Object};

/// An item of a notification that is not an object.
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::Notification;
///
/// let notification = Notification::parse(r#"{"messages": [7]}"#)?;
/// let bad = notification.messages()[0].clone().unwrap_err();
/// assert_eq!((bad.list, bad.index, bad.raw), ("messages", 0, "7"));
/// # Ok::<(), callback_profile::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("item {index} of `{list}` is not an object")]
#[non_exhaustive]
pub struct BadItem<'a> {
    /// The list it stands in: `messages`, `statuses`, a part of the cloud's envelope, or `notification` for the whole.
    pub list: &'static str,
    /// Its place among all items of lists of that name in the notification, from zero.
    pub index: usize,
    /// Its JSON text.
    pub raw: &'a str,
}

/// What WhatsApp sends to the platform: messages, statuses, and the contacts that wrote.
///
/// Three envelopes are read: `{"contacts", "messages", "statuses", "errors"}`; the array of messages that a callback's `message` field
/// carries (one message alone, too); and the cloud's `{"entry": [{"changes": [{"value": {…}}]}]}`, of which there may be several.
/// An object where a list should be counts as its only item.
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::Notification;
///
/// let notification = Notification::parse(
///     r#"{"entry": [{"id": "102290129340398", "changes": [{"value": {
///         "metadata": {"display_phone_number": "12025550100", "phone_number_id": "106540352242922"},
///         "messages": [{"id": "m1"}, {"id": "m2"}]}}]}]}"#,
/// )?;
/// assert_eq!(notification.messages().len(), 2);
/// for value in notification.values() {
///     assert_eq!(value.entry_id().as_deref(), Some("102290129340398"));
///     assert_eq!(value.phone_number_id().as_deref(), Some("106540352242922"));
///     assert_eq!(value.messages().len(), 2);
/// }
/// # Ok::<(), callback_profile::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification<'a> {
    raw: &'a str,
    entry_ids: Vec<Node<'a>>,
    values: Vec<NotificationValue<'a>>,
    /// What stands where an envelope has an object.
    bad_items: Vec<BadItem<'a>>,
}

impl<'a> Notification<'a> {
    /// Reads a notification, in any of the envelopes. Its members are not looked at before they are asked for.
    ///
    /// It costs one pass over the text, and memory for a table of the values in it: an entry for each, up to 1,024 and one more for
    /// each 8 bytes. Where values stand closer than that, those that are asked for are read when they are, so that one such text costs
    /// more time, in proportion to its length, and no table of what nobody looks at.
    ///
    /// # Errors
    ///
    /// The text is not well-formed JSON, with line and column: `{"messages": [}`; so are bytes that are not UTF-8.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"[{"id": "m1"}]"#)?;
    /// assert_eq!(notification.messages().len(), 1);
    ///
    /// let error = Notification::parse(r#"{"messages": [}"#).unwrap_err();
    /// assert_eq!(error.place().map(|place| place.column), Some(15));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[inline]
    pub fn parse(text: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Self, ParseError> {
        Self::of_bytes(text.as_ref())
    }

    fn of_bytes(bytes: &'a [u8]) -> Result<Self, ParseError> {
        Self::of_text(std::str::from_utf8(bytes).map_err(|error| ParseError::not_utf8(bytes, error))?)
    }

    pub(super) fn of_text(text: &'a str) -> Result<Self, ParseError> {
        let root = Node::parse(text).map_err(|error| ParseError::json(text.as_bytes(), error, usize::MAX))?;
        let mut notification = Self { raw: text, entry_ids: Vec::new(), values: Vec::new(), bad_items: Vec::new() };
        match Object::of(root.clone()) {
            Some(object) => notification.read(&object),
            None if root.is_array() => notification.values.push(NotificationValue::default().with(root.items(), [])),
            None => notification.bad_items.push(BadItem { list: "notification", index: 0, raw: root.raw() }),
        }
        Ok(notification)
    }

    /// Reads the outermost object, whichever envelope it is.
    fn read(&mut self, root: &Object<'a>) {
        if root.has("entry") {
            self.read_entries(root);
            // Nothing says that the other envelope's lists are not there as well.
            if !["contacts", "messages", "statuses", "errors"].iter().any(|list| root.has(list)) {
                return;
            }
        }
        let is_envelope = ["messages", "statuses"].iter().any(|list| root.has(list));
        let is_status = root.has("status") && root.has("id");
        let is_message = root.has("type") || root.has("id") || root.has("from");
        let value = NotificationValue::behind(self.values.last());
        self.values.push(if is_envelope || root.has("entry") || !is_message {
            value.of(root)
        } else if is_status {
            value.with([], [root.node()])
        } else {
            // A single message: `contacts` is the content of one of its types, and `errors` what is wrong with it.
            value.with([root.node()], [])
        });
    }

    /// Reads the cloud's envelope; every value keeps the id of its entry.
    fn read_entries(&mut self, root: &Object<'a>) {
        let entries = self.objects("entry", root.listed("entry").map(|entry| ((), entry)));
        self.entry_ids = entries.iter().filter_map(|((), entry)| entry.value("id")).collect();
        let changes = entries.iter().flat_map(|((), entry)| {
            let id = entry.value("id");
            entry.listed("changes").map(move |change| (id.clone(), change))
        });
        let changes = self.objects("changes", changes);
        let values = changes.into_iter().filter_map(|(id, change)| Some((id, change.value("value")?)));
        for (id, value) in self.objects("value", values) {
            let before = self.values.last();
            self.values.push(NotificationValue::behind(before).of_entry(id).of(&value));
        }
    }

    /// Those of an envelope's items that are objects, each with what it came with; the others are kept as bad.
    fn objects<T>(
        &mut self,
        list: &'static str,
        items: impl IntoIterator<Item = (T, Node<'a>)>,
    ) -> Vec<(T, Object<'a>)> {
        let objects = items.into_iter().zip(0..).map(|((with, item), index)| Ok((with, object(list, index, item)?)));
        objects.filter_map(|object| object.map_err(|bad| self.bad_items.push(bad)).ok()).collect()
    }

    /// The notification's text, byte for byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"messages": []}"#)?;
    /// assert_eq!(notification.raw(), r#"{"messages": []}"#);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The messages, in their order. One that is not an object is told by its place and does not keep the others.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"messages": [{"id": "m1"}, 7, {"id": "m2"}]}"#)?;
    /// let messages = notification.messages();
    /// assert!(messages[1].is_err());
    /// let ids: Vec<_> = messages.iter().flatten().filter_map(|message| message.id()).collect();
    /// assert_eq!(ids, ["m1", "m2"]);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn messages(&self) -> Vec<Result<Message<'a>, BadItem<'a>>> {
        self.values.iter().flat_map(|value| value.message_items().iter().cloned()).collect()
    }

    /// The statuses, in their order. One that is not an object is told by its place and does not keep the others.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"statuses": [{"id": "m1", "status": "read"}]}"#)?;
    /// let statuses: Vec<_> = notification.statuses().into_iter().flatten().collect();
    /// assert_eq!(statuses[0].status().unwrap().as_str(), "read");
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn statuses(&self) -> Vec<Result<MessageStatus<'a>, BadItem<'a>>> {
        self.values.iter().flat_map(|value| value.status_items().iter().cloned()).collect()
    }

    /// The contacts that wrote.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"contacts": [{"wa_id": "12025550143"}]}"#)?;
    /// let ids: Vec<_> = notification.contacts().filter_map(|contact| contact.wa_id()).collect();
    /// assert_eq!(ids, ["12025550143"]);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    pub fn contacts(&self) -> impl Iterator<Item = &Contact<'a>> {
        self.values.iter().flat_map(NotificationValue::contacts)
    }

    /// What failed on the platform's side.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"errors": [{"code": 131051}]}"#)?;
    /// let codes: Vec<_> = notification.errors().filter_map(|error| error.code()).collect();
    /// assert_eq!(codes, ["131051"]);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    pub fn errors(&self) -> impl Iterator<Item = &NativeError<'a>> {
        self.values.iter().flat_map(NotificationValue::errors)
    }

    /// The ids of the cloud's entries, each that of a WhatsApp Business account, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"entry": [{"id": "102290129340398", "changes": []}]}"#)?;
    /// assert_eq!(notification.entry_ids().collect::<Vec<_>>(), ["102290129340398"]);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    pub fn entry_ids(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.entry_ids.iter().filter_map(Node::text)
    }

    /// The platform's ids of the business's numbers that the parts are for, in their order; one may come several times.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"entry": [{"changes": [{"value": {"metadata": {"phone_number_id": "106540352242922"}}}]}]}"#)?;
    /// assert_eq!(notification.phone_number_ids().collect::<Vec<_>>(), ["106540352242922"]);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    pub fn phone_number_ids(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.values.iter().filter_map(NotificationValue::phone_number_id)
    }

    /// The parts in which messages, statuses and contacts belong together: whoever has to know from which entry, or for which number, a
    /// message came, asks the part it stands in. All their messages and statuses, one part after the other, are those of the notification.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(
    ///     r#"{"entry": [{"id": "102290129340398", "changes": [{"value": {
    ///         "metadata": {"display_phone_number": "12025550100", "phone_number_id": "106540352242922"},
    ///         "messages": [{"id": "m1"}], "statuses": [{"id": "m0"}]}}]}]}"#,
    /// )?;
    /// for value in notification.values() {
    ///     assert_eq!(value.display_phone_number().as_deref(), Some("12025550100"));
    ///     assert_eq!(value.messages().len(), 1);
    /// }
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn values(&self) -> &[NotificationValue<'a>] {
        &self.values
    }

    /// What stands in the envelope where an object should be. Bad messages and statuses come in the place of good ones, see
    /// [`messages`](Self::messages) and [`statuses`](Self::statuses).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"entry": [7]}"#)?;
    /// let bad = notification.bad_items()[0];
    /// assert_eq!((bad.list, bad.raw), ("entry", "7"));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn bad_items(&self) -> &[BadItem<'a>] {
        &self.bad_items
    }
}

/// The item as an object, or told by its place where it is none.
pub(super) fn object<'a>(list: &'static str, index: usize, item: Node<'a>) -> Result<Object<'a>, BadItem<'a>> {
    let raw = item.raw();
    Object::of(item).ok_or(BadItem { list, index, raw })
}
