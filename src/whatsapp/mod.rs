//! Native WhatsApp content: what the platform itself is called with, before it becomes callbacks.
//!
//! Everything here is a view over the raw JSON. A view splits its object into members and reads one when it is asked for; no member
//! is required, no type of message is unknown, and a number where a text was expected gives its digits. Writing content back is
//! writing [`Object::raw`], so nothing can be lost.
//!
//! ```
//! use callback_profile::whatsapp::{Notification, translate};
//!
//! let notification = Notification::parse(
//!     r#"{"contacts": [{"wa_id": "12025550143", "profile": {"name": "Zoë"}}],
//!         "messages": [{"from": "12025550143", "id": "m1", "timestamp": "1692619555", "type": "text", "text": {"body": "Hi"}}]}"#,
//! )?;
//! let translation = translate(&notification, Some("12025550100"));
//! let callback = &translation.incoming[0];
//! assert_eq!(callback.name(), "Zoë");
//! assert_eq!(callback.messages()?[0].as_ref().unwrap().text_body().as_deref(), Some("Hi"));
//! # Ok::<(), callback_profile::ParseError>(())
//! ```

mod callback;
mod content;
mod media;
mod message;
mod notification;
mod notification_value;
mod object;
mod senders;
mod status;
mod translate;

pub use self::content::{
    Button, Contact, Context, Interactive, Location, Media, NativeError, Order, Reaction, Referral, System,
};
pub use self::media::MediaShape;
pub use self::message::Message;
pub use self::notification::{BadItem, Notification};
pub use self::notification_value::NotificationValue;
pub use self::object::Object;
pub use self::status::MessageStatus;
pub use self::translate::{Translation, Translator, translate};
