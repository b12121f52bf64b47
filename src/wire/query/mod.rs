//! Queries and forms: `name=value` pairs joined by `&`.

pub(crate) mod compile;
pub(crate) mod read;
mod unescaped;
pub(crate) mod write;
