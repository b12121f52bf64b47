//! What kind of content a message has.

use super::open_set::open_set;

open_set! {
    /// What kind of content a message has.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageType;
    ///
    /// assert_eq!(MessageType::new("IMAGE"), MessageType::Image);
    /// assert_eq!(MessageType::new("poll").to_string(), "poll");
    /// ```
    pub enum MessageType: "a message type" {
        /// Words only.
        Text = "text",
        /// A picture.
        Image = "image",
        /// A sound file.
        Audio = "audio",
        /// A recorded voice message.
        Voice = "voice",
        /// A film.
        Video = "video",
        /// A file of any other kind.
        Document = "document",
        /// A sticker.
        Sticker = "sticker",
        /// A place on the map.
        Location = "location",
        /// One or more address cards.
        Contacts = "contacts",
        /// A choice from a list or from reply buttons.
        Interactive = "interactive",
        /// A pressed button of a message template.
        Button = "button",
        /// An emoji attached to another message.
        Reaction = "reaction",
        /// Products ordered from a catalogue.
        Order = "order",
        /// An event in the conversation, such as a changed number.
        System = "system",
        /// Content that the platform could not pass on.
        Unsupported = "unsupported",
    }
}

impl MessageType {
    /// Whether a message of the type has an attachment: a file with a media type and an address.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageType;
    ///
    /// assert!(MessageType::Sticker.has_attachment() && !MessageType::Contacts.has_attachment());
    /// ```
    #[must_use]
    pub const fn has_attachment(&self) -> bool {
        matches!(self, Self::Image | Self::Audio | Self::Voice | Self::Video | Self::Document | Self::Sticker)
    }
}
