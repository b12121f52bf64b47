//! Native content inside of an incoming callback.

use crate::field::{IncomingCallback, IncomingField};
use crate::json::index::Node;
use crate::received::ParseError;
use crate::whatsapp::{BadItem, Location, Message, Notification, Object};

/// Native content inside of an incoming callback.
impl IncomingCallback<'_> {
    /// The native messages in the `message` field; none where it is absent.
    ///
    /// # Errors
    ///
    /// The field is present and not well-formed JSON, as some senders leave it: `[{"text": "}]`. Its text is at hand all the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{IncomingCallback, IncomingField};
    ///
    /// let text = r#"[{"id": "m1", "type": "text", "text": {"body": "Hi!"}}]"#;
    /// let callback = IncomingCallback::default().with(IncomingField::Message, text);
    /// let messages: Vec<_> = callback.messages()?.into_iter().flatten().collect();
    /// assert_eq!(messages[0].text_body().as_deref(), Some("Hi!"));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    pub fn messages(&self) -> Result<Vec<Result<Message<'_>, BadItem<'_>>>, ParseError> {
        match self.text(IncomingField::Message) {
            "" => Ok(Vec::new()),
            text => Ok(Notification::of_text(text)?.messages()),
        }
    }

    /// The shared contacts in the `contacts` field, as far as they are objects; none where it is absent or malformed.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{IncomingCallback, IncomingField};
    ///
    /// let text = r#"[{"name": {"formatted_name": "Yves Roy"}}]"#;
    /// let callback = IncomingCallback::default().with(IncomingField::Contacts, text);
    /// let name = callback.contacts()[0].object("name").unwrap();
    /// assert_eq!(name.text("formatted_name").as_deref(), Some("Yves Roy"));
    /// ```
    #[must_use]
    pub fn contacts(&self) -> Vec<Object<'_>> {
        let contacts = Node::parse(self.text(IncomingField::Contacts)).ok().filter(Node::is_array);
        contacts.into_iter().flat_map(Node::items).filter_map(Object::of).collect()
    }

    /// The shared location in the `location` field; `None` where it is absent or malformed.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{IncomingCallback, IncomingField};
    ///
    /// let callback = IncomingCallback::default().with(IncomingField::Location, r#"{"name": "Main Beach"}"#);
    /// assert_eq!(callback.location().unwrap().name().as_deref(), Some("Main Beach"));
    /// ```
    #[must_use]
    pub fn location(&self) -> Option<Location<'_>> {
        Object::new(self.text(IncomingField::Location)).map(Location)
    }
}
