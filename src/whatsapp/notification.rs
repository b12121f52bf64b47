//! Notifications, in any of their envelopes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::json::scan::Scanner;
use crate::received::ParseError;
use crate::value::PhoneNumber;
use crate::whatsapp::object::{items, text_of};
use crate::whatsapp::{Contact, Message, MessageStatus, NativeError, Object};

/// An item of a notification that is not an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an object as item {index} of `{list}`, found another value")]
#[non_exhaustive]
pub struct BadItem<'a> {
    /// The list it stands in: `messages`, `statuses`, a part of the cloud's envelope, or `notification` for the whole.
    pub list: &'static str,
    /// Its place among all items of lists of that name in the notification, from zero.
    pub index: usize,
    /// Its JSON text.
    pub raw: &'a str,
}

/// What the platform is called with: messages, statuses, and the contacts that wrote.
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
    /// The JSON texts of the entries' ids.
    entry_ids: Vec<&'a str>,
    values: Vec<NotificationValue<'a>>,
    /// What stands where an envelope has an object.
    bad_items: Vec<BadItem<'a>>,
}

/// The part of a notification in which messages and contacts belong together: the cloud's `value`, or the whole of any other envelope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotificationValue<'a> {
    /// The JSON text of the id of the entry it stands in.
    entry_id: Option<&'a str>,
    metadata: Option<Object<'a>>,
    messages: Vec<&'a str>,
    /// The number of the first message among all those of the notification.
    first_message: usize,
    statuses: Vec<&'a str>,
    /// The number of the first status among all those of the notification.
    first_status: usize,
    /// With a gap where one is no object, so that the others keep their places.
    contacts: Vec<Option<Contact<'a>>>,
    /// The place of each contact by its id, the first where several have it.
    contact_places: HashMap<Cow<'a, str>, usize>,
    errors: Vec<NativeError<'a>>,
}

impl<'a> Notification<'a> {
    /// Reads a notification. What its members hold is nobody's concern before they are asked for.
    ///
    /// # Errors
    ///
    /// The text is not well-formed JSON, with line and column: `{"messages": [}`.
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        let error = |error| ParseError::json(text.as_bytes(), error, usize::MAX);
        let mut scanner = Scanner::new(text.as_bytes());
        let span = scanner.value(usize::MAX).map_err(error)?;
        scanner.end().map_err(error)?;
        let raw = span.of(text).unwrap_or_default();
        let mut notification = Self { raw: text, entry_ids: Vec::new(), values: Vec::new(), bad_items: Vec::new() };
        match (Object::new(raw), items(raw)) {
            (Some(object), _) => notification.read(&object),
            (None, Ok(messages)) => notification.push(NotificationValue { messages, ..NotificationValue::default() }),
            (None, Err(_)) => notification.bad_items.push(BadItem { list: "notification", index: 0, raw }),
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
        self.push(if is_envelope || root.has("entry") || !is_message {
            NotificationValue::of(root, None)
        } else if is_status {
            NotificationValue { statuses: vec![root.raw()], ..NotificationValue::default() }
        } else {
            // A single message: `contacts` is the content of one of its types, and `errors` what is wrong with it.
            NotificationValue { messages: vec![root.raw()], ..NotificationValue::default() }
        });
    }

    /// Reads the cloud's envelope; every value keeps the id of its entry.
    fn read_entries(&mut self, root: &Object<'a>) {
        let entries = self.objects("entry", root.listed("entry").into_iter().map(|raw| ((), raw)));
        self.entry_ids = entries.iter().filter_map(|((), entry)| entry.get("id")).collect();
        let changes = |entry: &Object<'a>| entry.listed("changes").into_iter();
        let changes = entries.iter().flat_map(|((), entry)| changes(entry).map(|raw| (entry.get("id"), raw)));
        let changes = self.objects("changes", changes);
        let values = changes.iter().filter_map(|(id, change)| Some((*id, change.get("value")?)));
        for (id, value) in self.objects("value", values) {
            self.push(NotificationValue::of(&value, id));
        }
    }

    /// Those of an envelope's items that are objects, each with what it came with; the others are kept as bad.
    fn objects<T>(&mut self, list: &'static str, raws: impl IntoIterator<Item = (T, &'a str)>) -> Vec<(T, Object<'a>)> {
        let objects = raws.into_iter().zip(0..).map(|((with, raw), index)| Ok((with, object(list, index, raw)?)));
        objects.filter_map(|object| object.map_err(|bad| self.bad_items.push(bad)).ok()).collect()
    }

    /// Adds a part, whose messages and statuses go on counting where those of the one before end.
    fn push(&mut self, value: NotificationValue<'a>) {
        let (first_message, first_status) = self.values.last().map_or((0, 0), |before| {
            (before.first_message + before.messages.len(), before.first_status + before.statuses.len())
        });
        self.values.push(NotificationValue { first_message, first_status, ..value });
    }

    /// The notification's text, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The messages, in their order. One that is not an object is told by its place and does not keep the others.
    #[must_use]
    pub fn messages(&self) -> Vec<Result<Message<'a>, BadItem<'a>>> {
        self.values.iter().flat_map(NotificationValue::messages).collect()
    }

    /// The statuses, in their order. One that is not an object is told by its place and does not keep the others.
    #[must_use]
    pub fn statuses(&self) -> Vec<Result<MessageStatus<'a>, BadItem<'a>>> {
        self.values.iter().flat_map(NotificationValue::statuses).collect()
    }

    /// The contacts that wrote.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact<'a>> {
        self.values.iter().flat_map(NotificationValue::contacts)
    }

    /// What failed on the platform's side.
    pub fn errors(&self) -> impl Iterator<Item = &NativeError<'a>> {
        self.values.iter().flat_map(NotificationValue::errors)
    }

    /// The ids of the cloud's entries, each that of a WhatsApp Business account, in their order.
    pub fn entry_ids(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.entry_ids.iter().filter_map(|raw| text_of(raw))
    }

    /// The platform's ids of the business's numbers that the parts are for, in their order; one may stand there several times.
    pub fn phone_number_ids(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.values.iter().filter_map(NotificationValue::phone_number_id)
    }

    /// The parts in which messages, statuses and contacts belong together: whoever has to know from which entry, or for which number, a
    /// message came, asks the part it stands in. All their messages and statuses, one part after the other, are those of the notification.
    #[must_use]
    pub fn values(&self) -> &[NotificationValue<'a>] {
        &self.values
    }

    /// What stands in the envelope where an object should be. Bad messages and statuses come in the place of good ones, see
    /// [`messages`](Self::messages) and [`statuses`](Self::statuses).
    #[must_use]
    pub fn bad_items(&self) -> &[BadItem<'a>] {
        &self.bad_items
    }
}

