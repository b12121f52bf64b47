//! Why a request was not received.

use percent_encoding::percent_decode;

use crate::received::ParseError;
use crate::receiver::tally::Listed;
#[cfg(not(feature = "xml"))]
use crate::request::XML_UNREAD;
use crate::text::words::words;
use crate::text::{clip, is_name_byte, shown};

/// Why a request belongs to no profile, or could not be read by the one it belongs to.
///
/// The [source](std::error::Error::source) is the [`ParseError`] of the profile that the request belongs to, where it belongs to one.
///
/// # Examples
///
/// ```
/// use callback_profile::http::{HeaderMap, Method};
/// use callback_profile::receiver::ReceiveErrorKind;
/// use callback_profile::{Incoming, Profile, Receiver};
///
/// let receiver = Receiver::new([Profile::<Incoming>::standard_post("https://example.com/wa")?.into()]);
/// let error = receiver.receive(&Method::GET, "/wa?id=1", &HeaderMap::new(), b"").unwrap_err();
/// assert_eq!(error.kind(), ReceiveErrorKind::NoMethod);
/// assert_eq!(error.to_string(), "no profile takes GET `/wa`: none of them calls by GET");
/// # Ok::<(), callback_profile::diagnostic::Report>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct ReceiveError(Box<Kind>);

words! {
    /// What kind of error a [`ReceiveError`] is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::receiver::ReceiveErrorKind;
    ///
    /// assert_eq!(ReceiveErrorKind::ALL.first(), Some(&ReceiveErrorKind::NoProfile));
    /// ```
    #[non_exhaustive]
    pub enum ReceiveErrorKind {
        /// The request belongs to none of the profiles.
        NoProfile = "no-profile",
        /// None of the profiles calls by the method of the request.
        NoMethod = "no-method",
        /// The request belongs to several profiles, between which nothing decides.
        Tie = "tie",
        /// The profile that the request belongs to could not read it.
        Unreadable = "unreadable",
    }
    /// The stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::receiver::ReceiveErrorKind;
    ///
    /// assert_eq!(ReceiveErrorKind::Tie.as_str(), "tie");
    /// ```
    fn as_str;
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error("no profile takes {method} `{path}` {}", names.with())]
    NoProfile { method: Box<str>, path: Box<str>, names: SeenNames },
    #[error("no profile takes {method} `{path}`: none of them calls by {method}")]
    NoMethod { method: Box<str>, path: Box<str> },
    #[cfg(not(feature = "xml"))]
    #[error("no profile takes {method} `{path}`: {XML_UNREAD}")]
    UnreadXml { method: Box<str>, path: Box<str> },
    #[error("the request {} fits profiles {} alike", names.with(), first(profiles))]
    Tie { profiles: Vec<usize>, names: SeenNames },
    #[error("the profile that the request belongs to could not read it")]
    Parse(#[source] ParseError),
}

impl ReceiveError {
    #[cold]
    pub(super) fn no_profile(method: &http::Method, path: &[u8], names: &Listed) -> Self {
        let (method, path) = (clip(method.as_str()).into(), without_values(path));
        Self(Box::new(Kind::NoProfile { method, path, names: SeenNames::of(names) }))
    }

    #[cold]
    pub(super) fn no_method(method: &http::Method, path: &[u8]) -> Self {
        let (method, path) = (shown(method.as_str()).to_string().into(), without_values(path));
        Self(Box::new(Kind::NoMethod { method, path }))
    }

    /// Of a build that reads no XML.
    #[cfg(not(feature = "xml"))]
    #[cold]
    pub(super) fn xml_unread(method: &http::Method, path: &[u8]) -> Self {
        let (method, path) = (clip(method.as_str()).into(), without_values(path));
        Self(Box::new(Kind::UnreadXml { method, path }))
    }

    #[cold]
    pub(super) fn tie(profiles: Vec<usize>, names: &Listed) -> Self {
        Self(Box::new(Kind::Tie { profiles, names: SeenNames::of(names) }))
    }

