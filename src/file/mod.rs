//! Profiles, webhooks, accounts and platforms in JSON files: what is wrong, at its line and column, and the fixes.
//!
//! [`check_file`] tells what is found in a file, [`fix_file`] applies what can be fixed mechanically, and
//! [`Platform::read_file`](crate::Platform::read_file) gives what the file holds. None of them opens a file: they take its text.
//!
//! # Examples
//!
//! ```
//! use callback_profile::file::{check_file, fix_file};
//!
//! let file = r#"{"whitelist": ["https://example.com/"]}"#;
//! let report = check_file(file.as_bytes());
//! assert_eq!(
//!     report.to_string(),
//!     "error[invalid-whitelist-entry]: `https://example.com/` is not a domain \
//!      at whitelist `0`, line 1, column 17 (bytes 16..36); write `example.com`",
//! );
//! assert_eq!(fix_file(file).applied(), 1);
//! ```

mod check;
mod content;
mod fix;
mod kind;
mod masked;
mod read_back;
mod report;

pub use self::check::{check_file, check_file_as};
pub use self::content::FileContent;
pub use self::fix::{FixedFile, fix_file};
pub use self::kind::FileKind;
pub use self::report::FileReport;
pub use crate::form::FileDiagnostic;
