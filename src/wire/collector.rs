//! Where the readers of all formats put what they find. The rules for repeats, extras and unplaced names stand here alone.

use std::borrow::Cow;

use crate::received::{ParseError, Problem, ProblemCode, Remainder};
use crate::template::rules::{Around, Continuation, Guide, Node, ParameterRule, push_name};
use crate::text::{BitSet, Damage, Decoded, Span, clip, is_same_secret};
use crate::wire::sink::Sink;

/// So many bytes of names are kept beside as many as the input has: enough for every usual template, which may name what did not
/// arrive.
const NAME_BYTES: usize = 64 * 1024;

pub(crate) struct Collector<'s, 'a> {
    guide: Guide<'s>,
    values: &'s mut [Cow<'a, str>],
    remainder: Remainder<'a>,
    /// Parameters that occurred, by number; behind those of the template the fields that it does not place.
    seen: BitSet,
    /// Fields that have their value, be it the empty one.
    filled: BitSet,
    /// Whether there was a field that the template does not place.
    has_unplaced: bool,
    parameters_left: usize,
    most_parameters: usize,
    /// How many bytes of paths may still be kept.
    name_bytes_left: usize,
}

impl<'s, 'a> Collector<'s, 'a> {
    /// `values` holds a text for each field of the guide's table, all empty; the input has so many `bytes`.
    pub(crate) fn new(guide: Guide<'s>, values: &'s mut [Cow<'a, str>], most_parameters: usize, bytes: usize) -> Self {
        Self {
            guide,
            values,
            remainder: Remainder::default(),
            seen: BitSet::default(),
            filled: BitSet::default(),
            has_unplaced: false,
            parameters_left: most_parameters,
            most_parameters,
            name_bytes_left: bytes.saturating_add(NAME_BYTES),
        }
    }

    /// Takes a text as the rules of its node say, whatever was before it.
    #[inline(never)]
    fn take(&mut self, number: usize, (text, damage): Decoded<'a>, span: Span) {
        if let Some(damage) = damage {
            self.note(problem_of(damage), number, span);
        }
        let unseen = if self.seen.insert(number) { Some(number) } else { self.unseen_twin(number) };
        let Some(number) = unseen else { return self.reject(ProblemCode::RepeatedParameter, number, text, span) };
        let Some(node) = self.guide.node(number) else { return };
        match &node.rule {
            ParameterRule::Field { field, around } => match self.strip(text, around.as_deref()) {
                Ok(value) => self.fill(*field, number, value, span),
                Err(text) => self.reject(ProblemCode::LiteralMismatch, number, text, span),
            },
            ParameterRule::Several(_) => self.extra(number, text),
            ParameterRule::Static(expected) => {
                if !is_same_secret(self.guide.text(*expected).as_bytes(), text.as_bytes()) {
                    self.reject(ProblemCode::StaticMismatch, number, text, span);
                }
            }
            ParameterRule::Inner(_) => {}
        }
    }

    /// Where the text of a node goes that did not occur yet, if it is all of a field, and the only one that has it: nearly every one is.
    /// That is done where the reader is, the rest out of line.
    #[inline]
    fn usual_slot(&mut self, number: usize, node: &Node) -> Option<&mut Cow<'a, str>> {
        let ParameterRule::Field { field, .. } = node.rule else { return None };
        let slot = self.values.get_mut(field)?;
        (self.guide.is_usual(number) && self.seen.insert_low(number)).then_some(slot)
    }

    #[inline(never)]
    fn take_plain(&mut self, number: usize, text: &'a str, start: usize) {
        self.take(number, (Cow::Borrowed(text), None), Span::of_length(start, text.len()));
    }

    /// Another parameter of the name that did not occur yet, which now does.
    #[cold]
    fn unseen_twin(&mut self, number: usize) -> Option<usize> {
        self.guide.twins(number).find(|twin| self.seen.insert(*twin))
    }

