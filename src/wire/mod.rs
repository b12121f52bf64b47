//! The wire formats, one folder each: compiling a template, writing values, reading callbacks.

pub(crate) mod body;
mod collector;
pub(crate) mod engine;
mod failure;
pub(crate) mod json;
pub(crate) mod literals;
mod mended;
pub(crate) mod query;
pub(crate) mod sink;
pub(crate) mod xml;
