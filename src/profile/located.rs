//! A finding, and where in some text it stands.

use crate::diagnostic::{Diagnostic, Fix};
use crate::form::FileDiagnostic;
use crate::text::{Excerpt, Span};

/// A finding with a span, a fix and an excerpt of one text: that of its part, or that of the file.
pub(crate) trait Located {
    fn diagnostic(&self) -> &Diagnostic;

    fn span(&self) -> Span;

    fn fix(&self) -> Option<&Fix>;

    /// Tells that the fix may copy a secret.
    fn make_fix_private(&mut self);

    /// Takes the line of a text, of which the secrets are overwritten.
    fn set_excerpt(&mut self, masked: &str);
}

/// In the text of its part.
impl Located for Diagnostic {
    fn diagnostic(&self) -> &Diagnostic {
        self
    }

    fn span(&self) -> Span {
        self.span()
    }

    fn fix(&self) -> Option<&Fix> {
        self.fix()
    }

    fn make_fix_private(&mut self) {
        self.make_fix_private();
    }

    fn set_excerpt(&mut self, masked: &str) {
        self.set_excerpt(masked);
    }
}

/// In the text of the file.
impl Located for FileDiagnostic {
    fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    fn span(&self) -> Span {
        self.span
    }

    fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }

    fn make_fix_private(&mut self) {
        self.diagnostic.make_fix_private();
    }

    fn set_excerpt(&mut self, masked: &str) {
        self.excerpt = (!masked.is_empty()).then(|| Excerpt::of(masked, self.span, self.place.line));
    }
}
