//! Runs a reader over the rows of a table.

use std::fmt::Debug;

/// Every row is an input and what is expected of it; every row that fails is reported.
#[track_caller]
pub(crate) fn run<I: Copy + Debug, E: Debug, T: PartialEq<E> + Debug>(rows: &[(I, E)], read: impl Fn(I) -> T) {
    let wrong: Vec<_> = rows
        .iter()
        .map(|(input, expected)| (input, expected, read(*input)))
        .filter(|(_, expected, found)| found != *expected)
        .collect();
    assert!(wrong.is_empty(), "(input, expected, found): {wrong:#?}");
}
