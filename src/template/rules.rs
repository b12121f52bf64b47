//! The shape of a template: where its parameters stand, and what each of them is for.
//!
//! A query is a list of parameters; a document is a tree. Both are a list of nodes in the order of the template. Names and fixed
//! texts are spans into the template; what is written there with escapes stands decoded behind it.

use std::ops::Range;

use crate::field::kind::Content;
use crate::field::{FieldInfo, FieldTable};
use crate::template::placeholders::{PlacedIn, Placement};
use crate::text::{BitSet, Span};

/// A parameter of a query, a member or item of a JSON document, an element or attribute of an XML document.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The decoded name; empty for the document itself.
    pub(crate) name: Kept,
    pub(crate) rule: ParameterRule,
}

/// A decoded text: where it stands in the template, or behind it among those that are written there with escapes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept(Span);

impl Kept {
    pub(crate) const NOTHING: Self = Self(Span::at(0));

    /// The text of `span` of the template, which stands there without escapes.
    pub(crate) const fn written(span: Span) -> Self {
        Self(span)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    #[inline]
    fn text<'t>(self, source: &'t str, decoded: &'t str) -> &'t str {
        match self.0.of(source) {
            Some(text) => text,
            None => self.0.inside(source.len()).of(decoded).unwrap_or_default(),
        }
    }
}

/// What a parameter's text is for.
#[derive(Debug, Clone)]
pub(crate) enum ParameterRule {
    /// No placeholder: the text must be this, decoded.
    Static(Kept),
    /// One placeholder, perhaps between literals.
    Field { field: usize, around: Option<Box<Around>> },
    /// Several placeholders: where one ends cannot be told.
    Several(Box<[usize]>),
    /// No parameter: other nodes stand in it.
    Inner(Inner),
}

/// The decoded literals around a placeholder.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    pub(crate) prefix: Kept,
    pub(crate) suffix: Kept,
}

/// What a parameter's value may take of what stands behind an `&` that its sender did not escape.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Continuation<'t> {
    /// Whatever balances the brackets of a JSON value.
    pub(crate) is_json: bool,
    /// Names that nobody knows, if the template's text behind the placeholder then ends the value.
    pub(crate) suffix: Option<&'t str>,
}

/// What holds other nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inner {
    Object,
    Array,
    #[cfg(feature = "xml")]
    Element,
}

impl ParameterRule {
    pub(crate) const EMPTY: Self = Self::Static(Kept::NOTHING);

    /// The fields the parameter carries.
    pub(crate) fn fields(&self) -> &[usize] {
        match self {
            Self::Static(_) | Self::Inner(_) => &[],
            Self::Field { field, .. } => std::slice::from_ref(field),
            Self::Several(fields) => fields,
        }
    }

    const fn is_parameter(&self) -> bool {
        !matches!(self, Self::Inner(_))
    }
}

/// Where a node stands in a tree.
#[derive(Debug, Clone, Copy)]
struct Link {
    parent: Place,
    /// The number after that of the last node inside; the next sibling's, where there is one.
    end: Place,
    /// The template's text between the value before and the string of this one; empty where there is no such.
    lead: Span,
    /// The field that the node is all of, if it is usual; else [`NO_FIELD`].
    field: usize,
}

/// The number of a node, in half the room. So many nodes as it cannot hold would take more than 100 gigabytes.
#[derive(Debug, Clone, Copy)]
struct Place(u32);

impl Place {
    fn of(node: usize) -> Self {
        Self(u32::try_from(node).unwrap_or(u32::MAX))
    }

    #[inline]
    fn node(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The number of no field.
const NO_FIELD: usize = usize::MAX;

/// The nodes of a template.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    nodes: Box<[Node]>,
    /// Beside the nodes of a tree; none for a query.
    links: Box<[Link]>,
    /// The numbers of the nodes in the order of their parents and names; that of a document itself is not among them.
    by_name: Box<[usize]>,
    /// The texts that are not as they are written, one after the other.
    decoded: Box<str>,
    parameters: usize,
    /// A bit for each node below 64 that is all of a field, which no other node has.
    usual: u64,
    /// How many of the nodes, the last ones, are segments of a path.
    segments: usize,
    /// In what each placeholder stands; none where all stand where the values of the template's format do, and are written as these.
    pub(crate) places: Box<[PlacedIn]>,
}

/// A shape in the making.
#[derive(Debug, Default)]
pub(crate) struct ShapeBuilder {
    nodes: Vec<Node>,
    links: Vec<Link>,
    /// The names as the template writes them, for findings.
    written: Vec<Span>,
    /// Nodes that have begun and not ended.
    open: Vec<usize>,
    decoded: String,
    segments: usize,
}

impl ShapeBuilder {
    /// A shape with room for this many nodes.
    pub(crate) fn with_capacity(nodes: usize) -> Self {
        Self { nodes: Vec::with_capacity(nodes), written: Vec::with_capacity(nodes), ..Self::default() }
    }

