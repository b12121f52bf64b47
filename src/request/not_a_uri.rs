//! What the `http` crate says of a text that is no URI, as the source of other errors.

use std::sync::Arc;

use http::uri::InvalidUri;

/// The error of a text that is no URI. Two are equal that say the same.
#[derive(Debug, Clone)]
pub(super) struct NotAUri(Arc<InvalidUri>);

impl NotAUri {
    pub(super) fn error(&self) -> &InvalidUri {
        &self.0
    }
}

impl From<InvalidUri> for NotAUri {
    fn from(error: InvalidUri) -> Self {
        Self(Arc::new(error))
    }
}

impl PartialEq for NotAUri {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl Eq for NotAUri {}