    /// Ends the reading at byte `end` of the input.
    #[inline]
    pub(crate) fn finish(mut self, end: usize) -> Result<Remainder<'a>, ParseError> {
        if self.seen.is_empty() && self.guide.counts().1 > 0 {
            return Err(self.nothing());
        }
        self.complete(end);
        Ok(self.remainder)
    }

    /// Ends the reading of a part that may be without any parameter.
    #[inline]
    pub(crate) fn finish_part(mut self, end: usize) -> Remainder<'a> {
        self.complete(end);
        self.remainder
    }

    #[cold]
    fn nothing(&self) -> ParseError {
        let first = self.guide.parameters().next().map(|(number, _)| self.guide.path(number));
        ParseError::no_parameters(first.as_deref())
    }

    /// Tells what is missing.
    fn complete(&mut self, end: usize) {
        let (nodes, parameters) = self.guide.counts();
        if self.seen.count_below(nodes) == parameters {
            self.remainder.is_exact =
                !self.has_unplaced && self.remainder.extra.is_empty() && self.remainder.problems.is_empty();
        } else {
            self.find_missing(end);
        }
    }

    /// Finds the parameters of the template that did not occur.
    #[cold]
    fn find_missing(&mut self, end: usize) {
        let mut occurred = BitSet::default();
        let of_seen = self.guide.parameters().filter(|(number, _)| self.seen.contains(*number));
        for field in of_seen.flat_map(|(_, rule)| rule.fields()) {
            occurred.insert(*field);
        }
        let guide = self.guide;
        for (number, rule) in guide.parameters() {
            if self.seen.contains(number) {
                continue;
            }
            if let ParameterRule::Static(_) = rule {
                let problem = Problem::new(ProblemCode::StaticMissing, None, &self.path(number), Span::at(end));
                self.remainder.problems.push(problem);
            }
            self.remainder.missing.extend(rule.fields().iter().filter(|field| occurred.insert(**field)));
        }
        self.remainder.missing.sort_unstable();
    }

    #[inline]
    fn fill(&mut self, field: usize, number: usize, text: Cow<'a, str>, span: Span) {
        match self.values.get_mut(field) {
            Some(slot) if self.filled.insert_low(field) => *slot = text,
            _ => self.fill_again(field, number, text, span),
        }
    }

    /// Fills a field that may have its value.
    #[cold]
    fn fill_again(&mut self, field: usize, number: usize, text: Cow<'a, str>, span: Span) {
        let Some(slot) = self.values.get_mut(field) else { return };
        if self.filled.insert(field) {
            *slot = text;
        } else if *slot != text {
            self.reject(ProblemCode::ConflictingValue, number, text, span);
        }
    }

    #[cold]
    fn reject(&mut self, code: ProblemCode, number: usize, text: Cow<'a, str>, span: Span) {
        self.note(code, number, span);
        self.extra(number, text);
    }

    fn extra(&mut self, number: usize, text: Cow<'a, str>) {
        let path = Cow::Owned(self.path(number));
        self.remainder.extra.push((path, text));
    }

    /// The path to a node, to be kept. A long one that many values share would grow beyond all measure: where too much is kept, `…`
    /// stands for all but its end.
    fn path(&mut self, number: usize) -> String {
        let length = self.guide.path_length(number);
        if let Some(left) = self.name_bytes_left.checked_sub(length) {
            self.name_bytes_left = left;
            return self.guide.path(number);
        }
        let mut path = "…".to_owned();
        push_name(&mut path, clip(self.guide.name(number)));
        path
    }

    /// The path to what stands in a node, which `write` lengthens.
    fn path_in(&mut self, parent: usize, write: impl FnOnce(&mut String)) -> String {
        let left = self.name_bytes_left.checked_sub(self.guide.path_length(parent));
        self.name_bytes_left = left.unwrap_or(self.name_bytes_left);
        let mut path = left.map_or_else(|| "…".to_owned(), |_| self.guide.path(parent));
        write(&mut path);
        path
    }

    /// Notes what is odd about a node of the template, with the name of the field where it carries just one.
    #[cold]
    pub(super) fn note(&mut self, code: ProblemCode, number: usize, span: Span) {
        let field = match self.guide.node(number).map(|node| node.rule.fields()) {
            Some([field]) => Some(self.guide.table.shared_name(*field)),
            _ => None,
        };
        let path = self.path(number);
        self.remainder.problems.push(Problem::new(code, field, &path, span));
    }

    /// Takes what has no node of its own in the template.
    #[cold]
    fn foreign(&mut self, path: Cow<'a, str>, (text, damage): Decoded<'a>, span: Span) {
        if let Some(damage) = damage {
            self.remainder.problems.push(Problem::new(problem_of(damage), None, &path, span));
        }
        self.remainder.extra.push((path, text));
    }

    /// The value between the literals; the whole text again where they are not there.
    #[inline]
    fn strip(&self, text: Cow<'a, str>, around: Option<&Around>) -> Result<Cow<'a, str>, Cow<'a, str>> {
        let Some(around) = around else { return Ok(text) };
        let (prefix, suffix) = (self.guide.text(around.prefix), self.guide.text(around.suffix));
        let inside = text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix)).map(str::len);
        let Some(length) = inside else { return Err(text) };
        let value = Span::of_length(prefix.len(), length);
        Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(value.of(text).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(value.of(&text).unwrap_or_default().to_owned()),
        })
    }
}

