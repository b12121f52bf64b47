//! What the readers of all formats tell of what they find.

use std::borrow::Cow;

use crate::received::ParseError;
use crate::template::rules::{Continuation, Guide, Node};
use crate::text::{Damage, Decoded, Span};

/// Takes what a reader finds along a template: into a callback, or to tell which template a request was made by.
///
/// A text is decoded only by who needs it.
pub(crate) trait Sink<'s, 'a> {
    /// The template along which is read.
    fn guide(&self) -> Guide<'s>;

    /// Counts one more parameter against the limit.
    fn count_parameter(&mut self) -> Result<(), ParseError>;

    /// How many more parameters may come.
    fn parameters_left(&self) -> usize;

    /// Counts as many parameters, of which no more come than may.
    fn count_parameters(&mut self, count: usize);

    /// What may follow the value of a parameter of the template, where that occurs for the first time.
    fn continuation(&self, number: usize) -> Continuation<'s>;

    /// Whether a parameter of the template has a value of its own, be it the empty one.
    fn is_static(&self, number: usize) -> bool;

    /// Takes note that the value of a parameter holds separators as they are.
    fn unescaped(&mut self, number: usize, span: Span);

    /// Takes note that a value stands under a name of the template, before it is read: it may be unreadable. What the reader goes into
    /// is none.
    fn reach(&mut self, number: usize);

    /// Takes note that a name of the template is oddly written, before its value is read.
    fn odd_name(&mut self, _number: usize, _damage: Damage, _span: Span) {}

    /// Whether the text of a parameter of the template is needed.
    fn decodes(&self, _number: usize) -> bool {
        true
    }

    /// Takes the text of a parameter of the template.
    fn parameter(&mut self, number: usize, text: impl FnOnce() -> Decoded<'a>, span: Span);

    /// Takes the text of a parameter of the template that stands in the input from byte `start` on as it is.
    fn plain(&mut self, number: usize, node: &Node, text: &'a str, start: usize);

    /// Where a run of parameters from the `first` one on, each in its turn, must end: before `end`, before one that occurred, and where
    /// no more may come.
    fn run_end(&self, first: usize, end: usize) -> usize;

    /// Takes the text of a parameter in a run, as [`plain`](Self::plain) does; of a usual one it is told what the `field` is.
    fn plain_in_run(&mut self, number: usize, field: usize, text: &'a str, start: usize);

    /// Counts the parameters of a run, from the `first` one to before `end`, and notes that they occurred.
    fn end_run(&mut self, first: usize, end: usize);

    /// Takes a `null`, which says that a parameter of the template is absent.
    fn null(&mut self, number: usize, span: Span);

    /// Takes a value that stands where the template has an object or array.
    fn misshapen(&mut self, number: usize, text: impl FnOnce() -> Decoded<'a>, span: Span);

    /// Takes a known field that the template does not place, under its own name, directly in `parent`.
    fn unplaced(&mut self, field: usize, parent: usize, text: impl FnOnce() -> Decoded<'a>, span: Span);

    /// Takes a parameter of a query that nobody claims.
    fn unknown(&mut self, name: Cow<'a, str>, text: impl FnOnce() -> Decoded<'a>, span: Span);

    /// Takes a value of a document that nobody claims; `write` writes how the path to it goes on behind that to `parent`.
    fn unknown_in(
        &mut self,
        parent: usize,
        write: impl FnOnce(&mut String),
        text: impl FnOnce() -> Decoded<'a>,
        span: Span,
    );
}
