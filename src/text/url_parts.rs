//! The parts of a URL, found without reading it as one: a template is none yet.

use std::borrow::Cow;

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
pub(crate) fn is_absolute(url: &[u8]) -> bool {
    let is_scheme = |scheme: &[u8]| {
        scheme.first().is_some_and(u8::is_ascii_alphabetic)
            && scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let is_path = url.starts_with(b"/");
    !is_path && memchr::memmem::find(url, b"://").and_then(|at| url.get(..at)).is_some_and(is_scheme)
}

/// The endpoint without what may be secret: credentials, query and fragment, and a query whose `?` was forgotten. For `Debug` and
/// messages.
pub(crate) fn without_secrets(endpoint: &str) -> String {
    let (_, after) = around_credentials(endpoint);
    let more = match (EndpointParts::of(after).query, forgotten_query(after)) {
        (Some(_), _) => "?…",
        (None, Some(_)) => "…",
        (None, None) => "",
    };
    address_without_secrets(endpoint) + more
}

/// The head of an endpoint without credentials, up to a query whose `?` was forgotten.
#[doc(hidden)]
#[must_use]
pub fn address_without_secrets(endpoint: &str) -> String {
    let (before, after) = around_credentials(endpoint);
    let end = forgotten_query(after).map_or(EndpointParts::of(after).head.end, |query| query.start);
    [before, after.get(..end).unwrap_or_default()].concat()
}

/// What stands before and behind the credentials and their `@`. Where it is not sure that a host follows them, nothing does.
fn around_credentials(endpoint: &str) -> (&str, &str) {
    let Some(span) = credentials(endpoint) else { return ("", endpoint) };
    let after = endpoint.get(span.end + 1..).unwrap_or_default();
    let credentials = span.of(endpoint).unwrap_or_default();
    let is_only = !credentials.contains(is_slash) && !after.contains('@');
    let is_sure = endpoint.get(span.end..).is_some_and(|rest| rest.starts_with('@'))
        && !credentials.contains(['?', '#', '&', '='])
        && (is_only || is_like_host(authority_of(after)));
    (endpoint.get(..span.start).unwrap_or_default(), if is_sure { after } else { "…" })
}

/// User name and password, wherever a browser or a careless writer would have them: any number of slashes of either kind begins the
/// authority, or nothing at all; and a password may hold `@`, `/`, `\`, `?` and `#`, though it must not.
///
/// Behind what looks like a host only an `@` inside a segment of the path ends credentials: not one that begins a segment (`/@me`),
/// and none in a query. Else it is the first `@` that is followed by what looks like a host, or the last one. In doubt there are
/// credentials: a host that is hidden is less harm than a password that is shown.
pub(crate) fn credentials(endpoint: &str) -> Option<Span> {
    let start = authority_start(endpoint);
    let rest = endpoint.get(start..)?;
    let after = |at: usize| rest.get(at + 1..).unwrap_or_default();
    let end = if is_like_host(authority_of(rest)) {
        let path = rest.split(['?', '#']).next()?;
        path.rmatch_indices('@')
            .map(|(at, _)| at)
            .find(|at| !path.get(..*at).is_some_and(|path| path.ends_with(is_slash)))
    } else {
        let mut ends = rest.match_indices('@').map(|(at, _)| at);
        let authority = authority_of(rest);
        // Somebody may have lost the `@` as well: what follows a colon and is no port is a password.
        let lost = || without_port(authority).contains(':').then_some(authority.len());
        ends.find(|at| is_like_host(authority_of(after(*at)))).or_else(|| rest.rfind('@')).or_else(lost)
    };
    end.map(|end| Span::of_length(start, end))
}

/// What a text begins with, up to where an authority ends.
fn authority_of(text: &str) -> &str {
    text.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

/// Whether a text is a URL, wherever somebody put it.
fn is_like_url(text: &str) -> bool {
    text.contains(":/") || text.contains(":\\")
}

/// Whether a text may be a URL that stands where none belongs, be it without its scheme: then a password tells.
pub(crate) fn may_be_url(text: &str) -> bool {
    is_like_url(text) || text.split_once('@').is_some_and(|(user, _)| user.contains(':'))
}

/// An id as messages show it: somebody may have written a URL in its place.
#[doc(hidden)]
#[must_use]
pub fn shown_id(id: &str) -> Cow<'_, str> {
    if id.contains(['/', '\\', '?', '@']) { Cow::Owned(without_secrets(id)) } else { Cow::Borrowed(id) }
}

/// What is secret of a text if it is a URL that stands where none belongs: credentials, and all from its query on.
pub(crate) fn secrets_of_misplaced_url(text: &str) -> impl Iterator<Item = Span> {
    let EndpointParts { head, .. } = EndpointParts::of(text);
    let start = forgotten_query(text).map_or(head.end, |query| query.start);
    let spans = [credentials(text), Some(Span::new(start, text.len()))];
    spans.into_iter().flatten().filter(|_| may_be_url(text))
}

/// Where the authority begins: behind the slashes that follow the scheme, or where those should be.
fn authority_start(endpoint: &str) -> usize {
    let after = |rest: &str| endpoint.len() - rest.trim_start_matches(|c: char| is_slash(c) || is_blank(c)).len();
    let Some((scheme, rest)) = endpoint.split_once(':') else { return after(endpoint) };
    let is_http = ["http", "https"].iter().any(|known| scheme.trim_matches(is_blank).eq_ignore_ascii_case(known));
    if is_http || rest.trim_start_matches(is_blank).starts_with(is_slash) { after(rest) } else { after(endpoint) }
}

fn is_slash(character: char) -> bool {
    matches!(character, '/' | '\\')
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Whether a text looks like a host, with or without a port: a name with dots, an address, or this machine.
fn is_like_host(authority: &str) -> bool {
    let host = without_port(authority);
    let is_name = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    (is_name && host.contains('.')) || host == "localhost" || (host.starts_with('[') && host.ends_with(']'))
}

fn without_port(authority: &str) -> &str {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    authority.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(authority, |(host, _)| host)
}

/// The pairs in a path to which somebody forgot the `?`: `/dlr&token=…`, `/dlrtoken=…`. A path that is meant may hold them as well.
pub(crate) fn forgotten_query(endpoint: &str) -> Option<Span> {
    let end = EndpointParts::of(endpoint).head.end;
    let start = authority_start(endpoint);
    let head = endpoint.get(start..end)?;
    let sign = start + head.find(['=', '&'])?;
    let before = endpoint.get(start..sign)?;
    let name = before.rfind(is_slash).map_or(start, |slash| start + slash + 1);
    Some(Span::new(if endpoint.get(sign..)?.starts_with('&') { sign } else { name }, end))
}

#[cfg(test)]
mod tests {
    use super::{credentials, without_secrets};

    #[test]
    fn nothing_secret_is_left() {
        let rows = [
            ("https://example.com/dlr", "https://example.com/dlr"),
            ("https://example.com:8443/dlr?mail=a@b.c", "https://example.com:8443/dlr?…"),
            ("https://[::1]/dlr?mail=a@b.c", "https://[::1]/dlr?…"),
            ("https://example.com/@me?id=<id>#x", "https://example.com/@me?…"),
            ("https://u:p@example.com/dlr", "https://example.com/dlr"),
            ("https://u:p/q@example.com/dlr?a", "https://example.com/dlr?…"),
            ("https://u:p?q@example.com/dlr", "https://…"),
            ("https://u:p@q@example.com/?t=a@b.c", "https://example.com/?…"),
            ("https://u:p@intranet/?t=a@b.c", "https://…"),
            ("https://u:p@localhost:1/?t=a@b.c", "https://localhost:1/?…"),
            ("https://u:p#q@example.com/dlr", "https://…"),
            ("https://u:1/p@example.com/dlr", "https://example.com/dlr"),
            ("https:\\\\u:p@ss\\q@example.com/dlr", "https:\\\\example.com/dlr"),
            ("https: //u:p@example.com/dlr", "https: //example.com/dlr"),
            ("https:u:p@example.com", "https:example.com"),
            ("u:p@example.com", "example.com"),
            ("https://u:pexample.com/dlr", "https://…"),
            ("https://intranet:8080/dlr", "https://intranet:8080/dlr"),
            ("https://example.com/dlr&t=p&u=<id>", "https://example.com/dlr…"),
            ("https://example.com/dlrt=p/q", "https://example.com/…"),
            ("main", "main"),
        ];
        for (endpoint, expected) in rows {
            assert_eq!(without_secrets(endpoint), expected, "{endpoint}");
        }
        assert_eq!(credentials("https://example.com/dlr"), None);
    }
}
