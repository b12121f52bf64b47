//! Fields and the tables they stand in.

mod callback;
mod dedup;
mod delivery_report;
mod incoming;
mod info;
pub mod kind;
mod macros;
mod outgoing;

pub use self::callback::Callback;
pub use self::callback::owned;
pub(crate) use self::callback::{deserialize_values, serialize_values};
pub use self::dedup::{dedup_key, id_inside_json};
pub use self::delivery_report::{DeliveryReport, DeliveryReportCallback, DeliveryReportField};
pub use self::incoming::{Incoming, IncomingCallback, IncomingField};
pub(crate) use self::info::FieldTable;
pub use self::info::{Field, FieldInfo, FieldSet};
pub use self::kind::FieldKind;
pub use self::outgoing::{Outgoing, OutgoingCallback, OutgoingField};
