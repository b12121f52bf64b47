//! Forms: what files hold, each from one table of its keys; and their reader, which knows where each text stands.

pub(crate) mod at;
pub(crate) mod form;
mod placed;
pub(crate) mod positions;
pub(crate) mod reader;
pub(crate) mod reserved;
pub(crate) mod schema;
pub(crate) mod value;
pub(crate) mod written;

pub use self::placed::FileDiagnostic;
