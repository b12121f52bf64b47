//! Templates: how placeholders are written, how a template is compiled, and what its parameters are for.

pub(crate) mod compiler;
pub(crate) mod encoded;
pub(crate) mod placeholders;
pub(crate) mod rules;

pub use self::placeholders::Template;
