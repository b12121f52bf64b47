//! The profiles of one method, and which of them a request belongs to.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::endpoint::PathPattern;
use crate::profile::http::body_format;
use crate::received::ParseError;
use crate::receiver::beginnings::Beginnings;
use crate::receiver::index::Index;
use crate::receiver::names::Names;
use crate::receiver::tally::{Counts, Listed, Tally};
use crate::request::{BodyFormat, Limits, Method};
use crate::text::Span;
use crate::wire::body::read_body;
use crate::wire::engine::{Format, WholeRequest, expect_bytes};
use crate::wire::query;

/// The profiles of one method.
///
/// Profiles with the same names share a shape, and names that the same shapes have share a class, so that a name of a request is
/// counted once for all of them, however many there are.
#[derive(Clone)]
pub(super) struct Routes {
    pub(super) method: Method,
    /// The widest limits of all.
    pub(super) most: Limits,
    /// The names in the query, and in the bodies of each format.
    pub(super) places: Vec<(Format, Names)>,
    pub(super) names: Vec<Name>,
    /// How many classes of names there are.
    pub(super) classes: usize,
    pub(super) shapes: Vec<ShapeOfNames>,
    /// The paths of the endpoints, numbered, and the groups at each.
    pub(super) paths: Index<usize>,
    /// Paths with placeholders, and the numbers that they have.
    pub(super) patterns: Vec<(PathPattern, usize)>,
    pub(super) groups_at: Vec<GroupNumbers>,
    pub(super) all_groups: GroupNumbers,
    pub(super) groups: Vec<Group>,
    pub(super) entries: Vec<Entry>,
    /// The groups of each format in which one profile may be all that a request fits, by how their templates begin.
    pub(super) beginnings: Vec<(Format, BeginningsAt)>,
}

/// The groups of one format by how their templates begin.
#[derive(Clone)]
pub(super) struct BeginningsAt {
    /// At each path, by its number.
    pub(super) paths: Box<[Beginnings]>,
    /// Of which no path needs to tell anything.
    pub(super) anywhere: Beginnings,
}

/// Groups without static values, and with some.
#[derive(Clone, Default)]
pub(super) struct GroupNumbers {
    pub(super) plain: Vec<usize>,
    pub(super) with_statics: Vec<usize>,
}

impl GroupNumbers {
    pub(super) fn push(&mut self, group: usize, has_statics: bool) {
        if has_statics { &mut self.with_statics } else { &mut self.plain }.push(group);
    }
}

/// A name that some of the profiles have.
#[derive(Clone, Default)]
pub(super) struct Name {
    pub(super) class: usize,
    /// The profiles by the static value that they have under the name.
    pub(super) static_values: HashMap<Box<str>, StaticValue>,
}

#[derive(Clone)]
pub(super) struct StaticValue {
    pub(super) number: usize,
    /// The entries that have it, in the order of their groups.
    pub(super) entries: Vec<usize>,
}

#[derive(Clone)]
pub(super) struct ShapeOfNames {
    pub(super) names: usize,
    /// The classes of its names.
    pub(super) classes: Vec<usize>,
    pub(super) groups: usize,
    /// Whether other profiles have names in what is a value here.
    pub(super) is_looked_into: bool,
}

/// The profiles that differ in nothing but their static values.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) format: Format,
    pub(super) shape: usize,
    pub(super) path: usize,
    pub(super) entries: Vec<usize>,
    /// By which of their static values they are told apart, where there are several.
    pub(super) key: Option<Key>,
    /// Whether there are profiles with the same names and path that have static values where these have none, or the other way round.
    pub(super) has_twin: bool,
}

/// A name whose value stands in no other value.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) place: Format,
    pub(super) name: Box<str>,
    pub(super) number: usize,
}

#[derive(Clone)]
pub(super) struct Entry {
    /// The profile's place among all.
    pub(super) profile: usize,
    pub(super) group: usize,
    /// How many static values it has.
    pub(super) statics: usize,
}

/// The profile that a request belongs to, by its place among all.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    One(usize),
    Tie(Vec<usize>),
    Nothing,
}

impl Routes {
    /// The path of endpoints that a request has: the same, or else of those with placeholders the one of which most is literal.
    #[inline]
    pub(super) fn path(&self, path: &[u8]) -> Option<usize> {
        self.paths.get(path).copied().or_else(|| if self.patterns.is_empty() { None } else { self.pattern(path, true) })
    }

