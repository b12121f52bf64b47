//! Mechanical mends.

use std::fmt;

use crate::text::Span;

/// A mechanical mend: put `replacement` in the place of `span`, in the part of its diagnostic.
///
/// A fix holds for the text it was found in. After one is applied, check again before the next:
/// [`Profile::fixed`](crate::Profile::fixed) does so.
/// `Debug` tells only how long the replacement is: it may hold a part of what is replaced, be it a secret.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    span: Span,
    replacement: Box<str>,
}

impl Fix {
    pub(crate) fn new(span: Span, replacement: impl Into<Box<str>>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// The bytes to be replaced.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What stands there afterwards.
    #[must_use]
    pub fn replacement(&self) -> &str {
        &self.replacement
    }

    /// `text` with the fix applied; `None` when the span does not lie inside it.
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        let before = text.get(..self.span.start)?;
        let after = text.get(self.span.end..)?;
        Some([before, &self.replacement, after].concat())
    }
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let replacement = format_args!("({} bytes)", self.replacement.len());
        f.debug_struct("Fix").field("span", &self.span).field("replacement", &replacement).finish()
    }
}