    /// What kind of error it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::receiver::ReceiveErrorKind;
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard_post("https://example.com/dlr")?.into()]);
    /// let error = receiver.receive(&Method::POST, "/dlr", &HeaderMap::new(), br#"{"id": "a:1","#).unwrap_err();
    /// assert_eq!(error.kind(), ReceiveErrorKind::Unreadable);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> ReceiveErrorKind {
        match &*self.0 {
            Kind::NoProfile { .. } => ReceiveErrorKind::NoProfile,
            #[cfg(not(feature = "xml"))]
            Kind::UnreadXml { .. } => ReceiveErrorKind::NoProfile,
            Kind::NoMethod { .. } => ReceiveErrorKind::NoMethod,
            Kind::Tie { .. } => ReceiveErrorKind::Tie,
            Kind::Parse(_) => ReceiveErrorKind::Unreadable,
        }
    }

    /// Why the profile that the request belongs to could not read it; `None` where it belongs to no profile, or nothing says to which.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::received::ParseErrorKind;
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard_post("https://example.com/dlr")?.into()]);
    /// let error = receiver.receive(&Method::POST, "/dlr", &HeaderMap::new(), br#"{"id": "a:1","#).unwrap_err();
    /// assert_eq!(error.parse_error().map(|error| error.kind()), Some(ParseErrorKind::Syntax));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn parse_error(&self) -> Option<&ParseError> {
        if let Kind::Parse(error) = &*self.0 { Some(error) } else { None }
    }

    /// The places, from zero, of the profiles that fit the request equally well; empty for an error of another kind.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let profile = |url| Profile::<Outgoing>::standard(url);
    /// let receiver = Receiver::new([
    ///     profile("https://example.com/dlr?shop=1")?.into(),
    ///     profile("https://example.com/dlr?shop=2")?.into(),
    /// ]);
    /// let error = receiver.receive(&Method::GET, "/dlr?id=a:1&shop=3", &HeaderMap::new(), b"").unwrap_err();
    /// assert_eq!(error.tied_profiles(), [0, 1]);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn tied_profiles(&self) -> &[usize] {
        if let Kind::Tie { profiles, .. } = &*self.0 { profiles } else { &[] }
    }
}

impl From<ParseError> for ReceiveError {
    fn from(error: ParseError) -> Self {
        Self(Box::new(Kind::Parse(error)))
    }
}

/// A path as errors tell it, decoded, without what may be the values of a query: somebody may have lost the `?`, or escaped it, once or
/// several times.
fn without_values(path: &[u8]) -> Box<str> {
    let path = percent_decode(path).decode_utf8_lossy();
    match path.split_once(['?', '#', '&', '=', ';', '%']) {
        Some((path, _)) => format!("{}…", shown(path)).into(),
        None => shown(&path).to_string().into(),
    }
}

/// The places of the first few profiles.
fn first(profiles: &[usize]) -> String {
    const MOST: usize = 8;
    let (first, others) = profiles.split_at_checked(MOST).unwrap_or((profiles, &[]));
    let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    format!("{first:?}{others}")
}

/// The names that a request has: the first few, and how many more.
///
/// What is no name by its characters may be a value that nobody escaped, and is only counted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SeenNames {
    shown: Vec<Box<str>>,
    others: usize,
}

impl SeenNames {
    const MOST: usize = 8;

    fn of(Listed { names, others }: &Listed) -> Self {
        let is_of_names = |byte: u8| is_name_byte(byte) || matches!(byte, b'/' | b'-' | b'@' | b'[' | b']' | b':');
        let is_shown = |name: &&String| !name.is_empty() && name.bytes().all(is_of_names);
        let shown: Vec<_> =
            names.iter().filter(is_shown).take(Self::MOST).map(|name| shown(name).to_string().into()).collect();
        Self { others: others + names.len() - shown.len(), shown }
    }

    /// The words of an error.
    fn with(&self) -> String {
        let names: Vec<_> = self.shown.iter().map(|name| format!("`{name}`")).collect();
        match (&*names.join(", "), self.others) {
            ("", 0) => "without any parameter".to_owned(),
            ("", 1) => "with one parameter that is not told".to_owned(),
            ("", others) => format!("with {others} parameters that are not told"),
            (names, 0) => format!("with {names}"),
            (names, others) => format!("with {names} and {others} more"),
        }
    }
}
