//! Plain text: spans, places, foreign text in messages, URLs. Nothing here knows of callbacks.

mod bit_set;
pub(crate) mod block;
mod byte_class;
mod causes;
mod decoded;
mod equal;
pub(crate) mod escape;
mod excerpt;
mod foreign;
mod hex;
mod lanes;
mod line;
mod lines;
mod name;
mod nearest;
mod object;
pub(crate) mod pairs;
mod quiet;
mod secret;
mod sorting;
mod span;
mod uri;
mod url_parts;
pub(crate) mod words;

pub(crate) use self::bit_set::BitSet;
pub(crate) use self::byte_class::ByteClass;
pub use self::causes::with_causes;
pub(crate) use self::decoded::{Damage, Decoded};
pub(crate) use self::equal::is_equal;
pub(crate) use self::excerpt::Excerpt;
pub use self::foreign::is_hidden;
#[cfg(feature = "xml")]
pub(crate) use self::foreign::legible;
pub(crate) use self::foreign::{Message, clip, quoted, shown, shown_beginning, visible};
pub(crate) use self::hex::{hex_byte, hex_digits, hex_value};
pub(crate) use self::lanes::{HIGH_BITS, ONES, first_lane, lanes_between, last_word};
pub use self::line::{Line, Lines};
pub(crate) use self::lines::LineCounter;
pub(crate) use self::name::{is_name, is_name_byte, is_same, is_same_ignoring_case};
pub use self::nearest::nearest_name;
pub(crate) use self::object::object;
pub(crate) use self::quiet::quiet;
pub(crate) use self::secret::is_same_secret;
pub(crate) use self::sorting::sort_by;
pub use self::span::{LineColumn, Span};
pub(crate) use self::uri::URI_BYTES;
pub(crate) use self::url_parts::{
    EndpointParts, credentials, forgotten_query, is_absolute, may_be_url, secrets_of_misplaced_url, without_secrets,
};
pub use self::url_parts::{address_without_secrets, shown_id};
