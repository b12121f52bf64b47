//! A field set as data, so that nothing but the typed face of a profile knows which set it has.

use std::any::TypeId;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::field::dedup::DedupKey;
use crate::field::event::EventTable;
use crate::field::placeholder_syntax::PlaceholderSyntax;
use crate::field::syntax_problem::assert_syntax;
use crate::field::{FieldInfo, FieldSet, NameProblem, name_problem};
use crate::text::{is_name_byte, is_same, is_same_ignoring_case, sort_by};

/// A field's name is not longer than this.
pub(crate) const LONGEST_NAME: usize = 64;

/// A table of so many fields is looked through rather than searched by name.
const SHORT: usize = 16;

/// The table of a field set: its name, its rows, and which of them tell callbacks apart. A copy costs nothing.
#[derive(Clone)]
pub(crate) enum FieldTable {
    /// Of a set that was written with [`field_set!`](crate::field_set).
    Written(&'static TableData),
    /// Of a set that was made when running.
    Shared(Arc<TableData>),
}

/// The table of no field.
pub(crate) static NO_FIELDS: FieldTable = FieldTable::Written(&NOTHING);

static NOTHING: TableData = TableData {
    platform: Cow::Borrowed(""),
    set: Cow::Borrowed(""),
    description: Cow::Borrowed(""),
    syntax: PlaceholderSyntax::BUILTIN,
    fields: Cow::Borrowed(&[]),
    by_name: Cow::Borrowed(&[]),
    dedup_key: DedupKey::new(None, &[], &[]),
    events: EventTable::NONE,
    with_absent_text: Cow::Borrowed(&[]),
    type_id: None,
};

/// What a table says. Its texts may have come from anywhere.
#[derive(Debug, Clone)]
pub(crate) struct TableData {
    /// The name of the platform that the set belongs to; empty for a set that was written with [`field_set!`](crate::field_set).
    pub(crate) platform: Cow<'static, str>,
    /// The set's name.
    pub(crate) set: Cow<'static, str>,
    /// What its callbacks tell, as Markdown; empty where nothing is said.
    pub(crate) description: Cow<'static, str>,
    /// How its templates write placeholders.
    pub(crate) syntax: PlaceholderSyntax,
    /// The fields in the platform's order. Those that are required may stand anywhere among the others.
    pub(crate) fields: Cow<'static, [FieldInfo]>,
    /// What [`sorted_places`](Self::sorted_places) gives; empty for a short table, which is looked through.
    pub(crate) by_name: Cow<'static, [usize]>,
    pub(crate) dedup_key: DedupKey,
    pub(crate) events: EventTable,
    /// The fields for which something is written where they are absent.
    pub(crate) with_absent_text: Cow<'static, [usize]>,
    /// The type that stands for the set, where one does.
    pub(crate) type_id: Option<fn() -> TypeId>,
}

impl TableData {
    const fn of<S: FieldSet>() -> Self {
        Self {
            platform: Cow::Borrowed(""),
            set: Cow::Borrowed(S::NAME),
            description: Cow::Borrowed(""),
            syntax: S::PLACEHOLDERS,
            fields: Cow::Borrowed(S::FIELDS),
            by_name: Cow::Borrowed(&[]),
            dedup_key: S::DEDUP_KEY,
            events: S::EVENTS,
            with_absent_text: Cow::Borrowed(S::WITH_ABSENT_TEXT),
            type_id: Some(TypeId::of::<S>),
        }
    }

    /// The table of another set with the same kinds of fields under names of their own.
    #[cfg(test)]
    pub(crate) fn renamed<S: FieldSet>(set: String, name: impl Fn(usize) -> String) -> Self {
        let fields = S::FIELDS.iter().enumerate().map(|(number, field)| field.renamed(name(number)));
        Self { set: Cow::Owned(set), fields: fields.collect(), type_id: None, ..Self::of::<S>() }
    }

