//! Typed readings of field texts: each value is made from text and written back as text.

mod compared;
mod error;
mod flag;
mod message_id;
mod message_state;
mod message_type;
mod number_status;
mod number_text;
mod open_set;
mod phone_number;
mod price;
mod product;
mod status;
mod text;
mod timestamp;

pub use error::ValueError;
pub(crate) use flag::parse_flag;
pub use message_id::MessageId;
pub use message_state::{Change, MessageState};
pub use message_type::MessageType;
pub use number_status::NumberStatus;
pub use open_set::OtherText;
pub use phone_number::PhoneNumber;
pub use price::Price;
pub use product::Product;
pub use status::Status;
pub use timestamp::{Rfc3339, TimeUnit, Timestamp, TimestampReading};
