//! JSON bodies.

pub(crate) mod compile;
pub(crate) mod mend;
pub(crate) mod read;
