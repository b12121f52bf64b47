//! A message that a customer wrote.

use std::borrow::Cow;

use crate::value::{Timestamp, ValueError};
use crate::whatsapp::content::views;
use crate::whatsapp::{Media, Object, media};

views! {
    /// A message that a customer wrote.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"id": "m1", "type": "image", "image": {"id": 77, "caption": "my cat"}, "context": {"id": "m0"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// assert_eq!(message.media().unwrap().id().as_deref(), Some("77"));
    /// assert_eq!(message.body().as_deref(), Some("my cat"));
    /// assert_eq!(message.context().unwrap().id().as_deref(), Some("m0"));
    /// assert_eq!(message.object().raw(), raw);
    /// ```
    Message {
        /// The message's id.
        id,
        /// Who wrote it: a telephone number, read by [`PhoneNumber::parse`](crate::value::PhoneNumber::parse).
        sender["from"],
        /// The type, which names the member that holds the content.
        message_type["type"]: word MessageType,
        /// The shared location.
        location: view Location,
        /// The choice from a list, the tap on a button or the filled-in form.
        interactive: view Interactive,
        /// The tap on a template's quick-reply button.
        button: view Button,
        /// The reaction to another message.
        reaction: view Reaction,
        /// The order from a catalogue.
        order: view Order,
        /// The change that concerns the customer.
        system: view System,
        /// What the message refers to.
        context: view Context,
        /// The advertisement or post that led to it.
        referral: view Referral,
        /// What a text message says.
        text_body["body"]: within text,
        /// The sender's name, which the array form moves into the message.
        profile_name["name"]: within profile,
        /// The shared contacts.
        contacts: objects,
        /// Why the message could not be delivered to the business in full.
        errors: views NativeError,
    }
}

impl<'a> Message<'a> {
    /// Views an object as a message.
    #[must_use]
    pub fn new(object: Object<'a>) -> Self {
        Self(object)
    }

    /// When it was written.
    ///
    /// # Errors
    ///
    /// The text is there, but is no time: `"timestamp": "soon"`.
    pub fn timestamp(&self) -> Result<Option<Timestamp>, ValueError> {
        self.0.timestamp()
    }

    /// The content: the member that has the name of the type; of an attachment in the [flat shape](Self::media), that.
    #[must_use]
    pub fn content(&self) -> Option<Object<'a>> {
        self.0.object(&self.0.text("type")?).or_else(|| media::flat(self))
    }

    /// The attachment, in either [shape](crate::whatsapp::MediaShape): an object of its own, as WhatsApp writes it, or flat, among the
    /// members of the message, as platforms write it in a callback's `message` field.
    ///
    /// A flat attachment has the members that the message does not have of its own, and its id is the member `media_id`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"from": "12025550143", "id": "m1", "type": "image", "url": "https://media.example/1.jpg", "caption": "my cat"}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let media = message.media().unwrap();
    /// assert_eq!(media.url().as_deref(), Some("https://media.example/1.jpg"));
    /// assert_eq!(media.id(), None, "`m1` is the message");
    /// assert_eq!(message.body().as_deref(), Some("my cat"));
    /// ```
    #[must_use]
    pub fn media(&self) -> Option<Media<'a>> {
        media::nested(self).or_else(|| media::flat(self)).map(Media)
    }

    /// The business's number as the array form has it, in the message or in its `profile`. Nothing should rely on it.
    #[must_use]
    pub fn wa_number(&self) -> Option<Cow<'a, str>> {
        self.0.text("wa_number").or_else(|| self.0.object("profile")?.text("wa_number"))
    }

    /// What the message says in words, whatever its type: text, caption, the title of a choice, a button's text, an emoji.
    #[must_use]
    pub fn body(&self) -> Option<Cow<'a, str>> {
        self.body_beside(self.media().as_ref())
    }

    /// What the message says in words, where its attachment is known.
    pub(super) fn body_beside(&self, media: Option<&Media<'a>>) -> Option<Cow<'a, str>> {
        self.text_body()
            .or_else(|| media?.caption())
            .or_else(|| self.interactive()?.title())
            .or_else(|| self.button()?.text())
            .or_else(|| self.reaction()?.emoji())
            .or_else(|| self.order()?.text())
            .or_else(|| self.system()?.body())
    }
}
