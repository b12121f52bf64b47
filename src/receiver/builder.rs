//! The profiles of one method in the making: their names numbered, and sorted by what tells them apart.

use std::collections::HashMap;

use crate::profile::AnyProfile;
use crate::receiver::beginnings::{Beginning, Beginnings};
use crate::receiver::index::Index;
use crate::receiver::names::{Claim, NameTree};
use crate::receiver::path::PathOf;
use crate::receiver::routes::{BeginningsAt, Entry, Group, GroupNumbers, Key, Name, Routes, ShapeOfNames, StaticValue};
use crate::request::{BodyFormat, Limits, Method};
use crate::template::rules::Guide;
use crate::text::{BitSet, sort_by};
use crate::wire::engine::Format;

/// What profiles have in common that ask for the same names at the same path.
type TwinKey = (usize, usize, Format);

/// What the profiles of a group have in common, and which of the names are static.
type GroupKey = (TwinKey, Box<[usize]>);

/// The profiles of one method in the making.
pub(super) struct RoutesBuilder {
    routes: Routes,
    places: Vec<(Format, NameTree)>,
    /// The shapes that have each name.
    shapes_of: Vec<Vec<usize>>,
    /// By the numbers of their names.
    shapes: HashMap<Box<[usize]>, usize>,
    groups: HashMap<GroupKey, usize>,
    /// The first of the groups that have the same names and path.
    twins: HashMap<TwinKey, usize>,
    paths: HashMap<Box<[u8]>, usize>,
    values: usize,
}

impl RoutesBuilder {
    pub(super) fn new(method: Method) -> Self {
        let routes = Routes {
            method,
            most: Limits::new().bytes(0).parameters(0).depth(0),
            places: Vec::new(),
            names: Vec::new(),
            classes: 0,
            shapes: Vec::new(),
            paths: Index::default(),
            patterns: Vec::new(),
            groups_at: Vec::new(),
            all_groups: GroupNumbers::default(),
            groups: Vec::new(),
            entries: Vec::new(),
            beginnings: Vec::new(),
        };
        Self {
            routes,
            places: Vec::new(),
            shapes_of: Vec::new(),
            shapes: HashMap::new(),
            groups: HashMap::new(),
            twins: HashMap::new(),
            paths: HashMap::new(),
            values: 0,
        }
    }

    pub(super) fn method(&self) -> Method {
        self.routes.method
    }

    /// Adds the profile at this place among all.
    pub(super) fn add(&mut self, profile: usize, of: &AnyProfile) {
        let erased = of.erased();
        let (format, guide) = (erased.format(), erased.guide());
        let mut claims = self.claim(format, guide);
        if format != Format::Query {
            claims.extend(self.claim(Format::Query, erased.endpoint_guide()));
        }
        sort_by(&mut claims, Ord::cmp);
        claims.dedup();
        self.routes.most = self.routes.most.widest(erased.limits());
        let entry = self.routes.entries.len();
        let statics: Box<[_]> =
            claims.iter().filter(|claim| self.keep_static(entry, claim)).map(|claim| claim.name).collect();
        let count = statics.len();
        let mut names: Vec<_> = claims.into_iter().map(|claim| claim.name).collect();
        names.dedup();
        let shape = self.shape(names.into());
        let paths = self.paths.len();
        let PathOf { text, pattern } = PathOf::of(of);
        let path = *self.paths.entry(text).or_insert(paths);
        if let Some(pattern) = pattern.filter(|_| path == paths) {
            self.routes.patterns.push((pattern, path));
        }
        let group = self.group(((shape, path, format), statics));
        self.routes.groups.get_mut(group).into_iter().for_each(|group| group.entries.push(entry));
        self.routes.entries.push(Entry { profile, group, statics: count });
    }

    /// The names of a template, which are read along one shape with those of others if that can be.
    fn claim(&mut self, place: Format, guide: Guide<'_>) -> Vec<Claim> {
        let fits = |(format, tree): &(Format, NameTree)| *format == place && tree.fits(guide);
        let at = self.places.iter().position(fits).unwrap_or(self.places.len());
        if at == self.places.len() {
            self.places.push((place, NameTree::default()));
        }
        let names = &mut self.routes.names;
        let mut next = || {
            names.push(Name::default());
            names.len() - 1
        };
        self.places.get_mut(at).map(|(_, tree)| tree.add(guide, &mut next)).unwrap_or_default()
    }

    /// Keeps the static value of an entry; tells whether there is one.
    fn keep_static(&mut self, entry: usize, claim: &Claim) -> bool {
        let (Some(value), Some(name)) = (&claim.static_value, self.routes.names.get_mut(claim.name)) else {
            return false;
        };
        let number = self.values;
        let kept = name.static_values.entry(value.clone()).or_insert(StaticValue { number, entries: Vec::new() });
        kept.entries.push(entry);
        self.values += 1;
        true
    }

    fn shape(&mut self, names: Box<[usize]>) -> usize {
        let new = self.routes.shapes.len();
        self.shapes_of.resize(self.routes.names.len(), Vec::new());
        if let Some(shape) = self.shapes.get(&names) {
            return *shape;
        }
        for name in &names {
            self.shapes_of.get_mut(*name).into_iter().for_each(|shapes| shapes.push(new));
        }
        self.routes.shapes.push(ShapeOfNames {
            names: names.len(),
            classes: Vec::new(),
            groups: 0,
            is_looked_into: false,
        });
        self.shapes.insert(names, new);
        new
    }

