//! JSON objects that keep the order of their members.

use serde::{Serialize, Serializer};

/// An object of the members that are written in the braces: `object! { line: 7, error: "no" }`.
macro_rules! object {
    ($($member:ident: $value:expr),+ $(,)?) => {{
        #[derive(serde::Serialize)]
        struct Object<$($member),+> {
            $($member: $member),+
        }

        Object { $($member: $value),+ }
    }};
}

pub(crate) use object;

/// An object of names that are known only when running.
pub(crate) struct Pairs<'p, T>(pub(crate) Vec<(&'p str, T)>);

impl<T: Serialize> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
