//! What a request has of the profiles' names.

use std::borrow::Cow;

use crate::received::ParseError;
use crate::receiver::names::Names;
use crate::receiver::routes::Routes;
use crate::template::rules::Guide;
use crate::text::{BitSet, Decoded, Span};
use crate::wire::sink::Sink;

/// How many of the profiles' names and static values a request has. A repeated one counts once.
pub(super) struct Counts {
    seen: BitSet,
    matched: BitSet,
    /// How many names there are.
    pub(super) all: usize,
    /// By the class of the names.
    pub(super) of_class: Vec<usize>,
    /// The entries that have a static value of the request's, each as often as there are such values.
    pub(super) fixed: Vec<usize>,
}

impl Counts {
    pub(super) fn new(classes: usize) -> Self {
        Self {
            seen: BitSet::default(),
            matched: BitSet::default(),
            all: 0,
            of_class: vec![0; classes],
            fixed: Vec::new(),
        }
    }

    #[inline]
    fn add(&mut self, routes: &Routes, number: usize) {
        let is_new = self.seen.insert(number);
        self.all += usize::from(is_new);
        if let Some(count) = routes.name(number).and_then(|name| self.of_class.get_mut(name.class)) {
            *count += usize::from(is_new);
        }
    }

    #[inline]
    fn compare<'a>(&mut self, routes: &Routes, number: usize, text: impl FnOnce() -> Decoded<'a>) {
        let Some(name) = routes.name(number).filter(|name| !name.fixed.is_empty()) else { return };
        let Some(fixed) = name.fixed.get(&*text().0).filter(|fixed| self.matched.insert(fixed.number)) else { return };
        self.fixed.extend_from_slice(&fixed.entries);
    }
}

/// Counts the names that a reader finds.
pub(super) struct Tally<'t> {
    pub(super) routes: &'t Routes,
    pub(super) names: &'t Names,
    pub(super) counts: &'t mut Counts,
    pub(super) parameters_left: usize,
    /// Where an error is to tell which names there are.
    pub(super) listed: Option<&'t mut Vec<String>>,
}

impl Tally<'_> {
    #[inline]
    fn compare<'a>(&mut self, node: usize, text: impl FnOnce() -> Decoded<'a>) {
        if let Some(number) = self.names.number(node) {
            self.counts.compare(self.routes, number, text);
        }
    }

    #[cold]
    fn list(&mut self, path: String) {
        if let Some(listed) = &mut self.listed {
            listed.push(path);
        }
    }
}

impl<'t, 'a> Sink<'t, 'a> for Tally<'t> {
    #[inline]
    fn guide(&self) -> Guide<'t> {
        self.names.guide()
    }

    #[inline]
    fn count_parameter(&mut self) -> Result<(), ParseError> {
        let left = self.parameters_left.checked_sub(1);
        self.parameters_left = left.ok_or_else(|| self.routes.too_many_parameters())?;
        Ok(())
    }

    #[inline]
    fn reach(&mut self, node: usize) {
        if let Some(number) = self.names.number(node) {
            self.counts.add(self.routes, number);
            if self.listed.is_some() {
                self.list(self.names.guide().path(node));
            }
        }
    }

    #[inline]
    fn parameter(&mut self, node: usize, text: impl FnOnce() -> Decoded<'a>, _: Span) {
        self.compare(node, text);
    }

    fn null(&mut self, node: usize, _: Span) {
        self.compare(node, || (Cow::Borrowed("null"), None));
    }

    fn misshapen(&mut self, node: usize, text: impl FnOnce() -> Decoded<'a>, _: Span) {
        self.compare(node, text);
    }

    fn unplaced(&mut self, _: usize, _: usize, _: impl FnOnce() -> Decoded<'a>, _: Span) {}

    fn unknown(&mut self, _: Cow<'a, str>, _: impl FnOnce() -> Decoded<'a>, _: Span) {}

    fn unknown_in(&mut self, parent: usize, write: impl FnOnce(&mut String), _: impl FnOnce() -> Decoded<'a>, _: Span) {
        if self.listed.is_some() {
            let mut path = self.names.guide().path(parent);
            write(&mut path);
            self.list(path);
        }
    }
}
