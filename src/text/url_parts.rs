//! The parts of a URL, found without reading it as one: a template is none yet.

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
    pub(crate) fn of(endpoint: &str) -> Self {
        let bytes = endpoint.as_bytes();
        let hash = memchr::memchr(b'#', bytes);
        let end = hash.unwrap_or(bytes.len());
        let question = bytes.get(..end).and_then(|before| memchr::memchr(b'?', before));
        Self {
            head: Span::new(0, question.unwrap_or(end)),
            query: question.map(|question| Span::new(question + 1, end)),
            fragment: hash.map(|hash| Span::new(hash, bytes.len())),
        }
    }

    /// The head of a URL or endpoint: what stands before its query and fragment.
    pub(crate) fn address_of(url: &str) -> &str {
        Self::of(url).head.of(url).unwrap_or_default()
    }
}

/// Whether a text begins with a scheme (RFC 3986, section 3.1) and an authority, as a URL does and a path does not.
pub(crate) fn is_absolute(url: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let is_path = url.starts_with('/');
    !is_path && url.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// The endpoint without what may be secret: credentials, query and fragment. For `Debug` and messages.
pub(crate) fn without_secrets(endpoint: &str) -> String {
    let head = EndpointParts::address_of(endpoint);
    let credentials = credentials(endpoint).unwrap_or(Span::at(0));
    let before = head.get(..credentials.start).unwrap_or_default();
    // The `@` goes with them.
    let host = if credentials.is_empty() { 0 } else { credentials.end + 1 };
    let query = if EndpointParts::of(endpoint).query.is_some() { "?…" } else { "" };
    format!("{before}{}{query}", head.get(host..).unwrap_or_default())
}

/// User name and password, as a browser finds them: any number of slashes of either kind begins the authority.
pub(crate) fn credentials(endpoint: &str) -> Option<Span> {
    let head = EndpointParts::address_of(endpoint);
    let is_slash = ['/', '\\'];
    let rest = head.split_once(':').map(|(_, rest)| rest).filter(|rest| rest.starts_with(is_slash)).unwrap_or(head);
    let rest = rest.trim_start_matches(is_slash);
    let authority = rest.split(is_slash).next()?;
    authority.rfind('@').map(|at| Span::of_length(head.len() - rest.len(), at))
}
