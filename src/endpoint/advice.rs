//! What works about an endpoint, but hardly as meant.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::Host;

use crate::diagnostic::Code;
use crate::template::compiler::Compiler;
use crate::text::Span;

/// A GET endpoint longer than this, its placeholders apart, leaves less than half of the 8,000 bytes that RFC 9110, section 4.1
/// asks servers to accept.
pub(super) const LONG_URL_BYTES: usize = 4_000;

/// Reports what is odd about the address of a well-formed endpoint.
pub(crate) fn check_manners(compiler: &mut Compiler<'_>, authority: Span, host: Option<Host<&str>>) {
    let scheme = Span::new(0, compiler.source.find(':').unwrap_or_default());
    if scheme.len() == "http".len() {
        let help = "use `https`, so that nobody on the way can read or forge callbacks";
        compiler.report(Code::InsecureScheme, scheme, "the endpoint is called without encryption", help);
    }
    let mut host_span = authority;
    if let Some(credentials) = credentials_in(compiler.source, authority) {
        host_span.start = credentials.end + 1;
        let help = "leave them out, and put an `Authorization` header into `headers`";
        compiler.report(Code::EndpointCredentials, credentials, "the endpoint holds credentials", help);
    }
    if host.is_some_and(|host| is_private(&host)) {
        let help = "use a host that can be reached from the internet";
        let message = "the endpoint's host is private: the platform cannot reach it";
        compiler.report(Code::PrivateHost, host_span, message, help);
    }
}

/// The user name and password that an authority holds, as a URL has them.
pub(super) fn credentials_in(source: &str, authority: Span) -> Option<Span> {
    let at = authority.of(source)?.rfind('@')?;
    Some(Span::of_length(authority.start, at))
}

/// Reports a GET endpoint of `written` bytes, its placeholders apart, that leaves little room for values.
pub(crate) fn check_length(compiler: &mut Compiler<'_>, written: usize) {
    if written > LONG_URL_BYTES {
        let message = format!("the endpoint takes {written} bytes before any value is filled in");
        let help = "use POST, or shorten it: many servers refuse more than 8000 bytes";
        compiler.report(Code::LongUrl, Span::whole(compiler.source), message, help);
    }
}

/// Whether nobody outside can reach the host: a name that is local or reserved (RFC 2606, RFC 6761, RFC 6762), or an address that
/// is not global (RFC 6890).
fn is_private(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(domain) => is_private_name(domain),
        Host::Ipv4(address) => is_private_v4(*address),
        Host::Ipv6(address) => address.to_ipv4_mapped().map_or_else(|| is_private_v6(*address), is_private_v4),
    }
}

fn is_private_name(domain: &str) -> bool {
    let name = domain.trim_end_matches('.');
    let top_level = name.rsplit_once('.').map(|(_, top_level)| top_level);
    top_level.is_none_or(|top_level| {
        ["internal", "invalid", "lan", "local", "localhost", "test"].contains(&top_level)
            || name.ends_with(".home.arpa")
    })
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || address.is_broadcast()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || (first, second) == (0x2001, 0x0db8)
}
