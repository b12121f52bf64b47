//! Fields, and the sets of fields that platforms send together.
//!
//! Here are the built-in sets with their callbacks, the traits for code that works with any set, and the [kinds](kind) by which
//! [`field_set!`](crate::field_set) reads the fields of a set of your own.
//!
//! ```
//! use callback_profile::field::Callback;
//! use callback_profile::{IncomingCallback, IncomingField, OutgoingCallback, OutgoingField};
//!
//! fn present<'a>(callback: &impl Callback<'a>) -> usize {
//!     callback.iter().count()
//! }
//!
//! let outgoing = OutgoingCallback::default().with(OutgoingField::Id, "b1946ac9:0").with(OutgoingField::Status, "read");
//! let incoming = IncomingCallback::default().with(IncomingField::Body, "Hi!");
//! assert_eq!((present(&outgoing), present(&incoming)), (2, 1));
//! ```

pub(crate) mod dedup;
pub(crate) mod event;
mod example;
mod info;
pub mod kind;
pub(crate) mod kinds;
mod macros;
mod named_sets;
mod placeholder_name;
mod placeholder_syntax;
mod reader;
mod serde;
pub(crate) mod set;
mod sets;
pub(crate) mod syntax_problem;
pub(crate) mod table;
mod unfilled;

pub(crate) use self::dedup::dedup_key;
pub use self::event::EventInfo;
pub(crate) use self::info::{FieldData, Reading};
pub use self::info::{FieldInfo, FieldKind};
pub(crate) use self::named_sets::{NamedSets, platforms};
pub(crate) use self::placeholder_name::{NameProblem, has_control_character, name_problem};
#[doc(hidden)]
pub use self::placeholder_syntax::SyntaxOptions;
pub use self::placeholder_syntax::{JsonPlace, PlaceholderSyntax, Space};
pub(crate) use self::serde::{deserialize_values, serialize_values};
pub(crate) use self::set::filled;
pub use self::set::{Callback, Field, FieldSet};
pub use self::sets::{
    DeliveryReport, DeliveryReportCallback, DeliveryReportField, Incoming, IncomingCallback, IncomingField, Outgoing,
    OutgoingCallback, OutgoingField,
};
pub(crate) use self::table::{FieldTable, LONGEST_NAME, NO_FIELDS, TableData, is_set_name};
pub(crate) use self::unfilled::{ENCODED_BRACKETS, unfilled_fields};
