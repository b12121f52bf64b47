//! The templates that place every field under its own name.

use crate::field::{FieldInfo, JsonPlace, TableData};
use crate::json::write as json;
use crate::text::EndpointParts;
use crate::wire::query::write::{separator, write_parameter};

/// `url` with a parameter for each field joined to its query, of the set that `table` describes.
pub(crate) fn endpoint<'f>(url: &str, table: &TableData, fields: impl Iterator<Item = &'f FieldInfo>) -> String {
    let parameter = |field: &'f FieldInfo| (field.name(), table.syntax.placeholder(field.name()));
    let parameters: Vec<_> = fields.map(parameter).collect();
    let length = parameters.iter().map(|(name, placeholder)| name.len() + placeholder.len() + "&=".len()).sum();
    joined(url, length, &parameters, |endpoint, (name, placeholder)| write_parameter(endpoint, name, placeholder))
}

/// `url` with parameters joined to its query, each as it is written. They take `length` bytes or so.
pub(crate) fn joined<P>(url: &str, length: usize, parameters: &[P], write: impl Fn(&mut String, &P)) -> String {
    let (before, fragment) = url.split_at_checked(end_of_query(url)).unwrap_or((url, ""));
    let mut endpoint = String::with_capacity(url.len() + length);
    endpoint.push_str(before);
    let mut separator = separator(EndpointParts::of(url).query.and_then(|query| query.of(url)));
    for parameter in parameters {
        endpoint.push_str(separator);
        write(&mut endpoint, parameter);
        separator = "&";
    }
    endpoint.push_str(fragment);
    endpoint
}

/// Where parameters are joined to `url`: at its end, or before its fragment.
pub(crate) fn end_of_query(url: &str) -> usize {
    EndpointParts::of(url).fragment.map_or(url.len(), |fragment| fragment.start)
}

/// A JSON object with a member for each field, of the set that `table` describes.
pub(crate) fn body<'f>(table: &TableData, fields: impl Iterator<Item = &'f FieldInfo>) -> String {
    // The platform itself writes the quotes of what stands in the place of a value.
    let quote = if table.syntax.json() == JsonPlace::Unquoted { "" } else { "\"" };
    let member = |field: &FieldInfo| {
        let mut member = "  \"".to_owned();
        json::write_value(&mut member, field.name());
        [&member, "\": ", quote, &table.syntax.placeholder(field.name()), quote].concat()
    };
    let members: Vec<_> = fields.map(member).collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}
