//! Where the readers of all formats put what they find. The rules for repeats, extras and unplaced names stand here alone.

use std::borrow::Cow;

use subtle::ConstantTimeEq;

use crate::field::FieldTable;
use crate::received::{ParseError, Problem, ProblemCode, Remainder};
use crate::template::rules::{Parameter, Rule, Shape};
use crate::text::{BitSet, Damage, Decoded, Span};

pub(crate) struct Sink<'s, 'a> {
    shape: &'s Shape,
    table: FieldTable,
    values: &'s mut [Cow<'a, str>],
    remainder: Remainder<'a>,
    /// Parameters that occurred.
    seen: BitSet,
    /// Fields that have their value, be it the empty one.
    filled: BitSet,
    parameters_left: usize,
    most_parameters: usize,
}

impl<'s, 'a> Sink<'s, 'a> {
    /// `values` holds a text for each field of `table`, all empty.
    pub(crate) fn new(
        shape: &'s Shape,
        table: FieldTable,
        values: &'s mut [Cow<'a, str>],
        most_parameters: usize,
    ) -> Self {
        Self {
            shape,
            table,
            values,
            remainder: Remainder::default(),
            seen: BitSet::default(),
            filled: BitSet::default(),
            parameters_left: most_parameters,
            most_parameters,
        }
    }

    /// Counts one more parameter against the limit.
    #[inline]
    pub(crate) fn count_parameter(&mut self) -> Result<(), ParseError> {
        match self.parameters_left.checked_sub(1) {
            Some(left) => {
                self.parameters_left = left;
                Ok(())
            }
            None => Err(ParseError::limit("parameters", self.most_parameters, None)),
        }
    }

    /// Takes the text of a parameter that the shape knows.
    #[inline]
    pub(crate) fn parameter(&mut self, index: usize, (text, damage): Decoded<'a>, span: Span) {
        let shape = self.shape;
        let Some(parameter) = shape.parameters.get(index) else { return };
        if let Some(damage) = damage {
            self.damaged(parameter, damage, span);
        }
        if !self.seen.insert(index) {
            return self.reject(ProblemCode::RepeatedParameter, parameter, text, span);
        }
        match &parameter.rule {
            Rule::Field { field, prefix, suffix } if prefix.is_empty() && suffix.is_empty() => {
                self.fill(*field, parameter, text, span);
            }
            Rule::Field { field, prefix, suffix } => match strip(text, prefix, suffix) {
                Ok(value) => self.fill(*field, parameter, value, span),
                Err(text) => self.reject(ProblemCode::LiteralMismatch, parameter, text, span),
            },
            Rule::Unplaced { field } => self.fill(*field, parameter, text, span),
            Rule::Several(_) => self.extra(parameter, text),
            Rule::Static(expected) => {
                if !bool::from(expected.as_bytes().ct_eq(text.as_bytes())) {
                    self.reject(ProblemCode::StaticMismatch, parameter, text, span);
                }
            }
        }
    }

    /// Takes a `null`, which says that a parameter the shape knows is absent.
    pub(crate) fn null(&mut self, index: usize, span: Span) {
        let rule = self.shape.parameters.get(index).map(|parameter| &parameter.rule);
        match rule {
            Some(Rule::Static(_)) => self.parameter(index, (Cow::Borrowed("null"), None), span),
            Some(Rule::Field { prefix, suffix, .. }) if !(prefix.is_empty() && suffix.is_empty()) => {
                self.seen.insert(index);
            }
            _ => self.parameter(index, (Cow::Borrowed(""), None), span),
        }
    }

    /// Takes a parameter that nobody claims.
    pub(crate) fn unknown(&mut self, name: Cow<'a, str>, (text, damage): Decoded<'a>, span: Span) {
        if let Some(damage) = damage {
            self.remainder.problems.push(Problem::new(problem_of(damage), None, &name, span));
        }
        self.remainder.extra.push((name, text));
    }

    /// Takes a value that stands where the template has an object or array.
    pub(crate) fn misshapen(&mut self, pointer: &str, (text, damage): Decoded<'a>, span: Span) {
        self.remainder.problems.push(Problem::new(ProblemCode::UnexpectedShape, None, pointer, span));
        self.unknown(Cow::Owned(pointer.to_owned()), (text, damage), span);
    }

    /// Ends the reading at byte `end` of the input.
    pub(crate) fn finish(mut self, end: usize) -> Result<Remainder<'a>, ParseError> {
        let placed = self.shape.parameters.get(..self.shape.placed).unwrap_or_default();
        if self.seen.count_below(placed.len()) == placed.len() {
            return Ok(self.remainder);
        }
        if self.seen.is_empty() {
            return Err(ParseError::no_parameters(placed.first().map(|parameter| &*parameter.name)));
        }
        let mut occurred = BitSet::default();
        for (index, parameter) in self.shape.parameters.iter().enumerate() {
            if self.seen.contains(index) {
                for field in parameter.rule.fields() {
                    occurred.insert(*field);
                }
            }
        }
        for (_, parameter) in placed.iter().enumerate().filter(|(index, _)| !self.seen.contains(*index)) {
            if let Rule::Static(_) = parameter.rule {
                let problem = Problem::new(ProblemCode::StaticMissing, None, &parameter.name, Span::at(end));
                self.remainder.problems.push(problem);
            }
            for field in parameter.rule.fields() {
                if occurred.insert(*field) {
                    self.remainder.missing.push(*field);
                }
            }
        }
        self.remainder.missing.sort_unstable();
        Ok(self.remainder)
    }

    #[inline]
    fn fill(&mut self, field: usize, parameter: &Parameter, text: Cow<'a, str>, span: Span) {
        let Some(slot) = self.values.get_mut(field) else { return };
        if self.filled.insert(field) {
            *slot = text;
        } else if *slot != text {
            self.reject(ProblemCode::ConflictingValue, parameter, text, span);
        }
    }

    #[cold]
    fn reject(&mut self, code: ProblemCode, parameter: &Parameter, text: Cow<'a, str>, span: Span) {
        let field = self.field_name(parameter);
        self.remainder.problems.push(Problem::new(code, field, &parameter.name, span));
        self.extra(parameter, text);
    }

    fn extra(&mut self, parameter: &Parameter, text: Cow<'a, str>) {
        self.remainder.extra.push((Cow::Owned(parameter.name.clone().into()), text));
    }

    #[cold]
    fn damaged(&mut self, parameter: &Parameter, damage: Damage, span: Span) {
        let field = self.field_name(parameter);
        self.remainder.problems.push(Problem::new(problem_of(damage), field, &parameter.name, span));
    }

    /// The field of a parameter that carries just one.
    fn field_name(&self, parameter: &Parameter) -> Option<&'static str> {
        match parameter.rule.fields() {
            [field] => Some(self.table.name(*field)),
            _ => None,
        }
    }
}

fn problem_of(damage: Damage) -> ProblemCode {
    match damage {
        Damage::InvalidUtf8 => ProblemCode::InvalidUtf8,
        Damage::LoneSurrogate => ProblemCode::LoneSurrogate,
    }
}

/// The value between the literals; the whole text again where they are not there.
fn strip<'a>(text: Cow<'a, str>, prefix: &str, suffix: &str) -> Result<Cow<'a, str>, Cow<'a, str>> {
    match text {
        Cow::Borrowed(text) => text
            .strip_prefix(prefix)
            .and_then(|rest| rest.strip_suffix(suffix))
            .map(Cow::Borrowed)
            .ok_or(Cow::Borrowed(text)),
        Cow::Owned(text) => match text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix)) {
            Some(value) => Ok(Cow::Owned(value.to_owned())),
            None => Err(Cow::Owned(text)),
        },
    }
}
