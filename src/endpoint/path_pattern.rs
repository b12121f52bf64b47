//! The paths of templates: literal ones, and patterns that the path of a request fits.

use crate::template::marked::Marked;
use crate::template::placeholders::Piece;
use crate::text::Span;
use crate::wire::engine::Target;
use crate::wire::query::path::decode;

/// Where the path of an endpoint stands.
pub(crate) fn path_span(endpoint: &Marked<'_>) -> Span {
    Target::url(endpoint.masked().as_bytes()).path_span()
}

/// The segments of a path that has placeholders, from its end on.
#[derive(Clone)]
pub(crate) struct PathPattern {
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

    /// The text of one that holds no placeholder.
    fn literal(&self) -> Option<&str> {
        if let [only] = &*self.0 { Some(only) } else { None }
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

impl PathPattern {
    /// That of an endpoint; `None` where its path has no placeholders.
    pub(crate) fn of(endpoint: &Marked<'_>) -> Option<Self> {
        let path = path_span(endpoint);
        if !endpoint.has_any(path) {
            return None;
        }
        // What stands before the first `/` is nothing.
        let segments = path.split(endpoint.masked(), ['/']).skip(1);
        let mut from_end: Vec<_> = segments.map(|segment| Segment::of(endpoint, segment)).collect();
        let literals = from_end.iter().take_while(|segment| segment.literal().is_some()).count();
        let least = from_end.len() - literals;
        from_end.reverse();
        Some(Self { from_end: from_end.into(), least })
    }

    /// How well a path fits the pattern: whether it has as many segments, and how many of those are literals; `None` where it does not fit.
    /// Proxies strip prefixes, and add some, so as many segments are compared as both have; those of a `whole` path are all there.
    pub(crate) fn fit(&self, path: &[u8], is_whole: bool) -> Option<(bool, usize)> {
        let path = path.strip_prefix(b"/").unwrap_or(path);
        let count = path.split(|byte| *byte == b'/').count();
        if count < self.least || (is_whole && count < self.from_end.len()) {
            return None;
        }
        let pairs = || self.from_end.iter().zip(path.rsplit(|byte| *byte == b'/'));
        let fits = pairs().all(|(segment, text)| segment.fits(&decode(text).0));
        let literals = || pairs().filter(|(segment, _)| segment.literal().is_some()).count();
        fits.then(|| (count == self.from_end.len(), literals()))
    }

    /// Whether a path from which a URL parser has dropped the segments `.` and `..` has all of the segments and no other ones.
    pub(crate) fn is_all_of(&self, path: &str) -> bool {
        let mut kept = Vec::with_capacity(self.from_end.len());
        for (behind, segment) in self.from_end.iter().enumerate().rev() {
            let is_dots = match segment.literal() {
                Some(".") => true,
                Some("..") => {
                    kept.pop();
                    true
                }
                _ => false,
            };
            if !is_dots {
                kept.push(Some(segment));
            } else if behind == 0 {
                // A slash is left of it, with nothing behind.
                kept.push(None);
            }
        }
        let found: Vec<_> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let fits = |(segment, text): (Option<&Segment>, &str)| {
            segment.map_or(text.is_empty(), |segment| segment.fits(&decode(text.as_bytes()).0))
        };
        kept.len() == found.len() && kept.into_iter().zip(found).all(fits)
    }
}
