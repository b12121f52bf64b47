//! Findings about a profile: what is wrong, where, and what to write instead.

mod code;
mod diagnostic;
mod findings;
mod fix;
mod part;
mod platform_error;
mod report;
mod serde;

pub use self::code::{Code, Severity, UnknownCode};
pub use self::diagnostic::Diagnostic;
pub(crate) use self::findings::Findings;
pub use self::fix::Fix;
pub use self::part::Part;
pub use self::platform_error::PlatformError;
pub use self::report::Report;
pub(crate) use self::report::fmt_lines;
pub(crate) use self::serde::{InFile, WrittenReport};
pub use crate::text::{LineColumn, Span};
