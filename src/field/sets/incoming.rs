//! The field set of messages that users write.

use crate::{field_set, kind};

field_set! {
    /// Messages that users wrote to the business: the platform's incoming callbacks.
    ///
    /// Fourteen fields that every template must place, in the platform's order (document `incoming`), and three that some
    /// callbacks carry beside them.
    pub set Incoming = "incoming";
    /// A field of an incoming callback.
    enum IncomingField;
    /// An incoming callback: one message from one user.
    struct IncomingCallback;
    dedup_key id_inside Message else [Sender, CreatedAt, Message];
    required {
        /// The text of the message.
        Body body: kind::Text = "Hi, is my order on its way?",
        /// The media type of an attachment, such as `image/jpeg`.
        MimeType mime_type: kind::Text = "image/jpeg",
        /// Where the attachment can be fetched. A sender that does not encode an `&` in it cuts the address short: what
        /// follows arrives as a parameter of its own.
        MediaUrl media_url: kind::Text = "https://media.example/9019fee8.jpg?width=640&height=480",
        /// The customer's telephone number: who wrote the message.
        Sender sender("from"): kind::PhoneNumber = "+12025550143",
        /// The customer's name as they set it.
        Name name: kind::Text = "Zoë \"Zed\" O'Hara",
        /// The type of the message.
        MessageType message_type("type"): kind::MessageType = "image",
        /// When the message was written, in Unix seconds.
        CreatedAt created_at: kind::Timestamp = "1692619555",
        /// The id of the message that is replied to, or the message's own id.
        ReplyTo reply_to: kind::MessageId = "4e7b75d9-e885-4e1f-b958-2568780ff25f",
        /// The business's WhatsApp number.
        BusinessNumber business_number("wanumber"): kind::PhoneNumber = "+12025550100",
        /// The customer's telephone number once more.
        Mobile mobile: kind::PhoneNumber = "+12025550143",
        /// Always `false`; some callbacks have a blank after it.
        CustomResponse custom_response: kind::Flag,
        /// The native message: a JSON array as text. Not every sender writes well-formed JSON, so the text itself always stays.
        Message message_json("message"): kind::Json = "[{\"from\":\"12025550143\",\"id\":\"4e7b75d9-e885-4e1f-b958-2568780ff25f\",\"timestamp\":\"1692619555\",\"type\":\"text\",\"text\":{\"body\":\"Hi, is my order on its way?\"},\"profile\":{\"name\":\"Zoë\"},\"wa_number\":\"12025550100\"}]",
        /// Shared contacts as JSON text; absent for other types of message.
        Contacts contacts_json("contacts"): kind::Json = "[{\"name\":{\"formatted_name\":\"Zoë\"}}]",
        /// A shared location as JSON text; absent for other types of message.
        Location location_json("location"): kind::Json = "{\"latitude\":36.9633,\"longitude\":-122.0019}",
    }
    optional {
        /// A telephone number of the business.
        PhoneNumber phone_number: kind::PhoneNumber = "+12025550100",
        /// The platform's id of the business's account.
        CompanyId company_id: kind::Text = "Z5bf5d8",
        /// The attachment's name.
        MediaName media_name: kind::Text = "9019fee8-3247-425e-a691-7a2924da9058",
    }
}
