//! JSON bodies.

pub(crate) mod compile;
pub(crate) mod leaves;
pub(crate) mod read;
