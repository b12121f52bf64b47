//! The profiles of one method, and which of them a request belongs to.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::profile::AnyProfile;
use crate::profile::http::body_format;
use crate::received::ParseError;
use crate::receiver::names::{Claim, NameTree, Names};
use crate::receiver::tally::{Counts, Tally};
use crate::request::{BodyFormat, Limits, Method};
use crate::template::rules::Guide;
use crate::text::{EndpointParts, Span, is_absolute};
use crate::wire::engine::{Format, WholeRequest, expect_bytes};
#[cfg(feature = "xml")]
use crate::wire::xml;
use crate::wire::{json, query};

/// The profiles of one method.
///
/// Profiles with the same names share a shape, and names that the same shapes have share a class, so that a name of a request is
/// counted once for all of them, however many there are.
#[derive(Clone)]
pub(super) struct Routes {
    pub(super) method: Method,
    /// The widest limits of all.
    most: Limits,
    /// The names in the query, and in the bodies of each format.
    places: Vec<(Format, Names)>,
    names: Vec<Name>,
    /// The shapes that have the names of a class.
    classes: Vec<Box<[usize]>>,
    shapes: usize,
    paths: HashMap<Box<str>, usize>,
    entries: Vec<Entry>,
}

/// A name that some of the profiles have.
#[derive(Clone, Default)]
pub(super) struct Name {
    pub(super) class: usize,
    /// The profiles by the static value that they have under the name.
    pub(super) fixed: HashMap<Box<str>, FixedValue>,
}

#[derive(Clone)]
pub(super) struct FixedValue {
    pub(super) number: usize,
    /// By their places among those of the method.
    pub(super) profiles: Vec<usize>,
}

#[derive(Clone)]
struct Entry {
    /// The profile's place among all.
    profile: usize,
    format: Format,
    shape: usize,
    path: usize,
    names: usize,
    fixed: usize,
}

/// The profile that a request belongs to, by its place among all.
pub(super) enum Found {
    One(usize),
    Tie(Vec<usize>),
    Nothing,
}

impl Routes {
    pub(super) fn name(&self, number: usize) -> Option<&Name> {
        self.names.get(number)
    }

    /// How many there are.
    pub(super) fn profiles(&self) -> usize {
        self.entries.len()
    }

    #[cold]
    pub(super) fn too_many_parameters(&self) -> ParseError {
        ParseError::limit("parameters", self.most.parameters, None)
    }

    /// Finds the profile of a request, whose names are counted for it.
    ///
    /// # Errors
    ///
    /// The request is longer than the limits of all the profiles.
    pub(super) fn find(&self, request: WholeRequest<'_, '_>) -> Result<Found, ParseError> {
        expect_bytes(request.target.bytes(), self.most)?;
        let mut counts = Counts::new(self.classes.len());
        self.count(Format::Query, request, &mut counts, None);
        let mut hits = vec![0; self.shapes];
        let format = if self.method.has_body() {
            expect_bytes(request.body, self.most)?;
            self.count_body(request, &mut counts, &mut hits)
        } else {
            None
        };
        self.spread(&counts, &mut hits);
        Ok(self.best(request, format, &counts, &hits))
    }

    /// Counts the names of the body in the format that it has, and tells which that is, if anything tells.
    ///
    /// The first byte tells JSON and XML more surely than a content type: some senders mark every body as a form.
    fn count_body(&self, request: WholeRequest<'_, '_>, counts: &mut Counts, hits: &mut [usize]) -> Option<BodyFormat> {
        let has_format = |format: &BodyFormat| self.has_format(*format);
        let marked = body_format(request.headers).filter(has_format);
        let guess = Some(BodyFormat::guess(request.body)).filter(has_format);
        let (first, second) =
            if guess == Some(BodyFormat::Form) { (marked.or(guess), guess) } else { (guess.or(marked), marked) };
        self.count(Format::Body(first?), request, counts, None);
        if first == second || second.is_none() {
            return marked.and(first);
        }
        self.spread(counts, hits);
        let has_names = |entry: &&Entry| hits.get(entry.shape).is_some_and(|hits| *hits > 0);
        let is_first = self.entries.iter().filter(has_names).any(|entry| Some(entry.format) == first.map(Format::Body));
        if is_first {
            return first;
        }
        self.count(Format::Body(second?), request, counts, None);
        second
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
        mut listed: Option<&mut Vec<String>>,
    ) {
        let Limits { parameters, depth, .. } = self.most;
        for (_, names) in self.places.iter().filter(|(format, _)| *format == place) {
            let listed = listed.as_deref_mut();
            let mut tally = Tally { routes: self, names, counts: &mut *counts, parameters_left: parameters, listed };
            // What cannot be read is told by the profile that the request belongs to, as far as can be told.
            let _ = match place {
                Format::Query => {
                    let query = request.target.query().unwrap_or(Span::at(0));
                    query::read::read(request.target.bytes(), query, &mut tally)
                }
                Format::Body(BodyFormat::Form) => {
                    query::read::read(request.body, Span::of_length(0, request.body.len()), &mut tally)
                }
                Format::Body(BodyFormat::Json) => json::read::read(request.body, depth, &mut tally),
                #[cfg(feature = "xml")]
                Format::Body(BodyFormat::Xml) => xml::read::read(request.body, depth, &mut tally),
            };
        }
    }

