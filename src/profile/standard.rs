//! The templates that place every field under its own name.

use crate::field::FieldInfo;
use crate::text::EndpointParts;
use crate::wire::query::write::write_value;

/// `url` with a parameter for each field joined to its query.
pub(crate) fn endpoint<'f>(url: &str, fields: impl Iterator<Item = &'f FieldInfo>) -> String {
    joined(url, fields.map(|field| (field.name().to_owned(), format!("<{}>", field.name()))))
}

/// `url` with parameters joined to its query: names in the clear, and values as they are to be written.
pub(crate) fn joined(url: &str, parameters: impl Iterator<Item = (String, String)>) -> String {
    let (before, fragment) = url.split_at_checked(end_of_query(url)).unwrap_or((url, ""));
    let mut endpoint = before.to_owned();
    for (name, value) in parameters {
        match endpoint.as_bytes().last() {
            _ if !endpoint.contains('?') => endpoint.push('?'),
            Some(b'?' | b'&') => {}
            _ => endpoint.push('&'),
        }
        write_value(&mut endpoint, &name);
        endpoint.push('=');
        endpoint.push_str(&value);
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
