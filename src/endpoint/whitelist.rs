//! The whitelist of an account.

use std::collections::HashSet;
use std::fmt;
use std::iter;

use url::{Host, Url};

use crate::text::{address_without_secrets, shown, without_secrets};

/// The longest name that DNS knows (RFC 1035, section 2.3.4).
const LONGEST_DOMAIN: usize = 253;

/// The domains of an account to which callbacks are made.
///
/// A host is permitted when it is an entry, or a subdomain of one. Neither case nor a trailing dot matters, and names are compared in
/// their ASCII form (UTS 46). An IP address permits only itself. Port and user info of a URL do not matter.
///
/// # Examples
///
/// ```
/// use callback_profile::account::Whitelist;
///
/// let whitelist = Whitelist::new(["example.com", "bücher.example"])?;
/// assert!(whitelist.permits_url("https://user@API.Example.com.:8443/dlr?id=1"));
/// assert!(whitelist.permits_url("https://xn--bcher-kva.example/"));
/// assert!(!whitelist.permits_url("https://example.com.evil.net/"));
/// assert!(!whitelist.permits_url("https://badexample.com/"));
/// # Ok::<(), callback_profile::account::InvalidWhitelistEntry>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whitelist {
    /// Domains and IP addresses, as URLs write them.
    hosts: HashSet<String>,
}

/// An entry of a whitelist is not a domain or an IP address: the error of [`Whitelist::new`].
///
/// # Examples
///
/// ```
/// use callback_profile::account::Whitelist;
///
/// let error = Whitelist::new(["example.com", "https://example.net/dlr"]).err();
/// assert_eq!(error.map(|error| error.index), Some(1));
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {index} of the whitelist is not a domain: `{}`", shown(&without_secrets(entry)))]
#[non_exhaustive]
pub struct InvalidWhitelistEntry {
    /// The place of the entry, from zero.
    pub index: usize,
    entry: Box<str>,
}

impl fmt::Debug for InvalidWhitelistEntry {
    /// An entry that is a URL may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvalidWhitelistEntry")
            .field("index", &self.index)
            .field("entry", &without_secrets(&self.entry))
            .finish()
    }
}

impl InvalidWhitelistEntry {
    /// Returns the domain that was most likely meant: that of a URL, what follows a `*.`, or what stands before a port. `None`
    /// where none can be told.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::Whitelist;
    ///
    /// let suggestion = |entry| Whitelist::new([entry]).err().and_then(|error| error.suggestion());
    /// assert_eq!(suggestion("https://example.com/dlr").as_deref(), Some("example.com"));
    /// assert_eq!(suggestion("*.example.com").as_deref(), Some("example.com"));
    /// assert_eq!(suggestion(""), None);
    /// ```
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        let entry = address_without_secrets(&self.entry);
        let after_scheme = entry.split_once("://").map_or(&*entry, |(_, rest)| rest);
        let without_star = after_scheme.trim().trim_start_matches("*.");
        if without_star.starts_with(['/', '\\']) {
            return None;
        }
        let url = Url::parse(&format!("https://{without_star}")).ok()?;
        let host = url.host_str()?.trim_matches(['[', ']']).trim_end_matches('.').to_owned();
        entry_host(&host).map(|_| host)
    }
}

impl Whitelist {
    /// Makes a whitelist of domains and IP addresses, without scheme, port or path. An empty one permits nothing.
    ///
    /// # Errors
    ///
    /// The first entry that is neither: `https://example.com/`, `example.com:443`, `*.example.com`, the empty text.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::Whitelist;
    ///
    /// let whitelist = Whitelist::new(["example.com", "192.0.2.1", "2001:db8::1"])?;
    /// assert!(whitelist.permits_host("192.0.2.1"));
    /// assert!(Whitelist::new(["example.com:443"]).is_err());
    /// # Ok::<(), callback_profile::account::InvalidWhitelistEntry>(())
    /// ```
    pub fn new<E: AsRef<str>>(entries: impl IntoIterator<Item = E>) -> Result<Self, InvalidWhitelistEntry> {
        let mut whitelist = Self::default();
        for (index, entry) in entries.into_iter().enumerate() {
            let entry = entry.as_ref();
            match entry_host(entry) {
                Some(host) => whitelist.hosts.insert(host.to_string()),
                None => return Err(InvalidWhitelistEntry { index, entry: entry.into() }),
            };
        }
        Ok(whitelist)
    }

    /// Returns whether callbacks are made to `url`: its scheme is `http` or `https`, and its host is permitted. What is not a
    /// URL is never permitted.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::Whitelist;
    ///
    /// let whitelist = Whitelist::new(["example.com"])?;
    /// assert!(whitelist.permits_url("https://api.example.com:8443/dlr"));
    /// assert!(!whitelist.permits_url("ftp://example.com/"));
    /// assert!(!whitelist.permits_url("example.com"));                            // a host, not a URL
    /// # Ok::<(), callback_profile::account::InvalidWhitelistEntry>(())
    /// ```
    #[must_use]
    pub fn permits_url(&self, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && self.permits_host_of(&url))
    }

    pub(crate) fn permits_host_of(&self, url: &Url) -> bool {
        url.host().is_some_and(|host| self.permits(&host))
    }

    /// Returns whether callbacks are made to `host`, a domain or an IP address. What is neither is never permitted.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::Whitelist;
    ///
    /// let whitelist = Whitelist::new(["example.com"])?;
    /// assert!(whitelist.permits_host("API.example.com."));
    /// assert!(!whitelist.permits_host("example.com:443"));
    /// # Ok::<(), callback_profile::account::InvalidWhitelistEntry>(())
    /// ```
    #[must_use]
    pub fn permits_host(&self, host: &str) -> bool {
        entry_host(host).is_some_and(|host| self.permits(&host))
    }

    fn permits<'h, D: AsRef<str>>(&self, host: &'h Host<D>) -> bool {
        match host {
            Host::Domain(domain) => {
                let domain = without_trailing_dot(domain.as_ref());
                let parent_of = |domain: &&'h str| domain.split_once('.').map(|(_, parent)| parent);
                let mut domains = iter::successors(Some(domain), parent_of);
                domain.len() <= LONGEST_DOMAIN && domains.any(|domain| self.hosts.contains(domain))
            }
            address => self.hosts.contains(&address.to_string()),
        }
    }
}

/// The host that an entry is; `None` where it is more than a host, or none.
fn entry_host(entry: &str) -> Option<Host<String>> {
    let entry = entry.trim();
    if let Ok(address) = entry.parse() {
        return Some(Host::Ipv6(address));
    }
    match Host::parse(entry).ok()? {
        Host::Domain(domain) => {
            let domain = without_trailing_dot(&domain);
            let is_name = !domain.contains('*') && domain.split('.').all(|label| !label.is_empty());
            is_name.then(|| Host::Domain(domain.to_owned()))
        }
        address => Some(address),
    }
}

fn without_trailing_dot(domain: &str) -> &str {
    domain.strip_suffix('.').unwrap_or(domain)
}
