//! What a request has of the profiles' names.

use std::borrow::Cow;

use crate::received::ParseError;
use crate::receiver::names::Names;
use crate::receiver::routes::Routes;
use crate::template::rules::{Continuation, Guide, Node};
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
    pub(super) statics: Vec<usize>,
}

impl Counts {
    pub(super) fn new(classes: usize) -> Self {
        Self {
            seen: BitSet::default(),
            matched: BitSet::default(),
            all: 0,
            of_class: vec![0; classes],
            statics: Vec::new(),
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
        let Some(name) = routes.name(number).filter(|name| !name.static_values.is_empty()) else { return };
        let found = name.static_values.get(&*text().0);
        let Some(value) = found.filter(|value| self.matched.insert(value.number)) else { return };
        self.statics.extend_from_slice(&value.entries);
    }
}

/// Counts the names that a reader finds.
pub(super) struct Tally<'t> {
    pub(super) routes: &'t Routes,
    pub(super) names: &'t Names,
    pub(super) counts: &'t mut Counts,
    /// Where an error is to tell which names there are.
    pub(super) listed: Option<&'t mut Listed>,
}

impl Tally<'_> {
    #[inline]
    fn compare<'a>(&mut self, node: usize, text: impl FnOnce() -> Decoded<'a>) {
        if let Some(number) = self.names.number(node) {
            self.counts.compare(self.routes, number, text);
        }
    }

    #[cold]
    fn list(&mut self, node: usize, write: impl FnOnce(&mut String)) {
        let guide = self.names.guide();
        if let Some(listed) = &mut self.listed {
            listed.add(|| {
                let mut path = guide.path(node);
                write(&mut path);
                path
            });
        }
    }
}

/// The first few names of a request, and how many more there are.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) names: Vec<String>,
    pub(super) others: usize,
}

impl Listed {
    const MOST: usize = 16;

    pub(super) fn add(&mut self, name: impl FnOnce() -> String) {
        if self.names.len() < Self::MOST {
            self.names.push(name());
        } else {
            self.others += 1;
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
        // The profile that the request belongs to counts.
        Ok(())
    }

    #[inline]
    fn parameters_left(&self) -> usize {
        usize::MAX
    }

    #[inline]
    fn count_parameters(&mut self, _: usize) {}

    /// Names in a JSON value are none of the request's. What else a text may take has names that no profile has.
    fn continuation(&self, node: usize) -> Continuation<'t> {
        let is_first = self.names.number(node).is_some_and(|number| !self.counts.seen.contains(number));
        Continuation { is_json: is_first && self.names.may_be_json(node), suffix: None }
    }

    /// For any of the profiles.
    fn is_static(&self, node: usize) -> bool {
        let name = self.names.number(node).and_then(|number| self.routes.name(number));
        name.is_some_and(|name| !name.static_values.is_empty())
    }

    fn decodes(&self, node: usize) -> bool {
        self.is_static(node)
    }

    fn unescaped(&mut self, _: usize, _: Span) {}

    #[inline]
    fn reach(&mut self, node: usize) {
        if let Some(number) = self.names.number(node) {
            self.counts.add(self.routes, number);
            if self.listed.is_some() {
                self.list(node, |_| {});
            }
        }
    }

    #[inline]
    fn parameter(&mut self, node: usize, text: impl FnOnce() -> Decoded<'a>, _: Span) {
        self.compare(node, text);
    }

    #[inline]
    fn plain(&mut self, number: usize, _: &Node, text: &'a str, _: usize) {
        self.compare(number, || (Cow::Borrowed(text), None));
    }

    #[inline]
    fn run_end(&self, _: usize, end: usize) -> usize {
        end
    }

    #[inline]
    fn plain_in_run(&mut self, number: usize, _: usize, text: &'a str, _: usize) {
        self.compare(number, || (Cow::Borrowed(text), None));
    }

    #[inline]
    fn end_run(&mut self, _: usize, _: usize) {}

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
            self.list(parent, write);
        }
    }
}
