//! What was read beside the fields of a callback.

use std::borrow::Cow;

use crate::received::Problem;

/// What was read beside the callback's fields.
#[derive(Debug, Default)]
pub(crate) struct Remainder<'a> {
    pub(crate) extra: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) missing: Vec<usize>,
}
