//! Which bytes of a text are secret, and the text without them.
//!
//! A profile is a secret as far as who knows it could forge a callback, or use an endpoint. **Secret by nature** are therefore:
//!
//! - credentials in a URL, and its fragment;
//! - what stands as a value in a query, a form, or a JSON or XML template and is no placeholder: static values, and the literals
//!   beside a placeholder (`token-<id>`); in XML comments, CDATA sections and instructions too;
//! - the values of headers and of custom parameters;
//! - every value that is not understood: that of an unknown key, of a wrong type, of what cannot be read at all.
//!
//! **Shown** are names, because a message without them helps nobody: those of keys, members, elements, attributes, parameters and
//! headers, also of a parameter without a value; what is written as a placeholder; hosts and paths; titles, numbers, words of
//! closed sets, and ids. A URL is masked as one wherever it stands, be it as an id, a title or a word.
//!
//! Of a finding inside of a secret only what stands before its first letter or digit is shown.

use crate::diagnostic::{Code, Diagnostic};
use crate::field::FieldTable;
use crate::json::decode::unescape;
use crate::json::tree as json_tree;
use crate::json::tree::{Kind, Value};
use crate::profile::located::Located;
use crate::profile::readable::Readable;
#[cfg(feature = "xml")]
use crate::profile::secrets_of_xml::secrets_of_xml;
use crate::request::BodyFormat;
use crate::template::foreign;
use crate::template::placeholders::Brackets;
use crate::text::{EndpointParts, Span, credentials, forgotten_query, nearest_name, secrets_of_misplaced_url, sort_by};

/// The secret spans of an endpoint's text: credentials, the literals in values of its parameters, its fragment.
pub(crate) fn secrets_of_endpoint(endpoint: &Readable<'_>) -> Vec<Span> {
    let text = &*endpoint.text;
    let parts = EndpointParts::of(text);
    let queries = [forgotten_query(text), parts.query].into_iter().flatten();
    let pairs = queries.flat_map(|query| secrets_of_pairs(endpoint, query));
    let fragment = parts.fragment.map(|hash| Span::new(hash.start + 1, hash.end));
    let fragment = fragment.into_iter().flat_map(|span| endpoint.literals(span));
    credentials(text).into_iter().chain(pairs).chain(fragment).collect()
}

/// The secret spans of an endpoint without placeholders of another syntax than the built-in one.
pub(crate) fn secrets_of_builtin_endpoint(endpoint: &str) -> Vec<Span> {
    secrets_of_endpoint(&Readable::builtin(endpoint, Brackets::Angle))
}

/// The secret spans of a text that is to be a name and may be an endpoint by mistake.
pub(crate) fn secrets_of_misplaced(text: &str) -> Vec<Span> {
    secrets_of_misplaced_url(text).chain(secrets_of_builtin_endpoint(text)).collect()
}

/// The secret spans of the pairs in a range of a text. What has no name is a value.
fn secrets_of_pairs(template: &Readable<'_>, range: Span) -> impl Iterator<Item = Span> {
    let text = &*template.text;
    range.split(text, ['&']).flat_map(move |pair| {
        let equals = pair.of(text).and_then(|pair| pair.find('='));
        let start = equals.map_or(pair.start, |equals| pair.start + equals + 1);
        template.literals(Span::new(start, pair.end))
    })
}

/// The secret spans of a body's text: what its format says is static.
pub(crate) fn secrets_of_body(body: &Readable<'_>, format: BodyFormat) -> Vec<Span> {
    match format {
        BodyFormat::Json => secrets_of_json(body),
        BodyFormat::Form => secrets_of_pairs(body, Span::whole(&body.text)).collect(),
        #[cfg(feature = "xml")]
        BodyFormat::Xml => secrets_of_xml(body),
    }
}

/// The secret spans of a JSON body: numbers, and what of strings is no placeholder.
fn secrets_of_json(body: &Readable<'_>) -> Vec<Span> {
    let Ok(template) = json_tree::parse(&body.text) else { return secrets_of_broken_template(body) };
    let mut secrets = Vec::new();
    secrets_of_template(body, &template, &mut secrets);
    secrets
}

/// The spans, in the file, of the numbers of a JSON template, and of what of its strings is no placeholder.
fn secrets_of_template(body: &Readable<'_>, template: &Value, secrets: &mut Vec<Span>) {
    match &template.kind {
        Kind::Object(members) => {
            for member in members {
                secrets_of_template(body, &member.value, secrets);
            }
        }
        Kind::Array(items) => {
            for item in items {
                secrets_of_template(body, item, secrets);
            }
        }
        Kind::String { content, .. } => secrets.extend(body.literals(*content)),
        Kind::Scalar => secrets.extend(body.literals(template.span)),
    }
}

/// The spans of what may be secret in JSON that cannot be read, of the built-in syntax.
pub(crate) fn secrets_of_broken_json(text: &str) -> Vec<Span> {
    secrets_of_broken_template(&Readable::builtin(text, Brackets::Angle))
}

/// The spans of what may be secret in JSON that cannot be read: all letters and digits but those of keys and placeholders. Every
/// quote counts as the end of something, so it does not matter which of them are escaped.
fn secrets_of_broken_template(template: &Readable<'_>) -> Vec<Span> {
    let text = &*template.text;
    let mut secrets = Vec::new();
    let (mut before, mut follows_escape) = ("", false);
    // Whether a segment stands where a key does: behind a bracket or a comma; and whether the one before the last does.
    let (mut last, mut last_but_one) = (false, false);
    for segment in Span::whole(text).split(text, ['"']) {
        let inside = segment.of(text).unwrap_or_default();
        let after = text.get(segment.end + 1..).unwrap_or_default();
        let has_escape = std::mem::replace(&mut follows_escape, inside.ends_with('\\')) || follows_escape;
        let follows_bracket = before.trim_end().ends_with(['{', ',']);
        // A comma may have been forgotten, but not behind a key.
        let may_be_key = follows_bracket || (before.trim().is_empty() && !last_but_one);
        if has_escape || !may_be_key || !after.trim_start().starts_with(':') {
            secrets.extend(template.unread(segment));
        }
        (last_but_one, last, before) = (last, follows_bracket, inside);
    }
    secrets
}

