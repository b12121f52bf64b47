//! The request that carries a callback: method, format of the body, bounds.

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
