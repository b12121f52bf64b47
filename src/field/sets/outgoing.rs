//! The field set of status callbacks.

use crate::field::kind;
use crate::field_set;

field_set! {
    /// What became of messages the business sent: the platform's status callbacks.
    ///
    /// First the fields that every template must place, in the platform's order, then what some callbacks carry beside them.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, OutgoingField, Profile};
    ///
    /// let profile: Profile<Outgoing> = Profile::standard("https://example.com/status")?;
    /// let received = profile.parse_target("/status?id=b1946ac9:0&status=read&mobile=12025550143")?;
    /// assert_eq!(received.callback.status().unwrap().as_str(), "read");
    /// assert!(received.missing().any(|field| field == OutgoingField::Price));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub set Outgoing = "outgoing";
    /// A field of a status callback.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::OutgoingField;
    ///
    /// assert_eq!(OutgoingField::Reference.name(), "ref");
    /// assert_eq!(OutgoingField::from_name("ref"), Some(OutgoingField::Reference));
    /// assert!(OutgoingField::Reference.is_required() && !OutgoingField::WhatsappNumber.is_required());
    /// ```
    enum OutgoingField;
    /// A status callback: what became of one message to one recipient.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    /// use callback_profile::{OutgoingCallback, OutgoingField};
    ///
    /// let callback = OutgoingCallback::default().with(OutgoingField::Id, "b1946ac9:0").with(OutgoingField::Status, Status::Read);
    /// assert_eq!(callback.status(), Some(Status::Read));
    /// assert_eq!(callback.price()?, None);
    /// assert_eq!(format!("{callback:?}"), r#"OutgoingCallback { id: "b1946ac9:0", status: "read" }"#);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    struct OutgoingCallback;
    dedup_key [Id, Status];
    examples from callback_profile;
    required {
        /// The message's id, as the platform gave it when the message was accepted: a UUID, a colon, the recipient's index.
        Id id: kind::MessageId,
        /// Always `false`; some callbacks have a blank after it.
        CustomResponse custom_response: kind::Flag [absent = "false"],
        /// When the callback was made, in Unix seconds.
        Timestamp timestamp: kind::Timestamp,
        /// The recipient's telephone number.
        Mobile mobile: kind::PhoneNumber = "+12025550143",
        /// What the platform says about the delivery, in words.
        Message message: kind::Text = "Message delivered",
        /// The state of the delivery.
        Status status: kind::Status,
        /// The recipient's telephone number once more.
        PhoneNumber phone_number: kind::PhoneNumber = "+12025550143",
        /// Why the message failed, in words; only for failed messages.
        Error error: kind::Text = "Recipient cannot receive this message",
        /// Why the message failed, as the platform's code; only for failed messages.
        ErrorCode error_code: kind::Text = "1026",
        /// What the business passed as `ref` when it sent the message.
        Reference reference("ref"): kind::Text = "order-1042",
        /// What the business passed as `ref1` when it sent the message.
        Reference1 reference1("ref1"): kind::Text = "spring campaign",
        /// What the business passed as `ref2` when it sent the message.
        Reference2 reference2("ref2"): kind::Text = "eu-west",
        /// What the conversation that the message opened costs; present only when it is billed, and also for the free service
        /// conversations at the start, which are not charged. Tech Provider accounts never have it.
        Price price: kind::Price,
    }
    optional {
        /// The business's WhatsApp number.
        WhatsappNumber whatsapp_number: kind::PhoneNumber = "+12025550100",
    }
    events each [
        Id, CustomResponse, Timestamp, Mobile, PhoneNumber, Reference, Reference1, Reference2, WhatsappNumber,
    ] {
        /// The message arrived, and opened a conversation that is billed.
        "delivered" { Status = "delivered", Message = "Message delivered", Price }
        /// The message was handed over to the network.
        "sent" { Status = "sent", Message = "Message sent" }
        /// The recipient opened the message.
        "read" { Status = "read", Message = "Message read" }
        /// The message will not be delivered.
        "failed" { Status = "failed", Message = "Message failed", Error, ErrorCode }
    }
}
