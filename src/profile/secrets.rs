//! Which bytes of a text are secret, and the text without them.

use crate::json::tree as json_tree;
use crate::json::tree::{Kind, Value};
use crate::request::BodyFormat;
use crate::template::placeholders::{Brackets, Piece, pieces, placeholders_in};
use crate::text::{EndpointParts, Span, credentials};

/// The secret spans of an endpoint's text: credentials, and the values of its static parameters.
pub(crate) fn secrets_of_endpoint(endpoint: &str) -> Vec<Span> {
    let parts = EndpointParts::of(endpoint);
    let pairs = secrets_of_pairs(endpoint, parts.query.map_or(parts.head.end, |query| query.start));
    credentials(endpoint).into_iter().chain(pairs).collect()
}

/// The secret spans of the pairs in `text` from `start` on.
fn secrets_of_pairs(text: &str, start: usize) -> Vec<Span> {
    let value = |pair: Span| {
        let equals = pair.of(text)?.find('=');
        if_static(text, Span::new(equals.map_or(pair.start, |equals| pair.start + equals + 1), pair.end))
    };
    Span::new(start, text.len()).split(text, ['&', '#']).filter_map(value).collect()
}

/// The span, if no placeholder stands in it.
fn if_static(text: &str, span: Span) -> Option<Span> {
    placeholders_in(Brackets::Angle, text, span).next().is_none().then_some(span)
}

/// The secret spans of a body's text: what its format says is static.
pub(crate) fn secrets_of_body(body: &str, format: BodyFormat) -> Vec<Span> {
    match format {
        BodyFormat::Json => secrets_of_json(body),
        BodyFormat::Form => secrets_of_pairs(body, 0),
        #[cfg(feature = "xml")]
        BodyFormat::Xml => secrets_of_xml(body),
    }
}

/// The secret spans of a JSON body: strings and numbers that hold no placeholder.
fn secrets_of_json(body: &str) -> Vec<Span> {
    let Ok(template) = json_tree::parse(body) else { return secrets_of_broken_json(body) };
    let mut secrets = Vec::new();
    secrets_of_template(body, &template, &mut secrets);
    secrets
}

/// The secret spans of an XML body: texts and attribute values that hold no placeholder, and whatever is neither tag nor text.
#[cfg(feature = "xml")]
fn secrets_of_xml(body: &str) -> Vec<Span> {
    let is_static = |span: &Span| {
        let is_blank = span.of(body).unwrap_or_default().trim().is_empty();
        !is_blank && placeholders_in(Brackets::Brace, body, *span).next().is_none()
    };
    let mut secrets = Vec::new();
    for segment in Span::whole(body).split(body, ['<']) {
        let written = segment.of(body).unwrap_or_default();
        let follows_bracket = segment.start > 0;
        // Quotes may hold a `>`; a tag ends at the first one outside of them.
        let mut inside = None;
        let mut text = segment.start;
        for (at, character) in written.char_indices().filter(|_| follows_bracket) {
            let at = segment.start + at;
            match (inside, character) {
                (None, '"' | '\'') => inside = Some((character, at + 1)),
                (Some((quote, start)), found) if quote == found => {
                    secrets.extend(Some(Span::new(start, at)).filter(is_static));
                    inside = None;
                }
                (None, '>') => {
                    text = at + 1;
                    break;
                }
                _ => {}
            }
        }
        let is_declaration = written.starts_with(['!', '?']);
        let rest = Span::new(if is_declaration { segment.start } else { text }, segment.end);
        let is_tag_without_end = text == segment.start && follows_bracket && !is_declaration;
        secrets.extend(Some(rest).filter(|rest| !is_tag_without_end && is_static(rest)));
    }
    secrets
}

/// The spans, in the file, of the strings and numbers of a JSON template that hold no placeholder.
pub(crate) fn secrets_of_template(file: &str, template: &Value, secrets: &mut Vec<Span>) {
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

/// The spans of what may be secret in JSON that cannot be read: all letters and digits but those of keys and placeholders. Every
/// quote counts as the end of something, so it does not matter which of them are escaped.
pub(crate) fn secrets_of_broken_json(text: &str) -> Vec<Span> {
    let mut secrets = Vec::new();
    let mut follows_escape = false;
    for segment in Span::whole(text).split(text, ['"']) {
        let ends_in_escape = segment.of(text).is_some_and(|segment| segment.ends_with('\\'));
        let after = text.get(segment.end + 1..).unwrap_or_default();
        let has_escape = std::mem::replace(&mut follows_escape, ends_in_escape) || follows_escape;
        let is_key = after.trim_start().starts_with(':') && !has_escape;
        for piece in pieces(text, segment).filter(|_| !is_key) {
            if let Piece::Literal(span) | Piece::NotAName(span) | Piece::Unclosed(span) = piece {
                secrets.extend(span.runs(text, char::is_alphanumeric));
            }
        }
    }
    secrets
}

/// `text` with the `secrets` overwritten, except where something is `shown`. What covers a whole secret is shown only if it is
/// public.
pub(crate) fn mask(text: &str, secrets: &[Span], shown: &[(Span, bool)]) -> String {
    let mut masked = text.as_bytes().to_vec();
    for secret in secrets.iter().filter(|secret| secret.of(text).is_some()) {
        if let Some(bytes) = masked.get_mut(secret.range()) {
            // Line breaks stay, so that lines and columns hold.
            bytes.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b'*');
        }
    }
    for (span, is_public) in shown.iter().filter(|(span, _)| span.of(text).is_some()) {
        let original = text.as_bytes().get(span.range()).unwrap_or_default();
        let covers = |secret: &Span| !secret.is_empty() && span.start <= secret.start && secret.end <= span.end;
        let is_shown = *is_public || !secrets.iter().any(covers);
        if let Some(bytes) = masked.get_mut(span.range()).filter(|_| is_shown) {
            bytes.copy_from_slice(original);
        }
    }
    String::from_utf8(masked).unwrap_or_default()
}
