//! Profiles, webhooks and accounts in files: findings at their place in the file, through the escapes of JSON.

mod check;
mod content;
mod fix;
mod kind;
mod masked;
mod report;

pub use self::check::{check_file, check_file_as};
pub use self::content::FileContent;
pub use self::fix::{FixedFile, fix_file};
pub use self::kind::FileKind;
pub use self::report::FileReport;
pub use crate::form::FileDiagnostic;
