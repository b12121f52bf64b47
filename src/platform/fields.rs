//! The fields of a platform's sets, from its file.

use std::collections::HashMap;

use crate::diagnostic::Code;
use crate::field::kind;
use crate::field::kinds::KindInfo;
use crate::field::{FieldData, FieldInfo, LONGEST_NAME, NameProblem, PlaceholderSyntax, Reading, name_problem};
use crate::form::form::Form;
use crate::form::reader::FileReader;
use crate::form::written::{Members, NamedMember, Written};
use crate::platform::spec::FieldSpec;
use crate::text::words::Words;
use crate::text::{Span, shown};
use crate::value::{Status, TimestampReading};

/// The fields that a file says, in its order; what is wrong with them is reported.
pub(super) fn fields(
    spec: Members<FieldSpec>,
    syntax: Option<&PlaceholderSyntax>,
    reader: &mut FileReader<'_>,
) -> Vec<FieldInfo> {
    let mut names = HashMap::new();
    let mut fields = Vec::new();
    for NamedMember { name, value } in spec.members {
        if let Some(syntax) = syntax {
            report_name(&name, syntax, reader);
            if syntax.ignores_case() {
                report_clash(&name, &mut names, reader);
            }
        }
        // The name is known, even where nothing else is.
        fields.push(field(name, value.unwrap_or_else(Form::blank), reader));
    }
    fields
}

fn report_name(name: &Written<String>, syntax: &PlaceholderSyntax, reader: &mut FileReader<'_>) {
    let Some(problem) = name_problem(name.value.as_bytes(), syntax) else { return };
    let shown = shown(&name.value);
    let placeholder = syntax.placeholder(&name.value);
    let placeholder = crate::text::shown(&placeholder);
    let (message, help) = match problem {
        NameProblem::Empty => ("a field has no name".to_owned(), "write the name between the texts around it"),
        NameProblem::TooLong => {
            (format!("the name `{shown}` is longer than {LONGEST_NAME} bytes"), "no longer name is looked for")
        }
        NameProblem::OtherCharacter | NameProblem::ControlCharacter => {
            (format!("the name `{shown}` has a control character"), "write characters that can be seen")
        }
        NameProblem::HoldsOpen => (
            format!("in `{placeholder}` a placeholder begins inside of the name"),
            "write the name without the text before it, and see that `open` is all of that text",
        ),
        NameProblem::HoldsClose => (
            format!("`{placeholder}` ends inside of the name"),
            "write the name without the text behind it, and see that `close` is all of that text",
        ),
        NameProblem::IsEscape => (
            format!("`{placeholder}` begins as `escape` does, which stands for the opening text itself"),
            "leave `escape` or the field out",
        ),
    };
    reader.report(Code::InvalidField, name.span, message, help);
}

/// Tells of a name that is another one, but for the case of its letters.
fn report_clash(name: &Written<String>, names: &mut HashMap<String, String>, reader: &mut FileReader<'_>) {
    let Some(other) = names.insert(name.value.to_ascii_lowercase(), name.value.clone()) else { return };
    let message = format!("`{}` and `{}` are one name, because case is ignored", shown(&other), shown(&name.value));
    reader.report(Code::InvalidField, name.span, message, "keep one of them");
}

fn field(name: Written<String>, spec: FieldSpec, reader: &mut FileReader<'_>) -> FieldInfo {
    let kind = spec.kind.as_ref().map(|kind| kind.value).unwrap_or_default();
    let reading = reading(kind, &spec, reader);
    let FieldSpec { required, sample, doc, absent, .. } = spec;
    let field = FieldInfo::of_data(FieldData {
        name: name.value,
        description: doc.unwrap_or_default(),
        required: required.unwrap_or_default(),
        kind,
        sample: sample.as_ref().map(|sample| sample.value.clone()),
        absent,
        reading,
    });
    if let Some(sample) = &sample {
        report_sample(&field, sample, reader);
    }
    field
}

fn report_sample(field: &FieldInfo, sample: &Written<String>, reader: &mut FileReader<'_>) {
    let message = match field.typed_json(&sample.value) {
        Ok(None) => format!("the sample of `{}` is empty", shown(field.name())),
        Ok(Some(_)) => return,
        Err(error) => format!("the sample is none of kind `{}`: {error}", field.kind()),
    };
    reader.report(Code::InvalidField, sample.span, message, "write a text as the platform sends it");
}

/// How the field's texts are read, where its file says more than the kind.
fn reading(kind: &'static KindInfo, spec: &FieldSpec, reader: &mut FileReader<'_>) -> Reading {
    if let Some(values) = &spec.values {
        if kind.is::<kind::Status>() {
            return Reading::Words(words(values, reader));
        }
        report_other_kind(values.brace, "values", "status", kind, reader);
    }
    let mut reading = TimestampReading::new();
    if let Some(unit) = &spec.time_unit {
        if !kind.is::<kind::Timestamp>() {
            report_other_kind(unit.span, "time_unit", "timestamp", kind, reader);
        }
        reading = reading.unit(unit.value);
    }
    if let Some(minutes) = &spec.time_offset_minutes {
        if !kind.is::<kind::Timestamp>() {
            report_other_kind(minutes.span, "time_offset_minutes", "timestamp", kind, reader);
        }
        match reading.offset_minutes(minutes.value) {
            Ok(with_offset) => reading = with_offset,
            Err(error) => {
                let help = "write how many minutes local time is ahead of UTC";
                reader.report(Code::InvalidField, minutes.span, error.to_string(), help);
            }
        }
    }
    if reading == TimestampReading::new() { Reading::OfKind } else { Reading::Time(reading) }
}

fn report_other_kind(span: Span, key: &str, expected: &str, kind: &'static KindInfo, reader: &mut FileReader<'_>) {
    let message = format!("`{key}` is of the kind `{expected}`, and the field is of the kind `{}`", kind.word());
    reader.report(Code::InvalidField, span, message, format!("leave it out, or write `\"kind\": \"{expected}\"`"));
}

/// The statuses that texts stand for. Any word may be one.
fn words(values: &Members<Written<String>>, reader: &mut FileReader<'_>) -> Vec<(String, Status)> {
    let mut words = Vec::new();
    for NamedMember { name, value } in &values.members {
        let Some(word) = value else { continue };
        for text in [name, word].into_iter().filter(|text| text.value.trim().is_empty()) {
            let message = "a text of `values` is empty, and an empty text is an absent field";
            reader.report(Code::InvalidField, text.span, message, "write the text, and the status that it stands for");
        }
        words.push((name.value.trim().to_owned(), Status::new(&word.value)));
    }
    words
}
