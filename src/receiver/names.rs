//! The names of several profiles as one shape, along which a request is read once for all of them.

use std::collections::HashMap;

use crate::field::NO_FIELDS;
use crate::template::rules::{Guide, Inner, Kept, ParameterRule, Shape, ShapeBuilder};
use crate::text::{Span, is_name};

/// A name of a profile, by its number, with its value where that is static.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    pub(super) name: usize,
    pub(super) static_value: Option<Box<str>>,
}

/// The names of several profiles in one place of a request, as a tree in the making.
pub(super) struct NameTree {
    branches: Vec<Branch>,
    /// The branches by that in which they stand, and their names.
    inside: HashMap<(usize, Box<str>), usize>,
}

#[derive(Default)]
struct Branch {
    name: Box<str>,
    /// What it is for profiles that have names in it.
    inner: Option<Inner>,
    /// Its number, where it is a name of a profile.
    number: Option<usize>,
    /// Whether it carries a text or JSON, where it is a name of a profile, for all that have it.
    may_be_json: Option<bool>,
    branches: Vec<usize>,
}

/// The branch in which all others stand.
const TRUNK: usize = 0;

impl Default for NameTree {
    fn default() -> Self {
        Self { branches: vec![Branch::default()], inside: HashMap::new() }
    }
}

impl NameTree {
    /// Whether a template can be read along one shape with the others: none has an object where another has an array, nor an element
    /// with a text of its own where another has one without.
    pub(super) fn fits(&self, guide: Guide<'_>) -> bool {
        self.fits_at(TRUNK, guide, 0, guide.counts().0)
    }

    fn fits_at(&self, branch: usize, guide: Guide<'_>, first: usize, end: usize) -> bool {
        siblings(guide, first, end).all(|node| {
            let Some(inside) = self.inside.get(&(branch, guide.name(node).into())) else { return true };
            let Some(own) = self.branches.get(*inside) else { return true };
            let is_same = match inner(guide, node) {
                Some(inner) => own.inner.is_none_or(|own| own == inner) && !(own.number.is_some() && is_element(inner)),
                None => !own.inner.is_some_and(is_element),
            };
            is_same && self.fits_at(*inside, guide, node + 1, guide.end(node))
        })
    }

    /// Adds the names of a template that [fits](Self::fits). Each that is new gets its number from `next`.
    pub(super) fn add(&mut self, guide: Guide<'_>, next: &mut impl FnMut() -> usize) -> Vec<Claim> {
        let mut claims = Vec::new();
        self.add_at(TRUNK, guide, (0, guide.segments().start), next, &mut claims);
        claims
    }

    /// The recursion follows the template, whose depth is bounded.
    fn add_at(
        &mut self,
        branch: usize,
        guide: Guide<'_>,
        (first, end): (usize, usize),
        next: &mut impl FnMut() -> usize,
        claims: &mut Vec<Claim>,
    ) {
        for node in siblings(guide, first, end) {
            let inside = self.branch(branch, guide.name(node));
            if let Some(branch) = self.branches.get_mut(inside) {
                match guide.node(node).map(|node| &node.rule) {
                    Some(ParameterRule::Inner(inner)) => branch.inner = Some(*inner),
                    rule => {
                        let name = *branch.number.get_or_insert_with(&mut *next);
                        let text = if let Some(ParameterRule::Static(text)) = rule { Some(*text) } else { None };
                        let may_be_json = guide.continuation(node).is_json;
                        branch.may_be_json = Some(branch.may_be_json.unwrap_or(true) && may_be_json);
                        claims.push(Claim { name, static_value: text.map(|text| guide.text(text).into()) });
                    }
                }
            }
            self.add_at(inside, guide, (node + 1, guide.end(node)), next, claims);
        }
    }

    /// The branch called `name` in another.
    fn branch(&mut self, parent: usize, name: &str) -> usize {
        let new = self.branches.len();
        let branch = *self.inside.entry((parent, name.into())).or_insert(new);
        if branch == new {
            self.branches.push(Branch { name: name.into(), ..Branch::default() });
            self.branches.get_mut(parent).into_iter().for_each(|parent| parent.branches.push(new));
        }
        branch
    }

    /// The numbers of the names of values in which other profiles have names.
    pub(super) fn looked_into(&self) -> impl Iterator<Item = usize> {
        self.branches.iter().filter(|branch| branch.inner.is_some()).filter_map(|branch| branch.number)
    }

