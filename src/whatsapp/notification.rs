use std::borrow::Cow;
use std::collections::HashMap;

use crate::format::json_scan::Scanner;
use crate::parse_error::ParseError;
use crate::whatsapp::object::items;
use crate::whatsapp::{Contact, Message, MessageStatus, NativeError, Object};

/// An item of a notification that is not an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an object as item {index} of `{list}`, found another value")]
#[non_exhaustive]
pub struct BadItem<'a> {
    /// The list it stands in: `messages` or `statuses`.
    pub list: &'static str,
    /// Its place among all messages, or all statuses, of the notification, from zero.
    pub index: usize,
    /// Its JSON text.
    pub raw: &'a str,
}

/// What the platform is called with: messages, statuses, and the contacts that wrote.
///
/// Three envelopes are read: `{"contacts", "messages", "statuses", "errors"}`; the array of messages that a callback's `message` field
/// carries (one message alone, too); and the cloud's `{"entry": [{"changes": [{"value": {…}}]}]}`, of which there may be several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification<'a> {
    raw: &'a str,
    values: Vec<Value<'a>>,
}

/// The part of a notification in which messages and contacts belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value<'a> {
    pub(super) messages: Vec<&'a str>,
    pub(super) statuses: Vec<&'a str>,
    contacts: Vec<Contact<'a>>,
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
        let values = match Object::new(raw) {
            Some(object) => values_of(&object),
            None => vec![Value::of_messages(items(raw).unwrap_or_default())],
        };
        Ok(Self { raw: text, values })
    }

    /// The notification's text, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The messages, in their order. One that is not an object is told by its place and does not keep the others.
    #[must_use]
    pub fn messages(&self) -> Vec<Result<Message<'a>, BadItem<'a>>> {
        let raws = self.values.iter().flat_map(|value| &value.messages);
        raws.enumerate().map(|(index, raw)| object("messages", index, raw).map(Message::new)).collect()
    }

    /// The statuses, in their order. One that is not an object is told by its place and does not keep the others.
    #[must_use]
    pub fn statuses(&self) -> Vec<Result<MessageStatus<'a>, BadItem<'a>>> {
        let raws = self.values.iter().flat_map(|value| &value.statuses);
        raws.enumerate().map(|(index, raw)| object("statuses", index, raw).map(MessageStatus::new)).collect()
    }

    /// The contacts that wrote.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact<'a>> {
        self.values.iter().flat_map(|value| &value.contacts)
    }

    /// What failed on the platform's side.
    pub fn errors(&self) -> impl Iterator<Item = &NativeError<'a>> {
        self.values.iter().flat_map(|value| &value.errors)
    }

    pub(super) fn values(&self) -> &[Value<'a>] {
        &self.values
    }
}

pub(super) fn object<'a>(list: &'static str, index: usize, raw: &'a str) -> Result<Object<'a>, BadItem<'a>> {
    Object::new(raw).ok_or(BadItem { list, index, raw })
}

fn values_of<'a>(root: &Object<'a>) -> Vec<Value<'a>> {
    if root.get("entry").is_some() {
        let changes = root.objects("entry").flat_map(|entry| entry.objects("changes").collect::<Vec<_>>());
        return changes.filter_map(|change| change.object("value")).map(|value| Value::of(&value)).collect();
    }
    let is_envelope = ["messages", "statuses", "errors"].iter().any(|list| root.get(list).is_some());
    // A single message: `contacts` is the content of one of its types.
    if !is_envelope && root.get("type").is_some() {
        return vec![Value::of_messages(vec![root.raw()])];
    }
    vec![Value::of(root)]
}

impl<'a> Value<'a> {
    fn of(object: &Object<'a>) -> Self {
        let metadata = object.object("metadata");
        let contacts: Vec<_> = object.objects("contacts").map(Contact).collect();
        let mut contact_places = HashMap::new();
        for (place, contact) in contacts.iter().enumerate() {
            if let Some(id) = contact.wa_id() {
                contact_places.entry(id).or_insert(place);
            }
        }
        Self {
            messages: object.array("messages"),
            statuses: object.array("statuses"),
            contacts,
            contact_places,
            business_number: metadata.and_then(|metadata| metadata.text("display_phone_number")),
            errors: object.objects("errors").map(NativeError).collect(),
        }
    }

    fn of_messages(messages: Vec<&'a str>) -> Self {
        let (statuses, contacts, errors) = (Vec::new(), Vec::new(), Vec::new());
        Self { messages, statuses, contacts, contact_places: HashMap::new(), business_number: None, errors }
    }

    /// The contact of the message at `index`: the one with the sender's id, else the one at the same place, else the only one.
    pub(super) fn contact_of(&self, message: &Message<'a>, index: usize) -> Option<&Contact<'a>> {
        let by_id = || self.contacts.get(*self.contact_places.get(&message.sender()?)?);
        match &*self.contacts {
            [] => None,
            [only] => Some(only),
            contacts => by_id().or_else(|| contacts.get(index)),
        }
    }
}
