//! What arrived: the fields of a callback, what came beside them, what was odd.

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
