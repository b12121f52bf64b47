//! Several profiles behind one endpoint.

mod error;
mod names;
mod receive;

pub use self::error::ReceiveError;
pub use self::receive::{Delivery, Receiver};
