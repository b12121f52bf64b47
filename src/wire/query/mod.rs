//! Queries and forms: `name=value` pairs joined by `&`.

pub(crate) mod compile;
pub(crate) mod decode;
mod in_order;
pub(crate) mod path;
pub(crate) mod read;
mod scan;
mod unescaped;
pub(crate) mod write;