    /// Keeps a text that does not stand in the template.
    pub(crate) fn add(&mut self, source: &str, text: &str) -> Kept {
        let start = source.len() + self.decoded.len();
        self.decoded.push_str(text);
        Kept(Span::of_length(start, text.len()))
    }

    /// Adds a parameter of a query.
    pub(crate) fn push(&mut self, written: Span, name: Kept, rule: ParameterRule) {
        self.nodes.push(Node { name, rule });
        self.written.push(written);
    }

    /// Adds a segment of a path, behind all parameters. It is found by its place.
    pub(crate) fn push_segment(&mut self, name: Kept, rule: ParameterRule) {
        self.push(Span::at(0), name, rule);
        self.segments += 1;
    }

    /// Begins a node of a tree, inside of that which has begun last.
    pub(crate) fn begin(&mut self, written: Span, name: Kept, rule: ParameterRule) -> usize {
        let node = self.nodes.len();
        if node == 0 {
            self.links.reserve(self.nodes.capacity());
        }
        let parent = Place::of(self.open.last().copied().unwrap_or(usize::MAX));
        self.links.push(Link { parent, end: Place::of(node + 1), lead: Span::at(0), field: NO_FIELD });
        self.push(written, name, rule);
        self.open.push(node);
        node
    }

    /// Keeps what of the template leads to the value of the node that has begun last, as far as the quote that opens its string.
    pub(crate) fn lead(&mut self, lead: Span) {
        if let Some(link) = self.open.last().and_then(|node| self.links.get_mut(*node)) {
            link.lead = lead;
        }
    }

    /// Ends the node that has begun last.
    pub(crate) fn end(&mut self) {
        let end = self.nodes.len();
        if let Some(link) = self.open.pop().and_then(|node| self.links.get_mut(node)) {
            link.end = Place::of(end);
        }
    }

    #[cfg(feature = "xml")]
    pub(crate) fn set_rule(&mut self, node: usize, rule: ParameterRule) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.rule = rule;
        }
    }

    /// A text that was kept.
    #[cfg(feature = "xml")]
    pub(crate) fn text<'b>(&'b self, source: &'b str, kept: Kept) -> &'b str {
        kept.text(source, &self.decoded)
    }

    /// The finished shape, and the names that stand a second time in their parent: as written, and their text.
    pub(crate) fn finish(mut self, source: &str) -> (Shape, Vec<(Span, String)>) {
        // Of a document that cannot be read to its end, and the document itself.
        while !self.open.is_empty() {
            self.end();
        }
        let Self { nodes, mut links, written, decoded, segments, .. } = self;
        let parameters = nodes.iter().filter(|node| node.rule.is_parameter()).count();
        let usual = usual(&nodes);
        for (number, (link, node)) in links.iter_mut().zip(&nodes).take(64).enumerate() {
            if let ParameterRule::Field { field, .. } = node.rule
                && usual & 1 << number != 0
            {
                link.field = field;
            }
        }
        let (nodes, links, decoded): (Box<[Node]>, Box<[Link]>, _) = (nodes.into(), links.into(), decoded.into());
        let mut shape = Shape {
            nodes,
            links,
            by_name: Box::default(),
            decoded,
            parameters,
            usual,
            segments,
            places: Box::default(),
        };
        let mut by_name = Vec::with_capacity(shape.nodes.len());
        let mut twins = Vec::new();
        let mut siblings = Vec::new();
        let named = shape.nodes.len() - segments;
        let parents = if shape.links.is_empty() { 1 } else { shape.nodes.len() };
        for parent in 0..parents {
            // In most nodes there are no others.
            if shape.links.get(parent).is_some_and(|link| link.end.node() == parent + 1) {
                continue;
            }
            siblings.clear();
            siblings.extend(
                shape.children(parent).take_while(|node| *node < named).map(|node| (shape.name(source, node), node)),
            );
            // Most templates are written in some order, of which a stable sort makes use.
            siblings.sort_by_key(|(name, _)| *name);
            by_name.extend(siblings.iter().map(|(_, node)| *node));
            let neighbours = siblings.iter().zip(siblings.iter().skip(1));
            twins.extend(neighbours.filter(|((one, _), (other, _))| one == other).filter_map(|(_, (name, node))| {
                let written = *written.get(*node)?;
                // An empty name in a query, and one that is empty because its escapes are broken, are findings by themselves.
                let is_found = name.is_empty() && (shape.links.is_empty() || !written.is_empty());
                (!is_found).then(|| (written, (*name).to_owned()))
            }));
        }
        shape.by_name = by_name.into();
        (shape, twins)
    }
}