/// `text` with the `secrets` overwritten by `*`, as long as it was.
pub(crate) fn mask(text: &str, secrets: &[Span]) -> String {
    MaskedText { text, bytes: hide(text, secrets, &[]) }.into_string()
}

/// Stands for a byte that is hidden: no text has it.
const HIDDEN: u8 = 0xFF;

/// The bytes of `text` with the `secrets` hidden, except where something is `shown`: all of it if it is public, nothing if it covers
/// a whole secret, and else what stands before its first letter or digit.
fn hide(text: &str, secrets: &[Span], shown: &[(Span, bool)]) -> Vec<u8> {
    let mut masked = text.as_bytes().to_vec();
    for secret in secrets.iter().filter(|secret| secret.of(text).is_some()) {
        if let Some(bytes) = masked.get_mut(secret.range()) {
            bytes.fill(HIDDEN);
        }
    }
    let mut sorted: Vec<_> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    sort_by(&mut sorted, Ord::cmp);
    for (span, is_public) in shown {
        let behind = sorted.get(sorted.partition_point(|secret| secret.start < span.start)..).unwrap_or_default();
        let mut inside = behind.iter().take_while(|secret| secret.start < span.end);
        let original = match span.of(text).unwrap_or_default() {
            all if *is_public => all,
            _ if inside.any(|secret| secret.end <= span.end) => "",
            some => beginning(some),
        };
        if let Some(bytes) = masked.get_mut(Span::of_length(span.start, original.len()).range()) {
            bytes.copy_from_slice(original.as_bytes());
        }
    }
    masked
}

/// A text with its secrets overwritten, and what of it may be copied.
pub(crate) struct MaskedText<'t> {
    text: &'t str,
    /// Those of the text, but for those that are hidden.
    bytes: Vec<u8>,
}

impl<'t> MaskedText<'t> {
    /// The text with the `secrets` hidden. What findings point at stays readable, as far as it cannot be a part of a secret.
    pub(crate) fn of(text: &'t str, secrets: &[Span], found: &[impl Located], known: &[FieldTable]) -> Self {
        let is_public = |found, span: Span| is_public(found, span.of(text).unwrap_or_default(), known);
        let shown = found.iter().map(|found| (found.span(), is_public(found.diagnostic(), found.span())));
        Self { text, bytes: hide(text, secrets, &shown.collect::<Vec<_>>()) }
    }

    /// The text with what is hidden overwritten by `*`. Line breaks stay, so that lines and columns hold.
    pub(crate) fn into_string(mut self) -> String {
        for (byte, written) in self.bytes.iter_mut().zip(self.text.bytes()) {
            if *byte == HIDDEN {
                *byte = if matches!(written, b'\n' | b'\r') { written } else { b'*' };
            }
        }
        String::from_utf8(self.bytes).unwrap_or_default()
    }

    /// Whether something in these bytes of the text is hidden: a fix that takes their place may copy it.
    pub(crate) fn hides(&self, span: Span) -> bool {
        self.bytes.get(span.range()).is_some_and(|bytes| bytes.contains(&HIDDEN))
    }
}

/// Whether a finding that points at `text` points at what was meant for a placeholder of one of the sets that are `known`: that is a
/// value too, and the one that must be seen.
fn is_public(found: &Diagnostic, text: &str, known: &[FieldTable]) -> bool {
    match found.code() {
        Code::EncodedPlaceholder => true,
        Code::UnclosedPlaceholder | Code::UnknownPlaceholder | Code::MisplacedPlaceholder => {
            known.iter().any(|table| is_near_name(text, table))
        }
        Code::ForeignPlaceholder => {
            foreign::name_of(text).is_some_and(|name| known.iter().any(|table| is_near(&name, table)))
        }
        _ => false,
    }
}

/// Whether what stands between the opening and the closing text is nearly a name of the set.
fn is_near_name(text: &str, table: &FieldTable) -> bool {
    let inside = |(open, close): (&str, &str)| {
        let inside = text.strip_prefix(open)?;
        Some(inside.strip_suffix(close).unwrap_or(inside).to_owned())
    };
    let pairs = [table.syntax.pair(false), table.syntax.pair(true)];
    let inside = pairs.into_iter().find_map(inside);
    let name = inside.as_deref().unwrap_or_else(|| text.trim_matches(['<', '>', '{', '}']));
    is_near(name, table)
}

/// Whether a name is nearly that of a field.
fn is_near(name: &str, table: &FieldTable) -> bool {
    if table.has_few_names() { nearest_name(name, table.names()).is_some() } else { table.find_written(name).is_some() }
}

/// What stands before the first letter or digit of a text, through the escapes of JSON.
fn beginning(text: &str) -> &str {
    let mut length = 0_usize;
    while let Some(first) = text.get(length..).and_then(|rest| rest.chars().next()) {
        let rest = text.as_bytes().get(length..).unwrap_or_default();
        let (character, taken) = if first == '\\' { unescape(rest) } else { (Some(first), first.len_utf8()) };
        let Some(end) = length.checked_add(taken).filter(|end| text.is_char_boundary(*end)) else { break };
        if character.is_none_or(char::is_alphanumeric) {
            break;
        }
        length = end;
    }
    text.get(..length).unwrap_or_default()
}
