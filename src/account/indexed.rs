//! Items in the order in which they came, each under a key of its own.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

#[derive(Debug, Clone)]
pub(super) struct Indexed<K, T> {
    /// By the place that each was given; where one was removed there is none.
    items: Vec<Option<T>>,
    places: HashMap<K, usize>,
}

impl<K: Eq + Hash, T> Indexed<K, T> {
    pub(super) fn with_capacity(items: usize) -> Self {
        Self { items: Vec::with_capacity(items), places: HashMap::with_capacity(items) }
    }

    /// Adds an item. One whose key is taken replaces the other, in its place, and the other is given back.
    pub(super) fn insert(&mut self, key: K, item: T) -> Option<T> {
        if let Some(slot) = self.places.get(&key).and_then(|place| self.items.get_mut(*place)) {
            return slot.replace(item);
        }
        self.places.insert(key, self.items.len());
        self.items.push(Some(item));
        None
    }

    #[inline]
    pub(super) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&T>
    where
        K: Borrow<Q>,
    {
        self.items.get(*self.places.get(key)?)?.as_ref()
    }

    pub(super) fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<T>
    where
        K: Borrow<Q>,
    {
        let place = self.places.remove(key)?;
        let removed = self.items.get_mut(place)?.take();
        if self.places.len() < self.items.len() / 2 {
            self.close_gaps();
        }
        removed
    }

    fn close_gaps(&mut self) {
        let places = self.items.iter().scan(0, |next, item| {
            let place = *next;
            *next += usize::from(item.is_some());
            Some(place)
        });
        let places: Vec<usize> = places.collect();
        for place in self.places.values_mut() {
            *place = places.get(*place).copied().unwrap_or_default();
        }
        self.items.retain(Option::is_some);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::Indexed;

    #[test]
    fn keeps_order_and_keys_whatever_is_removed() {
        let mut indexed = Indexed::<Box<str>, _>::with_capacity(0);
        let mut model: Vec<(String, usize)> = Vec::new();
        for number in 0..200_usize {
            let key = (number * 7 % 50).to_string();
            if number % 3 == 0 {
                let removed = model.iter().position(|(of, _)| *of == key).map(|place| model.remove(place).1);
                assert_eq!(indexed.remove(&*key), removed);
            } else if let Some((_, value)) = model.iter_mut().find(|(of, _)| *of == key) {
                assert_eq!(indexed.insert((*key).into(), number), Some(std::mem::replace(value, number)));
            } else {
                model.push((key.clone(), number));
                assert_eq!(indexed.insert((*key).into(), number), None);
            }
            assert!(indexed.iter().eq(model.iter().map(|(_, value)| value)));
            assert!(model.iter().all(|(key, value)| indexed.get(&**key) == Some(value)));
        }
    }
}