fn object<'a>(list: &'static str, index: usize, raw: &'a str) -> Result<Object<'a>, BadItem<'a>> {
    Object::new(raw).ok_or(BadItem { list, index, raw })
}

/// A telephone number as numbers are compared: by its digits.
fn number(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => PhoneNumber::digits_or_text(text),
        Cow::Owned(text) => Cow::Owned(PhoneNumber::digits_or_text(&text).into_owned()),
    }
}

impl<'a> NotificationValue<'a> {
    fn of(object: &Object<'a>, entry_id: Option<&'a str>) -> Self {
        let contacts: Vec<_> = object.listed("contacts").into_iter().map(|raw| Object::new(raw).map(Contact)).collect();
        // Backwards, so that of several with one id the first stays.
        let places = contacts.iter().enumerate().rev();
        let contact_places = places.filter_map(|(place, contact)| Some((number(contact.as_ref()?.wa_id()?), place)));
        let contact_places = contact_places.collect();
        Self {
            entry_id,
            metadata: object.object("metadata"),
            messages: object.listed("messages"),
            statuses: object.listed("statuses"),
            contacts,
            contact_places,
            errors: object.objects("errors").map(NativeError).collect(),
            ..Self::default()
        }
    }

    /// The id of the cloud's entry that it stands in, that of a WhatsApp Business account.
    #[must_use]
    pub fn entry_id(&self) -> Option<Cow<'a, str>> {
        self.entry_id.and_then(text_of)
    }

    /// The platform's id of the business's number that it is for.
    #[must_use]
    pub fn phone_number_id(&self) -> Option<Cow<'a, str>> {
        self.metadata.as_ref()?.text("phone_number_id")
    }

    /// The business's number that it is for.
    #[must_use]
    pub fn display_phone_number(&self) -> Option<Cow<'a, str>> {
        self.metadata.as_ref()?.text("display_phone_number")
    }

    /// The messages in it, as [`Notification::messages`] has them.
    #[must_use]
    pub fn messages(&self) -> Vec<Result<Message<'a>, BadItem<'a>>> {
        let raws = self.messages.iter().zip(self.first_message..);
        raws.map(|(raw, number)| object("messages", number, raw).map(Message::new)).collect()
    }

    /// The statuses in it, as [`Notification::statuses`] has them.
    #[must_use]
    pub fn statuses(&self) -> Vec<Result<MessageStatus<'a>, BadItem<'a>>> {
        let raws = self.statuses.iter().zip(self.first_status..);
        raws.map(|(raw, number)| object("statuses", number, raw).map(MessageStatus::new)).collect()
    }

    /// The contacts that wrote.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact<'a>> {
        self.contacts.iter().flatten()
    }

    /// What failed on the platform's side.
    pub fn errors(&self) -> impl Iterator<Item = &NativeError<'a>> {
        self.errors.iter()
    }

    /// The places of the contacts whose ids are those of senders.
    pub(super) fn contacts_of_senders(&self, messages: &[Result<Message<'a>, BadItem<'a>>]) -> HashSet<usize> {
        let senders: HashSet<_> = messages.iter().flatten().filter_map(Message::sender).map(number).collect();
        let is_sender = |contact: &Contact<'a>| contact.wa_id().is_some_and(|id| senders.contains(&number(id)));
        let contacts = self.contacts.iter().enumerate();
        contacts.filter(|(_, contact)| contact.as_ref().is_some_and(is_sender)).map(|(place, _)| place).collect()
    }

    /// The contact of the message at `index`: the one with the sender's id, else the one at the same place, else the only one.
    /// Platforms give contacts other ids than senders, so that another id is no hindrance; but a contact whose id is that of
    /// another message's sender is taken.
    pub(super) fn contact_of(
        &self,
        message: &Message<'a>,
        index: usize,
        of_senders: &HashSet<usize>,
    ) -> Option<&Contact<'a>> {
        if let Some(place) = message.sender().and_then(|sender| self.contact_places.get(&number(sender))) {
            return self.contacts.get(*place)?.as_ref();
        }
        let place = if self.contacts.len() == 1 { 0 } else { index };
        self.contacts.get(place)?.as_ref().filter(|_| !of_senders.contains(&place))
    }
}
