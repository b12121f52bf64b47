//! Templates: how placeholders are written, how a template is compiled, and what its parameters are for.

pub(crate) mod compiler;
mod encoded;
pub(crate) mod placeholders;
pub(crate) mod rules;
mod template;

pub use self::template::Template;
