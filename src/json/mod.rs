//! JSON text (RFC 8259), wherever it stands: files, templates, bodies, native content.

pub(crate) mod any;
pub(crate) mod balance;
pub(crate) mod decode;
pub(crate) mod index;
pub(crate) mod scan;
mod swar;
pub(crate) mod tree;
pub(crate) mod write;

pub(crate) use self::swar::plain_length;
