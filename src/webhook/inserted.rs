//! Parameters that were put into an endpoint, and places as they were without them.

use crate::profile::standard;
use crate::text::Span;

/// The parameters that were put into an endpoint.
pub(super) struct Inserted {
    pub(super) start: usize,
    length: usize,
}

impl Inserted {
    pub(super) fn between(endpoint: &str, longer: &str) -> Self {
        Self { start: standard::end_of_query(endpoint), length: longer.len().saturating_sub(endpoint.len()) }
    }

    fn end(&self) -> usize {
        self.start.saturating_add(self.length)
    }

    /// Whether a span speaks of nothing else.
    pub(super) fn holds(&self, span: Span) -> bool {
        self.length > 0 && span.start >= self.start && span.end <= self.end() && !span.is_empty()
    }

    /// The span as it was without them.
    pub(super) fn before(&self, span: Span) -> Span {
        let offset = |offset: usize| match offset.checked_sub(self.end()) {
            Some(behind) => self.start.saturating_add(behind),
            None => offset.min(self.start),
        };
        Span::new(offset(span.start), offset(span.end))
    }
}
