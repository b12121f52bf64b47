//! The operations of callback-profile and of other crates on the same workload, each checked before it is counted.

pub mod command;
pub mod ours;
#[cfg(feature = "peers")]
pub mod peers;
pub mod subject;
pub mod workload;
