//! The two shapes in which a message has its attachment.

use std::borrow::Cow;

use crate::json::write::write_value;
use crate::text::sort_by;
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

/// Whether a member of this name holds an attachment in the native shape, if it is an object.
fn is_kind(name: &str) -> bool {
    kinds().any(|kind| kind == name)
}

/// The attachment in the native shape.
pub(super) fn nested<'a>(message: &Message<'a>) -> Option<Object<'a>> {
    let object = message.object();
    // Most messages have none, and are looked through but once.
    if object.has_object(is_kind) { kinds().find_map(|name| object.object(name)) } else { None }
}

/// The attachment in the flat shape.
pub(super) fn flat<'a>(message: &Message<'a>) -> Option<Object<'a>> {
    let object = message.object();
    if !MessageType::known(&object.text("type")?).is_some_and(|kind| kind.has_attachment()) {
        return None;
    }
    let own_name = |name: &Cow<'a, str>| match &**name {
        FLAT_ID => Some(Cow::Borrowed("id")),
        name if is_own(name) => None,
        _ => Some(name.clone()),
    };
    flat_names().any(|name| object.has(name)).then(|| object.selected(own_name))
}

/// What the members of an attachment are called in the flat shape.
fn flat_names() -> impl Iterator<Item = &'static str> {
    Media::MEMBERS.iter().map(|name| if *name == "id" { FLAT_ID } else { name })
}

/// Whether a member of an attachment is called so in the flat shape.
fn is_flat(name: &str) -> bool {
    flat_names().any(|flat| flat == name)
}

/// Whether a message reads a member of this name as its own.
fn is_own(name: &str) -> bool {
    Message::MEMBERS.contains(&name) || OWN.contains(&name)
}

/// What a member of an attachment is called in the flat shape.
fn flat_name<'n>(name: &'n str, media: &Object<'_>) -> &'n str {
    match name {
        "id" => FLAT_ID,
        "link" if media.get("url").is_none() => "url",
        name => name,
    }
}

/// The name and the content of the member that holds the attachment in the native shape, if the message can be written in the flat
/// one. It cannot where that would not be read as the same, or something would be lost.
fn flattened<'a>(object: &Object<'a>) -> Option<(Cow<'a, str>, Object<'a>)> {
    let kind = object.text("type").filter(|kind| is_kind(kind))?;
    let media = object.object(&kind)?;
    let is_other = |name: &str| *name != *kind && is_kind(name);
    let has_other = object.has_object(is_other) && kinds().any(|name| is_other(name) && object.object(name).is_some());
    // Where the attachment stands twice, its members would.
    let is_once = object.members().filter(|(name, _)| **name == *kind).count() == 1;
    if has_other || !is_once || object.members().any(|(name, _)| is_flat(name)) {
        return None;
    }
    let mut names: Vec<&str> = media.members().map(|(name, _)| flat_name(name, &media)).collect();
    // The attachment's own `media_id` would be taken for its id.
    let is_own_name = media.members().any(|(name, _)| name == FLAT_ID) || names.iter().any(|name| is_own(name));
    let is_read = |(name, value): (&str, &str)| is_kind(name) && value.starts_with('{');
    let is_found = |(name, value): (&str, &str)| is_flat(flat_name(name, &media)) && value != "null";
    if is_own_name || media.members().any(is_read) || !media.members().any(is_found) {
        return None;
    }
    sort_by(&mut names, Ord::cmp);
    let is_repeated = names.windows(2).any(|pair| matches!(pair, [one, other] if one == other));
    let is_taken = |(name, _): (&str, &str)| names.binary_search(&name).is_ok();
    if is_repeated || object.members().any(is_taken) {
        return None;
    }
    // A name in which a character was replaced cannot be written as it was.
    let is_damaged = |(name, _): (&str, &str)| !name.is_ascii() && name.contains('\u{fffd}');
    (!object.members().any(is_damaged) && !media.members().any(is_damaged)).then_some((kind, media))
}

/// Writes a message whose attachment is in the native shape in the flat one, up to its closing brace: the attachment's members take
/// its place. Writes nothing where it has to keep its shape.
pub(super) fn write_flat(buffer: &mut String, object: &Object<'_>) -> bool {
    let Some((kind, media)) = flattened(object) else { return false };
    let mut before = "{\"";
    let mut write = |name: &str, value: &str| {
        buffer.push_str(before);
        write_value(buffer, name);
        buffer.extend(["\":", value]);
        before = ",\"";
    };
    for (name, value) in object.members() {
        if *name == *kind {
            media.members().for_each(|(name, value)| write(flat_name(name, &media), value));
        } else {
            write(name, value);
        }
    }
    true
}
