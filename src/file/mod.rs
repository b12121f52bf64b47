//! Profiles, webhooks and accounts in files: findings at their place in the file, through the escapes of JSON.

mod account;
mod check;
mod fix;
mod masked;
mod positions;
mod profile;
mod reader;
mod report;
mod webhook;

pub use self::check::check_file;
pub use self::fix::{FixedFile, fix_file};
pub use self::report::{FileDiagnostic, FileKind, FileReport};
