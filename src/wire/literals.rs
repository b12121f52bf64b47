//! Where the values of a template stand in a body that has its literals.

use memchr::memmem;

use crate::template::rules::Guide;
use crate::text::Span;

/// The white space of JSON and XML.
const BLANKS: &[u8] = b" \t\r\n";

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A body, and where it stands in it without the blanks around.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cuttable<'b> {
    body: &'b [u8],
    pub(super) whole: Span,
}

impl<'b> Cuttable<'b> {
    pub(crate) fn of(body: &'b [u8]) -> Self {
        let start = trimmed_start(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)).len();
        Self { body, whole: Span::new(body.len() - start, trimmed_end(body).len()) }
    }

    /// Whether the body begins and ends as the template does, which costs no look through it.
    pub(crate) fn has_ends(self, guide: Guide<'_>) -> bool {
        self.inside(guide).is_some()
    }

    /// Whether the body can be [cut](Self::cut).
    pub(crate) fn fits(self, guide: Guide<'_>) -> bool {
        self.cut(guide).is_some()
    }

    /// Where the values of the template's placeholders stand in the body; `None` where its literals are not there, or can be found in
    /// several ways.
    ///
    /// ```text
    /// body = [ byte order mark ] *blank literal 1*( value literal ) *blank
    /// ```
    ///
    /// The literals are those of the template byte for byte, blanks at its own ends apart. Each is searched for from where the one
    /// before it ends, and then, from the end of the body, backwards: where both find the same places, there are no others.
    pub(super) fn cut(self, guide: Guide<'_>) -> Option<Vec<Span>> {
        let inside = self.inside(guide)?;
        let mut literals = literals(guide);
        let _ends = (literals.next(), literals.next_back());
        let mut values = Vec::with_capacity(guide.placements.len());
        let mut position = inside.start;
        for literal in literals.clone() {
            let at = position + memmem::find(self.body.get(position..inside.end)?, literal)?;
            values.push(Span::new(position, at));
            position = at + literal.len();
        }
        values.push(Span::new(position, inside.end));
        let mut end = inside.end;
        for (value, literal) in values.iter().zip(literals).rev() {
            let at = inside.start + memmem::rfind(self.body.get(inside.start..end)?, literal)?;
            if at != value.end {
                return None;
            }
            end = at;
        }
        Some(values)
    }

    /// What stands between the first literal of the template and the last one, if the body has both where it begins and ends.
    fn inside(self, guide: Guide<'_>) -> Option<Span> {
        let mut literals = literals(guide);
        let (first, last) = (trimmed_start(literals.next()?), trimmed_end(literals.next_back()?));
        let rest = self.body.get(self.whole.range())?.strip_prefix(first)?.strip_suffix(last)?;
        Some(Span::of_length(self.whole.start + first.len(), rest.len()))
    }
}

/// The template without its placeholders.
fn literals(guide: Guide<'_>) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator + Clone {
    let (source, placements) = (guide.source.as_bytes(), guide.placements);
    let count = placements.len() + 1;
    (0..count).map(move |number| {
        let before = number.checked_sub(1).and_then(|before| placements.get(before));
        let start = before.map_or(0, |before| before.span.end);
        let end = placements.get(number).map_or(source.len(), |after| after.span.start);
        source.get(start..end).unwrap_or_default()
    })
}

fn trimmed_start(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|byte| BLANKS.contains(byte)).count();
    text.get(blanks..).unwrap_or_default()
}

fn trimmed_end(text: &[u8]) -> &[u8] {
    let blanks = text.iter().rev().take_while(|byte| BLANKS.contains(byte)).count();
    text.get(..text.len() - blanks).unwrap_or_default()
}
