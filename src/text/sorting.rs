//! Sorting where it is no matter of speed: the sort itself is compiled once, and not for each type.

use std::cmp::Ordering;

/// Sorts items; those that compare as equal stay in their order.
///
/// The standard library's sort is some thousand lines of machine code for each type and comparison. This one is a few.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut places = places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    for place in 0..items.len() {
        // Each exchange brings one item to its place for good.
        while let Some(right) = places.get(place).copied().filter(|right| *right != place) {
            items.swap(place, right);
            places.swap(place, right);
        }
    }
}

/// The place of each item among those that are sorted.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    let mut places = vec![0; count];
    for (place, item) in order.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(item) {
            *slot = place;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::sort_by;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(keys in prop::collection::vec(0..40_u8, 0..200)) {
            let mut items: Vec<_> = keys.into_iter().enumerate().collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(_, key)| *key);
            sort_by(&mut items, |(_, one), (_, other)| one.cmp(other));
            prop_assert_eq!(items, expected);
        }
    }
}
