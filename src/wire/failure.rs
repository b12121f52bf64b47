//! Why the reader of a document stops.

use crate::json::scan::SyntaxError;
use crate::received::ParseError;

/// What is wrong with the document, told before its place is worked out, or a limit that it exceeds.
pub(super) enum ReadFailure<E> {
    Syntax(E),
    Limit(ParseError),
}

impl From<SyntaxError> for ReadFailure<SyntaxError> {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

impl<E> From<ParseError> for ReadFailure<E> {
    fn from(error: ParseError) -> Self {
        Self::Limit(error)
    }
}
