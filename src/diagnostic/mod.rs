//! Findings about profiles, webhooks and accounts: what is wrong, where, and what to write instead.
//!
//! A check returns a [`Report`] of [`Diagnostic`]s. Each has a stable [`Code`], the [`Part`] it is about with a [`Span`] of bytes in
//! it, a message and a help, and a [`Fix`] where it can be fixed mechanically.
//!
//! # Examples
//!
//! ```
//! use callback_profile::diagnostic::{Code, Part};
//! use callback_profile::{Outgoing, Profile, ProfileSpec};
//!
//! let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>&cost=<prise>");
//! let report = Profile::<Outgoing>::check(&spec);
//! let found = report.iter().find(|found| found.code() == Code::UnknownPlaceholder).unwrap();
//! assert_eq!((found.part(), found.span().of(&spec.endpoint)), (Part::Endpoint, Some("<prise>")));
//! assert_eq!(found.message(), "`<prise>` is not a placeholder of the outgoing fields");
//! assert_eq!(found.help(), "did you mean `<price>`?");
//! assert_eq!(found.fix().map(|fix| fix.replacement()), Some("<price>"));
//! ```

mod code;
mod diagnostic;
mod findings;
mod fix;
mod part;
mod platform_error;
mod report;
mod serde;
mod severity;

pub use self::code::{Code, UnknownCode};
pub use self::diagnostic::Diagnostic;
pub(crate) use self::findings::Findings;
pub use self::fix::Fix;
pub use self::part::Part;
pub use self::platform_error::PlatformError;
pub use self::report::Report;
pub(crate) use self::report::fmt_lines;
pub(crate) use self::serde::{InFile, WrittenReport};
pub use self::severity::Severity;
pub use crate::text::{LineColumn, Span};
