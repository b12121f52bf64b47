//! A platform, from its file.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::field::dedup::DedupKey;
use crate::field::{
    FieldInfo, FieldTable, LONGEST_NAME, PlaceholderSyntax, TableData, has_control_character, is_set_name,
};
use crate::form::reader::FileReader;
use crate::form::written::{NamedMember, Written};
use crate::platform::Platform;
use crate::platform::fields::fields;
use crate::platform::placeholders::syntax;
use crate::platform::spec::{FieldSetSpec, PlatformSpec};
use crate::text::{Span, nearest_name, shown};

/// A platform has no more field sets than this.
const MOST_SETS: usize = 1_000;

/// The field sets of a platform have no more fields than this, all together.
const MOST_FIELDS: usize = 100_000;

/// A deduplication key is made of no more fields than this.
const MOST_KEY_FIELDS: usize = 32;

impl Platform {
    /// The platform that a file says, as far as it says one; what is wrong with it is reported, and then it is not to be used.
    pub(crate) fn of_file(spec: PlatformSpec, reader: &mut FileReader<'_>) -> Option<Self> {
        let name = spec.platform.inspect(|name| report_platform_name(name, reader));
        let syntax = spec.placeholders.and_then(|placeholders| syntax(placeholders, reader));
        let sets = spec.field_sets?;
        if sets.members.is_empty() || sets.members.len() > MOST_SETS {
            let message = format!("the platform has {} field sets", sets.members.len());
            reader.report(Code::InvalidSet, sets.brace, message, format!("write 1 to {MOST_SETS} field sets"));
        }
        let mut room = MOST_FIELDS;
        let mut tables = Vec::new();
        for NamedMember { name: set, value } in sets.members.into_iter().take(MOST_SETS) {
            report_set_name(&set, reader);
            let Some(spec) = value else { continue };
            let platform = name.as_ref().map_or("", |name| &*name.value);
            tables.extend(table((platform, set), spec, syntax.as_ref(), &mut room, reader));
        }
        (name.is_some() && !tables.is_empty()).then(|| Self::of_tables(tables))
    }
}

fn report_platform_name(name: &Written<String>, reader: &mut FileReader<'_>) {
    let Written { value, span } = name;
    if value.trim().is_empty() || value.len() > LONGEST_NAME || has_control_character(value.as_bytes()) {
        let message = format!("`{}` is no name of a platform", shown(value));
        let help = format!("write 1 to {LONGEST_NAME} bytes, none a control character");
        reader.report(Code::InvalidSet, *span, message, help);
    }
}

fn report_set_name(name: &Written<String>, reader: &mut FileReader<'_>) {
    let Written { value, span } = name;
    if !is_set_name(value.as_bytes()) || value.len() > LONGEST_NAME {
        let message = format!("`{}` is no name of a field set", shown(value));
        let help =
            format!("write at most {LONGEST_NAME} letters, digits, `-`, `_` and `.`, and not `number` or `status`");
        reader.report(Code::InvalidSet, *span, message, help);
    }
}

/// The table of a set, if its file says one. Its fields take up some of the room that is left.
fn table(
    (platform, set): (&str, Written<String>),
    spec: FieldSetSpec,
    syntax: Option<&PlaceholderSyntax>,
    room: &mut usize,
    reader: &mut FileReader<'_>,
) -> Option<FieldTable> {
    let written = spec.fields?;
    let brace = written.brace;
    let Some(left) = room.checked_sub(written.members.len()).filter(|_| !written.members.is_empty()) else {
        let message = format!("the field set `{}` has {} fields", shown(&set.value), written.members.len());
        let help = format!("write 1 to {MOST_FIELDS} fields in all field sets together");
        reader.report(Code::InvalidSet, brace, message, help);
        return None;
    };
    *room = left;
    let fields = fields(written, syntax, reader);
    let key = Key { required: spec.dedup_key, optional: spec.dedup_key_optional };
    // Where there is no syntax, the file has an error, and nothing more than its fields is asked of the table.
    let syntax = syntax.cloned().unwrap_or(PlaceholderSyntax::BUILTIN);
    let names = (platform, set.value, spec.doc.unwrap_or_default());
    let data = TableData::of_data(names, syntax, fields, DedupKey::of_data(Vec::new(), Vec::new()));
    let dedup_key = key.places(&data, reader);
    Some(FieldTable::Shared(Arc::new(TableData { dedup_key, ..data })))
}

/// The names of the fields that tell two callbacks apart.
struct Key {
    required: Option<Vec<Written<String>>>,
    optional: Option<Vec<Written<String>>>,
}

impl Key {
    /// The places of the fields; a name that is none, or that stands twice, is reported.
    fn places(self, table: &TableData, reader: &mut FileReader<'_>) -> DedupKey {
        if let (None | Some([]), Some([first, ..])) = (self.required.as_deref(), self.optional.as_deref()) {
            let message = "all fields of the deduplication key may be absent";
            reader.report(Code::InvalidSet, first.span, message, "name a field that is never absent in `dedup_key`");
        }
        let mut names = self.required.iter().flatten().chain(self.optional.iter().flatten());
        let count = names.clone().count();
        if let Some(beyond) = names.nth(MOST_KEY_FIELDS) {
            let message = format!("the deduplication key has {count} fields");
            let help = format!("name at most {MOST_KEY_FIELDS} fields that tell two callbacks apart");
            reader.report(Code::InvalidSet, beyond.span, message, help);
            return DedupKey::of_data(Vec::new(), Vec::new());
        }
        let mut seen = HashSet::new();
        let mut places = |names: Option<Vec<Written<String>>>| {
            names.unwrap_or_default().into_iter().filter_map(|name| place(&name, &mut seen, table, reader)).collect()
        };
        let required = places(self.required);
        DedupKey::of_data(required, places(self.optional))
    }
}

fn place(
    Written { value, span }: &Written<String>,
    seen: &mut HashSet<usize>,
    table: &TableData,
    reader: &mut FileReader<'_>,
) -> Option<usize> {
    let Some(place) = table.find(value) else {
        let help = match nearest_name(value, table.fields.iter().map(FieldInfo::name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the name of a field".to_owned(),
        };
        return invalid_key(*span, format!("`{}` is no field of the set", shown(value)), help, reader);
    };
    if !seen.insert(place) {
        let message = format!("field `{}` stands twice in the deduplication key", shown(value));
        return invalid_key(*span, message, "keep one of them".to_owned(), reader);
    }
    Some(place)
}

fn invalid_key<T>(span: Span, message: String, help: String, reader: &mut FileReader<'_>) -> Option<T> {
    reader.report(Code::InvalidSet, span, message, help);
    None
}
