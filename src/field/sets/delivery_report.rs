//! The field set of webhooks' delivery reports.

use crate::field::kind;
use crate::field_set;

field_set! {
    /// Delivery reports of the webhook platforms, for SMS and WhatsApp.
    ///
    /// First the fields that every webhook names a parameter for, then those that only WhatsApp has. Their times are Unix seconds or
    /// milliseconds, or a date and a time of day.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{DeliveryReport, Profile};
    ///
    /// let profile: Profile<DeliveryReport> = Profile::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?message_id=m1&error_code=000&delivered_time=1710000044250")?;
    /// assert_eq!(received.callback.error_code(), "000");
    /// assert_eq!(received.callback.delivered_time()?.unwrap().unix_seconds(), 1_710_000_044);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub set DeliveryReport = "delivery-report";
    /// A field of a delivery report.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::DeliveryReportField;
    ///
    /// assert_eq!(DeliveryReportField::from_name("message_id"), Some(DeliveryReportField::MessageId));
    /// assert!(DeliveryReportField::MessageId.is_required() && !DeliveryReportField::Status.is_required());
    /// ```
    enum DeliveryReportField;
    /// A delivery report: what became of one message to one recipient.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{DeliveryReportCallback, DeliveryReportField};
    ///
    /// let report = DeliveryReportCallback::default()
    ///     .with(DeliveryReportField::MessageId, "m1")
    ///     .with(DeliveryReportField::ReceivedTime, "2024-03-09 16:00:42");
    /// assert_eq!(report.received_time()?.unwrap().unix_seconds(), 1_710_000_042);
    /// assert_eq!(report.delivered_time()?, None);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    struct DeliveryReportCallback;
    dedup_key [MessageId] optional [Status, ErrorCode];
    examples from callback_profile;
    required {
        /// The id of the request by which the business sent the message, perhaps together with others.
        TransactionId transaction_id: kind::Text = "8f14e45f-ceea-467f-a5d6-8ad3ef0c21b7",
        /// The message's id.
        MessageId message_id: kind::MessageId,
        /// Why the message failed, as the platform's code; platforms also send a code that stands for success.
        ErrorCode error_code: kind::Text = "000",
        /// The recipient's telephone number.
        Mobile mobile: kind::PhoneNumber,
        /// When the platform received the message from the business.
        ReceivedTime received_time: kind::Timestamp = "1710000042125",
        /// When the message was delivered.
        DeliveredTime delivered_time: kind::Timestamp = "1710000044250",
    }
    optional {
        /// When the message was read; WhatsApp only.
        ReadTime read_time: kind::Timestamp = "1710000060500",
        /// The state of the delivery; WhatsApp only.
        Status status: kind::Status,
    }
    events each [TransactionId, MessageId, Mobile, ReceivedTime] {
        /// A WhatsApp message arrived.
        "delivered" { ErrorCode, DeliveredTime, Status = "delivered" }
        /// The recipient opened a WhatsApp message.
        "read" { ErrorCode, DeliveredTime, ReadTime, Status = "read" }
        /// A WhatsApp message will not be delivered.
        "failed" { ErrorCode = "1026", Status = "failed" }
        /// An SMS arrived: nobody knows whether it is read, and there is no status.
        "sms-delivered" { ErrorCode, DeliveredTime }
    }
}
