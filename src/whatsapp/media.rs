//! The two shapes in which a message has its attachment.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::value::MessageType;
use crate::whatsapp::content::View;
use crate::whatsapp::{Media, Message, Object};

/// The names of the types that have an attachment, and of the members that hold it in the native shape.
fn kinds() -> impl Iterator<Item = &'static str> {
    MessageType::ALL.iter().filter(|kind| kind.has_attachment()).map(MessageType::as_str)
}

/// What the attachment's id is called among the members of the message, which has an id of its own.
const FLAT_ID: &str = "media_id";

/// The members that no attachment has in a flat shape, because the message reads them, beside [`Message::MEMBERS`].
const OWN: [&str; 2] = ["timestamp", "wa_number"];

/// How an attachment is written in the message array of a callback. [`Message::media`] reads both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaShape {
    /// Among the members of the message, as the platform's document has it:
    /// `{"from": …, "timestamp": …, "url": …, "type": "image", "profile": …}`.
    ///
    /// The attachment's `id` is called `media_id` there, and a `link` without a `url` beside it is called `url`. Where a name would stand
    /// twice, or mean something else in the message, that message keeps the native shape.
    #[default]
    Flat,
    /// As WhatsApp writes it, an object of its own: `{"from": …, "timestamp": …, "type": "image", "image": {"id": …, "link": …}}`.
    Native,
}

/// The attachment in the native shape.
pub(super) fn nested<'a>(message: &Message<'a>) -> Option<Object<'a>> {
    kinds().find_map(|name| message.object().object(name))
}

/// The attachment in the flat shape.
pub(super) fn flat<'a>(message: &Message<'a>) -> Option<Object<'a>> {
    let object = message.object();
    let is_media = MessageType::new(&object.text("type")?).has_attachment();
    let own_name = |name: &Cow<'a, str>| match &**name {
        FLAT_ID => Some(Cow::Borrowed("id")),
        name if is_own(name) => None,
        _ => Some(name.clone()),
    };
    (is_media && flat_names().any(|name| object.has(name))).then(|| object.selected(own_name))
}

/// What the members of an attachment are called in the flat shape.
fn flat_names() -> impl Iterator<Item = &'static str> {
    Media::MEMBERS.iter().map(|name| if *name == "id" { FLAT_ID } else { name })
}

/// Whether a message reads a member of this name as its own.
fn is_own(name: &str) -> bool {
    Message::MEMBERS.contains(&name) || OWN.contains(&name)
}

/// The members of a message whose attachment is in the native shape, in the flat one: the attachment's take its place. `None` where
/// that would not be read as the same, or something would be lost.
pub(super) fn flattened<'m>(message: &'m Message<'_>) -> Option<Vec<(Cow<'m, str>, &'m str)>> {
    let object = message.object();
    let kind = object.text("type").filter(|kind| kinds().any(|known| known == kind))?;
    let media = object.object(&kind)?;
    let is_other = |name: &str| *name != *kind && object.object(name).is_some();
    if kinds().any(is_other) || flat_names().any(|name| object.get(name).is_some()) {
        return None;
    }
    let mut names: HashSet<Cow<'_, str>> = object.members().map(|(name, _)| Cow::Borrowed(name)).collect();
    let mut members = Vec::new();
    for (name, value) in object.members() {
        if name != kind {
            members.push((Cow::Borrowed(name), value));
            continue;
        }
        for (name, value) in media.members() {
            let name = match name {
                // It would be taken for the id.
                FLAT_ID => return None,
                "id" => FLAT_ID,
                "link" if media.get("url").is_none() => "url",
                name => name,
            };
            let is_read = is_own(name) || kinds().any(|known| known == name) && Object::new(value).is_some();
            if is_read || !names.insert(name.to_owned().into()) {
                return None;
            }
            members.push((name.to_owned().into(), value));
        }
    }
    let is_found = flat_names().any(|flat| members.iter().any(|(name, value)| name == flat && *value != "null"));
    // A name in which a character was replaced cannot be written as it was.
    let is_whole = members.iter().all(|(name, _)| !name.contains('\u{fffd}'));
    (is_found && is_whole).then_some(members)
}