/// A bit for each node below 64 that is all of a field, which no other node has.
fn usual(nodes: &[Node]) -> u64 {
    let (mut placed, mut repeated) = (BitSet::default(), BitSet::default());
    for field in nodes.iter().flat_map(|node| node.rule.fields()) {
        if !placed.insert(*field) {
            repeated.insert(*field);
        }
    }
    let is_usual = |node: &Node| match node.rule {
        ParameterRule::Field { field, around: None } => !repeated.contains(field),
        _ => false,
    };
    let bits = nodes.iter().take(64).enumerate();
    bits.map(|(number, node)| u64::from(is_usual(node)) << number).sum()
}

impl Shape {
    fn name<'s>(&'s self, source: &'s str, node: usize) -> &'s str {
        self.nodes.get(node).map_or("", |node| node.name.text(source, &self.decoded))
    }

    /// What a node is found by: its parent, which is 0 for a query, and its name.
    fn key<'s>(&'s self, source: &'s str, node: usize) -> (usize, &'s str) {
        (self.links.get(node).map_or(0, |link| link.parent.node()), self.name(source, node))
    }

    /// The nodes that stand directly in `parent`, in their order.
    fn children(&self, parent: usize) -> impl Iterator<Item = usize> {
        let all = (0, self.nodes.len());
        let (first, end) = self.links.get(parent).map_or(all, |link| (parent + 1, link.end.node()));
        let next = |node: &usize| Some(self.links.get(*node).map_or(node + 1, |link| link.end.node()));
        std::iter::successors(Some(first), next).take_while(move |node| *node < end)
    }

    /// The nodes called `name` that stand directly in `parent`, in their order. There is one but in what is not a template: the query
    /// of an endpoint may repeat a name.
    pub(super) fn called<'s>(&'s self, source: &'s str, parent: usize, name: &'s str) -> impl Iterator<Item = usize> {
        let first = self.by_name.partition_point(|node| self.key(source, *node) < (parent, name));
        let rest = self.by_name.get(first..).unwrap_or_default().iter().copied();
        rest.take_while(move |node| self.key(source, *node) == (parent, name))
    }
}

/// What readers follow: a template's text, its shape, the table of its fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guide<'t> {
    pub(crate) source: &'t str,
    pub(crate) shape: &'t Shape,
    pub(crate) placements: &'t [Placement],
    pub(crate) table: &'t FieldTable,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Found {
    Node(usize),
    /// A known field that the template does not place, under its own name.
    Unplaced(usize),
    Nothing,
}

