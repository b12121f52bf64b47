//! The groups of profiles, told apart by the names that their templates begin with.

use crate::receiver::index::Index;
use crate::receiver::names::siblings;
use crate::request::BodyFormat;
use crate::template::rules::Guide;
use crate::text::sort_by;
use crate::wire::engine::Format;

/// So many names of a template are looked at: nobody has a receiver for profiles that begin with so many alike.
const MOST_NAMES: usize = 32;

/// So many of them may tell groups apart, one after the other.
const MOST_STEPS: usize = 8;

/// The groups of profiles, told apart by the names that their templates begin with.
///
/// Which group it leads to is a guess: a request may have other names behind those that were looked at.
#[derive(Clone)]
pub(super) enum Beginnings {
    /// Nothing needs to be looked at.
    Group(usize),
    /// One of the names tells what to do next.
    Name(Place, Index<Self>),
    /// Nothing tells them apart.
    Alike,
}

/// Where a name stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// In the query of a request whose template stands in its body.
    pub(super) is_beside: bool,
    /// Among the names there, counted from zero.
    pub(super) number: usize,
}

/// A template, the query beside it, and the group of its profile.
#[derive(Clone, Copy)]
pub(super) struct Beginning<'p> {
    pub(super) format: Format,
    pub(super) guide: Guide<'p>,
    pub(super) beside: Guide<'p>,
    pub(super) group: usize,
}

impl<'p> Beginning<'p> {
    /// The name at one place.
    fn name(&self, Place { is_beside, number }: Place) -> Option<&'p [u8]> {
        let Self { format, guide, beside, .. } = *self;
        let (guide, first) = match format {
            _ if is_beside => (beside, 0),
            Format::Query | Format::Body(BodyFormat::Form) => (guide, 0),
            Format::Body(BodyFormat::Json) => (guide, 1),
            // The document, and its root, of which only the first element is looked at.
            #[cfg(feature = "xml")]
            Format::Body(BodyFormat::Xml) if number > 0 => return None,
            #[cfg(feature = "xml")]
            Format::Body(BodyFormat::Xml) => (guide, 2),
        };
        let nodes = siblings(guide, first, guide.counts().0);
        nodes.skip(number).map(|node| guide.name(node).as_bytes()).next()
    }
}

impl Beginnings {
    pub(super) fn of(mut templates: Vec<Beginning<'_>>) -> Self {
        Self::among(&mut templates, MOST_STEPS)
    }

    /// Tells templates apart in so many steps at most.
    fn among(templates: &mut [Beginning<'_>], steps: usize) -> Self {
        let Some((first, others)) = templates.split_first() else { return Self::Alike };
        if others.iter().all(|other| other.group == first.group) {
            return Self::Group(first.group);
        }
        let differ = |place: &Place| {
            let name = first.name(*place);
            others.iter().any(|other| other.name(*place) != name)
        };
        let places = |is_beside| (0..MOST_NAMES).map(move |number| Place { is_beside, number });
        let (Some(place), Some(steps)) = (places(false).chain(places(true)).find(differ), steps.checked_sub(1)) else {
            return Self::Alike;
        };
        sort_by(templates, |one, other| one.name(place).cmp(&other.name(place)));
        let branches = templates.chunk_by_mut(|one, other| one.name(place) == other.name(place)).filter_map(|alike| {
            let name = alike.first()?.name(place)?.into();
            Some((name, Self::among(alike, steps)))
        });
        Self::Name(place, branches.collect())
    }

    /// The group to which the names of a request lead, of which `name` gives that at a place.
    #[inline]
    pub(super) fn group<'n>(&self, name: impl Fn(Place) -> Option<&'n [u8]>) -> Option<usize> {
        let mut at = self;
        loop {
            match at {
                Self::Group(group) => return Some(*group),
                Self::Name(place, branches) => {
                    at = branches.get(name(*place)?)?;
                }
                Self::Alike => return None,
            }
        }
    }
}
