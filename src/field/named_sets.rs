//! The field sets that somebody means who names a platform, or none.

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

    pub(crate) fn all(known: &'t [FieldTable]) -> Self {
        Self { known, meant: Meant::All }
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

    pub(crate) fn directions(self) -> impl Iterator<Item = &'t str> + Clone {
        self.iter().map(|table| &*table.set)
    }
}

/// The names of the platforms to which the sets belong; one for each set.
pub(crate) fn platforms(known: &[FieldTable]) -> impl Iterator<Item = &str> {
    known.iter().map(|table| &*table.platform).filter(|platform| !platform.is_empty())
}
