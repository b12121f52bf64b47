//! Notifications, in any of their envelopes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::RangeFrom;

use crate::json::scan::Scanner;
use crate::received::ParseError;
use crate::value::PhoneNumber;
use crate::whatsapp::object::items;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification<'a> {
    raw: &'a str,
    values: Vec<Value<'a>>,
    /// What stands where an envelope has an object.
    bad_items: Vec<BadItem<'a>>,
}

/// The part of a notification in which messages and contacts belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Value<'a> {
    messages: Vec<&'a str>,
    statuses: Vec<&'a str>,
    /// With a gap where one is no object, so that the others keep their places.
    contacts: Vec<Option<Contact<'a>>>,
    /// The place of each contact by its id, the first where several have it.
    contact_places: HashMap<Cow<'a, str>, usize>,
    pub(super) business_number: Option<Cow<'a, str>>,
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
        let mut notification = Self { raw: text, values: Vec::new(), bad_items: Vec::new() };
        match (Object::new(raw), items(raw)) {
            (Some(object), _) => notification.read(&object),
            (None, Ok(messages)) => notification.values.push(Value { messages, ..Value::default() }),
            (None, Err(_)) => notification.bad_items.push(BadItem { list: "notification", index: 0, raw }),
        }
        Ok(notification)
    }

    /// Reads the outermost object, whichever envelope it is.
    fn read(&mut self, root: &Object<'a>) {
        if root.has("entry") {
            let entries = self.objects("entry", root.listed("entry"));
            let changes = self.objects("changes", entries.iter().flat_map(|entry| entry.listed("changes")));
            let values = self.objects("value", changes.iter().filter_map(|change| change.get("value")));
            self.values.extend(values.iter().map(Value::of));
            // Nothing says that the other envelope's lists are not there as well.
        }
        let is_envelope = ["messages", "statuses"].iter().any(|list| root.has(list));
        let is_status = root.has("status") && root.has("id");
        let is_message = root.has("type") || root.has("id") || root.has("from");
        self.values.push(if is_envelope || root.has("entry") || !is_message {
            Value::of(root)
        } else if is_status {
            Value { statuses: vec![root.raw()], ..Value::default() }
        } else {
            // A single message: `contacts` is the content of one of its types, and `errors` what is wrong with it.
            Value { messages: vec![root.raw()], ..Value::default() }
        });
    }

    /// Those of an envelope's items that are objects; the others are kept as bad.
    fn objects(&mut self, list: &'static str, raws: impl IntoIterator<Item = &'a str>) -> Vec<Object<'a>> {
        let objects = raws.into_iter().zip(0..).map(|(raw, index)| object(list, index, raw));
        objects.filter_map(|object| object.map_err(|bad| self.bad_items.push(bad)).ok()).collect()
    }

    /// The notification's text, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The messages, in their order. One that is not an object is told by its place and does not keep the others.
    #[must_use]
    pub fn messages(&self) -> Vec<Result<Message<'a>, BadItem<'a>>> {
        let mut numbers = 0..;
        self.values.iter().flat_map(|value| value.messages(&mut numbers)).collect()
    }

    /// The statuses, in their order. One that is not an object is told by its place and does not keep the others.
    #[must_use]
    pub fn statuses(&self) -> Vec<Result<MessageStatus<'a>, BadItem<'a>>> {
        let mut numbers = 0..;
        self.values.iter().flat_map(|value| value.statuses(&mut numbers)).collect()
    }

    /// The contacts that wrote.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact<'a>> {
        self.values.iter().flat_map(|value| value.contacts.iter().flatten())
    }

    /// What failed on the platform's side.
    pub fn errors(&self) -> impl Iterator<Item = &NativeError<'a>> {
        self.values.iter().flat_map(|value| &value.errors)
    }

    /// What stands in the envelope where an object should be. Bad messages and statuses come in the place of good ones, see
    /// [`messages`](Self::messages) and [`statuses`](Self::statuses).
    #[must_use]
    pub fn bad_items(&self) -> &[BadItem<'a>] {
        &self.bad_items
    }

    pub(super) fn values(&self) -> &[Value<'a>] {
        &self.values
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

impl<'a> Value<'a> {
    fn of(object: &Object<'a>) -> Self {
        let metadata = object.object("metadata");
        let contacts: Vec<_> = object.listed("contacts").into_iter().map(|raw| Object::new(raw).map(Contact)).collect();
        // Backwards, so that of several with one id the first stays.
        let places = contacts.iter().enumerate().rev();
        let contact_places = places.filter_map(|(place, contact)| Some((number(contact.as_ref()?.wa_id()?), place)));
        let contact_places = contact_places.collect();
        Self {
            messages: object.listed("messages"),
            statuses: object.listed("statuses"),
            contacts,
            contact_places,
            business_number: metadata.and_then(|metadata| metadata.text("display_phone_number")),
            errors: object.objects("errors").map(NativeError).collect(),
        }
    }

    /// The messages, each with the next of the numbers that messages have in the notification.
    pub(super) fn messages(&self, numbers: &mut RangeFrom<usize>) -> Vec<Result<Message<'a>, BadItem<'a>>> {
        let raws = self.messages.iter().zip(numbers);
        raws.map(|(raw, number)| object("messages", number, raw).map(Message::new)).collect()
    }

    /// The statuses, each with the next of the numbers that statuses have in the notification.
    pub(super) fn statuses(&self, numbers: &mut RangeFrom<usize>) -> Vec<Result<MessageStatus<'a>, BadItem<'a>>> {
        let raws = self.statuses.iter().zip(numbers);
        raws.map(|(raw, number)| object("statuses", number, raw).map(MessageStatus::new)).collect()
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
