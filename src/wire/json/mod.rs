//! JSON bodies.

pub(crate) mod compile;
pub(crate) mod read;
