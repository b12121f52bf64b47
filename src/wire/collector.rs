//! Where the readers of all formats put what they find. The rules for repeats, extras and unplaced names stand here alone.

use std::borrow::Cow;

use subtle::ConstantTimeEq;

use crate::received::{ParseError, Problem, ProblemCode, Remainder};
use crate::template::rules::{Around, Guide, ParameterRule};
use crate::text::{BitSet, Damage, Decoded, Span};

pub(crate) struct Collector<'s, 'a> {
    guide: Guide<'s>,
    values: &'s mut [Cow<'a, str>],
    remainder: Remainder<'a>,
    /// Parameters that occurred, by number; behind those of the template the fields that it does not place.
    seen: BitSet,
    /// Fields that have their value, be it the empty one.
    filled: BitSet,
    parameters_left: usize,
    most_parameters: usize,
}

impl<'s, 'a> Collector<'s, 'a> {
    /// `values` holds a text for each field of the guide's table, all empty.
    pub(crate) fn new(guide: Guide<'s>, values: &'s mut [Cow<'a, str>], most_parameters: usize) -> Self {
        Self {
            guide,
            values,
            remainder: Remainder::default(),
            seen: BitSet::default(),
            filled: BitSet::default(),
            parameters_left: most_parameters,
            most_parameters,
        }
    }

    #[inline]
    pub(crate) fn guide(&self) -> Guide<'s> {
        self.guide
    }

    /// Counts one more parameter against the limit.
    #[inline]
    pub(crate) fn count_parameter(&mut self) -> Result<(), ParseError> {
        let Some(left) = self.parameters_left.checked_sub(1) else {
            return Err(ParseError::limit("parameters", self.most_parameters, None));
        };
        self.parameters_left = left;
        Ok(())
    }

    /// Takes the text of a parameter of the template.
    #[inline]
    pub(crate) fn parameter(&mut self, number: usize, (text, damage): Decoded<'a>, span: Span) {
        let Some(node) = self.guide.node(number) else { return };
        if let Some(damage) = damage {
            self.note(problem_of(damage), number, span);
        }
        if !self.seen.insert(number) {
            return self.reject(ProblemCode::RepeatedParameter, number, text, span);
        }
        match &node.rule {
            ParameterRule::Field { field, around } => match self.strip(text, around.as_deref()) {
                Ok(value) => self.fill(*field, number, value, span),
                Err(text) => self.reject(ProblemCode::LiteralMismatch, number, text, span),
            },
            ParameterRule::Several(_) => self.extra(number, text),
            ParameterRule::Static(expected) => {
                if !bool::from(self.guide.text(*expected).as_bytes().ct_eq(text.as_bytes())) {
                    self.reject(ProblemCode::StaticMismatch, number, text, span);
                }
            }
            ParameterRule::Inner(_) => {}
        }
    }

    /// Takes a `null`, which says that a parameter of the template is absent.
    pub(crate) fn null(&mut self, number: usize, span: Span) {
        match self.guide.node(number).map(|node| &node.rule) {
            Some(ParameterRule::Static(_)) => self.parameter(number, (Cow::Borrowed("null"), None), span),
            Some(ParameterRule::Field { around: Some(_), .. }) => _ = self.seen.insert(number),
            _ => self.parameter(number, (Cow::Borrowed(""), None), span),
        }
    }

    /// Takes a known field that the template does not place, under its own name, to which `path` leads.
    #[cold]
    pub(crate) fn unplaced(&mut self, field: usize, path: &str, (text, damage): Decoded<'a>, span: Span) {
        let name = Some(self.guide.table.shared_name(field));
        if let Some(damage) = damage {
            self.remainder.problems.push(Problem::new(problem_of(damage), name.clone(), path, span));
        }
        if self.seen.insert(self.guide.counts().0 + field) {
            if let Some(slot) = self.values.get_mut(field) {
                *slot = text;
            }
        } else {
            self.remainder.problems.push(Problem::new(ProblemCode::RepeatedParameter, name, path, span));
            self.remainder.extra.push((Cow::Owned(path.to_owned()), text));
        }
    }

    /// Takes a parameter that nobody claims.
    pub(crate) fn unknown(&mut self, path: Cow<'a, str>, (text, damage): Decoded<'a>, span: Span) {
        if let Some(damage) = damage {
            self.remainder.problems.push(Problem::new(problem_of(damage), None, &path, span));
        }
        self.remainder.extra.push((path, text));
    }

    /// Takes a value that stands where the template has an object or array.
    pub(crate) fn misshapen(&mut self, number: usize, decoded: Decoded<'a>, span: Span) {
        self.note(ProblemCode::UnexpectedShape, number, span);
        self.unknown(Cow::Owned(self.guide.path(number)), decoded, span);
    }

    /// Ends the reading at byte `end` of the input.
    pub(crate) fn finish(mut self, end: usize) -> Result<Remainder<'a>, ParseError> {
        let (nodes, parameters) = self.guide.counts();
        if self.seen.count_below(nodes) == parameters {
            return Ok(self.remainder);
        }
        if self.seen.is_empty() {
            let first = self.guide.parameters().next().map(|(number, _)| self.guide.path(number));
            return Err(ParseError::no_parameters(first.as_deref()));
        }
        self.find_missing(end);
        Ok(self.remainder)
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
        for (number, rule) in guide.parameters().filter(|(number, _)| !self.seen.contains(*number)) {
            if let ParameterRule::Static(_) = rule {
                let problem = Problem::new(ProblemCode::StaticMissing, None, &guide.path(number), Span::at(end));
                self.remainder.problems.push(problem);
            }
            self.remainder.missing.extend(rule.fields().iter().filter(|field| occurred.insert(**field)));
        }
        self.remainder.missing.sort_unstable();
    }

    #[inline]
    fn fill(&mut self, field: usize, number: usize, text: Cow<'a, str>, span: Span) {
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
        self.remainder.extra.push((Cow::Owned(self.guide.path(number)), text));
    }

    /// Notes what is odd about a node of the template, with the name of the field where it carries just one.
    #[cold]
    fn note(&mut self, code: ProblemCode, number: usize, span: Span) {
        let field = match self.guide.node(number).map(|node| node.rule.fields()) {
            Some([field]) => Some(self.guide.table.shared_name(*field)),
            _ => None,
        };
        self.remainder.problems.push(Problem::new(code, field, &self.guide.path(number), span));
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

fn problem_of(damage: Damage) -> ProblemCode {
    match damage {
        Damage::InvalidUtf8 => ProblemCode::InvalidUtf8,
        Damage::LoneSurrogate => ProblemCode::LoneSurrogate,
    }
}
