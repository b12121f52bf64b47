//! What became of a message.

use crate::value::{Timestamp, ValueError};
use crate::whatsapp::Object;
use crate::whatsapp::content::views;

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
    /// assert_eq!(status.status().unwrap().rank(), Some(3));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    MessageStatus {
        /// The message's id.
        id,
        /// The recipient's telephone number.
        recipient_id,
        /// The state of the delivery.
        status: word Status,
        /// The conversation that the message belongs to.
        conversation: object,
        /// How the message is billed; there is no amount in it.
        pricing: object,
        /// Why the message failed.
        errors: views NativeError,
    }
}

impl<'a> MessageStatus<'a> {
    /// Views an object as a status.
    #[must_use]
    pub fn new(object: Object<'a>) -> Self {
        Self(object)
    }

    /// When it came about.
    ///
    /// # Errors
    ///
    /// The text is there, but is no time: `"timestamp": "soon"`.
    pub fn timestamp(&self) -> Result<Option<Timestamp>, ValueError> {
        self.0.timestamp()
    }
}
