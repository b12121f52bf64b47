//! Several profiles behind one endpoint.
//!
//! A [`Receiver`] tells which of its profiles a request belongs to, and reads it with that one. What comes of it is a [`Delivery`], or a
//! [`ReceiveError`] that says why there is none.
//!
//! # Examples
//!
//! ```
//! use callback_profile::http::{HeaderMap, Method};
//! use callback_profile::{AnyReceived, Incoming, Outgoing, Profile, Receiver};
//!
//! let status = Profile::<Outgoing>::standard("https://example.com/hook")?;
//! let message = Profile::<Incoming>::standard_post("https://example.com/hook")?;
//! let receiver = Receiver::new([status.into(), message.into()]);
//!
//! let body = br#"{"from": "12025550143", "type": "text", "body": "Hi"}"#;
//! let delivery = receiver.receive(&Method::POST, "/hook", &HeaderMap::new(), body)?;
//! match delivery.received {
//!     AnyReceived::Incoming(received) => assert_eq!(received.callback.body(), "Hi"),
//!     other => panic!("expected a message, found {other:?}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod beginnings;
mod builder;
mod delivery;
mod error;
mod guess;
mod index;
mod names;
mod path;
mod receiver;
mod routes;
mod tally;

pub use self::delivery::Delivery;
pub use self::error::{ReceiveError, ReceiveErrorKind};
pub use self::receiver::Receiver;
