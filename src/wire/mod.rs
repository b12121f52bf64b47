//! The wire formats, one folder each: compiling a template, writing values, reading callbacks.

pub(crate) mod body;
mod collector;
pub(crate) mod engine;
mod failure;
pub(crate) mod json;
pub(crate) mod literals;
pub(crate) mod query;
mod repaired;
pub(crate) mod sink;
pub(crate) mod xml;
