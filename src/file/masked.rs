//! Which bytes of a file are secret, and the file without them.

use crate::diagnostic::Span;
use crate::endpoint::EndpointParts;
use crate::file::tree::{Kind, Value};
use crate::template::{Piece, pieces};

/// The secret spans of an endpoint's text: credentials, and the values of its static parameters.
pub(super) fn secrets_of_endpoint(endpoint: &str) -> Vec<Span> {
    let parts = EndpointParts::of(endpoint);
    let mut secrets = Vec::new();
    let head = parts.head.of(endpoint).unwrap_or_default();
    let start = head.find("//").map_or(0, |at| at.saturating_add(2));
    let authority = head.get(start..).and_then(|rest| rest.split(['/', '\\']).next()).unwrap_or_default();
    if let Some(at) = authority.rfind('@') {
        secrets.push(Span::new(start, start.saturating_add(at)));
    }
    let after_head = parts.query.map_or(parts.head.end, |query| query.start);
    let mut position = after_head;
    for pair in endpoint.get(after_head..).unwrap_or_default().split('&') {
        let end = position.saturating_add(pair.len());
        if let Some(equals) = pair.find('=') {
            secrets.extend(if_static(endpoint, Span::new(position.saturating_add(equals).saturating_add(1), end)));
        }
        position = end.saturating_add(1);
    }
    secrets
}

/// The span, if no placeholder stands in it.
fn if_static(text: &str, span: Span) -> Option<Span> {
    pieces(text, span).all(|piece| matches!(piece, Piece::Literal(_))).then_some(span)
}

/// The spans, in the file, of the strings and numbers of a JSON template that hold no placeholder.
pub(super) fn secrets_of_template(file: &str, template: &Value, secrets: &mut Vec<Span>) {
    match &template.kind {
        Kind::Object(members) => {
            for member in members {
                secrets_of_template(file, &member.value, secrets);
            }
        }
        Kind::Array(items) => {
            for item in items {
                secrets_of_template(file, item, secrets);
            }
        }
        Kind::String { content, .. } => secrets.extend(if_static(file, *content)),
        Kind::Scalar => secrets.push(template.span),
    }
}

/// `text` with the `secrets` overwritten, except where something is `shown`.
pub(super) fn mask(text: &str, secrets: &[Span], shown: &[Span]) -> String {
    let mut masked = text.as_bytes().to_vec();
    for secret in secrets.iter().filter(|secret| secret.of(text).is_some()) {
        if let Some(bytes) = masked.get_mut(secret.range()) {
            // Line breaks stay, so that lines and columns hold.
            bytes.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b'*');
        }
    }
    for span in shown.iter().filter(|span| span.of(text).is_some()) {
        let original = text.as_bytes().get(span.range()).unwrap_or_default();
        let covers_secret = secrets.iter().any(|secret| span.start <= secret.start && secret.end <= span.end);
        if let Some(bytes) = masked.get_mut(span.range()).filter(|_| !covers_secret) {
            bytes.copy_from_slice(original);
        }
    }
    String::from_utf8(masked).unwrap_or_default()
}
