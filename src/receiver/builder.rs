//! The profiles of one method in the making: their names numbered, and sorted by what tells them apart.

use std::collections::{HashMap, HashSet};

use crate::profile::AnyProfile;
use crate::receiver::guess::first_name_of;
use crate::receiver::names::{Claim, NameTree};
use crate::receiver::routes::{Entry, Group, GroupNumbers, Name, Routes, ShapeOfNames, StaticValue};
use crate::request::{BodyFormat, Limits, Method};
use crate::template::rules::Guide;
use crate::wire::engine::{Format, Input};

/// What the profiles of a group have in common: shape, path, format, whether they have static values.
type GroupKey = (usize, usize, Format, bool);

/// The profiles of one method in the making.
pub(super) struct RoutesBuilder {
    routes: Routes,
    places: Vec<(Format, NameTree)>,
    /// The shapes that have each name.
    shapes_of: Vec<Vec<usize>>,
    /// By the numbers of their names.
    shapes: HashMap<Box<[usize]>, usize>,
    groups: HashMap<GroupKey, usize>,
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
            paths: HashMap::new(),
            groups_at: Vec::new(),
            all_groups: GroupNumbers::default(),
            groups: Vec::new(),
            entries: Vec::new(),
            first_names: Vec::new(),
        };
        let (places, shapes_of) = (Vec::new(), Vec::new());
        Self { routes, places, shapes_of, shapes: HashMap::new(), groups: HashMap::new(), values: 0 }
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
        claims.sort_unstable();
        claims.dedup();
        self.routes.most = self.routes.most.widest(erased.limits());
        let entry = self.routes.entries.len();
        let statics = claims.iter().filter(|claim| self.keep_static(entry, claim)).count();
        let mut names: Vec<_> = claims.into_iter().map(|claim| claim.name).collect();
        names.dedup();
        let shape = self.shape(names.into());
        let paths = self.routes.paths.len();
        let path = Input::Url(of.spec().endpoint.as_bytes()).path();
        let path = *self.routes.paths.entry(path.into()).or_insert(paths);
        let group = self.group((shape, path, format, statics > 0));
        self.first_name(format, first_name_of(format, guide), group);
        self.routes.groups.get_mut(group).into_iter().for_each(|group| group.entries.push(entry));
        self.routes.entries.push(Entry { profile, group, statics });
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
        let (shape, path, format, has_statics) = key;
        let new = self.routes.groups.len();
        let group = *self.groups.entry(key).or_insert(new);
        if group == new {
            self.routes.groups.push(Group { format, shape, path, entries: Vec::new(), has_twin: false });
            self.routes.all_groups.push(new, has_statics);
            self.routes.groups_at.resize(self.routes.paths.len(), GroupNumbers::default());
            self.routes.groups_at.get_mut(path).into_iter().for_each(|groups| groups.push(new, has_statics));
            self.routes.shapes.get_mut(shape).into_iter().for_each(|shape| shape.groups += 1);
            let other = self.groups.get(&(shape, path, format, !has_statics)).copied();
            for twin in other.into_iter().chain(other.map(|_| new)) {
                self.routes.groups.get_mut(twin).into_iter().for_each(|group| group.has_twin = true);
            }
        }
        group
    }

    /// Remembers that a profile of a group has this name first.
    fn first_name(&mut self, format: Format, name: &[u8], group: usize) {
        let first_names = &mut self.routes.first_names;
        let at = first_names.iter().position(|(of_names, _)| *of_names == format).unwrap_or(first_names.len());
        if at == first_names.len() {
            first_names.push((format, HashMap::new()));
        }
        if let Some((_, names)) = first_names.get_mut(at) {
            let groups = names.entry(name.into()).or_default();
            if groups.last() != Some(&group) && !groups.contains(&group) {
                groups.push(group);
            }
        }
    }

    pub(super) fn finish(self) -> Routes {
        let Self { mut routes, places, shapes_of, .. } = self;
        let mut classes: HashMap<Vec<usize>, usize> = HashMap::new();
        for (name, shapes) in routes.names.iter_mut().zip(shapes_of) {
            let new = classes.len();
            name.class = *classes.entry(shapes).or_insert(new);
        }
        routes.classes = classes.len();
        for (shapes, class) in &classes {
            for shape in shapes {
                routes.shapes.get_mut(*shape).into_iter().for_each(|shape| shape.classes.push(*class));
            }
        }
        // Where one profile has a value and another has names in it, no value tells by itself whose it is.
        let looked_into = places.iter().flat_map(|(_, tree)| tree.looked_into());
        let looked_into: HashSet<_> = looked_into.filter_map(|name| Some(routes.names.get(name)?.class)).collect();
        for shape in &mut routes.shapes {
            shape.is_looked_into = shape.classes.iter().any(|class| looked_into.contains(class));
        }
        let is_tree = |format| !matches!(format, Format::Query | Format::Body(BodyFormat::Form));
        routes.places = places.into_iter().map(|(format, tree)| (format, tree.into_names(is_tree(format)))).collect();
        routes
    }
}
