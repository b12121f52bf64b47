//! Which contact wrote which message.

use std::borrow::Cow;

use crate::text::sort_by;
use crate::value::PhoneNumber;
use crate::whatsapp::{BadItem, Contact, Message};

/// The contacts and messages of one part of a notification.
pub(super) struct Senders<'v, 'a> {
    contacts: &'v [Option<Contact<'a>>],
    messages: &'v [Result<Message<'a>, BadItem<'a>>],
    /// The contacts' ids, in order, with the places of those that have them.
    ids: Vec<(Cow<'a, str>, usize)>,
    /// For each contact whether it is the first with the id of a sender, once somebody asked.
    is_sender: Option<Vec<bool>>,
}

impl<'v, 'a> Senders<'v, 'a> {
    pub(super) fn new(contacts: &'v [Option<Contact<'a>>], messages: &'v [Result<Message<'a>, BadItem<'a>>]) -> Self {
        let ids = contacts.iter().zip(0..);
        let ids = ids.filter_map(|(contact, place)| Some((number(contact.as_ref()?.wa_id()?), place)));
        let mut ids: Vec<_> = ids.collect();
        sort_by(&mut ids, Ord::cmp);
        Self { contacts, messages, ids, is_sender: None }
    }

    /// The contact of the message at `index`: the one with the sender's id, else the one at the same place, else the only one.
    /// Platforms give contacts other ids than senders, so that another id is no hindrance; but a contact whose id is that of
    /// another message's sender is taken.
    pub(super) fn contact_of(&mut self, message: &Message<'a>, index: usize) -> Option<&'v Contact<'a>> {
        if let Some(place) = message.sender().and_then(|sender| self.first_with(sender)) {
            return self.contacts.get(place)?.as_ref();
        }
        let place = if self.contacts.len() == 1 { 0 } else { index };
        let contact = self.contacts.get(place)?.as_ref()?;
        let first = contact.wa_id().and_then(|id| self.first_with(id));
        let is_taken = first.is_some_and(|first| self.is_sender().get(first) == Some(&true));
        (!is_taken).then_some(contact)
    }

    /// The place of the first contact with an id.
    fn first_with(&self, id: Cow<'_, str>) -> Option<usize> {
        let id = number(id);
        let first = self.ids.partition_point(|(other, _)| *other < id);
        self.ids.get(first).filter(|(other, _)| *other == id).map(|(_, place)| *place)
    }

    fn is_sender(&mut self) -> &[bool] {
        let mut is_sender = self.is_sender.take().unwrap_or_default();
        if is_sender.is_empty() {
            is_sender.resize(self.contacts.len(), false);
            let senders = self.messages.iter().flatten().filter_map(Message::sender);
            for place in senders.filter_map(|sender| self.first_with(sender)) {
                if let Some(is_sender) = is_sender.get_mut(place) {
                    *is_sender = true;
                }
            }
        }
        self.is_sender.insert(is_sender)
    }
}

/// A telephone number as numbers are compared: by its digits.
fn number(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => PhoneNumber::digits_or_text(text),
        Cow::Owned(text) => Cow::Owned(PhoneNumber::digits_or_text(&text).into_owned()),
    }
}
