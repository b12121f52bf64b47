//! Native content as the platform's callbacks.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::field::{Callback, Field, IncomingCallback, IncomingField, OutgoingCallback, OutgoingField};
use crate::json::write as json;
use crate::value::Status;
use crate::whatsapp::{BadItem, Contact, MediaShape, Message, MessageStatus, Notification, NotificationValue, media};

/// The callbacks that a notification gives rise to.
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::{Notification, translate};
///
/// let notification = Notification::parse(r#"{"messages": [{"id": "m1"}], "statuses": [{"id": "m0"}, 7]}"#)?;
/// let translation = translate(&notification, None);
/// assert_eq!((translation.incoming.len(), translation.outgoing.len(), translation.bad_items.len()), (1, 1, 1));
/// # Ok::<(), callback_profile::ParseError>(())
/// ```
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

/// Translates native content to the platform's callbacks, as [`Translator::translate`] does.
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
/// assert_eq!(translation.bad_items[0].to_string(), "item 1 of `statuses` is not an object");
/// # Ok::<(), callback_profile::ParseError>(())
/// ```
#[must_use]
pub fn translate<'a>(notification: &Notification<'a>, business_number: Option<&'a str>) -> Translation<'a> {
    Translator { business_number, ..Translator::default() }.translate(notification)
}

/// How native content is translated to callbacks.
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::{MediaShape, Notification, Translator};
///
/// let notification = Notification::parse(
///     r#"{"messages": [{"from": "12025550143", "id": "m1", "type": "image", "image": {"id": "7", "link": "https://media.example/1.jpg"}}]}"#,
/// )?;
/// let message = |shape| {
///     let translation = Translator::new().with_media_shape(shape).translate(&notification);
///     translation.incoming[0].message_json().unwrap().unwrap().get().to_owned()
/// };
/// assert_eq!(
///     message(MediaShape::Flat),
///     r#"[{"from":"12025550143","id":"m1","type":"image","media_id":"7","url":"https://media.example/1.jpg"}]"#,
/// );
/// assert_eq!(
///     message(MediaShape::Native),
///     r#"[{"from": "12025550143", "id": "m1", "type": "image", "image": {"id": "7", "link": "https://media.example/1.jpg"}}]"#,
/// );
/// # Ok::<(), callback_profile::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Translator<'n> {
    business_number: Option<&'n str>,
    media_shape: MediaShape,
}

impl<'n> Translator<'n> {
    /// A translator without a number, which writes attachments in the flat shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{MediaShape, Translator};
    ///
    /// assert_eq!(Translator::new(), Translator::new().with_media_shape(MediaShape::Flat));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `number` as the business's own, for notifications that do not name it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Notification, Translator};
    ///
    /// let notification = Notification::parse(r#"{"messages": [{"id": "m1", "type": "text", "text": {"body": "Hi!"}}]}"#)?;
    /// let translation = Translator::new().with_business_number("12025550100").translate(&notification);
    /// assert_eq!(translation.incoming[0].business_number().unwrap().unwrap().digits(), "12025550100");
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn with_business_number(self, number: &'n str) -> Self {
        Self { business_number: Some(number), ..self }
    }

