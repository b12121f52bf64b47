//! Model, check, render and parse the callback profiles by which messaging platforms call a business back over HTTP.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod any_profile;
mod bit_set;
mod check;
mod compile;
mod diagnostic;
mod endpoint;
mod engine;
mod field;
mod format;
mod limits;
mod method;
mod nearest;
mod parse_error;
mod problem;
mod profile;
mod received;
mod render_error;
mod request;
mod shape;
mod sink;
mod spec;
mod standard;
mod template;
mod value;

pub use self::any_profile::{AnyProfile, AnyReceived};
pub use self::diagnostic::{Code, Diagnostic, Fix, LineColumn, Part, Report, Severity, Span, UnknownCode};
pub use self::field::{
    Callback, Field, FieldInfo, FieldKind, FieldSet, Incoming, IncomingCallback, IncomingField, Outgoing,
    OutgoingCallback, OutgoingField, kind,
};
pub use self::limits::Limits;
pub use self::method::{Method, UnknownMethod};
pub use self::parse_error::{ParseError, ParseErrorKind};
pub use self::problem::{Problem, ProblemCode};
pub use self::profile::Profile;
pub use self::received::Received;
pub use self::render_error::RenderError;
pub use self::request::Request;
pub use self::spec::ProfileSpec;
pub use self::template::Template;
pub use self::value::{
    MessageId, MessageType, OtherText, PhoneNumber, Price, Status, TimeUnit, Timestamp, TimestampReading, ValueError,
};

/// What the code that [`field_set!`] writes needs of this crate.
#[doc(hidden)]
pub mod __private {
    use std::borrow::Cow;

    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::field::{FieldSet, FieldTable, deserialize_values, serialize_values};
    pub use crate::field::{dedup_key, id_inside_json, owned};

    pub fn serialize<F: FieldSet, S: Serializer>(values: &[Cow<'_, str>], serializer: S) -> Result<S::Ok, S::Error> {
        serialize_values(FieldTable::of::<F>(), values, serializer)
    }

    pub fn deserialize<'de: 'a, 'a, F: FieldSet, D: Deserializer<'de>>(
        values: &mut [Cow<'a, str>],
        deserializer: D,
    ) -> Result<(), D::Error> {
        deserialize_values(FieldTable::of::<F>(), values, deserializer)
    }
}
