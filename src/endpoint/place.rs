//! Where a URL goes to.

use url::Url;

use crate::endpoint::path_pattern::PathPattern;
use crate::template::marked::Marked;
use crate::text::EndpointParts;

/// Whether `url` goes to the same place as an endpoint: scheme, host, port and path, whatever its placeholders are filled with; the
/// query does not count.
pub(crate) fn same_place(endpoint: &Marked<'_>, url: &str) -> bool {
    let parsed = |text: &str| Url::parse(EndpointParts::address_of(text)).ok();
    let (Some(ours), Some(theirs)) = (parsed(endpoint.masked()), parsed(url)) else { return false };
    let is_path = || match PathPattern::of(endpoint) {
        Some(pattern) => pattern.is_all_of(theirs.path()),
        None => ours.path() == theirs.path(),
    };
    ours.origin() == theirs.origin() && is_path()
}
