//! What became of a message.

use crate::value::{Status, Timestamp, ValueError};
use crate::whatsapp::content::views;
use crate::whatsapp::{NativeError, Object};

views! {
    /// What became of a message the business sent.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"statuses": [{"id": "a", "status": "read", "recipient_id": 12025550143}]}"#)?;
    /// let statuses = notification.statuses();
    /// let status = statuses[0].as_ref().unwrap();
    /// assert_eq!(status.recipient_id().as_deref(), Some("12025550143"));
    /// assert_eq!(status.status().unwrap().rank(), Some(2));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    MessageStatus {
        /// The message's id.
        id,
        /// The recipient's telephone number.
        recipient_id,
    }
}

impl<'a> MessageStatus<'a> {
    /// Views an object as a status.
    #[must_use]
    pub fn new(object: Object<'a>) -> Self {
        Self(object)
    }

    /// The state of the delivery.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.0.text("status").map(|text| Status::new(&text))
    }

    /// When it came about.
    ///
    /// # Errors
    ///
    /// The text is there, but is no time.
    pub fn timestamp(&self) -> Result<Option<Timestamp>, ValueError> {
        self.0.text("timestamp").map(|text| Timestamp::parse(&text)).transpose()
    }

    /// The conversation that the message belongs to.
    #[must_use]
    pub fn conversation(&self) -> Option<Object<'a>> {
        self.0.object("conversation")
    }

    /// How the message is billed; there is no amount in it.
    #[must_use]
    pub fn pricing(&self) -> Option<Object<'a>> {
        self.0.object("pricing")
    }

    /// Why the message failed.
    #[must_use]
    pub fn errors(&self) -> Vec<NativeError<'a>> {
        self.0.objects("errors").map(NativeError).collect()
    }
}