impl<'s, 'a> Sink<'s, 'a> for Collector<'s, 'a> {
    #[inline]
    fn guide(&self) -> Guide<'s> {
        self.guide
    }

    #[inline]
    fn count_parameter(&mut self) -> Result<(), ParseError> {
        let Some(left) = self.parameters_left.checked_sub(1) else {
            return Err(ParseError::limit("parameters", self.most_parameters, None));
        };
        self.parameters_left = left;
        Ok(())
    }

    #[inline]
    fn parameters_left(&self) -> usize {
        self.parameters_left
    }

    #[inline]
    fn count_parameters(&mut self, count: usize) {
        self.parameters_left = self.parameters_left.saturating_sub(count);
    }

    fn continuation(&self, number: usize) -> Continuation<'s> {
        if self.seen.contains(number) { Continuation::default() } else { self.guide.continuation(number) }
    }

    fn is_static(&self, number: usize) -> bool {
        matches!(self.guide.node(number).map(|node| &node.rule), Some(ParameterRule::Static(_)))
    }

    fn unescaped(&mut self, number: usize, span: Span) {
        self.note(ProblemCode::UnescapedSeparator, number, span);
    }

    #[inline]
    fn reach(&mut self, _number: usize) {}

    fn odd_name(&mut self, number: usize, damage: Damage, span: Span) {
        self.note(problem_of(damage), number, span);
    }

    #[inline]
    fn parameter(&mut self, number: usize, text: impl FnOnce() -> Decoded<'a>, span: Span) {
        let (text, damage) = text();
        if damage.is_none()
            && let Some(node) = self.guide.node(number)
            && let Some(slot) = self.usual_slot(number, node)
        {
            *slot = text;
            return;
        }
        self.take(number, (text, damage), span);
    }

    #[inline]
    fn plain(&mut self, number: usize, node: &Node, text: &'a str, start: usize) {
        match self.usual_slot(number, node) {
            Some(slot) => *slot = Cow::Borrowed(text),
            None => self.take_plain(number, text, start),
        }
    }

    #[inline]
    fn run_end(&self, first: usize, end: usize) -> usize {
        let end = end.min(first.saturating_add(self.parameters_left));
        self.seen.next_low(first).map_or(end, |seen| end.min(seen))
    }

    #[inline]
    fn plain_in_run(&mut self, number: usize, field: usize, text: &'a str, start: usize) {
        match self.values.get_mut(field) {
            Some(Cow::Borrowed(slot)) => *slot = text,
            _ => self.take_plain(number, text, start),
        }
    }

    #[inline]
    fn end_run(&mut self, first: usize, end: usize) {
        self.seen.insert_low_range(first, end);
        self.count_parameters(end - first);
    }

    fn null(&mut self, number: usize, span: Span) {
        match self.guide.node(number).map(|node| &node.rule) {
            Some(ParameterRule::Static(_)) => self.take(number, (Cow::Borrowed("null"), None), span),
            Some(ParameterRule::Field { around: Some(_), .. }) => _ = self.seen.insert(number),
            _ => self.take(number, (Cow::Borrowed(""), None), span),
        }
    }

    fn misshapen(&mut self, number: usize, text: impl FnOnce() -> Decoded<'a>, span: Span) {
        self.note(ProblemCode::UnexpectedShape, number, span);
        let path = Cow::Owned(self.path(number));
        self.foreign(path, text(), span);
    }

    fn unplaced(&mut self, field: usize, parent: usize, text: impl FnOnce() -> Decoded<'a>, span: Span) {
        let name = self.guide.table.shared_name(field);
        self.has_unplaced = true;
        let is_first = self.seen.insert(self.guide.counts().0 + field);
        let (text, damage) = text();
        // The field's own name is the parameter's.
        let path = if self.guide.is_tree() {
            self.path_in(parent, |path| push_name(path, &name))
        } else {
            name.clone().into_owned()
        };
        let mut note = |code| self.remainder.problems.push(Problem::new(code, Some(name.clone()), &path, span));
        if let Some(damage) = damage {
            note(problem_of(damage));
        }
        if !is_first {
            note(ProblemCode::RepeatedParameter);
            self.remainder.extra.push((Cow::Owned(path), text));
        } else if let Some(slot) = self.values.get_mut(field) {
            *slot = text;
        }
    }

    fn unknown(&mut self, name: Cow<'a, str>, text: impl FnOnce() -> Decoded<'a>, span: Span) {
        self.foreign(name, text(), span);
    }

    fn unknown_in(
        &mut self,
        parent: usize,
        write: impl FnOnce(&mut String),
        text: impl FnOnce() -> Decoded<'a>,
        span: Span,
    ) {
        let path = Cow::Owned(self.path_in(parent, write));
        self.foreign(path, text(), span);
    }
}

fn problem_of(damage: Damage) -> ProblemCode {
    match damage {
        Damage::InvalidUtf8 => ProblemCode::InvalidUtf8,
        Damage::LoneSurrogate => ProblemCode::LoneSurrogate,
        Damage::ControlCharacter => ProblemCode::ControlCharacter,
    }
}
