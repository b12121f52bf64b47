//! Several profiles behind one endpoint.

use std::fmt;

use http::HeaderMap;

use crate::profile::AnyProfile;
#[cfg(not(feature = "xml"))]
use crate::profile::http::is_unread_xml;
use crate::profile::http::whole;
use crate::received::{AnyReceived, ParseError, Remainder};
use crate::receiver::builder::RoutesBuilder;
use crate::receiver::delivery::Delivery;
use crate::receiver::error::ReceiveError;
use crate::receiver::routes::{Found, Routes};
use crate::receiver::tally::Listed;
use crate::wire::engine::{Target, WholeRequest};
use crate::wire::literals::Cuttable;

/// Along so many templates that nothing tells apart but what stands between their ends a body that is not well-formed is cut: each
/// costs as much as to look through all of it.
const MOST_ALIKE: usize = 16;

/// Several profiles behind one endpoint: tells which of them a request belongs to, and parses it with that one.
///
/// What decides is, in this order:
///
/// 1. the method;
/// 2. the format of the body: the first byte of JSON and XML tells it before the content type does;
/// 3. the path, if a profile's endpoint has the same one: proxies strip prefixes, so that an unknown path decides nothing;
/// 4. static values, in the query or in the body;
/// 5. the names: the profile wins that has the greatest share of its names present;
/// 6. static headers.
///
/// A request that is just what one of the profiles says is read once: its path, its first names or a static value mostly tell which
/// profile that is. A name costs the same however many profiles have it.
///
/// # Examples
///
/// ```
/// use callback_profile::http::{HeaderMap, Method};
/// use callback_profile::value::Status;
/// use callback_profile::{AnyReceived, Incoming, Outgoing, Profile, Receiver};
///
/// let status = Profile::<Outgoing>::standard("https://example.com/hook")?;
/// let message = Profile::<Incoming>::standard("https://example.com/hook")?;
/// let receiver = Receiver::new([status.into(), message.into()]);
/// match receiver.receive(&Method::GET, "/hook?id=a:0&status=read", &HeaderMap::new(), b"")?.received {
///     AnyReceived::Outgoing(received) => assert_eq!(received.callback.status(), Some(Status::Read)),
///     other => panic!("expected a status, found {other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Receiver {
    profiles: Vec<AnyProfile>,
    routes: Vec<Routes>,
}

impl fmt::Debug for Receiver {
    /// Static values are often tokens, so only the profiles are shown, which keep theirs to themselves.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.profiles()).finish()
    }
}

