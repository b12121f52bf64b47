//! What arrived: the fields of a callback, what came beside them, what was odd.

mod parse_error;
mod problem;
mod received;
mod remainder;

pub use self::parse_error::{ParseError, ParseErrorKind};
pub use self::problem::{Problem, ProblemCode};
pub use self::received::Received;
pub(crate) use self::remainder::Remainder;
