//! Fields and the tables they stand in.

mod dedup;
mod event;
mod info;
pub mod kind;
mod macros;
mod serde;
mod set;
mod sets;
mod table;
mod unfilled;

pub use self::dedup::DedupKey;
pub(crate) use self::dedup::dedup_key;
pub use self::event::{EventInfo, EventTable, assert_events};
pub use self::info::{FieldInfo, FieldKind};
pub(crate) use self::serde::{deserialize_values, serialize_values};
pub(crate) use self::set::filled;
pub use self::set::{Callback, Field, FieldSet};
pub use self::sets::{
    DeliveryReport, DeliveryReportCallback, DeliveryReportField, Incoming, IncomingCallback, IncomingField, Outgoing,
    OutgoingCallback, OutgoingField,
};
pub use self::table::assert_set;
pub(crate) use self::table::{FieldTable, LONGEST_NAME, NO_FIELDS, TableData};
pub(crate) use self::unfilled::{ENCODED_BRACKETS, unfilled_fields};
