//! Templates: the language in which profiles say what a callback is made of, in full.
#![doc = include_str!("language.md")]

pub(crate) mod compiler;
mod encoded;
pub(crate) mod foreign;
pub(crate) mod foreign_findings;
mod listed;
pub(crate) mod marked;
pub(crate) mod placeholders;
pub(crate) mod rules;
mod template;

pub use self::template::Template;