    /// The table of a set that was read when running.
    pub(crate) fn of_data(
        (platform, set, description): (&str, String, String),
        syntax: PlaceholderSyntax,
        fields: Vec<FieldInfo>,
        dedup_key: DedupKey,
    ) -> Self {
        let mut by_name: Vec<usize> = (0..fields.len()).filter(|_| fields.len() > SHORT).collect();
        let name = |field: usize| fields.get(field).map(FieldInfo::name);
        if syntax.ignore_case {
            let folded = |field: &usize| name(*field).map(str::to_ascii_lowercase);
            by_name.sort_by_cached_key(folded);
        } else {
            sort_by(&mut by_name, |one, other| name(*one).cmp(&name(*other)));
        }
        let with_absent_text = (0..).zip(&fields).filter(|(_, field)| field.absent().is_some()).map(|(place, _)| place);
        Self {
            platform: Cow::Owned(platform.to_owned()),
            set: Cow::Owned(set),
            description: Cow::Owned(description),
            syntax,
            by_name: by_name.into(),
            dedup_key,
            events: EventTable::NONE,
            with_absent_text: with_absent_text.collect(),
            fields: fields.into(),
            type_id: None,
        }
    }

    /// Whether `S` is the set.
    pub(crate) fn is<S: FieldSet>(&self) -> bool {
        self.type_id.is_some_and(|type_id| type_id() == TypeId::of::<S>())
    }

    /// The name of the platform to which the set belongs, where it does to one.
    pub(crate) fn platform_name(&self) -> Option<&str> {
        Some(&*self.platform).filter(|platform| !platform.is_empty())
    }

    /// Whether both tables say the same.
    fn is_alike(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&FieldInfo, &FieldInfo)| one.is_same(other);
        self.set == other.set
            && self.platform == other.platform
            && self.description == other.description
            && self.syntax == other.syntax
            && self.dedup_key == other.dedup_key
            && self.fields.len() == other.fields.len()
            && self.fields.iter().zip(&*other.fields).all(is_same)
    }

    /// The place of the field whose placeholder carries `name`.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        if self.by_name.is_empty() {
            return self.fields.iter().position(|field| field.name() == name);
        }
        if self.syntax.ignore_case {
            return self.find_written(name).filter(|place| self.name(*place) == name);
        }
        let at = self.by_name.binary_search_by(|field| self.name(*field).cmp(name)).ok()?;
        self.by_name.get(at).copied()
    }

    /// The places of the fields in the order of their names, in which case does not count where it does not for placeholders.
    pub(crate) fn sorted_places(&self) -> Vec<usize> {
        let mut places: Vec<_> = (0..self.fields.len()).collect();
        if self.syntax.ignore_case {
            places.sort_by_cached_key(|place| self.name(*place).to_ascii_lowercase());
        } else {
            places.sort_by_key(|place| self.name(*place));
        }
        places
    }

    /// Whether a misspelt name can be compared with each of the names, again and again.
    pub(crate) fn has_few_names(&self) -> bool {
        self.fields.len() <= 1_000
    }

    /// The place of the field that a placeholder with `name` in it stands for.
    pub(crate) fn find_written(&self, name: &str) -> Option<usize> {
        if !self.syntax.ignore_case {
            return self.find(name);
        }
        let folded = name.to_ascii_lowercase();
        match &*self.by_name {
            [] => self.fields.iter().position(|field| field.name().eq_ignore_ascii_case(name)),
            places => {
                let at = places.binary_search_by(|place| self.name(*place).to_ascii_lowercase().cmp(&folded)).ok()?;
                places.get(at).copied()
            }
        }
    }

    /// The name of the field at a place; empty beyond the end.
    pub(crate) fn name(&self, field: usize) -> &str {
        self.fields.get(field).map_or("", FieldInfo::name)
    }

    /// The name of the field at a place, to be kept where the table may not live as long.
    pub(crate) fn shared_name(&self, field: usize) -> Cow<'static, str> {
        self.fields.get(field).map(FieldInfo::shared_name).unwrap_or_default()
    }

    /// Whether one of the fields is absent for which something is written then.
    #[inline]
    pub(crate) fn has_unwritten(&self, values: &[Cow<'_, str>]) -> bool {
        self.with_absent_text.iter().any(|field| values.get(*field).is_some_and(|text| text.is_empty()))
    }

    /// What is written for a field, of which this is the text.
    pub(crate) fn written_text<'t>(&'t self, field: usize, text: &'t str) -> &'t str {
        let absent = || self.fields.get(field).and_then(FieldInfo::absent);
        if text.is_empty() { absent().unwrap_or_default() } else { text }
    }

    /// The names of the fields, in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(FieldInfo::name)
    }

    /// The fields that a standard template places, in their order: those that every template must place, or all where it must none.
    pub(crate) fn standard(&self) -> impl Iterator<Item = &FieldInfo> {
        let has_required = self.fields.iter().any(FieldInfo::is_required);
        self.fields.iter().filter(move |field| field.is_required() || !has_required)
    }
}