    /// Chooses how attachments are written in the `message` field.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{MediaShape, Notification, Translator};
    ///
    /// let text = r#"[{"type": "image", "image": {"id": "7"}}]"#;
    /// let notification = Notification::parse(text)?;
    /// let translation = Translator::new().with_media_shape(MediaShape::Native).translate(&notification);
    /// assert_eq!(translation.incoming[0].message_json().unwrap().unwrap().get(), text);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn with_media_shape(self, media_shape: MediaShape) -> Self {
        Self { media_shape, ..self }
    }

    /// Translates native content to the platform's callbacks.
    ///
    /// Native content does not say which of the business's numbers it is for, unless it comes in the cloud's envelope, whose number
    /// wins over the translator's. A price is never made up: native content has none. What the `message` field of an incoming callback
    /// holds is translated to the same callback again.
    ///
    /// An outgoing callback has the title of the first error in `error`, else its message, and these words in `message`:
    ///
    /// | status | `message` |
    /// |---|---|
    /// | `delivered` | `Message delivered` |
    /// | `sent` | `Message sent` |
    /// | `read` | `Message read` |
    /// | `failed` | `Message failed` |
    /// | any other | |
    ///
    /// Each message carries a copy of its contact and of the number. Of those that are longer than 1,024 bytes there are copies for as
    /// many bytes as the notification has, and 64 KiB more; then each goes with the first of its messages only, so that what comes out of
    /// a hostile notification is not a multiple of what went in.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Notification, Translator};
    ///
    /// let notification = Notification::parse(r#"{"messages": [{"id": "m1", "type": "text", "text": {"body": "Hi!"}}]}"#)?;
    /// let translation = Translator::new().translate(&notification);
    /// assert_eq!(translation.incoming[0].body(), "Hi!");
    /// assert!(translation.outgoing.is_empty());
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn translate<'a>(&self, notification: &Notification<'a>) -> Translation<'a>
    where
        'n: 'a,
    {
        let values = notification.values();
        let mut translation = Translation {
            incoming: Vec::with_capacity(values.iter().flat_map(NotificationValue::message_items).flatten().count()),
            outgoing: Vec::with_capacity(values.iter().flat_map(NotificationValue::status_items).flatten().count()),
            bad_items: notification.bad_items().to_vec(),
        };
        let mut shared = Shared::new(notification.raw().len());
        // All at once, because `shared` tells texts apart by where they stand.
        let numbers = values.iter().map(NotificationValue::display_phone_number);
        let numbers: Vec<_> = numbers.map(|own| own.or_else(|| self.business_number.map(Cow::Borrowed))).collect();
        for (value, number) in values.iter().zip(&numbers) {
            let mut senders = value.senders();
            for (index, message) in value.message_items().iter().enumerate() {
                let callback = message.as_ref().map(|message| {
                    let contact = senders.contact_of(message, index);
                    let contact = contact.filter(|contact| shared.may_have(contact.object().raw()));
                    let number = number.as_ref().filter(|number| shared.may_have(number));
                    incoming(message, contact, number, self.media_shape)
                });
                translation.bad_items.extend(callback.map(|callback| translation.incoming.push(callback)).err());
            }
            for status in value.status_items() {
                let callback = status.as_ref().map(|status| {
                    let number = number.as_ref().filter(|number| shared.may_have(number));
                    outgoing(status, number)
                });
                translation.bad_items.extend(callback.map(|callback| translation.outgoing.push(callback)).err());
            }
        }
        translation
    }
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
    shape: MediaShape,
) -> IncomingCallback<'a> {
    let media = message.media();
    let reply_to = message.context().and_then(|context| context.id()).or_else(|| message.id());
    // The name that the message itself will carry, so that it says the same when it is translated again.
    let own_profile = message.object().get("profile");
    let name = if own_profile.is_some() { message.profile_name() } else { contact.and_then(Contact::profile_name) };
    let sender = message.sender();
    let array = array_form(message, contact, number, shape);
    let mut callback = IncomingCallback::default();
    fill(&mut callback, IncomingField::Body, message.body_beside(media.as_ref()));
    if let Some(media) = &media {
        fill(&mut callback, IncomingField::MimeType, media.mime_type());
        fill(&mut callback, IncomingField::MediaUrl, media.link().or_else(|| media.url()));
        fill(&mut callback, IncomingField::MediaName, media.filename());
    }
    fill(&mut callback, IncomingField::Sender, sender.clone());
    fill(&mut callback, IncomingField::Mobile, sender);
    fill(&mut callback, IncomingField::Name, name);
    fill(&mut callback, IncomingField::MessageType, message.object().text("type"));
    fill(&mut callback, IncomingField::CreatedAt, message.object().text("timestamp"));
    fill(&mut callback, IncomingField::ReplyTo, reply_to);
    fill(&mut callback, IncomingField::BusinessNumber, number.cloned());
    fill(&mut callback, IncomingField::CustomResponse, Some(Cow::Borrowed("false")));
    fill(&mut callback, IncomingField::Message, Some(Cow::Owned(array)));
    fill(&mut callback, IncomingField::Contacts, message.object().get("contacts").map(Cow::Borrowed));
    fill(&mut callback, IncomingField::Location, message.object().get("location").map(Cow::Borrowed));
    callback
}

