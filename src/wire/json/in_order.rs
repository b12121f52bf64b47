//! Reading the members of a JSON object that are written as the template writes them.
//!
//! A body that the platform made is the template with values put in: the same order, the same white space. There, all between two
//! values is one literal, and comparing it is much quicker than finding its comma, its name, its colon and the blanks around them.
//!
//! Why this gives the same as reading each of them: the template is JSON, so what leads from the value before to a string in it is a
//! comma (none before the first member), the name and a colon, with blanks around, and the quote that opens the string. The body has
//! these very bytes. The name is that of the expected node, and no other node there has it: a template where two have is refused. What
//! is static is no part of what is compared here: it is a value, and values are taken in one way, be they reached here or there.
//!
//! The members of a run come in the order of their numbers, each once. So that none of them occurred before is asked at its beginning, for
//! all of them, and that they did now is noted at its end.
//!
//! Nothing is read twice: where the next literal is not there, the [`Reader`] goes on from the value before, and comes back behind a
//! member that it knows.

use crate::json::plain_length;
use crate::text::is_equal;
use crate::wire::json::read::{Failure, Reader};
use crate::wire::sink::Sink;

impl<'s, 'a, S: Sink<'s, 'a>> Reader<'_, 's, 'a, S> {
    /// Reads members from the `first` one on, as long as each stands as in the template and holds a string. Gives the one to expect
    /// next, before `end`, which ends the object. In a body that is not UTF-8 nothing is read in this way, and no more than may come.
    ///
    /// The scanner stands behind the value before the expected member, or behind the opening bracket, if that is the first.
    pub(super) fn in_order(&mut self, first: usize, end: usize) -> Result<usize, Failure> {
        let Some(text) = self.text else { return Ok(first) };
        let Some(mut rest) = text.get(self.scanner.position()..) else { return Ok(first) };
        let end = self.sink.run_end(first, end);
        let mut expected = first;
        for (field, lead) in self.guide.leads(first, end) {
            let Some(inside) = lead.and_then(|lead| behind_lead(rest, lead)) else { break };
            self.sink.reach(expected);
            let start = text.len() - inside.len();
            rest = if let Some((string, after)) = plain_string(inside) {
                self.sink.plain_in_run(expected, field, string, start);
                after
            } else {
                self.odd_string_at(start, expected)?;
                text.get(self.scanner.position()..).unwrap_or_default()
            };
            expected += 1;
        }
        self.sink.end_run(first, expected);
        self.scanner.set_position(text.len() - rest.len());
        Ok(expected)
    }

    /// Whether the next member may be one of those. A sender's own white space is told by the first two bytes.
    #[inline]
    pub(super) fn is_in_order(&self, expected: usize) -> bool {
        let lead = self.guide.lead(expected).and_then(|lead| lead.first_chunk::<2>());
        lead.is_some_and(|lead| self.scanner.rest().starts_with(lead))
    }

    #[inline(never)]
    fn odd_string_at(&mut self, start: usize, number: usize) -> Result<(), Failure> {
        self.scanner.set_position(start);
        self.odd_string(number)
    }
}

/// What comes after the `lead`, if there is one and it comes first.
#[inline]
fn behind_lead<'t>(text: &'t str, lead: &[u8]) -> Option<&'t str> {
    if lead.is_empty() || !is_equal(text.as_bytes().get(..lead.len())?, lead) {
        return None;
    }
    text.get(lead.len()..)
}

/// The string whose opening quote stands before `inside`, and what comes after it, if there are neither escapes nor control characters
/// in it.
#[inline]
fn plain_string(inside: &str) -> Option<(&str, &str)> {
    let (string, after) = inside.split_at_checked(plain_length(inside.as_bytes()))?;
    Some((string, after.strip_prefix('"')?))
}
