//! The field sets that somebody means who names a platform, or none.

use std::fmt;

use crate::field::FieldTable;
use crate::text::nearest_name;

/// The sets of one platform, among all that are known.
///
/// Who names no platform means the sets that belong to none: the built-in ones, and those of the program. Where all sets belong to
/// platforms, any of them is meant.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NamedSets<'t> {
    known: &'t [FieldTable],
    meant: Meant<'t>,
}

#[derive(Debug, Clone, Copy, Default)]
enum Meant<'t> {
    /// Those of the platform; of one that is not known there are none.
    OfPlatform(Option<&'t str>),
    OfNone,
    #[default]
    All,
}

impl<'t> NamedSets<'t> {
    pub(crate) fn of(known: &'t [FieldTable], platform: Option<&str>) -> Self {
        let meant = match platform {
            Some(name) => Meant::OfPlatform(platforms(known).find(|platform| *platform == name)),
            None if known.iter().any(|table| table.platform.is_empty()) => Meant::OfNone,
            None => Meant::All,
        };
        Self { known, meant }
    }

    /// These sets, or all where there are none.
    pub(crate) fn or_all(self) -> Self {
        if self.is_empty() { Self { meant: Meant::All, ..self } } else { self }
    }

    /// The sets of a platform, if one is named, else these.
    pub(crate) fn of_platform(self, platform: Option<&str>) -> Self {
        platform.map_or(self, |platform| Self::of(self.known, Some(platform)))
    }

    /// The set of a direction, else the nearest, else the first.
    pub(crate) fn best(self, direction: &str) -> Option<&'t FieldTable> {
        self.find(direction).or_else(|| self.nearest(direction)).or_else(|| self.iter().next())
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = &'t FieldTable> + Clone {
        self.known.iter().filter(move |table| match self.meant {
            Meant::OfPlatform(name) => name == Some(&*table.platform),
            Meant::OfNone => table.platform.is_empty(),
            Meant::All => true,
        })
    }

    /// Whether there is no such platform.
    pub(crate) fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    /// The set of a direction.
    pub(crate) fn find(self, direction: &str) -> Option<&'t FieldTable> {
        self.iter().find(|table| table.set == direction)
    }

    /// The set whose name is nearest to that of a direction.
    pub(crate) fn nearest(self, direction: &str) -> Option<&'t FieldTable> {
        self.find(nearest_name(direction, self.directions())?)
    }

    /// The platforms of which a direction is one, where it is none of these sets, and none is near to it that somebody named: one
    /// of them is most likely meant.
    pub(crate) fn platforms_meant(self, direction: &str) -> impl Iterator<Item = &'t str> {
        let is_known = self.is_empty() || self.find(direction).is_some();
        let is_near = matches!(self.meant, Meant::OfPlatform(_)) && self.nearest(direction).is_some();
        let known = if is_known || is_near { &[] } else { self.known };
        platforms_of(known.iter().filter(move |table| table.set == direction))
    }

    pub(crate) fn directions(self) -> impl Iterator<Item = &'t str> + Clone {
        self.iter().map(|table| &*table.set)
    }
}

impl fmt::Display for NamedSets<'_> {
    /// The directions, those of a platform with many as far as people read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 8;
        for (index, direction) in self.directions().take(MOST).enumerate() {
            write!(f, "{}`{direction}`", if index > 0 { " or " } else { "" })?;
        }
        match self.directions().skip(MOST).count() {
            0 => Ok(()),
            more => write!(f, " or {more} more"),
        }
    }
}

/// The names of the platforms to which the sets belong; one for each set.
pub(crate) fn platforms(known: &[FieldTable]) -> impl Iterator<Item = &str> {
    platforms_of(known.iter())
}

fn platforms_of<'t>(tables: impl Iterator<Item = &'t FieldTable>) -> impl Iterator<Item = &'t str> {
    tables.filter_map(|table| table.platform_name())
}
