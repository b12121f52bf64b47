//! Texts of which pieces were replaced by others.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// One of the texts, in which so many stretches of up to three characters are now one of the pieces.
pub(crate) fn mutated(
    texts: &'static [&'static str],
    pieces: &'static [&'static str],
    edits: Range<usize>,
) -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), 0..4_usize, select(pieces));
    (select(texts), prop::collection::vec(edit, edits)).prop_map(|(body, edits)| {
        let mut body: Vec<char> = body.chars().collect();
        for (at, length, piece) in edits {
            let start = at.index(body.len() + 1);
            let end = body.len().min(start + length);
            body.splice(start..end, piece.chars());
        }
        body.into_iter().collect()
    })
}
