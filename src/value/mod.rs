//! Typed readings of field texts: each value is made from text and written back as text.
//!
//! A callback keeps its texts as they arrived; its typed readers give these values. What has a closed syntax ([`Timestamp`], [`Price`],
//! [`PhoneNumber`]) may fail with a [`ValueError`]; an open set ([`Status`], [`MessageType`], [`Product`]) keeps a word that it does not
//! know.
//!
//! # Examples
//!
//! ```
//! use callback_profile::value::{PhoneNumber, Price, Status, Timestamp};
//!
//! assert_eq!(Status::new("Not_Sent"), Status::NotSent);
//! assert_eq!(Price::parse("0.0100")?.to_string(), "0.0100");
//! assert_eq!(PhoneNumber::parse("+1 (202) 555-0123")?.digits(), "12025550123");
//! assert_eq!(Timestamp::parse("1710000042")?, Timestamp::parse("2024-03-09 16:00:42")?);
//! # Ok::<(), callback_profile::value::ValueError>(())
//! ```

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
mod profile_status;
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
pub use profile_status::ProfileStatus;
pub use status::Status;
pub use timestamp::{Rfc3339, TimeUnit, Timestamp, TimestampReading};
