//! Several profiles behind one endpoint.

use std::collections::BTreeSet;
use std::fmt;

use crate::field::FieldSet;
use crate::profile::AnyProfile;
use crate::profile::http::{content_type, target};
use crate::received::{AnyReceived, Received};
use crate::receiver::error::{Kind, ReceiveError};
use crate::receiver::names::{Claim, Counts, NameIndex, Place, Score, Tally};
use crate::request::{BodyFormat, Method};
use crate::template::rules::ParameterRule;
use crate::text::{EndpointParts, shown};
use crate::wire::engine::Format;
use crate::wire::query::read::{decode, written_pairs};

/// Several profiles behind one endpoint: tells which of them a request belongs to, and parses it with that one.
///
/// A request is decided by its method; by its content type, if it has one that tells; by its path, if a profile's endpoint has the
/// same one (proxies strip prefixes, so an unknown path decides nothing); by static values, in the query or in the body; then by the
/// profile that has the greatest share of its names present. It is looked through once for that, and a name costs the same however
/// many profiles have it.
///
/// # Examples
///
/// ```
/// use callback_profile::{AnyReceived, Incoming, Outgoing, Profile, Receiver};
///
/// let status = Profile::<Outgoing>::standard("https://example.com/hook")?;
/// let message = Profile::<Incoming>::standard("https://example.com/hook")?;
/// let receiver = Receiver::new([status.into(), message.into()]);
/// match receiver.receive(&http::Method::GET, "/hook?id=a:0&status=read", None, b"")?.received {
///     AnyReceived::Outgoing(received) => assert_eq!(received.callback.status().unwrap().as_str(), "read"),
///     other => panic!("expected a status, found {other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Receiver {
    profiles: Vec<Entry>,
    names: NameIndex,
}

#[derive(Clone)]
struct Entry {
    profile: AnyProfile,
    path: Box<str>,
    counts: Counts,
}

impl Entry {
    /// Whether the profile makes such requests at all.
    fn fits(&self, method: &http::Method, format: Option<BodyFormat>) -> bool {
        let own = self.profile.method();
        let own_format = self.profile.spec().body_format.unwrap_or_default();
        let has_format = !own.has_body() || format.is_none_or(|format| format == own_format);
        http::Method::from(own) == *method && has_format
    }
}

/// A callback, and the profile that it belongs to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Delivery<'a> {
    /// The place of the profile among those the receiver was made of, from zero.
    pub profile: usize,
    /// The callback.
    pub received: AnyReceived<'a>,
}

impl<'a> Delivery<'a> {
    /// The text of the callback's field of this name, see [`AnyReceived::text`].
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.received.text(name)
    }

    /// A stable text by which a repeat of the callback is recognised, see [`AnyReceived::dedup_key`].
    #[must_use]
    pub fn dedup_key(&self) -> Option<String> {
        self.received.dedup_key()
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Delivery<'static> {
        Delivery { profile: self.profile, received: self.received.into_owned() }
    }

    /// Whether the callback is one of the set `S`.
    #[must_use]
    pub fn is<S: FieldSet>(&self) -> bool {
        self.received.is::<S>()
    }

    /// The callback, as it is received by a profile of the set `S`; `None` where it is of another set.
    #[must_use]
    pub fn downcast<S: FieldSet>(self) -> Option<Received<'a, S>> {
        self.received.downcast()
    }
}

impl fmt::Debug for Receiver {
    /// Static values are often tokens, so only the profiles are shown, which keep theirs to themselves.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.profiles()).finish()
    }
}

impl Receiver {
    /// A receiver for these profiles.
    #[must_use]
    pub fn new(profiles: impl IntoIterator<Item = AnyProfile>) -> Self {
        let mut names = NameIndex::default();
        let entries = profiles.into_iter().enumerate().map(|(index, profile)| {
            let counts = names.add(index, &claims(&profile));
            Entry { path: path_of(&profile.spec().endpoint).into(), profile, counts }
        });
        Self { profiles: entries.collect(), names }
    }

    /// The profiles, in their order.
    pub fn profiles(&self) -> impl Iterator<Item = &AnyProfile> {
        self.profiles.iter().map(|entry| &entry.profile)
    }

