//! Pairs of texts, such as headers: an object in a file; in memory a list, in its order.

use crate::text::shown;
use std::collections::HashSet;
use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{self, Serialize, Serializer};

pub(crate) fn serialize<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut seen = HashSet::new();
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !seen.insert(name)) {
        // No reader would give both back.
        return Err(ser::Error::custom(twice(name)));
    }
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
    struct PairsVisitor;

    impl<'de> Visitor<'de> for PairsVisitor {
        type Value = Vec<(String, String)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object from names to strings")
        }

        /// In a file `null` is as good as nothing.
        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs: Self::Value = Vec::new();
            let mut seen = HashSet::new();
            while let Some((name, value)) = map.next_entry::<String, String>()? {
                if !seen.insert(name.clone()) {
                    return Err(de::Error::custom(twice(&name)));
                }
                pairs.push((name, value));
            }
            Ok(pairs)
        }
    }

    deserializer.deserialize_any(PairsVisitor)
}

fn twice(name: &str) -> String {
    format!("key `{}` is given twice", shown(name))
}

/// An object of names that are known only when running, in their order.
#[doc(hidden)]
#[derive(Debug)]
pub struct Pairs<'p, T>(pub Vec<(&'p str, T)>);

impl<T: Serialize> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The names of pairs whose values are secrets.
pub(crate) struct PairNames<'p, T>(pub(crate) &'p [(T, T)]);

impl<T: AsRef<str>> fmt::Debug for PairNames<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(name, _)| (shown(name.as_ref()), "(secret)"))).finish()
    }
}
