//! The request that carries a callback: its method, the format of its body, and how much of one is taken in.
//!
//! [`Profile::render`](crate::Profile::render) makes a [`Request`], which becomes an [`http::Request`] for any HTTP client; [`Limits`]
//! say how much a profile takes in when it parses.
//!
//! # Examples
//!
//! ```
//! use callback_profile::http;
//! use callback_profile::{Outgoing, Profile};
//!
//! let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
//! let request: http::Request<Vec<u8>> = profile.render(&profile.sample())?.into();
//! assert_eq!((request.method(), request.uri().path()), (&http::Method::POST, "/dlr"));
//! assert!(request.body().starts_with(b"{"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body_format;
mod envelope;
mod invalid;
mod limits;
mod method;
mod not_a_uri;
mod render_error;
mod request;
mod serde;

pub use self::body_format::BodyFormat;
#[cfg(not(feature = "xml"))]
pub(crate) use self::body_format::{XML_UNREAD, first_byte, is_xml};
pub(crate) use self::envelope::Envelope;
pub use self::invalid::{InvalidRequest, InvalidRequestKind};
pub use self::limits::Limits;
pub use self::method::{Method, UnknownMethod};
pub use self::render_error::{RenderError, RenderErrorKind};
pub use self::request::Request;
