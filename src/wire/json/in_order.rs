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
//! Nothing is read twice: where the next literal is not there, the [`Reader`] goes on from the value before, and comes back behind a
//! member that it knows.

use crate::wire::json::read::{Failure, Reader};
use crate::wire::sink::Sink;

impl<'s, 'a, S: Sink<'s, 'a>> Reader<'_, 's, 'a, S> {
    /// Reads members from the one `expected` on, as long as each stands as in the template and holds a string. Gives the one to expect
    /// next, before `end`, which ends the object.
    ///
    /// The scanner stands behind the value before the expected member, or behind the opening bracket, if that is the first.
    #[inline]
    pub(super) fn in_order(&mut self, mut expected: usize, end: usize) -> Result<usize, Failure> {
        while expected < end
            && let Some(lead) = self.guide.lead(expected)
            && self.scanner.passes_literal(lead)
        {
            self.sink.count_parameter()?;
            self.sink.reach(expected);
            self.string(expected)?;
            expected += 1;
        }
        Ok(expected)
    }
}