impl Receiver {
    /// A receiver for these profiles.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Incoming, Outgoing, Profile, Receiver};
    ///
    /// let status = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let message = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let profiles: Vec<AnyProfile> = vec![status.into(), message.into()];
    /// assert_eq!(Receiver::new(profiles).profiles().count(), 2);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn new(profiles: impl IntoIterator<Item = AnyProfile>) -> Self {
        let profiles: Vec<_> = profiles.into_iter().collect();
        let mut routes: Vec<RoutesBuilder> = Vec::new();
        for (place, profile) in profiles.iter().enumerate() {
            let method = profile.method();
            let at = routes.iter().position(|routes| routes.method() == method).unwrap_or(routes.len());
            if at == routes.len() {
                routes.push(RoutesBuilder::new(method));
            }
            routes.get_mut(at).into_iter().for_each(|routes| routes.add(place, profile));
        }
        let routes = routes.into_iter().map(|routes| routes.finish(&profiles)).collect();
        Self { profiles, routes }
    }

    /// The profiles, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Outgoing, Profile, Receiver};
    ///
    /// let status = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let message = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let receiver = Receiver::new([status.into(), message.into()]);
    /// assert!(receiver.profiles().map(|profile| profile.direction()).eq(["outgoing", "incoming"]));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    pub fn profiles(&self) -> impl Iterator<Item = &AnyProfile> {
        self.profiles.iter()
    }

    /// Reads a whole request with the profile that it belongs to. `target` is the request's path and query; a full URL will do.
    /// The static parts of the profile are compared: [`AnyReceived::verified`](crate::AnyReceived::verified) tells whether the request
    /// has them.
    ///
    /// A body that is not well-formed is read along the template of a profile if exactly one can read it so. Of the profiles that method
    /// and path leave, those are tried first whose static query and headers the request has, then those without any, then the others; the
    /// first of these groups in which one can read it decides. The search ends at a group with more than 16 templates that begin and end
    /// as the body does.
    ///
    /// # Errors
    ///
    /// The request belongs to no profile (a bot's `GET /`). It fits several alike, as a request with a token of its own does where only
    /// their tokens tell the profiles apart. The profile that it belongs to cannot read it. It is longer than the
    /// [limits](crate::request::Limits) of all profiles. The error says which names were seen, never a value.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{Incoming, Outgoing, Profile, Receiver};
    ///
    /// let status = Profile::<Outgoing>::standard("https://example.com/hook")?;
    /// let message = Profile::<Incoming>::standard("https://example.com/hook")?;
    /// let receiver = Receiver::new([status.into(), message.into()]);
    ///
    /// let headers = HeaderMap::new();
    /// let delivery = receiver.receive(&Method::GET, "/hook?from=12025550143&body=Hi", &headers, b"")?;
    /// assert_eq!((delivery.profile, delivery.text("body")), (1, Some("Hi")));
    /// assert!(receiver.receive(&Method::GET, "/", &headers, b"").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn receive<'a>(
        &self,
        method: &http::Method,
        target: &'a (impl AsRef<[u8]> + ?Sized),
        headers: &HeaderMap,
        body: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Result<Delivery<'a>, ReceiveError> {
        self.receive_whole(method, WholeRequest { target: Target::of(target.as_ref()), headers, body: body.as_ref() })
    }

    /// Reads a request of the `http` crate, see [`receive`](Self::receive).
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile, Receiver, http};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard_post("https://example.com/dlr")?.into()]);
    /// let request = http::Request::post("/dlr").body(r#"{"id": "a:1", "status": "read"}"#)?;
    /// assert_eq!(receiver.receive_request(&request)?.text("status"), Some("read"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn receive_request<'a>(
        &self,
        request: &'a http::Request<impl AsRef<[u8]>>,
    ) -> Result<Delivery<'a>, ReceiveError> {
        self.receive_whole(request.method(), whole(request))
    }

    fn receive_whole<'a>(
        &self,
        method: &http::Method,
        request: WholeRequest<'a, '_>,
    ) -> Result<Delivery<'a>, ReceiveError> {
        let Some(routes) = self.routes(method) else {
            return Err(ReceiveError::no_method(method, request.target.path()));
        };
        routes.expect_bytes(request)?;
        #[cfg(not(feature = "xml"))]
        if routes.method.has_body() && is_unread_xml(request.headers, request.body) {
            return Err(ReceiveError::xml_unread(method, request.target.path()));
        }
        let guess = routes.guess(request).and_then(|place| Some((place, self.profiles.get(place)?.erased())));
        let Some((place, profile)) = guess else {
            return self.receive_by_all_names(method, (routes, request), None);
        };
        let fill = |values: &mut [_]| match profile.parse_whole(request, values) {
            Ok(remainder) if remainder.is_exact => Ok(remainder),
            read => confirmed(place, read, (routes, request)),
        };
        AnyReceived::read_then(profile.table(), fill, |read| match read {
            Ok(received) => Ok(Delivery { profile: place, received }),
            Err(refuted) => self.receive_by_all_names(method, (routes, request), Some((place, refuted))),
        })
    }

    /// Reads a request that some profile was not guessed for, or another than it belongs to.
    #[cold]
    #[inline(never)]
    fn receive_by_all_names<'a>(
        &self,
        method: &http::Method,
        (routes, request): (&Routes, WholeRequest<'a, '_>),
        guess: Option<(usize, Refuted)>,
    ) -> Result<Delivery<'a>, ReceiveError> {
        let (guess, Refuted { found, error }) = guess.map_or_else(
            || (None, Refuted { found: routes.find(request), error: None }),
            |(place, refuted)| (Some(place), refuted),
        );
        let found = match found {
            Found::One(profile) => Ok(profile),
            Found::Tie(profiles) => self
                .with_headers(&profiles, request.headers)
                .ok_or_else(|| ReceiveError::tie(profiles, &routes.list(request))),
            Found::Nothing => Err(no_profile(method, request, &routes.list(request))),
        };
        let error = match found {
            Ok(profile) => {
                let mut syntax_error = None;
                let read = match error.filter(|_| guess == Some(profile)) {
                    Some(error) => Some(Err(error)),
                    None => self.read(profile, request, &mut syntax_error),
                };
                match (read, syntax_error) {
                    (Some(Ok(delivery)), None) => return Ok(delivery),
                    (Some(Ok(_)), Some(error)) | (Some(Err(error)), _) => error.into(),
                    (None, _) => no_profile(method, request, &Listed::default()),
                }
            }
            Err(error) => error,
        };
        self.receive_along_literals(routes, request).ok_or(error)
    }

    /// Reads a request whose body is not well-formed, so that not all of its names could be counted, with the only profile of those
    /// that method and path leave along whose literals it can be read: of those whose static values beside the body are there; else
    /// of those that have none; else of the others.
    #[cold]
    fn receive_along_literals<'a>(&self, routes: &Routes, request: WholeRequest<'a, '_>) -> Option<Delivery<'a>> {
        let body = Cuttable::of(request.body);
        let candidates = routes.with_documents(request.target.path()).filter_map(|place| {
            let profile = self.profiles.get(place)?.erased();
            let has_statics = || profile.has_static_beside_body(request);
            body.has_ends(profile.guide()).then(|| (has_statics(), place, profile.guide()))
        });
        let candidates: Vec<_> = candidates.collect();
        for has_statics in [Some(true), None, Some(false)] {
            let alike = || candidates.iter().filter(|(found, ..)| *found == has_statics);
            if alike().count() > MOST_ALIKE {
                return None;
            }
            let mut fitting = alike().filter(|(.., guide)| body.fits(*guide));
            match (fitting.next(), fitting.next()) {
                (None, _) => {}
                (Some((_, profile, _)), None) => {
                    let mut syntax_error = None;
                    let delivery = self.read(*profile, request, &mut syntax_error)?.ok()?;
                    // What is well-formed says what it says.
                    return syntax_error.map(|_| delivery);
                }
                _ => return None,
            }
        }
        None
    }

    /// Of profiles between which nothing else decides, the one whose static headers the request has.
    fn with_headers(&self, profiles: &[usize], headers: &HeaderMap) -> Option<usize> {
        let has_headers = |place: &&usize| {
            self.profiles.get(**place).is_some_and(|profile| profile.erased().has_static_headers(headers))
        };
        let mut found = profiles.iter().filter(has_headers);
        found.next().copied().filter(|_| found.next().is_none())
    }

    /// The profiles of a method.
    pub(super) fn routes(&self, method: &http::Method) -> Option<&Routes> {
        self.routes.iter().find(|routes| *method == http::Method::from(routes.method))
    }

    /// Reads a request with a profile; `syntax_error` is then what is not well-formed in a body that was read along the literals of
    /// the template.
    pub(super) fn read<'a>(
        &self,
        place: usize,
        request: WholeRequest<'a, '_>,
        syntax_error: &mut Option<ParseError>,
    ) -> Option<Result<Delivery<'a>, ParseError>> {
        let profile = self.profiles.get(place)?.erased();
        let received = AnyReceived::read(profile.table(), |values| {
            let mut remainder = profile.parse_whole(request, values)?;
            *syntax_error = remainder.syntax_error.take();
            Ok(remainder)
        });
        Some(received.map(|received| Delivery { profile: place, received }))
    }
}

/// Why what a guessed profile read of a request is not what the request says.
struct Refuted {
    /// Whose it is by all its names.
    found: Found,
    /// Why the guessed profile cannot read it, if it cannot.
    error: Option<ParseError>,
}

/// What a guessed profile `read` of a request that is not just what the profile says, if it is this profile's all the same.
#[cold]
#[inline(never)]
fn confirmed<'a>(
    guess: usize,
    read: Result<Remainder<'a>, ParseError>,
    (routes, request): (&Routes, WholeRequest<'_, '_>),
) -> Result<Remainder<'a>, Refuted> {
    let found = routes.find(request);
    match read.map(|mut remainder| (remainder.syntax_error.take(), remainder)) {
        Ok((None, remainder)) if found == Found::One(guess) => Ok(remainder),
        Ok((error, _)) => Err(Refuted { found, error }),
        Err(error) => Err(Refuted { found, error: Some(error) }),
    }
}

#[cold]
fn no_profile(method: &http::Method, request: WholeRequest<'_, '_>, names: &Listed) -> ReceiveError {
    ReceiveError::no_profile(method, request.target.path(), names)
}
