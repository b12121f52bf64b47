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
    /// The field is present and not well-formed JSON, as some senders leave it. Its text is at hand all the same.
    pub fn messages(&self) -> Result<Vec<Result<Message<'_>, BadItem<'_>>>, ParseError> {
        match self.text(IncomingField::Message) {
            "" => Ok(Vec::new()),
            text => Ok(Notification::parse(text)?.messages()),
        }
    }

    /// The shared contacts in the `contacts` field, as far as they are objects; none where it is absent or malformed.
    #[must_use]
    pub fn contacts(&self) -> Vec<Object<'_>> {
        let contacts = Node::parse(self.text(IncomingField::Contacts)).ok().filter(Node::is_array);
        contacts.into_iter().flat_map(Node::items).filter_map(Object::of).collect()
    }

    /// The shared location in the `location` field; `None` where it is absent or malformed.
    #[must_use]
    pub fn location(&self) -> Option<Location<'_>> {
        Object::new(self.text(IncomingField::Location)).map(Location)
    }
}
