//! Several profiles behind one endpoint.

mod content_type;
mod error;
mod names;
mod receive;

pub use self::error::ReceiveError;
pub use self::receive::{Delivery, Receiver};