    /// Tells each shape how many of its names there are.
    fn spread(&self, counts: &Counts, hits: &mut [usize]) {
        hits.fill(0);
        for (shapes, count) in self.classes.iter().zip(&counts.of_class).filter(|(_, count)| **count > 0) {
            for shape in shapes {
                hits.get_mut(*shape).into_iter().for_each(|hits| *hits += count);
            }
        }
    }

    /// The profile that most speaks for, of those that have any name of the request.
    fn best(
        &self,
        request: WholeRequest<'_, '_>,
        format: Option<BodyFormat>,
        counts: &Counts,
        hits: &[usize],
    ) -> Found {
        let path = std::str::from_utf8(request.target.bytes()).ok().and_then(|target| self.paths.get(path_of(target)));
        let format = format.map(Format::Body);
        let mut best: Option<Score> = None;
        let mut first = 0;
        let mut is_tie = false;
        let score = |(number, entry): (usize, &Entry)| {
            let hits = hits.get(entry.shape).copied().filter(|hits| *hits > 0)?;
            let fixed = counts.fixed.get(number).copied().unwrap_or_default();
            let is_fit = format.is_none_or(|format| format == entry.format);
            let score = Score {
                has_path: path == Some(&entry.path),
                has_all_fixed: fixed >= entry.fixed,
                hits,
                names: entry.names,
                fixed,
            };
            is_fit.then_some((score, entry.profile))
        };
        for (score, profile) in self.entries.iter().enumerate().filter_map(score) {
            match best.map_or(Ordering::Greater, |best| score.compare(&best)) {
                Ordering::Greater => (best, first, is_tie) = (Some(score), profile, false),
                Ordering::Equal => is_tie = true,
                Ordering::Less => {}
            }
        }
        match best {
            None => Found::Nothing,
            Some(_) if !is_tie => Found::One(first),
            Some(best) => {
                let scores = self.entries.iter().enumerate().filter_map(score);
                Found::Tie(
                    scores.filter(|(score, _)| score.compare(&best).is_eq()).map(|(_, profile)| profile).collect(),
                )
            }
        }
    }

    /// The names that a request has, for an error.
    pub(super) fn list(&self, request: WholeRequest<'_, '_>) -> Vec<String> {
        let mut listed = Vec::new();
        list_pairs(request.target.bytes(), request.target.query().unwrap_or(Span::at(0)), &mut listed);
        if self.method.has_body() && expect_bytes(request.body, self.most).is_ok() {
            match BodyFormat::guess(request.body) {
                BodyFormat::Form => list_pairs(request.body, Span::of_length(0, request.body.len()), &mut listed),
                format => {
                    let mut counts = Counts::new(self.classes.len());
                    self.count(Format::Body(format), request, &mut counts, Some(&mut listed));
                }
            }
        }
        listed
    }
}

/// Lists the names of a query or form. What has no `=` may be a value.
fn list_pairs(text: &[u8], range: Span, listed: &mut Vec<String>) {
    let named = query::read::pairs(text, range).filter(|pair| pair.value.is_some());
    listed.extend(named.map(|pair| query::read::decode(pair.name).0.into_owned()));
}

/// What speaks for a profile.
#[derive(Clone, Copy)]
struct Score {
    has_path: bool,
    has_all_fixed: bool,
    hits: usize,
    names: usize,
    fixed: usize,
}

