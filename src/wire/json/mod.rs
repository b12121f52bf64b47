//! JSON bodies.

pub(crate) mod compile;
mod in_order;
pub(crate) mod read;
pub(crate) mod repair;
