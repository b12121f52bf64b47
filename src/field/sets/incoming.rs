//! The field set of messages that users write.

use crate::field::FieldKind;
use crate::field::kind;
use crate::field_set;

/// The id of an event's message, which ends in these digits.
macro_rules! id {
    ($end:literal) => {
        concat!("4e7b75d9-e885-4e1f-b958-2568780ff", $end)
    };
}

/// The array with the native message of an event: the end of its id, and the members that it has of its own, among those that all
/// have. The sender's name may stand behind.
macro_rules! native {
    ($end:literal, $member:expr $(, name $name:expr)?) => {
        concat!(
            r#"[{"from":"12025550143","id":""#,
            id!($end),
            r#"","timestamp":"1692619555","#,
            $member,
            r#","profile":{"name":""#,
            $crate::__first!($($name,)? r#"Zoë \"Zed\" O'Hara"#),
            r#""},"wa_number":"12025550100"}]"#,
        )
    };
}

/// The members of a message with an attachment, flat as platforms write it: its type, its media type, the end of its address, further
/// members.
macro_rules! media {
    ($type:literal, $mime_type:literal, $end:literal $(, $member:literal)*) => {
        concat!(
            r#""type":""#, $type, r#"","media_id":"9019fee8","mime_type":""#, $mime_type,
            r#"","url":"https://media.example/9019fee8."#, $end, "\"", $(",", $member,)*
        )
    };
}

/// The members of an answer to a message of the business.
macro_rules! answer {
    ($members:literal) => {
        concat!(r#""context":{"from":"12025550100","id":"a2d4ef99-fa14-4487-ab3a-d245b65611a4:0"},"#, $members)
    };
}

/// Shared address cards.
macro_rules! contacts {
    () => {
        r#"[{"name":{"formatted_name":"Yves Roy","first_name":"Yves"},"phones":[{"phone":"+12025550188","type":"CELL"}]}]"#
    };
}

/// A shared place.
macro_rules! location {
    () => {
        r#"{"latitude":36.9633,"longitude":-122.0019,"name":"Main Beach","address":"Beach Street, Santa Cruz"}"#
    };
}

/// [`kind::Text::STRESS_SAMPLE`] inside of a JSON string.
macro_rules! stress {
    () => {
        r##"<id> & \"quoted\" + 100% 😀\nnext=line;é \\ </a>'#?"##
    };
}

field_set! {
    /// Messages that users wrote to the business: the platform's incoming callbacks.
    ///
    /// First the fields that every template must place, in the platform's order, then what some callbacks carry beside them.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Profile};
    ///
    /// let profile: Profile<Incoming> = Profile::standard("https://example.com/messages")?;
    /// let received = profile.parse_target("/messages?from=12025550143&type=text&body=Hi%21")?;
    /// assert_eq!(received.callback.body(), "Hi!");
    /// assert_eq!(received.callback.sender()?.unwrap().digits(), "12025550143");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub set Incoming = "incoming";
    /// A field of an incoming callback.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::IncomingField;
    ///
    /// assert_eq!(IncomingField::Sender.name(), "from");
    /// assert_eq!(IncomingField::from_name("wanumber"), Some(IncomingField::BusinessNumber));
    /// assert!(IncomingField::Sender.is_required() && !IncomingField::MediaName.is_required());
    /// ```
    enum IncomingField;
    /// An incoming callback: one message from one user.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageType;
    /// use callback_profile::{IncomingCallback, IncomingField};
    ///
    /// let callback = IncomingCallback::default().with(IncomingField::MessageType, "image").with(IncomingField::Body, "My cat");
    /// assert_eq!(callback.message_type(), Some(MessageType::Image));
    /// assert_eq!(callback.text(IncomingField::Body), "My cat");
    /// assert_eq!(callback.sender()?, None);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    struct IncomingCallback;
    dedup_key id_inside Message else [Sender, CreatedAt, Message];
    examples from callback_profile;
    required {
        /// The text of the message.
        Body body: kind::Text = "Hi, is my order on its way?",
        /// The media type of an attachment, such as `image/jpeg`.
        MimeType mime_type: kind::Text = "image/jpeg",
        /// Where the attachment can be fetched. A sender that does not encode an `&` in it cuts the address short where a `=` follows:
        /// `&height=480` arrives as a parameter of its own.
        MediaUrl media_url: kind::Text = "https://media.example/9019fee8.jpg?width=640&height=480",
        /// The customer's telephone number: who wrote the message.
        ///
        /// The platform's table of parameters calls it the business's number. In the platform's sample callbacks it is the number
        /// inside of the native message that wrote it, and another than `wanumber`: the samples decide.
        Sender sender("from"): kind::PhoneNumber = "12025550143",
        /// The customer's name as they set it.
        Name name: kind::Text = "Zoë \"Zed\" O'Hara",
        /// The type of the message.
        MessageType message_type("type"): kind::MessageType,
        /// When the message was written, in Unix seconds.
        CreatedAt created_at: kind::Timestamp = "1692619555",
        /// The id of the message that is replied to, or the message's own id.
        ReplyTo reply_to: kind::MessageId = id!("25f"),
        /// The business's WhatsApp number.
        BusinessNumber business_number("wanumber"): kind::PhoneNumber = "12025550100",
        /// The customer's telephone number once more.
        ///
        /// The platform's table of parameters calls it the recipient's, who would be the business. In the platform's sample callbacks
        /// it is the same number as `from`: the samples decide.
        Mobile mobile: kind::PhoneNumber = "12025550143",
        /// Always `false`; some callbacks have a blank after it.
        CustomResponse custom_response: kind::Flag [absent = "false"],
        /// The native message: a JSON array as text. Not every sender writes well-formed JSON, so the text itself always stays.
        Message message_json("message"): kind::Json = native!("25f", r#""type":"text","text":{"body":"Hi, is my order on its way?"}"#),
        /// Shared contacts as JSON text; absent for other types of message.
        Contacts contacts_json("contacts"): kind::Json = contacts!(),
        /// A shared location as JSON text; absent for other types of message.
        Location location_json("location"): kind::Json = location!(),
    }
    optional {
        /// A telephone number of the business.
        PhoneNumber phone_number: kind::PhoneNumber = "+12025550100",
        /// The platform's id of the business's account.
        CompanyId company_id: kind::Text = "Z5bf5d8",
        /// The attachment's name.
        MediaName media_name: kind::Text = "invoice 1042.pdf",
    }
    events each [
        Sender, Name, CreatedAt, ReplyTo, BusinessNumber, Mobile, CustomResponse, PhoneNumber, CompanyId,
    ] {
        /// Words.
        "text" { MessageType = "text", Body, Message }
        /// A picture with words below it.
        "image" {
            MessageType = "image", ReplyTo = id!("260"), Body = "It arrived like this", MimeType, MediaUrl,
            Message = native!("260", media!(
                "image", "image/jpeg", "jpg?width=640&height=480", r#""caption":"It arrived like this""#
            )),
        }
        /// A sound file.
        "audio" {
            MessageType = "audio", ReplyTo = id!("261"), MimeType = "audio/mpeg", MediaUrl = "https://media.example/9019fee8.mp3",
            Message = native!("261", media!("audio", "audio/mpeg", "mp3")),
        }
        /// A recorded voice message.
        "voice" {
            MessageType = "voice", ReplyTo = id!("262"), MimeType = "audio/ogg; codecs=opus", MediaUrl = "https://media.example/9019fee8.ogg",
            Message = native!("262", media!("voice", "audio/ogg; codecs=opus", "ogg")),
        }
        /// A film.
        "video" {
            MessageType = "video", ReplyTo = id!("263"), MimeType = "video/mp4", MediaUrl = "https://media.example/9019fee8.mp4",
            Message = native!("263", media!("video", "video/mp4", "mp4")),
        }
        /// A file with its name.
        "document" {
            MessageType = "document", ReplyTo = id!("264"), MimeType = "application/pdf", MediaUrl = "https://media.example/9019fee8.pdf",
            MediaName,
            Message = native!("264", media!("document", "application/pdf", "pdf", r#""filename":"invoice 1042.pdf""#)),
        }
        /// A sticker.
        "sticker" {
            MessageType = "sticker", ReplyTo = id!("265"), MimeType = "image/webp", MediaUrl = "https://media.example/9019fee8.webp",
            Message = native!("265", media!("sticker", "image/webp", "webp")),
        }
        /// A place on the map.
        "location" {
            MessageType = "location", ReplyTo = id!("266"), Location,
            Message = native!("266", concat!(r#""type":"location","location":"#, location!())),
        }
        /// An address card.
        "contacts" {
            MessageType = "contacts", ReplyTo = id!("267"), Contacts,
            Message = native!("267", concat!(r#""type":"contacts","contacts":"#, contacts!())),
        }
        /// A choice from a list that the business sent.
        "list-reply" {
            MessageType = "interactive", Body = "Tomorrow", ReplyTo = "a2d4ef99-fa14-4487-ab3a-d245b65611a4:0",
            Message = native!("268", answer!(
                r#""type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"day-2","title":"Tomorrow","description":"8 to 12"}}"#
            )),
        }
        /// A tap on a reply button of a message that the business sent.
        "button-reply" {
            MessageType = "interactive", Body = "Yes", ReplyTo = "a2d4ef99-fa14-4487-ab3a-d245b65611a4:0",
            Message = native!("269", answer!(
                r#""type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"yes","title":"Yes"}}"#
            )),
        }
        /// A tap on a quick-reply button of a template that the business sent.
        "button" {
            MessageType = "button", Body = "Stop", ReplyTo = "a2d4ef99-fa14-4487-ab3a-d245b65611a4:0",
            Message = native!("26a", answer!(r#""type":"button","button":{"payload":"opt-out","text":"Stop"}"#)),
        }
        /// An emoji attached to a message.
        "reaction" {
            MessageType = "reaction", ReplyTo = id!("26b"), Body = "👍",
            Message = native!(
                "26b", r#""type":"reaction","reaction":{"message_id":"a2d4ef99-fa14-4487-ab3a-d245b65611a4:0","emoji":"👍"}"#
            ),
        }
        /// Products from a catalogue.
        "order" {
            MessageType = "order", ReplyTo = id!("26c"), Body = "Two, please",
            Message = native!(
                "26c", r#""type":"order","order":{"catalog_id":"7","text":"Two, please","product_items":[{"product_retailer_id":"tea-1","quantity":2,"item_price":4.50,"currency":"EUR"}]}"#
            ),
        }
        /// The customer has another number from now on.
        "system" {
            MessageType = "system", ReplyTo = id!("26d"), Body = "Zoë changed from 12025550143 to 12025550199",
            Message = native!(
                "26d", r#""type":"system","system":{"type":"user_changed_number","body":"Zoë changed from 12025550143 to 12025550199","wa_id":"12025550199"}"#
            ),
        }
        /// Something that the platform could not pass on.
        "unsupported" {
            MessageType = "unsupported", ReplyTo = id!("26e"),
            Message = native!("26e", r#""type":"unsupported","errors":[{"code":131051,"title":"Message type is not supported"}]"#),
        }
        stress {
            Body = kind::Text::STRESS_SAMPLE, Name = kind::Text::STRESS_SAMPLE, CompanyId = kind::Text::STRESS_SAMPLE,
            Message = native!("25f", concat!(r#""type":"text","text":{"body":""#, stress!(), r#""}"#), name stress!()),
        }
    }
}
