//! Findings about a profile: what is wrong, where, and what to write instead.

mod code;
mod findings;
mod report;

pub use self::code::{Code, Severity, UnknownCode};
pub(crate) use self::findings::Findings;
pub use self::report::{Diagnostic, Fix, Part, Report};
