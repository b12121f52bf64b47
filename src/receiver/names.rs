//! The names by which profiles are told apart.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Where a name stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    Query,
    Form,
    /// The body's other formats: the name is the path to a value.
    Document,
}

/// A name of a profile, with its value where that is static.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Claim {
    pub(super) place: Place,
    pub(super) name: Box<str>,
    pub(super) fixed: Option<Box<str>>,
}

/// The names of all profiles.
///
/// Profiles with the same names share a shape, so that a name of a request is counted once for all of them, however many there are.
#[derive(Clone, Default)]
pub(super) struct NameIndex {
    names: HashMap<Place, HashMap<Box<str>, Name>>,
    /// The paths of documents that lead to a name.
    inner: HashSet<Box<str>>,
    /// The shape of each profile, and how many static values it has.
    profiles: Vec<(usize, usize)>,
    shapes: HashMap<BTreeSet<(Place, Box<str>)>, usize>,
    /// How many names each shape has.
    sizes: Vec<usize>,
}

#[derive(Clone, Default)]
struct Name {
    shapes: Vec<usize>,
    /// The profiles by the static value that they have under the name.
    fixed: HashMap<Box<str>, Vec<usize>>,
}

impl NameIndex {
    /// Adds the next profile.
    pub(super) fn add(&mut self, claims: &BTreeSet<Claim>) {
        let profile = self.profiles.len();
        let names: BTreeSet<_> = claims.iter().map(|claim| (claim.place, claim.name.clone())).collect();
        let shape = self.shape(names);
        let mut fixed = 0_usize;
        for claim in claims {
            let name = self.names.entry(claim.place).or_default().entry(claim.name.clone()).or_default();
            if let Some(value) = &claim.fixed {
                name.fixed.entry(value.clone()).or_default().push(profile);
                fixed = fixed.saturating_add(1);
            }
        }
        self.profiles.push((shape, fixed));
    }

    fn shape(&mut self, names: BTreeSet<(Place, Box<str>)>) -> usize {
        if let Some(shape) = self.shapes.get(&names) {
            return *shape;
        }
        let shape = self.sizes.len();
        self.sizes.push(names.len());
        for (place, name) in &names {
            self.names.entry(*place).or_default().entry(name.clone()).or_default().shapes.push(shape);
            if *place == Place::Document {
                let ends = name.match_indices('/').filter_map(|(end, _)| name.get(..end));
                self.inner.extend(ends.map(Into::into));
            }
        }
        self.shapes.insert(names, shape);
        shape
    }

    /// Whether names of profiles stand below this path of a document.
    pub(super) fn may_descend(&self, path: &str) -> bool {
        self.inner.contains(path)
    }

    pub(super) fn tally(&self) -> Tally<'_> {
        Tally {
            index: self,
            counted: HashSet::new(),
            matched: HashSet::new(),
            hits: vec![0; self.sizes.len()],
            fixed: HashMap::new(),
        }
    }
}

/// What a request has of the profiles' names.
pub(super) struct Tally<'i> {
    index: &'i NameIndex,
    /// A repeated name counts once.
    counted: HashSet<*const Name>,
    /// So does a static value under it.
    matched: HashSet<*const Vec<usize>>,
    /// How many names of each shape there are.
    hits: Vec<usize>,
    /// How many static values of a profile there are.
    fixed: HashMap<usize, usize>,
}

impl Tally<'_> {
    /// Counts a name. Its value is read only where it is compared.
    pub(super) fn count<'v>(&mut self, place: Place, name: &str, value: impl FnOnce() -> Cow<'v, str>) {
        let Some(found) = self.index.names.get(&place).and_then(|names| names.get(name)) else { return };
        if self.counted.insert(std::ptr::from_ref(found)) {
            for shape in &found.shapes {
                if let Some(hits) = self.hits.get_mut(*shape) {
                    *hits = hits.saturating_add(1);
                }
            }
        }
        let profiles = if found.fixed.is_empty() { None } else { found.fixed.get(&*value()) };
        for profile in
            profiles.filter(|profiles| self.matched.insert(std::ptr::from_ref(*profiles))).into_iter().flatten()
        {
            let hits = self.fixed.entry(*profile).or_default();
            *hits = hits.saturating_add(1);
        }
    }

    /// How many of a profile's names there are, of how many.
    pub(super) fn share(&self, profile: usize) -> (usize, usize) {
        let shape = self.index.profiles.get(profile).map_or(0, |(shape, _)| *shape);
        let hits = self.hits.get(shape).copied().unwrap_or_default();
        (hits, self.index.sizes.get(shape).copied().unwrap_or_default())
    }

    /// How many of a profile's static values there are.
    pub(super) fn static_values(&self, profile: usize) -> usize {
        self.fixed.get(&profile).copied().unwrap_or_default()
    }

    /// Whether all static values of a profile are there.
    pub(super) fn has_static_values(&self, profile: usize) -> bool {
        let wanted = self.index.profiles.get(profile).map_or(0, |(_, fixed)| *fixed);
        self.static_values(profile) >= wanted
    }
}