/// Holds of a set, when it is compiled, that its name and those of its fields can be told apart and stand in files and templates.
#[doc(hidden)]
pub const fn assert_set(name: &str, fields: &[FieldInfo], syntax: &PlaceholderSyntax) {
    assert!(
        is_set_name(name.as_bytes()),
        "a set's name is letters, digits, `-`, `_` and `.`, and not `number` or `status`"
    );
    assert_syntax(syntax);
    let mut rest = fields;
    while let [field, others @ ..] = rest {
        assert!(
            !matches!(field.absent(), Some(text) if text.is_empty()),
            "what is written for an absent field is not empty"
        );
        let field = field.name().as_bytes();
        assert_name(field, syntax);
        let mut others_left = others;
        while let [other, after @ ..] = others_left {
            assert!(!is_clash(field, other.name().as_bytes(), syntax), "two fields of a set have one name");
            others_left = after;
        }
        rest = others;
    }
}

const fn assert_name(field: &[u8], syntax: &PlaceholderSyntax) {
    let problem = name_problem(field, syntax);
    assert!(problem.is_none() || !syntax.is_builtin, "a field's name is letters, digits, `_` and `.`, 64 at most");
    assert!(
        !matches!(problem, Some(NameProblem::Empty | NameProblem::TooLong | NameProblem::ControlCharacter)),
        "a field's name is 1 to 64 bytes, none a control character"
    );
    assert!(!matches!(problem, Some(NameProblem::HoldsOpen)), "in a field's name a placeholder begins");
    assert!(!matches!(problem, Some(NameProblem::HoldsClose)), "in a field's name its placeholder ends");
    assert!(problem.is_none(), "a field's placeholder begins with what stands for the opening text");
}

/// Whether two names are one to the syntax.
const fn is_clash(one: &[u8], other: &[u8], syntax: &PlaceholderSyntax) -> bool {
    if syntax.ignores_case() { is_same_ignoring_case(one, other) } else { is_same(one, other) }
}

/// Numbers of accounts have keys that are the names of sets, beside `number` and `status`.
pub(crate) const fn is_set_name(name: &[u8]) -> bool {
    let mut rest = name;
    while let [byte, after @ ..] = rest {
        if !is_name_byte(*byte) && *byte != b'-' {
            return false;
        }
        rest = after;
    }
    !name.is_empty() && !is_same(name, b"number") && !is_same(name, b"status")
}

impl FieldTable {
    pub(crate) const fn of<S: FieldSet>() -> Self {
        Self::Written(Self::written::<S>())
    }

    /// What the table of a set says that was written with [`field_set!`](crate::field_set).
    pub(crate) const fn written<S: FieldSet>() -> &'static TableData {
        const { &TableData::of::<S>() }
    }
}

impl Deref for FieldTable {
    type Target = TableData;

    fn deref(&self) -> &TableData {
        match self {
            Self::Written(table) => table,
            Self::Shared(table) => table,
        }
    }
}

impl fmt::Debug for FieldTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.set)
    }
}

impl PartialEq for FieldTable {
    fn eq(&self, other: &Self) -> bool {
        match (self.type_id, other.type_id) {
            (Some(one), Some(other)) => one() == other(),
            (None, None) => std::ptr::eq(&raw const **self, &raw const **other) || self.is_alike(other),
            _ => false,
        }
    }
}

impl Eq for FieldTable {}
