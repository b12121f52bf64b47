//! Several profiles behind one endpoint.

mod beginnings;
mod builder;
mod delivery;
mod error;
mod guess;
mod index;
mod names;
mod receiver;
mod routes;
mod tally;

pub use self::delivery::Delivery;
pub use self::error::{ReceiveError, ReceiveErrorKind};
pub use self::receiver::Receiver;
