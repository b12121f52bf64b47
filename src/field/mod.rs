//! Fields and the tables they stand in.

pub(crate) mod dedup;
pub(crate) mod event;
mod info;
pub mod kind;
mod macros;
mod serde;
pub(crate) mod set;
mod sets;
pub(crate) mod table;
mod unfilled;

pub(crate) use self::dedup::dedup_key;
pub use self::event::EventInfo;
pub use self::info::{FieldInfo, FieldKind};
pub(crate) use self::serde::{deserialize_values, serialize_values};
pub(crate) use self::set::filled;
pub use self::set::{Callback, Field, FieldSet};
pub use self::sets::{
    DeliveryReport, DeliveryReportCallback, DeliveryReportField, Incoming, IncomingCallback, IncomingField, Outgoing,
    OutgoingCallback, OutgoingField,
};
pub(crate) use self::table::{FieldTable, LONGEST_NAME, NO_FIELDS, TableData};
pub(crate) use self::unfilled::{ENCODED_BRACKETS, unfilled_fields};
