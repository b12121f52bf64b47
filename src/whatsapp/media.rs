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
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::{MediaShape, Message, Object, Translator};
///
/// assert_eq!(Translator::new(), Translator::new().with_media_shape(MediaShape::Flat));
///
/// let id = |raw| Message::new(Object::new(raw).unwrap()).media()?.id();
/// assert_eq!(id(r#"{"type": "image", "media_id": "7"}"#).as_deref(), Some("7"), "flat");
/// assert_eq!(id(r#"{"type": "image", "image": {"id": "7"}}"#).as_deref(), Some("7"), "native");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaShape {
    /// Among the members of the message, as platforms write it in a callback:
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

/// What the members of one attachment are called in the flat shape.
#[derive(Clone, Copy)]
struct FlatNames {
    has_url: bool,
}

impl FlatNames {
    /// Looks through the attachment once, for each of its members asks.
    fn of(media: &Object<'_>) -> Self {
        Self { has_url: media.get("url").is_some() }
    }

    fn name(self, name: &str) -> &str {
        match name {
            "id" => FLAT_ID,
            "link" if !self.has_url => "url",
            name => name,
        }
    }
}

/// The name and the content of the member that holds the attachment in the native shape, if the message can be written in the flat
/// one. It cannot where that would not be read as the same, or something would be lost.
fn flattened<'a>(object: &Object<'a>) -> Option<(Cow<'a, str>, Object<'a>, FlatNames)> {
    let kind = object.text("type").filter(|kind| is_kind(kind))?;
    let media = object.object(&kind)?;
    let names = FlatNames::of(&media);
    let is_same = is_read_back(object, &kind, &media, names) && keeps_each_name(object, &media, names);
    is_same.then_some((kind, media, names))
}

/// Whether the attachment, and nothing else, is found again once its members stand among those of the message.
fn is_read_back(object: &Object<'_>, kind: &str, media: &Object<'_>, names: FlatNames) -> bool {
    let is_other = |name: &str| name != kind && is_kind(name);
    let has_other = object.has_object(is_other) && kinds().any(|name| is_other(name) && object.object(name).is_some());
    // Where the attachment stands twice, its members would.
    let is_once = || object.members().filter(|(name, _)| *name == kind).count() == 1;
    let has_flat = || object.members().any(|(name, _)| is_flat(name));
    // The attachment's own `media_id` would be taken for its id.
    let is_own_name = |name: &str| name == FLAT_ID || is_own(names.name(name));
    let is_misread = |(name, value): (&str, &str)| is_own_name(name) || (is_kind(name) && value.starts_with('{'));
    let is_found = |(name, value): (&str, &str)| is_flat(names.name(name)) && value != "null";
    !has_other && is_once() && !has_flat() && !media.members().any(is_misread) && media.members().any(is_found)
}

/// Whether no name would stand twice, and each can be written as it was.
fn keeps_each_name(object: &Object<'_>, media: &Object<'_>, names: FlatNames) -> bool {
    // A name in which a character was replaced cannot.
    let is_damaged = |(name, _): (&str, &str)| !name.is_ascii() && name.contains('\u{fffd}');
    if object.members().chain(media.members()).any(is_damaged) {
        return false;
    }
    // Few have more, and nothing tells beforehand how many there are.
    let mut flat: Vec<&str> = Vec::with_capacity(8);
    flat.extend(media.members().map(|(name, _)| names.name(name)));
    sort_by(&mut flat, Ord::cmp);
    let is_repeated = flat.windows(2).any(|pair| matches!(pair, [one, other] if one == other));
    !is_repeated && !object.members().any(|(name, _)| flat.binary_search(&name).is_ok())
}

/// Writes a message whose attachment is in the native shape in the flat one, up to its closing brace: the attachment's members take
/// its place. Writes nothing where it has to keep its shape.
pub(super) fn write_flat(buffer: &mut String, object: &Object<'_>) -> bool {
    let Some((kind, media, names)) = flattened(object) else { return false };
    let mut before = "{\"";
    let mut write = |name: &str, value: &str| {
        buffer.push_str(before);
        write_value(buffer, name);
        buffer.extend(["\":", value]);
        before = ",\"";
    };
    for (name, value) in object.members() {
        if *name == *kind {
            media.members().for_each(|(name, value)| write(names.name(name), value));
        } else {
            write(name, value);
        }
    }
    true
}
