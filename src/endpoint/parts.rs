use crate::diagnostic::Span;

/// Where the parts of an endpoint stand.
///
/// ```text
/// endpoint = head [ "?" query ] [ "#" fragment ]
/// head     = scheme "://" authority path
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EndpointParts {
    pub(crate) head: Span,
    pub(crate) query: Option<Span>,
    pub(crate) fragment: Option<Span>,
}

impl EndpointParts {
    pub(crate) fn of(endpoint: &str) -> Self {
        let bytes = endpoint.as_bytes();
        let hash = memchr::memchr(b'#', bytes);
        let end = hash.unwrap_or(bytes.len());
        let question = bytes.get(..end).and_then(|before| memchr::memchr(b'?', before));
        Self {
            head: Span::new(0, question.unwrap_or(end)),
            query: question.map(|question| Span::new(question.saturating_add(1), end)),
            fragment: hash.map(|hash| Span::new(hash, bytes.len())),
        }
    }
}

/// The endpoint without what may be secret: credentials, query and fragment. For `Debug` and messages.
pub(crate) fn without_secrets(endpoint: &str) -> String {
    let parts = EndpointParts::of(endpoint);
    let head = parts.head.of(endpoint).unwrap_or_default();
    let (scheme, rest) = head.split_once("//").map_or(("", head), |(scheme, rest)| (scheme, rest));
    let (authority, path) = rest.find(['/', '\\']).and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let slashes = if head.contains("//") { "//" } else { "" };
    let query = if parts.query.is_some() { "?…" } else { "" };
    format!("{scheme}{slashes}{host}{path}{query}")
}
