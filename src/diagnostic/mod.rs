//! Findings about a profile: what is wrong, where, and what to write instead.

mod code;
mod findings;
mod line_counter;
mod report;
mod span;

pub use self::code::{Code, Severity, UnknownCode};
pub(crate) use self::findings::Findings;
pub(crate) use self::line_counter::LineCounter;
pub use self::report::{Diagnostic, Fix, Part, Report};
pub use self::span::{LineColumn, Span};
