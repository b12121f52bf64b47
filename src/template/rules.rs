//! The reading shape of a template: what each parameter is compared with and which field it fills.

use std::collections::HashMap;

use crate::field::FieldTable;

/// A parameter of a query, or a leaf of a JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// The name in problems and extras: decoded for a query, a JSON Pointer (RFC 6901) for JSON.
    pub(crate) name: Box<str>,
    pub(crate) rule: Rule,
}

/// What a parameter's text is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rule {
    /// No placeholder: the text must be this, decoded.
    Static(Box<str>),
    /// One placeholder between literals, decoded.
    Field { field: usize, prefix: Box<str>, suffix: Box<str> },
    /// Several placeholders: where one ends cannot be told.
    Several(Box<[usize]>),
    /// A known field that the template does not place, under its own name.
    Unplaced { field: usize },
}

impl Rule {
    /// The fields the parameter carries.
    pub(crate) fn fields(&self) -> &[usize] {
        match self {
            Self::Static(_) => &[],
            Self::Field { field, .. } | Self::Unplaced { field } => std::slice::from_ref(field),
            Self::Several(fields) => fields,
        }
    }

    /// Whether the rule comes from the template itself.
    pub(crate) fn is_placed(&self) -> bool {
        !matches!(self, Self::Unplaced { .. })
    }
}

/// The parameters of a template, those of the template first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) parameters: Vec<Parameter>,
    /// How many of the parameters come from the template.
    pub(crate) placed: usize,
}

impl Shape {
    pub(crate) fn push(&mut self, name: impl Into<Box<str>>, rule: Rule) -> usize {
        if rule.is_placed() {
            self.placed = self.placed.saturating_add(1);
        }
        self.parameters.push(Parameter { name: name.into(), rule });
        self.parameters.len().saturating_sub(1)
    }

    /// Lets the known fields that `placed` does not hold be found under their own names, as far as `names` are free.
    pub(crate) fn claim_unplaced(
        &mut self,
        table: FieldTable,
        placed: &[bool],
        prefix: &str,
        names: &mut HashMap<Box<str>, usize>,
    ) {
        for (field, info) in table.fields.iter().enumerate() {
            if placed.get(field) != Some(&true) && !names.contains_key(info.name()) {
                let parameter = self.push([prefix, info.name()].concat(), Rule::Unplaced { field });
                names.insert(info.name().into(), parameter);
            }
        }
    }
}
