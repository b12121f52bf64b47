//! Fields and the tables they stand in.

mod dedup;
mod info;
pub mod kind;
mod macros;
mod serde;
mod sets;
mod table;

pub use self::dedup::{dedup_key, id_inside_json};
pub use self::info::{FieldInfo, FieldKind};
pub use self::serde::owned;
pub(crate) use self::serde::{deserialize_values, serialize_values};
pub use self::sets::{
    DeliveryReport, DeliveryReportCallback, DeliveryReportField, Incoming, IncomingCallback, IncomingField, Outgoing,
    OutgoingCallback, OutgoingField,
};
pub(crate) use self::table::FieldTable;
pub use self::table::{Callback, Field, FieldSet};
