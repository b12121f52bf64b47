//! What arrived: the fields of a callback, what came beside them, what was odd.
//!
//! A profile reads a request as [`Received`], or as [`AnyReceived`] where its field set is known only when running. Nothing is lost:
//! what nobody claims is `extra`, what is odd a [`Problem`]; a [`ParseError`] says why nothing could be read.
//!
//! # Examples
//!
//! ```
//! use callback_profile::received::ProblemCode;
//! use callback_profile::value::Status;
//! use callback_profile::{Outgoing, Profile};
//!
//! let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
//! let received = profile.parse_target("/dlr?id=a:1&status=read&status=sent&region=eu")?;
//! assert_eq!(received.callback.status(), Some(Status::Read));
//! assert_eq!(received.problems[0].code(), ProblemCode::RepeatedParameter);
//! assert_eq!(received.extra, [("status".into(), "sent".into()), ("region".into(), "eu".into())]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod any;
mod erased;
mod parse_error;
mod problem;
mod received;
mod remainder;
mod remark;
mod remarks;
mod serde;
mod verification;

pub use self::any::AnyReceived;
pub use self::erased::ErasedReceived;
pub use self::parse_error::{ParseError, ParseErrorKind};
pub use self::problem::{Problem, ProblemCode};
pub use self::received::Received;
pub(crate) use self::remainder::Remainder;
pub use self::remark::{Remark, RemarkCode};
pub(crate) use self::verification::Verification;
pub use self::verification::{VerifyError, VerifyErrorKind};
