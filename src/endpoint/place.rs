//! Where a URL goes to.

use url::Url;

use crate::text::EndpointParts;

/// Whether `url` goes to the same place as `endpoint`: scheme, host, port and path; the query does not count.
pub(crate) fn same_place(endpoint: &str, url: &str) -> bool {
    let head = |text: &str| EndpointParts::of(text).head.of(text).and_then(|head| Url::parse(head).ok());
    match (head(endpoint), head(url)) {
        (Some(ours), Some(theirs)) => {
            ours.scheme() == theirs.scheme()
                && ours.host() == theirs.host()
                && ours.port_or_known_default() == theirs.port_or_known_default()
                && ours.path() == theirs.path()
        }
        _ => false,
    }
}
