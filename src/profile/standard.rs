//! The templates that place every field under its own name.

use crate::field::FieldInfo;
use crate::text::EndpointParts;
use crate::wire::query::write::{separator, write_parameter};

/// `url` with a parameter for each field joined to its query.
pub(crate) fn endpoint(url: &str, fields: &[&FieldInfo]) -> String {
    let length = fields.iter().map(|field| 2 * field.name().len() + "&=<>".len()).sum::<usize>();
    joined(url, length, fields, |endpoint, field| {
        write_parameter(endpoint, field.name(), &["<", field.name(), ">"].concat());
    })
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

/// A JSON object with a member for each field.
pub(crate) fn body<'f>(fields: impl Iterator<Item = &'f FieldInfo>) -> String {
    let members: Vec<_> = fields.map(|field| format!("  \"{0}\": \"<{0}>\"", field.name())).collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}
