use std::borrow::Cow;

use crate::field::{IncomingCallback, IncomingField, OutgoingCallback, OutgoingField};
use crate::whatsapp::notification::object;
use crate::whatsapp::{BadItem, Contact, Message, MessageStatus, Notification};
use crate::wire::json::write as json;

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
    let (mut messages, mut statuses) = (0_usize, 0_usize);
    for value in notification.values() {
        let number = value.business_number.clone().or_else(|| business_number.map(Cow::Borrowed));
        let found: Vec<_> = value.messages.iter().map(|raw| object("messages", 0, raw).map(Message::new)).collect();
        let senders = found.iter().flatten().filter_map(Message::sender).collect();
        for (index, found) in found.into_iter().enumerate() {
            match found {
                Ok(message) => {
                    let contact = value.contact_of(&message, index, &senders);
                    translation.incoming.push(incoming(&message, contact, number.as_ref()));
                }
                Err(bad) => translation.bad_items.push(BadItem { index: messages, ..bad }),
            }
            messages = messages.saturating_add(1);
        }
        for raw in &value.statuses {
            match object("statuses", statuses, raw) {
                Ok(found) => translation.outgoing.push(outgoing(&MessageStatus::new(found), number.as_ref())),
                Err(bad) => translation.bad_items.push(bad),
            }
            statuses = statuses.saturating_add(1);
        }
    }
    translation
}

fn incoming<'a>(
    message: &Message<'a>,
    contact: Option<&Contact<'a>>,
    number: Option<&Cow<'a, str>>,
) -> IncomingCallback<'a> {
    use IncomingField as Field;

    let media = message.media();
    let media = media.as_ref();
    let reply_to = message.context().and_then(|context| context.id()).or_else(|| message.id());
    let name = message.profile_name().or_else(|| contact?.profile_name());
    let texts = [
        (Field::Body, message.body()),
        (Field::MimeType, media.and_then(super::Media::mime_type)),
        (Field::MediaUrl, media.and_then(|media| media.link().or_else(|| media.url()))),
        (Field::MediaName, media.and_then(super::Media::filename)),
        (Field::Sender, message.sender()),
        (Field::Mobile, message.sender()),
        (Field::Name, name),
        (Field::MessageType, message.object().text("type")),
        (Field::CreatedAt, message.object().text("timestamp")),
        (Field::ReplyTo, reply_to),
        (Field::BusinessNumber, number.cloned()),
        (Field::CustomResponse, Some(Cow::Borrowed("false"))),
        (Field::Message, Some(Cow::Owned(array_form(message, contact, number)))),
        (Field::Contacts, message.object().get("contacts").map(Cow::Borrowed)),
        (Field::Location, message.object().get("location").map(Cow::Borrowed)),
    ];
    texts.into_iter().fold(IncomingCallback::default(), |callback, (field, text)| match text {
        Some(text) => callback.with(field, text),
        None => callback,
    })
}

/// The message as the only item of an array, its own bytes first, with the contact's profile and the business's number moved in
/// where the message does not have them already.
fn array_form(message: &Message<'_>, contact: Option<&Contact<'_>>, number: Option<&Cow<'_, str>>) -> String {
    let object = message.object();
    let inside = object.raw().strip_suffix('}').unwrap_or_default().trim_ascii_end();
    let mut array = String::with_capacity(object.raw().len().saturating_add(64));
    array.push('[');
    array.push_str(inside);
    let mut has_members = object.members().next().is_some();
    let mut add = |name: &str, value: &str| {
        array.push_str(if has_members { ",\"" } else { "\"" });
        array.push_str(name);
        array.push_str("\":");
        array.push_str(value);
        has_members = true;
    };
    let profile = contact.and_then(|contact| contact.object().get("profile"));
    if let (Some(profile), None) = (profile, object.get("profile")) {
        add("profile", profile);
    }
    if let (Some(number), None) = (number, object.get("wa_number")) {
        let mut quoted = String::from('"');
        json::write_value(&mut quoted, number);
        quoted.push('"');
        add("wa_number", &quoted);
    }
    array.push_str("}]");
    array
}

fn outgoing<'a>(status: &MessageStatus<'a>, number: Option<&Cow<'a, str>>) -> OutgoingCallback<'a> {
    use OutgoingField as Field;

    let errors = status.errors();
    let error = errors.first();
    let texts = [
        (Field::Id, status.id()),
        (Field::Status, status.object().text("status")),
        (Field::Timestamp, status.object().text("timestamp")),
        (Field::Mobile, status.recipient_id()),
        (Field::PhoneNumber, status.recipient_id()),
        (Field::CustomResponse, Some(Cow::Borrowed("false"))),
        (Field::Error, error.and_then(|error| error.title().or_else(|| error.message()))),
        (Field::ErrorCode, error.and_then(super::NativeError::code)),
        (Field::WhatsappNumber, number.cloned()),
    ];
    texts.into_iter().fold(OutgoingCallback::default(), |callback, (field, text)| match text {
        Some(text) => callback.with(field, text),
        None => callback,
    })
}
