//! Items that are found by key and listed in order.

use std::collections::{BTreeMap, HashMap};

/// Items in the order in which they came, each under a key of its own.
#[derive(Debug, Clone)]
pub(super) struct Indexed<T> {
    /// By the place that each was given, which it keeps.
    items: BTreeMap<usize, T>,
    places: HashMap<Box<str>, usize>,
    next: usize,
}

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self { items: BTreeMap::new(), places: HashMap::new(), next: 0 }
    }
}

impl<T> Indexed<T> {
    /// Adds an item. One whose key is taken replaces the other, in its place, and the other is given back.
    pub(super) fn insert(&mut self, key: &str, item: T) -> Option<T> {
        if let Some(place) = self.places.get(key) {
            return self.items.insert(*place, item);
        }
        self.places.insert(key.into(), self.next);
        self.items.insert(self.next, item);
        self.next = self.next.saturating_add(1);
        None
    }

    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.items.get(self.places.get(key)?)
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<T> {
        self.items.remove(&self.places.remove(key)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.values()
    }
}
