//! Reading a body whose values nobody escaped, once more, along the literals of the template.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::iter::repeat_n;

use crate::received::{ParseError, ParseErrorKind, ProblemCode, Remainder};
use crate::request::{BodyFormat, Limits};
use crate::template::placeholders::PlacedIn;
use crate::template::rules::Guide;
use crate::text::{Span, sort_by};
use crate::wire::body::read_body;
use crate::wire::collector::Collector;
use crate::wire::json;
use crate::wire::literals::Cuttable;
#[cfg(feature = "xml")]
use crate::wire::xml;

/// Reads a body in which the first reading found an error of syntax, if it can be [cut](Cuttable::cut) and something in it is not escaped; else, and
/// for any other error, that error stands.
///
/// What a value says is for the format to tell: it is put back between the literals, escaped where it is not valid there, and the
/// whole is read as any body. So the rules are the same, and what is static in the template is compared there as well.
#[cold]
pub(super) fn read<'a>(
    (format, guide): (BodyFormat, Guide<'_>),
    body: &'a [u8],
    limits: Limits,
    values: &mut [Cow<'a, str>],
    error: ParseError,
) -> Result<Remainder<'a>, ParseError> {
    let repaired =
        if error.kind() == ParseErrorKind::Syntax { Repaired::of(format, guide, body, limits.depth) } else { None };
    match repaired.and_then(|repaired| repaired.read(limits, values)) {
        Some(remainder) => Ok(Remainder { syntax_error: Some(error), ..remainder }),
        None => Err(error),
    }
}

/// A body in which all values are escaped.
struct Repaired<'g> {
    format: BodyFormat,
    guide: Guide<'g>,
    body: Vec<u8>,
    values: Vec<Value>,
}

/// The value of a placeholder.
struct Value {
    /// In which node of the template it stands.
    node: usize,
    /// Where it stands in the body as it arrived, and in the repaired one.
    written: Span,
    repaired: Span,
    is_valid: bool,
}

impl<'g> Repaired<'g> {
    /// `None` where nothing is to be repaired.
    fn of(format: BodyFormat, guide: Guide<'g>, body: &[u8], depth: usize) -> Option<Self> {
        let cuttable = Cuttable::of(body);
        let (places, whole) = (cuttable.cut(guide)?, cuttable.whole);
        let mut repaired = Vec::with_capacity(body.len());
        let mut values = Vec::with_capacity(places.len());
        let mut position = whole.start;
        let is_bare = |number: usize| guide.shape.places.get(number) == Some(&PlacedIn::Bare);
        for (number, (node, written)) in nodes(guide).zip(places).enumerate() {
            repaired.extend_from_slice(body.get(position..written.start)?);
            let start = repaired.len();
            let value = body.get(written.range())?;
            let is_valid = match format {
                #[cfg(feature = "xml")]
                BodyFormat::Xml => xml::repair::push_value(value, guide.name(node).starts_with('@'), &mut repaired),
                _ if is_bare(number) => json::repair::push_bare(value, depth, &mut repaired),
                _ => json::repair::push_value(value, &mut repaired),
            };
            values.push(Value { node, written, repaired: Span::new(start, repaired.len()), is_valid });
            position = written.end;
        }
        repaired.extend_from_slice(body.get(position..whole.end)?);
        let is_repaired = values.iter().any(|value| !value.is_valid);
        is_repaired.then_some(Self { format, guide, body: repaired, values })
    }

    fn read<'a>(&self, limits: Limits, slots: &mut [Cow<'a, str>]) -> Option<Remainder<'a>> {
        let mut texts = vec![Cow::Borrowed(""); slots.len()];
        let mut collector = Collector::new(self.guide, &mut texts, limits.parameters, self.body.len());
        for value in self.values.iter().filter(|value| !value.is_valid) {
            collector.note(code(self.format), value.node, value.repaired);
        }
        read_body(self.format, &self.body, limits.depth, &mut collector).ok()?;
        let remainder = collector.finish(self.body.len()).ok()?.into_owned();
        for (slot, text) in slots.iter_mut().zip(texts) {
            *slot = Cow::Owned(text.into_owned());
        }
        let moved = remainder.problems.into_iter().map(|problem| problem.moved(|span| self.written(span)));
        Some(Remainder { problems: moved.collect(), ..remainder })
    }

    /// Where a span of the repaired body stands in the one that arrived.
    fn written(&self, span: Span) -> Span {
        Span::new(self.written_at(span.start), self.written_at(span.end))
    }

    fn written_at(&self, offset: usize) -> usize {
        let before = self.values.partition_point(|value| value.repaired.end <= offset);
        match before.checked_sub(1).and_then(|last| self.values.get(last)) {
            Some(Value { written, repaired, .. }) => offset - repaired.end + written.end,
            None => self.values.first().map_or(0, |first| first.written.start - first.repaired.start) + offset,
        }
    }
}

/// The node in which each placeholder stands, in their order. The attributes of an element stand before its text, and behind it in
/// the order of nodes.
fn nodes(guide: Guide<'_>) -> impl Iterator<Item = usize> {
    let mut nodes: Vec<_> = guide.parameters().map(|(node, rule)| (node, rule.fields().len())).collect();
    let order = |node: usize| (guide.end(node), Reverse(node));
    sort_by(&mut nodes, |(one, _), (other, _)| order(*one).cmp(&order(*other)));
    nodes.into_iter().flat_map(|(node, count)| repeat_n(node, count))
}

const fn code(format: BodyFormat) -> ProblemCode {
    match format {
        #[cfg(feature = "xml")]
        BodyFormat::Xml => ProblemCode::UnescapedMarkup,
        _ => ProblemCode::UnescapedQuote,
    }
}