    /// Parses a request with the profile that it belongs to. `target` is the request's path and query; a full URL will do.
    ///
    /// # Errors
    ///
    /// The request belongs to no profile (a bot's `GET /`), or to several alike; or the one it belongs to cannot read it. The error
    /// says which names were seen, never a value.
    pub fn receive<'a>(
        &self,
        method: &http::Method,
        target: &'a str,
        content_type: Option<&str>,
        body: &'a [u8],
    ) -> Result<Delivery<'a>, ReceiveError> {
        let query = target.split_once('?').map_or("", |(_, query)| query);
        // A sender that marks every body as a form says nothing where no profile is one.
        let has_format = |format: &BodyFormat| self.profiles.iter().any(|entry| entry.fits(method, Some(*format)));
        let format = content_type.and_then(BodyFormat::of_content_type).filter(has_format);
        let mut tally = self.names.tally();
        tally.count_pairs(Place::Query, query.as_bytes());
        if method.as_str().parse().is_ok_and(Method::has_body) {
            tally.count_body(body, format.unwrap_or_else(|| BodyFormat::guess(body)));
        }
        let candidates = self.candidates(method, target, format, &tally);
        let names = tally.seen;
        let [(index, profile)] = *candidates else {
            let profiles: Vec<_> = candidates.into_iter().map(|(index, _)| index).collect();
            let (method, path) = (shown(method.as_str()).to_string().into(), shown(path_of(target)).to_string().into());
            let is_tie = !profiles.is_empty();
            let kind = if is_tie { Kind::Tie { profiles, names } } else { Kind::NoProfile { method, path, names } };
            return Err(ReceiveError(Box::new(kind)));
        };
        let received = if profile.method().has_body() { profile.parse_body(body) } else { profile.parse_query(query) };
        Ok(Delivery { profile: index, received: received? })
    }

    /// Parses a request as HTTP servers give it, see [`receive`](Self::receive).
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    pub fn receive_request<'a>(
        &self,
        request: &'a http::Request<impl AsRef<[u8]>>,
    ) -> Result<Delivery<'a>, ReceiveError> {
        self.receive(request.method(), target(request), content_type(request), request.body().as_ref())
    }

    /// The profiles that a request may belong to, when all that decides has decided.
    fn candidates(
        &self,
        method: &http::Method,
        target: &str,
        format: Option<BodyFormat>,
        tally: &Tally<'_>,
    ) -> Vec<(usize, &AnyProfile)> {
        let path = path_of(target);
        let entries = self.profiles.iter().enumerate().filter(|(_, entry)| entry.fits(method, format));
        let scored = entries.map(|(index, entry)| (index, entry, tally.score(entry.counts)));
        let mut candidates: Vec<_> = scored.filter(|(.., score)| score.has_names()).collect();
        narrow(&mut candidates, |(_, entry, _)| *entry.path == *path);
        narrow(&mut candidates, |(.., score)| score.has_all_static_values());
        if let Some(best) = candidates.iter().map(|(.., score)| *score).max_by(Score::compare) {
            candidates.retain(|(.., score)| score.compare(&best).is_eq());
        }
        candidates.into_iter().map(|(index, entry, _)| (index, &entry.profile)).collect()
    }
}

/// Keeps those that `decides` speaks for, if there are any.
fn narrow<T>(candidates: &mut Vec<T>, decides: impl Fn(&T) -> bool) {
    if candidates.iter().any(&decides) {
        candidates.retain(decides);
    }
}

/// All names that a profile's template has.
fn claims(profile: &AnyProfile) -> BTreeSet<Claim> {
    let (guide, endpoint) = (profile.erased().guide(), &profile.spec().endpoint);
    let place = match profile.erased().format() {
        Format::Query => Place::Query,
        Format::Body(BodyFormat::Form) => Place::Form,
        Format::Body(_) => Place::Document,
    };
    let placed = guide.parameters().map(|(number, rule)| {
        let fixed = if let ParameterRule::Static(fixed) = rule { Some(guide.text(*fixed).into()) } else { None };
        Claim { place, name: guide.path(number).into(), fixed }
    });
    // The endpoint of a POST or PUT profile may have static parameters of its own, a token say.
    let query = EndpointParts::of(endpoint).query.filter(|_| place != Place::Query).and_then(|span| span.of(endpoint));
    let of_endpoint = written_pairs(query.unwrap_or_default().as_bytes()).map(|(name, value)| {
        let (name, value) = (decode(name).0.into(), decode(value).0.into());
        Claim { place: Place::Query, name, fixed: Some(value) }
    });
    placed.chain(of_endpoint).collect()
}

/// The path of a URL or target; an empty one is `/`.
fn path_of(url: &str) -> &str {
    let head = EndpointParts::address_of(url);
    let path = match head.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => {
            rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
        }
        _ => head,
    };
    if path.is_empty() { "/" } else { path }
}
