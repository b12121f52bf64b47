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

    /// Whether a span speaks of nothing else.
    pub(super) fn holds(&self, span: Span) -> bool {
        !span.is_empty() && span.start >= self.start && span.end <= self.start + self.length
    }

    /// The span as it was without them.
    pub(super) fn before(&self, span: Span) -> Span {
        // What stands behind them moves back, but not before their start; what stands before them stays.
        let offset = |offset: usize| offset.min(offset.saturating_sub(self.length).max(self.start));
        Span::new(offset(span.start), offset(span.end))
    }
}
