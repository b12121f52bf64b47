//! The field sets that are built in.

mod delivery_report;
mod incoming;
mod outgoing;

pub use self::delivery_report::{DeliveryReport, DeliveryReportCallback, DeliveryReportField};
pub use self::incoming::{Incoming, IncomingCallback, IncomingField};
pub use self::outgoing::{Outgoing, OutgoingCallback, OutgoingField};
