use crate::text::Span;

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
    /// What stands before the query and the fragment of a URL or of a request's target.
    pub(crate) fn address_of(endpoint: &str) -> &str {
        Self::of(endpoint).head.of(endpoint).unwrap_or(endpoint)
    }

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
    let credentials = credentials(endpoint).unwrap_or(Span::at(0));
    let before = head.get(..credentials.start).unwrap_or_default();
    // The `@` goes with them.
    let host = if credentials.is_empty() { 0 } else { credentials.end.saturating_add(1) };
    let query = if parts.query.is_some() { "?…" } else { "" };
    format!("{before}{}{query}", head.get(host..).unwrap_or_default())
}

/// User name and password, as a browser finds them: any number of slashes of either kind begins the authority.
pub(crate) fn credentials(endpoint: &str) -> Option<Span> {
    let head = EndpointParts::of(endpoint).head.of(endpoint)?;
    let after_scheme = match head.find(':').map(|colon| colon.saturating_add(1)) {
        Some(after) if head.get(after..).is_some_and(|rest| rest.starts_with(['/', '\\'])) => after,
        _ => 0,
    };
    let rest = head.get(after_scheme..)?;
    let start = after_scheme.saturating_add(rest.len().saturating_sub(rest.trim_start_matches(['/', '\\']).len()));
    let authority = head.get(start..)?.split(['/', '\\']).next()?;
    authority.rfind('@').map(|at| Span::new(start, start.saturating_add(at)))
}
