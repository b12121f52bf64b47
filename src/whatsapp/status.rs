//! What became of a message.

use crate::value::{Timestamp, ValueError};
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
        id = "m1",
        /// The recipient's telephone number.
        recipient_id = "12025550143",
        /// The state of the delivery.
        status: word Status = "read",
        /// The conversation that the message belongs to.
        conversation: object = r#"{"id": "c1"}"#,
        /// How the message is billed; there is no amount in it.
        pricing: object = r#"{"billable": true}"#,
        /// Why the message failed.
        errors: views NativeError = r#"{"code": 131026}"#,
    }
}

impl MessageStatus<'_> {
    /// When the message came into this state; `None` where it does not say.
    ///
    /// # Errors
    ///
    /// The text is there, but is no time: `"timestamp": "soon"`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{MessageStatus, Object};
    ///
    /// let status = |raw| MessageStatus::new(Object::new(raw).unwrap());
    /// assert_eq!(status(r#"{"timestamp": "1692619555"}"#).timestamp()?.unwrap().unix_seconds(), 1_692_619_555);
    /// assert_eq!(status("{}").timestamp()?, None);
    /// assert!(status(r#"{"timestamp": "soon"}"#).timestamp().is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn timestamp(&self) -> Result<Option<Timestamp>, ValueError> {
        self.0.timestamp()
    }
}
