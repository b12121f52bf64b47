//! Fields and the tables they stand in.

mod callback_serde;
mod dedup;
mod delivery_report;
mod incoming;
mod info;
pub mod kind;
mod macros;
mod outgoing;
mod set;

pub use self::callback_serde::owned;
pub(crate) use self::callback_serde::{deserialize_values, serialize_values};
pub use self::dedup::{dedup_key, id_inside_json};
pub use self::delivery_report::{DeliveryReport, DeliveryReportCallback, DeliveryReportField};
pub use self::incoming::{Incoming, IncomingCallback, IncomingField};
pub use self::info::{FieldInfo, FieldKind};
pub use self::outgoing::{Outgoing, OutgoingCallback, OutgoingField};
pub(crate) use self::set::FieldTable;
pub use self::set::{Callback, Field, FieldSet};
