//! JSON bodies.

pub(crate) mod compile;
mod in_order;
pub(crate) mod mend;
pub(crate) mod read;
