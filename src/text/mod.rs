//! Plain text: spans, places, excerpts, URLs. Nothing here knows of callbacks.

mod bit_set;
mod byte_class;
mod decoded;
mod excerpt;
mod hex;
mod lines;
mod name;
mod nearest;
pub(crate) mod pairs;
mod span;
mod url_parts;
pub(crate) mod words;

pub(crate) use self::bit_set::BitSet;
pub(crate) use self::byte_class::ByteClass;
pub(crate) use self::decoded::{Damage, Decoded};
#[cfg(feature = "xml")]
pub(crate) use self::excerpt::legible;
pub(crate) use self::excerpt::{clip, shown, visible};
pub(crate) use self::hex::hex_value;
pub(crate) use self::lines::LineCounter;
pub(crate) use self::name::{is_name, is_name_byte, is_same};
pub(crate) use self::nearest::nearest_name;
pub use self::span::{LineColumn, Span};
pub(crate) use self::url_parts::{EndpointParts, credentials, is_absolute, without_secrets};
