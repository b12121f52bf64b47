//! The paths of endpoints, by which requests are told apart.

use crate::endpoint::{PathPattern, path_span};
use crate::profile::AnyProfile;
use crate::template::marked::Marked;
use crate::template::placeholders::Brackets;

/// The path of an endpoint: its text, by which equal ones are known, and its pattern where it has placeholders.
pub(super) struct PathOf {
    pub(super) text: Box<[u8]>,
    pub(super) pattern: Option<PathPattern>,
}

impl PathOf {
    pub(super) fn of(profile: &AnyProfile) -> Self {
        let erased = profile.erased();
        let marked = Marked::of(&erased.spec().endpoint, erased.table(), Brackets::Angle);
        let (path, pattern) = (path_span(&marked), PathPattern::of(&marked));
        // Placeholders of any name take the same paths.
        let text = match &pattern {
            Some(_) => marked.masked_by(path, '\0'),
            None => path.of(marked.source()).filter(|path| !path.is_empty()).unwrap_or("/").to_owned(),
        };
        Self { text: text.into_bytes().into(), pattern }
    }
}