    fn group(&mut self, key: GroupKey) -> usize {
        let new = self.routes.groups.len();
        let (of_names, has_statics) = (key.0, !key.1.is_empty());
        let group = *self.groups.entry(key).or_insert(new);
        if group != new {
            return group;
        }
        let (shape, path, format) = of_names;
        let first = *self.twins.entry(of_names).or_insert(new);
        let has_twin = first != new;
        if has_twin {
            self.routes.groups.get_mut(first).into_iter().for_each(|first| first.has_twin = true);
        }
        self.routes.groups.push(Group { format, shape, path, entries: Vec::new(), key: None, has_twin });
        self.routes.all_groups.push(new, has_statics);
        self.routes.groups_at.resize(self.paths.len(), GroupNumbers::default());
        self.routes.groups_at.get_mut(path).into_iter().for_each(|groups| groups.push(new, has_statics));
        self.routes.shapes.get_mut(shape).into_iter().for_each(|shape| shape.groups += 1);
        group
    }

    /// The routes to these profiles, all of which were added.
    pub(super) fn finish(mut self, profiles: &[AnyProfile]) -> Routes {
        self.classify();
        self.choose_keys();
        self.routes.beginnings = self.beginnings(profiles);
        let Self { mut routes, places, paths, .. } = self;
        routes.paths = paths.into_iter().collect();
        routes.places = places.into_iter().map(|(format, tree)| (format, tree.into_names(is_tree(format)))).collect();
        routes
    }

    fn classify(&mut self) {
        let Self { routes, places, shapes_of, .. } = self;
        let mut classes: HashMap<&[usize], usize> = HashMap::new();
        for (name, shapes) in routes.names.iter_mut().zip(shapes_of) {
            let new = classes.len();
            name.class = *classes.entry(shapes).or_insert(new);
        }
        routes.classes = classes.len();
        for (shapes, class) in &classes {
            for shape in *shapes {
                routes.shapes.get_mut(*shape).into_iter().for_each(|shape| shape.classes.push(*class));
            }
        }
        // Where one profile has a value and another has names in it, no value tells by itself whose it is.
        let looked_into = places.iter().flat_map(|(_, tree)| tree.looked_into());
        let looked_into: BitSet = looked_into.filter_map(|name| Some(routes.names.get(name)?.class)).collect();
        for shape in &mut routes.shapes {
            shape.is_looked_into = shape.classes.iter().any(|class| looked_into.contains(*class));
        }
    }

    /// Chooses for each group of several the static name that has most values.
    fn choose_keys(&mut self) {
        let Self { routes: Routes { names, entries, groups, .. }, places, groups: keys, .. } = self;
        let group_of = |entry: &usize| entries.get(*entry).map(|entry| entry.group);
        for value in names.iter_mut().flat_map(|name| name.static_values.values_mut()) {
            sort_by(&mut value.entries, |one, other| group_of(one).cmp(&group_of(other)));
        }
        // By the name's number.
        let mut outer = vec![None; names.len()];
        for (place, tree) in &*places {
            for (number, name) in tree.outer(is_tree(*place)) {
                outer.get_mut(number).into_iter().for_each(|slot| *slot = Some((*place, name)));
            }
        }
        let outer = |number: usize| outer.get(number).copied().flatten();
        for ((_, statics), group) in keys {
            let Some(group) = groups.get_mut(*group).filter(|group| group.entries.len() > 1) else { continue };
            let values = |number: &&usize| names.get(**number).map(|name| name.static_values.len());
            let best = statics.iter().filter(|number| outer(**number).is_some()).max_by_key(values);
            let key = best.and_then(|number| Some((*number, outer(*number)?)));
            group.key = key.map(|(number, (place, name))| Key { place, name: name.into(), number });
        }
    }

    /// The beginnings of the templates, of those profiles that may be guessed.
    fn beginnings(&self, profiles: &[AnyProfile]) -> Vec<(Format, BeginningsAt)> {
        let Self { routes: Routes { shapes, groups, entries, .. }, paths, .. } = self;
        let mut made: Vec<(Format, BeginningsAt)> = Vec::new();
        for format in groups.iter().map(|group| group.format) {
            if made.iter().any(|(of, _)| *of == format) {
                continue;
            }
            let mut at: Vec<_> = paths.iter().map(|_| Vec::new()).collect();
            let mut anywhere = Vec::new();
            for entry in entries {
                let Some(group) = groups.get(entry.group).filter(|group| group.format == format) else { continue };
                let (Some(shape), Some(profile)) = (shapes.get(group.shape), profiles.get(entry.profile)) else {
                    continue;
                };
                let is_one = group.entries.len() == 1 || group.key.is_some();
                if !is_one || shape.is_looked_into || group.has_twin {
                    continue;
                }
                let (guide, beside) = (profile.erased().guide(), profile.erased().endpoint_guide());
                let beginning = Beginning { format, guide, beside, group: entry.group };
                at.get_mut(group.path).into_iter().for_each(|at| at.push(beginning));
                if shape.groups == 1 {
                    anywhere.push(beginning);
                }
            }
            let (paths, anywhere) = (at.into_iter().map(Beginnings::of).collect(), Beginnings::of(anywhere));
            made.push((format, BeginningsAt { paths, anywhere }));
        }
        made
    }
}

/// Whether what is written in a format is a document, and no list of parameters.
fn is_tree(format: Format) -> bool {
    !matches!(format, Format::Query | Format::Body(BodyFormat::Form))
}
