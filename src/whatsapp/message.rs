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
        id = "m1",
        /// Who wrote it: a telephone number, read by [`PhoneNumber::parse`](crate::value::PhoneNumber::parse).
        sender["from"] = "12025550143",
        /// The type, which names the member that holds the content.
        message_type["type"]: word MessageType = "image",
        /// The shared location.
        location: view Location = r#"{"name": "Main Beach"}"#,
        /// The choice from a list, the tap on a button or the filled-in form.
        interactive: view Interactive = r#"{"type": "list_reply"}"#,
        /// The tap on a template's quick-reply button.
        button: view Button = r#"{"text": "Stop"}"#,
        /// The reaction to another message.
        reaction: view Reaction = r#"{"emoji": "👍"}"#,
        /// The order from a catalogue.
        order: view Order = r#"{"catalog_id": "7"}"#,
        /// The change that concerns the customer.
        system: view System = r#"{"wa_id": "12025550199"}"#,
        /// What the message refers to.
        context: view Context = r#"{"id": "m0"}"#,
        /// The advertisement or post that led to it.
        referral: view Referral = r#"{"source_type": "ad"}"#,
        /// What a text message says.
        text_body["body"]: within text = "Hi!",
        /// The sender's name, which the array form moves into the message.
        profile_name["name"]: within profile = "Zoë",
        /// The shared contacts.
        contacts: objects = r#"{"name": {"formatted_name": "Yves Roy"}}"#,
        /// Why the message could not be delivered to the business in full.
        errors: views NativeError = r#"{"code": 131051}"#,
    }
}

impl<'a> Message<'a> {
    /// When the message was written; `None` where it does not say.
    ///
    /// # Errors
    ///
    /// The text is there, but is no time: `"timestamp": "soon"`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let message = |raw| Message::new(Object::new(raw).unwrap());
    /// assert_eq!(message(r#"{"timestamp": "1692619555"}"#).timestamp()?.unwrap().unix_seconds(), 1_692_619_555);
    /// assert_eq!(message("{}").timestamp()?, None);
    /// assert!(message(r#"{"timestamp": "soon"}"#).timestamp().is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn timestamp(&self) -> Result<Option<Timestamp>, ValueError> {
        self.0.timestamp()
    }

    /// The content, of whatever type: the member that has the name of the type. Where an attachment is in the
    /// [flat shape](Self::media), it is the attachment.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"type": "poll", "poll": {"question": "Tea?"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let content = message.content().unwrap();
    /// assert_eq!(content.text("question").as_deref(), Some("Tea?"));
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"from": "12025550143", "wa_number": "12025550100"}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// assert_eq!(message.wa_number().as_deref(), Some("12025550100"));
    /// ```
    #[must_use]
    pub fn wa_number(&self) -> Option<Cow<'a, str>> {
        self.0.text("wa_number").or_else(|| self.0.object("profile")?.text("wa_number"))
    }

    /// What the message says in words, whatever its type: text, caption, the title of a choice, a button's text, an emoji.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let body = |raw| Message::new(Object::new(raw).unwrap()).body();
    /// assert_eq!(body(r#"{"type": "text", "text": {"body": "Hi!"}}"#).as_deref(), Some("Hi!"));
    /// assert_eq!(body(r#"{"type": "button", "button": {"text": "Stop"}}"#).as_deref(), Some("Stop"));
    /// assert_eq!(body(r#"{"type": "sticker", "sticker": {"id": "7"}}"#), None);
    /// ```
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
