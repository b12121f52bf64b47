//! The names by which profiles are told apart.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};

use crate::request::BodyFormat;
use crate::text::shown;
use crate::wire::json::leaves as json_leaves;
use crate::wire::query::read::{decode, written_pairs};
#[cfg(feature = "xml")]
use crate::wire::xml::leaves as xml_leaves;

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
    shapes: HashMap<BTreeSet<(Place, Box<str>)>, usize>,
}

/// The shape of a profile's names, and how many of them and of its static values there are.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    profile: usize,
    shape: usize,
    names: usize,
    fixed: usize,
}

#[derive(Clone, Default)]
struct Name {
    shapes: Vec<usize>,
    /// The profiles by the static value that they have under the name.
    fixed: HashMap<Box<str>, Vec<usize>>,
}

impl NameIndex {
    /// Adds a profile, by its place among all.
    pub(super) fn add(&mut self, profile: usize, claims: &BTreeSet<Claim>) -> Counts {
        let names: BTreeSet<_> = claims.iter().map(|claim| (claim.place, claim.name.clone())).collect();
        let mut counts = Counts { profile, names: names.len(), shape: self.shape(names), fixed: 0 };
        for claim in claims {
            if let Some(value) = &claim.fixed {
                let name = self.name(claim.place, &claim.name);
                name.fixed.entry(value.clone()).or_default().push(profile);
                counts.fixed += 1;
            }
        }
        counts
    }

    fn shape(&mut self, names: BTreeSet<(Place, Box<str>)>) -> usize {
        if let Some(shape) = self.shapes.get(&names) {
            return *shape;
        }
        let shape = self.shapes.len();
        for (place, name) in &names {
            self.name(*place, name).shapes.push(shape);
            if *place == Place::Document {
                let ends = name.match_indices('/').filter_map(|(end, _)| name.get(..end));
                self.inner.extend(ends.map(Into::into));
            }
        }
        self.shapes.insert(names, shape);
        shape
    }

    fn name(&mut self, place: Place, name: &str) -> &mut Name {
        self.names.entry(place).or_default().entry(name.into()).or_default()
    }

    pub(super) fn tally(&self) -> Tally<'_> {
        Tally {
            index: self,
            seen: Vec::new(),
            counted: HashSet::new(),
            matched: HashSet::new(),
            hits: vec![0; self.shapes.len()],
            fixed: HashMap::new(),
        }
    }
}

/// What a request has of the profiles' names.
pub(super) struct Tally<'i> {
    index: &'i NameIndex,
    /// The first few names, for an error.
    pub(super) seen: Vec<Box<str>>,
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
    const MOST_SEEN: usize = 8;

    /// Counts the names of a query or a form.
    pub(super) fn count_pairs(&mut self, place: Place, text: &[u8]) {
        for (name, value) in written_pairs(text) {
            self.count(place, &decode(name).0, || decode(value).0);
        }
    }

    /// Counts the names of a body.
    pub(super) fn count_body(&mut self, body: &[u8], format: BodyFormat) {
        // Where no name of a profile stands below a path, nobody needs to look.
        let inner = &self.index.inner;
        let may_descend = |path: &str| inner.contains(path);
        let mut count = |path: &str, value: Cow<'_, str>| self.count(Place::Document, path, || value);
        match format {
            BodyFormat::Form => self.count_pairs(Place::Form, body),
            BodyFormat::Json => json_leaves::visit(body, &may_descend, &mut count),
            #[cfg(feature = "xml")]
            BodyFormat::Xml => xml_leaves::visit(body, &may_descend, &mut count),
        }
    }

    /// Counts a name. Its value is read only where it is compared.
    fn count<'v>(&mut self, place: Place, name: &str, value: impl FnOnce() -> Cow<'v, str>) {
        if self.seen.len() < Self::MOST_SEEN {
            self.seen.push(shown(name).to_string().into());
        }
        let Some(found) = self.index.names.get(&place).and_then(|names| names.get(name)) else { return };
        if self.counted.insert(std::ptr::from_ref(found)) {
            for shape in &found.shapes {
                self.hits.get_mut(*shape).into_iter().for_each(|hits| *hits += 1);
            }
        }
        let profiles = if found.fixed.is_empty() { None } else { found.fixed.get(&*value()) };
        let profiles = profiles.filter(|profiles| self.matched.insert(std::ptr::from_ref(*profiles)));
        for profile in profiles.into_iter().flatten() {
            *self.fixed.entry(*profile).or_default() += 1;
        }
    }

    /// What the request has of a profile's names.
    pub(super) fn score(&self, counts: Counts) -> Score {
        let hits = self.hits.get(counts.shape).copied().unwrap_or_default();
        Score { hits, fixed: self.fixed.get(&counts.profile).copied().unwrap_or_default(), of: counts }
    }
}

/// How many of a profile's names and static values a request has.
#[derive(Clone, Copy)]
pub(super) struct Score {
    hits: usize,
    fixed: usize,
    of: Counts,
}

impl Score {
    pub(super) fn has_names(&self) -> bool {
        self.hits > 0
    }

    pub(super) fn has_all_static_values(&self) -> bool {
        self.fixed >= self.of.fixed
    }

    /// The greatest share of a profile's names wins, then the greatest number of them, then that of static values.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let share = (self.hits.saturating_mul(other.of.names), self.hits, self.fixed);
        share.cmp(&(other.hits.saturating_mul(self.of.names), other.hits, other.fixed))
    }
}
