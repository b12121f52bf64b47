//! The templates that place every field under its own name.

use crate::endpoint::EndpointParts;
use crate::field::FieldInfo;
use crate::format::query;

/// `url` with a parameter for each field joined to its query.
pub(crate) fn endpoint<'f>(url: &str, fields: impl Iterator<Item = &'f FieldInfo>) -> String {
    let parts = EndpointParts::of(url);
    let end = parts.fragment.map_or(url.len(), |fragment| fragment.start);
    let (before, fragment) = url.split_at_checked(end).unwrap_or((url, ""));
    let mut endpoint = before.to_owned();
    for field in fields {
        match endpoint.as_bytes().last() {
            _ if !endpoint.contains('?') => endpoint.push('?'),
            Some(b'?' | b'&') => {}
            _ => endpoint.push('&'),
        }
        query::write_value(&mut endpoint, field.name());
        endpoint.push_str("=<");
        endpoint.push_str(field.name());
        endpoint.push('>');
    }
    endpoint.push_str(fragment);
    endpoint
}

/// A JSON object with a member for each field.
pub(crate) fn body<'f>(fields: impl Iterator<Item = &'f FieldInfo>) -> String {
    let members: Vec<_> = fields.map(|field| format!("  \"{0}\": \"<{0}>\"", field.name())).collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}
