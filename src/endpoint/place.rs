//! Where a URL goes to.

use url::Url;

use crate::text::EndpointParts;

/// Whether `url` goes to the same place as `endpoint`: scheme, host, port and path; the query does not count.
pub(crate) fn same_place(endpoint: &str, url: &str) -> bool {
    let parsed = |text: &str| Url::parse(EndpointParts::address_of(text)).ok();
    let (Some(ours), Some(theirs)) = (parsed(endpoint), parsed(url)) else { return false };
    ours.origin() == theirs.origin() && ours.path() == theirs.path()
}