    #[cold]
    fn pattern(&self, path: &[u8], is_whole: bool) -> Option<usize> {
        let fits = self.patterns.iter().filter_map(|(pattern, number)| Some((pattern.fit(path, is_whole)?, number)));
        fits.rev().max_by_key(|(fit, _)| *fit).map(|(_, number)| *number)
    }

    pub(super) fn name(&self, number: usize) -> Option<&Name> {
        self.names.get(number)
    }

    /// A request that is longer than the limits of all the profiles is not looked at.
    pub(super) fn expect_bytes(&self, request: WholeRequest<'_, '_>) -> Result<(), ParseError> {
        expect_bytes(request.target.bytes, self.most)?;
        if self.method.has_body() { expect_bytes(request.body, self.most) } else { Ok(()) }
    }

    /// Finds the profile of a request, all of whose names are counted for it.
    pub(super) fn find(&self, request: WholeRequest<'_, '_>) -> Found {
        let mut counts = Counts::new(self.classes);
        self.count(Format::Query, request, &mut counts, None);
        let format = if self.method.has_body() { self.count_body(request, &mut counts) } else { None };
        counts.statics.sort_unstable();
        let path = self.path(request.target.path());
        let of_path = path.and_then(|path| self.best(Some(path), format, &counts));
        let anywhere = of_path.or_else(|| self.best(None, format, &counts));
        // Of a path without its prefix nothing is sure.
        let of_rest = || {
            let path = self.pattern(request.target.path(), false)?;
            self.best(Some(path), format, &counts)
        };
        anywhere.or_else(of_rest).unwrap_or(Found::Nothing)
    }

    /// The profiles that the path leaves of those whose bodies are documents: all of them, where it is that of none.
    pub(super) fn with_documents(&self, path: &[u8]) -> impl Iterator<Item = usize> {
        let groups = self.path(path).and_then(|path| self.groups_at.get(path)).unwrap_or(&self.all_groups);
        let groups = groups.plain.iter().chain(&groups.with_statics).filter_map(|group| self.groups.get(*group));
        let with_documents =
            groups.filter(|group| !matches!(group.format, Format::Query | Format::Body(BodyFormat::Form)));
        with_documents.flat_map(|group| &group.entries).filter_map(|entry| Some(self.entries.get(*entry)?.profile))
    }

    /// Counts the names of the body in the first of the likely formats in which it has any, and tells which that is; else which it
    /// is most likely meant to be in.
    fn count_body(&self, request: WholeRequest<'_, '_>, counts: &mut Counts) -> Option<BodyFormat> {
        let marked = body_format(request.headers).filter(|format| self.has_format(*format));
        let likely = BodyFormat::likely(marked, request.body);
        for format in likely.into_iter().flatten() {
            let before = counts.all;
            self.count(Format::Body(format), request, counts, None);
            if counts.all > before {
                return Some(format);
            }
        }
        // What looks like a form may be anything.
        let [first, _] = likely;
        first.filter(|first| marked.is_some() || *first != BodyFormat::Form).filter(|first| self.has_format(*first))
    }

    fn has_format(&self, format: BodyFormat) -> bool {
        self.places.iter().any(|(place, _)| *place == Format::Body(format))
    }

    /// Counts the names in one place of the request.
    fn count(
        &self,
        place: Format,
        request: WholeRequest<'_, '_>,
        counts: &mut Counts,
        mut listed: Option<&mut Listed>,
    ) {
        for (_, names) in self.places.iter().filter(|(format, _)| *format == place) {
            let listed = listed.as_deref_mut();
            let mut tally = Tally { routes: self, names, counts: &mut *counts, listed };
            // What cannot be read is told by the profile that the request belongs to, as far as can be told.
            let _ = match place {
                Format::Query => query::read::read(request.target.bytes, request.target.query, &mut tally),
                Format::Body(format) => read_body(format, request.body, self.most.depth, &mut tally),
            };
        }
    }

