//! The events that the incoming set has to tell.

/// One for each type of message and each kind of answer, in the order of the samples.
pub(crate) const INCOMING: [&str; 16] = [
    "text",
    "image",
    "audio",
    "voice",
    "video",
    "document",
    "sticker",
    "location",
    "contacts",
    "list-reply",
    "button-reply",
    "button",
    "reaction",
    "order",
    "system",
    "unsupported",
];
