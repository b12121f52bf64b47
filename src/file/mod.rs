//! Profiles, webhooks and accounts in files: findings at their place in the file, through the escapes of JSON.

mod account;
mod check;
mod fix;
pub(crate) mod form;
mod masked;
mod positions;
mod profile;
pub(crate) mod reader;
mod report;
pub(crate) mod value;
mod webhook;
mod word;

pub use self::check::check_file;
pub use self::fix::{FixedFile, fix_file};
pub use self::report::{FileDiagnostic, FileKind, FileReport};
