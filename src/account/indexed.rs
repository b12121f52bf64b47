use std::collections::HashMap;

/// Items in their order, each under a key of its own.
#[derive(Debug, Clone)]
pub(super) struct Indexed<T> {
    items: Vec<(Box<str>, T)>,
    places: HashMap<Box<str>, usize>,
}

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: HashMap::new() }
    }
}

impl<T> Indexed<T> {
    /// Adds an item. One whose key is taken replaces the other, in its place, and the other is given back.
    pub(super) fn insert(&mut self, key: &str, item: T) -> Option<T> {
        let known = self.places.get(key).and_then(|place| self.items.get_mut(*place));
        if let Some((_, known)) = known {
            return Some(std::mem::replace(known, item));
        }
        self.places.insert(key.into(), self.items.len());
        self.items.push((key.into(), item));
        None
    }

    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.places.get(key).and_then(|place| self.items.get(*place)).map(|(_, item)| item)
    }

    /// Takes an item out; its followers move up.
    pub(super) fn remove(&mut self, key: &str) -> Option<T> {
        let place = self.places.remove(key).filter(|place| *place < self.items.len())?;
        let (_, item) = self.items.remove(place);
        for (place, (key, _)) in self.items.iter().enumerate().skip(place) {
            self.places.insert(key.clone(), place);
        }
        Some(item)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.iter().map(|(_, item)| item)
    }
}
