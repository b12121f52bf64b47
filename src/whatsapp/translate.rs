//! Native content as the platform's callbacks.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::field::{Callback, Field, IncomingCallback, IncomingField, OutgoingCallback, OutgoingField};
use crate::json::write as json;
use crate::whatsapp::{BadItem, Contact, Message, MessageStatus, Notification};

/// The callbacks that a notification gives rise to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Translation<'a> {
    /// One for each message.
    pub incoming: Vec<IncomingCallback<'a>>,
    /// One for each status.
    pub outgoing: Vec<OutgoingCallback<'a>>,
    /// What could not be translated, with its JSON text.
    pub bad_items: Vec<BadItem<'a>>,
}

/// Translates native content to the platform's callbacks.
///
/// Native content does not say which of the business's numbers it is for, unless it comes in the cloud's envelope, whose number
/// wins over `business_number`. A price is never made up: native content has none.
///
/// Each message carries a copy of its contact and of the number. Of those that are longer than 1,024 bytes there are copies for as many
/// bytes as the notification has, and 64 KiB more; then each goes with the first of its messages only, so that what comes out of a
/// hostile notification is not a multiple of what went in.
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::{Notification, translate};
///
/// let notification = Notification::parse(
///     r#"{"statuses": [{"id": "a:0", "status": "failed", "recipient_id": "12025550143", "errors": [{"code": 131026, "title": "No"}]}, 7]}"#,
/// )?;
/// let translation = translate(&notification, None);
/// assert_eq!(translation.outgoing[0].error_code(), "131026");
/// assert_eq!(translation.bad_items[0].to_string(), "expected an object as item 1 of `statuses`, found another value");
/// # Ok::<(), callback_profile::ParseError>(())
/// ```
#[must_use]
pub fn translate<'a>(notification: &Notification<'a>, business_number: Option<&'a str>) -> Translation<'a> {
    let mut translation = Translation { bad_items: notification.bad_items().to_vec(), ..Translation::default() };
    let (mut message_numbers, mut status_numbers) = (0.., 0..);
    let mut shared = Shared::new(notification.raw().len());
    for value in notification.values() {
        let number = value.business_number.clone().or_else(|| business_number.map(Cow::Borrowed));
        let messages = value.messages(&mut message_numbers);
        let of_senders = value.contacts_of_senders(&messages);
        for (index, message) in messages.into_iter().enumerate() {
            let callback = message.map(|message| {
                let contact = value.contact_of(&message, index, &of_senders);
                let contact = contact.filter(|contact| shared.may_have(contact.object().raw()));
                incoming(&message, contact, number.as_ref().filter(|number| shared.may_have(number)))
            });
            translation.bad_items.extend(callback.map(|callback| translation.incoming.push(callback)).err());
        }
        for status in value.statuses(&mut status_numbers) {
            let callback = status.map(|status| {
                let number = number.as_ref().filter(|number| shared.may_have(number));
                outgoing(&status, number)
            });
            translation.bad_items.extend(callback.map(|callback| translation.outgoing.push(callback)).err());
        }
    }
    translation
}

/// Texts that several callbacks carry, each a copy of its own. Where there are too many copies of long ones, they go with the first.
struct Shared {
    /// Where the long texts stand that a callback has already.
    given: HashSet<*const u8>,
    /// How many bytes of long texts may still be copied.
    left: usize,
}

impl Shared {
    /// What is not longer is always copied.
    const SHORT: usize = 1_024;
    const LEAST: usize = 64 * 1_024;

    fn new(bytes: usize) -> Self {
        Self { given: HashSet::new(), left: bytes.saturating_add(Self::LEAST) }
    }

    fn may_have(&mut self, text: &str) -> bool {
        if text.len() <= Self::SHORT || self.given.insert(text.as_ptr()) {
            return true;
        }
        let left = self.left.checked_sub(text.len());
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }
}

fn incoming<'a>(
    message: &Message<'a>,
    contact: Option<&Contact<'a>>,
    number: Option<&Cow<'a, str>>,
) -> IncomingCallback<'a> {
    let media = message.media();
    let reply_to = message.context().and_then(|context| context.id()).or_else(|| message.id());
    let name = message.profile_name().or_else(|| contact?.profile_name());
    let texts = [
        (IncomingField::Body, message.body()),
        (IncomingField::MimeType, media.as_ref().and_then(super::Media::mime_type)),
        (IncomingField::MediaUrl, media.as_ref().and_then(|media| media.link().or_else(|| media.url()))),
        (IncomingField::MediaName, media.as_ref().and_then(super::Media::filename)),
        (IncomingField::Sender, message.sender()),
        (IncomingField::Mobile, message.sender()),
        (IncomingField::Name, name),
        (IncomingField::MessageType, message.object().text("type")),
        (IncomingField::CreatedAt, message.object().text("timestamp")),
        (IncomingField::ReplyTo, reply_to),
        (IncomingField::BusinessNumber, number.cloned()),
        (IncomingField::CustomResponse, Some(Cow::Borrowed("false"))),
        (IncomingField::Message, Some(Cow::Owned(array_form(message, contact, number)))),
        (IncomingField::Contacts, message.object().get("contacts").map(Cow::Borrowed)),
        (IncomingField::Location, message.object().get("location").map(Cow::Borrowed)),
    ];
    filled(texts)
}

/// The message as the only item of an array, its own bytes first, with the contact's profile and the business's number moved in
/// where the message does not have them already.
fn array_form(message: &Message<'_>, contact: Option<&Contact<'_>>, number: Option<&Cow<'_, str>>) -> String {
    let object = message.object();
    let own = object.raw().strip_suffix('}').unwrap_or_default().trim_ascii_end();
    let mut moved = Vec::new();
    let profile = contact.and_then(|contact| contact.object().get("profile"));
    if let (Some(profile), None) = (profile, object.get("profile")) {
        moved.push(format!("\"profile\":{profile}"));
    }
    if let (Some(number), None) = (number, object.get("wa_number")) {
        let mut escaped = String::new();
        json::write_value(&mut escaped, number);
        moved.push(format!("\"wa_number\":\"{escaped}\""));
    }
    let has_both = object.members().next().is_some() && !moved.is_empty();
    format!("[{own}{}{}}}]", if has_both { "," } else { "" }, moved.join(","))
}

fn outgoing<'a>(status: &MessageStatus<'a>, number: Option<&Cow<'a, str>>) -> OutgoingCallback<'a> {
    let errors = status.errors();
    let error = errors.first();
    let texts = [
        (OutgoingField::Id, status.id()),
        (OutgoingField::Status, status.object().text("status")),
        (OutgoingField::Timestamp, status.object().text("timestamp")),
        (OutgoingField::Mobile, status.recipient_id()),
        (OutgoingField::PhoneNumber, status.recipient_id()),
        (OutgoingField::CustomResponse, Some(Cow::Borrowed("false"))),
        (OutgoingField::Error, error.and_then(|error| error.title().or_else(|| error.message()))),
        (OutgoingField::ErrorCode, error.and_then(super::NativeError::code)),
        (OutgoingField::WhatsappNumber, number.cloned()),
    ];
    filled(texts)
}

/// The callback that holds those of the texts that there are.
fn filled<'a, C: Callback<'a>>(texts: impl IntoIterator<Item = (C::Field, Option<Cow<'a, str>>)>) -> C {
    let mut callback = C::default();
    for (field, text) in texts {
        if let (Some(text), Some(slot)) = (text, callback.values_mut().get_mut(field.index())) {
            *slot = text;
        }
    }
    callback
}