/// The message as the only item of an array, its own members first, with the contact's profile and the business's number moved in
/// where the message does not have them already.
fn array_form(
    message: &Message<'_>,
    contact: Option<&Contact<'_>>,
    number: Option<&Cow<'_, str>>,
    shape: MediaShape,
) -> String {
    let object = message.object();
    let profile = contact.and_then(|contact| contact.object().get("profile"));
    let profile = profile.filter(|_| object.get("profile").is_none());
    let number = number.filter(|_| object.get("wa_number").is_none());
    // Room for what is moved in and the names of it; only escapes and members with longer names take more.
    let room = object.raw().len() + profile.map_or(0, str::len) + number.map_or(0, |number| number.len()) + 64;
    let mut array = String::with_capacity(room);
    array.push('[');
    if shape == MediaShape::Native || !media::write_flat(&mut array, object) {
        array.push_str(object.raw().strip_suffix('}').unwrap_or_default().trim_ascii_end());
    }
    let mut comma = if object.members().next().is_none() { "" } else { "," };
    if let Some(profile) = profile {
        array.extend([comma, "\"profile\":", profile]);
        comma = ",";
    }
    if let Some(number) = number {
        array.extend([comma, "\"wa_number\":\""]);
        json::write_value(&mut array, number);
        array.push('"');
    }
    array.push_str("}]");
    array
}

fn outgoing<'a>(status: &MessageStatus<'a>, number: Option<&Cow<'a, str>>) -> OutgoingCallback<'a> {
    let errors = status.errors();
    let error = errors.first();
    let message = status.status().and_then(|status| words(&status));
    let recipient = status.recipient_id();
    let mut callback = OutgoingCallback::default();
    fill(&mut callback, OutgoingField::Id, status.id());
    fill(&mut callback, OutgoingField::Status, status.object().text("status"));
    fill(&mut callback, OutgoingField::Timestamp, status.object().text("timestamp"));
    fill(&mut callback, OutgoingField::Mobile, recipient.clone());
    fill(&mut callback, OutgoingField::Message, message.map(Cow::Borrowed));
    fill(&mut callback, OutgoingField::PhoneNumber, recipient);
    fill(&mut callback, OutgoingField::CustomResponse, Some(Cow::Borrowed("false")));
    fill(&mut callback, OutgoingField::Error, error.and_then(|error| error.title().or_else(|| error.message())));
    fill(&mut callback, OutgoingField::ErrorCode, error.and_then(super::NativeError::code));
    fill(&mut callback, OutgoingField::WhatsappNumber, number.cloned());
    callback
}

/// What an outgoing callback says of a status in words.
fn words(status: &Status) -> Option<&'static str> {
    match status {
        Status::Sent => Some("Message sent"),
        Status::Delivered => Some("Message delivered"),
        Status::Read => Some("Message read"),
        Status::Failed => Some("Message failed"),
        _ => None,
    }
}

/// Fills a field, if there is a text for it.
fn fill<'a, C: Callback<'a>>(callback: &mut C, field: C::Field, text: Option<Cow<'a, str>>) {
    if let (Some(text), Some(slot)) = (text, callback.values_mut().get_mut(field.index())) {
        *slot = text;
    }
}