    /// The profile for which most speaks, of those that have any name of the request and, where one is given, this path.
    fn best<'a>(&'a self, path: Option<usize>, format: Option<BodyFormat>, counts: &'a Counts) -> Option<Found> {
        let score = |group: &Group| {
            let is_fit = format.is_none_or(|format| Format::Body(format) == group.format)
                && path.is_none_or(|path| path == group.path);
            let shape = self.shapes.get(group.shape).filter(|_| is_fit)?;
            let hits = shape.classes.iter().filter_map(|class| counts.of_class.get(*class)).sum();
            (hits > 0 || (path.is_some() && shape.names == 0)).then_some(Score {
                has_all_statics: true,
                hits,
                names: shape.names,
                statics: 0,
            })
        };
        let groups = path.map_or(Some(&self.all_groups), |path| self.groups_at.get(path))?;
        let in_groups = |groups: &'a [usize]| groups.iter().filter_map(|group| self.groups.get(*group));
        let mut best = Best::default();
        for group in in_groups(&groups.plain) {
            if let Some(score) = score(group) {
                best.offer(score, &group.entries);
            }
        }
        for matched in counts.statics.chunk_by(|one, other| one == other) {
            let Some(entry) = matched.first().and_then(|entry| self.entries.get(*entry)) else { continue };
            let Some(score) = self.groups.get(entry.group).and_then(score) else { continue };
            let statics = matched.len();
            let score = Score { has_all_statics: statics >= entry.statics, statics, ..score };
            best.offer(score, matched.get(..1).unwrap_or_default());
        }
        // Profiles whose static values are not there count only where no others do.
        if best.score.is_none_or(|best| !best.has_all_statics) {
            for group in in_groups(&groups.with_statics) {
                // Those that have a value of the request's were offered with more that speaks for them.
                if let Some(score) = score(group) {
                    best.offer(Score { has_all_statics: false, ..score }, &group.entries);
                }
            }
        }
        let profile = |entry: &usize| self.entries.get(*entry).map(|entry| entry.profile);
        match &*best.entries {
            [] => None,
            [[entry]] => profile(entry).map(Found::One),
            tied => {
                let mut profiles: Vec<_> = tied.iter().copied().flatten().filter_map(profile).collect();
                profiles.sort_unstable();
                Some(Found::Tie(profiles))
            }
        }
    }

    /// The names that a request has, for an error.
    #[cold]
    pub(super) fn list(&self, request: WholeRequest<'_, '_>) -> Listed {
        let mut listed = Listed::default();
        list_pairs(request.target.bytes, request.target.query, &mut listed);
        if self.method.has_body() {
            match BodyFormat::guess(request.body) {
                BodyFormat::Form => list_pairs(request.body, Span::of_length(0, request.body.len()), &mut listed),
                format => {
                    let mut counts = Counts::new(self.classes);
                    self.count(Format::Body(format), request, &mut counts, Some(&mut listed));
                }
            }
        }
        listed
    }
}

/// Lists the names of a query or form. What has no value behind an `=` may be one itself: base64 ends in `=`.
fn list_pairs(text: &[u8], range: Span, listed: &mut Listed) {
    for pair in query::read::pairs(text, range) {
        match pair.value {
            Some([first, ..]) if *first != b'=' => listed.add(|| query::decode::decode(pair.name).0.into_owned()),
            _ => listed.others += 1,
        }
    }
}

/// The entries for which most speaks so far.
#[derive(Default)]
struct Best<'a> {
    score: Option<Score>,
    entries: Vec<&'a [usize]>,
}

impl<'a> Best<'a> {
    fn offer(&mut self, score: Score, entries: &'a [usize]) {
        let order = self.score.map_or(Ordering::Greater, |best| score.compare(&best));
        if entries.is_empty() || order.is_lt() {
            return;
        }
        if order.is_gt() {
            self.score = Some(score);
            self.entries.clear();
        }
        self.entries.push(entries);
    }
}

/// What speaks for a profile.
#[derive(Clone, Copy)]
struct Score {
    has_all_statics: bool,
    hits: usize,
    names: usize,
    statics: usize,
}

impl Score {
    /// Static values decide, then the greatest share of a profile's names, then the greatest number of them, then that of static
    /// values.
    fn compare(&self, other: &Self) -> Ordering {
        let share = || self.hits.saturating_mul(other.names).cmp(&other.hits.saturating_mul(self.names));
        let number = || (self.hits, self.statics).cmp(&(other.hits, other.statics));
        self.has_all_statics.cmp(&other.has_all_statics).then_with(share).then_with(number)
    }
}
