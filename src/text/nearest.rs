//! The nearest known name to a misspelt one.

/// Names longer than this are not compared: the comparison costs the product of the lengths.
const LONGEST: usize = 64;

/// The name that `written` was most likely meant to be; `None` when nothing is close.
///
/// Case and the choice between `-`, `_` and `.` do not count. Close means a third of the letters at most differ.
#[doc(hidden)]
#[must_use]
pub fn nearest_name<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if written.len() > LONGEST {
        return None;
    }
    let folded = fold(written);
    names
        .map(|name| (strsim::osa_distance(&folded, &fold(name)), name))
        .filter(|(distance, name)| distance * 3 <= name.len().max(folded.len()).max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn fold(name: &str) -> String {
    name.trim().chars().map(|c| if matches!(c, '-' | '.') { '_' } else { c.to_ascii_lowercase() }).collect()
}