    /// The names that stand in no other value, and their numbers: in a document those in its root or object.
    pub(super) fn outer(&self, is_tree: bool) -> impl Iterator<Item = (usize, &str)> {
        let trunk = self.branches.get(TRUNK).into_iter().flat_map(|trunk| &trunk.branches);
        let outer = trunk.filter_map(|branch| self.branches.get(*branch)).flat_map(move |branch| {
            let inside = branch.branches.iter().filter_map(|inside| self.branches.get(*inside));
            let inside = inside.filter(move |_| is_tree);
            inside.chain((!is_tree).then_some(branch))
        });
        outer.filter_map(|branch| Some((branch.number?, &*branch.name)))
    }

    /// The names as one shape: a list for the parameters of a query or form, else a tree.
    pub(super) fn into_names(self, is_tree: bool) -> Names {
        // Like a template's: what needs no escapes in any format stands in the source, the rest decoded behind it.
        let source: String = self.branches.iter().map(|branch| &*branch.name).filter(|name| is_plain(name)).collect();
        let mut position = 0;
        let mut shape = ShapeBuilder::with_capacity(self.branches.len());
        let kept = self.branches.iter().map(|branch| {
            if is_plain(&branch.name) {
                let span = Span::of_length(position, branch.name.len());
                position = span.end;
                Kept::written(span)
            } else {
                shape.add(&source, &branch.name)
            }
        });
        let kept: Vec<_> = kept.collect();
        let mut nodes = Vec::with_capacity(self.branches.len());
        self.write(TRUNK, is_tree, &kept, &mut shape, &mut nodes);
        let may_be_json = nodes.iter().map(|branch| branch.may_be_json == Some(true)).collect();
        let numbers = nodes.iter().map(|branch| branch.number).collect();
        Names { shape: shape.finish(&source).0, source: source.into(), numbers, may_be_json }
    }

    fn write<'b>(
        &'b self,
        branch: usize,
        is_tree: bool,
        kept: &[Kept],
        shape: &mut ShapeBuilder,
        nodes: &mut Vec<&'b Branch>,
    ) {
        for inside in self.branches.get(branch).into_iter().flat_map(|branch| &branch.branches) {
            let (Some(branch), Some(name)) = (self.branches.get(*inside), kept.get(*inside)) else { continue };
            nodes.push(branch);
            let rule = branch.inner.map_or(ParameterRule::EMPTY, ParameterRule::Inner);
            if is_tree {
                shape.begin(Span::at(0), *name, rule);
                self.write(*inside, is_tree, kept, shape, nodes);
                shape.end();
            } else {
                shape.push(Span::at(0), *name, rule);
            }
        }
    }
}

/// Whether it is an element: its text is one value, whatever else stands in it.
fn is_element(inner: Inner) -> bool {
    !matches!(inner, Inner::Object | Inner::Array)
}

/// Whether a name is written the same in every format.
fn is_plain(name: &str) -> bool {
    is_name(name.as_bytes())
}

/// The nodes from `first` on that stand beside one another, before `end`.
pub(super) fn siblings(guide: Guide<'_>, first: usize, end: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(first), move |node| Some(guide.end(*node))).take_while(move |node| *node < end)
}

fn inner(guide: Guide<'_>, node: usize) -> Option<Inner> {
    if let Some(ParameterRule::Inner(inner)) = guide.node(node).map(|node| &node.rule) { Some(*inner) } else { None }
}

/// The names of several profiles in one place of a request.
#[derive(Clone)]
pub(super) struct Names {
    source: Box<str>,
    shape: Shape,
    /// The numbers of the names, by node.
    numbers: Box<[Option<usize>]>,
    /// By node, see [`Branch::may_be_json`].
    may_be_json: Box<[bool]>,
}

impl Names {
    #[inline]
    pub(super) fn guide(&self) -> Guide<'_> {
        Guide { source: &self.source, shape: &self.shape, placements: &[], table: &NO_FIELDS }
    }

    /// The number of the name at a node.
    #[inline]
    pub(super) fn number(&self, node: usize) -> Option<usize> {
        self.numbers.get(node).copied().flatten()
    }

    /// Whether the value at a node is a text or JSON for every profile that has its name.
    pub(super) fn may_be_json(&self, node: usize) -> bool {
        self.may_be_json.get(node) == Some(&true)
    }
}
