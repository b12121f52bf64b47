//! The paths of templates that have placeholders in them, and which of them the path of a request fits.

use crate::profile::AnyProfile;
use crate::template::marked::Marked;
use crate::template::placeholders::{Brackets, Piece};
use crate::text::Span;
use crate::wire::engine::Target;
use crate::wire::query::path::decode;

/// The path of an endpoint: its text, by which equal ones are known, and its pattern where it has placeholders.
pub(super) struct PathOf {
    pub(super) text: Box<[u8]>,
    pub(super) pattern: Option<Pattern>,
}

/// The segments of a path, from its end on.
#[derive(Clone)]
pub(super) struct Pattern {
    from_end: Box<[Segment]>,
    /// So many of them a path must have: as many as reach to the first placeholder.
    least: usize,
}

/// What a segment must be: the literals between its values, decoded; one that is a literal has no other.
#[derive(Clone)]
struct Segment(Box<[Box<str>]>);

impl Segment {
    fn of(marked: &Marked<'_>, range: Span) -> Self {
        let mut literals = vec![String::new()];
        for piece in marked.pieces(range) {
            match piece {
                Piece::Literal(span) => {
                    let text = span.of(marked.source()).unwrap_or_default();
                    if let Some(literal) = literals.last_mut() {
                        literal.push_str(&decode(text.as_bytes()).0);
                    }
                }
                _ => literals.push(String::new()),
            }
        }
        Self(literals.into_iter().map(String::into_boxed_str).collect())
    }

    fn is_literal(&self) -> bool {
        self.0.len() == 1
    }

    /// Whether a text is this segment with some values.
    fn fits(&self, text: &str) -> bool {
        let [first, between @ .., last] = &*self.0 else { return self.0.first().is_some_and(|only| **only == *text) };
        let inside = text.strip_prefix(&**first).and_then(|rest| rest.strip_suffix(&**last));
        let mut rest = inside;
        for literal in between {
            rest = rest.and_then(|rest| Some(rest.split_once(&**literal)?.1));
        }
        rest.is_some()
    }
}

impl PathOf {
    pub(super) fn of(profile: &AnyProfile) -> Self {
        let erased = profile.erased();
        let marked = Marked::of(&erased.spec().endpoint, erased.table(), Brackets::Angle);
        let span = Target::url(marked.masked().as_bytes()).path_span();
        let written = span.of(marked.source()).filter(|path| !path.is_empty()).unwrap_or("/");
        let pattern = (!erased.guide().segments().is_empty()).then(|| Pattern::of(&marked, span));
        // Placeholders of any name take the same paths.
        let text = if pattern.is_some() { marked.masked_by(span, '\0') } else { written.to_owned() };
        Self { text: text.into_bytes().into(), pattern }
    }
}

impl Pattern {
    fn of(marked: &Marked<'_>, path: Span) -> Self {
        // What stands before the first `/` is nothing.
        let segments = path.split(marked.masked(), ['/']).skip(1);
        let mut from_end: Vec<_> = segments.map(|segment| Segment::of(marked, segment)).collect();
        let literals = from_end.iter().take_while(|segment| segment.is_literal()).count();
        let least = from_end.len() - literals;
        from_end.reverse();
        Self { from_end: from_end.into(), least }
    }

    /// How well a path fits the pattern: whether it has as many segments, and how many of those are literals; `None` where it does not fit.
    /// Proxies strip prefixes, and add some, so as many segments are compared as both have; those of a `whole` path are all there.
    pub(super) fn fit(&self, path: &[u8], is_whole: bool) -> Option<(bool, usize)> {
        let path = path.strip_prefix(b"/").unwrap_or(path);
        let count = path.split(|byte| *byte == b'/').count();
        if count < self.least || (is_whole && count < self.from_end.len()) {
            return None;
        }
        let pairs = || self.from_end.iter().zip(path.rsplit(|byte| *byte == b'/'));
        let fits = pairs().all(|(segment, text)| segment.fits(&decode(text).0));
        let literals = || pairs().filter(|(segment, _)| segment.is_literal()).count();
        fits.then(|| (count == self.from_end.len(), literals()))
    }
}