impl Score {
    /// The path decides before static values do, then the greatest share of a profile's names, then the greatest number of them,
    /// then that of static values.
    fn compare(&self, other: &Self) -> Ordering {
        let decided = (self.has_path, self.has_all_fixed).cmp(&(other.has_path, other.has_all_fixed));
        let share = || self.hits.saturating_mul(other.names).cmp(&other.hits.saturating_mul(self.names));
        let number = || (self.hits, self.fixed).cmp(&(other.hits, other.fixed));
        decided.then_with(share).then_with(number)
    }
}

/// The path of a URL or target; an empty one is `/`.
pub(super) fn path_of(url: &str) -> &str {
    let head = EndpointParts::address_of(url);
    let path = match head.split_once("://").filter(|_| is_absolute(head)) {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => head,
    };
    if path.is_empty() { "/" } else { path }
}

/// The profiles of one method in the making.
pub(super) struct RoutesBuilder {
    routes: Routes,
    places: Vec<(Format, NameTree)>,
    /// The shapes that have each name.
    shapes_of: Vec<Vec<usize>>,
    /// By the numbers of their names.
    shapes: HashMap<Box<[usize]>, usize>,
    values: usize,
}

impl RoutesBuilder {
    pub(super) fn new(method: Method) -> Self {
        let routes = Routes {
            method,
            most: Limits::new().bytes(0).parameters(0).depth(0),
            places: Vec::new(),
            names: Vec::new(),
            classes: Vec::new(),
            shapes: 0,
            paths: HashMap::new(),
            entries: Vec::new(),
        };
        Self { routes, places: Vec::new(), shapes_of: Vec::new(), shapes: HashMap::new(), values: 0 }
    }

    pub(super) fn method(&self) -> Method {
        self.routes.method
    }

    /// Adds the profile at this place among all.
    pub(super) fn add(&mut self, profile: usize, of: &AnyProfile) {
        let erased = of.erased();
        let format = erased.format();
        let mut claims = self.claim(format, erased.guide());
        if format != Format::Query {
            claims.extend(self.claim(Format::Query, erased.endpoint_guide()));
        }
        claims.sort_unstable();
        claims.dedup();
        let limits = erased.limits();
        self.routes.most = self.routes.most.widest(limits);
        let number = self.routes.entries.len();
        let fixed = claims.iter().filter(|claim| self.fix(number, claim)).count();
        let mut names: Vec<_> = claims.into_iter().map(|claim| claim.name).collect();
        names.dedup();
        let paths = self.routes.paths.len();
        let path = *self.routes.paths.entry(path_of(&of.spec().endpoint).into()).or_insert(paths);
        let entry = Entry { profile, format, path, names: names.len(), shape: self.shape(names.into()), fixed };
        self.routes.entries.push(entry);
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

    /// Keeps the static value of a profile; tells whether there is one.
    fn fix(&mut self, profile: usize, claim: &Claim) -> bool {
        let (Some(value), Some(name)) = (&claim.fixed, self.routes.names.get_mut(claim.name)) else { return false };
        let number = self.values;
        let fixed = name.fixed.entry(value.clone()).or_insert(FixedValue { number, profiles: Vec::new() });
        fixed.profiles.push(profile);
        self.values += 1;
        true
    }

    fn shape(&mut self, names: Box<[usize]>) -> usize {
        let new = self.shapes.len();
        self.shapes_of.resize(self.routes.names.len(), Vec::new());
        if let Some(shape) = self.shapes.get(&names) {
            return *shape;
        }
        for name in &names {
            self.shapes_of.get_mut(*name).into_iter().for_each(|shapes| shapes.push(new));
        }
        self.shapes.insert(names, new);
        new
    }

    pub(super) fn finish(self) -> Routes {
        let Self { mut routes, places, shapes_of, shapes, .. } = self;
        let mut classes: HashMap<Vec<usize>, usize> = HashMap::new();
        for (name, shapes) in routes.names.iter_mut().zip(shapes_of) {
            let new = classes.len();
            name.class = *classes.entry(shapes).or_insert(new);
        }
        routes.classes = vec![Box::default(); classes.len()];
        for (shapes, class) in classes {
            routes.classes.get_mut(class).into_iter().for_each(|slot| *slot = shapes.as_slice().into());
        }
        routes.shapes = shapes.len();
        let is_tree = |format| !matches!(format, Format::Query | Format::Body(BodyFormat::Form));
        routes.places = places.into_iter().map(|(format, tree)| (format, tree.into_names(is_tree(format)))).collect();
        routes
    }
}