impl<'t> Guide<'t> {
    #[inline]
    pub(crate) fn node(&self, node: usize) -> Option<&'t Node> {
        self.shape.nodes.get(node)
    }

    /// At most so many nodes from `first` on.
    #[inline]
    pub(crate) fn nodes_from(&self, first: usize, most: usize) -> &'t [Node] {
        let nodes = self.shape.nodes.get(first..).unwrap_or_default();
        nodes.get(..most).unwrap_or(nodes)
    }

    /// The names of the nodes from `first` on as the template writes them, where they are written without escapes.
    #[inline]
    pub(crate) fn written_names(&self, first: usize) -> impl Iterator<Item = Option<&'t [u8]>> + use<'t> {
        let source = self.source.as_bytes();
        let nodes = self.shape.nodes.get(first..).unwrap_or_default();
        nodes.iter().map(move |node| source.get(node.name.0.range()))
    }

    /// The name of a node as the template writes it, where it is written without escapes.
    #[inline]
    pub(crate) fn written_name(&self, node: usize) -> Option<&'t [u8]> {
        self.source.as_bytes().get(self.node(node)?.name.0.range())
    }

    /// The number after that of the last node inside of `node`.
    #[inline]
    pub(crate) fn end(&self, node: usize) -> usize {
        self.shape.links.get(node).map_or(node + 1, |link| link.end.node())
    }

    /// What of the template leads to the value of a node from the value before it, as far as the quote that opens its string; nothing if
    /// it is none.
    #[inline]
    pub(crate) fn lead(&self, node: usize) -> Option<&'t [u8]> {
        self.source.as_bytes().get(self.shape.links.get(node)?.lead.range())
    }

    /// The same of all nodes from `first` to before `end`, and the field of each that is usual, or what is no field's number.
    #[inline]
    pub(crate) fn leads(&self, first: usize, end: usize) -> impl Iterator<Item = (usize, Option<&'t [u8]>)> + use<'t> {
        let source = self.source.as_bytes();
        let links = self.shape.links.get(first..end).unwrap_or_default();
        links.iter().map(move |link| (link.field, source.get(link.lead.range())))
    }

    /// Whether other nodes stand in a node.
    #[inline]
    pub(crate) fn is_inner(&self, node: usize) -> bool {
        matches!(self.node(node), Some(Node { rule: ParameterRule::Inner(_), .. }))
    }

    /// The node in which `node` stands.
    #[cfg(feature = "xml")]
    #[inline]
    pub(crate) fn parent(&self, node: usize) -> usize {
        self.shape.links.get(node).map_or(0, |link| link.parent.node())
    }

    #[inline]
    pub(crate) fn text(&self, kept: Kept) -> &'t str {
        kept.text(self.source, &self.shape.decoded)
    }

    /// Whether a node below 64 is all of a field, which no other node has.
    #[inline]
    pub(crate) fn is_usual(&self, node: usize) -> bool {
        node < 64 && self.shape.usual & 1 << node != 0
    }

    /// The nodes that are segments of a path, in their order: from the first one with a placeholder on.
    #[inline]
    pub(crate) fn segments(&self) -> Range<usize> {
        let nodes = self.shape.nodes.len();
        nodes.saturating_sub(self.shape.segments)..nodes
    }

    /// How many nodes there are, and how many of them are parameters.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.shape.nodes.len(), self.shape.parameters)
    }

    /// The parameters in their order, by number.
    pub(crate) fn parameters(self) -> impl Iterator<Item = (usize, &'t ParameterRule)> {
        let nodes = self.shape.nodes.iter().map(|node| &node.rule).enumerate();
        nodes.filter(|(_, rule)| rule.is_parameter())
    }

    /// The node called `name` that stands directly in `parent`, which is 0 for a query.
    pub(crate) fn find(&self, parent: usize, name: &str) -> Option<usize> {
        self.shape.called(self.source, parent, name).next()
    }

    /// The nodes with the name and the parent of this one, in their order.
    pub(crate) fn twins(self, node: usize) -> impl Iterator<Item = usize> {
        let (parent, name) = self.shape.key(self.source, node);
        self.shape.called(self.source, parent, name)
    }

    /// What `name` stands for directly in `parent`, of which one is the `top`, where known fields may stand under their own names.
    pub(crate) fn look_up(&self, parent: usize, is_top: bool, name: &str) -> Found {
        if let Some(node) = self.find(parent, name) {
            return Found::Node(node);
        }
        let unplaced = || self.table.find(name).filter(|field| is_top && !self.places(*field));
        unplaced().map_or(Found::Nothing, Found::Unplaced)
    }

    /// Whether the template or the field set has the name, be it under another one that the template places the field.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.find(0, name).is_some() || self.table.find(name).is_some()
    }

    /// What may follow the value of a parameter.
    pub(crate) fn continuation(&self, node: usize) -> Continuation<'t> {
        let Some(ParameterRule::Field { field, around }) = self.node(node).map(|node| &node.rule) else {
            return Continuation::default();
        };
        let content = self.table.fields.get(*field).map_or(Content::Word, FieldInfo::content);
        Continuation {
            is_json: content != Content::Word && around.is_none(),
            suffix: (content == Content::Text).then(|| around.as_ref().map_or("", |around| self.text(around.suffix))),
        }
    }

    pub(crate) fn places(&self, field: usize) -> bool {
        self.placements.iter().any(|placement| placement.field == field)
    }

    /// The decoded name of a node.
    pub(crate) fn name(&self, node: usize) -> &'t str {
        self.shape.name(self.source, node)
    }

    /// Whether the nodes are those of a document, and no list of parameters.
    pub(crate) fn is_tree(&self) -> bool {
        !self.shape.links.is_empty()
    }

    /// About how many bytes the path of a node takes.
    pub(crate) fn path_length(&self, node: usize) -> usize {
        let mut length = self.name(node).len() + 1;
        let mut inside = node;
        // A parent stands before what is in it.
        while let Some(link) = self.shape.links.get(inside).filter(|link| link.parent.node() < inside) {
            inside = link.parent.node();
            length += self.name(inside).len() + 1;
        }
        length
    }

    /// The name of a node in problems and extras: decoded for a query; for JSON the pointer to it (RFC 6901); for XML the names from
    /// the root on, each after a `/`.
    pub(crate) fn path(&self, node: usize) -> String {
        if self.shape.links.is_empty() {
            return self.node(node).map_or("", |node| self.text(node.name)).to_owned();
        }
        let parent =
            |node: &usize| self.shape.links.get(*node).map(|link| link.parent.node()).filter(|parent| parent < node);
        let mut names: Vec<_> = std::iter::successors(Some(node), parent).collect();
        // The document itself has no name.
        names.pop();
        let mut path = String::new();
        for name in names.iter().rev().filter_map(|node| self.node(*node)) {
            push_name(&mut path, self.text(name.name));
        }
        path
    }
}

/// Lengthens a JSON Pointer (RFC 6901) by a name.
pub(crate) fn push_name(pointer: &mut String, name: &str) {
    pointer.push('/');
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
